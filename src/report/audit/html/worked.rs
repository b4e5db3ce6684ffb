//! How far apart the sides of a finding are, of which claims that is said, and what to check.

use std::collections::HashSet;

use super::prose::Prose;
use crate::report::audit::AuditReport;
use gainsay_core::claim::ClaimId;
use gainsay_core::date;
use gainsay_core::finding::{Finding, Widest};

/// How many sources a message names at most, before it counts the others.
const SOURCES: usize = 5;

/// The help of a finding. Where several pairs conflict, it names the two of which it says how far apart they are, unless they are
/// `shown` above it.
pub(super) fn out(report: AuditReport<'_>, finding: &Finding, shown: Option<[ClaimId; 2]>) -> Option<Prose> {
    let help = finding.help.as_deref()?;
    let Some(widest) = finding.widest.as_ref().filter(|_| finding.pairs_total > 1) else {
        return Some(Prose::of(help));
    };
    let rest = widest.apart.as_deref().and_then(|apart| help.strip_prefix(apart)).unwrap_or(help);
    let rest = rest.strip_prefix("; ").unwrap_or(rest);
    let parts = furthest(report, finding, widest, shown).into_iter().chain([rest.to_owned()]);
    let parts: Vec<String> = parts.filter(|part| !part.is_empty()).collect();
    (!parts.is_empty()).then(|| Prose::of(&parts.join("; ")))
}

/// The claims that a page speaks of by themselves: two `shown` as an example, the two that are furthest apart, and the first one of each
/// source that the message names.
pub(super) fn named(report: AuditReport<'_>, finding: &Finding, shown: Option<[ClaimId; 2]>) -> Vec<ClaimId> {
    let widest = finding.widest.as_ref().filter(|widest| widest.furthest).map(|widest| widest.claims);
    let heads = finding.positions.iter().filter_map(|position| position.claims.first());
    let others = finding.positions.iter().flat_map(|position| position.claims.iter().skip(1));
    let mut sources = HashSet::new();
    let source = |claim: &&ClaimId| report.audit.records().claim(**claim).source.value;
    let firsts = heads.chain(others).filter(|claim| sources.insert(source(claim)));
    let firsts = firsts.take(SOURCES).copied();
    shown.into_iter().chain(widest).flatten().chain(firsts).collect()
}

/// How far apart the two of a finding are that are furthest apart; of values without an order it is not said.
fn furthest(
    report: AuditReport<'_>,
    finding: &Finding,
    widest: &Widest,
    shown: Option<[ClaimId; 2]>,
) -> Option<String> {
    let [one, other] = widest.claims;
    let apart = widest.apart.as_deref();
    if shown.is_some_and(|shown| shown == [one, other] || shown == [other, one]) {
        return apart.map(|apart| format!("The two above: {apart}"));
    }
    let told = |claim: ClaimId| {
        let row = report.audit.row(claim);
        let when = row.when.map(|when| format!(", {}", date::show(when))).unwrap_or_default();
        format!("`{}` ({}{when})", row.value, row.source.name)
    };
    let all = finding.pairs.len() as u64 == finding.pairs_total;
    let of = if all { "that conflict" } else { "in the pairs that are listed" };
    let apart = apart.map(|apart| format!(": {apart}")).unwrap_or_default();
    widest.furthest.then(|| format!("Furthest apart of those {of}: {} and {}{apart}", told(one), told(other)))
}
