//! From what was read to what is allowed.

use std::ops::Range;

use rust_decimal::Decimal;

use super::context::{AsWritten, AskedFor};
use super::numeral::last_digit;
use super::parser::{Core, Hedged, Parser};
use super::refusal;
use crate::value::lexicon;
use crate::value::unit::Measure;
use crate::value::{Allowed, Interval, Point, Ranges, Side, Unreadable};

impl<'a> Parser<'a> {
    /// The number as the attribute counts it: changes with their sign, increments as what there is at least.
    pub(super) fn as_asked(&mut self, core: Core, number: &Range<usize>) -> Result<Core, Unreadable> {
        let (language, attribute) = (self.context.language, self.context.asked.attribute);
        let core = self.hedged_digits(core)?;
        self.counts_what_is_asked(core)?;
        self.is_said_of_them(core)?;
        self.count_a_group(&core);
        let mut core = core;
        self.as_forecast();
        if let Some((falls, range)) = self.change.take() {
            if !language.is_change(attribute) {
                return Err(Unreadable::new("this is a change, not the value after it", range)
                    .help(
                        "write the value after the change, or declare an attribute for the change, such as `growth`",
                    ));
            }
            self.refuse_change_of_a_rate(range)?;
            if core.low.is_some_and(|low| low < Decimal::ZERO) {
                let message = "this number has a sign, and the words before it say which way it went";
                return Err(Unreadable::new(message, number.clone()).help("write one of the two"));
            }
            // What rose by less than 3 % did rise.
            if self.hedged.bound == Some(Side::High) {
                (core.low, self.hedged.bound) = (Some(Decimal::ZERO), None);
            }
            if falls != language.is_fall(attribute) {
                core = Core { low: core.high.map(|end| -end), high: core.low.map(|end| -end), ..core };
                self.hedged = self.hedged.turned();
            }
        }
        if let Some(range) = self.increment.clone()
            && !self.context.asked.daily
            && !language.is_increment(attribute)
        {
            if self.hedged.bound == Some(Side::High) || core.low.is_none() {
                return Err(Unreadable::new("this is an increment, not a total", range)
                    .help("write the total, or declare an attribute for what was added"));
            }
            self.hedged.bound = Some(Side::Low);
        }
        self.refuse_sign_elsewhere()?;
        if self.below_zero && core.low.is_none_or(|low| low >= Decimal::ZERO) {
            core = Core { low: core.high.map(|end| -end), high: core.low.map(|end| -end), ..core };
            self.hedged = self.hedged.turned();
        }
        // "About nineteen in twenty" are no twenty: as exact as a share to the point, or to half of one of the parts.
        if let (Some(so_many), Some(share)) = (self.so_many, core.low.filter(|low| *low > Decimal::ZERO)) {
            let part = |of: Decimal, whole: Decimal| of.checked_div(whole).unwrap_or(Decimal::ONE);
            let finest = part(Decimal::ONE, share).max(part(Decimal::new(5, 1), so_many));
            self.hedged.spread = self.hedged.spread.min(finest);
        }
        self.has_no_parts(core, number)?;
        self.is_none_below_zero(core, number)?;
        Ok(core)
    }

    /// Refuses a word that may put the number below zero, where it is not right beside it: `$5m (deficit)`.
    fn refuse_sign_elsewhere(&self) -> Result<(), Unreadable> {
        let mut words = lexicon::tokens(self.text);
        match words.find(|word| !self.below_zero && self.turns_sign(word)) {
            Some(word) => Err(Unreadable::new("this may put the number below zero", word)
                .help("write the number with its sign: `-5 million`")),
            None => Ok(()),
        }
    }

    /// Refuses by how many points a rate changed, where the rate is asked for: growth that is "up 0.3 points".
    fn refuse_change_of_a_rate(&self, change: Range<usize>) -> Result<(), Unreadable> {
        let (language, attribute) = (self.context.language, self.context.asked.attribute);
        let point = |(_, unit): &(_, Range<usize>)| language.is_point(&self.text[unit.clone()]);
        if !language.is_rate_of_change(attribute) || !self.unit.as_ref().is_some_and(point) {
            return Ok(());
        }
        let message = "this is by how much the rate changed, not the rate";
        Err(Unreadable::new(message, change)
            .help(format!("write the rate after the change, or name the attribute `{attribute}-change`")))
    }

    /// Refuses a count of other people than the attribute's: `640 dead and injured` are no deaths.
    fn counts_what_is_asked(&mut self, core: Core) -> Result<(), Unreadable> {
        let (language, attribute) = (self.context.language, self.context.asked.attribute);
        let asked = language.outcomes_in(attribute);
        if asked == 0 {
            // Of all who came to harm, the dead alone are some.
            if language.counts_all(attribute) && self.outcomes.is_power_of_two() && !self.harmed {
                self.increment.get_or_insert(self.outcome_at.clone());
            }
            return Ok(());
        }
        let more = self.outcomes & !asked;
        if core.is_zero() || more == 0 && !self.harmed {
            return Ok(());
        }
        let message = if self.outcomes & asked == 0 && !self.harmed {
            format!("this counts other people than `{attribute}` counts")
        } else {
            format!("this counts more people than `{attribute}` counts")
        };
        Err(Unreadable::new(message, self.outcome_at.clone())
            .help("write the claim under the attribute that counts these, such as `casualties`"))
    }

    /// Refuses less than no people, where the attribute counts what became of them.
    fn is_none_below_zero(&self, core: Core, number: &Range<usize>) -> Result<(), Unreadable> {
        let (language, attribute) = (self.context.language, self.context.asked.attribute);
        let below = core.low.is_some_and(|low| low < Decimal::ZERO);
        if !below || language.outcomes_in(attribute) == 0 || language.is_change(attribute) {
            return Ok(());
        }
        Err(Unreadable::new("this count cannot be below zero", number.clone()).help(
            "write the number without its sign, or declare an attribute for the change, such as `growth`",
        ))
    }

    /// Refuses more than all of a whole, and less than nothing of it: a turnout of 120 %. Of a whole, `at least 100%` is all of it.
    pub(super) fn keep_within_the_whole(
        &mut self,
        core: Core,
        measure: Measure<'_>,
        number: &Range<usize>,
    ) -> Result<(), Unreadable> {
        let Some(most) = self.context.asked.most.filter(|_| self.is_of_whole(measure)) else { return Ok(()) };
        let (bound, inclusive) = (self.hedged.bound, self.hedged.inclusive);
        let mut ends =
            [core.low, core.high].into_iter().flatten().map(|end| end.saturating_mul(measure.factor));
        // "Below 0 %" is less than nothing of it, and "at most 0 %" is nothing.
        let closes = |side: Side, limit: Decimal, end: Decimal| end == limit && bound == Some(side);
        let nothing = ends.clone().any(|end| closes(Side::High, Decimal::ZERO, end));
        let all = ends.clone().any(|end| closes(Side::Low, most, end));
        if ends.clone().any(|end| end < Decimal::ZERO) || nothing && !inclusive {
            return Err(Unreadable::new("a share of a whole cannot be below zero", number.clone())
                .help("correct the figure; for shares that can be below zero, declare the attribute with `of-whole: false`"));
        }
        if !ends.all(|end| end <= most) || all && !inclusive {
            return Err(Unreadable::new("a share of a whole cannot be more than all of it", number.clone()).help(
                "correct the figure; for shares that can be above 100 %, declare the attribute with `of-whole: false`",
            ));
        }
        self.hedged.bound.take_if(|_| nothing || all);
        Ok(())
    }

    /// No hedge makes a share more than all of its whole, or less than nothing of it: `about 99%`.
    pub(super) fn at_most_all(&self, allowed: Allowed, measure: Measure<'_>) -> Allowed {
        let Some(most) = self.context.asked.most.filter(|_| self.is_of_whole(measure)) else {
            return allowed;
        };
        let (least, most) = (Point::from(0), Point::at(most));
        let over = |set: &Ranges| {
            set.high().is_some_and(|high| high > most) || set.low().is_some_and(|low| low < least)
        };
        let whole = Ranges::one(Interval::new(Some(least), Some(most)));
        let within = |set: &Ranges| if over(set) { set.intersection(&whole) } else { set.clone() };
        Allowed { plain: within(&allowed.plain), doubled: within(&allowed.doubled), ..allowed }
    }

    /// Whether the number is a share of one whole.
    fn is_of_whole(&self, measure: Measure<'_>) -> bool {
        let (language, asked) = (self.context.language, self.context.asked);
        measure.base == self.context.percent().base && !language.is_change(asked.attribute)
    }

    /// Refuses parts of what has none, such as `1.10` persons.
    fn has_no_parts(&self, core: Core, number: &Range<usize>) -> Result<(), Unreadable> {
        let asked = self.context.asked_for.unit().is_some_and(|unit| unit.counts());
        let counts = match &self.unit {
            Some((unit, _)) => unit.counts(),
            None => asked || self.people.is_some(),
        };
        let whole = |end: Option<Decimal>| end.is_none_or(|end| end.fract().is_zero());
        if !counts
            || core.share
            || self.unit.is_some()
            || self.per.is_some()
            || whole(core.low) && whole(core.high)
        {
            return Ok(());
        }
        Err(Unreadable::new("what is counted here comes in whole numbers", number.clone())
            .help("write a whole number; for a share, a percentage or `one in ten`"))
    }

    /// What one of the number is worth, and in which base unit that is: `usd per barrel`.
    pub(super) fn measure(
        &mut self,
        core: Core,
        number: Range<usize>,
    ) -> Result<(Measure<'a>, String), Unreadable> {
        let asked = self.context.asked_for;
        let (written, range) = match &self.unit {
            Some((measure, range)) => (Some(*measure), range.clone()),
            None if core.share => (Some(self.context.percent()), number),
            None => match (&self.people, &self.thing) {
                // Where nothing is declared, people are counted as anything else is.
                (Some(people), _) if !self.counts_nouns() && !matches!(asked, AskedFor::Anything) => {
                    (Some(self.context.person()), people.clone())
                }
                (None, Some(thing))
                    if self.measured_otherwise() || !core.is_zero() && self.is_no_person(thing) =>
                {
                    let message = format!(
                        "this counts `{}`, but the attribute is measured in another unit",
                        &self.text[thing.clone()]
                    );
                    return Err(Unreadable::new(message, thing.clone())
                        .help("write the unit, or declare this word as one under `units`"));
                }
                _ => (None, number),
            },
        };
        if let (Some(unit), Some(asked)) = (written, asked.unit()) {
            self.is_no_other_in_other_case(unit, asked, &range)?;
        }
        let mut measure = written.or(asked.unit()).unwrap_or(Measure::of(""));
        if let Some(whole) = self.whole_rate() {
            measure = whole;
            self.per = None;
        }
        let unit = self.with_rate(measure.base, written.is_none());
        self.fits(asked, measure, &unit, written.is_some(), range)?;
        // "Half a percent" is not half of a whole.
        if core.share && self.unit.is_none() && measure.base == self.context.percent().base {
            measure.factor = measure.factor.saturating_mul(Decimal::ONE_HUNDRED);
        }
        Ok((measure, unit))
    }

    /// Refuses a sign of a unit that in other case is the sign of another, which is nearer to the unit asked for: the `nm` of a
    /// distance in kilometres.
    fn is_no_other_in_other_case(
        &self,
        unit: Measure<'a>,
        asked: Measure<'a>,
        range: &Range<usize>,
    ) -> Result<(), Unreadable> {
        let sign = &self.text[range.clone()];
        let far = |unit: Measure<'_>| {
            let (one, other) = (unit.factor.max(asked.factor), unit.factor.min(asked.factor));
            one.checked_div(other).unwrap_or(Decimal::MAX)
        };
        let others = self.context.units.in_other_case(sign);
        let nearer = |other: &Measure<'a>| other.base == unit.base && far(*other) < far(unit);
        let Some(other) = others.filter_map(|other| self.context.units.named(&other.name)).find(nearer)
        else {
            return Ok(());
        };
        let message = format!("`{sign}` may be `{}` or `{}` here", unit.name, other.name);
        Err(Unreadable::new(message, range.clone()).help("write the unit in full"))
    }

    /// Whether a thing is named where the attribute counts people: `3,000 tanks`.
    fn is_no_person(&self, thing: &Range<usize>) -> bool {
        asked_base(self.context.asked_for) == Some(self.context.person().base)
            && self.context.language.is_object(&self.text[thing.clone()])
    }

    /// Whether the attribute counts what the nouns name, whatever they are: `cases`, `votes`.
    fn counts_nouns(&self) -> bool {
        match self.context.asked_for {
            AskedFor::Unit(unit) => {
                unit.base == self.context.person().base || !unit.counts() && unit.measures.is_none()
            }
            AskedFor::Kind(_) | AskedFor::Anything => false,
        }
    }

    /// Whether the attribute is measured in what things are not counted in.
    fn measured_otherwise(&self) -> bool {
        let asked = self.context.asked_for;
        let shares = matches!(asked.measures(), Some("share" | "magnitude" | "money"));
        asked.measures().is_some() && !asked.is_counted() && !shares && self.per.is_none()
    }

    /// The unit of a rate that has a name of its own: `kilometres` and `hour` are one in `130 kilometres per hour`.
    fn whole_rate(&self) -> Option<Measure<'a>> {
        let ((per, _), (unit, _)) = (self.per.as_ref()?, self.unit.as_ref()?);
        self.context.units.named(&format!("{} per {per}", unit.name))
    }

    /// Refuses a unit that does not measure what the attribute is measured in.
    fn fits(
        &self,
        asked: AskedFor<'a>,
        measure: Measure<'a>,
        unit: &str,
        written: bool,
        range: Range<usize>,
    ) -> Result<(), Unreadable> {
        let (fits, wanted) = match asked {
            AskedFor::Unit(asked) => {
                (unit == asked.base || self.context.units.leads_to(unit, asked.base), asked.base)
            }
            AskedFor::Kind(kind) => (!written || measure.measures == Some(kind), kind),
            AskedFor::Anything => (true, ""),
        };
        if fits {
            return Ok(());
        }
        let per = self.per.as_ref().filter(|_| asked.unit().is_some_and(|asked| measure.base == asked.base));
        let range = per.map_or(range, |(_, range)| range.clone());
        let message = format!("this is measured in `{unit}`, but the attribute in `{wanted}`");
        Err(Unreadable::new(message, range).help("convert it, or declare another `unit` for the attribute"))
    }

    /// `unit` as a unit of the rate, if there is one. A share for a time is given as a share; a number that bears no unit
    /// is in the attribute's, and that may be the rate already.
    fn with_rate(&self, unit: &str, bare: bool) -> String {
        match &self.per {
            Some((per, _)) if unit != self.context.percent().base && !(bare && is_rate_of(unit, per)) => {
                // A bare number is in so many of the attribute's, for something else.
                let unit = if bare { unit.split(" per ").next().unwrap_or_default() } else { unit };
                format!("{unit} per {per}").trim_start().to_owned()
            }
            _ => unit.to_owned(),
        }
    }
}

fn asked_base(asked: AskedFor<'_>) -> Option<&str> {
    asked.unit().map(|unit| unit.base)
}

/// Whether `unit` is one for each `per`: "kilometre per hour" is one per hour.
fn is_rate_of(unit: &str, per: &str) -> bool {
    unit.strip_suffix(per).is_some_and(|rest| rest.ends_with(" per ") || rest.ends_with('/'))
}

/// The set that a number and its hedges allow; nothing where it cannot be calculated with.
pub(super) fn allow(core: Core, hedged: Hedged, measure: Measure<'_>) -> Option<Allowed> {
    let plain = spread(core, hedged, Decimal::ONE, measure)?;
    if hedged.doubted {
        return Some(Allowed::likely(plain));
    }
    if hedged.spread.is_zero() {
        return Some(Allowed::exactly(plain));
    }
    Some(Allowed::new(plain, spread(core, hedged, Decimal::TWO, measure)?))
}

/// A number widened `times` as far as its hedge says, in base units.
fn spread(core: Core, hedged: Hedged, times: Decimal, measure: Measure<'_>) -> Option<Ranges> {
    let end = |value: Option<Decimal>, side: Side| -> Option<Option<Point>> {
        let Some(mut at) = value else { return Some(None) };
        // Calculating with decimals takes longer than reading them, so it is done only where it changes something.
        let mut width = hedged.margin.unwrap_or_default();
        if !hedged.spread.is_zero() && hedged.side.is_none_or(|only| only == side) {
            width = width.checked_add(step(at, core.coarse, hedged.spread)?.checked_mul(times)?)?;
        }
        if !width.is_zero() {
            let whole = measure.counts() && at.fract().is_zero();
            at = if side == Side::Low { at.checked_sub(width)? } else { at.checked_add(width)? };
            // What is counted has no parts.
            if whole {
                at = if side == Side::Low { at.ceil() } else { at.floor() };
            }
        }
        at = measure.convert(at)?;
        Some(Some(Point::at(if at.scale() > 0 { at.normalize() } else { at })))
    };
    let (low, high) = (end(core.low, Side::Low)?, end(core.high, Side::High)?);
    Some(Ranges::one(match hedged.bound {
        Some(Side::Low) => Interval::new(low, None),
        Some(Side::High) => Interval::new(None, high),
        None => Interval::new(low, high),
    }))
}

/// How far a hedged number may be off: one unit of the last digit that is not zero, and no more than `most` of it.
fn step(number: Decimal, coarse: bool, most: Decimal) -> Option<Decimal> {
    let most = number.abs().checked_mul(most)?;
    Some(if coarse { most } else { most.min(last_digit(number)) })
}

/// By how much an exact figure may be off as it is written, in base units: half a unit of its last digit that is not zero,
/// and no more than a twentieth of it; of a share half a unit of the last digit given. Nothing of a figure that is hedged, or that is
/// said to be exact.
pub(super) fn rounding(core: Core, hedged: Hedged, measure: Measure<'_>) -> Decimal {
    let figure = hedged.spread.is_zero() && hedged.bound.is_none() && hedged.margin.is_none() && !core.coarse;
    let figure = core.low.filter(|low| figure && !hedged.exact && core.high == Some(*low));
    let Some(figure) = figure else { return Decimal::ZERO };
    // Who counts to less than a hundred counts one by one.
    if measure.counts() && figure.abs() < Decimal::ONE_HUNDRED {
        return Decimal::ZERO;
    }
    let half = if measure.measures == Some("share") {
        Decimal::new(5, figure.scale() + 1)
    } else {
        (last_digit(figure) / Decimal::TWO).min(figure.abs() * Decimal::new(5, 2))
    };
    half.checked_mul(measure.factor).unwrap_or_default()
}

/// How a number is written; nothing of one whose digits do not say how exact it is, and of one on a scale that begins
/// elsewhere.
pub(super) fn as_written(core: Core, measure: Measure<'_>) -> Option<AsWritten> {
    let ends = [core.low, core.high].into_iter().flatten().filter(|end| !end.is_zero());
    let step = ends.filter_map(|end| step(end, core.coarse, Decimal::new(1, 1))).min()?;
    let step = step.checked_mul(measure.factor)?;
    (measure.zero.is_zero() && !core.share).then_some(AsWritten { factor: measure.factor, step })
}

/// Refuses what is too large where it is written.
pub(super) fn allowed(
    core: Core,
    hedged: Hedged,
    measure: Measure<'_>,
    number: &Range<usize>,
) -> Result<Allowed, Unreadable> {
    let coldest = Decimal::new(-27315, 2);
    let warmth = |end: Decimal| measure.convert(end).is_some_and(|end| end < coldest);
    if measure.measures == Some("temperature") && core.high.is_some_and(warmth) {
        let message = "nothing is colder than -273.15 degrees celsius";
        return Err(refusal::with_figures(message, number.clone()));
    }
    let allowed = allow(core, hedged, measure).ok_or_else(|| refusal::too_large(number.clone()))?;
    Ok(allowed.rounded(rounding(core, hedged, measure)))
}
