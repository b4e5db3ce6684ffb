//! Findings as editors show them: a diagnostic at each side, which points at all others.

use std::collections::{BTreeMap, HashMap};
use std::str::FromStr as _;

use gainsay_core::finding::{Finding, Label, Role};
use gainsay_core::rule::{Rules, Severity};
use gainsay_core::rule_file::is_builtin;
use gainsay_core::text::{FileId, Files, Span};
use ls_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, Location, NumberOrString,
    Range, Uri,
};

use crate::encoding::Encoding;
use crate::places::Places;
use crate::program::Program;

/// The name of the tool beside each diagnostic.
pub(crate) const SOURCE: &str = "gainsay";

/// How many others one diagnostic points at: an editor lists them all.
const RELATED: usize = 20;

/// What diagnostics are made with.
pub(crate) struct Maker<'m> {
    pub(crate) files: &'m Files,
    /// The rules in force, where they could be read.
    pub(crate) rules: Option<&'m Rules>,
    pub(crate) program: &'m dyn Program,
    pub(crate) places: &'m Places,
    pub(crate) encoding: Encoding,
    uris: HashMap<FileId, Option<Uri>>,
}

impl<'m> Maker<'m> {
    pub(crate) fn new(
        files: &'m Files,
        rules: Option<&'m Rules>,
        program: &'m dyn Program,
        places: &'m Places,
        encoding: Encoding,
    ) -> Self {
        Self { files, rules, program, places, encoding, uris: HashMap::new() }
    }

    /// The diagnostics of `findings` by the paths of their files, in the order of the findings. Of files that are not
    /// `wanted` there are none.
    pub(crate) fn of<'f>(
        &mut self,
        findings: impl IntoIterator<Item = &'f Finding>,
        wanted: &dyn Fn(FileId) -> bool,
    ) -> BTreeMap<String, Vec<Diagnostic>> {
        let mut made: BTreeMap<String, Vec<Diagnostic>> = BTreeMap::new();
        for finding in findings {
            if finding.accepted.is_some() {
                continue;
            }
            for (at, label) in finding.labels.iter().enumerate().filter(|(_, label)| is_side(label)) {
                if wanted(label.span.file) {
                    let path = self.files.get(label.span.file).path.clone();
                    let diagnostic = self.diagnostic(finding, at);
                    made.entry(path).or_default().push(diagnostic);
                }
            }
        }
        made
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
        let page = self.has_page(finding).then(|| self.program.page(&finding.rule));
        let href = page.and_then(|page| Uri::from_str(&page).ok());
        Diagnostic {
            range: self.range(label.span),
            severity: Some(severity(finding.severity)),
            code: Some(NumberOrString::String(finding.rule.clone())),
            code_description: href.map(|href| CodeDescription { href }),
            source: Some(SOURCE.to_owned()),
            message: self.program.harmless(&message(finding, label)),
            related_information: (!related.is_empty()).then_some(related),
            tags: None,
            data: Some(serde_json::json!({ "fingerprint": finding.fingerprint })),
        }
    }

    /// Whether there is a page on what found it: a code, or a built-in rule.
    fn has_page(&self, finding: &Finding) -> bool {
        let rule = self.rules.and_then(|rules| rules.rules.get(&finding.rule));
        finding.code().is_some() || rule.is_some_and(|rule| is_builtin(self.files.get(rule.id.span.file)))
    }

    fn related(&mut self, label: &Label) -> Option<DiagnosticRelatedInformation> {
        let message = if label.message.is_empty() { "here".to_owned() } else { label.message.clone() };
        let message = self.program.harmless(&message);
        Some(DiagnosticRelatedInformation { location: self.location(label)?, message })
    }

    /// Where a label is; nothing for what no editor can open.
    pub(crate) fn location(&mut self, label: &Label) -> Option<Location> {
        Some(Location { uri: self.uri(label.span.file)?, range: self.range(label.span) })
    }

    /// The URI of a file; nothing for what no editor can open, such as the built-in rules.
    pub(crate) fn uri(&mut self, file: FileId) -> Option<Uri> {
        let (program, places, of) = (self.program, self.places, self.files.get(file));
        let uri = || places.uri(program, &of.path).filter(|_| !is_builtin(of));
        self.uris.entry(file).or_insert_with(uri).clone()
    }

    pub(crate) fn range(&self, span: Span) -> Range {
        self.encoding.range(self.files.get(span.file), span)
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
