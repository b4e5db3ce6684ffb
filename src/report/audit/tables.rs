//! The tables of the audit for programs, one description each: its columns, what they mean, and where their cells come from.
//! CSV, JSON, the schema and the documentation are made from it.

use std::borrow::Cow;

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
    /// The claims on each side of a finding
    Positions,
    /// Who says the same, claim by claim
    Agreements,
    /// What each source does
    Sources,
    /// Source against source
    Pairs,
    /// What records have and lack
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
    /// The claims on each side of a finding
    Positions,
    /// The bounds of the claims, such as `at least 30`, and when each is valid
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
    /// A claim that the filters select. Rows are sorted by subject and attribute, then by date. Claims whose values cannot be read
    /// come last.
    struct Claim<'a> from (files: &'a Files, records: &'a Records, row: ClaimRow<'a>) {
        let at = files.location(row.span);
        /// The id of the claim.
        id: &'a str = row.id,
        /// The id of the source that makes it.
        source: &'a str = row.source.id,
        /// The name of the source.
        source_name: &'a str = row.source.name,
        /// The grade of the source by the Admiralty code, `A` to `F`.
        reliability?: char = row.reliability,
        /// The grade of the claim by the Admiralty code, 1 to 6.
        credibility?: u8 = row.credibility,
        /// The id of the source that it cites.
        cites?: &'a str = row.cites.map(id),
        /// The name of that source.
        cites_name?: &'a str = row.cites.map(name),
        /// The id of the subject.
        subject?: &'a str = row.subject.map(id),
        /// The name of the subject.
        subject_name?: &'a str = row.subject.map(name),
        /// The attribute.
        attribute: &'a str = row.attribute.id,
        /// The name of the attribute, as findings show it.
        attribute_name: &'a str = row.attribute.name,
        /// The id of the place.
        place?: &'a str = row.place.map(id),
        /// The name of the place.
        place_name?: &'a str = row.place.map(name),
        /// The part of the subject that it is limited to.
        scope?: &'a str = row.scope,
        /// The words of the value, with its share, and with `not:` in front if the source denies it.
        value: Cow<'a, str> = row.value,
        /// Whether the source `asserts` or `denies` the value, or cannot confirm it (`unconfirmed`).
        stance: Stance = row.stance,
        /// What the value allows, in words; left out if it cannot be read.
        allows?: String = row.allows,
        /// The lowest number that it allows, in `unit`; left out if there is no lower bound, or the value is no number.
        low?: Number = row.low.map(Number),
        /// The highest number that it allows, in `unit`; left out in the same cases as `low`.
        high?: Number = row.high.map(Number),
        /// The unit of `low` and `high`, if they have one.
        unit?: &'a str = row.unit,
        /// The days that it is about: its as-of date, else its period, else the day of its publication.
        date?: Days = row.when.map(Days),
        /// When it was published.
        published?: Days = row.published.map(Days),
        /// The days on which its lower bound is valid; left out if there is no such bound or no such day.
        low_stands?: Days = row.low_stands.map(Days),
        /// The days on which its upper bound is valid; left out in the same cases as `low_stands`.
        high_stands?: Days = row.high_stands.map(Days),
        /// The id of the first later claim of the same source that replaces one of its bounds.
        revised_by?: &'a str = row.revised_by.map(|claim| records.id(claim)),
        /// Whether it only repeats what another source in the records says. Such a claim is compared only with that source.
        echo: bool = row.echo,
        /// Whether the source that it cites has claims in the records, but none that says the same. A finding that rests only on such claims is weak.
        unverified: bool = row.unverified,
        /// Whether it is in a conflict with another source.
        in_conflict: bool = row.in_conflict,
        /// Who spoke for the source.
        speaker?: &'a str = row.speaker,
        /// Who published it.
        publisher?: &'a str = row.publisher,
        /// The address where it can be read.
        url?: &'a str = row.url,
        /// The exact words of the source.
        quote?: &'a str = row.quote,
        /// Path of the file, with `/` between its parts.
        path: &'a str = &files.get(row.span.file).path,
        /// The line of the words that findings underline, from 1.
        line: usize = at.line,
        /// The column of these words, from 1, in characters.
        column: usize = at.column,
        /// The words of the value as the record has them, without share, stance and figures.
        wording?: Cow<'a, str> = row.wording,
        /// The lowest figure, if the record gives figures (`low`).
        figure_low?: &'a str = row.figures[0],
        /// The most likely figure (`best`).
        figure_best?: &'a str = row.figures[1],
        /// The highest figure (`high`).
        figure_high?: &'a str = row.figures[2],
        /// How far the value may be off in either direction.
        margin?: &'a str = row.figures[3],
        /// How much of the subject a status applies to.
        share?: &'a str = row.share,
        /// The as-of date, as the record has it.
        as_of?: DateGiven = row.as_of.map(DateGiven),
        /// The period that it counts, as the record has it.
        during?: DateGiven = row.during.map(DateGiven),
        /// The last day on which it is meant to be true, as the record has it.
        until?: DateGiven = row.until.map(DateGiven),
        /// Whether it is final, and so stays valid.
        is_final: bool = row.last_word,
        /// Whether it replaces what its source said before.
        correction: bool = row.correction,
    }
}

row! {
    /// A finding of any severity, also if it is accepted. Rows are in the order of `--sort`. In JSON a dispute is an object with the same names,
    /// and also has its positions, pairs and labels.
    struct DisputeRow<'a> from (files: &'a Files, dispute: &Dispute<'a, &'a str>) {
        let finding = dispute.finding;
        let spot = finding.labels[0].span;
        let at = files.location(spot);
        let accepted = finding.accepted.as_ref();
        /// The fingerprint of the finding, the same as in `gainsay check --format json`.
        fingerprint: &'a str = &finding.fingerprint,
        /// The id of the rule, or the code of the problem with a record.
        rule: &'a str = &finding.rule,
        /// The kind of finding, such as `conflict`, `misattribution` or `undetermined` (not compared, or not sure).
        kind: FindingKind = finding.kind,
        /// The severity: `error`, `warning` or `note`.
        severity: Severity = finding.severity.into(),
        /// `strong` or `weak`, if claims contradict each other.
        strength?: Strength = finding.strength,
        /// Why it is weak, such as `days-apart`. Several reasons are separated by blanks; in JSON they are a list.
        weak_because?: String = reasons(&finding.weak_because),
        /// The message, in one line.
        message: &'a str = &finding.message,
        /// The help: what to do about it, or how it was worked out.
        help?: &'a str = finding.help.as_deref(),
        /// The id of the subject.
        subject?: &'a str = finding.subject.as_deref(),
        /// The attribute.
        attribute?: &'a str = finding.attribute.as_deref(),
        /// The id of the place.
        place?: &'a str = finding.place.as_deref(),
        /// How many pairs of claims contradict each other.
        pairs_total: u64 = finding.pairs_total,
        /// What its values are, if they can be drawn on one axis: `numbers`, `stages`, `days` or `words`. In JSON it is `kind` in `axis`.
        axis?: AxisKind = dispute.axis.as_ref().map(AxisKind::of),
        /// The unit of its numbers. In JSON it is in `axis`.
        unit?: &'a str = match dispute.axis {
            Some(ChartAxis::Numbers(unit)) => unit,
            _ => None,
        },
        /// The days that its claims are about, first to last.
        days?: Days = dispute.days.map(Days),
        /// Why it is accepted, if it is. In JSON it is in `accepted`.
        accepted_reason?: &'a str = accepted.map(|why| why.reason.as_str()),
        /// The last day on which it is accepted. In JSON it is in `accepted`.
        accepted_expires?: Days = accepted.and_then(|why| why.expires).map(Days::of),
        /// The path of the file with its first label. In JSON all labels are in `labels`.
        path: &'a str = &files.get(spot.file).path,
        /// The line of that label, from 1.
        line: usize = at.line,
        /// The column of that label, from 1, in characters.
        column: usize = at.column,
    }
}

row! {
    /// A claim on one of the sides of a finding. In JSON each dispute has its `positions`, and each position its `claims`, with the ranges of
    /// values that they allow.
    struct PositionRow<'a> from (dispute: &'a Dispute<'_, &'a str>, position: usize, side: &'a Side<&'a str>, mark: &'a Mark<&'a str>) {
        /// The fingerprint of the finding, as in `disputes`.
        fingerprint: &'a str = &dispute.finding.fingerprint,
        /// The number of the side, from 1; in a conflict, sides are sorted from low to high. In JSON it is the place in the list. Left out if
        /// the claim is on no side: it can be true with several of them, or with none. In JSON such claims are in `on_no_side`.
        position?: usize = (!side.is_beside()).then_some(position),
        /// The value of the side, in the words of one of its claims; left out if the claim is on no side.
        value?: &'a str = (!side.is_beside()).then_some(side.value.as_str()),
        /// What all claims of the side allow, in words; left out if they have no value in common.
        allows?: &'a str = side.allows.as_deref(),
        /// How many independent origins the claims of the side have; left out if the claim is on no side.
        origins?: usize = (!side.is_beside()).then_some(side.origins),
        /// The id of the claim, as in `claims`. A side also has claims that the filters leave out.
        claim: &'a str = mark.claim,
    }
}

row! {
    /// A bound of a claim that the filters select, with the days on which it is valid. A value with a gap, such as a denied number, has
    /// another row for the whole value.
    struct Bound<'a> from (records: &'a Records, row: BoundRow<'a>) {
        /// The id of the claim, as in `claims`.
        claim: &'a str = row.claim,
        /// Which bound: `lower`, `upper`, `before` (for the days before a status began), or `whole` (for the value as a whole).
        bound: &'static str = match row.bound {
            WhichBound::Lower => "lower",
            WhichBound::Upper => "upper",
            WhichBound::Before => "before",
            WhichBound::Whole => "whole",
        },
        /// The bound, in words.
        says: String = row.says,
        /// The bound as a number, in `unit`; left out if the value is no number.
        number?: Number = row.number.map(Number),
        /// The unit of `number`, if it has one.
        unit?: &'a str = row.unit,
        /// The first day on which it is valid; left out if there is no first day, or no day at all.
        valid_from?: Days = first(row.days),
        /// The last day on which it is valid; left out if there is no last day, or no day at all.
        valid_to?: Days = last(row.days),
        /// Whether it is valid on any day.
        valid: bool = row.days.is_some(),
        /// What its days count from: `as-of`, `during`, `period`, `published`, or `undated` if the claim has no date.
        since: &'static str = match row.since {
            Since::AsOf => "as-of",
            Since::During => "during",
            Since::Period => "period",
            Since::Published => "published",
            Since::Undated => "undated",
        },
        /// The id of the later claim of the same source that replaces it.
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
    /// A claim of an agreement: several sources give the same value for the same subject and attribute at about the same time. In JSON each
    /// agreement has its `claims`.
    struct AgreementRow<'a> from (number: usize, agreement: &'a Agreement, claim: &'a str) {
        /// The number of the agreement, from 1. In JSON it is the place in the list.
        agreement: usize = number,
        /// The id of the subject.
        subject?: &'a str = agreement.subject.as_deref(),
        /// The attribute.
        attribute: &'a str = &agreement.attribute,
        /// The id of the place.
        place?: &'a str = agreement.place.as_deref(),
        /// The value, in the words of the first of the claims.
        value: &'a str = &agreement.value,
        /// How many sources agree.
        sources: usize = agreement.sources,
        /// How many independent origins their claims have.
        origins: usize = agreement.origins,
        /// The id of the claim, as in `claims`; the earliest comes first.
        claim: &'a str = claim,
    }
}

row! {
    /// A source, in numbers. They count only the claims that the filters select, and the findings about these. Sources with the most claims come
    /// first.
    struct Source<'a> from (row: &SourceRow<'a>) {
        /// The id of the source.
        source: &'a str = row.source.id,
        /// The name of the source.
        source_name: &'a str = row.source.name,
        /// Its grade by the Admiralty code, `A` to `F`.
        reliability?: char = row.reliability,
        /// The id of the source that it is part of.
        part_of?: &'a str = row.part_of.map(id),
        /// The name of that source.
        part_of_name?: &'a str = row.part_of.map(name),
        /// How many claims it has.
        claims: usize = row.claims,
        /// How many of its claims are in a conflict with another source.
        in_conflict: usize = row.in_conflict,
        /// How often it changed what it said.
        revisions: usize = row.revisions,
        /// How often it contradicts what it said at the same time or before.
        turns: usize = row.turns,
        /// How many of its claims only repeat what another source in the records says.
        echoes: usize = row.echoes,
        /// How often it misquotes a source.
        misattributes: usize = row.misattributes,
        /// How often others misquote it.
        misattributed: usize = row.misattributed,
        /// How many of its claims have no date.
        undated: usize = row.undated,
        /// How many of its claims have no quote.
        unquoted: usize = row.unquoted,
    }
}

row! {
    /// Two sources, and how their claims compare. Those that conflict most come first. Each pair of claims counts once. Two kinds of claims do
    /// not count: claims that are never valid on a common day, and claims that only repeat what another source in the records says. If there are
    /// very many claims, each is compared only with those nearest in time.
    struct SourcePair<'a> from (row: &Between<'a>) {
        /// The id of the source that comes first in the alphabet.
        source: &'a str = row.one.id,
        /// The name of the source.
        source_name: &'a str = row.one.name,
        /// The id of the other source.
        other: &'a str = row.other.id,
        /// The name of the other source.
        other_name: &'a str = row.other.name,
        /// How many pairs of claims can both be true.
        agree: u64 = row.agree,
        /// How many pairs conflict.
        conflict: u64 = row.conflict,
        /// How many pairs are not compared.
        not_compared: u64 = row.not_compared,
        /// The id of the source that both are part of.
        parent?: &'a str = row.parent.map(id),
        /// The name of that source.
        parent_name?: &'a str = row.parent.map(name),
        /// How many pairs are left out because there are too many: those farthest apart in time.
        left_out?: u64 = Some(row.left_out).filter(|&pairs| pairs > 0),
    }
}

row! {
    /// How many of the claims that the filters select lack something: one row, in JSON one object.
    struct Coverage from (row: audit::Coverage) {
        /// All of these claims.
        claims: usize = row.claims,
        /// Claims without a date: no as-of date, no period, no publication.
        undated: usize = row.undated,
        /// Claims without a grade, of the claim or of its source.
        ungraded: usize = row.ungraded,
        /// Claims without a quote.
        unquoted: usize = row.unquoted,
        /// Claims without an address.
        unlinked: usize = row.unlinked,
        /// Claims without a place.
        unplaced: usize = row.unplaced,
        /// Claims whose value cannot be read. They are compared with nothing.
        unread: usize = row.unread,
        /// Claims that cite another source.
        second_hand: usize = row.second_hand,
        /// Second-hand claims that are compared with the cited source.
        echoes: usize = row.echoes,
        /// Claims that are in a conflict.
        in_conflict: usize = row.in_conflict,
    }
}

/// The names of reasons with a blank between them; nothing where there are none.
fn reasons(reasons: &[WeakReason]) -> Option<String> {
    let names: Vec<&str> = reasons.iter().map(|reason| reason.name()).collect();
    (!names.is_empty()).then(|| names.join(" "))
}
