//! The entries that a section of the registry declares, and the references to them.

use std::collections::{HashMap, HashSet};

use indexmap::IndexMap;
use indexmap::map::Entry;

use super::reader::Reader;
use super::{Named, Parts};
use crate::problem::{Code, Problem};
use gainsay_yaml::text::{FileId, Fix, Name, Safety, Span, Spanned, Text};
use gainsay_yaml::{Editor, Node};

/// What the entries of a section are called in messages, and the codes of problems with them.
#[derive(Debug)]
pub(super) struct Kind {
    entry: &'static str,
    section: &'static str,
    duplicate: Code,
    dangling: Code,
    /// How an entry belongs to another one, and the code of a ring of such.
    nests: (&'static str, Code),
}

impl Kind {
    pub(super) const SOURCE: Self = Self {
        entry: "source",
        section: "sources",
        duplicate: Code::DuplicateSource,
        dangling: Code::DanglingSource,
        nests: ("part of", Code::SourceRing),
    };
    pub(super) const SUBJECT: Self = Self {
        entry: "subject",
        section: "subjects",
        duplicate: Code::DuplicateSubject,
        dangling: Code::DanglingSubject,
        nests: ("part of", Code::SubjectRing),
    };
    pub(super) const PLACE: Self = Self {
        entry: "place",
        section: "places",
        duplicate: Code::DuplicatePlace,
        dangling: Code::DanglingPlace,
        nests: ("within", Code::PlaceRing),
    };
}

/// What the keys of an entry say.
#[derive(Debug, Default)]
pub(super) struct Keys {
    pub(super) name: Option<Text>,
    pub(super) aliases: Option<Vec<Text>>,
    /// The entry that it belongs to.
    pub(super) parent: Option<Text>,
    pub(super) parts: Option<Spanned<Parts>>,
    /// Where they are, and the last value among them.
    pub(super) written: Option<(Span, Span)>,
}

/// The declared entries of one section.
#[derive(Debug)]
pub(super) struct Section {
    kind: Kind,
    pub(super) entries: IndexMap<Name, Named>,
    /// What each alias stands for.
    aliases: HashMap<Name, Spanned<Name>>,
    /// The names that several entries want for an alias: they stand for none of them.
    disputed: HashSet<Name>,
    /// Where such entries are declared: the first section of each file, and the last value in it.
    written: IndexMap<FileId, (Span, Option<Span>)>,
    /// The aliases and parents that entries name, to be looked up once all entries are declared.
    pending: Vec<(Name, Vec<Text>, Option<Text>)>,
}

impl Section {
    pub(super) fn new(kind: Kind) -> Self {
        Self {
            kind,
            entries: IndexMap::new(),
            aliases: HashMap::new(),
            disputed: HashSet::new(),
            written: IndexMap::new(),
            pending: Vec::new(),
        }
    }

    /// Notes where the entries of `section` are declared, unless that is in a table, which nobody may add to.
    pub(super) fn written_at(&mut self, section: Node<'_, '_>) {
        if section.is_foreign() {
            return;
        }
        let (span, last) = (section.span(), section.entries().last());
        self.written.entry(span.file).or_insert((span, last.map(|(_, value)| value.span())));
    }

    /// Declares an entry with what its keys say, and returns its number. One that is declared before takes what it left out.
    pub(super) fn declare(&mut self, reader: &mut Reader<'_>, id: Spanned<Name>, keys: Keys) -> usize {
        let Keys { name, aliases, parent, parts, written } = keys;
        let number = match self.entries.entry(id.value) {
            Entry::Vacant(place) => {
                let number = place.index();
                place.insert(Named { id, name, aliases: Vec::new(), parent: None, parts, written });
                number
            }
            Entry::Occupied(mut first) => {
                let message =
                    format!("the {} `{}` is declared twice", self.kind.entry, reader.names.text(id.value));
                let problem = Problem::new(self.kind.duplicate, id.span, message)
                    .label("its aliases are used too, and what the first one leaves out")
                    .related(first.get().id.span, "the first one")
                    .help("put everything about it into one entry");
                reader.problems.push(problem);
                let entry = first.get_mut();
                entry.name = entry.name.take().or(name);
                entry.parts = entry.parts.or(parts);
                first.index()
            }
        };
        self.pending.push((id.value, aliases.unwrap_or_default(), parent));
        number
    }

    /// Looks up aliases and parents; to be called once all entries are declared.
    pub(super) fn resolve_all(&mut self, reader: &mut Reader<'_>) {
        let pending = std::mem::take(&mut self.pending);
        for (id, aliases, _) in &pending {
            for alias in aliases {
                self.add_alias(reader, *id, alias);
            }
        }
        // Whoever took such a name first must not have it alone: it would take the claims of the other.
        for alias in &self.disputed {
            let owner = self.aliases.remove(alias).and_then(|owner| self.entries.get_mut(&owner.value));
            if let Some(owner) = owner {
                owner.aliases.retain(|own| own.value != *alias);
            }
        }
        for (id, _, parent) in &pending {
            let parent = parent.as_ref().and_then(|parent| {
                let name = reader.name(parent);
                self.resolve(reader, name)
            });
            if self.parent(*id).is_none() {
                self.set_parent(*id, parent);
            }
        }
        self.cut_rings(reader);
    }

    fn parent(&self, id: Name) -> Option<Spanned<Name>> {
        self.entries.get(&id)?.parent
    }

    fn set_parent(&mut self, id: Name, parent: Option<Spanned<Name>>) {
        if let Some(entry) = self.entries.get_mut(&id) {
            entry.parent = parent;
        }
    }

    fn add_alias(&mut self, reader: &mut Reader<'_>, id: Name, alias: &Text) {
        let alias = reader.name(alias);
        let declared = self.entries.get(&alias.value).map(|entry| entry.id);
        match declared.or_else(|| self.aliases.get(&alias.value).copied()) {
            Some(owner) if owner.value == id => {}
            Some(owner) => {
                let (name, other) = (reader.names.text(alias.value), reader.names.text(owner.value));
                let message =
                    format!("the alias `{name}` already stands for the {} `{other}`", self.kind.entry);
                let label = if declared.is_some() {
                    "this one is ignored"
                } else {
                    self.disputed.insert(alias.value);
                    "so it stands for neither of them"
                };
                let problem = Problem::new(Code::DuplicateAlias, alias.span, message)
                    .label(label)
                    .related(owner.span, "taken here");
                reader.problems.push(problem);
            }
            None => {
                self.aliases.insert(alias.value, Spanned::new(id, alias.span));
                if let Some(entry) = self.entries.get_mut(&id) {
                    entry.aliases.push(alias);
                }
            }
        }
    }

    /// The id that `name` refers to; reports a name that refers to nothing.
    ///
    /// Where the section declares nothing, names are taken as they are.
    pub(super) fn resolve(&self, reader: &mut Reader<'_>, name: Spanned<Name>) -> Option<Spanned<Name>> {
        if self.entries.is_empty() || self.entries.contains_key(&name.value) {
            return Some(name);
        }
        if let Some(owner) = self.aliases.get(&name.value) {
            return Some(Spanned::new(owner.value, name.span));
        }
        if reader.partial || self.disputed.contains(&name.value) {
            return Some(name);
        }
        let word = reader.names.text(name.value).to_owned();
        let aliases = self.entries.values().flat_map(|entry| &entry.aliases);
        let known = self.entries.keys().copied().chain(aliases.map(|alias| alias.value));
        let meant = reader.closest(&word, known);
        let write = meant
            .as_ref()
            .and_then(|meant| Editor::of(reader.files, name.span).write(name.span, meant, Safety::Suggested));
        let declare = format!("declare it under `{}:`", self.kind.section);
        let help = meant.map_or_else(|| declare.clone(), |meant| format!("did you mean `{meant}`?"));
        let message = format!("the {} `{word}` is not declared", self.kind.entry);
        let fixes = write.into_iter().chain(self.declaration(reader, name.span, &word, declare));
        reader.problems.push(Problem::new(self.kind.dangling, name.span, message).help(help).fix(fixes));
        None
    }

    /// The fix that declares `word`, which is used at `span`: in the same file, if that has such a section, else in the first
    /// one that does.
    fn declaration(&self, reader: &Reader<'_>, span: Span, word: &str, title: String) -> Option<Fix> {
        let first = || self.written.first().map(|(_, section)| section);
        let &(section, last) = self.written.get(&span.file).or_else(first)?;
        let edit = Editor::of(reader.files, section).declare(section, last, word)?;
        Some(Fix::suggested(title, vec![edit]))
    }

    /// Reports every ring of entries that belong to each other, and cuts it at the one declared first.
    fn cut_rings(&mut self, reader: &mut Reader<'_>) {
        let mut done = HashSet::new();
        for start in 0..self.entries.len() {
            let mut path: Vec<Name> = Vec::new();
            let mut on_path = HashSet::new();
            let mut next = self.entries.get_index(start).map(|(id, _)| *id);
            while let Some(id) = next.filter(|id| !done.contains(id)) {
                if !on_path.insert(id) {
                    let from = path.iter().position(|other| *other == id).unwrap_or_default();
                    self.cut(reader, &path[from..]);
                    break;
                }
                path.push(id);
                next = self.parent(id).map(|parent| parent.value);
            }
            done.extend(path);
        }
    }

    fn cut(&mut self, reader: &mut Reader<'_>, ring: &[Name]) {
        /// How many members of a ring are shown.
        const SHOWN: usize = 8;
        let Kind { entry, nests: (belongs, code), .. } = self.kind;
        let first =
            (0..ring.len()).min_by_key(|&at| self.entries.get_index_of(&ring[at])).unwrap_or_default();
        let ring: Vec<_> = ring[first..].iter().chain(&ring[..first]).copied().collect();
        let steps: Vec<(Name, Span)> =
            ring.iter().filter_map(|id| Some((*id, self.parent(*id)?.span))).collect();
        let Some(&(start, span)) = steps.first() else { return };
        let text = |name: Name| reader.names.text(name);
        let mut path: Vec<_> = ring.iter().take(SHOWN).map(|id| format!("`{}`", text(*id))).collect();
        if ring.len() > SHOWN {
            path.push("…".to_owned());
        }
        path.push(format!("`{}`", text(start)));
        let message = format!("the {entry} `{}` is {belongs} itself: {}", text(start), path.join(" → "));
        let mut problem = Problem::new(code, span, message).label("this is ignored");
        for (id, span) in steps.into_iter().take(SHOWN).skip(1) {
            problem = problem.related(span, format!("`{}` is {belongs} this", text(id)));
        }
        reader.problems.push(problem);
        self.set_parent(start, None);
    }
}
