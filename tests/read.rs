//! `gainsay read`, character for character, and with whatever it may be given.

#![allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]

use snapbox::cmd::{Command, cargo_bin};
use snapbox::{file, str};

/// The program in a clean environment, where there are no claims.
fn gainsay(arguments: &[&str]) -> Command {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/read");
    Command::new(cargo_bin!("gainsay")).env_clear().current_dir(folder).args(arguments)
}

fn read(arguments: &[&str]) -> Command {
    gainsay(&["read", "--width", "80"]).args(arguments)
}

#[test]
fn a_number_word_by_word() {
    read(&["roughly 12,000 soldiers in the east", "-a", "troops"])
        .assert()
        .success()
        .stderr_eq("")
        .stdout_eq(file!["snapshots/read/number.txt"].raw());
}

#[test]
fn values_beside_each_other() {
    read(&["about 12,000", "at least 15,000", "up to 11,500", "12,000 of them", "unknown", "-a", "troops"])
        .assert()
        .success()
        .stdout_eq(file!["snapshots/read/several.txt"].raw());
}

#[test]
fn names_that_may_mean_the_same() {
    read(&["Müller", "Mueller", "-a", "pilot-name"]).assert().success().stdout_eq(str![[r#"
...
Compared with each other, on one day:
  1 and 2: compatible, since they have values in common, by `names-and-facts`;
    both allow Mueller, Müller

"#]]);
}

#[test]
fn what_cannot_be_read_is_shown_at_its_words() {
    read(&["12 furlongz", "50 km", "50 kg", "-a", "distance"])
        .assert()
        .code(1)
        .stderr_eq("")
        .stdout_eq(file!["snapshots/read/refused.txt"].raw());
}

#[test]
fn a_value_in_another_language() {
    read(&["--lang", "de", "rund 12.000 Soldaten", "about 12.000", "-a", "troops"])
        .assert()
        .code(1)
        .stdout_eq(file!["snapshots/read/german.txt"].raw());
    read(&["--lang", "xx", "12 soldats", "-a", "troops"])
        .assert()
        .code(1)
        .stdout_eq(file!["snapshots/read/no-pack.txt"].raw());
}

#[test]
fn units_in_another_language() {
    read(&["--lang", "de", "120 Kilometer pro Stunde", "3 Stunden 20 Minuten", "500 metres"])
        .assert()
        .code(1)
        .stdout_eq(file!["snapshots/read/german-units.txt"].raw());
}

/// What a rule file calls a unit is a name of it in every language.
#[test]
fn a_unit_of_a_rule_file_in_each_language() {
    let rules = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases/own-unit/claims/rules/words.yaml");
    for lang in ["en", "de"] {
        read(&["--lang", lang, "50 furlongs", "1 furlong", "-a", "distance", "--rules", rules])
            .assert()
            .success()
            .stdout_eq(file!["snapshots/read/own-unit.txt"].raw());
    }
}

#[test]
fn what_is_too_long_for_its_kind_is_refused_at_once() {
    let long = "killed in ".repeat(100_000);
    for attribute in ["troops", "date", "time", "cause", "deployment", "alive"] {
        let done = read(&["-a", attribute]).stdin(long.as_str()).assert().code(1);
        let written = String::from_utf8(done.get_output().stdout.clone()).unwrap();
        assert!(written.contains("this is too long for a "), "{attribute}: {written}");
        assert!(written.len() < 1000, "{attribute}: {}", written.len());
    }
}

#[test]
fn every_kind_of_value() {
    for (attribute, values) in [
        ("date", &["two weeks ago", "by 1 November 2024", "2024-10-27/2024-10-28"][..]),
        ("deployment", &["not yet deployed", "moving closer"]),
        ("cause", &["gas leak", "meteorite"]),
        ("alive", &["yes"]),
        ("location", &["Kursk"]),
    ] {
        let expected = snapbox::Data::read_from(
            &std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
                .join(format!("tests/snapshots/read/kind-{attribute}.txt")),
            None,
        );
        let done = read(&[&["-a", attribute, "--as-of", "2024-10-28"], values].concat());
        done.assert().success().stderr_eq("").stdout_eq(expected.raw());
    }
}

#[test]
fn an_attribute_that_nobody_declares_is_read_as_it_looks() {
    read(&["14:30 GMT", "dozens", "-a", "deaht"])
        .assert()
        .success()
        .stdout_eq(file!["snapshots/read/undeclared.txt"].raw());
}

#[test]
fn values_for_programs() {
    read(&["about 12,000 soldiers", "more than 13 x", "at least 15,000", "-a", "troops"])
        .args(["--format", "json", "--as-of", "2024-10"])
        .assert()
        .code(1)
        .stdout_eq(file!["snapshots/read/values.json"].raw());
}

#[test]
fn rules_of_ones_own() {
    read(&["3 fathoms", "-a", "depth", "--rules", "own.yaml"]).assert().success().stdout_eq(str![[r#"
`3 fathoms`
  allows     5.5 m
  read as    quantity; the default unit is `metre`
  rounding   as written it may be off by 0.27432 metre, which comparisons allow
             for
    `3`        number: is 3
    `fathoms`  unit: converts to metre, times 1.8288

"#]]);
}

#[test]
fn one_value_a_line_of_standard_input() {
    let lines = "dozens\r\n\n  at least 5  \n12 furlongz";
    let given = |arguments: &[&str]| read(arguments).stdin(lines);
    given(&["-a", "deaths"]).assert().code(1).stdout_eq(file!["snapshots/read/lines.txt"].raw());
    given(&["-a", "deaths", "-"]).assert().code(1).stdout_eq(file!["snapshots/read/lines.txt"].raw());
    read(&[]).stdin("\n \n").assert().code(2).stdout_eq("").stderr_eq(str![[r#"
error: there is no value in standard input
  help: give values as arguments, or one a line; `gainsay read --help` shows
        examples

"#]]);
    read(&[]).stdin(b"\xff\n".as_slice()).assert().code(2).stdout_eq("").stderr_eq(str![[r#"
error: cannot read standard input: it is not UTF-8
  help: give the values as UTF-8

"#]]);
}

#[test]
fn many_values_are_read_and_not_compared() {
    let lines = (0..40).map(|at| at.to_string()).collect::<Vec<_>>().join("\n");
    let output = read(&["-a", "deaths"]).stdin(lines).assert().success().get_output().stdout.clone();
    let output = String::from_utf8(output).unwrap();
    assert!(
        output.ends_with("note: values are not compared with each other if there are more than 16\n"),
        "{output}"
    );
    assert!(output.contains("\n40: `39`\n"), "{output}");
}

#[test]
fn wrong_usage() {
    read(&["5", "--as-of", "yesterday"]).assert().code(2).stdout_eq("").stderr_eq(str![[r#"
error: invalid value 'yesterday' for '--as-of <DATE>': write an EDTF date, such as 2024-10-28 or 2024-10

For more information, try '--help'.

"#]]);
    read(&["5", "--rules", "nowhere.yaml"]).assert().code(2).stdout_eq("");
}

#[test]
fn a_hyphen_may_come_first() {
    read(&["-5"]).assert().success();
    read(&["--", "-5 °C"]).assert().success();
}

/// Values may come from anywhere: nothing of them drives a terminal, however long they are.
#[test]
fn hostile_values_are_shown_and_obeyed_by_nothing() {
    let values =
        "12 \u{1b}[31m\n\u{202e}21 tuoba\n##[add-mask]x\n::error::x\nab\u{0}out 5\n\u{feff}5\u{200b}\n";
    for format in ["text", "json"] {
        for attribute in ["deaths", "date", "cause", "\u{1b}[2J\u{202e}"] {
            let done = read(&["-a", attribute, "--format", format]).stdin(values).assert();
            let output = String::from_utf8(done.get_output().stdout.clone()).unwrap();
            let driven = |c: char| c.is_control() && c != '\n' || matches!(c, '\u{202e}' | '\u{200b}');
            assert!(!output.contains(driven), "{output}");
            assert!(!output.contains("##[") && !output.contains("\n::"), "{output}");
        }
    }
}

#[test]
fn long_values_take_no_long_time_and_no_long_lines() {
    for (attribute, value) in [
        ("deaths", "9".repeat(1 << 20)),
        ("deaths", "about ".repeat(1 << 17)),
        ("deaths", format!("12 dead in {}", "Kursk ".repeat(1 << 11))),
        ("date", "1 ".repeat(1 << 19)),
        ("cause", "x".repeat(1 << 20)),
        ("undeclared", "two words ".repeat(1 << 16)),
    ] {
        let done =
            read(&["-a", attribute]).stdin(value).timeout(std::time::Duration::from_secs(120)).assert();
        let output = String::from_utf8(done.get_output().stdout.clone()).unwrap();
        assert!(done.get_output().status.code().is_some_and(|code| code < 2), "{output}");
        let longest = output.lines().map(|line| line.chars().count()).max();
        assert!(longest <= Some(100), "{longest:?} {}", &output[..2000.min(output.len())]);
        assert!(output.len() < 20_000, "{}", output.len());
    }
}
