//! How far apart the claims of a conflict are, of which claims that is said, and what to check.

use std::collections::HashSet;

use super::prose::Prose;
use crate::report::audit::people::{said, where_of};
use crate::report::audit::{AuditReport, Opposed};
use gainsay_core::claim::ClaimId;
use gainsay_core::finding::{Finding, Strength, WeakReason, Widest};

/// How many sources a message names at most, before it counts the others.
const SOURCES: usize = 5;

/// What the help of a finding says to check, a sentence each, what the rule advises first: of a conflict without what it says of a pair,
/// and why it is weak.
pub(super) fn advice(report: AuditReport<'_>, finding: &Finding) -> Vec<Prose> {
    let Some(help) = finding.help.as_deref() else { return Vec::new() };
    let of_pair = finding.widest.as_ref().and_then(|widest| widest.apart.as_deref());
    let weak = WeakReason::sentence(&finding.weak_because);
    let is_said = |line: &&str| {
        let of_pair = of_pair.into_iter().flat_map(str::lines).any(|other| other == *line);
        of_pair || finding.widest.is_some() && weak.as_deref() == Some(*line)
    };
    let rule = report.audit.rule(finding).and_then(|rule| rule.help.as_deref()).unwrap_or_default();
    let (of_rule, rest): (Vec<&str>, Vec<&str>) = help
        .lines()
        .filter(|line| !is_said(line))
        .partition(|line| rule.lines().any(|of_rule| of_rule == *line));
    of_rule.into_iter().chain(rest).map(Prose::sentence).collect()
}

/// How many pairs conflict beside the two that are `shown`, which are furthest apart, and which claim is in most of those that are strong;
/// nothing where there are no others.
pub(super) fn others(
    report: AuditReport<'_>,
    finding: &Finding,
    shown: [ClaimId; 2],
    opposed: Option<&Opposed>,
) -> Vec<Prose> {
    if finding.pairs_total < 2 {
        return Vec::new();
    }
    let is_other =
        |widest: &&Widest| widest.furthest && !shown.iter().all(|claim| widest.claims.contains(claim));
    let furthest = finding.widest.as_ref().filter(is_other).map(|widest| furthest(report, finding, widest));
    let all = format!("In all, {} pairs of claims conflict.", finding.pairs_total);
    let most = opposed.and_then(|opposed| opposed.most.clone());
    let sentences = [Some(all), furthest, most].into_iter().flatten();
    sentences.map(|sentence| Prose::sentence(&sentence)).collect()
}

/// The claims that a page speaks of by themselves: two `shown` as an example, the two that are furthest apart, and the first one of each
/// source that the message names.
pub(super) fn named(report: AuditReport<'_>, finding: &Finding, shown: Option<[ClaimId; 2]>) -> Vec<ClaimId> {
    let widest = finding.widest.as_ref().filter(|widest| widest.furthest).map(|widest| widest.claims);
    let heads = finding.positions.iter().filter_map(|position| position.claims.first());
    let others = finding.positions.iter().flat_map(|position| position.claims.iter().skip(1));
    let others = others.chain(finding.on_no_side.iter().map(|other| &other.claim));
    let mut sources = HashSet::new();
    let source = |claim: &&ClaimId| report.audit.records().claim(**claim).source.value;
    let firsts = heads.chain(others).filter(|claim| sources.insert(source(claim)));
    let firsts = firsts.take(SOURCES).copied();
    shown.into_iter().chain(widest).flatten().chain(firsts).collect()
}

/// The two of a finding that are furthest apart, of quantities with how far.
fn furthest(report: AuditReport<'_>, finding: &Finding, widest: &Widest) -> String {
    let [one, other] = widest.claims.map(|claim| report.audit.row(claim));
    let place = |row| where_of(row).filter(|_| where_of(&one) != where_of(&other));
    let [one, other] = [said(&one, place(&one)), said(&other, place(&other))];
    // Of stages and dates only the days between are known, and these are not what is far apart.
    let apart = widest.apart.as_deref().filter(|_| finding.ratio.is_some());
    let apart = apart.map(|apart| format!(" ({})", apart.replace('\n', "; "))).unwrap_or_default();
    let of = if finding.strength == Some(Strength::Strong) { "of the strong pairs, " } else { "" };
    format!("{of}furthest apart{apart} are {one}; and {other}")
}
