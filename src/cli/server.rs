//! `gainsay server`: the language server, for editors.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::outcome::{Ended, Status};
use super::settings::{Flags, Settings, Work};
use super::{accept, configuration, explain, fix};
use crate::files::archive;
use crate::files::boundary::{exists, real, repository};
use crate::files::disk::Edited;
use crate::files::load::{CONFIGURATION, ENDINGS};
use crate::files::shown::{reason, show, shown_path};
use crate::files::start::Start;
use crate::files::store::Store as _;
use crate::home;
use crate::report::safe;
use crate::run::{self, DEFAULT_PATH, Failure, Input};
use gainsay_core::check::Analysis;
use gainsay_core::claim::{self, Copies, Records};
use gainsay_core::finding::Finding;
use gainsay_core::mapping;
use gainsay_core::problem::Problem;
use gainsay_core::rule::{FileSeverities, Rules};
use gainsay_core::text::{FileId, Files, Text};
use gainsay_lsp::End;
use gainsay_lsp::program::{Broken, Host, Program, Read};
use gainsay_lsp::workspace::Workspace;
use gainsay_yaml::{Node, NodeKind};
use serde_json::Value;

/// Run the language server: findings and fixes in your editor
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
  0  the editor asked the server to end
  1  the editor exited without `shutdown`";

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
        Ok(Arc::new(Served { folder: folder_at(folder)?, alone: None }))
    }

    fn open_file(&self, file: &Path) -> Option<Arc<dyn Program>> {
        let ending = file.extension()?.to_str()?;
        ENDINGS.iter().find(|known| ending.eq_ignore_ascii_case(known))?;
        Some(Arc::new(match project(file) {
            Some(folder) => Served { folder: folder_at(folder).ok()?, alone: None },
            None => Served { folder: folder_at(file.parent()?).ok()?, alone: Some(file.to_owned()) },
        }))
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
    /// The one file that is checked, where it is not all that a check in the folder would read.
    alone: Option<PathBuf>,
}

impl Served {
    /// Reads the one file that is checked where it is no file of claims, so that nothing is found in it; nothing where it is one, which is read
    /// like others.
    fn without_claims(&self, store: &Edited<'_>) -> Option<Read> {
        let file = self.alone.as_deref()?;
        let mut workspace = Workspace::default();
        let id = workspace.files.add(show(file), store.text(file)?);
        let tree = gainsay_yaml::parse(id, &workspace.files.get(id).text, &mut Vec::<Problem>::new());
        // Other files may have claims, too, such as those of a user.
        let is_list = |claims: Node<'_, '_>| claims.kind() == NodeKind::Sequence;
        if tree.documents().any(|document| document.get("claims").is_some_and(is_list)) {
            return None;
        }
        workspace.records = claim::read(&workspace.files, &[id]);
        workspace.claims.push(id);
        Some(Read { workspace, keep: Box::new(|_| false) })
    }
}

/// The folder in which a check would read `file` with its neighbours: the nearest around it with a configuration, or with the file among
/// its claims. In no repository, a configuration counts beside the file alone, as what stands above need not be of the same project.
fn project(file: &Path) -> Option<&Path> {
    let beside = file.parent()?;
    let top = repository(beside);
    let is_configured = |folder: &Path| CONFIGURATION.iter().any(|name| exists(&folder.join(name)));
    let around = beside.ancestors().take_while(|folder| top.is_none_or(|top| folder.starts_with(top)));
    around.into_iter().find(|folder| {
        let counts = top.is_some() || *folder == beside;
        counts && is_configured(folder) || file.starts_with(folder.join(DEFAULT_PATH))
    })
}

/// The folder at `path`, all links followed. Fails with the reason why nobody can go there.
fn folder_at(path: &Path) -> Result<PathBuf, String> {
    let folder = fs::canonicalize(path).and_then(|folder| fs::read_dir(&folder).map(|_| folder));
    folder.map_err(|error| format!("cannot go to the folder `{}`: {}", show(path), reason(&error)))
}

impl Program for Served {
    fn folder(&self) -> &Path {
        &self.folder
    }

    fn alone(&self) -> Option<&Path> {
        self.alone.as_deref()
    }

    fn read(&self, texts: &BTreeMap<PathBuf, String>) -> Result<Read, Broken> {
        folder_at(&self.folder).map_err(|message| Broken { message, ..Broken::default() })?;
        let store = Edited::new(Start::at(&self.folder), texts);
        if let Some(read) = self.without_claims(&store) {
            return Ok(read);
        }
        let paths = self.alone.iter().filter_map(|file| Some(file.file_name()?.into())).collect();
        let flags = Flags { work: Work { paths, ..Work::default() }, ..Flags::default() };
        read(&store, &flags).map_err(|failure| {
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
        let load = |files: &mut Files, names: &[&Text]| archive::load(Start::at(&self.folder), files, names);
        run::copies(files, (records, rules, severities), load)
    }

    fn is_configuration(&self, path: &Path) -> bool {
        CONFIGURATION.iter().any(|name| path.file_name().is_some_and(|file| file == *name))
    }

    fn configuration(&self) -> Value {
        configuration::schema()
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

/// Reads what a check with these flags would read in `store`.
fn read(store: &Edited<'_>, flags: &Flags) -> Result<Read, Failure> {
    let settings = Settings::load_from(store, flags)?;
    let input = run::read_from(store, &settings.options_in(store), &|_| ())?;
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
