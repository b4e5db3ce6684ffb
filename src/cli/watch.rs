//! `check --watch`: checks again whenever a file changes.
//!
//! Files are looked at again and again, without being read: that works on every system and file system, and needs nothing else
//! to be built. A look at 10,000 files takes some hundredths of a second.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, SystemTime};

use super::outcome::{Ended, Status};
use super::output;
use super::terminal::Look;
use crate::files::load::CONFIGURATION;
use crate::files::shown::shown_path;
use crate::files::walk::decisive;
use crate::run::{Failure, Options};
use gainsay_core::rule_file::is_builtin;
use gainsay_core::text::Files;

/// Between two looks.
const PAUSE: Duration = Duration::from_millis(300);

/// What a check depends on.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// The files and folders that were searched.
    searched: Vec<PathBuf>,
    /// The files that were read, wherever they are.
    read: Vec<PathBuf>,
}

impl Seen {
    /// What a check by `options` that has read `files` depends on.
    pub(super) fn new(options: &Options, files: &Files) -> Self {
        let searched = options.paths.iter().chain(&options.rules).cloned();
        let own = files.iter().filter(|(_, file)| !is_builtin(file));
        let read = own.map(|(_, file)| shown_path(&file.path));
        Self { searched: searched.chain([PathBuf::from("rules")]).collect(), read: read.collect() }
    }

    /// Where nothing could be read: all that is here.
    fn all() -> Self {
        Self { searched: vec![PathBuf::from(".")], read: Vec::new() }
    }

    /// When each file was changed last, and how large it is; what is not there has no entry.
    fn look(&self) -> BTreeMap<PathBuf, (Option<SystemTime>, u64)> {
        let found = self
            .searched
            .iter()
            .flat_map(|path| if path.is_dir() { decisive(path) } else { vec![path.clone()] });
        let around = || Path::new(".").canonicalize().unwrap_or_default();
        let configurations: Vec<PathBuf> =
            around().ancestors().flat_map(|folder| CONFIGURATION.map(|name| folder.join(name))).collect();
        let all = found.chain(self.read.iter().cloned()).chain(configurations);
        let state = |path: PathBuf| {
            let metadata = fs::metadata(&path).ok()?;
            Some((path, (metadata.modified().ok(), metadata.len())))
        };
        all.filter_map(state).collect()
    }
}

/// Checks by `check`, and again whenever a file that it depends on changes; only who runs the program ends it.
pub(super) fn watch(check: impl Fn() -> Result<(Status, Seen), Failure>, look: &Look) -> Ended {
    let (mut missing_before, mut last) = (Vec::new(), BTreeMap::new());
    loop {
        let begun = SystemTime::now();
        let seen = match check() {
            Ok((_, seen)) => seen,
            Err(failure) => {
                output::failure(&failure, look.stderr());
                Seen::all()
            }
        };
        output::say(look.stderr(), |out| writeln!(out, "\nwatching for changes; Ctrl-C ends it"));
        let before = seen.look();
        // What was changed or removed while it was read is read again. A clock that is ahead is no change.
        let while_read = begun..=SystemTime::now();
        let changed = |(changed, _): &(Option<SystemTime>, u64)| {
            changed.is_some_and(|changed| while_read.contains(&changed))
        };
        let missing: Vec<_> = seen.read.iter().filter(|path| !before.contains_key(*path)).cloned().collect();
        let gone = last.keys().any(|path| !before.contains_key(path));
        let meanwhile = before.values().any(changed) || missing != missing_before || gone;
        missing_before = missing;
        loop {
            thread::sleep(PAUSE);
            last = seen.look();
            if meanwhile || last != before {
                break;
            }
        }
    }
}
