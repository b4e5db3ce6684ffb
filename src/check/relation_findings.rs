//! Findings for figures that cannot add up.

use indexmap::IndexMap;
use rust_decimal::Decimal;

use super::compare::Measure;
use super::context::Context;
use super::echo::At;
use super::findings::{blank, fingerprint, label, quoted};
use super::relation::{Broken, broken};
use super::scheme;
use super::topic::{Scope, Topic};
use super::words;
use crate::finding::{Finding, FindingKind, Pair, Role, Strength};
use crate::rule::{Rule, Task};
use crate::text::Name;
use crate::value::show::number;

/// The findings of all relations.
#[must_use]
pub fn all(topics: &[Topic<'_>], context: &Context<'_>) -> Vec<Finding> {
    let relations: Vec<&Rule> =
        context.rules.rules.values().filter(|rule| matches!(rule.task, Task::Relate { .. })).collect();
    let mut subjects: IndexMap<Option<Name>, IndexMap<&str, usize>> = IndexMap::new();
    for (at, topic) in topics.iter().enumerate() {
        let attributes = subjects.entry(topic.thing.subject).or_default();
        attributes.insert(context.text(topic.thing.attribute), at);
    }
    let mut findings = Vec::new();
    for attributes in subjects.values() {
        for rule in &relations {
            findings.extend(of_rule(topics, attributes, rule, context));
        }
    }
    findings
}

fn of_rule(
    topics: &[Topic<'_>],
    attributes: &IndexMap<&str, usize>,
    rule: &Rule,
    context: &Context<'_>,
) -> Vec<Finding> {
    let Task::Relate { terms, relation, of, .. } = &rule.task else { return Vec::new() };
    if terms.iter().filter(|term| attributes.contains_key(term.attribute.value.as_str())).nth(1).is_none() {
        return Vec::new();
    }
    let measure = Measure {
        tolerance: rule.tolerance.as_ref().map_or(Decimal::ZERO, |tolerance| tolerance.value),
        near: i32::try_from(rule.near).unwrap_or(i32::MAX),
        grace: 0,
        counts: true,
    };
    let hears = |topic: usize, at: usize| scheme::hears(rule, &topics[topic], at, context);
    let found = broken(topics, attributes, terms, *relation, *of, &measure, &hears);
    let covered = found.into_iter().filter(|(scope, broken)| {
        let topic = &topics[broken.over[0].0];
        scheme::covers(rule, topic, *scope, context)
    });
    let mut sums: IndexMap<(Scope, Vec<At>), Vec<Broken>> = IndexMap::new();
    for (scope, broken) in covered {
        sums.entry((scope, broken.over.clone())).or_default().push(broken);
    }
    sums.into_iter()
        .map(|((scope, over), broken)| finding(topics, scope, &over, &broken, rule, context))
        .collect()
}

/// The finding for a sum that is too large for each of `broken`.
fn finding(
    topics: &[Topic<'_>],
    scope: Scope,
    over: &[At],
    broken: &[Broken],
    rule: &Rule,
    context: &Context<'_>,
) -> Finding {
    let first = &topics[over[0].0];
    let mut under: Vec<At> = broken.iter().flat_map(|broken| broken.under.iter().copied()).collect();
    under.dedup();
    let all = || over.iter().chain(&under);
    let claims = all().map(|&(t, b)| topics[t].boxes[b].claim);
    let list = |side: &[At], joint: &str| {
        let mut told = String::new();
        let mut last = None;
        for (index, &(t, b)) in side.iter().enumerate() {
            let attribute = words::attribute(&topics[t], context);
            match (index, last == Some(t)) {
                (0, _) => told.extend([attribute, " "]),
                (_, true) => told.push_str(" or "),
                (_, false) => told.extend([" ", joint, " ", attribute, " "]),
            }
            told.push_str(&quoted(&topics[t], b, context));
            last = Some(t);
        }
        told
    };
    let values = format!("{} against {}", list(over, "and"), list(&under, "and"));
    let template =
        rule.message.as_deref().unwrap_or("the figures of {sources} do not add up[ in {place}]: {values}");
    let message = words::message(template, first, scope, claims, &values, context);
    let id = |&(t, b): &At| context.id(topics[t].boxes[b].claim).to_owned();
    // Those on one side of the sum do not gainsay each other, nor do those of one source unless it is all its own sum.
    let source = |&(t, b): &At| topics[t].boxes[b].claim.source.value;
    let pairs: Vec<Pair> = broken
        .iter()
        .flat_map(|broken| {
            let own = broken.over.iter().chain(&broken.under).all(|at| source(at) == source(&over[0]));
            let across = over.iter().flat_map(|over| broken.under.iter().map(move |under| (over, under)));
            let across = across.filter(move |(over, under)| own || source(over) != source(under));
            across.map(|(over, under)| Pair { claims: vec![id(over), id(under)], strength: broken.strength })
        })
        .collect();
    let strength = broken.iter().map(|broken| broken.strength).max().unwrap_or(Strength::Weak);
    let prints: Vec<String> =
        all().map(|&(t, b)| fingerprint(&topics[t], &rule.id.value, std::iter::once(b), context)).collect();
    let shown = over.len() + 1;
    let role = |index: usize| if index < shown { Role::Primary } else { Role::Related };
    let labels = all().enumerate().map(|(index, &(t, b))| label(&topics[t], b, role(index), context));
    Finding {
        kind: FindingKind::Arithmetic,
        severity: if strength == Strength::Strong { rule.severity.strong } else { rule.severity.weak },
        strength: Some(strength),
        message,
        help: broken.first().map(|broken| help(broken, rule)),
        pairs_total: pairs.len() as u64,
        pairs,
        fingerprint: super::findings::combined(&prints),
        labels: labels.collect(),
        ..blank(first, scope, rule, context)
    }
}

/// The sum, and the advice of the rule.
fn help(broken: &Broken, rule: &Rule) -> String {
    let exceeds = format!("at least {} against at most {}", number(broken.least), number(broken.most));
    rule.help.iter().fold(exceeds, |help, advice| format!("{help}; {advice}"))
}
