//! The tables that mapping files read.
//!
//! A path in a mapping file is untrusted, as that of an archived copy is: nothing is read from outside the repository that the
//! mapping file is part of, nor from what git keeps about it.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

use globset::GlobBuilder;

use super::boundary::{TOO_MANY_LINKS, exists, normalized};
use super::encoding;
use super::found::{Found, MAPPINGS, is_mapping};
use super::shown::{show, shown_path};
use super::store::{Place, Store, read_all};
use gainsay_core::globs;
use gainsay_core::mapping::{self, Encoding, Given, Wanted};
use gainsay_core::problem::{Code, Problem};
use gainsay_core::text::{FileId, Span, suggest};

fn ending(path: &Path) -> &str {
    path.extension().and_then(|ending| ending.to_str()).unwrap_or_default()
}

/// Whether the file at `path` is a table, by its name.
pub(super) fn is_table(path: &Path) -> bool {
    mapping::is_of_table(ending(path))
}

/// The mapping file that belongs to a table: `polls.map.yaml` beside `polls.csv`.
pub(super) fn mapping_of(store: &dyn Store, table: &Path) -> Option<PathBuf> {
    let beside = MAPPINGS.iter().map(|ending| table.with_extension(&ending[1..]));
    beside.into_iter().find(|path| matches!(store.place(path), Ok(Place::File)))
}

/// A table that was found, and is not read yet.
#[derive(Debug)]
pub(super) struct Table {
    /// The path as it is shown.
    pub(super) shown: String,
    pub(super) path: PathBuf,
    /// Whether it was given itself.
    pub(super) given: bool,
}

/// A file that mapping files read, each with its table in that.
struct Source {
    shown: String,
    path: PathBuf,
    encoding: Option<Encoding>,
    of: Vec<(FileId, usize)>,
    /// Where it is named first.
    named: Span,
}

impl Source {
    /// The problem where `wanted` says that the characters of the file are written otherwise than it was said before.
    fn says_otherwise(&mut self, wanted: &Wanted) -> Option<Problem> {
        let before = *self.encoding.get_or_insert(wanted.encoding?);
        (Some(before) != wanted.encoding).then(|| {
            let message = format!("`{}` is read in two encodings", self.shown);
            Problem::new(Code::ExclusiveKeys, wanted.path.span, message)
                .label("this one is ignored")
                .related(self.named, "the first one")
                .help("give both the same `encoding`")
        })
    }
}

/// Reads what the mapping files of `found` read, and those of `tables`, which were found beside the claims, that need no mapping.
///
/// `known` are the files that were read already. Those of them that a mapping reads are no claim files.
pub(super) fn load(
    store: &dyn Store,
    found: &mut Found,
    known: &HashMap<PathBuf, FileId>,
    tables: BTreeMap<PathBuf, Table>,
) {
    let mut sources: BTreeMap<PathBuf, Source> = BTreeMap::new();
    let mappings = found.mappings.clone();
    let wanted: Vec<Vec<Wanted>> = mappings.iter().map(|&id| mapping::wanted(&found.files, id)).collect();
    for wanted in wanted.iter().flatten() {
        match locate(store, found, wanted) {
            Ok(paths) => {
                for (path, shown) in paths {
                    let source = sources.entry(store.real(&path));
                    let (encoding, named) = (wanted.encoding, wanted.path.span);
                    let new = || Source { shown, path, encoding, of: Vec::new(), named };
                    let source = source.or_insert_with(new);
                    let of = (wanted.mapping, wanted.table);
                    if !source.of.contains(&of) {
                        source.of.push(of);
                    }
                    found.problems.extend(source.says_otherwise(wanted));
                }
            }
            Err(problem) => found.problems.push(*problem),
        }
    }
    let mut plain: Vec<(PathBuf, Table)> =
        tables.into_iter().filter(|(real, _)| !sources.contains_key(real)).collect();
    if !plain.is_empty() {
        let left_to_mappings = left_to_mappings(store, found, &wanted);
        plain.retain(|(real, table)| !left_to_mappings(real, table));
    }
    read_sources(store, found, known, sources);
    read_plain(store, found, plain);
}

/// Whether a table is likely to be one that a mapping file was written for which has a mistake in what it reads: one whose path is nearly
/// that of the table, or one beside it that reads nothing, or has the name of a claim file. Such a mistake is reported.
fn left_to_mappings(
    store: &dyn Store,
    found: &Found,
    wanted: &[Vec<Wanted>],
) -> impl Fn(&Path, &Table) -> bool + use<> {
    let nothing = found.mappings.iter().zip(wanted).filter(|(_, wanted)| wanted.is_empty());
    // Cheaper than its tree. If it is no mapping file, the unknown key is reported, so no table is left out in silence.
    let has_read = |id: &&FileId| {
        let text = &found.files.get(**id).text;
        text.starts_with("read:") || text.contains("\nread:")
    };
    let idle = nothing.map(|(mapping, _)| mapping).chain(found.claims.iter().filter(has_read));
    let folders: Vec<PathBuf> = idle.map(|file| normalized(&folder(found, *file))).collect();
    let named = wanted.iter().flatten().map(|wanted| named(store, found, wanted));
    let is_missing = |named: &Named<'_>| {
        !named.path.contains(MARKS) && named.file().is_err_and(|problem| problem.code == Code::TableMissing)
    };
    let missing = named.filter(is_missing);
    let files: Vec<PathBuf> = missing.filter_map(|named| Some(store.real(&named.meant()?.0))).collect();
    move |real, table| {
        let beside = table.path.parent().map(normalized);
        files.iter().any(|file| file == real) || beside.is_some_and(|beside| folders.contains(&beside))
    }
}

/// Reads the tables of mapping files, in the order of their shown paths.
fn read_sources(
    store: &dyn Store,
    found: &mut Found,
    known: &HashMap<PathBuf, FileId>,
    sources: BTreeMap<PathBuf, Source>,
) {
    let mut sources: Vec<(PathBuf, Source)> = sources.into_iter().collect();
    sources.sort_by(|(_, one), (_, other)| one.shown.cmp(&other.shown));
    let reads: Vec<(&Path, &Path)> =
        sources.iter().map(|(real, source)| (real.as_path(), source.path.as_path())).collect();
    let mut texts = read_all(store, &reads).into_iter();
    for (real, source) in sources {
        let Some(bytes) = texts.next() else { continue };
        let (mapping, _) = source.of[0];
        if let Some(&id) = known.get(&real) {
            let is_rule = found.rules.iter().flatten().any(|rule| *rule == id);
            if !ending(&real).eq_ignore_ascii_case("json") || is_mapping(&real) || is_rule {
                let message = format!("`{}` is not a table", source.shown);
                let problem = Problem::new(Code::TableUnreadable, source.named, message);
                found.problems.push(problem.help("change `read` so that it does not name this file"));
                continue;
            }
            // It was taken for a claim file, which it is not.
            found.claims.retain(|claims| *claims != id);
            found.problems.retain(|problem| problem.span.file != id);
        }
        let text = match bytes {
            Ok(bytes) => encoding::table(bytes, source.encoding),
            Err(why) => {
                let message = format!("cannot read the table `{}`", source.shown);
                let problem = Problem::new(Code::TableUnreadable, source.named, message);
                found.problems.push(problem.label(why).help("check that the file may be read"));
                continue;
            }
        };
        if let Some(id) = found.add_table(source.shown, text, Some(mapping)) {
            found.real.insert(id, real);
            found.tables.extend(source.of.into_iter().map(|of| Given { mapping: Some(of), file: id }));
        }
    }
}

/// Reads those tables that need no mapping.
fn read_plain(store: &dyn Store, found: &mut Found, mut plain: Vec<(PathBuf, Table)>) {
    plain.sort_by(|(_, one), (_, other)| one.shown.cmp(&other.shown));
    for (real, Table { shown, path, given }) in plain {
        let bytes = read_all(store, &[(real.as_path(), path.as_path())]).pop();
        let text = match bytes {
            Some(Ok(bytes)) => encoding::table(bytes, None),
            Some(Err(why)) if given => {
                found.unread.push((shown, why));
                continue;
            }
            _ => continue,
        };
        match text {
            Ok(text) if mapping::is_claims_table(&shown, &text) => {
                if let Some(id) = found.add_table(shown, Ok(text), None) {
                    found.real.insert(id, real);
                    found.tables.push(Given { mapping: None, file: id });
                }
            }
            _ => found.unmapped.push((shown, given)),
        }
    }
}

/// The files that `wanted` names: where each is, and how it is shown.
fn locate(store: &dyn Store, found: &Found, wanted: &Wanted) -> Result<Vec<(PathBuf, String)>, Box<Problem>> {
    let named = named(store, found, wanted);
    if named.path.contains(MARKS) { named.glob() } else { named.file() }
}

/// The path that `wanted` names.
fn named<'n>(store: &'n dyn Store, found: &'n Found, wanted: &'n Wanted) -> Named<'n> {
    let path = wanted.path.as_str(&found.files).trim();
    Named { store, folder: folder(found, wanted.mapping), path, span: wanted.path.span }
}

/// The marks of a glob.
const MARKS: [char; 4] = ['*', '?', '[', '{'];

/// A path, or a glob, as a mapping file writes it.
struct Named<'n> {
    store: &'n dyn Store,
    /// The folder of the mapping file.
    folder: PathBuf,
    path: &'n str,
    span: Span,
}

impl Named<'_> {
    fn problem(&self, code: Code, message: String) -> Problem {
        Problem::new(code, self.span, message)
    }

    /// Where `path` leads to, from the folder of the mapping file.
    fn within(&self, path: &str) -> Result<PathBuf, Box<Problem>> {
        let outside = |why: &str| {
            let message =
                format!("the table `{}` lies outside the repository of its mapping file", self.path);
            let help =
                "keep the table in the repository, and write its path relative to the folder of this file";
            Box::new(self.problem(Code::TableOutside, message).label(why).help(help))
        };
        if Path::new(path).has_root() {
            return Err(outside("this path is absolute"));
        }
        self.store.within(&self.folder, path).map_err(|why| match &*why {
            TOO_MANY_LINKS => Box::new(self.unreadable(&why)),
            why => outside(why),
        })
    }

    fn unreadable(&self, why: &str) -> Problem {
        let help = "check the path, and that the file may be read";
        self.problem(Code::TableUnreadable, format!("cannot read the table `{}`", self.path))
            .label(why)
            .help(help)
    }

    /// The one file.
    fn file(&self) -> Result<Vec<(PathBuf, String)>, Box<Problem>> {
        let real = self.within(self.path)?;
        match self.store.place(&real) {
            Ok(Place::File) => Ok(vec![(real, show(&normalized(&self.folder.join(self.path))))]),
            Ok(Place::Folder) => {
                let message = format!("the table `{}` is a folder", self.path);
                let help = format!("name the files in it: `{}/*.csv`", self.path.trim_end_matches('/'));
                Err(Box::new(self.problem(Code::TableUnreadable, message).help(help)))
            }
            Ok(Place::Nothing) => Err(Box::new(self.missing())),
            Err(_) if !exists(&real) => Err(Box::new(self.missing())),
            Err(why) => Err(Box::new(self.unreadable(&why))),
        }
    }

    fn missing(&self) -> Problem {
        let problem = self.problem(Code::TableMissing, format!("no table `{}`", self.path));
        let help = self.meant().map(|(_, written)| format!("did you mean `{written}`?"));
        let help = help.unwrap_or_else(|| "the path is relative to the folder of this file".to_owned());
        problem.label("no such file").help(help)
    }

    /// The file that is most likely meant by a path where there is none, and how it is written: one of that name in another folder, or
    /// one of a similar name.
    fn meant(&self) -> Option<(PathBuf, String)> {
        let (parent, name) = self.path.rsplit_once('/').unwrap_or(("", self.path));
        let parents =
            [parent, ""].into_iter().filter(|parent| parent.is_empty() || self.within(parent).is_ok());
        parents.into_iter().find_map(|parent| {
            let (folder, files) = self.below(Path::new(parent));
            let below = |file: &PathBuf| {
                let below = file.strip_prefix(&folder).unwrap_or(file).to_owned();
                let written = if parent.is_empty() { below } else { Path::new(parent).join(below) };
                (file.clone(), show(&written))
            };
            let found: Vec<(PathBuf, String)> =
                files.iter().filter(|file| is_table(file)).map(below).collect();
            let of_name = |(_, written): &&(PathBuf, String)| written.rsplit('/').next() == Some(name);
            let written = found.iter().find(of_name).map(|(_, written)| written.as_str());
            let written = written
                .or_else(|| suggest::closest(self.path, found.iter().map(|(_, written)| written.as_str())));
            found.iter().find(|(_, other)| Some(other.as_str()) == written).cloned()
        })
    }

    /// The folder at `path` from the folder of the mapping file, and all files below it.
    fn below(&self, path: &Path) -> (PathBuf, Vec<PathBuf>) {
        let folder = or_here(normalized(&self.folder.join(path)));
        let files = match self.store.place(&folder) {
            Ok(Place::Folder) => self.store.walk(&folder).0,
            _ => Vec::new(),
        };
        (folder, files)
    }

    /// What to do where the glob finds no file: there may be one whose name it is.
    fn not_found(&self) -> String {
        let exact = self.store.within(&self.folder, self.path);
        if exact.is_ok_and(|path| matches!(self.store.place(&path), Ok(Place::File))) {
            return format!("a file has exactly this name; write it as `{}`", globset::escape(self.path));
        }
        "the glob is relative to the folder of this file, and finds no hidden, linked or ignored files"
            .to_owned()
    }

    /// All files that the glob finds.
    fn glob(&self) -> Result<Vec<(PathBuf, String)>, Box<Problem>> {
        let refused = |why: String| {
            let help = "write `data/*.csv`, or `data/**/*.csv` for files at any depth";
            Box::new(
                self.problem(Code::InvalidValue, format!("`{}` is not a glob", self.path))
                    .label(why)
                    .help(help),
            )
        };
        if let Some(why) = globs::refusal(self.path) {
            return Err(refused(why.to_owned()));
        }
        let pattern = show(&normalized(&self.folder.join(self.path)));
        let glob = GlobBuilder::new(&pattern).literal_separator(true).build();
        let glob = glob.map_err(|error| refused(error.kind().to_string()))?.compile_matcher();
        let parts = Path::new(self.path).components();
        let base: PathBuf =
            parts.take_while(|part| !part.as_os_str().to_string_lossy().contains(MARKS)).collect();
        let base = or_here(base);
        self.within(&base.to_string_lossy())?;
        let (_, files) = self.below(&base);
        let found = files.into_iter().filter(|file| glob.is_match(show(file)));
        let found: Vec<(PathBuf, String)> = found.map(|file| (file.clone(), show(&file))).collect();
        if found.is_empty() {
            let help = self.not_found();
            let message = format!("no file is called `{}`", self.path);
            return Err(Box::new(self.problem(Code::TableMissing, message).help(help)));
        }
        Ok(found)
    }
}

/// The folder of a file.
fn folder(found: &Found, mapping: FileId) -> PathBuf {
    let file = shown_path(&found.files.get(mapping).path);
    or_here(file.parent().unwrap_or(Path::new("")).to_owned())
}

/// The path, or that of the folder at hand where it is empty.
fn or_here(path: PathBuf) -> PathBuf {
    if path.as_os_str().is_empty() { PathBuf::from(".") } else { path }
}
