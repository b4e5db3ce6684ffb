//! What a quote makes of one statement that it could be passing on.

use rust_decimal::Decimal;

use crate::check::attribution::reach::Gap;
use crate::check::compare::{Tolerances, Values};
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

/// What whoever quotes changes is no other value: numbers may be rounded to fewer digits and converted, by a hundredth, and times of day
/// rounded to five minutes. All else is passed on as it is.
const EXACT: Tolerances = Tolerances {
    tolerance: Decimal::ZERO,
    margin: Decimal::ZERO,
    sampled: false,
    exact: true,
    same_time: 1,
    lag: 0,
    leap: Decimal::TWO,
    values: Values::Others,
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
    if loses_doubt(said, quote) {
        return Passing::Rehedged;
    }
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
    if denied {
        return Passing::Open;
    }
    if topic.definition.kind != Kind::Quantity {
        return if one.meets(other) {
            match gap.is_held(one) {
                true if drops_a_bound(topic, said, quote) => Passing::Rehedged,
                true if says_more(topic, said, quote) => Passing::Unlike(Strength::Weak),
                _ => Passing::Faithful,
            }
        } else if topic.definition.kind == Kind::Time
            && tolerances(topic).apart(&said.allowed, &quote.allowed).is_none()
        {
            Passing::Faithful
        } else {
            Passing::Open
        };
    }
    let passing = if one.meets(other) { beside(one, other, picks(said, quote), gap) } else { Passing::Open };
    if passing == Passing::Open && (beyond_change(said, quote) || share_digits(said, quote)) {
        return Passing::Unlike(Strength::Weak);
    }
    passing
}

/// What a quote makes of a statement with which it has numbers in common, and which gives none of its own. A floor or a ceiling
/// is held against as its number would be; `picks` says that the quote takes a figure out of a range.
fn beside(said: &Ranges, quote: &Ranges, picks: bool, gap: Gap) -> Passing {
    let closed = (open(said), open(quote)) == ((false, false), (false, false));
    if quote.holds(said) && not_far_beyond(said, quote) || closed && !picks {
        Passing::Allowed
    } else if gap.is_held(said) {
        Passing::Unlike(Strength::Weak)
    } else if closed {
        Passing::Allowed
    } else {
        Passing::Open
    }
}

impl Gap {
    /// Whether what a statement that allows `said` leaves open still is what is passed on.
    fn is_held(self, said: &Ranges) -> bool {
        let held = match open(said) {
            (false, true) => self.upper,
            (true, false) => self.lower,
            _ => self.lower && self.upper,
        };
        held || self.of_one_time
    }
}

/// Whether a quote takes a figure out of a range: "25" out of "20 to 30", and not "30 days" out of "a month".
fn picks(said: &TopicClaim<'_>, quote: &TopicClaim<'_>) -> bool {
    /// What is less wide is one figure.
    const WIDE: Decimal = Decimal::from_parts(12, 0, 0, false, 1);
    let (range, figure) = (said.allowed.unhedged(), &quote.allowed.plain);
    let is_figure = figure.low().is_some() && figure.low() == figure.high();
    let is_wide = |(low, high): (Point, Point)| {
        low.at.checked_mul(WIDE).is_none_or(|least| least <= high.at) && low < high
    };
    is_figure && range.low().zip(range.high()).is_some_and(is_wide)
}

/// Whether a range is less than half as wide as another one.
fn is_much_narrower(one: &Ranges, other: &Ranges) -> bool {
    let width = |set: &Ranges| set.high()?.at.checked_sub(set.low()?.at);
    width(one).zip(width(other)).is_some_and(|(one, other)| one < other / Decimal::TWO)
}

/// Whether a quote rules out some of what a statement leaves open: "arson", where it was "a fire", and "12 March", where it was "between 10
/// and 20 March". Leaving out a hedge is not saying more, as with numbers.
fn says_more(topic: &Topic<'_>, said: &TopicClaim<'_>, quote: &TopicClaim<'_>) -> bool {
    /// A night and the like may be either of two days.
    const DAYS: i32 = 2;
    let (one, other) = (&said.allowed.plain, &quote.allowed.plain);
    let many_days = || match one.low().zip(one.high()) {
        Some((low, high)) => high.at.checked_sub(low.at).is_none_or(|days| days > Decimal::from(DAYS)),
        None => false,
    };
    let narrows = match topic.definition.kind {
        Kind::Category => one.holds(other),
        Kind::Date => many_days() && is_much_narrower(other, one),
        _ => false,
    };
    narrows && !other.holds(one) && !other.holds(&said.allowed.unhedged())
}

/// Whether a quote gives the day of a deadline as the day itself: "31 March", where it was "by 31 March".
fn drops_a_bound(topic: &Topic<'_>, said: &TopicClaim<'_>, quote: &TopicClaim<'_>) -> bool {
    topic.definition.kind == Kind::Date
        && open(&said.allowed.plain) != (false, false)
        && open(&quote.allowed.plain) == (false, false)
        && share_a_number(said, quote)
}

/// Whether a quote gives a number so many times that of a statement, or the other way round, that no change since explains it.
fn beyond_change(said: &TopicClaim<'_>, quote: &TopicClaim<'_>) -> bool {
    /// How many times as large a number may have become in three months.
    const CHANGE: Decimal = Decimal::ONE_HUNDRED;
    let far = |given: Decimal, number: Decimal| {
        let (small, large) = (given.abs().min(number.abs()), given.abs().max(number.abs()));
        distinctive(small, small) && small.checked_mul(CHANGE).is_some_and(|most| most <= large)
    };
    let mut pairs =
        numbers(said).flat_map(|given| numbers(quote).map(move |number| (given, number))).peekable();
    pairs.peek().is_some() && pairs.all(|(given, number)| far(given, number))
}

/// What comes of the numbers that a quote gives alone; nothing where the statement gives none of them.
fn numbers_passed_on(said: &TopicClaim<'_>, quote: &TopicClaim<'_>, denied: bool) -> Option<Passing> {
    let given = |number: Decimal| numbers(said).any(|given| rounds_to((given, said), (number, quote)));
    let (own, ours) = (numbers(quote).count(), numbers(quote).filter(|&number| given(number)).count());
    if ours == 0 || denied {
        return None;
    }
    if open(&said.allowed.plain) != open(&quote.allowed.plain) {
        // "More than 1,000", where it was 1,002, says less.
        if !share_a_number(said, quote) && quote.allowed.plain.holds(&said.allowed.plain) {
            return Some(Passing::Allowed);
        }
        return (said.claim.stance == quote.claim.stance).then_some(Passing::Rehedged);
    }
    if ours == own {
        return Some(if is_one_end(said, quote) { Passing::Rehedged } else { Passing::Faithful });
    }
    stretched(said, quote).then_some(Passing::Stretched)
}

/// Whether a quote says for sure what the statement leaves in doubt: "possibly arson", quoted as "arson".
fn loses_doubt(said: &TopicClaim<'_>, quote: &TopicClaim<'_>) -> bool {
    let doubtful = |claim: &TopicClaim<'_>| claim.allowed.doubled == Ranges::all();
    said.allowed.plain == quote.allowed.plain
        && said.allowed.plain != Ranges::all()
        && doubtful(said)
        && !doubtful(quote)
}

/// Whether a quote gives one end of a range as the figure: "100 to 500", quoted as "500". Ends that are near each other may be rounded.
fn is_one_end(said: &TopicClaim<'_>, quote: &TopicClaim<'_>) -> bool {
    let (range, figure) = (said.allowed.unhedged(), quote.allowed.unhedged());
    let ends = range.low().zip(range.high()).filter(|(low, high)| low < high);
    let wide = |(low, high): (Point, Point)| {
        let slack = high.at.abs().checked_mul(HUNDREDTH * Decimal::TEN).unwrap_or_default();
        high.at.checked_sub(low.at).is_some_and(|gap| gap > slack)
    };
    let one = figure.low().is_some() && figure.low() == figure.high();
    let moved_by_hedge = said.allowed.plain != range;
    one && !moved_by_hedge && spread(quote).is_zero() && ends.is_some_and(wide)
}

/// Whether a hedge moves an end of what a claim allows: `about`, `nearly`.
pub(super) fn is_hedged(claim: &TopicClaim<'_>) -> bool {
    claim.allowed.unhedged() != claim.allowed.plain
}

/// A number that a claim gives, and the claim.
type Given<'c, 'r> = (Decimal, &'c TopicClaim<'r>);

/// Whether a number comes out where another one is rounded, as far as the quote is exact.
fn rounds_to((given, said): Given<'_, '_>, (number, quote): Given<'_, '_>) -> bool {
    let hundredth = given.abs().checked_mul(HUNDREDTH).filter(|_| is_coarser((given, said), (number, quote)));
    let slack = hundredth.unwrap_or_default().max(quote.allowed.rounding).max(spread(quote));
    given.checked_sub(number).is_some_and(|off| off.abs() <= slack)
}

/// Whether a number is written with fewer digits than the one that was given, as a fraction, or in another unit: whoever gives as many has
/// not rounded.
fn is_coarser((given, said): Given<'_, '_>, (number, quote): Given<'_, '_>) -> bool {
    /// So many decimals have only fractions in words: "two thirds".
    const FRACTION: u32 = 6;
    let written = |(number, claim): Given<'_, '_>| number.checked_div(claim.factor);
    let count = |of| written(of).map(digits).and_then(u128::checked_ilog10);
    let is_fraction = written((number, quote)).is_some_and(|number| number.normalize().scale() > FRACTION);
    said.factor != quote.factor || is_fraction || count((number, quote)) < count((given, said))
}

/// Whether a quote gives another figure than a statement, with as many digits or more: no rounding explains that.
fn is_slip(said: &TopicClaim<'_>, quote: &TopicClaim<'_>) -> bool {
    let figure = |claim: &TopicClaim<'_>| {
        let (low, high) = (claim.allowed.plain.low()?, claim.allowed.plain.high()?);
        (low == high).then_some(low.at)
    };
    let figures = figure(said).zip(figure(quote));
    figures.is_some_and(|(given, number)| given != number && !is_coarser((given, said), (number, quote)))
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
    let given = |number: Point| numbers(said).any(|given| rounds_to((given, said), (number.at, quote)));
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
    let is_quantity = topic.definition.kind == Kind::Quantity;
    let slip = || (is_quantity && gap.of_one_time && is_slip(said, quote)).then_some(Strength::Weak);
    let strength = exceeds.max(exceeded).or_else(beside).or_else(slip)?;
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

/// Whether two numbers are written with the same digits that tell where they come from, in another unit or magnitude.
fn share_digits(a: &TopicClaim<'_>, b: &TopicClaim<'_>) -> bool {
    let of = |claim| numbers_as_written(claim).map(digits).filter(|&digits| digits >= 10);
    of(a).any(|digits| of(b).any(|other| other == digits))
}

/// The digits of a number, without the zeros around them.
pub(super) fn digits(number: Decimal) -> u128 {
    let mut digits = number.mantissa().unsigned_abs();
    while digits != 0 && digits.is_multiple_of(10) {
        digits /= 10;
    }
    digits
}

/// The numbers that a claim gives, in the unit that they are written in.
pub(super) fn numbers_as_written(claim: &TopicClaim<'_>) -> impl Iterator<Item = Decimal> + use<> {
    /// How exact a number is that was converted, and back.
    const DECIMALS: u32 = 6;
    let factor = claim.factor;
    let written = move |number: Decimal| Some(number.checked_div(factor)?.round_dp(DECIMALS).normalize());
    numbers(claim).filter_map(written)
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
