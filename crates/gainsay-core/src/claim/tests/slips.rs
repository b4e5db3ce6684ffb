//! Slips of which it is clear what was meant, and what they do to the claims around them.

use super::{Case, case};
use gainsay_yaml::text::{Fix, Safety, apply};

/// The file with the first fix of its first problem that has one, and how that is called.
fn fixed(case: &Case, text: &str) -> (String, String) {
    let mut fixes = case.records.problems.iter().flat_map(|problem| &problem.fixes);
    let Fix { title, edits, .. } = fixes.next().unwrap();
    (title.clone(), apply(text, edits))
}

#[test]
fn a_number_with_a_comma_in_braces_is_one_problem_and_no_claim() {
    let text = "claims:
  - { id: one, source: a, attribute: x, value: 10,000, as-of: 2024-01-01 }
  - { id: two, source: b, attribute: x, value: { low: 1,000, high: about 12,500,000 people } }
  - { id: three, source: b, attribute: x, value: 10,  000 }
  - { id: four, source: b, attribute: x, value: 10,000: y }
";
    let case = case(&[text]);
    assert_eq!(
        case.told(),
        [
            "invalid-value 10,000",
            "invalid-value 1,000",
            "invalid-value about 12,500,000 people",
            "invalid-value 10,  000",
            "unknown-key 000",
        ]
    );
    assert_eq!(case.claims(), ["four b - x - = 10"]);
    let blank = &case.records.problems[3].fixes[0];
    assert_eq!((blank.safety, blank.edits[0].replacement.as_str()), (Safety::Suggested, "\"10,000\""));
    let (title, after) = fixed(&case, text);
    assert_eq!(title, "put it in quotation marks");
    assert!(after.contains("value: \"10,000\", as-of"), "{after}");
}

#[test]
fn the_claims_of_a_second_report_are_of_nobody_yet() {
    let text = "report: { source: a }
claims:
  - { id: one, attribute: x, value: 1 }
# of b
report: { source: b }
claims:
  - { id: two, attribute: x, value: 2 }
accepted:
  - { rule: amount, claims: [one, two], reason: known }
";
    let before = case(&[text]);
    assert_eq!(before.told(), ["duplicate-key report <- report"]);
    assert_eq!(before.claims(), ["one a - x - = 1"]);
    let (title, after) = fixed(&before, text);
    assert_eq!(title, "put `---` on a line before it");
    let after = case(&[&after]);
    assert_eq!(
        (after.told(), after.claims()),
        (vec![], vec!["one a - x - = 1".into(), "two b - x - = 2".into()])
    );
}

#[test]
fn a_second_report_may_come_behind_its_claims() {
    let text = "claims:
  - { id: one, attribute: x, value: 1 }
report: { source: a }
claims:
  - { id: two, attribute: x, value: 2 }
report: { source: b }
";
    let before = case(&[text]);
    assert_eq!(before.told(), ["duplicate-key claims <- claims"]);
    assert_eq!(before.claims(), ["one a - x - = 1"]);
    let after = case(&[&fixed(&before, text).1]);
    assert_eq!(
        (after.told(), after.claims()),
        (vec![], vec!["one a - x - = 1".into(), "two b - x - = 2".into()])
    );
}

#[test]
fn reports_and_claims_are_split_where_they_take_turns() {
    use Safety::{Safe, Suggested};
    for (order, expected) in [
        ("rcrc", vec![Safe]),
        ("rcrcrc", vec![Safe, Safe]),
        ("crcr", vec![Suggested]),
        ("rcorc", vec![Suggested]),
        ("rccrc", vec![]),
        ("crcrc", vec![]),
        ("rcr", vec![]),
        ("rrcc", vec![]),
        ("rccr", vec![]),
    ] {
        let section = |(at, sign)| match sign {
            'r' => format!("report: {{ source: s{at} }}\n"),
            'c' => format!("claims:\n  - {{ id: c{at}, source: own, attribute: x, value: 1 }}\n"),
            _ => format!("other: {at}\n"),
        };
        let text: String = order.chars().enumerate().map(section).collect();
        let case = case(&[&text]);
        let again = case.records.problems.iter().filter(|problem| problem.code.name() == "duplicate-key");
        let offered: Vec<Safety> = again.clone().flat_map(|one| &one.fixes).map(|fix| fix.safety).collect();
        assert_eq!((again.count() > 0, offered), (true, expected), "{order}");
        assert!(case.records.claims.len() < 2, "{order}");
    }
}

#[test]
fn two_lists_of_claims_of_one_report_are_both_read() {
    let case = case(&[
        "report: { source: a }\nclaims:\n  - { attribute: x, value: 1 }\nclaims:\n  - { attribute: x, value: 2 }\n",
    ]);
    assert_eq!(case.told(), ["duplicate-key claims <- claims"]);
    assert_eq!(case.records.claims.len(), 2);
    assert_eq!(case.records.problems[0].fixes, []);
}

#[test]
fn what_belongs_below_the_report_is_moved_there() {
    for (text, expected) in [
        ("report:\nsource: a\nurl: u\nclaims: []\n", "report:\n  source: a\n  url: u\nclaims: []\n"),
        (
            "source: a   # who\n# when\nas-of: 2024\nclaims: []\n",
            "report:\n  source: a   # who\n  # when\n  as-of: 2024\nclaims: []\n",
        ),
        (
            "report:\n    source: a\nnote: |\n  one\n\n  two\nclaims: []\n",
            "report:\n    source: a\n    note: |\n      one\n\n      two\nclaims: []\n",
        ),
        (
            "report:\nnote: |\n  one\n     \n  two\nclaims: []\n",
            "report:\n  note: |\n    one\n       \n    two\nclaims: []\n",
        ),
    ] {
        let before = case(&[text]);
        assert!(before.told().iter().all(|told| told.starts_with("misplaced-key ")), "{:?}", before.told());
        let (_, after) = fixed(&before, text);
        assert_eq!(after, expected);
        assert_eq!(case(&[&after]).told(), Vec::<String>::new());
    }
}

#[test]
fn what_cannot_be_moved_for_sure_stays() {
    for text in [
        "claims: []\nsource: a\n",
        "report: { url: u }\nsource: a\n",
        "report:\n  source: b\nsource: a\n",
        "source: a\nplaces: {}\nas-of: 2024\n",
        "{ source: a, claims: [] }\n",
    ] {
        let case = case(&[text]);
        assert!(case.told().iter().all(|told| told.starts_with("misplaced-key ")), "{:?}", case.told());
        assert!(case.records.problems.iter().all(|problem| problem.fixes.is_empty()), "{text}");
    }
}

#[test]
fn claims_that_leave_out_a_misplaced_key_are_left_out_without_further_words() {
    let case = case(&[
        "source: a\nclaims:\n  - { attribute: x, value: 1 }\n  - { source: b, attribute: x, value: 1 }\n",
    ]);
    assert_eq!(case.told(), ["misplaced-key source"]);
    assert_eq!(case.claims(), ["a#2 b - x - = 1"]);
}

#[test]
fn a_mapping_under_a_singular_is_a_section() {
    let case = case(&["source:\n  a: { name: A }\n"]);
    assert_eq!(case.messages(), [("unknown key `source`", "did you mean `sources`?")]);
}

#[test]
fn an_unknown_key_has_no_fix_where_the_known_one_may_be_there() {
    for text in [
        "claims:\n  - { sorce: a, source: b, attribute: x, value: 1 }\n",
        "claims:\n  - { sorce: a, soruce: b, attribute: x, value: 1 }\n",
    ] {
        let case = case(&[text]);
        assert!(case.records.problems.iter().all(|problem| problem.fixes.is_empty()), "{text}");
    }
}

#[test]
fn a_key_is_rewritten_unseen_where_it_is_the_same_word_or_a_required_one_is_missing() {
    use Safety::{Safe, Suggested};
    let claim = "source: a, attribute: x, value: 1";
    for (keys, safety) in [
        ("sorce: a, attribute: x, value: 1", Safe),
        ("source: a, attribut: x, value: 1", Safe),
        ("source: a, attribute: x, \"valeu\": 1", Safe),
        ("source: a, attribute: x, valeu: 1, stance: unconfirmed", Suggested),
        (&format!("{claim}, As_Of: 2024-01-01"), Safe),
        (&format!("{claim}, publishd: 2024-01-01"), Suggested),
        (&format!("{claim}, plane: flight-1"), Suggested),
        (&format!("{claim}, score: 3"), Suggested),
        (&format!("{claim}, node: 3"), Suggested),
        (&format!("{claim}, tag: foo"), Suggested),
    ] {
        for (report, takes) in [("", false), ("report: { source: b, attribute: y, value: 2 }\n", true)] {
            let case = case(&[&format!("{report}claims:\n  - {{ {keys} }}\n")]);
            let found: Vec<_> = case.records.problems.iter().flat_map(|problem| &problem.fixes).collect();
            let expected = if takes && !keys.contains("As_Of") { Suggested } else { safety };
            assert!(matches!(found.as_slice(), [fix] if fix.safety == expected), "{report}{keys}: {found:?}");
        }
    }
}

#[test]
fn claims_without_the_key_above_them_are_put_below_it() {
    let record = "# one\nid: one\nsource: a\nattribute: x\nvalue: |\n  1\nas-of: 2024-01-01\n";
    let list = "# two\n- id: one\n  source: a\n  attribute: x\n  value: 1\n";
    for (text, told, expected) in [
        (
            record,
            "misplaced-key id",
            "# one\nclaims:\n  - id: one\n    source: a\n    attribute: x\n    value: |\n      1\n    as-of: 2024-01-01\n",
        ),
        (
            list,
            "misplaced-key - id: one",
            "# two\nclaims:\n- id: one\n  source: a\n  attribute: x\n  value: 1\n",
        ),
    ] {
        let before = case(&[text]);
        assert_eq!(before.told(), [told]);
        assert!(before.records.problems[0].message.starts_with("`claims:` is missing above this"));
        let (title, after) = fixed(&before, text);
        assert_eq!((title.as_str(), after.as_str()), ("put it below `claims:`", expected));
        assert_eq!(case(&[&after]).told(), [""; 0]);
    }
}

#[test]
fn claims_in_brackets_and_records_with_other_keys_are_left_as_they_are() {
    for text in [
        "[{ id: one, source: a, attribute: x, value: 1 }]",
        "{ \"id\": \"one\", \"source\": \"a\", \"attribute\": \"x\", \"value\": 1 }",
        "id: one\nattribute: x\nvalue: 1\ncolour: red\n",
        "id: one\nattribute: x\nvalue: 1\naccepted:\n- { rule: x, reason: y }\n",
        "- { id: one, attribute: x, value: 1 }\n- { name: LOG, value: debug }\n",
    ] {
        let case = case(&[text]);
        assert!(case.records.problems[0].fixes.is_empty(), "{text}");
        assert!(case.records.problems[0].message.starts_with("`claims:` is missing above this"), "{text}");
    }
    for other in ["- { id: r, attribute: x, compare: number }\n", "- { name: LOG, value: debug }\n"] {
        let case = case(&[other]);
        let problem = &case.records.problems[0];
        assert!(problem.fixes.is_empty() && !problem.message.contains("is missing"), "{}", problem.message);
    }
    let help = |text: &str| case(&[text]).records.problems[0].help.clone().unwrap();
    assert_eq!(help("[{ attribute: x, value: 1 }]"), "put it in `{ \"claims\": … }`");
    assert_eq!(help("{ attribute: x, value: 1 }"), "put it in `{ \"claims\": [ … ] }`");
    let report = case(&["source: a\nattribute: x\ncliams:\n- { id: one, value: 1 }\n"]);
    assert!(report.told().contains(&"unknown-key cliams".to_owned()), "{:?}", report.told());
}
