//! The declared attributes, and which of them a name is of.

use std::collections::HashMap;

use super::Attribute;
use super::pattern::fold_attribute;

/// The declared attributes: exact names before globs, longer globs before shorter ones.
#[derive(Debug, Default)]
pub struct Attributes {
    all: Vec<Attribute>,
    /// Where in `all` that of each name is, as names are compared: every topic is looked up.
    by_name: HashMap<String, usize>,
}

impl Attributes {
    /// The attributes of a list in that order. No name is of two of them.
    pub(crate) fn new(all: Vec<Attribute>) -> Self {
        let mut by_name = HashMap::new();
        for (at, attribute) in all.iter().enumerate() {
            by_name.extend(attribute.exact_names().map(|name| (fold_attribute(name).into_owned(), at)));
        }
        Self { all, by_name }
    }

    /// The one that is declared under `name` itself, or has it as a synonym.
    pub(crate) fn named(&self, name: &str) -> Option<&Attribute> {
        self.by_name.get(fold_attribute(name).as_ref()).map(|&at| &self.all[at])
    }
}

impl std::ops::Deref for Attributes {
    type Target = [Attribute];

    fn deref(&self) -> &[Attribute] {
        &self.all
    }
}
