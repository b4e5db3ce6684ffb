//! What people have accepted: findings that an entry of `accepted:` silences, and what is wrong with the entries.

mod entries;
mod register;

use self::register::Register;
use crate::check::context::Context;
use crate::finding::Finding;

/// Marks those of `findings` that entries of `accepted:` accept, and returns what is found at the entries, in no order.
///
/// A pair is accepted where one entry names the rule and all its claims, a finding where all its pairs are, so a
/// new party to a dispute brings it up again. A finding without pairs is accepted where each of its claims is named. An
/// entry counts to the end of the day on which it expires, and for ever where `today` is not given.
pub(super) fn findings(findings: &mut [Finding], context: &Context<'_>) -> Vec<Finding> {
    let &Context { files, records, rules, today, .. } = context;
    if records.accepted.is_empty() {
        return Vec::new();
    }
    let mut reported = Vec::new();
    let mut register = Register::default();
    let checker = entries::EntryChecker { files, records, rules };
    for entry in &records.accepted {
        let problems = checker.problems(entry);
        if problems.is_empty() {
            register.add(entry, records, today);
        }
        reported.extend(problems);
    }
    for finding in &mut *findings {
        register.judge(finding, files);
    }
    reported.extend(checker.unkept(&register, findings));
    reported
}
