//! Whatever mapping files and tables hold, reading ends, and each spot lies in its file.

use proptest::prelude::*;

use super::{Given, Tables, wanted};
use crate::claim::{self, Records};
use gainsay_yaml::text::{Files, Span};

/// The records of a table under a mapping, with the files that they are of.
fn read(mapping: &str, path: &str, table: &str) -> (Files, Records) {
    let mut files = Files::default();
    let id = files.add("claims/a.map.yaml", mapping);
    let file = files.add_foreign(path, table, Some(id));
    let mut given: Vec<Given> = wanted(&files, id)
        .into_iter()
        .map(|wanted| Given { mapping: Some((id, wanted.table)), file })
        .collect();
    given.push(Given { mapping: None, file });
    let tables = Tables::new(&files, &[id], &given);
    let records = claim::read_with(&files, &[], &tables);
    drop(tables);
    (files, records)
}

/// Whether `span` lies in its file, on whole characters.
fn lies(files: &Files, span: Span) -> bool {
    files.get(span.file).text.get(span.start as usize..span.end as usize).is_some()
}

fn is_sound(files: &Files, records: &Records) -> bool {
    let problems = records.problems.iter();
    let mut spans =
        problems.flat_map(|problem| problem.related.iter().map(|(span, _)| *span).chain([problem.span]));
    let edits = records.problems.iter().flat_map(|problem| &problem.fixes).flat_map(|fix| &fix.edits);
    let mut edits = edits.map(|edit| edit.span);
    let mut claims = records.claims.iter().map(|claim| claim.span);
    spans.all(|span| lies(files, span))
        && claims.all(|span| lies(files, span))
        && edits.all(|span| !files.get(span.file).foreign)
}

#[test]
fn a_claim_is_made_of_cells_and_constants() {
    let mapping = "read: a.csv\nsubject: storm\nattribute: { from: what }\nsource: { from: who, split: \"/\" }\nvalue: { from: n }\n";
    let (files, records) = read(mapping, "claims/a.csv", "what,who,n\ndeaths,AP/BBC,\"1 \"\"x\"\"\"\n");
    let ids: Vec<&str> = records.claims.iter().map(|claim| records.id(claim.number)).collect();
    assert_eq!(ids[..2], ["a#AP/storm/deaths", "a#BBC/storm/deaths"]);
    let claim = &records.claims[1];
    assert_eq!(
        (files.slice(claim.source.span), files.get(claim.source.span.file).path.as_str()),
        ("BBC", "claims/a.csv")
    );
    let subject = claim.subject.unwrap();
    assert_eq!(
        (files.slice(subject.span), files.get(subject.span.file).path.as_str()),
        ("storm", "claims/a.map.yaml")
    );
    assert_eq!(claim.words(&files).as_deref(), Some("1 \"x\""));
}

const KEYS: [&str; 26] = [
    "read: a.csv",
    "read: [b, c]",
    "read:",
    "format: csv",
    "format: json-lines",
    "format: json",
    "format: front-matter",
    "dialect: { separator: \";\", decimal: \",\", header: false }",
    "dialect: { header: 2, quote: \"'\" }",
    "rows: a.0.b",
    "empty: [x, \"\"]",
    "skip: { a: \"*\" }",
    "when: [b]",
    "id: \"{a}-{source}\"",
    "id: \"{\"",
    "source: { from: a, split: \";\" }",
    "source: s",
    "attribute: { from: [b, a] }",
    "value: { from: c, replace: { x: 1, y: } }",
    "value: { low: { from: a }, high: 5 }",
    "during: { hours: a, until: b }",
    "as-of: { from: b, date: \"%d.%m.%Y\" }",
    "tags: { from: a, split: \",\" }",
    "note: { template: \"{a}{{{b}}}\" }",
    "claims: [{ attribute: x, value: { from: a } }, y]",
    "sources: { read: a.csv, id: { from: a }, name: { from: b } }",
];

const ENDINGS: [&str; 5] = ["csv", "tsv", "json", "jsonl", "md"];

proptest! {
    #[test]
    fn whatever_they_hold_reading_ends(
        keys in prop::collection::vec(prop::sample::select(&KEYS[..]), 0..9),
        ending in prop::sample::select(&ENDINGS[..]),
        table in "(\u{feff}|---\n|a;b;c\n|source,attribute,value\n)?([abc,;\"'\n\t{}\\[\\]:é 0-9.]|\"a\": 1|---\n){0,60}",
    ) {
        let (files, records) = read(&keys.join("\n"), &format!("claims/a.{ending}"), &table);
        prop_assert!(is_sound(&files, &records));
    }
}
