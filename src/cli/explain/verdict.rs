//! Verdicts in words.

use std::io;

use crate::cli::page::Page;
use crate::report::counted;
use gainsay_core::check::Analysis;
use gainsay_core::check::explain::{Facing, Group, Line, Other, Verdict};
use gainsay_core::date;
use gainsay_core::finding::{FindingKind, Strength, WeakReason};

/// Writes the claims of one verdict.
pub(super) fn write(page: &mut Page<'_>, run: &Analysis<'_>, group: &Group) -> io::Result<()> {
    let rule = group.rule.as_ref().map(|rule| format!(", by `{rule}`")).unwrap_or_default();
    let off = if group.reported { "" } else { ", which does not report it (severity off)" };
    let claims = counted(group.total, "claim", "claims");
    page.set(&format!("{}: {claims}{rule}{off}", heading(group.verdict)), "  ", "    ")?;
    for line in &group.first {
        let other = &line.other;
        page.set(&format!("{}: {}", pointer(run, other), other.label), "    ", "      ")?;
        for detail in detail(line).into_iter().chain(WeakReason::sentence(&line.weak_because)) {
            page.set(&detail, "      ", "        ")?;
        }
    }
    match group.total - group.first.len() {
        0 => Ok(()),
        more => page.set(&format!("and {more} more; `--all` shows all of them"), "    ", "    "),
    }
}

/// A verdict in words, with its reason.
pub(crate) fn heading(verdict: Verdict) -> String {
    match verdict {
        Verdict::Conflicting(Strength::Strong) => "conflicting, strong".to_owned(),
        Verdict::Conflicting(Strength::Weak) => "conflicting, weak".to_owned(),
        Verdict::Compatible(reason) => format!("compatible, since {}", reason.phrase()),
        Verdict::NotCompared(reason) => format!("not compared, since {}", reason.phrase()),
    }
}

/// What decided between two claims, where there is more to say than the verdict.
fn detail(line: &Line) -> Option<String> {
    if let Some(shared) = &line.shared {
        return Some(format!("both allow {shared}"));
    }
    if let Some((low, high, of_other)) = &line.bounds {
        let (low, high) = (facing(low), facing(high));
        let (own, other) = if *of_other { (high, low) } else { (low, high) };
        return Some(format!("it says {other}; this claim says {own}"));
    }
    line.turn.map(|turn| match turn {
        FindingKind::Regression => "a regression: the later claim contradicts what is still valid".to_owned(),
        FindingKind::SelfContradiction => "a self-contradiction: both are for the same time".to_owned(),
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
