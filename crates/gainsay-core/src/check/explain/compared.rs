//! The other claims about the same topic, by what came of them.

use std::collections::BTreeMap;

use super::model::{Facing, Group, Line};
use super::other::other;
use super::validity::says;
use crate::check::compare::pair::Compared;
use crate::check::context::Context;
use crate::check::topic::{Bound, Topic};
use crate::check::verdict::{CompatibleReason, Judge, Judgement, NotComparedReason, Verdict};
use crate::check::wording::severity;
use crate::claim::{Claim, ClaimId};
use crate::finding::{Finding, FindingKind, Strength};
use crate::rule::{Rule, Severity};
use crate::value::Interval;

/// All other claims of the topic by verdict and rule, those that conflict first; of each no more than `most` are listed.
///
/// `named` are the findings that name the claim.
pub(super) fn groups(
    topic: &Topic<'_>,
    at: usize,
    judge: &Judge<'_, '_>,
    named: &[&Finding],
    most: usize,
    context: &Context<'_>,
) -> Vec<Group> {
    let mut groups: BTreeMap<(Verdict, Option<&str>), Group> = BTreeMap::new();
    for beside in (0..topic.claims.len()).filter(|&beside| beside != at) {
        let judged = judge.judge(at, beside);
        let rule = judged.rule.map(|rule| rule.id.value.as_str());
        let group = groups.entry((judged.verdict, rule)).or_insert_with(|| Group {
            verdict: judged.verdict,
            rule: rule.map(str::to_owned),
            reported: judged.rule.is_none_or(|rule| reported(rule, judged.verdict)),
            total: 0,
            first: Vec::new(),
        });
        group.total += 1;
        if group.first.len() < most {
            group.first.push(line(topic, at, beside, &judged, named, context));
        }
    }
    let mut groups: Vec<Group> = groups.into_values().collect();
    // Of conflicts the strong ones come first.
    groups.sort_by_key(|group| group.verdict == Verdict::Conflicting(Strength::Weak));
    groups.sort_by_key(|group| !matches!(group.verdict, Verdict::Conflicting(_)));
    groups
}

/// The claims about the same subject and attribute whose values are of another kind; no more than `most` are listed.
pub(super) fn of_other_kinds(
    topics: &[Topic<'_>],
    claim: &Claim,
    at: usize,
    most: usize,
    context: &Context<'_>,
) -> Option<Group> {
    let others =
        topics.iter().enumerate().filter(|(number, topic)| *number != at && topic.key.is_of(claim, context));
    let claims: Vec<(&Topic<'_>, usize)> =
        others.flat_map(|(_, topic)| (0..topic.claims.len()).map(move |beside| (topic, beside))).collect();
    let line = |&(topic, beside): &(&Topic<'_>, usize)| Line {
        other: other(topic, beside, context),
        shared: None,
        bounds: None,
        turn: None,
    };
    (!claims.is_empty()).then(|| Group {
        verdict: Verdict::NotCompared(NotComparedReason::OtherKind),
        rule: None,
        reported: true,
        total: claims.len(),
        first: claims.iter().take(most).map(line).collect(),
    })
}

fn reported(rule: &Rule, verdict: Verdict) -> bool {
    match verdict {
        Verdict::Conflicting(strength) => severity(rule, strength) > Severity::Off,
        _ => true,
    }
}

fn line(
    topic: &Topic<'_>,
    at: usize,
    beside: usize,
    judged: &Judgement<'_>,
    named: &[&Finding],
    context: &Context<'_>,
) -> Line {
    let other = other(topic, beside, context);
    let (one, two) = (&topic.claims[at], &topic.claims[beside]);
    let shared = (judged.verdict == Verdict::Compatible(CompatibleReason::Meets))
        .then(|| topic.axis.show(&one.allowed.plain.intersection(&two.allowed.plain), one.scope.unit));
    let turn = (judged.verdict == Verdict::NotCompared(NotComparedReason::SameSource))
        .then(|| turn([one.claim.number, two.claim.number], named))
        .flatten();
    let bounds = judged.compared.map(|compared| facing(topic, at, beside, &compared));
    Line { other, shared, bounds, turn }
}

/// The bounds that decided, the lower one first.
fn facing(topic: &Topic<'_>, at: usize, beside: usize, compared: &Compared) -> (Facing, Facing, bool) {
    let Compared { lower, upper, turned, .. } = compared;
    let (low, high) = if *turned { (beside, at) } else { (at, beside) };
    let low = says(topic, low, Interval::new(Some(lower.at), None));
    let high = says(topic, high, Interval::new(None, Some(upper.at)));
    let facing = |says, bound: &Bound| Facing { says, days: bound.valid.days() };
    (facing(low, lower), facing(high, upper), *turned)
}

/// What a source does to its own words by two of its claims.
fn turn(both: [ClaimId; 2], named: &[&Finding]) -> Option<FindingKind> {
    let pairs_them = |finding: &&&Finding| {
        finding.pairs.iter().any(|pair| both.iter().all(|claim| pair.claims.contains(claim)))
    };
    named.iter().find(pairs_them).map(|finding| finding.kind)
}
