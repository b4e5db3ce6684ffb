//! A part of a wording: what it is, and what it does.

use std::ops::Range;

use rust_decimal::Decimal;
#[cfg(feature = "schema")]
use schemars::JsonSchema;
#[cfg(feature = "serde")]
use serde::Serialize;

use super::lexis::{self, Role};
use super::vocabulary::Vocabulary;
use super::{Effect, Kind, Met, show, words};

/// A part of a wording.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The bytes of the wording that it takes.
    pub range: Range<usize>,
    /// The same as worded.
    pub words: String,
    /// What it is.
    pub role: PartRole,
    /// What it does, as what follows its words in a sentence; nothing where its role says all.
    pub does: Option<String>,
    /// The main wording of the hedge that it is a wording of.
    pub hedge: Option<String>,
    /// How many of which other unit one of it is.
    pub converts: Option<(Decimal, String)>,
}

/// What a part of a wording is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(Serialize))]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum PartRole {
    /// A number, in digits or words.
    Number,
    /// A word that loosens a value, or stands for a range.
    Hedge,
    /// A unit.
    Unit,
    /// What multiplies a number that it is parted from: the "million" of "12 USD million".
    Scale,
    /// What is counted.
    CountedNoun,
    /// Words that change nothing.
    Filler,
    /// That it is not so.
    Denial,
    /// That so many were added.
    Increment,
    /// That it went up or down.
    Change,
    /// That it may be so or not.
    Doubt,
    /// A word between two parts: to, and, of.
    Connective,
    /// That it is so many for each of something.
    Rate,
    /// By how much it may be off.
    Margin,
    /// Of how much of it a status speaks: some, all.
    Share,
    /// Words about where, when or how, a part of the number, or another number to compare it with.
    Circumstance,
    /// A place in an order: third.
    Ordinal,
    /// A sign between words or around them.
    Punctuation,
    /// That the value is not known, or not settled.
    NotKnown,
    /// A date as a whole.
    Date,
    /// A month.
    Month,
    /// A weekday.
    Weekday,
    /// A season.
    Season,
    /// A day, week, month or other length of time.
    LengthOfTime,
    /// A part of a time: early, the end of.
    PartOfTime,
    /// A word that counts from the date of the claim.
    RelativeDate,
    /// An era of years.
    Era,
    /// A time of day.
    TimeOfDay,
    /// The zone of a time of day.
    Zone,
    /// A stage of a scale.
    Stage,
    /// A value of a category.
    Category,
    /// A place.
    Place,
    /// A name.
    Name,
    /// Free text.
    Text,
    /// Yes or no.
    Flag,
    /// A word that has no meaning there.
    Unknown,
}

impl PartRole {
    /// The same in plain words.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Hedge => "hedge",
            Self::Unit => "unit",
            Self::Scale => "scale",
            Self::CountedNoun => "counted noun",
            Self::Filler => "filler",
            Self::Denial => "denial",
            Self::Increment => "increment",
            Self::Change => "change",
            Self::Doubt => "doubt",
            Self::Connective => "connective",
            Self::Rate => "rate",
            Self::Margin => "margin",
            Self::Share => "share",
            Self::Circumstance => "circumstance",
            Self::Ordinal => "ordinal",
            Self::Punctuation => "punctuation",
            Self::NotKnown => "not known",
            Self::Date => "date",
            Self::Month => "month",
            Self::Weekday => "weekday",
            Self::Season => "season",
            Self::LengthOfTime => "length of time",
            Self::PartOfTime => "part of a time",
            Self::RelativeDate => "relative date",
            Self::Era => "era",
            Self::TimeOfDay => "time of day",
            Self::Zone => "zone",
            Self::Stage => "stage",
            Self::Category => "category",
            Self::Place => "place",
            Self::Name => "name",
            Self::Text => "text",
            Self::Flag => "yes or no",
            Self::Unknown => "unknown",
        }
    }
}

impl Part {
    /// The part at `range` of `wording`.
    pub(super) fn new(wording: &str, range: Range<usize>, role: PartRole) -> Self {
        let words = wording[range.clone()].to_owned();
        Self { range, words, role, does: None, hedge: None, converts: None }
    }

    /// The same with what it does.
    pub(super) fn does(self, does: impl Into<String>) -> Self {
        Self { does: Some(does.into()), ..self }
    }

    /// The main wording of the hedge that it is a wording of, where that is another one.
    #[must_use]
    pub fn hedge_as(&self) -> Option<&str> {
        self.hedge.as_deref().filter(|name| !self.words.eq_ignore_ascii_case(name))
    }

    /// The hedge `met` in a value of `kind`.
    pub(super) fn hedge(wording: &str, met: &Met<'_>, kind: Kind) -> Self {
        let part = Self::new(wording, met.range.clone(), PartRole::Hedge);
        let denies = matches!(met.hedge.effect, Effect::SoFar) && words::negates(&part.words);
        let role = if denies { PartRole::Denial } else { part.role };
        let does = show::show_effect(&met.hedge.effect, &part.words, kind);
        Self { role, hedge: Some(met.hedge.name.clone()), ..part.does(does) }
    }
}

/// The hedges `met` in a wording, and the parts that `rest` finds in each stretch between them.
pub(super) fn around(
    wording: &str,
    met: &[Met<'_>],
    kind: Kind,
    mut rest: impl FnMut(Range<usize>, &mut Vec<Part>),
) -> Vec<Part> {
    let mut met: Vec<&Met<'_>> = met.iter().collect();
    met.sort_by_key(|met| met.range.start);
    let (mut parts, mut at) = (Vec::new(), 0);
    let mut between = |range: Range<usize>, parts: &mut Vec<Part>| {
        let range = trimmed(wording, range);
        if wording[range.clone()].contains(char::is_alphanumeric) {
            rest(range, parts);
        }
    };
    for met in met {
        between(at..met.range.start.max(at), &mut parts);
        parts.push(Part::hedge(wording, met, kind));
        at = met.range.end;
    }
    between(at..wording.len(), &mut parts);
    with_punctuation(wording, parts, |_| PartRole::Punctuation)
}

/// The range without the blanks at its ends.
pub(super) fn trimmed(wording: &str, range: Range<usize>) -> Range<usize> {
    let text = &wording[range.clone()];
    let start = range.start + text.len() - text.trim_start().len();
    start..start + text.trim().len()
}

/// The parts with the signs between them. `role` says what words between them are, which no part has.
pub(super) fn with_punctuation(
    wording: &str,
    parts: Vec<Part>,
    role: impl Fn(Range<usize>) -> PartRole,
) -> Vec<Part> {
    let mut all = Vec::with_capacity(parts.len());
    let mut at = 0;
    let end = Part::new(wording, wording.len()..wording.len(), PartRole::Punctuation);
    for part in parts.into_iter().chain([end]) {
        let gap = trimmed(wording, at..part.range.start.max(at));
        for piece in pieces(&wording[gap.clone()]) {
            let range = gap.start + piece.start..gap.start + piece.end;
            let sign = !wording[range.clone()].starts_with(char::is_alphanumeric);
            let role = if sign { PartRole::Punctuation } else { role(range.clone()) };
            all.push(Part::new(wording, range, role));
        }
        at = at.max(part.range.end);
        all.push(part);
    }
    all.pop();
    all
}

/// The stretches of a text without blanks, each of words or of signs alone.
fn pieces(text: &str) -> Vec<Range<usize>> {
    let mut pieces: Vec<Range<usize>> = Vec::new();
    let mut last = None;
    for (at, c) in text.char_indices() {
        let class = (!c.is_whitespace()).then_some(c.is_alphanumeric());
        let end = at + c.len_utf8();
        match pieces.last_mut() {
            Some(piece) if class.is_some() && class == last => piece.end = end,
            _ if class.is_some() => pieces.push(at..end),
            _ => {}
        }
        last = class;
    }
    pieces
}

/// What the words of dates and times are, and what they do.
pub(super) fn of_word(word: Role) -> (PartRole, Option<&'static str>) {
    use PartRole as Is;
    let role = match word {
        Role::Months => Is::Month,
        Role::Weekdays => Is::Weekday,
        Role::Seasons => Is::Season,
        Role::Ordinals | Role::OrdinalEnding => Is::Ordinal,
        Role::Day
        | Role::Week
        | Role::Fortnight
        | Role::Weekend
        | Role::Month
        | Role::Quarter
        | Role::Half
        | Role::Year
        | Role::Decade
        | Role::Century
        | Role::Hour
        | Role::Minute
        | Role::DecadeEnding => Is::LengthOfTime,
        Role::DayTime | Role::Night | Role::Early | Role::Middle | Role::Late | Role::Start | Role::End => {
            Is::PartOfTime
        }
        Role::YearEnd
        | Role::This
        | Role::Last
        | Role::Next
        | Role::Ago
        | Role::Ahead
        | Role::Within
        | Role::Earlier
        | Role::Later
        | Role::Today
        | Role::Yesterday
        | Role::Tomorrow => return (Is::RelativeDate, Some("counts from the date of the claim")),
        Role::One => return (Is::Number, Some("is 1")),
        Role::To | Role::From | Role::Between | Role::And | Role::Or | Role::Since | Role::In => {
            Is::Connective
        }
        Role::BeforeEra | Role::Era => Is::Era,
        Role::BeforeNoon
        | Role::AfterNoon
        | Role::AtNight
        | Role::OClock
        | Role::HalfPast
        | Role::QuarterPast
        | Role::QuarterTo
        | Role::MinutesPast
        | Role::MinutesTo
        | Role::Noon
        | Role::Midnight => Is::TimeOfDay,
        Role::LocalTime => Is::Zone,
        Role::ShortlyBefore => return (Is::Hedge, Some("allows half an hour before it")),
        Role::ShortlyAfter => return (Is::Hedge, Some("allows half an hour after it")),
        Role::Not | Role::RuledOut => return (Is::Denial, Some("denies what follows")),
        filler if filler.changes_nothing() => return (Is::Filler, Some("changes nothing")),
        _ => Is::Unknown,
    };
    (role, None)
}

/// The word of a part of the grammar that starts at byte `at` of `wording`, with the hedge there, if that is longer.
pub(super) fn word_at(
    wording: &str,
    at: usize,
    part: lexis::Part,
    kind: Kind,
    vocabulary: Vocabulary<'_>,
) -> Option<Part> {
    let word = vocabulary.words.at(part, wording, at);
    let hedge = vocabulary.hedges.at(wording, at);
    match (word, hedge) {
        (word, Some(met)) if word.is_none_or(|word| met.range.end > word.end) => {
            Some(Part::hedge(wording, &met, kind))
        }
        (Some(word), _) => {
            let (role, does) = of_word(word.role);
            Some(Part { does: does.map(str::to_owned), ..Part::new(wording, at..word.end, role) })
        }
        (None, _) => None,
    }
}
