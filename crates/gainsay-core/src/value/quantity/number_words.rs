//! Numbers in words.

use std::collections::HashMap;
use std::sync::LazyLock;

use foldhash::fast::FixedState;
use rust_decimal::Decimal;
use unicode_normalization::UnicodeNormalization;

use crate::value::lexicon::{fold, token};

/// A number as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Number {
    pub(super) value: Decimal,
    /// `value` as a number and what it is multiplied by: `3` and `1000` in "three thousand".
    pub(super) factors: Option<(Decimal, Decimal)>,
    /// Whether it is a share of something: "a third".
    pub(super) share: bool,
}

/// A word that numbers are made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Word {
    /// `a`, `an`
    A,
    /// Zero to nineteen.
    Unit(u32),
    /// Twenty, thirty and so on.
    Ten(u32),
    /// `hundred`
    Hundred,
    /// `dozen`
    Dozen,
    /// `couple`
    Couple,
    /// `thousand` and up, by its size.
    Scale(u64),
    /// `half`
    Half,
    /// `and`
    And,
    /// `of`
    Of,
    /// `first`, `third`: counts nothing, but names a part after `a`.
    Ordinal(u32),
    /// `thirds`, `quarters`: parts only.
    Part(u32),
    /// `½` and the like: so many parts of so many.
    Fraction(u32, u32),
}

/// Zero to nineteen, each at its place.
const UNITS: &str = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen \
                     seventeen eighteen nineteen";

/// Twenty to ninety.
const TENS: &str = "twenty thirty forty fifty sixty seventy eighty ninety";

/// First to tenth.
const ORDINALS: &str = "first second third fourth fifth sixth seventh eighth ninth tenth";

/// What multiplies and makes a plural.
const SCALES: [(&str, Word); 8] = [
    ("hundred", Word::Hundred),
    ("dozen", Word::Dozen),
    ("thousand", Word::Scale(1_000)),
    ("lakh", Word::Scale(100_000)),
    ("million", Word::Scale(1_000_000)),
    ("crore", Word::Scale(10_000_000)),
    ("billion", Word::Scale(1_000_000_000)),
    ("trillion", Word::Scale(1_000_000_000_000)),
];

/// The words of no list.
const OTHERS: [(&str, Word); 18] = [
    ("a", Word::A),
    ("an", Word::A),
    ("and", Word::And),
    ("bln", Word::Scale(1_000_000_000)),
    ("bn", Word::Scale(1_000_000_000)),
    ("couple", Word::Couple),
    ("fourty", Word::Ten(40)),
    ("half", Word::Half),
    ("halves", Word::Part(2)),
    ("mln", Word::Scale(1_000_000)),
    ("mn", Word::Scale(1_000_000)),
    ("nil", Word::Unit(0)),
    ("none", Word::Unit(0)),
    ("of", Word::Of),
    ("quarter", Word::Ordinal(4)),
    ("quarters", Word::Part(4)),
    ("tn", Word::Scale(1_000_000_000_000)),
    ("trn", Word::Scale(1_000_000_000_000)),
];

/// All words that numbers are made of.
static WORDS: LazyLock<HashMap<String, Word, FixedState>> = LazyLock::new(|| {
    let numbered = |words: &'static str| (0..).zip(words.split_whitespace());
    let mut words: HashMap<String, Word, FixedState> =
        OTHERS.into_iter().map(|(word, meaning)| (word.to_owned(), meaning)).collect();
    words.extend(numbered(UNITS).map(|(at, word)| (word.to_owned(), Word::Unit(at))));
    words.extend(numbered(TENS).map(|(at, word)| (word.to_owned(), Word::Ten(20 + 10 * at))));
    for (at, word) in numbered(ORDINALS) {
        words.insert(word.to_owned(), Word::Ordinal(at + 1));
        if at > 1 {
            words.insert(format!("{word}s"), Word::Part(at + 1));
        }
    }
    for (word, meaning) in SCALES {
        words.extend([(word.to_owned(), meaning), (format!("{word}s"), meaning)]);
    }
    words
});

/// No word is longer, in bytes.
const LONGEST: usize = 9;

impl Word {
    /// What it multiplies the number before it by.
    fn times(self) -> Option<Decimal> {
        match self {
            Self::Hundred => Some(100.into()),
            Self::Dozen => Some(12.into()),
            Self::Scale(size) => Some(size.into()),
            _ => None,
        }
    }
}

/// The number word at or after byte `from`, and where it ends.
fn at(text: &str, from: usize) -> Option<(Word, usize)> {
    let range = token(text, from).filter(|range| range.len() <= LONGEST)?;
    let word = fold(&text[range.clone()]);
    Some((WORDS.get(&*word).copied().or_else(|| fraction_sign(&word))?, range.end))
}

/// What a sign such as `½` stands for.
fn fraction_sign(sign: &str) -> Option<Word> {
    let mut signs = sign.chars();
    let (Some(sign), None) = (signs.next().filter(|sign| !sign.is_ascii()), signs.next()) else {
        return None;
    };
    let written: String = std::iter::once(sign).nfkc().collect();
    let (count, parts) = written.split_once('\u{2044}')?;
    Some(Word::Fraction(count.parse().ok()?, parts.parse().ok()?))
}

/// Whether a word that numbers are made of is at `from`.
pub(super) fn goes_on(text: &str, from: usize) -> bool {
    at(text, from).is_some()
}

/// The number in words that starts at byte `from`, and where it ends: where no word goes on from the one before.
pub(super) fn number(text: &str, from: usize) -> Option<(Number, usize)> {
    let first = at(text, from)?;
    share(text, first).or_else(|| cardinal(text, from, first))
}

/// The multipliers that directly follow at `from`, multiplied, and where they end: `thousand`, `hundred million`.
pub(super) fn multipliers(text: &str, from: usize) -> Option<(Decimal, usize)> {
    let mut found: Option<(Decimal, usize)> = None;
    let mut next = from;
    while let Some((word, end)) = at(text, next) {
        let Some(times) = word.times() else { break };
        found = Some((found.map_or(Some(times), |(product, _)| product.checked_mul(times))?, end));
        next = end;
    }
    found
}

/// Whether a multiplier follows at `from`. After a number it is one that does not go on from it or makes it too
/// large.
pub(super) fn multiplier_follows(text: &str, from: usize) -> bool {
    at(text, from).is_some_and(|(word, _)| word.times().is_some())
}

/// `and a half` at `from`, and where it ends.
pub(super) fn and_a_half(text: &str, from: usize) -> Option<usize> {
    let (Word::And, end) = at(text, from)? else { return None };
    let (Word::A | Word::Unit(1), end) = at(text, end)? else { return None };
    let (Word::Half, end) = at(text, end)? else { return None };
    Some(end)
}

/// `½` at `from`, and where it ends.
pub(super) fn fraction(text: &str, from: usize) -> Option<(Decimal, usize)> {
    let (Word::Fraction(count, parts), end) = at(text, from)? else { return None };
    Some((Decimal::from(count).checked_div(parts.into())?, end))
}

/// `half`, `a third`, `three quarters`, and `half a million`, `a quarter of a million`.
fn share(text: &str, first: (Word, usize)) -> Option<(Number, usize)> {
    let (count, parts, end) = match first {
        (Word::Fraction(count, parts), end) => (count, parts, end),
        (Word::Half, end) => (1, 2, end),
        (Word::A | Word::Unit(1), end) => match at(text, end)? {
            (Word::Half, end) => (1, 2, end),
            (Word::Ordinal(parts @ 3..), end) => (1, parts, end),
            _ => return None,
        },
        (Word::Unit(count @ 2..), end) => match at(text, end)? {
            (Word::Part(parts), end) => (count, parts, end),
            _ => return None,
        },
        _ => return None,
    };
    let part = Decimal::from(count).checked_div(parts.into())?;
    Some(match whole(text, end) {
        Some((times, end)) => (Number { value: part.checked_mul(times)?, factors: None, share: false }, end),
        None => (Number { value: part, factors: None, share: true }, end),
    })
}

/// What a share is a share of: `a million`, `of a million`, `million`.
fn whole(text: &str, from: usize) -> Option<(Decimal, usize)> {
    let skip = |word: Word, from| match at(text, from) {
        Some((found, end)) if found == word => end,
        _ => from,
    };
    multipliers(text, skip(Word::A, skip(Word::Of, from)))
}

/// The number being put together.
#[derive(Debug, Default)]
struct Sum {
    /// What is complete: in "two thousand five hundred", two thousand from the third word on.
    total: Decimal,
    /// What may still be multiplied.
    group: Option<Decimal>,
    /// The product of the multipliers that everything before was multiplied by.
    times: Option<Decimal>,
}

impl Sum {
    /// Takes the next word; `None` where it does not go on from `last`.
    fn take(&mut self, word: Word, last: Option<Word>) -> Option<()> {
        match (word, last) {
            (Word::Unit(n), Some(Word::Ten(_))) if (1..=9).contains(&n) => self.add(n),
            (Word::Unit(n) | Word::Ten(n), None | Some(Word::Hundred | Word::Scale(_) | Word::And)) => {
                self.add(n)
            }
            (Word::Couple, None | Some(Word::A)) => {
                self.group = None;
                self.add(2)
            }
            (Word::A, None) => self.add(1),
            (Word::Hundred, Some(Word::Unit(_) | Word::Ten(_) | Word::A | Word::Couple))
            | (Word::Dozen, Some(Word::Unit(_) | Word::Ten(_) | Word::A | Word::Couple | Word::Hundred)) => {
                self.group = Some(self.group?.checked_mul(word.times()?)?);
                self.multiplied(word)
            }
            (Word::Scale(size), Some(_)) => {
                let size = Decimal::from(size);
                self.total = match self.group.take() {
                    Some(group) => self.total.checked_add(group.checked_mul(size)?)?,
                    None => self.total.checked_mul(size)?,
                };
                self.multiplied(word)
            }
            _ => None,
        }
    }

    fn add(&mut self, n: u32) -> Option<()> {
        self.group = Some(self.group.unwrap_or_default().checked_add(n.into())?);
        self.times = None;
        Some(())
    }

    fn multiplied(&mut self, word: Word) -> Option<()> {
        self.times = Some(self.times.unwrap_or(Decimal::ONE).checked_mul(word.times()?)?);
        Some(())
    }

    fn value(&self) -> Option<Decimal> {
        self.total.checked_add(self.group.unwrap_or_default())
    }
}

/// `forty-seven`, `two thousand and five`, `a couple of hundred`, `one and a half million`.
fn cardinal(text: &str, from: usize, first: (Word, usize)) -> Option<(Number, usize)> {
    let (mut sum, mut last, mut end) = (Sum::default(), None, from);
    let mut read = Some(first);
    while let Some((word, next)) = read.take().or_else(|| at(text, end)) {
        match (word, last) {
            // Joining words count only with a number after them.
            (Word::And, Some(Word::Hundred | Word::Scale(_))) if joins(text, next) => last = Some(word),
            (Word::Of, Some(Word::Couple | Word::Dozen)) if multipliers(text, next).is_some() => {}
            _ if sum.take(word, last).is_some() => last = Some(word),
            _ => break,
        }
        end = next;
    }
    match last? {
        // An article, not a number.
        Word::A => return None,
        // "twenty-first" counts nothing.
        Word::Ten(_) if matches!(at(text, end), Some((Word::Ordinal(1..=9), _))) => return None,
        _ => {}
    }
    if let (Some(after), Some(Word::Unit(_) | Word::Ten(_) | Word::Scale(_))) = (and_a_half(text, end), last)
    {
        return with_a_half(text, &sum, after);
    }
    let value = sum.value()?;
    let single = sum.total.is_zero() || sum.group.is_none();
    let factors = sum.times.filter(|_| single).and_then(|times| Some((value.checked_div(times)?, times)));
    let factors = factors.filter(|(coefficient, _)| coefficient.fract().is_zero());
    Some((Number { value, factors, share: false }, end))
}

/// Whether a number goes on at `from`, after "and".
fn joins(text: &str, from: usize) -> bool {
    matches!(at(text, from), Some((Word::Unit(1..) | Word::Ten(_), _))) && and_a_half(text, from).is_none()
}

/// `two and a half`, `two and a half million`, and `two million and a half`, where the half is of the million.
fn with_a_half(text: &str, sum: &Sum, end: usize) -> Option<(Number, usize)> {
    let half = Decimal::new(5, 1);
    if let Some(times) = sum.times {
        let value = sum.value()?.checked_add(times.checked_mul(half)?)?;
        return Some((Number { value, factors: None, share: false }, end));
    }
    let value = sum.value()?.checked_add(half)?;
    Some(match multipliers(text, end) {
        Some((times, end)) => {
            let factors = Some((value, times));
            (Number { value: value.checked_mul(times)?, factors, share: false }, end)
        }
        None => (Number { value, factors: None, share: false }, end),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(String, &str)> {
        let (number, end) = number(text, 0)?;
        assert!(!number.share, "{text} is a share");
        Some((number.value.normalize().to_string(), &text[..end]))
    }

    #[track_caller]
    fn reads(text: &str, number: &str) {
        assert_eq!(read(text), Some((number.into(), text)));
    }

    #[test]
    fn the_table_is_in_order() {
        assert!(WORDS.keys().all(|word| word.len() <= LONGEST && *word == word.to_lowercase()));
        for (word, meaning) in
            [("nineteen", Word::Unit(19)), ("ninety", Word::Ten(90)), ("tenths", Word::Part(10))]
        {
            assert_eq!(WORDS[word], meaning);
        }
        assert_eq!(WORDS.get("seconds"), None);
        assert_eq!(
            (fraction_sign("⅜"), fraction_sign("²"), fraction_sign("1½")),
            (Some(Word::Fraction(3, 8)), None, None)
        );
    }

    #[test]
    fn words_add_up() {
        reads("ten thousand", "10000");
        reads("forty-seven", "47");
        reads("Forty Seven", "47");
        reads("one hundred and twenty-one", "121");
        reads("two thousand five hundred", "2500");
        reads("three hundred fifty thousand", "350000");
        reads("one million two hundred thousand and five", "1200005");
        reads("nineteen hundred", "1900");
        reads("two thousand million", "2000000000");
        reads("zero", "0");
    }

    #[test]
    fn dozens_couples_and_articles() {
        reads("two dozen", "24");
        reads("a dozen", "12");
        reads("a hundred", "100");
        reads("a thousand", "1000");
        reads("a couple thousand", "2000");
        reads("couple thousand", "2000");
        reads("a couple of hundred", "200");
        reads("a couple", "2");
    }

    #[test]
    fn halves() {
        reads("half a million", "500000");
        reads("one and a half million", "1500000");
        reads("two and a half", "2.5");
        reads("a million and a half", "1500000");
        reads("half a dozen", "6");
        reads("a quarter of a million", "250000");
        reads("three quarters of a million", "750000");
    }

    #[test]
    fn shares_are_known_as_such() {
        for (text, share) in [("half", "0.5"), ("a quarter", "0.25"), ("three-quarters", "0.75")] {
            let (number, end) = number(text, 0).unwrap();
            assert_eq!(
                (number.share, number.value.normalize().to_string().as_str(), end),
                (true, share, text.len())
            );
        }
    }

    #[test]
    fn what_does_not_go_on_is_left_alone() {
        assert_eq!(read("three five"), Some(("3".into(), "three")));
        assert_eq!(read("two thousand and more"), Some(("2000".into(), "two thousand")));
        assert_eq!(read("five hundred and a half"), Some(("500".into(), "five hundred")));
        for text in ["a general", "third brigade", "twenty-first", "and five", "hundred", "of", "", "an"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn the_multiplier_is_kept_apart() {
        let factors =
            |text| number(text, 0).unwrap().0.factors.map(|(n, times)| (n.to_string(), times.to_string()));
        assert_eq!(factors("three thousand"), Some(("3".into(), "1000".into())));
        assert_eq!(factors("three hundred thousand"), Some(("3".into(), "100000".into())));
        assert_eq!(factors("one hundred and fifty thousand"), Some(("150".into(), "1000".into())));
        assert_eq!(factors("two thousand five hundred"), None);
        assert_eq!(factors("thirty"), None);
    }

    #[test]
    fn a_multiplier_that_cannot_be_taken_is_left_over() {
        let text = format!("one{}", " trillion".repeat(40));
        let (_, end) = number(&text, 0).unwrap();
        assert!(multiplier_follows(&text, end));
        assert!(multiplier_follows("ten thousand hundred", 12));
    }
}
