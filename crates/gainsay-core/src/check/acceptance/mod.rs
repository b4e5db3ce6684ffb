//! What people have accepted: findings that an entry of `accepted:` silences, and what is wrong with the entries.

mod common;
mod entries;
mod inline;
mod register;
mod values;

use self::register::Register;
use crate::check::context::Context;
use crate::finding::Finding;

/// Marks those of `findings` that entries of `accepted:` accept, and returns what is found at the entries, in no order.
///
/// A pair is accepted where one entry names the rule and all its claims, a finding where all its pairs are, so a
/// new party to a dispute brings it up again. A finding without pairs is accepted where each of its claims is named. An
/// entry counts as long as its claims have the values that it gives, to the end of the day on which it expires, and for ever
/// where `today` is not given. A comment beside a record accepts the findings that are about this record alone; what keeps it from
/// being read stays as a note.
pub(super) fn findings(findings: &mut [Finding], context: &Context<'_>) -> Vec<Finding> {
    let &Context { files, records, today, .. } = context;
    if records.accepted.is_empty() && records.inline.is_empty() {
        return Vec::new();
    }
    let mut reported = Vec::new();
    let mut register = Register::new(&context.identities);
    let checker = entries::EntryChecker { context };
    for entry in &records.accepted {
        let problems = checker.problems(entry);
        if problems.is_empty() {
            register.add(entry, values::changed(entry, context), records, today);
        }
        reported.extend(problems);
    }
    let mut inline = inline::Comments::new(context, &mut reported);
    let errors = common::errors(findings);
    for finding in &mut *findings {
        register.judge(finding, files);
        inline.judge(finding);
    }
    reported.extend(checker.unkept(&register, findings, &errors));
    reported.extend(inline.unmatched(findings, &errors));
    reported
}
