//! Rules in an order, found by the subject that they are for.

use crate::rule::{PatternIndex, Rule};

/// Rules in an order. Of very many, each for subjects of its own, only those of one subject are looked at.
#[derive(Debug, Default)]
pub(super) struct RuleList<'r> {
    rules: Vec<&'r Rule>,
    by_subject: PatternIndex,
}

impl<'r> RuleList<'r> {
    /// The rules of a list in that order.
    pub(super) fn new(rules: Vec<&'r Rule>) -> Self {
        let mut by_subject = PatternIndex::default();
        for (at, rule) in rules.iter().enumerate() {
            let subjects = &rule.filter.subject;
            for subject in subjects {
                by_subject.insert(subject, at);
            }
            if subjects.is_empty() {
                by_subject.insert_for_any(at);
            }
        }
        Self { rules, by_subject }
    }

    /// The rules that may be for a subject, in their order.
    pub(super) fn for_subject(&self, subject: Option<&str>) -> impl DoubleEndedIterator<Item = &'r Rule> {
        let all = self.by_subject.for_any();
        let some = subject
            .filter(|_| all.len() < self.rules.len())
            .map(|subject| self.by_subject.candidates(subject));
        let len = some.as_ref().map_or(all.len(), Vec::len);
        (0..len).map(move |at| self.rules[some.as_ref().map_or_else(|| all[at], |some| some[at])])
    }
}
