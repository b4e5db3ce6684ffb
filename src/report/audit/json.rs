//! The audit as one JSON document, with types of its own; rows are made as they are written.

use std::io;

use schemars::JsonSchema;
use serde::{Serialize, Serializer};

use super::AuditReport;
use super::row::{Days, Number};
use super::tables::{Claim, Coverage, Source, SourcePair};
use crate::report::json::{Finding, published};
use crate::report::{Out, Summary};
use gainsay_core::check::audit::{self, ChartAxis, Dispute as Found, Mark, Order, Thread, Wanted};
use gainsay_core::date::{Day, When};
use gainsay_core::finding::FindingKind;

/// Version of the format. A change that could break a reader raises it; new optional fields do not.
const VERSION: u32 = 1;

/// Writes the audit as JSON, row by row.
pub fn write(out: &mut Out<'_>, report: AuditReport<'_>) -> io::Result<()> {
    out.json(&Document::new(report, &report.threads()))
}

/// The JSON schema of what [`write()`] writes.
#[must_use]
pub fn schema() -> serde_json::Value {
    published::<Document<'_>>()
}

/// The tables of `gainsay audit --format json`. What is absent is not known, or there is none.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "gainsay audit")]
struct Document<'a> {
    /// Version of this format. It is raised when a change could break a reader; new optional fields do not raise it.
    version: u32,
    /// What was looked at and what was found, in numbers, whatever is asked for.
    summary: &'a Summary,
    /// What is asked for.
    filters: Filters<'a>,
    /// What the number of topics that is asked for leaves out; absent where none is asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    left_out: Option<LeftOut>,
    /// The claims that are asked for, each once.
    #[schemars(with = "Vec<Claim<'a>>")]
    claims: Rows<'a, Claim<'a>>,
    /// The findings that are reported, in the order that is asked for.
    #[schemars(with = "Vec<Dispute<'a>>")]
    disputes: Rows<'a, Dispute<'a>>,
    /// Claims of several sources that give the same value for the same topic at about the same time.
    #[schemars(with = "Vec<Agreement<'a>>")]
    agreements: Rows<'a, Agreement<'a>>,
    /// What each source does, those with the most claims first.
    #[schemars(with = "Vec<Source<'a>>")]
    sources: Rows<'a, Source<'a>>,
    /// How the claims of each two sources compare, those that conflict most first.
    #[schemars(with = "Vec<SourcePair<'a>>")]
    pairs: Rows<'a, SourcePair<'a>>,
    /// What the claims that are asked for lack.
    coverage: Coverage,
}

impl<'a> Document<'a> {
    fn new(report: AuditReport<'a>, threads: &'a [Thread<'a>]) -> Self {
        Self {
            version: VERSION,
            summary: report.summary,
            filters: Filters::new(report.audit.wanted(), report.order),
            left_out: report.audit.wanted().top.map(|_| LeftOut::new(report.audit.left_out())),
            claims: Rows::of(move || report.claims()),
            disputes: Rows::of(move || disputes(report, threads)),
            agreements: Rows::of(move || agreements(report, threads)),
            sources: Rows::of(move || report.sources()),
            pairs: Rows::of(move || report.pairs()),
            coverage: report.coverage(),
        }
    }
}

/// Rows that are made one at a time as they are written.
struct Rows<'a, R>(Box<dyn Fn() -> Box<dyn Iterator<Item = R> + 'a> + 'a>);

impl<'a, R> Rows<'a, R> {
    fn of<I: Iterator<Item = R> + 'a>(rows: impl Fn() -> I + 'a) -> Self {
        Self(Box::new(move || Box::new(rows())))
    }
}

impl<R: Serialize> Serialize for Rows<'_, R> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0())
    }
}

fn disputes<'a>(report: AuditReport<'a>, threads: &'a [Thread<'a>]) -> impl Iterator<Item = Dispute<'a>> {
    let reported = threads.iter().flat_map(|thread| &thread.findings);
    reported.map(move |&at| Dispute::new(report, report.audit.dispute_by_ids(at, usize::MAX)))
}

fn agreements<'a>(report: AuditReport<'a>, threads: &'a [Thread<'a>]) -> impl Iterator<Item = Agreement<'a>> {
    let records = report.audit.records();
    report.agreements(threads).map(|from| Agreement {
        claims: records.ids(&from.claims),
        subject: from.subject,
        attribute: from.attribute,
        place: from.place,
        value: from.value,
        sources: from.sources,
        origins: from.origins,
    })
}

/// Claims of several sources that give the same value for the same topic at about the same time.
#[derive(Serialize, JsonSchema)]
struct Agreement<'a> {
    /// Id of the subject.
    #[serde(skip_serializing_if = "Option::is_none")]
    subject: Option<String>,
    /// The attribute.
    attribute: String,
    /// Id of the place.
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<String>,
    /// The value as the first of the claims words it.
    value: String,
    /// How many sources agree.
    sources: usize,
    /// How many independent origins their claims have: 1 where all of them come from one.
    origins: usize,
    /// Ids of the claims, earliest first; second-hand ones are among them.
    claims: Vec<&'a str>,
}

/// What is asked for; a list without anything asks for all.
#[derive(Serialize, JsonSchema)]
struct Filters<'a> {
    /// Subjects, as ids or globs.
    subject: Vec<&'a str>,
    /// Attributes, as names or globs.
    attribute: Vec<&'a str>,
    /// Places, as ids or globs; what is within them is asked for, too.
    place: Vec<&'a str>,
    /// Sources, as ids or globs.
    source: Vec<&'a str>,
    /// Two sources, of which only what is between them is asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    between: Option<[&'a str; 2]>,
    /// The first day that claims may be about.
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<Days>,
    /// The last day that claims may be about.
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<Days>,
    /// Kinds of findings.
    kind: &'a [FindingKind],
    /// How many topics are reported at most, those with the most and worst findings.
    #[serde(skip_serializing_if = "Option::is_none")]
    top: Option<usize>,
    /// The order of disputes and agreements.
    sort: Order,
}

/// What an audit of the most disputed topics alone leaves out. It leaves out no claims, sources and pairs of sources.
#[derive(Serialize, JsonSchema)]
struct LeftOut {
    /// Topics about which something is found.
    topics: usize,
    /// What is found about them, and about no topic.
    findings: usize,
}

impl LeftOut {
    fn new(audit::LeftOut { topics, findings }: audit::LeftOut) -> Self {
        Self { topics, findings }
    }
}

impl<'a> Filters<'a> {
    fn new(wanted: &'a Wanted, order: Order) -> Self {
        let texts = |patterns: &'a [gainsay_core::rule::Pattern]| {
            patterns.iter().map(|pattern| pattern.text.value.as_str()).collect()
        };
        Self {
            subject: texts(&wanted.subject),
            attribute: texts(&wanted.attribute),
            place: texts(&wanted.place),
            source: texts(&wanted.source),
            between: wanted.between.as_ref().map(|both| both.each_ref().map(|one| one.text.value.as_str())),
            from: wanted.from.map(Days::of),
            to: wanted.to.map(Days::of),
            kind: &wanted.kind,
            top: wanted.top,
            sort: order,
        }
    }
}

/// A finding with its sides: all that `gainsay check --format json` tells of it, and where its claims lie.
#[derive(Serialize, JsonSchema)]
struct Dispute<'a> {
    #[serde(flatten)]
    finding: Finding<'a, Position<'a>, OnNoSide<'a>>,
    /// What `low` and `high` of its positions are; absent where its claims do not lie on one axis.
    #[serde(skip_serializing_if = "Option::is_none")]
    axis: Option<Axis<'a>>,
    /// The days that its claims are about, first to last.
    #[serde(skip_serializing_if = "Option::is_none")]
    days: Option<Days>,
}

/// What values are.
#[derive(Serialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
enum Axis<'a> {
    /// Numbers.
    Numbers {
        /// The unit that they are in; absent where they have none.
        #[serde(skip_serializing_if = "Option::is_none")]
        unit: Option<&'a str>,
    },
    /// Steps of a scale, by their number from 0.
    Stages {
        /// The steps, the lowest first.
        steps: Vec<&'a str>,
    },
    /// Days.
    Days,
    /// Words without an order: the number of the position, from 0.
    Words,
}

/// A side: a position of a conflict with the claims that say it, in ascending order, else each claim of the finding.
#[derive(Serialize, JsonSchema)]
struct Position<'a> {
    /// The value as one of the claims words it.
    value: String,
    /// What all of its claims allow, in words; absent where that cannot be said in one.
    #[serde(skip_serializing_if = "Option::is_none")]
    allows: Option<String>,
    /// Ids of its claims, the one that says it best in front; not all of them need be asked for.
    claims: Vec<&'a str>,
    /// How many independent origins those claims have. Sources that share a parent at any depth count as one, and so do
    /// claims that name the same page or stand under the same report.
    origins: usize,
    /// What each claim allows, ascending; a claim may allow several ranges, and has none where it has no place on the axis.
    ranges: Vec<Range<'a>>,
}

/// A claim of a conflict that is on no side.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "AuditOnNoSide")]
struct OnNoSide<'a> {
    /// Id of the claim.
    claim: &'a str,
    /// The numbers of the positions that it can be true with, from 1.
    fits: Vec<usize>,
    /// What it allows, ascending; nothing where it has no place on the axis.
    ranges: Vec<Range<'a>>,
}

/// A range of the axis that a claim allows.
#[derive(Serialize, JsonSchema)]
struct Range<'a> {
    /// Id of the claim.
    claim: &'a str,
    /// The low end, as a number or a day as the axis has it; absent where it is open below.
    #[serde(skip_serializing_if = "Option::is_none")]
    low: Option<End>,
    /// The high end; absent where it is open above.
    #[serde(skip_serializing_if = "Option::is_none")]
    high: Option<End>,
    /// Whether a hedge such as "about" moved the low end.
    low_hedged: bool,
    /// Whether a hedge moved the high end.
    high_hedged: bool,
}

/// An end of a range.
#[derive(Serialize, JsonSchema)]
#[serde(untagged)]
enum End {
    /// On an axis of numbers, stages or words.
    Number(Number),
    /// On an axis of days.
    Day(Days),
}

impl End {
    fn new(axis: &ChartAxis<'_>, at: rust_decimal::Decimal) -> Self {
        let day = || i32::try_from(at.trunc()).ok().map(|day| Self::Day(Days::of(Day(day))));
        match axis {
            ChartAxis::Days => day().unwrap_or(Self::Number(Number(at))),
            _ => Self::Number(Number(at)),
        }
    }
}

impl<'a> Dispute<'a> {
    fn new(report: AuditReport<'a>, found: Found<'a, &'a str>) -> Self {
        let Found { finding, axis, sides, days } = found;
        let (beside, sides): (Vec<_>, Vec<_>) = sides.into_iter().partition(audit::Side::is_beside);
        let positions = sides.into_iter().map(|side| Position::new(axis.as_ref(), side)).collect();
        let on_no_side = beside.into_iter().flat_map(|side| side.claims);
        let on_no_side = on_no_side.map(|mark| OnNoSide::new(axis.as_ref(), mark)).collect();
        let sides = (positions, on_no_side);
        Self {
            finding: Finding::with_sides(report.files, report.audit.records(), finding, sides),
            axis: axis.map(Axis::new),
            days: days.map(|When { first, last, .. }| Days(When::days(first, last, true))),
        }
    }
}

impl<'a> Axis<'a> {
    fn new(axis: ChartAxis<'a>) -> Self {
        match axis {
            ChartAxis::Numbers(unit) => Self::Numbers { unit },
            ChartAxis::Stages(steps) => Self::Stages { steps },
            ChartAxis::Days => Self::Days,
            ChartAxis::Sides => Self::Words,
        }
    }
}

impl<'a> OnNoSide<'a> {
    fn new(axis: Option<&ChartAxis<'_>>, mark: Mark<&'a str>) -> Self {
        Self { claim: mark.claim, ranges: Range::all(axis, &mark), fits: mark.beside.fits }
    }
}

impl<'a> Range<'a> {
    fn all(axis: Option<&ChartAxis<'_>>, mark: &Mark<&'a str>) -> Vec<Self> {
        let Some(axis) = axis else { return Vec::new() };
        let range = |bar: &audit::Bar| Self {
            claim: mark.claim,
            low: bar.low.map(|at| End::new(axis, at)),
            high: bar.high.map(|at| End::new(axis, at)),
            low_hedged: bar.low_hedged,
            high_hedged: bar.high_hedged,
        };
        mark.bars.iter().map(range).collect()
    }
}

impl<'a> Position<'a> {
    fn new(axis: Option<&ChartAxis<'_>>, side: audit::Side<&'a str>) -> Self {
        Self {
            ranges: side.claims.iter().flat_map(|mark| Range::all(axis, mark)).collect(),
            claims: side.claims.iter().map(|mark| mark.claim).collect(),
            value: side.value,
            allows: side.allows,
            origins: side.origins,
        }
    }
}
