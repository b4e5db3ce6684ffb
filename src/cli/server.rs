//! `gainsay server`: the language server, for editors.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::{env, fs};

use super::outcome::{Ended, Status};
use super::settings::{Flags, Settings};
use super::{accept, explain, fix};
use crate::files::archive;
use crate::files::boundary::{exists, real};
use crate::files::disk::Edited;
use crate::files::load::{CONFIGURATION, ENDINGS};
use crate::files::shown::{reason, show, shown_path};
use crate::home;
use crate::report::safe;
use crate::run::{self, Failure, Input};
use gainsay_core::check::Analysis;
use gainsay_core::claim::{Copies, Records};
use gainsay_core::finding::Finding;
use gainsay_core::mapping;
use gainsay_core::problem::Problem;
use gainsay_core::rule::{FileSeverities, Rules};
use gainsay_core::text::{FileId, Files, Text};
use gainsay_lsp::End;
use gainsay_lsp::program::{Broken, Host, Program, Read};
use gainsay_lsp::workspace::Workspace;

/// Serve an editor: findings as you type, and fixes
///
/// An editor starts and ends this command, and speaks the Language Server Protocol with it on standard input and output. In each
/// open folder it checks what `gainsay check` would check there.
#[derive(Debug, clap::Args)]
#[command(after_long_help = AFTER)]
pub(super) struct Args {}

const AFTER: &str = "\
Editors are set up once, as docs/editor.md shows for VS Code and Neovim:
  vim.lsp.start({ name = 'gainsay', cmd = { 'gainsay', 'server' }, root_dir = vim.fn.getcwd() })

Exit status:
  0  the editor has ended it
  1  the editor has ended it without `shutdown`, or is gone";

/// Serves until the editor ends it.
pub(super) fn run(_: &Args) -> Ended {
    match gainsay_lsp::serve_stdio(Arc::new(Opened)) {
        Ok(End::Orderly) => Ok(Status::Clean),
        Ok(End::Abrupt) => Ok(Status::Found),
        Err(error) => Err(Failure::new(format!("the editor cannot be served: {error}"))
            .help("`gainsay server` is started by editors; see docs/editor.md")),
    }
}

/// This program, as the server sees it.
struct Opened;

impl Host for Opened {
    fn open(&self, folder: &Path) -> Result<Arc<dyn Program>, String> {
        let why = |error| format!("cannot go to the folder `{}`: {}", show(folder), reason(&error));
        let folder = fs::canonicalize(folder).map_err(why)?;
        let served = Served { folder };
        served.within(|| ())?;
        Ok(Arc::new(served))
    }

    fn real(&self, path: &Path) -> PathBuf {
        real(path)
    }

    fn endings(&self) -> BTreeSet<&'static str> {
        // Copies that claims quote are mostly plain texts.
        ENDINGS.into_iter().chain(mapping::endings()).chain(["txt"]).collect()
    }
}

/// This program in one folder.
struct Served {
    folder: PathBuf,
}

/// Paths start from the working directory, which is one for all threads: it is that of one folder at a time.
static WORKING: Mutex<()> = Mutex::new(());

impl Served {
    /// What comes of `work` in the folder. Fails with the reason why nobody can go there.
    fn within<T>(&self, work: impl FnOnce() -> T) -> Result<T, String> {
        let _guard = WORKING.lock().unwrap_or_else(PoisonError::into_inner);
        let why = |error| format!("cannot go to the folder `{}`: {}", show(&self.folder), reason(&error));
        env::set_current_dir(&self.folder).map_err(why)?;
        Ok(work())
    }
}

impl Program for Served {
    fn folder(&self) -> &Path {
        &self.folder
    }

    fn read(&self, texts: &BTreeMap<PathBuf, String>) -> Result<Read, Broken> {
        let read = self.within(|| read(texts));
        let read = read.map_err(|message| Broken { message, ..Broken::default() })?;
        read.map_err(|failure| {
            let (files, findings) = *failure.spots;
            Broken { message: failure.message, files, findings }
        })
    }

    fn is_on_disk(&self, path: &Path) -> bool {
        exists(path)
    }

    fn copies(
        &self,
        files: &mut Files,
        records: &Records,
        rules: &Rules,
        severities: &[FileSeverities],
    ) -> (Copies, Vec<Problem>) {
        let load = |files: &mut Files, names: &[&Text]| match names {
            [] => Default::default(),
            // Where the folder is gone, the next reading says so.
            names => self.within(|| archive::load(files, names)).unwrap_or_default(),
        };
        run::copies(files, (records, rules, severities), load)
    }

    fn is_configuration(&self, path: &Path) -> bool {
        CONFIGURATION.iter().any(|name| path.file_name().is_some_and(|file| file == *name))
    }

    fn path(&self, shown: &str) -> PathBuf {
        shown_path(shown)
    }

    fn page(&self, rule: &str) -> String {
        home::page(rule)
    }

    fn harmless(&self, text: &str) -> String {
        safe::block(text).into_owned()
    }

    fn fix_all(&self, files: &Files, findings: &[&Finding]) -> BTreeMap<FileId, String> {
        fix::safe_fixes(files, findings)
    }

    fn accept(
        &self,
        analysis: &Analysis<'_>,
        finding: &Finding,
        reason: &str,
    ) -> Result<(FileId, String), String> {
        accept::accepted(analysis, finding, reason).map_err(|failure| failure.message)
    }

    fn explain(&self, analysis: &Analysis<'_>, id: &str, glance: bool) -> Option<String> {
        explain::claim_markdown(analysis, id, glance)
    }
}

/// Reads what a check would read, as if the files held `texts`.
fn read(texts: &BTreeMap<PathBuf, String>) -> Result<Read, Failure> {
    let store = Edited::new(texts);
    let settings = Settings::load_from(&store, &Flags::default())?;
    let input = run::read_from(&store, &settings.options_in(&store), &|_| ())?;
    settings.check(&input.rules)?;
    let Input { files, real, records, problems, rules, severities, claims, mappings, tables, today, .. } =
        input;
    let workspace = Workspace {
        files,
        real,
        claims,
        mappings,
        tables,
        records,
        problems,
        rules,
        severities,
        today,
        ..Workspace::default()
    };
    Ok(Read { workspace, keep: Box::new(move |finding| settings.keep(finding)) })
}
