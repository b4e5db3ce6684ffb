//! The sides of a finding, with how the claims that are on none of them stand to each.

use super::Audit;
use crate::check::attribution::independence::{independent, named_origin};
use crate::check::conflict::sides::against;
use crate::check::topic::{Scope, Topic, TopicClaim};
use crate::claim::ClaimId;
use crate::finding::{Finding, OnNoSide, Position};
use crate::maps::{HashMap, HashSet};

/// A claim of a finding, with its reading where it could be read.
pub(super) type Member<'a, 'r> = (ClaimId, Option<(&'a Topic<'r>, &'a TopicClaim<'r>)>);

/// A claim that could be read.
type Spoken<'a, 'r> = (ClaimId, &'a TopicClaim<'r>);

/// The claims of one side.
pub(super) struct Grouped {
    /// The value as one of its claims words it, for tables.
    pub(super) value: String,
    pub(super) claims: Vec<ClaimId>,
    pub(super) origins: usize,
    /// Whether it is no side.
    pub(super) beside: bool,
}

/// How a claim that is on no side stands to the sides, by their numbers from 1.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Beside {
    /// Those that it can be true with.
    pub fits: Vec<usize>,
    /// Those with claims that it is in conflict with.
    pub contradicts: Vec<usize>,
    /// Those that say something else without being in conflict with it, such as of other days.
    pub differs: Vec<usize>,
    /// Those that are about a place or a part that it does not overlap with.
    pub elsewhere: Vec<usize>,
}

/// The topic and the scope of the first claim of a side, and those of its claims that are of that scope; nothing where one could not be
/// read, or is of another topic or unit.
pub(super) fn of_one_scope<'a, 'r>(
    members: &[Member<'a, 'r>],
) -> Option<(&'a Topic<'r>, Scope, Vec<Spoken<'a, 'r>>)> {
    let (topic, first) = members.first()?.1?;
    let mut claims = Vec::new();
    for &(number, read) in members {
        let (other, said) = read?;
        if other.key != topic.key || said.scope.unit != first.scope.unit {
            return None;
        }
        if said.scope == first.scope {
            claims.push((number, said));
        }
    }
    Some((topic, first.scope, claims))
}

impl Audit<'_> {
    /// The sides of a finding: the positions of a conflict, and behind them the claims that are on no side; of other findings each claim.
    pub(super) fn sides(&self, finding: &Finding) -> Vec<Grouped> {
        let records = self.context.records;
        if finding.positions.is_empty() {
            let alone = |claim| Grouped {
                value: records.claim(claim).worded(self.context.files).into_owned(),
                claims: vec![claim],
                origins: 1,
                beside: false,
            };
            return finding.about().into_iter().map(alone).collect();
        }
        let position = |position: &Position| Grouped {
            value: position.value.clone(),
            claims: position.claims.clone(),
            origins: position.origins,
            beside: false,
        };
        let beside: Vec<ClaimId> = finding.on_no_side.iter().map(|other| other.claim).collect();
        let beside = (!beside.is_empty()).then(|| {
            let of = beside.iter().map(|&claim| records.claim(claim));
            let origins = independent(of.map(|claim| (named_origin(claim), claim)), self.context);
            Grouped { value: String::new(), claims: beside, origins, beside: true }
        });
        finding.positions.iter().map(position).chain(beside).collect()
    }

    /// How each claim that is on no side of a conflict stands to the sides.
    pub(super) fn stands(&self, finding: &Finding) -> HashMap<ClaimId, Beside> {
        let numbered = (1..).zip(&finding.positions);
        let of_side =
            numbered.flat_map(|(side, position)| position.claims.iter().map(move |&claim| (claim, side)));
        let against = against(finding.pairs.iter().map(|pair| pair.claims), of_side);
        let stands = |other: &OnNoSide| (other.claim, self.stands_to(&finding.positions, other, &against));
        finding.on_no_side.iter().map(stands).collect()
    }

    /// How one of them does; `against` has which claims contradict claims of which side.
    fn stands_to(
        &self,
        positions: &[Position],
        other: &OnNoSide,
        against: &HashSet<(ClaimId, usize)>,
    ) -> Beside {
        let claim = other.claim;
        let mut stands = Beside { fits: other.fits.clone(), ..Beside::default() };
        for (number, position) in (1..).zip(positions) {
            let first = position.claims.first().copied();
            let of = if other.fits.binary_search(&number).is_ok() {
                continue;
            } else if against.contains(&(claim, number)) {
                &mut stands.contradicts
            } else if first.is_some_and(|first| self.overlap(claim, first)) {
                &mut stands.differs
            } else {
                &mut stands.elsewhere
            };
            of.push(number);
        }
        stands
    }

    /// Whether two claims are about the same place and part, or one about a part of what the other is about.
    fn overlap(&self, one: ClaimId, other: ClaimId) -> bool {
        let (Some((topic, one)), Some((_, other))) = (self.member(one).1, self.member(other).1) else {
            return false;
        };
        let within = |part, whole| topic.around(part).contains(&whole);
        one.scope == other.scope || within(one.scope, other.scope) || within(other.scope, one.scope)
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use crate::check::audit::{Audit, Beside, Wanted};
    use crate::check::fixture::Fixture;
    use crate::finding::FindingKind;

    fn shown(Beside { fits, contradicts, differs, elsewhere }: &Beside) -> String {
        format!(" fits {fits:?} contradicts {contradicts:?} differs {differs:?} elsewhere {elsewhere:?}")
    }

    /// The sides of the one conflict among claims, each as `id, source, keys`: the claims of each, those on no side with the sides that
    /// they fit; and the two claims that show it best.
    fn sides(claims: &[&str]) -> (Vec<String>, String) {
        let mut text = "places:\n  land:\n  town: { within: land }\n  port: { within: land }\n\
                        sources: { a: , b: , c: , d: , e: , f: }\nclaims:\n"
            .to_owned();
        for claim in claims {
            let [id, source, keys] = claim.splitn(3, ", ").collect::<Vec<_>>()[..] else { panic!("{claim}") };
            let _ = writeln!(text, "  - {{ id: {id}, source: {source}, subject: war, {keys} }}");
        }
        let fixture = Fixture::read(&text);
        let analysis = fixture.checker().analyze();
        let audit = Audit::new(&analysis, Wanted::default());
        let is_conflict = |at: &&usize| analysis.findings[**at].kind == FindingKind::Conflict;
        let conflicts: Vec<usize> = audit.reported().iter().filter(is_conflict).copied().collect();
        let [conflict] = conflicts[..] else { panic!("{:?}", analysis.findings) };
        let dispute = audit.dispute(conflict, 9);
        let shown = dispute.sides.iter().map(|side| {
            let claims = side.claims.iter().map(|mark| {
                let fits = if side.is_beside() { shown(&mark.beside) } else { String::new() };
                format!("{}{fits}", mark.claim.id)
            });
            let claims = claims.collect::<Vec<_>>().join(" ");
            side.told
                .as_ref()
                .map_or_else(|| format!("beside: {claims}"), |told| format!("{}: {claims}", told.quoted()))
        });
        let plainest = audit.plainest(&analysis.findings[conflict]).unwrap();
        (shown.collect(), fixture.records.ids(&plainest.claims).join(" "))
    }

    #[test]
    fn a_side_holds_those_who_say_the_same_and_the_others_come_behind_with_the_sides_that_they_fit() {
        let (shown, plainest) = sides(&[
            "low, a, place: land, attribute: troops, value: 3000, as-of: 2024-05-10",
            "high, b, place: land, attribute: troops, value: 20000, as-of: 2024-05-10",
            "same, c, place: land, attribute: troops, value: about 20000, as-of: 2024-05-10",
            "many, d, place: town, attribute: troops, value: 9000, as-of: 2024-05-10",
            "most, e, place: land, attribute: troops, value: 1000, as-of: 2024-05-10",
            "open, f, place: land, attribute: troops, value: at least 2500, as-of: 2024-05-10",
        ]);
        assert_eq!(
            shown,
            [
                "`1000`: most",
                "`3000`: low",
                "`20000`: high same",
                "beside: many fits [3] contradicts [1, 2] differs [] elsewhere [] \
                 open fits [2, 3] contradicts [1] differs [] elsewhere []"
            ]
        );
        assert_eq!(plainest, "low high");
    }

    #[test]
    fn what_began_later_is_not_held_for_the_plainest_and_a_denial_says_that_it_is_one() {
        let (shown, plainest) = sides(&[
            "denied, a, place: land, attribute: deployment, value: rumours of deployed units, stance: denies, as-of: 2024-05-10",
            "early, c, place: town, attribute: deployment, value: in combat, as-of: 2024-05-10",
            "began, d, place: town, attribute: deployment, value: began fighting, as-of: 2024-05-20",
        ]);
        assert_eq!(
            shown,
            [
                "denies it (`rumours of deployed units`): denied",
                "`began fighting`: began",
                "`in combat`: early"
            ]
        );
        assert_eq!(plainest, "denied early");
    }
}
