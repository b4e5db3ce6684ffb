//! How far apart the sides of a finding are, of which claims that is said, and what to check.

use super::prose::Prose;
use crate::report::audit::AuditReport;
use gainsay_core::claim::ClaimId;
use gainsay_core::date;
use gainsay_core::finding::{Finding, Widest};

/// The help of a finding. Where several pairs conflict, it names the two of which it says how far apart they are, unless they are
/// `shown` above it.
pub(super) fn out(report: AuditReport<'_>, finding: &Finding, shown: Option<[ClaimId; 2]>) -> Option<Prose> {
    let help = finding.help.as_deref()?;
    let Some(widest) = finding.widest.as_ref().filter(|_| finding.pairs_total > 1) else {
        return Some(Prose::of(help));
    };
    let rest = widest.apart.as_deref().and_then(|apart| help.strip_prefix(apart)).unwrap_or(help);
    let rest = rest.strip_prefix("; ").unwrap_or(rest);
    let parts = named(report, finding, widest, shown).into_iter().chain([rest.to_owned()]);
    let parts: Vec<String> = parts.filter(|part| !part.is_empty()).collect();
    (!parts.is_empty()).then(|| Prose::of(&parts.join("; ")))
}

/// The two that are furthest apart, and how far; of values without an order it is not said.
fn named(
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
