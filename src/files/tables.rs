//! The tables that mapping files read.
//!
//! A path in a mapping file is untrusted, as that of an archived copy is: nothing is read from outside the repository that the
//! mapping file is part of, nor from what git keeps about it.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

use globset::GlobBuilder;

use super::boundary::{TOO_MANY_LINKS, normalized};
use super::encoding;
use super::load::Found;
use super::shown::{show, shown_path};
use super::store::{Place, Store};
use gainsay_core::globs;
use gainsay_core::mapping::{self, Encoding, Given, Wanted};
use gainsay_core::problem::{Code, Problem};
use gainsay_core::text::{FileId, Span};

/// The endings of mapping files.
const MAPPINGS: [&str; 3] = [".map.yaml", ".map.yml", ".map.json"];
/// The endings of files that are tables wherever they are.
const TABLES: [&str; 3] = ["csv", "tsv", "tab"];
/// The endings of files that are tables where they are given themselves.
const GIVEN: [&str; 7] = ["csv", "tsv", "tab", "jsonl", "ndjson", "md", "markdown"];

/// Whether the file at `path` is a mapping file, by its name.
pub(crate) fn is_mapping(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
    MAPPINGS.iter().any(|ending| name.len() > ending.len() && name.ends_with(ending))
}

fn ends(path: &Path, endings: &[&str]) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    endings.iter().any(|known| ending.eq_ignore_ascii_case(known))
}

/// Whether the file at `path`, found in a folder, may be a table of claims.
pub(super) fn may_be_claims(path: &Path) -> bool {
    ends(path, &TABLES)
}

/// Whether the file at `path`, given itself, is a table.
pub(super) fn is_table(path: &Path) -> bool {
    ends(path, &GIVEN)
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
    encoding: Option<Encoding>,
    of: Vec<(FileId, usize)>,
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
    for wanted in mappings.iter().flat_map(|&id| mapping::wanted(&found.files, id)) {
        match locate(store, found, &wanted) {
            Ok(paths) => {
                for (real, shown) in paths {
                    let source = sources.entry(real);
                    let source =
                        source.or_insert_with(|| Source { shown, encoding: wanted.encoding, of: Vec::new() });
                    source.of.push((wanted.mapping, wanted.table));
                }
            }
            Err(problem) => found.problems.push(*problem),
        }
    }
    let mut plain: Vec<(PathBuf, Table)> = Vec::new();
    for (real, table) in tables {
        if !sources.contains_key(&real) {
            plain.push((real, table));
        }
    }
    read_sources(store, found, known, sources);
    read_plain(store, found, plain);
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
    let reads: Vec<&Path> = sources.iter().map(|(real, _)| real.as_path()).collect();
    let mut texts = store.read(&reads).into_iter();
    for (real, source) in sources {
        let Some(bytes) = texts.next() else { continue };
        let (mapping, _) = source.of[0];
        if let Some(&id) = known.get(&real) {
            if found.mappings.contains(&id) || found.rules.iter().flatten().any(|rule| *rule == id) {
                let problem = Problem::new(
                    Code::TableUnreadable,
                    Span::whole(id),
                    "this file is no table, and a mapping file reads it",
                );
                found.problems.push(problem.help("narrow what `read` names in the mapping file"));
                continue;
            }
            // It was taken for a claim file, which it is not.
            found.claims.retain(|claims| *claims != id);
            found.problems.retain(|problem| problem.span.file != id);
        }
        let text = match bytes {
            Ok(bytes) => encoding::table(bytes, source.encoding),
            Err(why) => {
                let problem = Problem::new(
                    Code::TableUnreadable,
                    Span::whole(mapping),
                    format!("cannot read the table `{}`", source.shown),
                );
                found.problems.push(problem.label(why).help("see that the file may be read"));
                continue;
            }
        };
        if let Some(id) = found.add_table(source.shown, text, Some(mapping)) {
            found.tables.extend(source.of.into_iter().map(|of| Given { mapping: Some(of), file: id }));
        }
    }
}

/// Reads those tables that need no mapping.
fn read_plain(store: &dyn Store, found: &mut Found, mut plain: Vec<(PathBuf, Table)>) {
    plain.sort_by(|(_, one), (_, other)| one.shown.cmp(&other.shown));
    for (_, Table { shown, path, given }) in plain {
        let bytes = store.read(&[&path]).pop();
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
                    found.tables.push(Given { mapping: None, file: id });
                }
            }
            _ => found.unmapped.push((shown, given)),
        }
    }
}

/// The files that `wanted` names: where each is, and how it is shown.
fn locate(store: &dyn Store, found: &Found, wanted: &Wanted) -> Result<Vec<(PathBuf, String)>, Box<Problem>> {
    let path = wanted.path.as_str(&found.files).trim();
    let folder = folder(found, wanted.mapping);
    let span = wanted.path.span;
    let problem = |code, message: String| Problem::new(code, span, message);
    let within = |path: &str| {
        let outside = |why: &str| {
            let message = format!("the table `{path}` lies outside the repository of its mapping file");
            let help = "keep the table in the repository, and write its path from the folder of this file";
            Box::new(Problem::new(Code::TableOutside, span, message).label(why).help(help))
        };
        if Path::new(path).has_root() {
            return Err(outside("this path is absolute"));
        }
        store.within(&folder, path).map_err(|why| match &*why {
            TOO_MANY_LINKS => {
                Box::new(problem(Code::TableUnreadable, format!("cannot read the table `{path}`: {why}")))
            }
            why => outside(why),
        })
    };
    if !path.contains(['*', '?', '[', '{']) {
        let real = within(path)?;
        return match store.place(&real) {
            Ok(Place::File) => Ok(vec![(real, show(&normalized(&folder.join(path))))]),
            Ok(Place::Folder) => {
                let message = format!("the table `{path}` is a folder");
                Err(Box::new(
                    problem(Code::TableUnreadable, message)
                        .help(format!("name the files in it: `{}/*.csv`", path.trim_end_matches('/'))),
                ))
            }
            _ => Err(Box::new(
                problem(Code::TableMissing, format!("no table `{path}`"))
                    .label("no such file")
                    .help("the path starts from the folder of this file"),
            )),
        };
    }
    let refused = |why: String| {
        Box::new(
            problem(Code::InvalidValue, format!("`{path}` is no glob"))
                .label(why)
                .help("write `data/*.csv`, or `data/**/*.csv` for files at any depth"),
        )
    };
    if let Some(why) = globs::refusal(path) {
        return Err(refused(why.to_owned()));
    }
    let base: PathBuf = Path::new(path)
        .components()
        .take_while(|part| !part.as_os_str().to_string_lossy().contains(['*', '?', '[', '{']))
        .collect();
    let pattern = normalized(&folder.join(path));
    let glob = GlobBuilder::new(&show(&pattern)).literal_separator(true).build();
    let glob = glob.map_err(|error| refused(error.kind().to_string()))?.compile_matcher();
    let base = base.to_string_lossy().into_owned();
    within(if base.is_empty() { "." } else { &base })?;
    let start = normalized(&folder.join(&base));
    let start = if start.as_os_str().is_empty() { PathBuf::from(".") } else { start };
    let files = match store.place(&start) {
        Ok(Place::Folder) => store.walk(&start).0,
        _ => Vec::new(),
    };
    let files: Vec<(PathBuf, String)> = files
        .into_iter()
        .filter(|file| glob.is_match(show(file)))
        .map(|file| (store.real(&file), show(&file)))
        .collect();
    if files.is_empty() {
        let help =
            "the glob starts from the folder of this file; hidden, linked and ignored files are not found";
        return Err(Box::new(problem(Code::TableMissing, format!("no file is called `{path}`")).help(help)));
    }
    Ok(files)
}

/// The folder of a mapping file.
fn folder(found: &Found, mapping: FileId) -> PathBuf {
    let file = shown_path(&found.files.get(mapping).path);
    let folder = file.parent().unwrap_or(Path::new(""));
    if folder.as_os_str().is_empty() { PathBuf::from(".") } else { folder.to_owned() }
}
