//! Findings that several tests tell.

use std::fmt::Write as _;
use std::sync::LazyLock;

use gainsay::report::{Report, Summary};
use gainsay_core::claim::{self, ClaimId, Records};
use gainsay_core::finding::{Finding, FindingKind, Label, Pair, Position, Role, Strength};
use gainsay_core::rule::{Rules, Severity};
use gainsay_core::text::{Edit, FileId, Files, Fix, Span};

/// The span of the `nth` (from 0) place where `words` stand in a file.
pub fn find(files: &Files, file: FileId, words: &str, nth: usize) -> Span {
    let (at, _) = files.get(file).text.match_indices(words).nth(nth).unwrap();
    Span::new(file, at as u32, (at + words.len()) as u32)
}

/// Words that try every way out of a report.
pub const HOSTILE: &str = "x\u{1b}[2J\u{9b}31m\u{7}\u{202e}\u{0}\u{fffe}\r\n::error file=a::pwned ##[add-mask]y ##vso[task.complete] \
    %0A::stop-commands::z <b onclick=\"a\">&amp;&#27;]]><!-- </failure> [l](https://a.example) ![i](https://a.example/i.png) \
    `` ` | @octocat #1 https://b.example {0} \\";

/// The records of the claims that findings name: `claim-0` and so on, those of [`dispute`], and a hostile one.
pub static RECORDS: LazyLock<Records> = LazyLock::new(|| {
    let numbered = (0..200).map(|number| format!("claim-{number}"));
    let named = ["nis-001", "hur-001", "hur-002", HOSTILE].map(str::to_owned);
    let mut text = "claims:\n".to_owned();
    for id in numbered.chain(named) {
        text += "  - { id: \"";
        id.chars().for_each(|c| write!(text, "\\U{:08x}", u32::from(c)).unwrap());
        text += "\", source: s, attribute: a, value: 1 }\n";
    }
    let mut files = Files::default();
    let id = files.add("claims.yaml", text);
    claim::read(&files, &[id])
});

/// The claim of [`RECORDS`] with that id.
pub fn claim(id: &str) -> ClaimId {
    RECORDS.find(id).unwrap().number
}

/// A label that belongs to the claim with the number of the byte at which it begins, if there is one.
pub fn label(span: Span, role: Role, message: &str) -> Label {
    let claim = RECORDS.find(&format!("claim-{}", span.start)).map(|claim| claim.number);
    Label { span, role, claim, message: message.to_owned() }
}

pub fn finding(severity: Severity, rule: &str, message: &str, labels: Vec<Label>) -> Finding {
    Finding {
        fingerprint: "0123456789abcdef".to_owned(),
        rule: rule.to_owned(),
        kind: FindingKind::Record,
        severity,
        graded: Strength::Strong,
        worst: None,
        strength: None,
        weak_because: Vec::new(),
        message: message.to_owned(),
        fixes: Vec::new(),
        help: None,
        subject: None,
        attribute: None,
        place: None,
        positions: Vec::new(),
        on_no_side: Vec::new(),
        ratio: None,
        widest: None,
        pairs: Vec::new(),
        pairs_total: 0,
        labels,
        accepted: None,
    }
}

/// The report of findings, none of which is shown for being accepted.
pub fn report<'a>(
    files: &'a Files,
    findings: &'a [Finding],
    rules: &'a Rules,
    summary: &'a Summary,
) -> Report<'a> {
    Report { files, records: &RECORDS, findings, rules, severities: &[], summary, accepted: false }
}

/// Two sources, a rule and a note.
pub fn dispute() -> (Files, Vec<Finding>) {
    let mut files = Files::default();
    let hur = files.add(
        "claims/hur.yaml",
        "claims:\n  - id: hur-001\n    value: about 12,000\n    as-of: 2024-10-24\n  - id: hur-002\n    value: 11,900\n",
    );
    let nis = files.add(
        "claims/nis.yaml",
        "claims:\r\n  - id: nis-001\r\n    value: approximately 3,000\r\n    as-of: 2024-10-23\r\n",
    );
    let rules = files.add("rules/troops.yaml", "rules:\n  - id: troop-count\n    tolerance: 10%\n");
    let conflict = Finding {
        kind: FindingKind::Conflict,
        strength: Some(Strength::Strong),
        weak_because: Vec::new(),
        help: Some("4 times as many, a day apart; the rule allows 10 % (rules/troops.yaml:3)\n".to_owned()),
        subject: Some("dprk-troops".to_owned()),
        attribute: Some("troops".to_owned()),
        place: Some("russia".to_owned()),
        positions: vec![
            Position { value: "approximately 3,000".to_owned(), claims: vec![claim("nis-001")], origins: 1 },
            Position {
                value: "about 12,000".to_owned(),
                claims: vec![claim("hur-001"), claim("hur-002")],
                origins: 1,
            },
        ],
        pairs: vec![Pair { claims: [claim("nis-001"), claim("hur-001")], strength: Strength::Strong }],
        pairs_total: 2,
        ..finding(
            Severity::Error,
            "troop-count",
            "South Korea (NIS) and Ukraine (HUR) disagree on troops present in Russia: about 3,000 or about 12,000",
            vec![
                label(
                    find(&files, nis, "approximately 3,000", 0),
                    Role::Primary,
                    "NIS, 23 Oct 2024: 2,700 to 3,300",
                ),
                label(
                    find(&files, hur, "about 12,000", 0),
                    Role::Primary,
                    "HUR, 24 Oct 2024: 10,800 to 13,200",
                ),
                label(find(&files, hur, "11,900", 0), Role::Related, "HUR, 25 Oct 2024: 11,900"),
                Label {
                    claim: None,
                    ..label(find(&files, rules, "10%", 0), Role::Rule, "the tolerance that decided")
                },
            ],
        )
    };
    let date = Edit::new(find(&files, hur, "2024-10-24", 0), "2024-10-25");
    let end = files.get(hur).text.len();
    let note = Finding {
        fixes: vec![
            Fix::safe("write `2024-10-25`", vec![date.clone()]),
            Fix::suggested("give it a date", vec![Edit::insert(hur, end, "    as-of: 2024-10-25\n"), date]),
        ],
        ..finding(
            Severity::Note,
            "undetermined",
            "claim `hur-002` has no date",
            vec![label(find(&files, hur, "hur-002", 0), Role::Primary, "")],
        )
    };
    (files, vec![conflict, note])
}
