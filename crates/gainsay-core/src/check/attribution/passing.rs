//! What a quote makes of one statement that it could be passing on.

use rust_decimal::Decimal;

use crate::check::attribution::reach::Gap;
use crate::check::compare::Tolerances;
use crate::check::topic::{Topic, TopicClaim};
use crate::claim::Stance;
use crate::finding::Strength;
use crate::rule::Kind;
use crate::value::{Point, Ranges, clock};

/// What a quote makes of a statement about the very same place, part and period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Passing {
    /// It passes the statement on as it is, or rounded.
    Faithful,
    /// It gives another number, which the statement allows or which says less.
    Allowed,
    /// It gives the number of the statement under another hedge.
    Rehedged,
    /// It gives a number of the statement, and makes a range of it by one that the statement does not give.
    Stretched,
    /// It gives what the statement does not: `Strong` where they have nothing in common with every hedge widened.
    Unlike(Strength),
    /// Neither: they are too far apart in time, or the statement leaves open what the quote says.
    Open,
}

/// What whoever quotes changes is no other value: numbers may be rounded and converted, by a hundredth, and times of day rounded to
/// five minutes. All else is passed on as it is.
const EXACT: Tolerances = Tolerances {
    tolerance: Decimal::ZERO,
    margin: Decimal::ZERO,
    exact: true,
    same_time: 1,
    lag: 0,
    leap: Decimal::TWO,
    counts: false,
};

/// By how much of it a number may be rounded.
const HUNDREDTH: Decimal = Decimal::from_parts(1, 0, 0, false, 2);

fn tolerances(topic: &Topic<'_>) -> Tolerances {
    match topic.definition.kind {
        Kind::Quantity => Tolerances { tolerance: HUNDREDTH, ..EXACT },
        Kind::Time => Tolerances { margin: Decimal::from(clock::ROUNDED), ..EXACT },
        _ => EXACT,
    }
}

/// How many times as large or small a bound may be that is passed on less exactly: `thousands`, where it was 9,000.
const COARSER: Decimal = Decimal::TEN;

/// What a quote makes of a statement of one scope with it, which was made `gap` before.
pub(super) fn passing(topic: &Topic<'_>, said: &TopicClaim<'_>, quote: &TopicClaim<'_>, gap: Gap) -> Passing {
    let (one, other) = (&said.allowed.plain, &quote.allowed.plain);
    if one == other {
        return Passing::Faithful;
    }
    let denied = said.claim.stance == Stance::Denies && quote.claim.stance != Stance::Denies;
    if topic.definition.kind == Kind::Quantity
        && let Some(passing) = numbers_passed_on(said, quote, denied)
    {
        return passing;
    }
    if let Some(strength) = apart(topic, said, quote, gap) {
        return Passing::Unlike(strength);
    }
    let rounded = || {
        topic.definition.kind == Kind::Time && tolerances(topic).apart(&said.allowed, &quote.allowed).is_none()
    };
    if denied || !(one.meets(other) || rounded()) {
        return Passing::Open;
    }
    if topic.definition.kind != Kind::Quantity {
        return Passing::Faithful;
    }
    let implied = other.holds(one) && not_far_beyond(one, other);
    match (open(one), open(other)) {
        _ if implied => Passing::Allowed,
        ((false, false), (false, false)) => Passing::Allowed,
        _ if gap.of_one_time => Passing::Unlike(Strength::Weak),
        _ => Passing::Open,
    }
}

/// What comes of the numbers that a quote gives alone; nothing where the statement gives none of them.
fn numbers_passed_on(said: &TopicClaim<'_>, quote: &TopicClaim<'_>, denied: bool) -> Option<Passing> {
    let given = |number: Decimal| numbers(said).any(|given| rounds_to(given, number, quote));
    let (own, ours) = (numbers(quote).count(), numbers(quote).filter(|&number| given(number)).count());
    if ours == 0 || denied {
        return None;
    }
    if open(&said.allowed.plain) != open(&quote.allowed.plain) {
        return (said.claim.stance == quote.claim.stance).then_some(Passing::Rehedged);
    }
    if ours == own {
        return Some(Passing::Faithful);
    }
    stretched(said, quote).then_some(Passing::Stretched)
}

/// Whether a number comes out where another one is rounded, as far as the quote is exact.
fn rounds_to(given: Decimal, number: Decimal, quote: &TopicClaim<'_>) -> bool {
    let hundredth = given.abs().checked_mul(HUNDREDTH).unwrap_or_default();
    let slack = hundredth.max(quote.allowed.rounding).max(spread(quote));
    given.checked_sub(number).is_some_and(|off| off.abs() <= slack)
}

/// How far the hedge of a quote moves its number: `about`.
fn spread(quote: &TopicClaim<'_>) -> Decimal {
    let (plain, middle) = (&quote.allowed.plain, quote.allowed.unhedged());
    let ends = [(plain.low(), middle.low()), (plain.high(), middle.high())];
    let moved = |(plain, middle): (Option<Point>, Option<Point>)| plain?.at.checked_sub(middle?.at);
    ends.into_iter().filter_map(moved).map(|moved| moved.abs()).max().unwrap_or_default()
}

/// Whether a quote makes a range of the one number that a statement gives, by one that lies beyond it.
fn stretched(said: &TopicClaim<'_>, quote: &TopicClaim<'_>) -> bool {
    let range = quote.allowed.unhedged();
    let (Some(low), Some(high)) = (range.low(), range.high()) else { return false };
    let set = &said.allowed.plain;
    let given = |number: Point| numbers(said).any(|given| rounds_to(given, number.at, quote));
    let above = given(low) && !given(high) && set.high().is_some_and(|end| high > end);
    let below = given(high) && !given(low) && set.low().is_some_and(|end| low < end);
    low < high && (above || below)
}

/// Whether a set is open below and above.
fn open(set: &Ranges) -> (bool, bool) {
    (set.low().is_none(), set.high().is_none())
}

/// Whether the bounds of a wider set are of the magnitude of what it holds.
fn not_far_beyond(narrow: &Ranges, wide: &Ranges) -> bool {
    let of_magnitude = |a: Option<Point>, b: Option<Point>| {
        let (Some(a), Some(b)) = (a, b) else { return true };
        let (small, large) = (a.at.abs().min(b.at.abs()), a.at.abs().max(b.at.abs()));
        small.checked_mul(COARSER).is_none_or(|most| large <= most)
    };
    let ends = |set: &Ranges| (set.low(), set.high());
    let ((low, high), (wide_low, wide_high)) = (ends(narrow), ends(wide));
    of_magnitude(low.or(high), wide_low) && of_magnitude(high.or(low), wide_high)
}

/// How surely a quote and a statement have nothing in common that is valid at the time of the quote; nothing where they have.
fn apart(topic: &Topic<'_>, said: &TopicClaim<'_>, quote: &TopicClaim<'_>, gap: Gap) -> Option<Strength> {
    let (one, other, tolerances) = (&said.allowed, &quote.allowed, tolerances(topic));
    let exceeds = gap.lower.then(|| tolerances.above(one, other)).flatten();
    let exceeded = gap.upper.then(|| tolerances.above(other, one)).flatten();
    let holed = one.plain.intervals().len() > 1 || other.plain.intervals().len() > 1;
    let beside = || (holed && gap.lower && gap.upper).then(|| tolerances.apart(one, other)).flatten();
    let strength = exceeds.max(exceeded).or_else(beside)?;
    Some(if gap.of_one_time { strength } else { Strength::Weak })
}

/// Whether what is said of a part exceeds what is said of the whole around it at the time, and how surely; `gap` is that from
/// the statement to the quote.
pub(super) fn part_exceeds(
    topic: &Topic<'_>,
    said: &TopicClaim<'_>,
    quote: &TopicClaim<'_>,
    gap: Gap,
) -> Option<Strength> {
    let tolerances = tolerances(topic);
    let within =
        |part: &TopicClaim<'_>, whole: &TopicClaim<'_>| topic.around(part.scope).contains(&whole.scope);
    let above =
        |part: &TopicClaim<'_>, whole: &TopicClaim<'_>| tolerances.above(&part.allowed, &whole.allowed);
    let strength = (gap.lower && within(said, quote))
        .then(|| above(said, quote))
        .flatten()
        .max((gap.upper && within(quote, said)).then(|| above(quote, said)).flatten())?;
    Some(if gap.of_one_time { strength } else { Strength::Weak })
}

/// The numbers that a claim gives: the bounds of what it allows, its hedges taken away.
pub(super) fn numbers(claim: &TopicClaim<'_>) -> impl Iterator<Item = Decimal> + use<> {
    let set = claim.allowed.unhedged();
    let (low, high) = (set.low().map(|low| low.at.normalize()), set.high().map(|high| high.at.normalize()));
    low.into_iter().chain(high.filter(|_| low != high))
}

/// Whether a quote gives a number of a statement about something around it, one of them with an end left open that the other
/// closes.
pub(super) fn rehedged(said: &TopicClaim<'_>, quote: &TopicClaim<'_>) -> bool {
    open(&said.allowed.plain) != open(&quote.allowed.plain)
        && said.claim.stance == quote.claim.stance
        && shares_a_distinctive_number(said, quote)
}

/// Whether two claims have a number in common that tells where it comes from.
pub(super) fn shares_a_distinctive_number(said: &TopicClaim<'_>, quote: &TopicClaim<'_>) -> bool {
    let given = |number: Decimal| numbers(said).any(|other| other == number);
    numbers(quote).any(|number| distinctive(number, number) && given(number))
}

/// Whether two claims have a number in common.
pub(super) fn share_a_number(a: &TopicClaim<'_>, b: &TopicClaim<'_>) -> bool {
    numbers(a).any(|number| numbers(b).any(|other| other == number))
}

/// Whether a number tells where it comes from: small whole ones are given of much. `shown` is the number in the unit that it
/// is shown in.
pub(super) fn distinctive(number: Decimal, shown: Decimal) -> bool {
    let small = |number: Decimal| number.abs() < Decimal::TEN && number.fract().is_zero();
    !small(number) && !small(shown)
}
