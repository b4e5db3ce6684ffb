//! What one source says of a place, beside what another says without one: compared as a part with the whole, so that a higher figure of
//! the whole is no conflict. It would be one if both meant the same place.

use std::collections::{BTreeSet, HashMap};

use indexmap::IndexSet;

use super::shown::{SHOWN, more};
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
        wholes.filter_map(|&whole| of_scope(topic, whole, &places, rules, context)).collect()
    }
}

/// Of each source the places that its claims of a topic are about; nothing among them is the whole.
struct Places(HashMap<Name, IndexSet<Option<Name>>>);

impl Places {
    fn of(topic: &Topic<'_>) -> Self {
        let mut places: HashMap<Name, IndexSet<Option<Name>>> = HashMap::new();
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

/// The note on the claims of `whole` and of the same at places, where some would conflict if both were about the same place.
fn of_scope(
    topic: &Topic<'_>,
    whole: Scope,
    places: &Places,
    rules: &[&Rule],
    context: &Context<'_>,
) -> Option<Finding> {
    let decides =
        |rule: &&&Rule| selection::applies_to_all(rule) && selection::covers(rule, topic, whole, context);
    let rule = rules.iter().find(decides)?;
    let counts = |&at: &usize| {
        let claim = &topic.claims[at];
        claim.speaks() && claim.is_own() && places.is_one(claim.claim.source.value)
    };
    let members = |scope: &Scope| topic.scopes.get(scope).into_iter().flatten().copied().filter(counts);
    let is_part = |scope: &&Scope| scope.place.is_some() && Scope { place: None, ..**scope } == whole;
    let of_places: Vec<usize> = topic.scopes.keys().filter(is_part).flat_map(members).collect();
    let of_whole: Vec<usize> = members(&whole).collect();
    if of_places.is_empty() || of_whole.is_empty() {
        return None;
    }
    let (found, tolerances) =
        (pairs::within(topic, rule, &of_places, &of_whole), Tolerances::of(rule, topic));
    // What is more in the part than in the whole is a conflict already.
    let above = |a: usize, b: usize| {
        let compared = one_way(&topic.claims[a], &topic.claims[b], &tolerances);
        compared.and_then(|compared| compared.crossing.strength()) == Some(Strength::Strong)
    };
    let placed = |at: usize| topic.claims[at].scope.place.is_some();
    let pairs = found.pairs.keys().map(|&(a, b)| if placed(a) { (a, b) } else { (b, a) });
    let hidden: Vec<(usize, usize)> = pairs.filter(|&(inner, outer)| above(outer, inner)).collect();
    (!hidden.is_empty()).then(|| note(topic, &hidden, context))
}

fn note(topic: &Topic<'_>, hidden: &[(usize, usize)], context: &Context<'_>) -> Finding {
    let code = Code::MissingPlace;
    let inner: Vec<usize> = hidden.iter().map(|pair| pair.0).collect::<BTreeSet<_>>().into_iter().collect();
    let outer: Vec<usize> = hidden.iter().map(|pair| pair.1).collect::<BTreeSet<_>>().into_iter().collect();
    let sources = words::sources(outer.iter().map(|&at| topic.claims[at].claim), context);
    let sources = words::list(&sources, "and", words::SOURCES);
    let mut named: Vec<&str> =
        inner.iter().chain(&outer).map(|&at| context.identity(topic.claims[at].claim)).collect();
    named.sort_unstable();
    let places: IndexSet<Name> = inner.iter().filter_map(|&at| topic.claims[at].scope.place).collect();
    let others = match places.len() - 1 {
        0 => String::new(),
        others => format!(" (and in {})", words::counted(others, "other place", "other places")),
    };
    let name = context.place(places[0]);
    let (part, whole) = (inner[0], outer[0]);
    let claims = inner.len() + outer.len();
    let labels = labels(topic, &[inner, outer], SHOWN, context);
    let more = more(claims, labels.len());
    Finding {
        kind: FindingKind::Undetermined,
        severity: code.severity(),
        message: format!(
            "{} {} in {name}{others} is compared with {} of {sources} as a part with the whole, since that names no place{more}",
            words::attribute(topic, context),
            quoted(topic, part, context),
            quoted(topic, whole, context),
        ),
        help: Some(match places.len() {
            1 => format!(
                "if both mean {name}, add `place: {}` to what {sources} says: then they conflict",
                context.text(places[0])
            ),
            _ => format!("if one of these places is meant, add it as `place` to what {sources} says"),
        }),
        subject: topic.key.subject.map(|subject| context.text(subject).to_owned()),
        attribute: Some(words::id(topic, context).to_owned()),
        fingerprint: hashed([code.name()].into_iter().chain(named)),
        labels,
        ..Finding::of(code.name())
    }
}
