//! The keys of a rule file, as serde reads them. Every key is optional here, so that whatever is wrong with one leaves the
//! others standing; what has to be there is asked for afterwards.
//!
//! What is said of the keys here is what `gainsay schema rules` says of them, and what editors show.

#[cfg(feature = "schema")]
use std::collections::BTreeMap;

#[cfg(feature = "schema")]
use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::IgnoredAny;

#[cfg(feature = "schema")]
use super::schema::{
    ClaimKey, Duration, Example, Fraction, GradeRange, Listed, Margin, Measure, Number, Relating, Tolerance,
    Worth, kinds, one_effect,
};
use crate::rule::{Changes, Kind, RelationOf, Severity};
#[cfg(feature = "schema")]
use crate::value::Role;
use crate::value::{Effect, Side};
#[cfg(feature = "schema")]
use gainsay_yaml::schema::Filled;
use gainsay_yaml::text::{Spanned, Text};
use gainsay_yaml::{Never, Shaped};

/// The JSON Schema of a document of a rule file.
#[cfg(feature = "schema")]
#[must_use]
pub fn schema() -> serde_json::Value {
    gainsay_yaml::schema::schema::<DocumentKeys>()
}

// The values are gone through one by one, so that each reports its own problems.
/// A document of a rule file: what counts as a contradiction, and the words that values are read with. What a file declares
/// adds to what is built in, or replaces it by the same name. Every section may be left out.
#[derive(Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema), schemars(title = "gainsay rules"))]
#[serde(rename_all = "kebab-case")]
#[expect(dead_code, reason = "only its keys are read, to report unknown and repeated ones")]
pub(super) struct DocumentKeys {
    /// Attributes, each by its name or by a glob (`troops-*`). An exact name takes precedence over a glob, and a longer glob over
    /// a shorter one.
    #[cfg_attr(feature = "schema", schemars(with = "Option<BTreeMap<String, Option<AttributeKeys>>>"))]
    attributes: Option<IgnoredAny>,
    /// Scales by their names: the stages of each in order, from the first to the furthest. If an earlier file declares all stages
    /// of a scale, a later one adds wordings to them.
    #[cfg_attr(feature = "schema", schemars(with = "Option<Listed<StepKeys>>"))]
    scales: Option<IgnoredAny>,
    /// Lists of known values by their names, for attributes that name one as their `terms`.
    #[cfg_attr(feature = "schema", schemars(with = "Option<Listed<TermKeys>>"))]
    categories: Option<IgnoredAny>,
    /// Wordings that widen, bound or stand for a value (`about`, `at least`, `dozens`), each with what it allows.
    #[cfg_attr(feature = "schema", schemars(with = "Option<BTreeMap<String, HedgeKeys>>"))]
    hedges: Option<IgnoredAny>,
    /// Units of quantities by their names.
    #[cfg_attr(feature = "schema", schemars(with = "Option<BTreeMap<String, Option<UnitKeys>>>"))]
    units: Option<IgnoredAny>,
    /// Words that gainsay recognises in dates, times, statuses and categories, grouped by what they mean. For ordered words such as
    /// months, give one list for each item: `months: [[january, jan], [february, feb]]`.
    #[cfg_attr(
        feature = "schema",
        schemars(with = "Option<BTreeMap<Role, Vec<Shaped<Text, Vec<Text>, Never>>>>")
    )]
    words: Option<IgnoredAny>,
    /// Time zones by their names, each with its offset from UTC (`+01:00`), or with nothing if the offset depends on the day.
    #[cfg_attr(feature = "schema", schemars(with = "Option<BTreeMap<String, Option<Text>>>"))]
    zones: Option<IgnoredAny>,
    /// What is checked.
    #[cfg_attr(feature = "schema", schemars(with = "Option<Vec<RuleKeys>>"))]
    rules: Option<IgnoredAny>,
}

/// Other names of `deaths`.
#[cfg(feature = "schema")]
const SYNONYMS: [&str; 2] = ["dead", "death-toll"];

/// How the values of an attribute are read and compared, and how long its claims are valid.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema), schemars(rename = "Attribute"))]
#[serde(rename_all = "kebab-case")]
pub(super) struct AttributeKeys {
    /// The name in messages if claims use different names for the attribute. If left out, it is the name under which it is
    /// declared.
    #[cfg_attr(feature = "schema", schemars(with = "Option<Text>", example = &"troops present"))]
    pub(super) title: Option<String>,
    /// Other names of the same attribute: claims under any of them are compared. Case does not matter, and `-`, `_` and spaces
    /// are the same. A later file adds to the synonyms of earlier files.
    #[cfg_attr(feature = "schema", schemars(example = &SYNONYMS))]
    pub(super) synonyms: Option<Vec<Text>>,
    /// The kind of its values; inferred from them if left out.
    pub(super) value: Option<Spanned<Kind>>,
    /// The unit of numbers without one: a unit that is declared under `units`.
    #[cfg_attr(feature = "schema", schemars(example = &"person"))]
    pub(super) unit: Option<Text>,
    /// The scale of a stage, declared under `scales`; if left out, the scale with the name of the attribute.
    #[cfg_attr(feature = "schema", schemars(example = &"deployment"))]
    pub(super) scale: Option<Text>,
    /// The list of known values of a category, declared under `categories`.
    #[cfg_attr(feature = "schema", schemars(example = &"causes"))]
    pub(super) terms: Option<Text>,
    /// How it changes over time, and so how long its claims are valid: `never`, `only-rises`, `slowly` or `daily`. A flag or a
    /// category can have a duration for each value instead: `{ no: always, yes: P0D }`. Without `changes` and `valid-for`,
    /// claims for the same day are compared, and claims up to 30 days apart can conflict weakly.
    #[cfg_attr(feature = "schema", schemars(with = "Option<Shaped<Changes, Never, BTreeMap<String, Measure>>>", example = &"only-rises", example = &"daily"))]
    pub(super) changes: Option<Shaped<Spanned<Changes>, Never, IgnoredAny>>,
    /// The values of `changes` by value, each with how long it is valid: read from the tree.
    #[serde(skip)]
    pub(super) by_value: Vec<(Text, Text)>,
    /// How long a claim is valid after its as-of date: an ISO 8601 duration or `always`, for both bounds or for each. Only
    /// claims that are valid on the same day can contradict each other. It overrides `changes`.
    #[cfg_attr(feature = "schema", schemars(with = "Option<Shaped<Measure, Never, ValidForKeys>>", example = &"P7D", example = &"always"))]
    pub(super) valid_for: Option<Shaped<Text, Never, ValidForKeys>>,
    /// The old name of `valid-for`.
    #[cfg_attr(feature = "schema", schemars(extend("deprecated" = true), with = "Option<Shaped<Measure, Never, StandsKeys>>"))]
    stands: Option<Shaped<Text, Never, StandsKeys>>,
    /// How far two values may be apart and still agree: a fraction of the larger number, or an amount with its unit. It
    /// overrides the tolerance of the rules that compare the attribute.
    #[cfg_attr(feature = "schema", schemars(with = "Option<Tolerance>", example = &"5%", example = &"1 point", example = &"2 days"))]
    pub(super) tolerance: Option<Text>,
    /// Whether it counts things, so that a count of a part (a place, a scope or a period) never exceeds a count of the whole.
    #[cfg_attr(feature = "schema", schemars(extend("default" = false)))]
    pub(super) additive: Option<bool>,
    /// Whether its values are shares of one whole, so that none is above 100 %.
    #[cfg_attr(feature = "schema", schemars(extend("default" = false)))]
    pub(super) of_whole: Option<bool>,
    /// Whether its claims are plans or forecasts.
    #[cfg_attr(feature = "schema", schemars(extend("default" = false)))]
    pub(super) forecast: Option<bool>,
    /// Another attribute, whose keys this one copies. Keys that are given here override them. Claims of the two are not
    /// compared with each other. For other names of one attribute, use `synonyms`.
    #[cfg_attr(feature = "schema", schemars(example = &"troops"))]
    pub(super) like: Option<Text>,
}

impl AttributeKeys {
    /// The same with what is given under an old name.
    pub(super) fn renamed(mut self) -> Self {
        let stands = self.stands.take().map(|stands| match stands {
            Shaped::Mapping(StandsKeys { low, high }) => {
                Shaped::Mapping(ValidForKeys { lower: low, upper: high })
            }
            Shaped::Scalar(both) => Shaped::Scalar(both),
            Shaped::List(never) => match never {},
        });
        self.valid_for = self.valid_for.or(stands);
        self
    }
}

/// How long each bound of a claim is valid: `{ lower: P14D, upper: P3D }`.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema), schemars(rename = "ValidFor"))]
pub(super) struct ValidForKeys {
    /// How long the lower bound is valid: `always` for what only rises, such as a toll.
    #[cfg_attr(feature = "schema", schemars(with = "Option<Measure>", example = &"P14D", example = &"always"))]
    pub(super) lower: Option<Text>,
    /// How long the upper bound is valid.
    #[cfg_attr(feature = "schema", schemars(with = "Option<Measure>", example = &"P3D", example = &"always"))]
    pub(super) upper: Option<Text>,
}

/// The old form of `valid-for`.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema), schemars(rename = "Stands"))]
struct StandsKeys {
    /// The old name of `lower`.
    #[cfg_attr(feature = "schema", schemars(with = "Option<Measure>"))]
    low: Option<Text>,
    /// The old name of `upper`.
    #[cfg_attr(feature = "schema", schemars(with = "Option<Measure>"))]
    high: Option<Text>,
}

/// A stage of a scale with more than synonyms.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema), schemars(rename = "Stage"))]
pub(super) struct StepKeys {
    /// Other wordings of it.
    pub(super) synonyms: Option<Vec<Text>>,
    /// Whether it is a step back, such as `withdrawn`.
    #[cfg_attr(feature = "schema", schemars(extend("default" = false)))]
    pub(super) retreat: Option<bool>,
}

/// A value of a category with more than synonyms.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema), schemars(rename = "Term"))]
pub(super) struct TermKeys {
    /// Other wordings of it.
    pub(super) synonyms: Option<Vec<Text>>,
    /// The wider value of the same list that includes it, or a list of such values. It contradicts none of these.
    pub(super) within: Option<Shaped<Text, Vec<Text>, Never>>,
    /// Whether two of its wider values conflict weakly. Without it, they do not conflict, since both include this value.
    #[cfg_attr(feature = "schema", schemars(with = "Option<bool>", extend("default" = false)))]
    pub(super) weak: Option<bool>,
}

/// What a wording allows. It does exactly one thing: `spread`, `bound`, `low` and `high`, `after` or `time`.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema), schemars(rename = "Hedge", transform = one_effect))]
pub(super) struct HedgeKeys {
    /// Other wordings of it.
    pub(super) synonyms: Option<Vec<Text>>,
    /// Widens the number in both directions by this fraction of it, but by no more than one unit of its last digit that is not
    /// zero: "about 4,870" is 4,860 to 4,880. `0%` is for a word that changes nothing.
    #[cfg_attr(feature = "schema", schemars(with = "Option<Fraction>", example = &"10%"))]
    pub(super) spread: Option<Text>,
    /// Limits `spread` to one side: `below` for `nearly`, `above` for `just over`.
    pub(super) side: Option<Direction>,
    /// Which bound the number or the date is. The value then has no other bound.
    pub(super) bound: Option<Bound>,
    /// The lowest number that it stands for, if the wording is itself a number, such as `dozens`.
    #[cfg_attr(feature = "schema", schemars(with = "Option<Number>", example = 24))]
    pub(super) low: Option<Text>,
    /// The highest number that it stands for; no upper bound if left out.
    #[cfg_attr(feature = "schema", schemars(with = "Option<Number>", example = 99))]
    pub(super) high: Option<Text>,
    /// The days after the as-of date that it stands for, if the wording is itself a date.
    pub(super) after: Option<Spanned<AfterKeys>>,
    /// What it means for the days around the as-of date.
    pub(super) time: Option<Time>,
}

/// The side of a number to which a hedge widens it.
#[derive(Debug, Clone, Copy, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub(super) enum Direction {
    /// To lower numbers.
    Below,
    /// To higher numbers.
    Above,
}

/// Which bound a number or a date is.
#[derive(Debug, Clone, Copy, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub(super) enum Bound {
    /// The number is the lower bound.
    Low,
    /// The number is the upper bound.
    High,
    /// The date is the first possible day.
    Earliest,
    /// The date is the last possible day.
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

/// From which day to which day after the as-of date: `{ low: P0D, high: P7D }`. Both are needed.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema), schemars(rename = "After"))]
pub(super) struct AfterKeys {
    /// The first day.
    #[cfg_attr(feature = "schema", schemars(required, with = "Duration", example = &"P0D"))]
    pub(super) low: Option<Text>,
    /// The last day.
    #[cfg_attr(feature = "schema", schemars(required, with = "Duration", example = &"P7D"))]
    pub(super) high: Option<Text>,
}

/// What a hedge says of the days around the as-of date.
#[derive(Debug, Clone, Copy, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub(super) enum Time {
    /// The status holds only from the as-of date on: `began`.
    Onset,
    /// A denial also holds for all days before: `not yet`.
    SoFar,
}

/// A unit. Without `is` or `rates` it does not convert into any other.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema), schemars(rename = "Unit"))]
pub(super) struct UnitKeys {
    /// The words and signs for it, in every language.
    pub(super) symbols: Option<Vec<Text>>,
    /// The signs that mean this unit only directly before a number.
    pub(super) before: Option<Vec<Text>>,
    /// What it measures: `count` for whole things, `money`, `length` and so on. If the `unit` of an attribute is such a word,
    /// any unit that measures it is allowed.
    #[cfg_attr(feature = "schema", schemars(with = "Option<Text>"))]
    pub(super) measures: Option<String>,
    /// The value in this unit that is zero in the other unit: 32 for degrees Fahrenheit.
    #[cfg_attr(feature = "schema", schemars(with = "Option<Number>", example = 32))]
    pub(super) zero: Option<Text>,
    /// How much it is in another unit: a number and that unit.
    #[cfg_attr(feature = "schema", schemars(with = "Option<Worth>", example = &"1000 metre"))]
    pub(super) is: Option<Text>,
    /// How much it is worth in another unit, by day. A rate is valid from its day until the next rate, and the first rate also
    /// before its day. Currencies are not compared without rates.
    #[cfg_attr(feature = "schema", schemars(with = "Option<BTreeMap<String, Worth>>", example = serde_json::json!({ "2024-10-01": "1.11 usd", "2024-11-01": "1.08 usd" })))]
    #[serde(default, rename = "rates")]
    _rates: Option<IgnoredAny>,
}

/// One name or glob, or a list of them.
pub(super) type Globs = Shaped<Text, Vec<Text>, Never>;

// The keys of kinds without settings are in no field: they are those of the table of kinds.
/// What is checked, how strictly, and what is reported.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema), schemars(rename = "Rule", transform = kinds))]
#[serde(rename_all = "kebab-case")]
pub(super) struct RuleKeys {
    /// The name of the rule in findings, in `accepted` entries and for `gainsay explain`. A rule with the id of a built-in
    /// rule replaces it.
    #[cfg_attr(feature = "schema", schemars(required, with = "Text", example = &"troop-count"))]
    pub(super) id: Option<Text>,
    /// What it finds, in one line.
    #[cfg_attr(feature = "schema", schemars(required, with = "Text", example = &"Sources give different numbers of troops"))]
    pub(super) title: Option<String>,
    /// Compares what different sources claim of the same thing: the attributes, by names or globs.
    #[cfg_attr(feature = "schema", schemars(with = "Option<Shaped<Text, Filled<Vec<Text>>, Never>>", example = serde_json::json!(["troops", "troops-*"])))]
    pub(super) compare: Option<Globs>,
    /// Compares figures of several attributes by a sum, an equation or an inequality, or compares counts within periods with
    /// totals.
    #[cfg_attr(feature = "schema", schemars(
        with = "Option<Relating>",
        example = &"killed + wounded = casualties",
        example = &"killed <= casualties",
        example = &"votes-cast = turnout of voters",
        example = &"new-cases = increase in cases"
    ))]
    pub(super) relate: Option<Text>,
    /// Which claims a relation combines; only with `relate`.
    #[cfg_attr(feature = "schema", schemars(extend("default" = "same-source")))]
    pub(super) of: Option<Spanned<RelationOf>>,
    /// Requires keys of every claim, and limits sources and attributes.
    pub(super) records: Option<RecordsKeys>,
    /// Limits the rule to some claims. All keys that are given must match.
    #[serde(rename = "where")]
    pub(super) filter: Option<FilterKeys>,
    /// How far two values may be apart and still agree: a fraction of the larger number, or an amount with its unit, also for
    /// dates and times. A tolerance of the attribute overrides it.
    #[cfg_attr(feature = "schema", schemars(extend("default" = "0%"), with = "Option<Tolerance>", example = &"10%", example = 0.1, example = &"1 point", example = &"10 minutes"))]
    pub(super) tolerance: Option<Text>,
    /// How far two numbers may be apart and still agree, whatever their size. It is in the unit of the attribute, or names
    /// another unit. Use it for scales on which a percentage means nothing.
    #[cfg_attr(feature = "schema", schemars(with = "Option<Margin>", example = 0.3))]
    pub(super) margin: Option<Text>,
    /// A `margin` for samples, such as polls. It does not apply to two figures from the same sample, that is, from one source for
    /// one day or from quotes of these figures.
    #[cfg_attr(feature = "schema", schemars(with = "Option<Margin>", example = &"4 points"))]
    pub(super) sampling_error: Option<Text>,
    /// How far apart the days of two claims may be for a strong conflict, as an ISO 8601 duration: `P1D` if left out.
    #[cfg_attr(feature = "schema", schemars(extend("default" = "P1D"), with = "Option<Duration>", example = &"P1D"))]
    pub(super) same_time: Option<Text>,
    /// How far apart the valid times of two claims may be for a weak conflict: an ISO 8601 duration.
    #[cfg_attr(feature = "schema", schemars(extend("default" = "P0D"), with = "Option<Duration>", example = &"P3D"))]
    pub(super) lag: Option<Text>,
    /// The old name of `same-time`.
    #[cfg_attr(feature = "schema", schemars(extend("deprecated" = true), with = "Option<Duration>"))]
    pub(super) near: Option<Text>,
    /// The old name of `lag`.
    #[cfg_attr(feature = "schema", schemars(extend("deprecated" = true), with = "Option<Duration>"))]
    pub(super) grace: Option<Text>,
    /// The severity of findings: one for all, or one for each strength. If left out, a strong conflict is an error and a weak
    /// one a warning.
    #[cfg_attr(feature = "schema", schemars(extend("default" = { "strong": "error", "weak": "warning" })))]
    pub(super) severity: Option<Shaped<Severity, Never, SeverityKeys>>,
    /// Grades of sources, such as `E..F`. A conflict with a source of such a grade is always weak.
    #[cfg_attr(feature = "schema", schemars(with = "Option<Shaped<GradeRange, Vec<GradeRange>, Never>>"))]
    pub(super) weak_reliability: Option<GradeRanges>,
    /// The message of findings. `{sources}`, `{attribute}`, `{subject}`, `{place}` and `{values}` are placeholders. Text in
    /// `[...]` is left out if its placeholder is empty.
    #[cfg_attr(feature = "schema", schemars(example = &"{sources} disagree on {attribute}[ in {place}]: {values}"))]
    pub(super) message: Option<Text>,
    /// What to do about it. It can have the placeholders of `message`.
    pub(super) help: Option<Text>,
    /// The reason for the rule, which `gainsay explain` shows.
    pub(super) why: Option<Text>,
    /// Claims with the expected result: shown by `gainsay explain`, and run by `gainsay test`.
    #[expect(dead_code, reason = "each is read from its node")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<Vec<Example>>"))]
    pub(super) examples: Option<IgnoredAny>,
}

/// The severity of findings by their strength: `{ strong: error, weak: warning }`.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema), schemars(rename = "SeverityByStrength"))]
pub(super) struct SeverityKeys {
    /// The severity of a strong conflict, which holds with every hedge and tolerance doubled.
    pub(super) strong: Option<Severity>,
    /// The severity of a weak conflict.
    pub(super) weak: Option<Severity>,
}

/// What is required of records: `{ require: [as-of], sources: [us-*], dates: true }`.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema), schemars(rename = "Records"))]
#[serde(rename_all = "kebab-case")]
pub(super) struct RecordsKeys {
    /// The keys that every claim must have.
    #[cfg_attr(feature = "schema", schemars(with = "Option<Shaped<ClaimKey, Vec<ClaimKey>, Never>>", example = serde_json::json!(["as-of", "url"])))]
    pub(super) require: Option<Shaped<Text, Vec<Text>, Never>>,
    /// The only sources that claims may have, by names or globs.
    pub(super) sources: Option<Globs>,
    /// The only attributes that claims may have, by names or globs. A name also allows the synonyms of the attribute.
    pub(super) attributes: Option<Globs>,
    /// Whether to report claims about days after their publication, and claims published in the future.
    #[cfg_attr(feature = "schema", schemars(extend("default" = false)))]
    pub(super) dates: Option<bool>,
    /// Whether to report declared sources, subjects and places that no claim uses.
    #[cfg_attr(feature = "schema", schemars(extend("default" = false)))]
    pub(super) unused: Option<bool>,
    /// Whether to report sources, subjects and places that have the same name.
    #[cfg_attr(feature = "schema", schemars(extend("default" = false)))]
    pub(super) same_names: Option<bool>,
    /// Whether to report names of claims, sources, subjects, attributes, places or scopes that look the same but are different.
    pub(super) look_alikes: Option<bool>,
}

/// A grade or a range of grades, or a list of them.
pub(super) type GradeRanges = Shaped<Text, Vec<Text>, Never>;

/// Which claims a rule is about: `{ subject: dprk-*, kind: quantity }`. Names may be globs.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema), schemars(rename = "Where"))]
pub(super) struct FilterKeys {
    /// Only claims about these subjects.
    #[cfg_attr(feature = "schema", schemars(example = &"dprk-*"))]
    pub(super) subject: Option<Globs>,
    /// Only claims of these attributes.
    pub(super) attribute: Option<Globs>,
    /// Only claims about these places.
    pub(super) place: Option<Globs>,
    /// Only claims of these sources.
    pub(super) source: Option<Globs>,
    /// Only claims with one of these tags.
    pub(super) tag: Option<Globs>,
    /// Only claims of sources with these grades of the Admiralty code: `A..B`.
    #[cfg_attr(feature = "schema", schemars(with = "Option<Shaped<GradeRange, Vec<GradeRange>, Never>>"))]
    pub(super) reliability: Option<GradeRanges>,
    /// Only claims with values of these kinds.
    pub(super) kind: Option<Shaped<Kind, Vec<Kind>, Never>>,
}
