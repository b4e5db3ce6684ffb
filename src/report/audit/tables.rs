//! The tables of the audit for programs, one description each: its columns, what they mean, and where their cells come from.
//! CSV, JSON, the schema and the documentation are made from it.

use clap::ValueEnum;
use schemars::JsonSchema;
use serde::Serialize;

use super::row::{DateGiven, Days, Number, Row, TableAbout, row, sentence, word_cells};
use crate::report::json::Severity;
use gainsay_core::check::Agreement;
use gainsay_core::check::audit::{
    self, Between, BoundRow, Called, ChartAxis, ClaimRow, Dispute, Mark, Side, SourceRow,
};
use gainsay_core::check::explain::{Since, WhichBound};
use gainsay_core::claim::{Records, Stance};
use gainsay_core::date::{Day, When};
use gainsay_core::finding::{FindingKind, Strength, WeakReason};
use gainsay_core::text::Files;

word_cells!(FindingKind, Severity, Strength, Stance, AxisKind);

/// A table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum AuditTable {
    /// The claims
    Claims,
    /// The findings
    Disputes,
    /// The sides of each finding, claim by claim
    Positions,
    /// Who says the same, claim by claim
    Agreements,
    /// What each source does
    Sources,
    /// Source against source
    Pairs,
    /// What records lack
    Coverage,
}

impl AuditTable {
    /// All tables.
    pub const ALL: [Self; 7] = [
        Self::Claims,
        Self::Disputes,
        Self::Positions,
        Self::Agreements,
        Self::Sources,
        Self::Pairs,
        Self::Coverage,
    ];

    /// Its name, its rows and its columns.
    #[must_use]
    pub fn about(self) -> TableAbout {
        fn of<R: Row>(name: &'static str) -> TableAbout {
            TableAbout { name, about: sentence(R::ABOUT), columns: R::COLUMNS }
        }
        match self {
            Self::Claims => of::<Claim<'_>>("claims"),
            Self::Disputes => of::<DisputeRow<'_>>("disputes"),
            Self::Positions => of::<PositionRow<'_>>("positions"),
            Self::Agreements => of::<AgreementRow<'_>>("agreements"),
            Self::Sources => of::<Source<'_>>("sources"),
            Self::Pairs => of::<SourcePair<'_>>("pairs"),
            Self::Coverage => of::<Coverage>("coverage"),
        }
    }
}

/// A table that `gainsay export` writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExportTable {
    /// The claims
    Claims,
    /// The findings
    Findings,
    /// Which claims each finding is between
    Positions,
    /// The bounds of the claims, and when each is valid
    Bounds,
}

impl ExportTable {
    /// All tables.
    pub const ALL: [Self; 4] = [Self::Claims, Self::Findings, Self::Positions, Self::Bounds];

    /// Its name, its rows and its columns.
    #[must_use]
    pub fn about(self) -> TableAbout {
        match self {
            Self::Claims => AuditTable::Claims.about(),
            Self::Findings => TableAbout { name: "findings", ..AuditTable::Disputes.about() },
            Self::Positions => AuditTable::Positions.about(),
            Self::Bounds => {
                TableAbout { name: "bounds", about: sentence(Bound::ABOUT), columns: Bound::COLUMNS }
            }
        }
    }
}

/// What the values of a dispute are.
#[derive(Clone, Copy, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum AxisKind {
    /// Numbers.
    Numbers,
    /// Steps of a scale.
    Stages,
    /// Days.
    Days,
    /// Words, without an order.
    Words,
}

impl AxisKind {
    pub(super) fn of(axis: &ChartAxis<'_>) -> Self {
        match axis {
            ChartAxis::Numbers(_) => Self::Numbers,
            ChartAxis::Stages(_) => Self::Stages,
            ChartAxis::Days => Self::Days,
            ChartAxis::Sides => Self::Words,
        }
    }
}

fn name(called: Called<'_>) -> &str {
    called.name
}

fn id(called: Called<'_>) -> &str {
    called.id
}

row! {
    /// A claim that is asked for. Each is here once, by subject and attribute, then by date; those whose values cannot be
    /// read come last.
    struct Claim<'a> from (files: &'a Files, records: &'a Records, row: ClaimRow<'a>) {
        let at = files.location(row.span);
        /// Its id.
        id: &'a str = row.id,
        /// Id of who makes it.
        source: &'a str = row.source.id,
        /// The name to show for that.
        source_name: &'a str = row.source.name,
        /// The grade of the source by the Admiralty code, `A` to `F`.
        reliability?: char = row.reliability,
        /// The grade of the claim by the Admiralty code, 1 to 6.
        credibility?: u8 = row.credibility,
        /// Id of the source that it passes on.
        cites?: &'a str = row.cites.map(id),
        /// The name to show for that.
        cites_name?: &'a str = row.cites.map(name),
        /// Id of what it is about.
        subject?: &'a str = row.subject.map(id),
        /// The name to show for that.
        subject_name?: &'a str = row.subject.map(name),
        /// What is claimed of the subject.
        attribute: &'a str = row.attribute.id,
        /// The words to show for that.
        attribute_name: &'a str = row.attribute.name,
        /// Id of the place.
        place?: &'a str = row.place.map(id),
        /// The name to show for that.
        place_name?: &'a str = row.place.map(name),
        /// The named part of the subject that alone is spoken of.
        scope?: &'a str = row.scope,
        /// The value as worded; a share and a denial say that they are there.
        value: String = row.value,
        /// What the source does with the value: `asserts`, `denies`, or `unconfirmed` where it cannot confirm it.
        stance: Stance = row.stance,
        /// What that allows, in words; absent where the value cannot be read.
        allows?: String = row.allows,
        /// The lowest number that is allowed, in `unit`; absent where that bound is open, or values are not numbers.
        low?: Number = row.low.map(Number),
        /// The highest number that is allowed, in `unit`.
        high?: Number = row.high.map(Number),
        /// The unit of `low` and `high`; absent where they have none.
        unit?: &'a str = row.unit,
        /// The days that it is about: its as-of date, else its period, else the day of its publication.
        date?: Days = row.when.map(Days),
        /// The days on which it was said.
        published?: Days = row.published.map(Days),
        /// The days on which its lower bound is valid; absent where it has none, or it is valid on no day.
        low_stands?: Days = row.low_stands.map(Days),
        /// The days on which its upper bound is valid.
        high_stands?: Days = row.high_stands.map(Days),
        /// Id of the later claim of the same source that gave up either end of it first.
        revised_by?: &'a str = row.revised_by.map(|claim| records.id(claim)),
        /// Whether it only passes on what a source says that is here itself; it then counts for nothing else.
        echo: bool = row.echo,
        /// Whether the source that it cites is in the records and has not said so there; what rests on it alone is weak.
        unverified: bool = row.unverified,
        /// Whether it is in a conflict with another source.
        in_conflict: bool = row.in_conflict,
        /// Who spoke for the source.
        speaker?: &'a str = row.speaker,
        /// Who carried it.
        publisher?: &'a str = row.publisher,
        /// Where it can be read, as the record says.
        url?: &'a str = row.url,
        /// The source's own words, as the record gives them.
        quote?: &'a str = row.quote,
        /// Path of the file, with `/` between its parts.
        path: &'a str = &files.get(row.span.file).path,
        /// Line of the words that findings underline for it, from 1.
        line: usize = at.line,
        /// Column of those, from 1, in characters.
        column: usize = at.column,
        /// The words of the value as the record has them: without figures beside them, and without what its share and its stance say.
        wording?: String = row.wording,
        /// The lowest figure, where the record gives its value by figures.
        figure_low?: &'a str = row.figures[0],
        /// The likeliest figure.
        figure_best?: &'a str = row.figures[1],
        /// The highest figure.
        figure_high?: &'a str = row.figures[2],
        /// By how much these may be off either way.
        margin?: &'a str = row.figures[3],
        /// How much of the subject a status applies to, as the record says.
        share?: &'a str = row.share,
        /// Its as-of date, as the record says.
        as_of?: DateGiven = row.as_of.map(DateGiven),
        /// The period that it is of, as the record says.
        during?: DateGiven = row.during.map(DateGiven),
        /// The last day on which it is meant to be true, as the record says.
        until?: DateGiven = row.until.map(DateGiven),
        /// Whether it is a last word, and so valid for good.
        is_final: bool = row.last_word,
        /// Whether it takes back what its source said before.
        correction: bool = row.correction,
    }
}

row! {
    /// A finding that is reported, whatever its severity, accepted ones included; in the order of `--sort`. In JSON a dispute
    /// is an object of the same names that holds all of its positions, pairs and labels as well.
    struct DisputeRow<'a> from (files: &'a Files, dispute: &Dispute<'a>) {
        let finding = dispute.finding;
        let spot = finding.labels[0].span;
        let at = files.location(spot);
        let accepted = finding.accepted.as_ref();
        /// Stable name of the finding, the same as in `gainsay check --format json`.
        fingerprint: &'a str = &finding.fingerprint,
        /// Id of the rule that found it, or the code of what is wrong with a record.
        rule: &'a str = &finding.rule,
        /// What sort of finding it is, such as `conflict`, `misattribution` or `undetermined`.
        kind: FindingKind = finding.kind,
        /// How bad it is: `error`, `warning` or `note`.
        severity: Severity = finding.severity.into(),
        /// How sure it is, `strong` or `weak`; only where claims contradict each other.
        strength?: Strength = finding.strength,
        /// Why it is no more than weak, such as `days-apart`; of several reasons, one behind the other with a blank between. In JSON it is a
        /// list.
        weak_because?: String = reasons(&finding.weak_because),
        /// What was found, in one line.
        message: &'a str = &finding.message,
        /// What to do about it, or how it was worked out.
        help?: &'a str = finding.help.as_deref(),
        /// Id of the subject.
        subject?: &'a str = finding.subject.as_deref(),
        /// The attribute.
        attribute?: &'a str = finding.attribute.as_deref(),
        /// Id of the place.
        place?: &'a str = finding.place.as_deref(),
        /// How many pairs of claims contradict each other.
        pairs_total: u64 = finding.pairs_total,
        /// What its values are, where they lie on one axis: `numbers`, `stages`, `days` or `words`. In JSON the object `axis` says
        /// so by its `kind`.
        axis?: AxisKind = dispute.axis.as_ref().map(AxisKind::of),
        /// The unit of its numbers. In JSON it is in `axis`.
        unit?: &'a str = match dispute.axis {
            Some(ChartAxis::Numbers(unit)) => unit,
            _ => None,
        },
        /// The days that its claims are about, first to last.
        days?: Days = dispute.days.map(Days),
        /// Why people have accepted it; absent where they have not. In JSON it is in `accepted`.
        accepted_reason?: &'a str = accepted.map(|why| why.reason.as_str()),
        /// The last day on which it is accepted. In JSON it is in `accepted`.
        accepted_expires?: Days = accepted.and_then(|why| why.expires).map(Days::of),
        /// Path of the file of its first spot. In JSON all spots are in `labels`.
        path: &'a str = &files.get(spot.file).path,
        /// Line of that spot, from 1.
        line: usize = at.line,
        /// Column of that spot, from 1, in characters.
        column: usize = at.column,
    }
}

row! {
    /// A claim on one of the sides of a finding. In JSON each dispute holds its `positions`, and each of these its `claims` and
    /// the ranges of values that they allow.
    struct PositionRow<'a> from (dispute: &'a Dispute<'_, &'a str>, position: usize, side: &'a Side<&'a str>, mark: &'a Mark<&'a str>) {
        /// That of the finding, as in `disputes`.
        fingerprint: &'a str = &dispute.finding.fingerprint,
        /// The number of the side within the finding, from 1; the positions of a conflict ascend. In JSON it is the place in
        /// the list.
        position: usize = position,
        /// The value of the side as one of its claims words it.
        value: &'a str = &side.value,
        /// What all claims of the side allow, in words; absent where that cannot be said in one.
        allows?: &'a str = side.allows.as_deref(),
        /// How many independent origins the claims of the side have.
        origins: usize = side.origins,
        /// Id of the claim, as in `claims`. A side may hold claims that are not asked for.
        claim: &'a str = mark.claim,
    }
}

row! {
    /// A bound of a claim that is asked for, with the days on which it is valid. A set with a hole has its bounds, and a row for the whole.
    struct Bound<'a> from (records: &'a Records, row: BoundRow<'a>) {
        /// Id of the claim, as in `claims`.
        claim: &'a str = row.claim,
        /// Which bound: `lower`, `upper`, `before` for that of the days before a status began, or `whole` where the two are one.
        bound: &'static str = match row.bound {
            WhichBound::Lower => "lower",
            WhichBound::Upper => "upper",
            WhichBound::Before => "before",
            WhichBound::Whole => "whole",
        },
        /// What it says, in words.
        says: String = row.says,
        /// Its number, in `unit`; absent where values are not numbers.
        number?: Number = row.number.map(Number),
        /// The unit of `number`; absent where it has none.
        unit?: &'a str = row.unit,
        /// The first day on which it is valid; absent where it is valid from ever on, or on no day.
        valid_from?: Days = first(row.days),
        /// The last day on which it is valid; absent where it is valid for ever, or on no day.
        valid_to?: Days = last(row.days),
        /// Whether there is a day on which it is valid.
        valid: bool = row.days.is_some(),
        /// What its days are counted from: `as-of`, `during`, `period`, `published`, or `undated` where the claim has no date.
        since: &'static str = match row.since {
            Since::AsOf => "as-of",
            Since::During => "during",
            Since::Period => "period",
            Since::Published => "published",
            Since::Undated => "undated",
        },
        /// Id of the later claim of the same source that superseded it.
        superseded_by?: &'a str = row.superseded_by.map(|claim| records.id(claim)),
    }
}

/// The first day of these, where they have one.
fn first(days: Option<When>) -> Option<Days> {
    days.map(|days| days.first).filter(|day| *day != Day::MIN).map(Days::of)
}

/// The last day of these, where they have one.
fn last(days: Option<When>) -> Option<Days> {
    days.map(|days| days.last).filter(|day| *day != Day::MAX).map(Days::of)
}

row! {
    /// A claim among those of several sources that give the same value for the same topic at about the same time. In JSON each
    /// agreement holds its `claims`.
    struct AgreementRow<'a> from (number: usize, agreement: &'a Agreement, claim: &'a str) {
        /// The number of the agreement, from 1. In JSON it is the place in the list.
        agreement: usize = number,
        /// Id of the subject.
        subject?: &'a str = agreement.subject.as_deref(),
        /// The attribute.
        attribute: &'a str = &agreement.attribute,
        /// Id of the place.
        place?: &'a str = agreement.place.as_deref(),
        /// The value as the first of the claims words it.
        value: &'a str = &agreement.value,
        /// How many sources agree.
        sources: usize = agreement.sources,
        /// How many independent origins their claims have: 1 where all of them come from one.
        origins: usize = agreement.origins,
        /// Id of the claim, as in `claims`, the earliest first.
        claim: &'a str = claim,
    }
}

row! {
    /// A source, and what it does. Only claims that are asked for count, and what is found about them, of whatever kind. Those with the most claims come first.
    struct Source<'a> from (row: &SourceRow<'a>) {
        /// Its id.
        source: &'a str = row.source.id,
        /// The name to show for that.
        source_name: &'a str = row.source.name,
        /// Its grade by the Admiralty code, `A` to `F`.
        reliability?: char = row.reliability,
        /// Id of the source that it is part of.
        part_of?: &'a str = row.part_of.map(id),
        /// The name to show for that.
        part_of_name?: &'a str = row.part_of.map(name),
        /// Its claims.
        claims: usize = row.claims,
        /// Those of its claims that are in a conflict with another source.
        in_conflict: usize = row.in_conflict,
        /// How often it changed what it said.
        revisions: usize = row.revisions,
        /// How often it contradicts itself, or goes back on its own words.
        turns: usize = row.turns,
        /// Those of its claims that only pass on what a source says that is here itself.
        echoes: usize = row.echoes,
        /// How often it gives a source that it cites otherwise than that source itself.
        misattributes: usize = row.misattributes,
        /// How often others do that to it.
        misattributed: usize = row.misattributed,
        /// Those of its claims that have no date.
        undated: usize = row.undated,
        /// Those of its claims without a quote.
        unquoted: usize = row.unquoted,
    }
}

row! {
    /// Two sources, and how their claims compare; those that conflict most come first. Each pair of claims counts
    /// once. Claims that are never valid on a common day, and second-hand ones of sources that are here themselves, do not count.
    /// Where there are very many claims, each counts against those nearest in time, and the other pairs are left out.
    struct SourcePair<'a> from (row: &Between<'a>) {
        /// Id of the source that comes first by its id.
        source: &'a str = row.one.id,
        /// The name to show for that.
        source_name: &'a str = row.one.name,
        /// Id of the other.
        other: &'a str = row.other.id,
        /// The name to show for that.
        other_name: &'a str = row.other.name,
        /// How many pairs of claims can both be true.
        agree: u64 = row.agree,
        /// How many conflict.
        conflict: u64 = row.conflict,
        /// How many are not compared.
        not_compared: u64 = row.not_compared,
        /// Id of the source that both are part of.
        parent?: &'a str = row.parent.map(id),
        /// The name to show for that.
        parent_name?: &'a str = row.parent.map(name),
        /// How many are left out, those farthest apart in time, as there are more than an audit looks at; absent where none is.
        left_out?: u64 = Some(row.left_out).filter(|&pairs| pairs > 0),
    }
}

row! {
    /// What the claims that are asked for lack, in numbers: one row, in JSON one object.
    struct Coverage from (row: audit::Coverage) {
        /// Claims.
        claims: usize = row.claims,
        /// Those without a date: neither as-of, period nor publication.
        undated: usize = row.undated,
        /// Those without a grade, of the claim or of its source.
        ungraded: usize = row.ungraded,
        /// Those without a quote.
        unquoted: usize = row.unquoted,
        /// Those without an address.
        unlinked: usize = row.unlinked,
        /// Those without a place.
        unplaced: usize = row.unplaced,
        /// Those whose value cannot be read; they are compared with nothing.
        unread: usize = row.unread,
        /// Those that pass on what another source says.
        second_hand: usize = row.second_hand,
        /// Those of them that are held against that source and count for nothing else.
        echoes: usize = row.echoes,
        /// Those that are in a conflict.
        in_conflict: usize = row.in_conflict,
    }
}

/// The names of reasons with a blank between them; nothing where there are none.
fn reasons(reasons: &[WeakReason]) -> Option<String> {
    let names: Vec<&str> = reasons.iter().map(|reason| reason.name()).collect();
    (!names.is_empty()).then(|| names.join(" "))
}
