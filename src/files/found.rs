//! The files of a run, and what each is.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::encoding::Foreign;
use gainsay_core::mapping::Given;
use gainsay_core::problem::{Code, Problem};
use gainsay_core::text::{FileId, Files, Span};

/// The endings of mapping files.
pub(super) const MAPPINGS: [&str; 3] = [".map.yaml", ".map.yml", ".map.json"];

/// Whether the file at `path` is a mapping file, by its name.
pub(crate) fn is_mapping(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
    MAPPINGS.iter().any(|ending| name.len() > ending.len() && name.ends_with(ending))
}

/// The layers of rule files, by their place in [`Found::rules`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Layer {
    Beside,
    Below,
    Given,
}

/// The files of a run, read.
#[derive(Debug, Default)]
pub struct Found {
    /// All files, in the order of their paths.
    pub files: Files,
    /// Where they are, all links followed.
    pub real: BTreeMap<FileId, PathBuf>,
    /// Those with claims.
    pub claims: Vec<FileId>,
    /// Those with rules and vocabulary, in layers of which a later one may replace what an earlier one says: folders
    /// beside a given path, folders below one, and paths given as rules.
    pub rules: [Vec<FileId>; 3],
    /// Mapping files.
    pub mappings: Vec<FileId>,
    /// The tables that mapping files read, and those that need none.
    pub tables: Vec<Given>,
    /// The tables, by their paths as shown, that no mapping reads; whether each was given itself.
    pub unmapped: Vec<(String, bool)>,
    /// The files that are no text; they are in no list. And what mapping files read and is not there.
    pub problems: Vec<Problem>,
    /// The files that could not be read, and why.
    pub(super) unread: Vec<(String, String)>,
}

impl Found {
    pub(super) fn add(
        &mut self,
        shown: String,
        path: &Path,
        text: Result<String, Foreign>,
        layer: Option<Layer>,
    ) -> FileId {
        match text {
            Ok(text) => {
                let id = self.files.add(shown, text);
                let list = match layer {
                    Some(layer) => &mut self.rules[layer as usize],
                    None if is_mapping(path) => &mut self.mappings,
                    None => &mut self.claims,
                };
                list.push(id);
                id
            }
            Err(foreign) => self.foreign(shown, foreign, "save the file as UTF-8"),
        }
    }

    /// Adds a table that `mapping` reads; nothing where it is no text, which is a problem.
    pub(super) fn add_table(
        &mut self,
        shown: String,
        text: Result<String, Foreign>,
        mapping: Option<FileId>,
    ) -> Option<FileId> {
        match text {
            Ok(text) => Some(self.files.add_foreign(shown, text, mapping)),
            Err(foreign) => {
                let help = foreign.help;
                self.foreign(shown, foreign, help);
                None
            }
        }
    }

    /// Reports that a file is no text.
    fn foreign(&mut self, shown: String, Foreign { before, message, .. }: Foreign, help: &str) -> FileId {
        // What stands for the byte is one byte long, so that its spot lies within the file on the disk.
        let (start, end) = (before.len(), before.len() + 1);
        let id = self.files.add_foreign(shown, before + "?", None);
        let spot = Span::new(id, start as u32, end as u32);
        let problem = Problem::new(Code::NotUtf8, spot, message);
        self.problems.push(problem.label("the file is not read").help(help));
        id
    }
}
