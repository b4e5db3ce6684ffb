//! Verdicts in words.

use std::io;

use crate::cli::page::Page;
use crate::report::counted;
use gainsay_core::check::Analysis;
use gainsay_core::check::explain::{
    CompatibleReason, Facing, Group, Line, Missing, NotComparedReason, Other, Verdict,
};
use gainsay_core::date;
use gainsay_core::finding::{FindingKind, Strength};

/// Writes the claims of one verdict.
pub(super) fn write(page: &mut Page<'_>, run: &Analysis<'_>, group: &Group) -> io::Result<()> {
    let rule = group.rule.as_ref().map(|rule| format!(", by `{rule}`")).unwrap_or_default();
    let off = if group.reported { "" } else { ", which does not report it (severity off)" };
    let claims = counted(group.total, "claim", "claims");
    page.set(&format!("{}: {claims}{rule}{off}", heading(group.verdict)), "  ", "    ")?;
    for line in &group.first {
        let other = &line.other;
        page.set(&format!("{}: {}", pointer(run, other), other.label), "    ", "      ")?;
        if let Some(detail) = detail(line) {
            page.set(&detail, "      ", "        ")?;
        }
    }
    match group.total - group.first.len() {
        0 => Ok(()),
        more => page.set(&format!("and {more} more; `--all` shows every one"), "    ", "    "),
    }
}

/// A verdict in words, with its reason.
pub(crate) fn heading(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Conflicting(Strength::Strong) => "conflicting, strong",
        Verdict::Conflicting(Strength::Weak) => "conflicting, weak",
        Verdict::Undetermined(Missing::Place) => "undetermined, since one names a place and the other none",
        Verdict::Undetermined(Missing::Date) => "undetermined, since one bears a date and the other none",
        Verdict::Undetermined(Missing::Unit) => {
            "undetermined, since their units do not convert into one another"
        }
        Verdict::Compatible(agreement) => compatible(agreement),
        Verdict::NotCompared(reason) => not_compared(reason),
    }
}

fn compatible(agreement: CompatibleReason) -> &'static str {
    match agreement {
        CompatibleReason::Meets => "compatible, since they have values in common",
        CompatibleReason::PartWithinWhole => "compatible, since the part does not exceed the whole",
        CompatibleReason::Tolerated => "compatible, since they are no further apart than the tolerance",
        CompatibleReason::Absorbed => {
            "compatible, since they miss each other in time and a hedge or a small change could explain them"
        }
        CompatibleReason::NeverTogether => "compatible, since they are never valid on a common day",
    }
}

fn not_compared(reason: NotComparedReason) -> &'static str {
    match reason {
        NotComparedReason::SameSource => "not compared, since the source is the same and may revise itself",
        NotComparedReason::Echo => {
            "not compared, since one is second-hand and is held against the source that it cites"
        }
        NotComparedReason::SameOrigin => {
            "not compared as two sources, since both cite one that has no claim here; they are held against each other as quotes"
        }
        NotComparedReason::SaidSince => {
            "not compared, since one cites the source of the other, which said that only afterwards"
        }
        NotComparedReason::Unconfirmed => "not compared, since what is not confirmed allows everything",
        NotComparedReason::OtherPlace => "not compared, since they speak of different places",
        NotComparedReason::PartOfPlace => {
            "not compared, since one place is within the other and the attribute is not `additive`"
        }
        NotComparedReason::OtherPart => "not compared, since they speak of different parts of the subject",
        NotComparedReason::OtherPeriod => "not compared, since they count over different periods",
        NotComparedReason::OtherKind => "not compared, since their values are of two kinds",
        NotComparedReason::Lacking(Missing::Place) => {
            "not compared, since one names a place and the other none; neither exceeds the other on a common day"
        }
        NotComparedReason::Lacking(Missing::Date) => {
            "not compared, since one bears a date and the other none"
        }
        NotComparedReason::Lacking(Missing::Unit) => {
            "not compared, since their units do not convert into one another and they are never valid on a common day"
        }
        NotComparedReason::DaysApart => {
            "not compared, since they are of different days and nothing says how long they are valid"
        }
        NotComparedReason::NoRule => "not compared, since no rule applies to both of them",
    }
}

/// What decided between two claims, where there is more to say than the verdict.
fn detail(line: &Line) -> Option<String> {
    if let Some(shared) = &line.shared {
        return Some(format!("both allow {shared}"));
    }
    if let Some((low, high, of_other)) = &line.bounds {
        let (low, high) = (facing(low), facing(high));
        let (one, two) = if *of_other { ("there", "here") } else { ("here", "there") };
        return Some(format!("{one} {low}, {two} {high}"));
    }
    line.turn.map(|turn| match turn {
        FindingKind::Regression => "a regression: the later claim undercuts what is still valid".to_owned(),
        FindingKind::SelfContradiction => "a self-contradiction: they are of the same time".to_owned(),
        _ => "a revision".to_owned(),
    })
}

fn facing(bound: &Facing) -> String {
    match bound.days {
        Some(days) => format!("{} ({})", bound.says, date::show(days)),
        None => format!("{} (on no day)", bound.says),
    }
}

/// `dprk-040 (claims/nis.yaml:31:12)`.
pub(super) fn pointer(run: &Analysis<'_>, other: &Other) -> String {
    let (files, id) = (run.files(), run.records().id(other.number));
    let at = files.location(other.span);
    format!("{id} ({}:{}:{})", files.get(other.span.file).path, at.line, at.column)
}
