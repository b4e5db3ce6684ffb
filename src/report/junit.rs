//! JUnit XML, which every build server shows: a suite for each rule, and in it a test for each finding.
//!
//! The elements and attributes are those that the schema of Jenkins' xUnit plugin knows (`junit-10.xsd`), so a test has no
//! `file` and no `line`: its text begins with them.
//!
//! A rule that finds nothing is a test that passes. So is a finding below the level that fails the check; its words
//! are the output of that test. A finding that is accepted is a test that is skipped.
//!
//! Readers know a test again by its class and its name, and GitLab drops all but the first of those that share both
//! (docs.gitlab.com, "Unit test reports"). So a test is named after what its claims are about, with the fingerprint of the
//! finding: what is counted or quoted in a message may change from run to run.

use std::collections::{BTreeMap, HashMap};
use std::io::{self, Write};

use indexmap::IndexMap;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesStart, BytesText, Event};

use super::limits::{JUNIT_BYTES, Kept, measured};
use super::out::Form;
use super::{Out, Report, numbered, safe, short, spot, word};
use gainsay_core::finding::{Finding, FindingKind};
use gainsay_core::rule::Severity;
use gainsay_core::text::Files;

/// Writes the findings of `report` of at least severity `least`; those of at least `fails` are failures. Returns what is left
/// out because GitLab takes no more.
pub fn write(
    out: &mut Out<'_>,
    report: Report<'_>,
    least: Severity,
    fails: Option<Severity>,
) -> io::Result<Option<String>> {
    up_to(out, report, least, fails, JUNIT_BYTES)
}

/// The same where GitLab takes less than so many bytes.
pub(super) fn up_to(
    out: &mut Out<'_>,
    report: Report<'_>,
    least: Severity,
    fails: Option<Severity>,
    bytes: usize,
) -> io::Result<Option<String>> {
    let all: Vec<&Finding> = report.all(least).collect();
    let note = |kept: &Kept<'_>| kept.note(&format!("GitLab takes files of less than {bytes} bytes"));
    let document = |kept: &Kept<'_>, out: &mut Out<'_>| {
        out.form(Form::Markup);
        let renderer = Renderer { files: report.files, fails, note: note(kept) };
        renderer.suites(&mut Writer::new_with_indent(&mut *out, b' ', 2), &suites(report, &kept.findings))?;
        out.write_all(b"\n")
    };
    let kept =
        Kept::fitting(&all, all.len(), bytes.saturating_sub(1), |kept| measured(|out| document(kept, out)))?;
    document(&kept, out)?;
    Ok(note(&kept))
}

/// What was checked: the title of a rule, and what it found.
#[derive(Default)]
struct Suite<'a> {
    title: Option<&'a str>,
    findings: Vec<&'a Finding>,
}

/// The rules that are in force in their order, then the codes of what is wrong with records.
fn suites<'a>(report: Report<'a>, kept: &[&'a Finding]) -> IndexMap<&'a str, Suite<'a>> {
    let rules = report.rules.rules.values().filter(|rule| rule.worst(report.severities) > Severity::Off);
    let suite = |title| Suite { title: Some(title), findings: Vec::new() };
    let mut suites: IndexMap<_, _> =
        rules.map(|rule| (rule.id.value.as_str(), suite(rule.title.as_str()))).collect();
    let mut found: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for finding in kept {
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
    /// What is left out.
    note: Option<String>,
}

type Xml<'o, 'w> = Writer<&'o mut Out<'w>>;

impl Renderer<'_> {
    fn suites(&self, xml: &mut Xml<'_, '_>, suites: &IndexMap<&str, Suite<'_>>) -> io::Result<()> {
        xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        let all = || suites.values().flat_map(|suite| suite.findings.iter().copied());
        let tests = suites.values().map(tests).sum::<usize>() + usize::from(self.note.is_some());
        let root = counted(element("testsuites", &[("name", "gainsay")]), tests, self.failures(all()));
        within(xml, root, |xml| {
            self.note.iter().try_for_each(|note| left_out(xml, note))?;
            suites.iter().try_for_each(|(rule, suite)| self.suite(xml, rule, suite))
        })
    }

    fn suite(&self, xml: &mut Xml<'_, '_>, rule: &str, suite: &Suite<'_>) -> io::Result<()> {
        let failures = self.failures(suite.findings.iter().copied());
        let start = counted(element("testsuite", &[("name", rule)]), tests(suite), failures);
        within(xml, start, |xml| match suite.title {
            Some(title) if suite.findings.is_empty() => {
                xml.write_event(Event::Empty(element("testcase", &[("classname", rule), ("name", title)])))
            }
            _ => {
                let mut seen = HashMap::new();
                suite.findings.iter().try_for_each(|finding| {
                    let name = name(finding, suite.title);
                    let times = seen.entry(name.clone()).or_insert(0);
                    *times += 1;
                    self.finding(xml, finding, &numbered(&name, *times))
                })
            }
        })
    }

    fn finding(&self, xml: &mut Xml<'_, '_>, finding: &Finding, name: &str) -> io::Result<()> {
        let test = element("testcase", &[("classname", &finding.rule), ("name", name)]);
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

/// What the test for `finding` is called, the same in each run.
fn name(finding: &Finding, title: Option<&str>) -> String {
    let place = finding.place.as_ref().map(|place| format!("in {place}"));
    let about = [&finding.subject, &finding.attribute, &place];
    let about: Vec<&str> = about.into_iter().flatten().map(String::as_str).collect();
    let what = match (about.is_empty(), finding.code()) {
        (false, _) => about.join(" "),
        // What is wrong with a file is called by its words: its fingerprint is made of these.
        (true, Some(_)) if finding.kind == FindingKind::Record => finding.message.clone(),
        (true, Some(code)) => code.summary().to_owned(),
        (true, None) => title.unwrap_or(&finding.rule).to_owned(),
    };
    format!("{what} ({})", short(&finding.fingerprint))
}

/// A suite with a test that is skipped, to say what is left out.
fn left_out(xml: &mut Xml<'_, '_>, note: &str) -> io::Result<()> {
    let suite = counted(element("testsuite", &[("name", "gainsay")]), 1, 0);
    let test = element("testcase", &[("classname", "gainsay"), ("name", "findings that are left out")]);
    let skipped = Event::Empty(element("skipped", &[("message", note)]));
    within(xml, suite, |xml| within(xml, test, |xml| xml.write_event(skipped)))
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
