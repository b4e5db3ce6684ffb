//! Sets in words: what a claim allows, as labels say it.

use rust_decimal::Decimal;

use super::{Effect, Interval, Kind, Point, Ranges, Scale, Side, days, words};
use crate::date::{self, Day, When};

/// A set of numbers: `2,700 to 3,300`, `at least 3,000`, `anything but 300`.
#[must_use]
pub fn show_quantity(set: &Ranges, unit: Option<&str>) -> String {
    let number = |point: Point| number(point.at);
    let shown = show(set, |interval| match (interval.low, interval.high) {
        (Some(low), Some(high)) if low.at == high.at => number(low),
        (Some(low), Some(high)) => format!("{} to {}", number(low), number(high)),
        (Some(low), None) => {
            format!("{} {}", if low.nudge > 0 { "more than" } else { "at least" }, number(low))
        }
        (None, Some(high)) => {
            format!("{} {}", if high.nudge < 0 { "less than" } else { "at most" }, number(high))
        }
        (None, None) => "any number".to_owned(),
    });
    let all = set.intervals().iter().all(|interval| *interval == Interval::ALL);
    if all { shown } else { with_unit(shown, unit) }
}

/// A number in words with its unit: `300`, `300 %`, `300 km`.
#[must_use]
pub fn with_unit(number: String, unit: Option<&str>) -> String {
    match unit.and_then(show_unit) {
        Some(unit) => format!("{number} {unit}"),
        None => number,
    }
}

/// A unit as people write it; nothing for persons, who go without saying.
#[must_use]
pub fn show_unit(unit: &str) -> Option<&str> {
    match unit {
        "person" => None,
        "percent" => Some("%"),
        unit => Some(unit),
    }
}

/// A set of stages: `deployed`, `deployed or beyond`, `before deployed`.
#[must_use]
pub fn show_stage(set: &Ranges, scale: &Scale) -> String {
    let last = Decimal::from(scale.steps.len()) - Decimal::ONE;
    let name = |at: Decimal| match usize::try_from(at).ok().map(|step| scale.steps.get(step)) {
        Some(Some(step)) => step.name.as_str(),
        Some(None) => "beyond the last stage",
        None => "not even the first stage",
    };
    show(set, |interval| match whole(*interval) {
        (Some(low), Some(high)) if low == high => name(low).to_owned(),
        (Some(low), Some(high)) => format!("{} to {}", name(low), name(high)),
        (Some(low), None) if low >= last => name(low).to_owned(),
        (Some(low), None) => format!("{} or beyond", name(low)),
        (None, Some(high)) if high < last => format!("before {}", name(high.floor() + Decimal::ONE)),
        _ => "any stage".to_owned(),
    })
}

/// A set of days: `27 to 28 Oct 2024`, `from 1 Nov 2024`.
#[must_use]
pub fn show_date(set: &Ranges) -> String {
    let day = |at: Option<Decimal>, open: Day| at.and_then(|at| i32::try_from(at).ok()).map_or(open, Day);
    show(set, |interval| match whole(*interval) {
        (None, None) => "any day".to_owned(),
        (low, high) => date::show(When::days(day(low, Day::MIN), day(high, Day::MAX), true)),
    })
}

/// A fraction as a share: `10 %`.
fn percent(fraction: Decimal) -> String {
    format!("{} %", number(fraction.saturating_mul(Decimal::ONE_HUNDRED)))
}

/// What a hedge, worded as `words`, does to a value of `kind`.
#[must_use]
pub fn show_effect(effect: &Effect, words: &str, kind: Kind) -> String {
    match effect {
        Effect::Near(..) if kind == Kind::Stage => "changes nothing about a status".into(),
        Effect::Near(_, side) if kind == Kind::Date => {
            let (widened, before) = (2 * days::SPREAD, if *side == Side::Low { "before" } else { "after" });
            format!("allows the {} days {before} it, {widened} once widened", days::SPREAD)
        }
        Effect::Near(spread, side) => {
            let side = if *side == Side::Low { "minus" } else { "plus" };
            format!("allows {side} one unit of the last digit that is not 0, at most {}", percent(*spread))
        }
        Effect::Spread(_) if kind == Kind::Stage && words::same(words, "some") => {
            "limits it to a part".into()
        }
        Effect::Spread(_) if kind == Kind::Stage => "changes nothing about a status".into(),
        Effect::Spread(spread) if spread.is_zero() => "changes nothing".into(),
        Effect::Spread(_) if kind == Kind::Date => {
            format!("allows {} days either way, and {} with hedges doubled", days::SPREAD, 2 * days::SPREAD)
        }
        Effect::Spread(spread) => {
            format!(
                "allows plus or minus one unit of the last digit that is not 0, at most {}",
                percent(*spread)
            )
        }
        Effect::Bound(side) | Effect::DateBound(side) => show_bound(*side, kind).into(),
        Effect::Range { low, high } => {
            let range = Interval::new(low.map(Point::at), high.map(Point::at));
            format!("stands for {}", show_quantity(&Ranges::of(vec![range]), None))
        }
        Effect::After { low, high } => show_after(*low, *high),
        Effect::Onset => "says that it began on the date of the claim, and was not so before".into(),
        Effect::SoFar => "extends a denial to all days before".into(),
    }
}

/// What a hedge does that makes the value one of its bounds.
fn show_bound(side: Side, kind: Kind) -> &'static str {
    match (side, kind) {
        (Side::Low, Kind::Date) => "makes it the first possible day",
        (Side::High, Kind::Date) => "makes it the last possible day",
        (Side::Low, _) => "makes it the lower bound",
        (Side::High, _) => "makes it the upper bound",
    }
}

/// The days from `low` to `high`, counted from the date of the claim.
fn show_after(low: i32, high: i32) -> String {
    const DATE: &str = "the date of the claim";
    let days = |count: i32| match count.abs() {
        1 => "1 day".to_owned(),
        count => format!("{count} days"),
    };
    match (low, high) {
        (0, 0) => format!("is {DATE}"),
        (low, high) if low == high => {
            format!("is {} {} {DATE}", days(low), if low < 0 { "before" } else { "after" })
        }
        (0, high) if high > 0 => format!("is {DATE} or up to {} after it", days(high)),
        (low, 0) => format!("is {DATE} or up to {} before it", days(low)),
        (low, high) if low < 0 && high > 0 => {
            format!("is between {} before and {} after {DATE}", days(low), days(high))
        }
        (low, high) if high < 0 => format!("is {} to {} before {DATE}", high.abs(), days(low)),
        (low, high) => format!("is {low} to {} after {DATE}", days(high)),
    }
}

/// The ends of an interval of whole numbers: just after 3 is 4 there, and just before 3 is 2.
fn whole(interval: Interval) -> (Option<Decimal>, Option<Decimal>) {
    let nudged = |point: Point| point.at.saturating_add(point.nudge.into());
    (interval.low.map(nudged), interval.high.map(nudged))
}

/// A set of flags: `yes`, `no`.
#[must_use]
pub fn show_flag(set: &Ranges) -> String {
    let no = set.meets(&Ranges::of(vec![Interval::only(Point::from(0))]));
    let yes = set.meets(&Ranges::of(vec![Interval::only(Point::from(1))]));
    match (yes, no) {
        (true, false) => "yes".to_owned(),
        (false, true) => "no".to_owned(),
        _ => "yes or no".to_owned(),
    }
}

/// The intervals of a set joined by "or"; a set with one hole by what it leaves out.
fn show(set: &Ranges, interval: impl Fn(&Interval) -> String) -> String {
    let intervals = set.intervals();
    let is_open = matches!(intervals, [Interval { low: None, .. }, .., Interval { high: None, .. }]);
    let left_out = is_open.then(|| set.complement());
    match (intervals, left_out.as_ref().map(Ranges::intervals)) {
        ([], _) => "nothing".to_owned(),
        ([only], _) => interval(only),
        (_, Some([hole])) => format!("anything but {}", interval(hole)),
        _ => intervals.iter().map(interval).collect::<Vec<_>>().join(" or "),
    }
}

/// A number with commas between its thousands, and no more decimals than it has.
///
/// Numbers from a thousandth up are rounded to six decimals: those of a third have no end.
#[must_use]
pub fn number(number: Decimal) -> String {
    let fine = number.scale() > 3 && number.abs() < Decimal::new(1, 3);
    let rounded = if fine { number } else { number.round_dp(6) };
    let plain = rounded.normalize().to_string();
    let (sign, digits) = plain.strip_prefix('-').map_or(("", plain.as_str()), |digits| ("-", digits));
    let (whole, rest) = digits.split_at(digits.find('.').unwrap_or(digits.len()));
    let mut grouped = String::with_capacity(plain.len() + plain.len() / 3);
    grouped.push_str(sign);
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped.push_str(rest);
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::{Allowed, Step};

    fn set(low: Option<i64>, high: Option<i64>) -> Ranges {
        Ranges::of(vec![Interval::new(low.map(Point::from), high.map(Point::from))])
    }

    fn scale() -> Scale {
        let step = |name: &str| Step { name: name.into(), ..Step::default() };
        Scale::new(["planned", "sent", "deployed", "fighting"].map(step).into())
    }

    #[test]
    fn numbers_have_commas_and_no_idle_decimals() {
        for (plain, shown) in [
            ("0", "0"),
            ("-0", "0"),
            ("999", "999"),
            ("1000", "1,000"),
            ("-1234567.50", "-1,234,567.5"),
            ("0.00000000001", "0.00000000001"),
            ("33.333333333333333333", "33.333333"),
            ("66.666666666666666667", "66.666667"),
            ("79228162514264337593543950335", "79,228,162,514,264,337,593,543,950,335"),
        ] {
            assert_eq!(number(plain.parse().unwrap()), shown, "{plain}");
        }
    }

    #[test]
    fn sets_of_numbers_in_words() {
        let exact = set(Some(300), Some(300));
        for (set, unit, shown) in [
            (exact.clone(), None, "300"),
            (exact.clone(), Some("person"), "300"),
            (exact.clone(), Some("percent"), "300 %"),
            (exact.clone(), Some("metre"), "300 metre"),
            (exact.complement(), Some("metre"), "anything but 300 metre"),
            (set(Some(3), Some(4)).complement(), None, "anything but 3 to 4"),
            (set(Some(3), None), None, "at least 3"),
            (set(Some(3), None).complement(), None, "less than 3"),
            (set(None, Some(3)), None, "at most 3"),
            (set(None, Some(3)).complement(), None, "more than 3"),
            (Ranges::of(vec![]), Some("metre"), "nothing"),
            (Ranges::all(), Some("metre"), "any number"),
            (Ranges::of(vec![Interval::only(1.into()), Interval::only(5.into())]), None, "1 or 5"),
        ] {
            assert_eq!(show_quantity(&set, unit), shown);
        }
    }

    #[test]
    fn sets_of_stages_in_words() {
        for (set, shown) in [
            (set(Some(2), Some(2)), "deployed"),
            (set(Some(1), Some(2)), "sent to deployed"),
            (set(Some(2), None), "deployed or beyond"),
            (set(Some(3), None), "fighting"),
            (set(Some(2), None).complement_whole(), "before deployed"),
            (set(Some(0), None).complement_whole(), "before planned"),
            (set(None, Some(1)).complement_whole(), "deployed or beyond"),
            (set(None, Some(3)).complement_whole(), "beyond the last stage"),
            (set(Some(2), Some(2)).complement_whole(), "anything but deployed"),
            (set(Some(2), Some(2)).complement(), "anything but deployed"),
            (set(Some(-1), Some(-1)), "not even the first stage"),
            (Ranges::all(), "any stage"),
        ] {
            assert_eq!(show_stage(&set, &scale()), shown);
        }
        assert_eq!(show_stage(&set(Some(0), None), Scale::empty()), "beyond the last stage");
    }

    #[test]
    fn sets_of_days_in_words() {
        let day = 20_019; // 2024-10-23
        let exact = Allowed::exactly(set(Some(day), Some(day)));
        for (set, shown) in [
            (exact.plain.clone(), "23 Oct 2024"),
            (exact.denied().plain, "anything but 23 Oct 2024"),
            (exact.denied_whole().plain, "anything but 23 Oct 2024"),
            (set(Some(day), None), "from 23 Oct 2024"),
            (set(Some(day), None).complement(), "until 22 Oct 2024"),
            (set(Some(day), None).complement_whole(), "until 22 Oct 2024"),
            (set(None, Some(day)).complement(), "from 24 Oct 2024"),
            (Ranges::all(), "any day"),
        ] {
            assert_eq!(show_date(&set), shown);
        }
    }

    #[test]
    fn sets_of_flags_in_words() {
        let yes = Allowed::exactly(set(Some(1), Some(1)));
        assert_eq!(show_flag(&yes.plain), "yes");
        assert_eq!(show_flag(&yes.denied().plain), "no");
        assert_eq!(show_flag(&yes.denied_whole().plain), "no");
        assert_eq!(show_flag(&Ranges::all()), "yes or no");
    }
}
