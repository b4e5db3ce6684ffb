//! From records to topics: the claims grouped by what they are about, and read.

use foldhash::fast::RandomState;
use indexmap::IndexMap;
use rayon::prelude::*;

use super::context::Context;
use super::topic::{Limits, Time, Topic, TopicClaim, TopicKey, period_of, reading, scope_of};
use crate::claim::Claim;
use crate::problem::Problem;
use gainsay_yaml::text::Name;

/// Groups the claims by what they speak of and reads them.
pub(super) fn topics<'r>(context: &Context<'r>) -> (Vec<Topic<'r>>, Vec<Problem>) {
    let mut groups: IndexMap<TopicKey, Vec<&'r Claim>, RandomState> = IndexMap::default();
    for claim in &context.records.claims {
        groups.entry(TopicKey::of(claim)).or_default().push(claim);
    }
    let groups: Vec<(TopicKey, Vec<&Claim>)> = groups.into_iter().collect();
    let read: Vec<(Topic<'r>, Vec<Problem>)> =
        groups.into_par_iter().map(|(key, claims)| topic(key, &claims, context)).collect();
    let (mut topics, problems): (Vec<Topic<'r>>, Vec<_>) = read.into_iter().unzip();
    // Whatever the order of files, topics come in the order of their names.
    let text = |name: Option<_>| name.map(|name| context.text(name));
    topics.sort_by_cached_key(|topic| (text(topic.key.subject), text(Some(topic.key.attribute))));
    (topics, problems.into_iter().flatten().collect())
}

fn topic<'r>(key: TopicKey, records: &[&'r Claim], context: &Context<'r>) -> (Topic<'r>, Vec<Problem>) {
    let readings = reading::read(key, records, context);
    let definition = readings.definition;
    let (mut claims, mut problems) = (Vec::with_capacity(records.len()), Vec::new());
    for (&claim, reading) in records.iter().zip(readings.read) {
        match reading {
            Ok(reading) => {
                let time = Time::of(claim, period_of(claim, definition.kind).is_some());
                let unit = readings.axis.unit(reading.unit.as_deref(), claim.stance);
                claims.push(TopicClaim {
                    claim,
                    valid_for: definition.valid_for,
                    reach: reading.reach,
                    limits: Limits::NONE,
                    time,
                    scope: scope_of(claim, definition.kind, unit),
                    echo: false,
                    allowed: reading.allowed,
                });
            }
            Err(problem) => problems.push(problem),
        }
    }
    // Whatever the order of files, the earlier claim comes first, then the source that comes first by name.
    let order = |claim: &TopicClaim<'r>| {
        let day = claim.time.map(|time| (time.when.first, time.said));
        (day, context.text(claim.claim.source.value), context.text(claim.claim.id.value))
    };
    claims.par_sort_by_cached_key(order);
    let mut topic = Topic::new(key, definition, readings.axis, claims);
    topic.settle(context);
    (topic, problems)
}

/// The topics of every subject by attribute.
pub(super) fn by_attribute<'t>(
    topics: &[Topic<'_>],
    context: &Context<'t>,
) -> IndexMap<Option<Name>, IndexMap<&'t str, usize>> {
    let mut subjects: IndexMap<Option<Name>, IndexMap<&str, usize>> = IndexMap::new();
    for (at, topic) in topics.iter().enumerate() {
        let attributes = subjects.entry(topic.key.subject).or_default();
        attributes.insert(context.text(topic.key.attribute), at);
    }
    subjects
}
