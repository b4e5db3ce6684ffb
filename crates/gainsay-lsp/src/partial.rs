//! A check of what an edit touches, put in place of what was found there before.

use std::collections::BTreeSet;

use gainsay_core::finding::{Finding, FindingKind, in_order};
use gainsay_core::text::FileId;

use crate::near::Around;
use crate::shift::Shift;

/// Puts what a check of the files `around` those of `shifts` has `found` in place of what was in `findings`. Returns the files
/// in which something may have changed.
pub(crate) fn replace(
    findings: &mut Vec<Finding>,
    found: Vec<Finding>,
    around: &Around,
    shifts: &[Shift],
) -> BTreeSet<FileId> {
    let edited: BTreeSet<FileId> = shifts.iter().map(|shift| shift.file()).collect();
    let is_of = |finding: &Finding| is_of(finding, around, &edited);
    let mut touched = edited.clone();
    let mut kept = Vec::with_capacity(findings.len());
    for finding in std::mem::take(findings) {
        let goes = is_of(&finding);
        let files: Vec<FileId> = finding.labels.iter().map(|label| label.span.file).collect();
        let moved = files.iter().any(|file| edited.contains(file));
        if goes || moved {
            touched.extend(files);
        }
        if !goes {
            kept.extend(current(finding, shifts));
        }
    }
    let new = found.into_iter().filter(is_of);
    kept.extend(new.inspect(|finding| touched.extend(finding.labels.iter().map(|label| label.span.file))));
    in_order(&mut kept);
    *findings = kept;
    touched
}

/// Moves `findings` with the texts around them, where nothing is checked yet. Those whose own words were changed go. Returns the
/// files in which something may have changed.
pub(crate) fn shift(findings: &mut Vec<Finding>, shifts: &[Shift]) -> BTreeSet<FileId> {
    let mut touched: BTreeSet<FileId> = shifts.iter().map(|shift| shift.file()).collect();
    let edited = touched.clone();
    let mut kept = Vec::with_capacity(findings.len());
    for finding in std::mem::take(findings) {
        let files: Vec<FileId> = finding.labels.iter().map(|label| label.span.file).collect();
        if files.iter().any(|file| edited.contains(file)) {
            touched.extend(files);
        }
        kept.extend(current(finding, shifts));
    }
    in_order(&mut kept);
    *findings = kept;
    touched
}

/// The finding where it is now; nothing where what it points at was changed.
fn current(finding: Finding, shifts: &[Shift]) -> Option<Finding> {
    shifts.iter().try_fold(finding, |finding, shift| shift.finding(finding))
}

/// Whether a check of the files around some tells of a finding all that a check of everything would: a problem in an edited file, or
/// something between claims about the subjects in it. What was not compared, and what names are like, is a matter of all files; quotes
/// are looked up in copies that are not read for a part.
fn is_of(finding: &Finding, around: &Around, edited: &BTreeSet<FileId>) -> bool {
    match finding.kind {
        FindingKind::Undetermined | FindingKind::Quote => false,
        FindingKind::Record => {
            let mut files = finding.labels.iter().map(|label| label.span.file);
            finding.code().is_some() && files.any(|file| edited.contains(&file))
        }
        _ => around.subjects.contains(&finding.subject),
    }
}
