//! Lines that continue a quoted text or a pair of brackets, and how far they are indented.

use granit_parser::{Parser, options};
use proptest::prelude::*;

use crate::text::{Files, Problem};
use crate::{documents, parse};

fn problems(text: &str) -> (Files, Vec<Problem>) {
    let mut files = Files::default();
    let file = files.add("a.yaml", text);
    let mut problems = Vec::new();
    let _ = parse(file, text, &mut problems);
    (files, problems)
}

/// Whether the parser reads `text` where it holds lines to their indentation itself.
fn strictly(text: &str) -> bool {
    Parser::new_from_str_with_options(
        text,
        options! { strict_indentation: true, emit_unresolved_aliases: true },
    )
    .all(|event| event.is_ok())
}

#[test]
fn a_line_that_is_not_indented_far_enough_is_underlined() {
    const TAB: &str = "a tab cannot indent";
    const QUOTED: &str = "this line is not indented enough to continue the text before it";
    const BRACKETS: &str = "this line is not indented enough for the brackets around it";
    for (text, line, spot, message) in [
        // 9C9N, DK95/01 and QB6E of the YAML test suite.
        ("---\nflow: [a,\nb,\nc]\n", 3, "b", BRACKETS),
        ("foo: \"bar\n\tbaz\"\n", 2, "\t", TAB),
        ("---\nquoted: \"a\nb\nc\"\n", 3, "b", QUOTED),
        ("a: 'b\n\n\nc'\n", 4, "c", QUOTED),
        ("a:\r\n  b: \"c\r\n  d\"\r\n", 3, "d", QUOTED),
        ("a: \"b\rc\"\r", 2, "c", QUOTED),
        ("a: \"b\n\"\n", 2, "\"", QUOTED),
        ("a: [ 'b\n#c' ]\n", 2, "#", QUOTED),
        ("a: [ b\nc ]\n", 2, "c", QUOTED),
        ("a: [\n  {b: c}\n, {d: e}]\n", 3, ",", BRACKETS),
        ("a: { b: c, ? d\n: e }\n", 2, ":", BRACKETS),
        ("- - [a,\n  b]\n", 2, "b", BRACKETS),
        ("- a: [b,\n  c]\n", 2, "c", BRACKETS),
        ("a:\n- [b,\nc]\n", 3, "c", BRACKETS),
        ("a:\n  b: [\n  c,\n ]\n", 3, "c", BRACKETS),
        ("a:\n  b: [\n   c,\n ]\n", 4, "]", BRACKETS),
        ("&x a: \"b\nc\"\n", 2, "c", QUOTED),
        ("\u{feff}a: \"b\nc\"\n", 2, "c", QUOTED),
        ("- é: \"b\n  é\"\n", 2, "é", QUOTED),
    ] {
        let (files, problems) = problems(text);
        assert_eq!(problems.len(), 1, "{text:?}: {problems:?}");
        let found = (files.location(problems[0].span).line, files.slice(problems[0].span));
        assert_eq!((found, problems[0].message.as_str()), ((line, spot), message), "{text:?}");
    }
}

#[test]
fn what_is_indented_far_enough_is_read() {
    for text in [
        "a: [b,\n c]\n",
        "a: \"b\n \tc\"\n",
        "a: \"b\n\n\t\n c\"\n",
        "\"a\nb\"\n",
        "[a,\nb]\n",
        "--- {a: [\nb]}\n",
        "{\n\t\"a\": [\n\t\t\"b\"\n\t]\n}\n",
        "- [a,\n b]\n",
        "a:\n- [b,\n c]\n",
        "a:\n- b: [c,\n   d]\n",
        "a: [\n# b\n\t# c\n\n  d\n]\n",
        "a: {\n  b: c,\n}\n",
        "a:\n  b: [\n    { c: d },\n  ]\n",
        "a: [\n  b ] # c\n",
        "&x a: \"b\n c\"\n",
        "\u{feff}a: \"b\n c\"\n",
        "- ? a\n  : 'b\n   c'\n",
    ] {
        assert_eq!(problems(text).1, [], "{text:?}");
    }
}

/// Whether a line begins with a closing bracket, which may stand further out than the parser would have it.
fn closes(text: &str) -> bool {
    text.split(['\n', '\r']).any(|line| line.trim_start_matches(' ').starts_with([']', '}']))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn lines_are_held_to_what_the_parser_would_hold_them_to(
        text in prop_oneof![documents::mutated(), documents::built(), documents::broken()],
    ) {
        let (_, problems) = problems(&text);
        let is = |code| problems.iter().any(|problem| problem.code.name() == code);
        let malformed = is("malformed-yaml");
        // Behind the alias that expands to too much nothing is read, so what is wrong there is not known.
        if !closes(&text) && (malformed || !is("alias-budget")) {
            prop_assert_eq!(malformed, !strictly(&text), "{:?}", problems);
        }
    }
}
