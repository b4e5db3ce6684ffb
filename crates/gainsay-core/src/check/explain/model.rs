//! What an explanation of a claim holds.

use crate::check::attribution::agreement::Agreement;
use crate::check::verdict::Verdict;
use crate::claim::{ClaimId, End, Stance};
use crate::date::When;
use crate::finding::{FindingKind, WeakReason};
use crate::rule::{RelationOf, Validity};
use crate::value::{Ends, Part, PartRole, Share};
use gainsay_yaml::text::Span;
use rust_decimal::Decimal;
#[cfg(feature = "serde")]
use serde::Serialize;

/// Everything about one claim.
#[derive(Debug, Clone)]
pub struct Explanation {
    /// The claim, its spot, and what is said there.
    pub claim: Other,
    /// What it says, about what.
    pub facts: Facts,
    /// What its value allows; nothing where it cannot be read.
    pub reads: Option<Reads>,
    /// The rules that compare it, the one asked first in front.
    pub rules: Vec<RuleTolerances>,
    /// When its bounds are valid.
    pub validity: Vec<BoundValidity>,
    /// The claim by which its source, or the one whose figure it repeats, took back what it says: conflicts with it are weak.
    pub taken_back: Option<Other>,
    /// What came of the other claims about the same topic, by verdict.
    pub compared: Vec<Group>,
    /// What the cited source says itself, where the claim is second-hand.
    pub second_hand: Option<SecondHand>,
    /// The claims of other sources that say the same, itself among them; nothing where there are none.
    pub alike: Option<Agreement>,
    /// The relations that bind its attribute.
    pub relations: Vec<AppliedRelation>,
    /// The findings that name it, as indices into all of them.
    pub findings: Vec<usize>,
}

/// A claim to point at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Other {
    /// Which one it is.
    pub number: ClaimId,
    /// The words that a finding underlines for it.
    pub span: Span,
    /// Who claims it, when, and what that allows.
    pub label: String,
}

/// A name as shown, and the id behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize))]
pub struct Shown {
    /// The id.
    pub id: String,
    /// The name.
    pub name: String,
}

/// What a claim says, about what.
#[derive(Debug, Clone)]
pub struct Facts {
    /// The value as worded; nothing where it is not confirmed.
    pub worded: Option<String>,
    /// The source, and those that it is part of, nearest first.
    pub source: Vec<Shown>,
    /// Whom it passes on.
    pub cites: Option<Shown>,
    /// The subject.
    pub subject: Option<Shown>,
    /// The attribute.
    pub attribute: Shown,
    /// The place, and those around it, nearest first.
    pub place: Vec<Shown>,
    /// The named part of the subject that alone is spoken of.
    pub part: Option<String>,
    /// The period that it counts over.
    pub period: Option<When>,
    /// What the source does with the value.
    pub stance: Stance,
    /// How much of the subject a status speaks of.
    pub share: Option<Share>,
    /// When it is meant to be true.
    pub as_of: Option<When>,
    /// When it was said.
    pub published: Option<When>,
    /// How long it is valid, where it says so itself.
    pub end: Option<End>,
    /// Whether the source says that this replaces what it said before.
    pub correction: bool,
}

/// What a value allows, and the words that make it so.
#[derive(Debug, Clone)]
pub struct Reads {
    /// How the value is read, such as `quantity`.
    pub kind: &'static str,
    /// Where the attribute is declared; nothing where its values reported the kind.
    pub declared: Option<Span>,
    /// The set in words.
    pub allows: String,
    /// The set with every hedge widened, where that is another one.
    pub widened: Option<String>,
    /// The same as ends of ranges, ascending; nothing where the values have no order.
    pub ranges: Option<Vec<Ends>>,
    /// By how much an exact figure may be off as it is written, which is allowed for where it is compared.
    pub rounding: Decimal,
    /// The base unit that the ends of ranges are in.
    pub measured_in: Option<String>,
    /// Whether it confirms nothing, which allows everything.
    pub unconfirmed: bool,
    /// The wording word by word.
    pub parts: Vec<Part>,
    /// The unit of numbers that bear none.
    pub unit: Option<String>,
    /// The steps of the scale, lowest first, where the value is a stage.
    pub scale: Vec<String>,
}

impl Reads {
    /// Whether a part of the wording has this role.
    #[must_use]
    pub fn has(&self, role: PartRole) -> bool {
        self.parts.iter().any(|part| part.role == role)
    }
}

/// What a rule tolerates before it calls a difference a conflict.
#[derive(Debug, Clone)]
pub struct RuleTolerances {
    /// The id of the rule, and its spot.
    pub rule: String,
    /// Where the rule is.
    pub span: Span,
    /// How far apart two values may be, as a fraction of the larger, and where the rule or the attribute says so.
    pub tolerance: Option<(Decimal, Span)>,
    /// The same whatever their size, as written.
    pub margin: Option<(String, Span)>,
    /// Whether that is how far apart the results of two samples may be.
    pub sampled: bool,
    /// How many days apart two claims may be and still speak of the same time.
    pub same_time: u32,
    /// By how many days claims may miss each other in time and still conflict, weakly.
    pub lag: u32,
}

/// A bound of a claim, or the claim as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhichBound {
    /// The lower bound.
    Lower,
    /// The upper bound.
    Upper,
    /// The upper bound of the days before a status began.
    Before,
    /// All of it: what counts for a set with a hole.
    Whole,
}

/// When a bound of a claim is valid, and why.
#[derive(Debug, Clone)]
pub struct BoundValidity {
    /// Which bound.
    pub part: WhichBound,
    /// What it says, in words.
    pub says: String,
    /// The days; nothing where it is valid on none.
    pub days: Option<When>,
    /// What its days are counted from.
    pub since: Since,
    /// How long it would be valid.
    pub lasting: Validity,
    /// The later claim of the source that superseded it before that.
    pub ended: Option<Other>,
}

/// What the days of a claim are counted from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Since {
    /// Its as-of date.
    AsOf,
    /// The period within which it was so.
    During,
    /// The period that it counts over: such a count is valid for good.
    Period,
    /// The day on which it was said.
    Published,
    /// Nothing: it bears no date.
    Undated,
}

/// Other claims with the same verdict under the same rule.
#[derive(Debug, Clone)]
pub struct Group {
    /// The verdict.
    pub verdict: Verdict,
    /// The rule that was asked, where they are compared with each other.
    pub rule: Option<String>,
    /// Whether the rule reports it at all.
    pub reported: bool,
    /// How many claims there are.
    pub total: usize,
    /// The first of them, by date.
    pub first: Vec<Line>,
}

/// One other claim, and what decided.
#[derive(Debug, Clone)]
pub struct Line {
    /// The other claim.
    pub other: Other,
    /// Where they conflict weakly, why it is no more than that.
    pub weak_because: Vec<WeakReason>,
    /// What both allow, where they are compatible by that.
    pub shared: Option<String>,
    /// The lower and the upper bound that decided, in words, with the days on which each is valid, and whether the lower
    /// bound is that of the other claim.
    pub bounds: Option<(Facing, Facing, bool)>,
    /// What the source does to its own words by the two.
    pub turn: Option<FindingKind>,
}

/// One of two bounds compared with each other.
#[derive(Debug, Clone)]
pub struct Facing {
    /// What it says.
    pub says: String,
    /// The days on which it is valid; nothing where it is valid on none.
    pub days: Option<When>,
}

/// What the source that a claim cites says itself.
#[derive(Debug, Clone)]
pub struct SecondHand {
    /// Whether the claim is counted as an echo, not as another source.
    pub echo: bool,
    /// Whether that source is in the records and said nothing that the claim could be passing on: what rests on it is weak.
    pub unverified: bool,
    /// What the source said of the same topic about that time.
    pub said: Vec<Other>,
    /// What else it gave the same number for.
    pub elsewhere: Vec<Other>,
}

/// A relation that binds the attribute of a claim.
#[derive(Debug, Clone)]
pub struct AppliedRelation {
    /// The id of the rule.
    pub rule: String,
    /// The relation as written.
    pub text: String,
    /// Whose claims it binds together.
    pub of: RelationOf,
    /// Its attributes, each with the claims about it that are of the scope of this claim and take part.
    pub terms: Vec<(String, Vec<ClaimId>)>,
    /// The findings of figures that break it, as indices into all findings.
    pub broken: Vec<usize>,
}
