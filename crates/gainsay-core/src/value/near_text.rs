//! Free words compared: nearly equal ones count as the same.

use std::borrow::Cow;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::lexis::{Part, Role, Words};
use super::quantity::counts;
use super::words::{negates, normalise, one_slip, same, share};

/// The share of words that two texts must have in common, in order, to count as the same.
///
/// At 0.85 an article or a filler more or less passes where there are some words around it.
const NEAR: f64 = 0.85;

/// Texts of more words than this count as the same only where they are, so that none takes long.
const MANY: usize = 1000;

/// Whether two texts are nearly the same: their words agree but for slips of the pen and a few words that one has and
/// the other has not.
///
/// Another word makes another text: "killed" is not "wounded", and neither is a number another number, nor a "not" none.
#[must_use]
pub fn near(a: &str, b: &str) -> bool {
    same(a, b) || near_words(&bare_words(&normalise(a)), &bare_words(&normalise(b)))
}

/// The same of two texts that differ, by their words.
pub(super) fn near_words(a: &[Cow<'_, str>], b: &[Cow<'_, str>]) -> bool {
    if a.len().max(b.len()) > MANY || share(a.len().min(b.len()), a.len(), b.len()) < NEAR {
        return false;
    }
    let mut common = 0;
    for op in capture_diff_slices(Algorithm::Myers, a, b) {
        let (one, other) = (&a[op.old_range()], &b[op.new_range()]);
        match op {
            DiffOp::Equal { len, .. } => common += len,
            DiffOp::Replace { .. } if one.len() == other.len() => {
                if !one.iter().zip(other).all(|(one, other)| slip(one, other)) {
                    return false;
                }
                common += one.len();
            }
            DiffOp::Replace { .. } => return false,
            DiffOp::Delete { .. } | DiffOp::Insert { .. } => {
                if one.iter().chain(other).any(|word| weighs(word)) {
                    return false;
                }
            }
        }
    }
    share(common, a.len(), b.len()) >= NEAR
}

/// Whether one text says what another one says, and has more words in front of it or behind it: "arrived in Kursk" and "arrived".
///
/// A number or a denial more makes another text.
#[must_use]
pub(crate) fn adds_to(longer: &str, shorter: &str) -> bool {
    add(&bare_words(&normalise(longer)), &bare_words(&normalise(shorter)))
}

/// Whether either of two texts does, by their words.
pub(super) fn one_adds(a: &[Cow<'_, str>], b: &[Cow<'_, str>]) -> bool {
    add(a, b) || add(b, a)
}

/// Whether one text says what another one says, and then where, when or how: "arrived on 3 May" and "arrived".
pub(super) fn adds_phrase(longer: &[Cow<'_, str>], shorter: &[Cow<'_, str>], known: &Words) -> bool {
    !shorter.is_empty() && longer.strip_prefix(shorter).is_some_and(|more| is_phrase(more, known))
}

/// Whether two texts begin with the same words, behind which each has another phrase: "arrived in Kursk" and "arrived at noon".
pub(super) fn differ_in_phrase(one: &[Cow<'_, str>], other: &[Cow<'_, str>], known: &Words) -> bool {
    let shared = one.iter().zip(other).take_while(|(one, other)| one == other).count();
    shared > 0 && is_phrase(&one[shared..], known) && is_phrase(&other[shared..], known)
}

/// Whether two texts say the same of who did it, one of them as what was done by whom: "rejected by the court", and "the court
/// rejected it".
pub(super) fn turned(one: &[Cow<'_, str>], other: &[Cow<'_, str>]) -> bool {
    let active = |words: &[Cow<'_, str>], other: &[Cow<'_, str>]| {
        let by = words.iter().position(|word| word == "by").filter(|by| *by > 0);
        by.is_some_and(|by| {
            let active = [&words[by + 1..], &words[..by]].concat();
            by + 1 < words.len() && (active == other || add(other, &active))
        })
    };
    active(one, other) || active(other, one)
}

/// Whether words begin with one that leads to where, when or how, and deny nothing.
fn is_phrase(words: &[Cow<'_, str>], known: &Words) -> bool {
    let text = words.join(" ");
    let first = words.first().map_or("", |first| &**first);
    let leads = known.at(Part::Statements, &text, 0).is_some_and(|met| match met.role {
        Role::Preposition | Role::Infinitive => met.end < text.len(),
        // "Due to"
        Role::Filler => met.end < text.len() && text[..met.end].contains(' '),
        _ => false,
    });
    let of_time = [Role::Weekdays, Role::Today, Role::Yesterday];
    let of_time = of_time.iter().any(|role| known.is(Part::Dates, *role, first));
    (leads || of_time) && !words.iter().any(|word| denies(word))
}

fn add(longer: &[Cow<'_, str>], shorter: &[Cow<'_, str>]) -> bool {
    if shorter.is_empty() || longer.len() <= shorter.len() {
        return false;
    }
    let (front, behind) = (longer.strip_prefix(shorter), longer.strip_suffix(shorter));
    let mut more = front.into_iter().chain(behind);
    more.any(|more| !more.iter().any(|word| weighs(word)))
}

/// The words of a normalised text without the punctuation around them, and in short forms within: `u.s.`, `m/v`.
pub(super) fn bare_words(text: &str) -> Vec<Cow<'_, str>> {
    let mark = |c: char| {
        matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '(' | ')' | '"' | '\'' | '\u{2018}'..='\u{201d}')
    };
    let within = |c: char| matches!(c, '.' | '/');
    let words = text.split(' ').map(|word| word.trim_matches(mark)).filter(|word| !word.is_empty());
    let short = |word: &str| word.contains(within) && !word.contains(char::is_numeric);
    words.map(|word| if short(word) { word.replace(within, "").into() } else { word.into() }).collect()
}

/// Whether a word can never be passed over: a number, or one that denies.
fn weighs(word: &str) -> bool {
    word.contains(char::is_numeric) || denies(word) || counts(word)
}

/// Whether a word denies others.
fn denies(word: &str) -> bool {
    negates(word) || word.ends_with("n't") || word == "without"
}

/// Whether two words are the same but for one slip: a letter more, less or other, or two changed about.
fn slip(a: &str, b: &str) -> bool {
    // Of short words another letter makes another word.
    const SHORT: usize = 5;
    if weighs(a) || weighs(b) {
        return false;
    }
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    a.len().min(b.len()) >= SHORT && one_slip(&a, &b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_texts_differ_in_little() {
        for (one, other) in [
            ("Missile strike on the hospital", "missile strikes on the hospital"),
            ("Kim Yong-bok", "Kim Yong Bok"),
            ("explosion of the boiler", "expolsion of the boiler"),
            ("hit by a drone over the Black Sea", "hit by drone over the Black Sea"),
            ("M/V Northern Star", "MV Northern Star"),
            ("the U.S. Navy", "the US Navy."),
            ("anything", "anything"),
            ("", ""),
        ] {
            assert!(near(one, other) && near(other, one), "{one} / {other}");
        }
    }

    #[test]
    fn another_word_or_number_makes_another_text() {
        for (one, other) in [
            ("missile strike", "rocket misfire"),
            ("yes", "no"),
            ("Boeing 737", "Boeing 747"),
            ("version 1.12", "version 11.2"),
            ("Kim Jong Un", "Kim Jong Il"),
            ("Kim Yong-bok", "Kim Yong-hyok"),
            ("it was shot down by them over the sea", "it was not shot down by them over the sea"),
            (
                "they were killed by a drone over the Black Sea",
                "they were wounded by a drone over the Black Sea",
            ),
            ("the loss of a million people in that war", "the loss of a billion people in that war"),
            (
                "$300 billion in frozen assets in all of Europe",
                "€300 billion in frozen assets in all of Europe",
            ),
            ("can fly with the engine as it is now", "can't fly with the engine as it is now"),
            ("north", "south"),
            ("a", ""),
        ] {
            assert!(!near(one, other) && !near(other, one), "{one} / {other}");
        }
    }

    #[test]
    fn a_text_may_say_what_another_says_and_more() {
        for (longer, shorter) in [
            ("arrived in Kursk", "Arrived"),
            ("a Russian missile", "missile"),
            ("explosion of the boiler, it is said", "explosion of the boiler"),
        ] {
            assert!(adds_to(longer, shorter), "{longer} / {shorter}");
            assert!(!adds_to(shorter, longer), "{longer} / {shorter}");
        }
        for (longer, shorter) in [
            ("Boeing 737", "Boeing"),
            ("not arrived", "arrived"),
            ("hit by a missile at sea", "missile"),
            ("arrived", "arrived"),
            ("arrivedly so", "arrived"),
            ("arrived", ""),
        ] {
            assert!(!adds_to(longer, shorter), "{longer} / {shorter}");
        }
    }

    #[test]
    fn long_texts_are_compared_by_words() {
        let long = "the quick brown fox jumps over the lazy dog ".repeat(100);
        assert!(near(&long, &format!("{long} and rests")));
        assert!(!near(&long, &long.chars().rev().collect::<String>()));
    }
}
