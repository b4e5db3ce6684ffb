//! The explanation of a claim as JSON: a public interface with types of its own, as the report is.

use std::io;

use serde::Serialize;

use super::Out;
use super::json::Finding;
use super::verdict::Outcome;
use gainsay_core::check::Analysis;
use gainsay_core::check::explain::{self, Explanation, Shown, WhichBound};
use gainsay_core::claim::{self, Stance};
use gainsay_core::date::{Day, When};
use gainsay_core::finding::{self, WeakReason};
use gainsay_core::rule;
use gainsay_core::value::Part;

/// Version of the format. It is raised when a change could break a reader; new optional fields do not raise it.
const VERSION: u32 = 1;

/// Writes `explanation`, which is one of `analysis`, as JSON.
pub fn write(out: &mut Out<'_>, analysis: &Analysis<'_>, explanation: &Explanation) -> io::Result<()> {
    out.json(&Document::new(analysis, explanation))
}

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    claim: Claim<'a>,
    source: &'a [Shown],
    cites: Option<&'a Shown>,
    subject: Option<&'a Shown>,
    attribute: &'a Shown,
    place: &'a [Shown],
    scope: Option<&'a str>,
    value: Option<&'a str>,
    stance: Stance,
    share: Option<&'static str>,
    as_of: Option<Days>,
    during: Option<Days>,
    published: Option<Days>,
    until: Option<Days>,
    r#final: bool,
    correction: bool,
    /// What the value allows; nothing where it cannot be read.
    allows: Option<Allows<'a>>,
    rules: Vec<Tolerances<'a>>,
    stands: Vec<Validity<'a>>,
    /// The claim by which what it says was taken back.
    taken_back: Option<Claim<'a>>,
    compared: Vec<Group<'a>>,
    second_hand: Option<SecondHand<'a>>,
    /// The claims of several sources that say the same, this one among them.
    alike: Option<Alike<'a>>,
    relations: Vec<Relation<'a>>,
    findings: Vec<Finding<'a>>,
}

#[derive(Serialize)]
struct Claim<'a> {
    id: &'a str,
    path: &'a str,
    line: usize,
    column: usize,
    /// Who claims it, when, and what that allows.
    label: &'a str,
}

/// Days from one to another, as `YYYY-MM-DD`; without one of them, without end.
#[derive(Serialize)]
struct Days {
    from: Option<String>,
    to: Option<String>,
}

#[derive(Serialize)]
struct Allows<'a> {
    kind: &'a str,
    set: &'a str,
    /// The set with every hedge widened, where that is another one.
    doubled: Option<&'a str>,
    hedges: Vec<Hedged<'a>>,
    converted: Vec<Converted<'a>>,
    unit: Option<&'a str>,
    scale: &'a [String],
}

#[derive(Serialize)]
struct Hedged<'a> {
    words: &'a str,
    /// The main wording of the hedge.
    hedge: &'a str,
    does: &'a str,
}

#[derive(Serialize)]
struct Converted<'a> {
    words: &'a str,
    factor: String,
    unit: &'a str,
}

#[derive(Serialize)]
struct Tolerances<'a> {
    rule: &'a str,
    /// A fraction.
    tolerance: Option<String>,
    /// An amount, with its unit where it names one.
    margin: Option<&'a str>,
    /// In days.
    near: u32,
    /// In days.
    grace: u32,
}

#[derive(Serialize)]
struct Validity<'a> {
    end: &'static str,
    says: &'a str,
    /// Nothing where it is valid on no day.
    days: Option<Days>,
    /// For how many days after its date it would be valid; nothing where until it is taken back.
    lasting: Option<u32>,
    ended_by: Option<Claim<'a>>,
}

#[derive(Serialize)]
struct Group<'a> {
    #[serde(flatten)]
    outcome: Outcome,
    rule: Option<&'a str>,
    total: usize,
    /// The first claims; all with `--all`.
    claims: Vec<Other<'a>>,
}

#[derive(Serialize)]
struct Other<'a> {
    #[serde(flatten)]
    claim: Claim<'a>,
    /// Why a weak conflict is no more than that, such as `days-apart`.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    weak_because: &'a [WeakReason],
    /// What both allow.
    shared: Option<&'a str>,
    /// The lower and the upper bound that decided.
    ends: Option<[End<'a>; 2]>,
}

#[derive(Serialize)]
struct End<'a> {
    /// Whether it is a bound of the other claim.
    other: bool,
    says: &'a str,
    days: Option<Days>,
}

#[derive(Serialize)]
struct SecondHand<'a> {
    echo: bool,
    /// Whether the source is in the records and said nothing that the claim could be passing on.
    unverified: bool,
    said: Vec<Claim<'a>>,
    elsewhere: Vec<Claim<'a>>,
}

#[derive(Serialize)]
struct Alike<'a> {
    claims: Vec<&'a str>,
    sources: usize,
    /// How many independent origins they have.
    origins: usize,
}

#[derive(Serialize)]
struct Relation<'a> {
    rule: &'a str,
    relation: &'a str,
    terms: Vec<Term<'a>>,
    /// Fingerprints of the findings of figures that break it.
    broken: Vec<&'a str>,
}

#[derive(Serialize)]
struct Term<'a> {
    attribute: &'a str,
    claims: usize,
}

impl<'a> Document<'a> {
    fn new(analysis: &'a Analysis<'a>, from: &'a Explanation) -> Self {
        let (files, records, findings) = (analysis.files(), analysis.records(), &analysis.findings);
        let facts = &from.facts;
        Self {
            version: VERSION,
            claim: Claim::new(analysis, &from.claim),
            source: &facts.source,
            cites: facts.cites.as_ref(),
            subject: facts.subject.as_ref(),
            attribute: &facts.attribute,
            place: &facts.place,
            scope: facts.part.as_deref(),
            value: facts.worded.as_deref(),
            stance: facts.stance,
            share: facts.share.map(gainsay_core::value::Share::name),
            as_of: facts.as_of.map(Days::new),
            during: facts.period.map(Days::new),
            published: facts.published.map(Days::new),
            until: facts.end.and_then(|end| match end {
                claim::End::Until(until) => Some(Days::new(until.value)),
                claim::End::Final => None,
            }),
            r#final: facts.end == Some(claim::End::Final),
            correction: facts.correction,
            allows: from.reads.as_ref().map(Allows::new),
            rules: from.rules.iter().map(Tolerances::new).collect(),
            stands: from.validity.iter().map(|bound| Validity::new(analysis, bound)).collect(),
            taken_back: from.taken_back.as_ref().map(|other| Claim::new(analysis, other)),
            compared: from.compared.iter().map(|group| Group::new(analysis, group)).collect(),
            second_hand: from.second_hand.as_ref().map(|facts| SecondHand {
                echo: facts.echo,
                unverified: facts.unverified,
                said: facts.said.iter().map(|other| Claim::new(analysis, other)).collect(),
                elsewhere: facts.elsewhere.iter().map(|other| Claim::new(analysis, other)).collect(),
            }),
            alike: from.alike.as_ref().map(|alike| Alike {
                claims: records.ids(&alike.claims),
                sources: alike.sources,
                origins: alike.origins,
            }),
            relations: from.relations.iter().map(|bound| Relation::new(bound, findings)).collect(),
            findings: from.findings.iter().map(|&at| Finding::new(files, records, &findings[at])).collect(),
        }
    }
}

impl<'a> Claim<'a> {
    fn new(analysis: &'a Analysis<'a>, from: &'a explain::Other) -> Self {
        let (files, id) = (analysis.files(), analysis.records().id(from.number));
        let at = files.location(from.span);
        let path = &files.get(from.span.file).path;
        Self { id, path, line: at.line, column: at.column, label: &from.label }
    }
}

impl Days {
    fn new(when: When) -> Self {
        let day = |day: Day| day.to_civil().map(|date| date.to_string());
        Self { from: day(when.first), to: day(when.last) }
    }
}

impl<'a> Allows<'a> {
    fn new(from: &'a explain::Reads) -> Self {
        let hedged = |part: &'a Part| {
            let does = part.does.as_deref().unwrap_or_default();
            Some(Hedged { words: &part.words, hedge: part.hedge.as_deref()?, does })
        };
        let converted = |part: &'a Part| {
            let (factor, unit) = part.converts.as_ref()?;
            Some(Converted { words: &part.words, factor: factor.normalize().to_string(), unit })
        };
        Self {
            kind: from.kind,
            set: &from.allows,
            doubled: from.widened.as_deref(),
            hedges: from.parts.iter().filter_map(hedged).collect(),
            converted: from.parts.iter().filter_map(converted).collect(),
            unit: from.unit.as_deref(),
            scale: &from.scale,
        }
    }
}

impl<'a> Tolerances<'a> {
    fn new(from: &'a explain::RuleTolerances) -> Self {
        Self {
            rule: &from.rule,
            tolerance: from.tolerance.map(|(tolerance, _)| tolerance.normalize().to_string()),
            margin: from.margin.as_ref().map(|(margin, _)| margin.as_str()),
            near: from.same_time,
            grace: from.lag,
        }
    }
}

impl<'a> Validity<'a> {
    fn new(analysis: &'a Analysis<'a>, from: &'a explain::BoundValidity) -> Self {
        let end = match from.part {
            WhichBound::Lower => "low",
            WhichBound::Upper => "high",
            WhichBound::Before => "before",
            WhichBound::Whole => "whole",
        };
        let lasting = match from.lasting {
            rule::Validity::Days(days) => Some(days),
            rule::Validity::Always => None,
        };
        let ended_by = from.ended.as_ref().map(|other| Claim::new(analysis, other));
        Self { end, says: &from.says, days: from.days.map(Days::new), lasting, ended_by }
    }
}

impl<'a> Group<'a> {
    fn new(analysis: &'a Analysis<'a>, from: &'a explain::Group) -> Self {
        let claims = from.first.iter().map(|line| Other {
            claim: Claim::new(analysis, &line.other),
            weak_because: &line.weak_because,
            shared: line.shared.as_deref(),
            ends: line.bounds.as_ref().map(|(low, high, of_other)| {
                let end = |facing: &'a explain::Facing, other| End {
                    other,
                    says: &facing.says,
                    days: facing.days.map(Days::new),
                };
                [end(low, *of_other), end(high, !of_other)]
            }),
        });
        let claims = claims.collect();
        let outcome = Outcome::of(from.verdict);
        Self { outcome, rule: from.rule.as_deref(), total: from.total, claims }
    }
}

impl<'a> Relation<'a> {
    fn new(from: &'a explain::AppliedRelation, findings: &'a [finding::Finding]) -> Self {
        let terms = from.terms.iter().map(|(attribute, claims)| Term { attribute, claims: claims.len() });
        Self {
            rule: &from.rule,
            relation: &from.text,
            terms: terms.collect(),
            broken: from.broken.iter().map(|&at| findings[at].fingerprint.as_str()).collect(),
        }
    }
}
