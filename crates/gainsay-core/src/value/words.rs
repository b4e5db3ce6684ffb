//! Words compared as people compare them: without regard to case, hyphens and blanks.

use std::borrow::Cow;
use std::collections::BTreeMap;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::quantity::counts;

/// The share of words that two texts must have in common, in order, to count as the same.
///
/// At 0.85 an article or a filler more or less passes where there are some words around it.
pub const NEAR: f64 = 0.85;

/// The share of characters that makes a known name worth suggesting.
const WORTH_SUGGESTING: f64 = 0.75;

/// Names longer than this are compared by their first characters only, so that none takes long.
const LONG: usize = 400;

/// Texts of more words than this count as the same only where they are, so that none takes long.
const MANY: usize = 1000;

/// Whether `c` parts words: blanks, hyphens and underscores all do, and count as the same.
pub(super) fn is_gap(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '_' | '\u{2010}' | '\u{2011}')
}

/// The characters of `text` in lower case, with one blank for each gap inside it and none around it.
fn folded(text: &str) -> impl Iterator<Item = char> + '_ {
    let mut after_gap = false;
    text.trim_matches(is_gap)
        .chars()
        .filter_map(move |c| {
            let gap = is_gap(c);
            let repeated = gap && after_gap;
            after_gap = gap;
            (!repeated).then_some(if gap { ' ' } else { c })
        })
        .flat_map(char::to_lowercase)
}

/// `text` in lower case, with one blank for each run of blanks, hyphens and underscores inside it, and none
/// around it.
#[must_use]
pub fn normalise(text: &str) -> String {
    folded(text).collect()
}

/// A normalised text without the article before it: "a missile strike" is a "missile strike".
#[must_use]
pub fn without_article(text: &str) -> &str {
    let bare = ["a ", "an ", "the "].iter().find_map(|article| text.strip_prefix(article));
    bare.unwrap_or(text)
}

/// Whether two texts are the same once normalised.
#[must_use]
pub fn same(a: &str, b: &str) -> bool {
    folded(a).eq(folded(b))
}

/// Whether `text` holds a word that denies what follows it: "not yet", "never".
pub(super) fn negates(text: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric()).any(|word| {
        ["not", "no", "never", "neither", "nor"].iter().any(|negation| word.eq_ignore_ascii_case(negation))
    })
}

/// Whether two texts are nearly the same: their words agree but for slips of the pen and a few words that one has and
/// the other has not.
///
/// Another word makes another text: "killed" is not "wounded", and neither is a number another number, nor a "not" none.
#[must_use]
pub fn near(a: &str, b: &str) -> bool {
    if same(a, b) {
        return true;
    }
    let (a, b) = (normalise(a), normalise(b));
    let (a, b) = (bare_words(&a), bare_words(&b));
    if a.len().max(b.len()) > MANY || share(a.len().min(b.len()), a.len(), b.len()) < NEAR {
        return false;
    }
    let mut common = 0;
    for op in capture_diff_slices(Algorithm::Myers, &a, &b) {
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

/// The words of a normalised text without the punctuation around them, and in short forms within: `u.s.`, `m/v`.
fn bare_words(text: &str) -> Vec<Cow<'_, str>> {
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
    word.contains(char::is_numeric)
        || negates(word)
        || word.ends_with("n't")
        || word == "without"
        || counts(word)
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

/// Whether two words differ in no more than a letter more, less or other, or two changed about.
fn one_slip(a: &[char], b: &[char]) -> bool {
    let before = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let (a_rest, b_rest) = (&a[before..], &b[before..]);
    let after = a_rest.iter().rev().zip(b_rest.iter().rev()).take_while(|(a, b)| a == b).count();
    let (a_odd, b_odd) = (&a_rest[..a_rest.len() - after], &b_rest[..b_rest.len() - after]);
    let swapped = matches!((a_odd, b_odd), ([a, b], [c, d]) if a == d && b == c);
    a_odd.len().max(b_odd.len()) <= 1 || swapped
}

/// The one of `names` that `text` is most like, if any is like it at all; of equals the first.
#[must_use]
pub fn nearest<'a>(text: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let text: Vec<char> = folded(text).take(LONG).collect();
    let mut best = None;
    let mut bar = WORTH_SUGGESTING;
    for name in names {
        let folded: Vec<char> = folded(name).take(LONG).collect();
        if at_best(&text, &folded) < bar {
            continue;
        }
        let ratio = ratio(&text, &folded);
        if ratio >= bar && best.is_none_or(|(_, than)| ratio > than) {
            best = Some((name, ratio));
            bar = ratio;
        }
    }
    best.map(|(name, _)| name)
}

/// The one of `names` that `text` is but for a slip of the pen; of several the nearest.
///
/// Short words that have most letters in common are often other words ("lost" is not "almost"), so this asks for more than
/// [`nearest`] does.
#[must_use]
pub fn meant<'a>(text: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // Of words of three letters one more or less makes another word, of four another letter ("toll" is not "till").
    const SHORTEST: usize = 4;
    // Long words may have several slips.
    const ALIKE: f64 = 0.9;
    let written: Vec<char> = folded(text).take(LONG).collect();
    let slipped = |name: &&str| {
        let name: Vec<char> = folded(name).take(LONG).collect();
        let alike = at_best(&written, &name);
        written.len() >= SHORTEST
            && alike >= WORTH_SUGGESTING
            && (one_slip(&written, &name) && (written.len() > SHORTEST || name.len() != SHORTEST)
                || alike >= ALIKE && ratio(&written, &name) >= ALIKE)
    };
    nearest(text, names.into_iter().filter(slipped))
}

/// The ratio that `a` and `b` would have if all characters that both hold stood in the same order.
fn at_best(a: &[char], b: &[char]) -> f64 {
    let most = share(a.len().min(b.len()), a.len(), b.len());
    if most < WORTH_SUGGESTING {
        return most;
    }
    let mut counts: BTreeMap<char, usize> = BTreeMap::new();
    for &c in a {
        *counts.entry(c).or_default() += 1;
    }
    let common = b
        .iter()
        .filter(|c| match counts.get_mut(c) {
            Some(left) if *left > 0 => {
                *left -= 1;
                true
            }
            _ => false,
        })
        .count();
    share(common, a.len(), b.len())
}

fn ratio<T: std::hash::Hash + Ord>(a: &[T], b: &[T]) -> f64 {
    let equal = capture_diff_slices(Algorithm::Myers, a, b)
        .iter()
        .map(|op| if let DiffOp::Equal { len, .. } = op { *len } else { 0 })
        .sum();
    share(equal, a.len(), b.len())
}

#[expect(clippy::cast_precision_loss, reason = "texts are far shorter than what a double counts exactly")]
fn share(common: usize, a: usize, b: usize) -> f64 {
    if a + b == 0 { 1.0 } else { 2.0 * common as f64 / (a + b) as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_hyphens_and_blanks_do_not_count() {
        assert_eq!(normalise("  Moved-Closer \u{2011} to__Front "), "moved closer to front");
        assert!(same("MOVED_closer", "moved - closer"));
        assert!(!same("moved", "moved closer"));
        assert!(same("", " - "));
        assert!(same("STRAẞE", "straße"));
    }

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
    fn long_texts_are_compared_by_words() {
        let long = "the quick brown fox jumps over the lazy dog ".repeat(100);
        assert!(near(&long, &format!("{long} and rests")));
        assert!(!near(&long, &long.chars().rev().collect::<String>()));
    }

    #[test]
    fn a_word_that_was_meant_differs_by_a_slip() {
        let names = ["almost", "about", "below", "toll", "topping", "starting", "approximately"];
        for (text, meant_by_it) in [
            ("abuot", Some("about")),
            ("abot", Some("about")),
            ("beloww", Some("below")),
            ("aproximatly", Some("approximately")),
            ("lost", None),
            ("most", None),
            ("low", None),
            ("aboot", Some("about")),
            ("till", None),
            ("whopping", None),
            ("staggering", None),
        ] {
            assert_eq!(meant(text, names), meant_by_it, "{text}");
        }
    }

    #[test]
    fn the_nearest_name_is_suggested_only_if_it_is_like() {
        let names = ["planned", "deployed", "in-combat"];
        assert_eq!(nearest("deploied", names), Some("deployed"));
        assert_eq!(nearest("In combat", names), Some("in-combat"));
        assert_eq!(nearest("withdrawn", names), None);
        assert_eq!(nearest("x", []), None);
        assert_eq!(nearest("force", ["before", "since", "till"]), None);
    }
}
