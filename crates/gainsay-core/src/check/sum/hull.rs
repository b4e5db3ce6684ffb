//! The least and the most that numbers allow, added up or taken off each other, whatever lies between.

use rust_decimal::Decimal;

use crate::value::{Allowed, Interval, Point, Ranges};

/// From the least to the most that is allowed, both included.
pub(crate) fn hull(allowed: &Allowed) -> Allowed {
    let end = |point: Option<Point>| point.map(|point| Point::at(point.at));
    let of = |set: &Ranges| Ranges::one(Interval::new(end(set.low()), end(set.high())));
    Allowed::new(of(&allowed.plain), of(&allowed.doubled))
}

/// Just zero.
pub(crate) fn zero() -> Allowed {
    Allowed::exactly(Ranges::one(Interval::only(Point::at(Decimal::ZERO))))
}

/// What two hulls come to together. An end that is open in either, or too large for a number, is open.
pub(crate) fn plus(one: &Allowed, other: &Allowed) -> Allowed {
    joined(one, other, |a, b| Interval::new(join(a.low, b.low, add), join(a.high, b.high, add)))
}

/// What one hull leaves of another.
pub(crate) fn minus(all: &Allowed, part: &Allowed) -> Allowed {
    joined(all, part, |a, b| Interval::new(join(a.low, b.high, less), join(a.high, b.low, less)))
}

fn joined(one: &Allowed, other: &Allowed, of: impl Fn(Interval, Interval) -> Interval) -> Allowed {
    let whole = |set: &Ranges| Interval::new(set.low(), set.high());
    let of = |one: &Ranges, other: &Ranges| Ranges::one(of(whole(one), whole(other)));
    Allowed::new(of(&one.plain, &other.plain), of(&one.doubled, &other.doubled))
}

type Join = fn(Decimal, Decimal) -> Option<Decimal>;

fn add(a: Decimal, b: Decimal) -> Option<Decimal> {
    a.checked_add(b)
}

fn less(a: Decimal, b: Decimal) -> Option<Decimal> {
    a.checked_sub(b)
}

fn join(a: Option<Point>, b: Option<Point>, join: Join) -> Option<Point> {
    join(a?.at, b?.at).map(Point::at)
}

/// Half the last digit beyond which a figure is taken for rounded, as `1.2 million` is, rather than for one that ends in zeros.
const ROUNDED: Decimal = Decimal::ONE_HUNDRED;

/// Whether a figure is given in round numbers.
pub(crate) fn is_rounded(allowed: &Allowed) -> bool {
    allowed.rounding > ROUNDED
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(low: Option<i64>, high: Option<i64>) -> Ranges {
        Ranges::one(Interval::new(low.map(Point::from), high.map(Point::from)))
    }

    #[test]
    fn ends_add_up_and_are_taken_off_crosswise() {
        let few = Allowed::new(set(Some(2), Some(3)), set(Some(1), None));
        let many = Allowed::new(set(Some(10), Some(20)), set(None, Some(30)));
        assert_eq!(plus(&few, &many), Allowed::new(set(Some(12), Some(23)), Ranges::all()));
        assert_eq!(minus(&many, &few), Allowed::new(set(Some(7), Some(18)), set(None, Some(29))));
        assert_eq!(minus(&many, &zero()), many);
    }

    #[test]
    fn what_is_too_large_for_a_number_is_open() {
        let most = Allowed::exactly(Ranges::one(Interval::only(Point::at(Decimal::MAX))));
        assert_eq!(plus(&most, &most), Allowed::all());
    }
}
