//! Who is on which side of a dispute: beside each position stand those alone who say the same as its first claim. Claims that fit several
//! sides, or none, are on no side.

use std::hash::Hash;

use super::dispute::Dispute;
use crate::check::topic::{Scope, Topic, TopicClaim};
use crate::maps::{HashMap, HashSet, IndexMap};
use crate::value::{Point, Ranges};

/// Up to how many times a claim may be held against a side in one dispute. In a larger one, each claim stays at its position.
const LOOKS: usize = 1 << 20;

/// The sides of a dispute, by the indices of claims in their topic.
#[derive(Debug)]
pub(super) struct Sides {
    /// The claims of each position, in its order, that say what its first claim says; that one always does.
    pub(super) sides: Vec<Vec<usize>>,
    /// The claims that are on no side alone, each with the sides that it can be true with.
    pub(super) none: Vec<(usize, Vec<usize>)>,
    /// Whether the dispute is too large to tell who is on no side, so that each claim is at its position.
    pub(super) too_large: bool,
}

impl Sides {
    /// Who is on the side of each position.
    pub(super) fn of(topic: &Topic<'_>, dispute: &Dispute, positions: &[Vec<usize>]) -> Self {
        let cores = || positions.iter().map(|claims| Core::of(topic, claims)).collect::<Option<Vec<_>>>();
        let too_large = positions.len().saturating_mul(dispute.members.len()) > LOOKS;
        let Some(cores) = (!too_large).then(cores).flatten() else {
            return Self { sides: positions.to_vec(), none: Vec::new(), too_large };
        };
        let pairs = dispute.pairs.iter().map(|pair| [pair.a, pair.b]);
        let of_side = cores.iter().enumerate();
        let of_side = of_side.flat_map(|(side, core)| core.claims.iter().map(move |&at| (at, side)));
        let against = against(pairs, of_side);
        let rows = Row::of_each_scope(cores.iter().map(|core| (core.scope, &core.meets)));
        let mut sides: Vec<Vec<usize>> = positions.iter().map(|claims| vec![claims[0]]).collect();
        let mut none = Vec::new();
        for &at in positions.iter().flat_map(|claims| &claims[1..]) {
            let said = &topic.claims[at];
            let fits = |side: &usize| !against.contains(&(at, *side)) && cores[*side].fits(said);
            let near =
                rows.iter().flat_map(|(scope, row)| row.near(*scope == said.scope, &said.allowed.plain));
            let mut fitting: Vec<usize> = near.copied().filter(fits).collect();
            fitting.sort_unstable();
            match the_one(said, &fitting, &cores) {
                Some(side) => sides[side].push(at),
                None => none.push((at, fitting)),
            }
        }
        Self { sides, none, too_large }
    }
}

/// What those who are on a side say.
struct Core<'a, 'r> {
    topic: &'a Topic<'r>,
    scope: Scope,
    /// The claims of the scope of the first one.
    claims: Vec<usize>,
    /// What they all allow, or the first one where the rule takes them for the same though they have no value in common.
    shared: Ranges,
    /// What says the same as they do has a value in common with this: with what they all allow, or with any of them.
    meets: Ranges,
}

impl<'a, 'r> Core<'a, 'r> {
    /// Of a position; nothing where a claim of it is of another unit.
    fn of(topic: &'a Topic<'r>, claims: &[usize]) -> Option<Self> {
        let scope = topic.claims[*claims.first()?].scope;
        if claims.iter().any(|&at| topic.claims[at].scope.unit != scope.unit) {
            return None;
        }
        let claims: Vec<usize> =
            claims.iter().copied().filter(|&at| topic.claims[at].scope == scope).collect();
        let said = || claims.iter().map(|&at| &topic.claims[at]);
        // What began on its day is on a side by the days before.
        let lasting = said().filter(|said| said.basis().before().is_none());
        let sets: Vec<&Ranges> = match lasting.map(|said| &said.allowed.plain).collect::<Vec<_>>() {
            none if none.is_empty() => said().map(|said| &said.allowed.plain).collect(),
            some => some,
        };
        let shared = sets.iter().fold(Ranges::all(), |shared, set| shared.intersection(set));
        if !shared.intervals().is_empty() {
            return Some(Self { topic, scope, claims, meets: shared.clone(), shared });
        }
        let meets = Ranges::of(said().flat_map(|said| said.allowed.plain.intervals().to_vec()).collect());
        let shared = said().next().map(|first| first.allowed.plain.clone())?;
        Some(Self { topic, scope, claims, shared, meets })
    }

    /// Whether a claim allows what they say.
    fn says_the_same(&self, said: &TopicClaim<'_>) -> bool {
        said.allowed.plain.meets(&self.meets)
    }

    /// Whether a claim can be true beside them, as far as no pair says otherwise: of the same it says the same, and a part is no more than
    /// the whole.
    fn fits(&self, said: &TopicClaim<'_>) -> bool {
        let shared = &self.shared;
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

/// The sides of one scope, in order. What is on them mostly ascends, so few of them are near a value.
#[derive(Default)]
struct Row {
    sides: Vec<usize>,
    /// The highest point of each side and of those before it.
    highest: Vec<Option<Point>>,
    /// The lowest point of each side and of those behind it.
    lowest: Vec<Option<Point>>,
}

impl Row {
    /// The row of each scope; of each side its scope and what says the same has a value in common with.
    fn of_each_scope<'s>(sides: impl Iterator<Item = (Scope, &'s Ranges)>) -> IndexMap<Scope, Self> {
        let mut rows: IndexMap<Scope, Self> = IndexMap::default();
        for (side, (scope, meets)) in sides.enumerate() {
            let row = rows.entry(scope).or_default();
            let (low, high) = (meets.low(), meets.high());
            // An open end is beyond all others.
            let before = row.highest.last().copied();
            row.highest
                .push(before.map_or(high, |before| before.zip(high).map(|(one, other)| one.max(other))));
            row.lowest.push(low);
            row.sides.push(side);
        }
        for row in rows.values_mut() {
            for at in (1..row.lowest.len()).rev() {
                let behind = row.lowest[at].zip(row.lowest[at - 1]);
                row.lowest[at - 1] = behind.map(|(one, other)| one.min(other));
            }
        }
        rows
    }

    /// The sides that a claim of their scope may say the same as; of another scope all of them.
    fn near(&self, of_scope: bool, allowed: &Ranges) -> &[usize] {
        if !of_scope {
            return &self.sides;
        }
        let above =
            |low: Option<Point>, high: Option<Point>| low.zip(high).is_some_and(|(low, high)| low > high);
        let from = self.highest.partition_point(|&high| above(allowed.low(), high));
        let to = self.lowest.partition_point(|&low| !above(low, allowed.high()));
        self.sides.get(from..to).unwrap_or_default()
    }
}

/// Claims, and the sides with claims that they contradict: of `pairs` that do, and the side of each claim that is on one.
pub(crate) fn against<C: Copy + Eq + Hash>(
    pairs: impl Iterator<Item = [C; 2]>,
    sides: impl Iterator<Item = (C, usize)>,
) -> HashSet<(C, usize)> {
    let sides: HashMap<C, usize> = sides.collect();
    let both_ways = pairs.flat_map(|[a, b]| [[a, b], [b, a]]);
    both_ways.filter_map(|[one, other]| Some((one, *sides.get(&other)?))).collect()
}

/// The one of the sides that a claim fits that it is on. Where there are sides about the same place and part, it is on one of those.
fn the_one(said: &TopicClaim<'_>, fitting: &[usize], cores: &[Core<'_, '_>]) -> Option<usize> {
    let same: Vec<usize> = fitting.iter().copied().filter(|&side| cores[side].scope == said.scope).collect();
    match (same.as_slice(), fitting) {
        ([only], _) => Some(*only),
        ([], [only]) => Some(*only).filter(|&only| cores[only].says_the_same(said)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::value::Interval;

    fn ranges() -> impl Strategy<Value = Ranges> {
        let end = || prop::option::weighted(0.8, (-9i32..9).prop_map(Point::from));
        let interval = (end(), end()).prop_map(|(low, high)| Interval::new(low, high));
        prop::collection::vec(interval, 0..3).prop_map(Ranges::of)
    }

    proptest! {
        #[test]
        fn no_side_with_a_value_in_common_is_left_out(sides in prop::collection::vec(ranges(), 1..9), claim in ranges()) {
            let scope = Scope::default();
            let rows = Row::of_each_scope(sides.iter().map(|side| (scope, side)));
            let near = rows[&scope].near(true, &claim);
            for (at, side) in sides.iter().enumerate().filter(|(_, side)| side.meets(&claim)) {
                prop_assert!(near.contains(&at), "{side:?} of {near:?}");
            }
        }
    }

    #[test]
    fn of_sides_that_ascend_only_the_near_ones_are_looked_at() {
        let only = |at: i32| Ranges::one(Interval::only(at.into()));
        let sides: Vec<Ranges> = (0..100).map(only).collect();
        let rows = Row::of_each_scope(sides.iter().map(|side| (Scope::default(), side)));
        let row = &rows[&Scope::default()];
        assert_eq!(row.near(true, &only(7)), [7]);
        assert_eq!(row.near(true, &Ranges::one(Interval::new(Some(97.into()), None))), [97, 98, 99]);
        assert_eq!(row.near(false, &only(7)).len(), 100);
    }
}
