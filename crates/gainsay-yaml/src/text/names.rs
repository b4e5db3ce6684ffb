//! Names held once, compared as numbers.

use std::hash::BuildHasher;
use std::num::NonZeroU32;

use foldhash::fast::RandomState;
use hashbrown::HashTable;

/// An interned string: two names are the same text exactly when they are equal.
///
/// The order of names is the order in which they were first seen, which depends on the files; nothing that a
/// user sees may be ordered by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(NonZeroU32);

impl Name {
    /// The name with the number `index`.
    fn new(index: usize) -> Self {
        Self(NonZeroU32::MIN.saturating_add(index as u32))
    }

    /// The number of the name within this run.
    #[must_use]
    pub fn number(self) -> u32 {
        self.0.get() - 1
    }
}

/// The strings of all names, in one text: most names are ids that come once, and a million of them
/// should not be a million allocations.
#[derive(Debug, Default)]
pub struct Names {
    text: String,
    /// Where each name ends in `text`, by its number.
    ends: Vec<usize>,
    /// The numbers of the names, by the hash of their text. It is only asked, never walked.
    known: HashTable<u32>,
    hasher: RandomState,
}

impl Names {
    /// The name for `text`, made if it is new.
    pub fn intern(&mut self, text: &str) -> Name {
        if let Some(name) = self.find(text) {
            return name;
        }
        let name = Name::new(self.ends.len());
        self.text.push_str(text);
        self.ends.push(self.text.len());
        let Self { text: all, ends, known, hasher } = self;
        let hash = |&number: &u32| hasher.hash_one(slice(all, ends, number));
        known.insert_unique(hasher.hash_one(text), name.number(), hash);
        name
    }

    /// The name for `text`, if it is known.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<Name> {
        let same = |&number: &u32| slice(&self.text, &self.ends, number) == text;
        let number = self.known.find(self.hasher.hash_one(text), same)?;
        Some(Name::new(*number as usize))
    }

    /// The text of `name`.
    #[must_use]
    pub fn text(&self, name: Name) -> &str {
        slice(&self.text, &self.ends, name.number())
    }
}

/// The text of the name with this number.
fn slice<'n>(text: &'n str, ends: &[usize], number: u32) -> &'n str {
    let number = number as usize;
    let start = number.checked_sub(1).and_then(|before| ends.get(before)).copied().unwrap_or_default();
    ends.get(number).and_then(|&end| text.get(start..end)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::Names;

    #[test]
    fn a_text_has_one_name() {
        let mut names = Names::default();
        let texts: Vec<String> = (0..1_000).map(|number| format!("é{number}")).collect();
        let first: Vec<_> = texts.iter().map(|text| names.intern(text)).collect();
        let again: Vec<_> = texts.iter().map(|text| names.intern(text)).collect();
        assert_eq!(first, again);
        assert!(first.is_sorted());
        assert!(first.iter().zip(&texts).all(|(name, text)| names.text(*name) == text));
        assert_eq!(names.find("é1000"), None);
        let empty = names.intern("");
        assert_eq!((names.text(empty), names.find("")), ("", Some(empty)));
    }
}
