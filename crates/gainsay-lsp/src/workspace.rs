//! What was read, and the checks of it.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

use gainsay_core::check::{Analysis, Checker};
use gainsay_core::claim::{self, Copies, Records};
use gainsay_core::date::Day;
use gainsay_core::finding::Finding;
use gainsay_core::mapping::{Given, Tables};
use gainsay_core::problem::Problem;
use gainsay_core::rule::{FileSeverities, Rules};
use gainsay_core::text::{FileId, Files};

use crate::shift::Shift;

/// Says whether a finding is to be reported; it may change how severe it is.
pub type Keep = Box<dyn Fn(&mut Finding) -> bool + Send>;

/// The files of a run, and what they hold.
#[derive(Debug, Default)]
pub struct Workspace {
    /// The files, those of rules among them, and behind them the archived copies.
    pub files: Files,
    /// Where files are, all links followed. One that is not named is where its path says.
    pub real: BTreeMap<FileId, PathBuf>,
    /// Which of them are claim files.
    pub claims: Vec<FileId>,
    /// Which of them are mapping files.
    pub mappings: Vec<FileId>,
    /// Which of them are tables, and how each is read.
    pub tables: Vec<Given>,
    /// What the claim files and the tables hold.
    pub records: Records,
    /// The files that could not be read.
    pub problems: Vec<Problem>,
    /// The rules in force.
    pub rules: Rules,
    /// The severities of what is found in some of the files.
    pub severities: Vec<FileSeverities>,
    /// The day of the run.
    pub today: Option<Day>,
    /// The archived copies, once they are read.
    pub archive: Option<Archive>,
    /// The files by where they are, once that is known of all.
    pub by_place: HashMap<PathBuf, FileId>,
}

/// The archived copies that claims quote from.
#[derive(Debug)]
pub struct Archive {
    copies: Copies,
    /// How many files there are without them.
    others: usize,
    /// What could not be read, other files among it.
    problems: Vec<Problem>,
}

impl Workspace {
    /// Notes where all files are: `place` says it of those of which nothing is known but how they are shown.
    pub(crate) fn index(&mut self, place: impl Fn(&str) -> PathBuf) {
        for (id, file) in self.files.iter() {
            self.real.entry(id).or_insert_with(|| place(&file.path));
        }
        // A file that was taken for one of claims first, and is a table, is the table.
        self.by_place = self.real.iter().map(|(id, path)| (path.clone(), *id)).collect();
    }

    /// The file at that path, all links in it followed; nothing where there is none.
    pub(crate) fn file(&self, path: &Path) -> Option<FileId> {
        self.by_place.get(path).copied()
    }

    /// The claim file at that path; nothing where there is none.
    pub(crate) fn claim_file(&self, path: &Path) -> Option<FileId> {
        self.file(path).filter(|id| self.claims.contains(id))
    }

    /// Whether a file is a table, which is no YAML even where its name ends like that.
    pub(crate) fn is_table(&self, file: FileId) -> bool {
        self.tables.iter().any(|table| table.file == file)
    }

    /// Reads all claims anew, after texts have changed.
    pub(crate) fn read_claims(&mut self) {
        self.records = self.read(&self.claims);
    }

    /// Reads the claims of these files, and those of all tables.
    pub(crate) fn read(&self, claims: &[FileId]) -> Records {
        claim::read_with(&self.files, claims, &Tables::new(&self.files, &self.mappings, &self.tables))
    }

    /// Reads a claim file by itself, without the tables.
    pub(crate) fn read_alone(&self, file: FileId) -> Records {
        claim::read(&self.files, &[file])
    }

    /// Reads the archived copies that claims quote from, by `load`.
    pub(crate) fn load_copies(
        &mut self,
        load: impl FnOnce(&mut Files, &Records, &Rules, &[FileSeverities]) -> (Copies, Vec<Problem>),
    ) {
        if let Some(archive) = self.archive.take() {
            self.files.truncate(archive.others);
        }
        let others = self.files.count();
        let Self { files, records, rules, severities, .. } = self;
        let (copies, unread) = load(files, records, rules, severities);
        let problems = self.problems.iter().cloned().chain(unread).collect();
        self.archive = Some(Archive { copies, others, problems });
    }

    /// What can be asked about all claims, with the findings that `keep` leaves.
    pub(crate) fn analysis(&self, keep: &Keep) -> Analysis<'_> {
        let checker = Checker::new(&self.files, &self.records, &self.rules);
        let checker = match &self.archive {
            Some(archive) => checker.copies(&archive.copies).problems(&archive.problems),
            None => checker.problems(&self.problems),
        };
        self.analyze(checker, keep)
    }

    /// The same about the claims of `records`, which are those of a part of the files. Quotes are not looked up.
    pub(crate) fn analysis_of<'r>(&'r self, records: &'r Records, keep: &Keep) -> Analysis<'r> {
        self.analyze(Checker::new(&self.files, records, &self.rules).problems(&self.problems), keep)
    }

    /// The same with quotes looked up, in the copies that were read when everything was.
    pub(crate) fn analysis_with_quotes<'r>(&'r self, records: &'r Records, keep: &Keep) -> Analysis<'r> {
        let mut checker = Checker::new(&self.files, records, &self.rules).problems(&self.problems);
        if let Some(archive) = &self.archive {
            checker = checker.copies(&archive.copies);
        }
        self.analyze(checker, keep)
    }

    /// Notes that the text of a claim file was changed: the spots in it that name copies move.
    pub(crate) fn shift_copies(&mut self, shift: Shift) {
        if let Some(archive) = &mut self.archive {
            archive.copies.shift(shift.file(), |span| shift.of(span));
        }
    }

    fn analyze<'r>(&'r self, checker: Checker<'r>, keep: &Keep) -> Analysis<'r> {
        let mut analysis = checker.severities(&self.severities).today(self.today).analyze();
        analysis.findings.retain_mut(keep);
        analysis
    }
}
