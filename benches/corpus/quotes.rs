//! An archived copy, and claims that quote it.

use std::fmt::Write as _;

use super::Numbers;

/// What a copy and the claims that quote it look like. A third of the quotes is word for word, a third has one word
/// altered, and a third is made of the same words and is not in the copy.
#[derive(Debug, Clone, Copy)]
pub struct Quotes {
    /// How many claims there are, each with a quote of its own.
    pub claims: usize,
    /// About how many bytes the copy has.
    pub bytes: usize,
    /// How many different words there are; half of all words are among the first hundredth of them.
    pub words: usize,
}

/// Words from the start of a quote to its end.
const LENGTH: std::ops::Range<u64> = 8..40;

const SYLLABLES: [&str; 16] =
    ["ba", "den", "fo", "gul", "hi", "kar", "lo", "men", "na", "por", "ri", "sol", "tu", "ver", "wy", "zé"];

impl Quotes {
    /// The copy: sentences in lines of some ten words, with quotation marks and dashes in the style of a printer.
    #[must_use]
    pub fn copy(&self) -> String {
        let mut numbers = Numbers(1);
        let mut text = String::with_capacity(self.bytes + 64);
        let mut count = 0;
        while text.len() < self.bytes {
            self.word(&mut numbers, &mut text);
            count += 1;
            text.push_str(match numbers.below(40) {
                0 => ". ",
                1 => ", ",
                2 => " \u{2014} ",
                3 => "\u{2019}s ",
                _ if count % 10 == 0 => "\r\n",
                _ => " ",
            });
        }
        text
    }

    /// The claims that quote `copy`, which they name `name`.
    #[must_use]
    pub fn claims(&self, copy: &str, name: &str) -> String {
        let mut text = format!("report: {{ source: agency, subject: force, text: {name} }}\nclaims:\n");
        for number in 0..self.claims {
            let mut numbers = Numbers(number as u64 + 2);
            let length = (LENGTH.start + numbers.below(LENGTH.end - LENGTH.start)) as usize;
            let mut words: Vec<String> = match number % 3 {
                2 => std::iter::repeat_with(|| self.made_up(&mut numbers)).take(length).collect(),
                _ => cut_out(copy, numbers.below(copy.len() as u64) as usize, length),
            };
            if number % 3 == 1 {
                let at = numbers.below(words.len() as u64) as usize;
                words[at] = self.made_up(&mut numbers);
            }
            let _ = writeln!(text, "  - {{ id: claim-{number:05}, attribute: remark, value: told,");
            let _ = writeln!(text, "      quote: \"{}\" }}", words.join(" "));
        }
        text
    }

    fn made_up(&self, numbers: &mut Numbers) -> String {
        let mut word = String::new();
        self.word(numbers, &mut word);
        word
    }

    /// Adds a word: one number in a hundred words, else syllables that spell the word's number.
    fn word(&self, numbers: &mut Numbers, text: &mut String) {
        if numbers.below(100) == 0 {
            text.push_str(&super::grouped(numbers.below(100_000)));
            return;
        }
        let all = self.words as u64;
        let most = if numbers.below(2) == 0 { all / 100 } else { all };
        let mut word = numbers.below(most);
        loop {
            text.push_str(SYLLABLES[(word % 16) as usize]);
            word /= 16;
            if word == 0 {
                break;
            }
        }
    }
}

/// So many words of `copy` from the first one after `at` on.
fn cut_out(copy: &str, at: usize, length: usize) -> Vec<String> {
    // A few lines before the end there are enough words left.
    let at = at.min(copy.len().saturating_sub(length * 16));
    let at = (at..copy.len()).find(|&at| copy.is_char_boundary(at)).unwrap_or_default();
    copy[at..].split_whitespace().skip(1).take(length).map(str::to_owned).collect()
}
