//! Values as they are read, as JSON: a public interface with types of its own, as the report is.

use std::io;

use schemars::JsonSchema;
use serde::Serialize;

use super::Out;
use super::json::published;
use super::verdict::Outcome;
use gainsay_core::check::explain::Reads;
use gainsay_core::check::read::{ReadPair, ReadValue, ReadValues};
use gainsay_core::date::{Day, When};
use gainsay_core::finding::WeakReason;
use gainsay_core::problem::Problem;
use gainsay_core::text::{Files, Span};
use gainsay_core::value::{self, Ends, PartRole};

/// Version of the format. It is raised when a change could break a reader; new optional fields do not raise it.
const VERSION: u32 = 1;

/// Values as read, and what they were read for.
#[derive(Debug, Clone, Copy)]
pub struct ReadReport<'a> {
    /// The files that the values are in.
    pub files: &'a Files,
    /// The name of the attribute, and whether a file declares it.
    pub attribute: Option<(&'a str, bool)>,
    /// The as-of date.
    pub as_of: Option<When>,
    /// The values.
    pub read: &'a ReadValues,
}

/// Writes `report` as JSON.
pub fn write(out: &mut Out<'_>, report: ReadReport<'_>) -> io::Result<()> {
    out.json(&Document::new(report))
}

/// The JSON schema of what [`write()`] writes.
#[must_use]
pub fn schema() -> serde_json::Value {
    published::<Document<'_>>()
}

/// What values allow: what `gainsay read --format json` writes.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "gainsay read")]
struct Document<'a> {
    /// Version of this format. It is raised when a change could break a reader; new optional fields do not raise it.
    version: u32,
    /// The attribute that the values are read for.
    attribute: Option<Attribute<'a>>,
    /// The as-of date, from which dates in words are counted.
    as_of: Option<Days>,
    /// The values, in the order in which they were given.
    values: Vec<Value<'a>>,
    /// Each two of those that can be read, as two sources say them of one day; none where there are more than 16 values.
    pairs: Vec<Pair<'a>>,
}

#[derive(Serialize, JsonSchema)]
struct Attribute<'a> {
    /// Its name.
    name: &'a str,
    /// Whether a rule file declares it; otherwise each value is read as it looks.
    declared: bool,
}

/// Days from one to another, as `YYYY-MM-DD`; without one of them, without end.
#[derive(Serialize, JsonSchema)]
struct Days {
    from: Option<String>,
    to: Option<String>,
}

/// A value: what it allows, or why it cannot be read.
#[derive(Serialize, JsonSchema)]
struct Value<'a> {
    /// The value as worded.
    value: &'a str,
    /// What it allows; nothing where it cannot be read.
    allows: Option<Allows<'a>>,
    /// Why it cannot be read.
    refused: Option<Refused<'a>>,
}

#[expect(clippy::struct_excessive_bools, reason = "each is a key of its own, for programs")]
#[derive(Serialize, JsonSchema)]
struct Allows<'a> {
    /// How it is read, such as `quantity`.
    kind: &'a str,
    /// What it allows, in words.
    set: &'a str,
    /// The same with every hedge doubled, where that is more: a strong conflict must miss this too.
    doubled: Option<&'a str>,
    /// The ranges of what it allows, ascending; nothing where values of the kind have no order.
    ranges: Option<&'a [Ends]>,
    /// The base unit that the ends of ranges are in.
    unit: Option<&'a str>,
    /// By how much the number may be off as it is written, which is allowed for where it is compared; in the base unit.
    rounding: Option<String>,
    /// Whether hedges loosen it, so that conflicts with it may be weak.
    weak: bool,
    /// Whether it says that it is not known, which allows everything.
    unconfirmed: bool,
    /// Whether a word of it denies.
    denial: bool,
    /// Whether a word of it says that so many were added.
    increment: bool,
    /// The wording word by word. The parts hold every character of it but blanks.
    parts: Vec<Part<'a>>,
}

/// A part of a wording.
#[derive(Serialize, JsonSchema)]
struct Part<'a> {
    /// The words.
    words: &'a str,
    /// Where they start, in bytes of the value.
    start: usize,
    /// Where they end.
    end: usize,
    /// What they are.
    role: PartRole,
    /// What they do.
    #[serde(skip_serializing_if = "Option::is_none")]
    does: Option<&'a str>,
    /// The main wording of the hedge that they are a wording of.
    #[serde(skip_serializing_if = "Option::is_none")]
    hedge: Option<&'a str>,
    /// How many of which unit one of them is.
    #[serde(skip_serializing_if = "Option::is_none")]
    converts: Option<Converts<'a>>,
}

#[derive(Serialize, JsonSchema)]
struct Converts<'a> {
    /// How many, as a decimal number.
    factor: String,
    /// Of which unit.
    unit: &'a str,
}

#[derive(Serialize, JsonSchema)]
struct Refused<'a> {
    /// What is wrong, said of the words to blame; of the value as a whole where there are none.
    message: &'a str,
    /// The words to blame.
    words: &'a str,
    /// Where they start, in bytes of the value.
    start: u32,
    /// Where they end.
    end: u32,
    /// What to do about it.
    help: Option<&'a str>,
}

/// Two values on one day.
#[derive(Serialize, JsonSchema)]
struct Pair<'a> {
    /// Which of the values, the first counted as 0.
    values: [usize; 2],
    #[serde(flatten)]
    outcome: Outcome,
    /// Id of the rule that compares them.
    rule: Option<&'a str>,
    /// Why a weak conflict is no more than that, such as `hedge`.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    weak_because: &'a [WeakReason],
    /// What both allow.
    shared: Option<&'a str>,
}

impl<'a> Document<'a> {
    fn new(report: ReadReport<'a>) -> Self {
        let ReadReport { files, attribute, as_of, read } = report;
        Self {
            version: VERSION,
            attribute: attribute.map(|(name, declared)| Attribute { name, declared }),
            as_of: as_of.map(Days::new),
            values: read.values.iter().map(|value| Value::new(files, value)).collect(),
            pairs: read.pairs.iter().map(Pair::new).collect(),
        }
    }
}

impl Days {
    fn new(when: When) -> Self {
        let day = |day: Day| day.to_civil().map(|date| date.to_string());
        Self { from: day(when.first), to: day(when.last) }
    }
}

impl<'a> Value<'a> {
    fn new(files: &'a Files, from: &'a ReadValue) -> Self {
        let value = files.slice(from.span);
        let refused = |problem| Refused::new(files, from.span, problem);
        Self {
            value,
            allows: from.read.as_ref().ok().map(Allows::new),
            refused: from.read.as_ref().err().map(refused),
        }
    }
}

impl<'a> Allows<'a> {
    fn new(from: &'a Reads) -> Self {
        let rounding = Some(from.rounding).filter(|rounding| !rounding.is_zero());
        Self {
            kind: from.kind,
            set: &from.allows,
            doubled: from.widened.as_deref(),
            ranges: from.ranges.as_deref(),
            unit: from.measured_in.as_deref(),
            rounding: rounding.map(|rounding| rounding.normalize().to_string()),
            weak: from.widened.is_some(),
            unconfirmed: from.unconfirmed,
            denial: from.has(PartRole::Denial),
            increment: from.has(PartRole::Increment),
            parts: from.parts.iter().map(Part::new).collect(),
        }
    }
}

impl<'a> Part<'a> {
    fn new(from: &'a value::Part) -> Self {
        let converts = from.converts.as_ref();
        let converts =
            converts.map(|(factor, unit)| Converts { factor: factor.normalize().to_string(), unit });
        Self {
            words: &from.words,
            start: from.range.start,
            end: from.range.end,
            role: from.role,
            does: from.does.as_deref(),
            hedge: from.hedge.as_deref(),
            converts,
        }
    }
}

impl<'a> Refused<'a> {
    fn new(files: &'a Files, value: Span, from: &'a Problem) -> Self {
        Self {
            message: if from.label.is_empty() { &from.message } else { &from.label },
            words: files.slice(from.span),
            start: from.span.start - value.start,
            end: from.span.end - value.start,
            help: from.help.as_deref(),
        }
    }
}

impl<'a> Pair<'a> {
    fn new(from: &'a ReadPair) -> Self {
        Self {
            values: from.values,
            outcome: from.verdict.map_or_else(Outcome::of_two_kinds, Outcome::of),
            rule: from.rule.as_deref(),
            weak_because: &from.weak_because,
            shared: from.shared.as_deref(),
        }
    }
}
