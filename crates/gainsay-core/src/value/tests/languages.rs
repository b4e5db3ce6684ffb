//! Quantities worded in other languages than English.

use super::{BUILT_IN, blamed};
use crate::value::quantity::{self, Asked};
use crate::value::show::show_quantity;

fn shown(wording: &str, lang: &str, unit: &str) -> String {
    let asked = Asked { unit: Some(unit), lang: Some(lang), ..Asked::default() };
    match quantity::read(wording, asked, &BUILT_IN.hedges, &BUILT_IN.units) {
        Ok(quantity) => show_quantity(&quantity.allowed.plain, quantity.unit.as_deref()),
        Err(unreadable) => blamed(wording, &unreadable),
    }
}

#[test]
fn a_pack_reads_numerals_hedges_and_scale_words() {
    for (wording, unit, expected) in [
        ("mindestens zwölf Tote", "person", "at least 12"),
        ("etwa 3.000 Soldaten", "person", "2,700 to 3,300"),
        ("fünfundzwanzig Menschen", "person", "25"),
        ("zweihundertfünfzig", "person", "250"),
        ("bis zu 12.000", "person", "at most 12,000"),
        ("1,5 Mio.", "person", "1,500,000"),
        ("134 Mrd. Euro", "money", "134,000,000,000 eur"),
        ("zwischen 8 und 10 Kilometer", "metre", "8,000 to 10,000 metre"),
        ("3,5 Prozent", "percent", "3.5 %"),
        ("Hunderte", "person", "200 to 999"),
        ("about 3.000", "person", "this word is neither a number nor a hedge [about]"),
    ] {
        assert_eq!(shown(wording, "de", unit), expected, "{wording}");
    }
}

#[test]
fn a_language_without_a_pack_reads_bare_digits_alone() {
    assert_eq!(shown("12,000", "uk", "person"), "12,000");
    assert_eq!(
        shown("близько 12 000", "uk", "person"),
        "there is no language pack for `uk` [близько 12 000]"
    );
    assert_eq!(shown("about 12,000", "en-GB", "person"), "11,000 to 13,000");
}
