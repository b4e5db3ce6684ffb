//! Where names are declared, and what belongs to what: once for all names, so that an edit does not go over all declarations.

use std::collections::{BTreeSet, HashMap, HashSet};

use gainsay_core::claim::{Named, Registry};
use gainsay_core::text::{FileId, Name};

/// A subject, or none: claims without one are about the same thing, too.
pub(crate) type Subject = Option<Name>;

/// What is declared.
#[derive(Debug, Default)]
pub(crate) struct Declared {
    /// The files that declare each name or alias, each with what it belongs to there.
    entries: HashMap<Name, Vec<(FileId, Option<Name>)>>,
    /// The subjects by their aliases.
    subjects: HashMap<Name, Name>,
    /// The subjects that are part of others, by what all of these are part of in the end.
    parts: HashMap<Name, Vec<Name>>,
}

impl Declared {
    /// What `registry` declares.
    pub(crate) fn new(registry: &Registry) -> Self {
        let mut declared = Self::default();
        for (id, named) in named(registry) {
            let entry = (named.id.span.file, named.parent.map(|parent| parent.value));
            for name in std::iter::once(id).chain(named.aliases.iter().map(|alias| alias.value)) {
                declared.entries.entry(name).or_default().push(entry);
            }
        }
        for (id, named) in &registry.subjects {
            for alias in &named.aliases {
                declared.subjects.entry(alias.value).or_insert(*id);
            }
            if named.parent.is_some() {
                declared.parts.entry(top(registry, *id)).or_default().push(*id);
            }
        }
        declared
    }

    /// The id behind a name of a subject, which may be an alias.
    pub(crate) fn canonical(&self, registry: &Registry, name: Name) -> Name {
        if registry.subjects.contains_key(&name) {
            return name;
        }
        self.subjects.get(&name).copied().unwrap_or(name)
    }

    /// `subjects` with all that they are part of, and all that is part of these.
    pub(crate) fn families(&self, registry: &Registry, mut subjects: HashSet<Subject>) -> HashSet<Subject> {
        let tops: HashSet<Name> = subjects.iter().flatten().map(|&name| top(registry, name)).collect();
        let parts = tops.iter().filter_map(|top| self.parts.get(top)).flatten();
        subjects.extend(parts.chain(&tops).map(|name| Some(*name)));
        subjects
    }

    /// The files that declare the names `used`, and what these belong to.
    pub(crate) fn files(&self, used: &HashSet<Name>) -> BTreeSet<FileId> {
        let (mut files, mut seen) = (BTreeSet::new(), HashSet::new());
        let mut open: Vec<Name> = used.iter().copied().collect();
        while let Some(name) = open.pop() {
            if !seen.insert(name) {
                continue;
            }
            for (file, parent) in self.entries.get(&name).into_iter().flatten() {
                files.insert(*file);
                open.extend(parent);
            }
        }
        files
    }
}

/// What a subject is part of in the end, or it itself.
fn top(registry: &Registry, name: Name) -> Name {
    let up = |name: &Name| registry.subjects.get(name)?.parent.map(|parent| parent.value);
    std::iter::successors(Some(name), up).last().unwrap_or(name)
}

/// All that is declared.
pub(crate) fn named(registry: &Registry) -> impl Iterator<Item = (Name, &Named)> {
    let sources = registry.sources.iter().map(|(id, source)| (*id, &source.named));
    sources.chain(registry.subjects.iter().chain(&registry.places).map(|(id, named)| (*id, named)))
}
