//! One large text on several cores: cut between two items of a list, read piece by piece, put together.
//!
//! Where a list item begins is not known before all text above it is read, so the cuts are guesses. Each
//! piece is read as a text of its own, the later ones after a [`HEAD`] that opens a list in a mapping. Only if the
//! trees then show that every cut fell between two items of a list, and that nothing is wrong with any piece, are
//! they put together; else the text has to be read in one go. So the result never depends on the guesses.

use rayon::prelude::*;

use super::expand::budget;
use super::simple;
use super::tree::{Node, Raw, Tag, Tree};
use crate::text::FileId;

/// Bytes of a text for which another core is asked.
const SHARE: usize = 512 << 10;
/// Pieces beyond which putting together costs more than it saves.
const MOST: usize = 8;
/// Bytes of a text that are read into a tree of their own, where one need not be made of all.
const TREE: usize = 256 << 10;
/// Bytes within which a place to cut is looked for.
const WINDOW: usize = 16 << 10;
/// What is put before each later piece, so that it begins within a list: a mapping, its key, and its value.
const HEAD: &str = "~:\n";
/// The nodes that the head adds with the list, each of which begins before the piece.
const OPEN: [Tag; 3] = [Tag::Mapping, Tag::Null, Tag::Sequence];

/// Into how many pieces `text` is worth cutting.
pub(super) fn pieces(text: &str) -> usize {
    (text.len() / SHARE).min(rayon::current_num_threads()).min(MOST)
}

/// Reads a large `text` into several trees, of which each goes on where the one before ends; `None` unless they are certain
/// to make up the tree of the whole text, and nothing is wrong with it.
pub(super) fn trees(file: FileId, text: &str) -> Option<Vec<Tree<'_>>> {
    let pieces = read_at(file, text, &cuts(text, text.len() / TREE))?;
    Some(pieces.into_iter().enumerate().map(|(at, (tree, _))| Tree { goes_on: at > 0, ..tree }).collect())
}

/// Reads `text` in up to `pieces` pieces; `None` unless the tree is certain to be that of the whole text, and nothing
/// is wrong with it.
pub(super) fn parse(file: FileId, text: &str, pieces: usize) -> Option<Tree<'_>> {
    parse_at(file, text, &cuts(text, pieces))
}

/// The same, cut at `cuts`.
fn parse_at<'a>(file: FileId, text: &'a str, cuts: &[Cut]) -> Option<Tree<'a>> {
    join(read_at(file, text, cuts)?)
}

/// A piece that was read, and the list that is still open at its end, unless it is the last.
type Piece<'a> = (Tree<'a>, Option<Open>);

/// The pieces between `cuts`; `None` if anything is wrong with one of them, or a cut is not between two items of a list.
fn read_at<'a>(file: FileId, text: &'a str, cuts: &[Cut]) -> Option<Vec<Piece<'a>>> {
    let first = (0, cuts.first()?.at);
    let ends = cuts.iter().skip(1).map(|cut| cut.at).chain([text.len()]);
    let ranges: Vec<_> = std::iter::once(first).chain(cuts.iter().map(|cut| cut.at).zip(ends)).collect();
    let read = |(from, to): (usize, usize)| {
        let own = text.get(from..to).filter(|own| !has_directive(own))?;
        if from == 0 {
            return simple::piece(file, text, own, 0);
        }
        let shift = from.checked_sub(HEAD.len())?;
        simple::piece(file, text, &[HEAD, own].concat(), shift as u32)
    };
    let read: Option<Vec<_>> = ranges.into_par_iter().map(read).collect();
    let (trees, spent): (Vec<_>, Vec<usize>) = read?.into_iter().unzip();
    if spent.iter().sum::<usize>() > budget(text.len()) {
        return None;
    }
    let fitted = |(at, tree): (usize, Tree<'a>)| {
        let begins = at == 0 || begins_at(&tree, cuts.get(at - 1)?);
        let open = match cuts.get(at) {
            Some(cut) => Some(open_at(&tree, cut, at > 0)?),
            None => None,
        };
        begins.then_some((tree, open))
    };
    trees.into_iter().enumerate().map(fitted).collect()
}

/// A line that may be the first of a list item.
#[derive(Debug, Clone, Copy)]
struct Cut {
    /// Offset of the line.
    at: usize,
    /// How many spaces are before its dash.
    indent: usize,
}

/// Up to `pieces - 1` lines, about equally far from each other, that look like items of a list.
fn cuts(text: &str, pieces: usize) -> Vec<Cut> {
    let border = |piece: usize| text.len() / pieces.max(1) * piece;
    let find = |piece| item(text.as_bytes(), border(piece), border(piece + 1));
    (1..pieces).filter_map(find).collect()
}

/// The first of the least indented lines shortly after `from`, and before `to`, that begin with a dash.
///
/// What an item of a list holds is indented further than its dash, so the least indented are of the outermost list.
/// A line after a `:` is likely to be the first item, before which no list is open yet.
fn item(text: &[u8], from: usize, to: usize) -> Option<Cut> {
    let window = text.get(from..to.min(from + WINDOW))?;
    let lines = memchr::memchr_iter(b'\n', window).map(|end| from + end + 1);
    let first = |cut: &Cut| text[..cut.at].trim_ascii_end().ends_with(b":");
    lines.filter_map(|at| dash(text, at)).filter(|cut| !first(cut)).min_by_key(|cut| cut.indent)
}

/// The line at `at`, if it begins with a dash.
fn dash(text: &[u8], at: usize) -> Option<Cut> {
    let line = text.get(at..)?;
    let indent = line.iter().position(|&byte| byte != b' ')?;
    line[indent..].starts_with(b"- ").then_some(Cut { at, indent })
}

/// Whether a directive, or anything that looks like one, is in `text`: it may change what later tags mean.
fn has_directive(text: &str) -> bool {
    let begins = |at: usize| starts_line(&text[..at]);
    memchr::memchr_iter(b'%', text.as_bytes()).any(begins)
}

/// Whether a line starts after `before`.
fn starts_line(before: &str) -> bool {
    before.is_empty() || before.ends_with(['\n', '\r', '\u{feff}'])
}

/// The tree of the whole text of `pieces`.
fn join(pieces: Vec<Piece<'_>>) -> Option<Tree<'_>> {
    let nodes: usize = pieces.iter().map(|(tree, _)| tree.nodes.len()).sum();
    let mut pieces = pieces.into_iter();
    let (mut whole, mut open) = pieces.next()?;
    whole.nodes.reserve_exact(nodes - whole.nodes.len());
    for (tree, next) in pieces {
        let before = open?;
        let shift = append(&mut whole, tree, before);
        // What continues from the piece before keeps its node.
        open = next.map(|next| Open {
            root: if next.root == 0 { before.root } else { next.root + shift },
            list: if next.list == 2 { before.list } else { next.list + shift },
        });
    }
    Some(whole)
}

/// A list that is still open, and the mapping that is its document.
#[derive(Debug, Clone, Copy)]
struct Open {
    root: u32,
    list: u32,
}

/// Whether `tree`, read after the head, begins with the item that `cut` looks like.
fn begins_at(tree: &Tree<'_>, cut: &Cut) -> bool {
    tree.nodes.iter().map(|raw| raw.tag).take(OPEN.len()).eq(OPEN)
        && tree.nodes[2].start as usize == cut.at + cut.indent
        && !merges(tree, 0)
}

/// Whether the mapping at `root` has a merge key: what that brings in comes after all keys, so after all pieces.
fn merges(tree: &Tree<'_>, root: u32) -> bool {
    entries(tree, root).any(|(key, _)| key.raw().tag == Tag::Merge)
}

/// The keys and values of the mapping at `root`, merge keys included.
fn entries<'t, 'a>(tree: &'t Tree<'a>, root: u32) -> impl Iterator<Item = (Node<'t, 'a>, Node<'t, 'a>)> {
    let mut children = tree.children(root + 1, root + tree.nodes[root as usize].link);
    std::iter::from_fn(move || children.pair())
}

/// The list that an item at `cut` goes on with, if `tree` ends between two items of it.
fn open_at(tree: &Tree<'_>, cut: &Cut, headed: bool) -> Option<Open> {
    let root = *tree.roots.last()?;
    if tree.nodes.get(root as usize)?.tag != Tag::Mapping || merges(tree, root) {
        return None;
    }
    let (key, list) = entries(tree, root).last()?;
    let keyed = (headed && key.at == 1) || is_key(tree.text, key.raw(), list.raw());
    (keyed && is_list(tree.text, list.raw(), cut)).then_some(Open { root, list: list.at })
}

/// Whether `key` is a key at the start of a line, with nothing but comments between it and its value `list`.
fn is_key(text: &str, key: Raw, list: Raw) -> bool {
    let before = text.get(..key.start as usize);
    let between = text.get(key.end as usize..list.start as usize).unwrap_or_default();
    let behind = between.trim_start_matches([' ', '\t']).strip_prefix(':');
    matches!(key.tag, Tag::Plain | Tag::Quoted)
        && before.is_some_and(starts_line)
        && behind.is_some_and(is_layout)
}

/// Whether `list` is written with dashes indented like that of `cut`, and nothing but comments follow it up to there.
///
/// An item that is only begun (`- |`, `- &a`) is not an end to cut at: where the text ends after it, it has another span.
fn is_list(text: &str, list: Raw, cut: &Cut) -> bool {
    let Some((before, from)) = text.split_at_checked(list.start as usize) else { return false };
    let line = before.trim_end_matches(' ');
    let behind = text.get(list.end as usize..cut.at).unwrap_or_default();
    list.tag == Tag::Sequence
        && from.starts_with('-')
        && starts_line(line)
        && before.len() - line.len() == cut.indent
        && behind.ends_with('\n')
        && is_layout(behind.strip_prefix(':').unwrap_or(behind))
}

/// Whether `text` is nothing but blank lines and comments.
fn is_layout(text: &str) -> bool {
    let lines = text.split(['\n', '\r']).map(|line| line.trim_start_matches([' ', '\t']));
    lines.into_iter().all(|line| line.is_empty() || line.starts_with('#'))
}

/// Adds `tree`, whose first list goes on with the one at `open`, and returns how far its nodes moved.
fn append(whole: &mut Tree<'_>, tree: Tree<'_>, open: Open) -> u32 {
    let opened = OPEN.len() as u32;
    let (shift, texts) = (whole.nodes.len() as u32 - opened, whole.decoded.len() as u32);
    for (at, part, head) in [(open.root, tree.nodes[0], opened), (open.list, tree.nodes[2], 1)] {
        let raw = &mut whole.nodes[at as usize];
        raw.link += part.link - head;
        raw.end = part.end;
    }
    let from = whole.nodes.len();
    whole.nodes.extend_from_slice(tree.nodes.get(OPEN.len()..).unwrap_or_default());
    if texts > 0 && !tree.decoded.is_empty() {
        let decoded = |raw: &&mut Raw| matches!(raw.tag, Tag::Decoded | Tag::PlainDecoded);
        whole.nodes[from..].iter_mut().filter(decoded).for_each(|raw| raw.link += texts);
    }
    whole.decoded.extend(tree.decoded);
    whole.roots.extend(tree.roots.iter().skip(1).map(|at| at + shift));
    shift
}

#[cfg(test)]
mod tests;
