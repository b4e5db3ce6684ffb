//! Everything about one claim: what it allows, when it is valid, what came of comparing it with the others, and why.
//!
//! All of it is asked of the engine that finds the conflicts (`reading`, `standing`, `verdict`, `echo`), for the one claim.

mod beside;
mod compared;
mod model;
mod other;
mod reads;
mod validity;

pub use self::model::{
    AppliedRelation, BoundValidity, Explanation, Facing, Facts, Group, Line, Other, Reads, RuleTolerances,
    SecondHand, Shown, Since, WhichBound,
};
pub(in crate::check) use self::validity::of_bounds;

use self::other::other;
pub(super) use self::reads::reads;
use crate::check::analysis::Analysis;
use crate::check::compare::Tolerances;
use crate::check::context::Context;
use crate::check::topic::Topic;
use crate::check::verdict::Judge;
use crate::check::wording::{value_span, words};
use crate::claim::Claim;
use crate::finding::Finding;
use crate::rule::Rule;

pub use crate::check::reason::{CompatibleReason, NotComparedReason};
pub use crate::check::verdict::Verdict;

/// Gives an explanation of the claim with `id`; nothing where there is no such claim.
///
/// Of claims with the same verdict no more than `most` are
/// listed; all are counted.
#[must_use]
pub fn explain(analysis: &Analysis<'_>, id: &str, most: usize) -> Option<Explanation> {
    let Analysis { context, prepared, findings, .. } = analysis;
    let claim = context.records.find(id)?;
    let at = prepared.find(claim, context);
    let named = beside::findings(claim, findings);
    let mut explanation = Explanation {
        claim: Other {
            number: claim.number,
            span: value_span(claim),
            label: "the value cannot be read".to_owned(),
        },
        facts: facts(claim, None, context),
        reads: None,
        rules: Vec::new(),
        validity: Vec::new(),
        taken_back: None,
        compared: Vec::new(),
        second_hand: None,
        alike: None,
        relations: Vec::new(),
        findings: named,
    };
    let Some(at) = at else {
        explanation.compared = compared::of_unread(prepared, claim, most, context);
        return Some(explanation);
    };
    let topic = &prepared.topics[at.0];
    let judge = Judge::new(topic, context);
    explanation.claim = other(topic, at.1, context);
    explanation.facts = facts(claim, Some(topic), context);
    explanation.reads = Some(reads(topic, at.1, context));
    explanation.rules = judge.rules(at.1).into_iter().map(|rule| tolerances(rule, topic)).collect();
    explanation.validity = validity::of_bounds(topic, at.1, context);
    explanation.taken_back = topic.taken_back(at.1).map(|by| other(topic, by, context));
    let turns: Vec<&Finding> = explanation.findings.iter().map(|&at| &findings[at]).collect();
    explanation.compared = compared::groups(prepared, at, &judge, (&turns, most), context);
    explanation.second_hand = beside::second_hand(prepared, at, context);
    explanation.alike = beside::alike(prepared, at, claim.number, context);
    explanation.relations = beside::relations(&prepared.topics, at, findings, &explanation.findings, context);
    Some(explanation)
}

fn tolerances(rule: &Rule, topic: &Topic<'_>) -> RuleTolerances {
    let (fraction, margin) = topic.definition.tolerance(rule);
    RuleTolerances {
        rule: rule.id.value.clone(),
        span: rule.id.span,
        tolerance: fraction.map(|tolerance| (tolerance.value, tolerance.span)),
        margin: margin.map(|margin| (margin.value.to_string(), margin.span)),
        sampled: Tolerances::of(rule, topic).sampled,
        same_time: rule.same_time,
        lag: Tolerances::of(rule, topic).lag.unsigned_abs(),
    }
}

fn facts(claim: &Claim, topic: Option<&Topic<'_>>, context: &Context<'_>) -> Facts {
    let source = |id| Shown { name: context.source(id).to_owned(), id: context.text(id).to_owned() };
    let place = |id| Shown { name: context.place(id).to_owned(), id: context.text(id).to_owned() };
    let subject = |id| Shown { name: context.subject(id).to_owned(), id: context.text(id).to_owned() };
    let attribute = context.text(claim.attribute.value);
    let title = topic.map_or(attribute, |topic| words::attribute_of(topic, [claim], context));
    Facts {
        worded: claim.words(context.files).map(std::borrow::Cow::into_owned),
        source: context.sources.up(claim.source.value).map(source).collect(),
        cites: claim.cites.map(|cites| source(cites.value)),
        subject: claim.subject.map(|id| subject(id.value)),
        attribute: Shown { name: title.to_owned(), id: attribute.to_owned() },
        place: claim.place.into_iter().flat_map(|id| context.places.up(id.value)).map(place).collect(),
        part: claim.scope.map(|scope| context.text(scope.value).to_owned()),
        period: claim.during.map(|during| during.value),
        stance: claim.stance,
        share: claim.share.map(|share| share.value),
        as_of: claim.as_of.map(|as_of| as_of.value),
        published: claim.published.map(|published| published.value),
        end: claim.end,
        correction: claim.correction,
    }
}
