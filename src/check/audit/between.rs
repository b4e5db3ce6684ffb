//! Source against source: how often two of them agree, conflict, or cannot be compared.

use std::collections::HashMap;

use rayon::prelude::*;

use super::super::compare::share_a_day;
use super::super::scheme;
use super::super::standing::Ends;
use super::super::topic::{Scope, Topic};
use super::super::undetermined::Gaps;
use super::super::verdict::{Harmony, Judge, Verdict};
use super::Audit;
use super::row::{Called, source};
use crate::text::Name;

/// How many pairs of claims are held against each other in one scope, or between a part and a whole. Where there are more,
/// each claim is held against those nearest in time: claims far apart seldom stand on a common day.
const PAIRS: usize = 1 << 22;

/// How two sources stand to each other, in pairs of claims of which both are, one way or the other, asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Between<'a> {
    /// The source that comes first by its id.
    pub one: Called<'a>,
    /// The other.
    pub other: Called<'a>,
    /// How many pairs are held against each other and can both be true.
    pub agree: u64,
    /// How many conflict.
    pub conflict: u64,
    /// How many cannot be told, since a place, a date or a unit is missing.
    pub undetermined: u64,
    /// The source that both are part of.
    pub parent: Option<Called<'a>>,
}

/// The counts of two sources.
#[derive(Debug, Clone, Copy, Default)]
struct Counts {
    agree: u64,
    conflict: u64,
    undetermined: u64,
}

/// Counts by two sources, the one with the smaller number in front.
type Table = HashMap<(Name, Name), Counts>;

impl<'r> Audit<'r> {
    /// How each two sources stand that have any claims to hold against each other; those that conflict most come first.
    ///
    /// A claim against another is counted once. Claims that never stand at the same time are not counted, nor are those of
    /// which one merely passes on what the other's source says.
    #[must_use]
    pub fn between(&self) -> Vec<Between<'_>> {
        let tables = (0..self.ready.topics.len()).into_par_iter().map(|topic| self.of_topic(topic));
        let table = tables.reduce(Table::new, |one, other| {
            let (mut all, few) = if one.len() < other.len() { (other, one) } else { (one, other) };
            for (pair, counts) in few {
                let sum = all.entry(pair).or_default();
                sum.agree += counts.agree;
                sum.conflict += counts.conflict;
                sum.undetermined += counts.undetermined;
            }
            all
        });
        let mut rows: Vec<Between<'_>> = table
            .into_iter()
            .map(|((a, b), counts)| {
                let (one, other) = (source(a, &self.context), source(b, &self.context));
                let (one, other) = if other.id < one.id { (other, one) } else { (one, other) };
                let parent = self.context.sources.common_parent(a, b);
                let parent = parent.map(|parent| source(parent, &self.context));
                let Counts { agree, conflict, undetermined } = counts;
                Between { one, other, agree, conflict, undetermined, parent }
            })
            .collect();
        rows.sort_by(|a, b| {
            let counts = |row: &Between<'_>| (row.conflict, row.agree, row.undetermined);
            counts(b).cmp(&counts(a)).then_with(|| (a.one.id, a.other.id).cmp(&(b.one.id, b.other.id)))
        });
        rows
    }

    fn of_topic(&self, number: usize) -> Table {
        let topic = &self.ready.topics[number];
        let mut table = Table::new();
        let wanted = |at: usize| {
            let claim = topic.boxes[at].claim;
            topic.boxes[at].speaks() && self.wanted.beside(claim, &self.context)
        };
        let members = |scope: Scope| -> Vec<usize> {
            let members = topic.scopes.get(&scope).map(Vec::as_slice).unwrap_or_default();
            members.iter().copied().filter(|&at| wanted(at)).collect()
        };
        let judge = Judge::new(topic, &self.context);
        let mut judge = |a: usize, b: usize| self.count(&judge, topic, (a, b), &mut table);
        for &scope in topic.scopes.keys() {
            let claims = members(scope);
            let reach = PAIRS / claims.len().max(1);
            for (index, &a) in claims.iter().enumerate() {
                claims[index + 1..].iter().take(reach).for_each(|&b| judge(a, b));
            }
            for &whole in topic.around(scope) {
                each_with_nearest(&claims, &members(whole), topic, &mut judge);
            }
        }
        let rules = scheme::compare_rules(topic, &self.context);
        if let Some(main) = rules.first() {
            for gap in Gaps::new(topic, &topic.measure(main)).all() {
                let asked =
                    |side: &[usize]| side.iter().copied().filter(|&at| wanted(at)).collect::<Vec<_>>();
                each_with_nearest(&asked(&gap.lacking), &asked(&gap.against), topic, &mut judge);
            }
        }
        table
    }

    fn count(&self, judge: &Judge<'_, 'r>, topic: &Topic<'_>, (a, b): (usize, usize), table: &mut Table) {
        let (one, other) = (topic.boxes[a].claim.source.value, topic.boxes[b].claim.source.value);
        let asked = || [one, other].iter().any(|&id| self.wanted.source(self.context.text(id)));
        if one == other || !asked() {
            return;
        }
        let pair = if one.number() < other.number() { (one, other) } else { (other, one) };
        match judge.judge(a, b).verdict {
            Verdict::Conflicting(_) => table.entry(pair).or_default().conflict += 1,
            Verdict::Undetermined(_) => table.entry(pair).or_default().undetermined += 1,
            Verdict::Compatible(Harmony::NeverTogether) | Verdict::NotCompared(_) => {}
            Verdict::Compatible(_) if together(&topic.boxes[a].ends, &topic.boxes[b].ends) => {
                table.entry(pair).or_default().agree += 1;
            }
            Verdict::Compatible(_) => {}
        }
    }
}

/// Whether two claims, or ends of them that could conflict, stand on a common day.
fn together(a: &Ends, b: &Ends) -> bool {
    let ends = |low: &Ends, high: &Ends| {
        low.low.is_some_and(|low| high.highs().any(|high| share_a_day(&low, &high, 0)))
    };
    a.whole.from.max(b.whole.from) <= a.whole.to.min(b.whole.to) || ends(a, b) || ends(b, a)
}

/// Holds each claim of one side against those of the other; of very many, against those nearest in time.
fn each_with_nearest(
    side: &[usize],
    other: &[usize],
    topic: &Topic<'_>,
    judge: &mut impl FnMut(usize, usize),
) {
    let reach = PAIRS / side.len().max(1);
    for &a in side {
        let day = |at: usize| topic.boxes[at].time.map(|time| time.when.first);
        let from = other.partition_point(|&b| day(b) < day(a)).saturating_sub(reach / 2);
        let from = from.min(other.len().saturating_sub(reach));
        other[from..].iter().take(reach).for_each(|&b| judge(a, b));
    }
}
