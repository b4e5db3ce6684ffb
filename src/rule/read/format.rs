//! The keys of a rule file, as serde reads them. Every key is optional here, so that whatever is wrong with one leaves the
//! others standing; what has to be there is asked for afterwards.

use serde::Deserialize;
use serde::de::IgnoredAny;

use crate::rule::{Kind, RelationOf, Severity};
use crate::text::{Spanned, Text};
use crate::value::{Effect, Side};
use crate::yaml::{Never, Shaped};

/// A document of a rule file. The values are gone through one by one, so that each tells its own problems.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(dead_code, reason = "only its keys are read, to tell unknown and repeated ones")]
pub(super) struct DocumentKeys {
    attributes: Option<IgnoredAny>,
    scales: Option<IgnoredAny>,
    categories: Option<IgnoredAny>,
    hedges: Option<IgnoredAny>,
    units: Option<IgnoredAny>,
    rules: Option<IgnoredAny>,
}

/// An entry of `attributes`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct AttributeKeys {
    /// How it is called in messages.
    pub(super) title: Option<String>,
    /// The kind of its values.
    pub(super) value: Option<Spanned<Kind>>,
    /// The unit of numbers that bear none.
    pub(super) unit: Option<Text>,
    /// The name of the scale of a stage.
    pub(super) scale: Option<Text>,
    /// The name of the list of known values of a category.
    pub(super) terms: Option<Text>,
    /// How long its claims stand: for both ends, or for each.
    pub(super) stands: Option<Shaped<Text, Never, StandsKeys>>,
    /// Whether a part never exceeds the whole.
    pub(super) additive: Option<bool>,
    /// Whether its claims look ahead: plans and forecasts.
    pub(super) forecast: Option<bool>,
    /// The attribute whose definition this takes over; its own keys win.
    pub(super) like: Option<Text>,
}

/// `stands: { low: P14D, high: P3D }`.
#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct StandsKeys {
    pub(super) low: Option<Text>,
    pub(super) high: Option<Text>,
}

/// An entry of a scale with more than synonyms.
#[derive(Debug, Default, Deserialize)]
pub(super) struct StepKeys {
    pub(super) synonyms: Option<Vec<Text>>,
    /// Whether it is a way back.
    pub(super) retreat: Option<bool>,
}

/// An entry of a list of `categories` with more than synonyms.
#[derive(Debug, Default, Deserialize)]
pub(super) struct TermKeys {
    pub(super) synonyms: Option<Vec<Text>>,
    pub(super) within: Option<Text>,
}

/// An entry of `hedges`.
#[derive(Debug, Default, Deserialize)]
pub(super) struct HedgeKeys {
    pub(super) synonyms: Option<Vec<Text>>,
    /// Both ways by a fraction.
    pub(super) spread: Option<Text>,
    /// Which end the number is.
    pub(super) bound: Option<Bound>,
    /// The lowest number that it stands for.
    pub(super) low: Option<Text>,
    /// The highest number that it stands for.
    pub(super) high: Option<Text>,
    /// The days after the as-of date that it stands for.
    pub(super) after: Option<Spanned<AfterKeys>>,
    /// What it says of the days around the as-of date.
    pub(super) time: Option<Time>,
}

/// Which end of what is allowed a number or a date is.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Bound {
    /// The number is the low end.
    Low,
    /// The number is the high end.
    High,
    /// The date is the first day.
    Earliest,
    /// The date is the last day.
    Latest,
}

impl From<Bound> for Effect {
    fn from(bound: Bound) -> Self {
        match bound {
            Bound::Low => Self::Bound(Side::Low),
            Bound::High => Self::Bound(Side::High),
            Bound::Earliest => Self::DateBound(Side::Low),
            Bound::Latest => Self::DateBound(Side::High),
        }
    }
}

/// `after: { low: P0D, high: P7D }`.
#[derive(Debug, Default, Deserialize)]
pub(super) struct AfterKeys {
    pub(super) low: Option<Text>,
    pub(super) high: Option<Text>,
}

/// What a hedge says of the days around the as-of date.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Time {
    Onset,
    SoFar,
}

/// An entry of `units`.
#[derive(Debug, Default, Deserialize)]
pub(super) struct UnitKeys {
    pub(super) symbols: Option<Vec<Text>>,
    /// How many of which other unit it is: `1000 metre`.
    pub(super) is: Option<Text>,
}

/// One name or glob, or a list of them.
pub(super) type Globs = Shaped<Text, Vec<Text>, Never>;

/// An entry of `rules`.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct RuleKeys {
    pub(super) id: Option<Text>,
    pub(super) title: Option<String>,
    pub(super) compare: Option<Globs>,
    pub(super) relate: Option<Text>,
    pub(super) of: Option<Spanned<RelationOf>>,
    pub(super) attribution: Option<bool>,
    pub(super) quotes: Option<bool>,
    pub(super) revisions: Option<bool>,
    pub(super) unconfirmed: Option<bool>,
    pub(super) records: Option<RecordsKeys>,
    #[serde(rename = "where")]
    pub(super) filter: Option<FilterKeys>,
    pub(super) tolerance: Option<Text>,
    pub(super) near: Option<Text>,
    pub(super) grace: Option<Text>,
    pub(super) severity: Option<Shaped<Severity, Never, SeverityKeys>>,
    pub(super) weak_reliability: Option<GradeRanges>,
    pub(super) message: Option<Text>,
    pub(super) help: Option<Text>,
    pub(super) why: Option<Text>,
    #[expect(dead_code, reason = "each is read from its node")]
    pub(super) examples: Option<IgnoredAny>,
}

/// `severity: { strong: error, weak: warning }`.
#[derive(Debug, Default, Deserialize)]
pub(super) struct SeverityKeys {
    pub(super) strong: Option<Severity>,
    pub(super) weak: Option<Severity>,
}

/// `records: { require: [...], sources: [...], dates: true }`.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct RecordsKeys {
    pub(super) require: Option<Shaped<Text, Vec<Text>, Never>>,
    pub(super) sources: Option<Globs>,
    pub(super) dates: Option<bool>,
    pub(super) unused: Option<bool>,
    pub(super) same_names: Option<bool>,
}

/// A grade or a range of grades, or a list of them.
pub(super) type GradeRanges = Shaped<Text, Vec<Text>, Never>;

/// `where: { subject: dprk-*, kind: quantity }`.
#[derive(Debug, Default, Deserialize)]
pub(super) struct FilterKeys {
    pub(super) subject: Option<Globs>,
    pub(super) attribute: Option<Globs>,
    pub(super) place: Option<Globs>,
    pub(super) source: Option<Globs>,
    pub(super) tag: Option<Globs>,
    pub(super) reliability: Option<GradeRanges>,
    pub(super) kind: Option<Shaped<Kind, Vec<Kind>, Never>>,
}

/// The keys that a claim of an example may have: those of a claim record.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(dead_code, reason = "only its keys are read, to tell unknown and repeated ones")]
pub(super) struct ExampleClaimKeys {
    id: Option<IgnoredAny>,
    source: Option<IgnoredAny>,
    subject: Option<IgnoredAny>,
    attribute: Option<IgnoredAny>,
    place: Option<IgnoredAny>,
    scope: Option<IgnoredAny>,
    value: Option<IgnoredAny>,
    share: Option<IgnoredAny>,
    stance: Option<IgnoredAny>,
    as_of: Option<IgnoredAny>,
    during: Option<IgnoredAny>,
    published: Option<IgnoredAny>,
    cites: Option<IgnoredAny>,
    correction: Option<IgnoredAny>,
    speaker: Option<IgnoredAny>,
    publisher: Option<IgnoredAny>,
    url: Option<IgnoredAny>,
    text: Option<IgnoredAny>,
    quote: Option<IgnoredAny>,
    credibility: Option<IgnoredAny>,
    tags: Option<IgnoredAny>,
    note: Option<IgnoredAny>,
}
