//! Which attribute and which rule a name means.

use std::borrow::Cow;

use super::pattern::fold_attribute;
use super::{Attribute, Filter, Pattern, Rule, RuleKind, Rules, Task};
use crate::value::Vocabulary;

impl Rules {
    /// What values are read with.
    #[must_use]
    pub fn vocabulary(&self) -> Vocabulary<'_> {
        Vocabulary { hedges: &self.hedges, units: &self.units, words: &self.words }
    }

    /// The rules of a kind, in the order in which they are declared.
    #[must_use = "the rules are looked up as they are asked for"]
    pub fn of_kind(&self, kind: RuleKind) -> impl DoubleEndedIterator<Item = &Rule> {
        self.rules.values().filter(move |rule| rule.task.kind() == kind)
    }

    /// What is known about the attribute `name`: the exact name before globs, a longer glob before a shorter one.
    ///
    /// Looks through all globs where the name is not declared, so ask once for every name rather than once for every claim.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&Attribute> {
        let globs = || self.attributes.iter().filter(|attribute| attribute.pattern.is_glob());
        self.named(name).or_else(|| globs().find(|attribute| attribute.pattern.matches_attribute(name)))
    }

    /// The attribute that is declared under `name` itself, or has it as a synonym. A glob names nothing.
    #[must_use]
    pub fn named(&self, name: &str) -> Option<&Attribute> {
        self.attributes.named(name)
    }

    /// What all names of one attribute have in common and no name of another one: its declared name, else the name itself, as
    /// names are compared.
    #[must_use]
    pub fn identity<'n>(&'n self, name: &'n str) -> Cow<'n, str> {
        fold_attribute(self.named(name).map_or(name, |attribute| &attribute.pattern.text.value))
    }

    /// All names of the attribute that `name` is a name of.
    pub(crate) fn names_of<'n>(&'n self, name: &'n str) -> Vec<&'n str> {
        self.named(name).map_or_else(|| vec![name], |attribute| attribute.names().collect())
    }

    /// Whether any of `patterns` matches a name of the attribute `name`: an empty list matches everything.
    pub(crate) fn any_attribute(&self, patterns: &[Pattern], name: &str) -> bool {
        patterns.is_empty() || {
            let names = self.names_of(name);
            patterns.iter().any(|pattern| names.iter().any(|name| pattern.matches_attribute(name)))
        }
    }

    /// The rules that compare claims about the attribute `name`, the most specific first: the first one whose filter lets
    /// a claim through is the one that applies to it.
    ///
    /// An exact name beats a glob and a longer glob a shorter one. Of rules that name the attribute alike, one that
    /// is narrowed comes before one that is not, and then the one declared last.
    #[must_use]
    pub fn compare_rules(&self, name: &str) -> Vec<&Rule> {
        let names = self.names_of(name);
        let mut rules: Vec<_> =
            self.rules.values().filter_map(|rule| Some((weight(rule, &names)?, rule))).collect();
        // Stable, and reversed before, so that of equals the one declared last comes first.
        rules.reverse();
        rules.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
        rules.into_iter().map(|(_, rule)| rule).collect()
    }
}

/// How specifically a compare rule means the attribute with these names, if it does.
fn weight(rule: &Rule, names: &[&str]) -> Option<((bool, usize), bool)> {
    let Task::Compare(patterns) = &rule.task else { return None };
    let means = |pattern: &&Pattern| names.iter().any(|name| pattern.matches_attribute(name));
    let best = patterns.iter().filter(means).map(Pattern::weight).max()?;
    Some((best, !rule.filter.is_empty()))
}

impl Attribute {
    /// The name that it is declared under, and its synonyms.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let synonyms = self.synonyms.iter().map(|synonym| synonym.value.as_str());
        std::iter::once(self.pattern.text.value.as_str()).chain(synonyms)
    }

    /// The same of an attribute that is no glob, which has no name.
    pub(crate) fn exact_names(&self) -> impl Iterator<Item = &str> {
        self.names().filter(|_| !self.pattern.is_glob())
    }
}

impl Filter {
    /// Whether the filter lets everything through.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let Self { subject, attribute, place, source, tag, reliability, kind } = self;
        [subject, attribute, place, source, tag].iter().all(|patterns| patterns.is_empty())
            && kind.is_empty()
            && reliability.is_empty()
    }
}
