//! What the engine makes of two claims, and why: the same decisions that find all conflicts, asked for one pair.

use crate::check::attribution::between::{Between, between};
use crate::check::compare::days::{superseded, together};
use crate::check::compare::pair::{Compared, crossing, held, in_a_hole};
use crate::check::compare::scopes::{Related, related};
use crate::check::compare::{Crossing, Tolerances};
use crate::check::conflict;
use crate::check::context::Context;
use crate::check::doubt;
use crate::check::reason::{CompatibleReason, NotComparedReason};
use crate::check::selection;
use crate::check::topic::Topic;
use crate::finding::{Strength, WeakReason};
use crate::rule::Rule;

/// What comes of two claims about one topic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// They conflict.
    Conflicting(Strength),
    /// They are compared with each other, and both may be true.
    Compatible(CompatibleReason),
    /// They are not compared with each other.
    NotCompared(NotComparedReason),
}

/// The verdict on two claims.
#[derive(Debug, Clone)]
pub(super) struct Judgement<'r> {
    /// The verdict.
    pub verdict: Verdict,
    /// Where they conflict weakly, why it is no more than that.
    pub weak_because: Vec<WeakReason>,
    /// The rule that was asked, where they are compared with each other.
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
    /// The judge of the numbers as they are written, where some have a unit and others none.
    as_written: Option<Box<Self>>,
}

impl<'t, 'r> Judge<'t, 'r> {
    /// The judge of `topic`.
    pub(super) fn new(topic: &'t Topic<'r>, context: &'t Context<'r>) -> Self {
        let written = topic.as_written.as_ref();
        Self {
            topic,
            context,
            rules: selection::compare_rules(topic, context),
            as_written: written.map(|written| Box::new(Self::new(&written.topic, context))),
        }
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

    /// The verdict on the claims `a` and `b`, which are not the same, with what decided it.
    pub(super) fn judge(&self, a: usize, b: usize) -> Judgement<'r> {
        let (judge, a, b) = self.comparing(a, b);
        match judge.asked(a, b) {
            Ok((related, rule)) => judge.judgement(a, b, related, rule),
            Err(verdict) => Judgement { verdict, weak_because: Vec::new(), rule: None, compared: None },
        }
    }

    /// The verdict alone.
    pub(super) fn verdict(&self, a: usize, b: usize) -> Verdict {
        let (judge, a, b) = self.comparing(a, b);
        let under = |(related, rule): (Related, &Rule)| judge.under(a, b, related, rule);
        judge.asked(a, b).map_or_else(|verdict| verdict, under)
    }

    /// The judge of two claims, and the claims in its topic.
    fn comparing(&self, a: usize, b: usize) -> (&Self, usize, usize) {
        let (topic, one, other) = self.topic.comparing(a, b);
        match &self.as_written {
            Some(written) if !std::ptr::eq(topic, self.topic) => (written, one, other),
            _ => (self, a, b),
        }
    }

    /// How two claims are related and the rule that compares them, or the verdict where none is asked. The order of reasons is that of
    /// `not_compared::tally`, which counts them.
    fn asked(&self, a: usize, b: usize) -> Result<(Related, &'r Rule), Verdict> {
        let (one, other) = (&self.topic.claims[a], &self.topic.claims[b]);
        if one.claim.source.value == other.claim.source.value {
            return Err(Verdict::NotCompared(NotComparedReason::SameSource));
        }
        if one.origin() == other.origin() {
            return Err(Verdict::Compatible(CompatibleReason::SecondHand));
        }
        if one.unconfirmed || other.unconfirmed {
            return Err(Verdict::NotCompared(NotComparedReason::Unconfirmed));
        }
        if one.crowded || other.crowded {
            return Err(Verdict::NotCompared(NotComparedReason::TooMany));
        }
        let related =
            related(self.topic, one.scope, other.scope, self.context).map_err(Verdict::NotCompared)?;
        if self.topic.in_time(a) != self.topic.in_time(b) {
            return Err(Verdict::NotCompared(NotComparedReason::NoDate));
        }
        let whole = if related == Related::Whole { one.scope } else { other.scope };
        let rule = selection::of_pair(&self.rules, self.topic, whole, [a, b], self.context);
        let rule = rule.ok_or(Verdict::NotCompared(NotComparedReason::NoRule))?;
        if !together(related, one, other) && !self.by_lag(a, b) {
            return Err(Verdict::NotCompared(NotComparedReason::DaysApart));
        }
        if one.echo() || other.echo() {
            return Err(Verdict::Compatible(CompatibleReason::SecondHand));
        }
        match between(one, other, self.context) {
            Some(Between::OneOrigin) => return Err(Verdict::Compatible(CompatibleReason::OneOrigin)),
            Some(Between::SaidSince) => return Err(Verdict::Compatible(CompatibleReason::SaidSince)),
            None => {}
        }
        Ok((related, rule))
    }

    /// Whether two claims conflict by the lag alone.
    fn by_lag(&self, a: usize, b: usize) -> bool {
        conflict::across(self.topic, &self.rules, self.context).binary_search(&(a.min(b), a.max(b))).is_ok()
    }

    /// The verdict on two claims under `rule`.
    fn under(&self, a: usize, b: usize, related: Related, rule: &Rule) -> Verdict {
        let tolerances = Tolerances::of(rule, self.topic);
        let (one, other) = (&self.topic.claims[a], &self.topic.claims[b]);
        let one_scope = related == Related::Same;
        let crossing = crossing(related, one, other, &tolerances);
        let hole = || if one_scope { in_a_hole(one, other, &tolerances) } else { None };
        let unsure = || selection::doubts(rule, self.topic, (a, b), self.context).next().is_some();
        let meet = || one.allowed.plain.meets(&other.allowed.plain);
        let reason = match (crossing.and_then(Crossing::strength).or_else(hole), crossing) {
            (Some(_), _) if unsure() => return Verdict::Conflicting(Strength::Weak),
            (Some(strength), _) => return Verdict::Conflicting(strength),
            (None, _) if one_scope && meet() => CompatibleReason::Meets,
            (None, Some(Crossing::Tolerated)) => CompatibleReason::Tolerated,
            (None, Some(Crossing::Absorbed)) => CompatibleReason::Absorbed,
            // A set that lies in a hole of the other is kept from a conflict by its days alone.
            (None, crossing) if one_scope || crossing == Some(Crossing::NeverTogether) => {
                if superseded(related, one, other) {
                    CompatibleReason::Superseded
                } else {
                    CompatibleReason::NeverTogether
                }
            }
            (None, _) => CompatibleReason::PartWithinWhole,
        };
        Verdict::Compatible(reason)
    }

    /// The same, with the bounds that decided and why a conflict is no more than weak.
    fn judgement(&self, a: usize, b: usize, related: Related, rule: &'r Rule) -> Judgement<'r> {
        let verdict = self.under(a, b, related, rule);
        let tolerances = Tolerances::of(rule, self.topic);
        let held = held(related, &self.topic.claims[a], &self.topic.claims[b], &tolerances);
        let compared = held.filter(|held| match verdict {
            Verdict::Compatible(CompatibleReason::Meets) => false,
            Verdict::Compatible(CompatibleReason::PartWithinWhole) => true,
            _ => held.crossing > Crossing::Meets,
        });
        let weak = verdict == Verdict::Conflicting(Strength::Weak);
        let because = || doubt::of_pair(self.topic, rule, (a, b), self.context);
        Judgement {
            verdict,
            weak_because: weak.then(because).unwrap_or_default(),
            rule: Some(rule),
            compared,
        }
    }
}
