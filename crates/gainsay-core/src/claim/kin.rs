//! The declared names of one kind, and the references to them.

use std::collections::{HashMap, HashSet};

use indexmap::IndexMap;

use super::sheet::Word;
use super::{Named, Place, Source, Subject};
use gainsay_yaml::text::{Files, Name, Names, Problem, Span, Spanned, Text, suggest};

/// What is declared in a registry.
pub(super) trait Entry {
    /// What it is called in messages, and in the codes of problems.
    const WORD: &'static str;
    /// The section that declares it.
    const SECTION: &'static str;
    /// How it belongs to another one.
    const BELONGS: &'static str;

    fn named(&self) -> &Named;
    fn named_mut(&mut self) -> &mut Named;
    /// The one that it belongs to, where the kind has such a thing.
    fn parent(&self) -> Option<Spanned<Name>>;
    fn set_parent(&mut self, parent: Option<Spanned<Name>>);
    /// Takes from `other`, which declares the same, what this one leaves out.
    fn fill(&mut self, other: Self);

    /// The code of a problem with such an entry.
    fn code(problem: Trouble) -> &'static str;
}

/// What can be wrong with an entry, or with a reference to one.
#[derive(Debug, Clone, Copy)]
pub(super) enum Trouble {
    Duplicate,
    Dangling,
    Ring,
}

macro_rules! entry {
    ($type:ty, $word:literal, $section:literal, $belongs:literal, $parent:expr, $set:expr, $fill:expr) => {
        impl Entry for $type {
            const WORD: &'static str = $word;
            const SECTION: &'static str = $section;
            const BELONGS: &'static str = $belongs;

            fn named(&self) -> &Named {
                &self.named
            }

            fn named_mut(&mut self) -> &mut Named {
                &mut self.named
            }

            fn parent(&self) -> Option<Spanned<Name>> {
                let parent: fn(&Self) -> Option<Spanned<Name>> = $parent;
                parent(self)
            }

            fn set_parent(&mut self, parent: Option<Spanned<Name>>) {
                let set: fn(&mut Self, Option<Spanned<Name>>) = $set;
                set(self, parent);
            }

            fn fill(&mut self, other: Self) {
                let fill: fn(&mut Self, &Self) = $fill;
                fill(self, &other);
                self.named.name = self.named.name.take().or(other.named.name);
            }

            fn code(problem: Trouble) -> &'static str {
                match problem {
                    Trouble::Duplicate => concat!("duplicate-", $word),
                    Trouble::Dangling => concat!("dangling-", $word),
                    Trouble::Ring => concat!($word, "-ring"),
                }
            }
        }
    };
}

entry!(
    Source,
    "source",
    "sources",
    "part of",
    |source| source.part_of,
    |source, parent| source.part_of = parent,
    |source, other| source.reliability = source.reliability.or(other.reliability)
);
entry!(Subject, "subject", "subjects", "", |_| None, |_, _| (), |_, _| ());
entry!(
    Place,
    "place",
    "places",
    "within",
    |place| place.within,
    |place, parent| place.within = parent,
    |_, _| ()
);

/// What the records are looked up with, and what is wrong with them.
#[derive(Debug)]
pub(super) struct Ledger<'f> {
    pub(super) files: &'f Files,
    pub(super) names: Names,
    pub(super) problems: Vec<Problem>,
    /// Whether a registry could not be read to its end, so that nothing can be called dangling.
    pub(super) partial: bool,
    /// How many more names may be compared with misspelt ones; keeps a flood of them from taking all day.
    comparisons: usize,
}

impl<'f> Ledger<'f> {
    pub(super) fn new(files: &'f Files) -> Self {
        Self { files, names: Names::default(), problems: Vec::new(), partial: false, comparisons: 1 << 18 }
    }

    pub(super) fn name(&mut self, text: &Text) -> Spanned<Name> {
        Spanned::new(self.names.intern(text.as_str(self.files)), text.span)
    }

    pub(super) fn word(&mut self, word: &Word<'_>) -> Spanned<Name> {
        Spanned::new(self.names.intern(&word.value), word.span)
    }

    /// The near one among `known`, while there is patience left to look for it.
    pub(super) fn near(&mut self, word: &str, known: impl IntoIterator<Item = Name>) -> Option<String> {
        let known: Vec<_> =
            known.into_iter().take(self.comparisons).map(|name| self.names.text(name)).collect();
        self.comparisons -= known.len();
        suggest::closest(word, known).map(str::to_owned)
    }
}

/// The declared names of one kind.
#[derive(Debug)]
pub(super) struct Kin<E> {
    pub(super) entries: IndexMap<Name, E>,
    /// What each alias stands for.
    aliases: HashMap<Name, Spanned<Name>>,
    /// The names that several entries want for an alias: they stand for none of them.
    disputed: HashSet<Name>,
    /// The aliases and parents that entries claim for themselves, to be settled once all are declared.
    wanted: Vec<(Name, Vec<Text>, Option<Text>)>,
}

impl<E> Default for Kin<E> {
    fn default() -> Self {
        Self {
            entries: IndexMap::new(),
            aliases: HashMap::new(),
            disputed: HashSet::new(),
            wanted: Vec::new(),
        }
    }
}

impl<E: Entry> Kin<E> {
    /// Declares `entry` with its `aliases` and the one that it belongs to.
    pub(super) fn declare(
        &mut self,
        ledger: &mut Ledger<'_>,
        entry: E,
        aliases: Option<Vec<Text>>,
        parent: Option<Text>,
    ) {
        let id = entry.named().id;
        match self.entries.entry(id.value) {
            indexmap::map::Entry::Vacant(place) => _ = place.insert(entry),
            indexmap::map::Entry::Occupied(mut first) => {
                let message = format!("the {} `{}` is declared twice", E::WORD, ledger.names.text(id.value));
                let problem = Problem::new(E::code(Trouble::Duplicate), id.span, message)
                    .label("its aliases are taken too, and what the first one leaves out")
                    .related(first.get().named().id.span, "the first one")
                    .help("put all that is to be said of it into one entry");
                ledger.problems.push(problem);
                first.get_mut().fill(entry);
            }
        }
        self.wanted.push((id.value, aliases.unwrap_or_default(), parent));
    }

    /// Settles aliases and parents; to be called once all entries are declared.
    pub(super) fn settle(&mut self, ledger: &mut Ledger<'_>) {
        let wanted = std::mem::take(&mut self.wanted);
        for (id, aliases, _) in &wanted {
            for alias in aliases {
                self.add_alias(ledger, *id, alias);
            }
        }
        // Whoever took such a name first must not have it alone: it would take the claims of the other.
        for alias in &self.disputed {
            let owner = self.aliases.remove(alias).and_then(|owner| self.entries.get_mut(&owner.value));
            if let Some(owner) = owner {
                owner.named_mut().aliases.retain(|own| own.value != *alias);
            }
        }
        for (id, _, parent) in &wanted {
            let parent = parent.as_ref().and_then(|parent| {
                let name = ledger.name(parent);
                self.resolve(ledger, name)
            });
            if let Some(entry) = self.entries.get_mut(id).filter(|entry| entry.parent().is_none()) {
                entry.set_parent(parent);
            }
        }
        self.cut_rings(ledger);
    }

    fn add_alias(&mut self, ledger: &mut Ledger<'_>, id: Name, alias: &Text) {
        let alias = ledger.name(alias);
        let declared = self.entries.get(&alias.value).map(|entry| entry.named().id);
        let taken = declared.or_else(|| {
            let owner = self.aliases.get(&alias.value)?;
            Some(Spanned::new(owner.value, owner.span))
        });
        match taken {
            Some(owner) if owner.value == id => {}
            Some(owner) => {
                let (name, other) = (ledger.names.text(alias.value), ledger.names.text(owner.value));
                let message = format!("the alias `{name}` already stands for the {} `{other}`", E::WORD);
                let label = if declared.is_some() {
                    "this one is passed over"
                } else {
                    self.disputed.insert(alias.value);
                    "so it stands for neither, but for itself"
                };
                let problem = Problem::new("duplicate-alias", alias.span, message)
                    .label(label)
                    .related(owner.span, "taken here");
                ledger.problems.push(problem);
            }
            None => {
                self.aliases.insert(alias.value, Spanned::new(id, alias.span));
                if let Some(entry) = self.entries.get_mut(&id) {
                    entry.named_mut().aliases.push(alias);
                }
            }
        }
    }

    /// The canonical name of what `name` refers to; tells where it refers to nothing.
    ///
    /// Where nothing of the kind is declared, names are taken as they are.
    pub(super) fn resolve(&self, ledger: &mut Ledger<'_>, name: Spanned<Name>) -> Option<Spanned<Name>> {
        if self.entries.is_empty() || self.entries.contains_key(&name.value) {
            return Some(name);
        }
        if let Some(owner) = self.aliases.get(&name.value) {
            return Some(Spanned::new(owner.value, name.span));
        }
        if ledger.partial || self.disputed.contains(&name.value) {
            return Some(name);
        }
        let word = ledger.names.text(name.value).to_owned();
        let aliases = self.entries.values().flat_map(|entry| &entry.named().aliases);
        let known = self.entries.keys().copied().chain(aliases.map(|alias| alias.value));
        let help = match ledger.near(&word, known) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("declare it under `{}:`", E::SECTION),
        };
        let message = format!("the {} `{word}` is declared nowhere", E::WORD);
        ledger.problems.push(Problem::new(E::code(Trouble::Dangling), name.span, message).help(help));
        None
    }

    /// Tells of every ring of entries that belong to each other, and cuts it at the one declared first.
    fn cut_rings(&mut self, ledger: &mut Ledger<'_>) {
        let mut done = HashSet::new();
        for start in 0..self.entries.len() {
            let mut path: Vec<Name> = Vec::new();
            let mut on_path = HashSet::new();
            let mut next = self.entries.get_index(start).map(|(id, _)| *id);
            while let Some(id) = next.filter(|id| !done.contains(id)) {
                if !on_path.insert(id) {
                    let from = path.iter().position(|other| *other == id).unwrap_or_default();
                    self.cut(ledger, &path[from..]);
                    break;
                }
                path.push(id);
                next = self.entries.get(&id).and_then(Entry::parent).map(|parent| parent.value);
            }
            done.extend(path);
        }
    }

    fn cut(&mut self, ledger: &mut Ledger<'_>, ring: &[Name]) {
        /// How many members of a ring are shown.
        const SHOWN: usize = 8;
        let first =
            (0..ring.len()).min_by_key(|&at| self.entries.get_index_of(&ring[at])).unwrap_or_default();
        let ring: Vec<_> = ring[first..].iter().chain(&ring[..first]).copied().collect();
        let steps: Vec<(Name, Span)> =
            ring.iter().filter_map(|id| Some((*id, self.entries.get(id)?.parent()?.span))).collect();
        let Some(&(start, span)) = steps.first() else { return };
        let text = |name: Name| ledger.names.text(name);
        let mut way: Vec<_> = ring.iter().take(SHOWN).map(|id| format!("`{}`", text(*id))).collect();
        if ring.len() > SHOWN {
            way.push("…".to_owned());
        }
        way.push(format!("`{}`", text(start)));
        let message =
            format!("the {} `{}` is {} itself: {}", E::WORD, text(start), E::BELONGS, way.join(" → "));
        let mut problem = Problem::new(E::code(Trouble::Ring), span, message).label("this is passed over");
        for (id, span) in steps.into_iter().take(SHOWN).skip(1) {
            problem = problem.related(span, format!("`{}` is {} this", text(id), E::BELONGS));
        }
        ledger.problems.push(problem);
        if let Some(entry) = self.entries.get_mut(&start) {
            entry.set_parent(None);
        }
    }
}
