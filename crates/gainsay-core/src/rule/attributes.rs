//! The declared attributes, and which of them a name is of.

use std::collections::HashMap;
use std::sync::OnceLock;

use foldhash::fast::RandomState;

use super::pattern::{canonical, fold_attribute};
use super::{Attribute, PatternIndex};

/// The declared attributes: exact names before globs, longer globs before shorter ones.
#[derive(Debug, Default)]
pub struct Attributes {
    all: Vec<Attribute>,
    /// Where in `all` that of each name is, as names are compared: every topic is looked up.
    by_name: HashMap<String, usize, RandomState>,
    /// The same by what names that say the same have in common; nothing where those of several attributes do. Only names that no file
    /// declares are looked up there.
    by_canonical: OnceLock<HashMap<String, Option<usize>, RandomState>>,
    /// Those that are declared by a glob.
    globs: PatternIndex,
}

/// The attributes that a name which no file declares may mean.
pub(super) enum Meant<'a> {
    None,
    One(&'a Attribute),
    Several,
}

impl Attributes {
    /// The attributes of a list in that order. No name is of two of them.
    pub(crate) fn new(all: Vec<Attribute>) -> Self {
        let (mut by_name, mut globs) = (HashMap::<_, _, RandomState>::default(), PatternIndex::default());
        for (at, attribute) in all.iter().enumerate() {
            by_name.extend(attribute.exact_names().map(|name| (fold_attribute(name).into_owned(), at)));
            if attribute.pattern.is_glob() {
                globs.insert(&attribute.pattern, at);
            }
        }
        Self { all, by_name, by_canonical: OnceLock::new(), globs }
    }

    /// The one that is declared under this name itself, or has it as a synonym, as names are compared.
    pub(super) fn declared(&self, folded: &str) -> Option<&Attribute> {
        self.by_name.get(folded).map(|&at| &self.all[at])
    }

    /// The one that is declared by a glob which matches `name`; of several the first.
    pub(super) fn glob(&self, name: &str) -> Option<&Attribute> {
        let mut candidates = self.globs.candidates(name).into_iter().map(|at| &self.all[at]);
        candidates.find(|attribute| attribute.pattern.matches_attribute(name))
    }

    fn by_canonical(&self) -> HashMap<String, Option<usize>, RandomState> {
        let mut by_canonical = HashMap::<_, _, RandomState>::default();
        for (at, attribute) in self.all.iter().enumerate() {
            for name in attribute.exact_names().map(fold_attribute) {
                let of = by_canonical.entry(canonical(&name).into_owned()).or_insert(Some(at));
                *of = of.filter(|of| *of == at);
            }
        }
        by_canonical
    }

    /// Which of them have a name that says the same as others with this in common.
    pub(super) fn canonical(&self, canonical: &str) -> Meant<'_> {
        match self.by_canonical.get_or_init(|| self.by_canonical()).get(canonical) {
            Some(&Some(at)) => Meant::One(&self.all[at]),
            Some(None) => Meant::Several,
            None => Meant::None,
        }
    }
}

impl std::ops::Deref for Attributes {
    type Target = [Attribute];

    fn deref(&self) -> &[Attribute] {
        &self.all
    }
}
