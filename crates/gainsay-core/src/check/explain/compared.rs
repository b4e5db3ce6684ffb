//! The other claims about the same topic, by what came of them.

use std::collections::BTreeMap;

use super::model::{Facing, Group, Line, Other};
use super::other::other;
use super::validity::says;
use crate::check::compare::pair::Compared;
use crate::check::context::Context;
use crate::check::near_miss;
use crate::check::prepared::Prepared;
use crate::check::reason::{CompatibleReason, NotComparedReason};
use crate::check::severity;
use crate::check::topic::{At, Bound, Topic, TopicKey};
use crate::check::verdict::{Judge, Judgement, Verdict};
use crate::check::wording::{value_span, words};
use crate::claim::{Claim, ClaimId};
use crate::finding::{Finding, FindingKind, Strength};
use crate::rule::{Rule, Severity};
use crate::value::Interval;
use gainsay_yaml::text::{FileId, Name};

/// The other claims by verdict, whether it is reported, and rule.
type Groups<'r> = BTreeMap<(Verdict, bool, Option<&'r str>), Group>;

/// All other claims about the subject and the attribute of a claim by verdict and rule, those that conflict first; of each no more
/// than `most` are listed.
///
/// `named` are the findings that name the claim.
pub(super) fn groups(
    prepared: &Prepared<'_>,
    (own, at): At,
    judge: &Judge<'_, '_>,
    (named, most): (&[&Finding], usize),
    context: &Context<'_>,
) -> Vec<Group> {
    let topics = &prepared.topics;
    let topic = &topics[own];
    let claim = topic.claims[at].claim;
    let mut groups = Groups::new();
    for beside in (0..topic.claims.len()).filter(|&beside| beside != at) {
        let judged = judge.judge(at, beside);
        let line = || line(topic, at, beside, &judged, named, context);
        let files = [claim, topic.claims[beside].claim].map(|claim| claim.span.file);
        let rule = judged.rule.map(|rule| (rule, reported(rule, judged.verdict, files, context)));
        add(&mut groups, judged.verdict, rule, most, line);
    }
    for (number, topic) in topics.iter().enumerate().filter(|(_, topic)| topic.key.is_of(claim, context)) {
        let read =
            (0..topic.claims.len()).filter(|_| number != own).map(|at| (Some(at), topic.claims[at].claim));
        let unread = topic.unread.iter().map(|&claim| (None, claim));
        for (beside, other) in read.chain(unread) {
            let verdict = apart(claim, other, beside.is_none());
            add(&mut groups, verdict, None, most, || plain(topic, beside, other, context));
        }
    }
    of_similar_names(&mut groups, prepared, claim, most, context);
    in_order(groups)
}

/// The same for a claim whose value cannot be read, which is compared with nothing.
pub(super) fn of_unread(
    prepared: &Prepared<'_>,
    claim: &Claim,
    most: usize,
    context: &Context<'_>,
) -> Vec<Group> {
    let topics = &prepared.topics;
    let mut groups = Groups::new();
    for topic in topics.iter().filter(|topic| topic.key.is_of(claim, context)) {
        let read = (0..topic.claims.len()).map(|at| (Some(at), topic.claims[at].claim));
        let unread = topic.unread.iter().map(|&claim| (None, claim));
        for (beside, other) in read.chain(unread).filter(|(_, other)| other.number != claim.number) {
            add(&mut groups, apart(claim, other, true), None, most, || plain(topic, beside, other, context));
        }
    }
    of_similar_names(&mut groups, prepared, claim, most, context);
    in_order(groups)
}

/// Adds the claims of other sources about attributes of the same subject that are one slip from that of a claim.
fn of_similar_names(
    groups: &mut Groups<'_>,
    prepared: &Prepared<'_>,
    claim: &Claim,
    most: usize,
    context: &Context<'_>,
) {
    let (subject, attribute) = TopicKey::subject_and_attribute(claim, context);
    let other = |&[rare, usual]: &[Name; 2]| match attribute {
        own if own == rare => Some(usual),
        own => (own == usual).then_some(rare),
    };
    for other in near_miss::similar(context).iter().filter_map(other) {
        let key = |topic: &&Topic<'_>| (topic.key.subject, topic.key.attribute) == (subject, other);
        for topic in prepared.topics.iter().filter(key) {
            let read = (0..topic.claims.len()).map(|at| (Some(at), topic.claims[at].claim));
            let all = read.chain(topic.unread.iter().map(|&claim| (None, claim)));
            for (at, beside) in all.filter(|(_, beside)| beside.source.value != claim.source.value) {
                let verdict = Verdict::NotCompared(NotComparedReason::SimilarName);
                add(groups, verdict, None, most, || plain(topic, at, beside, context));
            }
        }
    }
}

/// The verdict on two claims that are not of one topic, or of which one cannot be read.
fn apart(claim: &Claim, other: &Claim, unreadable: bool) -> Verdict {
    Verdict::NotCompared(if claim.source.value == other.source.value {
        NotComparedReason::SameSource
    } else if unreadable {
        NotComparedReason::Unreadable
    } else {
        NotComparedReason::OtherKind
    })
}

fn add<'r>(
    groups: &mut Groups<'r>,
    verdict: Verdict,
    rule: Option<(&'r Rule, bool)>,
    most: usize,
    line: impl FnOnce() -> Line,
) {
    let id = rule.map(|(rule, _)| rule.id.value.as_str());
    let reported = rule.is_none_or(|(_, reported)| reported);
    let group = groups.entry((verdict, !reported, id)).or_insert_with(|| Group {
        verdict,
        rule: id.map(str::to_owned),
        reported,
        total: 0,
        first: Vec::new(),
    });
    group.total += 1;
    if group.first.len() < most {
        group.first.push(line());
    }
}

fn in_order(groups: Groups<'_>) -> Vec<Group> {
    let mut groups: Vec<Group> = groups.into_values().collect();
    // Of conflicts the strong ones come first.
    groups.sort_by_key(|group| group.verdict == Verdict::Conflicting(Strength::Weak));
    groups.sort_by_key(|group| !matches!(group.verdict, Verdict::Conflicting(_)));
    groups
}

/// A claim of another topic, or one that cannot be read.
fn plain(topic: &Topic<'_>, at: Option<usize>, claim: &Claim, context: &Context<'_>) -> Line {
    let unread = || Other {
        number: claim.number,
        span: value_span(claim),
        label: format!("{}: the value cannot be read", words::voice(claim, context)),
    };
    let other = at.map_or_else(unread, |at| other(topic, at, context));
    Line { other, weak_because: Vec::new(), shared: None, bounds: None, turn: None }
}

/// Whether `rule` reports what it made of a claim of each of two files.
fn reported(rule: &Rule, verdict: Verdict, files: [FileId; 2], context: &Context<'_>) -> bool {
    match verdict {
        Verdict::Conflicting(strength) => severity::between(rule, strength, files, context) > Severity::Off,
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
    let (topic, at, beside) = topic.comparing(at, beside);
    let (one, two) = (&topic.claims[at], &topic.claims[beside]);
    let shared = (judged.verdict == Verdict::Compatible(CompatibleReason::Meets))
        .then(|| topic.axis.show(&one.allowed.plain.intersection(&two.allowed.plain), one.scope.unit));
    let turn = (judged.verdict == Verdict::NotCompared(NotComparedReason::SameSource))
        .then(|| turn([one.claim.number, two.claim.number], named))
        .flatten();
    let bounds = judged.compared.map(|compared| facing(topic, at, beside, &compared));
    Line { other, weak_because: judged.weak_because.clone(), shared, bounds, turn }
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
