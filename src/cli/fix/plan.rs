//! Which fixes of a run go together, and the files as they are then.

use std::collections::{BTreeMap, HashSet};
use std::ffi::OsStr;
use std::path::Path;

use gainsay_core::finding::{Finding, FindingKind};
use gainsay_core::mapping::is_of_table;
use gainsay_core::problem::Problem;
use gainsay_core::rule::Severity;
use gainsay_core::text::{Edit, File, FileId, Files, Fix, Safety, apply};

/// A fix that is applied, as it is reported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Done {
    /// The file of the finding, and the line in it.
    pub(super) path: String,
    pub(super) line: usize,
    pub(super) rule: String,
    pub(super) title: String,
}

/// An edit, and the title of its fix.
type Planned<'f> = (&'f Edit, &'f str);

/// The fixes of a run that can be applied at once.
#[derive(Debug, Default)]
pub(super) struct Plan<'f> {
    /// The edits of each file by their starts. No two overlap; what is put in at one spot is in its order.
    edits: BTreeMap<FileId, BTreeMap<u32, Vec<Planned<'f>>>>,
    /// What is to be applied, in the order of the findings.
    fixes: Vec<(Done, &'f Fix)>,
    /// How many findings could be settled by a fix that is only suggested.
    pub(super) suggested: usize,
    /// Where problems are in tables, of which nothing is changed.
    pub(super) in_tables: Vec<String>,
}

/// What came of a plan.
#[derive(Debug, Default)]
pub(super) struct Applied {
    /// The changed files with their texts.
    pub(super) changed: BTreeMap<FileId, String>,
    /// What was done.
    pub(super) done: Vec<Done>,
    /// What was not, since its file could not be read any more.
    pub(super) left_out: Vec<Done>,
}

/// How many times the texts of files are tried where some fixes cannot be applied.
const TRIES: usize = 200;

impl<'f> Plan<'f> {
    /// The first fix of each of `findings` that is not above `most`; of fixes that overlap, the first.
    pub(super) fn new(files: &Files, findings: impl Iterator<Item = &'f Finding>, most: Safety) -> Self {
        let mut plan = Self::default();
        for finding in findings {
            match finding.fixes.iter().find(|fix| fix.safety <= most) {
                Some(fix) => plan.add(files, finding, fix),
                None if finding.fixes.is_empty() => plan.in_tables.extend(in_table(files, finding)),
                None => plan.suggested += 1,
            }
        }
        plan
    }

    fn add(&mut self, files: &Files, finding: &'f Finding, fix: &'f Fix) {
        let Some(spot) = finding.labels.first().map(|label| label.span) else { return };
        if fix.edits.is_empty() || fix.edits.iter().any(|edit| self.overlaps(edit, &fix.title)) {
            return;
        }
        for edit in &fix.edits {
            let at = self.edits.entry(edit.span.file).or_default().entry(edit.span.start).or_default();
            at.push((edit, &fix.title));
        }
        let done = Done {
            path: files.get(spot.file).path.clone(),
            line: files.location(spot).line,
            rule: finding.rule.clone(),
            title: fix.title.clone(),
        };
        self.fixes.push((done, fix));
    }

    /// Whether `edit` overlaps one that is planned. Further text of the same kind at one spot comes behind what is put in there.
    fn overlaps(&self, edit: &Edit, title: &str) -> bool {
        let Some(others) = self.edits.get(&edit.span.file) else { return false };
        let joins = |other: &Edit, of: &str| {
            let empty = edit.span.start == edit.span.end;
            empty && edit.span == other.span && title == of && edit.replacement != other.replacement
        };
        let before = others.range(..=edit.span.start).next_back();
        let behind = others.range(edit.span.start..).next();
        let near = before.into_iter().chain(behind).flat_map(|(_, others)| others);
        near.into_iter().any(|&(other, of)| edit.overlaps(other) && !joins(other, of))
    }

    /// Applies the fixes. Those after which a file could not be read any more are left out; files that cannot be read as they are
    /// keep their text, which is reported anyway.
    pub(super) fn apply(self, files: &Files) -> Applied {
        let unread: HashSet<FileId> =
            self.edits.keys().copied().filter(|&file| !is_yaml(file, &files.get(file).text)).collect();
        let whole = |(_, fix): &(Done, &Fix)| !fix.edits.iter().any(|edit| unread.contains(&edit.span.file));
        let mut fixes: Vec<_> = self.fixes.into_iter().filter(whole).collect();
        let mut trial = Trial { files, kept: BTreeMap::new(), tries: 0 };
        let mut applied = Applied::default();
        let mut parts = vec![fixes.len()];
        fixes.reverse();
        // The first part of what is left is tried; one that does not go is tried in halves.
        while let Some(length) = parts.pop() {
            let from = fixes.len() - length;
            if length > 0 && trial.keep(&fixes[from..]) {
                applied.done.extend(fixes.drain(from..).rev().map(|(done, _)| done));
            } else if length > 1 && trial.tries < TRIES {
                parts.extend([length - length / 2, length / 2]);
            } else {
                applied.left_out.extend(fixes.drain(from..).rev().map(|(done, _)| done));
            }
        }
        applied.changed = trial.texts();
        applied
    }
}

/// Where a problem is, if that is in a table.
fn in_table(files: &Files, finding: &Finding) -> Option<String> {
    let spot = finding.labels.first()?.span;
    let File { path, foreign, read_by, .. } = files.get(spot.file);
    let ending = Path::new(path).extension().and_then(OsStr::to_str).unwrap_or_default();
    let is_table = *foreign && (read_by.is_some() || is_of_table(ending));
    let is_problem = finding.kind == FindingKind::Record && finding.severity > Severity::Note;
    (is_table && is_problem).then(|| format!("{path}:{}", files.location(spot).line))
}

/// Fixes while they are tried.
struct Trial<'f> {
    files: &'f Files,
    /// The edits of each file that go.
    kept: BTreeMap<FileId, Vec<Edit>>,
    tries: usize,
}

impl Trial<'_> {
    /// Keeps the edits of `fixes`, which are in reverse, if all files can be read with them.
    fn keep(&mut self, fixes: &[(Done, &Fix)]) -> bool {
        self.tries += 1;
        let mut with: BTreeMap<FileId, Vec<Edit>> = BTreeMap::new();
        for edit in fixes.iter().rev().flat_map(|(_, fix)| &fix.edits) {
            let kept = || self.kept.get(&edit.span.file).cloned().unwrap_or_default();
            with.entry(edit.span.file).or_insert_with(kept).push(edit.clone());
        }
        let readable = with.iter().all(|(&file, edits)| {
            let File { path, text, .. } = self.files.get(file);
            let fixed = apply(text, edits);
            is_yaml(file, &fixed) && (!named_json(path) || !is_json(text) || is_json(&fixed))
        });
        if readable {
            self.kept.extend(with);
        }
        readable
    }

    fn texts(self) -> BTreeMap<FileId, String> {
        let text = |(file, edits): (FileId, Vec<Edit>)| (file, apply(&self.files.get(file).text, &edits));
        self.kept.into_iter().map(text).collect()
    }
}

fn is_yaml(file: FileId, text: &str) -> bool {
    let mut problems = Vec::<Problem>::new();
    gainsay_yaml::parse(file, text, &mut problems);
    problems.is_empty()
}

fn named_json(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json"))
}

fn is_json(text: &str) -> bool {
    serde_json::from_str::<serde::de::IgnoredAny>(text.trim_start_matches('\u{feff}')).is_ok()
}

#[cfg(test)]
mod tests {
    use gainsay_core::check::problem_finding;
    use gainsay_core::problem::Code;
    use gainsay_core::text::Span;

    use super::*;

    /// The file at `path` after `edits`, each a fix of its own, and how many of them were left out.
    fn planned(path: &str, text: &str, edits: &[(u32, u32, &str)]) -> (Option<String>, usize) {
        let mut files = Files::default();
        let file = files.add(path, text);
        let findings: Vec<Finding> = edits
            .iter()
            .map(|&(start, end, new)| {
                let span = Span::new(file, start, end);
                let fix = Fix::safe("write it", vec![Edit::new(span, new)]);
                problem_finding(&Problem::new(Code::InvalidValue, span, "wrong").fix([fix]))
            })
            .collect();
        let applied = Plan::new(&files, findings.iter(), Safety::Safe).apply(&files);
        assert_eq!(applied.done.len() + applied.left_out.len(), edits.len());
        (applied.changed.into_values().next(), applied.left_out.len())
    }

    #[test]
    fn a_fix_that_breaks_a_file_takes_no_other_one_with_it() {
        let edits = [(0, 1, "A"), (5, 6, "[B"), (10, 11, "C"), (15, 16, "D")];
        let done = planned("a.yaml", "a: 1\nb: 2\nc: 3\nd: 4\n", &edits);
        assert_eq!(done, (Some("A: 1\nb: 2\nC: 3\nD: 4\n".to_owned()), 1));
        assert_eq!(planned("a.yaml", "a: 1\n", &[(0, 1, "[")]), (None, 1));
    }

    #[test]
    fn json_stays_json() {
        let edits = [(7, 7, ", b: 2"), (1, 4, "\"c\"")];
        assert_eq!(planned("a.json", "{\"a\": 1 }", &edits), (Some("{\"c\": 1 }".to_owned()), 1));
        assert_eq!(planned("a.yaml", "{\"a\": 1 }", &edits), (Some("{\"c\": 1, b: 2 }".to_owned()), 0));
    }

    #[test]
    fn what_is_put_in_at_one_spot_comes_in_its_order() {
        let edits = [(4, 4, "\nb: 2"), (4, 4, "\nc: 3")];
        assert_eq!(planned("a.yaml", "a: 1", &edits), (Some("a: 1\nb: 2\nc: 3".to_owned()), 0));
    }
}
