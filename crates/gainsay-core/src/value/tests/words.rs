//! Categories, names and places as people word them.

use super::BUILT_IN;
use crate::value::category::{self, Manner, Named};
use crate::value::lexis::Words;
use crate::value::{
    Alike, PlaceWords, ReadText, Terms, Whereabouts, alike_names, alike_persons, alike_places,
};

pub(super) fn alike_texts(one: &str, other: &str, words: &Words) -> Alike {
    ReadText::new(one, words).alike(&ReadText::new(other, words), words)
}

fn causes() -> &'static Terms {
    &BUILT_IN.terms["causes"]
}

/// The values that a wording names, those that are narrower with a `<` before the wider one.
pub(super) fn named(wording: &str) -> (String, Manner) {
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
    let doubtful = Manner { doubtful: true, ..Manner::default() };
    let negated = Manner { negated: true, ..Manner::default() };
    let open = Manner { open: true, ..Manner::default() };
    for (wording, values, manner) in [
        ("air strike", "air strike", sure),
        ("an air strike", "air strike", sure),
        ("Israeli air strike", "< air strike", sure),
        ("gas main leak", "< gas leak", sure),
        ("misfired Hamas rocket", "< misfire", sure),
        ("caused by lightning", "lightning", sure),
        ("suspected arson", "arson", doubtful),
        ("arson suspected", "arson", doubtful),
        ("most probably an accident", "accident", doubtful),
        ("possibly a car bomb", "bombing", doubtful),
        ("sabotage not ruled out", "sabotage", open),
        ("not a missile strike", "missile strike", negated),
        ("not the result of sabotage", "sabotage", negated),
        ("sabotage ruled out", "sabotage", negated),
        ("probably not a bomb", "bombing", Manner { negated: true, doubtful: true, open: false }),
        ("gas leak or arson", "gas leak, arson", sure),
        ("storm/lightning", "weather, lightning", sure),
        ("storm/fog", "weather", sure),
        ("a bomb (suspected)", "bombing", doubtful),
        ("mechanical or human error", "mechanical failure, human error", sure),
        ("engine failure after a bird strike", "mechanical failure, bird strike", sure),
        ("arson?", "arson", doubtful),
        ("a boiler explosion or arson?", "mechanical failure, arson", doubtful),
        ("unproven arson", "arson", doubtful),
        ("arson or not", "arson", doubtful),
        ("not necessarily a bomb", "bombing", doubtful),
        ("sabotage cannot be excluded", "sabotage", open),
        ("not only a bomb", "bombing", doubtful),
        ("not only a bomb, but a gas leak", "bombing, gas leak", sure),
        (
            "no longer considered an accident",
            "< accident",
            Manner { negated: true, doubtful: true, open: false },
        ),
        ("rejected arson", "arson", negated),
        // What no list knows is never sure, and neither is a known word beside one that may change it.
        ("the wrath of Poseidon", "`wrath of poseidon`", doubtful),
        ("mimicked lightning", "< lightning", doubtful),
        ("gas leak, officials said", "gas leak, `officials said`", doubtful),
        ("a massive gas leak", "< gas leak", sure),
        ("error by the welder", "< human error", sure),
    ] {
        assert_eq!(named(wording), (values.to_owned(), manner), "{wording}");
    }
}

#[test]
fn a_negation_denies_its_clause_and_no_more() {
    let sure = Manner::default();
    let doubtful = Manner { doubtful: true, ..Manner::default() };
    let negated = Manner { negated: true, ..Manner::default() };
    let improbable = Manner { negated: true, doubtful: true, open: false };
    for (wording, values, manner) in [
        ("neither a missile nor a drone", "missile strike, drone strike", negated),
        ("neither a missile, a drone nor a bomb", "missile strike, drone strike, bombing", negated),
        ("not a missile, a drone or a bomb", "missile strike, drone strike, bombing", negated),
        ("not a missile or a drone", "missile strike, drone strike", negated),
        ("anything but a bomb", "bombing", negated),
        ("cannot be arson", "arson", negated),
        ("can\u{2019}t have been arson", "arson", negated),
        ("excluding arson", "arson", negated),
        ("prosecutors ruled out arson", "arson", negated),
        ("arson or sabotage ruled out", "arson, sabotage", negated),
        ("arson unlikely", "arson", improbable),
        ("unlikely to be arson", "arson", improbable),
        ("no evidence of sabotage", "sabotage", improbable),
        ("gas leak, not a bomb", "gas leak", sure),
        ("a gas leak and not a bomb", "gas leak", sure),
        ("not a bomb but a gas leak", "gas leak", sure),
        ("not a bomb, but possibly a gas leak", "gas leak", doubtful),
        ("not a bomb, a gas leak", "gas leak", sure),
        ("gas leak rather than bomb", "gas leak", sure),
        ("bomb instead of gas leak", "bombing", sure),
        ("storm, sabotage ruled out", "weather", sure),
        ("not a bomb, officials said", "bombing", improbable),
    ] {
        assert_eq!(named(wording), (values.to_owned(), manner), "{wording}");
    }
}

#[test]
fn causes_that_exclude_each_other_hold_no_value_in_common() {
    let causes = causes();
    let meet = |one: &str, other: &str| causes.points(one).unwrap().meets(causes.points(other).unwrap());
    for one in ["accident", "mechanical failure", "human error", "gas leak", "misfire", "natural causes"] {
        for other in ["attack", "sabotage", "arson", "terrorism", "bombing", "shooting"] {
            assert!(!meet(one, other), "{one} / {other}");
        }
    }
    for one in ["accident", "sabotage", "attack", "bombing", "human error", "weather"] {
        assert!(meet("derailment", one), "{one}");
    }
    assert!(!meet("derailment", "missile strike"));
}

/// The widest values of each list that have others in common are those of which who says one and who says the other may both be right.
#[test]
fn the_widest_values_that_may_both_be_right_are_known() {
    let pairs = |list: &str| {
        let terms = &BUILT_IN.terms[list];
        let widest: Vec<&str> =
            terms.terms.iter().filter(|term| term.within.is_empty()).map(|term| term.name.as_str()).collect();
        let mut pairs = Vec::new();
        for (at, one) in widest.iter().enumerate() {
            let others = widest[at + 1..].iter();
            let meets = |other: &&&str| terms.points(one).unwrap().meets(terms.points(other).unwrap());
            pairs.extend(others.filter(meets).map(|other| format!("{one} / {other}")));
        }
        pairs
    };
    assert_eq!(BUILT_IN.terms.keys().collect::<Vec<_>>(), ["causes", "weapons"]);
    assert_eq!(
        pairs("causes"),
        [
            "attack / fire",
            "attack / collision",
            "attack / derailment",
            "accident / fire",
            "accident / collision",
            "accident / derailment",
            "fire / natural causes",
            "collision / derailment",
            "collision / natural causes",
            "derailment / natural causes",
        ]
    );
    assert_eq!(
        pairs("weapons"),
        [
            "missile / aircraft",
            "rocket / aircraft",
            "bomb / aircraft",
            "shell / aircraft",
            "aircraft / firearm",
        ]
    );
}

#[test]
fn what_is_not_known_names_nothing() {
    for wording in [
        "remains a mystery",
        "is being looked into",
        "cause still unclear",
        "the cause is unknown.",
        "cannot be independently determined",
        "could not be conclusively established",
    ] {
        assert!(BUILT_IN.words.says_unknown(wording), "{wording}");
    }
    for wording in ["remains", "unknown arsonist", "the cause"] {
        assert!(!BUILT_IN.words.says_unknown(wording), "{wording}");
    }
    for wording in ["remains", "the cause"] {
        assert_eq!(named(wording).0, "", "{wording}");
    }
    let of_names = |text: &'static str| category::manner(text, BUILT_IN.vocabulary());
    assert_eq!(of_names("Verrland?"), (Manner { doubtful: true, ..Manner::default() }, "Verrland"));
    assert_eq!(
        of_names("unlikely Verrland"),
        (Manner { negated: true, doubtful: true, open: false }, "Verrland")
    );
}

#[test]
fn letters_before_a_word_deny_it_where_the_vocabulary_says_so() {
    let manner = |text: &'static str| category::manner(text, BUILT_IN.vocabulary());
    let negated = Manner { negated: true, ..Manner::default() };
    for (wording, rest) in [("unpatched", "patched"), ("non-lethal", "lethal"), ("not patched", "patched")] {
        assert_eq!(manner(wording), (negated, rest), "{wording}");
    }
    assert_eq!(manner("not unpatched"), (Manner::default(), "patched"));
    assert_eq!(manner("not yet patched"), (negated, "patched"));
    assert_eq!(manner("never patched"), (negated, "patched"));
    assert_eq!(manner("not Smith, but Jones"), (Manner::default(), "Jones"));
    assert_eq!(manner("not patched but"), (negated, "patched but"));
    assert_eq!(manner("has not been patched"), (negated, "been patched"));
    assert_eq!(manner("no longer open"), (negated, "open"));
    assert_eq!(manner("not only Smith"), (Manner { doubtful: true, ..Manner::default() }, "Smith"));
    assert_eq!(manner("rejected Smith"), (negated, "Smith"));
    let both = category::manner_of_all("not only Smith, but also Jones", BUILT_IN.vocabulary());
    assert_eq!(both, (Manner::default(), vec!["Smith", "Jones"]));
    for wording in ["united", "patched", "not", "under", "rejected by the court", "has arrived", ""] {
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
        ("Smith", "Smithson", Alike::Perhaps),
        ("John Smith", "John Smithson", Alike::Perhaps),
        ("John Smith", "John Michael Smith", Alike::Perhaps),
        ("Kim Jong Un", "Kim Jong Il", Alike::No),
        ("J. Smith", "Mary Smith", Alike::No),
        ("A. B.", "Ann Bell", Alike::No),
        ("Alger", "Algiers", Alike::Perhaps),
        ("Vienna", "Wien", Alike::No),
        ("Ann Bell", "Anne Ball", Alike::No),
        // First names that are letters of firms and ships, too.
        ("Asa Smith", "John Smith", Alike::No),
        ("Kg Lee", "Su Lee", Alike::No),
        ("Spa Smith", "Ann Smith", Alike::No),
        ("Ag Hansen", "Bo Hansen", Alike::No),
        ("USS Cole", "HMS Cole", Alike::No),
        // Another title may be another name.
        ("King Street", "Queen Street", Alike::Perhaps),
        ("General Berg", "Colonel Berg", Alike::Perhaps),
        ("Prime Minister", "Prime Minister Berg", Alike::Perhaps),
        ("Director", "Managing Director", Alike::Perhaps),
        ("Queen", "HMS Queen", Alike::Perhaps),
        ("Minister", "Bishop", Alike::No),
        ("Group A", "Group AB", Alike::No),
        // Parties within one country, which are not one.
        ("Syrian government forces", "Syrian rebels", Alike::No),
        ("the Syrian army", "Syrian opposition forces", Alike::No),
        ("Israeli army", "Israeli settlers", Alike::No),
        ("Israeli forces", "Israeli settlers", Alike::No),
        ("South Korean police", "South Korean protesters", Alike::No),
        ("Israel", "Israeli settlers", Alike::Perhaps),
        ("Russian forces", "the Russian army", Alike::Perhaps),
        ("Russian mercenaries", "Russian soldiers", Alike::Perhaps),
        ("Syrian rebels", "Syrian opposition", Alike::Perhaps),
        // Of other peoples, rebels may be the army.
        ("Houthi rebels", "Houthi army", Alike::Perhaps),
    ] {
        assert_eq!(alike_names(one, other, words), alike, "{one} / {other}");
        assert_eq!(alike_names(other, one, words), alike, "{other} / {one}");
    }
    assert_eq!(alike_texts("Malé", "Male", words), Alike::Yes);
}

#[test]
fn names_of_persons_that_are_spelt_alike_may_be_of_two() {
    let words = &BUILT_IN.words;
    for (one, other, alike) in [
        ("Putin", "Vladimir Putin", Alike::Narrower),
        ("John Smith", "John Michael Smith", Alike::Narrower),
        ("Anna Miller", "Anna Müller", Alike::Perhaps),
        ("John Smith", "John Smithson", Alike::Perhaps),
        ("Maria Lopez", "Mario Lopez", Alike::Perhaps),
        ("Jürgen Müller", "Juergen Mueller", Alike::Yes),
        ("Sergei Orlov", "Sergey Orlov", Alike::Yes),
        ("Mohamed Ali", "Mohammed Ali", Alike::Yes),
        ("Muhammad Ali", "Mohammed Ali", Alike::Yes),
        ("Ebrahim Raisi", "Ibrahim Raisi", Alike::Yes),
        ("Hossein Salami", "Hussein Salami", Alike::Yes),
        ("Hassan Ali", "Hussein Ali", Alike::No),
        ("Mahmoud Ali", "Muhammad Ali", Alike::No),
        ("M/V Northern Star", "MV Northern Star", Alike::Yes),
        ("Northern Star", "Northern Star II", Alike::Perhaps),
        ("Northern Star", "Northern Star Two", Alike::Perhaps),
        ("Northern Star II", "Northern Star III", Alike::No),
        ("Phase I", "Phase II", Alike::No),
        ("I. Petrov", "Ivan Petrov", Alike::Yes),
        ("Anna Berg", "Karin Berg", Alike::No),
        ("Smith", "Jones", Alike::No),
        // Letters that no accent can be taken from, and how the words of a name are parted.
        ("S\u{f8}ren Kj\u{e6}r", "Soren Kjaer", Alike::Yes),
        ("Strau\u{df}", "Strauss", Alike::Yes),
        ("Anne-Marie O\u{2019}Brien", "Annemarie O Brien", Alike::Yes),
        ("Yevgeny Orlow", "Evgeniy Orlov", Alike::Yes),
        ("Aleksei Fischer", "Alexey Fisher", Alike::Perhaps),
        // Words that are titles may be names.
        ("Stephen King", "Stephen Judge", Alike::Perhaps),
        ("John Major", "John Smith", Alike::Perhaps),
        ("Anna Bishop", "Bishop", Alike::Narrower),
        ("Captain Orlov", "Colonel Sergei Orlov", Alike::Narrower),
        ("George Bush Jr", "George Bush Sr", Alike::No),
        ("George Bush Jr", "George Bush", Alike::Narrower),
    ] {
        assert_eq!(alike_persons(one, other, words), alike, "{one} / {other}");
        assert_eq!(alike_persons(other, one, words), alike, "{other} / {one}");
    }
}

#[test]
fn texts_agree_whatever_auxiliaries_they_have_and_may_say_where_and_when() {
    let words = &BUILT_IN.words;
    for (one, other, alike) in [
        ("has arrived", "arrived", Alike::Yes),
        ("is still closed", "closed", Alike::Yes),
        ("the appeal was dismissed", "appeal dismissed", Alike::Yes),
        ("sub-standard", "substandard", Alike::Yes),
        ("arrived in Kursk", "has arrived", Alike::Narrower),
        ("arrested on 3 May", "was arrested", Alike::Narrower),
        ("closed owing to snow", "closed", Alike::Narrower),
        ("The bridge is closed to traffic", "the bridge is closed", Alike::Narrower),
        ("denied any involvement", "denied involvement", Alike::Yes),
        ("one engine", "an engine", Alike::No),
        ("type a", "type b", Alike::No),
        ("A positive", "B positive", Alike::No),
        ("closed owing to snow", "closed by the police", Alike::Perhaps),
        ("Acme Holdings Ltd.", "Acme Holdings Limited", Alike::Yes),
        ("Deutsche Bank", "Deutsche Bank AG", Alike::Yes),
        ("MV Atlantic Star", "Atlantic Star", Alike::Yes),
        ("MV Atlantic Star", "M/V Atlantic Star", Alike::Yes),
        ("MV Star", "Star", Alike::Yes),
        ("MV Atlantic", "SS Atlantic", Alike::No),
        ("USS Cole", "HMS Cole", Alike::No),
        ("Acme AG", "Acme GmbH", Alike::Perhaps),
        ("Asa Smith", "John Smith", Alike::No),
        ("Mt Everest", "Mount Everest", Alike::Yes),
        ("Mt. Everest", "Mount Everest", Alike::Yes),
        ("MT Everest", "Mount Everest", Alike::No),
        ("King Street", "King St", Alike::Yes),
        ("12 King Street, London", "12 King St., London", Alike::Yes),
        ("St Paul", "Street Paul", Alike::No),
        ("closed without notice", "closed", Alike::No),
        ("arrived in Kursk", "arrived at noon", Alike::Perhaps),
        ("a Russian missile", "missile", Alike::Perhaps),
        ("IS attack", "attack", Alike::Perhaps),
        ("arrested", "released", Alike::No),
        ("John Smith", "John Smithson", Alike::Perhaps),
        ("Miller", "Müller", Alike::Perhaps),
        ("Panama", "Panama City", Alike::Perhaps),
        ("Capt. Sergei Orlov", "Orlov, Sergei", Alike::Yes),
        ("Closed", "closed", Alike::Yes),
        ("Boeing 737-800", "Boeing 737", Alike::Perhaps),
        ("Boeing 737", "737-800", Alike::Perhaps),
        ("Boeing 737 MAX 8", "Boeing 737", Alike::Perhaps),
        ("Boeing 737 MAX 8", "Boeing 737 MAX", Alike::Perhaps),
        ("Airbus A320neo", "Airbus A320", Alike::Perhaps),
        ("Su-27SM", "Su-27", Alike::Perhaps),
        ("Boeing 737", "Boeing 747", Alike::No),
        ("Boeing 737-800", "Boeing 737-900", Alike::No),
        ("Boeing 737", "Airbus 737", Alike::No),
        ("An-12", "An-124", Alike::No),
        ("version 1.1", "version 1.10", Alike::No),
        ("killed 7 soldiers", "killed 7 soldiers and 8 civilians", Alike::No),
        ("MH17", "MH 17", Alike::Yes),
        ("MH17", "Flight MH17", Alike::Yes),
        ("MH17", "Malaysia Airlines Flight 17", Alike::Perhaps),
        ("J2-8243", "Flight 8243", Alike::Perhaps),
        ("MH17", "MAS17", Alike::Yes),
        ("AF447", "Air France 447", Alike::Perhaps),
        ("AB12", "ABC12", Alike::No),
        ("Room 12", "AB12", Alike::No),
        ("Boeing 17", "MH17", Alike::No),
        ("MH17", "17", Alike::Perhaps),
        ("MH17", "KL17", Alike::No),
        ("MH17", "Malaysia Airlines Flight 18", Alike::No),
        ("Malaysia Airlines Flight 17", "Korean Air Flight 17", Alike::No),
    ] {
        assert_eq!(alike_texts(one, other, words), alike, "{one} / {other}");
        assert_eq!(alike_texts(other, one, words), alike, "{other} / {one}");
    }
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
        ("north of Port Aldan", "south of Port Aldan", Alike::Perhaps),
        ("5 km east of Port Aldan", "5 km to the west of Port Aldan", Alike::Perhaps),
        ("north of Port Aldan", "northeast of Port Aldan", Alike::Yes),
        ("north of Port Aldan", "north of Port Aldan, Verrland", Alike::Yes),
        ("north of Port Aldan", "near Port Aldan", Alike::Yes),
        ("Aldan", "Port Aldan", Alike::Perhaps),
        ("Malé", "Male", Alike::Yes),
        ("Roma", "Rome", Alike::Perhaps),
        ("Springfield", "Shelbyville", Alike::No),
    ] {
        assert_eq!(alike_places(one, other, words), alike, "{one} / {other}");
        assert_eq!(alike_places(other, one, words), alike, "{other} / {one}");
    }
}

#[test]
fn the_wording_of_a_place_names_the_places_that_it_is_at_near_or_inside_of() {
    use Whereabouts::{At, Inside, Near};
    let parts = |wording| {
        let places = PlaceWords::new(wording, &BUILT_IN.words);
        places.parts().map(|(how, part)| (how, part.to_owned())).collect::<Vec<_>>()
    };
    for (wording, named) in [
        ("Torez", vec![(At, "Torez")]),
        ("the town of Torez", vec![(At, "Torez")]),
        ("in Torez", vec![(At, "Torez")]),
        ("near the village of Hrabove", vec![(Near, "Hrabove")]),
        ("a field near Pervomaiskyi", vec![(At, "a field"), (Near, "Pervomaiskyi")]),
        ("the Dutch embassy in Caracas", vec![(At, "Dutch embassy"), (Inside, "Caracas")]),
        ("near Torez, Ukraine", vec![(Near, "Torez"), (Inside, "Ukraine")]),
        ("Henley-in-Arden", vec![(At, "Henley-in-Arden")]),
        ("the", vec![(At, "the")]),
        ("near", vec![(At, "near")]),
        (" , ", vec![(At, " , ")]),
    ] {
        let named: Vec<_> = named.into_iter().map(|(how, part)| (how, part.to_owned())).collect();
        assert_eq!(parts(wording), named, "{wording:?}");
    }
}
