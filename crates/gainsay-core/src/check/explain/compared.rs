//! The other claims about the same thing, by what came of them.

use std::collections::BTreeMap;

use super::model::{Facing, Group, Line};
use super::other::other;
use super::stands::says;
use crate::check::compare::pair::Held;
use crate::check::context::Context;
use crate::check::topic::Topic;
use crate::check::verdict::{Aloof, Harmony, Judge, Judgement, Verdict};
use crate::date::When;
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
    for beside in (0..topic.boxes.len()).filter(|&beside| beside != at) {
        let judged = judge.judge(at, beside);
        let rule = judged.rule.map(|rule| rule.id.value.as_str());
        let group = groups.entry((judged.verdict, rule)).or_insert_with(|| Group {
            verdict: judged.verdict,
            rule: rule.map(str::to_owned),
            told: judged.rule.is_none_or(|rule| told(rule, judged.verdict)),
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

fn told(rule: &Rule, verdict: Verdict) -> bool {
    let severity = match verdict {
        Verdict::Conflicting(Strength::Strong) => rule.severity.strong,
        Verdict::Conflicting(Strength::Weak) => rule.severity.weak,
        _ => return true,
    };
    severity > Severity::Off
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
    let (one, two) = (&topic.boxes[at], &topic.boxes[beside]);
    let shared = (judged.verdict == Verdict::Compatible(Harmony::Meets))
        .then(|| topic.axis.show(&one.allowed.plain.intersection(&two.allowed.plain), one.scope.unit));
    let turn = (judged.verdict == Verdict::NotCompared(Aloof::SameSource))
        .then(|| turn(context.id(one.claim), &other.id, named))
        .flatten();
    let ends = judged.held.map(|held| facing(topic, at, beside, &held));
    Line { other, shared, ends, turn }
}

/// The ends that decided, the low end first.
fn facing(topic: &Topic<'_>, at: usize, beside: usize, held: &Held) -> (Facing, Facing, bool) {
    let (low, high) = if held.turned { (beside, at) } else { (at, beside) };
    let low = Facing {
        says: says(topic, low, Interval::new(Some(held.low.at), None)),
        days: When::every(held.low.from, held.low.to),
    };
    let high = Facing {
        says: says(topic, high, Interval::new(None, Some(held.high.at))),
        days: When::every(held.high.from, held.high.to),
    };
    (low, high, held.turned)
}

/// What a source does to its own words by two of its claims.
fn turn(one: &str, other: &str, named: &[&Finding]) -> Option<FindingKind> {
    let both = |finding: &&&Finding| {
        let pairs = &finding.pairs;
        pairs.iter().any(|pair| [one, other].iter().all(|id| pair.claims.iter().any(|claim| claim == id)))
    };
    named.iter().find(both).map(|finding| finding.kind)
}
