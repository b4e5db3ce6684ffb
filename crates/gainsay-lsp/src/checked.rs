//! What was checked last, and what an edit makes of it.
//!
//! A small workspace is checked whole after each edit. In a large one, an edit is followed by a check of what it touches: the files
//! that speak of the same subjects, those that these cite and that cite them, and those that declare what all of these name. What
//! only a check of everything can tell, such as a source that nobody names any more, stays as it was until that has been done in
//! the background.

use std::collections::{BTreeSet, HashMap};
use std::ops::Deref;
use std::sync::LazyLock;

use gainsay_core::check::Analysis;
use gainsay_core::claim::{Claim, Records};
use gainsay_core::finding::{Finding, FindingKind};
use gainsay_core::rule::{FileSeverities, Rules};
use gainsay_core::text::{FileId, Files, Span};
use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::changed::{self, Subjects};
use crate::cited::{Cited, Edit, Given};
use crate::found::Found;
use crate::ids;
use crate::near::{Alone, Around, Near, flags, subject};
use crate::places;
use crate::program::{Program, Read};
use crate::shift::Shift;
use crate::workspace::{Keep, Workspace};

/// What an edit touches is checked on one thread: it is little, and to wake others for each of its steps takes longer than they save.
static ALONE: LazyLock<Option<ThreadPool>> =
    LazyLock::new(|| ThreadPoolBuilder::new().num_threads(1).build().ok());

/// Beside what is about the same subjects, one of so many claims that may be checked at once is checked if it has to do with it by what is
/// cited: each key waits for that.
const FURTHER: usize = 4;

/// What was checked last.
pub(crate) struct Checked {
    pub(crate) workspace: Workspace,
    pub(crate) found: Found,
    pub(crate) keep: Keep,
    /// How many claims are checked whole after each edit.
    whole: usize,
    /// How many claims around an edit are checked at once in a larger workspace.
    limit: usize,
    /// Which files have to do with which; of a small workspace, nothing.
    near: Near,
    /// Which claims have to do with each other whatever their subjects; of a small workspace, nothing.
    cited: Cited,
    /// The claims of some files as they are now, where all were read before.
    ahead: Option<(BTreeSet<FileId>, Records)>,
    /// The files that were edited since all were read.
    edited: Alone,
    /// How their texts have changed since, one edit after the other.
    shifts: Vec<Shift>,
    /// Whether something is to be checked whole.
    behind: bool,
}

/// A part of everything, checked by itself.
struct Part {
    around: Around,
    records: Records,
    found: Vec<Finding>,
    /// What the claims of the edited files give now, where everything was read that has to do with that.
    given: Option<HashMap<FileId, Given>>,
}

/// The files in which something may have changed.
pub(crate) enum Touched {
    All,
    Files(BTreeSet<FileId>),
}

/// Claims where they are now: as they were read last, or read anew.
pub(crate) enum Now<'c> {
    Read(&'c Records),
    Anew(Box<Records>),
}

impl Deref for Now<'_> {
    type Target = Records;

    fn deref(&self) -> &Records {
        match self {
            Now::Read(records) => records,
            Now::Anew(records) => records,
        }
    }
}

impl Checked {
    /// Checks what was read.
    pub(crate) fn new(program: &dyn Program, Read { mut workspace, keep }: Read) -> Self {
        workspace.index(|shown| places::place(program, shown));
        let mut checked = Self {
            workspace,
            found: Found::default(),
            keep,
            whole: program.checked_whole(),
            limit: program.checked_around(),
            near: Near::default(),
            cited: Cited::default(),
            ahead: None,
            edited: Alone::new(),
            shifts: Vec::new(),
            behind: false,
        };
        checked.check_all(program);
        checked
    }

    fn check_all(&mut self, program: &dyn Program) {
        let load = |files: &mut Files, records: &Records, rules: &Rules, severities: &[FileSeverities]| {
            program.copies(files, records, rules, severities)
        };
        self.workspace.load_copies(load);
        let mut analysis = self.workspace.analysis(&self.keep);
        self.found = Found::new(std::mem::take(&mut analysis.findings));
        if self.is_large() {
            let Workspace { files, records, claims, .. } = &self.workspace;
            self.near = Near::new(files, records, claims);
            self.cited = Cited::new(&analysis);
        }
    }

    /// Whether there are too many claims to check them all between two keys.
    pub(crate) fn is_large(&self) -> bool {
        self.workspace.records.claims.len() > self.whole
    }

    /// Whether there is more to check than what was checked after the last edit.
    pub(crate) fn is_behind(&self) -> bool {
        self.behind
    }

    /// Checks what other texts of claim files change.
    pub(crate) fn edit(&mut self, program: &dyn Program, edits: Vec<(FileId, String)>) -> Touched {
        if !self.is_large() {
            for (file, text) in edits {
                self.workspace.files.set_text(file, text);
            }
            self.workspace.read_claims();
            self.check_all(program);
            return Touched::All;
        }
        self.behind = true;
        match ALONE.as_ref() {
            Some(alone) => alone.install(|| self.edit_part(edits)),
            None => self.edit_part(edits),
        }
    }

    /// Checks what other texts of claim files touch.
    fn edit_part(&mut self, texts: Vec<(FileId, String)>) -> Touched {
        let (mut shifts, mut edits, mut subjects) = (Vec::new(), Vec::new(), Subjects::new());
        for (file, text) in texts {
            let last = self.edited.remove(&file);
            let was_edited = last.is_some();
            let last = last.unwrap_or_else(|| self.workspace.read_alone(file));
            let entries = ids::entries(&self.workspace.files, &last);
            let before = self.workspace.files.set_text(file, text);
            let now = self.workspace.read_alone(file);
            let shift = Shift::between(file, &before, &self.workspace.files.get(file).text);
            self.workspace.shift_copies(shift);
            let accepted = ids::entries(&self.workspace.files, &now);
            let ids = changed::ids(shift, (&last, &entries), (&now, &accepted));
            let (changed, of_all) = if was_edited && !self.is_ahead(file) {
                (self.subjects_of(file, &now), true)
            } else {
                let (records, claims) = self.read_last(file);
                let text = &self.workspace.files.get(file).text;
                changed::subjects(shift, (records, claims, &before), (&now, &now.claims, text), &last.claims)
            };
            self.edited.insert(file, now);
            subjects.extend(self.near.beside((&ids, file), &self.edited, &self.workspace.records));
            subjects.extend(changed);
            shifts.push(shift);
            edits.push((file, of_all));
        }
        self.shifts.extend(&shifts);
        let Some(Part { around, records, found, .. }) = self.check_around(&edits, subjects) else {
            self.ahead = None;
            return Touched::Files(self.found.shift(&shifts));
        };
        self.ahead = Some((around.files.clone(), records));
        Touched::Files(self.found.replace(found, &around, &shifts))
    }

    /// What has to do with `subjects` and the edited files; nothing where that is too much. Where what has to do with it by what is cited is too
    /// much, that waits for the check of everything.
    fn check_around(&mut self, edits: &[Edit], subjects: Subjects) -> Option<Part> {
        let around = self.around(BTreeSet::new(), subjects);
        if around.claims > self.limit {
            return None;
        }
        let mut part = self.part(around, edits);
        if let Some(given) = part.given.take() {
            self.cited.note(given);
        }
        Some(part)
    }

    /// Checks what is `around` some `edits`. Whom its claims cite, and who cites what was edited, is known only once they are read: then all is
    /// read anew with it, unless that is too much.
    fn part(&self, mut around: Around, edits: &[Edit]) -> Part {
        let most = around.claims.saturating_add(self.limit / FURTHER);
        loop {
            let records = self.read(&around);
            let mut analysis = self.workspace.analysis_of(&records, &self.keep);
            let text = |name| self.workspace.records.names.text(name);
            let further = self.cited.further((&analysis, &around), (edits, &self.edited), text);
            let is_all = further.is_within(&around);
            if !is_all {
                let wider = self.around(&further.files | &around.files, &further.subjects | &around.subjects);
                if wider.claims <= most {
                    around = wider;
                    continue;
                }
            }
            let found = std::mem::take(&mut analysis.findings);
            drop(analysis);
            return Part { around, records, found, given: is_all.then_some(further.given) };
        }
    }

    /// All subjects of a file, as it was when everything was read and as it is `now`.
    fn subjects_of(&self, file: FileId, now: &Records) -> Subjects {
        let (before, claims) = self.read_whole(file);
        let old = claims.iter().filter(|claim| claim.span.file == file).map(|claim| subject(before, claim));
        old.chain(now.claims.iter().map(|claim| subject(now, claim))).collect()
    }

    /// What has to do with `subjects`, and with `files` as they are now. Other files that were edited may by now, too.
    fn around(&self, mut files: BTreeSet<FileId>, subjects: Subjects) -> Around {
        files.extend(self.edited.keys());
        let Workspace { files: all, records, .. } = &self.workspace;
        self.near.around(files, subjects, (all, &self.edited, records))
    }

    fn read(&self, around: &Around) -> Records {
        let is_around = flags(&around.files, self.workspace.files.count());
        let files = self.workspace.claims.iter().copied().filter(|file| is_around(*file));
        self.workspace.read(&files.collect::<Vec<_>>())
    }

    fn is_ahead(&self, file: FileId) -> bool {
        self.ahead.as_ref().is_some_and(|(files, _)| files.contains(&file))
    }

    /// What was read last with `file`, everything or what is around an edit, and claims in it among which those of the file are.
    fn read_last(&self, file: FileId) -> (&Records, &[Claim]) {
        let ahead = self.ahead.as_ref().filter(|(files, _)| files.contains(&file));
        ahead.map_or_else(|| self.read_whole(file), |(_, records)| (records, &records.claims))
    }

    /// The same of what was read when everything was.
    fn read_whole(&self, file: FileId) -> (&Records, &[Claim]) {
        let records = &self.workspace.records;
        (records, records.claims.get(self.near.claims_of(file)).unwrap_or_default())
    }

    /// The claims of `file`, and what has to do with them, where they are now. Where others were edited, what is in these may have moved:
    /// `now` says where to.
    pub(crate) fn records(&self, file: FileId) -> Now<'_> {
        match self.edited.get(&file) {
            None => Now::Read(&self.workspace.records),
            Some(_) if self.is_ahead(file) => Now::Read(self.read_last(file).0),
            Some(alone) => {
                let subjects = self.subjects_of(file, alone);
                Now::Anew(Box::new(self.read(&self.around(BTreeSet::from([file]), subjects))))
            }
        }
    }

    /// Where `span` of what was read with `file` is now; nothing where it was changed.
    pub(crate) fn now(&self, file: FileId, span: Span) -> Option<Span> {
        let moved = self.shifts.iter().filter(|_| !self.edited.contains_key(&file));
        moved.copied().try_fold(span, |span, shift| shift.of(span))
    }

    /// The file and the subject of the claim with this id.
    pub(crate) fn find(&self, id: &str) -> Option<(FileId, Option<String>)> {
        let of = |records: &Records| records.find(id).map(|claim| (claim.span.file, subject(records, claim)));
        let ahead = self.ahead.as_ref().and_then(|(_, records)| of(records));
        ahead.or_else(|| self.edited.values().find_map(of)).or_else(|| of(&self.workspace.records))
    }

    /// What `question` says of an analysis of the claims about `subject` and of those of `file`, with all that has to do with them.
    pub(crate) fn ask<T>(
        &self,
        (file, subject): (FileId, Option<String>),
        question: impl FnOnce(&Analysis<'_>) -> T,
    ) -> T {
        if !self.is_large() {
            return question(&self.workspace.analysis(&self.keep));
        }
        let around = self.around(BTreeSet::from([file]), Subjects::from([subject]));
        let Part { records, .. } = self.part(around, &[]);
        question(&self.workspace.analysis_with_quotes(&records, &self.keep))
    }

    /// What `question` says of an analysis of everything as it was read; nothing where something was edited since.
    pub(crate) fn ask_all<T>(&self, question: impl FnOnce(&Analysis<'_>) -> T) -> Option<T> {
        self.edited.is_empty().then(|| question(&self.workspace.analysis(&self.keep)))
    }

    /// Whether an analysis of a part tells of a finding, or nothing was edited since everything was analyzed.
    pub(crate) fn can_ask(&self, finding: &Finding) -> bool {
        self.edited.is_empty() || !matches!(finding.kind, FindingKind::Undetermined | FindingKind::Record)
    }
}
