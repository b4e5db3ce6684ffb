//! Definitions by name, a later layer replacing an earlier one.

use foldhash::fast::RandomState;
use indexmap::IndexMap;

use super::reader::Reader;
use crate::problem::{Code, Problem};
use gainsay_yaml::text::Span;

/// A definition, where its name is written, and in which layer.
#[derive(Debug)]
pub(super) struct Definition<T> {
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
    pub(super) by_name: IndexMap<String, Definition<T>, RandomState>,
}

impl<T> Declared<T> {
    pub(super) fn new(what: &'static str) -> Self {
        Self { what, by_name: IndexMap::default() }
    }

    /// Declares `value` as `name`. A second definition in one layer is reported, and the first one stays.
    pub(super) fn declare(&mut self, reader: &mut Reader<'_>, name: &str, span: Span, value: T) {
        let layer = reader.layer;
        if let Some(first) = self.by_name.get(name).filter(|first| first.layer == layer) {
            let message = format!("the {} `{name}` is declared twice", self.what);
            let problem = Problem::new(Code::DuplicateId, span, message)
                .label("declared again here")
                .related(first.span, "declared here first")
                .help("remove one of them, or give it another name");
            return reader.report(problem);
        }
        // Taken out and put in anew, so that it comes after everything that it may win against.
        let before = self.by_name.shift_remove(name).map(Box::new);
        self.by_name.insert(name.to_owned(), Definition { layer, span, value, before });
    }

    /// The values in force by name.
    pub(super) fn into_values(self) -> impl Iterator<Item = (String, T)> {
        self.by_name.into_iter().map(|(name, definition)| (name, definition.value))
    }
}
