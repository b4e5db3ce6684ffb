//! The configuration: which file it is, and what it sets.

mod names;
mod read;
mod version;

pub(super) use read::{PathOverrides, Values, schema};

use std::env;
use std::path::PathBuf;

use crate::files::Exclude;
use crate::files::boundary::{exists, root};
use crate::files::load::{CONFIGURATION, LoadError, load_from};
use crate::files::regular::regular;
use crate::files::shown::show;
use crate::files::store::Store;
use crate::run::Failure;
use gainsay_core::problem::Problem;
use gainsay_core::text::Files;

/// The configuration in force, read.
#[derive(Debug, Default)]
pub(super) struct Configuration {
    /// The file that it was read from, alone; none where there is none.
    pub(super) files: Files,
    /// What it sets.
    pub(super) values: Values,
    /// The folder that it stands in, relative to the working directory.
    pub(super) folder: PathBuf,
}

/// Reads the configuration that is in force in the working directory from `store`, if there is one.
///
/// Fails where it cannot be read, or something in it is wrong.
pub(super) fn load_configuration(store: &dyn Store) -> Result<Configuration, Failure> {
    let Some(path) = find()? else { return Ok(Configuration::default()) };
    let folder = path.parent().map(ToOwned::to_owned).unwrap_or_default();
    let unreadable = |why: &str| {
        Failure::new(format!("cannot read the configuration `{}`: {why}", show(&path)))
            .help("make it a readable file, or remove it")
    };
    regular(&path).map_err(|why| unreadable(&why))?;
    let found = load_from(store, Files::default(), &[], std::slice::from_ref(&path), &Exclude::default());
    let found = found.map_err(|LoadError(errors)| {
        unreadable(errors.first().map(|(_, why)| why.as_str()).unwrap_or_default())
    })?;
    let mut problems = found.problems;
    let ids: Vec<_> = found.rules.iter().flatten().copied().collect();
    let mut values = Values::default();
    for id in ids {
        values = read::values(&found.files, id, &folder, &mut problems);
    }
    if problems.is_empty() {
        Ok(Configuration { files: found.files, values, folder })
    } else {
        Err(broken(found.files, &problems))
    }
}

/// The failure for `problems` in the configuration.
pub(super) fn broken(files: Files, problems: &[Problem]) -> Failure {
    Failure::new("the configuration cannot be used")
        .help("fix it first; `gainsay config --help` shows every key")
        .problems(files, problems)
}

/// Goes up from the working directory to the first folder with a configuration, and no further than the repository. In no
/// repository, only the working directory is looked at: what stands above it need not be of the same project.
///
/// Whatever has the name of a configuration is one, so that none is passed over because it cannot be read.
fn find() -> Result<Option<PathBuf>, Failure> {
    // Where the working directory is gone, so is what could be found from there.
    let Ok(here) = env::current_dir() else { return Ok(None) };
    let top = root(&here);
    let mut folder_path = PathBuf::new();
    for folder in here.ancestors().take_while(|folder| folder.starts_with(&top)) {
        let names: Vec<_> = CONFIGURATION.iter().filter(|name| exists(&folder.join(name))).collect();
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
