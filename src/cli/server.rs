//! `gainsay server`: the language server, for editors.

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::outcome::{Ended, Status};
use super::settings::{Flags, Settings};
use super::{accept, explain, fix};
use crate::files::archive;
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
use gainsay_core::text::{FileId, Files};
use gainsay_lsp::program::{Broken, Program, Read};
use gainsay_lsp::workspace::Workspace;

/// Serve an editor: findings as you type, and fixes
///
/// Speaks the Language Server Protocol on standard input and output. Editors start it; it ends with them. What is
/// checked is what `gainsay check` would check in the folder that is open, by its `gainsay.yaml`.
#[derive(Debug, clap::Args)]
#[command(after_long_help = AFTER)]
pub(super) struct Args {}

const AFTER: &str = "\
Editors are set up once, as docs/editor.md shows for VS Code and Neovim:
  vim.lsp.start({ name = 'gainsay', cmd = { 'gainsay', 'server' }, root_dir = vim.fn.getcwd() })

Exit status:
  0  the editor has ended it
  2  the editor said something that is no protocol";

/// Serves until the editor ends it.
pub(super) fn run(_: &Args) -> Ended {
    match gainsay_lsp::serve_stdio(Arc::new(Served)) {
        Ok(()) => Ok(Status::Clean),
        Err(error) => Err(Failure::new(format!("the editor cannot be served: {error}"))
            .help("`gainsay server` is started by editors; see docs/editor.md")),
    }
}

/// This program, as the server sees it.
struct Served;

impl Program for Served {
    fn enter(&self, folder: &Path) -> Result<(), String> {
        let why = |error| format!("cannot go to the folder `{}`: {}", show(folder), reason(&error));
        env::set_current_dir(folder).map_err(why)
    }

    fn read(&self, texts: &BTreeMap<String, String>) -> Result<Read, Broken> {
        read(texts).map_err(|failure| {
            let (files, findings) = *failure.spots;
            Broken { message: failure.message, files, findings }
        })
    }

    fn copies(
        &self,
        files: &mut Files,
        records: &Records,
        rules: &Rules,
        severities: &[FileSeverities],
    ) -> (Copies, Vec<Problem>) {
        run::copies(files, (records, rules, severities), archive::load)
    }

    fn is_configuration(&self, path: &str) -> bool {
        path.rsplit('/').next().is_some_and(|name| CONFIGURATION.contains(&name))
    }

    fn endings(&self) -> BTreeSet<&'static str> {
        // Copies that claims quote are mostly plain texts.
        ENDINGS.into_iter().chain(mapping::endings()).chain(["txt"]).collect()
    }

    fn shown(&self, path: &Path) -> String {
        show(path)
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
fn read(texts: &BTreeMap<String, String>) -> Result<Read, Failure> {
    let store = Edited(texts);
    let settings = Settings::load_from(&store, &Flags::default())?;
    let input = run::read_from(&store, &settings.options_anywhere(), &|_| ())?;
    settings.check(&input.rules)?;
    let Input { files, records, problems, rules, severities, claims, mappings, tables, today, .. } = input;
    let workspace = Workspace {
        files,
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
