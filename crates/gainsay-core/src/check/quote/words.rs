//! Texts taken to words, in the form in which a quote and its copy are the same.

use std::borrow::Cow;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A word of a text, or a mark between words. Blanks are neither.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token<'t> {
    /// The form compared: NFKC, without hidden characters, with one sign for all quotation marks, one for all
    /// apostrophes, one for all dashes and one for what stands for left-out text.
    pub form: Cow<'t, str>,
    /// The bytes of the text that it takes.
    pub range: Range<usize>,
    /// Whether it is a word or a mark.
    pub word: bool,
}

/// Words that stand one after the other in a quote, without anything left out.
pub(super) type Piece<'q> = [Token<'q>];

/// The form of every quotation mark.
pub(super) const QUOTATION: &str = "\"";
/// The form of what stands for left-out text.
pub(super) const ELLIPSIS: &str = "\u{2026}";
const DASH: &str = "-";
const SOFT_HYPHEN: char = '\u{ad}';

/// The tokens of `text`, in their order.
pub(super) fn tokens(text: &str) -> Tokens<'_> {
    Tokens { text, at: 0 }
}

/// Takes a text to tokens from the front.
#[derive(Debug)]
pub(super) struct Tokens<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Iterator for Tokens<'t> {
    type Item = Token<'t>;

    fn next(&mut self) -> Option<Token<'t>> {
        loop {
            let c = self.char(self.at)?;
            if c.is_whitespace() || is_hidden(c) {
                self.at += c.len_utf8();
                continue;
            }
            let start = self.at;
            let word = is_word(c);
            let (form, end) = if word { (None, self.word_end(start, c)) } else { self.mark(start, c) };
            self.at = end;
            let form = form.map_or_else(|| form_of(&self.text[start..end]), Cow::Borrowed);
            return Some(Token { form, range: start..end, word });
        }
    }
}

impl Tokens<'_> {
    fn char(&self, at: usize) -> Option<char> {
        self.text.get(at..)?.chars().next()
    }

    /// The end of what `within` holds of, from `at` on.
    fn end_of(&self, at: usize, within: impl Fn(char) -> bool) -> usize {
        let rest = &self.text[at..];
        at + rest.find(|c| !within(c)).unwrap_or(rest.len())
    }

    /// Where the word that starts with `first` at `start` ends: points and commas within a number belong to it, and
    /// so do apostrophes within a word, and a soft hyphen with the line break after it.
    fn word_end(&self, start: usize, first: char) -> usize {
        let mut last = first;
        let mut end = start + first.len_utf8();
        if stands_alone(first) {
            return self.end_of(end, is_attached);
        }
        while let Some(c) = self.char(end) {
            let after = end + c.len_utf8();
            let goes_on = |at: usize, wanted: fn(char) -> bool| self.char(at).is_some_and(wanted);
            let within = match c {
                _ if is_attached(c) => true,
                _ if is_word(c) => !stands_alone(c),
                '.' | ',' => last.is_numeric() && goes_on(after, char::is_numeric),
                _ if is_apostrophe(c) => last.is_alphabetic() && goes_on(after, char::is_alphabetic),
                SOFT_HYPHEN => {
                    let next = self.end_of(after, char::is_whitespace);
                    if self.text[after..next].contains(['\n', '\r']) && goes_on(next, is_word) {
                        end = next;
                        continue;
                    }
                    true
                }
                _ => is_hidden(c),
            };
            if !within {
                break;
            }
            if !is_hidden(c) && !is_attached(c) {
                last = c;
            }
            end = after;
        }
        end
    }

    /// The mark that starts with `first` at `start`: its form, where it is one of several signs, and its end.
    fn mark(&self, start: usize, first: char) -> (Option<&'static str>, usize) {
        let end = start + first.len_utf8();
        if is_quotation(first) {
            return (Some(QUOTATION), self.end_of(end, is_quotation));
        }
        if is_dash(first) {
            return (Some(DASH), self.end_of(end, is_dash));
        }
        match self.ellipsis(start) {
            Some(end) => (Some(ELLIPSIS), end),
            None => (None, self.end_of(end, is_attached)),
        }
    }

    /// The end of the ellipsis that starts at `start`: three dots or more, with or without blanks between.
    fn ellipsis(&self, start: usize) -> Option<usize> {
        let (mut dots, mut at, mut end) = (0, start, start);
        while let Some(c) = self.char(at) {
            dots += match c {
                '.' => 1,
                '\u{2025}' => 2,
                '\u{2026}' | '\u{22ef}' => 3,
                ' ' | '\u{a0}' if dots > 0 => {
                    at += c.len_utf8();
                    continue;
                }
                _ => break,
            };
            at += c.len_utf8();
            end = at;
        }
        (dots >= 3).then_some(end)
    }
}

/// A word or a mark in the form compared.
fn form_of(text: &str) -> Cow<'_, str> {
    if text.is_ascii() && !text.contains('`') {
        return Cow::Borrowed(text);
    }
    let seen = text.chars().filter(|&c| !is_hidden(c) && !c.is_whitespace());
    Cow::Owned(seen.map(|c| if is_apostrophe(c) { '\'' } else { c }).nfkc().collect())
}

/// Whether the sign is part of a word.
fn is_word(c: char) -> bool {
    c.is_alphanumeric()
        || !c.is_ascii() && std::iter::once(c).nfkd().next().is_some_and(char::is_alphanumeric)
}

/// Whether the sign is part of what it follows.
fn is_attached(c: char) -> bool {
    !c.is_ascii() && (is_combining_mark(c) || matches!(c, '\u{ff9e}' | '\u{ff9f}'))
}

/// Whether the sign is a word by itself, in a script that puts no blanks between words.
fn stands_alone(c: char) -> bool {
    matches!(c,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ff9d}'
        | '\u{20000}'..='\u{3ffff}')
}

/// Whether the sign is not seen and says nothing.
fn is_hidden(c: char) -> bool {
    matches!(c, SOFT_HYPHEN | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2060}' | '\u{feff}')
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '`' | '\u{b4}' | '\u{2bc}' | '\u{2018}' | '\u{2019}' | '\u{2032}' | '\u{ff07}')
}

fn is_quotation(c: char) -> bool {
    is_apostrophe(c) && c != '\u{2bc}'
        || matches!(c,
            '"' | '\u{ab}' | '\u{bb}' | '\u{201a}'..='\u{201f}' | '\u{2033}' | '\u{2034}' | '\u{2039}' | '\u{203a}'
            | '\u{300c}'..='\u{300f}' | '\u{301d}'..='\u{301f}' | '\u{ff02}' | '\u{ff62}' | '\u{ff63}')
}

fn is_dash(c: char) -> bool {
    matches!(
        c,
        '-' | '\u{2010}'
            ..='\u{2015}' | '\u{2212}' | '\u{2e3a}' | '\u{2e3b}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}'
    )
}

#[cfg(test)]
mod tests {
    use super::tokens;

    /// The forms of the words and marks of `text`; marks in brackets.
    fn forms(text: &str) -> String {
        let shown = tokens(text)
            .map(|token| if token.word { token.form.into_owned() } else { format!("[{}]", token.form) });
        shown.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn signs_of_one_sort_have_one_form() {
        for (text, expected) in [
            ("\u{201c}It\u{2019}s \u{ab}so\u{bb}\u{201d}", "[\"] It's [\"] so [\"]"),
            ("'so' ``so''", "[\"] so [\"] [\"] so [\"]"),
            ("a--b \u{2014} c\u{2011}d", "a [-] b [-] c [-] d"),
            ("a... b\u{2026} . . . c. . d", "a [\u{2026}] b [\u{2026}] c [.] [.] d"),
            ("a [...] b", "a [[] [\u{2026}] []] b"),
        ] {
            assert_eq!(forms(text), expected, "{text}");
        }
    }

    #[test]
    fn words_are_the_same_however_they_are_encoded() {
        for (text, expected) in [
            ("cafe\u{301} \u{fb01}re \u{ff11}\u{ff12}", "café fire 12"),
            ("de\u{ad}ploy\u{ad}\n  ment\u{200b}s", "deployments"),
            ("\u{1112}\u{1161}\u{11ab}", "한"),
            ("12,000 men, 1.5 km.", "12,000 men [,] 1.5 km [.]"),
            ("don't o'clock troops' 1990s", "don't o'clock troops [\"] 1990s"),
            ("北朝鮮の兵", "北 朝 鮮 の 兵"),
            ("\u{ff76}\u{ff9e}", "ガ"),
            ("\u{feff}5\u{338f}", "5kg"),
        ] {
            assert_eq!(forms(text), expected, "{text}");
        }
    }

    #[test]
    fn tokens_know_their_bytes() {
        let text = "«de\u{ad}ploy» … 12,000";
        let found: Vec<&str> = tokens(text).map(|token| &text[token.range]).collect();
        assert_eq!(found, ["«", "de\u{ad}ploy", "»", "…", "12,000"]);
    }
}
