//! The page of a finding: as `check` prints it, why its rule is as it is, and its claims.

use std::io;

use indexmap::IndexSet;

use crate::cli::page::Page;
use crate::report::{self, Opposed, Out, Style, counted, said_and_allowed, shell_word};
use gainsay_core::check::Analysis;
use gainsay_core::check::audit::{Audit, Wanted};
use gainsay_core::claim::ClaimId;
use gainsay_core::finding::Finding;

/// How many claims are listed.
const SHOWN: usize = 20;

/// Writes the page of `finding`.
pub(super) fn write(
    out: &mut Out<'_>,
    run: &Analysis<'_>,
    finding: &Finding,
    style: Style,
) -> io::Result<()> {
    report::write_findings(out, run.files(), std::slice::from_ref(finding), style)?;
    let mut page = Page::new(out, style);
    page.fact("finding", &finding.fingerprint)?;
    if let Some(rule) = run.rules().rules.get(&finding.rule) {
        page.fact("rule", &format!("`{}`: {}", rule.id.value, rule.title))?;
        let audit = Audit::new(run, Wanted::default());
        against(&mut page, &audit, finding)?;
        plainest(&mut page, &audit, finding)?;
        page.paragraph("Why", rule.why.as_deref())?;
    }
    let claims: IndexSet<ClaimId> = finding.labelled().chain(finding.of_positions()).collect();
    if claims.is_empty() {
        return Ok(());
    }
    page.heading(&counted(claims.len(), "claim", "claims"))?;
    for claim in claims.iter().take(SHOWN).map(|&claim| run.records().id(claim)) {
        // A rule of the same id would be explained instead.
        let flag = if run.rules().rules.contains_key(claim) { "--claim " } else { "" };
        page.set(&format!("gainsay explain {flag}{}", shell_word(claim)), "  ", "    ")?;
    }
    match claims.len().saturating_sub(SHOWN) {
        0 => Ok(()),
        more => page.set(&format!("and {more} more"), "  ", "  "),
    }
}

/// Who contradicts whom, where several pairs conflict.
fn against(page: &mut Page<'_>, audit: &Audit<'_>, finding: &Finding) -> io::Result<()> {
    let Some(against) = Opposed::of(audit, finding) else { return Ok(()) };
    page.heading(&format!("Who contradicts whom: {}", against.counts))?;
    for line in &against.lines {
        match line.others.as_slice() {
            [_] => page.set(&line.joined(), "  ", "    ")?,
            others => {
                page.set(&line.head, "  ", "    ")?;
                others.iter().try_for_each(|other| page.set(other, "      ", "        "))?;
            }
        }
    }
    against.most.iter().chain(&against.more).try_for_each(|line| page.set(line, "  ", "    "))
}

/// Of several pairs that conflict, the one that shows best why not all of it can be true.
fn plainest(page: &mut Page<'_>, audit: &Audit<'_>, finding: &Finding) -> io::Result<()> {
    let Some(plainest) = audit.plainest(finding).filter(|_| finding.pairs_total > 1) else { return Ok(()) };
    page.heading("Two of them that cannot both be true")?;
    for row in plainest.claims.map(|claim| audit.row(claim)) {
        let place = row.place.map(|place| place.name.to_owned());
        page.set(&said_and_allowed(&row, place), "  ", "    ")?;
    }
    let apart = plainest.apart.map(|apart| format!("{apart}; ")).unwrap_or_default();
    page.set(&format!("{apart}in all, {} pairs of claims conflict", finding.pairs_total), "  ", "    ")
}
