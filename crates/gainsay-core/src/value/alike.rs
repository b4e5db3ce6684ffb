//! Names, places and texts that may mean the same.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::lexis::{Part, Role, Words};
use super::near_text::one_adds;
use super::places::PlaceWords;
use super::{near, words};

/// What two wordings have to do with each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Alike {
    /// They are two things.
    No,
    /// They may be one: one contains the other.
    Perhaps,
    /// They are one.
    Yes,
}

/// Letters without accents, in lower case, and no apostrophes.
fn plain(text: &str) -> String {
    let apostrophe = |c: &char| matches!(c, '\'' | '\u{2018}' | '\u{2019}' | '\u{2bc}' | '\u{2b9}' | '`');
    let letters: String = text.nfd().filter(|c| !is_combining_mark(*c) && !apostrophe(c)).collect();
    words::normalise(&letters)
}

/// Whether two texts mean the same, or one of them may mean what the other means and more.
#[must_use]
pub fn texts(one: &str, other: &str) -> Alike {
    if near(one, other) || near(&plain(one), &plain(other)) {
        Alike::Yes
    } else if one_adds(one, other) {
        Alike::Perhaps
    } else {
        Alike::No
    }
}

/// Whether two names are of one person or group: accents, apostrophes, titles and the order of the parts change nothing, an initial
/// may be any name that it begins, and a name may be part of a longer one.
#[must_use]
pub fn names(one: &str, other: &str, words: &Words) -> Alike {
    if texts(one, other) == Alike::Yes {
        return Alike::Yes;
    }
    let (one, other) = (parts(one, words), parts(other, words));
    let (shorter, longer) = if one.len() <= other.len() { (&one, &other) } else { (&other, &one) };
    let mut left: Vec<&String> = longer.iter().collect();
    let mut whole = 0;
    // Whole names first, so that an initial takes none that another part needs.
    let mut initials = Vec::new();
    for part in shorter {
        match left.iter().position(|other| *other == part) {
            Some(at) => {
                whole += usize::from(left.remove(at).chars().count() > 1);
            }
            None => initials.push(part),
        }
    }
    let begins = |a: &str, b: &str| a.chars().count() == 1 && b.starts_with(a);
    for part in initials {
        match left.iter().position(|other| begins(part, other) || begins(other, part)) {
            Some(at) => drop(left.remove(at)),
            None if shorter.len() == 1 && longer.len() == 1 => {}
            None => return Alike::No,
        }
    }
    match whole {
        0 if shorter.len() == 1 && longer.len() == 1 && spelt_alike(&shorter[0], &longer[0]) => {
            Alike::Perhaps
        }
        0 => Alike::No,
        _ if left.is_empty() => Alike::Yes,
        _ => Alike::Perhaps,
    }
}

/// Whether two single words may be one name in two languages: `Roma` and `Rome`.
fn spelt_alike(one: &str, other: &str) -> bool {
    /// The share of letters that such spellings have in common.
    const SHARED: f64 = 0.6;
    let letters = |word: &str| -> Vec<char> { word.chars().collect() };
    let (one, other) = (letters(one), letters(other));
    let single = !one.contains(&' ') && !other.contains(&' ');
    single && one.first() == other.first() && words::ratio(&one, &other) >= SHARED
}

/// The parts of a name without titles, commas and stops.
fn parts(name: &str, words: &Words) -> Vec<String> {
    let mut rest = name.trim();
    while let Some(met) = words.at(Part::Names, rest, 0).filter(|met| met.role == Role::Title) {
        let left = rest[met.end..].trim_start_matches(|c: char| c.is_whitespace() || c == '.');
        if left.is_empty() || left.starts_with(',') {
            break;
        }
        rest = left;
    }
    let plain = plain(words::without_article(&words::normalise(rest)));
    let marks =
        |c: char| c.is_whitespace() || matches!(c, ',' | '.' | '(' | ')' | '"' | '\u{201c}' | '\u{201d}');
    let parts = plain.split(marks).filter(|part| !part.is_empty());
    parts
        .filter(|part| !(words.is(Part::Names, Role::Title, part) && part.len() > 1))
        .map(str::to_owned)
        .collect()
}

/// Whether two places are one, or one lies in the other: a town with its country behind it is that town. A place that is near
/// another may be it.
#[must_use]
pub fn places(one: &str, other: &str, words: &Words) -> Alike {
    let split = |text: &str| {
        let places = PlaceWords::new(text, words);
        let parts: Vec<String> = places.parts().map(|(_, part)| plain(part)).collect();
        (places.is_near(), parts)
    };
    let ((one_near, one), (other_near, other)) = (split(one), split(other));
    let whole = |part: &[String], whole: &[String]| part.len() > whole.len() && part.ends_with(whole);
    let headed = one[0] == other[0] && {
        let (one, other) = (&one[1..], &other[1..]);
        let shared = one.iter().any(|part| other.contains(part));
        one.is_empty() || other.is_empty() || shared
    };
    if headed || whole(&one, &other) || whole(&other, &one) || near(&one.join(" "), &other.join(" ")) {
        return Alike::Yes;
    }
    let within = |a: &str, b: &str| format!(" {a} ").contains(&format!(" {b} "));
    let part = spelt_alike(&one[0], &other[0])
        || one[0] != other[0] && (within(&one[0], &other[0]) || within(&other[0], &one[0]));
    if one_near || other_near || part { Alike::Perhaps } else { Alike::No }
}
