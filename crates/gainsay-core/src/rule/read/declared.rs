//! Definitions by name, a later layer replacing an earlier one.

use indexmap::IndexMap;

use gainsay_yaml::text::{Problem, Span};

/// A definition, where its name stands, and in which layer.
#[derive(Debug)]
pub(super) struct Entry<T> {
    pub(super) layer: usize,
    pub(super) span: Span,
    pub(super) value: T,
    /// What an earlier layer says under the same name.
    pub(super) before: Option<Box<Self>>,
}

/// All definitions of one kind, in the order in which they came into force.
#[derive(Debug)]
pub(super) struct Declared<T> {
    /// What is declared, for messages: "attribute".
    what: &'static str,
    entries: IndexMap<String, Entry<T>>,
}

impl<T> Declared<T> {
    pub(super) fn new(what: &'static str) -> Self {
        Self { what, entries: IndexMap::new() }
    }

    /// Declares `value` as `name`. A second definition in one layer is told, and the first one stays.
    pub(super) fn declare(
        &mut self,
        layer: usize,
        name: &str,
        span: Span,
        value: T,
        problems: &mut Vec<Problem>,
    ) {
        if let Some(first) = self.entries.get(name).filter(|first| first.layer == layer) {
            let message = format!("the {} `{name}` is declared twice", self.what);
            problems.push(
                Problem::new("duplicate-id", span, message)
                    .label("declared again here")
                    .related(first.span, "declared here first")
                    .help("remove one of them, or give it another name"),
            );
            return;
        }
        // Taken out and put in anew, so that it comes after everything that it may win against.
        let before = self.entries.shift_remove(name).map(Box::new);
        self.entries.insert(name.to_owned(), Entry { layer, span, value, before });
    }

    pub(super) fn get(&self, name: &str) -> Option<&Entry<T>> {
        self.entries.get(name)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &Entry<T>)> {
        self.entries.iter().map(|(name, entry)| (name.as_str(), entry))
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.entries.keys().map(String::as_str)
    }

    /// The values in force by name.
    pub(super) fn into_values(self) -> impl Iterator<Item = (String, T)> {
        self.entries.into_iter().map(|(name, entry)| (name, entry.value))
    }
}
