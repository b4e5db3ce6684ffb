//! Attributes: what they are like, their names, and relations between them.

use super::*;

#[test]
fn like_leads_to_what_it_names_and_never_round() {
    let rules = sound(&["
attributes:
  deaths: { title: deaths, value: quantity, valid-for: always, additive: true }
  killed: { like: deaths, title: killed }
  '*-killed': { like: killed, valid-for: P1D }
"]);
    let found = rules.attribute("soldiers_killed").unwrap();
    assert_eq!(
        (found.title.as_deref(), found.kind, found.additive),
        (None, Some(Kind::Quantity), true),
        "a title is of the attribute that it is given to"
    );
    assert_eq!(found.valid_for, Some(ValidFor::both(Validity::Days(1))));
    assert_eq!(
        told("attributes: { a: { like: b }, b: { like: a }, c: { like: a } }"),
        ["unknown-attribute [a]"],
        "a ring is reported once, where it closes"
    );
    assert_eq!(told("attributes: { a: { like: a } }"), ["unknown-attribute [a]"]);
}

#[test]
fn an_attribute_that_is_like_itself_is_like_what_an_earlier_layer_says() {
    let rules = sound(&[
        "attributes: { a: { value: date, title: one } }",
        "attributes: { a: { like: a, title: two } }",
    ]);
    let found = rules.attribute("a").unwrap();
    assert_eq!((found.kind, found.title.as_deref()), (Some(Kind::Date), Some("two")));
}

#[test]
fn synonyms_are_names_of_one_attribute_whatever_their_case_and_signs() {
    let rules = sound(&[
        "attributes: { deaths: { synonyms: [death-toll, Lives lost], value: quantity }, '*-toll': { value: text } }",
    ]);
    for name in ["deaths", "DEATH_TOLL", "lives-lost", "Death toll"] {
        assert_eq!(rules.identity(name), "deaths", "{name}");
        assert_eq!(rules.attribute(name).unwrap().kind, Some(Kind::Quantity), "{name}");
    }
    assert_eq!(
        (rules.identity("Road_Toll"), rules.identity("deathtoll")),
        ("road-toll".into(), "deathtoll".into())
    );
    assert!(rules.named("road-toll").is_none());
}

#[test]
fn an_undeclared_name_counts_as_one_that_says_the_same() {
    let rules = sound(&[
        "attributes: { data-lost: { synonyms: [number-of-files-lost] }, '*-cost': {}, cost-of-*: {}, \
        'price-of-*': { value: text }, left-signed: {}, signed-left: {} }",
    ]);
    for (name, identity) in [
        ("amount-of-data-lost", "data-lost"),
        ("the-number-of-the-files-lost", "data-lost"),
        ("stolen-data", "data-stolen"),
        ("Data stolen", "data-stolen"),
        ("cost-of-war", "war-cost"),
        // What a glob says of it would be lost.
        ("price-of-bread", "price-of-bread"),
        // Two that are declared stay two, and a third is neither.
        ("left-signed", "left-signed"),
        ("signed-left", "signed-left"),
        ("the-signed-left", "the-signed-left"),
    ] {
        assert_eq!(rules.identity(name), identity, "{name}");
    }
    assert!(rules.named("files-lost").is_some() && rules.named("stolen-data").is_none());
    assert_eq!(rules.attribute("price-of-bread").unwrap().kind, Some(Kind::Text));
}

#[test]
fn a_rule_that_names_an_attribute_compares_names_that_say_the_same() {
    let rules =
        sound(&[&*rule("compare: depth-of-crater"), "rules: [{ id: all, title: t, compare: ['*'] }]"]);
    let of = |name| rules.compare_rules(name).iter().map(|rule| rule.id.value.as_str()).collect::<Vec<_>>();
    assert_eq!((of("the-crater-depth").len(), of("crater-width")), (2, vec!["all"]));
}

#[test]
fn a_second_declaration_changes_the_keys_that_it_gives_under_any_name() {
    let first =
        "attributes: { deaths: { synonyms: [dead, killed], value: quantity, additive: true, title: toll } }";
    let changed = sound(&[first, "attributes: { Dead: { valid-for: P1D, synonyms: [slain] } }"]);
    let found = changed.attribute("slain").unwrap();
    assert_eq!((found.pattern.text.value.as_str(), found.title.as_deref()), ("deaths", Some("toll")));
    assert_eq!((found.additive, found.valid_for), (true, Some(ValidFor::both(Validity::Days(1)))));

    let apart = sound(&[first, "attributes: { killed: { like: deaths } }"]);
    assert_eq!((apart.identity("killed"), apart.identity("dead")), ("killed".into(), "deaths".into()));
    assert!(apart.attribute("killed").unwrap().additive);

    let joined = sound(&[first, "attributes: { losses: { synonyms: [deaths] } }"]);
    assert_eq!((joined.identity("killed"), joined.identity("deaths")), ("losses".into(), "losses".into()));
    assert!(joined.attribute("killed").unwrap().additive);
}

#[test]
fn a_name_is_of_one_attribute_in_each_layer() {
    for twice in [
        "attributes: { a: { synonyms: [b] }, b: { value: text } }",
        "attributes: { b: { value: text }, a: { synonyms: [B] } }",
        "attributes: { a: { synonyms: [x] }, b: { synonyms: [X] } }",
        "attributes: { a b: {}, a-b: {} }",
    ] {
        let found = told(twice);
        assert!(found.len() == 1 && found[0].starts_with("duplicate-id"), "{twice}: {found:?}");
    }
    assert_eq!(told("attributes: { a: { synonyms: [b-*] } }"), ["bad-pattern [b-*]"]);
    assert_eq!(told("attributes: { a-*: { synonyms: [b] } }"), ["useless-key [b]"]);
    let related = format!("attributes: {{ a: {{ synonyms: [b] }} }}\n{}", rule("relate: a <= b"));
    assert_eq!(told(&related), ["bad-relation [b] <- [a]"]);
}

#[test]
fn relations_of_values_that_cannot_be_added() {
    let declared = "attributes: { a: { value: date }, b: { value: date }, c: { value: text }, d: { value: quantity } }\n";
    let told_of = |relation: &str| told(&format!("{declared}{}", rule(&format!("relate: {relation}"))));
    assert_eq!(told_of("a <= b"), [""; 0]);
    assert_eq!(told_of("2 * a <= b"), ["bad-relation [a]"]);
    assert_eq!(told_of("d + a <= b"), ["bad-relation [a]"]);
    assert_eq!(told_of("d = c"), ["bad-relation [c]"]);
}
