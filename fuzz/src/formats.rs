//! The formats: how each is written, and how an independent reader holds it to what was found.

use std::io;

use gainsay::report::{self, Out, Report, Style};
use gainsay_core::finding::{Finding, Label};
use gainsay_core::rule::Severity;
use gainsay_core::text::Files;
use pulldown_cmark::{Event, Options, Parser, Tag};
use serde_json::Value;

use crate::harmless::Form;

/// A format.
pub struct Format {
    pub name: &'static str,
    pub write: fn(&mut Out<'_>, Report<'_>) -> io::Result<()>,
    /// Panics where the text is not in the format, or does not tell all.
    pub check: fn(&str, &Told<'_>),
}

/// What the text has to tell.
pub struct Told<'a> {
    pub report: Report<'a>,
    /// The findings that are not switched off.
    pub findings: Vec<&'a Finding>,
}

const LEAST: Severity = Severity::Note;
const FAILS: Option<Severity> = Some(Severity::Error);
const NARROW: Style = Style { color: false, unicode: false, width: 20 };

fn plain(format: report::Format, out: &mut Out<'_>, report: Report<'_>) -> io::Result<()> {
    format.write(out, report, LEAST, FAILS, Style::PLAIN).map(|_| ())
}

/// Every format that there is; a new one is one more line.
#[rustfmt::skip]
pub const FORMATS: [Format; 11] = [
    Format { name: "text", write: |out, report| plain(report::Format::Text, out, report), check: text },
    Format { name: "narrow text", write: |out, report| report::Format::Text.write(out, report, LEAST, FAILS, NARROW).map(|_| ()), check: text },
    Format { name: "concise", write: |out, report| plain(report::Format::Concise, out, report), check: concise },
    Format { name: "json", write: |out, report| plain(report::Format::Json, out, report), check: json },
    Format { name: "jsonl", write: |out, report| plain(report::Format::Jsonl, out, report), check: jsonl },
    Format { name: "sarif", write: |out, report| plain(report::Format::Sarif, out, report), check: sarif },
    Format { name: "github", write: |out, report| plain(report::Format::Github, out, report), check: github },
    Format { name: "gitlab", write: |out, report| plain(report::Format::Gitlab, out, report), check: gitlab },
    Format { name: "junit", write: |out, report| plain(report::Format::Junit, out, report), check: junit },
    Format { name: "markdown", write: |out, report| report::write_markdown(out, report, LEAST, report::Limit::COMMENT).map(|_| ()), check: markdown },
    Format { name: "short markdown", write: |out, report| report::write_markdown(out, report, LEAST, report::Limit::Characters(4096)).map(|_| ()), check: short_markdown },
];

impl Format {
    /// What the text is.
    pub fn form(&self) -> Form {
        match self.name {
            "github" => Form::Annotations,
            "markdown" | "short markdown" => Form::Markdown,
            _ => Form::Plain,
        }
    }
}

/// The letters and digits of `text`: what every spelling of it has in common.
fn words(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let code = rest.strip_prefix("<U+").and_then(|rest| rest.split_once('>'));
        match code {
            Some((digits, behind))
                if (4..=6).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_hexdigit()) =>
            {
                rest = behind;
            }
            _ => {
                words.extend(Some(c).filter(|c| c.is_alphanumeric()));
                rest = &rest[c.len_utf8()..];
            }
        }
    }
    words
}

/// Every message and every label of `finding` is in `text`, which is given as [`words`].
fn tells(text: &str, finding: &Finding, files: &Files) {
    let messages = finding.labels.iter().map(|label| &label.message);
    for said in messages.chain([&finding.message]) {
        assert!(text.contains(&words(said)), "{said:?} is not told in {text}");
    }
    for label in &finding.labels {
        assert!(text.contains(&words(&place(files, label))), "{} is not told in {text}", place(files, label));
    }
}

fn place(files: &Files, label: &Label) -> String {
    let at = files.location(label.span);
    format!("{}:{}:{}", files.get(label.span.file).path, at.line, at.column)
}

fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note | Severity::Off => "note",
    }
}

/// For people: a heading for each finding at the start of a line, the counts at the end.
fn text(text: &str, told: &Told<'_>) {
    let heads =
        text.lines().filter(|line| ["error[", "warning[", "note["].iter().any(|word| line.starts_with(word)));
    assert_eq!(heads.count(), told.findings.len(), "{text}");
    assert_eq!(text.lines().last(), Some(told.report.summary.line(true, true).as_str()));
    let all = words(text);
    for finding in &told.findings {
        assert!(all.contains(&words(&finding.message)), "{:?} is not told in {text}", finding.message);
    }
}

/// A line for each finding, the counts at the end.
fn concise(text: &str, told: &Told<'_>) {
    let lines: Vec<&str> = text.lines().collect();
    let (last, lines) = lines.split_last().expect("a line");
    assert_eq!(*last, told.report.summary.line(true, true));
    assert_eq!(lines.len(), told.findings.len(), "{text}");
    for (line, finding) in lines.iter().zip(&told.findings) {
        let first = &finding.labels[0];
        let head =
            format!("{}:{}[{}]:", place(told.report.files, first), word(finding.severity), finding.rule);
        assert!(words(line).starts_with(&words(&head)), "{line:?}");
        assert!(line.contains(&format!(": {}[", word(finding.severity))), "{line:?}");
        assert!(words(line).contains(&words(&finding.message)), "{line:?}");
    }
}

/// What the JSON report says of a finding is what was found, to the character.
fn same(json: &Value, finding: &Finding, files: &Files) {
    assert_eq!(json["message"], finding.message);
    assert_eq!(json["rule"], finding.rule);
    assert_eq!(json["fingerprint"], finding.fingerprint);
    assert_eq!(json["severity"], word(finding.severity));
    assert_eq!(json.get("help").and_then(Value::as_str), finding.help.as_deref());
    let labels = json["labels"].as_array().expect("labels");
    assert_eq!(labels.len(), finding.labels.len());
    for (json, label) in labels.iter().zip(&finding.labels) {
        let file = files.get(label.span.file);
        assert_eq!(json["path"], file.path);
        assert_eq!((&json["byte"], &json["end_byte"]), (&label.span.start.into(), &label.span.end.into()));
        assert_eq!(json["message"], label.message);
        // Lines and columns, counted once more: lines end at LF, CRLF and CR, and a byte order mark is no character.
        let before = &file.text[..label.span.start as usize];
        let before = before.strip_prefix('\u{feff}').unwrap_or(before).replace("\r\n", "\n");
        let before = before.replace('\r', "\n");
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        let within_break = file.text[label.span.start as usize..].starts_with('\n') && before.ends_with('\n');
        if !within_break {
            assert_eq!(
                (&json["line"], &json["column"]),
                (&(before.matches('\n').count() + 1).into(), &column.into())
            );
        }
    }
}

fn json(text: &str, told: &Told<'_>) {
    let report: Value = serde_json::from_str(text).expect("JSON");
    let findings = report["findings"].as_array().expect("findings");
    assert_eq!(findings.len(), told.findings.len());
    for (json, finding) in findings.iter().zip(&told.findings) {
        same(json, finding, told.report.files);
    }
}

fn jsonl(text: &str, told: &Told<'_>) {
    let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let (last, findings) = lines.split_last().expect("a last line");
    assert_eq!(last["type"], "summary");
    assert_eq!(findings.len(), told.findings.len());
    for (json, finding) in findings.iter().zip(&told.findings) {
        assert_eq!(json["type"], "finding");
        same(json, finding, told.report.files);
    }
}

fn sarif(text: &str, told: &Told<'_>) {
    let log: Value = serde_json::from_str(text).expect("JSON");
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().expect("rules");
    let results = run["results"].as_array().expect("results");
    assert_eq!(results.len(), told.findings.len());
    for (result, finding) in results.iter().zip(&told.findings) {
        assert_eq!(result["ruleId"], finding.rule);
        let rule = result["ruleIndex"].as_u64().map(|at| &rules[at as usize]["id"]);
        assert!(rule.is_none_or(|id| *id == finding.rule), "{result}");
        let said = result["message"]["text"].as_str().expect("a message");
        assert!(words(said).starts_with(&words(&finding.message)), "{said:?}");
        let related = result["relatedLocations"].as_array().map(Vec::as_slice).unwrap_or_default();
        let spots: Vec<&Value> =
            result["locations"].as_array().expect("locations").iter().chain(related).collect();
        assert_eq!(spots.len(), finding.labels.len());
        for (spot, label) in spots.iter().zip(&finding.labels) {
            let (region, at) = (&spot["physicalLocation"]["region"], told.report.files.location(label.span));
            assert_eq!(region["startLine"], at.line);
            assert_eq!(region["startColumn"], at.column);
            let uri = spot["physicalLocation"]["artifactLocation"]["uri"].as_str().expect("a URI");
            let reserved = |c: char| c.is_ascii_alphanumeric() || "-._~!$&'()*+,;=:@/%".contains(c);
            assert!(uri.chars().all(reserved), "{uri:?}");
        }
        let ids: Vec<u64> = related.iter().filter_map(|spot| spot["id"].as_u64()).collect();
        assert_eq!(links(said).iter().filter(|id| !ids.contains(id)).count(), 0, "{said:?}");
        assert_eq!(links(said).len(), ids.len().min(20), "{said:?}");
    }
}

/// The targets of the links in a SARIF message (section 3.11.6): `[words](1)`, with `\` before a bracket in the words.
fn links(text: &str) -> Vec<u64> {
    let (mut links, mut open, mut escaped) = (Vec::new(), false, false);
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '[' => open = true,
            ']' if open => {
                open = false;
                let target = text[at + 1..].strip_prefix('(').and_then(|rest| rest.split_once(')'));
                links.extend(target.map(|(id, _)| id.parse::<u64>().expect("a link leads to a location")));
            }
            _ => {}
        }
    }
    links
}

/// Workflow commands as the runner reads them: the first `::`, the name, the properties, the next `::`, the message.
fn github(text: &str, told: &Told<'_>) {
    let lines: Vec<&str> = text.lines().collect();
    let (last, commands) = lines.split_last().expect("a last line");
    assert_eq!(*last, told.report.summary.line(true, true));
    // Ten of each kind are commands; all others take a line each.
    for kind in ["error", "warning", "notice"] {
        let commands = commands.iter().filter(|line| line.starts_with("::"));
        assert!(commands.filter(|line| command(line).0 == kind).count() <= 10, "{text}");
    }
    let all = words(&unescaped(text));
    for finding in &told.findings {
        assert!(all.contains(&words(&finding.message)), "{:?} is not told in {text}", finding.message);
    }
}

fn command(line: &str) -> (&str, Vec<(&str, String)>, String) {
    let (name, rest) = line.strip_prefix("::").and_then(|rest| rest.split_once(' ')).expect("`::name `");
    let (properties, message) = rest.split_once("::").expect("`::` before the message");
    let pair = |pair| <str>::split_once(pair, '=').expect("`key=value`");
    let properties: Vec<_> =
        properties.split(',').map(pair).map(|(key, value)| (key, unescaped(value))).collect();
    let keys: Vec<&str> = properties.iter().map(|(key, _)| *key).collect();
    let columns = ["file", "line", "endLine", "col", "endColumn", "title"];
    assert!(keys == columns || keys == ["file", "line", "endLine", "title"], "{line:?}");
    (name, properties, unescaped(message))
}

fn unescaped(value: &str) -> String {
    let codes = [("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")];
    codes.iter().fold(value.to_owned(), |value, (code, character)| value.replace(code, character))
}

fn gitlab(text: &str, told: &Told<'_>) {
    let issues: Vec<Value> = serde_json::from_str(text).expect("JSON");
    assert_eq!(issues.len(), told.findings.len());
    let mut fingerprints: Vec<&str> =
        issues.iter().filter_map(|issue| issue["fingerprint"].as_str()).collect();
    fingerprints.sort_unstable();
    fingerprints.dedup();
    assert_eq!(fingerprints.len(), issues.len(), "fingerprint given twice");
    for (issue, finding) in issues.iter().zip(&told.findings) {
        assert_eq!(issue["check_name"], finding.rule);
        let (description, body) = (issue["description"].as_str(), issue["content"]["body"].as_str());
        let body = code_of(body.expect("a body"));
        tells(&words(&format!("{} {body}", description.expect("a description"))), finding, told.report.files);
        let others = issue["other_locations"].as_array().map(Vec::as_slice).unwrap_or_default();
        let spots: Vec<&Value> = std::iter::once(&issue["location"]).chain(others).collect();
        assert_eq!(spots.len(), finding.labels.len());
        for (spot, label) in spots.iter().zip(&finding.labels) {
            assert_eq!(spot["lines"]["begin"], told.report.files.location(label.span).line);
        }
    }
}

fn junit(text: &str, told: &Told<'_>) {
    let xml = roxmltree::Document::parse(text).expect("XML");
    let root = xml.root_element();
    let cases: Vec<_> = root.descendants().filter(|node| node.has_tag_name("testcase")).collect();
    let number = |node: roxmltree::Node<'_, '_>, key| {
        node.attribute(key).and_then(|count: &str| count.parse::<usize>().ok())
    };
    assert_eq!(number(root, "tests"), Some(cases.len()));
    let found: Vec<_> = cases.iter().filter(|case| case.children().any(|child| child.is_element())).collect();
    assert_eq!(found.len(), told.findings.len());
    let failed = |finding: &&&Finding| finding.accepted.is_none() && finding.severity == Severity::Error;
    let failures = told.findings.iter().filter(failed).count();
    assert_eq!(number(root, "failures"), Some(failures));
    assert_eq!(root.descendants().filter(|node| node.has_tag_name("failure")).count(), failures);
    let all: Vec<String> = found
        .iter()
        .map(|case| {
            let texts = case.descendants().filter(|node| node.is_text()).filter_map(|node| node.text());
            let messages = case.descendants().filter_map(|node| node.attribute("message"));
            words(&messages.chain(texts).collect::<Vec<_>>().join(" "))
        })
        .collect();
    for finding in &told.findings {
        let message = words(&finding.message);
        let case = all.iter().find(|case| {
            case.contains(&message)
                && finding.labels.iter().all(|label| case.contains(&words(&label.message)))
        });
        assert!(case.is_some(), "{:?} is not told in {text}", finding.message);
    }
}

fn markdown(text: &str, told: &Told<'_>) {
    let all = words(&code_of(text));
    for finding in &told.findings {
        tells(&all, finding, told.report.files);
    }
}

/// The same with a limit: it may tell less, and nothing else.
fn short_markdown(text: &str, _: &Told<'_>) {
    assert!(text.len() < 4096 + 1024, "{} bytes", text.len());
    code_of(text);
}

/// The code in Markdown that is otherwise nothing but our own list and words: no host makes anything of words of others.
fn code_of(text: &str) -> String {
    let mut codes = Vec::new();
    for event in Parser::new_ext(text, Options::all()) {
        match event {
            Event::Start(
                Tag::Heading { .. } | Tag::Paragraph | Tag::List(None) | Tag::Item | Tag::Strong,
            ) => {}
            Event::End(_) | Event::SoftBreak => {}
            Event::Text(own) => {
                let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || " :;,()-".contains(c);
                assert!(own.chars().all(plain), "{own:?} in {text}");
            }
            Event::Code(code) => codes.push(code.into_string()),
            other => panic!("{other:?} in {text}"),
        }
    }
    codes.join("\n")
}
