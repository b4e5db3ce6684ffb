//! Values given by their figures: `{ low: 8000, best: 10000, high: 12000 }`.

use super::{Allowed, Interval, Ranges, Unreadable};

/// One of the figures of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Which {
    /// The lowest value that the source allows.
    Low,
    /// The value that the source holds most likely.
    Best,
    /// The highest value that the source allows.
    High,
}

/// Puts figures together, each read by `read`, in the order low, best, high.
///
/// An end without a figure is open, unless `best` is the only figure.
pub(super) fn combine(
    low: Option<&str>,
    best: Option<&str>,
    high: Option<&str>,
    mut read: impl FnMut(&str) -> Result<Allowed, Unreadable>,
) -> Result<Allowed, (Which, Unreadable)> {
    let mut figure = |which, wording: Option<&str>| {
        wording.map(&mut read).transpose().map_err(|unreadable| (which, unreadable))
    };
    let lowest = figure(Which::Low, low)?;
    let likely = figure(Which::Best, best)?;
    let highest = figure(Which::High, high)?;
    if lowest.is_none() && highest.is_none() {
        return likely.ok_or_else(|| (Which::Best, Unreadable::new("the value has no figures", 0..0)));
    }
    let between = |end: fn(&Allowed) -> &Ranges| {
        let low = lowest.as_ref().and_then(|low| end(low).low());
        let high = highest.as_ref().and_then(|high| end(high).high());
        Interval::new(low, high)
    };
    let plain = between(|allowed| &allowed.plain);
    if plain.is_empty() {
        let length = high.map_or(0, str::len);
        return Err((Which::High, Unreadable::new("the highest value is below the lowest", 0..length)));
    }
    let plain = Ranges::one(plain);
    if likely.is_some_and(|likely| !likely.plain.meets(&plain)) {
        let length = best.map_or(0, str::len);
        return Err((
            Which::Best,
            Unreadable::new("the best value lies outside the lowest and highest", 0..length),
        ));
    }
    let only_likely = [&lowest, &highest].into_iter().flatten().any(|figure| figure.only_likely);
    let doubled = Ranges::one(between(|allowed| &allowed.doubled));
    Ok(Allowed { only_likely, ..Allowed::new(plain, doubled) })
}
