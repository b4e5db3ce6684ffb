//! A check of what an edit touches, put in place of what was found there before.

use std::collections::BTreeSet;

use gainsay_core::finding::{Finding, FindingKind, among};
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
    let mut touched = stay(findings, shifts, &is_of);
    let new: Vec<Finding> = found.into_iter().filter(is_of).collect();
    touched.extend(new.iter().flat_map(files));
    among(findings, new);
    touched
}

/// Moves `findings` with the texts around them, where nothing is checked yet. Those whose own words were changed go. Returns the
/// files in which something may have changed.
pub(crate) fn shift(findings: &mut Vec<Finding>, shifts: &[Shift]) -> BTreeSet<FileId> {
    stay(findings, shifts, &|_| false)
}

/// Leaves those of `findings` that do not go, and moves them with the texts around them. Most are in files that were not edited: they stay
/// as they are.
fn stay(findings: &mut Vec<Finding>, shifts: &[Shift], goes: &dyn Fn(&Finding) -> bool) -> BTreeSet<FileId> {
    let mut touched: BTreeSet<FileId> = shifts.iter().map(|shift| shift.file()).collect();
    let is_edited = |file: FileId| shifts.iter().any(|shift| shift.file() == file);
    findings.retain_mut(|finding| {
        let goes = goes(finding);
        if goes || files(finding).any(is_edited) {
            touched.extend(files(finding));
        }
        !goes && shifts.iter().all(|shift| shift.finding(finding))
    });
    touched
}

/// The files of the labels of a finding.
fn files(finding: &Finding) -> impl Iterator<Item = FileId> {
    finding.labels.iter().map(|label| label.span.file)
}

/// Whether a check of the files around some tells of a finding all that a check of everything would: a problem in an edited file, or
/// something between claims about the subjects in it. What was not compared, and what names are like, is a matter of all files; quotes
/// are looked up in copies that are not read for a part.
fn is_of(finding: &Finding, around: &Around, edited: &BTreeSet<FileId>) -> bool {
    match finding.kind {
        FindingKind::Undetermined | FindingKind::Quote => false,
        FindingKind::Record => files(finding).any(|file| edited.contains(&file)) && finding.code().is_some(),
        _ => around.subjects.contains(&finding.subject),
    }
}
