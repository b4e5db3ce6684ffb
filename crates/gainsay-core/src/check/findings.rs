//! From what the engine found to findings: message, help, labels, fingerprint.

use std::hash::Hasher;

use rust_decimal::Decimal;
use siphasher::sip128::{Hasher128, SipHasher13};

use super::context::Context;
use super::dispute::{Dispute, Stand};
use super::independence::{independent, named_origin};
use super::revision::Turn;
use super::topic::{Scope, Topic};
use super::unconfirmed::Open;
use super::words;
use crate::claim::Claim;
use crate::finding::{Finding, FindingKind, Label, Pair, Position, Role, Strength};
use crate::rule::{Kind, Rule, Severity};
use gainsay_yaml::text::{Problem, Span, Spanned};

/// How many values a message lists.
const VALUES: usize = 4;

/// The finding for a dispute.
#[must_use]
pub fn conflict(
    topic: &Topic<'_>,
    dispute: &Dispute,
    stands: &[Stand],
    rule: &Rule,
    context: &Context<'_>,
) -> Finding {
    let strength = dispute.pairs.iter().map(|pair| pair.strength).max().unwrap_or(Strength::Weak);
    let severity = match strength {
        Strength::Strong => rule.severity.strong,
        Strength::Weak => rule.severity.weak,
    };
    let positions: Vec<Position> = stands.iter().map(|stand| position(topic, stand, context)).collect();
    let label = |at: usize, role| label_beside(topic, at, role, Some(dispute.scope), context);
    let heads = stands.iter().zip(&positions).map(|(stand, position)| {
        let mut label = label(stand.claims[0], Role::Primary);
        label.message.extend(backing(position));
        label
    });
    let mut labels: Vec<Label> = heads.collect();
    let rest = stands.iter().flat_map(|stand| &stand.claims[1..]);
    labels.extend(rest.take(super::conflicts::PAIR_LIMIT).map(|&at| label(at, Role::Related)));
    let decided = rule.tolerance.as_ref().filter(|_| tolerance_decides(topic, dispute));
    labels.extend(decided.map(|tolerance| Label {
        span: tolerance.span,
        role: Role::Rule,
        claim: None,
        message: format!("`{}` allows {}", rule.id.value, percent(tolerance.value)),
    }));
    let template =
        rule.message.as_deref().unwrap_or("{sources} disagree on {attribute}[ in {place}]: {values}");
    let shown: Vec<usize> = stands.iter().map(|stand| stand.claims[0]).collect();
    let all = shown.iter().chain(stands.iter().flat_map(|stand| &stand.claims[1..])).copied();
    Finding {
        kind: FindingKind::Conflict,
        severity,
        strength: Some(strength),
        message: words::message(
            template,
            topic,
            dispute.scope,
            all.map(|at| topic.boxes[at].claim),
            &values(topic, &shown, context),
            context,
        ),
        help: help(topic, dispute, rule, context),
        positions,
        pairs: dispute
            .pairs
            .iter()
            .map(|pair| pair_of(topic, &[pair.a, pair.b], pair.strength, context))
            .collect(),
        pairs_total: dispute.total,
        fingerprint: fingerprint(topic, &rule.id.value, dispute.members.iter().copied(), context),
        labels: in_order(labels),
        ..blank(topic, dispute.scope, rule, context)
    }
}

/// Whether the surest pair of a dispute is apart as the rule's tolerance is, and would not be were it doubled.
fn tolerance_decides(topic: &Topic<'_>, dispute: &Dispute) -> bool {
    let Some(pair) = dispute.pairs.first().filter(|_| topic.definition.kind == Kind::Quantity) else {
        return false;
    };
    let (a, b) = (&topic.boxes[pair.a].allowed, &topic.boxes[pair.b].allowed);
    pair.strength == Strength::Weak && !a.doubled.meets(&b.doubled)
}

/// The finding for a source that turns against its own words.
#[must_use]
pub fn turn(topic: &Topic<'_>, turn: Turn, rule: &Rule, context: &Context<'_>) -> Finding {
    let (before, after) = (&topic.boxes[turn.before], &topic.boxes[turn.after]);
    let (from, to) = (quoted(topic, turn.before, context), quoted(topic, turn.after, context));
    let (does, values, help) = match turn.kind {
        FindingKind::SelfContradiction => (
            "contradicts itself on",
            format!("{from} or {to}"),
            Some("the two claims are of the same time and allow no common value".to_owned()),
        ),
        FindingKind::Regression => (
            "goes back on",
            format!("{from}, then {to}"),
            Some("if the source says that this replaces its earlier word, write `correction: true` in the later claim".to_owned()),
        ),
        _ => ("revises", format!("{from}, then {to}"), rule.help.clone()),
    };
    let own = rule.message.as_deref().filter(|_| turn.kind == FindingKind::Revision);
    let template = own.map_or_else(
        || format!("{{sources}} {does} {{attribute}}[ in {{place}}]: {{values}}"),
        str::to_owned,
    );
    let claims = [before.claim, after.claim].into_iter();
    let told = turn.kind != FindingKind::Revision;
    let strength = if turn.kind == FindingKind::Regression { Strength::Weak } else { turn.strength };
    Finding {
        kind: turn.kind,
        severity: if strength == Strength::Strong { rule.severity.strong } else { rule.severity.weak },
        strength: told.then_some(strength),
        message: words::message(&template, topic, before.scope, claims, &values, context),
        help,
        pairs: vec![pair_of(topic, &[turn.before, turn.after], strength, context)],
        pairs_total: 1,
        fingerprint: fingerprint(topic, &rule.id.value, [turn.before, turn.after].into_iter(), context),
        labels: [turn.before, turn.after].map(|at| label(topic, at, Role::Primary, context)).to_vec(),
        ..blank(topic, before.scope, rule, context)
    }
}

/// The finding for what one side asserts and another does not confirm.
#[must_use]
pub fn unconfirmed(
    topic: &Topic<'_>,
    scope: Scope,
    open: &Open,
    rule: &Rule,
    context: &Context<'_>,
) -> Finding {
    let mut asserted: Vec<usize> = open.pairs.iter().map(|pair| pair.0).collect();
    let mut silent: Vec<usize> = open.pairs.iter().map(|pair| pair.1).collect();
    for side in [&mut asserted, &mut silent] {
        side.sort_unstable();
        side.dedup();
    }
    let names = |side: &[usize]| {
        let sources = words::sources(side.iter().map(|&at| topic.boxes[at].claim), context);
        (words::list(&sources, "and", words::SOURCES), sources.len())
    };
    let ((who, voices), (not, many)) = (names(&asserted), names(&silent));
    let does = if many == 1 { "does" } else { "do" };
    let claims = asserted.iter().chain(&silent).map(|&at| topic.boxes[at].claim);
    let message = if let Some(template) = &rule.message {
        let values = values(topic, &[asserted[0], silent[0]], context);
        words::message(template, topic, scope, claims, &values, context)
    } else {
        let (attribute, place) = (words::attribute(topic, context), in_place(scope, context));
        let claim = if voices == 1 { "claims" } else { "claim" };
        format!("{not} {does} not confirm what {who} {claim} of {attribute}{place}")
    };
    let mut labels = vec![
        label(topic, asserted[0], Role::Primary, context),
        label(topic, silent[0], Role::Primary, context),
    ];
    labels
        .extend(asserted[1..].iter().chain(&silent[1..]).map(|&at| label(topic, at, Role::Related, context)));
    Finding {
        kind: FindingKind::Unconfirmed,
        severity: rule.severity.strong,
        message,
        help: rule.help.clone(),
        pairs: open.pairs.iter().map(|&(a, b)| pair_of(topic, &[a, b], Strength::Weak, context)).collect(),
        pairs_total: open.total,
        fingerprint: fingerprint(topic, &rule.id.value, asserted.iter().chain(&silent).copied(), context),
        labels: in_order(labels),
        ..blank(topic, scope, rule, context)
    }
}

/// The finding for something wrong with what was written.
#[must_use]
pub fn problem(problem: &Problem) -> Finding {
    let mut labels =
        vec![Label { span: problem.span, role: Role::Primary, claim: None, message: problem.label.clone() }];
    labels.extend(problem.related.iter().map(|(span, message)| Label {
        span: *span,
        role: Role::Primary,
        claim: None,
        message: message.clone(),
    }));
    let mut hasher = SipHasher13::new();
    hasher.write(problem.code.as_bytes());
    hasher.write(problem.message.as_bytes());
    Finding {
        fingerprint: hex(&hasher),
        rule: problem.code.to_owned(),
        kind: FindingKind::Record,
        severity: Severity::Error,
        strength: None,
        message: problem.message.clone(),
        help: problem.help.clone(),
        subject: None,
        attribute: None,
        place: None,
        positions: Vec::new(),
        pairs: Vec::new(),
        pairs_total: 0,
        labels,
        accepted: None,
    }
}

/// A finding of `rule` about `topic`, with everything else still to fill in.
pub(super) fn blank(topic: &Topic<'_>, scope: Scope, rule: &Rule, context: &Context<'_>) -> Finding {
    let text = |name: Option<_>| name.map(|name| context.text(name).to_owned());
    Finding {
        fingerprint: String::new(),
        rule: rule.id.value.clone(),
        kind: FindingKind::Record,
        severity: Severity::Off,
        strength: None,
        message: String::new(),
        help: None,
        subject: text(topic.thing.subject),
        attribute: text(Some(topic.thing.attribute)),
        place: text(scope.place),
        positions: Vec::new(),
        pairs: Vec::new(),
        pairs_total: 0,
        labels: Vec::new(),
        accepted: None,
    }
}

/// The label of a claim.
pub(super) fn label(topic: &Topic<'_>, at: usize, role: Role, context: &Context<'_>) -> Label {
    label_beside(topic, at, role, None, context)
}

/// The words that are underlined for a claim: its value, or its attribute where it has none.
pub(super) fn value_span(claim: &Claim) -> Span {
    claim.value.as_ref().map_or(claim.attribute.span, crate::claim::Wording::span)
}

/// The label of a claim in a finding about `scope`: where the claim speaks of another one, it says so.
fn label_beside(
    topic: &Topic<'_>,
    at: usize,
    role: Role,
    scope: Option<Scope>,
    context: &Context<'_>,
) -> Label {
    let claim = topic.boxes[at].claim;
    Label {
        span: value_span(claim),
        role,
        claim: Some(context.id(claim).to_owned()),
        message: words::label(topic, at, scope, context),
    }
}

pub(super) fn pair_of(
    topic: &Topic<'_>,
    claims: &[usize],
    strength: Strength,
    context: &Context<'_>,
) -> Pair {
    Pair { claims: claims.iter().map(|&at| context.id(topic.boxes[at].claim).to_owned()).collect(), strength }
}

fn position(topic: &Topic<'_>, stand: &Stand, context: &Context<'_>) -> Position {
    let claims = || stand.claims.iter().map(|&at| topic.boxes[at].claim);
    Position {
        value: wording(topic, stand.claims[0], context),
        claims: claims().map(|claim| context.id(claim).to_owned()).collect(),
        origins: independent(claims().map(|claim| (named_origin(claim), claim)), context),
    }
}

/// How many claims of how many independent origins stand behind a position; nothing where it is one.
fn backing(position: &Position) -> Option<String> {
    let claims = position.claims.len();
    let origins = match position.origins {
        1 => "one origin".to_owned(),
        origins => format!("{origins} independent origins"),
    };
    (claims > 1).then(|| format!(" (one of {claims} claims of {origins})"))
}

/// A claim's value as worded; a denial says that it is one.
pub(super) fn wording(topic: &Topic<'_>, at: usize, context: &Context<'_>) -> String {
    topic.boxes[at].claim.worded(context.files)
}

/// The same as messages quote it: the source's words in backticks, what gainsay says of them outside.
pub(super) fn quoted(topic: &Topic<'_>, at: usize, context: &Context<'_>) -> String {
    let claim = topic.boxes[at].claim;
    let Some(words) = claim.words(context.files) else { return "not confirmed".to_owned() };
    let not = if claim.stance == crate::claim::Stance::Denies { "not " } else { "" };
    let share = claim.share.map(|share| share.value.name()).filter(|share| *share != "all");
    match share {
        Some(share) => format!("{not}`{words}` ({share})"),
        None => format!("{not}`{words}`"),
    }
}

/// ` in Kursk`, or nothing.
pub(super) fn in_place(scope: Scope, context: &Context<'_>) -> String {
    match words::place(scope, context) {
        place if place.is_empty() => place,
        place => format!(" in {place}"),
    }
}

/// The values of a dispute in one line: all of a few, the ends of many.
fn values(topic: &Topic<'_>, shown: &[usize], context: &Context<'_>) -> String {
    let values: Vec<String> = shown.iter().map(|&at| quoted(topic, at, context)).collect();
    let values: Vec<&str> = values.iter().map(String::as_str).collect();
    match values.as_slice() {
        [first, .., last] if values.len() > VALUES => {
            format!("{} values from {first} to {last}", values.len())
        }
        few => words::list(few, "or", VALUES),
    }
}

/// How far apart the two sides of the surest pair are, what the rule allows, what the sides share, and the advice
/// of the rule.
fn help(topic: &Topic<'_>, dispute: &Dispute, rule: &Rule, context: &Context<'_>) -> Option<String> {
    let pair = dispute.pairs.first()?;
    let (a, b) = (&topic.boxes[pair.a], &topic.boxes[pair.b]);
    let mut first: Vec<String> = Vec::new();
    if topic.definition.kind == Kind::Quantity {
        first.extend(ratio(topic, pair.a, pair.b));
    }
    if !topic.definition.timeless() {
        first.extend(days_apart(topic, pair.a, pair.b));
    }
    let mut parts: Vec<String> = Vec::new();
    if !first.is_empty() {
        parts.push(first.join(", "));
    }
    if a.scope != b.scope {
        parts.push("a part cannot exceed the whole around it".to_owned());
    }
    let grants = |_: &&Spanned<Decimal>| topic.definition.kind == Kind::Quantity;
    if let Some(tolerance) =
        rule.tolerance.as_ref().filter(grants).filter(|tolerance| !tolerance.value.is_zero())
    {
        let line = context.files.location(tolerance.span).line;
        let path = &context.files.get(tolerance.span.file).path;
        parts.push(format!("the rule allows {} ({path}:{line})", percent(tolerance.value)));
    }
    if let Some(parent) = context.sources.common_parent(a.claim.source.value, b.claim.source.value) {
        parts.push(format!("both are part of {}", context.source(parent)));
    }
    parts.extend(rule.help.clone());
    (!parts.is_empty()).then(|| parts.join("; "))
}

/// `4 times as many`: how far the closest ends of two quantities are apart, their hedges taken away.
fn ratio(topic: &Topic<'_>, a: usize, b: usize) -> Option<String> {
    let ends = |at: usize| {
        let set = topic.boxes[at].allowed.unhedged();
        (set.low().map(|low| low.at), set.high().map(|high| high.at))
    };
    let ((a_low, a_high), (b_low, b_high)) = (ends(a), ends(b));
    let gap = |low: Option<Decimal>, high: Option<Decimal>| low.zip(high).filter(|(low, high)| low > high);
    let (large, small) = gap(a_low, b_high).or(gap(b_low, a_high))?;
    if small <= Decimal::ZERO {
        return None;
    }
    let times = large.checked_div(small)?;
    if times >= Decimal::TWO {
        let digits = u32::from(times < Decimal::TEN);
        return Some(format!("{} times as many", times.round_dp(digits).normalize()));
    }
    let more = times.checked_sub(Decimal::ONE)?.checked_mul(Decimal::ONE_HUNDRED)?;
    Some(format!("{} % more", more.round_dp(0).normalize()))
}

/// `a day apart`.
fn days_apart(topic: &Topic<'_>, a: usize, b: usize) -> Option<String> {
    let (a, b) = (topic.boxes[a].time?.when, topic.boxes[b].time?.when);
    if !(a.throughout && b.throughout) || a.first != a.last || b.first != b.last {
        return None;
    }
    Some(match a.first.0.abs_diff(b.first.0) {
        0 => "on the same day".to_owned(),
        1 => "a day apart".to_owned(),
        days => format!("{days} days apart"),
    })
}

/// `10 %`.
fn percent(fraction: Decimal) -> String {
    format!("{} %", fraction.saturating_mul(Decimal::ONE_HUNDRED).normalize())
}

/// Primary labels in the order given, then the others by file and spot, then the rule's.
pub(super) fn in_order(mut labels: Vec<Label>) -> Vec<Label> {
    labels.sort_by(|a, b| {
        a.role.cmp(&b.role).then_with(|| {
            if a.role == Role::Primary { std::cmp::Ordering::Equal } else { a.span.cmp(&b.span) }
        })
    });
    labels
}

/// A hash of the rule, the claim ids and their values, the same wherever the claims stand and in whatever order.
pub(super) fn fingerprint(
    topic: &Topic<'_>,
    rule: &str,
    claims: impl Iterator<Item = usize>,
    context: &Context<'_>,
) -> String {
    let mut parts: Vec<(&str, String)> =
        claims.map(|at| (context.id(topic.boxes[at].claim), wording(topic, at, context))).collect();
    parts.sort_unstable();
    parts.dedup();
    hashed(std::iter::once(rule).chain(parts.iter().flat_map(|(id, value)| [*id, value.as_str()])))
}

/// A hash of `parts` in their order, which no other division of the same text has.
pub(super) fn hashed<'p>(parts: impl Iterator<Item = &'p str>) -> String {
    let mut hasher = SipHasher13::new();
    for part in parts {
        hasher.write(part.as_bytes());
        hasher.write_u8(0xff);
    }
    hex(&hasher)
}

/// One fingerprint of several.
pub(super) fn combined(prints: &[String]) -> String {
    let mut prints: Vec<&str> = prints.iter().map(String::as_str).collect();
    prints.sort_unstable();
    let mut hasher = SipHasher13::new();
    for print in prints {
        hasher.write(print.as_bytes());
    }
    hex(&hasher)
}

fn hex(hasher: &SipHasher13) -> String {
    format!("{:016x}", hasher.finish128().h1)
}
