//! What people have accepted: findings that an entry of `accepted:` silences, and what is wrong with the entries.

mod common;
mod entries;
mod inline;
mod register;
mod values;

use self::entries::EntryChecker;
use crate::check::context::Context;
use crate::check::severity;
use crate::claim::ClaimId;
use crate::finding::Finding;
use gainsay_yaml::text::Span;

/// Marks those of `findings` that entries of `accepted:` accept, and returns what is found at the entries, in no order.
///
/// A pair is accepted where one entry names the rule and all its claims, a finding where all its pairs are, so a
/// new party to a dispute brings it up again. A finding without pairs is accepted where each of its claims is named. An
/// entry counts as long as its claims have the values that it gives, to the end of the day on which it expires, and for ever
/// where `today` is not given. A comment beside a record accepts the findings that are about this record alone; what keeps it from
/// being read stays as a note.
pub(super) fn findings(findings: &mut [Finding], context: &Context<'_>) -> Vec<Finding> {
    let records = context.records;
    if records.accepted.is_empty() && records.inline.is_empty() {
        return Vec::new();
    }
    let mut reported = Vec::new();
    let checker = EntryChecker { context };
    let mut register = checker.register(&mut reported);
    let mut inline = inline::Comments::new(context, &mut reported);
    let errors = common::errors(findings);
    for finding in &mut *findings {
        register.judge(finding, context.files);
        inline.judge(finding);
    }
    reported.extend(checker.unkept(&register, findings, &errors));
    reported.extend(inline.unmatched(findings, &errors));
    reported
}

/// The entries of `accepted:` whose claims are all there, among those of a part or of what is said of all parts.
#[derive(Debug, Default)]
pub struct Entries {
    /// What is found at them.
    pub findings: Vec<Finding>,
    /// The spots of those that accept something, or of which it is not known that they accept nothing: that other parts say so does not
    /// count.
    pub settled: Vec<Span>,
    /// The claims that they name, of those that are reported on.
    pub claims: Vec<ClaimId>,
}

/// The entries of `accepted:` whose claims are all there, by the `findings` that were made.
pub(super) fn entries(findings: &[Finding], context: &Context<'_>) -> Entries {
    if context.records.accepted.is_empty() {
        return Entries::default();
    }
    let checker = EntryChecker { context };
    let mut register = checker.register(&mut Vec::new());
    let errors = common::errors(findings);
    for finding in &mut findings.to_vec() {
        register.judge(finding, context.files);
    }
    let mut found = checker.unkept(&register, findings, &errors);
    severity::of_problems(&mut found, context);
    let settled = register.entries.iter().filter(|entry| checker.is_settled(entry, &errors));
    let settled = settled.map(|entry| common::claims_span(entry.accepted).unwrap_or(entry.accepted.span));
    let subject = |claim: ClaimId| context.records.claim(claim).subject.map(|subject| subject.value);
    let claims = register.entries.iter().flat_map(|entry| &entry.claims).copied();
    let claims = claims.filter(|&claim| context.reports_on(subject(claim)));
    Entries { findings: found, settled: settled.collect(), claims: claims.collect() }
}
