//! Declarations of several files: which of them hold, and keys under old names.

use super::*;

#[test]
fn wordings_stand_for_one_thing_in_a_list() {
    assert_eq!(told("scales: { a: [b, c: [B]] }"), ["duplicate-wording [B] <- [b]"]);
    assert_eq!(told("categories: { a: [x y: [z], z] }"), ["duplicate-wording [z] <- [z]"]);
    assert_eq!(told("categories: { a: [b: { within: c }] }"), ["unknown-name [c]"]);
    assert_eq!(told("categories: { a: [b: { within: b }] }"), ["unknown-name [b]"]);
    assert_eq!(told("categories: { a: [b: { within: [c, d] }, c, d] }"), Vec::<String>::new());
    assert_eq!(told("categories: { a: [b: { within: [c, d] }, c] }"), ["unknown-name [d]"]);
    assert_eq!(told("categories: { a: [b: { within: [c, d] }, c, d: { within: b }] }"), ["bad-category [d]"]);
    assert_eq!(
        told("categories: { a: [b: { within: c }, c: { within: d }, d: { within: c }, e: { within: b }] }"),
        ["bad-category [d]"]
    );
}

#[test]
fn one_layer_says_a_name_once() {
    for (text, expected) in [
        ("attributes: { a-b: , a_b: }", "duplicate-id [a_b] <- [a-b]"),
        ("scales: { a: [b], 'a': [c] }", "duplicate-id ['a'] <- [a]"),
        ("categories: { a: [b], 'a': [c] }", "duplicate-id ['a'] <- [a]"),
        ("hedges: { About: { spread: 5% }, about: { spread: 6% } }", "duplicate-id [about] <- [About]"),
        ("units: { m: , 'm': }", "duplicate-id ['m'] <- [m]"),
        (
            "rules: [{ id: r, title: t, quotes: true }, { id: 'r', title: t, quotes: true }]",
            "duplicate-id ['r'] <- [r]",
        ),
    ] {
        assert_eq!(told(text), [expected], "{text}");
    }
}

#[test]
fn a_later_layer_replaces_what_has_the_same_name() {
    let first = "
attributes: { a: { value: date }, b: { value: date } }
hedges: { about: { spread: 10% } }
units: { m: { symbols: [metres] } }
categories: { c: [x, y] }
rules: [{ id: r, title: one, quotes: true }, { id: s, title: two, quotes: true }]
";
    let second = "
attributes: { a: { value: flag } }
hedges: { About: { spread: 20%, synonyms: [roundabout] } }
units: { m: { symbols: [meters] } }
categories: { c: [z] }
rules: [{ id: r, title: three, severity: { strong: note }, revisions: true }]
";
    let rules = sound(&[first, second]);
    assert_eq!(
        [rules.attribute("a").unwrap().kind, rules.attribute("b").unwrap().kind],
        [Some(Kind::Flag), Some(Kind::Date)]
    );
    assert_eq!(rules.hedges.hedges().len(), 1);
    assert_eq!(
        [rules.units.resolve("metres").is_some(), rules.units.resolve("meters").is_some()],
        [true, true]
    );
    assert_eq!([rules.terms["c"].canonical("x"), rules.terms["c"].canonical("z")], [None, Some("z")]);
    assert_eq!(rules.rules.len(), 2);
    let rule = &rules.rules["r"];
    assert_eq!(rule.title, "three");
    assert!(rule.task.kind() == RuleKind::Revisions);
    assert_eq!((rule.severity.strong, rule.severity.weak), (Severity::Note, Severity::Note));
}

#[test]
fn a_later_scale_of_known_stages_adds_wordings_and_any_other_replaces() {
    let first = "scales: { s: [planned: [announced], sent, { gone: { synonyms: [left] } }] }";
    let rules = sound(&[first, "scales: { s: [sent: [shipped, announced], gone: { retreat: true }] }"]);
    let scale = &rules.scales["s"];
    assert_eq!(scale.names().collect::<Vec<_>>(), ["planned", "sent", "gone"]);
    assert_eq!(
        ["shipped", "announced", "left", "planned"].map(|word| scale.step(word)),
        [Some(1), Some(1), Some(2), Some(0)]
    );
    assert!(scale.steps[2].retreat);
    let rules = sound(&[first, "scales: { s: [sent, received] }"]);
    assert_eq!(rules.scales["s"].names().collect::<Vec<_>>(), ["sent", "received"]);
}

#[test]
fn keys_under_old_names_mean_the_same_and_are_noted() {
    let rules = |validity: &str, days: [&str; 2]| {
        let [same_time, lag] = days;
        format!(
            "attributes:\n  a: {{ {validity} }}\nrules:\n- {{ id: r, title: t, compare: a, {same_time}: P2D, {lag}: P3D }}\n"
        )
    };
    let new = sound(&[&rules("valid-for: { lower: always, upper: P3D }", ["same-time", "lag"])]);
    assert_eq!(new.notes, []);
    let (files, old, problems) = layers(&[&rules("stands: { low: always, high: P3D }", ["near", "grace"])]);
    assert_eq!(problems, []);
    assert_eq!(old.attributes[0].valid_for, new.attributes[0].valid_for);
    assert_eq!((old.rules["r"].same_time, old.rules["r"].lag), (2, 3));
    assert_eq!((new.rules["r"].same_time, new.rules["r"].lag), (2, 3));
    let notes = old.notes.iter();
    let notes: Vec<_> = notes
        .map(|note| (note.code.name(), files.slice(note.span), note.help.as_deref().unwrap_or_default()))
        .collect();
    assert_eq!(
        notes,
        [
            (
                "deprecated-key",
                "stands",
                "write `valid-for`, and in it `lower` and `upper`; the next version will not read `stands`"
            ),
            ("deprecated-key", "near", "write `same-time`; the next version will not read `near`"),
            ("deprecated-key", "grace", "write `lag`; the next version will not read `grace`"),
        ]
    );
    let both = sound(&["attributes: { a: { stands: P3D }, b: { like: a } }"]);
    assert_eq!(both.attributes[0].valid_for, both.attributes[1].valid_for);
}

#[test]
fn a_key_under_both_names_is_wrong() {
    assert_eq!(
        told("attributes: { a: { stands: P3D, valid-for: P4D } }"),
        ["duplicate-key [stands] <- [valid-for]"]
    );
    assert_eq!(
        told(&rule("compare: a\n    near: P3D\n    same-time: P3D")),
        ["duplicate-key [near] <- [same-time]"]
    );
}
