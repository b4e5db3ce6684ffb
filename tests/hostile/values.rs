//! Numbers, dates and texts beyond all measure.

use std::fmt::Write as _;

use super::{check, folder_of, run};

/// A claim for each of `values`, under `key`.
fn claims(key: &str, values: &[&str]) -> String {
    let mut text = "claims:\n".to_owned();
    for (at, value) in values.iter().enumerate() {
        let rest = if key == "value" { "as-of: 2024-01-01" } else { "value: 5" };
        let _ = writeln!(
            text,
            "  - {{ {key}: \"{value}\", id: c{at}, source: s, subject: x{at}, attribute: troops, {rest} }}"
        );
    }
    text
}

#[test]
fn numbers_that_no_decimal_holds_are_told() {
    let long = "9".repeat(100_000);
    let wrong = ["1e999999999", "1e-999999999", "NaN", ".nan", ".inf", "-.inf", "∞", "1/0", &long];
    let (status, told) = check("numbers", "wrong.yaml", claims("value", &wrong));
    assert_eq!(status, 1);
    for (at, value) in wrong.iter().enumerate() {
        let start = format!("wrong.yaml:{}:", at + 2);
        let line = told.lines().find(|line| line.starts_with(&start)).unwrap();
        let cut: String = value.chars().take(1000).collect();
        assert!(line.contains(&format!("error[unreadable-value]: cannot read `{cut}")), "{line}");
        assert!(line.len() < 2200, "{} is told in {} bytes", &cut[..10], line.len());
    }
    assert!(told.ends_with("1 file, 9 claims of 1 source: 9 errors; 0 pairs compared, 0 not compared, 9 claims compared with nothing\n"), "{told}");
    let sound = ["-0", "0", "79228162514264337593543950335", "1e28", "up to 5", "9 billion billion"];
    let (status, told) = check("numbers", "sound.yaml", claims("value", &sound));
    assert_eq!(
        (status, told.as_str()),
        (
            0,
            "1 file, 6 claims of 1 source: nothing found; 0 pairs compared, 0 not compared, 6 claims compared with nothing: there is no second source; add what another one says about the same subject and attribute\n"
        )
    );
}

#[test]
fn days_beyond_all_calendars_are_told() {
    let long = "9".repeat(5000);
    let wrong = [
        "10000-01-01",
        "Y170000002",
        "Y-170000002",
        "Y99999999999999999999",
        "2024-02-30",
        "2024-13",
        "2024-00-00",
        "Y17E99999999999",
        "2024-12-31T25:61:61Z",
        "2024-01-01/2023",
        &long,
    ];
    let (status, told) = check("dates", "wrong.yaml", claims("as-of", &wrong));
    assert_eq!(status, 1);
    for at in 0..wrong.len() {
        let start = format!("wrong.yaml:{}:14: error[not-a-date]: ", at + 2);
        assert!(
            told.lines().any(|line| line.starts_with(&start) || line.contains("error[not-a-date]")),
            "{start}: {told}"
        );
    }
    assert!(
        told.ends_with("1 file, 0 claims of 0 sources: 11 errors; 0 pairs compared, 0 not compared\n"),
        "{told}"
    );
    let sound = ["-9999-01-01", "9999-12-31", "0000-01-01"];
    let (status, told) = check("dates", "sound.yaml", claims("as-of", &sound));
    assert_eq!(
        (status, told.as_str()),
        (
            0,
            "1 file, 3 claims of 1 source: nothing found; 0 pairs compared, 0 not compared, 3 claims compared with nothing: there is no second source; add what another one says about the same subject and attribute\n"
        )
    );
}

#[test]
fn a_long_scalar_is_told_briefly_in_every_format() {
    let folder_with = |name, value: &str| {
        let text = claims("value", &[value]);
        folder_of(name, &[("claims/a.yaml", text.as_bytes())])
    };
    let (long, short) = (folder_with("scalar", &"x".repeat(1 << 20)), folder_with("word", "x"));
    for format in ["text", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit", "markdown"] {
        let [long, short] = [&long, &short].map(|folder| run(folder, &["check", "--format", format]));
        assert_eq!((long.status, short.status), (1, 1), "{}", long.err);
        // What a format says of the rules, which SARIF lists, has nothing to do with the value.
        let more = long.out.len() - short.out.len();
        assert!(more < 8_000, "{format} writes {more} bytes more");
    }
}

#[test]
fn what_is_written_in_ids_commands_nothing() {
    let ids = ["a\\nb", "a\\r::error::x", "a\\x1b[2J", "\\u202egnp", "\\x7f", "x\\u0085", "##[group]", "\\0"];
    let claims: String = ids
        .iter()
        .map(|id| {
            format!(
                "  - {{ id: \"{id}\", source: \"s {id}\", attribute: troops, value: 5, as-of: 2024-01-01 }}\n"
            )
        })
        .collect();
    let (status, told) = check("ids", "a.yaml", format!("claims:\n{}", claims.repeat(2)));
    assert_eq!(status, 1);
    assert_eq!(told.matches("error[duplicate-id]").count(), ids.len(), "{told}");
    assert!(!told.contains(|c: char| c != '\n' && (c.is_control() || c == '\u{202e}')), "{told}");
    assert!(!told.lines().any(|line| line.trim_start().starts_with("::") || line.contains("##[")), "{told}");
}
