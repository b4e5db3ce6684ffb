use proptest::prelude::*;

use super::{Difference, Index, Match, look_up};

const BRIEFING: &str = "\u{feff}The ferry left at dawn with about 300 passengers on board.\r\n\
    \u{201c}It\u{2019}s too early to say what hap\u{ad}pened,\u{201d} the harbour master said \u{2014} but nobody has\r\n\
    been found below deck. The U.S. consul came at 10:30, and the cafe\u{301} was closed.\r\n\
    Rescue teams from three towns searched the bay until night\u{ad}\r\nfall. In all, 214 people were brought ashore.";

fn match_in(copy: &str, quote: &str) -> Match {
    look_up(quote, &Index::new(copy))
}

fn difference(quote: &str) -> Difference {
    match match_in(BRIEFING, quote) {
        Match::Differs(difference) => difference,
        other => panic!("`{quote}` is {other:?}"),
    }
}

/// The underlined words of the quote and of the copy at each difference, in brackets where they only stand beside it.
fn underlined(quote: &str) -> Vec<(String, String)> {
    let show = |text: &str, side: &super::Side| {
        let words = &text[side.range.clone()];
        if side.count == 0 { format!("({words}, {})", side.place) } else { words.to_owned() }
    };
    let changes = difference(quote).changes.into_iter();
    changes.map(|change| (show(quote, &change.quote), show(BRIEFING, &change.copy))).collect()
}

#[test]
fn what_a_quotation_may_change_freely_does_not_count() {
    for quote in [
        "The ferry left at dawn",
        "the ferry left at dawn",
        "Ferry left   at\n\tdawn",
        "\"It's too early to say what happened,\" the harbour master said - but nobody has been found",
        "\u{ab}It`s too early to say what happened,\u{bb} the harbour master said--but nobody",
        "\"nobody has been found below deck.\"",
        "the caf\u{e9} was closed.",
        "until nightfall",
        "[...] three towns searched the bay",
        "three towns ... until nightfall",
        "with about 300 [paying] passengers on board",
        "[The vessel] left at dawn with about 300 passengers",
        "[t]he ferry left at dawn",
        "[F]erry left at dawn",
        "the harbo[u]r master said",
        "about 300 passenger[s]",
        "about 300 passengers [sic] on board [...] nobody",
        "About 300 passengers on board\u{2026} nobody has been found [\u{2026}] 214 people (. . .)",
        "",
        "\u{2026}",
        "!?",
    ] {
        assert_eq!(match_in(BRIEFING, quote), Match::Found, "{quote}");
    }
}

#[test]
fn what_an_editor_puts_in_hides_no_other_word() {
    let pair = |quote: &str, copy: &str| (quote.to_owned(), copy.to_owned());
    let quote = "The ferry left at dusk with about 300 [paying] passengers on board";
    assert_eq!(underlined(quote), [pair("dusk", "dawn")]);
    assert_eq!(match_in("He said [no] twice.", "said [no] twice"), Match::Found);
}

#[test]
fn differing_words_are_underlined_on_both_sides() {
    let pair = |quote: &str, copy: &str| (quote.to_owned(), copy.to_owned());
    for (quote, expected) in [
        ("The ferry left at dusk with about 300 passengers", vec![pair("dusk", "dawn")]),
        ("A ferry left at dawn with about 300 passengers", vec![pair("A", "The")]),
        ("left at dawn with about 300 passengers aboard ship", vec![pair("aboard ship", "on board")]),
        ("left at dawn with over 300 passengers aboard", vec![pair("over", "about"), pair("aboard", "on")]),
        ("It's far too early to say", vec![pair("far", "(too, before this)")]),
        ("too early to say what has happened", vec![pair("has", "(hap\u{ad}pened, before this)")]),
        ("It's early to say what happened", vec![pair("(early, before this)", "too")]),
        ("searched the bay until night\u{ad}time", vec![pair("night\u{ad}time", "night\u{ad}\r\nfall")]),
        ("In all, 214 people were brought ashore alive", vec![pair("alive", "(ashore, after this)")]),
    ] {
        assert_eq!(underlined(quote), expected, "{quote}");
        assert!(difference(quote).in_words, "{quote}");
    }
}

#[test]
fn case_and_punctuation_are_trifles() {
    let pair = |quote: &str, copy: &str| (quote.to_owned(), copy.to_owned());
    for (quote, expected) in [
        ("about 300 Passengers", vec![pair("Passengers", "passengers")]),
        ("about 300 passengers on board!", vec![pair("!", ".")]),
        ("in all: 214 people", vec![pair(":", ",")]),
        ("in all 214 people", vec![pair("(214, before this)", ",")]),
        ("the US consul came at 10:30", vec![pair("US", "U.S.")]),
    ] {
        assert_eq!(underlined(quote), expected, "{quote}");
        assert!(!difference(quote).in_words, "{quote}");
    }
    // Figures are never a trifle.
    assert!(difference("the consul came at 1030, and the cafe\u{301}").in_words);
}

#[test]
fn a_difference_is_shown_in_one_line() {
    for (quote, shown) in [
        ("left at dusk with about 300 passengers", "left at [-dawn-] {+dusk+} with about 300 passengers"),
        ("It's far too early to say", "It's {+far+} too early to say"),
        (
            "Teams of three towns searched the bay until nightfall. In all, 240 people",
            "Teams [-from-] {+of+} three towns searched the \u{2026} until nightfall. In all [-214-] {+240+} people",
        ),
        (
            "left at dusk \u{2026} too early to tell what happened \u{2026} 214 people",
            "left at [-dawn-] {+dusk+} \u{2026} too early to [-say-] {+tell+} what happened",
        ),
    ] {
        assert_eq!(difference(quote).shown, shown);
    }
    let long = format!("the ferry left {} passengers on board", "x".repeat(500));
    let copy = format!("the ferry left {} passengers on board", "y".repeat(500));
    let Match::Differs(difference) = match_in(&copy, &long) else { panic!("it is alike enough") };
    assert!(difference.shown.chars().count() < 250, "{}", difference.shown);
}

#[test]
fn what_is_not_alike_is_not_found() {
    for quote in [
        "we have lost hope",
        "the captain was seen on the bridge of the other ship",
        "dawn",
        "300 boats",
        "about 300 passengers \u{2026} were all from the same village",
    ] {
        let found = match_in(BRIEFING, quote);
        assert_eq!(found == Match::Absent, quote != "dawn", "{quote}: {found:?}");
    }
    assert_eq!(match_in("", "dawn"), Match::Absent);
}

#[test]
fn pieces_have_to_follow_one_another_within_reach() {
    let Match::Scattered(places) = match_in(BRIEFING, "214 people \u{2026} nobody has been") else {
        panic!("both pieces are there");
    };
    let places: Vec<&str> = places.into_iter().map(|place| &BRIEFING[place]).collect();
    assert_eq!(places, ["214 people", "nobody has\r\nbeen"]);
    let far = format!("first words {} last words", "and so on ".repeat(1000));
    assert!(matches!(match_in(&far, "first words \u{2026} last words"), Match::Scattered(_)));
    assert_eq!(match_in(&far, "first words \u{2026} and so on \u{2026} so on"), Match::Found);
}

#[test]
fn scripts_without_blanks_are_cut_anywhere() {
    let copy = "金委員長は昨日、北朝鮮の兵士一万二千人が到着したと述べた。";
    assert_eq!(match_in(copy, "北朝鮮の兵士一万二千人"), Match::Found);
    let quote = "北朝鮮の兵士一万三千人が到着した";
    let Match::Differs(difference) = match_in(copy, quote) else { panic!("it is alike enough") };
    let change = &difference.changes[0];
    assert_eq!((&quote[change.quote.range.clone()], &copy[change.copy.range.clone()]), ("三", "二"));
}

#[test]
fn repeated_words_take_no_time() {
    // Every word is as common as can be, so that neither rare words nor short cuts help.
    let copy = "a b ".repeat(100_000);
    let quote = format!("{} b", "a b ".repeat(800));
    assert_ne!(match_in(&copy, &quote), Match::Found);
    assert_eq!(match_in(&copy, &"a b ".repeat(900)), Match::Found);
    assert_ne!(match_in(&copy, &"b a \u{2026} a a \u{2026}".repeat(40)), Match::Found);
}

#[test]
fn a_passage_of_common_words_is_found_among_many() {
    let filler = "one of the two said that it was so and not so ".repeat(2000);
    let copy = format!("{filler} it was said of the two that one was not so {filler}");
    let quote = "it was said of the two that none was not so";
    let Match::Differs(difference) = match_in(&copy, quote) else { panic!("it is alike enough") };
    assert_eq!(difference.shown, "\u{2026} of the two that [-one-] {+none+} was not so");
}

#[test]
fn a_long_quote_is_held_against_its_copy_part_by_part() {
    let words: Vec<String> = (0..3000).map(|number| format!("word{}", number * 7 % 1000)).collect();
    let copy = format!("before {} after", words.join(" "));
    assert_eq!(match_in(&copy, &words.join(" ")), Match::Found);
    let mut altered = words;
    for at in [5, 1500, 2990] {
        altered[at] = format!("altered{at}");
    }
    let quote = altered.join("\n");
    let Match::Differs(difference) = match_in(&copy, &quote) else { panic!("it is alike enough") };
    let reported: Vec<&str> =
        difference.changes.iter().map(|change| &quote[change.quote.range.clone()]).collect();
    assert_eq!(reported, ["altered5", "altered1500", "altered2990"]);
}

/// A text of some words in several scripts, with marks and line breaks between them.
fn text() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "troops",
        "don\u{2019}t",
        "12,000",
        "3.5",
        "caf\u{e9}",
        "\u{201c}so\u{201d}",
        "of",
        "the",
        "The",
        "Солдаты",
        "well-known",
        "兵士",
        "북한군",
        "said,",
        "end.",
        "(by",
        "hand)",
        "\u{2014}",
        "O\u{2019}Neill",
        "1/2",
    ]);
    let gap = prop::sample::select(vec![" ", "  ", "\n", "\r\n  ", "\u{a0}"]);
    prop::collection::vec((word, gap), 1..60)
        .prop_map(|words| words.into_iter().flat_map(|(word, gap)| [word, gap]).collect())
}

/// The same words as another editor would print them.
fn restyled(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '\u{2019}' => out.push('\''),
            '\u{201c}' | '\u{201d}' => out.push('"'),
            '\u{2014}' => out.push_str("--"),
            '\u{e9}' => out.push_str("e\u{301}"),
            ' ' => out.push_str("\n "),
            'p' => out.push_str("\u{ad}p"),
            c => out.push(c),
        }
    }
    out
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_cut_out_of_a_copy_at_word_borders_is_found(copy in text(), from in 0usize..60, length in 1usize..20) {
        let words: Vec<&str> = copy.split_whitespace().collect();
        let from = from % words.len();
        let end = (from + length).min(words.len());
        let at = |word: &str| word.as_ptr() as usize - copy.as_ptr() as usize;
        let quote = &copy[at(words[from])..at(words[end - 1]) + words[end - 1].len()];
        let index = Index::new(&copy);
        prop_assert_eq!(look_up(quote, &index), Match::Found);
        prop_assert_eq!(look_up(&restyled(quote), &index), Match::Found);
        prop_assert_eq!(look_up(quote, &Index::new(&restyled(&copy))), Match::Found);
    }

    #[test]
    fn nothing_breaks_on_any_text(copy in ".{0,80}", quote in ".{0,40}") {
        if let Match::Differs(difference) = match_in(&copy, &quote) {
            for change in &difference.changes {
                prop_assert!(quote.get(change.quote.range.clone()).is_some());
                prop_assert!(copy.get(change.copy.range.clone()).is_some());
            }
        }
        prop_assert_eq!(match_in(&copy, &copy), Match::Found);
    }

    #[test]
    fn another_word_is_told_and_underlined(copy in text(), at in 0usize..60) {
        let words: Vec<&str> = copy.split_whitespace().collect();
        let at = at % words.len();
        let mut changed = words.clone();
        changed[at] = "elsewhere";
        let quote = changed.join(" ");
        match match_in(&copy, &quote) {
            Match::Differs(difference) => {
                prop_assert!(difference.in_words);
                let reported = difference.changes.iter().any(|change| quote[change.quote.range.clone()].contains("elsewhere"));
                prop_assert!(reported, "{:?}", difference);
            }
            // Of few words none may be left that is alike, and an altered mark is no word.
            Match::Absent => prop_assert!(words.len() < 6, "{}", quote),
            other => prop_assert!(false, "{:?}", other),
        }
    }
}
