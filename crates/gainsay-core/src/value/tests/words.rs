//! Categories, names and places as people word them.

use super::BUILT_IN;
use crate::value::category::{self, Manner, Named};
use crate::value::{Alike, Terms, alike_names, alike_places, alike_texts};

fn causes() -> &'static Terms {
    &BUILT_IN.terms["causes"]
}

/// The values that a wording names, those that are narrower with a `<` before the wider one.
fn named(wording: &str) -> (String, Manner) {
    let said = category::read(wording, causes(), BUILT_IN.vocabulary());
    let show = |value: &Named| match value {
        Named::Known(at) => causes().terms[*at].name.clone(),
        Named::Within(at, _) => format!("< {}", causes().terms[*at].name),
        Named::Own(own) => format!("`{own}`"),
    };
    (said.values.iter().map(show).collect::<Vec<_>>().join(", "), said.manner)
}

#[test]
fn a_category_is_found_among_other_words() {
    let sure = Manner::default();
    let doubtful = Manner { doubtful: true, negated: false };
    let negated = Manner { negated: true, doubtful: false };
    for (wording, values, manner) in [
        ("air strike", "air strike", sure),
        ("an air strike", "air strike", sure),
        ("Israeli air strike", "< air strike", sure),
        ("gas main leak", "< gas leak", sure),
        ("misfired Hamas rocket", "< misfire", sure),
        ("caused by lightning", "weather", sure),
        ("suspected arson", "arson", doubtful),
        ("arson suspected", "arson", doubtful),
        ("most probably an accident", "accident", doubtful),
        ("possibly a car bomb", "bombing", doubtful),
        ("sabotage not ruled out", "sabotage", doubtful),
        ("not a missile strike", "missile strike", negated),
        ("not the result of sabotage", "sabotage", negated),
        ("sabotage ruled out", "sabotage", negated),
        ("probably not a bomb", "bombing", Manner { negated: true, doubtful: true }),
        ("gas leak or arson", "gas leak, arson", sure),
        ("mechanical or human error", "mechanical failure, human error", sure),
        ("engine failure after a bird strike", "mechanical failure, bird strike", sure),
        ("the wrath of Poseidon", "`wrath of poseidon`", sure),
    ] {
        assert_eq!(named(wording), (values.to_owned(), manner), "{wording}");
    }
}

#[test]
fn letters_before_a_word_deny_it_where_the_vocabulary_says_so() {
    let manner = |text: &'static str| category::manner(text, BUILT_IN.vocabulary());
    let negated = Manner { negated: true, doubtful: false };
    for (wording, rest) in [("unpatched", "patched"), ("non-lethal", "lethal"), ("not patched", "patched")] {
        assert_eq!(manner(wording), (negated, rest), "{wording}");
    }
    assert_eq!(manner("not unpatched"), (Manner::default(), "patched"));
    for wording in ["united", "patched", "not", "under", ""] {
        assert_eq!(manner(wording), (Manner::default(), wording));
    }
}

#[test]
fn names_of_one_person_agree() {
    let words = &BUILT_IN.words;
    for (one, other, alike) in [
        ("Zoë Brûlé", "Zoe Brule", Alike::Yes),
        ("Putin, Vladimir", "Vladimir Putin", Alike::Yes),
        ("President Vladimir Putin", "Vladimir Putin", Alike::Yes),
        ("V. Putin", "Vladimir Putin", Alike::Yes),
        ("Sinead O'Connor", "Sinéad O\u{2019}Connor", Alike::Yes),
        ("Gen. Kim Yong Bok", "Kim Yong-bok", Alike::Yes),
        ("Putin", "Vladimir Putin", Alike::Perhaps),
        ("John Smith", "John Michael Smith", Alike::Perhaps),
        ("Kim Jong Un", "Kim Jong Il", Alike::No),
        ("J. Smith", "Mary Smith", Alike::No),
        ("A. B.", "Ann Bell", Alike::No),
        ("Alger", "Algiers", Alike::Perhaps),
        ("Vienna", "Wien", Alike::No),
        ("Ann Bell", "Anne Ball", Alike::No),
    ] {
        assert_eq!(alike_names(one, other, words), alike, "{one} / {other}");
        assert_eq!(alike_names(other, one, words), alike, "{other} / {one}");
    }
    assert_eq!(alike_texts("Malé", "Male"), Alike::Yes);
}

#[test]
fn a_town_with_its_country_is_that_town() {
    let words = &BUILT_IN.words;
    for (one, other, alike) in [
        ("Port Aldan", "Port Aldan, Verrland", Alike::Yes),
        ("Verrland", "Port Aldan, Verrland", Alike::Yes),
        ("Port Aldan, Verrland", "Port Aldan, Norrland", Alike::No),
        ("near Port Aldan", "Port Aldan", Alike::Yes),
        ("near Port Aldan", "Lowmoor", Alike::Perhaps),
        ("North Aldan", "South Aldan", Alike::No),
        ("Aldan", "Port Aldan", Alike::Perhaps),
        ("Malé", "Male", Alike::Yes),
        ("Roma", "Rome", Alike::Perhaps),
        ("Springfield", "Shelbyville", Alike::No),
    ] {
        assert_eq!(alike_places(one, other, words), alike, "{one} / {other}");
        assert_eq!(alike_places(other, one, words), alike, "{other} / {one}");
    }
}
