//! Small made-up claims, and the laws that hold whatever they are: shared by the property tests, which make the claims at
//! random, and by the fuzz targets in `fuzz/`, which are led by what the code does.

pub mod engine;
pub mod laws;
pub mod layout;
pub mod shards;
pub mod views;

use std::fmt;

use gainsay_core::date::Day;

/// The sources that the laws speak of by name.
pub const SOURCES: [&str; 4] = ["a", "b", "c", "d"];

/// The source that claims what another one does, word by word.
pub fn copy_of(source: &str) -> &'static str {
    match source {
        "a" => "copy-a",
        "b" => "copy-b",
        "c" => "copy-c",
        _ => "copy-d",
    }
}

/// Subjects: one is part of another, and the others are of their own.
pub const SUBJECTS: [&str; 4] = ["fire", "fire-east", "flood", "storm"];

/// Figures of a few magnitudes, two of them within five per cent.
pub const FIGURES: [u32; 6] = [100, 105, 300, 1_000, 3_000, 12_000];
/// Stages of the scale `deployment`.
pub const STAGES: [&str; 4] = ["training", "deployed", "in-combat", "full-scale-combat"];
/// Attributes of numbers: one valid for some days, one that only rises, and one that is declared nowhere.
pub const COUNTED: [&str; 3] = ["troops", "deaths", "things"];

/// A value as a few numbers, so that it shrinks well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value {
    /// A figure with a hedge before it and its unit beside it; both may be empty.
    Number { hedge: &'static str, figure: u32, unit: &'static str },
    /// From one figure to another.
    Range { lower: u32, upper: u32 },
    /// The same with so many millionths.
    Millionths { hedge: &'static str, figure: u64, unit: &'static str },
    /// Words.
    Words(&'static str),
    /// The day with that number.
    Day(u32),
}

impl Value {
    /// A bare figure.
    pub fn figure(figure: u32) -> Self {
        Self::Number { hedge: "", figure, unit: "" }
    }

    /// The value as claims word it, with all days `shift` days later.
    fn worded(&self, shift: i32) -> String {
        match *self {
            Self::Day(day) => calendar(day, shift),
            value => value.to_string(),
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let measured = |f: &mut fmt::Formatter<'_>, hedge: &str, figure: String, unit: &str| {
            let blank = if hedge.is_empty() { "" } else { " " };
            match unit {
                "" => write!(f, "{hedge}{blank}{figure}"),
                "$" | "€" => write!(f, "{hedge}{blank}{unit}{figure}"),
                unit => write!(f, "{hedge}{blank}{figure} {unit}"),
            }
        };
        match *self {
            Self::Number { hedge, figure, unit } => measured(f, hedge, figure.to_string(), unit),
            Self::Range { lower, upper } => write!(f, "{lower} to {upper}"),
            Self::Millionths { hedge, figure, unit } => {
                let (whole, rest) = (figure / 1_000_000, format!("{:06}", figure % 1_000_000));
                let rest = rest.trim_end_matches('0');
                let point = if rest.is_empty() { "" } else { "." };
                measured(f, hedge, format!("{whole}{point}{rest}"), unit)
            }
            Self::Words(words) => f.write_str(words),
            Self::Day(day) => f.write_str(&calendar(day, 0)),
        }
    }
}

/// The day with a number: the first is 1 October 2024.
pub fn day(number: u32) -> Day {
    Day(19_996 + number.cast_signed())
}

/// The day with a number as files write it, `shift` days later.
fn calendar(number: u32, shift: i32) -> String {
    day(number).plus(shift).to_civil().unwrap().to_string()
}

/// A moment: minutes since the beginning of the first day in UTC, and by how many minutes the zone that it is written in is ahead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    pub minutes: u32,
    pub ahead: i32,
}

impl Moment {
    /// The moment as files write it, `shift` days later.
    fn worded(self, shift: i32) -> String {
        let local = i64::from(self.minutes) + i64::from(self.ahead);
        let day = day(0).plus(i32::try_from(local.div_euclid(1_440)).unwrap() + shift).to_civil().unwrap();
        let (minutes, sign) = (local.rem_euclid(1_440), if self.ahead < 0 { '-' } else { '+' });
        let ahead = self.ahead.abs();
        format!("{day}T{:02}:{:02}{sign}{:02}:{:02}", minutes / 60, minutes % 60, ahead / 60, ahead % 60)
    }
}

/// A claim as a few numbers, so that it shrinks well.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TestClaim {
    pub source: &'static str,
    pub attribute: &'static str,
    pub place: Option<&'static str>,
    pub value: Value,
    pub denies: bool,
    pub share: Option<&'static str>,
    pub day: Option<u32>,
    /// The moment that it speaks of, instead of a day.
    pub moment: Option<Moment>,
    pub scope: bool,
    pub unconfirmed: bool,
    pub cites: Option<&'static str>,
    pub subject: Option<&'static str>,
}

impl TestClaim {
    /// A claim of `value` at first hand, without date or place.
    pub fn new(source: &'static str, attribute: &'static str, value: Value) -> Self {
        Self {
            source,
            attribute,
            place: None,
            value,
            denies: false,
            share: None,
            day: None,
            moment: None,
            scope: false,
            unconfirmed: false,
            cites: None,
            subject: None,
        }
    }

    /// The keys of the claim in its file and what they hold, with all days `shift` days later.
    fn keys(&self, id: usize, shift: i32) -> Vec<(&'static str, String)> {
        let stance = match (self.unconfirmed, self.denies) {
            (true, _) => Some("unconfirmed"),
            (false, true) => Some("denies"),
            (false, false) => None,
        };
        let moment = self.moment.map(|moment| moment.worded(shift));
        let day = moment.or_else(|| Some(calendar(self.day?, shift)));
        let optional = [
            ("place", self.place),
            ("share", self.share),
            ("as-of", day.as_deref()),
            ("scope", self.scope.then_some("brigade")),
            ("cites", self.cites),
            ("subject", self.subject),
            ("stance", stance),
        ];
        let mut keys = vec![
            ("id", format!("claim-{id}")),
            ("source", self.source.to_owned()),
            ("attribute", self.attribute.to_owned()),
            ("value", self.value.worded(shift)),
        ];
        keys.extend(optional.into_iter().filter_map(|(key, value)| Some((key, value?.to_owned()))));
        keys
    }
}

/// The claim with an id.
pub fn by_id<'c>(id: &str, claims: &'c [TestClaim]) -> &'c TestClaim {
    &claims[number(id)]
}

/// The number of the claim with an id.
pub fn number(id: &str) -> usize {
    id.trim_start_matches("claim-").parse().unwrap()
}
