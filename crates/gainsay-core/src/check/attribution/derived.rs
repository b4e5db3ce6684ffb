//! Numbers that a source did not give, but that come out of those it gave: 3,000 wounded, where it reported of 4,000
//! casualties and 1,000 killed.

use rust_decimal::Decimal;

use crate::check::attribution::origins::{Origins, given};
use crate::check::context::Context;
use crate::check::topic::{At, Topic, TopicClaim, claim_at};
use crate::check::topics::{OfSubject, by_attribute};
use crate::maps::IndexMap;
use crate::rule::{Relation, Task, Term};
use gainsay_yaml::text::Name;

/// How many claims of one attribute are tried in a sum.
const EACH: usize = 8;

/// The sums that attributes obey, and where the attributes of each subject are found.
#[derive(Debug)]
pub(super) struct Figures<'t> {
    sums: Vec<&'t [Term]>,
    subjects: IndexMap<Option<Name>, OfSubject>,
}

impl<'t> Figures<'t> {
    /// The equations among the rules in force, of attributes alone.
    pub(super) fn new(topics: &[Topic<'_>], context: &Context<'t>) -> Self {
        let sums = context.rules.rules.values().filter_map(|rule| match &rule.task {
            Task::Relate { terms, relation: Relation::Equal, .. } => Some(terms.as_slice()),
            _ => None,
        });
        let plain = sums.filter(|terms| terms.iter().all(|term| term.plain().is_some()));
        Self { sums: plain.collect(), subjects: by_attribute(topics) }
    }
}

/// What the source that a second-hand claim cites said of other attributes, from which the claim's number comes out by
/// one of the equations in force; nothing if it does not.
pub(super) fn derived(
    topics: &[Topic<'_>],
    at: At,
    figures: &Figures<'_>,
    origins: &Origins,
    context: &Context<'_>,
) -> Vec<At> {
    let topic = &topics[at.0];
    let said = claim_at(topics, at);
    let key = |name: &str| Some(context.attribute_named(name)?.key);
    let is_own = |term: &&Term| term.plain().and_then(key) == Some(topic.key.attribute);
    let Some(attributes) = figures.subjects.get(&topic.key.subject) else { return Vec::new() };
    let given: Vec<Decimal> = given(topic, said).collect();
    let solve = |terms: &&[Term]| -> Option<Vec<At>> {
        let own = terms.iter().find(is_own)?;
        let mut sums: Vec<(Decimal, Vec<At>)> = vec![(Decimal::ZERO, Vec::new())];
        for term in terms.iter().filter(|term| !is_own(term)) {
            let key = topics[attributes.get(term.plain()?, context)?].key;
            let mut claims = origins.of_topic(key, topics, at, context).all();
            claims.retain(|&other| beside(claim_at(topics, other), said));
            claims.truncate(EACH);
            sums = plus(topics, &sums, term.factor, &claims);
        }
        let number = |sum: Decimal| Some((-sum).checked_div(own.factor)?.normalize());
        let hit =
            sums.into_iter().find(|(sum, _)| number(*sum).is_some_and(|number| given.contains(&number)));
        hit.map(|(_, claims)| claims)
    };
    figures.sums.iter().find_map(solve).unwrap_or_default()
}

/// Whether two claims are of the same place, part and period.
fn beside(a: &TopicClaim<'_>, b: &TopicClaim<'_>) -> bool {
    (a.scope.place, a.scope.part, a.scope.period) == (b.scope.place, b.scope.part, b.scope.period)
}

/// The sums, each with one more claim.
fn plus(
    topics: &[Topic<'_>],
    sums: &[(Decimal, Vec<At>)],
    factor: Decimal,
    claims: &[At],
) -> Vec<(Decimal, Vec<At>)> {
    let add = |sum: &(Decimal, Vec<At>), at: At| {
        let number = middle(claim_at(topics, at))?.checked_mul(factor)?;
        let mut parts = sum.1.clone();
        parts.push(at);
        Some((sum.0.checked_add(number)?, parts))
    };
    sums.iter().flat_map(|sum| claims.iter().filter_map(move |&at| add(sum, at))).collect()
}

/// The number that a claim gives, its hedge taken away; nothing where it gives none or two.
fn middle(claim: &TopicClaim<'_>) -> Option<Decimal> {
    let set = claim.allowed.unhedged();
    let (low, high) = (set.low()?.at, set.high()?.at);
    (low == high).then_some(low)
}
