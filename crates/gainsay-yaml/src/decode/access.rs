//! Lists and mappings as serde walks them, with their keys checked.

use std::collections::HashMap;

use serde::de::value::BorrowedStrDeserializer;
use serde::de::{DeserializeSeed, IntoDeserializer, MapAccess, SeqAccess};

use super::attempt::{NodeDeserializer, Skipped};
use super::error::Error;
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

/// The entries of a mapping whose keys are the user's own; each may come once.
pub(super) struct Keys<'t, 'a, 'c> {
    de: NodeDeserializer<'t, 'a, 'c>,
    entries: tree::Entries<'t, 'a>,
    seen: HashMap<&'t str, Node<'t, 'a>>,
    entry: Option<(Node<'t, 'a>, Node<'t, 'a>)>,
}

impl<'t, 'a, 'c> Keys<'t, 'a, 'c> {
    pub(super) fn new(de: NodeDeserializer<'t, 'a, 'c>) -> Self {
        Self { de, entries: de.node.entries(), seen: HashMap::new(), entry: None }
    }
}

impl<'a> MapAccess<'a> for Keys<'_, 'a, '_> {
    type Error = Error;

    fn next_key_seed<S: DeserializeSeed<'a>>(&mut self, seed: S) -> Result<Option<S::Value>, Error> {
        loop {
            let Some((key, value)) = self.entries.next() else { return Ok(None) };
            if self.de.attempt.left_out.contains(&value.at) {
                continue;
            }
            if let Some(text) = key.as_str() {
                if let Some(first) = self.seen.get(text) {
                    self.de.attempt.skipped.borrow_mut().push(Skipped::Duplicate(first.at, key.at));
                    continue;
                }
                self.seen.insert(text, key);
            }
            self.entry = Some((key, value));
            let read = seed.deserialize(self.de.with(key));
            return read.map(Some).map_err(|mut error| {
                error.part.get_or_insert(value.at);
                error.field.get_or_insert(value.at);
                error.at(key)
            });
        }
    }

    fn next_value_seed<S: DeserializeSeed<'a>>(&mut self, seed: S) -> Result<S::Value, Error> {
        value(self.de, self.entry, seed)
    }
}

const MOST_KEYS: usize = 64;

/// The entries of a mapping whose keys are known.
///
/// An unknown key and one that came before are reported and skipped.
pub(super) struct Record<'t, 'a, 'c> {
    de: NodeDeserializer<'t, 'a, 'c>,
    keys: &'static [&'static str],
    entries: tree::Entries<'t, 'a>,
    /// The node at which each of `keys` came first, or 0. No record has more keys; what is beyond is not checked.
    firsts: [u32; MOST_KEYS],
    /// Which of `keys` is likely to come next: most records give them in their order.
    likely: usize,
    entry: Option<(Node<'t, 'a>, Node<'t, 'a>)>,
}

impl<'t, 'a, 'c> Record<'t, 'a, 'c> {
    pub(super) fn new(de: NodeDeserializer<'t, 'a, 'c>, keys: &'static [&'static str]) -> Self {
        Self { de, keys, entries: de.node.entries(), firsts: [0; MOST_KEYS], likely: 0, entry: None }
    }

    /// Which of the known keys `text` is.
    fn known(&mut self, text: Option<&str>) -> Option<usize> {
        let text = text?;
        let (earlier, later) = self.keys.split_at_checked(self.likely)?;
        let of = |keys: &[&str]| keys.iter().position(|known| *known == text);
        let index = of(later).map(|at| self.likely + at).or_else(|| of(earlier))?;
        self.likely = index + 1;
        Some(index)
    }

    fn skip(&self, skipped: Skipped) {
        self.de.attempt.skipped.borrow_mut().push(skipped);
    }
}

impl<'a> MapAccess<'a> for Record<'_, 'a, '_> {
    type Error = Error;

    fn next_key_seed<S: DeserializeSeed<'a>>(&mut self, seed: S) -> Result<Option<S::Value>, Error> {
        loop {
            let Some((key, value)) = self.entries.next() else { return Ok(None) };
            let Some(index) = self.known(key.as_str()) else {
                self.skip(Skipped::Unknown(key.at, self.keys));
                continue;
            };
            match self.firsts.get_mut(index) {
                Some(first) if *first == 0 => *first = key.at,
                Some(&mut at) => {
                    self.skip(Skipped::Duplicate(at, key.at));
                    continue;
                }
                None => {}
            }
            if self.de.attempt.left_out.contains(&value.at) {
                continue;
            }
            self.entry = Some((key, value));
            return seed.deserialize(BorrowedStrDeserializer::new(self.keys[index])).map(Some);
        }
    }

    fn next_value_seed<S: DeserializeSeed<'a>>(&mut self, seed: S) -> Result<S::Value, Error> {
        value(self.de, self.entry, seed)
    }
}

fn value<'t, 'a, S: DeserializeSeed<'a>>(
    de: NodeDeserializer<'t, 'a, '_>,
    entry: Option<(Node<'t, 'a>, Node<'t, 'a>)>,
    seed: S,
) -> Result<S::Value, Error> {
    let (key, value) = entry.ok_or_else(Error::reported)?;
    seed.deserialize(de.with(value)).map_err(|mut error| {
        error.part.get_or_insert(value.at);
        if error.field.is_none() {
            (error.field, error.key) = (Some(value.at), Some(key.at));
        }
        error.at(value)
    })
}

/// Of so many unknown keys of one record each is compared with those that are known; of more, nobody means one.
const SUGGESTED: usize = 1000;

/// The problems of the keys of `record` that were skipped.
pub(super) fn problems(record: Node<'_, '_>, skipped: Vec<Skipped>) -> impl Iterator<Item = Problem> {
    let node = move |at| Node { at, ..record };
    skipped.into_iter().enumerate().map(move |(number, skipped)| match skipped {
        Skipped::Duplicate(first, again) => keys::duplicate_key(node(first), node(again)),
        Skipped::Unknown(key, known) if number < SUGGESTED => {
            keys::unknown_key(node(key), known.iter().copied())
        }
        Skipped::Unknown(key, known) => keys::unknown(node(key)).help(suggest::list(known)),
    })
}
