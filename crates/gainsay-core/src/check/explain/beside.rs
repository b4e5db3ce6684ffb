//! What else the engine makes of a claim: findings that name it, the source that it cites, relations that bind it.

use super::model::{AppliedRelation, SecondHand};
use super::other::at;
use crate::check::attribution::agreement::{self, Agreement};
use crate::check::attribution::distortion::Fidelity;
use crate::check::context::Context;
use crate::check::prepared::Prepared;
use crate::check::selection;
use crate::check::topic::{At, Hand, Scope, Topic};
use crate::claim::{Claim, ClaimId};
use crate::finding::Finding;
use crate::rule::{Figure, Relation, Rule, Task, Term};
use gainsay_yaml::text::Span;

/// The findings that name `claim`, or point into its record.
pub(super) fn findings(claim: &Claim, findings: &[Finding]) -> Vec<usize> {
    let (number, span) = (claim.number, claim.span);
    let inside = |spot: Span| spot.file == span.file && span.start <= spot.start && spot.end <= span.end;
    let names = |finding: &Finding| {
        finding.claims().any(|claim| claim == number)
            || finding.labels.iter().any(|label| label.claim.is_none() && inside(label.span))
    };
    (0..findings.len()).filter(|&at| names(&findings[at])).collect()
}

/// What the source that a claim cites says itself; nothing where it cites none.
pub(super) fn second_hand(ready: &Prepared<'_>, claim: At, context: &Context<'_>) -> Option<SecondHand> {
    let topics = &ready.topics;
    let reported = &topics[claim.0].claims[claim.1];
    reported.claim.cites?;
    let citation = ready.citations.all().iter().find(|citation| citation.at == claim)?;
    let fidelity = &ready.attributed.iter().find(|attributed| attributed.claim == claim)?.fidelity;
    let (said, elsewhere) = match fidelity {
        Fidelity::Distorted(distortion) if citation.statements.is_empty() => {
            (distortion.said.clone(), distortion.elsewhere.clone())
        }
        Fidelity::Distorted(distortion) => {
            (ready.citations.chain(&ready.topics, citation), distortion.elsewhere.clone())
        }
        Fidelity::Faithful | Fidelity::Unverifiable => {
            (ready.citations.chain(&ready.topics, citation), Vec::new())
        }
    };
    let others = |claims: &[At]| claims.iter().map(|&claim| at(topics, claim, context)).collect();
    let (echo, unverified) = (reported.echo(), reported.hand == Hand::Unverified);
    Some(SecondHand { echo, unverified, said: others(&said), elsewhere: others(&elsewhere) })
}

/// The claims of other sources that say the same as `claim`, with how many origins all of them have.
pub(super) fn alike(
    ready: &Prepared<'_>,
    claim: At,
    number: ClaimId,
    context: &Context<'_>,
) -> Option<Agreement> {
    let days = ready.origins.days;
    let found = agreement::of_topic(&ready.topics, claim.0, &ready.citations, days, context);
    found.into_iter().find(|agreement| agreement.claims.contains(&number))
}

/// The relations that bind the attribute of a claim and apply to it; none where it takes no part in comparing.
pub(super) fn relations(
    topics: &[Topic<'_>],
    (own, at): At,
    findings: &[Finding],
    named: &[usize],
    context: &Context<'_>,
) -> Vec<AppliedRelation> {
    let topic = &topics[own];
    let scope = topic.claims[at].scope;
    let key = |figure: &Figure| Some(context.attribute_named(&figure.attribute.value)?.key);
    let mut bound = Vec::new();
    if !topic.claims[at].speaks() {
        return bound;
    }
    for rule in context.rules.rules.values() {
        let Task::Relate { text, terms, of, .. } = &rule.task else { continue };
        let figures = || terms.iter().flat_map(Term::figures);
        let binds = figures().any(|figure| key(figure) == Some(topic.key.attribute));
        if !binds
            || !selection::covers(rule, topic, scope, context)
            || !selection::applies_to(rule, topic, at, context)
        {
            continue;
        }
        let claims =
            |term: &Term, figure: &Figure| claims_of(topics, (own, at), rule, (term, figure), context);
        let counts = |term: &Term| {
            let figures = term.figures().map(|figure| (figure.to_string(), claims(term, figure)));
            figures.collect::<Vec<_>>()
        };
        bound.push(AppliedRelation {
            rule: rule.id.value.clone(),
            text: text.value.clone(),
            of: *of,
            terms: terms.iter().flat_map(counts).collect(),
            broken: named.iter().copied().filter(|&at| findings[at].rule == rule.id.value).collect(),
        });
    }
    bound
}

/// The claims that give a figure of a relation, beside the claim `at`.
fn claims_of(
    topics: &[Topic<'_>],
    (own, at): At,
    rule: &Rule,
    (term, figure): (&Term, &Figure),
    context: &Context<'_>,
) -> Vec<ClaimId> {
    let (topic, scope) = (&topics[own], topics[own].claims[at].scope);
    let named = context.attribute_named(&figure.attribute.value).map(|known| known.key);
    let of_attribute =
        |beside: &&Topic<'_>| beside.key.subject == topic.key.subject && Some(beside.key.attribute) == named;
    let Some(beside) = topics.iter().find(of_attribute) else { return Vec::new() };
    let place = match &figure.place {
        Some(place) => context.records.names.find(&place.value),
        None => scope.place,
    };
    let of_period = |period: Option<_>| match rule.task {
        // Counts within any periods, and totals.
        Task::Relate { relation: Relation::Increase, .. } => {
            period.is_some() == term.factor.is_sign_positive()
        }
        _ => period == scope.period,
    };
    let here = |other: &Scope| (other.place, other.part) == (place, scope.part) && of_period(other.period);
    let scopes = beside.scopes.iter().filter(|(other, _)| here(other));
    let speak =
        |at: &&usize| beside.claims[**at].speaks() && selection::applies_to(rule, beside, **at, context);
    let members = scopes.flat_map(|(_, members)| members).filter(speak);
    members.map(|&at| beside.claims[at].claim.number).collect()
}
