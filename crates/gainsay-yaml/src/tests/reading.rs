//! What is reported of text that cannot be read, and what is kept of it.

use super::{file, reported};
use crate::text::Problem;
use crate::{Node, NodeKind, parse};

fn read(text: &str) -> (String, Vec<(&'static str, String)>, Vec<Problem>) {
    let files = file(text);
    let (id, file) = files.iter().next().unwrap();
    let mut problems = Vec::new();
    let tree = parse(id, &file.text, &mut problems);
    let kept: Vec<_> = tree.documents().map(short).collect();
    (kept.join(" --- "), reported(&files, &problems), problems)
}

fn short(node: Node<'_, '_>) -> String {
    let cut = if node.is_cut() { "…" } else { "" };
    match node.kind() {
        NodeKind::Null if node.is_broken() => "broken".into(),
        NodeKind::Null => "null".into(),
        NodeKind::Scalar => node.as_str().unwrap().into(),
        NodeKind::Sequence => format!("[{}{cut}]", node.items().map(short).collect::<Vec<_>>().join(" ")),
        NodeKind::Mapping => {
            let entries: Vec<_> =
                node.entries().map(|(key, value)| format!("{}:{}", short(key), short(value))).collect();
            format!("{{{}{cut}}}", entries.join(" "))
        }
    }
}

#[test]
fn records_before_an_error_are_kept() {
    for (text, kept, spot) in [
        ("claims:\n- id: a\n  x: 1\n- id: b\n  x: [1, 2\n- id: c\n", "{claims:[{id:a x:1}…]…}", ":"),
        ("claims:\n- id: a\n- id: \"b\n- id: c\n", "{claims:[{id:a}…]…}", "\""),
        ("claims:\n- id: a\n- id: b: c\n- id: d\n", "{claims:[{id:a}…]…}", ":"),
        ("sources:\n  a: {x: 1}\n  b: {x: [}\nclaims: []", "{sources:{a:{x:1}…}…}", "["),
        ("sources:\n  a: {x: 1}\n  b\nclaims: []", "{sources:{a:{x:1}…}…}", "b"),
        ("a: 1\nb: 'x\n", "{a:1…}", "'"),
        ("a: 1\n\tb: 2\n", "{…}", "\t"),
        ("- a\n- 'b\n", "[a…]", "'"),
        ("a: @x\n", "{…}", "@"),
        ("a: 'b' c\n", "{…}", "c"),
        ("a: \"\\q\"\n", "{…}", "\""),
        ("[a, b]]", "", "]"),
        ("a: [1, 2}\n", "{a:[1…]…}", "["),
        ("[", "", "["),
        ("'", "", "'"),
    ] {
        let (tree, reported, _) = read(text);
        assert_eq!((tree.as_str(), reported), (kept, vec![("malformed-yaml", spot.to_owned())]), "{text:?}");
    }
}

#[test]
fn what_is_cut_down_to_nothing_still_underlines_something() {
    let files = file("claims:\n  value: - x\n");
    let (id, file) = files.iter().next().unwrap();
    let tree = parse(id, &file.text, &mut Vec::<Problem>::new());
    let claims = tree.documents().next().unwrap().get("claims").unwrap();
    assert_eq!(files.slice(claims.head()), "value");
    let files = super::file("-\n!!!!\n");
    let (id, file) = files.iter().next().unwrap();
    let tree = parse(id, &file.text, &mut Vec::<Problem>::new());
    let heads: Vec<_> = tree.documents().map(|root| files.slice(root.head())).collect();
    assert!(heads.iter().all(|head| *head == "-"), "{heads:?}");
}

#[test]
fn a_character_that_cannot_be_seen_is_underlined_too() {
    for (text, spot, expected) in [
        ("\u{c}\0", "\u{c}", "`\\u{c}` is a control character, which YAML does not allow"),
        ("\0", "\0", "a NUL is not allowed here"),
        ("a: \"\u{7f}\"", "\u{7f}", "`\\u{7f}` is a control character, which YAML does not allow"),
    ] {
        let (_, reported, problems) = read(text);
        assert_eq!(reported, [("malformed-yaml", spot.to_owned())], "{text:?}");
        assert_eq!(problems[0].message, expected, "{text:?}");
    }
}

#[test]
fn an_error_within_brackets_shows_where_they_opened() {
    let text = "- x: [1, 2\n- id: c\n";
    let (_, _, problems) = read(text);
    assert_eq!(&text[problems[0].related[0].0.start as usize..][..4], "[1, ");
}

#[test]
fn a_tab_that_indents_is_underlined_itself() {
    let (_, reported, problems) = read("claims:\n\t- id: c1\n");
    assert_eq!(reported, [("malformed-yaml", "\t".to_owned())]);
    assert_eq!(problems[0].message, "a tab cannot indent");
}

#[test]
fn reading_goes_on_with_the_next_document() {
    let (tree, reported, _) = read("a: [1\n---\nb: 2\n---\nc: 'x\n---\nd: 4\n");
    assert_eq!(tree, "{a:[…]…} --- {b:2} --- {…} --- {d:4}");
    assert_eq!(reported, [("malformed-yaml", "[".to_owned()), ("malformed-yaml", "'".to_owned())]);
}

#[test]
fn malformed_text_is_reported_in_plain_words() {
    for (text, message, help) in [
        ("a: 'x\n", "this quotation mark is never closed", "close it"),
        ("a: [x\n", "this `[` is never closed", "close it"),
        ("a: b: c", "a `:` is not allowed here", "quotation marks"),
        ("a: {b: 1]", "`{` is closed by `]`", "its own kind"),
        ("a: 1\n b: 2\n", "a `:` is not allowed here", "indent it like"),
        ("a: %x", "`%` cannot begin a text here", "quotation marks"),
    ] {
        let problem = &read(text).2[0];
        assert_eq!(problem.message, message, "{text:?}");
        assert!(problem.help.as_ref().unwrap().contains(help), "{problem:?}");
    }
}

#[test]
fn aliases_that_lead_nowhere_are_reported() {
    let (tree, reported, problems) = read("a: *nope\nb: 1\n");
    assert_eq!(tree, "{a:broken b:1}");
    assert_eq!(reported, [("unknown-anchor", "*nope".to_owned())]);
    assert_eq!(problems[0].message, "no anchor `&nope` is defined before this alias");

    let (tree, reported, _) = read("a: &a [1, *a]\nb: 1\n");
    assert_eq!(tree, "{a:[1 broken] b:1}");
    assert_eq!(reported, [("recursive-alias", "*a".to_owned())]);

    let (tree, reported, _) = read("a: {<<: 5, b: 1}\nc: {<<: [{d: 1}, 5]}");
    assert_eq!(tree, "{a:{b:1} c:{d:1}}");
    assert_eq!(reported, [("wrong-type", "<<".to_owned()), ("wrong-type", "<<".to_owned())]);
}

#[test]
fn an_alias_bomb_is_one_problem() {
    let mut bomb = vec!["a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned()];
    for level in 1..12 {
        let inner = format!("*a{}", level - 1);
        bomb.push(format!("a{level}: &a{level} [{}]\n", vec![inner; 9].join(", ")));
    }
    let (tree, reported, _) = read(&bomb.concat());
    assert_eq!(reported.len(), 1);
    assert_eq!(reported[0].0, "alias-budget");
    assert!(tree.starts_with("{a0:[x x"));
}

#[test]
fn merging_is_paid_from_the_same_budget() {
    let mut bomb = vec!["a0: &a0 {k0: 1}\n".to_owned()];
    for level in 1..20_000 {
        bomb.push(format!("a{level}: &a{level} {{<<: *a{}, k{level}: 1}}\n", level - 1));
    }
    let (_, reported, _) = read(&bomb.concat());
    assert_eq!(reported.len(), 1);
    assert_eq!(reported[0].0, "alias-budget");
}

#[test]
fn depth_is_capped_whichever_way_it_is_reached() {
    let deep = "[".repeat(100_000);
    assert_eq!(read(&deep).1.len(), 1);
    let mut chain = vec!["a0: &a0 [x]\n".to_owned()];
    for level in 1..400 {
        chain.push(format!("a{level}: &a{level} [*a{}]\n", level - 1));
    }
    let (_, reported, _) = read(&chain.concat());
    assert_eq!(reported, [("alias-budget", "*a253".to_owned())]);
}
