//! Findings for figures that cannot add up.

use std::borrow::Cow;
use std::collections::HashSet;

use crate::check::compare::Tolerances;
use crate::check::context::Context;
use crate::check::kind::Check;
use crate::check::prepared::Prepared;
use crate::check::relation::SubjectRelation;
use crate::check::selection;
use crate::check::severity;
use crate::check::sum::{Exceeded, ExceededSum, by_sum};
use crate::check::topic::{At, Scope, Topic, claim_at};
use crate::check::topics::{OfSubject, by_attribute};
use crate::finding::Finding;
use crate::rule::{Kind, Relation, RelationOf, Rule, RuleKind, Severity, Task, Term};

/// The relations, each held against all claims of the attributes that it names.
pub(crate) struct Relations;

impl Check for Relations {
    fn of_topics(&self, prepared: &Prepared<'_>, context: &Context<'_>) -> Vec<Finding> {
        let topics = &prepared.topics;
        // What is counted within periods is held against totals elsewhere.
        let sums = |rule: &&Rule| !matches!(rule.task, Task::Relate { relation: Relation::Increase, .. });
        let relations: Vec<&Rule> = context.rules.of_kind(RuleKind::Relate).filter(sums).collect();
        let mut findings = Vec::new();
        let subjects = by_attribute(topics);
        for (_, attributes) in subjects.iter().filter(|(subject, _)| context.reports_on(**subject)) {
            for rule in &relations {
                findings.extend(of_rule(topics, attributes, rule, &relations, context));
            }
        }
        findings
    }
}

fn of_rule<'r>(
    topics: &[Topic<'r>],
    attributes: &OfSubject,
    rule: &Rule,
    relations: &[&Rule],
    context: &Context<'r>,
) -> Vec<Finding> {
    let Task::Relate { terms, relation, of, .. } = &rule.task else { return Vec::new() };
    let named = identities(terms, context);
    if named.iter().filter(|name| attributes.get(name, context).is_some()).count() < named.len().min(2) {
        return Vec::new();
    }
    let first = terms
        .iter()
        .flat_map(Term::figures)
        .find_map(|figure| attributes.get(&figure.attribute.value, context));
    let tolerances =
        first.map_or_else(|| Tolerances::of_numbers(rule), |first| Tolerances::of(rule, &topics[first]));
    let applies_to = |(topic, at): At| selection::applies_to(rule, &topics[topic], at, context);
    let doubt = |at: At| selection::doubt(rule, claim_at(topics, at), context);
    let relating = SubjectRelation {
        topics,
        attributes,
        terms,
        relation: *relation,
        of: *of,
        tolerances: tolerances.without_lag(),
        applies_to: &applies_to,
        doubt: &doubt,
        context,
    };
    let own = |(scope, broken): &(Scope, Exceeded)| {
        let topic = &topics[broken.over[0].said.claim.0];
        selection::covers(rule, topic, *scope, context)
            && !reported_by_another(topics, broken, rule, relations, context)
    };
    let broken = relating.broken().into_iter().filter(own);
    let sums = by_sum(broken);
    let reported = sums.into_iter().map(|((scope, over), broken)| {
        let topic = over[0].0;
        let usual = usual(&topics[topic]);
        ExceededSum { topics, topic, scope, over, found: &broken, rule, usual, context }.finding()
    });
    reported.collect()
}

/// The attributes that terms name, each by what its names have in common.
fn identities<'t>(terms: &'t [Term], context: &'t Context<'_>) -> HashSet<Cow<'t, str>> {
    let figures = terms.iter().flat_map(Term::figures);
    figures.map(|figure| context.rules.identity(&figure.attribute.value)).collect()
}

/// Whether not all terms are there, and another relation binds just those that are: that one reports them. So does one that
/// holds the figures of each source against each other, where all are of one.
fn reported_by_another(
    topics: &[Topic<'_>],
    broken: &Exceeded,
    rule: &Rule,
    relations: &[&Rule],
    context: &Context<'_>,
) -> bool {
    let identity = |(topic, _): At| context.rules.identity(context.text(topics[topic].key.attribute));
    let there: HashSet<Cow<'_, str>> = broken.claims().map(identity).collect();
    let files = || broken.claims().map(|(topic, at)| topics[topic].claims[at].claim.span.file);
    let mut sources = broken.claims().map(|(topic, at)| topics[topic].claims[at].claim.source.value);
    let first = sources.next();
    let one_source = sources.all(|source| Some(source) == first);
    let binds = |other: &&&Rule| match (&other.task, &rule.task) {
        (Task::Relate { terms, of, .. }, Task::Relate { terms: all, of: own, .. }) => {
            let (relating, all) = (identities(terms, context), identities(all, context));
            let nearer = of == own && relating == there && relating.len() < all.len();
            let own_sum = one_source && (*of, *own) == (RelationOf::SameSource, RelationOf::Any);
            (nearer || own_sum && relating.is_superset(&there))
                && severity::between(other, broken.strength(), files(), context) > Severity::Off
        }
        _ => false,
    };
    relations.iter().any(|other| binds(&other))
}

/// The message where the rule has none.
fn usual(topic: &Topic<'_>) -> &'static str {
    if topic.definition.kind == Kind::Date {
        "the dates of {sources} cannot be in this order[ in {place}]: {values}"
    } else {
        "the figures of {sources} do not add up[ in {place}]: {values}"
    }
}
