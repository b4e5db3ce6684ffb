//! Every format within the published limits of those who read it, and that what is left out for that is said.

#![allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]

mod repository;
#[allow(dead_code, reason = "not every test needs all of it")]
mod shared;

use std::collections::BTreeSet;
use std::fs;

use clap::ValueEnum;
use gainsay::report::{Format, Out, Report, Style, Summary, write_safely};
use gainsay_core::finding::{Finding, Role};
use gainsay_core::rule::{Rules, Severity};
use gainsay_core::rule_file;
use gainsay_core::text::Files;
use serde_json::Value;

use self::repository::{Repository, claim, shown};
use self::shared::{HOSTILE, find, finding, label, report};

/// What a format writes of findings, and what it says to leave out.
fn written(format: &str, files: &Files, findings: &[Finding], rules: &Rules) -> (String, Option<String>) {
    let summary = Summary::of(findings);
    let report: Report<'_> = report(files, findings, rules, &summary);
    let mut bytes = Vec::new();
    let format = Format::from_str(format, false).unwrap();
    let write =
        |out: &mut Out<'_>| format.write(out, report, Severity::Note, Some(Severity::Error), Style::PLAIN);
    let left_out = write_safely(&mut bytes, write).unwrap();
    (String::from_utf8(bytes).unwrap(), left_out)
}

/// So many findings of each severity, the least severe first, each with a message and a fingerprint of its own.
fn many(counts: [usize; 3], message: impl Fn(usize) -> String) -> (Files, Vec<Finding>) {
    let mut files = Files::default();
    let file = files.add("claims/a.yaml", "value: 1\n");
    let severities = [Severity::Note, Severity::Warning, Severity::Error];
    let severities =
        severities.into_iter().zip(counts).flat_map(|(one, count)| std::iter::repeat_n(one, count));
    let one = |(number, severity)| Finding {
        fingerprint: format!("{number:08x}{number:08x}"),
        ..finding(
            severity,
            "a-rule",
            &message(number),
            vec![label(find(&files, file, "1", 0), Role::Primary, "here")],
        )
    };
    let findings = severities.enumerate().map(one).collect();
    (files, findings)
}

fn run(sarif: &str) -> Value {
    serde_json::from_str::<Value>(sarif).unwrap()["runs"][0].clone()
}

#[test]
fn a_sarif_result_has_no_more_locations_than_code_scanning_takes() {
    let mut files = Files::default();
    let file = files.add("a.yaml", "value: 1\n".repeat(1_200));
    let labels = (0..1_200).map(|n| label(find(&files, file, "1", n), Role::Primary, "said")).collect();
    let found = [finding(Severity::Error, "a-rule", "many", labels)];
    let (sarif, _) = written("sarif", &files, &found, &Rules::default());
    let result = &run(&sarif)["results"][0];
    assert_eq!(result["locations"].as_array().unwrap().len(), 1, "code scanning looks at the first alone");
    assert_eq!(result["relatedLocations"].as_array().unwrap().len(), 999);
    let message = result["message"]["text"].as_str().unwrap();
    assert!(message.ends_with("\nand 1179 more, of which 200 are left out here"), "{message}");
}

#[test]
fn sarif_rules_have_descriptions_that_code_scanning_shows_whole() {
    let mut files = Files::default();
    let (title, why) = ("t".repeat(1_100), "w".repeat(3_000));
    let text = format!(
        "rules:\n  - id: long\n    title: {title}\n    compare: [troops]\n    why: {why}\n    help: see\n"
    );
    let id = files.add("rules/own.yaml", text);
    let mut problems = Vec::new();
    let rules = rule_file::read(&files, &[&[id]], &mut problems);
    assert_eq!(problems.len(), 0, "{problems:?}");
    let (sarif, _) = written("sarif", &files, &[], &rules);
    let rule = &run(&sarif)["tool"]["driver"]["rules"][0];
    for description in ["shortDescription", "fullDescription"] {
        let text = rule[description]["text"].as_str().unwrap();
        assert_eq!((text.chars().count(), text.chars().last()), (1_024, Some('…')), "{description}");
    }
    assert_eq!(rule["help"]["text"], format!("see\n\n{title}\n\n{why}"), "nothing is lost");
    assert!(rule.get("properties").is_none(), "there are no tags");
}

/// The classes and the names of the tests.
fn tests(xml: &str) -> Vec<String> {
    let tests = xml.split("<testcase ").skip(1);
    tests.map(|test| test.split_once('>').unwrap().0.trim_end_matches('/').to_owned()).collect()
}

#[test]
fn every_test_of_junit_has_a_name_of_its_own() {
    // Two that say the same of different things, and two that share a fingerprint.
    let (files, mut findings) = many([0, 0, 4], |_| "the same words".to_owned());
    findings[3].fingerprint = findings[2].fingerprint.clone();
    let tests = tests(&written("junit", &files, &findings, &Rules::default()).0);
    assert_eq!(tests.iter().collect::<BTreeSet<_>>().len(), 4, "{tests:?}");
    assert_eq!(tests[2], "classname=\"a-rule\" name=\"a-rule (0000000200)\"");
    assert_eq!(tests[3], "classname=\"a-rule\" name=\"a-rule (0000000200)-2\"");
}

#[test]
fn tests_of_junit_are_called_the_same_from_run_to_run() {
    let repository = Repository::new("junit-names");
    let record = |source: &str, value: &str| {
        format!(
            "  - {{ source: {source}, subject: flood, attribute: deaths, value: {value}, as-of: 2024-05-02 }}\n"
        )
    };
    let rule =
        "rules:\n  - id: house-style\n    title: Claims are complete\n    records: { require: [url] }\n";
    repository.write("rules/own.yaml", rule);
    repository
        .write("claims/a.yaml", &format!("claims:\n{}{}", record("herald", "30"), record("gazette", "12")));
    let names = || {
        let (_, xml) = repository.told(&["check", "--show=note", "--format=junit"]);
        let mut tests = tests(&xml);
        tests.sort();
        tests
    };
    let before = names();
    assert!(before.iter().any(|name| name.contains("name=\"flood deaths (")), "{before:?}");
    fs::remove_file(repository.0.join("claims/a.yaml")).unwrap();
    repository.write("claims/moved/b.yaml", &format!("\n\n# moved\nclaims:\n\n{}", record("gazette", "12")));
    repository.write("claims/c.yaml", &format!("claims:\n{}", record("herald", "30")));
    assert_eq!(names(), before);
}

#[test]
fn github_gets_as_many_annotations_as_it_shows_and_a_line_for_each_other_finding() {
    let (files, findings) = many([15, 12, 25], |number| format!("finding {number}"));
    let (shown, _) = written("github", &files, &findings, &Rules::default());
    for kind in ["error", "warning", "notice"] {
        assert_eq!(shown.matches(&format!("::{kind} ")).count(), 10, "{kind}");
    }
    let mut lines = shown.lines().skip(30);
    assert_eq!(
        lines.next(),
        Some("22 more findings, as GitHub shows at most 10 annotations of a severity for a step:")
    );
    assert_eq!(lines.next(), Some("claims/a.yaml:1:8: error[a-rule]: finding 37 (0000002500)"));
    assert_eq!(lines.count(), 22, "the others and the counts");
    for number in 0..52 {
        assert!(shown.contains(&format!("finding {number}")), "{number}");
    }
}

#[test]
fn other_sides_are_annotated_while_there_are_notices_left() {
    let mut files = Files::default();
    let file = files.add("a.yaml", "value: 1\n".repeat(9));
    let sides = || (0..9).map(|n| label(find(&files, file, "1", n), Role::Primary, "side")).collect();
    let errors = (0..2).map(|_| finding(Severity::Error, "a-rule", "many sides", sides()));
    let spot = label(find(&files, file, "1", 0), Role::Primary, "here");
    let notes = (0..3).map(|_| finding(Severity::Note, "a-rule", "a note", vec![spot.clone()]));
    let findings: Vec<Finding> = errors.chain(notes).collect();
    let (shown, _) = written("github", &files, &findings, &Rules::default());
    assert_eq!(shown.matches("title=gainsay a-rule::a note").count(), 3, "findings go before sides");
    assert_eq!(shown.matches("::notice ").count(), 10);
    assert_eq!(shown.matches("::error ").count(), 2);
}

#[test]
fn an_annotation_is_no_longer_than_github_shows() {
    let mut files = Files::default();
    let file = files.add("a.yaml", "value: 1\n".repeat(300));
    let labels = (0..300).map(|n| label(find(&files, file, "1", n), Role::Related, "Київ 🚒")).collect();
    let found =
        Finding { help: Some("see".to_owned()), ..finding(Severity::Error, "a-rule", "many", labels) };
    let long = finding(
        Severity::Error,
        "a-rule",
        &"🚒".repeat(3_000),
        vec![label(find(&files, file, "1", 0), Role::Primary, "")],
    );
    let (shown, _) = written("github", &files, &[found.clone(), long], &Rules::default());
    let messages: Vec<String> = shown
        .lines()
        .filter(|line| line.starts_with("::error "))
        .map(|line| line.rsplit_once("::").unwrap().1.replace("%0A", "\n").replace("%25", "%"))
        .collect();
    let units = |at: usize| messages[at].encode_utf16().count();
    assert!((4_000..=4_096).contains(&units(0)) && units(1) == 4_095, "{} {}", units(0), units(1));
    let shown = messages[0].matches("Київ").count();
    assert!(
        messages[0].ends_with(&format!(
            "\nand {} more spots\nhelp: see\nfingerprint: {}",
            300 - shown,
            &found.fingerprint[..10]
        )),
        "{}",
        messages[0]
    );
    assert!(messages[1].ends_with("🚒…"));
}

#[test]
fn a_line_beside_annotations_commands_nothing() {
    let mut files = Files::default();
    let file = files.add("::error file=b.yaml::x", "value: 1\n");
    let one = |_| {
        finding(Severity::Error, HOSTILE, HOSTILE, vec![label(find(&files, file, "1", 0), Role::Primary, "")])
    };
    let findings: Vec<Finding> = (0..12).map(one).collect();
    let (shown, _) = written("github", &files, &findings, &Rules::default());
    assert_eq!(shown.lines().filter(|line| line.trim_start().starts_with("::")).count(), 10, "{shown}");
    assert_eq!(shown.lines().count(), 14, "{shown}");
}

#[test]
fn markdown_fits_into_a_comment() {
    let (files, findings) = many([500, 0, 500], |number| format!("число {number} {}", "ж".repeat(100)));
    let (shown, left_out) = written("markdown", &files, &findings, &Rules::default());
    let characters = shown.chars().count();
    assert!((64_500..=65_536).contains(&characters), "{characters}");
    let left = 1_000 - shown.matches("- **").count();
    let note = format!("{left} findings left out: there is room for 65536 characters");
    assert_eq!(left_out.as_deref(), Some(note.as_str()));
    assert!(
        shown.ends_with(&format!("\n\n{note}\n"))
            && shown.contains("число 500 ")
            && !shown.contains("**note**")
    );
}

#[test]
fn a_finding_that_is_too_long_for_a_comment_is_still_named() {
    let mut files = Files::default();
    let file = files.add("a.yaml", "value: 1\n".repeat(3));
    let long = "x".repeat(60_000);
    let labels = (0..3).map(|n| label(find(&files, file, "1", n), Role::Primary, &long)).collect();
    let short = vec![label(find(&files, file, "1", 0), Role::Primary, "here")];
    let findings =
        [finding(Severity::Error, "a-rule", "long", labels), finding(Severity::Note, "b", "short", short)];
    let (shown, left_out) = written("markdown", &files, &findings, &Rules::default());
    assert!(
        shown.contains("- **error** `a-rule`: `long`\n- **note** `b`: `short`\n  - `a.yaml:1:8`: `here`\n"),
        "{shown}"
    );
    assert_eq!(left_out.unwrap(), "the spots of 1 finding left out: there is room for 65536 characters");
}

/// Two claims in conflict below `sub/claims`, one of them behind a link.
fn in_a_subfolder(name: &str) -> Repository {
    let repository = Repository::new(name);
    repository.write("sub/claims/herald.yaml", &claim("herald-1", "herald", "crash", "at least 30"));
    repository.write("data/gazette.yaml", &claim("gazette-1", "gazette", "crash", "12"));
    #[cfg(unix)]
    std::os::unix::fs::symlink("../../data", repository.0.join("sub/claims/link")).unwrap();
    repository
}

#[cfg(unix)]
#[test]
fn hosts_get_paths_from_the_top_of_the_repository() {
    let repository = in_a_subfolder("subfolder");
    let folder = repository.0.join("sub");
    let written = |format: &str| {
        let done = repository::gainsay(&folder, &["check", "--format", format, "claims", "claims/link"]);
        assert_eq!((done.status.code(), shown(&done.stderr)), (Some(1), ""), "{format}");
        shown(&done.stdout).to_owned()
    };
    for format in ["sarif", "github", "gitlab", "junit", "markdown"] {
        let text = written(format);
        assert!(
            text.contains("sub/claims/herald.yaml") && text.contains("data/gazette.yaml"),
            "{format}: {text}"
        );
        assert!(!text.contains("link/gazette.yaml"), "{format}: {text}");
    }
    let sarif = run(&written("sarif"));
    let place = &sarif["results"][0]["relatedLocations"][0]["physicalLocation"]["artifactLocation"];
    assert_eq!((&place["uri"], &place["uriBaseId"]), (&"sub/claims/herald.yaml".into(), &"%SRCROOT%".into()));
    // Who reads these is in the folder, or opens files from there.
    for format in ["text", "concise", "json", "jsonl"] {
        let text = written(format);
        assert!(
            text.contains("claims/link/gazette.yaml") && !text.contains("sub/claims"),
            "{format}: {text}"
        );
    }
}

#[cfg(unix)]
#[test]
fn hosts_get_the_same_paths_wherever_gainsay_runs() {
    let repository = in_a_subfolder("anywhere");
    let absolute = repository.0.join("sub/claims").display().to_string();
    for format in ["sarif", "github", "gitlab", "junit", "markdown"] {
        let told = |folder: &str, path: &str| {
            let done = repository::gainsay(&repository.0.join(folder), &["check", "--format", format, path]);
            shown(&done.stdout).to_owned()
        };
        let expected = told("", "sub/claims");
        for (folder, path) in
            [("sub", "claims"), ("sub/claims", "."), ("data", "../sub/claims"), ("", &absolute)]
        {
            assert_eq!(told(folder, path), expected, "{format} in {folder}");
        }
    }
}

#[test]
fn a_job_summary_leaves_room_for_what_is_there() {
    let repository = Repository::start("summary-limit");
    let check = |taken: usize| {
        fs::write(repository.0.join("summary.md"), "x".repeat(taken)).unwrap();
        std::process::Command::new(env!("CARGO_BIN_EXE_gainsay"))
            .args(["check", "--format=github"])
            .current_dir(&repository.0)
            .env_clear()
            .env("GITHUB_STEP_SUMMARY", "summary.md")
            .output()
            .unwrap()
    };
    let size = || fs::metadata(repository.0.join("summary.md")).unwrap().len();
    let done = check(890_000);
    assert_eq!((shown(&done.stderr), size() > 890_000), ("", true));
    for taken in [898_001, 900_000, 1 << 20] {
        let done = check(taken);
        assert_eq!(shown(&done.stderr), "note: the job summary: all is left out, as it is full\n");
        assert_eq!((size(), done.status.code()), (taken as u64, Some(1)));
    }
}

#[test]
fn what_is_left_out_is_said_beside_the_output() {
    let repository = Repository::new("left-out");
    for number in 0..400 {
        for (source, value) in [("herald", "at least 30"), ("gazette", "12")] {
            let id = format!("{source}-{number}");
            let text = claim(&id, source, &format!("fire-{number}"), value);
            repository.write(&format!("claims/{number}/{source}.yaml"), &text);
        }
    }
    let done = repository.gainsay(&["check", "--quiet", "-o", "markdown=comment.md"]);
    let said = shown(&done.stderr);
    assert!(said.starts_with("note: `comment.md`: ") && said.contains(" findings left out"), "{said}");
    assert!(fs::read_to_string(repository.0.join("comment.md")).unwrap().chars().count() <= 65_536);
}
