//! From paths to texts: which files are read, and as what.

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::Exclude;
use super::boundary::{LEADS_OUT, TOO_MANY_LINKS};
use super::disk::Disk;
use super::encoding;
use super::found::Layer;
use super::regular::{LEADS_NOWHERE, PIPE_IT};
use super::shown::show;
use super::store::{Place, STDIN, Store, read_all};
use super::tables::{self, Table, is_table};
use gainsay_core::text::Files;

pub use super::found::Found;

/// The folder whose files are rules and vocabulary instead of claims.
const RULES: &str = "rules";
/// The configuration, which is neither.
pub(crate) const CONFIGURATION: [&str; 2] = ["gainsay.yaml", "gainsay.yml"];
/// The path that stands for standard input, and how that is shown.
pub(crate) const SHOWN_STDIN: &str = "<stdin>";
/// The endings of the files that hold claims or rules.
pub(crate) const ENDINGS: [&str; 3] = ["yaml", "yml", "json"];

/// The paths that could not be read, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoadError(pub Vec<(String, String)>);

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines: Vec<_> = self.0.iter().map(|(path, why)| format!("cannot read `{path}`: {why}")).collect();
        f.write_str(&lines.join("\n"))
    }
}

impl std::error::Error for LoadError {}

/// Reads the files at and below `paths` on the disk; see [`load_from`].
pub fn load(
    files: Files,
    paths: &[PathBuf],
    rules: &[PathBuf],
    exclude: &Exclude,
) -> Result<Found, LoadError> {
    load_from(&Disk::HERE, files, paths, rules, exclude)
}

/// Reads the files at and below `paths` in `store`.
///
/// Of a directory, the `*.yaml`, `*.yml` and `*.json` files are read at any depth, except hidden ones, those that a
/// `.gitignore` names, linked ones, and gainsay's configuration; a file that is given itself is read whatever its
/// name. Files in a folder named `rules` are rule files, and so are those of such a folder right beside a given path.
/// Every path is shown as it was given, with `/` between its parts and no leading `./`. A file that several paths lead to is
/// read once and shown by the shortest of them, of equally long ones by the first in the order of their bytes. Fails with all
/// paths that cannot be read; text that is no UTF-8 is a problem of its file instead. What `exclude` names is passed over
/// where a folder is searched. The path `-` is standard input, read once and shown as `<stdin>`.
///
/// A file named `*.map.yaml` is a mapping file: what it reads is read too. A `*.csv` or `*.tsv` with the columns of the audit's table of
/// claims is read without one, and so is any table that is given itself and has a mapping file of its name beside it.
///
/// The files at and below `rules` are rule files, whatever their folder. All are added to `files`, so that what is
/// in there already comes first.
pub fn load_from(
    store: &dyn Store,
    files: Files,
    paths: &[PathBuf],
    rules: &[PathBuf],
    exclude: &Exclude,
) -> Result<Found, LoadError> {
    let mut search =
        Search { store, exclude, found: BTreeMap::new(), tables: BTreeMap::new(), errors: Vec::new() };
    for path in paths {
        if path != Path::new(STDIN) {
            search.seek(path, Layer::Below);
        }
        if store.in_folder(path) {
            search.seek_beside(path);
        }
    }
    for path in rules {
        search.seek(path, Layer::Given);
    }
    let Search { found, tables, mut errors, .. } = search;
    let mut found: Vec<(PathBuf, Candidate)> = found.into_iter().collect();
    if paths.iter().any(|path| path == Path::new(STDIN)) {
        let candidate = Candidate { shown: SHOWN_STDIN.to_owned(), path: STDIN.into(), layer: None };
        found.push((PathBuf::from(STDIN), candidate));
    }
    found.sort_unstable_by(|(_, one), (_, other)| one.shown.cmp(&other.shown));
    let at: Vec<(&Path, &Path)> =
        found.iter().map(|(real, candidate)| (real.as_path(), candidate.path.as_path())).collect();
    let texts: Vec<_> = read_all(store, &at).into_par_iter().map(|read| read.map(encoding::utf8)).collect();
    let mut loaded = Found { files, ..Found::default() };
    let mut known = HashMap::new();
    for ((real, Candidate { shown, layer, path }), text) in found.into_iter().zip(texts) {
        match text {
            Ok(text) => _ = known.insert(real, loaded.add(shown, &path, text, layer)),
            Err(why) => errors.push((shown, why)),
        }
    }
    tables::load(store, &mut loaded, &known, tables);
    loaded.real.extend(known.into_iter().map(|(real, id)| (id, real)));
    errors.append(&mut loaded.unread);
    if errors.is_empty() { Ok(loaded) } else { Err(LoadError(errors)) }
}

/// A file that is to be read.
struct Candidate {
    /// The path as it is shown.
    shown: String,
    path: PathBuf,
    /// The layer of a rule file; none for claims.
    layer: Option<Layer>,
}

/// The search for files in a store.
struct Search<'s> {
    store: &'s dyn Store,
    exclude: &'s Exclude,
    /// The files, each by the one path that it has however it is reached.
    found: BTreeMap<PathBuf, Candidate>,
    /// The tables, in the same way.
    tables: BTreeMap<PathBuf, Table>,
    /// The paths that cannot be read, and why.
    errors: Vec<(String, String)>,
}

impl Search<'_> {
    /// Notes the files at and below `path`.
    fn seek(&mut self, path: &Path, layer: Layer) {
        let layer = |in_rules| (in_rules || layer == Layer::Given).then_some(layer);
        match self.store.place(path) {
            Err(why) => self.errors.push((show(path), why)),
            Ok(Place::Nothing) => {}
            Ok(Place::File) => {
                let folders = path.parent().unwrap_or(Path::new(""));
                let in_rules =
                    if path.is_absolute() { folders.ends_with(RULES) } else { names_rules(folders) };
                if is_table(path) && layer(in_rules).is_none() {
                    self.note_table(path, true);
                    if let Some(mapping) = tables::mapping_of(self.store, path) {
                        self.note(self.store.real(&mapping), &mapping, None);
                    }
                    return;
                }
                self.note(self.store.real(path), path, layer(in_rules));
            }
            Ok(Place::Folder) => {
                let folder = self.store.real(path);
                let (entries, failed) = self.store.walk(path);
                for entry in entries.iter().filter(|entry| wanted(entry) || is_table(entry)) {
                    let below = entry.strip_prefix(path).unwrap_or(entry);
                    if !self.exclude.leaves_out(&folder, below) {
                        let in_rules = path.ends_with(RULES) || below.parent().is_some_and(names_rules);
                        if !wanted(entry) {
                            if layer(in_rules).is_none() {
                                self.note_table(entry, false);
                            }
                            continue;
                        }
                        self.note(folder.join(below), entry, layer(in_rules));
                    }
                }
                self.errors.extend(failed);
            }
        }
    }

    /// Notes the rule files of the folder beside `path`, where there is one.
    fn seek_beside(&mut self, path: &Path) {
        // What stands beside `.` or `..` has no name of its own; what stands inside is found anyway.
        let Some(beside) = path.file_name().map(|_| path.with_file_name(RULES)) else { return };
        match self.store.place(&beside) {
            Ok(Place::Folder) => self.seek(&beside, Layer::Beside),
            Err(why) if [LEADS_OUT, LEADS_NOWHERE, TOO_MANY_LINKS, PIPE_IT].contains(&&*why) => {
                self.errors.push((show(&beside), why));
            }
            _ => {}
        }
    }

    /// Notes the table at `path`.
    fn note_table(&mut self, path: &Path, given: bool) {
        let shown = show(path);
        let table = self.tables.entry(self.store.real(path));
        let table = table.or_insert_with(|| Table { shown: shown.clone(), path: path.to_owned(), given });
        table.given |= given;
        if (shown.len(), &shown) < (table.shown.len(), &table.shown) {
            (table.shown, table.path) = (shown, path.to_owned());
        }
    }

    /// Notes the file `real`, to which `path` leads. Where several paths do, it is what the nearest of them makes it, in
    /// whatever order they are given.
    fn note(&mut self, real: PathBuf, path: &Path, layer: Option<Layer>) {
        let shown = show(path);
        let candidate = self.found.entry(real);
        let candidate =
            candidate.or_insert_with(|| Candidate { shown: shown.clone(), path: path.to_owned(), layer });
        candidate.layer = candidate.layer.max(layer);
        if (shown.len(), &shown) < (candidate.shown.len(), &candidate.shown) {
            (candidate.shown, candidate.path) = (shown, path.to_owned());
        }
    }
}

fn names_rules(path: &Path) -> bool {
    path.components().any(|part| part.as_os_str() == RULES)
}

fn wanted(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    let configuration = CONFIGURATION.iter().any(|name| path.file_name().is_some_and(|file| file == *name));
    ENDINGS.iter().any(|known| ending.eq_ignore_ascii_case(known)) && !configuration
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::{Path, PathBuf};

    use super::{Disk, Exclude, Files, Found, Place, Store, load, show};
    use gainsay_core::text::FileId;

    /// A folder of its own with the given files, gone afterwards.
    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str, files: &[(&str, &[u8])]) -> Self {
            let folder =
                Self(std::env::temp_dir().join(format!("gainsay-load-{name}-{}", std::process::id())));
            for (path, text) in files {
                let path = folder.0.join(path);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, text).unwrap();
            }
            folder
        }

        fn load(&self, paths: &[&str]) -> Found {
            let paths: Vec<_> = paths.iter().map(|path| self.0.join(path)).collect();
            super::load(Files::default(), &paths, &[], &Exclude::default()).unwrap()
        }

        fn paths(&self, found: &Found, ids: &[FileId]) -> Vec<String> {
            let root = show(&self.0);
            let shown = |id: &FileId| found.files.get(*id).path.trim_start_matches(&root)[1..].to_owned();
            ids.iter().map(shown).collect()
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn takes_claim_and_rule_files_in_the_order_of_their_paths() {
        let folder = Folder::new(
            "walk",
            &[
                ("claims/b.yaml", b"b"),
                ("claims/a/c.YML", b"c"),
                ("claims/a/d.json", b"d"),
                ("claims/e.txt", b"e"),
                ("claims/.hidden/f.yaml", b"f"),
                ("claims/drafts/g.yaml", b"g"),
                ("claims/.gitignore", b"drafts/\n"),
                ("claims/gainsay.yaml", b"config"),
                ("claims/a/rules/h.yaml", b"h"),
                ("rules/i.yaml", b"i"),
            ],
        );
        let found = folder.load(&["claims"]);
        assert_eq!(
            folder.paths(&found, &found.claims),
            ["claims/a/c.YML", "claims/a/d.json", "claims/b.yaml"]
        );
        let [beside, below, _] = &found.rules;
        assert_eq!(folder.paths(&found, beside), ["rules/i.yaml"]);
        assert_eq!(folder.paths(&found, below), ["claims/a/rules/h.yaml"]);
        let ids: Vec<_> = found.files.iter().map(|(_, file)| file.path.clone()).collect();
        assert!(ids.is_sorted());
    }

    /// The disk, from which a file goes once it has been found.
    struct Vanishing;

    impl Store for Vanishing {
        fn place(&self, path: &Path) -> Result<Place, String> {
            Disk::HERE.place(path)
        }

        fn real(&self, path: &Path) -> PathBuf {
            Disk::HERE.real(path)
        }

        fn within(&self, folder: &Path, path: &str) -> Result<PathBuf, String> {
            Disk::HERE.within(folder, path)
        }

        fn walk(&self, folder: &Path) -> (Vec<PathBuf>, Vec<(String, String)>) {
            Disk::HERE.walk(folder)
        }

        fn read(&self, paths: &[&Path]) -> Vec<Result<Vec<u8>, String>> {
            for path in paths.iter().filter(|path| path.ends_with("gone.yaml")) {
                fs::remove_file(path).unwrap();
            }
            Disk::HERE.read(paths)
        }
    }

    #[test]
    fn a_file_that_goes_before_it_is_read_is_told() {
        let folder = Folder::new("vanishing", &[("claims/a.yaml", b"a"), ("claims/gone.yaml", b"g")]);
        let paths = [folder.0.join("claims")];
        let loaded = super::load_from(&Vanishing, Files::default(), &paths, &[], &Exclude::default());
        let gone = show(&folder.0.join("claims/gone.yaml"));
        assert_eq!(loaded.unwrap_err().0, [(gone, "no such file or folder".to_owned())]);
    }

    #[test]
    fn a_file_given_itself_is_read_whatever_its_name_and_once() {
        let folder = Folder::new("given", &[("claims/e.txt", b"e"), ("claims/rules/r.yaml", b"r")]);
        let found = folder.load(&["claims/e.txt", "claims", "claims/e.txt"]);
        assert_eq!(folder.paths(&found, &found.claims), ["claims/e.txt"]);
        assert_eq!(folder.paths(&found, &found.rules[1]), ["claims/rules/r.yaml"]);
        let found = folder.load(&["claims/rules/r.yaml"]);
        assert_eq!((found.claims.len(), found.rules[1].len()), (0, 1));
    }

    #[test]
    fn text_that_is_no_utf_8_is_a_problem_of_its_file() {
        let folder = Folder::new("utf8", &[("a.yaml", b"a: \xff\n"), ("b.yaml", b"b: 1\n")]);
        let found = folder.load(&["."]);
        assert_eq!(folder.paths(&found, &found.claims), ["b.yaml"]);
        assert_eq!(found.problems.len(), 1);
        let span = found.problems[0].span;
        assert_eq!((found.files.slice(span), span.start, span.end), ("?", 3, 4));
        assert_eq!(found.files.location(found.problems[0].span).column, 4);
    }

    #[test]
    fn every_path_that_is_not_there_is_told() {
        let error =
            load(Files::default(), &["no/such/a".into(), "./no/such/b".into()], &[], &Exclude::default())
                .unwrap_err();
        assert_eq!(
            error.to_string(),
            "cannot read `no/such/a`: no such file or folder\n\
             cannot read `no/such/b`: no such file or folder"
        );
    }

    #[test]
    fn the_claims_of_this_repository_are_sound() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("claims/dprk");
        let found = load(Files::default(), &[folder], &[], &Exclude::default()).unwrap();
        let records = gainsay_core::claim::read(&found.files, &found.claims);
        assert_eq!(records.problems, []);
        assert_eq!(records.claims.len(), 155);
    }
}
