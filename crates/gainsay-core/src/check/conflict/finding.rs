//! The finding for a dispute.

use rust_decimal::Decimal;

use super::dispute::Dispute;
use super::sides::Sides;
use crate::check::attribution::independence::{independent, named_origin};
use crate::check::context::Context;
use crate::check::doubt;
use crate::check::topic::Topic;
use crate::check::wording::{
    advice, assumed_whole, in_order, label_beside, ratio, times_as_many, values, wording, words,
};
use crate::date::show;
use crate::finding::{Finding, FindingKind, Label, OnNoSide, Position, Role, Strength, WeakReason, Widest};
use crate::rule::{Kind, Rule};
use crate::rule_file::is_builtin;
use gainsay_yaml::text::Span;

/// The finding for a dispute, whose claims stand by those `positions`.
pub(super) fn conflict(
    topic: &Topic<'_>,
    dispute: &Dispute,
    positions: &[Vec<usize>],
    rule: &Rule,
    context: &Context<'_>,
) -> Finding {
    let Sides { sides, none, too_large } = Sides::of(topic, dispute, positions);
    let shown: Vec<usize> = positions.iter().map(|claims| claims[0]).collect();
    let rest = || positions.iter().flat_map(|claims| &claims[1..]).copied();
    let positions: Vec<Position> = sides.iter().map(|side| position(topic, side, context)).collect();
    let label = |at: usize, role| {
        let mut label = label_beside(topic, at, role, Some(dispute.scope), context);
        label.message.extend(taken_back(topic, at, context));
        label
    };
    let heads = shown.iter().zip(&positions).map(|(&head, position)| {
        let mut label = label(head, Role::Primary);
        label.message.extend(position.backing());
        label
    });
    let mut labels: Vec<Label> = heads.collect();
    labels.extend(rest().take(crate::check::conflict::pairs::PAIR_LIMIT).map(|at| label(at, Role::Related)));
    let weak_because = weak_because(topic, dispute, rule, context);
    let decided = tolerated(topic, rule).filter(|_| weak_because.contains(&WeakReason::Tolerance));
    // Nobody has the file of a built-in rule; the help names that one.
    let decided = decided.filter(|(_, span)| !is_builtin(context.files.get(span.file)));
    labels.extend(decided.map(|(amount, span)| Label {
        span,
        role: Role::Rule,
        claim: None,
        message: format!("{} allows {amount}", says(topic, rule)),
    }));
    let template =
        rule.message.as_deref().unwrap_or("{sources} disagree on {attribute}[ in {place}]: {values}");
    let all = shown.iter().copied().chain(rest());
    Finding {
        kind: FindingKind::Conflict,
        message: words::message(
            template,
            topic,
            dispute.scope,
            all.map(|at| topic.claims[at].claim),
            &values(topic, &shown, context),
            context,
        ),
        help: help(topic, dispute, rule, &weak_because, too_large, context),
        weak_because,
        widest: widest(topic, dispute, context),
        positions,
        on_no_side: none.into_iter().map(|(at, fits)| on_no_side(topic, at, fits)).collect(),
        labels: in_order(labels),
        ..dispute.finding(topic, rule, context)
    }
}

/// Of a dispute without a strong pair, why the pair that its help speaks of is weak.
fn weak_because(topic: &Topic<'_>, dispute: &Dispute, rule: &Rule, context: &Context<'_>) -> Vec<WeakReason> {
    let is_strong = dispute.pairs.first().is_some_and(|pair| pair.strength == Strength::Strong);
    let widest = dispute.widest.filter(|_| !is_strong);
    widest.map(|(pair, _)| doubt::of_pair(topic, rule, (pair.a, pair.b), context)).unwrap_or_default()
}

fn position(topic: &Topic<'_>, side: &[usize], context: &Context<'_>) -> Position {
    let claims = || side.iter().map(|&at| topic.claims[at].claim);
    Position {
        value: wording(topic, side[0], context),
        claims: claims().map(|claim| claim.number).collect(),
        origins: independent(claims().map(|claim| (named_origin(claim), claim)), context),
    }
}

fn on_no_side(topic: &Topic<'_>, at: usize, fits: Vec<usize>) -> OnNoSide {
    OnNoSide { claim: topic.claims[at].claim.number, fits: fits.into_iter().map(|side| side + 1).collect() }
}

/// The pair that is furthest apart, the higher value first.
fn widest(topic: &Topic<'_>, dispute: &Dispute, context: &Context<'_>) -> Option<Widest> {
    let (pair, distance) = dispute.widest?;
    let [a, b] = [pair.a, pair.b].map(|at| &topic.claims[at]);
    let furthest = distance.is_some();
    let turned = furthest && a.allowed.plain.low() < b.allowed.plain.low();
    let claims = if turned { [b, a] } else { [a, b] };
    let apart = held_against([pair.a, pair.b], topic, context);
    Some(Widest { claims: claims.map(|said| said.claim.number), furthest, apart })
}

/// How far apart two claims are, in value and in time.
pub(crate) fn how_far(topic: &Topic<'_>, [a, b]: [usize; 2]) -> Option<String> {
    let ratio = ratio(topic, &topic.claims[a], &topic.claims[b]);
    let mut parts: Vec<String> = ratio.and_then(times_as_many).into_iter().collect();
    if !topic.definition.timeless() {
        parts.extend(days_apart(topic, a, b));
    }
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// Why a claim of a part is held against one of the whole.
pub(crate) fn part_of_whole(topic: &Topic<'_>) -> &'static str {
    match topic.definition.kind {
        Kind::Stage => "if a part has reached a stage, so has the whole",
        _ => "a part cannot be more than the whole",
    }
}

/// The same, and why they are held against each other where one is about a part of what the other is about.
fn held_against([a, b]: [usize; 2], topic: &Topic<'_>, context: &Context<'_>) -> Option<String> {
    let mut parts: Vec<String> = how_far(topic, [a, b]).into_iter().collect();
    if topic.claims[a].scope != topic.claims[b].scope {
        parts.push(part_of_whole(topic).to_owned());
        parts.extend(assumed([a, b], topic, context));
    }
    (!parts.is_empty()).then(|| parts.join("\n"))
}

/// That one of two claims is taken for the whole only since it names no place.
pub(crate) fn assumed([a, b]: [usize; 2], topic: &Topic<'_>, context: &Context<'_>) -> Option<String> {
    assumed_whole(topic, a, b, context).or_else(|| assumed_whole(topic, b, a, context))
}

/// How far apart the pair is that is furthest apart, why it is weak, what the rule allows if that is why, what the sides share, and the
/// advice of the rule; a line each.
fn help(
    topic: &Topic<'_>,
    dispute: &Dispute,
    rule: &Rule,
    weak_because: &[WeakReason],
    too_large: bool,
    context: &Context<'_>,
) -> Option<String> {
    let (pair, _) = dispute.widest?;
    let (a, b) = (&topic.claims[pair.a], &topic.claims[pair.b]);
    let mut parts: Vec<String> = held_against([pair.a, pair.b], topic, context).into_iter().collect();
    parts.extend(WeakReason::sentence(weak_because));
    if weak_because.contains(&WeakReason::Tolerance) {
        parts.extend(tolerated(topic, rule).map(|tolerance| allows(topic, rule, &tolerance, context)));
    }
    if let Some(parent) = context.sources.common_parent(a.claim.source.value, b.claim.source.value) {
        parts.push(format!("both are part of {}", context.source(parent)));
    }
    parts.extend(advice(topic, rule, context));
    if dispute.total > dispute.pairs.len() as u64 {
        parts.push(format!("{} pairs conflict, of which {} are listed", dispute.total, dispute.pairs.len()));
    }
    if too_large {
        parts
            .push("there are too many claims to tell which are on no side: each is listed on one".to_owned());
    }
    (!parts.is_empty()).then(|| parts.join("\n"))
}

/// Who took back what a claim rests on, and when: ` (taken back by the clinic, 5 May 2024)`.
fn taken_back(topic: &Topic<'_>, at: usize, context: &Context<'_>) -> Option<String> {
    let by = &topic.claims[topic.taken_back(at)?];
    let day = by.time.map(|time| format!(", {}", show(time.said.unwrap_or(time.when))));
    let source = context.source(by.claim.source.value);
    Some(format!(" (taken back by {source}{})", day.unwrap_or_default()))
}

/// How far apart two values may be, and where that is said; nothing where they may not.
pub(crate) fn tolerated(topic: &Topic<'_>, rule: &Rule) -> Option<(String, Span)> {
    let definition = &topic.definition;
    let (fraction, margin) = definition.tolerance(rule);
    let fraction = fraction.filter(|fraction| definition.kind == Kind::Quantity && !fraction.value.is_zero());
    let margin = margin.filter(|margin| {
        let of_time = matches!(definition.kind, Kind::Date | Kind::Time) && margin.value.unit.is_some();
        (definition.kind == Kind::Quantity || of_time) && !margin.value.number.is_zero()
    });
    let span = fraction.map(|fraction| fraction.span).or(margin.map(|margin| margin.span))?;
    let amounts = fraction.map(|fraction| percent(fraction.value)).into_iter();
    let amounts = amounts.chain(margin.map(|margin| margin.value.to_string()));
    Some((amounts.collect::<Vec<_>>().join(" or "), span))
}

/// Who says how far apart two values may be: the attribute, or else the rule.
fn says(topic: &Topic<'_>, rule: &Rule) -> String {
    match topic.definition.tolerance {
        (None, None) => format!("`{}`", rule.id.value),
        _ => "the attribute".to_owned(),
    }
}

/// What a rule or an attribute allows, and where it says so: a built-in one is named, others are pointed at.
pub(crate) fn allows(
    topic: &Topic<'_>,
    rule: &Rule,
    (amount, span): &(String, Span),
    context: &Context<'_>,
) -> String {
    let file = context.files.get(span.file);
    let of_attribute = topic.definition.tolerance != (None, None);
    if is_builtin(file) {
        let what = if of_attribute { "attribute".to_owned() } else { format!("rule {}", rule.id.value) };
        return format!("the built-in {what} allows {amount}");
    }
    let line = context.files.location(*span).line;
    let what = if of_attribute { "attribute" } else { "rule" };
    format!("the {what} allows {amount} ({}:{line})", file.path)
}

/// `a day apart`; of days of which it is not known which one is meant, `at least 3 days apart`, if they do not overlap.
fn days_apart(topic: &Topic<'_>, a: usize, b: usize) -> Option<String> {
    let (a, b) = (topic.claims[a].time?.when, topic.claims[b].time?.when);
    if let Some(minutes) = a.minutes_until(&b) {
        return Some(between(minutes.unsigned_abs()));
    }
    let sure = a.throughout && b.throughout && a.first == a.last && b.first == b.last;
    let between = if a.first < b.first { (a.last, b.first) } else { (b.last, a.first) };
    let least = if sure { "" } else { "at least " };
    match i64::from(between.1.0) - i64::from(between.0.0) {
        0 if sure => Some("on the same day".to_owned()),
        ..=0 => None,
        1 => Some(format!("{least}a day apart")),
        days => Some(format!("{least}{days} days apart")),
    }
}

/// `12 hours apart`, of two moments.
fn between(minutes: u64) -> String {
    let (number, one, several) = match minutes {
        0 => return "at the same time".to_owned(),
        1..60 => (minutes, "minute", "minutes"),
        60..2_880 => ((minutes + 30) / 60, "hour", "hours"),
        _ => ((minutes + 720) / 1_440, "day", "days"),
    };
    format!("{} apart", words::counted(usize::try_from(number).unwrap_or(usize::MAX), one, several))
}

/// `10 %`.
fn percent(fraction: Decimal) -> String {
    format!("{} %", fraction.saturating_mul(Decimal::ONE_HUNDRED).normalize())
}
