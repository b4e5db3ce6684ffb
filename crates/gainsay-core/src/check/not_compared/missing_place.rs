//! What one source says of a place, beside what another says without one: compared as a part with the whole, so that a higher figure of
//! the whole is no conflict. It would be one if both meant the same place.

use std::collections::BTreeSet;

use indexmap::IndexSet;

use super::shown::{SHOWN, more};
use crate::check::compare::Tolerances;
use crate::check::compare::pair::one_way;
use crate::check::conflict::pairs;
use crate::check::context::Context;
use crate::check::hash::hashed;
use crate::check::kind::Check;
use crate::check::outdated_total::left_behind_if_same;
use crate::check::selection;
use crate::check::topic::{Scope, Topic};
use crate::check::wording::{labels, quoted, words};
use crate::finding::{Finding, FindingKind, Strength};
use crate::maps::{HashMap, HashSet};
use crate::problem::Code;
use crate::rule::Rule;
use gainsay_yaml::text::Name;

/// Claims without a place beside those of others about a place, where a source that names one names no other. Each two sources are looked at
/// by themselves, so that what a third one says changes nothing between them.
pub(in crate::check) struct MissingPlaces;

impl Check for MissingPlaces {
    fn of_topic(&self, topic: &Topic<'_>, rules: &[&Rule], context: &Context<'_>) -> Vec<Finding> {
        if !topic.nests() || !topic.scopes.keys().any(|scope| scope.place.is_some()) {
            return Vec::new();
        }
        let places = Places::of(topic);
        let wholes = topic.scopes.keys().filter(|scope| scope.place.is_none());
        wholes.flat_map(|&whole| of_scope(topic, whole, &places, rules, context)).collect()
    }
}

/// Of each source the places that its claims of a topic are about; nothing among them is the whole.
struct Places(HashMap<Name, IndexSet<Option<Name>>>);

impl Places {
    fn of(topic: &Topic<'_>) -> Self {
        let mut places: HashMap<Name, IndexSet<Option<Name>>> = HashMap::default();
        for claim in &topic.claims {
            places.entry(claim.claim.source.value).or_default().insert(claim.scope.place);
        }
        Self(places)
    }

    /// Whether all claims of a source are about one place, or all about the whole.
    fn is_one(&self, source: Name) -> bool {
        self.0.get(&source).is_some_and(|places| places.len() == 1)
    }
}

/// What two claims would be if both were about the same place.
#[derive(Clone, Copy)]
enum Hidden {
    /// In conflict.
    Conflict,
    /// A total, and one that leaves it behind.
    OutdatedTotal,
}

/// The notes on the claims of `whole` and of the same at places, where some would be found to differ if both were about the same place.
fn of_scope(
    topic: &Topic<'_>,
    whole: Scope,
    places: &Places,
    rules: &[&Rule],
    context: &Context<'_>,
) -> Vec<Finding> {
    let counts = |at: usize| {
        let claim = &topic.claims[at];
        claim.speaks() && claim.is_own() && places.is_one(claim.claim.source.value)
    };
    let is_part = |scope: &&Scope| scope.place.is_some() && Scope { place: None, ..**scope } == whole;
    let parts: Vec<Scope> = topic.scopes.keys().filter(is_part).copied().collect();
    let members = |scope: &Scope| topic.scopes.get(scope).into_iter().flatten().copied();
    let of_parts: Vec<usize> = parts.iter().flat_map(members).filter(|&at| counts(at)).collect();
    let of_whole: Vec<usize> = members(&whole).filter(|&at| counts(at)).collect();
    if of_parts.is_empty() || of_whole.is_empty() {
        return Vec::new();
    }
    let conflicts = conflicts(topic, whole, (&of_parts, &of_whole), rules, context);
    let mut outdated = if whole.period.is_none() {
        left_behind_if_same(topic, (whole, &parts), rules, counts, context)
    } else {
        Vec::new()
    };
    let conflicting: HashSet<_> = conflicts.iter().copied().collect();
    outdated.retain(|pair| !conflicting.contains(pair));
    let hidden = [(conflicts, Hidden::Conflict), (outdated, Hidden::OutdatedTotal)];
    let notes = hidden.into_iter().filter(|(pairs, _)| !pairs.is_empty());
    notes.map(|(pairs, hidden)| note(topic, &pairs, hidden, context)).collect()
}

/// The claims of parts and of the whole that would be in conflict.
fn conflicts(
    topic: &Topic<'_>,
    whole: Scope,
    (of_parts, of_whole): (&[usize], &[usize]),
    rules: &[&Rule],
    context: &Context<'_>,
) -> Vec<(usize, usize)> {
    let decides =
        |rule: &&&Rule| selection::applies_to_all(rule) && selection::covers(rule, topic, whole, context);
    let Some(rule) = rules.iter().find(decides) else { return Vec::new() };
    let (found, tolerances) = (pairs::within(topic, rule, of_parts, of_whole), Tolerances::of(rule, topic));
    // What is more in the part than in the whole is a conflict already.
    let above = |a: usize, b: usize| {
        let compared = one_way(&topic.claims[a], &topic.claims[b], &tolerances);
        compared.and_then(|compared| compared.crossing.strength()) == Some(Strength::Strong)
    };
    let placed = |at: usize| topic.claims[at].scope.place.is_some();
    let pairs = found.pairs.keys().map(|&(a, b)| if placed(a) { (a, b) } else { (b, a) });
    pairs.filter(|&(inner, outer)| above(outer, inner)).collect()
}

fn note(topic: &Topic<'_>, pairs: &[(usize, usize)], hidden: Hidden, context: &Context<'_>) -> Finding {
    let code = Code::MissingPlace;
    let inner: Vec<usize> = pairs.iter().map(|pair| pair.0).collect::<BTreeSet<_>>().into_iter().collect();
    let outer: Vec<usize> = pairs.iter().map(|pair| pair.1).collect::<BTreeSet<_>>().into_iter().collect();
    let claim = |&at: &usize| topic.claims[at].claim;
    let sources = words::sources(outer.iter().map(claim), context);
    let names = if sources.len() == 1 { "names" } else { "name" };
    let sources = words::source_list(&sources, "and");
    let mut named: Vec<&str> = inner.iter().chain(&outer).map(|at| context.identity(claim(at))).collect();
    named.sort_unstable();
    let places: IndexSet<Name> = inner.iter().filter_map(|&at| topic.claims[at].scope.place).collect();
    let others = match places.len() - 1 {
        0 => String::new(),
        others => format!(" (and in {})", words::counted(others, "other place", "other places")),
    };
    let name = context.place(places[0]);
    let (part, whole) = (inner[0], outer[0]);
    let then = match hidden {
        Hidden::Conflict => "then they conflict".to_owned(),
        Hidden::OutdatedTotal => {
            let inner = words::sources(inner.iter().map(claim), context);
            format!(
                "then the total of {} is far below it, and a note says so",
                words::source_list(&inner, "and")
            )
        }
    };
    let kind = match hidden {
        Hidden::Conflict => None,
        Hidden::OutdatedTotal => Some(FindingKind::OutdatedTotal.name()),
    };
    let claims = inner.len() + outer.len();
    let labels = labels(topic, &[inner, outer], SHOWN, context);
    let more = more(claims, labels.len());
    Finding {
        kind: FindingKind::Undetermined,
        severity: code.severity(),
        message: format!(
            "{sources} {names} no place for {} {}, so {} in {name}{others} counts as a part of it{more}",
            words::attribute(topic, context),
            quoted(topic, whole, context),
            quoted(topic, part, context),
        ),
        help: Some(match places.len() {
            1 => format!(
                "if both mean {name}, add `place: {}` to the claim of {sources}: {then}",
                context.text(places[0])
            ),
            _ => format!(
                "if one of these places is meant, add it as `place` to the claim of {sources}: {then}"
            ),
        }),
        subject: topic.key.subject.map(|subject| context.text(subject).to_owned()),
        attribute: Some(words::id(topic, context).to_owned()),
        fingerprint: hashed([code.name()].into_iter().chain(kind).chain(named)),
        labels,
        ..Finding::of(code.name())
    }
}
