//! Any text as a value of every kind: it is read, or told within itself, and what it allows obeys the laws of sets.

use std::ops::Range;
use std::sync::LazyLock;

use gainsay_core::rule::Rules;
use gainsay_core::value::Share;
use gainsay_core::value::quantity::{self, Quantity};
use gainsay_core::value::{
    Allowed, Interval, Kind, Ranges, ReadFor, Told, Unreadable, clock, days, flag, infer, near, parts, show,
    stage, words,
};

use crate::bundle::built_in;

static RULES: LazyLock<Rules> = LazyLock::new(built_in);

const UNITS: [Option<&str>; 8] = [
    None,
    Some("person"),
    Some("percent"),
    Some("metre"),
    Some("kilometre"),
    Some("US dollar"),
    Some("day"),
    Some("furlong"),
];

const SHARES: [Option<Share>; 5] =
    [None, Some(Share::Some), Some(Share::Most), Some(Share::All), Some(Share::None)];

/// The first byte chooses a unit and whether the claim has a date, the second a share; the rest is the wording.
pub fn hold(data: &[u8]) {
    let Some((&[first, second], wording)) = data.split_first_chunk() else { return };
    let text = &*String::from_utf8_lossy(wording);
    let unit = UNITS[usize::from(first) % UNITS.len()];
    let as_of = (first & 8 == 0).then_some((20_000, 20_000 + i32::from(first >> 4)));
    as_quantity(text, unit);
    as_date(text, as_of);
    as_stage(text, SHARES[usize::from(second) % SHARES.len()]);
    as_time(text);
    as_flag(text);
    as_words(text);
    as_figures(text, unit, as_of);
}

/// The bytes to blame are a part of the wording, and what is wrong with them is said.
fn blamed(wording: &str, unreadable: &Unreadable) {
    assert!(wording.get(unreadable.range.clone()).is_some(), "{wording:?}: {unreadable:?}");
    assert!(!unreadable.message.is_empty() && !unreadable.message.ends_with('.'), "{unreadable:?}");
}

fn met(wording: &str, range: &Range<usize>) {
    assert!(wording.get(range.clone()).is_some_and(|words| !words.is_empty()), "{wording:?}: {range:?}");
}

/// What holds of every set that a wording allows.
fn sane(wording: &str, allowed: &Allowed) {
    let Allowed { plain, doubled, .. } = allowed;
    assert!(!plain.intervals().is_empty(), "{wording:?} allows nothing");
    assert!(doubled.holds(plain), "{wording:?}: {allowed:?}");
    assert!(plain.meets(plain) && doubled.meets(plain), "{wording:?}: {allowed:?}");
    assert!(allowed.doubled.holds(&allowed.unhedged()), "{wording:?}: {allowed:?}");
    assert_eq!(plain.intersection(doubled), *plain, "{wording:?}");
    ascending(plain);
    ascending(doubled);
}

/// Intervals are in order and do not touch.
fn ascending(ranges: &Ranges) {
    for pair in ranges.intervals().windows(2) {
        assert!(pair[0].high < pair[1].low && pair[0].high.is_some(), "{ranges:?}");
    }
}

/// What holds of a denial: it allows nothing of what is denied, and a denial of a denial is the thing itself.
fn denied(wording: &str, allowed: &Allowed, denied: &Allowed, again: &Ranges) {
    assert!(denied.doubled.holds(&denied.plain), "{wording:?}: {denied:?}");
    assert!(!denied.plain.meets(&allowed.plain), "{wording:?}: {denied:?}");
    assert_eq!(*again, allowed.plain, "{wording:?}");
    ascending(&denied.plain);
}

fn as_quantity(text: &str, unit: Option<&str>) {
    let read = |text: &str| quantity::read(text, unit, &RULES.hedges, &RULES.units);
    match read(text) {
        Ok(Quantity { allowed, unit: base, .. }) => {
            sane(text, &allowed);
            denied(text, &allowed, &allowed.denied(), &allowed.denied().denied().plain);
            let told = Told::default();
            let read_for =
                ReadFor { kind: Kind::Quantity, asked: unit.into(), scale: None, terms: None, told };
            for part in parts(text, &read_for, RULES.vocabulary()) {
                met(text, &part.range);
            }
            shown_quantity(&allowed.plain, base.as_deref());
            let _ = show::show_quantity(&allowed.denied().doubled, base.as_deref());
        }
        Err(unreadable) => blamed(text, &unreadable),
    }
    for number in quantity::numbers(text, &RULES.hedges, &RULES.units).unwrap_or_default() {
        assert!(number.may_be(&number), "{text:?}");
    }
}

/// What is shown of one interval reads again, and shows the same.
fn shown_quantity(set: &Ranges, base: Option<&str>) {
    // Nothing is read that is everything or has a hole.
    let [Interval { low, high }] = set.intervals() else { return };
    if low.is_none() && high.is_none() {
        return;
    }
    let shown = show::show_quantity(set, base);
    let again = quantity::read(&shown, base, &RULES.hedges, &RULES.units);
    let again = again.unwrap_or_else(|unreadable| panic!("{shown:?} is shown and not read: {unreadable:?}"));
    assert_eq!(show::show_quantity(&again.allowed.plain, again.unit.as_deref()), shown);
}

fn as_date(text: &str, as_of: Option<(i32, i32)>) {
    let told = Told { as_of, ahead: text.len() % 2 == 1, begins: text.len() % 3 == 1 };
    match days::read(text, told, RULES.vocabulary()) {
        Ok(allowed) => {
            sane(text, &allowed);
            denied(text, &allowed, &allowed.denied_whole(), &allowed.denied_whole().plain.complement_whole());
            for hedge in days::met(text, told, RULES.vocabulary()) {
                met(text, &hedge.range);
            }
            let shown = show::show_date(&allowed.plain);
            if let Ok(again) = days::read(&shown, Told::default(), RULES.vocabulary()) {
                assert_eq!(again.plain, allowed.plain, "{text:?} is shown as {shown:?}");
            }
        }
        Err(unreadable) => blamed(text, &unreadable),
    }
}

fn as_stage(text: &str, share: Option<Share>) {
    for scale in RULES.scales.values() {
        match stage::read(text, share, scale, RULES.vocabulary()) {
            Ok(stage) => {
                sane(text, &stage.allowed);
                assert!(stage.denied().doubled.holds(&stage.denied().plain), "{text:?}");
                let _ = show::show_stage(&stage.allowed.plain, scale);
                let _ = show::show_stage(&stage.denied().doubled, scale);
                for hedge in stage::met(text, scale, RULES.vocabulary()) {
                    met(text, &hedge.range);
                }
            }
            Err(unreadable) => blamed(text, &unreadable),
        }
    }
}

fn as_time(text: &str) {
    match clock::read(text, RULES.vocabulary()) {
        Ok(time) => {
            sane(text, &time.allowed);
            assert!(time.denied().doubled.holds(&time.denied().plain), "{text:?}");
            let _ = clock::show(&time.denied().plain, time.zone.as_deref());
        }
        Err(unreadable) => blamed(text, &unreadable),
    }
}

fn as_flag(text: &str) {
    match flag::read(text, RULES.vocabulary()) {
        Ok(allowed) => {
            sane(text, &allowed);
            let shown = show::show_flag(&allowed.plain);
            let again = flag::read(&shown, RULES.vocabulary()).map(|allowed| allowed.plain);
            assert_eq!(again.as_ref(), Ok(&allowed.plain));
        }
        Err(unreadable) => blamed(text, &unreadable),
    }
}

/// Likeness is the same both ways, and nothing is unlike itself.
fn as_words(text: &str) {
    let middle = text.floor_char_boundary(text.len() / 2);
    let (one, other) = text.split_at(middle);
    assert_eq!(near(one, other), near(other, one), "{one:?} {other:?}");
    assert_eq!(words::same(one, other), words::same(other, one), "{one:?} {other:?}");
    assert!(near(text, text) && words::same(text, text), "{text:?}");
    assert!(!words::same(one, other) || near(one, other), "{one:?} {other:?}");
    assert_eq!(words::normalise(&words::normalise(text)), words::normalise(text), "{text:?}");
    let _ = (infer(one, None, RULES.vocabulary()), infer(other, None, RULES.vocabulary()));
    for terms in RULES.terms.values() {
        assert_eq!(terms.points(text).is_some(), terms.canonical(text).is_some());
    }
    for hedge in RULES.hedges.hedges().iter().take(4) {
        for kind in [Kind::Quantity, Kind::Stage, Kind::Date] {
            let _ = show::show_effect(&hedge.effect, text, kind);
        }
    }
}

/// The lines of the text as the figures of one value.
fn as_figures(text: &str, unit: Option<&str>, as_of: Option<(i32, i32)>) {
    let mut lines = text.split('\n').map(|line| Some(line).filter(|line| !line.is_empty()));
    let (low, best, high) = (lines.next().flatten(), lines.next().flatten(), lines.next().flatten());
    if low.is_none() && best.is_none() && high.is_none() {
        return;
    }
    if let Ok(quantity) = quantity::figures(low, best, high, unit, &RULES.hedges, &RULES.units) {
        sane(text, &quantity.allowed);
    }
    if let Ok(allowed) =
        days::figures(low, best, high, Told { as_of, ahead: false, begins: false }, RULES.vocabulary())
    {
        sane(text, &allowed);
    }
}
