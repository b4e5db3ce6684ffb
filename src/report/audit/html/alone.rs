//! The page of one dispute, for somebody who gets it sent and does not know gainsay.

use std::io;

use askama::Template;
use indexmap::IndexSet;

use super::against::Pairs;
use super::body::Look;
use super::excerpt::Excerpts;
use super::head::policy;
use super::link::Links;
use super::page::{STYLE, place};
use super::prose::Prose;
use super::why::Why;
use super::{sure, worked};
use crate::report::audit::{AuditReport, Opposed, people};
use crate::report::out::Form;
use crate::report::{Out, counted, spot};
use gainsay_core::finding::{Finding, FindingKind};
use gainsay_core::rule::Rules;

/// How many names of an attribute are listed.
const WRITTEN: usize = 4;

/// What to check first of a conflict.
const LOOK_UP: &str = "Look up the two statements above where they were published. Does each source say this? Are both about the same thing, \
     and the same time?";

#[derive(Template)]
#[template(path = "audit/alone.html", whitespace = "minimize")]
struct Alone<'a> {
    policy: String,
    style: &'static str,
    version: &'static str,
    /// What sort of finding it is.
    kind: &'static str,
    title: String,
    message: Prose,
    /// Whether there are claims to set side by side.
    statements: bool,
    /// Whether it is one of claims that cannot all be true.
    conflict: bool,
    look: Look,
    against: Option<Pairs>,
    accepted: Option<String>,
    /// Why two of the claims cannot both be true.
    because: Option<Why>,
    sure: Option<String>,
    why: Vec<Prose>,
    /// What to check.
    checks: Vec<Prose>,
    excerpts: Excerpts,
    rule: &'a str,
    rule_title: Option<&'a str>,
    fingerprint: &'a str,
    compared: String,
}

/// Writes the page of the finding with the index `at`. It leads to no files: whoever gets it sent has none.
pub fn write(out: &mut Out<'_>, report: AuditReport<'_>, rules: &Rules, at: usize) -> io::Result<()> {
    out.form(Form::Markup);
    place(out, &Alone::of(report, rules, at))
}

impl<'a> Alone<'a> {
    fn of(report: AuditReport<'a>, rules: &'a Rules, at: usize) -> Self {
        let finding = &report.findings[at];
        let links = Links::nowhere();
        let look = Look::of(at, report, &links);
        let rule = rules.rules.get(&finding.rule);
        let why = rule.and_then(|rule| rule.why.as_deref());
        let plainest = report.audit.plainest(finding);
        let opposed = Opposed::of(report.audit, finding);
        let example = plainest.as_ref().map(|plainest| plainest.claims);
        let (title, message) = title(report, finding);
        let summary = report.summary;
        let checks = plainest.as_ref().map(|_| LOOK_UP);
        Self {
            policy: policy(None),
            style: STYLE,
            version: env!("CARGO_PKG_VERSION"),
            kind: finding.kind.summary(),
            title,
            message: Prose::of(message),
            statements: !look.sides.is_empty(),
            conflict: !finding.positions.is_empty(),
            look,
            against: opposed.as_ref().map(Pairs::of),
            accepted: finding.accepted.as_ref().map(|accepted| spot::reason(report.files, accepted)),
            because: plainest.as_ref().map(|plainest| Why::of(report, finding, plainest, opposed.as_ref())),
            sure: sure::of(report, finding, example),
            why: why.into_iter().flat_map(|why| why.split("\n\n")).map(Prose::of).collect(),
            checks: checks.into_iter().map(Prose::of).chain(worked::advice(report, finding)).collect(),
            excerpts: Excerpts::of(
                &finding.labels,
                &worked::named(report, finding, example),
                report.files,
                &links,
            ),
            rule: &finding.rule,
            rule_title: rule.map(|rule| rule.title.as_str()),
            fingerprint: &finding.fingerprint,
            compared: format!(
                "Here it looked at {} of {} in {}.",
                counted(summary.claims, "claim", "claims"),
                counted(summary.sources, "source", "sources"),
                counted(summary.files, "file", "files"),
            ),
        }
    }
}

/// What the finding is about, and its message without the subject in front, where the title says that already.
fn title<'a>(report: AuditReport<'_>, finding: &'a Finding) -> (String, &'a str) {
    let row = finding.about().first().map(|&claim| report.audit.row(claim));
    let subject = row.as_ref().and_then(|row| row.subject).filter(|_| finding.subject.is_some());
    let message = finding.message.as_str();
    let message =
        subject.and_then(|subject| message.strip_prefix(subject.name)?.strip_prefix(": ")).unwrap_or(message);
    let attribute = attribute(report, finding).unwrap_or_else(|| finding.rule.clone());
    let title = || finding.about().first().and_then(|&claim| report.audit.attribute_title(claim));
    let title = match (subject, title()) {
        (Some(subject), _) => format!("{}: {attribute}", subject.name),
        (None, Some(title)) if finding.attribute.is_some() => people::titled(title, &attribute),
        (None, _) => attribute,
    };
    (title, message)
}

/// What its attribute is called: by all the names that the claims of a conflict write for it.
fn attribute(report: AuditReport<'_>, finding: &Finding) -> Option<String> {
    let names: IndexSet<&str> =
        finding.of_positions().map(|claim| report.audit.row(claim).attribute.id).collect();
    match names.len() {
        2.. if finding.kind == FindingKind::Conflict => Some(people::list(names, WRITTEN)),
        _ => finding.attribute.clone(),
    }
}
