//! So many of a thing that anything but a straight way through would take all day.

use super::{SOUND, check, folder_of, run};

const MANY: usize = 2_000;

#[test]
fn every_one_of_many_keys_is_told() {
    let keys: String = (0..MANY).map(|at| format!("    sourc{at}: 1\n")).collect();
    let twice = "    source: s\n".repeat(MANY);
    let record = "claims:\n  - id: a\n    source: s\n    attribute: troops\n    value: 5\n";
    let (status, told) = check("keys", "a.yaml", format!("{record}{keys}"));
    assert_eq!((status, told.matches("error[unknown-key]").count()), (1, MANY));
    let (status, told) = check("keys", "b.yaml", format!("{record}{twice}"));
    assert_eq!((status, told.matches("error[duplicate-key]").count()), (1, MANY));
}

#[test]
fn a_record_that_is_wrong_all_over_is_read_in_time() {
    // Each wrong value is left out for another try, which must not tell all unknown keys anew.
    let keys: String = (0..MANY).map(|at| format!("    sourc{at}: 1\n")).collect();
    let wrong = ["id", "source", "subject", "attribute", "place", "as-of", "during", "cites"];
    let wrong: String = wrong.iter().map(|key| format!("    {key}: {{ a: b }}\n")).collect();
    let (status, told) = check("wrong", "a.yaml", format!("claims:\n  - value: 5\n{wrong}{keys}"));
    assert_eq!((status, told.matches("error[unknown-key]").count()), (1, MANY));
    assert_eq!(told.matches("error[wrong-type]").count(), 8);
}

#[test]
fn names_that_are_declared_nowhere_are_told_without_looking_through_all() {
    let sources: String = (0..MANY).map(|at| format!("  s{at}: {{ name: n{at} }}\n")).collect();
    let claims: String = (0..MANY)
        .map(|at| format!("  - {{ id: a{at}, source: t{at}, attribute: troops, value: 5 }}\n"))
        .collect();
    let (status, told) = check("declared", "a.yaml", format!("sources:\n{sources}claims:\n{claims}"));
    assert_eq!((status, told.matches("error[dangling-source]").count()), (1, MANY));
}

#[test]
fn every_one_of_many_problems_is_told_and_fewer_where_that_is_asked() {
    let claims: String = (0..MANY)
        .map(|at| {
            format!("  - {{ id: a{at}, source: s, attribute: troops, value: bad, as-of: 2024-01-01 }}\n")
        })
        .collect();
    let folder = folder_of("problems", &[("claims/a.yaml", format!("claims:\n{claims}").as_bytes())]);
    let done = run(&folder, &["check", "--format", "concise"]);
    assert_eq!((done.status, done.out.matches("error[unreadable-value]").count()), (1, MANY));
    let done = run(&folder, &["check", "--max-findings", "3"]);
    assert_eq!((done.status, done.out.matches("error[unreadable-value]").count()), (1, 3));
    assert!(done.out.ends_with(": 2000 errors; 1997 of them are not written; 0 pairs compared, 0 not compared, 2000 claims compared with nothing\n"), "{}", done.out);
}

#[test]
fn ids_that_come_again_and_again_are_told() {
    let (status, told) = check("twice", "a.yaml", format!("claims:\n{}", SOUND.repeat(MANY)));
    assert_eq!((status, told.matches("error[duplicate-id]").count()), (1, MANY - 1));
}

#[test]
fn an_endless_line_is_shown_around_its_spot() {
    let line = "x ".repeat(1 << 19);
    let text =
        format!("claims: [ {{ id: a, source: s, attribute: troops, note: \"{line}\", value: bad }} ]\n");
    let folder = folder_of("line", &[("claims/a.yaml", text.as_bytes())]);
    let done = run(&folder, &["check"]);
    assert_eq!(done.status, 1);
    assert!(done.out.contains("value: bad"), "{}", done.out);
    assert!(done.out.len() < 2000, "{} bytes", done.out.len());
}

#[test]
fn comments_and_lists_may_be_of_any_length() {
    let text = format!("{}claims:\n{SOUND}", "# c\n".repeat(100_000));
    let (status, told) = check("any-length", "comments.yaml", text);
    assert_eq!(
        (status, told.as_str()),
        (
            0,
            "1 file, 1 claim of 1 source: nothing found; 0 pairs compared, 0 not compared, 1 claim compared with nothing: there is no second source; add what another one says about the same subject and attribute\n"
        )
    );
    let text = format!("claims:\n{SOUND}other: [{}]\n", "a,".repeat(500_000));
    let (status, told) = check("any-length", "list.yaml", text);
    assert_eq!(status, 1);
    assert!(told.starts_with("list.yaml:3:1: error[unknown-key]: unknown key `other`\n"), "{told}");
}

#[test]
fn globs_are_held_to_a_length_and_a_depth() {
    let claims = format!("claims:\n{SOUND}");
    for (name, glob, why) in [
        ("deep", format!("{}a{}", "{".repeat(5000), "}".repeat(5000)), "longer than 1,000 bytes"),
        ("braces", format!("{}a{}", "{".repeat(100), "}".repeat(100)), "nested deeper than 16 levels"),
        ("long", "*a".repeat(20_000), "longer than 1,000 bytes"),
    ] {
        let rules = format!(
            "rules:\n  - id: r\n    title: t\n    compare: [troops]\n    where: {{ subject: \"{glob}\" }}\n"
        );
        let config = format!("exclude: [\"{glob}\"]\n");
        let folder = folder_of(
            name,
            &[
                ("claims/a.yaml", claims.as_bytes()),
                ("rules/r.yaml", rules.as_bytes()),
                ("b/gainsay.yaml", config.as_bytes()),
            ],
        );
        let done = run(&folder, &["check"]);
        assert_eq!(done.status, 2, "{}", done.err);
        assert!(done.err.contains("rules/r.yaml:5:23") && done.err.contains(why), "{}", done.err);
        let done = run(&folder.join("b"), &["check", "../claims"]);
        assert_eq!(done.status, 2, "{}", done.err);
        assert!(done.err.contains("gainsay.yaml:1:11") && done.err.contains(why), "{}", done.err);
    }
    let stars = format!(
        "rules:\n  - id: r\n    title: t\n    compare: [troops]\n    where: {{ subject: \"{}b\" }}\n",
        "*a".repeat(400)
    );
    let claims: String = (0..50)
        .map(|at| {
            SOUND
                .replace("a1", &format!("a{at}"))
                .replace("subject: x", &format!("subject: {}", "a".repeat(20_000)))
        })
        .collect();
    let folder = folder_of(
        "stars",
        &[("claims/a.yaml", format!("claims:\n{claims}").as_bytes()), ("rules/r.yaml", stars.as_bytes())],
    );
    assert_eq!(run(&folder, &["check"]).status, 0);
}

#[test]
fn a_cell_of_many_names_is_gone_through_once() {
    let mapping = "read: a.csv\nsource: s\nsubject: { from: who, split: \";\" }\nattribute: troops\nas-of: 2024-01-01\nvalue: { from: n }\n";
    let many = 8 * MANY;
    let differ: String = (0..many).map(|at| format!("\"\"n{at}\"\";")).collect();
    for names in [differ, "n;".repeat(many)] {
        let table = format!("who,n\n\"{names}\",5\n");
        let folder = folder_of(
            "names",
            &[("claims/a.map.yaml", mapping.as_bytes()), ("claims/a.csv", table.as_bytes())],
        );
        let done = run(&folder, &["check", "--format", "concise"]);
        let begins = format!("1 file, {many} claims of 1 source: ");
        assert!(done.status == 0 && done.out.starts_with(&begins), "{}", done.out);
    }
}

#[test]
fn a_row_of_fields_that_are_there_twice_is_told() {
    let mapping = "read: a.json\nsource: s\nsubject: t\nattribute: troops\nvalue: { from: n }\n";
    let again: String = (0..MANY).map(|at| format!(", \"f{at}\": 1, \"f{at}\": 2")).collect();
    let asked: String = (0..MANY).map(|at| format!("{{f{at}}}")).collect();
    let mapping = format!("{mapping}note: {{ template: \"{asked}\" }}\n");
    let table = format!("[{{\"n\": 5{again}}}]");
    let folder = folder_of(
        "fields",
        &[("claims/a.map.yaml", mapping.as_bytes()), ("claims/a.json", table.as_bytes())],
    );
    let done = run(&folder, &["check", "--format", "concise"]);
    assert_eq!((done.status, done.out.matches("error[duplicate-key]").count()), (1, MANY));
}

#[test]
fn fields_that_every_row_has_for_itself_are_not_all_proposed() {
    let row = |row: usize| {
        let fields: Vec<String> = (0..30).map(|at| format!("\"f{row}-{at}\": {at}")).collect();
        format!("{{{}}}\n", fields.join(", "))
    };
    let table: String = (0..100).map(row).collect();
    let folder = folder_of("proposed", &[("a.jsonl", table.as_bytes())]);
    let done = run(&folder, &["import", "a.jsonl"]);
    let said = "# Only the first 1000 fields of these rows were looked at; there are 2000 more.\n";
    assert!(done.status == 0 && done.out.contains(said), "{}", done.out);
    assert!(done.out.contains("from: f0-0 ") && !done.out.contains("f34-0"), "{}", done.out);
}

#[test]
fn a_dispute_with_too_many_sides_says_that_none_is_looked_for_between_them() {
    const SAID: &str = "there are too many claims to tell which are on no side: each is listed on one";
    let claim = |at: usize| {
        let day = format!("{}-{:02}-{:02}", 2000 + at / 336, 1 + at / 28 % 12, 1 + at % 28);
        format!("  - {{ id: a{at}, source: s{at}, subject: fire, attribute: event-date, value: {day} }}\n")
    };
    let of = |claims| format!("claims:\n{}", (0..claims).map(claim).collect::<String>());
    let told = |folder, claims| check(folder, "a.yaml", of(claims)).1.matches(SAID).count();
    assert_eq!((told("sides-few", 1_000), told("sides-many", 1_100)), (0, 1));
}
