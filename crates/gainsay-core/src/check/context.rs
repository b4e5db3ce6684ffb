//! What every step of the check looks things up in.

use super::tree::Tree;
use crate::claim::{Claim, Named, Records};
use crate::rule::Rules;
use gainsay_yaml::text::{Files, Name};

/// The input of a check, with the trees of sources and places.
#[derive(Debug)]
pub struct Context<'r> {
    /// The files that spans point into.
    pub files: &'r Files,
    /// The claims and the registry.
    pub records: &'r Records,
    /// The rules and the vocabulary.
    pub rules: &'r Rules,
    /// Sources by parent.
    pub sources: Tree,
    /// Places by the place around them.
    pub places: Tree,
}

impl<'r> Context<'r> {
    /// The context of checking `records` under `rules`.
    #[must_use]
    pub fn new(files: &'r Files, records: &'r Records, rules: &'r Rules) -> Self {
        let registry = &records.registry;
        let (sources, places) = (Tree::of_sources(registry), Tree::of_places(registry));
        Self { files, records, rules, sources, places }
    }

    /// The text of a name.
    #[must_use]
    pub fn text(&self, name: Name) -> &'r str {
        self.records.names.text(name)
    }

    /// The id of a claim.
    #[must_use]
    pub fn id(&self, claim: &Claim) -> &'r str {
        self.text(claim.id.value)
    }

    /// The name of a source as shown.
    #[must_use]
    pub fn source(&self, id: Name) -> &str {
        self.shown(id, self.records.registry.sources.get(&id).map(|source| &source.named))
    }

    /// The grade of a source by the Admiralty code, if it has one of its own.
    #[must_use]
    pub fn grade(&self, source: Name) -> Option<char> {
        self.records.registry.sources.get(&source)?.reliability.map(|grade| grade.value)
    }

    /// The name of a subject as shown.
    #[must_use]
    pub fn subject(&self, id: Name) -> &str {
        self.shown(id, self.records.registry.subjects.get(&id))
    }

    /// The name of a place as shown.
    #[must_use]
    pub fn place(&self, id: Name) -> &str {
        self.shown(id, self.records.registry.places.get(&id))
    }

    fn shown<'s>(&'s self, id: Name, named: Option<&'s Named>) -> &'s str {
        let name = named.and_then(|named| named.name.as_ref()).map(|name| name.as_str(self.files));
        name.unwrap_or_else(|| self.text(id))
    }
}
