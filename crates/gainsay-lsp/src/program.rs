//! What the server asks of the program around it: the boundary to the disk, the configuration, and the command line's own work.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use gainsay_core::check::Analysis;
use gainsay_core::claim::{Copies, Records};
use gainsay_core::finding::Finding;
use gainsay_core::problem::Problem;
use gainsay_core::rule::{FileSeverities, Rules};
use gainsay_core::text::{FileId, Files};
use serde_json::Value;

use crate::workspace::{Keep, Workspace};

/// What serves folders: each by a program of its own.
pub trait Host {
    /// The program for a folder that is open in the editor. Fails with the reason why that cannot be served.
    fn open(&self, folder: &Path) -> Result<Arc<dyn Program>, String>;

    /// The program for an open file that is in none of the folders that are open: it serves the project that the file is part of, or the
    /// file alone. Nothing where it is no file that may be read.
    fn open_file(&self, file: &Path) -> Option<Arc<dyn Program>>;

    /// The one path that what is at `path` has however it is reached, be there something or not.
    fn real(&self, path: &Path) -> PathBuf;

    /// The endings of the files that may be read.
    fn endings(&self) -> BTreeSet<&'static str>;
}

/// The program that serves one folder. The server touches no file and no setting but through it.
pub trait Program: Send + Sync + 'static {
    /// The folder, all links followed. Paths as they are shown start from it.
    fn folder(&self) -> &Path;

    /// The one file that is checked, where it is not the whole folder.
    fn alone(&self) -> Option<&Path> {
        None
    }

    /// Reads the configuration, the rules and the claims, as if the files at the paths of `texts`, all links in these followed, held
    /// these already. A file that is not there yet is read where it would be found.
    fn read(&self, texts: &BTreeMap<PathBuf, String>) -> Result<Read, Broken>;

    /// Whether there is a file at `path` on the disk.
    fn is_on_disk(&self, path: &Path) -> bool;

    /// The archived copies that claims of `records` quote from, which are added to `files`, and what is wrong with them.
    fn copies(
        &self,
        files: &mut Files,
        records: &Records,
        rules: &Rules,
        severities: &[FileSeverities],
    ) -> (Copies, Vec<Problem>);

    /// So many claims are checked whole after each edit: that takes about as long as one picture of the screen stays. Of more, what an
    /// edit touches is checked at once, and the rest in the background.
    fn checked_whole(&self) -> usize {
        4_000
    }

    /// So many claims around an edit are checked at once in a larger workspace; with more, it waits for the check of everything.
    fn checked_around(&self) -> usize {
        20_000
    }

    /// Whether the file at `path` is a configuration, by its name.
    fn is_configuration(&self, path: &Path) -> bool;

    /// The JSON schema of a configuration.
    fn configuration(&self) -> Value;

    /// The path that is shown as `shown`.
    fn path(&self, shown: &str) -> PathBuf;

    /// The address of the page on a built-in rule or a code.
    fn page(&self, rule: &str) -> String;

    /// `text`, which may hold words of files, without what could do harm where it is shown, such as characters that turn the
    /// direction of others.
    fn harmless(&self, text: &str) -> String;

    /// The texts of the files that the safe fixes of `findings` change, with all that go together applied.
    fn fix_all(&self, files: &Files, findings: &[&Finding]) -> BTreeMap<FileId, String>;

    /// The file into which an entry goes that accepts `finding` for `reason`, and its text with that. Fails with the reason why
    /// that cannot be.
    fn accept(
        &self,
        analysis: &Analysis<'_>,
        finding: &Finding,
        reason: &str,
    ) -> Result<(FileId, String), String>;

    /// All about the claim with `id` in Markdown, and where only a glance is wanted, what its value allows and what came of it;
    /// nothing where there is no such claim.
    fn explain(&self, analysis: &Analysis<'_>, id: &str, glance: bool) -> Option<String>;
}

/// What was read.
pub struct Read {
    /// The files and what they hold.
    pub workspace: Workspace,
    /// Which findings the configuration asks for.
    pub keep: Keep,
}

impl fmt::Debug for Read {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Read").field("workspace", &self.workspace).finish_non_exhaustive()
    }
}

/// Why nothing could be checked: the configuration or the rules cannot be used.
#[derive(Debug, Default)]
pub struct Broken {
    /// What is wrong.
    pub message: String,
    /// The files that are to blame.
    pub files: Files,
    /// What is wrong in them.
    pub findings: Vec<Finding>,
}
