//! The tables of the audit, row by row: public types of their own, from which the formats for programs and their
//! documentation are made.

use schemars::JsonSchema;
use serde::Serialize;

use super::row::{Days, Number, Row, TableAbout, row, sentence, word_cells};
use crate::report::json::Severity;
use gainsay_core::check::audit::ChartAxis;
use gainsay_core::claim::Stance;
use gainsay_core::finding::{FindingKind, Strength};

word_cells!(FindingKind, Severity, Strength, Stance, AxisKind);

/// A table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AuditTable {
    /// The claims that are asked for.
    Claims,
    /// The findings that are told.
    Disputes,
    /// Their sides, claim by claim.
    Positions,
    /// Who agrees, claim by claim.
    Agreements,
    /// What each source does.
    Sources,
    /// Source against source.
    Pairs,
    /// What records lack.
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

row! {
    /// A claim that is asked for. Each is here once, by subject and attribute, then by date; those whose values cannot be
    /// read come last.
    #[derive(Serialize, JsonSchema)]
    struct Claim<'a> {
        /// Its id.
        id: &'a str,
        /// Id of who makes it.
        source: &'a str,
        /// The name to show for that.
        source_name: &'a str,
        /// The grade of the source by the Admiralty code, `A` to `F`.
        #[serde(skip_serializing_if = "Option::is_none")]
        reliability: Option<char>,
        /// The grade of the claim by the Admiralty code, 1 to 6.
        #[serde(skip_serializing_if = "Option::is_none")]
        credibility: Option<u8>,
        /// Id of the source that it passes on.
        #[serde(skip_serializing_if = "Option::is_none")]
        cites: Option<&'a str>,
        /// The name to show for that.
        #[serde(skip_serializing_if = "Option::is_none")]
        cites_name: Option<&'a str>,
        /// Id of what it is about.
        #[serde(skip_serializing_if = "Option::is_none")]
        subject: Option<&'a str>,
        /// The name to show for that.
        #[serde(skip_serializing_if = "Option::is_none")]
        subject_name: Option<&'a str>,
        /// What is claimed of the subject.
        attribute: &'a str,
        /// The words to show for that.
        attribute_name: &'a str,
        /// Id of the place.
        #[serde(skip_serializing_if = "Option::is_none")]
        place: Option<&'a str>,
        /// The name to show for that.
        #[serde(skip_serializing_if = "Option::is_none")]
        place_name: Option<&'a str>,
        /// The named part of the subject that alone is spoken of.
        #[serde(skip_serializing_if = "Option::is_none")]
        scope: Option<&'a str>,
        /// The value as worded; a share and a denial say that they are there.
        value: String,
        /// What the source does with the value: `asserts`, `denies`, or `unconfirmed` where it cannot confirm it.
        stance: Stance,
        /// What that allows, in words; absent where the value cannot be read.
        #[serde(skip_serializing_if = "Option::is_none")]
        allows: Option<String>,
        /// The lowest number that is allowed, in `unit`; absent where that end is open, or values are no numbers.
        #[serde(skip_serializing_if = "Option::is_none")]
        low: Option<Number>,
        /// The highest number that is allowed, in `unit`.
        #[serde(skip_serializing_if = "Option::is_none")]
        high: Option<Number>,
        /// The unit of `low` and `high`; absent where they bear none.
        #[serde(skip_serializing_if = "Option::is_none")]
        unit: Option<&'a str>,
        /// The days that it speaks of: its as-of date, else the period that it is of, else the day of its publication.
        #[serde(skip_serializing_if = "Option::is_none")]
        date: Option<Days>,
        /// The days on which it was said.
        #[serde(skip_serializing_if = "Option::is_none")]
        published: Option<Days>,
        /// The days on which its low end stands; absent where it has none, or it stands on no day.
        #[serde(skip_serializing_if = "Option::is_none")]
        low_stands: Option<Days>,
        /// The days on which its high end stands.
        #[serde(skip_serializing_if = "Option::is_none")]
        high_stands: Option<Days>,
        /// Id of the later claim of the same source that gave up either end of it first.
        #[serde(skip_serializing_if = "Option::is_none")]
        revised_by: Option<&'a str>,
        /// Whether it only passes on what a source says that is here itself; it then counts for nothing else.
        echo: bool,
        /// Whether it is in a conflict with another source.
        in_conflict: bool,
        /// Who spoke for the source.
        #[serde(skip_serializing_if = "Option::is_none")]
        speaker: Option<&'a str>,
        /// Who carried it.
        #[serde(skip_serializing_if = "Option::is_none")]
        publisher: Option<&'a str>,
        /// Where it can be read, as the record says.
        #[serde(skip_serializing_if = "Option::is_none")]
        url: Option<&'a str>,
        /// The source's own words, as the record gives them.
        #[serde(skip_serializing_if = "Option::is_none")]
        quote: Option<&'a str>,
        /// Path of the file, with `/` between its parts.
        path: &'a str,
        /// Line of the words that findings underline for it, from 1.
        line: usize,
        /// Column of those, from 1, in characters.
        column: usize,
    }
}

row! {
    /// A finding that is told, whatever its severity, accepted ones among them; in the order of `--sort`. In JSON a dispute
    /// is an object of the same names that holds all of its positions, pairs and labels as well.
    struct DisputeRow<'a> {
        /// Stable name of the finding, the same as in `gainsay check --format json`.
        fingerprint: &'a str,
        /// Id of the rule that found it, or the code of what is wrong with a record.
        rule: &'a str,
        /// What sort of finding it is, such as `conflict`, `misattribution` or `undetermined`.
        kind: FindingKind,
        /// How bad it is: `error`, `warning` or `note`.
        severity: Severity,
        /// How sure it is, `strong` or `weak`; only where claims contradict each other.
        strength: Option<Strength>,
        /// What was found, in one line.
        message: &'a str,
        /// What to do about it, or how it was worked out.
        help: Option<&'a str>,
        /// Id of the subject.
        subject: Option<&'a str>,
        /// The attribute.
        attribute: Option<&'a str>,
        /// Id of the place.
        place: Option<&'a str>,
        /// How many pairs of claims contradict each other.
        pairs_total: u64,
        /// What its values are, where they lie on one axis: `numbers`, `stages`, `days` or `words`. In JSON the object `axis` says
        /// so by its `kind`.
        axis: Option<AxisKind>,
        /// The unit of its numbers. In JSON it is in `axis`.
        unit: Option<&'a str>,
        /// The days that its claims speak of, first to last.
        days: Option<Days>,
        /// Why people have accepted it; absent where they have not. In JSON it is in `accepted`.
        accepted_reason: Option<&'a str>,
        /// The last day on which it is accepted. In JSON it is in `accepted`.
        accepted_expires: Option<Days>,
        /// Path of the file of its first spot. In JSON all spots are in `labels`.
        path: &'a str,
        /// Line of that spot, from 1.
        line: usize,
        /// Column of that spot, from 1, in characters.
        column: usize,
    }
}

row! {
    /// A claim on one of the sides of a finding. In JSON each dispute holds its `positions`, and each of these its `claims` and
    /// the ranges of values that they allow.
    struct PositionRow<'a> {
        /// That of the finding, as in `disputes`.
        fingerprint: &'a str,
        /// The number of the side within the finding, from 1; the positions of a conflict ascend. In JSON it is the place in
        /// the list.
        position: usize,
        /// The value of the side as one of its claims words it.
        value: &'a str,
        /// What all claims of the side allow, in words; absent where that cannot be said in one.
        allows: Option<&'a str>,
        /// How many independent origins the claims of the side have.
        origins: usize,
        /// Id of the claim, as in `claims`. A side may hold claims that are not asked for.
        claim: &'a str,
    }
}

row! {
    /// A claim among those of several sources that give the same value for the same thing at about the same time. In JSON each
    /// agreement holds its `claims`.
    struct AgreementRow<'a> {
        /// The number of the agreement, from 1. In JSON it is the place in the list.
        agreement: usize,
        /// Id of the subject.
        subject: Option<&'a str>,
        /// The attribute.
        attribute: &'a str,
        /// Id of the place.
        place: Option<&'a str>,
        /// The value as the first of the claims words it.
        value: &'a str,
        /// How many sources agree.
        sources: usize,
        /// How many independent origins their claims have: 1 where all of them come from one.
        origins: usize,
        /// Id of the claim, as in `claims`, the earliest first.
        claim: &'a str,
    }
}

row! {
    /// A source, and what it does. Only claims that are asked for count, and what is found about them, of whatever kind. Those with the most claims come first.
    #[derive(Serialize, JsonSchema)]
    struct Source<'a> {
        /// Its id.
        source: &'a str,
        /// The name to show for that.
        source_name: &'a str,
        /// Its grade by the Admiralty code, `A` to `F`.
        #[serde(skip_serializing_if = "Option::is_none")]
        reliability: Option<char>,
        /// Id of the source that it is part of.
        #[serde(skip_serializing_if = "Option::is_none")]
        part_of: Option<&'a str>,
        /// The name to show for that.
        #[serde(skip_serializing_if = "Option::is_none")]
        part_of_name: Option<&'a str>,
        /// Its claims.
        claims: usize,
        /// Those of its claims that are in a conflict with another source.
        in_conflict: usize,
        /// How often it changed what it said.
        revisions: usize,
        /// How often it contradicts itself, or goes back on its own words.
        turns: usize,
        /// Those of its claims that only pass on what a source says that is here itself.
        echoes: usize,
        /// How often it gives a source that it cites otherwise than that source itself.
        misattributes: usize,
        /// How often others do that to it.
        misattributed: usize,
        /// Those of its claims that bear no date.
        undated: usize,
        /// Those of its claims without a quote.
        unquoted: usize,
    }
}

row! {
    /// Two sources, and how their claims stand to each other; those that conflict most come first. Each pair of claims counts
    /// once. Claims that never stand on a common day, and second-hand ones of sources that are here themselves, do not count.
    /// Where there are very many claims, each counts against those nearest in time.
    #[derive(Serialize, JsonSchema)]
    struct SourcePair<'a> {
        /// Id of the source that comes first by its id.
        source: &'a str,
        /// The name to show for that.
        source_name: &'a str,
        /// Id of the other.
        other: &'a str,
        /// The name to show for that.
        other_name: &'a str,
        /// How many pairs of claims can both be true.
        agree: u64,
        /// How many conflict.
        conflict: u64,
        /// How many cannot be told, since a place, a date or a unit is missing.
        undetermined: u64,
        /// Id of the source that both are part of.
        #[serde(skip_serializing_if = "Option::is_none")]
        parent: Option<&'a str>,
        /// The name to show for that.
        #[serde(skip_serializing_if = "Option::is_none")]
        parent_name: Option<&'a str>,
    }
}

row! {
    /// What the claims that are asked for lack, in numbers: one row, in JSON one object.
    #[derive(Serialize, JsonSchema)]
    struct Coverage {
        /// Claims.
        claims: usize,
        /// Those without a date: neither as-of, period nor publication.
        undated: usize,
        /// Those without a grade, of the claim or of its source.
        ungraded: usize,
        /// Those without a quote.
        unquoted: usize,
        /// Those without an address.
        unlinked: usize,
        /// Those without a place.
        unplaced: usize,
        /// Those whose value cannot be read; they are compared with nothing.
        unread: usize,
        /// Those that pass on what another source says.
        second_hand: usize,
        /// Those of them that are held against that source and count for nothing else.
        echoes: usize,
        /// Those that are in a conflict.
        in_conflict: usize,
    }
}
