//! Whether two names differ by a slip of the pen.
//!
//! A slip is one letter too many, too few, another one or two swapped, in one word of letters, or its plural. Digits, single
//! letters and the beginnings of words tell things apart (`flight-77` and `flight-78`, `site-a` and `site-b`, `legal` and `illegal`),
//! and so do short words (`iran` and `iraq`) and the endings that tell who from whom (`employer` and `employee`). The same words in
//! another order, or with a word more that says little, are as near.

use std::borrow::Cow;

use crate::value::language::Language;
use crate::value::words::one_slip;

/// Words of fewer letters are told apart by any of them that is added or left out.
const ADDED: usize = 5;
/// Words of fewer letters are told apart by any of them that is another one.
const REPLACED: usize = 6;
/// Words of fewer letters are told apart by their order, and have no plural here.
const SHORTEST: usize = 4;
/// More names than this that differ in one and the same letter are a series.
const SERIES: usize = 16;

/// How two names differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slip {
    /// In case, or in the signs between words.
    Signs,
    /// In the ending of a plural.
    Ending,
    /// In a letter.
    Letter,
    /// In the order of the words, or in words that say little.
    Words,
}

/// How `one` and `other` differ, if that is a slip.
pub(super) fn slip(one: &str, other: &str) -> Option<Slip> {
    let (one, other) = (words(one), words(other));
    if one.concat() == other.concat() {
        let digits = one.iter().chain(&other).any(|word| word.chars().any(char::is_numeric));
        return (!digits || one == other).then_some(Slip::Signs);
    }
    letters(&one, &other).or_else(|| {
        let own = content(&one)?;
        (content(&other)? == own).then_some(Slip::Words)
    })
}

/// The words of a name that say what it is of, in an order of their own; nothing where their order counts.
fn content(words: &[String]) -> Option<Vec<Cow<'_, str>>> {
    Language::english().names().content(words)
}

/// The same of two names of which one word differs.
fn letters(one: &[String], other: &[String]) -> Option<Slip> {
    let mut apart = one.iter().zip(other).filter(|(one, other)| one != other);
    let (a, b) = apart.next().filter(|_| one.len() == other.len())?;
    if apart.next().is_some() || !(a.chars().chain(b.chars())).all(char::is_alphabetic) {
        return None;
    }
    let (short, long) = if a.chars().count() <= b.chars().count() { (a, b) } else { (b, a) };
    if short.chars().count() >= SHORTEST
        && (stem(long) == *short || stem_of_es(long).as_deref() == Some(short))
    {
        return Some(Slip::Ending);
    }
    is_letter(short, long).then_some(Slip::Letter)
}

fn is_letter(short: &str, long: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (short.chars().collect(), long.chars().collect());
    if one.first() != other.first() || !one_slip(&one, &other) {
        return false;
    }
    let letters = one.len();
    if letters < other.len() {
        return letters >= ADDED;
    }
    let apart: Vec<(char, char)> = short.chars().zip(long.chars()).filter(|(a, b)| a != b).collect();
    match apart[..] {
        [_] => letters >= REPLACED && !is_form(short, long),
        _ => letters >= SHORTEST,
    }
}

/// Whether two words of one length differ in what their last letter makes of a verb: `killed` and `killer`.
fn is_form(one: &str, other: &str) -> bool {
    let ends = |word: &str| word.ends_with(['d', 'e', 'n', 'r', 's', 't']);
    let head = |word: &str| word.char_indices().last().map_or(0, |(at, _)| at);
    one[..head(one)] == other[..head(other)] && ends(one) && ends(other)
}

/// The words of a name, in lower case.
fn words(name: &str) -> Vec<String> {
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

/// A word without the `s` of a plural.
fn stem(word: &str) -> &str {
    word.strip_suffix('s').unwrap_or(word)
}

/// What a plural in `es` is of: `crash` of `crashes`, `city` of `cities`.
fn stem_of_es(word: &str) -> Option<String> {
    match word.strip_suffix("ies") {
        Some(stem) => Some(format!("{stem}y")),
        None => word.strip_suffix("es").map(str::to_owned),
    }
}

/// The pairs of `names` that differ by a slip, the first before the second. Their number grows with that of the names: those that
/// more than a few others differ from in one and the same letter are a series.
pub(super) fn pairs(names: &[&str]) -> Vec<(usize, usize, Slip)> {
    let mut keys: Vec<(u64, usize)> = Vec::new();
    for (at, name) in names.iter().enumerate() {
        keys.extend(reduced(name).into_iter().map(|key| (key, at)));
    }
    keys.sort_unstable();
    keys.dedup();
    let mut candidates: Vec<(usize, usize)> = Vec::new();
    for alike in keys.chunk_by(|a, b| a.0 == b.0).filter(|alike| (2..=SERIES).contains(&alike.len())) {
        for (index, &(_, one)) in alike.iter().enumerate() {
            candidates.extend(alike[index + 1..].iter().map(|&(_, other)| (one, other)));
        }
    }
    candidates.sort_unstable();
    candidates.dedup();
    let found = candidates.into_iter().filter_map(|(a, b)| Some((a, b, slip(names[a], names[b])?)));
    found.collect()
}

/// What a name is with any one letter left out, a word of it in the singular, or its words in another order: two names that
/// differ by a slip have one of these in common.
fn reduced(name: &str) -> Vec<u64> {
    let words = words(name);
    let letters: Vec<char> = words.iter().flat_map(|word| word.chars()).collect();
    let text = Hashed::new(&letters);
    let all = letters.len();
    let mut keys = vec![text.part(0, all)];
    for at in (0..all).filter(|&at| letters[at].is_alphabetic()) {
        keys.push(text.joined(text.part(0, at), at + 1));
    }
    let mut start = 0;
    for word in &words {
        let end = start + word.chars().count();
        if let Some(stem) = stem_of_es(word) {
            let before = stem.chars().fold(text.part(0, start), Hashed::push);
            keys.push(text.joined(before, end));
        }
        start = end;
    }
    keys.extend(content(&words).map(|content| {
        let letters: Vec<char> = content.join(" ").chars().collect();
        Hashed::new(&letters).part(0, letters.len())
    }));
    keys
}

/// The hashes of all parts of a text, each found without reading it again: polynomials modulo a prime.
struct Hashed {
    /// Those of its beginnings.
    prefixes: Vec<u64>,
    /// The powers of the base.
    powers: Vec<u64>,
}

impl Hashed {
    /// A prime of 61 bits.
    const PRIME: u64 = (1 << 61) - 1;
    /// Any large number.
    const BASE: u64 = 0x16a0_9e66_7f3b_cc90;

    fn times(a: u64, b: u64) -> u64 {
        let product = u128::from(a) * u128::from(b) % u128::from(Self::PRIME);
        u64::try_from(product).unwrap_or_default()
    }

    /// The hash of a text with one letter more.
    fn push(hash: u64, letter: char) -> u64 {
        (Self::times(hash, Self::BASE) + u64::from(letter) + 1) % Self::PRIME
    }

    fn new(letters: &[char]) -> Self {
        let (mut prefixes, mut powers) = (vec![0], vec![1]);
        for (at, &letter) in letters.iter().enumerate() {
            prefixes.push(Self::push(prefixes[at], letter));
            powers.push(Self::times(powers[at], Self::BASE));
        }
        Self { prefixes, powers }
    }

    /// The hash of the letters from `from` to before `to`.
    fn part(&self, from: usize, to: usize) -> u64 {
        let before = Self::times(self.prefixes[from], self.powers[to - from]);
        (self.prefixes[to] + Self::PRIME - before) % Self::PRIME
    }

    /// The hash of a text with that hash and the letters from `from` on.
    fn joined(&self, before: u64, from: usize) -> u64 {
        let last = self.prefixes.len() - 1;
        (Self::times(before, self.powers[last - from]) + self.part(from, last)) % Self::PRIME
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_a_letter_an_ending_or_a_sign() {
        for (one, other, how) in [
            ("deahts", "deaths", Slip::Letter),
            ("casulties", "casualties", Slip::Letter),
            ("wouunded", "wounded", Slip::Letter),
            ("injurad", "injured", Slip::Letter),
            ("firefighter", "firefighters", Slip::Ending),
            ("bus-crash", "bus-crashes", Slip::Ending),
            ("city-hall", "cities-hall", Slip::Ending),
            ("Mill Fire", "mill-fire", Slip::Signs),
            ("deathtoll", "death-toll", Slip::Signs),
            ("maduro-exit-poll", "exit-poll-maduro", Slip::Words),
            ("votes-for-gonzalez", "gonzalez-votes", Slip::Words),
            ("total-arrests", "arrests", Slip::Words),
            ("boat-house", "house-boat", Slip::Words),
        ] {
            assert_eq!((slip(one, other), slip(other, one)), (Some(how), Some(how)), "{one} {other}");
            assert_eq!(pairs(&[one, "something else", other]), [(0, 2, how)], "{one} {other}");
        }
    }

    #[test]
    fn what_tells_things_apart_is_no_slip() {
        for (one, other) in [
            ("flight-77", "flight-78"),
            ("flight-7-7", "flight-77"),
            ("site-a", "site-b"),
            ("men", "women"),
            ("north-gate", "south-gate"),
            ("iran", "iraq"),
            ("killed", "killer"),
            ("employer", "employee"),
            ("legal", "illegal"),
            ("moral", "amoral"),
            ("east-bank", "west-bank"),
            ("1st-army", "2nd-army"),
            ("deaths", "deaths-of-children"),
            ("killed-by-police", "police-killed"),
            ("attacks-on-police", "police-attacks"),
            ("flights-from-x", "flights-to-x"),
            ("site-1-block-2", "site-2-block-1"),
        ] {
            assert_eq!(slip(one, other), None, "{one} {other}");
        }
    }

    #[test]
    fn long_names_are_looked_at_as_well() {
        let long = "the-northern-harbour-".repeat(5_000);
        let (one, other) = (format!("{long}casualties"), format!("{long}casulties"));
        assert_eq!(pairs(&[&one, &other]), [(0, 1, Slip::Letter)]);
    }

    #[test]
    fn very_many_names_of_a_series_take_no_time() {
        let names: Vec<String> =
            (0..20_000u32).filter_map(|at| Some(format!("series{}", char::from_u32(0x4e00 + at)?))).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        assert!(pairs(&names).is_empty());
    }
}
