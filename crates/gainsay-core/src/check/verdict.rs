//! What the engine makes of two claims, and why: the same decisions that find all conflicts, asked for one pair.

use crate::check::compare::Crossing;
use crate::check::compare::Measure;
use crate::check::compare::pair::{Held, hold, hold_either, of_one_scope};
use crate::check::context::Context;
use crate::check::not_compared::{Gaps, Missing};
use crate::check::selection;
use crate::check::topic::Topic;
use crate::check::topic::key::Scope;
use crate::claim::Stance;
use crate::finding::Strength;
use crate::rule::Rule;

/// What comes of two claims about one thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// They conflict.
    Conflicting(Strength),
    /// Whether they conflict cannot be told, since something is missing.
    Undetermined(Missing),
    /// They are held against each other, and both may be true.
    Compatible(Harmony),
    /// They are not held against each other.
    NotCompared(Aloof),
}

/// Why two claims that are held against each other do not conflict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Harmony {
    /// They have no value in common, and never stand on a common day.
    NeverTogether,
    /// They miss each other in time, though within the grace, and a hedge or a small change since could explain it.
    Absorbed,
    /// They are no further apart than the tolerance.
    Tolerated,
    /// The part does not exceed the whole.
    PartWithinWhole,
    /// They have values in common.
    Meets,
}

/// Why two claims are not held against each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Aloof {
    /// They are of one source, which revises itself instead.
    SameSource,
    /// One of them only passes on what another source says that is here itself.
    Echo,
    /// One of them is not confirmed, which allows everything.
    Unconfirmed,
    /// They speak of places of which neither holds the other.
    OtherPlace,
    /// One speaks of a part of the other's place, and parts do not add up to a whole here.
    PartOfPlace,
    /// They speak of other parts of the subject.
    OtherPart,
    /// They count over other periods.
    OtherPeriod,
    /// One lacks what the other has, and nothing would conflict if it had it too.
    Lacking(Missing),
    /// No rule that compares claims of this scope hears both.
    Unheard,
}

/// The verdict on two claims.
#[derive(Debug, Clone, Copy)]
pub struct Judgement<'r> {
    /// The verdict.
    pub verdict: Verdict,
    /// The rule that was asked, where they are held against each other, and that tells what cannot be told.
    pub rule: Option<&'r Rule>,
    /// The ends that decided, where they did.
    pub held: Option<Held>,
}

/// Judges the pairs of one topic.
#[derive(Debug)]
pub struct Judge<'t, 'r> {
    topic: &'t Topic<'r>,
    context: &'t Context<'r>,
    rules: Vec<&'r Rule>,
    gaps: Option<Gaps<'t, 'r>>,
}

impl<'t, 'r> Judge<'t, 'r> {
    /// The judge of `topic`.
    #[must_use]
    pub fn new(topic: &'t Topic<'r>, context: &'t Context<'r>) -> Self {
        let rules = selection::compare_rules(topic, context);
        let gaps = rules.first().map(|main| Gaps::new(topic, &Measure::of(main, topic)));
        Self { topic, context, rules, gaps }
    }

    /// The rules that may compare a claim with others of its scope, the one asked first in front. Those after the first that
    /// hears everyone are never asked.
    #[must_use]
    pub fn rules(&self, at: usize) -> Vec<&'r Rule> {
        let scope = self.topic.boxes[at].scope;
        let covering = self
            .rules
            .iter()
            .copied()
            .filter(|rule| selection::covers(rule, self.topic, scope, self.context));
        let mut rules = Vec::new();
        for rule in covering {
            if selection::hears(rule, self.topic, at, self.context) {
                rules.push(rule);
            }
            if selection::hears_all(rule) {
                break;
            }
        }
        rules
    }

    /// The verdict on the claims `a` and `b`, which are not the same.
    #[must_use]
    pub fn judge(&self, a: usize, b: usize) -> Judgement<'r> {
        let undecided = |verdict| Judgement { verdict, rule: None, held: None };
        if let Some(aloof) = self.apart(a, b) {
            return undecided(Verdict::NotCompared(aloof));
        }
        if let Some((gaps, missing)) = self.gaps.as_ref().and_then(|gaps| Some((gaps, gaps.between(a, b)?))) {
            let (one, other) = (&self.topic.boxes[a].ends(), &self.topic.boxes[b].ends());
            // Numbers in units that do not convert have no order.
            let held = (missing != Missing::Unit).then(|| hold_either(one, other, gaps.measure())).flatten();
            let rule = self.rules.first().copied();
            return Judgement { verdict: Verdict::Undetermined(missing), rule, held };
        }
        let (one, other) = (self.topic.boxes[a].scope, self.topic.boxes[b].scope);
        let whole = if one == other || self.topic.around(one).contains(&other) {
            other
        } else if self.topic.around(other).contains(&one) {
            one
        } else {
            return undecided(Verdict::NotCompared(self.elsewhere(one, other)));
        };
        if self.topic.in_time(a) != self.topic.in_time(b) {
            return undecided(Verdict::NotCompared(Aloof::Lacking(Missing::Date)));
        }
        match selection::of_pair(&self.rules, self.topic, whole, [a, b], self.context) {
            Some(rule) => self.compare(a, b, whole, rule),
            None => undecided(Verdict::NotCompared(Aloof::Unheard)),
        }
    }

    /// Why two claims take no part against each other, wherever and whenever they are.
    fn apart(&self, a: usize, b: usize) -> Option<Aloof> {
        let (one, other) = (&self.topic.boxes[a], &self.topic.boxes[b]);
        if one.claim.source.value == other.claim.source.value {
            return Some(Aloof::SameSource);
        }
        if one.claim.stance == Stance::Unconfirmed || other.claim.stance == Stance::Unconfirmed {
            return Some(Aloof::Unconfirmed);
        }
        (one.echo || other.echo).then_some(Aloof::Echo)
    }

    /// What keeps two scopes apart of which neither holds the other.
    fn elsewhere(&self, one: Scope, other: Scope) -> Aloof {
        match (one.place, other.place) {
            (Some(a), Some(b)) if a != b => {
                let nested = self.context.places.holds(a, b) || self.context.places.holds(b, a);
                if nested && !self.topic.nests() { Aloof::PartOfPlace } else { Aloof::OtherPlace }
            }
            (a, b) if a != b => Aloof::Lacking(Missing::Place),
            _ if one.part != other.part => Aloof::OtherPart,
            _ if one.period != other.period => Aloof::OtherPeriod,
            _ => Aloof::Lacking(Missing::Unit),
        }
    }

    /// Holds two claims against each other under `rule`: both ways within one scope, else the part against the `whole`.
    fn compare(&self, a: usize, b: usize, whole: Scope, rule: &'r Rule) -> Judgement<'r> {
        let measure = Measure::of(rule, self.topic);
        let (one, other) = (&self.topic.boxes[a], &self.topic.boxes[b]);
        let doubtful = [one, other].iter().any(|claim| selection::doubtful(rule, claim.claim, self.context));
        let (strength, held) = if one.scope == other.scope {
            (of_one_scope(one, other, &measure), hold_either(&one.ends(), &other.ends(), &measure))
        } else {
            let held = if other.scope == whole {
                hold(&one.ends(), &other.ends(), &measure)
            } else {
                hold(&other.ends(), &one.ends(), &measure).map(|held| Held { turned: true, ..held })
            };
            (held.and_then(|held| held.crossing.strength()), held)
        };
        let (one_scope, meet) = (one.scope == other.scope, one.allowed.plain.meets(&other.allowed.plain));
        let verdict = match (strength, held.map(|held| held.crossing)) {
            (Some(_), _) if doubtful => Verdict::Conflicting(Strength::Weak),
            (Some(strength), _) => Verdict::Conflicting(strength),
            (None, _) if one_scope && meet => Verdict::Compatible(Harmony::Meets),
            (None, Some(Crossing::Tolerated)) => Verdict::Compatible(Harmony::Tolerated),
            (None, Some(Crossing::Absorbed)) => Verdict::Compatible(Harmony::Absorbed),
            // A set that lies in a hole of the other is kept from a conflict by its days alone.
            (None, Some(Crossing::NeverTogether)) => Verdict::Compatible(Harmony::NeverTogether),
            (None, _) if one_scope => Verdict::Compatible(Harmony::NeverTogether),
            (None, _) => Verdict::Compatible(Harmony::PartWithinWhole),
        };
        let decided = held.filter(|held| match verdict {
            Verdict::Compatible(Harmony::Meets) => false,
            Verdict::Compatible(Harmony::PartWithinWhole) => true,
            _ => held.crossing > Crossing::Meets,
        });
        Judgement { verdict, rule: Some(rule), held: decided }
    }
}
