//! Findings as editors show them: a diagnostic at each side, which points at all others.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;
use std::str::FromStr as _;

use gainsay_core::finding::{Finding, FindingKind, Label, Role};
use gainsay_core::rule::{Rules, Severity};
use gainsay_core::rule_file::is_builtin;
use gainsay_core::text::{File, FileId, Files, Span};
use ls_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, Location, NumberOrString,
    Range, Uri,
};

use crate::editor::{Editor, Marks};
use crate::encoding::Encoding;
use crate::places::{self, Root};
use crate::program::Program;
use crate::shift::Shift;
use crate::workspace::Workspace;

/// The name of the tool beside each diagnostic.
pub(crate) const SOURCE: &str = "gainsay";

/// How many others one diagnostic points at: an editor lists them all.
const RELATED: usize = 20;

/// How many spots are marked in one file: an editor takes all of them again at each key.
const MARKED: usize = 1000;

/// A finding, and which of its labels.
type Side<'f> = (&'f Finding, usize);

/// What diagnostics are made with.
pub(crate) struct Maker<'m> {
    pub(crate) files: &'m Files,
    /// The rules in force, where they could be read.
    pub(crate) rules: Option<&'m Rules>,
    root: &'m Root,
    editor: &'m Editor,
    /// Where the files are, where that is known.
    real: Option<&'m BTreeMap<FileId, PathBuf>>,
    /// The files that the editor shows otherwise than they were checked, with their texts there.
    moved: HashMap<FileId, (Shift, &'m File)>,
    uris: HashMap<FileId, Option<Uri>>,
}

impl<'m> Maker<'m> {
    /// For what was found in `files`, as it is where nothing could be checked.
    pub(crate) fn new(files: &'m Files, root: &'m Root, editor: &'m Editor) -> Self {
        let (moved, uris) = (HashMap::new(), HashMap::new());
        Self { files, rules: None, root, editor, real: None, moved, uris }
    }

    /// For what was found in a workspace. What is no YAML for a moment was checked as it was before.
    pub(crate) fn of_workspace(workspace: &'m Workspace, root: &'m Root, editor: &'m Editor) -> Self {
        let mut maker = Self::new(&workspace.files, root, editor);
        (maker.rules, maker.real) = (Some(&workspace.rules), Some(&workspace.real));
        for path in editor.documents.paths() {
            let (Some(typed), Some(file)) = (editor.documents.typed(path), workspace.file(path)) else {
                continue;
            };
            let now = typed.files.get(typed.id);
            let shift = Shift::between(file, &workspace.files.get(file).text, &now.text);
            maker.moved.insert(file, (shift, now));
        }
        maker
    }

    fn program(&self) -> &'m dyn Program {
        &*self.root.program
    }

    pub(crate) fn encoding(&self) -> Encoding {
        self.editor.client.encoding
    }

    /// The diagnostics of `findings` by where their files are, in the order of the findings. Of files that are not
    /// `wanted` there are none, and none where the words of a finding are being changed.
    pub(crate) fn of<'f>(
        &mut self,
        findings: impl IntoIterator<Item = &'f Finding>,
        wanted: &dyn Fn(FileId) -> bool,
    ) -> Marks {
        let mut sides: HashMap<FileId, Vec<Side<'f>>> = HashMap::new();
        for finding in findings {
            if finding.accepted.is_some() {
                continue;
            }
            for (at, label) in finding.labels.iter().enumerate().filter(|(_, label)| is_side(label)) {
                let file = label.span.file;
                let stays = |(shift, _): &(Shift, &File)| shift.of(label.span).is_some();
                if wanted(file) && self.moved.get(&file).is_none_or(stays) {
                    sides.entry(file).or_default().push((finding, at));
                }
            }
        }
        sides.into_iter().map(|(file, sides)| (self.place(file), self.marks(file, sides))).collect()
    }

    /// The diagnostics of these sides in a file. Where those are too many, the last one says so, at the first that is left out.
    fn marks(&mut self, file: FileId, sides: Vec<Side<'_>>) -> Vec<Diagnostic> {
        let (marked, left) = self.nearest(file, sides);
        let mut made: Vec<Diagnostic> =
            marked.into_iter().map(|(finding, at)| self.diagnostic(finding, at)).collect();
        made.extend(left.first().map(|(finding, at)| Diagnostic {
            range: self.range(finding.labels[*at].span),
            severity: Some(DiagnosticSeverity::INFORMATION),
            source: Some(SOURCE.to_owned()),
            message: format!(
                "{} more spots in this file are not marked; `gainsay check` shows all findings",
                left.len()
            ),
            ..Diagnostic::default()
        }));
        made
    }

    /// The sides to mark in a file, and those that are left out, where there are too many: what is wrong in a record comes first, then
    /// what is most severe, of that what is nearest to the last change.
    fn nearest<'f>(&self, file: FileId, sides: Vec<Side<'f>>) -> (Vec<Side<'f>>, Vec<Side<'f>>) {
        if sides.len() <= MARKED {
            return (sides, Vec::new());
        }
        let line = self.editor.documents.changed_line(&self.place(file)) as usize;
        let changed = self.files.get(file).line_starts().get(line).copied().unwrap_or_default();
        let rank = |(finding, at): &Side<'_>| {
            let far = finding.labels[*at].span.start.abs_diff(changed);
            // What is wrong in a record is there alone; a conflict has another side.
            (finding.kind != FindingKind::Record, Reverse(finding.severity), far)
        };
        let mut ranks: Vec<_> = sides.iter().map(rank).collect();
        let (_, last, _) = ranks.select_nth_unstable(MARKED - 1);
        sides.into_iter().partition(|side| rank(side) <= *last)
    }

    /// Where a file is, all links followed.
    pub(crate) fn place(&self, file: FileId) -> PathBuf {
        let known = self.real.and_then(|real| real.get(&file).cloned());
        known.unwrap_or_else(|| places::place(self.program(), &self.files.get(file).path))
    }

    /// The diagnostic of `finding` at its label `at`.
    fn diagnostic(&mut self, finding: &Finding, at: usize) -> Diagnostic {
        let label = &finding.labels[at];
        // A side points at all others. A further claim points at the sides alone: a dispute may have many.
        let is_side = label.role == Role::Primary;
        let wanted = |other: &Label| is_side || other.role == Role::Primary;
        let others = finding.labels.iter().enumerate();
        let others = others.filter(|(other, label)| *other != at && wanted(label));
        let mut others: Vec<&Label> =
            others.map(|(_, label)| label).filter(|label| self.uri(label.span.file).is_some()).collect();
        let left = others.split_off(RELATED.min(others.len()));
        let mut related: Vec<_> = others.into_iter().filter_map(|label| self.related(label)).collect();
        // An entry needs a place: it is that of the first one left out.
        related.extend(left.first().and_then(|label| {
            let message = format!("and {} more", left.len());
            Some(DiagnosticRelatedInformation { location: self.location(label)?, message })
        }));
        let page = self.has_page(finding).then(|| self.program().page(&finding.rule));
        let href = page.and_then(|page| Uri::from_str(&page).ok());
        Diagnostic {
            range: self.range(label.span),
            severity: Some(severity(finding.severity)),
            code: Some(NumberOrString::String(finding.rule.clone())),
            code_description: href.map(|href| CodeDescription { href }),
            source: Some(SOURCE.to_owned()),
            message: self.program().harmless(&message(finding, label)),
            related_information: (!related.is_empty()).then_some(related),
            tags: None,
            data: Some(serde_json::json!({ "fingerprint": finding.fingerprint })),
        }
    }

    /// Whether there is a page on what found it: a code, or a built-in rule.
    fn has_page(&self, finding: &Finding) -> bool {
        let rule = self.rules.and_then(|rules| rules.rules.get(&finding.rule));
        rule.is_some_and(|rule| is_builtin(self.files.get(rule.id.span.file))) || finding.code().is_some()
    }

    fn related(&mut self, label: &Label) -> Option<DiagnosticRelatedInformation> {
        let message = if label.message.is_empty() { "here".to_owned() } else { label.message.clone() };
        let message = self.program().harmless(&message);
        Some(DiagnosticRelatedInformation { location: self.location(label)?, message })
    }

    /// Where a label is; nothing for what no editor can open.
    pub(crate) fn location(&mut self, label: &Label) -> Option<Location> {
        Some(Location { uri: self.uri(label.span.file)?, range: self.range(label.span) })
    }

    /// The URI of a file; nothing for what no editor can open, such as the built-in rules.
    pub(crate) fn uri(&mut self, file: FileId) -> Option<Uri> {
        if let Some(uri) = self.uris.get(&file) {
            return uri.clone();
        }
        let (of, place) = (self.files.get(file), self.place(file));
        let open = self.editor.documents.uri(&place).cloned();
        let uri = if is_builtin(of) { None } else { open.or_else(|| self.root.uri_of(&of.path, &place)) };
        self.uris.insert(file, uri.clone());
        uri
    }

    /// The range of `span` in the text that the editor shows. Where that is being changed, what it becomes.
    pub(crate) fn range(&self, span: Span) -> Range {
        match self.moved.get(&span.file) {
            None => self.encoding().range(self.files.get(span.file), span),
            Some((shift, now)) => {
                let (start, end) = shift.after();
                let span = shift.of(span).unwrap_or(Span { start, end, ..span });
                self.encoding().range(now, span)
            }
        }
    }
}

/// Whether a label is marked itself: a side of the finding, or another claim on one of them.
pub(crate) fn is_side(label: &Label) -> bool {
    match label.role {
        Role::Primary => true,
        Role::Rule => false,
        _ => label.claim.is_some(),
    }
}

fn severity(severity: Severity) -> DiagnosticSeverity {
    match severity {
        Severity::Error => DiagnosticSeverity::ERROR,
        Severity::Warning => DiagnosticSeverity::WARNING,
        _ => DiagnosticSeverity::INFORMATION,
    }
}

/// The message, what is said at the spot, and the help, a line each.
fn message(finding: &Finding, label: &Label) -> String {
    let said = Some(&label.message).filter(|said| !said.is_empty() && **said != finding.message);
    let help = finding.help.as_ref().map(|help| format!("help: {help}"));
    let lines = [Some(finding.message.clone()), said.cloned(), help];
    lines.into_iter().flatten().collect::<Vec<_>>().join("\n")
}
