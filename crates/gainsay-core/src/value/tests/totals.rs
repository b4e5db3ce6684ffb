//! Whether a number is all of what an attribute counts, some of it, or how far it is from another number.

use super::said::each;

/// How the refusal of a number begins that is held against another one.
const COMPARES: &str = "this compares the number";

#[test]
fn what_leaves_some_out_is_at_least_so_many() {
    each(
        "person",
        &[
            ("deaths", "64 excluding the crew", "at least 64"),
            ("deaths", "64, excluding three crew", "at least 64"),
            ("deaths", "12 besides the gunman", "at least 12"),
            ("deaths", "404 on Tuesday alone", "at least 404"),
            ("deaths", "15 in Gaza City alone", "at least 15"),
            ("deaths", "64, excluding the missing", "64"),
            ("deaths", "up to 15 in Gaza City alone", "at most 15"),
            ("injured", "alone 12", "12"),
        ],
    );
}

#[test]
fn what_has_gone_on_since_a_month_or_longer_is_a_total() {
    each(
        "person",
        &[
            ("deaths", "222 since late January", "222"),
            ("deaths", "50,021 since October 2023", "50,021"),
            ("deaths", "1,879 since 19 March", "1,879"),
            ("deaths", "12 since Monday", "at least 12"),
            ("deaths", "12 since the weekend", "at least 12"),
            ("deaths", "12 in October", "at least 12"),
        ],
    );
}

#[test]
fn points_are_no_share_but_how_far_one_is_from_another() {
    each(
        "percent",
        &[
            ("inflation", "half a point lower at 2.5%", "2.5 %"),
            ("inflation", "0.3 points higher at 3.0%", "3 %"),
            ("turnout", "six points up on 2021 at 82.5%", "82.5 %"),
            ("approval", "a three-point rise to 43%", "43 %"),
            ("inflation", "2.5 percent, excluding food and energy", "2.5 %"),
            ("turnout", "5 points below 2021", COMPARES),
            ("vote-share", "eight points behind", COMPARES),
            ("vote-share", "0.03 points short of 5%", COMPARES),
            ("approval", "44 percent, within the margin of error", "44 %"),
        ],
    );
    each("money", &[("price", "25 cents more", COMPARES)]);
}

#[test]
fn one_in_three_homes_is_no_number_of_homes() {
    for wording in ["one in three households", "two in five homes", "1 in 3 customers"] {
        each("customer", &[("customers-without-power", wording, "this is a second number")]);
    }
    each("person", &[("deaths", "28 in 14 villages", "28")]);
}
