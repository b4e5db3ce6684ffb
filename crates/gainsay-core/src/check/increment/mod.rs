//! What was counted within a period, against the difference of the totals before and after it.
//!
//! The total of the day before the period and what was counted within it make up the total of its last day. Where a source has
//! no total of just these days, the nearest ones around the period still bound it: no more can have been counted within it
//! than between them. The built-in rule holds the counts of a source against its own totals of the same attribute; a relation
//! names both attributes, and whose totals count.

mod finding;
mod increase;
mod totals;

use indexmap::IndexMap;

use super::context::Context;
use super::kind::Check;
use super::prepared::Prepared;
use super::selection;
use super::topic::{Scope, Topic};
use super::topics::{OfSubject, by_attribute};
use crate::finding::Finding;
use crate::rule::{Figure, Kind, Relation, RelationOf, Rule, RuleKind, Task};
use gainsay_yaml::text::Name;

use self::increase::Increase;

/// The scope of counts within a period, and that of the totals that they add to.
type CountedScope = (Scope, Scope);

/// The figures of a period that do not fit the totals around it.
pub(super) struct Increments;

impl Check for Increments {
    fn of_topic(&self, topic: &Topic<'_>, _: &[&Rule], context: &Context<'_>) -> Vec<Finding> {
        if !topic.definition.additive || topic.definition.rising().is_none() {
            return Vec::new();
        }
        let mut of_rules: IndexMap<&str, (&Rule, Vec<CountedScope>)> = IndexMap::new();
        for &scope in topic.scopes.keys().filter(|scope| scope.period.is_some()) {
            let whole = Scope { period: None, ..scope };
            if let Some(rule) = selection::of_scope(RuleKind::Increments, topic, whole, context) {
                of_rules.entry(&rule.id.value).or_insert_with(|| (rule, Vec::new())).1.push((scope, whole));
            }
        }
        let found = of_rules.into_values().map(|(rule, scopes)| {
            let of = RelationOf::SameSource;
            Increase { figures: topic, totals: topic, of, rule, context }.findings(&scopes)
        });
        found.flatten().collect()
    }

    fn of_topics(&self, prepared: &Prepared<'_>, context: &Context<'_>) -> Vec<Finding> {
        let rules = || context.rules.of_kind(RuleKind::Relate);
        let of_subject = |attributes: &OfSubject| {
            rules()
                .flat_map(|rule| of_relation(&prepared.topics, attributes, rule, context))
                .collect::<Vec<_>>()
        };
        let subjects = by_attribute(&prepared.topics).into_iter();
        let own = subjects.filter(|(subject, _)| context.reports_on(*subject));
        own.flat_map(|(_, attributes)| of_subject(&attributes)).collect()
    }
}

/// The scope of the totals that counts of a scope add to. Numbers without a unit are in whatever single unit the others are.
fn scope_of_totals(
    figures: &Topic<'_>,
    scope: Scope,
    totals: &Topic<'_>,
    place: Option<Name>,
) -> Option<Scope> {
    let own = figures.axis.base_unit(scope.unit);
    let of_unit = |unit| Scope { place, period: None, unit, ..scope };
    let there = totals.axis.units().map(of_unit).filter(|scope| totals.scopes.contains_key(scope));
    let there: Vec<Scope> = there.collect();
    let unit = |scope: &Scope| totals.axis.base_unit(scope.unit);
    let same = there.iter().find(|scope| unit(scope) == own);
    let only = there.first().filter(|only| there.len() == 1 && (own.is_none() || unit(only).is_none()));
    same.or(only).copied()
}

/// What is found of a relation that holds counts within periods against totals.
fn of_relation(
    topics: &[Topic<'_>],
    attributes: &OfSubject,
    rule: &Rule,
    context: &Context<'_>,
) -> Vec<Finding> {
    let Task::Relate { terms, relation: Relation::Increase, of, .. } = &rule.task else { return Vec::new() };
    let [counted, totals] = terms.as_slice() else { return Vec::new() };
    let topic = |figure: &Figure| {
        let topic = &topics[attributes.get(&figure.attribute.value, context)?];
        (topic.definition.kind == Kind::Quantity).then_some(topic)
    };
    let (Some(figures), Some(in_all)) = (topic(&counted.figure), topic(&totals.figure)) else {
        return Vec::new();
    };
    let place = |figure: &Figure| figure.place.as_ref().map(|place| context.records.names.find(&place.value));
    let (of_counts, of_totals) = (place(&counted.figure), place(&totals.figure));
    let here = |scope: &&Scope| {
        let named = of_counts.is_none_or(|place| place.is_some() && place == scope.place);
        scope.period.is_some() && named && selection::covers(rule, figures, **scope, context)
    };
    let around = |&scope: &Scope| {
        let place: Option<Name> = of_totals.unwrap_or(scope.place);
        Some((scope, scope_of_totals(figures, scope, in_all, place)?))
    };
    let scopes: Vec<(Scope, Scope)> = figures.scopes.keys().filter(here).filter_map(around).collect();
    Increase { figures, totals: in_all, of: *of, rule, context }.findings(&scopes)
}
