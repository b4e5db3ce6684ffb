//! Which file is the configuration.

use std::env;
use std::path::PathBuf;

use super::read::{self, Values};
use crate::files::Exclude;
use crate::files::load::{CONFIGURATION, load, show};
use crate::run::Failure;
use gainsay_core::text::{Files, Problem};

/// The configuration in force, read.
#[derive(Debug, Default)]
pub(in crate::cli) struct Configuration {
    /// The file that it was read from, alone; none where there is none.
    pub(in crate::cli) files: Files,
    /// What it sets.
    pub(in crate::cli) values: Values,
    /// The folder that it stands in, relative to the working directory.
    pub(in crate::cli) folder: PathBuf,
}

/// Reads the configuration that is in force in the working directory, if there is one.
///
/// Fails where it cannot be read, or something in it is wrong.
pub(in crate::cli) fn load_configuration() -> Result<Configuration, Failure> {
    let Some(path) = find()? else { return Ok(Configuration::default()) };
    let folder = path.parent().map(ToOwned::to_owned).unwrap_or_default();
    let found = load(Files::default(), &[], &[path], &Exclude::default());
    let found = found.map_err(|error| Failure::new(error.to_string()))?;
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

/// The failure that tells of what is wrong in the configuration.
pub(in crate::cli) fn broken(files: Files, problems: &[Problem]) -> Failure {
    Failure::new("the configuration cannot be used")
        .help("mend it first; `gainsay config --help` shows every key")
        .problems(files, problems)
}

/// Goes up from the working directory to the first folder with a configuration, and no further than the repository.
fn find() -> Result<Option<PathBuf>, Failure> {
    // Where the working directory is gone, so is what could be found from there.
    let Ok(here) = env::current_dir() else { return Ok(None) };
    let mut way = PathBuf::new();
    for folder in here.ancestors() {
        let names: Vec<_> = CONFIGURATION.iter().filter(|name| folder.join(name).is_file()).collect();
        match names.as_slice() {
            [] if folder.join(".git").exists() => break,
            [] => way.push(".."),
            [name] => return Ok(Some(way.join(name))),
            [one, other, ..] => {
                let (one, other) = (show(&way.join(one)), show(&way.join(other)));
                return Err(Failure::new(format!("there are two configurations: `{one}` and `{other}`"))
                    .help("put all into one of them and remove the other"));
            }
        }
    }
    Ok(None)
}
