//! Numbers in words.

use rust_decimal::Decimal;
use unicode_normalization::UnicodeNormalization;

use crate::value::language::{Language, NumberWord as Word};
use crate::value::lexicon::{fold, token};

/// A number as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Number {
    pub(super) value: Decimal,
    /// `value` as a number and what it is multiplied by: `3` and `1000` in "three thousand".
    pub(super) factors: Option<(Decimal, Decimal)>,
    /// Whether it is a share of something: "a third".
    pub(super) share: bool,
    /// Whether its digits do not say how exact it is: "a third", "two dozen".
    pub(super) coarse: bool,
    /// How far it may be off, as scientists write it: `6.941(2)`.
    pub(super) margin: Option<Decimal>,
}

impl Number {
    /// A plain number.
    pub(super) fn plain(value: Decimal) -> Self {
        Self { value, factors: None, share: false, coarse: false, margin: None }
    }

    /// The number so many times.
    pub(super) fn times(self, times: Decimal) -> Option<Self> {
        let factors = Some((self.value, times));
        Some(Self { value: self.value.checked_mul(times)?, factors, share: false, ..self })
    }
}

/// Number words in a row, each with where it ends.
pub(super) struct Words(Vec<(Word, usize)>);

/// No number is made of more words.
const MOST: usize = 40;

/// No word is longer, in bytes.
const LONGEST: usize = 60;

impl Words {
    /// The number words at byte `from` of `text`, up to the first other word.
    pub(super) fn at(text: &str, from: usize, language: &Language) -> Self {
        let (mut words, mut at) = (Vec::new(), from);
        while words.len() < MOST
            && let Some(range) = token(text, at).filter(|range| range.len() <= LONGEST)
        {
            let word = fold(&text[range.clone()]);
            let known = language.numbers.get(&*word).copied().or_else(|| fraction_sign(&word));
            match known {
                Some(known) => words.push((known, range.end)),
                None if language.joined_numbers => match joined(&word, language) {
                    Some(parts) => words.extend(parts.into_iter().map(|part| (part, range.end))),
                    None => break,
                },
                None => break,
            }
            at = range.end;
        }
        Self(words)
    }

    fn word(&self, at: usize) -> Option<Word> {
        self.0.get(at).map(|(word, _)| *word)
    }

    fn end(&self, at: usize) -> usize {
        at.checked_sub(1).and_then(|last| self.0.get(last)).map_or(0, |(_, end)| *end)
    }

    /// The number that they begin with, and where it ends.
    pub(super) fn number(&self) -> Option<(Number, usize)> {
        let (number, at) = self.share().or_else(|| self.cardinal())?;
        Some((number, self.end(at)))
    }

    /// The decade that they begin with, and where it ends: `fifties`.
    pub(super) fn decade(&self) -> Option<(Decimal, usize)> {
        let Word::Decade(years) = self.word(0)? else { return None };
        Some((years.into(), self.end(1)))
    }

    /// What the words that follow a number in digits multiply it by, and where they end: `thousand`, `hundred million`.
    pub(super) fn multipliers(&self) -> Option<(Decimal, usize)> {
        let (times, at) = self.multipliers_from(0)?;
        Some((times, self.end(at)))
    }

    /// `and a half` or `½` behind a number in digits, and where it ends.
    pub(super) fn part(&self) -> Option<(Decimal, usize)> {
        if let Some(at) = self.and_a_half(0) {
            return Some((Decimal::new(5, 1), self.end(at)));
        }
        let Word::Fraction(count, parts) = self.word(0)? else { return None };
        Some((Decimal::from(count).checked_div(parts.into())?, self.end(1)))
    }

    fn multipliers_from(&self, from: usize) -> Option<(Decimal, usize)> {
        let mut found: Option<(Decimal, usize)> = None;
        let mut at = from;
        while let Some(Word::Scale(size) | Word::ShortScale(size)) = self.word(at) {
            let product = found.map_or(Some(size.into()), |(product, _)| product.checked_mul(size.into()));
            found = Some((product?, at + 1));
            at += 1;
        }
        found
    }

    fn and_a_half(&self, at: usize) -> Option<usize> {
        let article = matches!(self.word(at + 1), Some(Word::Article | Word::Unit(1)));
        (self.word(at) == Some(Word::And) && article && self.word(at + 2) == Some(Word::Half))
            .then_some(at + 3)
    }

    /// `half`, `a third`, `three quarters`, and `half a million`, `a quarter of a million`.
    fn share(&self) -> Option<(Number, usize)> {
        let (count, parts, at) = match (self.word(0)?, self.word(1)) {
            (Word::Fraction(count, parts), _) => (count, parts, 1),
            (Word::Half, _) => (1, 2, 1),
            (Word::Article | Word::Unit(1), Some(Word::Half)) => (1, 2, 2),
            (Word::Article | Word::Unit(1), Some(Word::Ordinal(parts @ 3..) | Word::Part(parts @ 3..))) => {
                (1, parts, 2)
            }
            (Word::Unit(count @ 2..), Some(Word::Part(parts))) => (count, parts, 2),
            _ => return None,
        };
        let value = Decimal::from(count).checked_div(parts.into())?;
        let part = Number { share: true, coarse: true, ..Number::plain(value) };
        let skip = |word: Word, at: usize| if self.word(at) == Some(word) { at + 1 } else { at };
        let whole = self.multipliers_from(skip(Word::Article, skip(Word::Of, at)));
        Some(match whole {
            Some((times, at)) => {
                (Number { share: false, factors: None, coarse: false, ..part.times(times)? }, at)
            }
            None => (part, at),
        })
    }

    /// `forty-seven`, `two thousand and five`, `a couple of hundred`, `one and a half million`, `one point two million`.
    fn cardinal(&self) -> Option<(Number, usize)> {
        let (mut sum, mut last, mut at) = (Sum::default(), None, 0);
        while let Some(word) = self.word(at) {
            let word = match (word, last) {
                (Word::ShortScale(size), Some(number)) if number != Word::Article => Word::Scale(size),
                _ => word,
            };
            match (word, last) {
                // Joining words count only with a number after them.
                (Word::And, Some(Word::Scale(_) | Word::Unit(_))) if self.joins(at + 1, last) => {
                    last = Some(word);
                }
                (Word::Of, Some(Word::Couple | Word::Scale(12)))
                    if self.multipliers_from(at + 1).is_some() => {}
                _ if sum.take(word, last).is_some() => last = Some(word),
                _ => break,
            }
            at += 1;
        }
        match last? {
            // An article, not a number.
            Word::Article => return None,
            // "twenty-first" counts nothing.
            Word::Ten(_) if matches!(self.word(at), Some(Word::Ordinal(1..=9))) => return None,
            _ => {}
        }
        if let Some(decimals) = self.decimals(at, &sum) {
            return Some(decimals);
        }
        if let Some(after) = self.and_a_half(at) {
            return self.with_a_half(&sum, after);
        }
        let value = sum.value()?;
        let single = sum.total.is_zero() || sum.group.is_none();
        let factors = sum.times.filter(|_| single).and_then(|times| Some((value.checked_div(times)?, times)));
        let factors = factors.filter(|(coefficient, _)| coefficient.fract().is_zero());
        let coarse = factors.is_some_and(|(_, times)| (times % Decimal::from(12)).is_zero());
        Some((Number { factors, coarse, ..Number::plain(value) }, at))
    }

    /// Whether a number goes on at `at`, after "and": `two hundred and five`, and in languages that say so `fünfundzwanzig`.
    fn joins(&self, at: usize, last: Option<Word>) -> bool {
        match (last, self.word(at)) {
            (Some(Word::Unit(_)), Some(Word::Ten(_))) => true,
            (Some(Word::Scale(_)), Some(Word::Unit(1..) | Word::Ten(_))) => {
                self.and_a_half(at.saturating_sub(1)).is_none()
            }
            _ => false,
        }
    }

    /// `point two five`, and what that is multiplied by.
    fn decimals(&self, at: usize, sum: &Sum) -> Option<(Number, usize)> {
        (self.word(at) == Some(Word::Point) && sum.times.is_none()).then_some(())?;
        let (mut end, mut value, mut place) = (at + 1, sum.value()?, Decimal::new(1, 1));
        while let Some(Word::Unit(digit @ 0..=9)) = self.word(end) {
            value = value.checked_add(place.checked_mul(digit.into())?)?;
            place /= Decimal::TEN;
            end += 1;
        }
        (end > at + 1).then_some(())?;
        self.multiplied(Number::plain(value), end)
    }

    /// `two and a half`, `two and a half million`, and `two million and a half`, where the half is of the million.
    fn with_a_half(&self, sum: &Sum, at: usize) -> Option<(Number, usize)> {
        let half = Decimal::new(5, 1);
        match sum.times {
            Some(times) => Some((Number::plain(sum.value()?.checked_add(times.checked_mul(half)?)?), at)),
            None => self.multiplied(Number::plain(sum.value()?.checked_add(half)?), at),
        }
    }

    fn multiplied(&self, number: Number, at: usize) -> Option<(Number, usize)> {
        match self.multipliers_from(at) {
            Some((times, at)) => Some((number.times(times)?, at)),
            None => Some((number, at)),
        }
    }
}

/// Whether a multiplier is at `from`. After a number it is one that does not go on from it or makes it too large.
pub(super) fn multiplier_follows(text: &str, from: usize, language: &Language) -> bool {
    let word = token(text, from).filter(|range| range.len() <= LONGEST);
    word.is_some_and(|range| {
        matches!(language.numbers.get(&*fold(&text[range])), Some(Word::Scale(_) | Word::ShortScale(_)))
    })
}

/// The number words that a word is written of, in languages that write them together.
fn joined(word: &str, language: &Language) -> Option<Vec<Word>> {
    let (mut parts, mut at) = (Vec::new(), 0);
    while at < word.len() {
        let ends = (at + 1..=word.len()).rev().filter(|end| word.is_char_boundary(*end));
        let (end, part) =
            ends.into_iter().find_map(|end| Some((end, *language.numbers.get(&word[at..end])?)))?;
        parts.push(part);
        at = end;
    }
    Some(parts)
}

/// What a sign such as `½` stands for.
fn fraction_sign(sign: &str) -> Option<Word> {
    let mut signs = sign.chars();
    let (Some(sign), None) = (signs.next().filter(|sign| !sign.is_ascii()), signs.next()) else {
        return None;
    };
    let written: String = std::iter::once(sign).nfkc().collect();
    let (count, parts) = written.split_once('\u{2044}')?;
    Some(Word::Fraction(count.parse().ok()?, parts.parse().ok().filter(|parts| *parts > 0)?))
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
            (Word::Unit(n) | Word::Ten(n), None | Some(Word::Scale(_) | Word::And)) => self.add(n),
            (Word::Couple, None | Some(Word::Article)) => {
                self.group = None;
                self.add(2)
            }
            (Word::Article, None) => self.add(1),
            (
                Word::Scale(size @ (12 | 100)),
                Some(Word::Unit(_) | Word::Ten(_) | Word::Article | Word::Couple | Word::Scale(100)),
            ) => {
                self.group = Some(self.group?.checked_mul(size.into())?);
                self.multiplied(size)
            }
            // "Hundred thousand" is one of them.
            (Word::Scale(size @ 12..), None) => {
                self.group = Some(size.into());
                self.multiplied(size)
            }
            (Word::Scale(size @ 1000..), Some(_)) => {
                let times = Decimal::from(size);
                self.total = match self.group.take() {
                    Some(group) => self.total.checked_add(group.checked_mul(times)?)?,
                    None => self.total.checked_mul(times)?,
                };
                self.multiplied(size)
            }
            _ => None,
        }
    }

    fn add(&mut self, n: u32) -> Option<()> {
        self.group = Some(self.group.unwrap_or_default().checked_add(n.into())?);
        self.times = None;
        Some(())
    }

    fn multiplied(&mut self, size: u64) -> Option<()> {
        self.times = Some(self.times.unwrap_or(Decimal::ONE).checked_mul(size.into())?);
        Some(())
    }

    fn value(&self) -> Option<Decimal> {
        self.total.checked_add(self.group.unwrap_or_default())
    }
}

/// The ends of a vague number.
type Ends = (Option<Decimal>, Option<Decimal>);

/// The ends of "several" made those of "several hundred": 9 hundred goes up to 999. Nothing where it is too much.
pub(super) fn vague_times(low: Option<Decimal>, high: Option<Decimal>, times: Decimal) -> Option<Ends> {
    let last = |high: Decimal| high.checked_add(Decimal::ONE)?.checked_mul(times)?.checked_sub(Decimal::ONE);
    let low = low.map_or(Some(None), |low| low.checked_mul(times).map(Some))?;
    Some((low, high.map_or(Some(None), |high| last(high).map(Some))?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Option<(Number, usize)> {
        Words::at(text, 0, Language::english()).number()
    }

    fn read(text: &str) -> Option<(String, &str)> {
        let (number, end) = number(text)?;
        assert!(!number.share, "{text} is a share");
        Some((number.value.normalize().to_string(), &text[..end]))
    }

    #[track_caller]
    fn reads(text: &str, number: &str) {
        assert_eq!(read(text), Some((number.into(), text)));
    }

    #[test]
    fn signs_of_fractions() {
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
        reads("three hundred and fifteen", "315");
        reads("one million two hundred thousand and five", "1200005");
        reads("nineteen hundred", "1900");
        reads("two thousand million", "2000000000");
        reads("one point two million", "1200000");
        reads("two point zero five", "2.05");
        reads("hundred thousand", "100000");
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
            let (number, end) = number(text).unwrap();
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
        for text in ["a general", "third brigade", "twenty-first", "and five", "of", "", "an"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn the_multiplier_is_kept_apart() {
        let factors =
            |text| number(text).unwrap().0.factors.map(|(n, times)| (n.to_string(), times.to_string()));
        assert_eq!(factors("three thousand"), Some(("3".into(), "1000".into())));
        assert_eq!(factors("three hundred thousand"), Some(("3".into(), "100000".into())));
        assert_eq!(factors("one hundred and fifty thousand"), Some(("150".into(), "1000".into())));
        assert_eq!(factors("two thousand five hundred"), None);
        assert_eq!(factors("thirty"), None);
    }

    #[test]
    fn a_multiplier_that_cannot_be_taken_is_left_over() {
        let text = format!("one{}", " trillion".repeat(40));
        let (_, end) = number(&text).unwrap();
        assert!(multiplier_follows(&text, end, Language::english()));
    }

    #[test]
    fn german_numbers_are_written_together() {
        let german = Language::of("de-AT").unwrap();
        for (text, number) in [
            ("fünfundzwanzig", 25),
            ("zweihundertfünfzig", 250),
            ("dreitausendzweihundert", 3200),
            ("zwölf", 12),
        ] {
            let (read, end) = Words::at(text, 0, german).number().unwrap();
            assert_eq!((read.value, end), (number.into(), text.len()), "{text}");
        }
    }
}
