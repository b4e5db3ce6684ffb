//! Names held once, compared as numbers.

use indexmap::IndexSet;

/// An interned string: two names are the same text exactly when they are equal.
///
/// The order of names is the order in which they were first seen, which depends on the files; nothing that a
/// user sees may be ordered by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(u32);

impl Name {
    /// The number that stands for the name within this run.
    #[must_use]
    pub fn number(self) -> u32 {
        self.0
    }
}

/// The strings behind every [`Name`].
#[derive(Debug, Default)]
pub struct Names(IndexSet<Box<str>>);

impl Names {
    /// The name for `text`, made if it is new.
    pub fn intern(&mut self, text: &str) -> Name {
        let index = match self.0.get_index_of(text) {
            Some(index) => index,
            None => self.0.insert_full(text.into()).0,
        };
        Name(index as u32)
    }

    /// The name for `text`, if anything bears it.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<Name> {
        self.0.get_index_of(text).map(|index| Name(index as u32))
    }

    /// The text of `name`.
    #[must_use]
    pub fn text(&self, name: Name) -> &str {
        self.0.get_index(name.0 as usize).map_or("", |text| text)
    }
}
