//! What is part of what: sources of their parents, places of the places around them.

use crate::claim::Registry;
use crate::maps::HashMap;
use gainsay_yaml::text::Name;

/// A forest of names, each with at most one parent.
#[derive(Debug, Default)]
pub(super) struct Tree {
    parents: HashMap<Name, Name>,
}

impl Tree {
    /// The sources by `part-of`.
    pub(super) fn of_sources(registry: &Registry) -> Self {
        let pairs =
            registry.sources.iter().filter_map(|(&id, source)| Some((id, source.named.parent?.value)));
        Self { parents: pairs.collect() }
    }

    /// The subjects by `part-of`.
    pub(super) fn of_subjects(registry: &Registry) -> Self {
        let pairs = registry.subjects.iter().filter_map(|(&id, subject)| Some((id, subject.parent?.value)));
        Self { parents: pairs.collect() }
    }

    /// The places by `within`.
    pub(super) fn of_places(registry: &Registry) -> Self {
        let pairs = registry.places.iter().filter_map(|(&id, place)| Some((id, place.parent?.value)));
        Self { parents: pairs.collect() }
    }

    /// The parent of `name`.
    pub(super) fn parent(&self, name: Name) -> Option<Name> {
        self.parents.get(&name).copied()
    }

    /// `name`, its parent, and so on up to the root. The registry has cut all rings.
    pub(super) fn up(&self, name: Name) -> impl Iterator<Item = Name> {
        std::iter::successors(Some(name), |&at| self.parent(at))
    }

    /// `name` and its parent, that and its own, and so on up to the root.
    pub(super) fn steps(&self, name: Name) -> impl Iterator<Item = (Name, Name)> {
        self.up(name).zip(self.up(name).skip(1))
    }

    /// Whether `whole` is `part` itself or lies above it.
    pub(super) fn holds(&self, whole: Name, part: Name) -> bool {
        self.up(part).any(|at| at == whole)
    }

    /// The closest name above both, other than either of them.
    pub(super) fn common_parent(&self, a: Name, b: Name) -> Option<Name> {
        self.up(a).skip(1).find(|&above| above != b && self.holds(above, b))
    }
}
