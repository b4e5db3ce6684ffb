//! The commands as they are told to those who ask for help, and what wrong usage comes to.

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
    gainsay(&["rules", "--help"]).assert().success().stdout_eq(file!["snapshots/help-rules.txt"].raw());
    gainsay(&["explain", "--help"]).assert().success().stdout_eq(file!["snapshots/help-explain.txt"].raw());
    gainsay(&["test", "--help"]).assert().success().stdout_eq(file!["snapshots/help-test.txt"].raw());
    gainsay(&["schema", "--help"]).assert().success().stdout_eq(file!["snapshots/help-schema.txt"].raw());
}

#[test]
fn the_schemas_at_hand_are_those_that_are_printed() {
    gainsay(&["schema", "claims"]).assert().success().stdout_eq(file!["../schemas/claims.schema.json"].raw());
    gainsay(&["schema", "rules"]).assert().success().stdout_eq(file!["../schemas/rules.schema.json"].raw());
    gainsay(&["schema", "report"]).assert().success().stdout_eq(file!["../schemas/report.schema.json"].raw());
}

#[test]
fn wrong_usage_has_status_two() {
    gainsay(&["chekc"]).assert().code(2);
    gainsay(&["check", "--format", "xml"]).assert().code(2);
    gainsay(&["check", "--quiet", "-o", "x"]).assert().code(2);
    gainsay(&["explain"]).assert().code(2);
    gainsay(&["schema", "claims-of-nobody"]).assert().code(2);
}
