//! Which declarations speak of one attribute: those under its name and under its synonyms, in all layers.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use super::declared::{self, Declared};
use super::format::AttributeKeys;
use super::reader::Reader;
use crate::problem::{Code, Problem};
use crate::rule::{Pattern, fold_attribute};
use gainsay_yaml::text::{Span, Spanned, Text};

/// An attribute as one file declares it.
#[derive(Debug)]
pub(super) struct Definition {
    pub(super) pattern: Pattern,
    /// What it says, in a place of its own: a list of definitions that grows moves all that it holds.
    pub(super) keys: Box<AttributeKeys>,
}

/// An attribute with all that is declared of it.
#[derive(Debug)]
pub(super) struct Group<'d> {
    /// The name or glob that it is declared under.
    pub(super) pattern: &'d Pattern,
    /// Its other names, each once.
    pub(super) synonyms: Vec<Spanned<String>>,
    /// What the layers say of it, the earliest first.
    pub(super) declarations: Vec<&'d declared::Definition<Definition>>,
}

impl Group<'_> {
    /// The last layer that says something of it.
    fn layer(&self) -> usize {
        self.declarations.last().map_or(0, |declared| declared.layer)
    }

    /// Where its last declaration stands.
    fn span(&self) -> Span {
        self.declarations.last().map_or(self.pattern.text.span, |declared| declared.span)
    }
}

/// All attributes, and which one a name or a glob belongs to.
#[derive(Debug, Default)]
pub(super) struct Groups<'d> {
    /// The attributes; nothing where one has become part of another.
    groups: Vec<Option<Group<'d>>>,
    owners: HashMap<String, usize, RandomState>,
}

impl<'d> Groups<'d> {
    /// Brings together what is declared of one attribute.
    ///
    /// A later layer that declares a synonym, or names one, speaks of the same attribute, unless it declares the synonym with
    /// `like`: that makes it an attribute of its own. Within one layer each name belongs to one declaration.
    pub(super) fn new(reader: &mut Reader<'_>, definitions: &'d Declared<Definition>) -> Self {
        let mut all: Vec<&declared::Definition<Definition>> = Vec::new();
        for latest in definitions.by_name.values() {
            all.extend(std::iter::successors(Some(latest), |declared| declared.before.as_deref()));
        }
        all.sort_by_key(|declared| (declared.layer, declared.span.file, declared.span.start));
        let mut groups = Self::default();
        for declared in all {
            groups.add(reader, declared);
        }
        groups
    }

    /// The attributes that there are, with their numbers.
    pub(super) fn all(&self) -> impl Iterator<Item = (usize, &Group<'d>)> {
        self.groups.iter().enumerate().filter_map(|(at, group)| Some((at, group.as_ref()?)))
    }

    /// The attribute of a number.
    pub(super) fn get(&self, at: usize) -> Option<&Group<'d>> {
        self.groups.get(at)?.as_ref()
    }

    /// How many numbers there are.
    pub(super) fn len(&self) -> usize {
        self.groups.len()
    }

    /// The number of the attribute that a name or a glob belongs to.
    pub(super) fn owner(&self, name: &str) -> Option<usize> {
        self.owners.get(fold_attribute(name).as_ref()).copied()
    }

    fn add(&mut self, reader: &mut Reader<'_>, declared: &'d declared::Definition<Definition>) {
        let Definition { pattern, keys } = &declared.value;
        let name = fold_attribute(&pattern.text.value).into_owned();
        if keys.like.is_some() {
            self.leave(&name, declared.layer);
        }
        let home = match self.owners.get(&name) {
            Some(&home) => {
                let there = self.groups[home].as_ref().filter(|group| group.layer() == declared.layer);
                if let Some(there) = there.filter(|group| !group.declarations.is_empty()) {
                    return reader.report(twice(&pattern.text.value, declared.span, there.span()));
                }
                home
            }
            None => {
                self.groups.push(Some(Group { pattern, synonyms: Vec::new(), declarations: Vec::new() }));
                self.owners.insert(name, self.groups.len() - 1);
                self.groups.len() - 1
            }
        };
        for synonym in keys.synonyms.iter().flatten() {
            self.name(reader, home, declared, synonym);
        }
        if let Some(group) = &mut self.groups[home] {
            group.declarations.push(declared);
        }
    }

    /// Takes a synonym out of the attribute that an earlier layer gives it to.
    fn leave(&mut self, name: &str, layer: usize) {
        let Some(&owner) = self.owners.get(name) else { return };
        let Some(group) = self.groups[owner].as_mut().filter(|group| group.layer() < layer) else { return };
        let before = group.synonyms.len();
        group.synonyms.retain(|synonym| fold_attribute(&synonym.value) != name);
        if group.synonyms.len() < before {
            self.owners.remove(name);
        }
    }

    /// Makes `synonym` a name of the attribute `home`.
    fn name(
        &mut self,
        reader: &mut Reader<'_>,
        home: usize,
        declared: &declared::Definition<Definition>,
        synonym: &Text,
    ) {
        let written = reader.text(synonym).to_owned();
        let text = Spanned::new(written.clone(), synonym.span);
        let glob = Pattern::new(text.clone()).map(|pattern| pattern.is_glob());
        let wrong = match glob {
            Err(problem) => Some(problem),
            Ok(true) => Some(
                Problem::new(Code::BadPattern, synonym.span, format!("the synonym `{written}` is a glob"))
                    .help("a synonym is one name; declare the glob by itself, with `like`"),
            ),
            Ok(false) if declared.value.pattern.is_glob() => Some(
                Problem::new(
                    Code::UselessKey,
                    synonym.span,
                    "a glob names no attribute that could have synonyms",
                )
                .help("declare one of the attributes by its name, with its `synonyms`"),
            ),
            Ok(false) => None,
        };
        if let Some(problem) = wrong {
            return reader.report(problem);
        }
        let folded = fold_attribute(&written).into_owned();
        match self.owners.get(&folded).copied() {
            Some(owner) if owner == home => {}
            Some(owner) => {
                let there = self.get(owner).filter(|group| group.layer() == declared.layer);
                match there.map(Group::span) {
                    Some(span) => reader.report(twice(&written, synonym.span, span)),
                    None => self.join(home, owner),
                }
            }
            None => {
                self.owners.insert(folded, home);
                if let Some(group) = &mut self.groups[home] {
                    group.synonyms.push(text);
                }
            }
        }
    }

    /// Makes one attribute of two: what `other` is declared as counts where `home` says nothing.
    fn join(&mut self, home: usize, other: usize) {
        let Some(other) = self.groups[other].take() else { return };
        for name in std::iter::once(&other.pattern.text).chain(&other.synonyms) {
            self.owners.insert(fold_attribute(&name.value).into_owned(), home);
        }
        if let Some(group) = &mut self.groups[home] {
            group.synonyms.push(other.pattern.text.clone());
            group.synonyms.extend(other.synonyms);
            group.declarations.extend(other.declarations);
            group.declarations.sort_by_key(|declared| declared.layer);
        }
    }
}

fn twice(name: &str, span: Span, first: Span) -> Problem {
    Problem::new(Code::DuplicateId, span, format!("the attribute `{name}` is declared twice"))
        .label("declared again here")
        .related(first, "declared here first")
        .help("give each name to one attribute, as its name or as one of its `synonyms`")
}
