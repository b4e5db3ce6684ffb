//! Living with findings: accepted ones, and those of a baseline, as people go through them.

#![allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use snapbox::file;

/// A folder of its own, in which gainsay runs.
struct Folder(PathBuf);

const HERALD: &str = "\
claims:
  - id: herald-1
    source: herald
    subject: fire
    attribute: deaths
    value: at least 30   # as printed
    as-of: 2024-05-02
";
const GAZETTE: &str = "claims: [{ id: gazette-1, source: gazette, subject: fire, attribute: deaths, value: 12, as-of: 2024-05-02 }]\n";
const REASON: &str = "one counts the ward, the other: the town";

impl Folder {
    fn new(name: &str, files: &[(&str, &str)]) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("acceptance").join(name);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(folder.join("claims")).unwrap();
        let folder = Self(folder);
        for (path, text) in files {
            fs::write(folder.0.join(path), text).unwrap();
        }
        folder
    }

    fn run(&self, arguments: &[&str]) -> (i32, String) {
        let mut program = Command::new(env!("CARGO_BIN_EXE_gainsay"));
        let done = program.args(arguments).current_dir(&self.0).env_clear().output().unwrap();
        let told = [done.stdout, done.stderr].concat();
        (done.status.code().unwrap(), String::from_utf8(told).unwrap())
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.0.join(path)).unwrap()
    }

    /// The exit status of a check, and the dispute that it finds.
    fn dispute(&self) -> (i32, serde_json::Value) {
        let (status, report) = self.run(&["check", "--format", "json"]);
        let report: serde_json::Value = serde_json::from_str(&report).unwrap();
        let findings = report["findings"].as_array().unwrap();
        (status, findings.iter().find(|finding| finding["rule"] == "death-toll").unwrap().clone())
    }

    fn fingerprint(&self) -> String {
        self.dispute().1["fingerprint"].as_str().unwrap().to_owned()
    }

    fn accept(&self, reason: &str, more: &[&str]) -> (i32, String) {
        let print = self.fingerprint();
        let reason = format!("--reason={reason}");
        self.run(&[&["accept", &print[..8], &reason, "--today", "2024-06-01"], more].concat())
    }
}

#[test]
fn a_dispute_is_accepted_until_it_expires() {
    let folder = Folder::new("expiry", &[("claims/herald.yaml", HERALD), ("claims/gazette.yaml", GAZETTE)]);
    assert_eq!(folder.run(&["check"]).0, 1);
    let (status, told) = folder.accept(REASON, &["--expires", "2024-06-30"]);
    snapbox::assert_data_eq!(&told, file!["snapshots/acceptance/accepted.txt"].raw());
    assert_eq!(status, 0);
    assert_eq!(folder.run(&["check", "--today", "2024-06-30"]).0, 0);
    let (_, shown) = folder.run(&["check", "--today", "2024-06-30", "--show", "accepted"]);
    snapbox::assert_data_eq!(shown, file!["snapshots/acceptance/shown.txt"].raw());
    let (status, told) = folder.run(&["check", "--today", "2024-07-01"]);
    snapbox::assert_data_eq!(told, file!["snapshots/acceptance/expired.txt"].raw());
    assert_eq!(status, 1);
}

/// Accepts the dispute between `gazette` and the Herald, and returns what is then in the Gazette's file.
fn accepted(name: &str, gazette: &str, reason: &str) -> String {
    let folder = Folder::new(name, &[("claims/herald.yaml", HERALD), ("claims/gazette.yaml", gazette)]);
    let path = "claims/gazette.yaml";
    let (status, told) = folder.accept(reason, &[]);
    assert_eq!(status, 0, "{name}: {told}");
    let now = folder.read(path);
    assert_eq!(folder.read("claims/herald.yaml"), HERALD);
    let (status, dispute) = folder.dispute();
    assert_eq!((status, dispute["accepted"]["reason"].as_str()), (0, Some(reason)), "{name}");
    // Every byte of what was there is there still, around one stretch that is new.
    let alike = gazette.bytes().zip(now.bytes()).take_while(|(before, after)| before == after).count();
    assert!(now.as_bytes().ends_with(&gazette.as_bytes()[alike..]), "{name}: {now}");
    now
}

const CLAIM: &str =
    "id: gazette-1, source: gazette, subject: fire, attribute: deaths, value: 12, as-of: 2024-05-02";

#[test]
fn entries_go_where_they_belong() {
    let claims = format!("claims:\n- {{ {CLAIM} }} # kept\n");
    let block = "- rule: death-toll\n  values:\n    gazette-1: 12\n    herald-1: at least 30\n  reason: why";
    // In the order of names, a way to write a file, and what is added to it.
    let flow = "{ rule: death-toll, values: { gazette-1: 12, herald-1: at least 30 }, reason: why }";
    let json = r#"{ "rule": "death-toll", "values": { "gazette-1": 12, "herald-1": "at least 30" }, "reason": "why" }"#;
    let quoted: String = CLAIM
        .split(", ")
        .map(|entry| entry.split_once(": ").unwrap())
        .map(|(key, value)| format!("\"{key}\": \"{value}\""))
        .collect::<Vec<_>>()
        .join(", ");
    let other = "{ rule: revisions, claims: [herald-1, gazette-1], reason: other }";
    for (name, gazette, new) in [
        ("new-section", claims.clone(), format!("accepted:\n{block}\n")),
        ("no-final-newline", claims.trim_end().to_owned(), format!("\naccepted:\n{block}")),
        ("mark", format!("\u{feff}{claims}"), format!("accepted:\n{block}\n")),
        ("comment-at-the-end", format!("{claims}# the end\n\n"), format!("accepted:\n{block}\n")),
        ("windows", claims.replace('\n', "\r\n"), format!("accepted:\n{block}\n").replace('\n', "\r\n")),
        ("empty-section", format!("accepted: # none yet\n{claims}"), format!("\n{block}")),
        ("empty-list", format!("accepted: []\n{claims}"), flow.to_owned()),
        ("flow-list", format!("accepted: [{other}]\n{claims}"), format!(", {flow}")),
        (
            "flow-items",
            format!("accepted:\n  # first\n  - {other} # last\n{claims}"),
            format!("\n  - {flow}"),
        ),
        (
            "block-items",
            format!(
                "{claims}accepted:\n  -   rule: revisions\n      claims: [herald-1]\n      reason: |\n        x\n\n# end"
            ),
            format!("\n  {}", block.replace('\n', "\n  ")),
        ),
        (
            "documents",
            format!("{claims}---\nsubjects: {{ fire: {{ }} }}\n...\n# after\n"),
            "accepted:\n  ".to_owned() + &block.replace('\n', "\n  ") + "\n",
        ),
        (
            "own-document",
            format!("{claims}accepted:\n- {other}\n---\nsubjects: {{ fire: {{ }} }}\n"),
            format!("\n- {flow}"),
        ),
        ("json", format!(r#"{{"claims": [{{{quoted}}}]}}"#), format!(r#", "accepted": [{json}]"#)),
        (
            "json-over-lines",
            format!("{{\n  \"claims\": [{{{quoted}}}],\n  \"subjects\": {{ \"fire\": {{}} }}\n}}\n"),
            format!(",\n  \"accepted\": [{json}]"),
        ),
        (
            "json-list",
            format!(
                "{{\"accepted\": [\n    {{\"rule\": \"revisions\", \"claims\": [\"herald-1\"], \"reason\": \"x\"}}\n  ],\n  \"claims\": [{{{quoted}}}]\n}}"
            ),
            format!(",\n    {json}"),
        ),
    ] {
        let now = accepted(name, &gazette, "why");
        let with = |at: usize| [&gazette[..at], &new, &gazette[at..]].concat();
        let mut places = (0..=gazette.len()).filter(|at| gazette.is_char_boundary(*at));
        assert!(places.any(|at| with(at) == now), "{name}: {now}");
    }
}

#[test]
fn a_reason_may_be_any_text() {
    let claims = format!("claims:\n  - {{ {CLAIM} }}\n");
    let flow = format!("accepted: []\n{claims}");
    for (at, reason) in [
        "it's \"so\": # no comment, [x] {y}",
        "first line\n\n  second line",
        "no",
        "2024-05-02",
        "🔥 日本 ü",
        "- x",
        "a\ttab, a \\ and a \u{7f}",
    ]
    .into_iter()
    .enumerate()
    {
        accepted(&format!("reason-{at}-windows"), &claims.replace('\n', "\r\n"), reason);
        accepted(&format!("reason-{at}-flow"), &flow, reason);
    }
}

#[test]
fn what_cannot_be_accepted_leaves_the_file() {
    let null = format!("accepted: null\n{GAZETTE}");
    let folder = Folder::new("refused", &[("claims/herald.yaml", HERALD), ("claims/gazette.yaml", &null)]);
    let refused = |arguments: &[&str], words: &str| {
        let (status, told) = folder.run(&[&["accept"], arguments].concat());
        assert_eq!(status, 2, "{told}");
        assert!(told.contains(words), "{told}");
        assert_eq!(folder.read("claims/gazette.yaml"), null);
    };
    let print = folder.fingerprint();
    refused(&[&print, "--reason", "  "], "say why the finding is accepted");
    refused(&[&print], "--reason");
    refused(&[&print[..5], "--reason", "x"], "unknown finding");
    refused(&["0123456789", "--reason", "x"], "unknown finding");
    refused(&[&print, "--reason", "x", "--expires", "2020-01-01"], "has passed");
    refused(&[&print, "--reason", "x"], "put this into its list `accepted:` yourself");
    fs::write(folder.0.join("claims/gazette.yaml"), GAZETTE).unwrap();
    assert_eq!(folder.accept("x", &[]).0, 0);
    let (status, told) = folder.run(&["accept", &print, "--reason", "y"]);
    assert_eq!(status, 2);
    assert!(told.contains("it is accepted already (claims/gazette.yaml:"), "{told}");
}

/// Two sources on one thing, and an entry for what they say.
fn two(attribute: &str, [ward, town]: [&str; 2], entry: &str) -> String {
    let claim = |id: &str, says: &str| {
        format!(
            "  - {{ id: {id}, source: {id}, subject: flood, attribute: {attribute}, as-of: 2024-05-02, {says} }}\n"
        )
    };
    format!("claims:\n{}{}accepted:\n  - {entry}\n", claim("ward", ward), claim("town", town))
}

/// What a check of a file with the text `claims` finds, by code: whether it is accepted, and its labels' words.
fn found(folder: &Folder, claims: &str) -> Vec<(String, bool, Vec<String>)> {
    fs::write(folder.0.join("claims/a.yaml"), claims).unwrap();
    let (_, report) = folder.run(&["check", "--format", "json", "--show", "note,accepted"]);
    let report: serde_json::Value = serde_json::from_str(&report).unwrap();
    let findings = report["findings"].as_array().unwrap().iter().map(|finding| {
        let labels = finding["labels"].as_array().unwrap().iter().filter(|label| label["role"] == "primary");
        let words = labels.map(|label| {
            let lines: Vec<&str> = claims.lines().collect();
            let at = |key: &str| label[key].as_u64().unwrap() as usize;
            let line = lines[at("line") - 1].chars().skip(at("column") - 1);
            let one = label["line"] == label["end_line"];
            line.take(if one { at("end_column") - at("column") } else { usize::MAX }).collect()
        });
        let text = |key: &str| finding[key].as_str().unwrap().to_owned();
        (text("rule"), finding.get("accepted").is_some(), words.collect())
    });
    findings.collect()
}

#[test]
fn an_entry_holds_for_the_values_that_were_accepted() {
    let folder = Folder::new("values", &[]);
    let entry = "{ rule: death-toll, values: { ward: 44, town: 50 }, reason: both count }";
    for same in ["44", "44.0", "\"44\"", "forty-four", "!!str 44"] {
        let text = two("deaths", [&format!("value: {same}"), "value: 50"], entry);
        let found = found(&folder, &text);
        assert_eq!(found.len(), 1, "{same}: {found:?}");
        assert!(found[0].1, "{same}: {found:?}");
    }
    for other in ["5000", "about 44", "44 to 45"] {
        let text = two("deaths", [&format!("value: {other}"), "value: 500000"], entry);
        let found = found(&folder, &text);
        let changed =
            |words: [&str; 2]| ("accepted-changed".to_owned(), false, words.map(str::to_owned).to_vec());
        assert!(found.contains(&changed(["44", other])), "{other}: {found:?}");
        assert!(found.contains(&changed(["50", "500000"])), "{other}: {found:?}");
        let dispute = found.iter().find(|finding| finding.0 == "death-toll").unwrap();
        assert!(!dispute.1, "{other}: {found:?}");
        assert_eq!(found.len(), 3, "{found:?}");
    }
    // Where the finding is gone, so is what the entry was for.
    let gone = found(&folder, &two("deaths", ["value: 50", "value: 50"], entry));
    assert_eq!(gone.iter().map(|found| found.0.as_str()).collect::<Vec<_>>(), ["accepted-unmatched"]);
}

#[test]
fn values_of_every_shape_are_accepted_as_they_are() {
    let folder = Folder::new("shapes", &[]);
    for (attribute, says, other) in [
        (
            "deaths",
            ["value: { low: 8, best: 9, high: 10 }", "value: 50"],
            "value: { low: 8, best: 9, high: 11 }",
        ),
        ("deaths", ["value: { worded: a few, low: 8 }", "value: 2"], "value: { worded: a few, low: 9 }"),
        ("deaths", ["value: 44, stance: denies", "value: 44"], "value: 45, stance: denies"),
        ("laureates", ["value: [a, b]", "value: [c, d]"], "value: [a, e]"),
        ("cause", ["value: \"arson: a match\"", "value: lightning"], "value: yes"),
        ("captain", ["value: \"null\"", "value: \"Smith # or Smyth\""], "value: Jones"),
        (
            "deployment",
            ["value: deployed, share: most", "value: deployed, share: none"],
            "value: deployed, share: all",
        ),
    ] {
        let text = two(attribute, says, "{ rule: none, claims: [ward, town], reason: x }");
        let (claims, _) = text.split_once("accepted:").unwrap();
        fs::write(folder.0.join("claims/a.yaml"), claims).unwrap();
        let (_, report) = folder.run(&["check", "--format", "json"]);
        let report: serde_json::Value = serde_json::from_str(&report).unwrap();
        let mut findings = report["findings"].as_array().unwrap().iter();
        let dispute = findings.find(|finding| finding["kind"] != "record").unwrap();
        let print = dispute["fingerprint"].as_str().unwrap();
        let (status, said) = folder.run(&["accept", print, "--reason", "why"]);
        assert_eq!(status, 0, "{text}: {said}");
        let now = folder.read("claims/a.yaml");
        let kept = found(&folder, &now);
        assert!(kept.iter().all(|found| found.1), "{now}: {kept:?}");
        let changed = found(&folder, &now.replacen(says[0], other, 1));
        assert!(changed.iter().all(|found| !found.1), "{now}: {changed:?}");
        let codes = ["accepted-changed", "accepted-unmatched"];
        assert!(changed.iter().any(|found| codes.contains(&found.0.as_str())), "{now}: {changed:?}");
    }
}

#[test]
fn an_entry_without_values_holds_and_says_what_to_write() {
    let folder = Folder::new("no-values", &[]);
    let check = |entry: &str| {
        let text = two("deaths", ["value: 44", "value: about 50"], entry);
        fs::write(folder.0.join("claims/a.yaml"), text).unwrap();
        let (status, told) = folder.run(&["check", "--format", "concise", "--show", "note"]);
        assert_eq!(status, 0, "{told}");
        told
    };
    let told = check("{ rule: death-toll, claims: [town, ward], reason: x }");
    assert!(told.contains("note[accepted-without-values]"), "{told}");
    let (_, text) = folder.run(&["check", "--show", "note"]);
    assert!(text.contains("write `values: { town: about 50, ward: 44 }` instead of `claims`"), "{text}");
    check("{ rule: death-toll, claims: [town], values: { ward: 44 }, reason: x }");
    let (_, text) = folder.run(&["check", "--show", "note"]);
    assert!(text.contains("add `town: about 50` to its `values`"), "{text}");
    assert!(
        !check("{ rule: death-toll, values: { town: about 50, ward: 44 }, reason: x }")
            .contains("accepted-without")
    );
}

#[test]
fn what_is_wrong_with_values_is_reported_at_the_spot() {
    let folder = Folder::new("wrong-values", &[]);
    for (values, code, words) in [
        ("{ ward: 44, twon: 50 }", "dangling-claim", "twon"),
        ("{ ward: , town: 50 }", "wrong-type", "ward"),
        ("{ ward: 44, ward: 45, town: 50 }", "duplicate-key", "ward"),
        ("{ ward: { stance: denies }, town: 50 }", "missing-key", "{ stance: denies"),
        ("{ ward: { value: 44, stanec: denies }, town: 50 }", "unknown-key", "stanec"),
        ("{ ward: [], town: 50 }", "invalid-value", "[]"),
        ("[44, 50]", "wrong-type", "[44, 50]"),
    ] {
        let entry = format!("{{ rule: death-toll, values: {values}, reason: x }}");
        let found = found(&folder, &two("deaths", ["value: 44", "value: 50"], &entry));
        let problem = found.iter().find(|found| found.0 == code);
        assert_eq!(problem.map(|found| found.2[0].as_str()), Some(words), "{values}: {found:?}");
        assert!(found.iter().any(|found| found.0 == "death-toll" && !found.1), "{values}: {found:?}");
    }
}

/// What is found in a claim file: the code, why it is accepted, and the words of the first label.
fn inline(folder: &Folder, claims: &str) -> Vec<(String, Option<String>, String)> {
    fs::write(folder.0.join("claims/a.yaml"), claims).unwrap();
    let (_, report) = folder.run(&["check", "--format", "json", "--show", "note,accepted"]);
    let report: serde_json::Value = serde_json::from_str(&report).unwrap();
    let findings = report["findings"].as_array().unwrap().iter().map(|finding| {
        let label = &finding["labels"][0];
        let byte = |key: &str| usize::try_from(label[key].as_u64().unwrap()).unwrap();
        let reason = finding["accepted"]["reason"].as_str().map(str::to_owned);
        (
            finding["rule"].as_str().unwrap().to_owned(),
            reason,
            claims[byte("byte")..byte("end_byte")].to_owned(),
        )
    });
    findings.collect()
}

/// A record with a problem that costs it nothing, and one beside it.
const GRADED: &str = "\
sources:
  herald: { reliability: A }
claims:
  - id: one
    source: herald
    attribute: length
    value: 12 m
    credibility: 9
  - { id: two, source: herald, attribute: width, value: 12 m, credibility: 8 }
";

#[test]
fn a_comment_accepts_what_is_found_at_its_record() {
    let folder = Folder::new("inline", &[]);
    let comment = "# gainsay: accept invalid-value the grade is theirs";
    let ends = |line: &str| GRADED.replacen(line, &format!("{line} {comment}"), 1);
    let before = |line: &str| {
        let indent = " ".repeat(line.len() - line.trim_start().len());
        GRADED.replacen(line, &format!("{indent}{comment}\n{line}"), 1)
    };
    let reason = || Some("the grade is theirs".to_owned());
    for (text, accepted) in [
        (ends("  - id: one"), "9"),
        (ends("    credibility: 9"), "9"),
        (before("  - id: one"), "9"),
        (before("    value: 12 m"), "9"),
        (before("  - id: one").replacen("theirs\n", "theirs\n  # kept as printed\n", 1), "9"),
        (before("  - id: one").replace('\n', "\r\n"), "9"),
        (ends("credibility: 8 }"), "8"),
        (before("  - { id: two"), "8"),
    ] {
        let mut found = inline(&folder, &text);
        found.sort_by(|a, b| b.2.cmp(&a.2));
        let of = |word: &str| {
            let why = (word == accepted).then(reason).flatten();
            ("invalid-value".to_owned(), why, word.to_owned())
        };
        assert_eq!(found, [of("9"), of("8")], "{text}");
    }
}

#[test]
fn a_comment_that_accepts_nothing_is_reported_at_its_words() {
    let folder = Folder::new("inline-unmatched", &[]);
    for (comment, code, words) in [
        ("# gainsay: accept unreadable-value why", "accepted-unmatched", "unreadable-value"),
        ("# gainsay: accept invalid-valeu why", "accepted-unknown-rule", "invalid-valeu"),
        ("# gainsay: accept invalid-value", "accepted-without-reason", "invalid-value"),
        ("# gainsay: accept", "accepted-without-rule", "accept"),
        ("# gainsay: accept invalid-value \u{200b}", "accepted-without-reason", "invalid-value"),
        ("# Gainsay: accept invalid-value why", "accepted-without-rule", "Gainsay: accept invalid-value why"),
        (
            "# gainsay : accept invalid-value why",
            "accepted-without-rule",
            "gainsay : accept invalid-value why",
        ),
        ("# gainsay: acept invalid-value why", "accepted-without-rule", "acept"),
        ("# gainsay:", "accepted-without-rule", "gainsay:"),
    ] {
        let found = inline(&folder, &GRADED.replacen("12 m", &format!("12 m {comment}"), 1));
        let reported = (code.to_owned(), None, words.to_owned());
        assert!(found.contains(&reported), "{comment}: {found:?}");
        assert_eq!(found.len(), 3, "{comment}: {found:?}");
    }
    let far = "# gainsay: accept invalid-value why\n";
    for (text, count) in [
        (format!("{far}{GRADED}"), 3),
        (GRADED.replacen("  - id: one", &format!("  {far}\n  - id: one"), 1), 3),
        (format!("{GRADED}{far}"), 3),
        // In a text it is none.
        (GRADED.replacen("12 m", "12 m\n    note: '# gainsay: accept invalid-value why'", 1), 2),
        (GRADED.replacen("12 m", "12 m\n    note: |\n      # gainsay: accept invalid-value why", 1), 2),
        (GRADED.replacen("12 m", "12 m # see gainsay: accept invalid-value why", 1), 2),
    ] {
        let found = inline(&folder, &text);
        assert_eq!(found.len(), count, "{text}: {found:?}");
        assert!(found.iter().all(|found| found.1.is_none()), "{text}: {found:?}");
        let unmatched =
            found.iter().filter(|found| found.0 == "accepted-unmatched" && found.2 == "invalid-value");
        assert_eq!(unmatched.count(), count - 2, "{text}: {found:?}");
    }
}

#[test]
fn what_keeps_a_claim_from_being_read_stays_as_a_note() {
    let text = "claims:\n  - { id: a, source: s, attribute: x, value: 1, as-of: 2024-13-03 } # gainsay: accept not-a-date later\n  - { id: b, source: s, attribute: x, value: 1, as-of: 2024-12-03 }\n";
    let folder = Folder::new("inline-unread", &[("claims/a.yaml", text)]);
    let (status, report) = folder.run(&["check", "--format", "json"]);
    let mut report = serde_json::Deserializer::from_str(&report).into_iter::<serde_json::Value>();
    let report = report.next().unwrap().unwrap();
    let [found] = report["findings"].as_array().unwrap().as_slice() else { panic!("{report}") };
    assert_eq!((status, &found["rule"], &found["severity"]), (0, &"not-a-date".into(), &"note".into()));
    let help = found["help"].as_str().unwrap();
    assert!(help.ends_with("accepted, but what cannot be read is not compared: later"), "{help}");
}

#[test]
fn a_conflict_is_accepted_by_comments_on_both_sides() {
    let folder = Folder::new("inline-conflict", &[]);
    let claims = |ward: &str, town: &str| {
        let claim = "subject: flood, attribute: deaths, as-of: 2024-05-02";
        format!(
            "claims:\n  - {{ id: w, source: w, {claim}, value: 44 }} {ward}\n  - {{ id: t, source: t, {claim}, value: 500 }} {town}\n"
        )
    };
    let accept = |why: &str| format!("# gainsay: accept death-toll {why}");
    let both = inline(&folder, &claims(&accept("the ward"), &accept("the town")));
    assert_eq!(both.len(), 1, "{both:?}");
    assert_eq!(both[0].1.as_deref(), Some("the ward; the town"));
    let one = inline(&folder, &claims(&accept("the ward"), ""));
    assert_eq!(
        one.iter().map(|found| found.0.as_str()).collect::<Vec<_>>(),
        ["death-toll", "accepted-unmatched"]
    );
    assert!(one.iter().all(|found| found.1.is_none()));
    let (_, text) = folder.run(&["check"]);
    assert!(text.contains("needs this comment beside each claim"), "{text}");
}

#[test]
fn a_misattribution_is_accepted_at_the_second_hand_claim() {
    let folder = Folder::new("inline-misattribution", &[]);
    let claims = |said: &str, passed_on: &str| {
        let claim = "subject: flood, attribute: deaths, as-of: 2024-05-02";
        format!(
            "claims:\n  - {{ id: s, source: ministry, {claim}, value: 44 }} {said}\n  - {{ id: h, source: herald, cites: ministry, {claim}, value: 90 }} {passed_on}\n"
        )
    };
    let plain = inline(&folder, &claims("", ""));
    let (rule, _, words) = plain.iter().find(|found| found.2 == "90").unwrap();
    assert_eq!(words, "90");
    let accept = format!("# gainsay: accept {rule} the herald corrected it");
    let accepted = |found: &[(String, Option<String>, String)]| {
        found.iter().any(|found| found.0 == *rule && found.1.is_some())
    };
    assert!(accepted(&inline(&folder, &claims("", &accept))));
    assert!(!accepted(&inline(&folder, &claims(&accept, ""))));
}

#[test]
fn an_entry_of_the_registry_takes_a_comment_too() {
    let folder = Folder::new("inline-registry", &[]);
    let claims = |comment: &str| {
        format!(
            "sources:\n  herald:\n    name: Herald\n    reliability: Q {comment}\nclaims:\n  - {{ source: herald, attribute: length, value: 1 m }}\n"
        )
    };
    let plain = inline(&folder, &claims(""));
    assert_eq!(plain.len(), 1, "{plain:?}");
    let found = inline(&folder, &claims(&format!("# gainsay: accept {} our own scale", plain[0].0)));
    assert_eq!(found.iter().map(|found| found.1.as_deref()).collect::<Vec<_>>(), [Some("our own scale")]);
}

#[test]
fn a_baseline_tells_what_is_new_and_what_is_fixed() {
    let files = [("claims/herald.yaml", HERALD), ("claims/gazette.yaml", GAZETTE)];
    let folder = Folder::new("baseline", &files);
    // Two problems in the same words have one fingerprint.
    fs::write(folder.0.join("claims/a.yaml"), "claims: []\nnonsense: 1\n").unwrap();
    fs::write(folder.0.join("claims/b.yaml"), "nonsense: 2\n").unwrap();
    let line = |arguments: &[&str]| {
        let (status, told) = folder.run(&[&["check"], arguments].concat());
        (status, told.lines().last().unwrap_or_default().to_owned())
    };
    let told = |line: &str| {
        let (found, compared) = line.rsplit_once(": ").unwrap().1.split_once("; ").unwrap();
        assert_eq!(compared, "1 pair compared, 0 not compared");
        found.to_owned()
    };
    let (status, written) = line(&["--write-baseline", "known.yaml"]);
    assert_eq!((status, told(&written)), (0, "nothing new, 3 known".to_owned()));
    snapbox::assert_data_eq!(folder.read("known.yaml"), file!["snapshots/acceptance/known.yaml"].raw());
    let known = ["--baseline", "known.yaml"];
    assert_eq!(told(&line(&known).1), "nothing new, 3 known");
    // Moved text stays known.
    fs::write(folder.0.join("claims/herald.yaml"), format!("# moved\n\n{HERALD}")).unwrap();
    assert_eq!(told(&line(&known).1), "nothing new, 3 known");
    // A third of the same problem is new, and a changed value is.
    fs::write(folder.0.join("claims/c.yaml"), "nonsense: 3\n").unwrap();
    fs::write(folder.0.join("claims/herald.yaml"), HERALD.replace("30", "40")).unwrap();
    let (status, changed) = line(&known);
    assert_eq!((status, told(&changed)), (1, "2 new errors, 2 known, 1 fixed".to_owned()));
    let (_, report) = folder.run(&["check", "--format", "json", "--baseline", "known.yaml"]);
    let report: serde_json::Value = serde_json::from_str(&report).unwrap();
    assert_eq!((&report["summary"]["known"], &report["summary"]["fixed"]), (&2.into(), &1.into()));
    assert_eq!(report["findings"].as_array().unwrap().len(), 2);
    // Pruned, it does not know what was fixed.
    let (status, pruned) = folder.run(&["baseline", "prune", "known.yaml"]);
    assert_eq!((status, pruned.as_str()), (0, "known.yaml: 1 of 3 removed\n"));
    fs::write(folder.0.join("claims/herald.yaml"), HERALD).unwrap();
    assert_eq!(told(&line(&known).1), "2 new errors, 2 known");
}

#[test]
fn a_broken_baseline_is_told_at_the_spot() {
    let folder = Folder::new("broken", &[("claims/gazette.yaml", GAZETTE)]);
    let (status, told) = folder.run(&["check", "--baseline", "none.yaml"]);
    assert_eq!(status, 2);
    assert!(told.contains("no such file"), "{told}");
    let broken = "version: 1\nfindings:\n- rule: death-toll\n  fingerprint: 12\n- fingerprint: 0123456789abcdef\nfindigs: []\n";
    fs::write(folder.0.join("known.yaml"), broken).unwrap();
    let (status, told) = folder.run(&["check", "--baseline", "known.yaml"]);
    snapbox::assert_data_eq!(told, file!["snapshots/acceptance/broken-baseline.txt"].raw());
    assert_eq!(status, 2);
    for text in ["", "- x\n", "version: 2\n", "findings: []\n"] {
        fs::write(folder.0.join("known.yaml"), text).unwrap();
        assert_eq!(folder.run(&["baseline", "prune", "known.yaml"]).0, 2, "{text}");
        assert_eq!(folder.read("known.yaml"), text);
    }
}
