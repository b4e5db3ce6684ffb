//! Lists and mappings as serde walks them, with their keys policed.

use std::collections::HashMap;

use serde::de::value::BorrowedStrDeserializer;
use serde::de::{DeserializeSeed, MapAccess, SeqAccess};

use super::de::{De, Told};
use super::error::{Error, brief};
use super::tree::{self, Node};
use crate::text::{Problem, near};

/// The items of a list.
pub(super) struct Items<'t, 'a, 'c> {
    de: De<'t, 'a, 'c>,
    items: tree::Items<'t, 'a>,
}

impl<'t, 'a, 'c> Items<'t, 'a, 'c> {
    pub(super) fn new(de: De<'t, 'a, 'c>) -> Self {
        Self { de, items: de.node.items() }
    }
}

impl<'a> SeqAccess<'a> for Items<'_, 'a, '_> {
    type Error = Error;

    fn next_element_seed<S: DeserializeSeed<'a>>(&mut self, seed: S) -> Result<Option<S::Value>, Error> {
        let left_out = self.de.shared.left_out;
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
    de: De<'t, 'a, 'c>,
    entries: tree::Entries<'t, 'a>,
    seen: HashMap<&'t str, Node<'t, 'a>>,
    entry: Option<(Node<'t, 'a>, Node<'t, 'a>)>,
}

impl<'t, 'a, 'c> Keys<'t, 'a, 'c> {
    pub(super) fn new(de: De<'t, 'a, 'c>) -> Self {
        Self { de, entries: de.node.entries(), seen: HashMap::new(), entry: None }
    }
}

impl<'a> MapAccess<'a> for Keys<'_, 'a, '_> {
    type Error = Error;

    fn next_key_seed<S: DeserializeSeed<'a>>(&mut self, seed: S) -> Result<Option<S::Value>, Error> {
        loop {
            let Some((key, value)) = self.entries.next() else { return Ok(None) };
            if self.de.shared.left_out.contains(&value.at) {
                continue;
            }
            if let Some(text) = key.as_str() {
                if let Some(first) = self.seen.get(text) {
                    self.de.shared.told.borrow_mut().push(Told::Twice(first.at, key.at));
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
/// An unknown key and one that came before are told and passed over.
pub(super) struct Record<'t, 'a, 'c> {
    de: De<'t, 'a, 'c>,
    keys: &'static [&'static str],
    entries: tree::Entries<'t, 'a>,
    /// The node at which each of `keys` came first, or 0. No record has more keys; what is beyond is not policed.
    firsts: [u32; MOST_KEYS],
    /// Which of `keys` is likely to come next: most records give them in their order.
    likely: usize,
    entry: Option<(Node<'t, 'a>, Node<'t, 'a>)>,
}

impl<'t, 'a, 'c> Record<'t, 'a, 'c> {
    pub(super) fn new(de: De<'t, 'a, 'c>, keys: &'static [&'static str]) -> Self {
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

    fn tell(&self, told: Told) {
        self.de.shared.told.borrow_mut().push(told);
    }
}

impl<'a> MapAccess<'a> for Record<'_, 'a, '_> {
    type Error = Error;

    fn next_key_seed<S: DeserializeSeed<'a>>(&mut self, seed: S) -> Result<Option<S::Value>, Error> {
        loop {
            let Some((key, value)) = self.entries.next() else { return Ok(None) };
            let Some(index) = self.known(key.as_str()) else {
                self.tell(Told::Unknown(key.at, self.keys));
                continue;
            };
            match self.firsts.get_mut(index) {
                Some(first) if *first == 0 => *first = key.at,
                Some(&mut at) => {
                    self.tell(Told::Twice(at, key.at));
                    continue;
                }
                None => {}
            }
            if self.de.shared.left_out.contains(&value.at) {
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
    de: De<'t, 'a, '_>,
    entry: Option<(Node<'t, 'a>, Node<'t, 'a>)>,
    seed: S,
) -> Result<S::Value, Error> {
    let (key, value) = entry.ok_or_else(Error::told)?;
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

/// The problems of the keys of `record` that were passed over.
pub(super) fn problems(record: Node<'_, '_>, told: Vec<Told>) -> impl Iterator<Item = Problem> {
    let node = move |at| Node { at, ..record };
    told.into_iter().enumerate().map(move |(number, told)| match told {
        Told::Twice(first, again) => duplicate(node(first), node(again)),
        Told::Unknown(key, known) if number < SUGGESTED => unknown(node(key), known.iter().copied()),
        Told::Unknown(key, known) => unknown_alone(node(key)).help(near::list(known)),
    })
}

/// The problem of a key that stands twice in one mapping.
#[must_use]
pub fn duplicate(first: Node<'_, '_>, again: Node<'_, '_>) -> Problem {
    Problem::new("duplicate-key", again.span(), format!("the key `{}` stands here twice", brief(again)))
        .label("this one is passed over")
        .related(first.span(), "the first one")
}

/// The problem of a key that is none of `known`.
pub fn unknown<'k>(key: Node<'_, '_>, known: impl IntoIterator<Item = &'k str>) -> Problem {
    unknown_alone(key).help(near::help(key.as_str().unwrap_or_default(), known))
}

fn unknown_alone(key: Node<'_, '_>) -> Problem {
    Problem::new("unknown-key", key.span(), format!("unknown key `{}`", brief(key)))
}
