//! Records from nodes, and what is reported of them.

use proptest::prelude::*;
use serde::Deserialize;
use std::collections::BTreeMap;

use super::{file, reported, slice};
use crate::text::{Problem, Spanned, Text};
use crate::{Never, Shaped, decode, decode_beside, decode_entry, parse, require};

#[derive(Debug, Default, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
struct Record {
    id: Option<Text>,
    as_of: Option<Spanned<String>>,
    count: Option<u8>,
    share: Option<Share>,
    correction: Option<bool>,
    ratio: Option<f64>,
    tags: Option<Vec<Text>>,
    inner: Option<Box<Record>>,
    others: BTreeMap<String, u8>,
    value: Option<Shaped<Text, Never, BTreeMap<String, Text>>>,
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Share {
    All,
    Most,
    Some(u8),
}

fn read<T>(
    text: &str,
    check: impl FnOnce(Option<Record>, &[Problem]) -> T,
) -> (T, Vec<(&'static str, String)>) {
    let files = file(text);
    let (id, file) = files.iter().next().unwrap();
    let mut problems = Vec::new();
    let tree = parse(id, &file.text, &mut problems);
    let record = decode(tree.documents().next().unwrap(), &mut problems);
    (check(record, &problems), reported(&files, &problems))
}

fn problems(text: &str) -> Vec<(&'static str, String)> {
    read(text, |_, _| ()).1
}

fn messages(text: &str) -> Vec<(String, String)> {
    let message = |problem: &Problem| (problem.message.clone(), problem.help.clone().unwrap_or_default());
    read(text, |_, problems| problems.iter().map(message).collect()).0
}

#[test]
fn values_keep_their_spots() {
    let text = "id: 'dprk 1'\nas-of: 2024-10-28\nshare: most\ncorrection: true\nratio: 1.5\ncount: 7\ntags: [no, 010]\n";
    let (record, reported) = read(text, |record, _| record.unwrap());
    assert_eq!(reported, []);
    let id = record.id.unwrap();
    assert_eq!((slice(text, id.span), slice(text, id.part(5..6))), ("'dprk 1'", "1"));
    let as_of = record.as_of.unwrap();
    assert_eq!((as_of.value.as_str(), slice(text, as_of.span)), ("2024-10-28", "2024-10-28"));
    assert_eq!((record.share, record.correction, record.count), (Some(Share::Most), Some(true), Some(7)));
    assert_eq!(record.ratio, Some(1.5));
    let tags: Vec<_> = record.tags.unwrap().iter().map(|tag| slice(text, tag.span)).collect();
    assert_eq!(tags, ["no", "010"]);
}

#[test]
fn a_mapping_of_one_entry_is_a_variant_with_a_value() {
    let (record, reported) = read("share: {some: 3}", |record, _| record.unwrap());
    assert_eq!((record.share, reported), (Some(Share::Some(3)), vec![]));
}

#[test]
fn everything_wrong_is_reported_at_its_spot() {
    let text = "id: [a]\nas_of: 1\ncount: many\nshare: mots\ncorrection: no\nratio: x\ntags: [a, [b], {c: d}]\nid: z\n";
    assert_eq!(
        problems(text),
        [
            ("wrong-type", "[a]".to_owned()),
            ("wrong-type", "many".to_owned()),
            ("invalid-value", "mots".to_owned()),
            ("wrong-type", "no".to_owned()),
            ("wrong-type", "x".to_owned()),
            ("wrong-type", "[b]".to_owned()),
            ("wrong-type", "{c: d}".to_owned()),
            ("unknown-key", "as_of".to_owned()),
            ("duplicate-key", "id".to_owned()),
        ]
    );
}

#[test]
fn an_entry_with_an_empty_key_is_told_at_the_word_before_it() {
    assert_eq!(problems("{ count: 1, &a , id: x }"), [("unknown-key", "&a".to_owned())]);
    assert_eq!(messages("{ count: 1, &a , id: x }")[0].0, "an entry has an empty key");
}

#[test]
fn what_is_wrong_counts_as_absent_and_the_rest_is_kept() {
    let text =
        "count: 300\nratio: 2\ntags: [a, []]\ninner: {count: x, ratio: 3}\nothers: {a: 1, b: no, c: 3}\n";
    let (record, _) = read(text, |record, _| record.unwrap());
    let inner = record.inner.unwrap();
    assert_eq!((record.count, record.ratio, record.tags), (None, Some(2.0), None));
    assert_eq!((inner.count, inner.ratio), (None, Some(3.0)));
    assert_eq!(record.others, BTreeMap::from([("a".into(), 1), ("c".into(), 3)]));
}

#[test]
fn messages_are_plain() {
    for (text, message, help) in [
        ("id: [a]", "expected text for `id`, found a list", ""),
        ("id: {a: b}", "expected text for `id`, found a mapping", ""),
        ("count: 010", "expected a whole number from 0 to 255 for `count`, found `010`", ""),
        ("count: 300", "expected a whole number from 0 to 255 for `count`, found `300`", ""),
        ("count: '3'", "expected a whole number from 0 to 255 for `count`, found `3`", ""),
        ("count: 0x10", "expected a whole number from 0 to 255 for `count`, found `0x10`", ""),
        ("ratio: .5", "expected a number for `ratio`, found `.5`", ""),
        ("correction: no", "expected `true` or `false` for `correction`, found `no`", ""),
        ("share: mots", "unknown word `mots` for `share`", "did you mean `most`?"),
        ("share: zzz", "unknown word `zzz` for `share`", "use one of `all`, `most` or `some`"),
        ("share: [all]", "expected a word for `share`, found a list", ""),
        ("tags: a", "expected a list for `tags`, found `a`", ""),
        ("inner: 5", "expected a mapping for `inner`, found `5`", ""),
        ("value: [5]", "expected another shape for `value`, found a list", ""),
        ("asof: 1", "unknown key `asof`", "did you mean `as-of`?"),
        ("id: a\nid: b", "the key `id` is defined twice", ""),
        ("others: {a: 1, a: 2}", "the key `a` is defined twice", ""),
        ("5", "expected a mapping, found `5`", ""),
    ] {
        assert_eq!(messages(text), [(message.to_owned(), help.to_owned())], "{text:?}");
    }
}

#[test]
fn a_duplicate_of_a_wrong_value_is_reported_and_does_not_count() {
    for text in ["count: x\ncount: 1\n", "others: {count: x, count: 1}"] {
        let (found, reported) = read(text, |record, _| {
            let record = record.unwrap();
            record.count.or(record.others.get("count").copied())
        });
        assert_eq!(
            reported,
            [("wrong-type", "x".to_owned()), ("duplicate-key", "count".to_owned())],
            "{text}"
        );
        assert_eq!(found, None, "{text}");
    }
}

#[test]
fn a_duplicate_key_points_at_both_spots_and_the_first_counts() {
    let text = "id: a\nratio: 1\nid: b\n";
    let (spots, _) = read(text, |record, problems| {
        let id = record.unwrap().id.unwrap();
        (slice(text, id.span).to_owned(), problems[0].span.start, problems[0].related[0].0.start)
    });
    assert_eq!(spots, ("a".to_owned(), 15, 0));
}

#[test]
fn what_could_not_be_followed_is_reported_once() {
    assert_eq!(problems("id: *nope\ntags: [a, *nope]\n").len(), 2);
    assert!(problems("id: *nope").iter().all(|(code, _)| *code == "unknown-anchor"));
}

#[test]
fn a_required_key_is_reported_unless_it_is_there_and_broken() {
    let required = |text: &str| {
        let files = file(text);
        let (id, file) = files.iter().next().unwrap();
        let mut problems = Vec::new();
        let tree = parse(id, &file.text, &mut problems);
        let node = tree.documents().next().unwrap();
        let record: Record = decode(node, &mut problems).unwrap();
        require(node, node.head(), "count", record.count, &mut problems);
        reported(&files, &problems)
    };
    assert_eq!(required("ratio: 1\nid: a"), [("missing-key", "ratio: 1".to_owned())]);
    assert_eq!(required("ratio: 1\ncount:\n"), [("missing-key", "count".to_owned())]);
    assert_eq!(required("ratio: 1\ncount: x\n"), [("wrong-type", "x".to_owned())]);
    assert_eq!(required("ratio: 1\ncount: 1\n"), []);
}

#[test]
fn a_key_without_fallback_is_missed_by_itself() {
    #[derive(Debug, Deserialize)]
    struct Strict {
        #[allow(dead_code)]
        id: Text,
    }
    for (text, expected) in [("{}", ("missing-key", "{}")), ("id: []", ("wrong-type", "[]"))] {
        let files = file(text);
        let (id, file) = files.iter().next().unwrap();
        let mut problems = Vec::new();
        let tree = parse(id, &file.text, &mut problems);
        assert!(decode::<Strict, _>(tree.documents().next().unwrap(), &mut problems).is_none());
        assert_eq!(reported(&files, &problems), [(expected.0, expected.1.to_owned())]);
    }
}

#[test]
fn further_keys_are_known_where_they_may_be_and_are_read_by_the_caller() {
    #[derive(Debug, Default, Deserialize)]
    #[serde(default)]
    struct Rule {
        id: String,
        inner: Option<Box<Rule>>,
    }
    let text = "{ quotes: maybe, id: a, quotes: true, quote: true, inner: { id: b, quotes: true } }";
    let files = file(text);
    let (id, file) = files.iter().next().unwrap();
    let mut problems = Vec::<Problem>::new();
    let tree = parse(id, &file.text, &mut problems);
    let node = tree.documents().next().unwrap();
    let rule: Rule = decode_beside(node, &["quotes"], &mut problems).unwrap();
    assert_eq!((rule.id.as_str(), rule.inner.unwrap().id.as_str()), ("a", "b"));
    assert_eq!(decode_entry::<bool, _>(node.entry("quotes").unwrap(), &mut problems), None);
    let messages: Vec<_> = problems.iter().map(|problem| problem.message.as_str()).collect();
    assert_eq!(
        messages,
        [
            "the key `quotes` is defined twice",
            "unknown key `quote`",
            "unknown key `quotes`",
            "expected `true` or `false` for `quotes`, found `maybe`",
        ]
    );
    assert_eq!(problems[1].help.as_deref(), Some("did you mean `quotes`?"));
}

#[test]
fn a_record_of_nothing_but_errors_ends() {
    let text = format!("tags: [{}]", "[], ".repeat(10_000));
    assert!(problems(&text).len() > 10);
    let text = format!("tags: [&a [*a], {}]", "*b, ".repeat(10_000));
    assert!(problems(&text).len() > 10_000);
}

proptest! {
    #[test]
    fn nothing_panics(text in "[ \\-:#'\"|>\\[\\]{},&*<a-c0-9\n\r\t\u{feff}é表!~?%@.]{0,120}") {
        let files = file(&text);
        let (id, file) = files.iter().next().unwrap();
        let mut problems = Vec::<Problem>::new();
        let tree = parse(id, &file.text, &mut problems);
        for document in tree.documents() {
            let _: Option<Record> = decode(document, &mut problems);
            let _: Option<BTreeMap<String, Text>> = decode(document, &mut problems);
            let _: Option<Vec<Spanned<Text>>> = decode(document, &mut problems);
            let _: Option<serde_json::Value> = decode(document, &mut problems);
            prop_assert!(text.get(document.head().start as usize..).is_some());
        }
        for problem in &problems {
            prop_assert!(text.get(problem.span.start as usize..problem.span.end as usize).is_some(), "{problem:?}");
        }
    }

    #[test]
    fn records_out_of_order_never_panic(lines in prop::collection::vec(
        (prop::sample::select(KEYS), prop::sample::select(VALUES)), 0..12,
    )) {
        let lines: Vec<_> = lines.iter().map(|(key, value)| format!("{key}: {value}")).collect();
        let _ = problems(&format!("{}\nz: 1", lines.join("\n")));
    }
}

const KEYS: &[&str] =
    &["id", "as-of", "count", "share", "tags", "inner", "others", "value", "<<", "z", "&k k"];
const VALUES: &[&str] =
    &["", "a", "5", "[a, b]", "{a: 1}", "&x 1", "*x", "&y {a: 1}", "*y", "'q'", "|\n    t", "~", "[", "@"];
