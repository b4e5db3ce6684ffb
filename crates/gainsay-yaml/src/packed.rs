//! Trees as bytes: of texts that are known when a program is built, so that it need not read them when it runs.
//!
//! The bytes belong to the version of this crate that wrote them, and to the very text.

use crate::text::FileId;
use crate::tree::{Raw, Tag, Tree};

/// All tags, each at its place in the enum.
const TAGS: [Tag; 12] = [
    Tag::Null,
    Tag::Broken,
    Tag::Plain,
    Tag::PlainDecoded,
    Tag::Quoted,
    Tag::Verbatim,
    Tag::Decoded,
    Tag::Doubled,
    Tag::Made,
    Tag::Sequence,
    Tag::Mapping,
    Tag::Merge,
];

impl<'a> Tree<'a> {
    /// The tree as bytes for [`Tree::unpacked`]; nothing where something is wrong with its text, or other files have a part in it.
    #[must_use]
    pub fn packed(&self) -> Option<Vec<u8>> {
        let whole = !self.any_broken && !self.goes_on && !self.foreign && self.others.is_empty();
        if !whole || self.nodes.iter().any(|raw| raw.cut) {
            return None;
        }
        let lengths: Vec<u32> = self.decoded.iter().map(|text| text.len() as u32).collect();
        let list = |numbers: &[u32]| {
            let count = numbers.len() as u32;
            [count].iter().chain(numbers).flat_map(|number| number.to_le_bytes()).collect::<Vec<u8>>()
        };
        let node = |raw: &Raw| {
            let [start, end, link] = [raw.start, raw.end, raw.link].map(u32::to_le_bytes);
            [&start[..], &end, &link, &[raw.tag as u8]].concat()
        };
        let mut bytes = [list(&self.roots), list(&lengths)].concat();
        bytes.extend((self.nodes.len() as u32).to_le_bytes());
        bytes.extend(self.nodes.iter().flat_map(node));
        bytes.extend(self.decoded.iter().flat_map(|text| text.bytes()));
        Some(bytes)
    }

    /// The tree of `text` that [`Tree::packed`] made `bytes` of; nothing where they are damaged or do not fit a text of this length. That it
    /// is the same text is for the caller to see to.
    #[must_use]
    pub fn unpacked(file: FileId, text: &'a str, mut bytes: &[u8]) -> Option<Self> {
        let bytes = &mut bytes;
        let roots = numbers(bytes)?;
        let lengths = numbers(bytes)?;
        let nodes = nodes(bytes, text.len())?;
        let decoded: Option<Vec<Box<str>>> = lengths
            .into_iter()
            .map(|length| Some(std::str::from_utf8(take(bytes, length as usize)?).ok()?.into()))
            .collect();
        let tree = Self {
            file,
            text,
            others: Vec::new(),
            foreign: false,
            nodes,
            decoded: decoded?,
            roots,
            mark: 0,
            any_broken: false,
            goes_on: false,
        };
        (bytes.is_empty() && tree.is_sound()).then_some(tree)
    }

    /// Whether roots, containers and decoded scalars name what is there.
    fn is_sound(&self) -> bool {
        let count = self.nodes.len();
        let fits = |(at, raw): (usize, &Raw)| match raw.tag {
            Tag::Sequence | Tag::Mapping => raw.link > 0 && at + raw.link as usize <= count,
            Tag::Decoded | Tag::PlainDecoded | Tag::Made => (raw.link as usize) < self.decoded.len(),
            Tag::Broken | Tag::Doubled => false,
            _ => true,
        };
        self.roots.iter().all(|&root| (root as usize) < count) && self.nodes.iter().enumerate().all(fits)
    }
}

/// The first so many of `bytes`, which they lose.
fn take<'b>(bytes: &mut &'b [u8], count: usize) -> Option<&'b [u8]> {
    let (taken, rest) = bytes.split_at_checked(count)?;
    *bytes = rest;
    Some(taken)
}

fn number(bytes: &mut &[u8]) -> Option<u32> {
    let (taken, rest) = bytes.split_first_chunk()?;
    *bytes = rest;
    Some(u32::from_le_bytes(*taken))
}

/// A list of numbers, with its length before it.
fn numbers(bytes: &mut &[u8]) -> Option<Vec<u32>> {
    let count = number(bytes)? as usize;
    let all = take(bytes, count.checked_mul(4)?)?;
    Some(all.as_chunks().0.iter().map(|chunk| u32::from_le_bytes(*chunk)).collect())
}

/// A list of nodes within a text of so many bytes, with its length before it.
fn nodes(bytes: &mut &[u8], text: usize) -> Option<Vec<Raw>> {
    /// How many bytes a node has.
    const NODE: usize = 13;
    let count = number(bytes)? as usize;
    let all = take(bytes, count.checked_mul(NODE)?)?;
    let node = |bytes: &[u8; NODE]| {
        let [start @ .., _, _, _, _, _, _, _, _, _] = *bytes;
        let [_, _, _, _, end @ .., _, _, _, _, _] = *bytes;
        let [_, _, _, _, _, _, _, _, link @ .., tag] = *bytes;
        let [start, end, link] = [start, end, link].map(u32::from_le_bytes);
        let tag = *TAGS.get(usize::from(tag))?;
        (start <= end && end as usize <= text).then_some(Raw { link, ..Raw::new(tag, start, end) })
    };
    // With its place taken at once: a list that may end early is collected bit by bit.
    let mut nodes = Vec::with_capacity(count);
    for bytes in all.as_chunks().0 {
        nodes.push(node(bytes)?);
    }
    Some(nodes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Problem;
    use crate::{documents, parse};

    fn tree(text: &str) -> (Tree<'_>, bool) {
        let mut problems = Vec::<Problem>::new();
        (parse(FileId::from_index(3), text, &mut problems), problems.is_empty())
    }

    #[test]
    fn a_tag_is_at_its_place() {
        assert!(TAGS.iter().enumerate().all(|(at, tag)| *tag as usize == at));
    }

    #[test]
    fn a_tree_comes_back_as_it_was() {
        let made = [
            "",
            "a",
            "a: [1, { b: 'it''s' }]\n---\n- \"\\u00e4\"\n- |\n  x\n  y\n- <<: { c: d }\n",
            "x: &a [1]\ny: *a\n",
        ];
        let files = documents::files().iter().map(String::as_str);
        let (mut packed, mut right) = (0, 0);
        for text in made.into_iter().chain(files) {
            let (tree, is_right) = tree(text);
            right += usize::from(is_right);
            let Some(bytes) = tree.packed() else { continue };
            packed += 1;
            let back = Tree::unpacked(FileId::from_index(3), text, &bytes).unwrap();
            assert_eq!(format!("{back:?}"), format!("{tree:?}"));
        }
        assert!(packed >= right && right > 100, "{packed} {right}");
    }

    #[test]
    fn what_is_wrong_is_not_packed() {
        for text in ["a: *b\n", "a: [1, 2\n"] {
            let (tree, right) = tree(text);
            assert!(!right);
            assert_eq!(tree.packed(), None, "{text:?}");
        }
    }

    #[test]
    fn bytes_of_something_else_are_refused() {
        let text = "a: [1, \"\\t\"]\nb: 'two'\n";
        let bytes = tree(text).0.packed().unwrap();
        let file = FileId::from_index(0);
        for cut in 0..bytes.len() {
            assert!(Tree::unpacked(file, text, &bytes[..cut]).is_none(), "{cut}");
        }
        assert!(Tree::unpacked(file, "a", &bytes).is_none());
        assert!(Tree::unpacked(file, text, &[&bytes[..], &[0]].concat()).is_none());
        for at in 0..bytes.len() {
            let mut other = bytes.clone();
            other[at] ^= 0x41;
            // Whatever it is then, walking through it ends.
            let nodes = |tree: &Tree<'_>| tree.documents().map(count).sum::<usize>();
            assert!(Tree::unpacked(file, text, &other).is_none_or(|tree| nodes(&tree) < 1_000));
        }
    }

    fn count(node: crate::Node<'_, '_>) -> usize {
        let entries = node.entries().map(|(_, value)| value);
        1 + node.items().chain(entries).map(count).sum::<usize>()
    }
}
