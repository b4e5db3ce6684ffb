//! The passage of a copy that is most like a quote.

use std::collections::HashMap;
use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::Piece;
use super::index::{Form, Index};

/// How alike a passage has to be, in a hundred: the words that it shares with the quote, in order, among all words of
/// both. At 60, two words in five may differ; unrelated sentences of one language share about one in three.
const ALIKE: usize = 60;

/// No passage is sought for a quote of more words, so that none takes long.
const LONGEST: usize = 2000;

/// How many of the rarest words of a quote say where it may stand.
const ANCHORS: usize = 8;

/// How many places of these words are looked at in all.
const VOTES: usize = 4096;

/// How many windows of the copy are held against the quote.
const WINDOWS: usize = 16;

/// Words that quote and copy share, one after the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block {
    /// The first of them, among the words of the quote.
    pub quote: usize,
    /// The first of them, among the words of the copy.
    pub copy: usize,
    /// How many they are.
    pub len: usize,
}

/// A passage of a copy, held against a quote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// The words of the copy that it takes.
    pub words: Range<usize>,
    /// What it shares with the quote, in order.
    pub blocks: Vec<Block>,
}

/// The passage of the copy that is most like `piece`, if any is alike enough; of equals the first.
#[must_use]
pub fn passage(piece: &Piece<'_>, index: &Index<'_>) -> Option<Passage> {
    let quote: Vec<Form> =
        piece.iter().filter(|token| token.word).map(|token| index.folded(&token.form)).collect();
    if quote.is_empty() || quote.len() > LONGEST {
        return None;
    }
    let best = windows(&quote, index)
        .into_iter()
        .map(|window| (shared(&quote, &index.word_forms()[window.clone()]), window))
        .min_by(|(one, a), (other, b)| other.cmp(one).then_with(|| a.start.cmp(&b.start)));
    align(&quote, best?.1, index)
}

/// How far the words of a passage may lie from where the quote has them.
fn slack(quote: &[Form]) -> usize {
    quote.len() / 4 + 4
}

/// The windows of the copy in which most of the rarest words of the quote stand about as far apart as in it.
fn windows(quote: &[Form], index: &Index<'_>) -> Vec<Range<usize>> {
    let starts = starts(quote, index);
    let slack = slack(quote);
    let mut until = 0;
    let mut dense: Vec<(usize, usize)> = Vec::with_capacity(starts.len());
    for (at, &start) in starts.iter().enumerate() {
        until = until.max(at);
        until += starts[until..].iter().take_while(|&&other| other <= start + slack).count();
        dense.push((until - at, start));
    }
    dense.sort_by(|(one, a), (other, b)| other.cmp(one).then_with(|| a.cmp(b)));
    let mut taken: Vec<usize> = Vec::new();
    for (_, start) in dense {
        if taken.len() == WINDOWS {
            break;
        }
        if taken.iter().all(|&other| start.abs_diff(other) > slack) {
            taken.push(start);
        }
    }
    // A start is where the quote would start, moved on by its length so that it is never negative.
    let window = |start: usize| {
        let end = start.saturating_add(2 * slack).min(index.word_forms().len());
        start.saturating_sub(quote.len() + slack).min(end)..end
    };
    taken.into_iter().map(window).collect()
}

/// Where the quote would start by each place of its rarest words, plus its length; ascending.
fn starts(quote: &[Form], index: &Index<'_>) -> Vec<usize> {
    let mut anchors: Vec<(&[u32], usize)> =
        quote.iter().enumerate().map(|(at, &form)| (index.places(form), at)).collect();
    anchors.retain(|(places, _)| !places.is_empty());
    anchors.sort_by_key(|(places, at)| (places.len(), *at));
    let mut starts: Vec<usize> = Vec::new();
    for (places, at) in anchors.into_iter().take(ANCHORS) {
        let room = VOTES.saturating_sub(starts.len());
        let start = |&word: &u32| word as usize + quote.len() - at;
        if places.len() <= room {
            starts.extend(places.iter().map(start));
        } else {
            // A common word says something only beside its neighbour.
            let beside = |word: &&u32| beside(quote, at, **word as usize, index);
            starts.extend(places.iter().filter(beside).take(room).map(start));
        }
    }
    starts.sort_unstable();
    starts
}

/// Whether a word of the copy has a neighbour that the quote has at the same side of its word `at`.
fn beside(quote: &[Form], at: usize, word: usize, index: &Index<'_>) -> bool {
    let words = index.word_forms();
    let before = at.checked_sub(1).zip(word.checked_sub(1)).is_some_and(|(a, b)| quote[a] == words[b]);
    before || quote.get(at + 1).is_some_and(|next| words.get(word + 1) == Some(next))
}

/// How many words of the quote the window holds, in whatever order.
fn shared(quote: &[Form], window: &[Form]) -> usize {
    let mut left: HashMap<Form, usize> = HashMap::with_capacity(quote.len());
    for &form in quote {
        *left.entry(form).or_default() += 1;
    }
    let takes = |form: &&Form| left.get_mut(*form).filter(|left| **left > 0).map(|left| *left -= 1).is_some();
    window.iter().filter(takes).count()
}

/// Holds the window against the quote and cuts the passage out of it; nothing where it is not alike enough.
fn align(quote: &[Form], window: Range<usize>, index: &Index<'_>) -> Option<Passage> {
    let ops = capture_diff_slices(Algorithm::Myers, quote, &index.word_forms()[window.clone()]);
    let blocks: Vec<Block> = ops
        .into_iter()
        .filter_map(|op| match op {
            DiffOp::Equal { old_index, new_index, len } => {
                Some(Block { quote: old_index, copy: window.start + new_index, len })
            }
            _ => None,
        })
        .collect();
    let blocks = core(&blocks)?.to_vec();
    let (first, last) = (*blocks.first()?, *blocks.last()?);
    // Words at the ends that differ stand for as many in the copy.
    let start = first.copy - first.quote.min(first.copy);
    let after = quote.len() - last.quote - last.len;
    let end = (last.copy + last.len + after).min(index.word_forms().len());
    let common: usize = blocks.iter().map(|block| block.len).sum();
    let alike = 200 * common >= ALIKE * (quote.len() + end - start);
    alike.then_some(Passage { words: start..end, blocks })
}

/// The blocks around the longest one that belong to one passage: a block that drags in more than twice as many
/// words as it shares is there by chance.
fn core(blocks: &[Block]) -> Option<&[Block]> {
    let longest = (0..blocks.len()).min_by_key(|&at| (std::cmp::Reverse(blocks[at].len), at))?;
    let joins = |one: &Block, other: &Block, gain: usize| {
        let left_out = other.copy - one.copy - one.len;
        let missing = other.quote - one.quote - one.len;
        left_out <= missing + 2 * gain
    };
    let (mut first, mut last) = (longest, longest);
    while first > 0 && joins(&blocks[first - 1], &blocks[first], blocks[first - 1].len) {
        first -= 1;
    }
    while last + 1 < blocks.len() && joins(&blocks[last], &blocks[last + 1], blocks[last + 1].len) {
        last += 1;
    }
    blocks.get(first..=last)
}
