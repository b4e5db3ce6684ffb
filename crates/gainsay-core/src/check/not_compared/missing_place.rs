//! What one source says of a place, beside what another says without one: compared as a part with the whole, so that a higher figure of
//! the whole is no conflict. It would be one if both meant the same place.

use indexmap::{IndexMap, IndexSet};

use super::shown::SHOWN;
use crate::check::compare::Tolerances;
use crate::check::compare::pair::one_way;
use crate::check::conflict::pairs;
use crate::check::context::Context;
use crate::check::hash::hashed;
use crate::check::kind::Check;
use crate::check::selection;
use crate::check::topic::{Scope, Topic};
use crate::check::wording::{labels, quoted, words};
use crate::finding::{Finding, FindingKind, Strength};
use crate::problem::Code;
use crate::rule::Rule;
use gainsay_yaml::text::Name;

/// Claims without a place beside those of others about the only place that any claim of the topic names.
pub(in crate::check) struct MissingPlaces;

impl Check for MissingPlaces {
    fn of_topic(&self, topic: &Topic<'_>, rules: &[&Rule], context: &Context<'_>) -> Vec<Finding> {
        let Some(place) = only_place(topic).filter(|_| topic.nests()) else { return Vec::new() };
        let wholes = topic.scopes.keys().filter(|scope| scope.place.is_none());
        wholes.filter_map(|&whole| of_scope(topic, whole, place, rules, context)).collect()
    }
}

/// The place that claims of the topic name, where that is one.
fn only_place(topic: &Topic<'_>) -> Option<Name> {
    let places: IndexSet<Name> = topic.scopes.keys().filter_map(|scope| scope.place).collect();
    places.first().copied().filter(|_| places.len() == 1)
}

/// The note on the claims of `whole` and of the same at `place`, where some would conflict if both were about that place. Whoever gives
/// figures of both knows the difference.
fn of_scope(
    topic: &Topic<'_>,
    whole: Scope,
    place: Name,
    rules: &[&Rule],
    context: &Context<'_>,
) -> Option<Finding> {
    let part = Scope { place: Some(place), ..whole };
    let source = |at: usize| topic.claims[at].claim.source.value;
    let members = |scope: &Scope| -> Vec<usize> {
        let members = topic.scopes.get(scope).into_iter().flatten().copied();
        members.filter(|&at| topic.claims[at].speaks() && topic.claims[at].is_own()).collect()
    };
    let [of_place, of_whole] = [members(&part), members(&whole)];
    let placed: IndexSet<Name> = of_place.iter().map(|&at| source(at)).collect();
    if of_whole.iter().any(|&at| placed.contains(&source(at))) {
        return None;
    }
    let pair = [*of_place.first()?, *of_whole.first()?];
    let rule = selection::of_pair(rules, topic, whole, pair, context)?;
    let tolerances = Tolerances::of(rule, topic);
    let found = pairs::within(topic, rule, &of_place, &of_whole);
    // What is more in the part than in the whole is a conflict already.
    let above = |a: usize, b: usize| {
        let compared = one_way(&topic.claims[a].bounds(), &topic.claims[b].bounds(), &tolerances);
        compared.and_then(|compared| compared.crossing.strength()) == Some(Strength::Strong)
    };
    let pairs = found.pairs.keys().map(|&(a, b)| if placed.contains(&source(a)) { (a, b) } else { (b, a) });
    let hidden: Vec<(usize, usize)> = pairs.filter(|&(inner, outer)| above(outer, inner)).collect();
    (!hidden.is_empty()).then(|| note(topic, place, &hidden, context))
}

fn note(topic: &Topic<'_>, place: Name, hidden: &[(usize, usize)], context: &Context<'_>) -> Finding {
    let code = Code::MissingPlace;
    let mut sides: IndexMap<bool, IndexSet<usize>> = IndexMap::new();
    for &(inner, outer) in hidden {
        sides.entry(true).or_default().insert(inner);
        sides.entry(false).or_default().insert(outer);
    }
    let [inner, outer]: [Vec<usize>; 2] =
        [true, false].map(|side| sides.get(&side).into_iter().flatten().copied().collect());
    let of = |claims: &[usize]| {
        let sources = words::sources(claims.iter().map(|&at| topic.claims[at].claim), context);
        words::list(&sources, "and", words::SOURCES)
    };
    let mut named: Vec<&str> =
        inner.iter().chain(&outer).map(|&at| context.identity(topic.claims[at].claim)).collect();
    named.sort_unstable();
    let (name, id) = (context.place(place), context.text(place));
    Finding {
        kind: FindingKind::Undetermined,
        severity: code.severity(),
        message: format!(
            "{} {} in {name} is compared with {} of {} as a part with the whole, since that names no place",
            words::attribute(topic, context),
            quoted(topic, inner[0], context),
            quoted(topic, outer[0], context),
            of(&outer),
        ),
        help: Some(format!(
            "if both mean {name}, add `place: {id}` to what {} says: then they conflict",
            of(&outer)
        )),
        subject: topic.key.subject.map(|subject| context.text(subject).to_owned()),
        attribute: Some(words::id(topic, context).to_owned()),
        fingerprint: hashed([code.name()].into_iter().chain(named)),
        labels: labels(topic, &[inner, outer], SHOWN, context),
        ..Finding::of(code.name())
    }
}
