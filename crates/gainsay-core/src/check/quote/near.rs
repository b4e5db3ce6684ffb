//! The passage of a copy that is most like a quote.

use std::collections::HashMap;
use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::index::{Form, Index};
use super::words::Piece;

/// How alike a passage has to be, in a hundred: the words that it shares with the quote, in order, among all words of
/// both. At 60, two words in five may differ; unrelated sentences of one language share about one in three.
const ALIKE: usize = 60;

/// How many of the rarest words of a quote say where it may stand.
const ANCHORS: usize = 8;

/// A word with more places in the copy says where the quote stands only together with a neighbour.
const RARE: usize = 256;

/// Where a quote has so many rare words, its common ones are not looked at.
const ENOUGH: usize = 4;

/// How many places of common words are looked at in all.
const SCANNED: usize = 1 << 16;

/// How many places say where a quote may stand, at most.
const VOTES: usize = 4096;

/// How many windows of the copy are looked at for words of the quote.
const WINDOWS: usize = 16;

/// How many of these are compared with the quote word by word.
const ALIGNED: usize = 4;

/// Words that quote and copy share, one after the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Block {
    /// The first of them, among the words of the quote.
    pub quote: usize,
    /// The first of them, among the words of the copy.
    pub copy: usize,
    /// How many they are.
    pub len: usize,
}

/// A passage of a copy, compared with a quote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Passage {
    /// The words of the copy that it takes.
    pub words: Range<usize>,
    /// What it shares with the quote, in order.
    pub blocks: Vec<Block>,
}

/// The passage of the copy that is most like `piece`, if any is alike enough.
pub(super) fn passage(piece: &Piece<'_>, index: &Index<'_>) -> Option<Passage> {
    let quote: Vec<Form> =
        piece.iter().filter(|token| token.word).map(|token| index.folded(&token.form)).collect();
    let mut windows: Vec<(usize, Range<usize>)> = windows(&quote, index)
        .into_iter()
        .map(|window| (shared(&quote, &index.word_forms()[window.clone()]), window))
        .collect();
    // Not even in the right order would fewer words be alike enough.
    windows.retain(|(shared, _)| 200 * shared >= ALIKE * (quote.len() + shared));
    windows.sort_by_key(|(shared, _)| std::cmp::Reverse(*shared));
    let aligned = windows.into_iter().take(ALIGNED).filter_map(|(_, window)| align(&quote, window, index));
    // Of equals the first is taken: the one that the rarest words speak for most.
    let (_, best) = aligned.min_by_key(|(alike, _)| std::cmp::Reverse(*alike))?;
    Some(best)
}

/// How far the words of a passage may lie from where the quote has them.
fn slack(quote: &[Form]) -> usize {
    quote.len() / 4 + 4
}

/// The windows of the copy in which most of the rarest words of the quote stand about as far apart as in it.
fn windows(quote: &[Form], index: &Index<'_>) -> Vec<Range<usize>> {
    let starts = starts(quote, index);
    let slack = slack(quote);
    // Words that say the very same start count for more than words that say nearly the same one.
    let mut dense: Vec<((usize, usize), usize)> = Vec::with_capacity(starts.len());
    let (mut at, mut until) = (0, 0);
    for same in starts.chunk_by(PartialEq::eq) {
        let start = same[0];
        until += starts[until..].iter().take_while(|&&other| other <= start + slack).count();
        dense.push(((same.len(), until - at), start));
        at += same.len();
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
///
/// Where it has hardly any rare words, pairs of common ones count instead, the rarest first.
fn starts(quote: &[Form], index: &Index<'_>) -> Vec<usize> {
    let mut anchors: Vec<(&[u32], usize)> =
        quote.iter().enumerate().map(|(at, &form)| (index.places(form), at)).collect();
    anchors.retain(|(places, _)| !places.is_empty());
    anchors.sort_by_key(|(places, at)| (places.len(), *at));
    let rare = anchors.iter().take(ANCHORS).take_while(|(places, _)| places.len() <= RARE).count();
    let mut voices: Vec<(Vec<u32>, usize)> =
        anchors[..rare].iter().map(|(places, at)| (places.to_vec(), *at)).collect();
    if rare < ENOUGH {
        let mut scanned = 0;
        for &(places, at) in &anchors[rare..] {
            scanned += places.len();
            if scanned > SCANNED {
                break;
            }
            voices.extend(paired(quote, at, places, index).map(|places| (places, at)));
        }
        voices.sort_by_key(|(places, at)| (places.len(), *at));
    }
    let mut starts: Vec<usize> = Vec::new();
    for (places, at) in voices {
        let room = VOTES - starts.len();
        starts.extend(places.iter().take(room).map(|&word| word as usize + quote.len() - at));
    }
    starts.sort_unstable();
    starts
}

/// The `places` of the word `at` of the quote that have the word before it beside them as the quote does, and those that
/// have the word after it.
fn paired(quote: &[Form], at: usize, places: &[u32], index: &Index<'_>) -> [Vec<u32>; 2] {
    let words = index.word_forms();
    let before = at.checked_sub(1).map(|at| quote[at]);
    let after = quote.get(at + 1).copied();
    let follows =
        |&&word: &&u32| before.is_some() && (word as usize).checked_sub(1).map(|word| words[word]) == before;
    let leads = |&&word: &&u32| after.is_some() && words.get(word as usize + 1).copied() == after;
    [places.iter().filter(follows).copied().collect(), places.iter().filter(leads).copied().collect()]
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

/// Compares the window with the quote and cuts the passage out of it, with how alike it is in ten thousand; nothing
/// where it is not alike enough.
fn align(quote: &[Form], window: Range<usize>, index: &Index<'_>) -> Option<(usize, Passage)> {
    // Words around the passage may stand in for its own, so it is compared with the quote once more by itself.
    let rough = around(quote, core(&blocks(quote, window, index))?, index)?;
    let blocks = blocks(quote, rough, index);
    let blocks = core(&blocks)?;
    let words = around(quote, blocks, index)?;
    let common: usize = blocks.iter().map(|block| block.len).sum();
    let alike = 20_000 * common / (quote.len() + words.len());
    (alike >= ALIKE * 100).then(|| (alike, Passage { words, blocks: blocks.to_vec() }))
}

/// What the quote and these words of the copy share, in order.
fn blocks(quote: &[Form], words: Range<usize>, index: &Index<'_>) -> Vec<Block> {
    let ops = capture_diff_slices(Algorithm::Myers, quote, &index.word_forms()[words.clone()]);
    let block = |op| match op {
        DiffOp::Equal { old_index, new_index, len } => {
            Some(Block { quote: old_index, copy: words.start + new_index, len })
        }
        _ => None,
    };
    ops.into_iter().filter_map(block).collect()
}

/// The words of the copy from the first block to the last; words of the quote before and after stand for as many.
fn around(quote: &[Form], blocks: &[Block], index: &Index<'_>) -> Option<Range<usize>> {
    let (first, last) = (blocks.first()?, blocks.last()?);
    let after = quote.len() - last.quote - last.len;
    let end = (last.copy + last.len + after).min(index.word_forms().len());
    Some(first.copy - first.quote.min(first.copy)..end)
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
