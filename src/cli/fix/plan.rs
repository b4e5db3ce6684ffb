//! Which fixes of a run go together, and the files as they are then.

use std::collections::{BTreeMap, HashSet};

use gainsay_core::finding::Finding;
use gainsay_core::problem::Problem;
use gainsay_core::text::{Edit, FileId, Files, Fix, Safety, apply};

/// A fix that is applied, as it is reported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Done {
    /// The file of the finding, and the line in it.
    pub(super) path: String,
    pub(super) line: usize,
    pub(super) rule: String,
    pub(super) title: String,
}

/// The fixes of a run that can be applied at once.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// The edits of each file by their starts; no two overlap.
    edits: BTreeMap<FileId, BTreeMap<u32, Edit>>,
    /// What is applied, in the order of the findings, with the files that it changes.
    done: Vec<(Done, Vec<FileId>)>,
    /// How many findings could be settled by a fix that is only suggested.
    pub(super) suggested: usize,
}

impl Plan {
    /// The first fix of each of `findings` that is not above `most`; of fixes that overlap, the first.
    ///
    /// Files of which `keep` says so keep their text.
    pub(super) fn new<'f>(
        files: &Files,
        findings: impl Iterator<Item = &'f Finding>,
        most: Safety,
        keep: impl Fn(&str) -> bool,
    ) -> Self {
        let whole = |fix: &&Fix| !fix.edits.iter().any(|edit| keep(&files.get(edit.span.file).path));
        let mut plan = Self::default();
        for finding in findings {
            let mut fixes = finding.fixes.iter().filter(whole);
            match fixes.clone().find(|fix| fix.safety <= most) {
                Some(fix) => plan.add(files, finding, fix),
                None => plan.suggested += usize::from(fixes.next().is_some()),
            }
        }
        plan
    }

    fn add(&mut self, files: &Files, finding: &Finding, fix: &Fix) {
        let Some(spot) = finding.labels.first().map(|label| label.span) else { return };
        if fix.edits.is_empty() || fix.edits.iter().any(|edit| self.overlaps(edit)) {
            return;
        }
        for edit in &fix.edits {
            self.edits.entry(edit.span.file).or_default().insert(edit.span.start, edit.clone());
        }
        let done = Done {
            path: files.get(spot.file).path.clone(),
            line: files.location(spot).line,
            rule: finding.rule.clone(),
            title: fix.title.clone(),
        };
        self.done.push((done, fix.edits.iter().map(|edit| edit.span.file).collect()));
    }

    fn overlaps(&self, edit: &Edit) -> bool {
        let Some(others) = self.edits.get(&edit.span.file) else { return false };
        let before = others.range(..=edit.span.start).next_back();
        let behind = others.range(edit.span.start..).next();
        before.into_iter().chain(behind).any(|(_, other)| edit.overlaps(other))
    }

    /// The changed files with their texts, and what was done. Where a file would not be YAML any more, it is left as it is; its path
    /// goes to `refused`.
    pub(super) fn apply(
        self,
        files: &Files,
        refused: &mut HashSet<String>,
    ) -> (Vec<(FileId, String)>, Vec<Done>) {
        let mut changed = Vec::new();
        let mut left = HashSet::new();
        for (file, edits) in self.edits {
            let (path, edits) = (&files.get(file).path, edits.into_values().collect::<Vec<_>>());
            let text = apply(&files.get(file).text, &edits);
            let mut problems = Vec::<Problem>::new();
            gainsay_yaml::parse(file, &text, &mut problems);
            if problems.is_empty() {
                changed.push((file, text));
            } else {
                refused.insert(path.clone());
                left.insert(file);
            }
        }
        let done = self.done.into_iter().filter(|(_, files)| !files.iter().any(|file| left.contains(file)));
        (changed, done.map(|(done, _)| done).collect())
    }
}
