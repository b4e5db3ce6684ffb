//! A file as one tree, or as several where it is large.

use std::ops::Range;

use super::build::whole;
use super::simple;
use super::split;
use super::tree::Tree;
use crate::text::{Code, FileId, Problem};

/// Reads the YAML (or JSON) of `text`, adding what is wrong with it to `problems`.
///
/// Where the text is malformed, what was read completely before stays in the tree: the record at the error is
/// dropped, its list or mapping marked as cut ([`Node::is_cut`](super::Node::is_cut)), and reading goes on with
/// the next document. Aliases and merge keys are resolved within a budget ([`ALIAS_FLOOR`](super::ALIAS_FLOOR), [`ALIAS_SHARE`](super::ALIAS_SHARE)).
/// A large text is read on several cores; its tree and problems are the same whatever their number.
pub fn parse<'a, C: From<Code>>(file: FileId, text: &'a str, problems: &mut Vec<Problem<C>>) -> Tree<'a> {
    split::parse(file, text, split::pieces(text)).unwrap_or_else(|| reported(file, text, problems))
}

/// Reads `text` as [`parse`] does, all of it by the full parser and in one piece: what the quicker ways have to come to.
pub fn parse_in_full<'a, C: From<Code>>(
    file: FileId,
    text: &'a str,
    problems: &mut Vec<Problem<C>>,
) -> Tree<'a> {
    let mut found = Vec::new();
    let tree = whole(file, text, &mut found);
    problems.extend(found.into_iter().map(Problem::into_code));
    tree
}

/// Reads `text` as [`parse`] does, but a large one into several trees, of which each goes on where the one before ends:
/// see [`Tree::goes_on`]. So they can be dropped one by one, and none of them has to be copied.
pub fn parse_in_pieces<'a, C: From<Code>>(
    file: FileId,
    text: &'a str,
    problems: &mut Vec<Problem<C>>,
) -> Vec<Tree<'a>> {
    split::trees(file, text).unwrap_or_else(|| vec![reported(file, text, problems)])
}

/// Reads what `text` holds at `range` as a text of its own, as a line of JSON Lines is; its spans are those that it has in `text`.
pub fn parse_line<'a, C: From<Code>>(
    file: FileId,
    text: &'a str,
    range: Range<usize>,
    problems: &mut Vec<Problem<C>>,
) -> Tree<'a> {
    let (line, shift) = (text.get(range.clone()).unwrap_or_default(), range.start as u32);
    if let Some((tree, _)) = simple::piece(file, text, line, shift) {
        return tree;
    }
    let mut found = Vec::new();
    let mut tree = whole(file, line, &mut found);
    tree.moved(text, shift);
    problems.extend(found.into_iter().map(|problem| problem.moved(shift).into_code()));
    tree
}

/// The whole text as one tree, what is wrong with it among the other `problems`.
fn reported<'a, C: From<Code>>(file: FileId, text: &'a str, problems: &mut Vec<Problem<C>>) -> Tree<'a> {
    simple::read(file, text, text, 0).map_or_else(|| parse_in_full(file, text, problems), |(tree, _)| tree)
}
