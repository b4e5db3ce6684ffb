//! One claim as a row of a table.

use std::borrow::Cow;

use rust_decimal::Decimal;

use super::Audit;
use crate::check::context::Context;
use crate::check::topic::axis::Axis;
use crate::check::topic::{Hand, Topic};
use crate::check::wording::{value_span, words};
use crate::claim::{Claim, ClaimId, Details, End, Stance, Told, Wording};
use crate::date::When;
use crate::value::Point;
use gainsay_yaml::text::{Name, Span, Text};

/// An id, and the name that is shown for it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Called<'a> {
    /// The id.
    pub id: &'a str,
    /// The name to show; the id where there is none.
    pub name: &'a str,
}

/// A claim, with all that a table reports it. It is made when it is asked for; none is kept.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is a column of its own")]
pub struct ClaimRow<'a> {
    /// Which one it is.
    pub number: ClaimId,
    /// Its id.
    pub id: &'a str,
    /// Who makes it.
    pub source: Called<'a>,
    /// The grade of the source by the Admiralty code, `A` to `F`.
    pub reliability: Option<char>,
    /// The grade of the claim by the Admiralty code, 1 to 6.
    pub credibility: Option<u8>,
    /// Whom it passes on.
    pub cites: Option<Called<'a>>,
    /// What it is about.
    pub subject: Option<Called<'a>>,
    /// What is claimed of that.
    pub attribute: Called<'a>,
    /// Where.
    pub place: Option<Called<'a>>,
    /// The named part of the subject that alone is spoken of.
    pub scope: Option<&'a str>,
    /// The value as worded; a share and a denial say that they are there.
    pub value: Cow<'a, str>,
    /// The words alone; nothing where the source can only not confirm it.
    pub words: Option<Cow<'a, str>>,
    /// What the source does with the value.
    pub stance: Stance,
    /// What that allows, in words; nothing where the value cannot be read.
    pub allows: Option<String>,
    /// Whether its values are the stages of a scale.
    pub staged: bool,
    /// The lowest number that is allowed, in `unit`; nothing where that end is open, or values are no numbers.
    pub low: Option<Decimal>,
    /// The highest.
    pub high: Option<Decimal>,
    /// The unit of `low` and `high`; nothing where they bear none.
    pub unit: Option<&'a str>,
    /// When it is meant to be true: its as-of date, else the period that it is of, else the day of its publication.
    pub when: Option<When>,
    /// When it was said.
    pub published: Option<When>,
    /// The days on which its lower bound is valid; nothing where it has none, or it is valid on no day.
    pub low_stands: Option<When>,
    /// The days on which its upper bound is valid.
    pub high_stands: Option<When>,
    /// The later claim of the same source that gave up either end of it first.
    pub revised_by: Option<ClaimId>,
    /// Whether it only passes on what a source says that is here itself.
    pub echo: bool,
    /// Whether the source that it cites is in the records and has not said so there.
    pub unverified: bool,
    /// Whether it is in a conflict.
    pub in_conflict: bool,
    /// Who spoke for the source.
    pub speaker: Option<&'a str>,
    /// Who carried it.
    pub publisher: Option<&'a str>,
    /// Where it can be read; untrusted, like everything from claim files.
    pub url: Option<&'a str>,
    /// The source's own words.
    pub quote: Option<&'a str>,
    /// What the record notes beside it.
    pub note: Option<&'a str>,
    /// The value as the record has it, without what its share and its stance say.
    pub wording: Option<Cow<'a, str>>,
    /// The lowest, the likeliest and the highest figure, and by how much they may be off, where the record gives its value by figures.
    pub figures: [Option<&'a str>; 4],
    /// How much of the subject a status speaks of.
    pub share: Option<&'static str>,
    /// When it is meant to be true, as the record says.
    pub as_of: Option<When>,
    /// The period that it is of, as the record says.
    pub during: Option<When>,
    /// The last day on which it is meant to be true, as the record says.
    pub until: Option<When>,
    /// Whether it is a last word.
    pub last_word: bool,
    /// Whether it takes back what its source said before.
    pub correction: bool,
    /// The words that findings underline for it.
    pub span: Span,
    /// The whole record.
    pub record: Span,
}

impl ClaimRow<'_> {
    /// The grades of its source and of itself by the Admiralty code, as one is written behind the other: `B2`.
    #[must_use]
    pub fn grade(&self) -> Option<String> {
        words::grade(self.reliability, self.credibility)
    }

    /// Its value as people are told it.
    #[must_use]
    pub fn told(&self) -> Told {
        Told::new(self.words.as_deref(), self.stance, self.share.filter(|share| *share != "all"))
    }
}

impl Audit<'_> {
    /// What the source of a claim is called.
    #[must_use]
    pub fn source_name(&self, claim: ClaimId) -> &str {
        self.context.source(self.context.records.claim(claim).source.value)
    }

    /// The title of the attribute of a claim, where it is declared with one.
    #[must_use]
    pub fn attribute_title(&self, claim: ClaimId) -> Option<&str> {
        let (topic, _) = self.member(claim).1?;
        topic.definition.title
    }

    /// The row of a claim.
    #[must_use]
    pub fn row(&self, claim: ClaimId) -> ClaimRow<'_> {
        let record = self.context.records.claim(claim);
        let mut row = plain(record, self.in_conflict[claim.index()], self.context);
        if let Some((topic, at)) = self.boxed(claim) {
            read(&mut row, &self.ready.topics[topic], at);
        }
        row
    }
}

/// What the record says by itself.
fn plain<'a>(claim: &'a Claim, in_conflict: bool, context: &'a Context<'_>) -> ClaimRow<'a> {
    let details = claim.details.as_ref();
    let text =
        |of: fn(&Details) -> Option<&Text>| details.and_then(of).map(|text| text.as_str(context.files));
    ClaimRow {
        number: claim.number,
        id: context.id(claim),
        source: source(claim.source.value, context),
        reliability: context.grade(claim.source.value),
        credibility: details.and_then(Details::credibility).map(|grade| grade.value),
        cites: claim.cites.map(|cites| source(cites.value, context)),
        subject: claim.subject.map(|subject| called(subject.value, context.subject(subject.value), context)),
        attribute: called(claim.attribute.value, context.text(claim.attribute.value), context),
        place: claim.place.map(|place| called(place.value, context.place(place.value), context)),
        scope: claim.scope.map(|scope| context.text(scope.value)),
        value: claim.worded(context.files),
        words: claim.words(context.files),
        stance: claim.stance,
        allows: None,
        staged: false,
        low: None,
        high: None,
        unit: None,
        when: claim.as_of.or(claim.during).or(claim.published).map(|when| when.value),
        published: claim.published.map(|published| published.value),
        low_stands: None,
        high_stands: None,
        revised_by: None,
        echo: false,
        unverified: false,
        in_conflict,
        speaker: text(Details::speaker),
        publisher: text(Details::publisher),
        url: text(Details::url),
        quote: text(Details::quote),
        note: text(Details::note),
        wording: wording(claim, context),
        figures: figures(claim, context),
        share: claim.share.map(|share| share.value.name()),
        as_of: claim.as_of.map(|as_of| as_of.value),
        during: claim.during.map(|during| during.value),
        until: match claim.end {
            Some(End::Until(until)) => Some(until.value),
            _ => None,
        },
        last_word: matches!(claim.end, Some(End::Final)),
        correction: claim.correction,
        span: value_span(claim),
        record: claim.span,
    }
}

/// The words of its value, without figures beside them.
fn wording<'a>(claim: &'a Claim, context: &'a Context<'_>) -> Option<Cow<'a, str>> {
    match &claim.value {
        Some(Wording::Figures(figures)) => {
            figures.worded.as_ref().map(|text| text.as_str(context.files).into())
        }
        _ => claim.words(context.files),
    }
}

/// The figures of its value, where it is given by such.
fn figures<'a>(claim: &'a Claim, context: &'a Context<'_>) -> [Option<&'a str>; 4] {
    let Some(Wording::Figures(figures)) = &claim.value else { return [None; 4] };
    let text = |text: &'a Option<Text>| text.as_ref().map(|text| text.as_str(context.files));
    [text(&figures.low), text(&figures.best), text(&figures.high), text(&figures.margin)]
}

/// Adds what the engine makes of it.
fn read<'a>(row: &mut ClaimRow<'a>, topic: &'a Topic<'_>, at: usize) {
    let said = &topic.claims[at];
    let basis = said.basis();
    let [lower, upper] = [basis.lower(), basis.upper()].map(|bound| bound.map(|bound| bound.valid));
    let superseded = [lower, upper].into_iter().flatten();
    let superseded = superseded.filter_map(|valid| valid.limit.superseded_by());
    let first = superseded.min_by_key(|&at| (topic.claims[at].time.map(|time| time.when.first), at));
    let shown =
        |point: Option<Point>| point.and_then(|point| topic.axis.column_number(point, said.scope.unit));
    row.allows = Some(match said.claim.stance {
        Stance::Unconfirmed => "anything".to_owned(),
        _ => words::allows(topic, said),
    });
    row.staged = matches!(topic.axis, Axis::Stage(_));
    row.low = shown(said.allowed.plain.low());
    row.high = shown(said.allowed.plain.high());
    row.unit = topic.axis.column_unit(said.scope.unit);
    row.when = said.days();
    row.low_stands = lower.and_then(|valid| valid.days());
    row.high_stands = upper.and_then(|valid| valid.days());
    row.revised_by = first.map(|at| topic.claims[at].claim.number);
    row.echo = said.echo();
    row.unverified = said.hand == Hand::Unverified;
}

pub(super) fn source<'a>(id: Name, context: &'a Context<'_>) -> Called<'a> {
    called(id, context.source(id), context)
}

pub(super) fn called<'a>(id: Name, name: &'a str, context: &'a Context<'_>) -> Called<'a> {
    Called { id: context.text(id), name }
}
