//! What the engine makes of two claims, and why: the same decisions that find all conflicts, asked for one pair.

#[cfg(feature = "serde")]
use serde::Serialize;

use crate::check::attribution::between::{Between, between};
use crate::check::compare::pair::{Compared, both_ways, of_one_scope, one_way};
use crate::check::compare::{Crossing, Tolerances};
use crate::check::context::Context;
use crate::check::not_compared::{Gaps, Missing};
use crate::check::selection;
use crate::check::topic::{Scope, Topic};
use crate::finding::Strength;
use crate::rule::Rule;

/// What comes of two claims about one topic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// They conflict.
    Conflicting(Strength),
    /// Whether they conflict cannot be reported, since something is missing.
    Undetermined(Missing),
    /// They are compared with each other, and both may be true.
    Compatible(CompatibleReason),
    /// They are not compared with each other.
    NotCompared(NotComparedReason),
}

/// Why two claims that are compared with each other do not conflict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(Serialize), serde(rename_all = "kebab-case"))]
pub enum CompatibleReason {
    /// They have no value in common, and are never valid on a common day.
    #[cfg_attr(feature = "serde", serde(rename = "no-common-day"))]
    NeverTogether,
    /// They miss each other in time, though within the lag, and a hedge or a small change since could explain it.
    #[cfg_attr(feature = "serde", serde(rename = "within-grace"))]
    Absorbed,
    /// They are no further apart than the tolerance.
    #[cfg_attr(feature = "serde", serde(rename = "within-tolerance"))]
    Tolerated,
    /// The part does not exceed the whole.
    PartWithinWhole,
    /// They have values in common.
    #[cfg_attr(feature = "serde", serde(rename = "values-in-common"))]
    Meets,
}

/// Why two claims are not compared with each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(Serialize), serde(rename_all = "kebab-case"))]
pub enum NotComparedReason {
    /// They are of one source, which revises itself instead.
    SameSource,
    /// One of them only passes on what another source says that is here itself.
    #[cfg_attr(feature = "serde", serde(rename = "second-hand"))]
    Echo,
    /// Both cite one source that has no claim here: as what they say of it they are held against each other.
    SameOrigin,
    /// One of them cites the source of the other, which said that only afterwards.
    SaidSince,
    /// One of them is not confirmed, which allows everything.
    Unconfirmed,
    /// They speak of places of which neither holds the other.
    OtherPlace,
    /// One speaks of a part of the other's place, and parts do not add up to a whole here.
    PartOfPlace,
    /// They speak of other parts of the subject.
    #[cfg_attr(feature = "serde", serde(rename = "other-scope"))]
    OtherPart,
    /// They count over other periods.
    OtherPeriod,
    /// Their values are of two kinds, such as a number and words.
    OtherKind,
    /// One lacks what the other has, and nothing would conflict if it had it too.
    Lacking(Missing),
    /// They are of different days, and nothing says how long such claims are valid: too many days lie between them, or too little
    /// between their values.
    DaysApart,
    /// No rule that compares claims of this scope applies to both.
    NoRule,
}

/// The verdict on two claims.
#[derive(Debug, Clone, Copy)]
pub(super) struct Judgement<'r> {
    /// The verdict.
    pub verdict: Verdict,
    /// The rule that was asked, where they are compared with each other, and that reports what cannot be decided.
    pub rule: Option<&'r Rule>,
    /// The bounds that decided, where they did.
    pub compared: Option<Compared>,
}

/// Judges the pairs of one topic.
#[derive(Debug)]
pub(super) struct Judge<'t, 'r> {
    topic: &'t Topic<'r>,
    context: &'t Context<'r>,
    rules: Vec<&'r Rule>,
    gaps: Option<Gaps<'t, 'r>>,
}

impl<'t, 'r> Judge<'t, 'r> {
    /// The judge of `topic`.
    pub(super) fn new(topic: &'t Topic<'r>, context: &'t Context<'r>) -> Self {
        let rules = selection::compare_rules(topic, context);
        let gaps = rules.first().map(|main| Gaps::new(topic, &Tolerances::of(main, topic)));
        Self { topic, context, rules, gaps }
    }

    /// The rules that may compare a claim with others of its scope, the one asked first in front. Those after the first that
    /// applies to everyone are never asked.
    pub(super) fn rules(&self, at: usize) -> Vec<&'r Rule> {
        let scope = self.topic.claims[at].scope;
        let covering = self
            .rules
            .iter()
            .copied()
            .filter(|rule| selection::covers(rule, self.topic, scope, self.context));
        let mut rules = Vec::new();
        for rule in covering {
            if selection::applies_to(rule, self.topic, at, self.context) {
                rules.push(rule);
            }
            if selection::applies_to_all(rule) {
                break;
            }
        }
        rules
    }

    /// The verdict on the claims `a` and `b`, which are not the same.
    pub(super) fn judge(&self, a: usize, b: usize) -> Judgement<'r> {
        let undecided = |verdict| Judgement { verdict, rule: None, compared: None };
        if let Some(reason) = self.apart(a, b) {
            return undecided(Verdict::NotCompared(reason));
        }
        if let Some((gaps, missing)) = self.gaps.as_ref().and_then(|gaps| Some((gaps, gaps.between(a, b)?))) {
            let (one, other) = (&self.topic.claims[a].bounds(), &self.topic.claims[b].bounds());
            // Numbers in units that do not convert have no order.
            let compared =
                (missing != Missing::Unit).then(|| both_ways(one, other, gaps.tolerances())).flatten();
            let rule = self.rules.first().copied();
            return Judgement { verdict: Verdict::Undetermined(missing), rule, compared };
        }
        let (one, other) = (self.topic.claims[a].scope, self.topic.claims[b].scope);
        let whole = if one == other || self.topic.around(one).contains(&other) {
            other
        } else if self.topic.around(other).contains(&one) {
            one
        } else {
            return undecided(Verdict::NotCompared(self.elsewhere(one, other)));
        };
        if self.topic.in_time(a) != self.topic.in_time(b) {
            return undecided(Verdict::NotCompared(NotComparedReason::Lacking(Missing::Date)));
        }
        match between(&self.topic.claims[a], &self.topic.claims[b], self.context) {
            Some(Between::OneOrigin) => {
                return undecided(Verdict::NotCompared(NotComparedReason::SameOrigin));
            }
            Some(Between::SaidSince) => return undecided(Verdict::NotCompared(NotComparedReason::SaidSince)),
            None => {}
        }
        match selection::of_pair(&self.rules, self.topic, whole, [a, b], self.context) {
            Some(rule) => self.compare(a, b, whole, rule),
            None => undecided(Verdict::NotCompared(NotComparedReason::NoRule)),
        }
    }

    /// Why two claims take no part against each other, wherever and whenever they are.
    fn apart(&self, a: usize, b: usize) -> Option<NotComparedReason> {
        let (one, other) = (&self.topic.claims[a], &self.topic.claims[b]);
        if one.claim.source.value == other.claim.source.value {
            return Some(NotComparedReason::SameSource);
        }
        if one.unconfirmed || other.unconfirmed {
            return Some(NotComparedReason::Unconfirmed);
        }
        (one.echo() || other.echo()).then_some(NotComparedReason::Echo)
    }

    /// What keeps two scopes apart of which neither holds the other.
    fn elsewhere(&self, one: Scope, other: Scope) -> NotComparedReason {
        match (one.place, other.place) {
            (Some(a), Some(b)) if a != b => {
                let nested = self.context.places.holds(a, b) || self.context.places.holds(b, a);
                if nested && !self.topic.nests() {
                    NotComparedReason::PartOfPlace
                } else {
                    NotComparedReason::OtherPlace
                }
            }
            (a, b) if a != b => NotComparedReason::Lacking(Missing::Place),
            _ if one.part != other.part => NotComparedReason::OtherPart,
            _ if one.period != other.period => NotComparedReason::OtherPeriod,
            _ => NotComparedReason::Lacking(Missing::Unit),
        }
    }

    /// Whether two claims are of different days and nothing says how long they are valid.
    fn days_apart(&self, a: usize, b: usize) -> bool {
        let days = |at: usize| self.topic.claims[at].basis().whole().said;
        let (one, other) = (days(a), days(b));
        self.topic.definition.said_valid_for.is_none() && (one.last < other.first || other.last < one.first)
    }

    /// Compares two claims with each other under `rule`: both ways within one scope, else the part against the `whole`.
    fn compare(&self, a: usize, b: usize, whole: Scope, rule: &'r Rule) -> Judgement<'r> {
        let tolerances = Tolerances::of(rule, self.topic);
        let (one, other) = (&self.topic.claims[a], &self.topic.claims[b]);
        let doubtful = [one, other].iter().any(|claim| selection::doubtful(rule, claim, self.context));
        let (strength, held) = if one.scope == other.scope {
            (of_one_scope(one, other, &tolerances), both_ways(&one.bounds(), &other.bounds(), &tolerances))
        } else {
            let held = if other.scope == whole {
                one_way(&one.bounds(), &other.bounds(), &tolerances)
            } else {
                one_way(&other.bounds(), &one.bounds(), &tolerances)
                    .map(|held| Compared { turned: true, ..held })
            };
            (held.and_then(|held| held.crossing.strength()), held)
        };
        let (one_scope, meet) = (one.scope == other.scope, one.allowed.plain.meets(&other.allowed.plain));
        let verdict = match (strength, held.map(|held| held.crossing)) {
            (Some(_), _) if doubtful => Verdict::Conflicting(Strength::Weak),
            (Some(strength), _) => Verdict::Conflicting(strength),
            (None, _) if one_scope && meet => Verdict::Compatible(CompatibleReason::Meets),
            (None, Some(Crossing::Tolerated)) => Verdict::Compatible(CompatibleReason::Tolerated),
            (None, held) if self.days_apart(a, b) && (one_scope || held > Some(Crossing::Meets)) => {
                Verdict::NotCompared(NotComparedReason::DaysApart)
            }
            (None, Some(Crossing::Absorbed)) => Verdict::Compatible(CompatibleReason::Absorbed),
            // A set that lies in a hole of the other is kept from a conflict by its days alone.
            (None, Some(Crossing::NeverTogether)) => Verdict::Compatible(CompatibleReason::NeverTogether),
            (None, _) if one_scope => Verdict::Compatible(CompatibleReason::NeverTogether),
            (None, _) => Verdict::Compatible(CompatibleReason::PartWithinWhole),
        };
        let decided = held.filter(|held| match verdict {
            Verdict::Compatible(CompatibleReason::Meets) => false,
            Verdict::Compatible(CompatibleReason::PartWithinWhole) => true,
            _ => held.crossing > Crossing::Meets,
        });
        Judgement { verdict, rule: Some(rule), compared: decided }
    }
}
