//! The tree: all nodes of a file in one flat vector, in the order in which they are written.

use std::borrow::Cow;

use crate::edit::Editor;
use crate::text::{FileId, Span, Text};

/// What a stored node is; the distinctions that decoding and underlining need, no more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tag {
    /// Nothing, `~` or `null`.
    Null,
    /// An alias that could not be resolved; its problem was reported.
    Broken,
    /// Plain, and in the file byte for byte.
    Plain,
    /// Plain over several lines; `link` is the number of its decoded text.
    PlainDecoded,
    /// In quotes, and between them byte for byte.
    Quoted,
    /// A block scalar or a scalar tagged as text, in the file byte for byte.
    Verbatim,
    /// With escapes or folded lines; `link` is the number of its decoded text.
    Decoded,
    /// A cell of a table, in the file byte for byte but for a mark that it writes twice; `link` is the number of its decoded text.
    Doubled,
    /// A text that no file holds, made of what is at its spot; `link` is the number of it.
    Made,
    /// A list.
    Sequence,
    /// A mapping.
    Mapping,
    /// The key `<<`, whose value is merged already.
    Merge,
}

impl Tag {
    pub(super) fn is_container(self) -> bool {
        matches!(self, Self::Sequence | Self::Mapping)
    }
}

/// A stored node: 16 bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Raw {
    /// Offset of its first byte.
    pub(super) start: u32,
    /// Offset one past its last byte.
    pub(super) end: u32,
    /// Of a container, how many nodes it holds with itself (so a copied subtree needs no fixing);
    /// of a decoded scalar, the number of its text.
    pub(super) link: u32,
    pub(super) tag: Tag,
    /// Whether an error in the file cut the container short.
    pub(super) cut: bool,
    /// Where it is written: 0 in the file of the tree, else in the one of [`Tree::others`] with that number, from 1.
    pub(super) of: u8,
}

impl Raw {
    pub(super) fn new(tag: Tag, start: u32, end: u32) -> Self {
        Self { start, end, link: 0, tag, cut: false, of: 0 }
    }

    pub(super) fn size(&self) -> u32 {
        if self.tag.is_container() { self.link } else { 1 }
    }
}

/// A file as a tree, or several where it holds several documents.
#[derive(Debug)]
pub struct Tree<'a> {
    pub(super) file: FileId,
    pub(super) text: &'a str,
    /// The other files that parts of it are written in.
    pub(super) others: Vec<(FileId, &'a str)>,
    /// Whether its file is no YAML, so that nobody may edit it as if it were.
    pub(super) foreign: bool,
    pub(super) nodes: Vec<Raw>,
    /// The scalars that the file does not hold byte for byte.
    pub(super) decoded: Vec<Box<str>>,
    pub(super) roots: Vec<u32>,
    /// The mark that [`Tag::Doubled`] is about.
    pub(super) mark: u8,
    /// Whether any node is [`Tag::Broken`].
    pub(super) any_broken: bool,
    /// Whether it continues a list that another tree begins.
    pub(super) goes_on: bool,
}

/// The number of a node in its tree, by which [`Tree::node`] finds it again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct NodeId(u32);

impl NodeId {
    /// The root of the first document.
    pub(super) const FIRST: Self = Self(0);
}

/// A scalar by its number in the tree that it is decoded from, by which [`Node::leaf`] finds it again.
///
/// It takes a tenth of the memory of a [`Text`], so it is what records hold that are decoded by the million.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Deserialize),
    serde(rename = "gainsay::Leaf", expecting = "text")
)]
pub struct Leaf(u32);

impl<'a> Tree<'a> {
    /// The root of every document, in order. An empty document has a [`NodeKind::Null`] root.
    pub fn documents<'t>(&'t self) -> impl Iterator<Item = Node<'t, 'a>> + use<'t, 'a> {
        self.roots.iter().map(|&at| Node { tree: self, at })
    }

    /// Whether the tree goes on with the list that is the last value of the tree before, as those of
    /// [`parse_in_pieces`](super::parse_in_pieces) do: then the first value of its first document is the rest of that
    /// list, and the other keys of that document belong to the last document of the tree before.
    #[must_use]
    pub fn goes_on(&self) -> bool {
        self.goes_on
    }

    /// The node of this tree with the number `id`.
    #[must_use]
    pub fn node(&self, id: NodeId) -> Node<'_, 'a> {
        Node { tree: self, at: id.0.min(self.nodes.len() as u32 - 1) }
    }

    /// How many nodes there are.
    #[must_use]
    pub fn size(&self) -> usize {
        self.nodes.len()
    }

    /// Makes the tree, read from a part of `text`, that of the whole text, in which the part begins at `shift`.
    pub(super) fn moved(&mut self, text: &'a str, shift: u32) {
        self.text = text;
        for raw in &mut self.nodes {
            (raw.start, raw.end) = (raw.start + shift, raw.end + shift);
        }
    }

    /// The nodes from `at` to `end` that are children of one node.
    pub(super) fn children(&self, at: u32, end: u32) -> Items<'_, 'a> {
        Items { tree: self, at, end }
    }
}

/// What a node is to its reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NodeKind {
    /// Nothing: no value, `~` or `null`.
    Null,
    /// A scalar of any style.
    Scalar,
    /// A list.
    Sequence,
    /// A mapping.
    Mapping,
}

/// A place in a [`Tree`].
#[derive(Debug, Clone, Copy)]
pub struct Node<'t, 'a> {
    pub(super) tree: &'t Tree<'a>,
    pub(super) at: u32,
}

impl<'t, 'a> Node<'t, 'a> {
    pub(super) fn raw(self) -> Raw {
        self.tree.nodes[self.at as usize]
    }

    /// The file that the node is written in, and the text of that.
    pub(super) fn file(self) -> (FileId, &'a str) {
        let other = usize::from(self.raw().of).checked_sub(1).and_then(|at| self.tree.others.get(at));
        other.copied().unwrap_or((self.tree.file, self.tree.text))
    }

    /// The number of the node in its tree.
    #[must_use]
    pub fn id(self) -> NodeId {
        NodeId(self.at)
    }

    /// The bytes of the node.
    ///
    /// Quotation marks and brackets belong to it, the header of a block scalar (`|`) and blank lines after it do
    /// not. An absent value has the span of its key. What an alias brings in keeps the span of its definition.
    #[must_use]
    pub fn span(self) -> Span {
        let raw = self.raw();
        Span::new(self.file().0, raw.start, raw.end)
    }

    /// What the node is.
    #[must_use]
    pub fn kind(self) -> NodeKind {
        match self.raw().tag {
            Tag::Null | Tag::Broken => NodeKind::Null,
            Tag::Sequence => NodeKind::Sequence,
            Tag::Mapping => NodeKind::Mapping,
            _ => NodeKind::Scalar,
        }
    }

    /// Whether the node is a scalar without quotes, so that it may be a number or a truth value.
    #[must_use]
    pub fn is_plain(self) -> bool {
        matches!(self.raw().tag, Tag::Plain | Tag::PlainDecoded | Tag::Doubled)
    }

    /// Whether an error in the file cut this list or mapping short: what came after is missing.
    #[must_use]
    pub fn is_cut(self) -> bool {
        self.raw().cut
    }

    /// Whether the node says nothing: no value, `~` or `null`.
    #[must_use]
    pub fn is_null(self) -> bool {
        self.raw().tag == Tag::Null
    }

    /// Whether the node is an alias that could not be resolved, which was reported before.
    #[must_use]
    pub fn is_broken(self) -> bool {
        self.raw().tag == Tag::Broken
    }

    /// Whether the node is, or holds at any depth, an alias that could not be resolved.
    #[must_use]
    pub fn has_broken(self) -> bool {
        let (from, size) = (self.at as usize, self.raw().size() as usize);
        self.tree.any_broken && self.tree.nodes[from..from + size].iter().any(|raw| raw.tag == Tag::Broken)
    }

    /// The text of a scalar, decoded; spaces and line breaks that end a block scalar are not part of it.
    #[must_use]
    pub fn as_str(self) -> Option<&'t str> {
        self.verbatim().or_else(|| self.decoded())
    }

    /// The same, borrowed from the file where that holds it byte for byte.
    pub fn as_cow(self) -> Option<Cow<'a, str>> {
        let decoded = || self.decoded().map(|text| Cow::Owned(text.to_owned()));
        self.verbatim().map(Cow::Borrowed).or_else(decoded)
    }

    /// The text of a scalar that the file holds byte for byte.
    pub(super) fn verbatim(self) -> Option<&'a str> {
        let raw = self.raw();
        let (start, end) = match raw.tag {
            Tag::Plain | Tag::Verbatim | Tag::Merge => (raw.start, raw.end),
            Tag::Quoted => (raw.start + 1, raw.end - 1),
            _ => return None,
        };
        self.file().1.get(start as usize..end as usize)
    }

    pub(super) fn decoded(self) -> Option<&'t str> {
        self.text_of(self.raw())
    }

    /// The text of the scalar `raw` of the same tree that its file does not hold byte for byte.
    pub(super) fn text_of(self, raw: Raw) -> Option<&'t str> {
        match raw.tag {
            Tag::Decoded | Tag::PlainDecoded | Tag::Doubled | Tag::Made => {
                self.tree.decoded.get(raw.link as usize).map(|text| &**text)
            }
            _ => None,
        }
    }

    /// The text of a scalar with its span, which can point at parts of itself.
    #[must_use]
    pub fn text(self) -> Option<Text> {
        if self.kind() != NodeKind::Scalar {
            return None;
        }
        Some(match self.decoded() {
            Some(text) if self.raw().tag == Tag::Doubled => Text::doubled(self.span(), text, self.tree.mark),
            Some(text) => Text::decoded(self.span(), text),
            None if self.is_quoted() => Text::quoted(self.span()),
            None => Text::plain(self.span()),
        })
    }

    /// Whether the file holds the text byte for byte between quotation marks.
    pub(super) fn is_quoted(self) -> bool {
        self.raw().tag == Tag::Quoted
    }

    /// The scalar `leaf`, decoded from the tree of this node.
    #[must_use]
    pub fn leaf(self, leaf: Leaf) -> Self {
        Self { at: leaf.0.min(self.tree.nodes.len() as u32 - 1), ..self }
    }

    /// The node as the file writes it.
    #[must_use]
    pub fn source(self) -> &'a str {
        let raw = self.raw();
        self.file().1.get(raw.start as usize..raw.end as usize).unwrap_or_default()
    }

    /// Whether the node is a text that was made of several others or of none, so that it is written nowhere.
    #[must_use]
    pub fn is_made(self) -> bool {
        self.raw().tag == Tag::Made
    }

    /// Whether the node is part of a tree whose file is no YAML, such as a table.
    #[must_use]
    pub fn is_foreign(self) -> bool {
        self.tree.foreign
    }

    /// Makes edits of the file that the node is in; none where that is no YAML.
    #[must_use]
    pub fn editor(self) -> Editor<'a> {
        let (file, text) = self.file();
        if self.tree.foreign && self.raw().of == 0 { Editor::none(file) } else { Editor::new(file, text) }
    }

    /// The items of a list; nothing for other nodes.
    #[must_use]
    pub fn items(self) -> Items<'t, 'a> {
        self.children(Tag::Sequence)
    }

    /// The keys and values of a mapping, merged ones last; nothing for other nodes.
    #[must_use]
    pub fn entries(self) -> Entries<'t, 'a> {
        Entries(self.children(Tag::Mapping))
    }

    /// The value under `key` in a mapping.
    #[must_use]
    pub fn get(self, key: &str) -> Option<Node<'t, 'a>> {
        self.entry(key).map(|(_, value)| value)
    }

    /// The key `key` of a mapping, and its value.
    #[must_use]
    pub fn entry(self, key: &str) -> Option<(Node<'t, 'a>, Node<'t, 'a>)> {
        self.entries().find(|(at, _)| at.as_str() == Some(key))
    }

    /// The spot to underline for a record as a whole: its first entry, or its first line where that is shorter.
    #[must_use]
    pub fn head(self) -> Span {
        let span = self.span();
        let entry = self.entries().next().map(|(key, value)| (key.span(), value.span()));
        let end = match entry {
            Some((key, _)) if key.file != span.file => span.end,
            Some((key, value)) if span.start <= key.start && key.end <= value.end => value.end,
            Some((key, _)) if span.start <= key.start => key.end,
            _ => span.end,
        };
        let text = self.file().1.get(span.start as usize..end as usize).unwrap_or_default();
        let end = memchr::memchr2(b'\n', b'\r', text.as_bytes()).unwrap_or(text.len());
        span.part(0..text[..end].trim_end().len())
    }

    fn children(self, tag: Tag) -> Items<'t, 'a> {
        let raw = self.raw();
        let end = if raw.tag == tag { self.at + raw.link } else { self.at + 1 };
        self.tree.children(self.at + 1, end)
    }
}

/// The items of a list.
#[derive(Debug, Clone)]
pub struct Items<'t, 'a> {
    tree: &'t Tree<'a>,
    at: u32,
    end: u32,
}

impl<'t, 'a> Items<'t, 'a> {
    /// The same two by two: keys and values, where these are the children of a mapping.
    #[inline]
    pub(super) fn pair(&mut self) -> Option<(Node<'t, 'a>, Node<'t, 'a>)> {
        Some((self.next()?, self.next()?))
    }
}

impl<'t, 'a> Iterator for Items<'t, 'a> {
    type Item = Node<'t, 'a>;

    fn next(&mut self) -> Option<Self::Item> {
        let node = (self.at < self.end).then_some(Node { tree: self.tree, at: self.at })?;
        self.at += node.raw().size();
        Some(node)
    }
}

/// The keys and values of a mapping.
#[derive(Debug, Clone)]
pub struct Entries<'t, 'a>(Items<'t, 'a>);

impl<'t, 'a> Iterator for Entries<'t, 'a> {
    type Item = (Node<'t, 'a>, Node<'t, 'a>);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let (key, value) = self.0.pair()?;
            if key.raw().tag != Tag::Merge {
                return Some((key, value));
            }
        }
    }
}
