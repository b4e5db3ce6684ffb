//! What SARIF says about the rules: those in force, then the codes of what is wrong with records.

use std::collections::{BTreeSet, HashSet};

use indexmap::IndexMap;
use serde::Serialize;

use super::text::Text;
use crate::home::page;
use crate::report::Report;
use crate::report::limits::{SARIF_DESCRIPTION, SARIF_RULES};
use gainsay_core::finding::Finding;
use gainsay_core::problem::{Code, Page};
use gainsay_core::rule::{FileSeverities, Rule, Severity};
use gainsay_core::rule_file::is_builtin;
use gainsay_core::text::Files;

/// The rules by id, in the order in which they are listed.
pub(super) struct Catalogue<'a> {
    listed: IndexMap<&'a str, Entry<'a>>,
    severities: &'a [FileSeverities],
}

/// What is listed.
enum Entry<'a> {
    Rule(&'a Rule),
    Code(Code),
}

impl<'a> Catalogue<'a> {
    /// The rules of `report`, and the codes of the `kept` findings that are no rules. Of more rules than code scanning takes,
    /// those that found something.
    pub(super) fn new(report: Report<'a>, kept: &[&Finding]) -> Self {
        let rules = report.rules.rules.iter().map(|(id, rule)| (id.as_str(), Entry::Rule(rule)));
        let codes: BTreeSet<Code> = kept.iter().filter_map(|finding| finding.code()).collect();
        let codes = codes.into_iter().map(|code| (code.name(), Entry::Code(code)));
        let mut all: IndexMap<&str, Entry<'_>> = rules.chain(codes).collect();
        if all.len() > SARIF_RULES {
            let found: HashSet<&str> = kept.iter().map(|finding| finding.rule.as_str()).collect();
            all.retain(|id, _| found.contains(id));
        }
        Self { listed: all, severities: report.severities }
    }

    /// Where the rule `id` stands in the list.
    pub(super) fn index(&self, id: &str) -> Option<usize> {
        self.listed.get_index_of(id)
    }

    /// The list as it is written.
    pub(super) fn descriptors(&self, files: &Files) -> Vec<Descriptor<'a>> {
        let descriptor = |entry: &Entry<'a>| match entry {
            Entry::Rule(rule) => Descriptor::of_rule(rule, self.severities, files),
            Entry::Code(code) => Descriptor::of_code(*code),
        };
        self.listed.values().map(descriptor).collect()
    }
}

/// A `reportingDescriptor`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Descriptor<'a> {
    id: &'a str,
    short_description: Text,
    full_description: Text,
    help: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    help_uri: Option<String>,
    default_configuration: Configuration,
}

/// Whether a description has no room for `words`.
fn too_long(words: &str) -> bool {
    words.chars().count() > SARIF_DESCRIPTION
}

impl<'a> Descriptor<'a> {
    fn of_rule(rule: &'a Rule, severities: &[FileSeverities], files: &Files) -> Self {
        // A rule that is on for weak findings alone, or in some files, is as severe as there.
        let usual = Some(rule.severity.strong).filter(|strong| *strong > Severity::Off);
        let usual = usual.unwrap_or_else(|| rule.worst(severities));
        let title = rule.title.as_str();
        let why = rule.why.as_deref().unwrap_or(title);
        let help = rule.help.as_deref().unwrap_or(why);
        // What the descriptions have no room for is in the help, which has no limit.
        let longer = [title, why].into_iter().filter(|words| *words != help && too_long(words));
        let help = [help].into_iter().chain(longer).collect::<Vec<_>>().join("\n\n");
        Self {
            id: &rule.id.value,
            short_description: Text::within(title, SARIF_DESCRIPTION),
            full_description: Text::within(why, SARIF_DESCRIPTION),
            help: Text::plain(&help),
            help_uri: is_builtin(files.get(rule.id.span.file)).then(|| page(&rule.id.value)),
            default_configuration: Configuration::new(usual),
        }
    }

    fn of_code(code: Code) -> Self {
        let told = Page::of(code.name());
        let words = |of: fn(&'static Page) -> &'static String| told.map_or(code.summary(), |page| of(page));
        Self {
            id: code.name(),
            short_description: Text::plain(code.summary()),
            full_description: Text::plain(words(|page| &page.why)),
            help: Text::plain(words(|page| &page.fix)),
            help_uri: Some(page(code.name())),
            default_configuration: Configuration::new(code.severity()),
        }
    }
}

#[derive(Serialize)]
struct Configuration {
    enabled: bool,
    level: &'static str,
}

impl Configuration {
    fn new(severity: Severity) -> Self {
        Self { enabled: severity != Severity::Off, level: level(severity) }
    }
}

/// The `level` of a severity.
pub(super) fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Off => "none",
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}
