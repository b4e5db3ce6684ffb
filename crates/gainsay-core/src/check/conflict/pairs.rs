//! The conflicting pairs of a topic.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use crate::check::compare::days::together;
use crate::check::compare::pair::{cross_either, in_a_hole};
use crate::check::compare::scopes::Related;
use crate::check::compare::{Tolerances, Values};
use crate::check::conflict::sweep::{self, SweptBound};
use crate::check::context::Context;
use crate::check::parallel::each;
use crate::check::selection::{self, Classes};
use crate::check::topic::{Bound, Scope, Topic};
use crate::date::Day;
use crate::finding::Strength;
use crate::rule::Rule;
use crate::value::Point;

/// How many pairs of one dispute are listed; all are counted.
pub(crate) const PAIR_LIMIT: usize = 1_000;

/// Up to how many pairs of one scope are looked at one by one; more are counted.
const LOOKED_AT: usize = 1 << 14;

/// Where more pairs of one scope than this may conflict though they miss each other in time, none of those is compared.
const LAG_LIMIT: usize = 1 << 20;

/// Two claims in conflict, as indices into the claims of their topic, the lower index first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ConflictingPair {
    /// One of the two.
    pub a: usize,
    /// The other.
    pub b: usize,
    /// How sure the conflict is.
    pub strength: Strength,
}

/// The conflicts between the claims of two scopes, or within one.
#[derive(Debug)]
pub(crate) struct Conflicts<'r> {
    /// The rule that finds them.
    pub rule: &'r Rule,
    /// The pairs by their claims, the lower index first. Of very many that are valid on a common day only some are here.
    pub pairs: BTreeMap<(usize, usize), Strength>,
    /// How many further pairs there are.
    pub unlisted: u64,
    /// The claims of those, among others.
    pub members: Vec<usize>,
    /// The pairs that have no day in common on which they would be compared.
    pub across: Vec<(usize, usize)>,
}

/// A bound together with the claim that it belongs to.
type Owned = (usize, Bound);

/// Claims whose lower bounds are held against the upper bounds of others under a rule.
struct Sides<'t, 'r> {
    topic: &'t Topic<'t>,
    related: Related,
    tolerances: Tolerances,
    found: Conflicts<'r>,
}

/// All conflicts between different sources in each scope, and of its parts with it, by the rule that decides.
pub(crate) fn all<'r>(topic: &Topic<'_>, rules: &[&'r Rule], context: &Context<'_>) -> Vec<Conflicts<'r>> {
    let classes = Classes::new(rules, topic, context);
    let scopes: Vec<Scope> = topic.scopes.keys().copied().collect();
    let rule = |scope, pair| {
        selection::of_pair(rules, topic, scope, pair, context).filter(|_| topic.compares(pair[0], pair[1]))
    };
    let in_scopes = each(&scopes, |&scope| {
        let mut found = Vec::new();
        let own = apart(topic, &[scope], &classes);
        for [one, other] in own.iter().flat_map(|own| Classes::pairs(own)) {
            let rule = rule(scope, [one[0], other[0]]);
            found.extend(rule.map(|rule| within(topic, rule, one, other)));
        }
        found
    });
    // A whole of many claims is gone through once, however many parts it has.
    let wholes: Vec<(Scope, Vec<Scope>)> = topic.parts().into_iter().collect();
    let in_wholes = each(&wholes, |(whole, parts)| {
        let mut found = Vec::new();
        for (parts, wholes) in apart(topic, parts, &classes).iter().zip(&apart(topic, &[*whole], &classes)) {
            for (part, whole_claims) in
                parts.iter().flat_map(|part| wholes.iter().map(move |whole| (part, whole)))
            {
                let rule = rule(*whole, [part[0], whole_claims[0]]);
                found.extend(rule.map(|rule| between(topic, rule, part, whole_claims)));
            }
        }
        found
    });
    let found = in_scopes.into_iter().chain(in_wholes).flatten();
    found.filter(|conflicts: &Conflicts<'_>| !conflicts.pairs.is_empty()).collect()
}

/// The claims of `scopes` that take part, those that may meet each other in time together: dated ones, undated
/// ones, each by the rules that apply to them. Where the attribute is valid for good, dates keep nothing apart.
fn apart(topic: &Topic<'_>, scopes: &[Scope], classes: &Classes) -> [Vec<Vec<usize>>; 2] {
    let members = scopes.iter().filter_map(|scope| topic.scopes.get(scope)).flatten().copied();
    let (dated, undated) = members.filter(|&at| topic.claims[at].speaks()).partition(|&at| topic.in_time(at));
    [dated, undated].map(|members| classes.split(members))
}

/// Finds the conflicts of claims of one scope with each other, or of some with others.
pub(crate) fn within<'r>(topic: &Topic<'_>, rule: &'r Rule, one: &[usize], other: &[usize]) -> Conflicts<'r> {
    let mut sides = Sides::new(topic, rule, Related::Same);
    sides.collect(one, other);
    if !std::ptr::eq(one, other) {
        sides.collect(other, one);
    }
    sides.holes(one, other);
    sides.found
}

/// Finds the conflicts of quotes of one source with each other. Those of one day are of one sample.
pub(crate) fn of_quotes<'r>(topic: &Topic<'_>, rule: &'r Rule, quotes: &[usize]) -> Conflicts<'r> {
    let mut found = within(topic, rule, quotes, quotes);
    let mut sides = Sides::new(topic, rule, Related::Same);
    if sides.tolerances.sampled {
        sides.tolerances = sides.tolerances.of_one_sample();
        sides.collect(quotes, quotes);
        let time = |at: usize| topic.claims[at].time;
        let of_one_day = |a, b| time(a).zip(time(b)).is_some_and(|(a, b)| a.of_one_day(&b));
        found.pairs.extend(sides.found.pairs.into_iter().filter(|((a, b), _)| of_one_day(*a, *b)));
    }
    found
}

/// Finds the conflicts between the claims of a part and those of the whole around it.
fn between<'r>(topic: &Topic<'_>, rule: &'r Rule, parts: &[usize], wholes: &[usize]) -> Conflicts<'r> {
    let mut sides = Sides::new(topic, rule, Related::Part);
    sides.collect(parts, wholes);
    sides.found
}

impl<'t, 'r> Sides<'t, 'r> {
    fn new(topic: &'t Topic<'t>, rule: &'r Rule, related: Related) -> Self {
        let (pairs, members, across) = (BTreeMap::new(), Vec::new(), Vec::new());
        let found = Conflicts { rule, pairs, unlisted: 0, members, across };
        Self { topic, related, tolerances: Tolerances::of(rule, topic), found }
    }

    fn lowers(&self, members: &[usize]) -> Vec<Owned> {
        members.iter().filter_map(|&at| Some((at, self.topic.claims[at].basis().lower()?))).collect()
    }

    fn uppers(&self, members: &[usize]) -> Vec<Owned> {
        let claims = members.iter();
        claims.flat_map(|&at| self.topic.claims[at].uppers().map(move |bound| (at, bound))).collect()
    }

    /// Bounds as a sweep takes them: each `at` a value, from a day to another.
    fn swept(&self, bounds: &[Owned], of: impl Fn(&Bound) -> (Point, (Day, Day))) -> Vec<SweptBound> {
        let one = |(claim, bound): &Owned| {
            let (at, (from, to)) = of(bound);
            let owner = self.topic.claims[*claim].claim.source.value.number();
            SweptBound { at, from, to, owner }
        };
        bounds.iter().map(one).collect()
    }

    /// Adds the lower bounds of `one` that lie above upper bounds of `other`, on a common day or within the lag.
    fn collect(&mut self, one: &[usize], other: &[usize]) {
        let (lowers, uppers) = (self.lowers(one), self.uppers(other));
        let tolerances = self.tolerances;
        let days = |bound: &Bound| (bound.valid.from, bound.valid.looked_at_until(0));
        let swept_lowers = self.swept(&lowers, |lower| (tolerances.lowered(lower.at, 1), days(lower)));
        let swept_uppers = self.swept(&uppers, |upper| (upper.at, days(upper)));
        let found = sweep::crossings(&swept_lowers, &swept_uppers, LOOKED_AT);
        if found.len() == LOOKED_AT {
            self.many((&lowers, &swept_lowers), (&uppers, &swept_uppers));
        } else {
            for (lower, upper) in found {
                self.crossing(&lowers[lower], &uppers[upper]);
            }
        }
        if tolerances.lag > 0 {
            self.within_lag(&lowers, &uppers);
        }
    }

    /// Adds the bounds that cross on a common day where they are too many to look at: counts them all, and lists those first
    /// that may be strong, so that one sure conflict is not lost among many doubtful ones.
    fn many(&mut self, lowers: (&[Owned], &[SweptBound]), uppers: (&[Owned], &[SweptBound])) {
        let count = sweep::count(lowers.1, uppers.1);
        for (bounds, counts) in [lowers.0, uppers.0].into_iter().zip(&count.sides) {
            let crossed = bounds.iter().zip(counts).filter(|&(_, &count)| count > 0);
            self.found.members.extend(crossed.map(|(bound, _)| bound.0));
        }
        let sure = |bounds: &[Owned], times: u8| {
            let closed: Vec<Owned> =
                bounds.iter().filter(|bound| bound.1.widened.is_some()).copied().collect();
            let swept = self.swept(&closed, |bound| {
                let value = bound.widened.unwrap_or(bound.at);
                let value = if times > 0 { self.tolerances.lowered(value, times) } else { value };
                let to = bound.valid.looked_at_until(0).min(self.tolerances.surely_until(&bound.valid));
                (value, (bound.valid.from, to))
            });
            (closed, swept)
        };
        let ((sure_lowers, strong_lowers), (sure_uppers, strong_uppers)) =
            (sure(lowers.0, 2), sure(uppers.0, 0));
        let before = self.found.pairs.len();
        for (lower, upper) in sweep::crossings(&strong_lowers, &strong_uppers, PAIR_LIMIT / 2) {
            self.crossing(&sure_lowers[lower], &sure_uppers[upper]);
        }
        for (lower, upper) in sweep::crossings(lowers.1, uppers.1, PAIR_LIMIT) {
            self.crossing(&lowers.0[lower], &uppers.0[upper]);
        }
        self.found.unlisted += count.total.saturating_sub((self.found.pairs.len() - before) as u64);
    }

    /// Adds the bounds that miss each other in time by no more than the lag. They must be apart with every hedge widened, so only
    /// bounds that stay closed count.
    fn within_lag(&mut self, lowers: &[Owned], uppers: &[Owned]) {
        let closed = |bounds: &[Owned]| -> Vec<Owned> {
            bounds.iter().filter(|bound| bound.1.widened.is_some()).copied().collect()
        };
        let (lowers, uppers) = (closed(lowers), closed(uppers));
        let lag = self.tolerances.lag;
        // Whether words stay apart is no question of their bounds.
        let words = self.tolerances.values == Values::Words;
        let value = |bound: &Bound| if words { bound.at } else { bound.widened.unwrap_or(bound.at) };
        let low = |bound: &Bound| self.tolerances.lowered(value(bound), 2);
        // Of the earlier one the days after its last one, of the later one its first.
        let later = |bound: &Bound| {
            let to = if bound.valid.from <= bound.valid.to { bound.valid.from } else { Day::MIN };
            (bound.valid.from, to)
        };
        let earlier = |bound: &Bound| (bound.valid.to.plus(1), bound.valid.looked_at_until(lag));
        let mut found = Vec::new();
        for lower_is_later in [true, false] {
            let swept = [
                self.swept(&lowers, |bound| {
                    (low(bound), if lower_is_later { later(bound) } else { earlier(bound) })
                }),
                self.swept(&uppers, |bound| {
                    (value(bound), if lower_is_later { earlier(bound) } else { later(bound) })
                }),
            ];
            found.extend(sweep::crossings(&swept[0], &swept[1], LAG_LIMIT));
        }
        if found.len() >= LAG_LIMIT {
            return;
        }
        for (lower, upper) in found {
            self.crossing(&lowers[lower], &uppers[upper]);
        }
    }

    /// Adds the pair of two bounds, if they cross.
    fn crossing(&mut self, lower: &Owned, upper: &Owned) {
        let allowed = |owned: &Owned| &self.topic.claims[owned.0].allowed;
        let [low, high] = self.tolerances.of_sets([lower.1, upper.1], [allowed(lower), allowed(upper)]);
        if let Some(strength) = self.tolerances.cross(&low, &high) {
            self.add(lower.0, upper.0, strength, !low.valid.meets(&high.valid, 0));
        }
    }

    /// Adds the pairs in which one set lies in a hole of the other: what a denial leaves out, or lists without a
    /// common name. Sets of one interval are covered by their bounds.
    ///
    /// Only claims that begin inside a hole can lie in it, so few are looked at in vain. Lists of names have many
    /// holes; where those would take too many comparisons, claims are left out (`topic::crowded`).
    fn holes(&mut self, one: &[usize], other: &[usize]) {
        self.in_holes(one, other);
        if !std::ptr::eq(one, other) {
            self.in_holes(other, one);
        }
    }

    fn in_holes(&mut self, holed: &[usize], members: &[usize]) {
        let claims = &self.topic.claims;
        let set = |at: usize| &claims[at].allowed.plain;
        let holed: Vec<usize> = holed.iter().copied().filter(|&at| set(at).intervals().len() > 1).collect();
        if holed.is_empty() {
            return;
        }
        let mut by_low: Vec<(Point, usize)> =
            members.iter().filter_map(|&at| Some((set(at).low()?, at))).collect();
        by_low.sort_unstable();
        for &a in &holed {
            for gap in set(a).intervals().windows(2) {
                let (Some(from), Some(to)) = (gap[0].high, gap[1].low) else { continue };
                let first = by_low.partition_point(|&(low, _)| low <= from);
                for &(_, b) in by_low[first..].iter().take_while(|&&(low, _)| low < to) {
                    self.hole(a, b);
                }
            }
        }
    }

    /// Adds the pair if one set leaves out the other without a bound of one lying beyond a bound of the other.
    fn hole(&mut self, a: usize, b: usize) {
        let (one, other) = (&self.topic.claims[a], &self.topic.claims[b]);
        if one.claim.source.value == other.claim.source.value
            || cross_either(one, other, &self.tolerances).is_some()
        {
            return;
        }
        if let Some(strength) = in_a_hole(one, other, &self.tolerances) {
            self.add(a, b, strength, true);
        }
    }

    /// Adds a pair; two claims may cross at more than one end, which is one pair. `apart` says whether these ends have no day in
    /// common.
    fn add(&mut self, a: usize, b: usize, strength: Strength, apart: bool) {
        let (one, other) = (&self.topic.claims[a], &self.topic.claims[b]);
        let pair = (a.min(b), a.max(b));
        match self.found.pairs.entry(pair) {
            Entry::Occupied(mut known) => *known.get_mut() = strength.max(*known.get()),
            Entry::Vacant(new) => {
                new.insert(strength);
                if apart && !together(self.related, one, other) {
                    self.found.across.push(pair);
                }
            }
        }
    }
}
