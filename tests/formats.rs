//! What build servers, editors and code hosts are given, character for character, and that no claim commands them.

#![allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]

mod shared;

use std::io;

use clap::ValueEnum;
use gainsay::report::{Format, Report, Style, Summary, write_safely};
use gainsay_core::date::Day;
use gainsay_core::finding::{Acceptance, Finding, FindingKind, Label, Position, Role};
use gainsay_core::rule::{Rules, Severity};
use gainsay_core::rule_file;
use gainsay_core::text::{Edit, FileId, Files, Fix, Span};
use snapbox::file;

use self::shared::{HOSTILE, claim, dispute, find, finding, label, report};

/// The formats by their names.
fn formats() -> impl Iterator<Item = (String, Format)> {
    let name = |format: &Format| format.to_possible_value().unwrap().get_name().to_owned();
    Format::value_variants().iter().map(move |format| (name(format), *format))
}

fn write(format: Format, out: &mut dyn io::Write, report: Report<'_>) -> io::Result<()> {
    let (least, fails) = (Severity::Note, Some(Severity::Error));
    write_safely(out, |out| format.write(out, report, least, fails, Style::PLAIN).map(drop))
}

fn written(format: &str, files: &Files, findings: &[Finding], rules: &Rules) -> String {
    let summary = Summary { files: 2, claims: 3, sources: 2, ..Summary::of(findings) };
    let report = report(files, findings, rules, &summary);
    let mut out = Vec::new();
    write(Format::from_str(format, false).unwrap(), &mut out, report).unwrap();
    String::from_utf8(out).unwrap()
}

/// The two rules of a small rule file, one of them without a finding.
fn rules(files: &mut Files) -> Rules {
    let text = "rules:\n  - id: troop-count\n    title: Sources give different troop counts\n    compare: [troops]\n    \
                why: Two [counts](https://a.example) of {0} cannot both be right.\n    help: see who counts whom\n  \
                - id: revision\n    title: A source changes what it said\n    revisions: true\n    severity: note\n";
    let id = files.add("rules/own.yaml", text);
    let mut problems = Vec::new();
    let rules = rule_file::read(files, &[&[id]], &mut problems);
    assert_eq!(problems.len(), 0, "{problems:?}");
    rules
}

fn dispute_as(format: &str) -> String {
    let (mut files, findings) = dispute();
    let rules = rules(&mut files);
    written(format, &files, &findings, &rules)
}

#[test]
fn concise() {
    snapbox::assert_data_eq!(dispute_as("concise"), file!["snapshots/formats/report.txt"].raw());
}

#[test]
fn jsonl() {
    snapbox::assert_data_eq!(dispute_as("jsonl"), file!["snapshots/formats/report.jsonl"].raw());
}

#[test]
fn sarif() {
    snapbox::assert_data_eq!(dispute_as("sarif"), file!["snapshots/formats/report.sarif"].raw());
}

#[test]
fn github() {
    snapbox::assert_data_eq!(dispute_as("github"), file!["snapshots/formats/github.txt"].raw());
}

#[test]
fn gitlab() {
    snapbox::assert_data_eq!(dispute_as("gitlab"), file!["snapshots/formats/gitlab.json"].raw());
}

#[test]
fn junit() {
    snapbox::assert_data_eq!(dispute_as("junit"), file!["snapshots/formats/junit.xml"].raw());
}

#[test]
fn markdown() {
    snapbox::assert_data_eq!(dispute_as("markdown"), file!["snapshots/formats/report.md"].raw());
}

/// What every label says is found in every format but the one of a line a finding, however many there are; text for people
/// counts those beyond a limit.
#[test]
fn every_format_carries_every_label() {
    let mut files = Files::default();
    let a = files.add("a.yaml", "value: 1\n".repeat(60));
    let labels = (0..60).map(|n| {
        let role = if n < 30 { Role::Primary } else { Role::Related };
        label(find(&files, a, "1", n), role, &format!("label-{n:02}"))
    });
    let found = [finding(Severity::Error, "a-rule", "many", labels.collect())];
    for (format, _) in formats().filter(|(_, format)| !matches!(format, Format::Text | Format::Concise)) {
        let shown = written(&format, &files, &found, &Rules::default());
        for n in 0..60 {
            assert!(shown.contains(&format!("label-{n:02}")), "{format} lacks label {n}");
        }
    }
}

#[test]
fn findings_below_the_level_pass_in_junit() {
    let (files, findings) = dispute();
    let (rules, summary) = (Rules::default(), Summary::of(&findings));
    let report = report(&files, &findings, &rules, &summary);
    let failures = |fails| {
        let mut out = Vec::new();
        write_safely(&mut out, |out| Format::Junit.write(out, report, Severity::Note, fails, Style::PLAIN))
            .unwrap();
        String::from_utf8(out).unwrap().matches("<failure").count()
    };
    assert_eq!(failures(None), 0);
    assert_eq!(failures(Some(Severity::Error)), 1);
    assert_eq!(failures(Some(Severity::Note)), 2);
}

#[test]
fn one_fingerprint_is_given_once_in_gitlab() {
    let (files, findings) = dispute();
    let twice = [findings[1].clone(), findings[1].clone()];
    let issues: serde_json::Value =
        serde_json::from_str(&written("gitlab", &files, &twice, &Rules::default())).unwrap();
    assert_eq!(issues[0]["fingerprint"], "0123456789abcdef");
    assert_eq!(issues[1]["fingerprint"], "0123456789abcdef-2");
}

/// A finding of which every word is hostile.
fn hostile() -> (Files, Vec<Finding>) {
    let mut files = Files::default();
    let path = format!("claims/{}.yaml", HOSTILE.replace('\0', ""));
    let a: FileId = files.add(path, format!("value: {HOSTILE}\n::error::line\n"));
    let text = files.get(a).text.clone();
    let spot = |words: &str, role| Label {
        claim: Some(claim(HOSTILE)),
        ..label(find(&files, a, words, 0), role, HOSTILE)
    };
    let labels = vec![
        spot("value", Role::Primary),
        spot("::error::line", Role::Primary),
        Label { span: Span::new(a, 0, text.len() as u32), ..spot("value", Role::Related) },
    ];
    let found = Finding {
        kind: FindingKind::Conflict,
        help: Some(format!("{HOSTILE}\n::set-output name=a::b\n{HOSTILE}")),
        subject: Some(HOSTILE.to_owned()),
        attribute: Some(HOSTILE.to_owned()),
        place: Some(HOSTILE.to_owned()),
        positions: vec![Position { value: HOSTILE.to_owned(), claims: vec![claim(HOSTILE)], origins: 1 }],
        fixes: vec![Fix::safe(HOSTILE, vec![Edit::new(Span::whole(a), HOSTILE)])],
        ..finding(Severity::Error, HOSTILE, HOSTILE, labels)
    };
    (files, vec![found])
}

/// The hostile finding in a format, in which nothing drives a terminal or commands a build server.
fn tamed(format: &str) -> String {
    let (files, findings) = hostile();
    let shown = written(format, &files, &findings, &Rules::default());
    for c in shown.chars() {
        assert!(c == '\n' || !c.is_control(), "{format} lets {c:?} through:\n{shown}");
    }
    assert!(!shown.contains(['\u{202e}', '\u{fffe}']), "{format} lets hidden characters through:\n{shown}");
    for line in shown.lines().map(str::trim_start) {
        let own = ["::error file=claims/", "::notice file=claims/"];
        let own = format == "github" && own.iter().any(|start| line.starts_with(start));
        assert!(
            own || !line.starts_with("::") && !line.contains("##[") && !line.contains("##vso["),
            "{line}"
        );
    }
    shown
}

#[test]
fn hostile_text() {
    assert!(tamed("text").contains("\n        <U+003A>:set-output name"));
}

#[test]
fn hostile_concise() {
    let shown = tamed("concise");
    // The finding and the counts, a line each.
    assert_eq!(shown.lines().count(), 2, "{shown}");
}

#[test]
fn hostile_json() {
    let json: serde_json::Value = serde_json::from_str(&tamed("json")).unwrap();
    assert_eq!(json["findings"][0]["message"], HOSTILE, "data stay as they are");
}

#[test]
fn hostile_jsonl() {
    let shown = tamed("jsonl");
    let lines: Vec<serde_json::Value> =
        shown.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!((&lines[0]["type"], &lines[1]["type"]), (&"finding".into(), &"summary".into()));
    assert_eq!(lines[0]["labels"][2]["message"], HOSTILE, "data stay as they are");
}

#[test]
fn hostile_sarif() {
    let json: serde_json::Value = serde_json::from_str(&tamed("sarif")).unwrap();
    let result = &json["runs"][0]["results"][0];
    let message = result["message"]["text"].as_str().unwrap();
    let links: Vec<_> = message.match_indices("](").map(|(at, _)| &message[at..at + 4]).collect();
    assert_eq!(links, ["](1)", "](2)"], "only our own links are links");
    assert!(message.contains("{{0}}") && !message.contains(" {0}"), "no placeholders: {message}");
    let uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].as_str().unwrap();
    assert!(uri.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~/%".contains(&byte)), "{uri}");
}

#[test]
fn hostile_github() {
    let shown = tamed("github");
    // A command for the finding, one for its other side, and the counts.
    assert_eq!(shown.lines().count(), 3, "{shown}");
    let command = shown.lines().next().unwrap();
    let (properties, message) = command.strip_prefix("::error ").unwrap().split_once("::").unwrap();
    let names: Vec<_> = properties.split(',').map(|property| property.split_once('=').unwrap().0).collect();
    assert_eq!(names, ["file", "line", "endLine", "col", "endColumn", "title"]);
    assert!(message.contains("%250A::stop-commands"), "an escape of the claim's own is none: {message}");
}

#[test]
fn hostile_gitlab() {
    let json: serde_json::Value = serde_json::from_str(&tamed("gitlab")).unwrap();
    assert!(json[0]["description"].as_str().unwrap().contains("<U+001B>[2J"));
}

#[test]
fn hostile_junit() {
    let shown = tamed("junit");
    assert_eq!(shown.matches("<failure").count(), 1, "{shown}");
    assert_eq!(shown.matches("</failure>").count(), 1, "{shown}");
    assert!(!shown.contains("<b ") && !shown.contains("<!--") && shown.contains("&amp;amp;&amp;#27;]]&gt;"));
}

#[test]
fn hostile_markdown() {
    let shown = tamed("markdown");
    // Whatever stands outside of code spans is ours.
    let spans = shown.split("```").skip(1).step_by(2);
    let outside: String = shown.split("```").step_by(2).collect();
    assert!(spans.count() >= 6, "{shown}");
    assert!(!outside.contains(['<', '[', '@', '|', '`']) && !outside.contains("https"), "{outside}");
}

/// A reader who stops reading.
struct Gone;

impl io::Write for Gone {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(io::ErrorKind::BrokenPipe.into())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A disk that is full.
struct Full;

impl io::Write for Full {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(io::ErrorKind::StorageFull.into())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_broken_pipe_ends_quietly_and_a_full_disk_does_not() {
    let (files, findings) = dispute();
    let (rules, summary) = (Rules::default(), Summary::of(&findings));
    let report = report(&files, &findings, &rules, &summary);
    for (name, format) in formats() {
        write(format, &mut Gone, report).unwrap();
        let full = write(format, &mut Full, report).unwrap_err();
        assert_eq!(full.kind(), io::ErrorKind::StorageFull, "{name}");
    }
}

#[test]
fn accepted_findings_are_marked_and_fail_nothing() {
    let (mut files, mut findings) = dispute();
    let rules = rules(&mut files);
    let hur = findings[0].labels[1].span.file;
    findings[0].accepted = Some(Acceptance {
        reason: "see the \"editors' note\" <1> & ::error::x".to_owned(),
        span: find(&files, hur, "id: hur-001", 0),
        expires: Some(Day::from_civil(jiff::civil::date(2026, 12, 31))),
    });
    let summary = Summary { files: 2, claims: 3, sources: 2, ..Summary::of(&findings) };
    assert_eq!((summary.errors, summary.notes, summary.accepted), (0, 1, 1));
    let written = |format: Format, accepted: bool| {
        let report = Report { accepted, ..report(&files, &findings, &rules, &summary) };
        let mut out = Vec::new();
        write(format, &mut out, report).unwrap();
        String::from_utf8(out).unwrap()
    };
    let mut shown = String::new();
    for (name, format) in formats() {
        shown.extend(["==== ", &name, "\n", &written(format, true)]);
        // What has no mark of its own for them is silent on them, unless it is asked.
        let marks = [Format::Json, Format::Jsonl, Format::Sarif, Format::Junit].contains(&format);
        assert_eq!(written(format, false).contains("editors"), marks, "{name}");
    }
    snapbox::assert_data_eq!(shown, file!["snapshots/formats/accepted.txt"].raw());
}
