//! What is wrong with claims, all of it told in one run, and what is left out for it.

use proptest::prelude::*;

use super::case;
use crate::problem::Code;

#[test]
fn all_problems_of_all_files_are_told_and_the_sound_claims_kept() {
    let one = "
report: { source: a, as_of: 2024 }
claims:
- { id: one, attribute: x, value: 1 }
- { id: two, atribute: x, value: 1, note: [n] }
- { id: three, attribute: x, value: 1, value: 2 }
- { id: four, attribute: x, value: { low: 1, high: [2] } }
- { id: five, attribute: x, value: { worded: some } }
- { id: six, attribute: x, value: 1, as-of: 23 Oct 2024 }
- { id: seven, attribute: x, value: 1, stance: denys }
- { id: eight, attribute: x, value: 1, note: [n], colour: red, credibility: 7, tags: 5 }
- nine
- { id: ten, attribute: '', value: [] }
- { id: eleven, value: 1 }
clams: []
";
    let two = "
claims:
- { id: six, source: b, attribute: y, value: 1 }
- { id: thirteen, source: b, attribute: y, value: 1 }
- { attribute: y, value: 1, source: }
- { id: fifteen, source: b, attribute: y }
- { id: sixteen, source: b, attribute: y, value: 1, as-of: 2024, during: 2024 }
- { id: seventeen, source: b, attribute: y, value: 1, correction: yes, place: *here }
";
    let case = case(&[one, two]);
    assert_eq!(
        case.told(),
        [
            "unknown-key as_of",
            "unknown-key atribute",
            "wrong-type [n]",
            "duplicate-key value <- value",
            "wrong-type [2]",
            "missing-key { worded: some",
            "not-a-date 23 Oct 2024",
            "invalid-value denys",
            "wrong-type [n]",
            "unknown-key colour",
            "invalid-value 7",
            "wrong-type 5",
            "wrong-type nine",
            "invalid-value ''",
            "invalid-value []",
            "missing-key { id: eleven",
            "unknown-key clams",
            "duplicate-id six <- six",
            "missing-key source",
            "missing-key { id: fifteen",
            "exclusive-keys 2024 <- 2024",
            "wrong-type yes",
            "unknown-anchor *here",
        ]
    );
}

#[test]
fn what_is_left_out_is_only_what_cannot_be_compared() {
    let case = case(&["
report: { source: a, attribute: x }
claims:
- { id: kept, value: 1, note: [n], colour: red, credibility: 7, tags: 5, url: {}, id: again }
- { id: gone1, value: 1, vlaue: 2, place: [x] }
- { id: gone2, value: 1, plce: here }
- { id: kept2, value: 1, place: here, plce: there }
- { id: gone3, value: 1, published: soon }
- { id: gone4, value: { low: 1, high: {} } }
- { id: gone5, value: [1, []] }
- { id: gone6, value: 1, share: few }
- { id: gone7, value: 1, scope: *nowhere }
- { id: gone8, value: [*nowhere, b] }
- { id: kept3, value: 1, note: *nowhere }
"]);
    assert_eq!(case.claims(), ["kept a - x - = 1", "kept2 a - x here = 1", "kept3 a - x - = 1"]);
}

#[test]
fn messages_say_what_to_do() {
    for (text, message, help) in [
        ("cliams: []", "unknown key `cliams`", "did you mean `claims`?"),
        ("claims: {a: 1}", "`claims` takes a list", "begin each record with `- `"),
        (
            "- a",
            "a claim file is a mapping of sections",
            "its keys are `sources`, `subjects`, `places`, `report`, `claims`, `accepted`",
        ),
        (
            "claims: [{id: a, attribute: x, value: 1}]",
            "the key `source` is missing",
            "give it in the claim, or in the report for all of its claims",
        ),
        (
            "claims: [{id: a, attribute: x, value: 1, source: s, stance: denied}]",
            "unknown word `denied` for `stance`",
            "did you mean `denies`?",
        ),
        (
            "claims: [{id: a, attribute: x, value: 1, source: s, as-of: 2024-13}]",
            "`2024-13` is not a date: there is no month 13",
            "write `2024-10-23`, `2024-10`, `2024`, or from one to another: `2024-10-13/2024-10-18`",
        ),
        (
            "report: {id: r, source: s}",
            "a report has no id",
            "give each claim its own id, or none: it is then numbered",
        ),
    ] {
        assert_eq!(case(&[text]).messages(), [(message, help)], "{text}");
    }
}

#[test]
fn a_date_is_underlined_at_the_part_that_is_wrong() {
    for (written, blamed) in
        [("2024-13-01", "13"), ("'2024-02-30'", "30"), ("soon", "soon"), ("|\n    2024-10-99", "99")]
    {
        let text =
            format!("report: {{source: s, attribute: x, value: 1}}\nclaims:\n- id: a\n  as-of: {written}\n");
        assert_eq!(case(&[&text]).told(), [format!("not-a-date {blamed}")]);
    }
}

#[test]
fn a_report_that_cannot_be_read_takes_its_claims_along_but_not_their_problems() {
    let case = case(&[
        "report: [a]\nclaims: [{id: a, attribute: x, value: 1}, {id: b, colour: red}]\n---\nreport: {source: s}\nclaims: [{id: c, attribute: x, value: 1}]",
    ]);
    assert_eq!(case.told(), ["wrong-type [a]", "unknown-key colour"]);
    assert_eq!(case.claims(), ["c s - x - = 1"]);
}

#[test]
fn a_broken_key_of_a_report_breaks_what_takes_it() {
    let case = case(&["
report: { source: s, attribute: x, place: [a], as-of: 2024 }
claims:
- { id: one, value: 1 }
- { id: two, value: 1, place: here }
"]);
    assert_eq!(case.told(), ["wrong-type [a]"]);
    assert_eq!(case.claims(), ["two s - x here = 1, as of 2024"]);
}

#[test]
fn claims_before_an_error_in_the_file_are_kept() {
    let case = case(&[
        "report: {source: s, attribute: x}\nclaims:\n- id: a\n  value: 1\n- id: b\n  value: \"1\n- id: c\n",
        "claims:\n- {id: d, attribute: x, value: 1}\n- {id: e, source: s, attribute: x, value: 1}\n- [\n",
    ]);
    assert_eq!(case.told(), ["malformed-yaml \"", "malformed-yaml ["]);
    assert_eq!(case.claims(), ["a s - x - = 1", "e s - x - = 1"]);
}

#[test]
fn a_repeated_section_is_told_and_read() {
    let case = case(&[
        "claims: [{id: a, source: s, attribute: x, value: 1}]\nclaims: [{id: b, source: s, attribute: x, value: 1}]",
    ]);
    assert_eq!(case.told(), ["duplicate-key claims <- claims"]);
    assert_eq!(case.claims().len(), 2);
}

#[test]
fn an_alias_of_a_claim_has_its_id_too() {
    let case = case(&["claims: [&a {id: a, source: s, attribute: x, value: 1}, *a]"]);
    assert_eq!(case.told(), ["duplicate-id a <- a"]);
    assert_eq!(case.claims(), ["a#1 s - x - = 1", "a#2 s - x - = 1"]);
}

/// The names that claims have in the end, whose ids are those of one file in each list.
fn called(ids: &[&[&str]]) -> Vec<String> {
    let record = |id: &&str| {
        let id = if id.is_empty() { String::new() } else { format!("id: '{id}', ") };
        format!("- {{ {id}source: s, attribute: x, value: 1 }}\n")
    };
    let texts: Vec<String> =
        ids.iter().map(|ids| format!("claims:\n{}", ids.iter().map(record).collect::<String>())).collect();
    let case = case(&texts.iter().map(String::as_str).collect::<Vec<_>>());
    let problems = case.records.problems.iter();
    let told =
        problems.filter(|problem| problem.code == Code::DuplicateId && problem.related.len() == 1).count();
    let names = case.claims().into_iter().map(|line| line.split(' ').next().unwrap_or_default().to_owned());
    names.chain([told.to_string()]).collect()
}

#[test]
fn no_claim_takes_the_name_of_another() {
    assert_eq!(called(&[&["x"], &["y", "x"]]), ["a#1", "y", "b#2", "1"]);
    assert_eq!(called(&[&["x", "x"], &["y", "x"]]), ["a#1", "a#2", "y", "b#2", "2"]);
    // An id may be the name that another claim is called by for want of one, or has come to be called by.
    assert_eq!(called(&[&["b#1"], &[""]]), ["a#1", "b#1", "1"]);
    assert_eq!(called(&[&[""], &["a#1"]]), ["a#1", "b#1", "1"]);
    assert_eq!(called(&[&["x", "b#1"], &["x", "a#1"]]), ["a#1", "a#2", "b#1", "b#2", "3"]);
    assert_eq!(called(&[&["b#1", "a#1"], &[""]]), ["a#1", "a#2", "b#1", "2"]);
    assert_eq!(called(&[&["a#1"], &["y"]]), ["a#1", "y", "0"]);
}

#[test]
fn an_entry_that_names_several_claims_accepts_nothing() {
    let case = case(&[
        "claims: [{id: x, source: s, attribute: x, value: 1}, {id: x, source: t}, {id: y, source: s, attribute: x, value: 1}]",
        "accepted: [{rule: r, claims: [x, y], reason: z}, {rule: r, claims: ['a#1', y], reason: z}]",
    ]);
    assert_eq!(case.records.accepted.len(), 1);
    assert!(case.messages().contains(&(
        "several claims have the id `x`, so this accepts nothing",
        "name the one that is meant: `a#1`, `a#2`"
    )));
    assert_eq!(case.claims()[0], "a#1 s - x - = 1");
}

#[test]
fn accepted_entries_are_checked_against_the_claims() {
    let case = case(&["
claims: [{id: a1, source: s, attribute: x, value: 1}, {id: b1, source: s, attribute: x, value: 1}, {id: bad, source: s}]
accepted:
- { rule: troop-count, claims: [a1, b1], reason: known, expires: 2026-12-31 }
- { rule: r, claims: [a1, b2] }
- { rule: r, claims: [a1, bad] }
- { claims: [a1], expires: never, resaon: x }
- { claims: [a1] }
"]);
    assert_eq!(
        case.told(),
        [
            "missing-key {id: bad",
            "missing-key {id: bad",
            "dangling-claim b2",
            "not-a-date never",
            "unknown-key resaon"
        ]
    );
    let accepted = &case.records.accepted;
    assert_eq!(accepted.len(), 2);
    assert_eq!(case.name(accepted[0].rule), "troop-count");
    assert_eq!(accepted[0].reason.as_ref().unwrap().as_str(&case.files), "known");
    assert!(accepted[0].expires.is_some());
}

#[test]
fn reading_in_another_order_of_files_tells_the_same() {
    let one = "claims: [{id: a, source: s, attribute: x, value: 1}, {id: c}]";
    let two = "claims: [{id: b, source: t, attribute: x, value: [*x]}]\nsources: {s: }";
    let mut there: Vec<_> = case(&[one, two]).told();
    let mut back: Vec<_> = case(&[two, one]).told();
    there.sort();
    back.sort();
    assert_eq!(there, back);
}

const LINES: &[&str] = &[
    "claims:",
    "report:",
    "sources:",
    "places:",
    "accepted:",
    "- id: a",
    "- id: b",
    "  id: c",
    "  source: s",
    "  attribute: x",
    "  value: 1",
    "  value: {low: 1}",
    "  value: [a, b]",
    "  as-of: 2024-1X",
    "  during: ..",
    "  s: {part-of: t}",
    "  t: {part-of: s, aliases: [u, s]}",
    "  <<: *a",
    "- &a {id: z}",
    "- *a",
    "---",
    "  place: |",
    "    two",
    "  tags: [",
    "\t- x",
    "- { rule: r, claims: [a, zz] }",
    "  stance: denies",
    "  '",
    "  credibility: 9",
];

proptest! {
    #[test]
    fn nothing_panics_and_every_span_is_in_its_file(lines in prop::collection::vec(prop::sample::select(LINES), 0..24)) {
        let text = lines.join("\n");
        let case = case(&[&text, "sources: {s: , t: }"]);
        for problem in &case.records.problems {
            let spots = problem.related.iter().map(|(span, _)| *span).chain([problem.span]);
            for span in spots {
                let file = &case.files.get(span.file).text;
                prop_assert!(file.get(span.start as usize..span.end as usize).is_some(), "{problem:?}");
            }
        }
    }
}
