//! Everything about one claim: what it allows, when it stands, what came of holding it against the others, and why.
//!
//! All of it is asked of the engine that finds the conflicts (`reading`, `standing`, `verdict`, `echo`), for the one claim.

mod beside;
mod compared;
mod reads;
mod stands;

use rust_decimal::Decimal;

use super::context::Context;
use super::findings::value_span;
use super::origins::At;
use super::topic::{Scope, Topic};
use super::verdict::Judge;
use super::{Ready, words};
use crate::claim::{Claim, Records};
use crate::date::When;
use crate::finding::{Finding, FindingKind};
use crate::rule::{RelationOf, Rule, Rules, Validity};
use gainsay_yaml::text::{Files, Span};

pub use super::undetermined::Missing;
pub use super::verdict::{Aloof, Harmony, Verdict};

/// Everything about one claim.
#[derive(Debug, Clone)]
pub struct Account {
    /// The claim, its spot, and what is said there.
    pub claim: Other,
    /// What it says, about what.
    pub facts: Facts,
    /// What its value allows; nothing where it cannot be read.
    pub reads: Option<Reads>,
    /// The rules that compare it, the one asked first in front.
    pub rules: Vec<Grant>,
    /// When its ends stand.
    pub stands: Vec<Stand>,
    /// What came of the other claims about the same thing, by verdict.
    pub compared: Vec<Group>,
    /// What the cited source says itself, where the claim is second-hand.
    pub second_hand: Option<SecondHand>,
    /// The claims of other sources that say the same, itself among them; nothing where it stands alone.
    pub alike: Option<super::Agreement>,
    /// The relations that bind its attribute.
    pub relations: Vec<Bound>,
    /// The findings that name it, as indices into all of them.
    pub findings: Vec<usize>,
}

/// A claim to point at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Other {
    /// Its id.
    pub id: String,
    /// The words that a finding underlines for it.
    pub span: Span,
    /// Who claims it, when, and what that allows.
    pub label: String,
}

/// A name as shown, and the id behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// The name.
    pub name: String,
    /// The id.
    pub id: String,
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
    pub stance: crate::claim::Stance,
    /// How much of the subject a status speaks of.
    pub share: Option<crate::value::Share>,
    /// When it is meant to be true.
    pub as_of: Option<When>,
    /// When it was said.
    pub published: Option<When>,
    /// Whether the source says that this replaces what it said before.
    pub correction: bool,
}

/// What a value allows, and the words that make it so.
#[derive(Debug, Clone)]
pub struct Reads {
    /// How the value is read, such as `quantity`.
    pub kind: &'static str,
    /// Where the attribute is declared; nothing where its values told the kind.
    pub declared: Option<Span>,
    /// The set in words.
    pub allows: String,
    /// The set with every hedge doubled, where that is another one.
    pub doubled: Option<String>,
    /// The hedges in the wording.
    pub hedges: Vec<Hedged>,
    /// The units in the wording that are converted.
    pub converted: Vec<Converted>,
    /// The unit of numbers that bear none.
    pub unit: Option<String>,
    /// The steps of the scale, lowest first, where the value is a stage.
    pub scale: Vec<String>,
}

/// A hedge met in a wording.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hedged {
    /// The words as worded.
    pub words: String,
    /// The hedge that they are a wording of.
    pub name: String,
    /// What it does.
    pub does: String,
}

/// A unit met in a wording, and what one of it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Converted {
    /// The words as worded.
    pub words: String,
    /// How many of `unit` one of it is.
    pub factor: Decimal,
    /// The unit of numbers that bear none, else the base unit.
    pub unit: String,
}

/// What a rule grants before it calls a difference a conflict.
#[derive(Debug, Clone)]
pub struct Grant {
    /// The id of the rule, and its spot.
    pub rule: String,
    /// Where the rule is.
    pub span: Span,
    /// How far apart two values may be, and where the rule says so.
    pub tolerance: Option<(Decimal, Span)>,
    /// How many days apart two claims may be and still speak of the same time.
    pub near: u32,
    /// By how many days claims may miss each other in time and still conflict, weakly.
    pub grace: u32,
}

/// An end of a claim, or the claim as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The low end.
    Low,
    /// The high end.
    High,
    /// The high end of the days before a status began.
    Before,
    /// All of it: what counts for a set with a hole.
    Whole,
}

/// When an end of a claim stands, and why.
#[derive(Debug, Clone)]
pub struct Stand {
    /// Which end.
    pub part: Part,
    /// What it says, in words.
    pub says: String,
    /// The days; nothing where it stands on none.
    pub days: Option<When>,
    /// What its days are counted from.
    pub since: Since,
    /// How long it would stand.
    pub lasting: Validity,
    /// The later claim of the source that ended it before that.
    pub ended: Option<Other>,
}

/// What the days of a claim are counted from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Since {
    /// Its as-of date.
    AsOf,
    /// The period within which it was so.
    During,
    /// The period that it counts over: such a count stands for good.
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
    /// The rule that was asked, where they are held against each other.
    pub rule: Option<String>,
    /// Whether the rule tells of it at all.
    pub told: bool,
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
    /// What both allow, where they are compatible by that.
    pub shared: Option<String>,
    /// The low end and the high end that decided, in words, with the days on which each stands, and whether the low end is
    /// that of the other claim.
    pub ends: Option<(Facing, Facing, bool)>,
    /// What the source does to its own words by the two.
    pub turn: Option<FindingKind>,
}

/// One of two ends held against each other.
#[derive(Debug, Clone)]
pub struct Facing {
    /// What it says.
    pub says: String,
    /// The days on which it stands; nothing where it stands on none.
    pub days: Option<When>,
}

/// What the source that a claim cites says itself.
#[derive(Debug, Clone)]
pub struct SecondHand {
    /// Whether the claim is counted as an echo, not as another voice.
    pub echo: bool,
    /// What the source said of the same thing about that time.
    pub said: Vec<Other>,
    /// What else it gave the same number for.
    pub elsewhere: Vec<Other>,
}

/// A relation that binds the attribute of a claim.
#[derive(Debug, Clone)]
pub struct Bound {
    /// The id of the rule.
    pub rule: String,
    /// The relation as written.
    pub text: String,
    /// Whose claims it binds together.
    pub of: RelationOf,
    /// Its attributes, each with the number of claims about it that are of the scope of this claim and take part.
    pub terms: Vec<(String, usize)>,
    /// The findings of figures that break it, as indices into all findings.
    pub broken: Vec<usize>,
}

/// Gives an account of the claim with `id`; nothing where there is no such claim.
///
/// `findings` are what [`super::check`] found in the same records. Of claims with the same verdict no more than `most` are
/// listed; all are counted.
#[must_use]
pub fn account(
    files: &Files,
    records: &Records,
    rules: &Rules,
    findings: &[Finding],
    id: &str,
    most: usize,
) -> Option<Account> {
    let name = records.names.find(id)?;
    let claim = records.claims.iter().find(|claim| claim.id.value == name)?;
    let context = Context::new(files, records, rules);
    let ready = Ready::new(&context);
    let at = ready.find(claim);
    let named = beside::findings(claim, findings, &context);
    let mut account = Account {
        claim: Other {
            id: id.to_owned(),
            span: value_span(claim),
            label: "the value cannot be read".to_owned(),
        },
        facts: facts(claim, None, &context),
        reads: None,
        rules: Vec::new(),
        stands: Vec::new(),
        compared: Vec::new(),
        second_hand: None,
        alike: None,
        relations: Vec::new(),
        findings: named,
    };
    let Some(at) = at else { return Some(account) };
    let topic = &ready.topics[at.0];
    let judge = Judge::new(topic, &context);
    account.claim = other(topic, at.1, &context);
    account.facts = facts(claim, Some(topic), &context);
    account.reads = Some(reads::reads(topic, at.1, &context));
    account.rules = judge.rules(at.1).into_iter().map(grant).collect();
    account.stands = stands::stands(topic, at.1, &context);
    let turns: Vec<&Finding> = account.findings.iter().map(|&at| &findings[at]).collect();
    account.compared = compared::groups(topic, at.1, &judge, &turns, most, &context);
    account.second_hand = beside::second_hand(&ready, at, &context);
    account.alike = beside::alike(&ready, at, id, &context);
    account.relations = beside::relations(&ready.topics, at, findings, &account.findings, &context);
    Some(account)
}

fn other(topic: &Topic<'_>, at: usize, context: &Context<'_>) -> Other {
    let claim = topic.boxes[at].claim;
    Other {
        id: context.id(claim).to_owned(),
        span: value_span(claim),
        label: words::label(topic, at, Some(Scope::default()), context),
    }
}

fn at(topics: &[Topic<'_>], (topic, at): At, context: &Context<'_>) -> Other {
    other(&topics[topic], at, context)
}

fn grant(rule: &Rule) -> Grant {
    Grant {
        rule: rule.id.value.clone(),
        span: rule.id.span,
        tolerance: rule.tolerance.as_ref().map(|tolerance| (tolerance.value, tolerance.span)),
        near: rule.same_time,
        grace: rule.lag,
    }
}

fn facts(claim: &Claim, topic: Option<&Topic<'_>>, context: &Context<'_>) -> Facts {
    let source = |id| Shown { name: context.source(id).to_owned(), id: context.text(id).to_owned() };
    let place = |id| Shown { name: context.place(id).to_owned(), id: context.text(id).to_owned() };
    let subject = |id| Shown { name: context.subject(id).to_owned(), id: context.text(id).to_owned() };
    let attribute = context.text(claim.attribute.value);
    let title = topic.map_or(attribute, |topic| words::attribute(topic, context));
    Facts {
        worded: claim.words(context.files),
        source: context.sources.up(claim.source.value).map(source).collect(),
        cites: claim.cites.map(|cites| source(cites.value)),
        subject: claim.subject.map(|id| subject(id.value)),
        attribute: Shown { name: title.to_owned(), id: attribute.to_owned() },
        place: claim.place.into_iter().flat_map(|id| context.places.up(id.value)).map(place).collect(),
        part: claim.scope.map(|scope| context.text(scope.value).to_owned()),
        period: claim.during.map(|during| during.value),
        stance: claim.stance,
        share: claim.share.map(|share| share.value),
        as_of: claim.as_of.map(|as_of| as_of.value),
        published: claim.published.map(|published| published.value),
        correction: claim.correction,
    }
}
