//! Quantities worded in other languages than English.

use super::{BUILT_IN, blamed};
use crate::value::language::Language;
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
fn units_are_read_by_the_names_that_the_language_has_for_them() {
    for (wording, unit, expected) in [
        ("500 Metern", "metre", "500 metre"),
        ("12 Meilen", "kilometre", "19,312.128 metre"),
        ("5 Fuß", "metre", "1.524 metre"),
        ("5 Gramm", "kilogram", "0.005 kilogram"),
        ("25 Tonnen", "tonne", "25,000 kilogram"),
        ("3 Pfund", "kilogram", "1.5 kilogram"),
        ("3 Pfund", "money", "3 gbp"),
        ("50 Cent", "money", "0.5 eur"),
        ("8 Quadratkilometer", "hectare", "8,000,000 square metre"),
        ("3 Stunden 20 Minuten", "hour", "12,000 second"),
        ("30 Sek.", "second", "30 second"),
        ("120 Kilometer pro Stunde", "kilometre per hour", "120 kilometre per hour"),
        ("10 Meter je Sekunde", "kilometre per hour", "36 kilometre per hour"),
        ("130 Stundenkilometer", "kilometre per hour", "130 kilometre per hour"),
        ("40 Liter pro Quadratmeter", "millimetre", "0.04 metre"),
        ("80 Dollar pro Barrel", "money", "80 usd per barrel"),
        ("2 Millionen Barrel pro Tag", "barrel per day", "2,000,000 barrel per day"),
        ("100 PS", "kilowatt", "73,549.875 watt"),
        ("30 Grad", "degree fahrenheit", "30 degree celsius"),
        ("30 Grad", "degree", "30 degree"),
        ("drei Brigaden", "brigade", "3 brigade"),
        ("120 km/h", "kilometre per hour", "120 kilometre per hour"),
    ] {
        assert_eq!(shown(wording, "de", unit), expected, "{wording}");
    }
}

#[test]
fn names_of_another_language_are_refused_as_such() {
    let refused = |wording: &str, lang: &str, words: &str| {
        let (other, own) = if lang == "de" { ("English", "German") } else { ("German", "English") };
        let expected = format!("this is a unit in {other}, and the value is read as {own} [{words}]");
        assert_eq!(shown(wording, lang, "metre"), expected, "{wording}");
    };
    refused("500 metres", "de", "metres");
    refused("20 square miles", "de", "square miles");
    refused("45 per cent", "de", "per cent");
    refused("500 Metern", "en", "Metern");
    refused("120 Stundenkilometer", "en", "Stundenkilometer");
    assert_eq!(shown("500 furlongs", "de", "metre"), "this word is not known beside a number [furlongs]");
}

/// No word of a pack means two units, and each names one that there is.
#[test]
fn each_word_of_a_pack_names_one_unit() {
    let declared = |name: &str| BUILT_IN.units.units().iter().any(|unit| unit.name == name);
    for language in Language::all() {
        let mut seen = std::collections::HashMap::new();
        for (name, words) in &language.unit_words {
            assert!(declared(name), "{name}");
            for word in words {
                assert_eq!(seen.insert(word.to_lowercase(), name), None, "{word}");
            }
        }
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
