//! What was found, by the files and the subjects that it is about: an edit goes over what it touches alone.

use std::collections::{BTreeSet, HashMap, HashSet};

use gainsay_core::finding::{Finding, FindingKind, in_order, order};
use gainsay_core::text::FileId;

use crate::changed::Subjects;
use crate::near::Around;
use crate::shift::Shift;

/// What was found when everything was checked, as far as it still holds, and around edits since.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// What was found when everything was checked, in the order of a report. Where things are is what the texts say now.
    whole: Vec<Finding>,
    /// Which of these hold no longer.
    gone: HashSet<usize>,
    by_file: HashMap<FileId, Vec<usize>>,
    by_subject: HashMap<Option<String>, Vec<usize>>,
    /// What was found around edits since, in the same order.
    anew: Vec<Finding>,
}

impl Found {
    /// What a check of everything has found, in its order.
    pub(crate) fn new(whole: Vec<Finding>) -> Self {
        let mut found = Self::default();
        for (at, finding) in whole.iter().enumerate() {
            for file in concerned(finding).collect::<BTreeSet<_>>() {
                found.by_file.entry(file).or_default().push(at);
            }
            found.by_subject.entry(finding.subject.clone()).or_default().push(at);
        }
        Self { whole, ..found }
    }

    /// All findings, in no order.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Finding> {
        let whole = self.whole.iter().enumerate().filter(|(at, _)| !self.gone.contains(at));
        whole.map(|(_, finding)| finding).chain(&self.anew)
    }

    /// How many findings there are.
    pub(crate) fn count(&self) -> usize {
        self.whole.len() - self.gone.len() + self.anew.len()
    }

    /// The files that findings point at.
    pub(crate) fn files(&self) -> BTreeSet<FileId> {
        self.all().flat_map(files).collect()
    }

    /// What has to do with these files, in the order of a report.
    pub(crate) fn of(&self, wanted: &BTreeSet<FileId>) -> Vec<&Finding> {
        let whole = self.concerned(wanted, &Subjects::new());
        let whole = whole.into_iter().filter_map(|at| self.whole.get(at));
        let is_wanted = |finding: &&Finding| concerned(finding).any(|file| wanted.contains(&file));
        let mut found: Vec<&Finding> = whole.chain(self.anew.iter().filter(is_wanted)).collect();
        found.sort_by(|a, b| order(a, b));
        found
    }

    /// Puts what a check of the files `around` those of `shifts` has found `anew` in place of what was found there before. Returns the files
    /// in which something may have changed.
    pub(crate) fn replace(
        &mut self,
        anew: Vec<Finding>,
        around: &Around,
        shifts: &[Shift],
    ) -> BTreeSet<FileId> {
        let edited = edited(shifts);
        let is_of = |finding: &Finding| is_of(finding, around, &edited);
        let mut touched = self.stay(shifts, &around.subjects, &is_of);
        let new: Vec<Finding> = anew.into_iter().filter(is_of).collect();
        touched.extend(new.iter().flat_map(files));
        let breaks = new.iter().any(|finding| finding.broken_file().is_some());
        self.anew.extend(new);
        self.anew.sort_by(order);
        if breaks {
            // A file that is not YAML any more takes fixes from what was found before, wherever that is.
            let mut whole: Vec<Finding> = self.all().cloned().collect();
            in_order(&mut whole);
            *self = Self::new(whole);
        }
        touched
    }

    /// Moves what was found with the texts around it, where nothing is checked yet. What was changed itself goes. Returns the files in which
    /// something may have changed.
    pub(crate) fn shift(&mut self, shifts: &[Shift]) -> BTreeSet<FileId> {
        self.stay(shifts, &Subjects::new(), &|_| false)
    }

    /// Leaves what does not go of what is about `subjects` or in the files of `shifts`, and moves it with the texts around it.
    fn stay(
        &mut self,
        shifts: &[Shift],
        subjects: &Subjects,
        goes: &dyn Fn(&Finding) -> bool,
    ) -> BTreeSet<FileId> {
        let edited = edited(shifts);
        let mut touched = edited.clone();
        let mut stays = |finding: &mut Finding| {
            let goes = goes(finding);
            if goes || files(finding).any(|file| edited.contains(&file)) {
                touched.extend(files(finding));
            }
            !goes && shifts.iter().all(|shift| shift.finding(finding))
        };
        for at in self.concerned(&edited, subjects) {
            if !self.whole.get_mut(at).is_some_and(&mut stays) {
                self.gone.insert(at);
            }
        }
        self.anew.retain_mut(stays);
        touched
    }

    /// Which findings of the check of everything still hold and have to do with these files or subjects.
    fn concerned(&self, files: &BTreeSet<FileId>, subjects: &Subjects) -> BTreeSet<usize> {
        let of_files = files.iter().filter_map(|file| self.by_file.get(file));
        let of_subjects = subjects.iter().filter_map(|subject| self.by_subject.get(subject));
        of_files.chain(of_subjects).flatten().copied().filter(|at| !self.gone.contains(at)).collect()
    }
}

fn edited(shifts: &[Shift]) -> BTreeSet<FileId> {
    shifts.iter().map(|shift| shift.file()).collect()
}

/// The files of the labels of a finding.
fn files(finding: &Finding) -> impl Iterator<Item = FileId> {
    finding.labels.iter().map(|label| label.span.file)
}

/// These, and the files that its fixes change.
fn concerned(finding: &Finding) -> impl Iterator<Item = FileId> {
    files(finding).chain(finding.fixes.iter().flat_map(|fix| &fix.edits).map(|edit| edit.span.file))
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
