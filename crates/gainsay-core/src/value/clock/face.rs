//! Times of day as clocks show them.

use crate::value::{Point, Ranges};

/// The seconds of a day.
pub(super) const DAY: i32 = 86_400;

/// A second of the day as clocks show it.
pub(super) fn minute(second: i32) -> String {
    match (second / 3600, second / 60 % 60, second % 60) {
        (hour, minute, 0 | 59) => format!("{hour:02}:{minute:02}"),
        (hour, minute, second) => format!("{hour:02}:{minute:02}:{second:02}"),
    }
}

/// A set of seconds of a day in words: `14:30`, `23:45 to 00:15`.
#[must_use]
pub fn show(set: &Ranges, zone: Option<&str>) -> String {
    let end = |point: Option<Point>, open: i32| {
        point.and_then(|point| i32::try_from(point.at).ok()).unwrap_or(open)
    };
    let mut spans: Vec<(i32, i32)> =
        set.intervals().iter().map(|interval| (end(interval.low, -1), end(interval.high, DAY))).collect();
    if let [(0, to), .., (from, last)] = spans[..]
        && last == DAY - 1
    {
        spans.pop();
        spans[0] = (from, to);
    }
    let all = |spans: &[(i32, i32)]| matches!(spans, [(from, to)] if *from <= 0 && *to >= DAY - 1);
    let shown = if spans.is_empty() {
        "nothing".to_owned()
    } else if all(&spans) {
        "any time".to_owned()
    } else if spans.iter().any(|&(from, to)| from < 0 || to >= DAY) {
        let hole = set.complement_whole();
        if hole.intervals().iter().any(|hole| hole.low.is_none() || hole.high.is_none()) {
            "another time".to_owned()
        } else {
            format!("anything but {}", show(&hole, None))
        }
    } else {
        let one = |&(from, to): &(i32, i32)| {
            let (first, last) = (minute(from), minute(to));
            if first == last { first } else { format!("{first} to {last}") }
        };
        spans.iter().map(one).collect::<Vec<_>>().join(" or ")
    };
    zone.map_or(shown.clone(), |zone| format!("{shown} {zone}"))
}
