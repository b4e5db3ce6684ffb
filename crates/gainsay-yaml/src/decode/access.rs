//! Lists and mappings as serde walks them, with their keys checked.

use std::collections::HashMap;

use serde::de::value::BorrowedStrDeserializer;
use serde::de::{DeserializeSeed, IntoDeserializer, MapAccess, SeqAccess};

use super::attempt::{Known, NodeDeserializer, Skipped};
use super::error::Error;
use super::split;
use crate::keys;
use crate::text::{Problem, suggest};
use crate::tree::{self, Node};

/// Numbers that say how a node is written, then the node.
pub(super) struct Parts<'t, 'a, 'c, const N: usize> {
    numbers: std::array::IntoIter<u32, N>,
    node: Option<NodeDeserializer<'t, 'a, 'c>>,
}

impl<'t, 'a, 'c, const N: usize> Parts<'t, 'a, 'c, N> {
    pub(super) fn new(numbers: [u32; N], node: NodeDeserializer<'t, 'a, 'c>) -> Self {
        Self { numbers: numbers.into_iter(), node: Some(node) }
    }
}

impl<'a, const N: usize> SeqAccess<'a> for Parts<'_, 'a, '_, N> {
    type Error = Error;

    fn next_element_seed<S: DeserializeSeed<'a>>(&mut self, seed: S) -> Result<Option<S::Value>, Error> {
        if let Some(number) = self.numbers.next() {
            return seed.deserialize(number.into_deserializer()).map(Some);
        }
        self.node.take().map(|node| seed.deserialize(node)).transpose()
    }
}

/// The items of a list.
pub(super) struct Items<'t, 'a, 'c> {
    de: NodeDeserializer<'t, 'a, 'c>,
    items: tree::Items<'t, 'a>,
}

impl<'t, 'a, 'c> Items<'t, 'a, 'c> {
    pub(super) fn new(de: NodeDeserializer<'t, 'a, 'c>) -> Self {
        Self { de, items: de.node.items() }
    }
}

impl<'a> SeqAccess<'a> for Items<'_, 'a, '_> {
    type Error = Error;

    fn next_element_seed<S: DeserializeSeed<'a>>(&mut self, seed: S) -> Result<Option<S::Value>, Error> {
        let left_out = self.de.attempt.left_out;
        let Some(item) = self.items.find(|item| !left_out.contains(&item.at)) else { return Ok(None) };
        let read = seed.deserialize(self.de.with(item));
        read.map(Some).map_err(|mut error| {
            error.part.get_or_insert(item.at);
            error.at(item)
        })
    }
}

/// The entries of a mapping. A key that is unknown or came before is reported and skipped.
pub(super) struct Entries<'t, 'a, 'c, K> {
    de: NodeDeserializer<'t, 'a, 'c>,
    entries: tree::Entries<'t, 'a>,
    keys: K,
    entry: Option<(Node<'t, 'a>, Node<'t, 'a>)>,
    /// The value of the last key that was not skipped.
    last: Option<Node<'t, 'a>>,
}

impl<'t, 'a, 'c, K: Keys<'t>> Entries<'t, 'a, 'c, K> {
    pub(super) fn new(de: NodeDeserializer<'t, 'a, 'c>, keys: K) -> Self {
        Self { de, entries: de.node.entries(), keys, entry: None, last: None }
    }
}

impl<'t, 'a, K> Entries<'t, 'a, '_, K> {
    /// Notes that `key` is none of `known`, or the rest of a number that a comma splits.
    fn unknown(&mut self, key: Node<'t, 'a>, value: Node<'t, 'a>, known: Known) {
        let mut skipped = self.de.attempt.skipped.borrow_mut();
        if let Some(last) = self.last.filter(|last| last.is_plain()) {
            if let Some(Skipped::Split(start, end)) = skipped.last_mut()
                && *start == last.at
                && split::goes_on(Node { at: *end, ..key }, key, value)
            {
                *end = key.at;
                return;
            }
            if split::goes_on(last, key, value) {
                return skipped.push(Skipped::Split(last.at, key.at));
            }
        }
        self.last = None;
        skipped.push(Skipped::Unknown(self.de.node.at, key.at, known));
    }
}

impl<'t, 'a, K: Keys<'t>> MapAccess<'a> for Entries<'t, 'a, '_, K> {
    type Error = Error;

    fn next_key_seed<S: DeserializeSeed<'a>>(&mut self, seed: S) -> Result<Option<S::Value>, Error> {
        loop {
            let Some((key, value)) = self.entries.next() else { return Ok(None) };
            let known = match self.keys.check(key) {
                Ok(known) => known,
                Err(Wrong::Duplicate(first)) => {
                    self.last = None;
                    self.de.attempt.skipped.borrow_mut().push(Skipped::Duplicate(first, key.at));
                    continue;
                }
                Err(Wrong::Unknown(known)) => {
                    self.unknown(key, value, known);
                    continue;
                }
            };
            self.last = Some(value);
            if self.de.attempt.left_out.contains(&value.at) {
                continue;
            }
            self.entry = Some((key, value));
            if let Some(known) = known {
                return seed.deserialize(BorrowedStrDeserializer::new(known)).map(Some);
            }
            return seed.deserialize(self.de.with(key)).map(Some).map_err(|mut error| {
                error.part.get_or_insert(value.at);
                error.field.get_or_insert(value.at);
                error.at(key)
            });
        }
    }

    fn next_value_seed<S: DeserializeSeed<'a>>(&mut self, seed: S) -> Result<S::Value, Error> {
        let (key, value) = self.entry.ok_or_else(Error::reported)?;
        seed.deserialize(self.de.with(value)).map_err(|mut error| {
            error.part.get_or_insert(value.at);
            if error.field.is_none() {
                (error.field, error.key) = (Some(value.at), Some(key.at));
            }
            error.at(value)
        })
    }
}

/// The keys that a mapping may have, each once.
pub(super) trait Keys<'t> {
    /// Takes `key`: its name, if it is one of those that a type has; an error if it is to be skipped.
    fn check(&mut self, key: Node<'t, '_>) -> Result<Option<&'static str>, Wrong>;
}

/// Why a key is skipped.
pub(super) enum Wrong {
    /// It came before, at this node.
    Duplicate(u32),
    /// It is none of these.
    Unknown(Known),
}

/// Keys that are the user's own.
#[derive(Default)]
pub(super) struct AnyKeys<'t>(HashMap<&'t str, u32>);

impl<'t> Keys<'t> for AnyKeys<'t> {
    fn check(&mut self, key: Node<'t, '_>) -> Result<Option<&'static str>, Wrong> {
        match key.as_str().map(|text| *self.0.entry(text).or_insert(key.at)) {
            Some(first) if first != key.at => Err(Wrong::Duplicate(first)),
            _ => Ok(None),
        }
    }
}

const MOST_KEYS: usize = 64;

/// The keys of a type, and further ones of one record.
pub(super) struct KnownKeys {
    keys: Known,
    /// The node at which each of the keys came first, or 0. No record has more keys; what is beyond is not checked.
    firsts: [u32; MOST_KEYS],
    /// Which of `keys` is likely to come next: most records give them in their order.
    likely: usize,
}

impl KnownKeys {
    pub(super) fn new(keys: Known) -> Self {
        Self { keys, firsts: [0; MOST_KEYS], likely: 0 }
    }

    /// Which of the known keys `text` is, and that key.
    fn find(&self, text: &str) -> Option<(usize, &'static str)> {
        let [own, further] = self.keys;
        let (earlier, later) = own.split_at_checked(self.likely).unwrap_or((own, &[]));
        let of = |keys: &'static [&'static str], from: usize| {
            keys.iter().position(|known| *known == text).map(|at| (from + at, keys[at]))
        };
        of(later, self.likely).or_else(|| of(earlier, 0)).or_else(|| of(further, own.len()))
    }
}

impl<'t> Keys<'t> for KnownKeys {
    fn check(&mut self, key: Node<'t, '_>) -> Result<Option<&'static str>, Wrong> {
        let Some((index, name)) = key.as_str().and_then(|text| self.find(text)) else {
            return Err(Wrong::Unknown(self.keys));
        };
        self.likely = index + 1;
        match self.firsts.get_mut(index) {
            Some(&mut first) if first != 0 => return Err(Wrong::Duplicate(first)),
            Some(first) => *first = key.at,
            None => {}
        }
        Ok(Some(name))
    }
}

/// Of so many unknown keys of one record each is compared with those that are known; of more, nobody means one.
const SUGGESTED: usize = 1000;

/// The problems of the keys of `record` that were skipped.
pub(super) fn problems(record: Node<'_, '_>, skipped: Vec<Skipped>) -> impl Iterator<Item = Problem> {
    let node = move |at| Node { at, ..record };
    skipped.into_iter().enumerate().map(move |(number, skipped)| match skipped {
        Skipped::Duplicate(first, again) => keys::duplicate_key(node(first), node(again)),
        Skipped::Unknown(mapping, key, known) if number < SUGGESTED => {
            keys::unknown_key(node(mapping), node(key), known.concat())
        }
        Skipped::Unknown(_, key, known) => keys::unknown(node(key)).help(suggest::list(&known.concat())),
        Skipped::Split(value, key) => split::problem(node(value), node(key)),
    })
}
