//! What rule files come to, and what is told of them.

mod attributes;
mod layers;

use super::{add_builtin, read};
use crate::problem::{Code, Problem};
use crate::rule::{RuleKind, Rules, Severity, Task, ValidFor, Validity};
use crate::value::Kind;
use gainsay_yaml::text::Files;

/// Reads each text as a layer of its own.
fn layers(texts: &[&str]) -> (Files, Rules, Vec<Problem>) {
    let (mut files, mut problems) = (Files::default(), Vec::new());
    let ids: Vec<_> =
        texts.iter().zip('a'..).map(|(text, name)| vec![files.add(format!("{name}.yaml"), *text)]).collect();
    let layers: Vec<_> = ids.iter().map(Vec::as_slice).collect();
    let rules = read(&files, &layers, &mut problems);
    (files, rules, problems)
}

/// The rules that `texts` make, in which nothing is wrong.
#[track_caller]
fn sound(texts: &[&str]) -> Rules {
    let (_, rules, problems) = layers(texts);
    assert_eq!(problems, []);
    rules
}

/// What is told of `text`: the code, the underlined text and that of each related spot, and the help.
fn told(text: &str) -> Vec<String> {
    let (files, _, problems) = layers(&[text]);
    let one = |problem: &Problem| {
        let mut line = format!("{} [{}]", problem.code, files.slice(problem.span));
        for (span, _) in &problem.related {
            line.extend([" <- [", files.slice(*span), "]"]);
        }
        line
    };
    problems.iter().map(one).collect()
}

/// Message and help of the only problem of `text`.
#[track_caller]
fn only(text: &str) -> (String, String) {
    let (_, _, mut problems) = layers(&[text]);
    assert_eq!(problems.len(), 1, "{problems:#?}");
    problems.pop().map(|problem| (problem.message, problem.help.unwrap_or_default())).unwrap()
}

/// A rule around `keys`.
fn rule(keys: &str) -> String {
    format!("rules:\n  - id: r\n    title: t\n    {keys}\n")
}

#[test]
fn the_built_in_files_read_without_a_problem() {
    let (mut files, mut problems) = (Files::default(), Vec::new());
    let layer = add_builtin(&mut files);
    let rules = read(&files, &[&layer], &mut problems);
    assert_eq!(problems, []);
    for rule in rules.rules.values() {
        // An example holds claims, and no registry.
        let of_registry = matches!(&rule.task, Task::Records(checks) if checks.unused || checks.same_names);
        assert!(
            rule.examples.len() >= 2 || rule.task.kind() == RuleKind::Quotes || of_registry,
            "{} has too few examples",
            rule.id.value
        );
        assert!(rule.why.is_some(), "{} gives no reason", rule.id.value);
    }
}

#[test]
fn each_built_in_file_stands_on_its_own_beside_the_vocabulary() {
    let (mut files, mut problems) = (Files::default(), Vec::new());
    let layer = add_builtin(&mut files);
    for &id in &layer {
        let _ = read(&files, &[&[id]], &mut problems);
    }
    let told: Vec<_> = problems.iter().filter(|problem| problem.code != Code::UnknownName).collect();
    assert!(told.is_empty(), "{told:#?}");
}

#[test]
fn sections_of_a_wrong_type_are_told() {
    for (text, expected) in [
        ("attributes: 3", "wrong-type [3]"),
        ("attributes: [a, b]", "wrong-type [[a, b]]"),
        ("scales: x", "wrong-type [x]"),
        ("scales: { a: 3 }", "wrong-type [3]"),
        ("scales: { a: { b: c } }", "wrong-type [{ b: c }]"),
        ("scales: { a: }", "wrong-type [a]"),
        ("scales: { a: [] }", "empty-list [[]]"),
        ("scales: { a: [[b]] }", "wrong-type [[b]]"),
        ("scales: { a: [{}] }", "wrong-type [{}]"),
        ("scales: { a: [~] }", "wrong-type [~]"),
        ("scales: { a: [b: 3.5, c: { retreat: 7 }] }", "wrong-type [7]"),
        ("categories: { a: 3 }", "wrong-type [3]"),
        ("categories: []", "wrong-type [[]]"),
        ("hedges: about", "wrong-type [about]"),
        ("hedges: { about: 10% }", "wrong-type [10%]"),
        ("units: 7", "wrong-type [7]"),
        ("units: { m: [n] }", "wrong-type [[n]]"),
        ("units: { ? [m, n] : { is: 3 s } }", "wrong-type [[m, n]]"),
        ("rules: { id: r }", "wrong-type [{ id: r }]"),
        ("rules: 3", "wrong-type [3]"),
        ("rules: [3]", "wrong-type [3]"),
        ("- a", "wrong-type [- a]"),
        ("text", "wrong-type [text]"),
        ("attributes: { a: 3 }", "wrong-type [3]"),
        ("attributes: { a: { valid-for: [P1D] } }", "wrong-type [[P1D]]"),
    ] {
        assert_eq!(told(text), [expected], "{text}");
    }
    for text in [
        "",
        "# nothing",
        "attributes:",
        "scales:\nrules:\n",
        "attributes: { a: }",
        "units: { m: }",
        "---\n---\n",
    ] {
        assert_eq!(told(text), [""; 0], "{text}");
    }
}

#[test]
fn one_problem_hides_no_other() {
    let text = "scales: 3\ncategories: { a: [] }\nhedges: { b: { spread: x } }\nrules: [{ title: t, quotes: true }]\n";
    assert_eq!(
        told(text),
        ["wrong-type [3]", "empty-list [[]]", "bad-fraction [x]", "missing-key [{ title: t]"]
    );
    let text = "scales:\n  a: [{ b: 3, c: [], }, [d]]\n  e: []\n";
    assert_eq!(told(text), ["wrong-type [[d]]", "empty-list [[]]"]);
}

#[test]
fn unknown_keys_are_told_with_the_near_one() {
    assert_eq!(told("atributes: {}"), ["unknown-key [atributes]"]);
    assert_eq!(only("atributes: {}").1, "did you mean `attributes`?");
    for (text, word, near) in [
        ("attributes: { a: { titel: x } }", "titel", "title"),
        ("hedges: { a: { spred: 3%, spread: 3% } }", "spred", "spread"),
        ("units: { a: { symbol: [b] } }", "symbol", "symbols"),
        ("scales: { a: [b: { synonym: [c] }] }", "synonym", "synonyms"),
        ("categories: { a: [b: { witin: c }] }", "witin", "within"),
        (&rule("quotes: true\n    wher: {}"), "wher", "where"),
        (&rule("quotes: true\n    severity: { week: note }"), "week", "weak"),
        (&rule("quotes: true\n    where: { sources: a }"), "sources", "source"),
        (&rule("quotes: true\n    examples: [agree: [{ valu: 3 }]]"), "valu", "value"),
    ] {
        assert_eq!(told(text), [format!("unknown-key [{word}]")], "{text}");
        assert_eq!(only(text).1, format!("did you mean `{near}`?"), "{text}");
    }
}

#[test]
fn names_that_nothing_declares_are_told_with_the_near_one() {
    let text = "
scales: { deployment: [planned, sent] }
categories: { causes: [accident] }
units: { metre: }
attributes:
  a: { value: stage, scale: deploymnt }
  b: { value: category, terms: cause }
  c: { value: quantity, unit: metr }
  d: { like: e }
  f: { unit: furlong }
  deaths: { value: quantity }
  g: { like: death }
";
    let expected = [
        "unknown-name [deploymnt]",
        "unknown-name [cause]",
        "unknown-name [metr]",
        "unknown-name [furlong]",
        "unknown-attribute [e]",
        "unknown-attribute [death]",
    ];
    let mut all = told(text);
    all.sort_by_key(|told| expected.iter().position(|expected| expected == told));
    assert_eq!(all, expected);
    let (_, _, problems) = layers(&[text]);
    let helps: Vec<_> = problems.iter().map(|problem| problem.help.as_deref().unwrap_or_default()).collect();
    for near in ["deployment", "causes", "metre", "deaths"] {
        assert!(helps.contains(&format!("did you mean `{near}`?").as_str()), "{near}: {helps:#?}");
    }
    assert!(helps.contains(&"declare it under `units`"));
}

#[test]
fn keys_that_say_nothing_are_told() {
    let text = "scales: { s: [x, y] }\nattributes: { a: { value: date, scale: s } }";
    assert_eq!(told(text), ["useless-key [s]"]);
    assert_eq!(only(text).1, "remove it, or write `value: stage`");
    assert_eq!(told("attributes: { a: { value: stage } }"), ["missing-key [a]"]);
    assert_eq!(told(&rule("quotes: true\n    of: any")), ["useless-key [any]"]);
}

#[test]
fn no_rule_has_the_code_of_a_problem_for_its_id() {
    for code in Code::ALL {
        let text = rule("quotes: true").replace("id: r", &format!("id: {code}"));
        assert_eq!(told(&text), [format!("reserved-id [{code}]")]);
    }
    assert!(told(&rule("quotes: true").replace("id: r", "id: unknown-keys")).is_empty());
}

#[test]
fn measures_are_told_at_their_words() {
    for (text, expected) in [
        ("attributes: { a: { valid-for: soon } }", "bad-duration [soon]"),
        ("attributes: { a: { valid-for: { lower: PT5H, upper: P3D } } }", "bad-duration [PT5H]"),
        ("attributes: { a: { valid-for: { lower: always, upper: -P3D } } }", "bad-duration [-P3D]"),
        (&rule("quotes: true\n    same-time: 3"), "bad-duration [3]"),
        (&rule("quotes: true\n    lag: P1"), "bad-duration [P1]"),
        (&rule("compare: a\n    tolerance: 10"), "bad-fraction [10]"),
        (&rule("compare: a\n    tolerance: ten"), "bad-fraction [ten]"),
        (&rule("compare: a\n    tolerance: -5%"), "bad-fraction [-5%]"),
        ("hedges: { a: { spread: '200%' } }", "bad-fraction ['200%']"),
        ("hedges: { a: { low: few } }", "wrong-type [few]"),
        ("hedges: { a: { after: { low: 3, high: P3D } } }", "bad-duration [3]"),
        ("units: { a: { is: many b } }", "bad-unit [many b]"),
        ("units: { a: { is: 3 } }", "bad-unit [3]"),
        ("units: { a: { is: 3 b } }", "bad-unit [b]"),
        ("units: { a: { is: 0 b }, b: }", "bad-unit [0]"),
        ("units: { a: { is: 2 a } }", "bad-unit [a]"),
        ("units: { a: { is: '3  square  b ' } }", "bad-unit [square  b]"),
    ] {
        assert_eq!(told(text), [expected], "{text}");
    }
}

#[test]
fn words_and_globs_are_told_at_their_words() {
    for (text, expected) in [
        (&*rule("quotes: true\n    severity: eror"), "invalid-value [eror]"),
        (&rule("quotes: true\n    severity: { strong: bad }"), "invalid-value [bad]"),
        (&rule("quotes: true\n    where: { kind: number }"), "invalid-value [number]"),
        (&rule("compare: [a, 'troops-[']"), "bad-pattern ['troops-[']"),
        (&rule("compare: ''"), "bad-pattern ['']"),
        (&rule("compare: []"), "empty-list [[]]"),
        (&rule("quotes: true\n    where: { source: '{a' }"), "bad-pattern ['{a']"),
        (&rule("relate: killed + = casualties"), "bad-relation [=]"),
        (&rule("relate: killed ~ casualties"), "bad-relation [~]"),
        (&rule("relate: a = b\n    of: everyone"), "invalid-value [everyone]"),
        (&rule("quotes: true\n    message: '{sources} say {valeus}'"), "unknown-placeholder [valeus]"),
        (&rule("quotes: true\n    help: see {url}"), "unknown-placeholder [url]"),
        ("attributes: { a: { value: number } }", "invalid-value [number]"),
        ("attributes: { 'a[': { value: date } }", "bad-pattern ['a[']"),
        ("hedges: { a: { bound: lo } }", "invalid-value [lo]"),
    ] {
        assert_eq!(told(text), [expected], "{text}");
    }
    assert_eq!(only(&rule("quotes: true\n    severity: eror")).1, "did you mean `error`?");
    assert_eq!(only(&rule("quotes: true\n    message: '{valeus}'")).1, "did you mean `values`?");
}

#[test]
fn a_rule_does_one_thing_and_says_which_rule_it_is() {
    for (text, expected) in [
        (&*rule("tolerance: 5%"), "bad-rule [r]"),
        (&rule("quotes: false"), "bad-rule [r]"),
        (&rule("quotes: true\n    revisions: true"), "bad-rule [r] <- [quotes] <- [revisions]"),
        (&rule("compare: a\n    relate: a = b"), "bad-rule [r] <- [compare] <- [relate]"),
        ("rules: [{ id: r, quotes: true }]", "missing-key [{ id: r]"),
        ("rules: [{ title: t, quotes: true }]", "missing-key [{ title: t]"),
        ("rules: [{ id: , title: t, quotes: true }]", "missing-key [id]"),
    ] {
        assert_eq!(told(text), [expected], "{text}");
    }
    assert_eq!(
        only(&rule("examples: [conflct: [{ value: 3 }]]\n    compare: a")).1,
        "did you mean `conflict`?"
    );
    assert_eq!(only(&rule("tolerance: 5%")).0, "the rule does nothing");
    assert_eq!(only(&rule("quotes: true\n    revisions: true")).0, "the rule does several things");
    let all =
        "rules: [{ tolerance: x, same-time: y, where: { source: '[' }, examples: [3], message: '{z}' }]";
    let codes: Vec<_> =
        told(all).iter().map(|told| told.split(' ').next().unwrap_or_default().to_owned()).collect();
    assert_eq!(
        codes,
        [
            "missing-key",
            "missing-key",
            "bad-rule",
            "bad-fraction",
            "bad-duration",
            "unknown-placeholder",
            "bad-pattern",
            "bad-example"
        ]
    );
}

#[test]
fn hedges_do_one_thing() {
    for (text, expected) in [
        ("hedges: { a: { synonyms: [b] } }", "bad-hedge [a]"),
        ("hedges: { a: { spread: 5%, bound: low } }", "bad-hedge [a]"),
        ("hedges: { a: { low: 5, high: 3 } }", "bad-hedge [3]"),
        ("hedges: { a: { after: { low: P5D, high: P3D } } }", "bad-hedge [P3D]"),
        ("hedges: { a: { after: { low: P5D } } }", "bad-hedge [{ low: P5D }]"),
    ] {
        assert_eq!(told(text), [expected], "{text}");
    }
}

#[test]
fn examples_are_claims_under_their_outcome() {
    for (keys, expected) in [
        ("examples: 3", "bad-example [3]"),
        ("examples: [disagree: [{ value: 3 }]]", "bad-example [disagree]"),
        ("examples: [conflict: []]", "bad-example [conflict: []]"),
        (
            "examples: [{ conflict: [{ value: 3 }], agree: [{ value: 3 }] }]",
            "bad-example [{ conflict: [{ value: 3 }]]",
        ),
        ("examples: [conflict: [3]]", "wrong-type [3]"),
        ("examples: [conflict: [{ value: 3, share: half }]]", "invalid-value [half]"),
        ("examples: [conflict: [{ value: 3, as-of: 3 Oct 24 }]]", "not-a-date [3 Oct 24]"),
    ] {
        assert_eq!(told(&rule(&format!("quotes: true\n    {keys}"))), [expected], "{keys}");
    }
    let rules = sound(&[&rule(
        "compare: a\n    examples: [agree: [{ value: 'it''s \"3\"', as-of: 2024-10-01, correction: true }]]",
    )]);
    let claims: Vec<_> =
        rules.rules["r"].examples[0].claims.iter().map(|claim| claim.value.as_str()).collect();
    assert_eq!(claims, [r#"{"value": "it's \"3\"", "as-of": "2024-10-01", "correction": true}"#]);
}
