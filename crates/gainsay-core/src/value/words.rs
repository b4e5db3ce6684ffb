//! Words compared as people compare them: without regard to case, hyphens and blanks.

use gainsay_yaml::text::suggest;
use similar::{Algorithm, DiffOp, capture_diff_slices};

/// Names longer than this are compared by their first characters only, so that none takes long.
const LONG: usize = 400;

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
    if !text.is_ascii() {
        return folded(text).collect();
    }
    let text = text.trim_matches(is_gap);
    let mut normal = String::with_capacity(text.len());
    for c in text.bytes().map(char::from) {
        if !is_gap(c) {
            normal.push(c.to_ascii_lowercase());
        } else if !normal.ends_with(' ') {
            normal.push(' ');
        }
    }
    normal
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

/// Whether two words differ in no more than a letter more, less or other, or two changed about.
pub(crate) fn one_slip(a: &[char], b: &[char]) -> bool {
    let before = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let (a_rest, b_rest) = (&a[before..], &b[before..]);
    let after = a_rest.iter().rev().zip(b_rest.iter().rev()).take_while(|(a, b)| a == b).count();
    let (a_odd, b_odd) = (&a_rest[..a_rest.len() - after], &b_rest[..b_rest.len() - after]);
    let swapped = matches!((a_odd, b_odd), ([a, b], [c, d]) if a == d && b == c);
    a_odd.len().max(b_odd.len()) <= 1 || swapped
}

/// The one of `names` that `text` is but for a slip of the pen; of several the nearest.
///
/// Short words that have most letters in common are often other words ("lost" is not "almost"), so this asks for more than
/// [`suggest::closest`] does.
pub(super) fn meant<'a>(text: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // Of words of three letters one more or less makes another word, of four another letter ("toll" is not "till").
    const SHORTEST: usize = 4;
    // Long words may have several slips.
    const ALIKE: f64 = 0.9;
    let written: Vec<char> = folded(text).take(LONG).collect();
    let slipped = |name: &&str| {
        let name: Vec<char> = folded(name).take(LONG).collect();
        let lengths = (written.len(), name.len());
        let alike = || share(lengths.0.min(lengths.1), lengths.0, lengths.1) >= ALIKE;
        written.len() >= SHORTEST
            && (one_slip(&written, &name) && (written.len() > SHORTEST || name.len() != SHORTEST)
                || alike() && ratio(&written, &name) >= ALIKE)
    };
    suggest::closest(text, names.into_iter().filter(slipped))
}

pub(super) fn ratio<T: std::hash::Hash + Ord>(a: &[T], b: &[T]) -> f64 {
    let equal = capture_diff_slices(Algorithm::Myers, a, b)
        .iter()
        .map(|op| if let DiffOp::Equal { len, .. } = op { *len } else { 0 })
        .sum();
    share(equal, a.len(), b.len())
}

#[expect(clippy::cast_precision_loss, reason = "texts are far shorter than what a double counts exactly")]
pub(super) fn share(common: usize, a: usize, b: usize) -> f64 {
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
        for text in ["", " - ", "A", " a_-b\t\u{b}c ", "At--Least  3", "9/11 Attacks_"] {
            assert_eq!(normalise(text), folded(text).collect::<String>(), "{text}");
        }
        assert!(same("STRAẞE", "straße"));
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
}
