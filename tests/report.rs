//! What people and programs are shown, character for character.

#![allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]

mod shared;

use gainsay::report::{
    AuditReport, AuditTable, Format, Out, PageFacts, Style, Summary, write_audit_csv, write_audit_html,
    write_audit_json, write_audit_markdown, write_audit_text, write_safely,
};
use gainsay::run::{self, Input};
use gainsay_core::check::audit::{Audit, Order, Wanted};
use gainsay_core::finding::{Finding, Role};
use gainsay_core::rule::{Rules, Severity};
use gainsay_core::text::{Files, Span};
use snapbox::file;

use self::shared::{dispute, find, finding, label, report};

fn text(files: &Files, findings: &[Finding], least: Severity, style: Style) -> String {
    let summary = Summary { files: files.iter().count(), claims: 5, sources: 3, ..Summary::of(findings) };
    let mut out = Vec::new();
    let rules = Rules::default();
    let report = report(files, findings, &rules, &summary);
    write_safely(&mut out, |out| Format::Text.write(out, report, least, None, style)).unwrap();
    String::from_utf8(out).unwrap()
}

fn plain(files: &Files, findings: &[Finding]) -> String {
    text(files, findings, Severity::Warning, Style::PLAIN)
}

#[test]
fn a_dispute_over_three_files() {
    let (files, findings) = dispute();
    snapbox::assert_data_eq!(plain(&files, &findings), file!["snapshots/dispute.txt"].raw());
}

#[test]
fn notes_on_demand() {
    let (files, findings) = dispute();
    let shown = text(&files, &findings, Severity::Note, Style::PLAIN);
    snapbox::assert_data_eq!(shown, file!["snapshots/notes.txt"].raw());
}

#[test]
fn a_narrow_ascii_terminal() {
    let (files, findings) = dispute();
    let style = Style { color: false, unicode: false, width: 50 };
    let shown = text(&files, &findings, Severity::Warning, style);
    snapbox::assert_data_eq!(shown, file!["snapshots/narrow.txt"].raw());
}

#[test]
fn colours() {
    let (files, findings) = dispute();
    let shown = text(&files, &findings, Severity::Warning, Style { color: true, ..Style::PLAIN });
    snapbox::assert_data_eq!(shown.replace('\u{1b}', "<ESC>"), file!["snapshots/colors.txt"].raw());
}

#[test]
fn json() {
    let (files, findings) = dispute();
    let summary = Summary { files: 2, claims: 3, sources: 2, ..Summary::of(&findings) };
    let mut out = Vec::new();
    let rules = Rules::default();
    let report = report(&files, &findings, &rules, &summary);
    write_safely(&mut out, |out| Format::Json.write(out, report, Severity::Note, None, Style::PLAIN))
        .unwrap();
    snapbox::assert_data_eq!(String::from_utf8(out).unwrap(), file!["snapshots/report.json"].raw());
}

#[test]
fn tabs_wide_characters_and_marks() {
    let mut files = Files::default();
    let a = files.add("a.yaml", "\u{feff}value:\t日本 about\t3,000 # e\u{301}\r\nsecond: x");
    let b = files.add("b.yaml", "\u{feff}");
    let labels = vec![
        label(find(&files, a, "3,000", 0), Role::Primary, "after tabs and wide characters"),
        label(find(&files, a, "second: x", 0), Role::Primary, "without a line break at its end"),
        label(find(&files, a, "value", 0), Role::Primary, "first of the file"),
        label(Span::whole(b), Role::Primary, "an empty file"),
    ];
    let found = [finding(Severity::Warning, "a-rule", "widths", labels)];
    snapbox::assert_data_eq!(plain(&files, &found), file!["snapshots/widths.txt"].raw());
}

#[test]
fn long_lines_are_cut_around_the_words() {
    let mut files = Files::default();
    let line = format!("{}needle{}", "ab日 ".repeat(50_000), " and the rest".repeat(50_000));
    let a = files.add("a.json", format!("[1,\n{line}\n]"));
    let b = files.add("b.json", format!("start {}", "tail ".repeat(100)));
    let c = files.add("c.json", format!("key: {}", "\u{301}".repeat(100_000)));
    let labels = vec![
        label(find(&files, a, "needle", 0), Role::Primary, "deep in the line"),
        label(find(&files, b, "start", 0), Role::Primary, "at its start"),
        label(Span::new(b, 0, files.get(b).text.len() as u32), Role::Primary, "all of it"),
        label(find(&files, c, "key", 0), Role::Primary, "many marks of no width"),
    ];
    let found = [finding(Severity::Error, "a-rule", "long lines", labels)];
    snapbox::assert_data_eq!(plain(&files, &found), file!["snapshots/long-lines.txt"].raw());
}

#[test]
fn hidden_characters_are_shown() {
    let mut files = Files::default();
    let a = files.add("a\u{1b}[31m.yaml", "value: \u{1b}[2J3,000\u{202e}000,9\nother: a\u{0}b");
    let labels = vec![
        label(find(&files, a, "\u{1b}[2J3,000\u{202e}000,9", 0), Role::Primary, "said \u{7}loudly"),
        label(find(&files, a, "b", 0), Role::Primary, "after it"),
        label(find(&files, a, "other", 0), Role::Related, "\u{9b}31m"),
    ];
    let mut found = finding(Severity::Error, "id\u{1b}c", "turned `\u{202e}abc`", labels);
    found.help = Some("do\nnot \u{1b}]0;title\u{7}".to_owned());
    snapbox::assert_data_eq!(plain(&files, &[found]), file!["snapshots/hidden.txt"].raw());
}

#[test]
fn near_labels_share_a_snippet() {
    let mut files = Files::default();
    let a = files.add("a.yaml", "- id: x\n  value: 1\n  value: 2\n- { id: y, id: z }\n- id: w\n");
    let found = [
        finding(
            Severity::Error,
            "duplicate-key",
            "key `value` is there twice",
            vec![
                label(find(&files, a, "value", 0), Role::Primary, "first here"),
                label(find(&files, a, "value", 1), Role::Primary, "again here"),
            ],
        ),
        finding(
            Severity::Error,
            "duplicate-key",
            "key `id` is there twice",
            vec![
                label(find(&files, a, "id", 1), Role::Primary, "first here"),
                label(find(&files, a, "id", 2), Role::Primary, "again here"),
            ],
        ),
    ];
    snapbox::assert_data_eq!(plain(&files, &found), file!["snapshots/near.txt"].raw());
}

#[test]
fn spans_of_several_lines() {
    let mut files = Files::default();
    let short = "value: |\n  about\n\n  3,000\nnext: y\n";
    let a = files.add("a.yaml", short);
    let b = files.add("b.yaml", format!("claims:\n  - id: x\n{}", "    note: long\n".repeat(20)));
    let end = files.get(b).text.len() as u32;
    let labels = vec![
        label(find(&files, a, "about\n\n  3,000\n", 0), Role::Primary, "of three lines"),
        label(Span::new(b, 12, end), Role::Primary, "a whole record lacks `value`"),
    ];
    let found = [finding(Severity::Error, "a-rule", "lines", labels)];
    snapbox::assert_data_eq!(plain(&files, &found), file!["snapshots/lines.txt"].raw());
}

#[test]
fn many_labels_are_counted() {
    let mut files = Files::default();
    let a = files.add("a.yaml", "value: 1\n".repeat(60));
    let one = |role| (0..30).map(move |n| (role, n)).collect::<Vec<_>>();
    let labels = one(Role::Primary)
        .into_iter()
        .chain(one(Role::Related))
        .map(|(role, n)| {
            let line = if role == Role::Primary { n * 2 } else { n * 2 + 1 };
            label(find(&files, a, "1", line), role, &format!("{role:?} {n}"))
        })
        .collect();
    let found = [finding(Severity::Error, "a-rule", "many", labels)];
    snapbox::assert_data_eq!(plain(&files, &found), file!["snapshots/many.txt"].raw());
}

#[test]
fn nothing_found() {
    assert_eq!(
        plain(&Files::default(), &[]),
        "0 files, 5 claims of 3 sources: nothing found; 0 pairs compared, 0 not compared\n"
    );
}

/// No span, however odd, may stop a report.
#[test]
fn odd_spans_are_survived() {
    let text = "a: é\r\n\r\n\tb: 日\rc";
    let mut files = Files::default();
    let a = files.add("a.yaml", text);
    for start in 0..=text.len() as u32 + 2 {
        for end in start..=text.len() as u32 + 2 {
            let labels = vec![
                label(Span::new(a, start, end), Role::Primary, "here"),
                label(Span::new(a, end, end), Role::Primary, "end"),
            ];
            let found = [finding(Severity::Error, "a-rule", "odd", labels)];
            assert!(plain(&files, &found).contains("here"), "{start}..{end}");
        }
    }
}

/// One claim of each of two sources for every day, more than the audit looks at.
/// Writes an audit in one format.
type WriteAudit = fn(&mut Out<'_>, AuditReport<'_>) -> std::io::Result<()>;

#[test]
fn every_format_of_an_audit_says_how_many_pairs_are_left_out() {
    let claim = |source: &str, day: usize, value: usize| {
        format!("  - {{ source: {source}, attribute: crew, value: {value}, as-of: 2024-05-{day:02} }}\n")
    };
    let claims: String = (1..9).map(|day| claim("a", day, 100) + &claim("b", day, 900)).collect();
    let mut files = Files::default();
    let id = files.add("claims/a.yaml", format!("claims:\n{claims}"));
    let records = gainsay_core::claim::read(&files, &[id]);
    let input = Input { files, records, claim_files: 1, ..Input::default() };
    let done = run::compare(&input);
    let (analysis, summary) = (&done.analysis, &done.summary);
    let (files, findings, order) = (analysis.files(), analysis.findings.as_slice(), Order::default());
    let formats: [(&str, WriteAudit); 5] = [
        ("49 of 64 pairs of claims of two sources left out", |out, report| {
            write_audit_text(out, report, Style::PLAIN)
        }),
        ("49 of 64 pairs of claims of two sources left out", write_audit_markdown),
        ("49 of 64 pairs of claims of two sources left out", |out, report| {
            write_audit_html(out, report, &PageFacts::default())
        }),
        ("\"left_out\": 49", write_audit_json),
        (",,,49", |out, report| write_audit_csv(out, report, AuditTable::Pairs)),
    ];
    for (words, write) in formats {
        let written = |audit: &Audit<'_>| {
            let report = AuditReport { files, findings, summary, audit, order };
            let mut out = Vec::new();
            write_safely(&mut out, |out| write(out, report)).unwrap();
            String::from_utf8(out).unwrap()
        };
        let whole = written(&Audit::new(analysis, Wanted::default()));
        let cut = written(&Audit::new(analysis, Wanted::default()).with_most_pairs(1));
        let words_of = |text: &str| text.split_whitespace().collect::<String>();
        assert!(words_of(&cut).contains(&words_of(words)), "{cut}");
        assert!(!words_of(&whole).contains(&words_of(words)), "{whole}");
    }
}
