//! What holds whatever the wording is.

use proptest::prelude::*;
use rust_decimal::Decimal;

use super::BUILT_IN;
use crate::value::Share;
use crate::value::quantity::Quantity;
use crate::value::{
    Allowed, Effect, Hedge, Hedges, Side, Told, Unreadable, days, flag, infer, near, quantity, show, stage,
};

fn read(wording: &str, unit: Option<&str>) -> Result<Quantity, Unreadable> {
    quantity::read(wording, unit, &BUILT_IN.hedges, &BUILT_IN.units)
}

/// Texts that look like values more often than chance would have it.
pub(super) fn wording() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "about",
        "at least",
        "up to",
        "between",
        "and",
        "to",
        "or",
        "-",
        "–",
        "+",
        "~",
        "x",
        "each",
        "of",
        "a",
        "the",
        "per",
        "than",
        "more than",
        "under",
        "below",
        "minus",
        "plus",
        "daily",
        "a day",
        "information",
        "from",
        "before",
        "or later",
        ",",
        ".",
        "(",
        "but",
        "12,000",
        "3",
        "0",
        "1.5",
        "10k",
        "5m",
        "1e3",
        "9999999999999999999999999999",
        "half",
        "third",
        "½",
        "two",
        "dozen",
        "dozens",
        "hundred",
        "several",
        "million",
        "trillion",
        "no",
        "not yet",
        "never",
        "km",
        "soldiers",
        "%",
        "$",
        "€",
        "2024-10-27",
        "October",
        "27",
        "2024",
        "by",
        "since",
        "within days",
        "soon",
        "deployed",
        "fighting",
        "withdrawn",
        "began",
        "some",
        "yes",
        "İ",
        "ß",
        "表",
        "\u{301}",
        "\u{feff}",
    ]);
    let words = prop::collection::vec((word, prop::sample::select(vec![" ", "", "  ", "-", "\u{a0}"])), 0..9)
        .prop_map(|words| words.into_iter().flat_map(|(word, gap)| [word, gap]).collect::<String>());
    prop_oneof![3 => words, 1 => any::<String>(), 1 => "[ -~]{0,24}"]
}

fn number() -> impl Strategy<Value = Decimal> {
    (-1_000_000_000_000i64..1_000_000_000_000, 0u32..=6)
        .prop_map(|(digits, scale)| Decimal::new(digits, scale))
}

/// Whether the bytes to blame are a part of the wording.
fn within(wording: &str, unreadable: &Unreadable) -> bool {
    wording.get(unreadable.range.clone()).is_some()
}

fn sane(allowed: &Allowed) -> bool {
    !allowed.plain.intervals().is_empty() && allowed.doubled.holds(&allowed.plain)
}

const UNITS: &[Option<&str>] = &[
    None,
    Some("person"),
    Some("furlong"),
    Some("percent"),
    Some("kilometre"),
    Some("money"),
    Some("degree celsius"),
];

/// Wordings that can be read for one of these units.
const READABLE: &[&str] = &[
    "12,000",
    "about 12,000 soldiers",
    "at least 30, including three children",
    "25 of 37",
    "12 dead in the north",
    "$3.6 million (£2.8 million)",
    "8.2 km (5.1 mi)",
    "three in five",
    "52% ±3",
    "fell from 41 to 31",
    "between 8 and 10 people",
    "dozens, perhaps hundreds",
    "2 hours 30 minutes",
    "a six-figure number",
    "another 44",
    "104 degrees F",
    "hundreds of people, mostly civilians",
    "two brigades of 6,000 each",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_or_told_within_itself(text in wording(), unit in prop::sample::select(vec![None, Some("person"), Some("furlong")])) {
        match read(&text, unit) {
            Ok(quantity) => {
                prop_assert!(sane(&quantity.allowed));
                let denied = quantity.allowed.denied();
                prop_assert!(denied.doubled.holds(&denied.plain));
                prop_assert!(!denied.plain.meets(&quantity.allowed.plain));
                let _ = show::show_quantity(&denied.doubled, quantity.unit.as_deref());
            }
            Err(unreadable) => prop_assert!(within(&text, &unreadable)),
        }
    }

    #[test]
    fn any_text_is_a_date_or_told_within_itself(text in wording(), as_of in prop::option::of((any::<i32>(), any::<i32>())), ahead in any::<bool>()) {
        let as_of = as_of.map(|(one, other)| (one.min(other), one.max(other)));
        match days::read(&text, Told { as_of, ahead, begins: false }, BUILT_IN.vocabulary()) {
            Ok(allowed) => {
                prop_assert!(sane(&allowed));
                let denied = allowed.denied_whole();
                prop_assert!(denied.doubled.holds(&denied.plain));
                let _ = show::show_date(&denied.plain);
            }
            Err(unreadable) => prop_assert!(within(&text, &unreadable)),
        }
    }

    #[test]
    fn any_text_is_a_stage_or_told_within_itself(
        text in wording(),
        share in prop::sample::select(vec![None, Some(Share::Some), Some(Share::Most), Some(Share::All), Some(Share::None)]),
    ) {
        let scale = &BUILT_IN.scales["deployment"];
        match stage::read(&text, share, scale, BUILT_IN.vocabulary()) {
            Ok(stage) => {
                prop_assert!(sane(&stage.allowed));
                let _ = show::show_stage(&stage.denied().plain, scale);
            }
            Err(unreadable) => prop_assert!(within(&text, &unreadable)),
        }
    }

    #[test]
    fn any_texts_have_a_kind_and_a_likeness(one in wording(), other in wording()) {
        let _ = (infer(&one, None, BUILT_IN.vocabulary()), infer(&other, None, BUILT_IN.vocabulary()));
        prop_assert_eq!(near(&one, &other), near(&other, &one));
        prop_assert!(near(&one, &one));
        if let Err(unreadable) = flag::read(&one, BUILT_IN.vocabulary()) {
            prop_assert!(within(&one, &unreadable));
        }
    }

    #[test]
    fn a_wider_hedge_never_shrinks_the_set(number in number(), narrow in 0u32..=100, wider in 0u32..=100, low in any::<bool>()) {
        let (narrow, wide) = (narrow.min(wider), narrow.max(wider));
        let hedge = |name: &str, effect| Hedge { name: name.into(), synonyms: Vec::new(), effect };
        let spread = |percent: u32| Effect::Spread(Decimal::new(percent.into(), 2));
        let side = if low { Side::Low } else { Side::High };
        let hedges =
            Hedges::new(vec![hedge("nearly", spread(narrow)), hedge("about", spread(wide)), hedge("bounded", Effect::Bound(side))]);
        let read = |wording: String| quantity::read(&wording, None, &hedges, &BUILT_IN.units).unwrap().allowed;
        let sets = [read(format!("{number}")), read(format!("nearly {number}")), read(format!("about {number}")), read(format!("bounded about {number}"))];
        for pair in sets.windows(2) {
            prop_assert!(pair[1].plain.holds(&pair[0].plain), "{:?}", pair);
            prop_assert!(pair[1].doubled.holds(&pair[0].doubled), "{:?}", pair);
        }
        // A denial grows as the hedge shrinks, and at its widest rules out the number itself alone.
        prop_assert!(sets[1].denied().plain.holds(&sets[2].denied().plain));
        prop_assert_eq!(&sets[2].denied().doubled, &sets[0].denied().plain);
    }

    #[test]
    fn what_is_shown_of_a_quantity_reads_back(text in wording(), unit in prop::sample::select(UNITS)) {
        if let Ok(quantity) = read(&text, unit) {
            let base = quantity.unit.as_deref();
            let closed = quantity.allowed.plain.intervals().iter().any(|part| part.low.is_some() || part.high.is_some());
            let shown = show::show_quantity(&quantity.allowed.plain, base);
            let asked = base.filter(|base| BUILT_IN.units.resolve(base).is_some() || Some(*base) == unit);
            if closed && asked == base {
                let again = read(&shown, base).map(|again| show::show_quantity(&again.allowed.plain, again.unit.as_deref()));
                prop_assert_eq!(again.as_ref(), Ok(&shown), "{:?} is shown as {:?}", text, shown);
            }
        }
    }

    #[test]
    fn an_unknown_word_is_refused_and_never_changes_what_is_read(
        text in prop::sample::select(READABLE),
        at in any::<prop::sample::Index>(),
        unit in prop::sample::select(UNITS),
    ) {
        let words: Vec<&str> = text.split(' ').collect();
        let at = at.index(words.len() + 1);
        let with = [&words[..at], &["blorfed"], &words[at..]].concat().join(" ");
        let refused = read(&with, unit);
        prop_assert!(refused.is_err(), "{:?} is read as {:?}", with, refused);
    }

    #[test]
    fn what_a_suggestion_names_is_known(text in wording(), unit in prop::sample::select(UNITS)) {
        if let Err(Unreadable { range, help: Some(help), .. }) = read(&text, unit)
            && let Some(meant) = help.strip_prefix("did you mean `").and_then(|rest| rest.strip_suffix("`?"))
        {
            let fixed = format!("{}{meant}{}", &text[..range.start], &text[range.end..]);
            // Another word further on may be meant for the same.
            if let Err(again) = read(&fixed, unit) && again.range.start <= range.start {
                prop_assert!(!again.help.unwrap_or_default().starts_with(&format!("did you mean `{meant}`")), "{:?}", fixed);
            }
        }
    }

    #[test]
    fn numbers_are_read_as_they_are_shown(number in number()) {
        let allowed = read(&show::number(number), None).unwrap().allowed;
        let point = allowed.plain.low().unwrap();
        prop_assert_eq!(allowed.plain.high(), Some(point));
        prop_assert_eq!(point.at, number);
    }

    #[test]
    fn sets_of_numbers_are_read_as_they_are_shown(one in number(), other in number(), side in 0..3) {
        let (low, high) = (one.min(other), one.max(other));
        let wording = match side {
            0 => format!("at least {low}"),
            1 => format!("at most {high}"),
            _ => format!("between {low} and {high}"),
        };
        let set = read(&wording, None).unwrap().allowed.plain;
        let again = read(&show::show_quantity(&set, None), None).unwrap().allowed.plain;
        prop_assert_eq!(set, again);
    }
}
