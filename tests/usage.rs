//! The commands as they are told to those who ask for help, and what wrong usage comes to.

#![allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]

use snapbox::cmd::{Command, cargo_bin};
use snapbox::file;

/// The program in a clean environment.
fn gainsay(arguments: &[&str]) -> Command {
    Command::new(cargo_bin!("gainsay")).env_clear().args(arguments)
}

#[test]
fn help_without_arguments() {
    gainsay(&[]).assert().code(2).stdout_eq("").stderr_eq(file!["snapshots/help-short.txt"].raw());
    gainsay(&["-h"]).assert().success().stdout_eq(file!["snapshots/help-short.txt"].raw());
}

#[test]
fn help_at_length() {
    gainsay(&["--help"]).assert().success().stdout_eq(file!["snapshots/help.txt"].raw());
    gainsay(&["check", "--help"]).assert().success().stdout_eq(file!["snapshots/help-check.txt"].raw());
    gainsay(&["check", "-h"]).assert().success().stdout_eq(file!["snapshots/help-check-short.txt"].raw());
    gainsay(&["merge", "--help"]).assert().success().stdout_eq(file!["snapshots/help-merge.txt"].raw());
    gainsay(&["diff", "--help"]).assert().success().stdout_eq(file!["snapshots/help-diff.txt"].raw());
    gainsay(&["accept", "--help"]).assert().success().stdout_eq(file!["snapshots/help-accept.txt"].raw());
    let prune = file!["snapshots/help-baseline-prune.txt"].raw();
    gainsay(&["baseline", "prune", "--help"]).assert().success().stdout_eq(prune);
    gainsay(&["rules", "--help"]).assert().success().stdout_eq(file!["snapshots/help-rules.txt"].raw());
    gainsay(&["explain", "--help"]).assert().success().stdout_eq(file!["snapshots/help-explain.txt"].raw());
    gainsay(&["read", "--help"]).assert().success().stdout_eq(file!["snapshots/help-read.txt"].raw());
    gainsay(&["test", "--help"]).assert().success().stdout_eq(file!["snapshots/help-test.txt"].raw());
    gainsay(&["config", "--help"]).assert().success().stdout_eq(file!["snapshots/help-config.txt"].raw());
    gainsay(&["schema", "--help"]).assert().success().stdout_eq(file!["snapshots/help-schema.txt"].raw());
}

#[test]
fn the_schemas_at_hand_are_those_that_are_printed() {
    gainsay(&["schema", "claims"]).assert().success().stdout_eq(file!["../schemas/claims.schema.json"].raw());
    gainsay(&["schema", "rules"]).assert().success().stdout_eq(file!["../schemas/rules.schema.json"].raw());
    gainsay(&["schema", "mapping"])
        .assert()
        .success()
        .stdout_eq(file!["../schemas/mapping.schema.json"].raw());
    gainsay(&["schema", "config"]).assert().success().stdout_eq(file!["../schemas/config.schema.json"].raw());
    gainsay(&["schema", "report"]).assert().success().stdout_eq(file!["../schemas/report.schema.json"].raw());
    gainsay(&["schema", "audit"]).assert().success().stdout_eq(file!["../schemas/audit.schema.json"].raw());
    gainsay(&["schema", "read"]).assert().success().stdout_eq(file!["../schemas/read.schema.json"].raw());
    gainsay(&["schema", "diff"]).assert().success().stdout_eq(file!["../schemas/diff.schema.json"].raw());
    let rules = file!["../schemas/rule-list.schema.json"].raw();
    gainsay(&["schema", "rule-list"]).assert().success().stdout_eq(rules);
    let attributes = file!["../schemas/attribute-list.schema.json"].raw();
    gainsay(&["schema", "attribute-list"]).assert().success().stdout_eq(attributes);
    let statistics = file!["../schemas/statistics.schema.json"].raw();
    gainsay(&["schema", "statistics"]).assert().success().stdout_eq(statistics);
    gainsay(&["schema", "shard"]).assert().success().stdout_eq(file!["../schemas/shard.schema.json"].raw());
    let line = file!["snapshots/formats/line-schema.json"].raw();
    gainsay(&["schema", "report-line"]).assert().success().stdout_eq(line);
}

#[test]
fn the_day_of_the_run_can_be_given() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases/record-published-in-the-future");
    let on = |today: &str| gainsay(&["check", "--fail-on", "warning", "--today", today]).current_dir(folder);
    on("2924-04-30").assert().code(1);
    // It may be tomorrow elsewhere.
    on("2924-05-01").assert().success();
    on("2924-05").assert().code(2);
}

#[test]
fn wrong_usage_has_status_two() {
    gainsay(&["chekc"]).assert().code(2);
    gainsay(&["check", "--format", "xml"]).assert().code(2);
    gainsay(&["check", "--output", "sarfi=x"]).assert().code(2);
    gainsay(&["explain"]).assert().code(2);
    gainsay(&["schema", "claims-of-nobody"]).assert().code(2);
}

#[test]
fn rules_command_nothing() {
    let rules = "tests/cases/hostile-text/claims/rules";
    for arguments in [
        &["rules"][..],
        &["rules", "--format", "markdown"],
        &["explain", "death-toll"],
        &["test", "death-toll"],
    ] {
        let output = gainsay(arguments).args(["--rules", rules]).output().unwrap();
        let shown = String::from_utf8(output.stdout).unwrap();
        assert!(!shown.contains(|c: char| c.is_control() && c != '\n'), "{shown}");
        for line in shown.lines() {
            assert!(!line.trim_start().starts_with("::") && !line.contains("##["), "{line}");
        }
    }
}
