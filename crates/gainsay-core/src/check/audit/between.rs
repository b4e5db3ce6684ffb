//! Source against source: how often two of them agree, conflict, or cannot be compared.

use std::cmp::Reverse;
use std::collections::HashMap;

use foldhash::fast::RandomState;
use indexmap::{IndexMap, IndexSet};
use rayon::prelude::*;

use super::Audit;
use super::row::{Called, source};
use crate::check::compare::scopes::related;
use crate::check::reason::CompatibleReason;
use crate::check::topic::{AsWritten, Scope, Topic, TopicClaim};
use crate::check::verdict::{Judge, Verdict};
use gainsay_yaml::text::Name;

/// About how many pairs of claims are looked at in all, for each claim that there is. Where there are more, each claim is held
/// against those nearest in time, fewer the more pairs there are: claims far apart are seldom valid on a common day. The others are left
/// out, and counted.
const PAIRS_OF_EACH: usize = 1 << 9;

/// Up to how many pairs are looked at however few claims there are, and how many at most.
const PAIRS: [u64; 2] = [1 << 22, 1 << 25];

/// How two sources stand to each other, in pairs of claims of which both are, one way or the other, asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Between<'a> {
    /// The source that comes first by its id.
    pub one: Called<'a>,
    /// The other.
    pub other: Called<'a>,
    /// How many pairs are compared with each other and can both be true.
    pub agree: u64,
    /// How many conflict.
    pub conflict: u64,
    /// How many are not compared; `gainsay check` has the reasons.
    pub not_compared: u64,
    /// How many are not looked at, as there are too many in all: those farthest apart in time.
    pub left_out: u64,
    /// How many there are about one subject and attribute.
    pub all: u64,
    /// The source that both are part of.
    pub parent: Option<Called<'a>>,
}

/// The counts of two sources.
#[derive(Debug, Clone, Copy, Default)]
struct Counts {
    agree: u64,
    conflict: u64,
    /// Those that are compared, whatever comes of it.
    compared: u64,
    /// Those that would be looked at, if there were not too many.
    left_out: u64,
    /// All pairs about one subject and attribute.
    all: u64,
}

/// Counts by two sources, the one with the smaller number in front.
type Table = HashMap<(Name, Name), Counts, RandomState>;

/// The claims of one topic that are compared with each other, as indices into its claims, in the order of time.
struct Field {
    /// Those of each scope; each of them is compared with all others.
    scopes: IndexMap<Scope, Vec<usize>>,
    /// A part and a whole around it.
    nested: Vec<(Scope, Scope)>,
    /// Claims that have a unit and claims that have none, which are compared with each other as they are written.
    in_units: Vec<[Vec<usize>; 2]>,
    /// Pairs of one origin of which neither scope holds the other.
    alike: Vec<(usize, usize)>,
}

impl Field {
    fn of(&self, scope: Scope) -> &[usize] {
        self.scopes.get(&scope).map(Vec::as_slice).unwrap_or_default()
    }

    /// The sides that are compared with each other.
    fn sides(&self) -> impl Iterator<Item = [&[usize]; 2]> {
        let in_units = self.in_units.iter().map(|[with, without]| [&with[..], &without[..]]);
        self.nested.iter().map(|&(part, whole)| [self.of(part), self.of(whole)]).chain(in_units)
    }

    /// How many pairs there are.
    fn pairs(&self) -> u64 {
        let within = self.scopes.values().map(|claims| times(claims.len(), claims.len()) / 2);
        within.chain(self.sides().map(|[one, other]| times(one.len(), other.len()))).sum()
    }
}

fn times(one: usize, other: usize) -> u64 {
    (one as u64).saturating_mul(other as u64)
}

impl<'r> Audit<'r> {
    /// The same, which looks at no more than about so many pairs of claims for [source against source](Self::between): with fewer claims
    /// than those for which it leaves any out by itself.
    #[must_use]
    pub fn with_most_pairs(self, pairs: u64) -> Self {
        Self { most_pairs: Some(pairs), ..self }
    }

    /// How each two sources stand that have any claims to hold against each other; those that conflict most come first.
    ///
    /// A claim against another is counted once. Of claims that are compared and compatible, those that are never valid at the same
    /// time do not count as agreeing, nor do those of which one merely passes on what a source says.
    #[must_use]
    pub fn between(&self) -> Vec<Between<'_>> {
        let fields: Vec<Field> = self.ready.topics.par_iter().map(|topic| self.field(topic)).collect();
        let pairs = fields.iter().map(Field::pairs).fold(0, u64::saturating_add);
        let most = self
            .most_pairs
            .unwrap_or_else(|| times(self.boxed.len(), PAIRS_OF_EACH).clamp(PAIRS[0], PAIRS[1]));
        let of_topic = |(topic, field)| self.of_topic(topic, field, [most, pairs]);
        let tables = self.ready.topics.par_iter().zip(&fields).map(of_topic);
        let mut table = tables.reduce(Table::default, |one, other| {
            let (mut all, few) = if one.len() < other.len() { (other, one) } else { (one, other) };
            for (pair, counts) in few {
                let sum = all.entry(pair).or_default();
                sum.agree += counts.agree;
                sum.conflict += counts.conflict;
                sum.compared += counts.compared;
                sum.left_out += counts.left_out;
            }
            all
        });
        for (pair, all) in self.source_pairs() {
            table.entry(pair).or_default().all = all;
        }
        self.rows(table)
    }

    /// The counts as rows, in order. There are very many pairs of few sources, so these are compared by their places among all ids.
    fn rows(&self, table: Table) -> Vec<Between<'_>> {
        let mut sources: IndexSet<Name, RandomState> = table.keys().flat_map(|&(a, b)| [a, b]).collect();
        sources.sort_by(|&a, &b| self.context.text(a).cmp(self.context.text(b)));
        let called: Vec<Called<'_>> = sources.iter().map(|&name| source(name, self.context)).collect();
        let row = |(pair, counts): ((Name, Name), Counts)| {
            let [a, b] = [pair.0, pair.1].map(|name| sources.get_index_of(&name).unwrap_or_default());
            let not_compared = counts.all.saturating_sub(counts.compared + counts.left_out);
            let order = Reverse([counts.conflict, counts.agree, not_compared]);
            (order, [a.min(b), a.max(b)], pair, counts)
        };
        let mut rows: Vec<_> = table.into_iter().map(row).collect();
        rows.sort_unstable_by_key(|&(order, places, ..)| (order, places));
        let rows =
            rows.into_iter().map(|(Reverse([conflict, agree, not_compared]), [one, other], pair, counts)| {
                let Counts { left_out, all, .. } = counts;
                let parent = self.context.sources.common_parent(pair.0, pair.1);
                let parent = parent.map(|parent| source(parent, self.context));
                let (one, other) = (called[one], called[other]);
                Between { one, other, agree, conflict, not_compared, left_out, all, parent }
            });
        rows.collect()
    }

    fn field(&self, topic: &Topic<'r>) -> Field {
        let asked = |&at: &usize| self.wanted.beside(topic.claims[at].claim, self.context);
        let nested =
            topic.scopes.keys().flat_map(|&part| topic.around(part).iter().map(move |&whole| (part, whole)));
        let scopes = topic.scopes.iter();
        let scopes = scopes.map(|(&scope, claims)| (scope, claims.iter().copied().filter(asked).collect()));
        let mut origins: IndexMap<Name, Vec<usize>, RandomState> = IndexMap::default();
        if topic.claims.iter().any(TopicClaim::echo) {
            for at in (0..topic.claims.len()).filter(asked) {
                origins.entry(topic.claims[at].origin()).or_default().push(at);
            }
        }
        let unrelated = |&(a, b): &(usize, usize)| {
            let (topic, a, b) = topic.comparing(a, b);
            related(topic, topic.claims[a].scope, topic.claims[b].scope, self.context).is_err()
        };
        let alike = origins.values().flat_map(|claims| {
            (0..claims.len()).flat_map(move |one| claims[one + 1..].iter().map(move |&b| (claims[one], b)))
        });
        Field {
            scopes: scopes.collect(),
            nested: nested.collect(),
            in_units: topic.as_written.as_ref().map_or_else(Vec::new, |written| in_units(written, asked)),
            alike: alike.filter(unrelated).collect(),
        }
    }

    /// Two sources, that with the smaller number in front; nothing where they are one, or neither is asked for.
    pub(super) fn pair(&self, one: Name, other: Name) -> Option<(Name, Name)> {
        let asked = || self.wanted.pair(self.context.text(one), self.context.text(other));
        let pair = if one.number() < other.number() { (one, other) } else { (other, one) };
        (one != other && asked()).then_some(pair)
    }

    /// The counts of one topic, where there are so many pairs in all.
    fn of_topic(&self, topic: &Topic<'r>, field: &Field, [most, pairs]: [u64; 2]) -> Table {
        let cuts = pairs > most;
        // Against how many of so many claims each is held.
        let reach = |claims: usize| {
            let share = claims as u128 * u128::from(most) / u128::from(pairs.max(1));
            if cuts { usize::try_from(share).unwrap_or(claims).max(1) } else { claims }
        };
        let judge = Judge::new(topic, self.context);
        let mut table = if cuts { self.unseen(topic, field) } else { Table::default() };
        let mut judge = |a: usize, b: usize| {
            let pair = self.count(&judge, topic, (a, b), &mut table);
            if let Some(counts) = pair.filter(|_| cuts).and_then(|pair| table.get_mut(&pair)) {
                counts.left_out -= 1;
            }
        };
        for claims in field.scopes.values() {
            for (index, &a) in claims.iter().enumerate() {
                claims[index + 1..].iter().take(reach(claims.len())).for_each(|&b| judge(a, b));
            }
        }
        for [side, other] in field.sides() {
            each_with_nearest(side, other, reach(other.len()), topic, &mut judge);
        }
        field.alike.iter().for_each(|&(a, b)| judge(a, b));
        table
    }

    /// All pairs of a topic as left out, before any is looked at.
    fn unseen(&self, topic: &Topic<'r>, field: &Field) -> Table {
        let sources = |claims: &[usize]| {
            let mut sources: IndexMap<Name, u64, RandomState> = IndexMap::default();
            for &at in claims {
                *sources.entry(topic.claims[at].claim.source.value).or_default() += 1;
            }
            sources
        };
        let mut table = Table::default();
        let mut add = |(one, claims): (&Name, &u64), (other, others): (&Name, &u64)| {
            if let Some(pair) = self.pair(*one, *other) {
                table.entry(pair).or_default().left_out += claims * others;
            }
        };
        for sources in field.scopes.values().map(|claims| sources(claims)) {
            let later = |at: usize| sources.iter().skip(at + 1);
            sources.iter().enumerate().for_each(|(at, one)| later(at).for_each(|other| add(one, other)));
        }
        for [side, other] in field.sides() {
            let (side, others) = (sources(side), sources(other));
            side.iter().for_each(|one| others.iter().for_each(|other| add(one, other)));
        }
        let alike = field.alike.iter().map(|&(a, b)| [a, b].map(|at| topic.claims[at].claim.source.value));
        alike.for_each(|[one, other]| add((&one, &1), (&other, &1)));
        table
    }

    /// Counts a pair of claims, and returns the pair of sources that it counts for.
    fn count(
        &self,
        judge: &Judge<'_, 'r>,
        topic: &Topic<'_>,
        (a, b): (usize, usize),
        table: &mut Table,
    ) -> Option<(Name, Name)> {
        let sources = [a, b].map(|at| topic.claims[at].claim.source.value);
        let pair = self.pair(sources[0], sources[1])?;
        let verdict = judge.verdict(a, b);
        if matches!(verdict, Verdict::NotCompared(_)) {
            return Some(pair);
        }
        let counts = table.entry(pair).or_default();
        counts.compared += 1;
        let aside =
            [CompatibleReason::NeverTogether, CompatibleReason::Superseded, CompatibleReason::SecondHand];
        match verdict {
            Verdict::Conflicting(_) => counts.conflict += 1,
            Verdict::Compatible(reason) if aside.contains(&reason) => {}
            _ if together(&topic.claims[a], &topic.claims[b]) => counts.agree += 1,
            _ => {}
        }
        Some(pair)
    }
}

/// The claims with a unit and those without one in each scope and in each part of it, of those that are asked for.
fn in_units(written: &AsWritten<'_>, asked: impl Fn(&usize) -> bool) -> Vec<[Vec<usize>; 2]> {
    let topic = &written.topic;
    let side = |scope: Scope, with_unit: bool| -> Vec<usize> {
        let claims = topic.scopes.get(&scope).into_iter().flatten();
        let side = claims.filter(|&&at| topic.has_unit(at) == Some(with_unit)).map(|&at| written.of[at]);
        side.filter(&asked).collect()
    };
    let sides = |&one: &Scope| {
        let around = topic.around(one).iter().flat_map(move |&whole| [(one, whole), (whole, one)]);
        around.chain([(one, one)])
    };
    let sides = topic.scopes.keys().flat_map(sides);
    sides.map(|(with, without)| [side(with, true), side(without, false)]).collect()
}

/// Whether two claims, or bounds of them that could conflict, are valid on a common day.
fn together(a: &TopicClaim<'_>, b: &TopicClaim<'_>) -> bool {
    let bounds = |a: &TopicClaim<'_>, b: &TopicClaim<'_>| {
        a.basis().lower().is_some_and(|lower| b.uppers().any(|upper| lower.valid.meets(&upper.valid, 0)))
    };
    a.basis().whole().meets(&b.basis().whole(), 0) || bounds(a, b) || bounds(b, a)
}

/// Compares each claim of one side with so many of the other that are nearest in time.
fn each_with_nearest(
    side: &[usize],
    other: &[usize],
    reach: usize,
    topic: &Topic<'_>,
    judge: &mut impl FnMut(usize, usize),
) {
    let day = |at: usize| topic.claims[at].time.map(|time| time.when.first);
    for &a in side {
        let from = other.partition_point(|&b| day(b) < day(a)).saturating_sub(reach / 2);
        let from = from.min(other.len().saturating_sub(reach));
        other[from..].iter().take(reach).for_each(|&b| judge(a, b));
    }
}
