//! What else the engine makes of a claim: findings that name it, the source that it cites, relations that bind it.

use super::super::context::Context;
use super::super::echo::At;
use super::super::topic::Topic;
use super::super::{Ready, scheme};
use super::{Bound, SecondHand, at};
use crate::claim::Claim;
use crate::finding::Finding;
use crate::rule::Task;

/// The findings that name `claim`, or point into its record.
pub(super) fn findings(claim: &Claim, findings: &[Finding], context: &Context<'_>) -> Vec<usize> {
    let (id, span) = (context.id(claim), claim.span);
    let names = |finding: &Finding| {
        let mut claims = finding.positions.iter().flat_map(|position| &position.claims);
        claims.any(|claim| claim == id)
            || finding.pairs.iter().any(|pair| pair.claims.iter().any(|claim| claim == id))
            || finding.labels.iter().any(|label| match &label.claim {
                Some(claim) => claim == id,
                None => {
                    let spot = label.span;
                    spot.file == span.file && span.start <= spot.start && spot.end <= span.end
                }
            })
    };
    (0..findings.len()).filter(|&at| names(&findings[at])).collect()
}

/// What the source that a claim cites says itself; nothing where it cites none.
pub(super) fn second_hand(ready: &Ready<'_>, claim: At, context: &Context<'_>) -> Option<SecondHand> {
    let topics = &ready.topics;
    let told = &topics[claim.0].boxes[claim.1];
    told.claim.cites?;
    let own = ready.origins.of(topics, claim, context);
    let elsewhere: Vec<At> =
        own.same_number.iter().copied().filter(|claim| !own.same_thing.contains(claim)).collect();
    let others = |claims: &[At]| claims.iter().map(|&claim| at(topics, claim, context)).collect();
    Some(SecondHand { echo: told.echo, said: others(&own.same_thing), elsewhere: others(&elsewhere) })
}

/// The relations that bind the attribute of a claim and hear it; none where it takes no part in comparing.
pub(super) fn relations(
    topics: &[Topic<'_>],
    (own, at): At,
    findings: &[Finding],
    named: &[usize],
    context: &Context<'_>,
) -> Vec<Bound> {
    let topic = &topics[own];
    let scope = topic.boxes[at].scope;
    let attribute = context.text(topic.thing.attribute);
    let mut bound = Vec::new();
    if !topic.boxes[at].speaks() {
        return bound;
    }
    for rule in context.rules.rules.values() {
        let Task::Relate { text, terms, of, .. } = &rule.task else { continue };
        let binds = terms.iter().any(|term| term.attribute.value == attribute);
        if !binds || !scheme::covers(rule, topic, scope, context) || !scheme::hears(rule, topic, at, context)
        {
            continue;
        }
        let count = |name: &str| {
            let beside = topics.iter().find(|beside| {
                beside.thing.subject == topic.thing.subject && context.text(beside.thing.attribute) == name
            });
            let members = |topic: &Topic<'_>| {
                let members = topic.scopes.get(&scope).into_iter().flatten();
                let speak =
                    |at: &&usize| topic.boxes[**at].speaks() && scheme::hears(rule, topic, **at, context);
                members.filter(speak).count()
            };
            beside.map_or(0, members)
        };
        let terms = terms.iter().map(|term| &term.attribute.value);
        bound.push(Bound {
            rule: rule.id.value.clone(),
            text: text.value.clone(),
            of: *of,
            terms: terms.map(|name| (name.clone(), count(name))).collect(),
            broken: named.iter().copied().filter(|&at| findings[at].rule == rule.id.value).collect(),
        });
    }
    bound
}
