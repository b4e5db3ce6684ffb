//! The configuration: which file it is, and what it sets.

mod names;
mod read;
mod version;

pub(super) use read::{PathOverrides, Values, schema};

use std::path::{Path, PathBuf};

use crate::cli::material::{GivenSettings, SETTINGS};
use crate::files::Exclude;
use crate::files::boundary::{exists, root};
use crate::files::load::{CONFIGURATION, LoadError, load_from};
use crate::files::regular::regular;
use crate::files::shown::show;
use crate::files::start::Start;
use crate::files::store::Store;
use crate::run::{Cause, Failure};
use gainsay_core::problem::Problem;
use gainsay_core::text::{FileId, Files};

/// The configuration in force, read.
#[derive(Debug, Default)]
pub(super) struct Configuration {
    /// The file that it was read from, alone; none where there is none.
    pub(super) files: Files,
    /// What it sets.
    pub(super) values: Values,
    /// The folder that it stands in, from where paths start.
    pub(super) folder: PathBuf,
}

/// Reads the configuration that a program gave, else the one that is in force where paths start from in `store`, if there is one.
///
/// Fails where it cannot be read, or something in it is wrong.
pub(super) fn load_configuration(
    store: &dyn Store,
    given: Option<&GivenSettings>,
) -> Result<Configuration, Failure> {
    let path = match given {
        None => find(store)?,
        Some(GivenSettings::None) => None,
        Some(GivenSettings::File(path)) => Some(path.clone()),
        Some(GivenSettings::Text(text)) => {
            let mut files = Files::default();
            let id = files.add(SETTINGS, text.as_str());
            return configuration((files, id), (store.start(), PathBuf::new()), Vec::new());
        }
    };
    path.map_or_else(|| Ok(Configuration::default()), |path| load_from_file(store, &path))
}

/// Reads the configuration at `path`.
fn load_from_file(store: &dyn Store, path: &Path) -> Result<Configuration, Failure> {
    let folder = path.parent().map(ToOwned::to_owned).unwrap_or_default();
    let unreadable = |why: &str| {
        Failure::new(format!("cannot read the configuration `{}`: {why}", show(path)))
            .help("make it a readable file, or remove it")
            .cause(Cause::Configuration)
    };
    let whole = store.start().whole(path);
    if store.text(&store.real(path)).is_none() || exists(&whole) {
        regular(&whole).map_err(|why| unreadable(&why))?;
    }
    let found = load_from(store, Files::default(), &[], &[path.to_owned()], &Exclude::default());
    let found = found.map_err(|LoadError(errors)| {
        unreadable(errors.first().map(|(_, why)| why.as_str()).unwrap_or_default())
    })?;
    let id = found.rules.iter().flatten().copied().next();
    match id {
        Some(id) => configuration((found.files, id), (store.start(), folder), found.problems),
        None => Err(broken(found.files, &found.problems)),
    }
}

/// Reads the configuration `file` of `files`, which stands in `folder`, and in which `problems` were found before.
fn configuration(
    (files, file): (Files, FileId),
    (start, folder): (Start<'_>, PathBuf),
    mut problems: Vec<Problem>,
) -> Result<Configuration, Failure> {
    let values = read::values((&files, file), (start, &folder), &mut problems);
    if problems.is_empty() {
        Ok(Configuration { files, values, folder })
    } else {
        Err(broken(files, &problems))
    }
}

/// The failure for `problems` in the configuration.
pub(super) fn broken(files: Files, problems: &[Problem]) -> Failure {
    Failure::new("the configuration cannot be used")
        .help("fix it first; `gainsay config --help` shows every key")
        .cause(Cause::Configuration)
        .problems(files, problems)
}

/// Goes up from where paths start to the first folder with a configuration, and no further than the repository. In no
/// repository, only that folder is looked at: what stands above it need not be of the same project.
///
/// Whatever has the name of a configuration is one, so that none is passed over because it cannot be read.
fn find(store: &dyn Store) -> Result<Option<PathBuf>, Failure> {
    // Where it is gone, so is what could be found from there.
    let Ok(here) = store.start().folder() else { return Ok(None) };
    let top = root(store.start(), &here);
    let mut folder_path = PathBuf::new();
    for folder in here.ancestors().take_while(|folder| folder.starts_with(&top)) {
        let is_there = |path: &Path| exists(path) || store.text(path).is_some();
        let names: Vec<_> = CONFIGURATION.iter().filter(|name| is_there(&folder.join(name))).collect();
        match names.as_slice() {
            [] => folder_path.push(".."),
            [name] => return Ok(Some(folder_path.join(name))),
            [one, other, ..] => {
                let (one, other) = (show(&folder_path.join(one)), show(&folder_path.join(other)));
                return Err(Failure::new(format!("there are two configurations: `{one}` and `{other}`"))
                    .help("move everything into one of them and remove the other"));
            }
        }
    }
    Ok(None)
}
