//! Which claims are about a whole, and which about its parts.

use std::collections::HashMap;

use indexmap::IndexMap;

use crate::check::context::Context;
use crate::check::topic::{At, Scope, Topic};
use crate::claim::{Named, Parts};
use crate::rule::Kind;
use gainsay_yaml::text::Name;

/// What its parts are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Sort {
    /// Places within its place.
    Places,
    /// Named parts of its subject.
    Scopes,
    /// Subjects that are part of its subject.
    Subjects,
}

/// Which whole it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Key {
    pub topic: usize,
    pub scope: Scope,
    pub sort: Sort,
}

/// A whole with its parts.
#[derive(Debug)]
pub(super) struct Whole<'r> {
    pub key: Key,
    /// The claims about each part, by its name.
    pub parts: IndexMap<Name, Vec<At>>,
    /// Where the whole is declared.
    pub entry: Option<&'r Named>,
}

impl Whole<'_> {
    /// How its parts make it up, where that is declared.
    pub(super) fn declared(&self) -> Option<Parts> {
        Some(self.entry?.parts?.value)
    }

    /// Whether there are claims about all parts.
    pub(super) fn is_complete(&self, context: &Context<'_>) -> bool {
        let registry = &context.records.registry;
        let within = |entries: &IndexMap<Name, Named>, whole: Option<Name>| {
            let parent = |entry: &Named| entry.parent.map(|parent| parent.value);
            let mut parts = entries.iter().filter(|(_, entry)| whole.is_some() && parent(entry) == whole);
            parts.all(|(id, _)| self.parts.contains_key(id))
        };
        match self.key.sort {
            Sort::Places => within(&registry.places, self.key.scope.place),
            Sort::Subjects => within(&registry.subjects, self.entry.map(|entry| entry.id.value)),
            // Which named parts there are no file declares: they are those that claims name.
            Sort::Scopes => true,
        }
    }
}

/// All wholes of which there are parts, among the topics that add up.
pub(super) fn all<'r>(topics: &[Topic<'r>], context: &Context<'r>) -> Vec<Whole<'r>> {
    let wholes = Wholes { topics, context, of_subjects: of_subjects(topics) };
    let mut found: IndexMap<Key, IndexMap<Name, Vec<At>>> = IndexMap::new();
    for (at, topic) in topics.iter().enumerate().filter(|(_, topic)| adds_up(topic)) {
        for (&scope, claims) in &topic.scopes {
            for (key, part) in wholes.around(at, scope) {
                let parts = found.entry(key).or_default();
                parts.entry(part).or_default().extend(claims.iter().map(|&claim| (at, claim)));
            }
        }
    }
    found.into_iter().map(|(key, parts)| Whole { key, parts, entry: wholes.entry(key) }).collect()
}

/// Whether the values of a topic are numbers of which those of parts add up.
pub(super) fn adds_up(topic: &Topic<'_>) -> bool {
    topic.definition.kind == Kind::Quantity && topic.definition.additive
}

/// The topics that add up, by subject and attribute.
type OfSubjects = HashMap<(Name, Name), usize>;

fn of_subjects(topics: &[Topic<'_>]) -> OfSubjects {
    let topics = topics.iter().enumerate().filter(|(_, topic)| adds_up(topic));
    topics.filter_map(|(at, topic)| Some(((topic.key.subject?, topic.key.attribute), at))).collect()
}

/// Where wholes are looked up.
struct Wholes<'t, 'r> {
    topics: &'t [Topic<'r>],
    context: &'t Context<'r>,
    of_subjects: OfSubjects,
}

impl<'r> Wholes<'_, 'r> {
    /// The nearest wholes of which there are claims, each with the part of it that `scope` is in.
    fn around(&self, topic: usize, scope: Scope) -> impl Iterator<Item = (Key, Name)> {
        [
            self.place_around(topic, scope),
            self.subject_of_part(topic, scope),
            self.subject_around(topic, scope),
        ]
        .into_iter()
        .flatten()
    }

    fn place_around(&self, topic: usize, scope: Scope) -> Option<(Key, Name)> {
        self.context.places.steps(scope.place?).find_map(|(part, around)| {
            let whole = Scope { place: Some(around), ..scope };
            let there = self.topics[topic].scopes.contains_key(&whole);
            there.then_some((Key { topic, scope: whole, sort: Sort::Places }, part))
        })
    }

    fn subject_of_part(&self, topic: usize, scope: Scope) -> Option<(Key, Name)> {
        let whole = Scope { part: None, ..scope };
        let there = self.topics[topic].scopes.contains_key(&whole);
        Some((Key { topic, scope: whole, sort: Sort::Scopes }, scope.part.filter(|_| there)?))
    }

    fn subject_around(&self, topic: usize, scope: Scope) -> Option<(Key, Name)> {
        let own = &self.topics[topic];
        let (subject, unit) = (own.key.subject?, own.axis.base_unit(scope.unit));
        if scope.part.is_some() {
            return None;
        }
        self.context.subjects.steps(subject).find_map(|(part, around)| {
            let whole = *self.of_subjects.get(&(around, own.key.attribute))?;
            let axis = &self.topics[whole].axis;
            let unit = axis.units().find(|&number| axis.base_unit(number) == unit)?;
            let scope = Scope { unit, ..scope };
            let there = self.topics[whole].scopes.contains_key(&scope);
            there.then_some((Key { topic: whole, scope, sort: Sort::Subjects }, part))
        })
    }

    fn entry(&self, key: Key) -> Option<&'r Named> {
        let registry = &self.context.records.registry;
        match key.sort {
            Sort::Places => registry.places.get(&key.scope.place?),
            Sort::Scopes | Sort::Subjects => registry.subjects.get(&self.topics[key.topic].key.subject?),
        }
    }
}
