//! How far apart the claims of a conflict are, of which claims that is said, and what to check.

use std::collections::{HashMap, HashSet};

use super::prose::Prose;
use crate::report::audit::AuditReport;
use gainsay_core::claim::ClaimId;
use gainsay_core::date;
use gainsay_core::finding::{Finding, Label, Widest};

/// How many sources a message names at most, before it counts the others.
const SOURCES: usize = 5;

/// The labels of a finding without how many claims stand behind a position: the page puts its claims on sides of its own.
pub(super) fn labels(finding: &Finding) -> Vec<Label> {
    let heads: HashMap<ClaimId, String> = finding
        .positions
        .iter()
        .filter_map(|position| Some((*position.claims.first()?, position.backing()?)))
        .collect();
    let bare = |label: &Label| {
        let backing = label.claim.and_then(|claim| heads.get(&claim));
        let message = backing.and_then(|backing| label.message.strip_suffix(backing.as_str()));
        Label { message: message.unwrap_or(&label.message).to_owned(), ..label.clone() }
    };
    finding.labels.iter().map(bare).collect()
}

/// The help of a conflict without what it says of a pair: what to check whichever pair it is.
pub(super) fn advice(finding: &Finding) -> Option<Prose> {
    let help = finding.help.as_deref()?;
    let rest = finding.widest.as_ref().map_or(help, |widest| without_pair(help, widest));
    (!rest.is_empty()).then(|| Prose::of(rest))
}

/// How many pairs conflict beside the two that are `shown`, and which are furthest apart; nothing where there are no others.
pub(super) fn others(report: AuditReport<'_>, finding: &Finding, shown: [ClaimId; 2]) -> Option<Prose> {
    let pairs = (finding.pairs_total > 1).then_some(finding.pairs_total)?;
    let is_other =
        |widest: &&Widest| widest.furthest && !shown.iter().all(|claim| widest.claims.contains(claim));
    let furthest = finding.widest.as_ref().filter(is_other).map(|widest| furthest(report, finding, widest));
    let furthest = furthest.map(|furthest| format!("; furthest apart are {furthest}")).unwrap_or_default();
    Some(Prose::of(&format!("In all, {pairs} pairs of claims conflict{furthest}.")))
}

fn without_pair<'f>(help: &'f str, widest: &Widest) -> &'f str {
    let rest = widest.apart.as_deref().and_then(|apart| help.strip_prefix(apart)).unwrap_or(help);
    rest.strip_prefix("; ").unwrap_or(rest)
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

/// The two of a finding that are furthest apart, of quantities with how far.
fn furthest(report: AuditReport<'_>, finding: &Finding, widest: &Widest) -> String {
    let told = |claim: ClaimId| {
        let row = report.audit.row(claim);
        let when = row.when.map(|when| format!(", {}", date::show(when))).unwrap_or_default();
        format!("{} ({}{when})", row.told.quoted(), row.source.name)
    };
    let [one, other] = widest.claims.map(told);
    // Of stages and dates only the days between are known, and these are not what is far apart.
    let apart = widest.apart.as_deref().filter(|_| finding.ratio.is_some());
    let apart = apart.map(|apart| format!(": {apart}")).unwrap_or_default();
    format!("{one} and {other}{apart}")
}
