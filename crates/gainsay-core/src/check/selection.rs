//! Which rules apply to what.

use indexmap::{IndexMap, IndexSet};

use crate::check::context::Context;
use crate::check::topic::{Hand, Scope, Topic, TopicClaim};
use crate::claim::{Claim, Details};
use crate::finding::WeakReason;
use crate::rule::{Filter, Grades, Pattern, Rule, RuleKind};

/// The rules that compare the claims of `topic`, the most specific first. A rule that applies to only some sources or tags
/// leaves the others to the next one; the first that applies to all is the last.
pub(super) fn compare_rules<'r>(topic: &Topic<'_>, context: &Context<'r>) -> Vec<&'r Rule> {
    let fits = |rule: &&Rule| about(rule, topic, context);
    let rules = &context.attribute(topic.key.attribute).rules;
    rules.for_subject(topic.key.subject.map(|subject| context.text(subject))).filter(fits).collect()
}

/// The rule that decides whether two claims conflict over `scope`: the first of `rules`, which are [those of the
/// topic](compare_rules), that covers it and applies to both.
pub(super) fn of_pair<'r>(
    rules: &[&'r Rule],
    topic: &Topic<'_>,
    scope: Scope,
    pair: [usize; 2],
    context: &Context<'_>,
) -> Option<&'r Rule> {
    let decides = |rule: &&&Rule| {
        is_at(rule, scope, context) && pair.iter().all(|&at| applies_to(rule, topic, at, context))
    };
    rules.iter().find(decides).copied()
}

/// The rule of a kind that covers `scope`; of several the one declared last.
pub(super) fn of_scope<'r>(
    kind: RuleKind,
    topic: &Topic<'_>,
    scope: Scope,
    context: &Context<'r>,
) -> Option<&'r Rule> {
    covering(kind, topic, scope, context).next()
}

/// The rule of a kind that covers the scope of the claim `at` of `topic` and applies to it.
pub(super) fn of_claim<'r>(
    kind: RuleKind,
    topic: &Topic<'_>,
    at: usize,
    context: &Context<'r>,
) -> Option<&'r Rule> {
    let mut rules = covering(kind, topic, topic.claims[at].scope, context);
    rules.find(|rule| applies_to(rule, topic, at, context))
}

/// The same for a claim that may be none of those of `topic` that were read; its place alone is its scope.
pub(super) fn of_record<'r>(
    kind: RuleKind,
    topic: &Topic<'_>,
    claim: &Claim,
    context: &Context<'r>,
) -> Option<&'r Rule> {
    let scope = Scope { place: claim.place.map(|place| place.value), ..Scope::default() };
    covering(kind, topic, scope, context).find(|rule| applies_to_claim(rule, claim, context))
}

/// The rules of a kind that cover `scope`. Of several the one declared last comes first.
fn covering<'r>(
    kind: RuleKind,
    topic: &Topic<'_>,
    scope: Scope,
    context: &Context<'r>,
) -> impl Iterator<Item = &'r Rule> {
    let subject = topic.key.subject.map(|subject| context.text(subject));
    let rules = context.rules_of(kind).into_iter().flat_map(move |rules| rules.for_subject(subject).rev());
    rules.filter(move |rule| covers(rule, topic, scope, context))
}

/// Whether `rule` is for the subject, the attribute and the kind of `topic`.
fn about(rule: &Rule, topic: &Topic<'_>, context: &Context<'_>) -> bool {
    let filter = &rule.filter;
    Pattern::any(&filter.subject, topic.key.subject.map(|subject| context.text(subject)))
        && context.rules.any_attribute(&filter.attribute, context.text(topic.key.attribute))
        && (filter.kind.is_empty() || filter.kind.contains(&topic.definition.kind))
}

/// Whether `rule` is for `topic` and for the place of `scope`.
pub(super) fn covers(rule: &Rule, topic: &Topic<'_>, scope: Scope, context: &Context<'_>) -> bool {
    about(rule, topic, context) && is_at(rule, scope, context)
}

/// Whether `rule` is for the place of `scope`.
fn is_at(rule: &Rule, scope: Scope, context: &Context<'_>) -> bool {
    Pattern::any(&rule.filter.place, scope.place.map(|place| context.text(place)))
}

/// Whether the rule applies to every claim, whatever its source, the grade of that, and its tags.
pub(super) fn applies_to_all(rule: &Rule) -> bool {
    let Filter { source, tag, reliability, .. } = &rule.filter;
    source.is_empty() && tag.is_empty() && reliability.is_empty()
}

/// The claims of a topic by the rules that apply to them: the same ones apply to all claims of a class, and all of them have a unit or
/// none, where that decides.
#[derive(Debug)]
pub(super) struct Classes(Option<Vec<usize>>);

impl Classes {
    /// The classes of the claims of `topic` under `rules`.
    pub(super) fn new(rules: &[&Rule], topic: &Topic<'_>, context: &Context<'_>) -> Self {
        let some: Vec<&Rule> = rules.iter().copied().filter(|rule| !applies_to_all(rule)).collect();
        if some.is_empty() && !topic.is_as_written() {
            return Self(None);
        }
        let mut known: IndexSet<Vec<bool>> = IndexSet::new();
        let class = |at: usize| {
            let applies = some.iter().map(|rule| applies_to(rule, topic, at, context));
            known.insert_full(applies.chain(topic.has_unit(at)).collect()).0
        };
        Self(Some((0..topic.claims.len()).map(class).collect()))
    }

    /// `members` by their classes, in the order in which those come first; no class is empty.
    pub(super) fn split(&self, members: Vec<usize>) -> Vec<Vec<usize>> {
        let Some(classes) = &self.0 else {
            return if members.is_empty() { Vec::new() } else { vec![members] };
        };
        let mut split: IndexMap<usize, Vec<usize>> = IndexMap::new();
        for at in members {
            split.entry(classes[at]).or_default().push(at);
        }
        split.into_values().collect()
    }

    /// Each two of them, and each with itself.
    pub(super) fn pairs(split: &[Vec<usize>]) -> impl Iterator<Item = [&[usize]; 2]> {
        let with_later =
            move |one: usize| split[one..].iter().map(move |other| [&split[one][..], &other[..]]);
        (0..split.len()).flat_map(with_later)
    }
}

/// Whether the rule applies to a claim, by its source, the grade of that and the tags of the claim.
pub(super) fn applies_to(rule: &Rule, topic: &Topic<'_>, at: usize, context: &Context<'_>) -> bool {
    applies_to_claim(rule, topic.claims[at].claim, context)
}

/// The same for a claim wherever it is.
pub(super) fn applies_to_claim(rule: &Rule, claim: &Claim, context: &Context<'_>) -> bool {
    let filter = &rule.filter;
    let mut tags = claim.details.iter().flat_map(Details::tags);
    let tagged =
        filter.tag.is_empty() || tags.any(|tag| Pattern::any(&filter.tag, Some(context.text(tag.value))));
    let graded =
        filter.reliability.is_empty() || Grades::any(&filter.reliability, context.grade(claim.source.value));
    tagged && graded && Pattern::any(&filter.source, Some(context.text(claim.source.value)))
}

/// Why no conflict of two claims is more than weak, whatever they say: one of them is doubtful or was taken back, has no unit, or names
/// a place where the other names none, which may mean the same place.
pub(super) fn doubts(
    rule: &Rule,
    topic: &Topic<'_>,
    (a, b): (usize, usize),
    context: &Context<'_>,
) -> impl Iterator<Item = WeakReason> {
    let placed = |at: usize| topic.claims[at].scope.place.is_some();
    let taken_back = [a, b].iter().any(|&at| topic.taken_back(at).is_some());
    let of_claims = [a, b].map(|at| doubt(rule, &topic.claims[at], context));
    let of_both = [
        taken_back.then_some(WeakReason::TakenBack),
        topic.lacks_a_unit(a, b).then_some(WeakReason::NoUnit),
        (placed(a) != placed(b)).then_some(WeakReason::NoPlace),
    ];
    of_claims.into_iter().chain(of_both).flatten()
}

/// Why no conflict with a claim is more than weak: it cites a source that is in the records and has not said so there, or its source has
/// a grade to which the rule gives less weight.
pub(super) fn doubt(rule: &Rule, claim: &TopicClaim<'_>, context: &Context<'_>) -> Option<WeakReason> {
    if claim.hand == Hand::Unverified {
        return Some(WeakReason::Unverified);
    }
    let low = Grades::any(&rule.weak_reliability, context.grade(claim.claim.source.value));
    low.then_some(WeakReason::LowGrade)
}

/// Whether there is such a reason.
pub(super) fn doubtful(rule: &Rule, claim: &TopicClaim<'_>, context: &Context<'_>) -> bool {
    doubt(rule, claim, context).is_some()
}
