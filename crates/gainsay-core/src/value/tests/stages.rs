//! Statuses on the built-in scale of deployment.

use super::{BUILT_IN, blamed};
use crate::value::Share;
use crate::value::show::show_stage;
use crate::value::stage::{self, Stage};
use crate::value::{Allowed, Scale, Unreadable};

fn read(wording: &str, share: Option<Share>) -> Result<Stage, Unreadable> {
    stage::read(wording, share, &BUILT_IN.scales["deployment"], BUILT_IN.vocabulary())
}

fn show(allowed: &Allowed) -> String {
    let scale = &BUILT_IN.scales["deployment"];
    match (show_stage(&allowed.plain, scale), show_stage(&allowed.doubled, scale)) {
        (plain, doubled) if plain == doubled => plain,
        (plain, doubled) => format!("{plain} | {doubled}"),
    }
}

#[test]
fn share_and_stance_tell_which_stages_are_allowed() {
    for (wording, share, asserted, denied) in [
        ("in-combat", None, "in-combat | in-combat or beyond", "before in-combat"),
        ("in-combat", Some(Share::All), "in-combat", "before in-combat"),
        ("in-combat", Some(Share::Most), "in-combat or beyond", "before in-combat"),
        ("in-combat", Some(Share::Some), "in-combat or beyond", "before in-combat"),
        ("in-combat", Some(Share::None), "before in-combat", "in-combat or beyond"),
        ("planned", Some(Share::None), "before planned", "planned or beyond"),
        ("full-scale-combat", Some(Share::Some), "full-scale-combat", "before full-scale-combat"),
        // Who has withdrawn has gone no further any more; who denies it says that they are still further on.
        ("withdrawn", None, "withdrawn", "deployed or beyond"),
        ("withdrawn", Some(Share::All), "withdrawn", "deployed or beyond"),
        ("withdrawn", Some(Share::Some), "withdrawn or beyond", "deployed or beyond"),
        ("withdrawn", Some(Share::None), "deployed or beyond", "before deployed"),
    ] {
        let stage = read(wording, share).unwrap();
        assert_eq!(show(&stage.allowed), asserted, "{wording} {share:?}");
        assert_eq!(show(&stage.denied()), denied, "{wording} {share:?}, denied");
    }
}

#[test]
fn bounds_open_a_side() {
    for (wording, share, asserted, denied) in [
        ("at least deployed", None, "deployed or beyond", "before deployed"),
        ("at least deployed", Some(Share::All), "deployed or beyond", "before deployed"),
        ("at least deployed", Some(Share::None), "before deployed", "deployed or beyond"),
        ("at most deployed", None, "before in-combat", "in-combat or beyond"),
        ("at most deployed", Some(Share::Some), "any stage", "in-combat or beyond"),
        ("at most deployed", Some(Share::None), "in-combat or beyond", "before in-combat"),
    ] {
        let stage = read(wording, share).unwrap();
        assert_eq!(show(&stage.allowed), asserted, "{wording} {share:?}");
        assert_eq!(show(&stage.denied()), denied, "{wording} {share:?}, denied");
    }
}

#[test]
fn words_beside_the_stage_are_heard() {
    for (wording, onset, so_far, allowed) in [
        ("Fighting", false, false, "in-combat | in-combat or beyond"),
        ("began fighting", true, false, "in-combat | in-combat or beyond"),
        ("started to withdraw", true, false, "withdrawn or beyond"),
        ("has begun fighting", false, false, "in-combat | in-combat or beyond"),
        ("fighting for the first time", true, false, "in-combat | in-combat or beyond"),
        ("deployed thus far", false, true, "deployed | deployed or beyond"),
        ("reportedly already in clashes", false, false, "in-combat | in-combat or beyond"),
        ("some are fighting", false, false, "in-combat or beyond"),
        // Denied by their own words, whatever the stance.
        ("not yet deployed", false, true, "before deployed"),
        ("never in combat", false, true, "before in-combat"),
        ("not deployed", false, false, "before deployed"),
        ("none have been deployed so far", false, true, "before deployed"),
        ("not withdrawn", false, false, "deployed or beyond"),
        ("not fighting at present", false, false, "before in-combat"),
        ("yet to enter combat", false, false, "before in-combat"),
        ("scheduled to arrive next Tuesday", false, false, "before deployed"),
        ("expected to join the fighting soon", false, false, "before in-combat"),
    ] {
        let stage = read(wording, None).unwrap();
        assert_eq!((stage.onset, stage.so_far), (onset, so_far), "{wording}");
        assert_eq!(show(&stage.allowed), allowed, "{wording}");
    }
    assert_eq!(show(&read("not yet deployed", None).unwrap().denied()), "before deployed");
}

#[test]
fn a_stage_is_found_among_places_verbs_and_adverbs() {
    for (wording, allowed) in [
        ("deployed to Kursk", "deployed | deployed or beyond"),
        ("remains deployed", "deployed | deployed or beyond"),
        ("deployed alongside Russian counterparts", "deployed | deployed or beyond"),
        ("guarding the airport", "deployed | deployed or beyond"),
        ("in Kursk", "deployed | deployed or beyond"),
        ("still fighting in Kursk", "in-combat | in-combat or beyond"),
        ("still at the front", "deployed | deployed or beyond"),
        ("remains deployed in Kursk", "deployed | deployed or beyond"),
        ("resumed fighting", "in-combat | in-combat or beyond"),
        ("have not resumed fighting", "before in-combat"),
        ("continues training", "training | training or beyond"),
        ("on their way", "dispatched | dispatched or beyond"),
        ("has sent soldiers to Russia", "dispatched | dispatched or beyond"),
        ("training in the Far East", "training | training or beyond"),
        ("heading toward the front line", "moved-closer | moved-closer or beyond"),
        ("fighting Ukrainian forces", "in-combat | in-combat or beyond"),
        ("ready to be deployed", "planned | planned or beyond"),
        ("total withdrawal", "withdrawn"),
        ("withdrawn after heavy losses", "withdrawn"),
        ("some are already in Kursk", "deployed or beyond"),
        ("some deployed, others training", "deployed or beyond"),
        ("a small number are already there", "deployed or beyond"),
        ("about half have withdrawn", "withdrawn or beyond"),
        ("nearly all have withdrawn", "withdrawn or beyond"),
        ("deployed and fighting", "in-combat | in-combat or beyond"),
        ("deployed or fighting", "deployed or beyond"),
        ("probably deployed", "deployed | any stage"),
        ("possibly fighting", "any stage"),
        ("may be fighting", "any stage"),
        ("deployed?", "deployed | any stage"),
        // A verb beside a place counts, and what it is about does not.
        ("stationed near the border", "deployed | deployed or beyond"),
        ("training on the ground", "training | training or beyond"),
        ("in Kursk fighting", "in-combat | in-combat or beyond"),
        ("manning roadblocks", "deployed | deployed or beyond"),
        ("conducting assaults", "in-combat | in-combat or beyond"),
        ("visibly advancing", "moved-closer | moved-closer or beyond"),
        ("part of the force has arrived", "deployed or beyond"),
        ("not involved in any fighting", "before in-combat"),
        // A negation denies its clause.
        ("deployed, not fighting", "deployed"),
        ("deployed but not fighting", "deployed"),
        ("some deployed, none fighting", "deployed"),
        ("not deployed or fighting", "before deployed"),
        ("neither deployed nor fighting", "before deployed"),
        ("fighting ruled out", "before in-combat"),
        ("unlikely to deploy", "before deployed | any stage"),
    ] {
        assert_eq!(show(&read(wording, None).unwrap().allowed), allowed, "{wording}");
    }
    for (wording, word) in [
        ("deployed to a training camp", "training camp"),
        ("deployed or withdrawn", "withdrawn"),
        ("deployed but withdrawn", "withdrawn"),
        ("fighting, not deployed", "deployed"),
        ("deployed under fire", "under fire"),
    ] {
        let unreadable = read(wording, None).unwrap_err();
        assert_eq!(blamed(wording, &unreadable), format!("this is a second stage [{word}]"));
    }
}

#[test]
fn not_all_is_some_and_not_none() {
    for (wording, share, asserted, denied) in [
        ("not all deployed", None, "deployed or beyond", "deployed or beyond"),
        ("not all of the troops have deployed", None, "deployed or beyond", "deployed or beyond"),
        ("not yet fully deployed", None, "deployed or beyond", "deployed or beyond"),
        ("deployed, not all of them", None, "deployed or beyond", "deployed or beyond"),
        ("not all withdrawn", None, "withdrawn or beyond", "deployed or beyond"),
        ("some have not deployed", None, "deployed or beyond | any stage", "deployed or beyond"),
        ("not deployed", Some(Share::Some), "deployed or beyond | any stage", "deployed or beyond"),
        ("some are about to deploy", None, "before deployed", "before deployed"),
        ("some are fully deployed", None, "deployed or beyond", "before deployed"),
        ("fully deployed", None, "deployed", "before deployed"),
    ] {
        let stage = read(wording, share).unwrap();
        assert_eq!(show(&stage.allowed), asserted, "{wording}");
        assert_eq!(show(&stage.denied()), denied, "{wording}, denied");
    }
    for (wording, word) in [
        ("all have not deployed", "have not"),
        ("none have not deployed", "have not"),
        ("not many deployed", "many"),
        ("not some deployed", "some"),
        ("none are fully deployed", "fully"),
    ] {
        let unreadable = read(wording, None).unwrap_err();
        assert_eq!(
            blamed(wording, &unreadable),
            format!("it is not clear of how many this is said [{word}]")
        );
    }
}

#[test]
fn what_is_no_stage_is_told_at_its_words() {
    const NOT: &str = "this is not a stage of the scale";
    for (wording, word, help) in [
        ("deploied", "deploied", "did you mean `deployed`?"),
        (" began figthing ", "figthing", "did you mean `fighting`?"),
        ("juggling", "juggling", "write one of `planned`, `dispatched`, "),
        ("surrendered", "surrendered", "write one of"),
        ("3,000 deployed", "3", "write one of"),
        ("almost deployed", "almost", ""),
        ("deployed to Kursk, not Lviv", "Lviv", ""),
        ("deployed to Kursk surrendered", "surrendered", ""),
        ("formerly deployed", "formerly", ""),
        ("deployed in a most odd but rather quaint way", "quaint", ""),
        ("manning bananas", "bananas", ""),
        ("ordered to pull back", "ordered to pull back", ""),
        ("already", "already", ""),
        ("", "", ""),
    ] {
        let unreadable = read(wording, None).unwrap_err();
        assert_eq!(blamed(wording, &unreadable), format!("{NOT} [{word}]"));
        assert!(unreadable.help.unwrap().starts_with(help), "{wording}");
    }
    let unreadable = stage::read("deployed", None, Scale::empty(), BUILT_IN.vocabulary()).unwrap_err();
    assert_eq!(unreadable.help.as_deref(), Some("declare the stages of the scale in order under `scales`"));
}

#[test]
fn who_is_still_somewhere_may_not_have_left_yet() {
    for (wording, words) in [
        ("still in North Korea", "still in"),
        ("remains in Kursk", "remains in"),
        ("are still in Kursk", "still in"),
    ] {
        let unreadable = read(wording, None).unwrap_err();
        let expected =
            format!("this may mean that they are in place, or that they have not left yet [{words}]");
        assert_eq!(blamed(wording, &unreadable), expected);
    }
}
