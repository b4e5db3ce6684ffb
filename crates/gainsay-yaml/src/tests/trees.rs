//! Spans of every style, and what they hold.

use super::{file, slice};
use crate::text::Problem;
use crate::{Node, NodeKind, parse};

/// The tree of `text` in one line: what each scalar means, what it underlines.
fn show(text: &str) -> String {
    let files = file(text);
    let (id, file) = files.iter().next().unwrap();
    let mut problems = Vec::<Problem>::new();
    let tree = parse(id, &file.text, &mut problems);
    assert_eq!(problems, [], "{text}");
    tree.documents().map(|node| one(text, node)).collect::<Vec<_>>().join(" --- ")
}

fn one(text: &str, node: Node<'_, '_>) -> String {
    match node.kind() {
        NodeKind::Null => format!("null⟨{}⟩", slice(text, node.span())),
        NodeKind::Scalar => format!("{:?}⟨{}⟩", node.as_str().unwrap(), slice(text, node.span())),
        NodeKind::Sequence => {
            let items: Vec<_> = node.items().map(|item| one(text, item)).collect();
            format!("[{}]", items.join(", "))
        }
        NodeKind::Mapping => {
            let entries: Vec<_> = node
                .entries()
                .map(|(key, value)| format!("{}: {}", one(text, key), one(text, value)))
                .collect();
            format!("{{{}}}", entries.join(", "))
        }
    }
}

/// The spans of the value under `k`, as a node and part by part.
fn value(text: &str) -> String {
    let files = file(text);
    let (id, file) = files.iter().next().unwrap();
    let mut problems = Vec::<Problem>::new();
    let tree = parse(id, &file.text, &mut problems);
    assert_eq!(problems, [], "{text}");
    let node = tree.documents().next().unwrap().get("k").unwrap();
    slice(text, node.span()).to_owned()
}

#[test]
fn scalars_of_every_style_underline_themselves() {
    for (text, expected) in [
        ("k: about 3,000", "about 3,000"),
        ("k: about 3,000  # said so", "about 3,000"),
        ("k:\tone\ttwo\t\nz: 1", "one\ttwo"),
        ("k: 'it''s'\n", "'it''s'"),
        ("k: \"a\\tb\"\n", "\"a\\tb\""),
        ("k: two\n  lines\n\nz: 1", "two\n  lines"),
        ("k: \"two\n  lines\"\n", "\"two\n  lines\""),
        ("k: |\n  one\n  two\n\n\nz: 1", "one\n  two"),
        ("k: |+\n  one\n\n\nz: 1", "one"),
        ("k: >-\n  one\n  two\n\n  three\n\nz: 1\n", "one\n  two\n\n  three"),
        ("k: |2-\n    one\n   two\nz: 1", "  one\n   two"),
        ("k: |\r\n  one\r\n  two\r\nz: 1", "one\r\n  two"),
        ("k: |\r  one\r  two\rz: 1", "one\r  two"),
        ("\u{feff}k: one\r\nz: 1", "one"),
        ("a: 1\rk: one\rz: 1", "one"),
        ("k: 約三千人 e\u{301}\nz: 1", "約三千人 e\u{301}"),
        ("k: [a, {b: c}]  # x\nz: 1", "[a, {b: c}]"),
        ("k: [a,\n  b,\n]\nz: 1", "[a,\n  b,\n]"),
        ("k:\n- a\n- b\n\n# x\nz: 1", "- a\n- b"),
        ("k:\n  - a\n  -\n\n# x\nz: 1", "- a\n  -"),
        ("k:\n-\n- b\nz: 1", "-\n- b"),
        ("k:\n- # x\n\n  a\n- b\nz: 1", "- # x\n\n  a\n- b"),
        ("k: &a # - x\n- # - y\n  a\n- b\nz: 1", "- # - y\n  a\n- b"),
        ("k: |\n\nz: 1", "k"),
        ("k:\n  a: 1\n  b: |\n    c\n\n# x\nz: 1", "a: 1\n  b: |\n    c"),
        ("k: ~\nz: 1", "~"),
        ("k:\nz: 1", "k"),
        ("k: # nothing\nz: 1", "k"),
        ("{k: , z: 1}", "k"),
        ("k: !!str 5", "5"),
        ("{\n\t\"k\": \"v\",\n\t\"z\": 1\n}\n", "\"v\""),
    ] {
        assert_eq!(value(text), expected, "{text:?}");
    }
}

#[test]
fn an_item_that_says_nothing_underlines_its_dash() {
    for (text, expected) in [
        ("-\n- a\n", "[null⟨-⟩, \"a\"⟨a⟩]"),
        ("- # x\n- # y\n", "[null⟨-⟩, null⟨-⟩]"),
        ("- &a # - x\n- *a\n", "[null⟨-⟩, null⟨-⟩]"),
        ("- - # x\n  - # y\n- a\n", "[[null⟨-⟩, null⟨-⟩], \"a\"⟨a⟩]"),
        ("- | # x\n- a\n", "[\"\"⟨-⟩, \"a\"⟨a⟩]"),
    ] {
        assert_eq!(show(text), expected, "{text:?}");
    }
}

#[test]
fn a_key_that_is_not_written_underlines_its_colon() {
    for (text, expected) in [
        (": a\n", "{null⟨:⟩: \"a\"⟨a⟩}"),
        ("{b: c, : a}\n", "{\"b\"⟨b⟩: \"c\"⟨c⟩, null⟨:⟩: \"a\"⟨a⟩}"),
        ("? # x\n: a\n", "{null⟨:⟩: \"a\"⟨a⟩}"),
        ("?\n", "{null⟨?⟩: null⟨?⟩}"),
        (":\n", "{null⟨:⟩: null⟨:⟩}"),
    ] {
        assert_eq!(show(text), expected, "{text:?}");
    }
}

#[test]
fn scalars_mean_what_yaml_says() {
    for (text, expected) in [
        ("a: b", "{\"a\"⟨a⟩: \"b\"⟨b⟩}"),
        ("'it''s'", "\"it's\"⟨'it''s'⟩"),
        ("\"a\\u00e9\\n\"", "\"aé\\n\"⟨\"a\\u00e9\\n\"⟩"),
        ("''", "\"\"⟨''⟩"),
        ("\"null\"", "\"null\"⟨\"null\"⟩"),
        ("a\n  b", "\"a b\"⟨a\n  b⟩"),
        ("|\n  a\n  b\n", "\"a\\nb\"⟨a\n  b⟩"),
        (">\n  a\n  b\n", "\"a b\"⟨a\n  b⟩"),
        ("|\n\n", "\"\"⟨⟩"),
        ("- null\n- \n-\n- ~", "[null⟨null⟩, null⟨-⟩, null⟨-⟩, null⟨~⟩]"),
        ("!!str", "\"\"⟨⟩"),
        ("- - a\n  - b\n- {}", "[[\"a\"⟨a⟩, \"b\"⟨b⟩], {}]"),
        ("? [a]\n: b", "{[\"a\"⟨a⟩]: \"b\"⟨b⟩}"),
        ("[a, b: c]", "[\"a\"⟨a⟩, {\"b\"⟨b⟩: \"c\"⟨c⟩}]"),
        ("", ""),
        ("# nothing\n", ""),
        ("--- a\n---\n...\n---\nb: 1", "\"a\"⟨a⟩ --- null⟨⟩ --- {\"b\"⟨b⟩: \"1\"⟨1⟩}"),
        (
            "{\"a\": 1, \"b\": [true, null]}",
            "{\"a\"⟨\"a\"⟩: \"1\"⟨1⟩, \"b\"⟨\"b\"⟩: [\"true\"⟨true⟩, null⟨null⟩]}",
        ),
    ] {
        assert_eq!(show(text), expected, "{text:?}");
    }
}

#[test]
fn texts_underline_their_own_words() {
    for (text, range, expected) in [
        ("k: about 3,000", 6..11, "3,000"),
        ("k: 'about 3,000'", 6..11, "3,000"),
        ("k: \"about 3,000\"", 6..11, "3,000"),
        ("k: |\n  about 3,000\n", 6..11, "3,000"),
        ("k: 'it''s 3,000'", 5..10, "'it''s 3,000'"),
        ("k: >\n  about\n  3,000\n", 6..11, "about\n  3,000"),
        ("k: 表 e\u{301} 3", 4..7, "e\u{301}"),
    ] {
        let files = file(text);
        let (id, file) = files.iter().next().unwrap();
        let tree = parse(id, &file.text, &mut Vec::<Problem>::new());
        let words = tree.documents().next().unwrap().get("k").unwrap().text().unwrap();
        assert_eq!(slice(text, words.part(range)), expected, "{text:?}");
    }
}

#[test]
fn aliases_and_merge_keys_are_resolved() {
    for (text, expected) in [
        ("- &a x\n- *a", "[\"x\"⟨x⟩, \"x\"⟨x⟩]"),
        ("- &a {k: 1}\n- [*a, *a]", "[{\"k\"⟨k⟩: \"1\"⟨1⟩}, [{\"k\"⟨k⟩: \"1\"⟨1⟩}, {\"k\"⟨k⟩: \"1\"⟨1⟩}]]"),
        ("- &a x\n- &a y\n- *a", "[\"x\"⟨x⟩, \"y\"⟨y⟩, \"y\"⟨y⟩]"),
        (
            "- &a {k: 1, l: 2}\n- {<<: *a, k: 3}",
            "[{\"k\"⟨k⟩: \"1\"⟨1⟩, \"l\"⟨l⟩: \"2\"⟨2⟩}, {\"k\"⟨k⟩: \"3\"⟨3⟩, \"l\"⟨l⟩: \"2\"⟨2⟩}]",
        ),
        (
            "- &a {k: 1}\n- &b {k: 2, l: 3}\n- {<<: [*a, *b]}",
            "[{\"k\"⟨k⟩: \"1\"⟨1⟩}, {\"k\"⟨k⟩: \"2\"⟨2⟩, \"l\"⟨l⟩: \"3\"⟨3⟩}, {\"k\"⟨k⟩: \"1\"⟨1⟩, \"l\"⟨l⟩: \"3\"⟨3⟩}]",
        ),
        // A merged mapping that was merged itself, and an anchor within a merging mapping.
        (
            "- &a {k: 1}\n- &b {<<: *a, l: &c 2}\n- {<<: *b, m: *c}",
            "[{\"k\"⟨k⟩: \"1\"⟨1⟩}, {\"l\"⟨l⟩: \"2\"⟨2⟩, \"k\"⟨k⟩: \"1\"⟨1⟩}, \
             {\"m\"⟨m⟩: \"2\"⟨2⟩, \"l\"⟨l⟩: \"2\"⟨2⟩, \"k\"⟨k⟩: \"1\"⟨1⟩}]",
        ),
        ("\"<<\": 1", "{\"<<\"⟨\"<<\"⟩: \"1\"⟨1⟩}"),
        ("<<: {a: 1}\n", "{\"a\"⟨a⟩: \"1\"⟨1⟩}"),
    ] {
        assert_eq!(show(text), expected, "{text:?}");
    }
}

#[test]
fn heads_are_short() {
    for (text, expected) in [
        ("- id: a # x\n  value: 1", "id: a"),
        ("- id: a\n  value: 1", "id: a"),
        ("- {id: a, value: 1}", "{id: a"),
        ("- value: |\n    one\n    two", "value: |"),
        ("- id:\n  value: 1", "id"),
        ("- about this", "about this"),
        ("- []", "[]"),
    ] {
        let files = file(text);
        let (id, file) = files.iter().next().unwrap();
        let tree = parse(id, &file.text, &mut Vec::<Problem>::new());
        let record = tree.documents().next().unwrap().items().next().unwrap();
        assert_eq!(slice(text, record.head()), expected, "{text:?}");
    }
}

#[test]
fn a_node_is_small() {
    assert_eq!(size_of::<crate::tree::Raw>(), 16);
}
