//! What is wrong with the registry: names that nothing uses, and names that stand for two.

use std::collections::{HashMap, HashSet};

use unicode_normalization::UnicodeNormalization;

use crate::check::context::Context;
use crate::check::tree::Tree;
use crate::claim::{Claim, Named};
use crate::problem::{Code, Problem};
use crate::value::words::normalise;
use gainsay_yaml::text::{Name, Span, Spanned};

/// The entries of one section of the registry.
struct Section<'r> {
    /// What an entry is called.
    word: &'static str,
    entries: Vec<&'r Named>,
    /// The names that claims use, of this kind.
    used: fn(&Claim) -> [Option<Spanned<Name>>; 2],
    /// What belongs to what.
    tree: &'r Tree,
}

fn sections<'r>(context: &'r Context<'_>) -> [Section<'r>; 3] {
    let registry = &context.records.registry;
    [
        Section {
            word: "source",
            entries: registry.sources.values().map(|source| &source.named).collect(),
            used: |claim| [Some(claim.source), claim.cites],
            tree: &context.sources,
        },
        Section {
            word: "subject",
            entries: registry.subjects.values().collect(),
            used: |claim| [claim.subject, None],
            tree: &context.subjects,
        },
        Section {
            word: "place",
            entries: registry.places.values().collect(),
            used: |claim| [claim.place, None],
            tree: &context.places,
        },
    ]
}

/// The declared sources, subjects and places that no claim uses, neither itself nor by what belongs to them. Nothing is
/// reported where some records could not be read, since they may use them, nor where there are no claims.
pub(super) fn unused(context: &Context<'_>) -> Vec<Problem<()>> {
    let claims = &context.records.claims;
    // An accepted claim that is not there is no record that could not be read.
    let unread = |problem: &Problem| problem.code != Code::DanglingClaim;
    if claims.is_empty() || context.records.problems.iter().chain(context.problems).any(unread) {
        return Vec::new();
    }
    let values = places_as_values(context);
    let mut problems = Vec::new();
    for section in sections(context).into_iter().filter(|section| !section.entries.is_empty()) {
        let named = claims.iter().flat_map(|claim| (section.used)(claim)).flatten().map(|name| name.value);
        let named = named.chain(values.iter().copied());
        let used: HashSet<Name> = named.flat_map(|name| section.tree.up(name).collect::<Vec<_>>()).collect();
        let reported = |entry: &&&Named| !used.contains(&entry.id.value);
        problems.extend(section.entries.iter().filter(reported).map(|entry| {
            let (word, name) = (section.word, context.text(entry.id.value));
            Problem::new((), entry.id.span, format!("no claim uses the {word} `{name}`"))
                .help("remove it, or check whether a claim should name it")
        }));
    }
    problems
}

/// The places that claims name as their values.
fn places_as_values(context: &Context<'_>) -> HashSet<Name> {
    let mut used = HashSet::new();
    if context.records.registry.places.is_empty() {
        return used;
    }
    let declared = context.declared_places();
    for words in context.records.claims.iter().filter_map(|claim| claim.words(context.files)) {
        used.extend(declared.all(&words, &context.rules.words));
    }
    used
}

/// The sources, subjects and places that go by a name or an alias of another one, or that differ from it in nothing but
/// case, the signs between words and the way in which Unicode writes a character.
pub(super) fn same_names(context: &Context<'_>) -> Vec<Problem<()>> {
    let mut problems = Vec::new();
    for Section { word, entries, .. } in sections(context) {
        let mut owners: HashMap<String, (Name, Span)> = HashMap::new();
        for entry in entries {
            let mut reported = HashSet::new();
            for (name, span) in names(entry, context) {
                // ASCII is written in one way only, and most names are in it.
                let name = if name.is_ascii() {
                    normalise(name)
                } else {
                    normalise(&name.nfkc().collect::<String>())
                };
                let (owner, first) = *owners.entry(name).or_insert((entry.id.value, span));
                if owner != entry.id.value && reported.insert(owner) {
                    let (id, other) = (context.text(entry.id.value), context.text(owner));
                    let message = format!("the {word}s `{other}` and `{id}` have the same name");
                    problems.push(
                        Problem::new((), span, message)
                            .label(format!("a name of `{id}`"))
                            .related(first, format!("a name of `{other}`"))
                            .help("merge the two entries and keep the other id as an alias, or give them different names"),
                    );
                }
            }
        }
    }
    problems
}

/// What an entry goes by: its id, its name and its aliases, each with its spot.
pub(super) fn names<'r>(
    entry: &'r Named,
    context: &'r Context<'_>,
) -> impl Iterator<Item = (&'r str, Span)> + Clone {
    let name = entry.name.iter().map(|name| (name.as_str(context.files), name.span));
    let aliases = entry.aliases.iter().map(|alias| (context.text(alias.value), alias.span));
    std::iter::once((context.text(entry.id.value), entry.id.span)).chain(name).chain(aliases)
}
