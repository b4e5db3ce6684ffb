//! Values by themselves: what each of them allows, and what comes of each two of them.
//!
//! They are read and compared as claims of one day, each of another source, so all is decided as it is in a check.

use super::context::Context;
use super::explain::{Reads, reads};
use super::prepared::Prepared;
use super::reason::CompatibleReason;
use super::topic::At;
use super::verdict::{Judge, Verdict};
use crate::claim::{Claim, ClaimId, Details, IdFrom, Records, Registry, Stance, Wording};
use crate::date::When;
use crate::finding::WeakReason;
use crate::problem::{Code, Problem};
use crate::rule::Rules;
use gainsay_yaml::text::{Files, Names, Span, Spanned, Text};

/// The attribute that values are read for where nobody names one.
const NO_ATTRIBUTE: &str = "value";

/// Of more values than this no two are compared.
pub const MOST_COMPARED: usize = 16;

/// What values are read for.
#[derive(Debug, Clone, Copy, Default)]
pub struct ReadFor<'a> {
    /// The name of the attribute; where there is none, each value is read as it looks.
    pub attribute: Option<&'a str>,
    /// The as-of date, from which dates in words are counted.
    pub as_of: Option<When>,
    /// The language that they are worded in, as a BCP 47 tag that is in the files; English where there is none.
    pub lang: Option<Span>,
}

/// Values as read, and what comes of each two of them.
#[derive(Debug, Clone)]
pub struct ReadValues {
    /// The values, in the order in which they were given.
    pub values: Vec<ReadValue>,
    /// Each two of those that could be read, the first with the others first; none of more than [`MOST_COMPARED`] values.
    pub pairs: Vec<ReadPair>,
}

/// A value as read.
#[derive(Debug, Clone)]
pub struct ReadValue {
    /// The value.
    pub span: Span,
    /// What it allows, or why it cannot be read.
    pub read: Result<Reads, Problem>,
}

/// What comes of two values on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadPair {
    /// Which of the values, the first counted as 0.
    pub values: [usize; 2],
    /// The verdict; nothing where they are of two kinds, which are never compared.
    pub verdict: Option<Verdict>,
    /// Where they conflict weakly, why it is no more than that.
    pub weak_because: Vec<WeakReason>,
    /// The rule that was asked.
    pub rule: Option<String>,
    /// What both allow, where they are compatible by that.
    pub shared: Option<String>,
}

/// Reads `values`, which are in `files` byte for byte, by the rules in force; the spans of `rules` point into `files` too.
#[must_use]
pub fn read(files: &Files, values: &[Span], read_for: ReadFor<'_>, rules: &Rules) -> ReadValues {
    let records = records(files, values, read_for);
    let context = Context::new(files, &records, rules);
    let prepared = Prepared::new(&context);
    let mut at: Vec<Option<At>> = vec![None; values.len()];
    for place in super::topic::every(&prepared.topics) {
        at[super::topic::claim_at(&prepared.topics, place).claim.number.index()] = Some(place);
    }
    let mut problems: Vec<&Problem> = prepared.problems.iter().collect();
    problems.sort_by_key(|problem| place_of(problem.span));
    let value = |(span, at): (&Span, &Option<At>)| ReadValue {
        span: *span,
        read: match at {
            Some((topic, at)) => Ok(reads(&prepared.topics[*topic], *at, &context)),
            None => Err(refused(*span, &problems)),
        },
    };
    let read = values.iter().zip(&at).map(value).collect();
    let pairs = if values.len() > MOST_COMPARED { Vec::new() } else { pairs(&at, &prepared, &context) };
    ReadValues { values: read, pairs }
}

/// Each value as the claim of a source of its own.
fn records(files: &Files, values: &[Span], ReadFor { attribute, as_of, lang }: ReadFor<'_>) -> Records {
    let mut names = Names::default();
    let attribute = names.intern(attribute.unwrap_or(NO_ATTRIBUTE));
    let claim = |(number, &span): (usize, &Span)| {
        let name = Spanned::new(names.intern(&format!("value-{number}")), span);
        Claim {
            number: ClaimId::from_index(number),
            id: name,
            id_from: IdFrom::Number,
            span,
            source: name,
            subject: None,
            attribute: Spanned::new(attribute, span),
            place: None,
            scope: None,
            value: Some(Wording::Scalar(Text::plain(span))),
            stance: Stance::Asserts,
            share: None,
            as_of: as_of.map(|as_of| Spanned::new(as_of, span)),
            during: None,
            published: None,
            end: None,
            cites: None,
            correction: false,
            details: lang.map(|lang| Details::lang_alone(Text::plain(lang))),
        }
    };
    debug_assert!(values.iter().all(|span| files.get(span.file).text.get(span.start as usize..).is_some()));
    let claims = values.iter().enumerate().map(claim).collect();
    Records { names, claims, registry: Registry::default(), ..Records::default() }
}

/// Why the value at `span` is in no topic; the problems are in the order of their places.
fn refused(span: Span, problems: &[&Problem]) -> Problem {
    let first = problems.partition_point(|problem| place_of(problem.span) < place_of(span));
    let within = |problem: &&&Problem| problem.span.file == span.file && problem.span.end <= span.end;
    match problems.get(first).filter(within) {
        Some(problem) => (*problem).clone(),
        None => Problem::new(Code::UnreadableValue, span, "cannot read this value"),
    }
}

fn place_of(span: Span) -> (u32, u32) {
    (span.file.index(), span.start)
}

/// What comes of each two values that could be read.
fn pairs(at: &[Option<At>], prepared: &Prepared<'_>, context: &Context<'_>) -> Vec<ReadPair> {
    let judges: Vec<Judge<'_, '_>> = prepared.topics.iter().map(|topic| Judge::new(topic, context)).collect();
    let mut pairs = Vec::new();
    for (one, place) in at.iter().enumerate() {
        for (other, beside) in at.iter().enumerate().skip(one + 1) {
            let (Some(place), Some(beside)) = (place, beside) else { continue };
            let values = [one, other];
            if place.0 != beside.0 {
                pairs.push(ReadPair {
                    values,
                    verdict: None,
                    weak_because: Vec::new(),
                    rule: None,
                    shared: None,
                });
                continue;
            }
            let judged = judges[place.0].judge(place.1, beside.1);
            let (topic, a, b) = prepared.topics[place.0].comparing(place.1, beside.1);
            let (a, b) = (&topic.claims[a], &topic.claims[b]);
            let shared = (judged.verdict == Verdict::Compatible(CompatibleReason::Meets))
                .then(|| topic.axis.show(&a.allowed.plain.intersection(&b.allowed.plain), a.scope.unit));
            let rule = judged.rule.map(|rule| rule.id.value.clone());
            let verdict = Some(judged.verdict);
            pairs.push(ReadPair { values, verdict, weak_because: judged.weak_because, rule, shared });
        }
    }
    pairs
}
