//! What is found, with its labels.

use std::cmp::{Ordering, Reverse};
use std::collections::HashSet;

use indexmap::IndexSet;
use rayon::prelude::*;
use rust_decimal::Decimal;
#[cfg(feature = "schema")]
use schemars::JsonSchema;
#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};

use crate::claim::ClaimId;
use crate::date::Day;
use crate::named::named;
use crate::problem::Code;
use crate::rule::Severity;
use gainsay_yaml::text::{FileId, Fix, Span};

pub use crate::kinds::FindingKind;

/// How sure a contradiction is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize), serde(rename_all = "kebab-case"))]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub enum Strength {
    /// A hedge, a tolerance or a gap in time could absorb it.
    Weak,
    /// It holds with every hedge and tolerance widened, at the same time.
    Strong,
}

named! {
    /// Why a contradiction is no more than weak. All reasons that there are count.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
    #[cfg_attr(feature = "serde", derive(Serialize, Deserialize), serde(rename_all = "kebab-case"))]
    #[cfg_attr(feature = "schema", derive(JsonSchema))]
    #[non_exhaustive]
    pub enum WeakReason {
        /// A source took back what one of them says.
        TakenBack = "taken-back",
        /// One of them repeats a source that has no such claim of its own.
        Unverified = "unverified",
        /// One of the sources has a grade to which the rule gives less weight.
        LowGrade = "low-grade",
        /// One of them gives no unit, so the numbers are compared as written.
        NoUnit = "no-unit",
        /// Only one of them has a `place`.
        NoPlace = "no-place",
        /// They may be for different times.
        DaysApart = "days-apart",
        /// Both fit if a word such as `about` is taken twice as wide.
        Hedge = "hedge",
        /// One of them does not say whether it is true of all or of some (`share`), so a part may be at a later stage.
        NoShare = "no-share",
        /// One of them is only said to be likely.
        OnlyLikely = "only-likely",
        /// The words of one may mean what the other says.
        Words = "words",
        /// Twice the tolerance allows both.
        Tolerance = "tolerance",
        /// One source published its figures on different days.
        PublishedApart = "published-apart",
        /// The figures of several sources are added up.
        SeveralSources = "several-sources",
        /// Nothing says that the parts do not overlap.
        PartsMayOverlap = "parts-may-overlap",
    }
}

impl WeakReason {
    /// All of `reasons` in one phrase, such as `weak, since they may be for different times`; nothing where there are none.
    #[must_use]
    pub fn sentence(reasons: &[Self]) -> Option<String> {
        let (last, before) = reasons.split_last()?;
        let before: Vec<String> = before.iter().map(|reason| reason.phrase()).collect();
        let and = if before.is_empty() { "" } else { " and " };
        Some(format!("weak, since {}{and}{}", before.join(", "), last.phrase()))
    }
}

/// What a spot is to its finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize), serde(rename_all = "kebab-case"))]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[non_exhaustive]
pub enum Role {
    /// One of the sides.
    Primary,
    /// Another claim on one of the sides.
    Related,
    /// The line of a rule that decided.
    Rule,
}

/// A spot and what is said there.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize))]
pub struct Label {
    /// The words underlined.
    pub span: Span,
    /// What they are to the finding.
    pub role: Role,
    /// The claim that they belong to.
    pub claim: Option<ClaimId>,
    /// What is said about them: one line.
    pub message: String,
}

/// A side of a conflict: a value, and the claims that say it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize))]
pub struct Position {
    /// The value as one of the claims words it.
    pub value: String,
    /// The claims that say it, the one that words it first.
    pub claims: Vec<ClaimId>,
    /// How many independent origins those claims have. Sources that share a parent at any depth count as one, and so do
    /// claims that name the same page or stand under the same report.
    pub origins: usize,
}

impl Position {
    /// How many claims of how many independent origins stand behind it, as the label of its first claim ends; nothing where it is one.
    #[must_use]
    pub fn backing(&self) -> Option<String> {
        let claims = self.claims.len();
        let origins = match self.origins {
            1 => "one origin".to_owned(),
            origins => format!("{origins} independent origins"),
        };
        (claims > 1).then(|| format!(" (one of {claims} claims of {origins})"))
    }
}

/// A claim of a conflict that is on no side: it can be true with several of the positions, or with none of them.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize))]
pub struct OnNoSide {
    /// The claim.
    pub claim: ClaimId,
    /// The numbers of the positions that it can be true with, from 1.
    pub fits: Vec<usize>,
}

/// Two claims that contradict each other.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize))]
pub struct Pair {
    /// The claims.
    pub claims: [ClaimId; 2],
    /// How sure it is.
    pub strength: Strength,
}

/// The conflicting pair of which a finding tells how far apart its sides are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Widest {
    /// The two claims, the one with the higher value first.
    pub claims: [ClaimId; 2],
    /// Whether values have an order and these two are furthest apart in it; else they are the surest pair.
    pub furthest: bool,
    /// How far apart they are, and why they are held against each other, as the help of the finding begins with it.
    pub apart: Option<String>,
}

/// That people have looked at a finding and accept it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize))]
pub struct Acceptance {
    /// Why they do; the reasons of several entries one after the other.
    pub reason: String,
    /// The entry of `accepted:` that says so, the first of several.
    pub span: Span,
    /// The last day on which it is accepted, the earliest of several; none where it has no end.
    pub expires: Option<Day>,
}

/// A finding.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize))]
pub struct Finding {
    /// Stable name of the finding: a hash of rule, claim ids and values, without positions in files.
    pub fingerprint: String,
    /// Id of the rule that found it, or the code of the problem.
    pub rule: String,
    /// What sort it is.
    pub kind: FindingKind,
    /// How bad it is.
    pub severity: Severity,
    /// Which severity of its rule it has: that of strong findings, or that of weak ones.
    #[cfg_attr(feature = "serde", serde(skip))]
    pub graded: Strength,
    /// What it is never worse than, whatever is set for its rule.
    #[cfg_attr(feature = "serde", serde(skip))]
    pub worst: Option<Severity>,
    /// How sure it is, for conflicts.
    pub strength: Option<Strength>,
    /// Of a weak conflict or sum, why it is no more than that.
    pub weak_because: Vec<WeakReason>,
    /// What is found, in one line.
    pub message: String,
    /// What to do about it, or how it was worked out; a line for each thing to say.
    pub help: Option<String>,
    /// Id of the subject.
    pub subject: Option<String>,
    /// Name of the attribute.
    pub attribute: Option<String>,
    /// Id of the place.
    pub place: Option<String>,
    /// The sides of a conflict, ascending: the fewest values that explain all claims, each with those who say it.
    pub positions: Vec<Position>,
    /// The claims of a conflict that are on none of these sides.
    pub on_no_side: Vec<OnNoSide>,
    /// How many times as large one value is as another of a pair, where that is the most, without their hedges; [`Decimal::MAX`] where
    /// that other one is zero, and nothing where they are no numbers.
    #[cfg_attr(feature = "serde", serde(skip))]
    pub ratio: Option<Decimal>,
    /// Of a conflict, the pair that its help speaks of.
    #[cfg_attr(feature = "serde", serde(skip))]
    pub widest: Option<Widest>,
    /// The conflicting pairs, up to a limit.
    pub pairs: Vec<Pair>,
    /// How many conflicting pairs there are in all.
    pub pairs_total: u64,
    /// The spots, primary ones first, then by file and place in it. Never empty.
    pub labels: Vec<Label>,
    /// What a machine can do about it: ways to choose from, the most likely one first.
    pub fixes: Vec<Fix>,
    /// That it is accepted: it then counts for nothing, and decides no exit status.
    pub accepted: Option<Acceptance>,
}

impl Label {
    /// The label of one of the sides of a finding.
    pub(crate) fn primary(span: Span, claim: Option<ClaimId>, message: impl Into<String>) -> Self {
        Self { span, role: Role::Primary, claim, message: message.into() }
    }
}

impl Finding {
    /// Whether what is claimed is disputed by it: it is open, no note, and not about how records are written.
    #[must_use]
    pub fn is_dispute(&self) -> bool {
        self.accepted.is_none() && self.severity > Severity::Note && self.kind.is_of_values()
    }

    /// A finding of the rule with this id, or of the problem with this code, with everything else still to fill in.
    pub(crate) fn of(rule: &str) -> Self {
        Self {
            fingerprint: String::new(),
            rule: rule.to_owned(),
            kind: FindingKind::Record,
            severity: Severity::Off,
            graded: Strength::Strong,
            worst: None,
            strength: None,
            weak_because: Vec::new(),
            message: String::new(),
            help: None,
            subject: None,
            attribute: None,
            place: None,
            positions: Vec::new(),
            on_no_side: Vec::new(),
            ratio: None,
            widest: None,
            pairs: Vec::new(),
            pairs_total: 0,
            labels: Vec::new(),
            fixes: Vec::new(),
            accepted: None,
        }
    }

    /// The same, never worse than `worst`.
    #[must_use]
    pub(crate) fn at_worst(self, worst: Severity) -> Self {
        Self { severity: self.severity.min(worst), worst: Some(worst), ..self }
    }

    /// The code of the problem that it reports; none for what a rule found. No rule has a code for its id.
    #[must_use]
    pub fn code(&self) -> Option<Code> {
        self.rule.parse().ok()
    }

    /// Which of two findings is to be read first, the least one: by severity, then by how far apart the sides are.
    #[must_use]
    pub fn rank(&self) -> (Reverse<Severity>, Reverse<Option<Decimal>>) {
        (Reverse(self.severity), Reverse(self.ratio))
    }

    /// All claims that it names anywhere; of many, those in the listed pairs and labels.
    pub fn claims(&self) -> impl Iterator<Item = ClaimId> {
        self.of_positions().chain(self.of_pairs()).chain(self.labelled())
    }

    /// The claims that it is about, each once: those of its positions, else those of its labels.
    #[must_use]
    pub fn about(&self) -> IndexSet<ClaimId> {
        if self.positions.is_empty() { self.labelled().collect() } else { self.of_positions().collect() }
    }

    /// The claims of its positions, and those that are on no side.
    pub fn of_positions(&self) -> impl Iterator<Item = ClaimId> {
        let on_sides = self.positions.iter().flat_map(|position| &position.claims).copied();
        on_sides.chain(self.on_no_side.iter().map(|other| other.claim))
    }

    /// The claims of its pairs.
    pub fn of_pairs(&self) -> impl Iterator<Item = ClaimId> {
        self.pairs.iter().flat_map(|pair| &pair.claims).copied()
    }

    /// Where its first label is.
    fn spot(&self) -> Option<Span> {
        self.labels.first().map(|label| label.span)
    }

    /// The file that is not YAML, where that is what it says.
    #[must_use]
    pub fn broken_file(&self) -> Option<FileId> {
        const BROKEN: [Code; 5] = [
            Code::MalformedYaml,
            Code::NotUtf8,
            Code::UnknownAnchor,
            Code::RecursiveAlias,
            Code::AliasBudget,
        ];
        let label = self.labels.first().filter(|_| self.code().is_some_and(|code| BROKEN.contains(&code)));
        label.map(|label| label.span.file)
    }

    /// What is said where.
    fn said(&self) -> impl Iterator<Item = (Span, &str)> {
        self.labels.iter().map(|label| (label.span, label.message.as_str()))
    }

    /// The claims that its labels belong to.
    pub fn labelled(&self) -> impl Iterator<Item = ClaimId> {
        self.labels.iter().filter_map(|label| label.claim)
    }
}

/// A message, a label, a help and the title of a fix are cut behind so many bytes: they repeat words of claims, which may be
/// of any length.
const LONGEST: usize = 2000;

/// Puts findings in the order in which they are reported, drops those that are switched off, and cuts what nobody would read.
/// A file that is not YAML keeps its text: there are no fixes for it.
pub fn in_order(findings: &mut Vec<Finding>) {
    let broken: HashSet<FileId> = findings.iter().filter_map(Finding::broken_file).collect();
    if !broken.is_empty() {
        let whole = |fix: &Fix| !fix.edits.iter().any(|edit| broken.contains(&edit.span.file));
        for finding in findings.iter_mut() {
            finding.fixes.retain(whole);
        }
    }
    findings.retain(|finding| finding.severity > Severity::Off);
    for finding in findings.iter_mut() {
        let labels = finding.labels.iter_mut().map(|label| &mut label.message);
        let titles = finding.fixes.iter_mut().map(|fix| &mut fix.title);
        std::iter::once(&mut finding.message)
            .chain(&mut finding.help)
            .chain(labels)
            .chain(titles)
            .for_each(cut);
    }
    findings.par_sort_by(order);
    findings.dedup_by(|again, first| is_again(again, first));
}

/// The order in which findings are reported.
#[must_use]
pub fn order(a: &Finding, b: &Finding) -> Ordering {
    a.spot().cmp(&b.spot()).then_with(|| (&a.rule, a.kind, &a.message).cmp(&(&b.rule, b.kind, &b.message)))
}

/// Whether two findings are one: what several claims take from one spot, a cell or a constant of a mapping file, is wrong once.
fn is_again(again: &Finding, first: &Finding) -> bool {
    (&again.rule, again.kind, &again.message) == (&first.rule, first.kind, &first.message)
        && again.said().eq(first.said())
        && again.accepted == first.accepted
}

fn cut(text: &mut String) {
    if text.len() > LONGEST {
        let end = (0..=LONGEST).rev().find(|&at| text.is_char_boundary(at)).unwrap_or_default();
        text.truncate(end);
        text.push('…');
    }
}
