//! The configuration: where it is found, what it sets, and what is told of its mistakes.

#![allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use snapbox::{assert_data_eq, file};

const HERALD: &str = "claims:\n  - { id: herald-1, source: herald, subject: fire, attribute: deaths, value: at least 30, \
                      as-of: 2024-05-02 }\n";
const GAZETTE: &str = "claims:\n  - { id: gazette-1, source: gazette, subject: fire, attribute: deaths, value: 12, \
                       as-of: 2024-05-02 }\n";

/// A repository with two claims in conflict, and the given files.
fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("configuration").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join(".git")).unwrap();
    let claims = [("claims/herald.yaml", HERALD), ("claims/gazette.yaml", GAZETTE)];
    for (path, text) in claims.iter().chain(files) {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn gainsay(folder: &Path, arguments: &[&str]) -> Output {
    gainsay_on(folder, arguments, b"")
}

/// Runs the program with `input` on its standard input.
fn gainsay_on(folder: &Path, arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_gainsay"))
        .args(arguments)
        .current_dir(folder)
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that does not read it may be gone already.
    let _ = child.stdin.take().unwrap().write_all(input);
    child.wait_with_output().unwrap()
}

/// All that was said, behind the exit status.
fn told(output: &Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let status = output.status.code().unwrap();
    format!("exit status {status}\n{}{}", text(&output.stdout), text(&output.stderr))
}

fn status(output: &Output) -> i32 {
    output.status.code().unwrap()
}

#[test]
fn it_is_found_upwards_and_its_paths_start_from_its_folder() {
    let files = [("gainsay.yaml", "paths: claims\nfail-on: never\n"), ("a/b/x.txt", "")];
    let folder = folder("upwards", &files);
    let output = gainsay(&folder.join("a/b"), &["check", "--format", "concise"]);
    assert_data_eq!(told(&output), file!["snapshots/configuration/upwards.txt"].raw());
    // The search ends at the root of the repository.
    fs::create_dir(folder.join("a/.git")).unwrap();
    assert_eq!(status(&gainsay(&folder.join("a/b"), &["check"])), 3);
    assert_eq!(status(&gainsay(&folder.join("a/b"), &["check", "../../claims"])), 1);
}

#[test]
fn flags_win() {
    let folder =
        folder("flags", &[("gainsay.yml", "fail-on: never\nformat: json\noutputs: { sarif: a.sarif }\n")]);
    assert_eq!(status(&gainsay(&folder, &["check"])), 0);
    assert!(folder.join("a.sarif").exists());
    assert_eq!(status(&gainsay(&folder, &["check", "--fail-on", "error"])), 1);
    let output = gainsay(&folder, &["check", "--format", "concise", "-o", "junit=b.xml"]);
    assert!(output.stdout.starts_with(b"claims/"));
    assert!(folder.join("b.xml").exists());
}

const WRONG: &str = "\
path: claims
paths: [claims, { a: b }]
severities:
  troop-cuont: warning
  death-toll: eror
  revisions: { strong: note, week: note }
  'deaths-[': off
fail-on: errors
format: xml
outputs: { sariff: a.sarif, json: '' }
exclude: ['a/{b', drafts/]
select: [death-tol]
max-findings: many
show: notes
today: 2026-13-01
";

#[test]
fn every_mistake_is_told_at_its_spot() {
    let folder = folder("wrong", &[("gainsay.yaml", WRONG)]);
    assert_data_eq!(told(&gainsay(&folder, &["check"])), file!["snapshots/configuration/wrong.txt"].raw());
}

/// What is said of a configuration with `required-version: VALUE`, in a folder of that name.
fn with_required_version(name: &str, value: &str) -> (i32, String) {
    let folder = folder(name, &[("gainsay.yaml", &format!("required-version: {value}\nfail-on: never\n"))]);
    let output = gainsay(&folder, &["check"]);
    (status(&output), told(&output).replace(env!("CARGO_PKG_VERSION"), "VERSION"))
}

#[test]
fn a_required_version_is_held_to() {
    let this = env!("CARGO_PKG_VERSION");
    for allowed in [this, "'*'", &format!("'={this}'"), "'>=0.0.1, <1000'"] {
        assert_eq!(with_required_version("version", allowed).0, 0, "{allowed}");
    }
    for refused in ["'>=0.0.1, >=1000, <2000'", "'<0.0.1'", "1000", "''", "'>=0.0.1,'", "new"] {
        assert_eq!(with_required_version("version", refused).0, 2, "{refused}");
    }
}

#[test]
fn another_version_than_the_required_one_is_reported_alone() {
    let text = "fail-onn: never\nrequired-version: \">=0.0.1, <0.0.2\"\n";
    let folder = folder("version-alone", &[("gainsay.yaml", text)]);
    let expected = file!["snapshots/configuration/version.txt"].raw();
    for command in [&["check"][..], &["audit"], &["rules"], &["config"]] {
        let told = told(&gainsay(&folder, command)).replace(env!("CARGO_PKG_VERSION"), "[THIS]");
        assert_data_eq!(told, expected.clone());
    }
}

#[test]
fn a_required_version_that_cannot_be_read_is_reported() {
    let (status, told) = with_required_version("version-unread", "'>=0.1 <0.2'");
    assert_eq!(status, 2);
    assert!(told.contains("this is not a version requirement") && told.contains("expected comma"), "{told}");
    let (status, told) = with_required_version("version-unread", "[0.1]");
    assert_eq!(status, 2);
    assert!(told.contains("expected text for `required-version`"), "{told}");
}

#[test]
fn rules_that_are_not_there_are_told() {
    let text = "severities: { revison: off }\nselect: [death-tol, 'x-*']\nignore: [unknown-kee, revisions]\n";
    let folder = folder("no-rules", &[("gainsay.yaml", text)]);
    let expected = file!["snapshots/configuration/no-rules.txt"].raw();
    for command in [&["check"][..], &["rules"], &["explain", "revisions"], &["test"], &["config"]] {
        assert_data_eq!(told(&gainsay(&folder, command)), expected.clone());
    }
    fs::remove_file(folder.join("gainsay.yaml")).unwrap();
    assert_data_eq!(
        told(&gainsay(&folder, &["check", "--select", "death-tol", "--ignore", "revisions,x-*"])),
        file!["snapshots/configuration/no-rules-flags.txt"].raw()
    );
}

#[test]
fn a_file_that_is_no_configuration_is_told() {
    let folder = folder("broken", &[("gainsay.yaml", "paths: [a\n")]);
    assert_eq!(status(&gainsay(&folder, &["check"])), 2);
    fs::write(folder.join("gainsay.yaml"), b"paths: \xff\n").unwrap();
    assert!(told(&gainsay(&folder, &["check"])).contains("gainsay.yaml:1:8"));
    fs::write(folder.join("gainsay.yaml"), "- claims\n").unwrap();
    assert_eq!(status(&gainsay(&folder, &["check"])), 2);
    fs::write(folder.join("gainsay.yaml"), "").unwrap();
    assert_eq!(status(&gainsay(&folder, &["check"])), 1);
    fs::write(folder.join("gainsay.yml"), "").unwrap();
    assert!(told(&gainsay(&folder, &["check"])).contains("there are two configurations"));
}

#[test]
fn severities_hold_for_every_command() {
    let text = "severities:\n  '*': off\n  death-*: { strong: warning }\n  death-toll: { weak: note }\n";
    let folder = folder("severities", &[("gainsay.yaml", text)]);
    let output = gainsay(&folder, &["check", "--format", "concise"]);
    assert_data_eq!(told(&output), file!["snapshots/configuration/severities.txt"].raw());
    let rules = told(&gainsay(&folder, &["rules"]));
    let severity = |rule: &str| {
        let line = rules.lines().find(|line| line.starts_with(rule)).unwrap();
        line.split_whitespace().find(|word| ["off", "warning/note"].contains(word)).map(str::to_owned)
    };
    assert_eq!(severity("death-toll").as_deref(), Some("warning/note"));
    assert_eq!(severity("revisions").as_deref(), Some("off"));
    assert!(told(&gainsay(&folder, &["explain", "death-toll"])).contains("warning"));
}

#[test]
fn rules_are_selected_and_ignored() {
    let folder = folder("choice", &[]);
    assert_eq!(status(&gainsay(&folder, &["check", "--select", "death-*"])), 1);
    assert_eq!(status(&gainsay(&folder, &["check", "--select", "revisions"])), 0);
    assert_eq!(status(&gainsay(&folder, &["check", "--ignore", "revisions,death-toll"])), 0);
    assert_eq!(status(&gainsay(&folder, &["check", "--select", "death-toll", "--ignore", "death-*"])), 0);
    fs::write(folder.join("gainsay.yaml"), "ignore: death-toll\n").unwrap();
    assert_eq!(status(&gainsay(&folder, &["check"])), 0);
    assert_eq!(status(&gainsay(&folder, &["check", "--ignore", "revisions"])), 1);
}

#[test]
fn a_record_that_cannot_be_read_never_passes_unseen() {
    let folder = folder("unread", &[("claims/z.yaml", "claims: [{ id: a, sorce: b }\n")]);
    fs::remove_file(folder.join("claims/gazette.yaml")).unwrap();
    assert_eq!(status(&gainsay(&folder, &["check", "--select", "revisions"])), 1);
    let codes = "malformed-yaml,unknown-key,missing-key";
    let output = gainsay(&folder, &["check", "--ignore", codes, "--format", "concise"]);
    assert_data_eq!(told(&output), file!["snapshots/configuration/unread.txt"].raw());
}

#[test]
fn no_more_findings_are_written_than_asked_for() {
    let more = GAZETTE.replace("fire", "flood").replace("gazette-1", "g-2");
    let other = HERALD.replace("fire", "flood").replace("herald-1", "h-2");
    let folder = folder("most", &[("claims/x.yaml", &more), ("claims/y.yaml", &other)]);
    for most in ["0", "1", "2"] {
        let output = gainsay(&folder, &["check", "--max-findings", most, "--format", "text"]);
        let name = format!("tests/snapshots/configuration/most-{most}.txt");
        assert_data_eq!(told(&output), snapbox::Data::read_from(Path::new(&name), None).raw());
        let output =
            gainsay(&folder, &["check", "--max-findings", most, "--format", "jsonl", "--show", "note"]);
        assert_eq!(told(&output).lines().count(), most.parse::<usize>().unwrap() + 2);
    }
}

#[test]
fn standard_input_is_read_as_claims() {
    let rule = "rules: [{ id: death-toll, title: t, compare: deaths, severity: warning }]\n";
    let folder = folder("stdin", &[("rules/own.yaml", rule)]);
    let check = ["check", "-", "claims/herald.yaml", "-", "--format", "concise"];
    let output = gainsay_on(&folder, &check, GAZETTE.as_bytes());
    assert_data_eq!(told(&output), file!["snapshots/configuration/stdin.txt"].raw());
    let output = gainsay_on(&folder, &["check", "-", "--format", "concise"], b"claims: \xff");
    assert!(told(&output).contains("<stdin>:1:9: "), "{}", told(&output));
    assert_eq!(status(&gainsay_on(&folder, &["check", "-"], b"")), 3);
}

#[test]
fn what_is_excluded_is_not_read_unless_it_is_given() {
    let files = [
        ("gainsay.yaml", "paths: .\nexclude: [/claims/g*.yaml, drafts/]\n"),
        ("claims/drafts/a.yaml", GAZETTE),
        ("claims/old/b.yaml", GAZETTE),
        (".gitignore", "old/\n"),
        ("sub/x.txt", ""),
    ];
    let folder = folder("exclude", &files);
    assert_eq!(status(&gainsay(&folder, &["check"])), 0);
    assert_eq!(status(&gainsay(&folder.join("sub"), &["check"])), 0);
    assert_eq!(status(&gainsay(&folder.join("claims"), &["check", "."])), 0);
    for given in ["claims/gazette.yaml", "claims/drafts", "claims/drafts/a.yaml", "claims/old/b.yaml"] {
        assert_eq!(status(&gainsay(&folder, &["check", "claims", given])), 1, "{given}");
    }
}

#[test]
fn the_settings_in_force_are_shown() {
    let text = "\
# ours
required-version: '>=0.0.1, <1000'
paths: [claims]
severities:
  death-toll: warning
  casualty-*: { weak: note }
fail-on: note
outputs: { sarif: out.sarif, junit: '-' }
exclude: drafts/
ignore: [unknown-key, revisions]
max-findings: 5
show: [note]
today: 2026-12-31
";
    let folder = folder("show", &[("gainsay.yaml", text), ("a/x.txt", "")]);
    let config = gainsay(&folder.join("a"), &["config", "--fail-on", "never", "--max-findings", "7"]);
    assert_data_eq!(told(&config), file!["snapshots/configuration/show.txt"].raw());
    let config = gainsay(&folder, &["config", "--format", "json", "--today", "2027-01-01"]);
    assert_data_eq!(told(&config), file!["snapshots/configuration/show.json.txt"].raw());
    fs::remove_file(folder.join("gainsay.yaml")).unwrap();
    assert_data_eq!(told(&gainsay(&folder, &["config"])), file!["snapshots/configuration/usual.txt"].raw());
}

/// Findings as `severity rule`, in the order in which they are reported.
fn severities(folder: &Path, arguments: &[&str]) -> Vec<String> {
    let output = gainsay(folder, &[&["check", "--show", "note", "--format", "json"], arguments].concat());
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let findings = report["findings"].as_array().unwrap().iter();
    let word = |finding: &serde_json::Value, key: &str| finding[key].as_str().unwrap().to_owned();
    findings.map(|finding| format!("{} {}", word(finding, "severity"), word(finding, "rule"))).collect()
}

/// A third source, which contradicts both others.
const MAIL: &str = "claims:\n  - { id: mail-1, source: mail, subject: fire, attribute: deaths, value: 5, as-of: 2024-05-02 }\n";

/// A configuration with these severities for `drafts/`.
fn drafts(severities: &str) -> String {
    format!("per-path-severities:\n  drafts/: {severities}\n")
}

#[test]
fn a_contradiction_is_as_severe_as_the_less_severe_of_its_sides() {
    for (case, text, expected) in [
        ("by rule", "{ death-toll: note }", "note death-toll"),
        ("by glob", "{ '*': warning }", "warning death-toll"),
        ("the exact name wins", "{ death-toll: note, '*': warning }", "note death-toll"),
        ("by strength", "{ death-toll: { weak: note } }", "error death-toll"),
    ] {
        let files = [("gainsay.yaml", drafts(text)), ("claims/drafts/mail.yaml", MAIL.to_owned())];
        let files = files.each_ref().map(|(path, text)| (*path, text.as_str()));
        let folder = folder("per-path", &files);
        fs::remove_file(folder.join("claims/gazette.yaml")).unwrap();
        assert_eq!(severities(&folder, &[]), [expected], "{case}");
        // Beside two files that contradict each other a draft changes nothing.
        fs::write(folder.join("claims/gazette.yaml"), GAZETTE).unwrap();
        assert_eq!(severities(&folder, &[]), ["error death-toll"], "{case}");
        // From below, and by absolute paths, the files are the same.
        fs::remove_file(folder.join("claims/gazette.yaml")).unwrap();
        assert_eq!(severities(&folder.join("claims/drafts"), &[".", "../herald.yaml"]), [expected], "{case}");
        assert_eq!(severities(Path::new(&folder), &[folder.to_str().unwrap()]), [expected], "{case}");
    }
}

#[test]
fn severities_of_paths_decide_the_exit_status_and_may_turn_rules_on() {
    let off = "severities: { death-toll: off }\nper-path-severities: { '/claims/': { death-*: warning }, gazette.yaml: { death-toll: off } }\n";
    let folder = folder("per-path-status", &[("gainsay.yaml", off), ("claims/mail.yaml", MAIL)]);
    assert_eq!(severities(&folder, &[]), ["warning death-toll"]);
    assert_eq!(status(&gainsay(&folder, &["check"])), 0);
    assert_eq!(status(&gainsay(&folder, &["check", "--fail-on", "warning"])), 1);
    fs::remove_file(folder.join("claims/mail.yaml")).unwrap();
    assert_eq!(severities(&folder, &[]), Vec::<String>::new());
}

#[test]
fn of_a_misattribution_the_file_of_the_quote_counts() {
    let mail = MAIL.replace("value: 5", "value: 70, cites: herald");
    let text = drafts("{ attribution: note }");
    let folder = folder("per-path-quote", &[("gainsay.yaml", &text), ("claims/drafts/mail.yaml", &mail)]);
    fs::remove_file(folder.join("claims/gazette.yaml")).unwrap();
    fs::write(folder.join("claims/herald.yaml"), HERALD.replace("at least 30", "30")).unwrap();
    assert_eq!(severities(&folder, &[]), ["note attribution"]);
    // The other way round: what the draft said is misquoted elsewhere.
    for (from, to) in [("drafts/mail.yaml", "mail.yaml"), ("herald.yaml", "drafts/herald.yaml")] {
        fs::rename(folder.join("claims").join(from), folder.join("claims").join(to)).unwrap();
    }
    assert_eq!(severities(&folder, &[]), ["error attribution"]);
}

/// The findings of these rules alone.
fn of_rules(folder: &Path, rules: &str) -> Vec<String> {
    let mut found = severities(folder, &["--select", rules]);
    found.retain(|found| !found.ends_with("not-compared"));
    found
}

/// Two parts that may overlap and are more than the whole, and a quote that is surer than what it quotes.
const GRADED: &str = "\
places: { k: { name: K }, k1: { name: K1, within: k }, k2: { name: K2, within: k } }
claims:
  - { id: a, source: herald, subject: fire, attribute: deaths, value: 30, as-of: 2024-05-02, place: k1 }
  - { id: b, source: herald, subject: fire, attribute: deaths, value: 40, as-of: 2024-05-02, place: k2 }
  - { id: c, source: herald, subject: fire, attribute: deaths, value: 50, as-of: 2024-05-02, place: k }
  - { id: d, source: herald, subject: ship, attribute: deaths, value: at least 30, as-of: 2024-05-02 }
  - { id: e, source: mail, subject: ship, attribute: deaths, value: 30, cites: herald, as-of: 2024-05-02 }
";

#[test]
fn severities_of_paths_go_by_what_the_check_says() {
    let folder = folder("per-path-graded", &[("claims/graded.yaml", GRADED)]);
    for file in ["herald.yaml", "gazette.yaml"] {
        fs::remove_file(folder.join("claims").join(file)).unwrap();
    }
    let own =
        ["{}", "{ parts: note, attribution: warning }", "{ parts: error, attribution: { strong: warning } }"];
    for (set, parts, attribution) in [
        ("{}", "note", "warning"),
        // Parts that may overlap are a note at most, and a weak finding.
        ("{ parts: error }", "note", "warning"),
        ("{ parts: { strong: off, weak: warning } }", "note", "warning"),
        // A hedge that is lost is a weak finding.
        ("{ attribution: { strong: note } }", "note", "warning"),
        ("{ attribution: { weak: note } }", "note", "note"),
    ] {
        // Whatever the rules have elsewhere.
        for own in own {
            let text = format!("severities: {own}\nper-path-severities: {{ claims/: {set} }}\n");
            fs::write(folder.join("gainsay.yaml"), text).unwrap();
            let found = of_rules(&folder, "parts,attribution");
            let expected = [format!("{parts} parts"), format!("{attribution} attribution")];
            assert_eq!(found, expected, "{own} {set}");
        }
    }
}

#[test]
fn a_rule_that_is_off_reports_nothing() {
    let mail = MAIL.replace("value: 5", "value: 70, cites: herald")
        + "  - { id: mail-2, source: mail, subject: fire, attribute: injured, value: 7, cites: star, as-of: 2024-05-02 }\n";
    let folder = folder("off", &[("claims/mail.yaml", &mail)]);
    fs::remove_file(folder.join("claims/gazette.yaml")).unwrap();
    fs::write(folder.join("claims/herald.yaml"), HERALD.replace("at least 30", "30")).unwrap();
    assert_eq!(of_rules(&folder, "attribution"), ["error attribution", "note attribution"]);
    for text in
        ["severities: { attribution: off }\n", "per-path-severities: { claims/: { attribution: off } }\n"]
    {
        fs::write(folder.join("gainsay.yaml"), text).unwrap();
        assert_eq!(of_rules(&folder, "attribution"), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn sums_are_reported_by_another_rule_where_the_first_one_is_off() {
    let claim = |attribute: &str, value: &str| {
        format!(
            "  - {{ source: star, subject: war, attribute: {attribute}, value: {value}, as-of: 2024-05-02 }}\n"
        )
    };
    let claims = [claim("killed", "600"), claim("wounded", "4700"), claim("casualties", "4000")].concat();
    let folder = folder("per-path-sums", &[("claims/drafts/sums.yaml", &format!("claims:\n{claims}"))]);
    let off = "severities: { casualty-sum: off }\n";
    for (text, rule) in [
        (String::new(), "casualty-sum"),
        (off.to_owned(), "casualty-parts"),
        (drafts("{ casualty-sum: off }"), "casualty-parts"),
        (format!("{off}{}", drafts("{ casualty-sum: error }")), "casualty-sum"),
    ] {
        fs::write(folder.join("gainsay.yaml"), &text).unwrap();
        assert_eq!(of_rules(&folder, "casualty-*"), [format!("error {rule}")], "{text}");
    }
}

#[test]
fn what_is_accepted_of_a_rule_that_is_off_stays() {
    let comment = "claims:\n  # gainsay: accept record-dates as printed\n";
    let entry = "accepted:\n  - { rule: death-toll, claims: [mail-1, herald-1], reason: seen }\n";
    let mail = format!("{}{entry}", MAIL.replace("claims:\n", comment));
    let off = "severities: { death-toll: off, record-dates: off }\n".to_owned();
    let folder = folder("per-path-accepted", &[]);
    let unmatched = |text: &str| {
        fs::write(folder.join("gainsay.yaml"), text).unwrap();
        severities(&folder, &[]).iter().filter(|found| found.ends_with("accepted-unmatched")).count()
    };
    fs::create_dir(folder.join("claims/drafts")).unwrap();
    let write = |mail: &str| fs::write(folder.join("claims/drafts/mail.yaml"), mail).unwrap();
    let early = mail.replace("as-of:", "published: 2024-05-01, as-of:");
    for (mail, matched) in [(&early, true), (&mail.replace("value: 5", "value: 40"), false)] {
        write(mail);
        assert_eq!(unmatched(""), if matched { 0 } else { 2 });
        assert_eq!(unmatched(&off), 0);
        assert_eq!(unmatched(&drafts("{ death-toll: off, record-dates: off }")), 0);
        // Off for one of the claims it reports no pair of both, and for a third one it counts for nothing.
        let of = |file: &str| format!("per-path-severities: {{ {file}: {{ death-toll: off }} }}\n");
        assert_eq!(unmatched(&of("herald.yaml")), usize::from(!matched));
        assert_eq!(unmatched(&of("gazette.yaml")), if matched { 0 } else { 2 });
        let on = "per-path-severities: { claims/: { death-toll: error } }\n";
        assert_eq!(unmatched(&format!("{off}{on}")), usize::from(!matched));
    }
}

#[test]
fn a_rule_that_is_on_by_path_is_listed_as_such() {
    let text = format!("severities: {{ '*': off }}\n{}", drafts("{ death-toll: warning }"));
    let files = [("gainsay.yaml", text.as_str()), ("claims/drafts/star.yaml", "claims: []\n")];
    let folder = folder("per-path-listed", &files);
    let junit = told(&gainsay(&folder, &["check", "--format", "junit"]));
    let suite = "<testsuite name=\"death-toll\" tests=\"1\" failures=\"0\" errors=\"0\">\n    <testcase classname=\"death-toll\" name=\"Sources give different numbers of dead\"/>";
    assert_eq!((junit.contains(suite), junit.matches("<testsuite ").count()), (true, 1), "{junit}");
    let sarif = gainsay(&folder, &["check", "--format", "sarif"]).stdout;
    let sarif: serde_json::Value = serde_json::from_slice(&sarif).unwrap();
    let rules = sarif["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap();
    let usual = rules.iter().map(|rule| (rule["id"].as_str().unwrap(), &rule["defaultConfiguration"]));
    let on: Vec<_> = usual.filter(|(_, usual)| usual["enabled"] == true).collect();
    assert_eq!(on, [("death-toll", &serde_json::json!({ "enabled": true, "level": "warning" }))]);
}

#[test]
fn a_claim_is_explained_by_the_severities_of_its_file() {
    let text = drafts("{ death-toll: off }");
    let folder = folder("per-path-explain", &[("gainsay.yaml", &text), ("claims/drafts/mail.yaml", MAIL)]);
    let told = told(&gainsay(&folder, &["explain", "herald-1"]));
    assert!(told.contains("conflicting, strong: 1 claim, by `death-toll`\n    gazette-1"), "{told}");
    let off =
        "conflicting, strong: 1 claim, by `death-toll`, which does not report it (severity off)\n    mail-1";
    assert!(told.contains(off), "{told}");
}

#[test]
fn a_baseline_holds_whatever_the_severity() {
    let text = drafts("{ death-toll: warning }");
    let folder = folder("per-path-baseline", &[("gainsay.yaml", &text), ("claims/drafts/mail.yaml", MAIL)]);
    fs::remove_file(folder.join("claims/gazette.yaml")).unwrap();
    gainsay(&folder, &["check", "--write-baseline", "known.yaml"]);
    fs::remove_file(folder.join("gainsay.yaml")).unwrap();
    assert_eq!(severities(&folder, &["--baseline", "known.yaml"]), Vec::<String>::new());
    assert_eq!(severities(&folder, &[]), ["error death-toll"]);
}

#[test]
fn a_problem_with_a_record_stays_a_note_at_least() {
    let wrong = "claims:\n  - { id: x, source: mail, subject: fire, attribute: deaths, value: 30, asof: 2024-05-02 }\n";
    for (text, expected) in [("{ unknown-key: warning }", "warning"), ("{ '*': off }", "note")] {
        let text = drafts(text);
        let folder = folder("per-path-code", &[("gainsay.yaml", &text), ("claims/drafts/mail.yaml", wrong)]);
        fs::remove_file(folder.join("claims/gazette.yaml")).unwrap();
        let found = severities(&folder, &[]);
        assert!(found.contains(&format!("{expected} unknown-key")), "{found:?}");
    }
}

#[test]
fn what_is_wrong_with_severities_of_paths_is_told_at_its_spot() {
    let text = "\
per-path-severities:
  drafts/: { death-tol: note, unknown-kee: note, '*': warning }
  'a/{b': { death-toll: note }
  wire/: warning
  old/: { death-toll: eror, revisions: { strong: note, week: note } }
";
    let folder = folder("per-path-wrong", &[("gainsay.yaml", text)]);
    assert_data_eq!(
        told(&gainsay(&folder, &["check"])),
        file!["snapshots/configuration/per-path-wrong.txt"].raw()
    );
    fs::write(
        folder.join("gainsay.yaml"),
        "per-path-severities:\n  drafts/: { death-tol: note, unknown-kee: note }\n",
    )
    .unwrap();
    assert_data_eq!(
        told(&gainsay(&folder, &["check"])),
        file!["snapshots/configuration/per-path-no-rules.txt"].raw()
    );
}

#[test]
fn a_path_that_names_no_file_is_told_where_all_files_are_read() {
    let text = drafts("{ death-toll: note }");
    let folder = folder("per-path-unmatched", &[("gainsay.yaml", &text), ("a/x.txt", "")]);
    assert_data_eq!(
        told(&gainsay(&folder, &["check", "--select", "revisions"])),
        file!["snapshots/configuration/per-path-unmatched.txt"].raw()
    );
    assert_eq!(severities(&folder, &["claims"]), ["error death-toll"]);
    assert!(told(&gainsay(&folder, &["config"])).contains("per-path-severities.drafts/.death-toll"));
}

#[test]
fn a_claim_that_leaves_a_lenient_path_is_reported_since_then() {
    let text = drafts("{ death-toll: note }");
    let folder = folder("per-path-since", &[("gainsay.yaml", &text), ("claims/drafts/mail.yaml", MAIL)]);
    fs::remove_file(folder.join("claims/gazette.yaml")).unwrap();
    fs::remove_dir_all(folder.join(".git")).unwrap();
    let git = |arguments: &[&str]| {
        let who = ["-c", "user.name=a", "-c", "user.email=a@example.org"];
        let git = Command::new("git").args(who).args(arguments).current_dir(&folder).status().unwrap();
        assert!(git.success());
    };
    git(&["init", "--quiet"]);
    git(&["add", "."]);
    git(&["commit", "--quiet", "--message", "a"]);
    let path = std::env::var_os("PATH").unwrap();
    let since = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gainsay"));
        command.args(["check", "--since", "HEAD", "--quiet"]).env_clear().env("PATH", &path);
        command.current_dir(&folder).status().unwrap().code()
    };
    assert_eq!(since(), Some(0));
    fs::rename(folder.join("claims/drafts/mail.yaml"), folder.join("claims/mail.yaml")).unwrap();
    assert_eq!(since(), Some(1));
}
