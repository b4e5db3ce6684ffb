//! The kind of values that nobody declares.

use super::BUILT_IN;
use crate::value::{Kind, infer};

#[test]
fn each_value_shows_its_own_kind() {
    for (wording, kind) in [
        ("yes", Kind::Flag),
        ("No", Kind::Flag),
        ("3", Kind::Quantity),
        ("about 40", Kind::Quantity),
        ("60 km", Kind::Quantity),
        ("dozens", Kind::Quantity),
        ("2024", Kind::Quantity),
        ("1946-07-06", Kind::Date),
        ("2024-10", Kind::Date),
        ("mid-2023", Kind::Date),
        ("the end of 2023", Kind::Date),
        ("summer of 2023", Kind::Date),
        ("27 October 2024", Kind::Date),
        ("27 October", Kind::Date),
        ("40 lamps", Kind::Quantity),
        ("on Monday", Kind::Date),
        ("within days", Kind::Date),
        ("14:30", Kind::Time),
        ("9 pm", Kind::Time),
        ("red", Kind::Text),
        ("a pupil", Kind::Text),
        ("a kilometre", Kind::Quantity),
        ("near the old mill", Kind::Text),
        ("the grand hotel", Kind::Text),
        ("3.5 mill", Kind::Quantity),
        ("five grand", Kind::Quantity),
        ("", Kind::Text),
    ] {
        assert_eq!(infer(wording, None, BUILT_IN.vocabulary()), kind, "{wording}");
    }
}

#[test]
fn what_is_not_known_is_said_in_many_words() {
    for wording in [
        "unknown",
        "Under investigation",
        "TBD",
        "n/a",
        "to be decided",
        "not immediately clear",
        "not-known",
    ] {
        assert!(BUILT_IN.words.says_unknown(wording), "{wording}");
    }
    for wording in ["unknown soldier", "3", "", "not red"] {
        assert!(!BUILT_IN.words.says_unknown(wording), "{wording}");
    }
}
