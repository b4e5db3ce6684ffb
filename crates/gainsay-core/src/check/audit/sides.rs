//! Who is on which side of a dispute, as people are shown it: on a side are the claims that say the same as the first one of it. Claims
//! that fit several sides, or none, are put together behind them.

use std::collections::{HashMap, HashSet};

use super::Audit;
use crate::check::attribution::independence::{independent, named_origin};
use crate::check::topic::{Scope, Topic, TopicClaim};
use crate::claim::ClaimId;
use crate::finding::{Finding, Pair, Position};
use crate::value::Ranges;

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
    /// Of claims that are on no side alone, the sides that each of them fits, by their indices.
    pub(super) fits: Option<Vec<Vec<usize>>>,
}

/// What those who are on a side say.
struct Core<'a, 'r> {
    topic: &'a Topic<'r>,
    scope: Scope,
    /// The claims of the scope of the first one, with what they allow.
    claims: Vec<Spoken<'a, 'r>>,
    /// What they all allow; nothing where the rule takes them for the same though they have no value in common.
    shared: Option<Ranges>,
}

impl<'a, 'r> Core<'a, 'r> {
    /// Of a position; nothing where a claim of it could not be read, or is of another topic.
    fn of(members: &[Member<'a, 'r>]) -> Option<Self> {
        let (topic, scope, claims) = of_one_scope(members)?;
        // What began on its day is on a side by the days before.
        let lasting = claims.iter().filter(|(_, said)| said.basis().before().is_none());
        let all = || claims.iter().map(|(_, said)| *said);
        let sets: Vec<&Ranges> = match lasting.map(|(_, said)| &said.allowed.plain).collect::<Vec<_>>() {
            none if none.is_empty() => all().map(|said| &said.allowed.plain).collect(),
            some => some,
        };
        let shared = sets.iter().fold(Ranges::all(), |shared, set| shared.intersection(set));
        let shared = Some(shared).filter(|shared| !shared.intervals().is_empty());
        Some(Self { topic, scope, claims, shared })
    }

    /// Whether a claim allows what they say.
    fn says_the_same(&self, said: &TopicClaim<'_>) -> bool {
        let plain = &said.allowed.plain;
        match &self.shared {
            Some(shared) => plain.meets(shared),
            None => self.claims.iter().any(|(_, other)| plain.meets(&other.allowed.plain)),
        }
    }

    /// Whether a claim can be true beside them, as far as no pair says otherwise: of the same it says the same, and a part is no more than
    /// the whole.
    fn fits(&self, said: &TopicClaim<'_>) -> bool {
        let first = || self.claims.first().map(|(_, first)| &first.allowed.plain);
        let Some(shared) = self.shared.as_ref().or_else(first) else { return false };
        let no_more = |part: &Ranges, whole: &Ranges| {
            part.low().zip(whole.high()).is_none_or(|(least, most)| least <= most)
        };
        if said.scope == self.scope {
            self.says_the_same(said)
        } else if self.topic.around(said.scope).contains(&self.scope) {
            no_more(&said.allowed.plain, shared)
        } else {
            self.topic.around(self.scope).contains(&said.scope) && no_more(shared, &said.allowed.plain)
        }
    }
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

/// Claims, and the sides with claims that they are in conflict with, in the pairs that are listed.
fn against(finding: &Finding, cores: &[Core<'_, '_>]) -> HashSet<(ClaimId, usize)> {
    let of_side = |(side, core): (usize, &Core<'_, '_>)| {
        core.claims.iter().map(|(claim, _)| (*claim, side)).collect::<Vec<_>>()
    };
    let sides: HashMap<ClaimId, usize> = cores.iter().enumerate().flat_map(of_side).collect();
    let both_ways = |pair: &Pair| [pair.claims, [pair.claims[1], pair.claims[0]]];
    let pairs = finding.pairs.iter().flat_map(both_ways);
    pairs.filter_map(|[one, other]| Some((one, *sides.get(&other)?))).collect()
}

/// The one of the sides that a claim fits that it is on. Where there are sides about the same place and part, it is on one of those.
fn on_one_side(said: &TopicClaim<'_>, fitting: &[usize], cores: &[Core<'_, '_>]) -> Option<usize> {
    let core = |side: &usize| cores.get(*side);
    let of_scope = |side: &usize| core(side).is_some_and(|core| core.scope == said.scope);
    let same: Vec<usize> = fitting.iter().copied().filter(of_scope).collect();
    match (same.as_slice(), fitting) {
        ([only], _) => Some(*only),
        ([], [only]) => Some(*only).filter(|only| core(only).is_some_and(|core| core.says_the_same(said))),
        _ => None,
    }
}

impl<'r> Audit<'r> {
    /// The sides of a finding as people are shown them: the positions of a conflict, each with those alone who say the same, and behind
    /// them the claims that are on no side alone; of other findings each claim.
    pub(super) fn sides_for_people(&self, finding: &Finding) -> Vec<Grouped> {
        let members = |position: &Position| -> Vec<Member<'_, 'r>> {
            position.claims.iter().map(|&claim| self.member(claim)).collect()
        };
        let members: Vec<Vec<Member<'_, 'r>>> = finding.positions.iter().map(members).collect();
        let cores: Option<Vec<Core<'_, 'r>>> = members.iter().map(|members| Core::of(members)).collect();
        let Some(cores) = cores.filter(|cores| !cores.is_empty()) else {
            return self.sides_as_found(finding);
        };
        let against = against(finding, &cores);
        let mut sides: Vec<Vec<ClaimId>> = vec![Vec::new(); cores.len()];
        let (mut beside, mut fits) = (Vec::new(), Vec::new());
        for (of, members) in members.iter().enumerate() {
            for (at, &(number, read)) in members.iter().enumerate() {
                let Some((_, said)) = read else { continue };
                let fitting = cores
                    .iter()
                    .enumerate()
                    .filter(|(side, core)| !against.contains(&(number, *side)) && core.fits(said));
                let fitting: Vec<usize> = fitting.map(|(side, _)| side).collect();
                let side = if at == 0 { Some(of) } else { on_one_side(said, &fitting, &cores) };
                if let Some(side) = side {
                    sides[side].push(number);
                } else {
                    beside.push(number);
                    fits.push(fitting);
                }
            }
        }
        let values = finding.positions.iter().map(|position| position.value.clone());
        let sides = values.zip(sides).map(|(value, claims)| self.grouped(value, claims, None));
        let beside = (!beside.is_empty()).then(|| self.grouped(String::new(), beside, Some(fits)));
        sides.chain(beside).collect()
    }

    fn grouped(&self, value: String, claims: Vec<ClaimId>, fits: Option<Vec<Vec<usize>>>) -> Grouped {
        let of = claims.iter().map(|&claim| self.context.records.claim(claim));
        let origins = independent(of.map(|claim| (named_origin(claim), claim)), self.context);
        Grouped { value, claims, origins, fits }
    }

    /// The positions of a conflict with all of their claims; of other findings each claim.
    pub(super) fn sides_as_found(&self, finding: &Finding) -> Vec<Grouped> {
        let worded = |claim| self.context.records.claim(claim).worded(self.context.files);
        if finding.positions.is_empty() {
            let alone = |claim| Grouped { value: worded(claim), claims: vec![claim], origins: 1, fits: None };
            return finding.about().into_iter().map(alone).collect();
        }
        let position = |position: &Position| Grouped {
            value: position.value.clone(),
            claims: position.claims.clone(),
            origins: position.origins,
            fits: None,
        };
        finding.positions.iter().map(position).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use crate::check::audit::{Audit, Wanted};
    use crate::check::fixture::Fixture;
    use crate::finding::FindingKind;

    /// The sides of the one conflict among claims, each as `id, source, keys`: the claims of each, those on no one side with the sides that
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
                let fits = if side.is_beside() { format!(" {:?}", mark.fits) } else { String::new() };
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
            ["`1000`: most", "`3000`: low", "`20000`: high same", "beside: many [3] open [2, 3]"]
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
                "a denial (`rumours of deployed units`): denied",
                "`began fighting`: began",
                "`in combat`: early"
            ]
        );
        assert_eq!(plainest, "denied early");
    }
}
