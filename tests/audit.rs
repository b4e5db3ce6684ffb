//! The audit at a terminal, character for character.

#![allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]

use std::path::Path;

use snapbox::cmd::{Command, cargo_bin};
use snapbox::{Data, file};

/// The program in a clean environment, in a folder of this repository.
fn audit(folder: &str, arguments: &[&str]) -> Command {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    Command::new(cargo_bin!("gainsay")).env_clear().current_dir(folder).arg("audit").args(arguments)
}

/// Claims about a spill, with one of every verdict.
const HARBOUR: &str = "tests/explain/harbour";

#[track_caller]
fn page(folder: &str, arguments: &[&str], expected: Data) {
    audit(folder, arguments).assert().success().stderr_eq("").stdout_eq(expected.raw());
}

#[test]
fn things_with_their_disputes_then_the_tables() {
    page(HARBOUR, &[], file!["snapshots/audit/harbour.txt"]);
}

#[test]
fn a_narrow_terminal() {
    page(HARBOUR, &["--width", "60", "--kind", "conflict"], file!["snapshots/audit/narrow.txt"]);
}

#[test]
fn what_is_worth_knowing_is_told_where_it_is_asked_for() {
    let asked = ["--kind", "revision,unconfirmed,undetermined", "--sort", "name"];
    page(HARBOUR, &asked, file!["snapshots/audit/notes.txt"]);
}

#[test]
fn stages_have_a_timeline_too() {
    let asked = ["--attribute", "deployment", "--kind", "conflict", "--to", "2024-12"];
    page(".", &asked, file!["snapshots/audit/stages.txt"]);
}

#[test]
fn markdown_lists_who_contradicts_whom() {
    let asked = ["--format", "markdown", "--attribute", "deployment", "--kind", "conflict"];
    let told = audit(".", &asked).assert().success();
    let out = String::from_utf8(told.get_output().stdout.clone()).unwrap();
    let (_, list) =
        out.split_once("who contradicts whom: 22 pairs of claims, 7 strong and 15 weak\n\n").unwrap();
    let first = "- ``strong: US mission to the UN, Dec 2024: `began engaging last month`, which allows in-combat from that day on, not before — against";
    assert!(list.starts_with(first), "{list}");
}

#[test]
fn the_most_disputed_topics_alone() {
    page(".", &["--top", "1", "--kind", "conflict"], file!["snapshots/audit/top.txt"]);
}

#[test]
fn what_two_sources_have_against_each_other() {
    let asked = ["--between", "hur", "nis-south-korea", "--place", "kursk"];
    page(".", &asked, file!["snapshots/audit/between.txt"]);
}

/// Whatever the terminal, no line is longer than that but for a path, which cannot be broken.
#[test]
fn no_line_is_too_long() {
    for width in [40, 60, 80, 100, 120, 140] {
        for arguments in [
            &["audit"][..],
            &["audit", "--kind", "revision,undetermined"],
            &["rules"],
            &["rules", "attributes"],
        ] {
            let arguments: Vec<String> = arguments
                .iter()
                .map(|&word| word.to_owned())
                .chain(["--width".to_owned(), width.to_string()])
                .collect();
            let program =
                Command::new(cargo_bin!("gainsay")).env_clear().current_dir(env!("CARGO_MANIFEST_DIR"));
            let told = program.args(&arguments).assert().success();
            let out = String::from_utf8(told.get_output().stdout.clone()).unwrap();
            let long: Vec<&str> = out
                .lines()
                .filter(|line| textwrap::core::display_width(line) > width && line.trim().contains(' '))
                .collect();
            assert_eq!(long, [""; 0], "{arguments:?}");
        }
    }
}

#[test]
fn a_name_that_is_not_there_is_refused() {
    let told = audit(".", &["--between", "hur", "nis-south-korae", "--place", "krusk"]).assert().code(2);
    told.stdout_eq("").stderr_eq(snapbox::str![[r#"
error: unknown source `nis-south-korae` (did you mean `nis-south-korea` or `dia-south-korea` or
  `jcs-south-korea`?); unknown place `krusk` (did you mean `kursk`?)

"#]]);
    let glob = audit(".", &["--source", "nowhere-*"]).assert().code(2);
    glob.stdout_eq("").stderr_eq(snapbox::str![[r#"
error: no source matches `nowhere-*`
  help: `gainsay audit --format csv` lists the claims, each with its source

"#]]);
    let twice = audit(".", &["--between", "hur", "hur"]).assert().code(2);
    twice.stdout_eq("").stderr_eq(snapbox::str![[r#"
error: `--between` is given the source `hur` twice
  help: give two sources

"#]]);
}

#[test]
fn filters_that_leave_nothing_are_refused() {
    for (asked, told) in [
        (
            &["--from", "2024-06", "--to", "2024-05"][..],
            "error: `--from` is after `--to`: Jun 2024 and May 2024\n  help: give the earlier day with `--from`\n",
        ),
        (
            &["--between", "hur", "nis-south-korea", "--source", "pentagon,us-*"],
            "error: `--source` leaves out both sources of `--between`\n  \
             help: leave `--source` out, or name one of the two with it\n",
        ),
        (
            &["--top", "0"],
            "error: invalid value '0' for '--top <N>': give a whole number above 0\n\n\
             For more information, try '--help'.\n",
        ),
        (
            &["--top", "99999999999999999999"],
            "error: invalid value '99999999999999999999' for '--top <N>': give a whole number from 1 to 18446744073709551615\n\n\
             For more information, try '--help'.\n",
        ),
        (
            &["--from", "2030-02"],
            "error: no claim is left by `--from Feb 2030`\n  help: all claims together are about 1 Oct 2024 to 2 Sep 2025\n",
        ),
        (&["--source", "HUR"], "error: unknown source `HUR`\n  help: did you mean `hur`?\n"),
    ] {
        audit(".", asked).assert().code(2).stdout_eq("").stderr_eq(told);
    }
    for asked in [
        &["--from", "2024-12", "--to", "2024-12-01", "--top", "1"][..],
        &["--between", "hur", "nis-south-korea", "--source", "nis-*"],
    ] {
        audit(".", asked).assert().success();
    }
}

/// Three sources on one spill: `harbour-office` against both others, which agree with each other.
const SPILL: &str = "\
sources:
  harbour-office: { aliases: [HO, port] }
  herald: { aliases: [The Herald] }
  wire: {}
places:
  quay: { aliases: [Old Quay] }
claims:
  - { id: a1, source: harbour-office, subject: spill, attribute: deaths, place: quay, value: 3, as-of: 2024-05-01 }
  - { id: a2, source: herald, subject: spill, attribute: deaths, place: quay, value: 30, as-of: 2024-05-01 }
  - { id: a3, source: wire, subject: spill, attribute: deaths, place: quay, value: 30, as-of: 2024-05-01 }
  - { id: b1, source: herald, subject: spill, attribute: injured, value: 5, as-of: 2024-05-01 }
  - { id: b2, source: wire, subject: spill, attribute: injured, value: 90, as-of: 2024-05-01 }
";

fn spill(arguments: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("spill.yaml"), SPILL).unwrap();
    let program = Command::new(cargo_bin!("gainsay")).env_clear().current_dir(folder.path());
    let told = program.args(["audit", "."]).args(arguments).assert().success().stderr_eq("");
    String::from_utf8(told.get_output().stdout.clone()).unwrap()
}

#[test]
fn between_two_sources_nothing_of_others_counts() {
    let csv = ["--format", "csv", "--table", "sources"];
    let rows = |one, other| spill(&[&["--between", one, other][..], &csv].concat());
    let row = |table: &str, source: &str| -> Vec<String> {
        let row = table.lines().find(|line| line.starts_with(source)).unwrap_or_default();
        row.split(',').map(str::to_owned).collect()
    };
    let table = rows("herald", "wire");
    let at = table.lines().next().unwrap().split(',').position(|name| name == "in_conflict").unwrap();
    assert_eq!(row(&table, "herald")[at], "1", "{table}");
    assert_eq!(row(&table, "wire")[at], "1", "{table}");
    let all = spill(&csv);
    assert_eq!(row(&all, "herald")[at], "2", "{all}");
    let text = spill(&["--between", "herald", "wire"]);
    assert!(!text.contains("death-toll"), "they agree on deaths: {text}");
    let text = spill(&["--between", "harbour-office", "wire"]);
    assert!(text.contains("; by harbour-office and wire\n"), "{text}");
}

#[test]
fn an_alias_stands_for_its_source_and_its_place() {
    let by_ids = spill(&["--between", "harbour-office", "herald", "--place", "quay"]);
    assert_eq!(spill(&["--between", "port", "The Herald", "--place", "Old Quay"]), by_ids);
    assert_eq!(spill(&["--source", "HO"]), spill(&["--source", "harbour-office"]));
}

#[test]
fn two_sources_are_asked_for_once() {
    let twice = ["--between", "hur", "nis-south-korea", "--between", "hur", "cia-usa"];
    let told = audit(".", &twice).assert().code(2).stdout_eq("");
    told.stderr_eq(snapbox::str![[r#"
error: the argument '--between <SOURCE> <SOURCE>' cannot be used multiple times

Usage: gainsay audit [OPTIONS] [PATH]...

For more information, try '--help'.

"#]]);
}

#[test]
fn a_page_of_one_dispute_is_of_that_alone() {
    audit(".", &["--dispute", "b04d7b58"]).assert().code(2).stdout_eq("").stderr_eq(snapbox::str![[r#"
error: `--dispute` goes with `--format html` alone
  help: add `--format html`; `gainsay explain FINGERPRINT` shows a dispute in the terminal

"#]]);
    let unknown = audit(".", &["--format", "html", "--dispute", "ffffffff"]).assert().code(2);
    unknown.stdout_eq("").stderr_eq(snapbox::str![[r#"
error: no finding has the fingerprint `ffffffff`
  help: `gainsay audit` shows with each finding how its fingerprint begins; give 6 characters or
        more

"#]]);
    let narrowed = ["--format", "html", "--dispute", "b04d7b58", "--source", "hur"];
    audit(".", &narrowed).assert().code(2);
}

#[test]
fn nothing_that_is_found_fails_an_audit() {
    audit(".", &["claims"]).assert().code(0);
}

#[test]
fn nothing_to_look_at_has_a_status_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("empty.yaml"), "sources:\n  herald: {}\n").unwrap();
    let program = Command::new(cargo_bin!("gainsay")).env_clear().current_dir(folder.path());
    program.args(["audit", "."]).assert().code(3);
}

#[test]
fn hostile_words_command_no_terminal() {
    let told = audit("tests/explain/hostile", &[]).assert().success();
    let out = String::from_utf8(told.get_output().stdout.clone()).unwrap();
    assert!(!out.contains(['\u{1b}', '\u{202e}', '\u{7}']), "{out}");
}

#[test]
fn a_page_of_before_stays_where_there_are_no_claims() {
    let folder = tempfile::tempdir().unwrap();
    let (path, page) = (folder.path(), folder.path().join("page.html"));
    std::fs::create_dir(path.join("claims")).unwrap();
    std::fs::write(&page, "before").unwrap();
    let told = "error: there are no claims in `claims`\n...";
    for arguments in [&["--format", "html", "-o", "page.html"][..], &["--format", "csv", "-o", "tables/"]] {
        audit(path.to_str().unwrap(), arguments).assert().code(3).stdout_eq("").stderr_eq(told);
    }
    assert_eq!(std::fs::read_to_string(&page).unwrap(), "before");
    assert!(!path.join("tables").exists());
}

#[test]
fn the_ending_of_the_file_says_what_is_written_where_no_flag_does() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    std::fs::create_dir(path.join("claims")).unwrap();
    let claim =
        "claims:\n  - { source: a, subject: fire, attribute: deaths, value: 12, as-of: 2024-05-01 }\n";
    std::fs::write(path.join("claims/a.yaml"), claim).unwrap();
    for (arguments, beginning) in [
        (&["-o", "report.html"][..], "<!DOCTYPE html>"),
        (&["-o", "report.json"], "{"),
        (&["-o", "report.csv"], "id,source,"),
        (&["-o", "report.md"], "## gainsay audit"),
        (&["-o", "report.txt"], "nothing found"),
        (&["--format", "json", "-o", "other.html"], "{"),
    ] {
        audit(path.to_str().unwrap(), arguments).assert().success();
        let written = std::fs::read_to_string(path.join(arguments.last().unwrap())).unwrap();
        assert!(written.starts_with(beginning), "{arguments:?}: {written}");
    }
}
