//! The texts that are open in the editor.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use gainsay_core::problem::{Code, Problem};
use gainsay_core::text::{File, FileId, Files};
use ls_types::{Range, TextDocumentContentChangeEvent, Uri};

use crate::encoding::Encoding;

/// The endings of files that are YAML, or JSON, which is read as YAML.
const YAML: [&str; 3] = ["yaml", "yml", "json"];

/// An open text.
#[derive(Debug)]
struct Document {
    /// Where it is, as the editor says it.
    uri: Uri,
    /// The text alone, with its lines, and its number among these.
    text: Files,
    id: FileId,
    version: i32,
    /// The line in which it was changed last.
    changed_line: u32,
    /// How far it is YAML.
    state: State,
    /// What it was when it was YAML last, and is not any more.
    sound: Option<String>,
    /// Whether it may differ from what the editor shows, as a change could not be applied.
    lost: bool,
}

#[derive(Debug)]
enum State {
    /// Nobody has looked.
    Unknown,
    /// It is YAML, or need not be.
    Sound,
    /// It is none, for these reasons.
    Broken(Vec<Problem>),
}

/// A text that is no YAML while it is typed: its records are not gone, they are unreadable for a moment.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Typed<'d> {
    /// The text when it was YAML last: what is checked.
    pub(crate) sound: &'d str,
    /// The text as it is, and its number in it.
    pub(crate) files: &'d Files,
    pub(crate) id: FileId,
    /// What is wrong with it.
    pub(crate) problems: &'d [Problem],
}

/// Why a change could not be applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lost {
    /// The text is not open.
    Closed,
    /// It is known already that the text is another one than in the editor.
    Already,
    /// The change is not one of this text, for this reason.
    Change(&'static str),
}

/// The open texts by where their files are, all links followed.
#[derive(Debug, Default)]
pub(crate) struct Documents(BTreeMap<PathBuf, Document>);

impl Documents {
    pub(crate) fn open(&mut self, path: PathBuf, uri: Uri, text: String, version: i32) {
        let mut files = Files::default();
        let id = files.add(path.to_string_lossy(), text);
        let (state, sound) = (State::Unknown, None);
        self.0.insert(
            path,
            Document { uri, text: files, id, version, changed_line: 0, state, sound, lost: false },
        );
    }

    pub(crate) fn close(&mut self, path: &Path) {
        self.0.remove(path);
    }

    /// Notes that the text at `path` is to be checked as it is, be it YAML or not: it was saved, or what it was before is of no use.
    pub(crate) fn as_it_is(&mut self, path: &Path) {
        if let Some(document) = self.0.get_mut(path) {
            document.sound = None;
        }
    }

    /// Applies `changes` one after the other. Where one of them cannot be, the text is lost until all of it comes anew.
    pub(crate) fn change(
        &mut self,
        path: &Path,
        version: i32,
        changes: Vec<TextDocumentContentChangeEvent>,
        encoding: Encoding,
    ) -> Result<(), Lost> {
        let document = self.0.get_mut(path).ok_or(Lost::Closed)?;
        document.look(path);
        if matches!(document.state, State::Sound) {
            document.sound = Some(document.file().text.clone());
        }
        document.state = State::Unknown;
        let (before, was_lost) = (document.version, document.lost);
        // What came before a whole text is of no consequence.
        let from = changes.iter().rposition(|change| change.range.is_none()).unwrap_or_default();
        for TextDocumentContentChangeEvent { range, text, .. } in changes.into_iter().skip(from) {
            let applied = match range {
                None => {
                    document.lost = false;
                    document.text.set_text(document.id, text);
                    Ok(())
                }
                Some(_) if was_lost && document.lost => Err(Lost::Already),
                Some(_) if version < before => Err(Lost::Change("it is of an earlier text")),
                Some(range) => document.replace(range, &text, encoding),
            };
            if let Err(why) = applied {
                (document.lost, document.sound) = (true, None);
                return Err(why);
            }
        }
        document.version = version;
        Ok(())
    }

    /// Looks at the texts that have changed: whether they are YAML.
    pub(crate) fn look(&mut self) {
        for (path, document) in &mut self.0 {
            document.look(path);
            if matches!(document.state, State::Sound) {
                document.sound = None;
            }
        }
    }

    /// The text at `path`, as the editor shows it; nothing where it is not open, or lost.
    pub(crate) fn file(&self, path: &Path) -> Option<&File> {
        self.0.get(path).filter(|document| !document.lost).map(Document::file)
    }

    /// The same as a text.
    pub(crate) fn text(&self, path: &Path) -> Option<&str> {
        self.file(path).map(|file| file.text.as_str())
    }

    /// Whether `text` is what the editor shows at `path`, as far as it shows anything, so that spots in it are right.
    pub(crate) fn shows(&self, path: &Path, text: &str) -> bool {
        self.0.get(path).is_none_or(|document| !document.lost && document.file().text == text)
    }

    /// Whether the editor shows another text at `path` than is known here.
    pub(crate) fn is_lost(&self, path: &Path) -> bool {
        self.0.get(path).is_some_and(|document| document.lost)
    }

    /// What is at `path` where that is no YAML for a moment.
    pub(crate) fn typed(&self, path: &Path) -> Option<Typed<'_>> {
        let document = self.0.get(path).filter(|document| !document.lost)?;
        let (State::Broken(problems), Some(sound)) = (&document.state, &document.sound) else { return None };
        Some(Typed { sound, files: &document.text, id: document.id, problems })
    }

    pub(crate) fn version(&self, path: &Path) -> Option<i32> {
        self.0.get(path).map(|document| document.version)
    }

    /// The line in which the text at `path` was changed last.
    pub(crate) fn changed_line(&self, path: &Path) -> u32 {
        self.0.get(path).map_or(0, |document| document.changed_line)
    }

    /// Where the text at `path` is, as the editor says it.
    pub(crate) fn uri(&self, path: &Path) -> Option<&Uri> {
        self.0.get(path).map(|document| &document.uri)
    }

    /// Where all open texts are that are not lost.
    pub(crate) fn paths(&self) -> impl Iterator<Item = &PathBuf> {
        self.0.iter().filter(|(_, document)| !document.lost).map(|(path, _)| path)
    }
}

impl Document {
    fn file(&self) -> &File {
        self.text.get(self.id)
    }

    /// Looks whether the text is YAML, where nobody has.
    fn look(&mut self, path: &Path) {
        if matches!(self.state, State::Unknown) {
            let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
            let is_yaml = YAML.iter().any(|yaml| ending.eq_ignore_ascii_case(yaml));
            let problems = if is_yaml { malformed(self.id, &self.file().text) } else { Vec::new() };
            self.state = if problems.is_empty() { State::Sound } else { State::Broken(problems) };
        }
    }

    /// Replaces a range. What is behind the end of a line is that end; a line that is not there is of another text.
    fn replace(&mut self, range: Range, text: &str, encoding: Encoding) -> Result<(), Lost> {
        let file = self.file();
        if range.start.line as usize >= file.line_starts().len() {
            return Err(Lost::Change("it is in a line that the text does not have"));
        }
        if range.end < range.start {
            return Err(Lost::Change("it ends before it begins"));
        }
        let (start, end) = (encoding.offset(file, range.start), encoding.offset(file, range.end));
        let mut new = file.text.clone();
        new.replace_range(start..end.max(start), text);
        self.text.set_text(self.id, new);
        self.changed_line = range.start.line;
        Ok(())
    }
}

/// What keeps `text` from being YAML.
fn malformed(id: FileId, text: &str) -> Vec<Problem> {
    let mut problems: Vec<Problem> = Vec::new();
    gainsay_yaml::parse(id, text, &mut problems);
    problems.retain(|problem| is_malformed(problem.code));
    problems
}

/// Whether a problem is that a file is no YAML.
fn is_malformed(code: Code) -> bool {
    matches!(code, Code::MalformedYaml | Code::UnknownAnchor | Code::RecursiveAlias | Code::AliasBudget)
}
