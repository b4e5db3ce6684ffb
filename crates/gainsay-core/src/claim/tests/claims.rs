//! Claims, filled in from their reports.

use super::case;
use crate::claim::{Stance, Wording, read};
use crate::value::Share;

#[test]
fn a_claim_takes_what_it_omits_from_its_report() {
    let case = case(&["
claims:
- id: one
  attribute: troops
  value: around 10,000
- id: two
  source: kbs
  attribute: deaths
  place: kursk
  value: 5
  published: 2024-10-29
report:
  source: pentagon
  subject: dprk-troops
  place: russia
  as-of: 2024-10-28
  published: 2024-10-28
"]);
    assert_eq!(case.told(), [""; 0]);
    assert_eq!(
        case.claims(),
        [
            "one pentagon dprk-troops troops russia = around 10,000, as of 28 Oct 2024, said 28 Oct 2024",
            "two kbs dprk-troops deaths kursk = 5, as of 28 Oct 2024, said 29 Oct 2024",
        ]
    );
}

#[test]
fn a_day_and_a_period_leave_each_other_out() {
    let case = case(&["
report: { source: a, attribute: x, value: 1, as-of: 2024-10 }
claims:
- id: one
  during: 2024-10-20/2024-10-27
- id: two
---
report: { source: a, attribute: x, value: 1, during: 2024-10 }
claims:
- id: three
  as-of: 2024
- id: four
"]);
    assert_eq!(
        case.claims(),
        [
            "one a - x - = 1, during 20 to 27 Oct 2024",
            "two a - x - = 1, as of Oct 2024",
            "three a - x - = 1, as of 2024",
            "four a - x - = 1, during Oct 2024",
        ]
    );
}

#[test]
fn every_document_has_a_report_of_its_own() {
    let case = case(&[
        "report: {source: a}\nclaims: [{id: x, attribute: t, value: 1}]\n---\n---\nclaims: [{id: y, attribute: t, value: 2}]",
    ]);
    assert_eq!(case.claims(), ["x a - t - = 1"]);
    assert_eq!(case.told(), ["missing-key {id: y"]);
}

#[test]
fn everything_that_a_claim_may_say_is_read() {
    let text = "
claims:
- id: one
  source: kbs
  cites: nis
  attribute: troops
  scope: sof
  value: { worded: some thousands, low: 2000, best: 3000, high: '4000' }
  share: some
  stance: denies
  correction: true
  speaker: A
  publisher: B
  url: https://example.org/a?b=c#d
  text: archive/a.txt
  quote: \"it\\tis\"
  credibility: 2
  tags: [north, no]
  note: >
    free
    text
- { id: two, source: kbs, attribute: list, value: [a, 'b c'], stance: unconfirmed }
- { id: three, source: kbs, attribute: quiet, stance: unconfirmed }
";
    let case = case(&[text]);
    assert_eq!(case.told(), [""; 0]);
    let [one, two, three] = &case.records.claims[..] else { panic!("{:?}", case.claims()) };
    let Some(Wording::Figures(figures)) = &one.value else { panic!("{:?}", one.value) };
    let text = |text: Option<&gainsay_yaml::text::Text>| text.unwrap().as_str(&case.files).to_owned();
    let said = [&figures.worded, &figures.low, &figures.best, &figures.high].map(|said| text(said.as_ref()));
    assert_eq!(said, ["some thousands", "2000", "3000", "4000"]);
    assert_eq!((one.share.unwrap().value, one.stance, one.correction), (Share::Some, Stance::Denies, true));
    assert_eq!((case.name(one.cites), case.name(one.scope)), ("nis", "sof"));
    let details = one.details.as_ref().unwrap();
    let said = [
        details.speaker(),
        details.publisher(),
        details.url(),
        details.text(),
        details.quote(),
        details.note(),
    ];
    assert_eq!(
        said.map(text),
        ["A", "B", "https://example.org/a?b=c#d", "archive/a.txt", "it\tis", "free text"]
    );
    assert_eq!(details.credibility().unwrap().value, 2);
    let tags: Vec<_> = details.tags().map(|tag| case.name(Some(tag))).collect();
    assert_eq!(tags, ["north", "no"]);
    let Some(Wording::List(list)) = &two.value else { panic!("{:?}", two.value) };
    assert_eq!((case.files.slice(list.span), list.items[1].as_str(&case.files)), ("[a, 'b c']", "b c"));
    assert_eq!(three.stance, Stance::Unconfirmed);
    assert!(three.value.is_none() && three.details.is_none());
}

#[test]
fn details_are_filled_in_one_by_one_and_shared_where_none_are_own() {
    let case = case(&["
report: { source: a, attribute: x, value: 1, speaker: S, note: all, tags: [t] }
claims:
- id: one
- id: two
- id: three
  note: mine
"]);
    let [one, two, three] = &case.records.claims[..] else { panic!("{:?}", case.claims()) };
    let [one, two, three] = [one, two, three].map(|claim| claim.details.as_ref().unwrap());
    assert!(std::sync::Arc::ptr_eq(&one.0, &two.0));
    let text = |text: Option<&gainsay_yaml::text::Text>| text.unwrap().as_str(&case.files).to_owned();
    assert_eq!(
        (text(three.speaker()), text(three.note()), three.tags().count()),
        ("S".into(), "mine".into(), 1)
    );
}

#[test]
fn claims_without_an_id_are_numbered_in_their_file() {
    let record = "{source: s, attribute: x, value: 1}";
    let text = format!(
        "claims: [{record}, {{id: mine, source: s, attribute: x, value: 1}}]\n---\nclaims: [{record}]"
    );
    let twice = format!("claims: [{record}]");
    let case = case(&[&text, &twice]);
    let ids: Vec<_> = case.records.claims.iter().map(|claim| case.name(Some(claim.id))).collect();
    assert_eq!(ids, ["a#1", "mine", "a#3", "b#1"]);
}

#[test]
fn a_number_finds_its_claim_whatever_that_is_called() {
    let claims = "
- { id: left-out, source: s, attribute: x }
- { id: shared, source: s, attribute: x, value: 1 }
- { id: shared, source: s, attribute: x, value: 2 }
- { id: own, source: s, attribute: x, value: 3 }
";
    let accepted =
        "[{ rule: r, reason: y, claims: [own, 'a#3'] }, { rule: r, reason: y, claims: [own, left-out] }]";
    let case = case(&[&format!("claims:{claims}accepted: {accepted}")]);
    let records = &case.records;
    let numbers: Vec<_> = records.claims.iter().map(|claim| claim.number).collect();
    assert_eq!(records.ids(&numbers), ["a#2", "a#3", "own"]);
    assert!(records.claims.iter().all(|claim| std::ptr::eq(records.claim(claim.number), claim)));
    assert_eq!(records.find("a#3").map(|claim| claim.number), Some(numbers[1]));
    assert!(records.find("shared").is_none() && records.find("left-out").is_none());
    // What a record that was left out would have been in conflict with is not known, so that entry is left out too.
    let accepted: Vec<Vec<_>> =
        records.accepted.iter().map(|entry| entry.claims.iter().map(|claim| claim.value).collect()).collect();
    assert_eq!(accepted, [[numbers[2], numbers[1]]]);
}

#[test]
fn files_of_one_name_number_their_claims_by_path() {
    let mut files = gainsay_yaml::text::Files::default();
    let text = "claims: [{source: s, attribute: x, value: 1}]";
    let ids = ["a/x.yaml", "b/x.yaml", "b/y.yaml"].map(|path| files.add(path, text));
    let records = read(&files, &ids);
    let ids: Vec<_> = records.claims.iter().map(|claim| records.names.text(claim.id.value)).collect();
    assert_eq!(ids, ["a/x.yaml#1", "b/x.yaml#1", "y#1"]);
    assert_eq!(records.problems, []);
}

#[test]
fn aliases_and_merge_keys_make_claims_too() {
    let case = case(&["
report: &base { source: a, attribute: x }
claims:
- &one { id: one, value: 1 }
- { <<: *one, id: two }
---
claims:
- id: three
  value: 3
  <<: {source: b, attribute: y}
"]);
    assert_eq!(case.told(), [""; 0]);
    assert_eq!(case.claims(), ["one a - x - = 1", "two a - x - = 1", "three b - y - = 3"]);
}

#[test]
fn json_is_read_by_the_same_road() {
    let case = case(&[
        "{\"report\": {\"source\": \"a\"},\n\t\"claims\": [{\"id\": \"j\", \"attribute\": \"x\", \"value\": 10000,\n\t\t\"as-of\": \"2024-10-28\"}]}\n",
    ]);
    assert_eq!(case.claims(), ["j a - x - = 10000, as of 28 Oct 2024"]);
}

#[test]
fn a_block_larger_than_one_keeps_the_order() {
    let records: Vec<_> = (0..20_000).map(|id| format!("- {{id: c{id}, value: {id}}}\n")).collect();
    let case = case(&[&format!("report: {{source: a, attribute: x}}\nclaims:\n{}", records.concat())]);
    assert_eq!(case.records.claims.len(), 20_000);
    let ids = case.records.claims.iter().map(|claim| case.name(Some(claim.id)).to_owned());
    assert!(ids.enumerate().all(|(at, id)| id == format!("c{at}")));
}
