//! A text read in pieces gives the tree of the whole text, or none.

use proptest::prelude::*;

use super::{Cut, SHARE, cuts, dash, parse_at, pieces};
use crate::build;
use crate::documents;
use crate::text::{FileId, Problem};
use crate::tree::Tree;

const FILE: FileId = FileId::from_index(0);

fn whole(text: &str) -> (Tree<'_>, Vec<Problem>) {
    let mut problems = Vec::new();
    (build::whole(FILE, text, &mut problems), problems)
}

/// Every place at which `text` might be cut.
fn places(text: &str) -> Vec<Cut> {
    let lines = memchr::memchr_iter(b'\n', text.as_bytes()).map(|end| end + 1);
    lines.filter_map(|at| dash(text.as_bytes(), at)).collect()
}

/// Whether `text` can be read in pieces that `cuts` part; if so, they have to give the tree of the whole.
fn splits(text: &str, cuts: &[Cut]) -> bool {
    let Some(tree) = parse_at(FILE, text, cuts) else { return false };
    let (expected, problems) = whole(text);
    assert_eq!(problems, [], "{text:?} cut at {cuts:?}");
    assert_eq!(tree.nodes, expected.nodes, "{text:?} cut at {cuts:?}");
    assert_eq!(tree.decoded, expected.decoded, "{text:?} cut at {cuts:?}");
    assert_eq!(tree.roots, expected.roots, "{text:?} cut at {cuts:?}");
    assert_eq!(tree.any_broken, expected.any_broken);
    true
}

/// At which of the lines that look like items `text` can be cut, as a line of `+` and `-`.
fn shown(text: &str) -> String {
    places(text).iter().map(|cut| if splits(text, &[*cut]) { '+' } else { '-' }).collect()
}

#[test]
fn a_list_is_cut_between_its_items_only() {
    for (text, expected) in [
        ("claims:\n  - id: a\n  - id: b\n  - id: c\n", "-++"),
        ("claims:\n- id: a\n- id: b\n- id: c", "-++"),
        ("claims:\r\n- id: a\r\n- id: b\r\n", "-+"),
        ("\u{feff}claims:\n- id: a\n- id: b\n", "-+"),
        ("# x\n\nsources: {a: {}}\nclaims: # y\n\n  # z\n- id: a # x\n\n# y\n- id: b\n", "-+"),
        ("claims:\n- id: a\n- id: b\naccepted:\n- id: c\n- id: d\nreport: {}\n", "-+-+"),
        ("claims:\n- id: a\n---\nclaims:\n- id: b\n- id: c\n---\nx\n", "--+"),
        ("claims:\n- id: 'x\n   y'\n- \"x\\n\n  z\"\n- x\n  y\n- >\n  x\n  y\n- - a\n  - b\n- x", "-++++-+"),
        ("claims:\n- id: a\n- \n- b:\n- |\n\n- - x\n- !!str\n- ''\n- d\n", "-+++-+++"),
        ("claims:\n- &a {x: 1}\n- &a {x: 2}\n- *a\n- <<: *a\n  y: 1\n", "-+--"),
        ("claims:\n- &a {x: 1}\n- x: [*a, *a]\n- &a {<<: {x: 2}}\n- *a\n", "--+-"),
        ("\"claims\":\n- a\n- b\n", "-+"),
        // What looks like an item and is none.
        ("claims:\n- |\n - a\n- b\n", "--+"),
        ("claims:\n- '\n - a\n - b'\n- c\n", "---+"),
        ("claims:\n- [a,\n- b]\n", "--"),
        ("claims:\n- a\n - b\n- c\n", "--+"),
        ("claims:\n- a\n...\n- b\n", "--"),
        ("claims:\n- a\n---\n- b\n", "--"),
        ("claims:\n  - a\n- b\n", "--"),
        ("x: |\n  - a\n  - b\n", "--"),
        // Lists in other places.
        ("- a\n- b\n", "-"),
        ("x:\n  y:\n  - a\n  - b\n", "--"),
        (" claims:\n - a\n - b\n", "--"),
        ("--- !x\nclaims:\n- a\n- b\n", "-+"),
        ("? claims\n:\n- a\n- b\n", "--"),
        ("&a claims:\n- a\n- b\n", "--"),
        ("claims: &a\n- a\n- b\nx: *a\n", "--"),
        ("claims:\n- a\n- b\n<<: {x: 1}\n", "--"),
        ("<<: {x: 1}\nclaims:\n- a\n- b\n", "--"),
        // Something is wrong, or may mean another thing in another place.
        ("claims:\n- a\n- b\n- *c\n", "---"),
        ("claims:\n- a\n- b\nc\n", "--"),
        ("claims:\n- a\n- \"b\n", "--"),
        ("%TAG !! x\n---\nclaims:\n- !!str\n- !!str\n", "--"),
    ] {
        assert_eq!(shown(text), expected, "{text:?}");
    }
}

#[test]
fn many_pieces_are_put_together() {
    let claims: Vec<_> = (0..100).map(|at| format!("  - id: c{at}\n    note: \"a\\n{at}\"\n")).collect();
    let text = format!("claims:\n{}report:\n  x: 1\n---\nclaims:\n{}", claims.concat(), claims.concat());
    for pieces in 2..40 {
        let cuts = cuts(&text, pieces);
        assert_eq!(cuts.len(), pieces - 1);
        assert!(splits(&text, &cuts), "{pieces}");
    }
    let every = places(&text);
    let inner: Vec<_> =
        every.iter().enumerate().filter(|(at, _)| at % 100 != 0).map(|(_, cut)| *cut).collect();
    assert!(splits(&text, &inner));
    assert!(!splits(&text, &every));
}

#[test]
fn aliases_of_all_pieces_are_paid_from_one_budget() {
    let hundred = format!("- &a [{}]\n", vec!["x"; 99].join(", "));
    let copies = |count| format!("- [{}]\n", vec!["*a"; count].join(", "));
    let text = |count| format!("claims:\n{hundred}{}{hundred}{}", copies(count), copies(count));
    let cut = |text: &str| [places(text)[2]];
    let within = text(300);
    assert!(splits(&within, &cut(&within)));
    let beyond = text(600);
    assert!(!splits(&beyond, &cut(&beyond)));
    assert!(!whole(&beyond).1.is_empty());
}

#[test]
fn a_small_text_stays_in_one_piece() {
    assert!(pieces(&"x".repeat(2 * SHARE - 1)) < 2);
}

#[test]
fn the_outermost_list_is_cut() {
    let text =
        "claims:\n  - id: a\n    tags:\n      - x\n      - y\n  - id: b\n    tags:\n      - x\n  - id: c\n";
    for cut in cuts(text, 2) {
        assert_eq!(&text[cut.at..cut.at + 9], "  - id: b");
    }
    assert!(cuts("claims: [a,\nb]\n", 4).is_empty());
    assert!(cuts("", 4).is_empty());
}

/// Lines as they are in claim files, and lines that look like them.
const LINES: &[&str] = &[
    "- id: a",
    "- id: x # y",
    "- x",
    "- ",
    "-",
    "- - x",
    "- [a, b]",
    "- |",
    "- >-",
    "- 'x",
    "- \"x",
    "- &a",
    "- &a x",
    "- *a",
    "- !!str",
    "- ? x",
    "- ?",
    "- x:",
    "- x: |2",
    "- |+",
    "- {a: 1}",
    "- <<: *a",
    "- {",
    "- [",
    "- # x",
    "-\tx",
    "- %x",
    "id: a",
    "note: x",
    "note: |",
    "note: >",
    "note: 'x",
    "note: \"x",
    "note: &a",
    "note:",
    "note: x # y",
    "x'",
    "x\"",
    "x",
    "? x",
    ": x",
    "?",
    ":",
    "]",
    "}",
    "# - id: a",
    "#",
    "",
    "   ",
    "\t",
    "- id: b",
    "tags: [a,",
    "b]",
    "'x': \"y\"",
    "x: *a",
    "claims:",
    "claims: # x",
    "claims: &a",
    "accepted:",
    "report: {a: 1}",
    "---",
    "...",
    "--- x",
    "--- |",
    "%YAML 1.2",
    "<<: *a",
    "\u{feff}claims:",
    "é: ü",
    "- é",
    "\u{a0}",
    "- \u{85}",
    "- x\u{feff}",
    "&a",
    "!!map",
    "&a x: y",
    "*a : y",
];

/// Claims with a value of every shape, the lines after their first one indented under it.
const VALUES: &[&str] = &[
    "x",
    "'x'",
    "\"a\\tb\"",
    "about 3,000 # said so",
    "",
    "~",
    "[a, b]",
    "{low: 1,\n  high: 2}",
    "|\n  - id: x\n  - id: y",
    "|\n  text\n   - id: x\n\n",
    ">-\n  - x\n\n  y\n",
    "'two\n  lines'",
    "\"- x\n  - y\"",
    "two\n  lines",
    "two\n  - lines",
    "|+\n  x\n\n\n",
    "&a x",
    "*a",
    "\n  - x\n  - y",
    "\n- x\n- y",
    "|\n",
    "|2\n    x\n   - y",
    "\n  # - x\n  y",
    "!!str",
    "!!str 5",
    "\n  k: v\n",
    "\t",
];

fn claim() -> impl Strategy<Value = String> {
    let entry = (prop::sample::select(&["note", "value", "\"quote\"", "tags"]), prop::sample::select(VALUES));
    let before = prop::sample::select(&["", "", "", "\n", "# x\n", "   \n", "  # - id: x\n", "\t\n"]);
    (before, prop::collection::vec(entry, 0..3)).prop_map(|(before, entries)| {
        let lines: Vec<_> = entries.iter().map(|(key, value)| format!("\n{key}: {value}")).collect();
        format!("{before}- id: a{}\n", lines.concat().replace('\n', "\n  "))
    })
}

/// A document of sections with lists in them.
fn document() -> impl Strategy<Value = String> {
    let key = prop::sample::select(&[
        "claims:\n",
        "claims: # x\n\n",
        "'accepted' :\n",
        "? x\n:\n",
        "&b x:\n",
        "x: &c\n",
    ]);
    let list = (key, prop::sample::select(&[0_usize, 1, 2, 4]), prop::collection::vec(claim(), 1..5));
    let start = prop::sample::select(&[
        "",
        "---\n",
        "--- # x\n",
        "...\n",
        "%YAML 1.2\n---\n",
        "\u{feff}",
        "report: {x: 1}\n",
    ]);
    (start, prop::collection::vec(list, 1..3)).prop_map(|(start, lists)| {
        let list = |(key, indent, claims): &(&str, usize, Vec<String>)| {
            let blanks = " ".repeat(*indent);
            let lines: Vec<_> = claims
                .iter()
                .flat_map(|claim| claim.lines())
                .map(|line| format!("{blanks}{line}\n"))
                .collect();
            format!("{key}{}", lines.concat())
        };
        start.to_owned() + &lists.iter().map(list).collect::<String>()
    })
}

fn line_ends(text: &str, style: u8) -> String {
    match style {
        0 => text.replace('\n', "\r\n"),
        1 => text.replacen('\n', "\r", 3),
        _ => text.to_owned(),
    }
}

/// Cuts `text` at each place, at some of them, and as it is cut by itself: where it splits, it gives the same tree.
fn splits_everywhere(text: &str, pick: u64, pieces: usize) {
    let places = places(text);
    for cut in &places {
        splits(text, &[*cut]);
    }
    let picked = |(at, _): &(usize, &Cut)| pick >> (at % 64) & 1 == 1;
    let some: Vec<_> = places.iter().enumerate().filter(picked).map(|(_, cut)| *cut).collect();
    splits(text, &some);
    splits(text, &cuts(text, pieces));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn files_and_what_is_made_of_them_give_one_tree_however_they_are_cut(
        text in prop_oneof![documents::mutated(), documents::built(), documents::broken()], pick in any::<u64>(), pieces in 2_usize..6,
    ) {
        splits_everywhere(&text, pick, pieces);
    }

    #[test]
    fn claims_give_one_tree_however_they_are_cut(
        documents in prop::collection::vec(document(), 1..3), style in 0_u8..8, pick in any::<u64>(), pieces in 2_usize..6,
    ) {
        splits_everywhere(&line_ends(&documents.concat(), style), pick, pieces);
    }

    #[test]
    fn any_lines_give_one_tree_however_they_are_cut(
        lines in prop::collection::vec((0_usize..5, prop::sample::select(LINES)), 1..14), style in 0_u8..8, pick in any::<u64>(),
    ) {
        let lines: Vec<_> = lines.iter().map(|(indent, line)| format!("{}{line}\n", " ".repeat(*indent))).collect();
        splits_everywhere(&line_ends(&format!("claims:\n- a\n{}", lines.concat()), style), pick, 2);
    }
}
