//! Names of firms.

use super::BUILT_IN;
use super::words::alike_texts;
use crate::value::{Alike, alike_names};

#[test]
fn what_makes_a_name_one_of_a_firm_may_be_written_short_or_left_out() {
    for (one, other) in [
        ("Boeing Co", "Boeing Company"),
        ("The Boeing Company", "Boeing Co."),
        ("BP plc", "BP"),
        ("BP PLC", "BP p.l.c."),
        ("Acme Corp", "Acme Corporation"),
        ("Toyota Motor Corp", "Toyota Motor Corporation"),
        ("Acme Co., Ltd.", "Acme Company Limited"),
        ("Marks & Spencer", "Marks and Spencer"),
        ("Marks and Spencer plc", "Marks & Spencer Group plc"),
        ("Marks and Spencer plc", "Marks & Spencer"),
    ] {
        let least = if other.contains("Group") { Alike::Perhaps } else { Alike::Yes };
        assert!(alike_names(one, other, &BUILT_IN.words) >= least, "{one} / {other}");
        assert!(alike_texts(one, other, &BUILT_IN.words) >= least, "{one} / {other}");
    }
}

#[test]
fn firms_of_another_form_or_name_are_not_one() {
    for (one, other, alike) in [
        ("Acme Corp", "Acme Ltd", Alike::Perhaps),
        ("Panama Canal Company", "Panama Canal", Alike::Perhaps),
        ("Marks & Spencer", "Marks & Sons", Alike::No),
        ("Boeing Co", "Airbus Co", Alike::No),
        ("Ford Inc", "Tesla Inc", Alike::No),
    ] {
        assert_eq!(alike_texts(one, other, &BUILT_IN.words), alike, "{one} / {other}");
        assert!(alike_names(one, other, &BUILT_IN.words) != Alike::Yes, "{one} / {other}");
    }
}
