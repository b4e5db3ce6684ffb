//! Changes to a text that know nothing of what it means.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

/// A change, as numbers that mean something in any text.
#[derive(Debug, Clone)]
pub enum Change {
    /// Puts bytes in.
    Put(Index, Vec<u8>),
    /// Takes so many bytes out.
    Cut(Index, usize),
    /// Puts another word in the place of one.
    Word(Index, Index),
    /// Puts in the place of a value another one that stands under the same key elsewhere.
    Value(Index, Index),
    /// Does something to a line.
    Line(Index, Deed),
    /// Does something to an item of a list, with all that is indented below it.
    Item(Index, Deed),
}

/// What is done to a part of a text.
#[derive(Debug, Clone)]
pub enum Deed {
    Drop,
    Repeat,
    Move(Index),
    /// Blanks are put in before it or, where the number is negative, taken out.
    Indent(isize),
}

/// What YAML gives a meaning to, what is no text, and what people cannot see.
const BYTES: [&[u8]; 38] = [
    b"\n",
    b"\r",
    b"\r\n",
    b"\t",
    b" ",
    b"  ",
    b":",
    b": ",
    b"- ",
    b"-",
    b"#",
    b" #",
    b"\"",
    b"'",
    b"[",
    b"]",
    b"{",
    b"}",
    b",",
    b"&a ",
    b"*a",
    b"<<: ",
    b"|\n",
    b">\n",
    b"? ",
    b"!!str ",
    b"%",
    b"@",
    b"\n---\n",
    b"\n...\n",
    b"\0",
    b"\xff",
    b"\xc3",
    b"\xed\xa0\x80",
    "\u{feff}".as_bytes(),
    "\u{2028}".as_bytes(),
    "\u{85}".as_bytes(),
    "日本".as_bytes(),
];

/// Words that mean something wherever they stand.
const WORDS: [&str; 16] = [
    "id",
    "source",
    "cites",
    "value",
    "as-of",
    "report:",
    "claims:",
    "null",
    "true",
    "0",
    "-1",
    "9999999",
    "about",
    "2024-02-30",
    "1e400",
    "é",
];

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        Just(Deed::Drop),
        Just(Deed::Repeat),
        any::<Index>().prop_map(Deed::Move),
        (-6isize..7).prop_map(Deed::Indent),
    ]
}

/// One change.
pub fn change() -> impl Strategy<Value = Change> {
    let bytes = select(&BYTES[..]).prop_map(<[u8]>::to_vec);
    let any_bytes = vec(any::<u8>(), 1..4);
    prop_oneof![
        3 => (any::<Index>(), prop_oneof![4 => bytes, 1 => any_bytes]).prop_map(|(at, bytes)| Change::Put(at, bytes)),
        2 => (any::<Index>(), 1usize..9).prop_map(|(at, count)| Change::Cut(at, count)),
        2 => (any::<Index>(), any::<Index>()).prop_map(|(at, word)| Change::Word(at, word)),
        5 => (any::<Index>(), any::<Index>()).prop_map(|(at, value)| Change::Value(at, value)),
        3 => (any::<Index>(), deed()).prop_map(|(at, deed)| Change::Line(at, deed)),
        1 => (any::<Index>(), deed()).prop_map(|(at, deed)| Change::Item(at, deed)),
    ]
}

/// A few of them.
pub fn changes() -> impl Strategy<Value = Vec<Change>> {
    vec(change(), 1..4)
}

/// Words and values to put in.
#[derive(Debug, Clone, Default)]
pub struct Pool {
    words: Vec<Vec<u8>>,
    /// Values by their keys.
    values: BTreeMap<Vec<u8>, BTreeSet<Vec<u8>>>,
}

impl Pool {
    /// The words and values of these texts, and words that mean something in any.
    pub fn of<'t>(texts: impl Iterator<Item = &'t [u8]>) -> Self {
        let mut all: BTreeSet<Vec<u8>> = WORDS.iter().map(|word| word.as_bytes().to_vec()).collect();
        let mut values = BTreeMap::<_, BTreeSet<_>>::new();
        for text in texts {
            all.extend(words(text).into_iter().map(|word| text[word].to_vec()));
            for (key, value) in entries(text) {
                values.entry(text[key].to_vec()).or_default().insert(text[value].to_vec());
            }
        }
        Self { words: all.into_iter().collect(), values }
    }
}

/// `text` after `changes`, with words out of `pool`.
pub fn changed(text: &[u8], changes: &[Change], pool: &Pool) -> Vec<u8> {
    changes.iter().fold(text.to_vec(), |text, change| change.made(text, pool))
}

impl Change {
    fn made(&self, mut text: Vec<u8>, pool: &Pool) -> Vec<u8> {
        match self {
            Self::Put(at, bytes) => {
                let at = at.index(text.len() + 1);
                text.splice(at..at, bytes.iter().copied());
                text
            }
            Self::Cut(at, count) => {
                let at = at.index(text.len() + 1);
                text.drain(at..text.len().min(at + count));
                text
            }
            Self::Word(at, word) => {
                let words = words(&text);
                if !words.is_empty() {
                    text.splice(at.get(&words).clone(), word.get(&pool.words).iter().copied());
                }
                text
            }
            Self::Value(at, value) => {
                let entries = entries(&text);
                if !entries.is_empty() {
                    let (key, old) = at.get(&entries).clone();
                    let values: Vec<_> = pool.values.get(&text[key]).into_iter().flatten().collect();
                    if !values.is_empty() {
                        text.splice(old, value.get(&values).iter().copied());
                    }
                }
                text
            }
            Self::Line(at, deed) => deed.done(lines(&text), *at).concat(),
            Self::Item(at, deed) => deed.done(items(&text), *at).concat(),
        }
    }
}

impl Deed {
    fn done<'t>(&self, mut parts: Vec<&'t [u8]>, at: Index) -> Vec<&'t [u8]> {
        const BLANKS: &[u8] = b"      ";
        if parts.is_empty() {
            return parts;
        }
        let at = at.index(parts.len());
        match self {
            Self::Drop => _ = parts.remove(at),
            Self::Repeat => parts.insert(at, parts[at]),
            Self::Move(to) => {
                let part = parts.remove(at);
                parts.insert(to.index(parts.len() + 1), part);
            }
            Self::Indent(by) if *by < 0 => {
                let blanks = parts[at].iter().take(by.unsigned_abs()).take_while(|byte| **byte == b' ');
                parts[at] = &parts[at][blanks.count()..];
            }
            Self::Indent(by) => parts.insert(at, &BLANKS[..by.unsigned_abs()]),
        }
        parts
    }
}

fn lines(text: &[u8]) -> Vec<&[u8]> {
    text.split_inclusive(|byte| *byte == b'\n').collect()
}

/// The items of block lists, and what stands before the first one.
fn items(text: &[u8]) -> Vec<&[u8]> {
    let (mut items, mut start, mut at) = (Vec::new(), 0, 0);
    for line in lines(text) {
        if line.trim_ascii_start().starts_with(b"- ") && start < at {
            items.push(&text[start..at]);
            start = at;
        }
        at += line.len();
    }
    items.push(&text[start..]);
    items
}

/// Where words stand: letters and digits, and the marks that join them.
fn words(text: &[u8]) -> Vec<Range<usize>> {
    let joins = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte) || byte >= 0x80;
    let (mut words, mut start) = (Vec::new(), None);
    for (at, byte) in text.iter().copied().chain([b' ']).enumerate() {
        match start {
            None if joins(byte) => start = Some(at),
            Some(from) if !joins(byte) => {
                words.push(from..at);
                start = None;
            }
            _ => {}
        }
    }
    words
}

/// Where keys and their values stand, if these are on one line.
fn entries(text: &[u8]) -> Vec<(Range<usize>, Range<usize>)> {
    let value = |key: &Range<usize>| {
        let from = key.end + 2;
        let rest = text[key.end..].strip_prefix(b": ")?;
        let to = from + rest.iter().position(|byte| b",}\r\n".contains(byte)).unwrap_or(rest.len());
        (from < to).then(|| (key.clone(), from..to))
    };
    words(text).iter().filter_map(value).collect()
}
