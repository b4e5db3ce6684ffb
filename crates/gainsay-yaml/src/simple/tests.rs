//! What is read in the simple way gives the tree of the full parser, and most files are.

use proptest::prelude::*;

use super::read;
use crate::build;
use crate::documents;
use crate::text::FileId;

const FILE: FileId = FileId::from_index(0);

/// Whether `text` is written in the simple way; if so, it has to give the tree of the full parser.
fn is_simple(text: &str) -> bool {
    let Some((tree, spent)) = read(FILE, text, text, 0) else { return false };
    let (expected, budget) = build::piece(FILE, text, text, 0).expect(text);
    assert_eq!(tree.nodes, expected.nodes, "{text:?}");
    assert_eq!(tree.decoded, expected.decoded, "{text:?}");
    assert_eq!(tree.roots, expected.roots, "{text:?}");
    assert_eq!((tree.any_broken, spent), (expected.any_broken, budget), "{text:?}");
    true
}

#[test]
fn claim_files_are_simple() {
    for text in [
        "claims:\n  - id: a\n    value: \"about 3,000\"\n  - id: b\n",
        "# x\n\nclaims: # y\n- id: a # z\n  report: { url: https://a.example/b#c, 'x': [1, 2, {y: z}] }\n\n",
        "sources:\n  pentagon:\n  kyiv:\n    name: Kyiv\nclaims: []\nplaces: {}\n",
        "a:\n- - b\n  - c: d\n    e:\n    - f\n",
        "quote: |\n  about\n\n   3,000\nnote: >-\n  a # b\n\n# c\nb: |+\n  x\n",
        "- \"a\\tb\\\"\"\n- 'it''s'\n- ~\n- null\n- -5\n- é日\n- a:b\n- a#b\n",
        "{\"claims\": [\n  {\"id\": \"a\", \"value\":3},\n  []\n]}\n",
        "a: b",
        "claims:\n  -   id: a\n      at: b\n",
        "a: b\n  c\n\n   d # e\n- f\n".trim_end_matches("- f\n"),
        "a: 'b\n  c'\nd: \"e\n\n  f\"\n",
        "a: [b, c,\n  d, # e\n  # f\n  {g: h}]\n",
        "---\na: b\n--- # x\n- c\n",
    ] {
        assert!(is_simple(text), "{text:?}");
    }
}

#[test]
fn what_is_written_otherwise_is_left() {
    for text in [
        "",
        "a: ...\n    b\n",
        "a: --- b\n    c\n",
        "- --- |\n  b\n",
        "# x\n",
        "a\n",
        "a:\n  b\n",
        "a: b\n # x\n  c\n",
        "a: b\n c: d\n",
        "a: b: c\n",
        "a: &b c\n",
        "a: *b\n",
        "a: !!str b\n",
        "? a\n: b\n",
        "a : b\n",
        "a:\n  b:\n c: d\n",
        "- a\nb: c\n",
        "a: b\n- c\n",
        "a: 'b' c\n",
        "a: 'b\n  c': d\n",
        "a: 'b\nc'\n",
        "a: [b\n]\n",
        "a: [b\nc]\n",
        "a: [b#\n]\n",
        "a: [b, ]\n",
        "a: {b}\n",
        "a: {b: }\n",
        "a: [b: c]\n",
        "a: b\r\nc: d\n",
        "a:\tb\n",
        "a: |2\n   b\n",
        "---\n",
        "---\n---\na: b\n",
        "a: b\n---\n",
        "--- a\n",
        "a: b\n...\n",
        "%YAML 1.2\n",
        "-\n",
        "- # x\n",
        "a: @b\n",
        "a: 'b'# c\n",
        "{a: b}: c\n",
        "[\n--- a]\n",
        "\u{feff}a: b\n",
        "a: b\u{2028}c\n",
        "{a: b} c\n",
        "[a]\n[b]\n",
    ] {
        assert!(!is_simple(text), "{text:?}");
    }
}

#[test]
fn nearly_all_files_are_simple() {
    let simple = documents::files().iter().filter(|text| is_simple(text)).count();
    let share = simple * 100 / documents::files().len();
    assert!(share >= 80, "{share} % of {}", documents::files().len());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn changed_files_give_the_same_tree(text in documents::mutated()) {
        is_simple(&text);
    }

    #[test]
    fn built_documents_give_the_same_tree(text in documents::built()) {
        is_simple(&text);
    }
}
