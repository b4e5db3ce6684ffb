//! Rules and vocabulary as the engine uses them: plain data.

use std::sync::OnceLock;

use rust_decimal::Decimal;
#[cfg(feature = "schema")]
use schemars::JsonSchema;
use serde::Deserialize;

use super::grades::Grades;
use super::margin::Margin;
use crate::problem::Severity;
use gainsay_yaml::text::{Span, Spanned};

pub use crate::kinds::RuleKind;
pub use crate::value::Kind;

/// How long a bound of a claim is valid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Validity {
    /// For so many days after the last day of its as-of date.
    Days(u32),
    /// Until the source itself revises it.
    Always,
}

impl Validity {
    /// The shorter of two.
    #[must_use]
    pub fn shorter(self, other: Self) -> Self {
        match (self, other) {
            (Self::Days(one), Self::Days(two)) => Self::Days(one.min(two)),
            (Self::Always, other) | (other, Self::Always) => other,
        }
    }
}

/// How long the two bounds of a claim are valid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ValidFor {
    /// How long "at least so many" is valid.
    pub lower: Validity,
    /// How long "at most so many" is valid.
    pub upper: Validity,
}

impl ValidFor {
    /// On its own day only.
    pub const DAY: Self = Self::both(Validity::Days(0));

    /// Both bounds for as long.
    #[must_use]
    pub const fn both(validity: Validity) -> Self {
        Self { lower: validity, upper: validity }
    }
}

/// How an attribute changes over time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Changes {
    /// A fact that does not change, such as who did it, or how many were aboard: valid always.
    Never,
    /// A running total, such as a toll or the area burned: the lower bound is valid always, the upper one on its day.
    OnlyRises,
    /// A level that drifts, such as a number of troops: the lower bound is valid for 14 days, the upper one for 3.
    Slowly,
    /// A value that may be different tomorrow, such as a price or the number of missing: valid on its day.
    Daily,
}

impl Changes {
    /// How long the bounds of a claim are valid.
    #[must_use]
    pub const fn valid_for(self) -> ValidFor {
        match self {
            Self::Never => ValidFor::both(Validity::Always),
            Self::OnlyRises => ValidFor { lower: Validity::Always, upper: Validity::Days(0) },
            Self::Slowly => ValidFor { lower: Validity::Days(14), upper: Validity::Days(3) },
            Self::Daily => ValidFor::DAY,
        }
    }
}

/// A name or a glob (`troops`, `troops-*`). `_` and `-` count as the same character.
#[derive(Debug, Clone)]
pub struct Pattern {
    /// The pattern as written, with its spot.
    pub text: Spanned<String>,
    pub(crate) glob: Option<Glob>,
    /// What it has in common with names that say the same, once somebody has asked.
    pub(crate) canonical: OnceLock<Box<str>>,
}

/// How a glob is held against names.
#[derive(Debug, Clone)]
pub(crate) enum Glob {
    /// `*` is its only sign, as in nearly all: its text is enough.
    Stars,
    /// It has others.
    Signs(Box<Signs>),
}

/// A glob, made ready when the first name is held against it: of the globs of all rules, few runs ask more than some.
#[derive(Debug, Clone)]
pub(crate) struct Signs {
    pub(crate) written: globset::Glob,
    pub(crate) matcher: OnceLock<globset::GlobMatcher>,
    /// The same for attributes, whose case does not count.
    pub(crate) of_attributes: OnceLock<globset::GlobMatcher>,
}

/// What is known about an attribute.
#[derive(Debug, Clone)]
pub struct Attribute {
    /// The name or glob that it is declared under.
    pub pattern: Pattern,
    /// Its other names: claims under any of them are about one thing. A glob has none, as it is no name.
    pub synonyms: Vec<Spanned<String>>,
    /// How it is called where claims name it differently; the name where there is none.
    pub title: Option<String>,
    /// Its kind; inferred from its values where nothing says.
    pub kind: Option<Kind>,
    /// The unit of numbers that bear none.
    pub unit: Option<String>,
    /// The scale of a stage.
    pub scale: Option<String>,
    /// The list of known values of a category.
    pub terms: Option<String>,
    /// How long its claims are valid, where something says so.
    pub valid_for: Option<ValidFor>,
    /// How long claims of some of its values are valid, whatever is said of the others.
    pub valid_by_value: Vec<(Spanned<String>, Validity)>,
    /// How far apart two of its values may be and still count as the same, as a fraction of the larger one. Where it or `margin`
    /// says something, the rules that compare it say nothing of this.
    pub tolerance: Option<Spanned<Decimal>>,
    /// The same whatever their size.
    pub margin: Option<Spanned<Margin>>,
    /// Whether a part (of a place, a scope, a period) never exceeds the whole. Always true of a stage.
    pub additive: bool,
    /// Whether its values are shares of one whole, so that none is above 100 %.
    pub of_whole: bool,
    /// Whether its claims look ahead, so that their as-of date may lie after the day on which they were made.
    pub forecast: bool,
}

/// Severity by the strength of a conflict.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Severities {
    /// Of a strong conflict, and of findings that have no strength.
    pub strong: Severity,
    /// Of a weak conflict.
    pub weak: Severity,
}

/// Narrows a rule. Every list that is given must hold a match; an empty one matches everything.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// By subject.
    pub subject: Vec<Pattern>,
    /// By attribute.
    pub attribute: Vec<Pattern>,
    /// By place.
    pub place: Vec<Pattern>,
    /// By source: the claims of other sources take no part.
    pub source: Vec<Pattern>,
    /// By tag: claims without one of them take no part.
    pub tag: Vec<Pattern>,
    /// By the grade of the source: claims of sources without a grade, or with another one, take no part.
    pub reliability: Vec<Grades>,
    /// By kind of value.
    pub kind: Vec<Kind>,
}

/// What a term of a relation speaks of: `killed`, or `troops(kursk)`.
#[derive(Debug, Clone)]
pub struct Figure {
    /// The attribute, with its spot inside the relation.
    pub attribute: Spanned<String>,
    /// The place that it is of, by its id; that which the relation is held against where nothing says.
    pub place: Option<Spanned<String>>,
}

impl std::fmt::Display for Figure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.place {
            Some(place) => write!(f, "{}({})", self.attribute.value, place.value),
            None => f.write_str(&self.attribute.value),
        }
    }
}

/// A term of a relation: `2 * killed`, or `turnout of voters`.
#[derive(Debug, Clone)]
pub struct Term {
    /// What the figure is multiplied by; negative on the right-hand side.
    pub factor: Decimal,
    /// The percentage of the figure that is meant; all of it where nothing says.
    pub share: Option<Figure>,
    /// The figure.
    pub figure: Figure,
}

impl Term {
    /// The attribute, where the term is nothing but that: of no other place, and no share of it.
    #[must_use]
    pub fn plain(&self) -> Option<&str> {
        let plain = self.share.is_none() && self.figure.place.is_none();
        plain.then_some(self.figure.attribute.value.as_str())
    }

    /// Whether the terms hold one figure against another and do no sum, so that dates can be held against each other too.
    pub(crate) fn are_in_order(terms: &[Self]) -> bool {
        let single = |term: &Self| term.share.is_none() && term.factor.abs() == Decimal::ONE;
        matches!(terms, [one, other] if single(one) && single(other)
            && one.factor.is_sign_negative() != other.factor.is_sign_negative())
    }

    /// Its figures: the share first, then what it is a share of.
    pub fn figures(&self) -> impl Iterator<Item = &Figure> {
        self.share.iter().chain([&self.figure])
    }
}

/// How the sum of the terms relates to zero once all are on one side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Relation {
    /// Equal.
    Equal,
    /// At most.
    AtMost,
    /// Less.
    Below,
    /// The first term, counted within a period, is by how much the totals of the second, which is taken off, rise over it.
    Increase,
}

/// Whose claims a relation binds together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum RelationOf {
    /// The claims of one source: its own arithmetic. The default.
    SameSource,
    /// Claims of any sources.
    Any,
}

/// What a rule does.
#[derive(Debug, Clone)]
pub enum Task {
    /// Compares the claims about these attributes.
    Compare(Vec<Pattern>),
    /// Holds attributes against a linear relation, such as `killed + wounded = casualties`.
    Relate {
        /// The relation as written.
        text: Spanned<String>,
        /// All terms, brought to the left-hand side.
        terms: Vec<Term>,
        /// How they relate to zero.
        relation: Relation,
        /// Whose claims are bound together.
        of: RelationOf,
    },
    /// What rules of a kind without settings do.
    Plain(RuleKind),
    /// Looks at each record, and at the registry, for what is wrong with it.
    Records(RecordChecks),
}

impl Task {
    /// What kind of rule does this: the key that says so.
    #[must_use]
    pub fn kind(&self) -> RuleKind {
        match self {
            Self::Compare(_) => RuleKind::Compare,
            Self::Relate { .. } => RuleKind::Relate,
            Self::Plain(kind) => *kind,
            Self::Records(_) => RuleKind::Records,
        }
    }
}

/// What a rule on records asks for.
#[derive(Debug, Clone, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a check of its own")]
pub struct RecordChecks {
    /// Keys that every claim must have, itself or by its report.
    pub require: Vec<Spanned<String>>,
    /// The only sources that claims may have; any where empty.
    pub sources: Vec<Pattern>,
    /// The only attributes that claims may have, under any of their names; any where empty.
    pub attributes: Vec<Pattern>,
    /// Whether a claim may neither speak of days after it was published, nor be published in the future.
    pub dates: bool,
    /// Whether a declared source, subject or place must be used.
    pub unused: bool,
    /// Whether two sources, subjects or places may not have the same name.
    pub same_names: bool,
    /// Whether no two names of claims, sources, subjects, attributes, places or scopes may look the same and not be.
    pub look_alikes: bool,
}

/// What an example must come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The rule reports the claims.
    Conflict,
    /// The rule reports nothing.
    Agree,
}

/// An example of a rule, run by `gainsay test`.
#[derive(Debug, Clone)]
pub struct Example {
    /// The whole example.
    pub span: Span,
    /// What it must come to.
    pub outcome: Outcome,
    /// Its claims, each a claim record in YAML's flow style. Whoever runs them completes them: a claim without a source gets
    /// one of its own, and likewise id, subject and attribute.
    pub claims: Vec<Spanned<String>>,
}

/// A rule.
#[derive(Debug, Clone)]
pub struct Rule {
    /// The id, with its spot.
    pub id: Spanned<String>,
    /// What it is about, in one line.
    pub title: String,
    /// What it does.
    pub task: Task,
    /// What it is narrowed to.
    pub filter: Filter,
    /// How far apart two values may be, as a fraction of the larger, and where the rule says so.
    pub tolerance: Option<Spanned<Decimal>>,
    /// How far apart two values may be whatever their size, and where the rule says so.
    pub margin: Option<Spanned<Margin>>,
    /// Whether the margin is how far apart the results of two samples may be. What one source says of one day is of one sample.
    pub sampled: bool,
    /// How many days apart two claims may be and still speak of the same time: 1 unless the rule says otherwise.
    pub same_time: u32,
    /// By how many days claims may miss each other in time and still conflict, weakly.
    pub lag: u32,
    /// How bad its findings are.
    pub severity: Severities,
    /// The grades of sources with which a conflict is no more than weak, whichever side they are on.
    pub weak_reliability: Vec<Grades>,
    /// The message, with `{sources}`, `{attribute}`, `{subject}`, `{place}` and `{values}` to fill in.
    pub message: Option<String>,
    /// What to do about a finding.
    pub help: Option<String>,
    /// Why the rule is as it is.
    pub why: Option<String>,
    /// What it reports and what it does not.
    pub examples: Vec<Example>,
}
