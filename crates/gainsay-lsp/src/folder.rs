//! A folder that is open: what was checked in it, and what the editor was told of that.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use crossbeam_channel::Sender;
use gainsay_core::check::problem_finding;
use gainsay_core::finding::Finding;
use gainsay_core::text::FileId;
use ls_types::{MessageType, Uri};

use crate::background::{Background, Done, drop_elsewhere};
use crate::checked::{Checked, Touched};
use crate::client::{Client, Watches};
use crate::diagnostics::Maker;
use crate::documents::{Documents, Typed};
use crate::editor::{Editor, FolderId, Marks};
use crate::places::{self, Root};
use crate::program::{Broken, Program};

/// In how many files what was found is sent together, if nothing else is to be done.
const TOGETHER: usize = 200;

/// What is to be done before anything is answered.
#[derive(Debug, Default)]
struct Pending {
    /// Whether everything is to be read anew.
    all: bool,
    /// The claim files whose texts have changed.
    edited: BTreeSet<PathBuf>,
}

/// A folder.
pub(crate) struct Folder {
    id: FolderId,
    pub(crate) root: Root,
    pub(crate) checked: Option<Checked>,
    pub(crate) background: Background,
    /// Whether it is not open in the editor, but some of its files are.
    pub(crate) is_beside: bool,
    pending: Pending,
    /// The files in which something was found when everything was checked last, as far as that was not sent yet.
    unsent: Vec<FileId>,
    /// What keeps everything from being checked, as long as it does.
    pub(crate) broken: Option<Broken>,
    /// The files that were marked since they are to blame for that.
    to_blame: BTreeSet<PathBuf>,
}

impl Folder {
    /// The folder `root`; what is done for it in the background goes to `sender`.
    pub(crate) fn new(id: FolderId, root: Root, is_beside: bool, sender: Sender<Done>) -> Self {
        Self {
            id,
            background: Background::new(id, Arc::clone(&root.program), sender),
            root,
            checked: None,
            is_beside,
            pending: Pending { all: true, ..Pending::default() },
            unsent: Vec::new(),
            broken: None,
            to_blame: BTreeSet::new(),
        }
    }

    pub(crate) fn id(&self) -> FolderId {
        self.id
    }

    pub(crate) fn program(&self) -> &dyn Program {
        &*self.root.program
    }

    /// What diagnostics and places in what was checked are made with.
    pub(crate) fn maker<'m>(&'m self, editor: &'m Editor, checked: &'m Checked) -> Maker<'m> {
        Maker::of_workspace(&checked.workspace, &self.root, editor)
    }

    /// The file at `path`, where it was read when everything was.
    pub(crate) fn file(&self, path: &Path) -> Option<FileId> {
        self.checked.as_ref()?.workspace.file(path)
    }

    /// The file at `path`, where it is to blame that nothing can be checked.
    pub(crate) fn blamed(&self, path: &Path) -> Option<(&Broken, FileId)> {
        let broken = self.broken.as_ref().filter(|_| self.to_blame.contains(path))?;
        let (id, _) =
            broken.files.iter().find(|(_, file)| places::place(self.program(), &file.path) == path)?;
        Some((broken, id))
    }

    /// Whether the file at `path` has to do with the folder, as far as its path says it.
    pub(crate) fn holds(&self, path: &Path) -> bool {
        let is_within = match self.program().alone() {
            Some(file) => path == file,
            None => path.starts_with(self.program().folder()),
        };
        is_within || self.file(path).is_some()
    }

    /// Whether the editor tells of changes on the disk.
    pub(crate) fn is_watched(&self, client: &Client) -> bool {
        let needed = if self.is_beside { Watches::Anywhere } else { Watches::Folders };
        client.watches >= needed && self.program().alone().is_none()
    }

    /// Whether files are read that are not in the folder itself.
    pub(crate) fn reads_beyond(&self) -> bool {
        let beyond = |checked: &Checked| {
            checked.workspace.claims.iter().any(|file| {
                let place = checked.workspace.real.get(file);
                place.is_some_and(|place| !place.starts_with(self.program().folder()))
            })
        };
        self.checked.as_ref().is_none_or(beyond)
    }

    /// Notes that everything has to be read anew.
    pub(crate) fn reread(&mut self) {
        self.pending.all = true;
    }

    /// Notes that the open text at `path` has changed. A file that was not read changes nothing.
    pub(crate) fn edited(&mut self, path: &Path) {
        // What is checked by itself may begin or cease to be of claims.
        if self.program().alone() == Some(path) {
            return self.reread();
        }
        let Some(Checked { workspace, .. }) = &self.checked else { return self.reread() };
        match workspace.file(path) {
            Some(file) if workspace.claims.contains(&file) => _ = self.pending.edited.insert(path.to_owned()),
            None if self.broken.is_none() && !self.program().is_configuration(path) => {}
            _ => self.reread(),
        }
    }

    /// Notes that the text at `path` was opened.
    pub(crate) fn opened(&mut self, editor: &Editor, path: &Path) {
        if self.read(path).is_some_and(|read| Some(read.as_str()) == editor.documents.text(path)) {
            return;
        }
        // What is not on the disk is new; where nobody watches, everything may be.
        if !self.is_watched(&editor.client) || !self.program().is_on_disk(path) {
            self.reread();
        } else {
            self.edited(path);
        }
    }

    /// The text that the last check has read at `path`.
    fn read(&self, path: &Path) -> Option<&String> {
        let Checked { workspace, .. } = self.checked.as_ref()?;
        Some(&workspace.files.get(workspace.file(path)?).text)
    }

    /// The text at `path` that is to be checked, where it is open: what it was, while it is no YAML for a moment.
    fn to_check<'d>(&self, documents: &'d Documents, path: &Path) -> Option<&'d str> {
        let workspace = self.checked.as_ref().map(|checked| &checked.workspace);
        let is_table = || workspace.is_some_and(|all| all.file(path).is_some_and(|file| all.is_table(file)));
        match documents.typed(path) {
            Some(typed) if !is_table() => Some(typed.sound),
            _ => documents.text(path),
        }
    }

    /// All open texts that are to be checked, by where they are.
    fn texts(&self, documents: &Documents) -> BTreeMap<PathBuf, String> {
        let text = |path: &PathBuf| Some((path.clone(), self.to_check(documents, path)?.to_owned()));
        documents.paths().filter_map(text).collect()
    }

    /// Checks what has changed since the last check, as far as that can be done between two keys, and tells the editor.
    pub(crate) fn settle(&mut self, editor: &mut Editor) {
        let Pending { all, edited } = std::mem::take(&mut self.pending);
        if all {
            self.background.request();
        }
        if !edited.is_empty() {
            self.check_edited(editor, &edited);
        }
    }

    /// Whether everything is to be read before anything is answered: a large folder is read in the background.
    pub(crate) fn reads_at_once(&self) -> bool {
        self.pending.all && !self.checked.as_ref().is_some_and(Checked::is_large)
    }

    /// Reads and checks everything.
    pub(crate) fn read_all(&mut self, documents: &Documents) -> Done {
        self.pending = Pending::default();
        self.background.run_here(&self.texts(documents))
    }

    /// Starts what is to be done in the background.
    pub(crate) fn start_background(&mut self, documents: &Documents) {
        let texts = self.texts(documents);
        self.background.start(texts);
    }

    /// Takes over what was done in the background, unless more has changed since.
    pub(crate) fn take_over(&mut self, editor: &mut Editor, done: Done) {
        let Some((result, start)) = self.background.finish(done) else { return };
        match result {
            Ok(checked) => {
                drop_elsewhere(self.checked.replace(checked));
                self.broken = None;
                self.to_blame.clear();
                self.log_check(editor, "read", start);
                self.begin_to_publish(editor);
            }
            Err(broken) => {
                let as_they_are = self.unusable(&editor.documents);
                if as_they_are.is_empty() {
                    self.tell_broken(editor, broken);
                    return;
                }
                for path in &as_they_are {
                    editor.documents.as_it_is(path);
                }
                let done = self.read_all(&editor.documents);
                self.take_over(editor, done);
            }
        }
    }

    /// The open rules and settings that were read as they were before they were no YAML, where nothing can be checked so: if they are to
    /// blame, the spots are of another text. Claims keep nothing from being checked.
    fn unusable(&self, documents: &Documents) -> Vec<PathBuf> {
        let is_claims = |path: &Path| {
            let workspace = self.checked.as_ref().map(|checked| &checked.workspace);
            workspace.is_some_and(|all| {
                let file = all.file(path);
                file.is_some_and(|file| all.claims.contains(&file) || all.mappings.contains(&file))
            })
        };
        let is_own = |path: &Path| self.holds(path) || self.program().is_configuration(path);
        let typed = documents.paths().filter(|path| documents.typed(path).is_some());
        typed.filter(|path| is_own(path) && !is_claims(path)).cloned().collect()
    }

    fn check_edited(&mut self, editor: &mut Editor, edited: &BTreeSet<PathBuf>) {
        let start = Instant::now();
        let Some(checked) = &self.checked else { return };
        let files: BTreeSet<FileId> =
            edited.iter().filter_map(|path| checked.workspace.claim_file(path)).collect();
        let edit = |path: &PathBuf| {
            let file = checked.workspace.claim_file(path)?;
            let text = self.to_check(&editor.documents, path)?;
            (checked.workspace.files.get(file).text != text).then(|| (file, text.to_owned()))
        };
        let edits: Vec<(FileId, String)> = edited.iter().filter_map(edit).collect();
        let Some(checked) = &mut self.checked else { return };
        let touched = if edits.is_empty() {
            Touched::Files(files)
        } else {
            match checked.edit(&*self.root.program, edits) {
                Touched::Files(touched) => Touched::Files(touched.into_iter().chain(files).collect()),
                Touched::All => Touched::All,
            }
        };
        if checked.is_behind() {
            self.background.request();
        }
        match touched {
            Touched::All => self.begin_to_publish(editor),
            Touched::Files(files) => self.publish(editor, &files, BTreeSet::new()),
        }
        self.log_check(editor, "checked", start);
    }

    /// Sends where nothing is found any more, and notes what is left to send. Of a small folder, that is sent, too.
    fn begin_to_publish(&mut self, editor: &mut Editor) {
        let Some(checked) = &self.checked else { return };
        let found = checked.found.files();
        let maker = self.maker(editor, checked);
        let places: BTreeSet<PathBuf> = found.iter().map(|file| maker.place(*file)).collect();
        let mut others = editor.marked(self.id);
        others.extend(editor.documents.paths().cloned());
        let others = others.difference(&places).cloned().collect();
        let is_large = checked.is_large();
        self.unsent = found.into_iter().rev().collect();
        self.publish(editor, &BTreeSet::new(), others);
        if !is_large {
            self.publish_all(editor);
        }
    }

    /// Whether there is something to send that was found when everything was checked last.
    pub(crate) fn has_unsent(&self) -> bool {
        !self.unsent.is_empty()
    }

    /// Sends some of what is left to send: no more than can be made between two keys.
    pub(crate) fn publish_some(&mut self, editor: &mut Editor) {
        let some = self.unsent.split_off(self.unsent.len().saturating_sub(TOGETHER));
        self.publish(editor, &some.into_iter().collect(), BTreeSet::new());
    }

    /// Sends all that is left to send.
    pub(crate) fn publish_all(&mut self, editor: &mut Editor) {
        let all = std::mem::take(&mut self.unsent);
        self.publish(editor, &all.into_iter().collect(), BTreeSet::new());
    }

    /// Sends what has changed in `files`, and in those at the places of `others`, in which nothing was found.
    fn publish(&self, editor: &mut Editor, files: &BTreeSet<FileId>, others: BTreeSet<PathBuf>) {
        let Some(checked) = &self.checked else { return };
        let mut maker = self.maker(editor, checked);
        let mut new = maker.of(checked.found.of(files), &|file| files.contains(&file));
        for (path, diagnostics) in self.malformed(editor, checked) {
            let before = new.remove(&path).unwrap_or_default();
            new.insert(path, diagnostics.into_iter().chain(before).collect());
        }
        // What is to blame that nothing can be read anew stays marked for it.
        new.extend(self.broken.iter().flat_map(|broken| self.blame(editor, broken)));
        let concerned = files.iter().map(|file| maker.place(*file)).chain(others).collect();
        editor.update(self.id, new, concerned, &|path| self.uri(path));
    }

    /// What is wrong in the files that are to blame that nothing can be checked.
    fn blame(&self, editor: &Editor, broken: &Broken) -> Marks {
        Maker::new(&broken.files, &self.root, editor).of(&broken.findings, &|_| true)
    }

    /// What keeps open texts from being YAML for a moment, where they are checked here as they were before.
    fn malformed(&self, editor: &Editor, checked: &Checked) -> Marks {
        let mut marks = Marks::new();
        for path in editor.documents.paths() {
            let Some((typed, findings)) = self.typed(&editor.documents, checked, path) else { continue };
            let made = Maker::new(typed.files, &self.root, editor).of(&findings, &|_| true);
            marks.insert(path.clone(), made.into_values().flatten().collect());
        }
        marks
    }

    /// What keeps the text at `path` from being YAML for a moment, where it is checked here as it was before.
    pub(crate) fn typed<'d>(
        &self,
        documents: &'d Documents,
        checked: &Checked,
        path: &Path,
    ) -> Option<(Typed<'d>, Vec<Finding>)> {
        let typed = documents.typed(path)?;
        let folder = self.program().folder();
        let in_force = || {
            let around = path.parent().is_some_and(|around| folder.starts_with(around));
            around && self.program().is_configuration(path)
        };
        let is_read = match checked.workspace.file(path) {
            Some(file) => !checked.workspace.is_table(file),
            None => in_force(),
        };
        let mut findings: Vec<Finding> = typed.problems.iter().map(problem_finding).collect();
        findings.retain_mut(&*checked.keep);
        is_read.then_some((typed, findings))
    }

    /// Tells why nothing can be checked. What was found before stays, but in the files that are to blame.
    fn tell_broken(&mut self, editor: &mut Editor, broken: Broken) {
        let new = self.blame(editor, &broken);
        let to_blame: BTreeSet<PathBuf> = new.keys().cloned().collect();
        let before = std::mem::replace(&mut self.to_blame, to_blame);
        let concerned = self.to_blame.union(&before).cloned().collect();
        if self.broken.as_ref().is_none_or(|before| before.message != broken.message) {
            editor.log(MessageType::ERROR, &broken.message);
            // What is marked in a file needs no window.
            if self.to_blame.is_empty() {
                editor.show_message(MessageType::ERROR, &broken.message);
            }
        }
        self.broken = Some(broken);
        editor.update(self.id, new, concerned, &|path| self.uri(path));
    }

    /// The URI of the file at `path`; what is not read is called as it is.
    fn uri(&self, path: &Path) -> Option<Uri> {
        let checked = self.checked.as_ref();
        let read = checked.and_then(|checked| {
            let shown = &checked.workspace.files.get(checked.workspace.file(path)?).path;
            self.root.uri_of(shown, path)
        });
        let blamed = || {
            let (broken, file) = self.blamed(path)?;
            self.root.uri_of(&broken.files.get(file).path, path)
        };
        read.or_else(blamed).or_else(|| Uri::from_file_path(path))
    }

    /// Takes back everything that is shown of the folder.
    pub(crate) fn close(&mut self, editor: &mut Editor) {
        let marked = editor.marked(self.id);
        editor.update(self.id, Marks::new(), marked, &|_| None);
    }

    fn log_check(&self, editor: &Editor, done: &str, start: Instant) {
        let Some(Checked { workspace, found, .. }) = &self.checked else { return };
        let (files, claims) = (workspace.claims.len(), workspace.records.claims.len());
        let (found, took) = (found.count(), start.elapsed().as_millis());
        let message = format!("{done} {files} files with {claims} claims in {took} ms: {found} findings");
        editor.log(MessageType::LOG, &message);
    }
}
