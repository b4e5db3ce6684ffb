//! Several files in one input, and the way from them to what is found.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::sync::Mutex;

use gainsay::files::Exclude;
use gainsay::files::archive;
use gainsay::files::load::{Found, load_from};
use gainsay::files::store::{Place, Store};
use gainsay::report::Summary;
use gainsay::run::{self, Input, Run};
use gainsay_core::check::problem_finding;
use gainsay_core::claim::{self, Details};
use gainsay_core::date::Day;
use gainsay_core::finding::in_order;
use gainsay_core::mapping::Tables;
use gainsay_core::problem::Problem;
use gainsay_core::rule::Rules;
use gainsay_core::rule_file;
use gainsay_core::text::{FileId, Files, Text};

/// The byte between paths and texts: it stands in no UTF-8 text.
pub const BETWEEN: u8 = 0xFF;

/// The folder that holds the files.
const FOLDER: &str = "claims";

/// The day of every run: 2025-06-01.
const TODAY: Day = Day(20_240);

/// Files by their paths, in place of a disk.
pub struct Bundle(BTreeMap<PathBuf, Vec<u8>>);

impl Bundle {
    /// The files of `data`: a path, [`BETWEEN`], the bytes of the file, and so on. A path says where in the folder of
    /// claims the file is.
    pub fn new(data: &[u8]) -> Self {
        let mut parts = data.split(|&byte| byte == BETWEEN);
        let file = || {
            let (path, text) = (parts.next()?, parts.next().unwrap_or_default());
            Some((inside(&String::from_utf8_lossy(path)), text.to_vec()))
        };
        Self(std::iter::from_fn(file).collect())
    }

    /// A single file.
    pub fn one(path: &str, data: &[u8]) -> Self {
        Self([(inside(path), data.to_vec())].into())
    }

    /// Puts a file in, in the place of one of the same path.
    pub fn add(&mut self, path: &str, data: &[u8]) {
        self.0.insert(inside(path), data.to_vec());
    }

    /// The bytes of the file whose path is shown as `path`.
    pub fn get(&self, path: &str) -> Option<&[u8]> {
        self.0.get(Path::new(path)).map(Vec::as_slice)
    }

    /// Writes the files below `folder`; a file that the system has no name for is left out. Returns the folder of claims.
    pub fn write_to(&self, folder: &Path) -> PathBuf {
        for (path, text) in &self.0 {
            let path = folder.join(path);
            let made = path.parent().map_or(Ok(()), fs::create_dir_all);
            let _ = made.and_then(|()| fs::write(path, text));
        }
        folder.join(FOLDER)
    }

    /// The files as they are loaded behind the built-in rules, whose numbers come first.
    pub fn load(&self) -> (Found, Vec<FileId>) {
        let mut files = Files::default();
        let builtin = rule_file::add_builtin(&mut files);
        let found = load_from(self, files, &[FOLDER.into()], &[], &Exclude::default());
        (found.expect("nothing in a bundle is unreadable"), builtin)
    }

    /// What `gainsay check` finds in the files; of broken rules, what is wrong with them. Then looks at it by `look`.
    pub fn run(&self, look: impl FnOnce(&Run<'_>)) {
        let (input, problems) = self.read();
        let mut run = run::compare(&input);
        if !problems.is_empty() {
            run.analysis.findings = problems.iter().map(problem_finding).collect();
            in_order(&mut run.analysis.findings);
            run.summary = Summary::of(&run.analysis.findings);
        }
        look(&run);
        drop(run);
        if !self.0.keys().any(|path| path.components().any(|part| part.as_os_str() == "rules")) {
            keep(input.rules);
        }
    }

    /// What the files hold; of broken rules nothing but what is wrong with them.
    fn read(&self) -> (Input, Vec<Problem>) {
        let (found, builtin) = self.load();
        let [beside, below, given] = &found.rules;
        let mut problems = Vec::new();
        let rules = if below.is_empty() {
            built_in()
        } else {
            rule_file::read(&found.files, &[&builtin, beside, below, given], &mut problems)
        };
        if !problems.is_empty() {
            return (Input { files: found.files, rules: built_in(), ..Input::default() }, problems);
        }
        let Found { mut files, claims, mut problems, mappings, tables, .. } = found;
        let read = Tables::new(&files, &mappings, &tables);
        let records = claim::read_with(&files, &claims, &read);
        drop(read);
        let details = records.claims.iter().filter_map(|claim| claim.details.as_ref());
        let named: Vec<&Text> = details.filter_map(Details::text).collect();
        let (copies, unread) = archive::load_from(self, &mut files, &named);
        problems.extend(unread);
        let (claim_files, today) = (claims.len(), Some(TODAY));
        let unmapped = Vec::new();
        (
            Input {
                files,
                records,
                copies,
                problems,
                rules,
                severities: Vec::new(),
                claim_files,
                unmapped,
                today,
                ..Input::default()
            },
            Vec::new(),
        )
    }
}

/// The built-in rules that [`keep`] got back: to read them anew takes longer than most runs.
static BUILT_IN: Mutex<Vec<Rules>> = Mutex::new(Vec::new());

/// The built-in rules, which are to be given back.
pub fn built_in() -> Rules {
    let kept = BUILT_IN.lock().expect("a panic ends the fuzzing").pop();
    kept.unwrap_or_else(|| {
        let (mut files, mut problems) = (Files::default(), Vec::new());
        let layer = rule_file::add_builtin(&mut files);
        let rules = rule_file::read(&files, &[&layer], &mut problems);
        assert_eq!(problems, []);
        rules
    })
}

/// Keeps built-in rules for another run.
pub fn keep(rules: Rules) {
    BUILT_IN.lock().expect("a panic ends the fuzzing").push(rules);
}

/// The path in the folder of claims, whatever it says.
fn inside(path: &str) -> PathBuf {
    let parts = Path::new(path).components().filter(|part| matches!(part, Component::Normal(_)));
    Path::new(FOLDER).join(parts.collect::<PathBuf>())
}

impl Store for Bundle {
    fn place(&self, path: &Path) -> Result<Place, String> {
        Ok(match self.0.keys().find(|file| file.starts_with(path)) {
            Some(file) if file == path => Place::File,
            Some(_) => Place::Folder,
            None => Place::Nothing,
        })
    }

    fn real(&self, path: &Path) -> PathBuf {
        path.to_owned()
    }

    fn within(&self, folder: &Path, path: &str) -> Result<PathBuf, String> {
        let mut reached = PathBuf::new();
        for part in folder.join(path).components() {
            match part {
                Component::ParentDir if !reached.pop() => return Err("this leads out of it".to_owned()),
                Component::Normal(name) => reached.push(name),
                _ => {}
            }
        }
        Ok(reached)
    }

    fn walk(&self, folder: &Path) -> (Vec<PathBuf>, Vec<(String, String)>) {
        (self.0.keys().filter(|file| file.starts_with(folder)).cloned().collect(), Vec::new())
    }

    fn read(&self, paths: &[&Path]) -> Vec<Result<Vec<u8>, String>> {
        paths
            .iter()
            .map(|path| self.0.get(*path).cloned().ok_or_else(|| "nothing there".to_owned()))
            .collect()
    }
}
