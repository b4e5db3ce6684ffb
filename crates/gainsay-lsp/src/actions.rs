//! What can be done about findings: fixes, accepting them, and going to their other sides.

use std::cell::OnceCell;
use std::collections::{BTreeSet, HashMap};
use std::path::Path;

use gainsay_core::check::Analysis;
use gainsay_core::finding::Finding;
use gainsay_core::text::{Edit, FileId, Fix, Safety, Span};
use ls_types::{
    CodeAction, CodeActionKind, CodeActionOrCommand, CodeActionParams, Command, Diagnostic, Range, TextEdit,
    Uri, WorkspaceEdit,
};
use serde_json::{Value, json};

use crate::at;
use crate::checked::{Checked, Now};
use crate::diagnostics::{Maker, is_side};
use crate::editor::Editor;
use crate::folder::Folder;
use crate::session::Session;
use crate::shift::Shift;

/// Accepts a finding: its fingerprint, and the reason.
pub(crate) const ACCEPT: &str = "gainsay.accept";
/// Shows a range of a file: its URI, and the range.
pub(crate) const SHOW: &str = "gainsay.show";
/// Returns all about a claim in Markdown: its id.
pub(crate) const EXPLAIN: &str = "gainsay.explain";

/// The kind of the action that applies all safe fixes to a file.
pub(crate) const FIX_ALL: &str = "source.fixAll.gainsay";

/// How many other sides of one finding can be gone to.
const SIDES: usize = 5;

/// What can be done in a range of a file.
pub(crate) fn actions(session: &Session, params: &CodeActionParams) -> Vec<CodeActionOrCommand> {
    let actions = session.path(&params.text_document.uri).and_then(|path| marked(session, &path, params));
    actions.unwrap_or_default().into_iter().map(CodeActionOrCommand::CodeAction).collect()
}

/// What can be done about what is marked in a range of the file at `path`.
fn marked(session: &Session, path: &Path, params: &CodeActionParams) -> Option<Vec<CodeAction>> {
    let (folder, editor) = (session.folder(path)?, &session.editor);
    if editor.documents.is_lost(path) {
        return None;
    }
    // What keeps everything from being checked is marked instead of what was found in the file before.
    if let Some((broken, file)) = folder.blamed(path) {
        let maker = Maker::new(&broken.files, &folder.root, editor);
        let findings: Vec<&Finding> = broken.findings.iter().collect();
        return Some(Actor::new((editor, folder), None, maker, file).actions(&findings, params));
    }
    let checked = folder.checked.as_ref()?;
    let mut actions = Vec::new();
    if let Some((typed, findings)) = folder.typed(&editor.documents, checked, path) {
        let maker = Maker::new(typed.files, &folder.root, editor);
        let findings: Vec<&Finding> = findings.iter().collect();
        actions = Actor::new((editor, folder), None, maker, typed.id).actions(&findings, params);
    }
    if let Some(file) = checked.workspace.file(path) {
        let maker = folder.maker(editor, checked);
        let findings = checked.found.of(&BTreeSet::from([file]));
        let actor = Actor::new((editor, folder), Some(checked), maker, file);
        actions.extend(actor.actions(&findings, params));
    }
    Some(actions)
}

/// The diagnostics of the editor that are those of `finding`.
fn shown_at(params: &CodeActionParams, finding: &Finding, range: Range) -> Vec<Diagnostic> {
    let print = json!({ "fingerprint": finding.fingerprint });
    let of_finding =
        |diagnostic: &&Diagnostic| diagnostic.range == range && diagnostic.data.as_ref() == Some(&print);
    params.context.diagnostics.iter().filter(of_finding).cloned().collect()
}

/// What actions are made with.
struct Actor<'s> {
    editor: &'s Editor,
    folder: &'s Folder,
    /// What was checked; nothing where the file is to blame that nothing can be.
    checked: Option<&'s Checked>,
    maker: Maker<'s>,
    file: FileId,
    /// The claims of the file, once they are asked for.
    records: OnceCell<Now<'s>>,
}

impl<'s> Actor<'s> {
    fn new(
        (editor, folder): (&'s Editor, &'s Folder),
        checked: Option<&'s Checked>,
        maker: Maker<'s>,
        file: FileId,
    ) -> Self {
        Self { editor, folder, checked, maker, file, records: OnceCell::new() }
    }

    /// What can be done about `findings`, which have to do with the file, in the range that is asked about.
    fn actions(mut self, findings: &[&Finding], params: &CodeActionParams) -> Vec<CodeAction> {
        let wanted = |kind: &str| {
            let within = |only: &CodeActionKind| {
                kind == only.as_str()
                    || kind.strip_prefix(only.as_str()).is_some_and(|rest| rest.starts_with('.'))
            };
            params.context.only.as_ref().is_none_or(|only| only.iter().any(within))
        };
        let mut actions = Vec::new();
        for finding in findings.iter().filter(|finding| finding.accepted.is_none()) {
            if let Some(range) = self.touched(finding, params.range)
                && wanted("quickfix")
            {
                let diagnostics = shown_at(params, finding, range);
                actions.extend(self.fixes(finding, &diagnostics));
                actions.extend(self.commands(finding, range, &diagnostics));
            }
        }
        if wanted(FIX_ALL)
            && let Some(edit) = self.fix_all(findings)
        {
            actions.push(CodeAction {
                title: "apply all safe fixes in this file".to_owned(),
                kind: Some(FIX_ALL.into()),
                edit: Some(edit),
                ..CodeAction::default()
            });
        }
        actions
    }

    /// What users call the claim at `span` of the file. The numbers in findings are those of the reading that they were found in.
    fn id_at(&self, span: Span) -> Option<String> {
        let checked: &'s Checked = self.checked?;
        let records = self.records.get_or_init(|| checked.records(self.file));
        let claim = at::claim(records, self.file, span.start as usize)?;
        Some(records.id(claim.number).to_owned())
    }

    /// The range of the first side of `finding` in the file that `range` touches.
    fn touched(&self, finding: &Finding, range: Range) -> Option<Range> {
        let sides = finding.labels.iter().filter(|label| is_side(label) && label.span.file == self.file);
        let ranges = sides.map(|label| self.maker.range(label.span));
        ranges.into_iter().find(|side| side.start <= range.end && range.start <= side.end)
    }

    /// An action for each fix of `finding`.
    fn fixes(&mut self, finding: &Finding, diagnostics: &[Diagnostic]) -> Vec<CodeAction> {
        let mut actions = Vec::new();
        for (at, Fix { title, safety, edits, .. }) in finding.fixes.iter().enumerate() {
            let Some(edit) = self.edit(edits) else { continue };
            actions.push(CodeAction {
                title: self.folder.program().harmless(title),
                kind: Some(CodeActionKind::QUICKFIX),
                diagnostics: Some(diagnostics.to_vec()),
                edit: Some(edit),
                is_preferred: Some(at == 0 && *safety == Safety::Safe),
                ..CodeAction::default()
            });
        }
        actions
    }

    /// What else can be done about `finding` at `range`: going to its other sides, explaining its claim, accepting it.
    fn commands(&mut self, finding: &Finding, range: Range, diagnostics: &[Diagnostic]) -> Vec<CodeAction> {
        let (shows, prompts) = (self.editor.client.shows, self.editor.client.prompts);
        let program = self.folder.program();
        let folder = json!(self.folder.root.uri);
        let command = |title: String, command: &str, arguments: Vec<Value>| CodeAction {
            title: program.harmless(&title),
            kind: Some(CodeActionKind::QUICKFIX),
            diagnostics: Some(diagnostics.to_vec()),
            command: Some(Command { title, command: command.to_owned(), arguments: Some(arguments) }),
            ..CodeAction::default()
        };
        let mut actions = Vec::new();
        let others = finding.labels.iter().filter(|label| shows && is_side(label));
        let others = others.filter_map(|label| Some((label, self.maker.location(label)?)));
        let others: Vec<_> = others
            .filter(|(label, location)| (label.span.file, location.range) != (self.file, range))
            .collect();
        let left = others.len().saturating_sub(SIDES);
        for (at, (label, location)) in others.into_iter().take(SIDES).enumerate() {
            let more = if left > 0 && at + 1 == SIDES { format!(", and {left} more") } else { String::new() };
            let spot = self.maker.files.location(label.span);
            let path = &self.maker.files.get(label.span.file).path;
            let title = format!("go to the other side: {path}:{}:{}{more}", spot.line, spot.column);
            actions.push(command(title, SHOW, vec![json!(location.uri), json!(location.range)]));
        }
        let here = finding.labels.iter().filter(|label| label.span.file == self.file);
        let here = here.filter(|label| self.maker.range(label.span) == range);
        let mut of_claims = here.filter(|label| label.claim.is_some());
        if let Some(id) = of_claims.next().and_then(|label| self.id_at(label.span)) {
            let name = if prompts { "gainsay.openExplanation" } else { EXPLAIN };
            actions.push(command(format!("explain the claim `{id}`"), name, vec![json!(id), folder.clone()]));
        }
        let can_ask = self.checked.is_some_and(|checked| checked.can_ask(finding));
        if can_ask && finding.code().is_none() && finding.labelled().next().is_some() {
            let print = json!(finding.fingerprint);
            actions.push(if prompts {
                command("accept this, with a reason".to_owned(), "gainsay.askReason", vec![print, folder])
            } else {
                let title = "accept this: the reason is for you to fill in".to_owned();
                command(title, ACCEPT, vec![print, json!(""), folder])
            });
        }
        actions
    }

    /// All safe fixes of what is found in the file that change nothing but this.
    fn fix_all(&mut self, findings: &[&Finding]) -> Option<WorkspaceEdit> {
        let file = self.file;
        let within =
            |fix: &Fix| fix.safety == Safety::Safe && fix.edits.iter().all(|edit| edit.span.file == file);
        let fixed =
            |finding: &&Finding| finding.accepted.is_none() && finding.fixes.first().is_some_and(within);
        let findings: Vec<&Finding> = findings.iter().copied().filter(fixed).collect();
        if findings.is_empty() {
            return None;
        }
        let text = self.folder.program().fix_all(self.maker.files, &findings).remove(&file)?;
        replaced(self.editor, &mut self.maker, (file, &text))
    }

    fn edit(&mut self, edits: &[Edit]) -> Option<WorkspaceEdit> {
        let mut changes: HashMap<Uri, Vec<TextEdit>> = HashMap::new();
        for Edit { span, replacement, .. } in edits {
            // Where the text is another one by now, the spot is a wrong one.
            let text = &self.maker.files.get(span.file).text;
            self.editor.documents.shows(&self.maker.place(span.file), text).then_some(())?;
            let uri = self.maker.uri(span.file)?;
            let new = TextEdit { range: self.maker.range(*span), new_text: replacement.clone() };
            changes.entry(uri).or_default().push(new);
        }
        (!changes.is_empty()).then(|| WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() })
    }
}

/// The edit that makes `text` of the file, and leaves alone what both have at their beginnings and ends; nothing where the editor shows
/// another text by now.
fn replaced(editor: &Editor, maker: &mut Maker<'_>, (file, text): (FileId, &str)) -> Option<WorkspaceEdit> {
    let before = &maker.files.get(file).text;
    editor.documents.shows(&maker.place(file), before).then_some(())?;
    let shift = Shift::between(file, before, text);
    let ((start, end), (from, to)) = (shift.before(), shift.after());
    let new_text = text[from as usize..to as usize].to_owned();
    let edit = TextEdit { range: maker.range(Span::new(file, start, end)), new_text };
    let changes = HashMap::from([(maker.uri(file)?, vec![edit])]);
    Some(WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() })
}

/// The edit of a claim file that accepts the finding with that fingerprint for `reason`, in the folder that is named or in the first that
/// has one; or why there is none.
pub(crate) fn accept(
    session: &Session,
    fingerprint: &str,
    reason: &str,
    folder: Option<&str>,
) -> Result<WorkspaceEdit, String> {
    let none = || format!("nothing with the fingerprint `{fingerprint}` is found any more");
    let known = |finding: &&Finding| finding.fingerprint == fingerprint;
    let found = session.named(folder).find_map(|folder| {
        let checked = folder.checked.as_ref()?;
        Some((folder, checked, checked.found.all().find(known)?))
    });
    let (folder, checked, finding) = found.ok_or_else(none)?;
    // The files of its claims are enough to say where the entry goes and what it says.
    let file = finding.labels.first().map(|label| label.span.file).ok_or_else(none)?;
    let accept = |analysis: &Analysis<'_>| {
        let finding = analysis.findings.iter().find(known)?;
        Some(folder.program().accept(analysis, finding, reason))
    };
    let accepted =
        checked.ask((file, finding.subject.clone()), accept).or_else(|| checked.ask_all(accept).flatten());
    let (file, text) = accepted.ok_or_else(none)??;
    replaced(&session.editor, &mut folder.maker(&session.editor, checked), (file, &text))
        .ok_or_else(|| "the file is being checked again; accept it once that is done".to_owned())
}
