//! The finding for a figure of a period that does not fit the totals around it.

use rust_decimal::Decimal;

use super::totals::{Around, Totals, own};
use crate::check::compare::Tolerances;
use crate::check::conflict::pairs::PAIR_LIMIT;
use crate::check::context::Context;
use crate::check::selection;
use crate::check::topic::{Scope, Topic};
use crate::check::wording::{blank, fingerprint, label, labels, pair_of, quoted, severity, words};
use crate::finding::{Finding, FindingKind, Role, Strength};
use crate::rule::{Rule, Severity};
use crate::value::show::number;
use crate::value::{Allowed, Point, Ranges};

/// What is found about the figures of the period of `scope`. Those that are held against totals further around alone are added to
/// `open`.
pub(super) fn of_period(
    topic: &Topic<'_>,
    scope: Scope,
    totals: &Totals,
    open: &mut Vec<usize>,
    rule: &Rule,
    context: &Context<'_>,
) -> Vec<Finding> {
    let figures = topic.scopes.get(&scope).into_iter().flatten().copied();
    let own = figures.filter(|&at| own(topic, at) && selection::applies_to(rule, topic, at, context));
    let found = own.filter_map(|at| {
        let around = totals.around(topic.claims[at].claim.source.value, scope.period?)?;
        let strength = strength(topic, at, &around, &Tolerances::of(rule, topic));
        if strength.is_none() && around.before.is_some() && !around.exact {
            open.push(at);
        }
        Some(finding(topic, scope, at, &around, strength?, rule, context))
    });
    found.collect()
}

/// The note on figures of periods that could not be held against the difference of two totals.
pub(super) fn not_compared(
    topic: &Topic<'_>,
    scope: Scope,
    open: &[usize],
    rule: &Rule,
    context: &Context<'_>,
) -> Option<Finding> {
    let (&first, rest) = open.split_first()?;
    let figures = words::counted(open.len(), "figure of a period", "figures of periods");
    let attribute = words::attribute(topic, context);
    Some(Finding {
        kind: FindingKind::Undetermined,
        severity: Severity::Note,
        message: format!(
            "not compared: {figures} of {attribute}, since their source has no total of just the day before and the last day"
        ),
        help: Some(
            "the totals further around allow them; add those of the days between, if there are any"
                .to_owned(),
        ),
        fingerprint: fingerprint(topic, &rule.id.value, open.iter().copied(), context),
        labels: labels(topic, &[&[first], rest], PAIR_LIMIT, context),
        ..blank(topic, scope, rule, context)
    })
}

/// How surely a figure does not fit, if it does not.
fn strength(topic: &Topic<'_>, at: usize, around: &Around, tolerances: &Tolerances) -> Option<Strength> {
    let apart = |ranges: fn(&Allowed) -> &Ranges, times: u8| {
        let of = |at: usize| ranges(&topic.claims[at].allowed);
        let (figure, after) = (of(at), of(around.after));
        let before =
            |end: fn(&Ranges) -> Option<Decimal>| around.before.map_or(Some(Decimal::ZERO), |at| end(of(at)));
        let exceeds = |low: Option<Decimal>, high: Option<Decimal>| {
            let low = low.map(|low| tolerances.lowered(Point::at(low), times).at);
            low.zip(high).is_some_and(|(low, high)| low > high)
        };
        exceeds(low(figure), less(high(after), before(low)))
            || (around.exact && exceeds(less(low(after), before(high)), high(figure)))
    };
    let plain = apart(|allowed| &allowed.plain, 1);
    let rounded = around.claims(at).any(|at| is_rounded(&topic.claims[at].allowed));
    let sure = || !around.interrupted && !rounded && apart(|allowed| &allowed.doubled, 2);
    plain.then(|| if sure() { Strength::Strong } else { Strength::Weak })
}

/// Half the last digit beyond which a figure is taken for rounded, as `1.2 million` is, rather than for one that ends in zeros.
const ROUNDED: Decimal = Decimal::ONE_HUNDRED;

fn is_rounded(allowed: &Allowed) -> bool {
    allowed.rounding > ROUNDED
}

fn low(ranges: &Ranges) -> Option<Decimal> {
    ranges.low().map(|low| low.at)
}

fn high(ranges: &Ranges) -> Option<Decimal> {
    ranges.high().map(|high| high.at)
}

fn less(total: Option<Decimal>, before: Option<Decimal>) -> Option<Decimal> {
    total?.checked_sub(before?)
}

fn finding(
    topic: &Topic<'_>,
    scope: Scope,
    at: usize,
    around: &Around,
    strength: Strength,
    rule: &Rule,
    context: &Context<'_>,
) -> Finding {
    let claims: Vec<usize> = around.claims(at).collect();
    let doubtful = claims.iter().any(|&at| selection::doubtful(rule, &topic.claims[at], context));
    let strength = if doubtful { Strength::Weak } else { strength };
    let shown = |at: usize| quoted(topic, at, context);
    let (figure, after) = (shown(at), shown(around.after));
    let values = match around.before {
        Some(before) => format!("{figure}, while the total went from {} to {after}", shown(before)),
        None => format!("{figure}, and no more than {after} in all"),
    };
    let usual = "{sources} counted {attribute}[ in {place}] as {values}";
    let template = rule.message.as_deref().unwrap_or(usual);
    let said = [topic.claims[at].claim];
    Finding {
        kind: FindingKind::Arithmetic,
        severity: severity(rule, strength),
        strength: Some(strength),
        message: words::message(template, topic, scope, said.into_iter(), &values, context),
        help: help(topic, around, rule),
        pairs: claims[1..].iter().map(|&total| pair_of(topic, &[at, total], strength)).collect(),
        pairs_total: claims.len() as u64 - 1,
        fingerprint: fingerprint(topic, &rule.id.value, claims.iter().copied(), context),
        labels: claims.iter().map(|&at| label(topic, at, Role::Primary, context)).collect(),
        ..blank(topic, scope, rule, context)
    }
}

/// The difference of the totals, and the advice of the rule.
fn help(topic: &Topic<'_>, around: &Around, rule: &Rule) -> Option<String> {
    let of = |at: usize| &topic.claims[at].allowed.plain;
    let Some(before) = around.before else { return rule.help.clone() };
    let (before, after) = (of(before), of(around.after));
    let least = less(low(after), high(before));
    let most = less(high(after), low(before));
    let between = match (least, most) {
        (Some(least), Some(most)) if least == most => format!("the totals differ by {}", number(least)),
        (Some(least), Some(most)) => format!("the totals differ by {} to {}", number(least), number(most)),
        (Some(least), None) => format!("the totals differ by at least {}", number(least)),
        (None, Some(most)) => format!("the totals differ by at most {}", number(most)),
        (None, None) => return rule.help.clone(),
    };
    let missing = if around.exact { "" } else { ", over more days than the period" };
    Some(rule.help.iter().fold(between + missing, |help, advice| format!("{help}; {advice}")))
}
