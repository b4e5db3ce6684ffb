//! By how much a value may be off, as a record gives that beside it: `margin: 3`, `margin: 5%`.

use rust_decimal::Decimal;

use super::context::{Asked, Context};
use super::token::{Kind, tokens};
use super::{Quantity, Unreadable};
use crate::value::language::{Language, Role};
use crate::value::unit::{PERCENT, SHARE, Units};
use crate::value::{Allowed, Hedges, Interval, Point, Ranges};

/// How many base units one of a unit is, and which: also of words that name a unit only beside a number of its kind, such as
/// `points`.
pub(crate) fn unit_of_margin(unit: &str, units: &Units) -> Option<(Decimal, String)> {
    let known = units.resolve(unit).map(|(factor, base)| (factor, base.to_owned()));
    known.or_else(|| {
        let (name, end) = Language::english().unit_of(SHARE, unit, 0)?;
        let (factor, base) = units.resolve(name).filter(|_| end == unit.len())?;
        Some((factor, base.to_owned()))
    })
}

/// The quantity, with what `margin` says beside it: how far it may be off either way, in the unit of the value, in one of its own,
/// or in percent of the value. Of a share, percent are points.
///
/// A margin that is no number with or without a unit, and one in another kind of unit, cannot be read.
pub fn with_margin<'a>(
    quantity: Quantity,
    margin: &str,
    asked: impl Into<Asked<'a>>,
    hedges: &Hedges,
    units: &Units,
) -> Result<Quantity, Unreadable> {
    let asked = asked.into();
    let range = 0..margin.len();
    let wrong = |message: &str| {
        Unreadable::new(message, range.clone())
            .help("write how far the value may be off either way, such as `3`, `0.5 km` or `5%`")
    };
    let (number, unit) =
        written(margin, asked, hedges, units).ok_or_else(|| wrong("this is not a margin"))?;
    let width: Box<dyn Fn(Decimal) -> Option<Decimal>> = match unit {
        None => {
            let width = number.checked_mul(quantity.factor);
            Box::new(move |_| width)
        }
        Some((factor, base)) if quantity.unit.as_ref().is_none_or(|unit| *unit == base) => {
            let width = number.checked_mul(factor);
            Box::new(move |_| width)
        }
        Some((factor, base)) if base == PERCENT => {
            let part =
                number.checked_mul(factor).and_then(|percent| percent.checked_div(Decimal::ONE_HUNDRED));
            Box::new(move |end| part?.checked_mul(end.abs()))
        }
        Some((_, base)) => {
            let own = quantity.unit.unwrap_or_default();
            return Err(wrong(&format!("this is in `{base}`, which `{own}` does not convert into")));
        }
    };
    let widened = |set: &Ranges| -> Option<Ranges> {
        let end = |point: Option<Point>, sign: Decimal| match point {
            Some(point) => {
                let width = width(point.at)?.checked_mul(sign)?;
                Some(Some(Point { at: point.at.checked_add(width)?.normalize(), ..point }))
            }
            None => Some(None),
        };
        let interval = |interval: &Interval| {
            Some(Interval::new(end(interval.low, -Decimal::ONE)?, end(interval.high, Decimal::ONE)?))
        };
        Some(Ranges::of(set.intervals().iter().map(interval).collect::<Option<_>>()?))
    };
    let (plain, doubled) = (widened(&quantity.allowed.plain), widened(&quantity.allowed.doubled));
    let (Some(plain), Some(doubled)) = (plain, doubled) else {
        return Err(wrong("this margin is too large to calculate with"));
    };
    let only_likely = quantity.allowed.only_likely;
    Ok(Quantity { allowed: Allowed { only_likely, ..Allowed::new(plain, doubled) }, ..quantity })
}

/// A number, and how many of which base unit its unit is.
fn written(
    margin: &str,
    asked: Asked<'_>,
    hedges: &Hedges,
    units: &Units,
) -> Option<(Decimal, Option<(Decimal, String)>)> {
    let context = Context::new(asked, hedges, units)?;
    let mut tokens = tokens(margin, &context);
    tokens.retain(|token| !token.is(Role::Margin));
    let (mut number, mut unit) = (None, None);
    for token in &tokens {
        match token.kind {
            Kind::Number(read) if number.is_none() && !read.share && read.margin.is_none() => {
                number = Some(read.value);
            }
            Kind::Unit(measure) if unit.is_none() => {
                unit = Some((measure.factor, measure.base.to_owned()));
            }
            // "500 people" of a number of people
            Kind::Role(Role::People | Role::Outcome(_) | Role::Harmed | Role::Thing)
                if context.asked_for.is_counted() => {}
            _ => return None,
        }
    }
    Some((number?, unit))
}
