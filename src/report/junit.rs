//! JUnit XML, which every build server shows: a suite for each rule, and in it a test for each finding.
//!
//! The elements and attributes are those that the schema of Jenkins' xUnit plugin knows (`junit-10.xsd`), so a test has no
//! `file` and no `line`: its text begins with them.
//!
//! A rule that finds nothing is a test that passes. So is a finding below the level that fails the check; its words
//! are the output of that test. A finding that is accepted is a test that is skipped.

use std::collections::BTreeMap;
use std::io::{self, Write};

use indexmap::IndexMap;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesStart, BytesText, Event};

use super::out::Form;
use super::{Out, Report, safe, spot, word};
use gainsay_core::finding::Finding;
use gainsay_core::rule::{Severities, Severity};
use gainsay_core::text::Files;

/// Writes the findings of `report` of at least severity `least`; those of at least `fails` are failures.
pub fn write(
    out: &mut Out<'_>,
    report: Report<'_>,
    least: Severity,
    fails: Option<Severity>,
) -> io::Result<()> {
    out.form(Form::Markup);
    let renderer = Renderer { files: report.files, fails };
    renderer.suites(&mut Writer::new_with_indent(&mut *out, b' ', 2), &suites(report, least))?;
    out.write_all(b"\n")
}

/// What was checked: the title of a rule, and what it found.
#[derive(Default)]
struct Suite<'a> {
    title: Option<&'a str>,
    findings: Vec<&'a Finding>,
}

/// The rules that are in force in their order, then the codes of what is wrong with records.
fn suites(report: Report<'_>, least: Severity) -> IndexMap<&str, Suite<'_>> {
    let off = Severities { strong: Severity::Off, weak: Severity::Off };
    let rules = report.rules.rules.values().filter(|rule| rule.severity != off);
    let suite = |title| Suite { title: Some(title), findings: Vec::new() };
    let mut suites: IndexMap<_, _> =
        rules.map(|rule| (rule.id.value.as_str(), suite(rule.title.as_str()))).collect();
    let mut found: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for finding in report.all(least) {
        found.entry(&finding.rule).or_default().push(finding);
    }
    for (rule, findings) in found {
        suites.entry(rule).or_default().findings = findings;
    }
    suites
}

/// Writes what failed.
struct Renderer<'a> {
    files: &'a Files,
    fails: Option<Severity>,
}

type Xml<'o, 'w> = Writer<&'o mut Out<'w>>;

impl Renderer<'_> {
    fn suites(&self, xml: &mut Xml<'_, '_>, suites: &IndexMap<&str, Suite<'_>>) -> io::Result<()> {
        xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        let all = || suites.values().flat_map(|suite| suite.findings.iter().copied());
        let tests = suites.values().map(tests).sum();
        let root = counted(element("testsuites", &[("name", "gainsay")]), tests, self.failures(all()));
        within(xml, root, |xml| suites.iter().try_for_each(|(rule, suite)| self.suite(xml, rule, suite)))
    }

    fn suite(&self, xml: &mut Xml<'_, '_>, rule: &str, suite: &Suite<'_>) -> io::Result<()> {
        let failures = self.failures(suite.findings.iter().copied());
        let start = counted(element("testsuite", &[("name", rule)]), tests(suite), failures);
        within(xml, start, |xml| match suite.title {
            Some(title) if suite.findings.is_empty() => {
                xml.write_event(Event::Empty(element("testcase", &[("classname", rule), ("name", title)])))
            }
            _ => suite.findings.iter().try_for_each(|finding| self.finding(xml, finding)),
        })
    }

    fn finding(&self, xml: &mut Xml<'_, '_>, finding: &Finding) -> io::Result<()> {
        let test = element("testcase", &[("classname", &finding.rule), ("name", &finding.message)]);
        let tells = if let Some(why) = &finding.accepted {
            element("skipped", &[("message", &format!("accepted: {}", spot::reason(self.files, why)))])
        } else if self.failed(finding) {
            element("failure", &[("type", word(finding.severity)), ("message", &finding.message)])
        } else {
            element("system-out", &[])
        };
        let text = self.text(finding);
        within(xml, test, |xml| within(xml, tells, |xml| xml.write_event(Event::Text(BytesText::new(&text)))))
    }

    /// What is found, every label, and the help.
    fn text(&self, finding: &Finding) -> String {
        let (severity, rule) = (word(finding.severity), safe::line(&finding.rule));
        let heading = format!("{severity}[{rule}]: {}", safe::line(&finding.message));
        spot::lines(self.files, heading, finding).join("\n")
    }

    fn failed(&self, finding: &Finding) -> bool {
        finding.accepted.is_none() && self.fails.is_some_and(|fails| finding.severity >= fails)
    }

    fn failures<'f>(&self, findings: impl Iterator<Item = &'f Finding>) -> usize {
        findings.filter(|finding| self.failed(finding)).count()
    }
}

/// How many tests `suite` holds: one at least, for the rule was checked.
fn tests(suite: &Suite<'_>) -> usize {
    suite.findings.len().max(1)
}

/// The start of an element, its attributes made safe.
fn element<'n>(name: &'n str, attributes: &[(&str, &str)]) -> BytesStart<'n> {
    let mut start = BytesStart::new(name);
    for &(key, value) in attributes {
        start.push_attribute((key, safe::line(value).as_ref()));
    }
    start
}

/// `start` with the counts that suites have.
fn counted(mut start: BytesStart<'_>, tests: usize, failures: usize) -> BytesStart<'_> {
    start.push_attribute(("tests", tests.to_string().as_str()));
    start.push_attribute(("failures", failures.to_string().as_str()));
    start.push_attribute(("errors", "0"));
    start
}

/// Writes the element that begins with `start`, and in it what `content` writes.
fn within<'o, 'w>(
    xml: &mut Xml<'o, 'w>,
    start: BytesStart<'_>,
    content: impl FnOnce(&mut Xml<'o, 'w>) -> io::Result<()>,
) -> io::Result<()> {
    let end = start.to_end().into_owned();
    xml.write_event(Event::Start(start))?;
    content(xml)?;
    xml.write_event(Event::End(end))
}
