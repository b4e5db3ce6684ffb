//! From records to topics: the claims grouped by what they are about, and read.

use foldhash::fast::RandomState;
use indexmap::IndexMap;
use rayon::prelude::*;

use super::context::Context;
use super::topic::Topic;
use super::topic::claim::ClaimBox;
use super::topic::key::{Thing, period_of, scope_of};
use super::topic::reading;
use super::topic::validity::{Limits, Time};
use crate::claim::Claim;
use gainsay_yaml::text::Problem;

/// Groups the claims by what they speak of and reads them.
pub fn topics<'r>(context: &Context<'r>) -> (Vec<Topic<'r>>, Vec<Problem>) {
    let mut groups: IndexMap<Thing, Vec<&'r Claim>, RandomState> = IndexMap::default();
    for claim in &context.records.claims {
        groups.entry(Thing::of(claim)).or_default().push(claim);
    }
    let groups: Vec<(Thing, Vec<&Claim>)> = groups.into_iter().collect();
    let read: Vec<(Topic<'r>, Vec<Problem>)> =
        groups.into_par_iter().map(|(thing, claims)| topic(thing, &claims, context)).collect();
    let (mut topics, problems): (Vec<Topic<'r>>, Vec<_>) = read.into_iter().unzip();
    // Whatever the order of files, topics come in the order of their names.
    let text = |name: Option<_>| name.map(|name| context.text(name));
    topics.sort_by_cached_key(|topic| (text(topic.thing.subject), text(Some(topic.thing.attribute))));
    (topics, problems.into_iter().flatten().collect())
}

fn topic<'r>(thing: Thing, claims: &[&'r Claim], context: &Context<'r>) -> (Topic<'r>, Vec<Problem>) {
    let readings = reading::read(thing, claims, context);
    let definition = readings.definition;
    let (mut boxes, mut problems) = (Vec::with_capacity(claims.len()), Vec::new());
    for (&claim, reading) in claims.iter().zip(readings.read) {
        match reading {
            Ok(reading) => {
                let time = Time::of(claim, period_of(claim, definition.kind).is_some());
                let unit = readings.axis.unit(reading.unit.as_deref(), claim.stance);
                boxes.push(ClaimBox {
                    claim,
                    stands: definition.stands,
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
    let key = |claim: &ClaimBox<'r>| {
        let day = claim.time.map(|time| (time.when.first, time.said));
        (day, context.text(claim.claim.source.value), context.text(claim.claim.id.value))
    };
    boxes.par_sort_by_cached_key(key);
    let mut topic = Topic::new(thing, definition, readings.axis, boxes);
    topic.settle(context);
    (topic, problems)
}
