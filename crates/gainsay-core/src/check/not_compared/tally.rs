//! How many pairs of claims are compared, and how many are not, by reason: counted, not looked at pair by pair.
//!
//! Every claim is counted against all others, and against those of its own source, which are taken away again. What scopes keep
//! apart follows from sums over scopes, what days keep apart from sorted days. Only conflicts of claims that miss each other in
//! time are looked at one by one.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use crate::check::compare::days::{self, Sorted};
use crate::check::compare::scopes::{Related, ScopeCounts};
use crate::check::conflict;
use crate::check::context::Context;
use crate::check::reason::{NotComparedReason, REASONS};
use crate::check::selection::{self, Classes};
use crate::check::topic::{Scope, Topic, TopicClaim};
use crate::rule::Rule;
use gainsay_yaml::text::Name;

/// With how many claims of other sources one claim is compared, and with how many it is not, by reason.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Row {
    /// Those that it is compared with.
    pub compared: i64,
    /// Those that it is not compared with.
    pub apart: [i64; REASONS],
}

impl Row {
    pub(super) fn add(&mut self, reason: NotComparedReason, claims: i64) {
        self.apart[reason as usize] += claims;
    }

    /// Counts the claims of `row` by what is known of them there, instead of by `reason`; reasons before that go before it.
    fn replace(&mut self, reason: NotComparedReason, row: &Self) {
        self.compared += row.compared;
        let later = reason as usize + 1;
        for (own, claims) in self.apart.iter_mut().zip(row.apart).skip(later) {
            *own += claims;
        }
        self.add(reason, -row.compared - row.apart[later..].iter().sum::<i64>());
    }
}

/// The rows of the claims of `topic`, in their order.
pub(super) fn rows(topic: &Topic<'_>, rules: &[&Rule], context: &Context<'_>) -> Vec<Row> {
    let classes = Classes::new(rules, topic, context);
    let mut tally = Tally { topic, rules, context, classes, rows: vec![Row::default(); topic.claims.len()] };
    let all: Vec<usize> = (0..topic.claims.len()).collect();
    tally.add_all(&all, 1);
    let (with, without): (Vec<usize>, Vec<usize>) =
        all.iter().partition(|&&at| topic.has_unit(at) == Some(true));
    if !with.is_empty() {
        // Those with a unit are compared with those without one, and only with those.
        tally.add_all(&with, -1);
        tally.add_all(&without, -1);
    }
    for &(a, b) in conflict::across(topic, rules, context) {
        for at in [a, b] {
            tally.rows[at].compared += 1;
            tally.rows[at].add(NotComparedReason::DaysApart, -1);
        }
    }
    if let Some(written) = &topic.as_written {
        for (row, &at) in rows(&written.topic, rules, context).iter().zip(&written.of) {
            tally.rows[at].replace(NotComparedReason::OtherUnit, row);
        }
    }
    tally.rows
}

/// The rows of a topic in the making.
struct Tally<'t, 'r> {
    topic: &'t Topic<'r>,
    rules: &'t [&'r Rule],
    context: &'t Context<'r>,
    classes: Classes,
    rows: Vec<Row>,
}

/// Claims by something that some of them have in common.
fn groups<K: std::hash::Hash + Eq>(members: &[usize], of: impl Fn(usize) -> K) -> Vec<Vec<usize>> {
    let mut groups: HashMap<K, Vec<usize>, RandomState> = HashMap::default();
    for &at in members {
        groups.entry(of(at)).or_default().push(at);
    }
    groups.into_values().collect()
}

/// A number of claims.
fn len(claims: &[usize]) -> i64 {
    i64::try_from(claims.len()).unwrap_or(i64::MAX)
}

impl Tally<'_, '_> {
    /// Adds, so many times, the pairs of `members` that are of different sources.
    fn add_all(&mut self, members: &[usize], sign: i64) {
        let claims = &self.topic.claims;
        let source = |at: usize| claims[at].claim.source.value;
        self.add(members, sign);
        self.add_each(members, |at| (source(at), None), -sign);
        if members.iter().any(|&at| claims[at].echo()) {
            let origin = |at: usize| claims[at].origin();
            self.add_each(members, |at| (origin(at), None), -sign);
            self.add_each(members, |at| (source(at), Some(origin(at))), sign);
            // Of numbers as they are written those of one origin are counted in the topic that they are of.
            if !self.topic.is_as_written() {
                self.of_one_origin(members, |at| (origin(at), None), sign);
                self.of_one_origin(members, |at| (source(at), Some(origin(at))), -sign);
            }
        }
    }

    /// Adds, so many times, the pairs within each group of claims that have the same key.
    fn add_each(&mut self, members: &[usize], key: impl Fn(usize) -> (Name, Option<Name>), sign: i64) {
        for group in groups(members, key).into_iter().filter(|group| group.len() > 1) {
            self.add(&group, sign);
        }
    }

    /// Counts the pairs within each such group as compared.
    fn of_one_origin(&mut self, members: &[usize], key: impl Fn(usize) -> (Name, Option<Name>), sign: i64) {
        for group in groups(members, key) {
            for &at in &group {
                self.rows[at].compared += sign * (len(&group) - 1);
            }
        }
    }

    /// Adds, so many times, the pairs of `members`, whatever their sources.
    fn add(&mut self, members: &[usize], sign: i64) {
        let confirmed =
            self.without(members, NotComparedReason::Unconfirmed, |claim| claim.unconfirmed, sign);
        let confirmed = self.without(&confirmed, NotComparedReason::TooMany, |claim| claim.crowded, sign);
        let Some(&first) = confirmed.first() else { return };
        let scope = self.topic.claims[first].scope;
        if confirmed.iter().all(|&at| self.topic.claims[at].scope == scope) {
            return self.within(&confirmed, scope, sign);
        }
        let mut scopes: HashMap<Scope, Vec<usize>, RandomState> = HashMap::default();
        for at in confirmed {
            scopes.entry(self.topic.claims[at].scope).or_default().push(at);
        }
        let counts = ScopeCounts::new(
            self.topic,
            scopes.iter().map(|(scope, members)| (*scope, members.len())),
            self.context,
        );
        let mut parts: HashMap<Scope, Vec<usize>, RandomState> = HashMap::default();
        for (&scope, members) in &scopes {
            for (reason, claims) in counts.apart(scope).into_iter().filter(|&(_, claims)| claims != 0) {
                for &at in members {
                    self.rows[at].add(reason, sign * claims);
                }
            }
            self.within(members, scope, sign);
            for whole in self.topic.around(scope).iter().filter(|whole| scopes.contains_key(*whole)) {
                parts.entry(*whole).or_default().extend(members);
            }
        }
        // A whole of many claims is gone through once, however many parts it has.
        for (whole, parts) in parts {
            self.between(&parts, &scopes[&whole], whole, sign);
        }
    }

    /// Counts the pairs with claims that take no part for one reason, and gives the others.
    fn without(
        &mut self,
        members: &[usize],
        reason: NotComparedReason,
        aside: impl Fn(&TopicClaim<'_>) -> bool,
        sign: i64,
    ) -> Vec<usize> {
        let (aside, rest): (Vec<usize>, Vec<usize>) =
            members.iter().partition(|&&at| aside(&self.topic.claims[at]));
        for &at in &aside {
            self.rows[at].add(reason, sign * (len(members) - 1));
        }
        for &at in rest.iter().filter(|_| !aside.is_empty()) {
            self.rows[at].add(reason, sign * len(&aside));
        }
        rest
    }

    /// Those of `members` that bear a date, and those that bear none, each by the rules that apply to them.
    fn in_time(&self, members: &[usize]) -> [Vec<Vec<usize>>; 2] {
        let (dated, undated): (Vec<usize>, Vec<usize>) =
            members.iter().partition(|&&at| self.topic.in_time(at));
        let split = |members| {
            let classes = self.classes.split(members).into_iter();
            classes.flat_map(|class| self.by_unit(class)).collect()
        };
        [dated, undated].map(split)
    }

    /// Claims by what their time is counted in; few topics have moments.
    fn by_unit(&self, class: Vec<usize>) -> Vec<Vec<usize>> {
        let unit = |at: usize| days::unit(&self.topic.claims[at]);
        if class.iter().all(|&at| unit(at) == days::Unit::Days) { vec![class] } else { groups(&class, unit) }
    }

    /// The pairs of one scope.
    fn within(&mut self, members: &[usize], scope: Scope, sign: i64) {
        let parts = self.in_time(members);
        self.undated(&parts, &parts, sign);
        for [one, other] in parts.iter().flat_map(|classes| Classes::pairs(classes)) {
            self.of_classes(one, other, (scope, Related::Same), sign);
        }
    }

    /// The pairs of a part and the whole around it.
    fn between(&mut self, parts: &[usize], wholes: &[usize], whole: Scope, sign: i64) {
        let (parts, wholes) = (self.in_time(parts), self.in_time(wholes));
        self.undated(&parts, &wholes, sign);
        self.undated(&wholes, &parts, sign);
        for (parts, wholes) in parts.iter().zip(&wholes) {
            for one in parts {
                for other in wholes {
                    self.of_classes(one, other, (whole, Related::Part), sign);
                }
            }
        }
    }

    /// Counts for each of `claims` those of `others` of which one bears a date and the other none.
    fn undated(&mut self, claims: &[Vec<Vec<usize>>; 2], others: &[Vec<Vec<usize>>; 2], sign: i64) {
        for (side, against) in [(0, 1), (1, 0)] {
            let against: i64 = others[against].iter().map(|class| len(class)).sum();
            for &at in claims[side].iter().flatten() {
                self.rows[at].add(NotComparedReason::NoDate, sign * against);
            }
        }
    }

    /// The pairs of two classes of claims, to each of which the same rules apply; or of one, given twice.
    fn of_classes(&mut self, one: &[usize], other: &[usize], (scope, related): (Scope, Related), sign: i64) {
        let pair = [one[0], other[0]];
        let ruled = selection::of_pair(self.rules, self.topic, scope, pair, self.context).is_some();
        let same = std::ptr::eq(one, other);
        let [a, b] = pair.map(|at| days::unit(&self.topic.claims[at]));
        let unit = days::common(a, b);
        let own = days::all(self.topic, related, unit, one);
        let others = days::all(self.topic, related.turned(), unit, other);
        let sides = [(one, &own, &others, len(other)), (other, &others, &own, len(one))];
        for (claims, own, others, all) in sides.into_iter().take(if same { 1 } else { 2 }) {
            let all = if same { all - 1 } else { all };
            if !ruled {
                for &at in claims {
                    self.rows[at].add(NotComparedReason::NoRule, sign * all);
                }
                continue;
            }
            let sorted = Sorted::new(others);
            for (&at, &stretch) in claims.iter().zip(own) {
                let itself = i64::from(same && stretch.0 <= stretch.1);
                let together = sorted.meeting(stretch) - itself;
                self.rows[at].compared += sign * together;
                self.rows[at].add(NotComparedReason::DaysApart, sign * (all - together));
            }
        }
    }
}
