//! How a quote differs from the passage of the copy that is most like it.

use std::ops::Range;

use similar::{Algorithm, DiffTag, capture_diff_slices};

use super::exact::{forms, turned_first};
use super::index::Index;
use super::near::Passage;
use super::words::{Piece, Token, tokens};

/// How many equal words are shown beside a difference.
const AROUND: usize = 4;
/// How many characters of differing words are shown in one place.
const PLACE: usize = 80;
/// How many characters a shown difference may have in all.
const LINE: usize = 320;

/// How a quote differs from its copy.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Difference {
    /// The places at which it differs, in its order.
    pub changes: Vec<Change>,
    /// Whether a word differs in more than its case and the marks in it.
    pub in_words: bool,
    /// The difference in one line: words that only the copy has as `[-so-]`, words that only the quote has as `{+so+}`.
    pub shown: String,
}

/// A place at which a quote differs from its copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Change {
    /// What the quote has there.
    pub quote: Side,
    /// What the copy has there.
    pub copy: Side,
}

/// What one of the texts has at a difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Side {
    /// The bytes of what stands there; where nothing does, of the next word, or of the last one.
    pub range: Range<usize>,
    /// How many words or marks stand there.
    pub count: usize,
    /// Where `range` is to what the other text has: `here`, and where nothing stands, `before this` or `after this`.
    pub place: &'static str,
}

/// A stretch of both texts: the same in both or not.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Stretch {
    same: bool,
    quote: Range<usize>,
    copy: Range<usize>,
}

impl Difference {
    /// Adds how `piece` of the quote `text` differs from `passage`.
    pub(crate) fn add(&mut self, text: &str, piece: &Piece<'_>, passage: &Passage, index: &Index<'_>) {
        let words: Vec<Range<usize>> =
            piece.iter().filter(|token| token.word).map(|token| token.range.clone()).collect();
        let copied: Vec<Range<usize>> =
            passage.words.clone().map(|word| index.bytes(index.token_of(word))).collect();
        let sides = Sides { text, copy: index.text, quoted: words, copied };
        let stretches = stretches(passage, sides.quoted.len());
        if stretches.iter().any(|stretch| !stretch.same && !sides.trifling(stretch)) {
            self.in_words = true;
            self.extend(&sides, &stretches);
        } else {
            let (sides, stretches) = by_tokens(text, piece, passage, index);
            self.extend(&sides, &stretches);
        }
    }

    fn extend(&mut self, sides: &Sides<'_>, stretches: &[Stretch]) {
        self.changes.extend(stretches.iter().filter(|stretch| !stretch.same).map(|stretch| Change {
            quote: side(&sides.quoted, &stretch.quote),
            copy: side(&sides.copied, &stretch.copy),
        }));
        let gap = if self.shown.is_empty() { "" } else { " \u{2026} " };
        self.shown = cut(&format!("{}{gap}{}", self.shown, sides.line(stretches)), LINE);
    }

    /// How many words or marks differ: those of the quote, and where there are more in the copy, those.
    pub(crate) fn count(&self) -> usize {
        self.changes.iter().map(|change| change.quote.count.max(change.copy.count)).sum()
    }
}

/// Two texts, and the bytes of what is compared of them.
struct Sides<'t> {
    text: &'t str,
    copy: &'t str,
    quoted: Vec<Range<usize>>,
    copied: Vec<Range<usize>>,
}

impl Sides<'_> {
    fn quoted(&self, range: &Range<usize>) -> &str {
        &self.text[bytes(&self.quoted, range)]
    }

    fn copied(&self, range: &Range<usize>) -> &str {
        &self.copy[bytes(&self.copied, range)]
    }

    /// Whether both sides have the same letters, and no figures.
    fn trifling(&self, stretch: &Stretch) -> bool {
        let (quoted, copied) = (letters(self.quoted(&stretch.quote)), letters(self.copied(&stretch.copy)));
        quoted == copied && !quoted.contains(char::is_numeric)
    }

    fn line(&self, stretches: &[Stretch]) -> String {
        let mut parts: Vec<String> = Vec::new();
        for (at, stretch) in stretches.iter().enumerate() {
            if stretch.same {
                self.around(&stretch.quote, at == 0, at + 1 == stretches.len(), &mut parts);
                continue;
            }
            if !stretch.copy.is_empty() {
                parts.push(format!("[-{}-]", cut(self.copied(&stretch.copy), PLACE)));
            }
            if !stretch.quote.is_empty() {
                parts.push(format!("{{+{}+}}", cut(self.quoted(&stretch.quote), PLACE)));
            }
        }
        parts.join(" ")
    }

    /// The words of an equal stretch that stand beside a difference.
    fn around(&self, range: &Range<usize>, first: bool, last: bool, parts: &mut Vec<String>) {
        let before = if first { 0 } else { AROUND };
        let after = if last { 0 } else { AROUND };
        if range.len() <= before + after {
            parts.push(cut(self.quoted(range), LINE));
            return;
        }
        if before > 0 {
            parts.push(cut(self.quoted(&(range.start..range.start + before)), PLACE));
        }
        parts.push("\u{2026}".to_owned());
        if after > 0 {
            parts.push(cut(self.quoted(&(range.end - after..range.end)), PLACE));
        }
    }
}

/// The bytes from the first to the last of a range of spots; none of an empty one.
fn bytes(spots: &[Range<usize>], range: &Range<usize>) -> Range<usize> {
    if range.is_empty() { 0..0 } else { spots[range.start].start..spots[range.end - 1].end }
}

fn side(spots: &[Range<usize>], range: &Range<usize>) -> Side {
    let (at, place) = match spots.get(range.start) {
        _ if !range.is_empty() => (bytes(spots, range), "here"),
        Some(next) => (next.clone(), "before this"),
        None => (spots.last().cloned().unwrap_or(0..0), "after this"),
    };
    Side { range: at, count: range.len(), place }
}

/// The blocks of a passage and what is between them; its words counted from its own start.
fn stretches(passage: &Passage, quoted: usize) -> Vec<Stretch> {
    let mut stretches = Vec::new();
    let (mut quote, mut copy) = (0, 0);
    let other = |from: (usize, usize), to: (usize, usize), stretches: &mut Vec<Stretch>| {
        if from != to {
            stretches.push(Stretch { same: false, quote: from.0..to.0, copy: from.1..to.1 });
        }
    };
    for block in &passage.blocks {
        let start = (block.quote, block.copy - passage.words.start);
        other((quote, copy), start, &mut stretches);
        (quote, copy) = (start.0 + block.len, start.1 + block.len);
        stretches.push(Stretch { same: true, quote: start.0..quote, copy: start.1..copy });
    }
    other((quote, copy), (quoted, passage.words.len()), &mut stretches);
    stretches
}

/// A piece compared with a passage of the same words, marks and case included.
fn by_tokens<'t>(
    text: &'t str,
    piece: &Piece<'_>,
    passage: &Passage,
    index: &Index<'t>,
) -> (Sides<'t>, Vec<Stretch>) {
    let marks = |tokens: &mut dyn Iterator<Item = &Token<'_>>| tokens.take_while(|token| !token.word).count();
    let mut first = index.token_of(passage.words.start);
    for _ in 0..marks(&mut piece.iter()) {
        first -= usize::from(first > 0 && !index.is_word(first - 1));
    }
    let mut end = index.token_of(passage.words.end - 1) + 1;
    for _ in 0..marks(&mut piece.iter().rev()) {
        end += usize::from(end < index.len() && !index.is_word(end));
    }
    let copied: Vec<_> = (first..end).filter_map(|token| index.form_at(token)).collect();
    let mut quoted = forms(piece, index);
    // The case of the first letter does not count.
    if let Some(at) = piece.iter().position(|token| token.word) {
        let turned = index.form(&turned_first(&piece[at].form));
        if index.form_at(index.token_of(passage.words.start)) == Some(turned) {
            quoted[at] = turned;
        }
    }
    let stretches = capture_diff_slices(Algorithm::Myers, &quoted, &copied)
        .into_iter()
        .map(|op| Stretch { same: op.tag() == DiffTag::Equal, quote: op.old_range(), copy: op.new_range() })
        .collect();
    let quoted = piece.iter().map(|token| token.range.clone()).collect();
    let copied = (first..end).map(|token| index.bytes(token)).collect();
    (Sides { text, copy: index.text, quoted, copied }, stretches)
}

/// The letters and digits of a text in lower case.
fn letters(text: &str) -> String {
    let words = tokens(text).filter(|token| token.word);
    let letters: String = words.flat_map(|token| token.form.chars().collect::<Vec<_>>()).collect();
    letters.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// `text` in one line, cut to `most` characters.
pub(crate) fn cut(text: &str, most: usize) -> String {
    let mut line = String::new();
    let mut length = 0;
    for word in text.split_whitespace() {
        let blank = if line.is_empty() { None } else { Some(' ') };
        for c in blank.into_iter().chain(word.chars()) {
            if length == most {
                line.push('\u{2026}');
                return line;
            }
            line.push(c);
            length += 1;
        }
    }
    line
}
