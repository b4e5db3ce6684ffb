//! Who says the same, and on how many words of their own: the other side of disputes.

use crate::check::attribution::citation::Citations;
use crate::check::attribution::independence::independent;
use crate::check::context::Context;
use crate::check::topic::{At, Scope, Topic, TopicClaim, claim_at};
use crate::check::wording::{wording, words};
use crate::claim::ClaimId;
use crate::date::Day;
use crate::maps::{HashSet, IndexMap};
use crate::rule::Kind;
use crate::value::Point;
use gainsay_yaml::text::Name;

/// Claims of several sources that give the same value for the same topic at about the same time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreement {
    /// Id of the subject.
    pub subject: Option<String>,
    /// The attribute.
    pub attribute: String,
    /// Id of the place.
    pub place: Option<String>,
    /// The value as the first of the claims words it.
    pub value: String,
    /// How many sources agree.
    pub sources: usize,
    /// How many independent origins their claims have: 1 where all of them come from one.
    pub origins: usize,
    /// The claims, earliest first; second-hand ones are among them.
    pub claims: Vec<ClaimId>,
}

/// The agreements of the topic with that `number`. Claims agree where they give the same value, hedges aside, each at most
/// `days` after another one.
pub(crate) fn of_topic(
    topics: &[Topic<'_>],
    number: usize,
    citations: &Citations,
    days: i32,
    context: &Context<'_>,
) -> Vec<Agreement> {
    let topic = &topics[number];
    let mut same: IndexMap<(Scope, Value), Vec<usize>> = IndexMap::default();
    for (at, said) in topic.claims.iter().enumerate() {
        if !said.unconfirmed {
            same.entry((said.scope, value(topic, said))).or_default().push(at);
        }
    }
    // Boxes are in the order of their days, so claims of one time are neighbours.
    let several = same.into_values().filter(|claims| claims.len() > 1);
    let parts = several.flat_map(|claims| by_time(topic, &claims, days));
    parts.filter_map(|claims| agreement(topics, number, &claims, citations, context)).collect()
}

/// What a claim allows, its hedges taken away where it is a number.
type Value = Vec<(Option<Point>, Option<Point>)>;

fn value(topic: &Topic<'_>, said: &TopicClaim<'_>) -> Value {
    let set = match topic.definition.kind {
        Kind::Quantity => said.allowed.unhedged(),
        _ => said.allowed.plain.clone(),
    };
    set.intervals().iter().map(|interval| (interval.low, interval.high)).collect()
}

/// The claims, parted where one begins more than `days` after all before it end.
fn by_time(topic: &Topic<'_>, claims: &[usize], days: i32) -> Vec<Vec<usize>> {
    let mut parts: Vec<Vec<usize>> = Vec::new();
    let mut until = Day::MIN;
    for &at in claims {
        let (first, last) =
            topic.claims[at].days().map_or((Day::MIN, Day::MIN), |days| (days.first, days.last));
        match parts.last_mut() {
            Some(part) if first <= until.plus(days) => part.push(at),
            _ => parts.push(vec![at]),
        }
        until = until.max(last);
    }
    parts
}

fn agreement(
    topics: &[Topic<'_>],
    number: usize,
    claims: &[usize],
    citations: &Citations,
    context: &Context<'_>,
) -> Option<Agreement> {
    let topic = &topics[number];
    let sources: HashSet<Name> = claims.iter().map(|&at| topic.claims[at].claim.source.value).collect();
    if sources.len() < 2 {
        return None;
    }
    let text = |name: Name| context.text(name).to_owned();
    let said = claims.iter().map(|&at| {
        let at: At = (number, at);
        (citations.origin(topics, at), claim_at(topics, at).claim)
    });
    Some(Agreement {
        subject: topic.key.subject.map(text),
        attribute: words::id(topic, context).to_owned(),
        place: topic.claims[claims[0]].scope.place.map(text),
        value: wording(topic, claims[0], context),
        claims: claims.iter().map(|&at| topic.claims[at].claim.number).collect(),
        sources: sources.len(),
        origins: independent(said, context),
    })
}

#[cfg(test)]
mod tests {
    use crate::check::audit::{Audit, Order, Wanted};
    use crate::check::fixture::Fixture;
    use crate::claim::ClaimId;

    /// The agreements among claims, each as its claims and how many origins they have.
    fn agreements(records: &str) -> Vec<(String, usize)> {
        let fixture = Fixture::read(records);
        let analysis = fixture.checker().analyze();
        let audit = Audit::new(&analysis, Wanted::default());
        let threads = audit.threads(Order::Name);
        let found = threads.iter().flat_map(|thread| audit.agreements(thread));
        let ids = |claims: &[ClaimId]| {
            claims.iter().map(|&claim| fixture.records.id(claim)).collect::<Vec<_>>().join(" ")
        };
        found.map(|found| (ids(&found.claims), found.origins)).collect()
    }

    #[test]
    fn an_echo_is_no_voice_of_its_own() {
        let found = agreements(
            "
claims:
  - { id: a1, source: a, attribute: deaths, value: 31, as-of: 2024-05-02 }
  - { id: b1, source: b, attribute: deaths, value: about 31, cites: a, as-of: 2024-05-02 }
  - { id: c1, source: c, attribute: deaths, value: 31, cites: b, as-of: 2024-05-03 }
  - { id: d1, source: d, attribute: deaths, value: 40, as-of: 2024-05-02 }
",
        );
        assert_eq!(found, [("a1 b1 c1".to_owned(), 1)]);
    }

    #[test]
    fn sources_of_their_own_are_counted_each_and_other_times_are_kept_apart() {
        let found = agreements(
            "
claims:
  - { id: a1, source: a, attribute: deaths, value: 31, as-of: 2024-05-02 }
  - { id: b1, source: b, attribute: deaths, value: 31, as-of: 2024-05-02 }
  - { id: c1, source: c, attribute: deaths, value: 31, as-of: 2024-07-02 }
",
        );
        assert_eq!(found, [("a1 b1".to_owned(), 2)]);
    }
}
