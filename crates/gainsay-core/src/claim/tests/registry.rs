//! Sources, subjects and places, and references to them.

use super::case;

const REGISTRY: &str = "
sources:
  us-government: { name: United States }
  pentagon: { name: US Department of Defense, part-of: us-government, reliability: B, aliases: [dod, 'US DoD'] }
  kremlin:
subjects:
  dprk-troops: { name: North Korean troops, aliases: [KPA contingent] }
places:
  russia:
  kursk: { name: Kursk Oblast, within: russia }
";

#[test]
fn what_is_declared_is_kept_with_its_spots() {
    let case = case(&[REGISTRY]);
    assert_eq!(case.told(), [""; 0]);
    let registry = &case.records.registry;
    let pentagon = &registry.sources[1];
    assert_eq!(case.files.slice(pentagon.named.id.span), "pentagon");
    assert_eq!(pentagon.named.name.as_ref().unwrap().as_str(&case.files), "US Department of Defense");
    assert_eq!(
        (case.name(pentagon.named.parent), pentagon.reliability.unwrap().value),
        ("us-government", 'B')
    );
    let aliases: Vec<_> = pentagon.named.aliases.iter().map(|alias| case.name(Some(*alias))).collect();
    assert_eq!(aliases, ["dod", "US DoD"]);
    assert!(registry.sources[2].named.name.is_none());
    assert_eq!(case.name(registry.places[1].parent), "russia");
}

#[test]
fn references_lead_to_the_canonical_id_from_any_file() {
    let claims = "claims:\n- {id: c, source: US DoD, cites: dod, subject: KPA contingent, attribute: x, place: kursk, value: 1}";
    let case = case(&[claims, REGISTRY]);
    assert_eq!(case.told(), [""; 0]);
    assert_eq!(case.claims(), ["c pentagon dprk-troops x kursk = 1"]);
    assert_eq!(case.name(case.records.claims[0].cites), "pentagon");
    assert_eq!(case.files.slice(case.records.claims[0].source.span), "US DoD");
}

#[test]
fn a_reference_to_nothing_is_told_with_the_near_name_and_leaves_the_claim_out() {
    let claims = "
claims:
- {id: a, source: pentagn, attribute: x, value: 1}
- {id: b, source: nobody-knows, attribute: x, value: 1}
- {id: c, source: kremlin, cites: krmlin, attribute: x, value: 1}
- {id: d, source: kremlin, subject: dprk troops, attribute: x, place: Kursk, value: 1}
- {id: e, source: kremlin, attribute: x, value: 1}
";
    let case = case(&[claims, REGISTRY]);
    assert_eq!(
        case.told(),
        [
            "dangling-source pentagn",
            "dangling-source nobody-knows",
            "dangling-source krmlin",
            "dangling-subject dprk troops",
            "dangling-place Kursk",
        ]
    );
    assert_eq!(
        case.messages()[..2],
        [
            ("the source `pentagn` is not declared", "did you mean `pentagon`?"),
            ("the source `nobody-knows` is not declared", "declare it under `sources:`"),
        ]
    );
    assert_eq!(case.claims(), ["e kremlin - x - = 1"]);
}

#[test]
fn names_are_taken_as_they_are_where_none_of_the_kind_is_declared() {
    let case = case(&[
        "sources:\nclaims:\n- {id: a, source: s, subject: t, attribute: x, place: p, value: 1}",
        "places: {}",
    ]);
    assert_eq!(case.told(), [""; 0]);
    assert_eq!(case.claims(), ["a s t x p = 1"]);
}

#[test]
fn a_dangling_source_of_a_report_is_told_once() {
    let case = case(&[
        "report: {source: nobody}\nclaims: [{id: a, attribute: x, value: 1}, {id: b, attribute: x, value: 2}]",
        REGISTRY,
    ]);
    assert_eq!(case.told(), ["dangling-source nobody"]);
    assert_eq!(case.claims(), [""; 0]);
}

#[test]
fn what_is_declared_twice_points_at_both() {
    let case = case(&[
        REGISTRY,
        "sources: { kremlin: { name: K }, ap: { aliases: [pentagon, dod, ap, ap2, ap2] }, afp: { aliases: [ap2] } }",
    ]);
    assert_eq!(
        case.told(),
        [
            "duplicate-source kremlin <- kremlin",
            "duplicate-alias pentagon <- pentagon",
            "duplicate-alias dod <- dod",
            "duplicate-alias ap2 <- ap2",
        ]
    );
    assert_eq!(case.messages()[1].0, "the alias `pentagon` already stands for the source `pentagon`");
}

#[test]
fn a_ring_is_shown_and_cut() {
    let case = case(&["
places:
  d: { within: b }
  a: { within: c }
  b: { within: a }
  c: { within: b }
  e: { within: e }
"]);
    assert_eq!(case.told(), ["place-ring c <- b <- a", "place-ring e"]);
    assert_eq!(case.messages()[0].0, "the place `a` is within itself: `a` → `c` → `b` → `a`");
    let within: Vec<_> = case.records.registry.places.values().map(|place| case.name(place.parent)).collect();
    assert_eq!(within, ["b", "-", "a", "b", "-"]);
}

#[test]
fn what_an_entry_says_wrongly_is_told_and_the_entry_stays() {
    let text = "
sources:
  a: A
  b: { part-of: nowhere, reliability: G, colour: red, name: [x] }
  '': { name: nobody }
  null: { name: Null }
places: [russia]
claims:
- { id: one, source: a, cites: b, attribute: x, value: 1 }
";
    let case = case(&[text]);
    assert_eq!(
        case.told(),
        [
            "wrong-type A",
            "dangling-source nowhere",
            "invalid-value G",
            "unknown-key colour",
            "wrong-type [x]",
            "invalid-value ''",
            "wrong-type [russia]",
        ]
    );
    assert_eq!(case.claims(), ["one a - x - = 1"]);
    assert_eq!(case.records.registry.sources.len(), 3);
}

#[test]
fn nothing_dangles_where_a_registry_was_cut_short() {
    let case = case(&[
        "sources:\n  a: {}\n  b: {name: [}\n  c: {}\n",
        "claims: [{id: x, source: c, attribute: t, value: 1}]",
    ]);
    assert_eq!(case.told(), ["malformed-yaml ["]);
    assert_eq!(case.claims(), ["x c - t - = 1"]);
}
