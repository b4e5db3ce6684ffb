//! The findings for totals that others have left behind.

use super::figures::{Behind, Figure};
use crate::check::conflict::pairs::PAIR_LIMIT;
use crate::check::context::Context;
use crate::check::selection;
use crate::check::topic::{Scope, Topic};
use crate::check::wording::{
    assumed_whole, blank, fingerprint, in_order, in_place, label_beside, pair_of, quoted, values, words,
};
use crate::finding::{Finding, FindingKind, Pair, Role, Strength};
use crate::rule::Rule;

/// The finding for last figures that others have exceeded for long; nothing where there are none.
pub(super) fn outdated(
    topic: &Topic<'_>,
    scope: Scope,
    figures: &[Figure],
    outdated: &Behind,
    rule: &Rule,
    context: &Context<'_>,
) -> Option<Finding> {
    let &(lowest, top) = outdated.pairs.first()?;
    let (behind, beyond) = claims(figures, outdated);
    let others = words::sources(beyond.iter().map(|&at| topic.claims[at].claim), context);
    let have = if others.len() == 1 { "has" } else { "have" };
    let since = format!(
        "{}, which {} {have} exceeded since: {}{} {}",
        values(topic, &behind, context),
        words::source_list(&others, "and"),
        quoted(topic, figures[top].at, context),
        elsewhere(topic, scope, &figures[top], context),
        days_later(&figures[lowest], &figures[top]),
    );
    let template =
        rule.message.as_deref().unwrap_or("{sources} last gave {attribute}[ in {place}] as {values}");
    let doubtful = |figure: usize| selection::doubtful(rule, &topic.claims[figures[figure].at], context);
    let strength = |(figure, other): (usize, usize)| {
        let place = |figure: usize| topic.claims[figures[figure].at].scope.place;
        // What names a place may well be the same as what names none.
        let of_one = place(other).is_none() || place(figure).is_some();
        let kept = figures[figure].repeated && of_one && !doubtful(figure) && !doubtful(other);
        if kept { Strength::Strong } else { Strength::Weak }
    };
    let finding = finding(topic, scope, figures, outdated, strength, rule, context);
    let assumed = outdated
        .pairs
        .iter()
        .find_map(|&(figure, other)| assumed_whole(topic, figures[other].at, figures[figure].at, context));
    let help = assumed.into_iter().chain(rule.help.clone());
    Some(Finding {
        message: words::message(template, topic, scope, said(topic, &behind), &since, context),
        help: Some(help.collect::<Vec<_>>().join("\n")).filter(|help| !help.is_empty()),
        // Others go on counting: the finding stays the same one.
        fingerprint: fingerprint(topic, &rule.id.value, behind.iter().copied(), context),
        ..finding
    })
}

/// The finding for figures that others exceed a few days later, by more than twice a day; nothing where there are none.
pub(super) fn leap(
    topic: &Topic<'_>,
    scope: Scope,
    figures: &[Figure],
    leaps: &Behind,
    rule: &Rule,
    context: &Context<'_>,
) -> Option<Finding> {
    let &(lowest, top) = leaps.pairs.first()?;
    let (behind, beyond) = claims(figures, leaps);
    let values = format!(
        "{}, then {}{} {}",
        values(topic, &behind, context),
        quoted(topic, figures[top].at, context),
        elsewhere(topic, scope, &figures[top], context),
        days_later(&figures[lowest], &figures[top]),
    );
    let all: Vec<usize> = behind.iter().chain(&beyond).copied().collect();
    let source = |&at: &usize| topic.claims[at].claim.source.value;
    let give = if all.iter().map(source).all(|one| one == source(&all[0])) { "gives" } else { "give" };
    let template = format!(
        "{{sources}} {give} {{attribute}}[ in {{place}}] as {{values}}: it more than doubles each day"
    );
    Some(Finding {
        message: words::message(&template, topic, scope, said(topic, &all), &values, context),
        help: Some("look for a wrong digit, or for a figure that counts something else".to_owned()),
        fingerprint: fingerprint(topic, &rule.id.value, all.iter().copied(), context),
        ..finding(topic, scope, figures, leaps, |_| Strength::Weak, rule, context)
    })
}

/// What both kinds of findings have in common: the totals that were exceeded are underlined first, then those that exceed them.
fn finding(
    topic: &Topic<'_>,
    scope: Scope,
    figures: &[Figure],
    found: &Behind,
    strength: impl Fn((usize, usize)) -> Strength,
    rule: &Rule,
    context: &Context<'_>,
) -> Finding {
    let (behind, beyond) = claims(figures, found);
    let pair = |&(one, other): &(usize, usize)| {
        pair_of(topic, [figures[one].at, figures[other].at], strength((one, other)))
    };
    let pairs: Vec<Pair> = found.pairs.iter().map(pair).collect();
    let surest = pairs.iter().map(|pair| pair.strength).max().unwrap_or(Strength::Weak);
    let label = |at: usize, role| label_beside(topic, at, role, Some(scope), context);
    let first = behind.iter().take(PAIR_LIMIT).map(|&at| label(at, Role::Primary));
    let role = |number: usize| if number == 0 { Role::Primary } else { Role::Related };
    let beyond = beyond.iter().take(PAIR_LIMIT).enumerate();
    let then = beyond.map(|(number, &at)| label(at, role(number)));
    Finding {
        kind: FindingKind::OutdatedTotal,
        pairs,
        pairs_total: found.pairs_total,
        labels: in_order(first.chain(then).collect()),
        ..blank(topic, scope, rule, surest, context)
    }
}

/// The claims on both sides.
fn claims(figures: &[Figure], found: &Behind) -> (Vec<usize>, Vec<usize>) {
    let at = |figure: &usize| figures[*figure].at;
    (found.behind.iter().map(at).collect(), found.beyond.iter().map(at).collect())
}

fn said<'t>(topic: &'t Topic<'_>, claims: &'t [usize]) -> impl Iterator<Item = &'t crate::claim::Claim> {
    claims.iter().map(|&at| topic.claims[at].claim)
}

/// ` in Kursk`, of a figure about a part of `scope`.
fn elsewhere(topic: &Topic<'_>, scope: Scope, figure: &Figure, context: &Context<'_>) -> String {
    let own = topic.claims[figure.at].scope;
    if own == scope { String::new() } else { in_place(own, context) }
}

fn days_later(one: &Figure, other: &Figure) -> String {
    let days = other.days.first.0.saturating_sub(one.days.last.0);
    format!("{} later", words::counted(usize::try_from(days).unwrap_or_default(), "day", "days"))
}
