//! Of the pairs of a dispute, how plainly each shows that not all of it can be true.

use std::cmp::Reverse;
use std::collections::HashMap;

use foldhash::fast::RandomState;

use super::dispute::Dispute;
use super::positions::aside;
use crate::check::topic::{Topic, TopicClaim};
use crate::value::Share;

/// How much there is to explain about two claims in conflict: that the two allow the same but not from the same day on, that they are
/// about other scopes, words that loosen a value, days between.
pub(crate) type Hardness = (bool, bool, usize, u64);

/// How much there is to explain about two claims in conflict; the less the plainer.
pub(crate) fn hardness(a: &TopicClaim<'_>, b: &TopicClaim<'_>) -> Hardness {
    let loose = |said: &&TopicClaim<'_>| {
        let share = said.claim.share.is_some_and(|share| share.value != Share::All);
        share || said.allowed.plain != said.allowed.doubled
    };
    let day = |said: &TopicClaim<'_>| said.days().map_or(0, |days| i64::from(days.first.0));
    let alike = a.allowed.plain.meets(&b.allowed.plain);
    (alike, a.scope != b.scope, [a, b].into_iter().filter(loose).count(), day(a).abs_diff(day(b)))
}

/// The sides of a dispute, so that two of the claims in front are in conflict, as surely as any of it. Where they are not, the plainest
/// pair between two sides comes in front, but no claim before one that shows its side better.
pub(super) fn headed(topic: &Topic<'_>, dispute: &Dispute, mut sides: Vec<Vec<usize>>) -> Vec<Vec<usize>> {
    let of: HashMap<usize, usize, RandomState> = sides
        .iter()
        .enumerate()
        .flat_map(|(side, claims)| claims.iter().map(move |&at| (at, side)))
        .collect();
    let between =
        dispute.pairs.iter().filter_map(|pair| Some((pair, [*of.get(&pair.a)?, *of.get(&pair.b)?])));
    let heads: Vec<usize> = sides.iter().filter_map(|side| side.first().copied()).collect();
    let surest = dispute.pairs.first().map(|pair| pair.strength);
    let mut surest = dispute.pairs.iter().take_while(|pair| Some(pair.strength) == surest);
    if surest.any(|pair| heads.contains(&pair.a) && heads.contains(&pair.b)) {
        return sides;
    }
    let stays = |side: usize, at: usize| {
        let aside = |at: usize| aside(topic, dispute, at);
        sides[side].first().is_some_and(|&head| aside(head) < aside(at))
    };
    let between =
        between.filter(|(pair, [one, other])| one != other && !stays(*one, pair.a) && !stays(*other, pair.b));
    let plainest = between.min_by_key(|(pair, _)| {
        (Reverse(pair.strength), hardness(&topic.claims[pair.a], &topic.claims[pair.b]))
    });
    let plainest = plainest.map(|(pair, of)| [(of[0], pair.a), (of[1], pair.b)]);
    for (side, head) in plainest.into_iter().flatten() {
        if let Some(at) = sides[side].iter().position(|&claim| claim == head) {
            sides[side][..=at].rotate_right(1);
        }
    }
    sides
}

#[cfg(test)]
mod tests {
    use crate::check::fixture::Fixture;

    #[test]
    fn the_two_values_that_a_message_quotes_are_of_claims_in_conflict() {
        let claims = [
            ("first", "a", "100", 10),
            ("open", "b", "at least 250", 10),
            ("last", "c", "100", 20),
            ("high", "d", "300", 20),
        ];
        let claims = claims.map(|(id, source, value, day)| {
            format!(
                "  - {{ id: {id}, source: {source}, subject: war, attribute: deaths, value: {value}, as-of: 2024-05-{day} }}\n"
            )
        });
        let fixture =
            Fixture::read(&format!("sources: {{ a: , b: , c: , d: }}\nclaims:\n{}", claims.concat()));
        let findings = fixture.checker().analyze().findings;
        let conflict = findings.iter().find(|finding| !finding.positions.is_empty()).unwrap();
        let sides: Vec<String> = conflict
            .positions
            .iter()
            .map(|position| fixture.records.ids(&position.claims).join(" "))
            .collect();
        assert_eq!(sides, ["last first", "high open"]);
        let pairs: Vec<String> =
            conflict.pairs.iter().map(|pair| fixture.records.ids(&pair.claims).join(" ")).collect();
        assert_eq!(pairs, ["first open", "last high", "open last"]);
    }
}
