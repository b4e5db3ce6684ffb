//! Clock times as values: when of a day something happened.
//!
//! The axis counts the seconds of a day. Where a time names its zone, they are those of UTC; else those of the place that
//! is spoken of, so a time with a zone and one without are not compared.

mod day;
mod face;
pub(super) mod of_day;
mod spoken;

use std::ops::Range;

pub use face::show;
use face::{DAY, minute};
use spoken::digits;
pub(super) use spoken::number_word;

use super::lexis::{Part, Role, Words};
use super::vocabulary::Vocabulary;
use super::{Allowed, Effect, Interval, Point, Ranges, Side, Unreadable};

/// By how many seconds "about" widens a time each way.
const ABOUT: i32 = 15 * 60;

/// How long "shortly after" a time goes on, in seconds.
const SHORTLY: i32 = 30 * 60;

/// How far a time on the hour, or at a multiple of five minutes, may be off, in seconds.
pub(crate) const ROUNDED: i32 = 5 * 60;

/// How far any other time may be off: no two clocks show the same.
const READ_OFF: i32 = 60;

/// What a worded time allows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clock {
    /// The seconds of the day that it allows.
    pub allowed: Allowed,
    /// The zone that they are counted in: `UTC`, or a zone without a known offset by its name; nothing where the time names
    /// none.
    pub zone: Option<String>,
}

impl Clock {
    /// What a denial of it allows: any other time of the day.
    #[must_use]
    pub fn denied(&self) -> Allowed {
        let day = Ranges::one(Interval::new(Some(Point::from(0)), Some(Point::from(DAY - 1))));
        let others = |set: &Ranges| set.complement_whole().intersection(&day);
        // The least that is denied is what the wording says without any leeway.
        Allowed::new(others(&self.allowed.plain), others(&self.allowed.unhedged()))
    }
}

/// A time of day met in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Time {
    /// Its first second, and the last one that it may mean.
    seconds: (i32, i32),
    /// Whether the hour may be of the morning or of the afternoon.
    half: Half,
    zone: Zone,
}

/// What tells the half of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Half {
    /// A word: "p.m.".
    Marked,
    /// An hour that only one half has, or one of two digits.
    Told,
    /// Nothing, but it is written as times of 24 hours are: `9:30`.
    Likely,
    /// Nothing: `9`, `nine o'clock`.
    Open,
}

/// The zone of a time.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Zone {
    None,
    /// Seconds before UTC.
    Offset(i32),
    /// One whose offset depends on the day.
    Named(String),
}

/// Reads a time of day: `14:30`, `2.30pm`, `1430Z`, `noon`, `between 2 and 3 p.m.`, `shortly after 6:45 a.m. EST`.
///
/// Anything else cannot be read.
pub fn read(wording: &str, vocabulary: Vocabulary<'_>) -> Result<Clock, Unreadable> {
    let (mut rest, mut offset) = (wording.trim(), wording.len() - wording.trim_start().len());
    let mut beside = Beside::default();
    loop {
        match whole(rest, vocabulary.words) {
            Ok(Some(span)) => return allow(&span, beside, offset..offset + rest.len()),
            Ok(None) => {}
            Err(unreadable) => return Err(unreadable.moved(offset)),
        }
        let taken = beside.take(rest, vocabulary).or_else(|| day::without_day(rest, vocabulary.words));
        let Some(left) = taken else { break };
        offset += left.start;
        rest = &rest[left];
    }
    Err(Unreadable::new("this is not a time of day", offset..offset + rest.len())
        .help("write `14:30`, `2:30 p.m.` or `14:30 UTC`"))
}

/// What the words beside a time say.
#[derive(Debug, Clone, Copy, Default)]
struct Beside {
    about: bool,
    bound: Option<Side>,
    shortly: Option<Side>,
}

impl Beside {
    /// Takes the words at the start or the end of `text` off, and returns where the rest is.
    fn take(&mut self, text: &str, vocabulary: Vocabulary<'_>) -> Option<Range<usize>> {
        let left = |end: usize| {
            let rest = text[end..].trim_start_matches(|c: char| c.is_whitespace() || c == ',');
            (!rest.is_empty()).then(|| text.len() - rest.len()..text.len())
        };
        if let Some(met) = vocabulary.words.at(Part::Times, text, 0) {
            match met.role {
                Role::TimeFiller => return left(met.end),
                Role::ShortlyBefore => {
                    self.shortly = Some(Side::High);
                    return left(met.end);
                }
                Role::ShortlyAfter => {
                    self.shortly = Some(Side::Low);
                    return left(met.end);
                }
                _ => {}
            }
        }
        let (met, left) = vocabulary.hedges.beside(text).filter(|(_, left)| !left.is_empty())?;
        match &met.hedge.effect {
            Effect::Spread(spread) => self.about |= !spread.is_zero(),
            Effect::Bound(side) | Effect::DateBound(side) => self.bound = Some(*side),
            _ => return None,
        }
        Some(left)
    }
}

/// From one time to another.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Span {
    from: i32,
    to: i32,
    half: Half,
    zone: Zone,
}

/// The time, or the times between two, that `text` is as a whole.
fn whole(text: &str, words: &Words) -> Result<Option<Span>, Unreadable> {
    if let Some(unclear) = two_ways(text).or_else(|| spoken::two_ways(text, words)) {
        return Err(unclear);
    }
    if let Some((minutes, end)) = spoken::to_the_hour(text, words)
        && let Some((time, end)) = time(text, end, words).and_then(|time| past(minutes, time))
        && text[end..].trim().is_empty()
    {
        return Ok(Some(time.span()));
    }
    if let Some((time, end)) = time(text, 0, words) {
        let rest = text[end..].trim();
        if rest.is_empty() {
            return Ok(Some(time.span()));
        }
        if let Some(inner) = rest.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
            let start = text.len() - rest.len() + 1 + (inner.len() - inner.trim_start().len());
            let inner = inner.trim();
            return in_brackets(&time, inner, start..start + inner.len(), words);
        }
    }
    Ok(between(text, words))
}

/// What is wrong with `09:00-10:00`, which goes from one time to another, or is a time ten hours behind UTC.
fn two_ways(text: &str) -> Option<Unreadable> {
    let (first, second) = text.split_once(['-', '\u{2212}'])?;
    let clock = |text: &str| {
        let (hour, end) = digits(text, 0, 2)?;
        let (minute, end) = behind(text, end, &[':'])?;
        (end == text.len() && minute < 60).then_some(hour)
    };
    let both = clock(first).is_some_and(|hour| hour < 24) && clock(second).is_some_and(|hour| hour <= 14);
    let message = format!("this may be {first} to {second}, or {first} in the zone UTC-{second}");
    both.then(|| {
        Unreadable::new(message, 0..text.len())
            .help(format!("write `{first} to {second}` or `{first} UTC-{second}`"))
    })
}

/// A time with the same time in another zone behind it: that with a zone is taken.
fn in_brackets(
    first: &Time,
    inner: &str,
    range: Range<usize>,
    words: &Words,
) -> Result<Option<Span>, Unreadable> {
    let (zone, end) = zone(inner, 0, words);
    if zone != Zone::None && end == inner.len() && first.zone == Zone::None {
        return Ok(Some(Time { zone, ..first.clone() }.span()));
    }
    let Some((second, _)) = time(inner, 0, words).filter(|(_, end)| *end == inner.len()) else {
        return Ok(None);
    };
    match (&first.zone, &second.zone) {
        (Zone::None, Zone::None) => Ok(None),
        (Zone::None, _) => Ok(Some(second.span())),
        // What is so many hours from UTC tells when the other is: "6:15 a.m. AST (10:15 UTC)", the latter of 24 hours.
        (Zone::Named(_), Zone::Offset(_)) => {
            let told = first.half == Half::Marked && second.half == Half::Likely;
            let half = if told { Half::Told } else { second.half };
            Ok(Some(Time { half, ..second }.span()))
        }
        (Zone::Offset(one), Zone::Offset(other)) => {
            let apart = (first.seconds.0 + one) - (second.seconds.0 + other);
            if apart.rem_euclid(DAY) == 0 {
                Ok(Some(first.clone().span()))
            } else {
                Err(Unreadable::new("the time in brackets is a different one", range)
                    .help("correct one of the times, or give one of them only"))
            }
        }
        _ => Ok(Some(first.clone().span())),
    }
}

fn between(text: &str, words: &Words) -> Option<Span> {
    let mut at = 0;
    let mut joined_by_and = false;
    if let Some(met) = words.at(Part::Times, text, 0)
        && matches!(met.role, Role::Between | Role::From)
    {
        joined_by_and = met.role == Role::Between;
        at = met.end;
    }
    let (mut first, end) = time(text, at, words)?;
    let joint = text[end..].trim_start();
    let start = text.len() - joint.len();
    let is_dash = |c: &char| matches!(c, '-' | '\u{2212}' | '\u{2013}' | '\u{2014}');
    let after = match words.at(Part::Times, text, start) {
        Some(met) if met.role == if joined_by_and { Role::And } else { Role::To } => met.end,
        _ => start + joint.chars().next().filter(is_dash)?.len_utf8(),
    };
    let (second, end) = time(text, after, words)?;
    text[end..].trim().is_empty().then_some(())?;
    // "2 to 3 p.m." are both in the afternoon; "10:00 to 22:00" are not.
    let open = matches!(first.half, Half::Likely | Half::Open);
    if open && second.half == Half::Marked && second.seconds.0 >= DAY / 2 {
        let later = first.seconds.0 % (DAY / 2) + DAY / 2;
        if later <= second.seconds.0 {
            first.seconds = (later, later + first.seconds.1 - first.seconds.0);
        }
    }
    if open && (second.half == Half::Marked || first.half == Half::Likely && second.half == Half::Told) {
        first.half = Half::Told;
    }
    if first.zone == Zone::None {
        first.zone.clone_from(&second.zone);
    }
    let last = if second.seconds.0 == first.seconds.0 { DAY + second.seconds.1 } else { second.seconds.1 };
    // What either leaves open stays so.
    let half = if first.half == Half::Open { Half::Open } else { second.half };
    (first.zone == second.zone).then_some(Span { from: first.seconds.0, to: last, half, zone: first.zone })
}

impl Time {
    fn span(self) -> Span {
        Span { from: self.seconds.0, to: self.seconds.1, half: self.half, zone: self.zone }
    }
}

/// The time that starts at byte `at` of `text`, and where it ends.
fn time(text: &str, at: usize, words: &Words) -> Option<(Time, usize)> {
    let at = at + (text[at..].len() - text[at..].trim_start().len());
    if let Some(met) = words.at(Part::Times, text, at)
        && matches!(met.role, Role::Noon | Role::Midnight)
    {
        let second = if met.role == Role::Noon { DAY / 2 } else { 0 };
        let (zone, end) = zone(text, met.end, words);
        return Some((Time { seconds: (second, second + 59), half: Half::Told, zone }, end));
    }
    if let Some((minutes, end)) = spoken::minutes(text, at, words) {
        return past(minutes, time(text, end, words)?);
    }
    let Some((hour, hour_end)) = digits(text, at, 4) else { return hour_in_words(text, at, words) };
    let (mut hour, mut minute, mut second, mut end, mut fine) = (hour, 0, None, hour_end, false);
    match hour_end - at {
        1 | 2 => {
            if let Some((found, after)) = behind(text, hour_end, &[':', '.', 'h', 'H']) {
                (minute, end, fine) = (found, after, true);
                if let Some((found, after)) = behind(text, end, &[':']) {
                    (second, end) = (Some(found), after);
                }
            }
        }
        4 => (hour, minute, fine) = (hour / 100, hour % 100, true),
        _ => return None,
    }
    let padded = hour_end - at == 4 || text[at..].starts_with('0');
    let mut half = if padded || hour == 0 || hour > 12 {
        Half::Told
    } else if fine {
        Half::Likely
    } else {
        Half::Open
    };
    // `1.10` is a number, `1.10 pm` a time.
    let mut marked = fine && hour_end - at < 4 && !text[hour_end..].starts_with('.');
    if let Some((told, after)) = spoken::half_day(text, end, hour, words) {
        if let Some(afternoon) = told {
            (1..=12).contains(&hour).then_some(())?;
            hour = hour % 12 + if afternoon { 12 } else { 0 };
            half = Half::Marked;
        }
        (end, marked) = (after, true);
    }
    finish(text, end, (hour, minute, second), half, marked, words)
}

/// So many minutes past or to an hour: `half past five p.m.`
fn past(minutes: i32, (hour, end): (Time, usize)) -> Option<(Time, usize)> {
    let (first, last) = hour.seconds;
    let on_the_hour = first % 3600 == 0 && last - first == 59 && hour.half != Half::Likely;
    let from = (first + minutes * 60).rem_euclid(DAY);
    on_the_hour.then_some((Time { seconds: (from, from + 59), ..hour }, end))
}

/// An hour of the face in words: `nine in the morning`, `seven o'clock`.
fn hour_in_words(text: &str, at: usize, words: &Words) -> Option<(Time, usize)> {
    let (hour, end) = spoken::number(text, at).filter(|(hour, _)| (1..=12).contains(hour))?;
    let (told, end) = spoken::half_day(text, end, hour, words).unwrap_or((None, end));
    let half = if told.is_some() { Half::Marked } else { Half::Open };
    let hour = told.map_or(hour, |afternoon| hour % 12 + if afternoon { 12 } else { 0 });
    finish(text, end, (hour, 0, None), half, true, words)
}

/// The time with its zone. Digits alone are a time only with a mark that says so, or with a zone.
fn finish(
    text: &str,
    end: usize,
    (hour, minute, second): (i32, i32, Option<i32>),
    half: Half,
    marked: bool,
    words: &Words,
) -> Option<(Time, usize)> {
    let (zone, after) = zone(text, end, words);
    let free = !text[after..].starts_with(char::is_alphanumeric);
    // The end of a day is the start of the next one.
    let ends = (hour, minute, second.unwrap_or(0)) == (24, 0, 0);
    let fits = (hour < 24 || ends) && minute < 60 && second.is_none_or(|second| second < 60) && free;
    // An hour alone may still be the first of a range, "2 to 3 p.m."; alone it is refused as either half of the day. What
    // only a sign and digits follow is as likely a range of numbers.
    let named = after > end && !text[end..].trim_start().starts_with(['+', '-', '\u{2212}']);
    let marked = marked || named || half == Half::Open;
    let from = hour * 3600 + minute * 60 + second.unwrap_or(0);
    let seconds = (from, if second.is_some() { from } else { from + 59 });
    (fits && marked).then_some((Time { seconds, half, zone }, after))
}

/// The zone at byte `at`, if there is one, and where it ends.
fn zone(text: &str, at: usize, words: &Words) -> (Zone, usize) {
    if let Some(met) = words.at(Part::Times, text, at)
        && met.role == Role::LocalTime
    {
        return (Zone::None, met.end);
    }
    // "6-7 a.m." and "09:00-10:00 UTC" go from one time to another.
    let goes_on = |offset: i32, end: usize| {
        let end = end + text[end..].len() - text[end..].trim_start().len();
        let half = words.at(Part::Times, text, end).map(|met| met.role);
        let of_zone = words.zone(text, end).and_then(|(_, minutes, _)| minutes);
        let other = of_zone.is_some_and(|minutes| minutes * 60 != offset);
        offset < 0 && (other || matches!(half, Some(Role::BeforeNoon | Role::AfterNoon | Role::AtNight)))
    };
    if let Some((offset, end)) = offset(text, at).filter(|&(offset, end)| !goes_on(offset, end)) {
        return (Zone::Offset(-offset), end);
    }
    let Some((name, offset, end)) = words.zone(text, at) else { return (Zone::None, at) };
    match offset {
        Some(0) => {
            let (further, end) = self::offset(text, end).unwrap_or((0, end));
            (Zone::Offset(-further), end)
        }
        Some(minutes) => (Zone::Offset(-minutes * 60), end),
        None => (Zone::Named(name.to_owned()), end),
    }
}

/// `+03:00`, `-0800`, `+3`: the seconds of an offset.
pub(super) fn offset(text: &str, at: usize) -> Option<(i32, usize)> {
    let rest = text[at..].trim_start();
    let sign = match rest.chars().next()? {
        '+' => 1,
        '-' | '\u{2212}' => -1,
        _ => return None,
    };
    let start = text.len() - rest.len() + rest.chars().next()?.len_utf8();
    let (hours, end) = digits(text, start, 4)?;
    let (hours, minutes, end) = match (end - start, behind(text, end, &[':'])) {
        (4, _) => (hours / 100, hours % 100, end),
        (_, Some((minutes, end))) => (hours, minutes, end),
        _ => (hours, 0, end),
    };
    // "7pm-8pm"
    let free = !text[end..].starts_with(char::is_alphanumeric);
    (free && hours <= 14 && minutes < 60).then_some((sign * (hours * 3600 + minutes * 60), end))
}

/// Two digits behind one of `signs` at byte `at`.
fn behind(text: &str, at: usize, signs: &[char]) -> Option<(i32, usize)> {
    text[at..].chars().next().filter(|c| signs.contains(c))?;
    let (number, end) = digits(text, at + 1, 2)?;
    (end - at == 3).then_some((number, end))
}

fn allow(span: &Span, beside: Beside, range: Range<usize>) -> Result<Clock, Unreadable> {
    if span.half == Half::Open {
        let (morning, evening) = (span.from % (DAY / 2), span.from % (DAY / 2) + DAY / 2);
        return Err(Unreadable::new(
            format!("this may be {} or {}", minute(morning), minute(evening)),
            range,
        )
        .help(format!("write `{}` or `{}`", minute(morning), minute(evening))));
    }
    let shift = if let Zone::Offset(seconds) = span.zone { seconds } else { 0 };
    let widened = |by: i32| {
        let (from, to) = (span.from - by, span.to + by);
        match (beside.shortly, beside.bound) {
            (Some(Side::Low), _) => (span.from, span.to + SHORTLY + by),
            (Some(Side::High), _) => (span.from - SHORTLY - by, span.to),
            (None, Some(Side::Low)) => (from, DAY - 1),
            (None, Some(Side::High)) => (0, to),
            (None, None) => (from, to),
        }
    };
    let (once, twice) = if beside.about { (ABOUT, 2 * ABOUT) } else { (0, off(span)) };
    let mut wide = vec![turned(widened(twice), shift)];
    if span.half == Half::Likely {
        let (from, to) = widened(twice);
        wide.push(turned((from, to), shift + DAY / 2));
    }
    let plain = Ranges::of(turned(widened(once), shift));
    let allowed = Allowed::new(plain, Ranges::of(wide.concat()));
    let zone = match &span.zone {
        Zone::None => None,
        Zone::Offset(_) => Some("UTC".to_owned()),
        Zone::Named(name) => Some(name.clone()),
    };
    Ok(Clock { allowed, zone })
}

/// How far a time may be off that nobody calls a rough one; not at all where it goes from one to another.
fn off(span: &Span) -> i32 {
    match span.to - span.from {
        59 if span.from % ROUNDED == 0 => ROUNDED,
        0 | 59 => READ_OFF,
        _ => 0,
    }
}

/// The seconds of the day from one to another, which may lie beyond midnight.
fn turned((from, to): (i32, i32), shift: i32) -> Vec<Interval> {
    // From the evening to the morning goes over midnight, and from an hour to the same one through the whole day.
    let length = if to < from { to + DAY - from } else { (to - from).min(DAY - 1) };
    let from = (from + shift).rem_euclid(DAY);
    let to = from + length;
    let interval = |from: i32, to: i32| Interval::new(Some(Point::from(from)), Some(Point::from(to)));
    if to < DAY { vec![interval(from, to)] } else { vec![interval(0, to - DAY), interval(from, DAY - 1)] }
}
