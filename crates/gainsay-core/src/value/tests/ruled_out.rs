//! What was ruled out, what was not, and what is left.

use super::BUILT_IN;
use super::words::named;
use crate::value::category::{self, Manner};

const SURE: Manner = Manner { negated: false, doubtful: false, open: false };
const LIKELY: Manner = Manner { doubtful: true, ..SURE };
const DENIED: Manner = Manner { negated: true, ..SURE };
const OPEN: Manner = Manner { open: true, ..SURE };

fn all(cases: &[(&str, &str, Manner)]) {
    for (wording, values, manner) in cases {
        assert_eq!(named(wording), ((*values).to_owned(), *manner), "{wording}");
    }
}

#[test]
fn who_rules_out_all_but_one_leaves_that() {
    all(&[
        ("police ruled out everything but arson", "arson", LIKELY),
        ("ruled out all but arson", "arson", LIKELY),
        ("police ruled out all causes except arson", "arson", LIKELY),
        ("everything but arson has been ruled out", "arson", LIKELY),
        ("all but arson has been ruled out", "arson", LIKELY),
        ("everything but arson, sabotage and a bomb has been ruled out", "arson, bombing, sabotage", LIKELY),
        ("no cause other than arson", "arson", LIKELY),
        ("everything but arson", "arson", DENIED),
        ("anything but arson or a bomb", "arson, bombing", DENIED),
    ]);
}

#[test]
fn what_nobody_ruled_out_is_open() {
    all(&[
        ("arson has yet to be ruled out", "arson", OPEN),
        ("police have yet to rule out arson", "arson", OPEN),
        ("police will rule out arson", "arson", OPEN),
        ("arson has not been ruled out", "arson", OPEN),
        ("arson has not been excluded", "arson", OPEN),
        ("neither arson nor sabotage has been ruled out", "arson, sabotage", OPEN),
        ("police ruled out neither arson nor sabotage", "arson, sabotage", OPEN),
        ("arson, sabotage and terrorism cannot be ruled out", "arson, sabotage", OPEN),
        ("police cannot rule out arson, sabotage or a bomb", "arson, sabotage, bombing", OPEN),
        ("police denied that arson had been ruled out", "arson", OPEN),
        ("arson neither confirmed nor ruled out", "arson", OPEN),
        ("unclear whether it was arson or a gas leak", "arson, gas leak", OPEN),
        ("gas leak likely, arson not ruled out", "gas leak", LIKELY),
        ("gas leak suspected and arson not ruled out", "gas leak", LIKELY),
        ("gas leak, arson not ruled out", "gas leak", LIKELY),
    ]);
    let of_name = category::manner("cannot rule out Alphaland", BUILT_IN.vocabulary());
    assert_eq!(of_name, (OPEN, "Alphaland"));
}

#[test]
fn a_verb_may_stand_around_what_it_rules_out() {
    all(&[
        ("ruled arson out", "arson", DENIED),
        ("police have ruled arson and a gas leak out", "arson, gas leak", DENIED),
        ("police have not ruled arson out", "arson", OPEN),
        ("police cannot rule arson out", "arson", OPEN),
    ]);
}

#[test]
fn what_is_spared_is_not_denied() {
    all(&[
        ("ruled out arson but not sabotage", "arson", DENIED),
        ("arson ruled out but not sabotage", "arson", DENIED),
        ("arson was ruled out but sabotage was not", "arson", DENIED),
        ("ruled out arson but did not rule out sabotage", "arson", DENIED),
        ("arson has been ruled out, sabotage has not been ruled out", "arson", DENIED),
        ("not arson but not sabotage either", "arson, sabotage", DENIED),
        ("ruled out arson, a gas leak but not lightning", "arson, gas leak", DENIED),
        ("arson ruled out, not sabotage", "arson", DENIED),
        ("police ruled out arson, not sabotage", "arson", DENIED),
        ("arson ruled out, no gas leak", "arson, gas leak", DENIED),
        ("not arson, not sabotage", "arson, sabotage", DENIED),
        ("gas leak but not arson", "gas leak", SURE),
    ]);
}

#[test]
fn all_of_a_list_is_denied() {
    all(&[
        ("not arson, sabotage, a bomb or a drone", "arson, sabotage, bombing, drone strike", DENIED),
        (
            "police ruled out arson, sabotage, a bomb or a drone",
            "arson, sabotage, bombing, drone strike",
            DENIED,
        ),
        ("sabotage and terrorism ruled out", "attack, sabotage", DENIED),
        ("police ruled out sabotage and terrorism", "attack, sabotage", DENIED),
        // This may be a list, or what it was instead.
        ("police rule out arson, terrorism", "arson", DENIED),
        ("arson, which police have ruled out", "arson", Manner { doubtful: true, ..DENIED }),
        ("sabotage and terrorism", "sabotage", SURE),
        ("arson, sabotage both ruled out", "arson, sabotage", DENIED),
    ]);
}

#[test]
fn what_is_said_of_one_value_is_not_said_of_the_next() {
    all(&[
        ("gas leak suspected and arson ruled out", "gas leak", LIKELY),
        ("gas leak confirmed and arson ruled out", "gas leak", SURE),
        ("gas leak suspected with arson ruled out", "gas leak", LIKELY),
        ("electrical fault suspected after police ruled out arson", "electrical fault", LIKELY),
        ("arson and a gas leak ruled out", "arson, gas leak", DENIED),
        ("arson (gas leak ruled out)", "arson", SURE),
        ("arson (a gas leak has been ruled out)", "arson", SURE),
        ("arson (gas leak not ruled out)", "arson", LIKELY),
        ("arson after a gas leak was ruled out", "arson", SURE),
        ("arson with a gas leak ruled out", "arson", SURE),
        ("arson (ruled out)", "arson", DENIED),
        ("arson in the blaze was ruled out", "arson", DENIED),
    ]);
}

#[test]
fn a_doubt_that_is_denied_is_none() {
    all(&[
        ("no doubt it was arson", "arson", SURE),
        ("without doubt arson", "arson", SURE),
        ("little doubt that it was arson", "arson", LIKELY),
        ("arson cannot be proven", "arson", LIKELY),
        ("arson is unlikely but not impossible", "arson", OPEN),
        ("cannot confirm or rule out arson", "arson", OPEN),
        ("gas leak rather than something else", "gas leak", SURE),
    ]);
}

#[test]
fn names_may_be_ruled_out_behind() {
    let manner = |text: &'static str| category::manner(text, BUILT_IN.vocabulary());
    assert_eq!(manner("Alphaland ruled out"), (DENIED, "Alphaland"));
    assert_eq!(manner("Alphaland has been ruled out."), (DENIED, "Alphaland"));
    assert_eq!(manner("Alphaland cannot be ruled out"), (OPEN, "Alphaland"));
    let likely = Manner { doubtful: true, ..Manner::default() };
    assert_eq!(manner("Alphaland; Betaland not ruled out"), (likely, "Alphaland"));
    assert_eq!(manner("unclear whether Alphaland or Betaland"), (OPEN, "Alphaland or Betaland"));
    assert_eq!(manner("Alphaland, not Betaland"), (SURE, "Alphaland"));
    assert_eq!(manner("Alphaland rather than Betaland"), (SURE, "Alphaland"));
    assert_eq!(manner("Alphaland and not Betaland"), (SURE, "Alphaland"));
    assert_eq!(manner("Alphaland, not known for it"), (SURE, "Alphaland, not known for it"));
    assert_eq!(manner("no doubt Alphaland"), (SURE, "Alphaland"));
    assert_eq!(manner("no doubt that it was Alphaland"), (SURE, "Alphaland"));
    assert_eq!(manner("no Alphaland"), (DENIED, "Alphaland"));
    assert_eq!(manner("Army of Alphaland"), (SURE, "Army of Alphaland"));
}

#[test]
fn who_denies_that_they_did_it_is_no_name_of_who_did() {
    let disowned =
        |text: &'static str| category::disowned(text, BUILT_IN.vocabulary()).map(|range| &text[range]);
    assert_eq!(disowned("Alphaland denied responsibility."), Some("denied responsibility"));
    assert_eq!(disowned("Alphaland has not claimed responsibility"), Some("has not claimed responsibility"));
    assert_eq!(disowned("Alphaland claimed responsibility"), None);
    assert_eq!(disowned("denied responsibility"), None);
}
