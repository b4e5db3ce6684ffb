//! How words are spelt: letters without their accents, and words that may be one in several languages or alphabets.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::language::Language;
use super::words;

/// Letters without accents, in lower case, and no apostrophes.
pub(super) fn plain(text: &str) -> String {
    let apostrophe = |c: &char| matches!(c, '\'' | '\u{2018}' | '\u{2019}' | '\u{2bc}' | '\u{2b9}' | '`');
    let letters = text.nfd().filter(|c| !is_combining_mark(*c) && !apostrophe(c));
    let mut folded = String::with_capacity(text.len());
    letters.for_each(|letter| match of_two(letter) {
        Some(letters) => folded.push_str(letters),
        None => folded.push(letter),
    });
    words::normalise(&folded)
}

/// The plain letters for one that no accent can be taken from.
fn of_two(letter: char) -> Option<&'static str> {
    Some(match letter {
        '\u{df}' | '\u{1e9e}' => "ss",
        '\u{e6}' | '\u{c6}' => "ae",
        '\u{153}' | '\u{152}' => "oe",
        '\u{f8}' | '\u{d8}' => "o",
        '\u{142}' | '\u{141}' => "l",
        '\u{111}' | '\u{110}' | '\u{f0}' | '\u{d0}' => "d",
        '\u{fe}' | '\u{de}' => "th",
        '\u{131}' => "i",
        _ => return None,
    })
}

/// Whether two single words may be one name in two languages: `Roma` and `Rome`.
pub(super) fn spelt_alike(one: &str, other: &str) -> bool {
    /// The share of letters that such spellings have in common.
    const SHARED: f64 = 0.6;
    let letters = |word: &str| -> Vec<char> { word.chars().collect() };
    let (one, other) = (letters(one), letters(other));
    let single = !one.contains(&' ') && !other.contains(&' ');
    single && one.first() == other.first() && words::ratio(&one, &other) >= SHARED
}

/// Whether two words are spelt so that one may be taken for the other: `Smith` and `Smithson`, `Miller` and `Muller`.
pub(super) fn nearly_spelt(one: &str, other: &str) -> bool {
    /// Of shorter words another letter makes another name.
    const SHORT: usize = 4;
    /// How many letters a name may have more at its end.
    const ENDING: usize = 3;
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let (shorter, longer) = if one.len() <= other.len() { (&one, &other) } else { (&other, &one) };
    let begins = longer.starts_with(shorter) && longer.len() - shorter.len() <= ENDING;
    shorter.len() >= SHORT && (begins || shorter.len() > SHORT && words::one_slip(shorter, longer))
}

/// Whether two words are one name as languages and alphabets spell it: `Müller` and `Mueller`, `Sergei` and `Sergey`.
pub(super) fn same_spelling(one: &str, other: &str) -> bool {
    /// Shorter words are parts of names, initials or numbers.
    const SHORT: usize = 4;
    let written = |name| Language::english().names().given_name(name);
    one == other
        || one.len().min(other.len()) >= SHORT && spelling(one) == spelling(other)
        || written(one).is_some_and(|name| written(other) == Some(name))
}

/// A name in plain letters without what its spellings differ in: doubled letters, an `e` for a diaeresis, how a last `i` is written, and
/// letters that sound the same.
fn spelling(name: &str) -> String {
    let mut spelt = String::with_capacity(name.len());
    for letter in name.replace("ph", "f").replace('x', "ks").chars() {
        let letter = match letter {
            'c' => 'k',
            'w' => 'v',
            other => other,
        };
        let last = spelt.chars().next_back();
        let diaeresis = letter == 'e' && matches!(last, Some('a' | 'o' | 'u'));
        if !(diaeresis || last == Some(letter) && !letter.is_numeric()) {
            spelt.push(letter);
        }
    }
    let spelt = spelt.strip_prefix(['y', 'j']).filter(|rest| rest.starts_with('e')).unwrap_or(&spelt);
    match spelt.strip_suffix(['y', 'i', 'j']) {
        Some(stem) => format!("{}i", stem.trim_end_matches(['y', 'i', 'j'])),
        None => spelt.to_owned(),
    }
}
