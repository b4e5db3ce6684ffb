//! From records to topics: the claims grouped by what they are about, and read.

use std::collections::{HashSet, VecDeque};
use std::sync::Arc;

use rayon::prelude::*;
use rust_decimal::Decimal;

use super::context::Context;
use super::topic::{
    AsWritten, ByValue, Hand, Limits, Time, Topic, TopicClaim, TopicKey, definition, period_of, reading,
    scope_of,
};
use crate::claim::{Claim, End};
use crate::date::{Day, When};
use crate::maps::IndexMap;
use crate::problem::Problem;
use crate::rule::{Kind, ValidFor, Validity};
use crate::value::{Allowed, Point};
use gainsay_yaml::text::{Name, Spanned};

/// What claims are about: a subject, and the key of an attribute.
pub(super) type About = (Option<Name>, Name);

/// Groups the claims by what they speak of and reads them: those that are reported on, and `further` ones that they are held against.
pub(super) fn topics<'r>(further: &HashSet<About>, context: &Context<'r>) -> (Vec<Topic<'r>>, Vec<Problem>) {
    let wanted = |about: &About| context.reports_on(about.0) || further.contains(about);
    let groups = groups_of(wanted, context);
    let read = |(key, claims): (TopicKey, Vec<&'r Claim>)| {
        let (topic, problems) = topic(key, &claims, context);
        (topic, if context.reports_on(key.subject) { problems } else { Vec::new() })
    };
    let read: Vec<(Topic<'r>, Vec<Problem>)> = groups.into_par_iter().map(read).collect();
    let (mut topics, problems): (Vec<Topic<'r>>, Vec<_>) = read.into_iter().unzip();
    // Whatever the order of files, topics come in the order of their names.
    let text = |name: Option<_>| name.map(|name| context.text(name));
    topics.sort_by_cached_key(|topic| {
        (text(topic.key.subject), context.attribute(topic.key.attribute).id, topic.key.kind)
    });
    (topics, problems.into_iter().flatten().collect())
}

/// The claims by what they speak of, and by the kind of their values.
pub(super) fn groups<'r>(context: &Context<'r>) -> Vec<(TopicKey, Vec<&'r Claim>)> {
    groups_of(|_| true, context)
}

/// The same of the claims about what is `wanted`.
fn groups_of<'r>(wanted: impl Fn(&About) -> bool, context: &Context<'r>) -> Vec<(TopicKey, Vec<&'r Claim>)> {
    let mut groups: IndexMap<About, Vec<&'r Claim>> = IndexMap::default();
    for claim in &context.records.claims {
        let about = TopicKey::subject_and_attribute(claim, context);
        if wanted(&about) {
            groups.entry(about).or_default().push(claim);
        }
    }
    let groups: Vec<_> = groups.into_iter().collect();
    let split = |((subject, attribute), claims): ((Option<Name>, Name), Vec<&'r Claim>)| {
        let kinds = definition::by_kind(attribute, claims, context).into_iter();
        kinds.map(move |(kind, claims)| (TopicKey { subject, attribute, kind }, claims))
    };
    groups.into_par_iter().flat_map_iter(split).collect()
}

/// The topic of `records`, and what keeps some of them from being read.
pub(super) fn topic<'r>(
    key: TopicKey,
    records: &[&'r Claim],
    context: &Context<'r>,
) -> (Topic<'r>, Vec<Problem>) {
    let readings = reading::read(key, records, context);
    let definition = readings.definition;
    let (mut claims, mut unread) = (Vec::with_capacity(records.len()), Vec::new());
    let (mut problems, mut sets) = (Vec::new(), VecDeque::new());
    let by_value = ByValue::new(&definition, &readings.axis, context);
    for (&claim, reading) in records.iter().zip(readings.read) {
        match reading {
            Ok(reading) => {
                let time = Time::of(claim, period_of(claim, definition.kind).is_some());
                let unconfirmed = reading.unconfirmed;
                let unit = readings.axis.unit(reading.unit.as_deref(), unconfirmed);
                claims.push(TopicClaim {
                    claim,
                    valid_for: own_end(claim, time)
                        .or_else(|| by_value.of(&reading.allowed))
                        .unwrap_or(definition.valid_for()),
                    reach: reading.reach,
                    limits: Limits::NONE,
                    time,
                    scope: scope_of(claim, definition.kind, unit),
                    hand: Hand::First,
                    crowded: false,
                    unconfirmed,
                    factor: reading.written.map_or(Decimal::ONE, |written| written.factor),
                    one_unit: reading.one_unit,
                    own: reading.own,
                    allowed: shared(&mut sets, reading.allowed),
                });
            }
            Err(problem) => {
                unread.push(claim);
                problems.push(problem);
            }
        }
    }
    // Whatever the order of files, the earlier claim comes first, then the source that comes first by name.
    let order = |claim: &TopicClaim<'r>| {
        let time = claim.time.map(|time| time.starts());
        (time, context.text(claim.claim.source.value), context.identity(claim.claim))
    };
    claims.par_sort_by_cached_key(order);
    unread.sort_by_key(|claim| context.identity(claim));
    let mut topic = Topic::new(key, definition, readings.axis, claims, unread);
    topic.settle(context);
    topic.as_written = AsWritten::new(&topic, context).map(Box::new);
    (topic, problems)
}

/// `allowed` as one of the last of `sets`, where that is the same to the last digit: most claims of a topic say one of few things.
fn shared(sets: &mut VecDeque<Arc<Allowed>>, allowed: Allowed) -> Arc<Allowed> {
    const LAST: usize = 8;
    if let Some(known) = sets.iter().find(|known| ***known == allowed && digits(known).eq(digits(&allowed))) {
        return Arc::clone(known);
    }
    let allowed = Arc::new(allowed);
    sets.truncate(LAST - 1);
    sets.push_front(Arc::clone(&allowed));
    allowed
}

/// How the numbers of a set are written, which equal ones need not have in common: their signs, and how many decimals they have.
fn digits(allowed: &Allowed) -> impl Iterator<Item = (bool, u32)> + '_ {
    let intervals = allowed.plain.intervals().iter().chain(allowed.doubled.intervals());
    let points = intervals.flat_map(|interval| [interval.low, interval.high]).flatten();
    let numbers = points.map(|Point { at, .. }| at).chain([allowed.rounding]);
    numbers.map(|number| (number.is_sign_negative(), number.scale()))
}

/// How long a claim is valid that says so itself.
fn own_end(claim: &Claim, time: Option<Time>) -> Option<ValidFor> {
    let validity = match claim.end? {
        End::Final | End::Until(Spanned { value: When { last: Day::MAX, .. }, .. }) => Validity::Always,
        End::Until(until) => {
            let days = until.value.last.0.saturating_sub(time?.when.last.0);
            Validity::Days(u32::try_from(days).unwrap_or_default())
        }
    };
    Some(ValidFor::both(validity))
}

/// The topics of one subject, by the key of their attribute.
#[derive(Debug, Default)]
pub(super) struct OfSubject(IndexMap<Name, usize>);

impl OfSubject {
    /// The topic of the attribute that `name` is a name of. Of values of several kinds it is that of the numbers.
    pub(super) fn get(&self, name: &str, context: &Context<'_>) -> Option<usize> {
        self.0.get(&context.attribute_named(name)?.key).copied()
    }
}

/// The topics of every subject by attribute.
pub(super) fn by_attribute(topics: &[Topic<'_>]) -> IndexMap<Option<Name>, OfSubject> {
    let mut subjects: IndexMap<Option<Name>, OfSubject> = IndexMap::default();
    for (at, topic) in topics.iter().enumerate() {
        let OfSubject(attributes) = subjects.entry(topic.key.subject).or_default();
        let there = attributes.entry(topic.key.attribute).or_insert(at);
        if topic.key.kind == Kind::Quantity {
            *there = at;
        }
    }
    subjects
}
