//! Trees of what is not written as YAML: records whose parts are written in a table and in the file that says how it is read.

use std::ops::Range;

use crate::text::FileId;
use crate::tree::{Node, NodeId, Raw, Tag, Tree};

/// Makes a tree of parts of two files. Nobody edits the first one, which is no YAML, by what is read of it.
#[derive(Debug)]
pub struct Graft<'a> {
    tree: Tree<'a>,
    open: Vec<u32>,
}

impl<'a> Graft<'a> {
    /// A tree of parts of `file`, whose text is `text`, and of the YAML file `other`. Its root is a list, which stays open.
    #[must_use]
    pub fn new((file, text): (FileId, &'a str), other: Option<(FileId, &'a str)>, root: Root) -> Self {
        let tree = Tree {
            file,
            text,
            others: other.into_iter().collect(),
            foreign: true,
            nodes: Vec::new(),
            decoded: Vec::new(),
            mark: 0,
            roots: vec![0],
            any_broken: false,
            goes_on: false,
        };
        let mut graft = Self { tree, open: Vec::new() };
        graft.begin(if root == Root::List { Tag::Sequence } else { Tag::Mapping }, 0..0);
        graft
    }

    /// Begins a mapping that is written at `range` of the first file.
    pub fn mapping(&mut self, range: Range<u32>) {
        self.begin(Tag::Mapping, range);
    }

    /// Begins a list that is written at `range` of the first file.
    pub fn list(&mut self, range: Range<u32>) {
        self.begin(Tag::Sequence, range);
    }

    fn begin(&mut self, tag: Tag, Range { start, end }: Range<u32>) {
        self.open.push(self.tree.nodes.len() as u32);
        self.tree.nodes.push(Raw::new(tag, start, end));
    }

    /// Ends the innermost list or mapping that is open.
    pub fn end(&mut self) {
        let Some(at) = self.open.pop() else { return };
        let size = self.tree.nodes.len() as u32 - at;
        if let Some(raw) = self.tree.nodes.get_mut(at as usize) {
            raw.link = size;
        }
    }

    /// How much there is, by which [`Graft::undo`] goes back.
    #[must_use]
    pub fn mark(&self) -> (usize, usize) {
        (self.tree.nodes.len(), self.tree.decoded.len())
    }

    /// Takes out what came since `mark` was made, and closes what was opened since.
    pub fn undo(&mut self, (nodes, decoded): (usize, usize)) {
        self.tree.nodes.truncate(nodes);
        self.tree.decoded.truncate(decoded);
        self.open.retain(|&at| (at as usize) < nodes);
    }

    /// A scalar that the first file holds at `range` byte for byte.
    pub fn plain(&mut self, Range { start, end }: Range<u32>) {
        self.tree.nodes.push(Raw::new(Tag::Plain, start, end));
    }

    /// The scalar `text`, which the first file writes at `range` in another way.
    pub fn decoded(&mut self, range: Range<u32>, text: impl Into<Box<str>>) {
        self.texted(Tag::PlainDecoded, range, text.into());
    }

    /// The scalar `text`, which the first file has at `range` with each `mark` in it twice; all such scalars of a tree have one mark.
    pub fn doubled(&mut self, range: Range<u32>, text: impl Into<Box<str>>, mark: u8) {
        self.tree.mark = mark;
        self.texted(Tag::Doubled, range, text.into());
    }

    /// The scalar `text`, which is made of what is at `range` of the first file, and written nowhere.
    pub fn made(&mut self, range: Range<u32>, text: impl Into<Box<str>>) {
        self.texted(Tag::Made, range, text.into());
    }

    fn texted(&mut self, tag: Tag, Range { start, end }: Range<u32>, text: Box<str>) {
        self.tree.decoded.push(text);
        let link = (self.tree.decoded.len() - 1) as u32;
        self.tree.nodes.push(Raw { link, ..Raw::new(tag, start, end) });
    }

    /// A copy of `node`, with all below it, of a tree of either file.
    pub fn copy(&mut self, node: Node<'_, '_>) {
        let (from, size) = (node.at as usize, node.raw().size() as usize);
        let known = self.tree.others.iter().position(|(other, _)| *other == node.span().file);
        let of = known.map_or(0, |at| at as u8 + 1);
        let nodes = node.tree.nodes.get(from..from + size).unwrap_or_default();
        for &raw in nodes {
            let mut raw = Raw { of, ..raw };
            if let Some(text) = (Node { tree: node.tree, at: 0 }).text_of(raw) {
                self.tree.decoded.push(text.into());
                raw.link = (self.tree.decoded.len() - 1) as u32;
            }
            self.tree.any_broken |= raw.tag == Tag::Broken;
            self.tree.nodes.push(raw);
        }
    }

    /// The tree, and its root.
    #[must_use]
    pub fn finish(mut self) -> (Tree<'a>, NodeId) {
        while !self.open.is_empty() {
            self.end();
        }
        let root = NodeId::FIRST;
        (self.tree, root)
    }
}

/// What the root of a [`Graft`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Root {
    /// A list.
    List,
    /// A mapping.
    Mapping,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse;
    use crate::text::{Files, Problem, Safety};

    #[test]
    fn parts_of_two_files_keep_their_spots() {
        let mut files = Files::default();
        let (table, mapping) = ("id;n\na;\"1 \"\" 2\"\n", "value: { from: n }\nattribute: deaths\n");
        let data = files.add_foreign("a.csv", table, None);
        let map = files.add("a.map.yaml", mapping);
        let rules = parse(map, mapping, &mut Vec::<Problem>::new());
        let root = rules.documents().next().unwrap();
        let mut graft = Graft::new((data, table), Some((map, mapping)), Root::List);
        graft.mapping(5..15);
        for (key, value) in root.entries() {
            graft.copy(key);
            match key.as_str() {
                Some("value") => graft.decoded(7..15, "1 \" 2"),
                _ => graft.copy(value),
            }
        }
        graft.end();
        let mark = graft.mark();
        graft.mapping(0..1);
        graft.made(0..1, "gone");
        graft.undo(mark);
        let (tree, list) = graft.finish();
        let items: Vec<_> = tree.node(list).items().collect();
        assert_eq!(items.len(), 1);
        let shown = |node: Node<'_, '_>| {
            let text = node.as_str().unwrap_or_default().to_owned();
            (text, files.slice(node.span()).to_owned(), node.span().file)
        };
        let value = items[0].get("value").unwrap();
        assert_eq!(shown(value), ("1 \" 2".to_owned(), "\"1 \"\" 2\"".to_owned(), data));
        let attribute = items[0].get("attribute").unwrap();
        assert_eq!(shown(attribute), ("deaths".to_owned(), "deaths".to_owned(), map));
        assert_eq!(files.slice(items[0].head()), "a;\"1 \"\" 2\"");
        // A table is never edited as if it were YAML; the file beside it may be.
        assert_eq!(value.editor().write(value.span(), "2", Safety::Safe), None);
        assert!(attribute.editor().write(attribute.span(), "x", Safety::Safe).is_some());
    }
}
