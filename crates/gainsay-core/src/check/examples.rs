//! The examples of the rules, run like claims.

use rayon::prelude::*;

use super::CHECKS;
use crate::check::analysis::Checker;
use crate::claim;
use crate::finding::Finding;
use crate::problem::Code;
use crate::rule::{Example, Outcome, Rule, Rules};
use gainsay_yaml::text::{FileId, Files, Span};

/// What an example came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CaseResult {
    /// It must be reported, and is.
    Reported,
    /// It must not be reported, and is not.
    Quiet,
    /// It must be reported, and is not.
    Missing,
    /// It must not be reported, and is.
    Noisy,
    /// It cannot be run as it is written.
    Wrong,
}

/// An example of a rule, and what it came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExampleResult {
    /// Id of the rule.
    pub rule: String,
    /// The whole example.
    pub span: Span,
    /// What it came to.
    pub outcome: CaseResult,
    /// More about it, such as the message reported, or why it cannot be run.
    pub detail: Option<String>,
}

/// Runs the examples of the rules named in `only`, or of all where it is empty, in the order of the rules.
///
/// `files` are the files that the rules were read from.
#[must_use]
pub fn run(files: &Files, rules: &Rules, only: &[String]) -> Vec<ExampleResult> {
    let picked = rules.rules.values().filter(|rule| only.is_empty() || only.contains(&rule.id.value));
    let cases: Vec<(&Rule, &Example)> =
        picked.flat_map(|rule| rule.examples.iter().map(move |example| (rule, example))).collect();
    // Spans of rules point into their files, so the examples are read beside them.
    let mut all = Files::default();
    for (_, file) in files.iter() {
        all.add(file.path.clone(), file.text.clone());
    }
    let ids: Vec<FileId> = cases
        .iter()
        .map(|(rule, example)| all.add(format!("example of {}", rule.id.value), records(rule, example)))
        .collect();
    cases.par_iter().zip(ids).map(|(&(rule, example), id)| result(rule, example, &all, id, rules)).collect()
}

/// The subject that is made up.
const SUBJECT: &str = "example";

/// The message of a finding without the subject that is made up.
fn message(finding: &Finding) -> String {
    let named = finding.message.strip_prefix(SUBJECT).and_then(|message| message.strip_prefix(": "));
    named.unwrap_or(&finding.message).to_owned()
}

/// The example as a claim file. What a claim leaves out is made up: an id and a source of its own, the attribute that
/// the rule compares.
fn records(rule: &Rule, example: &Example) -> String {
    let attribute = CHECKS.iter().find_map(|check| check.example_attribute(rule));
    let attribute = attribute.unwrap_or_else(|| "example".to_owned());
    let mut text = String::from("claims:\n");
    for (number, claim) in example.claims.iter().enumerate() {
        let made_up = format!(
            "{{ id: claim-{number}, source: source-{number}, subject: {SUBJECT}, attribute: {attribute} }}"
        );
        text.extend(["  - <<: [", &claim.value, ", ", &made_up, "]\n"]);
    }
    text
}

fn result(rule: &Rule, example: &Example, files: &Files, id: FileId, rules: &Rules) -> ExampleResult {
    let records = claim::read(files, &[id]);
    let problem = records.problems.first().map(|problem| problem.message.clone());
    let findings = Checker::new(files, &records, rules).analyze().findings;
    // An example may well be of claims that are not compared.
    let unread = |finding: &&Finding| finding.code().is_some_and(|code| code != Code::NotCompared);
    let unread = findings.iter().find(unread).map(|finding| finding.message.clone());
    let reported = findings.iter().find(|finding| reports(finding, rule));
    let (outcome, detail) = match (problem.or(unread), example.outcome, reported) {
        (Some(problem), _, _) => (CaseResult::Wrong, Some(problem)),
        (None, Outcome::Conflict, Some(finding)) => (CaseResult::Reported, Some(message(finding))),
        (None, Outcome::Conflict, None) => (CaseResult::Missing, None),
        (None, Outcome::Agree, Some(finding)) => (CaseResult::Noisy, Some(message(finding))),
        (None, Outcome::Agree, None) => (CaseResult::Quiet, None),
    };
    ExampleResult { rule: rule.id.value.clone(), span: example.span, outcome, detail }
}

/// Whether the finding is one that the rule made of the claims.
fn reports(finding: &Finding, rule: &Rule) -> bool {
    finding.rule == rule.id.value && rule.task.kind().reports().contains(&finding.kind)
}
