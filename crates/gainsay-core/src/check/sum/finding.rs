//! The finding for a sum that is too large.

use indexmap::IndexSet;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::added::{Part, Sum};
use super::strength::exceeds;
use crate::check::compare::Tolerances;
use crate::check::context::Context;
use crate::check::hash::combined;
use crate::check::topic::{At, Scope, Topic};
use crate::check::wording::{blank, fingerprint, in_place, label, of_numbers, quoted, times_as_many, words};
use crate::claim::Claim;
use crate::date::{self, Day, When};
use crate::finding::{Finding, FindingKind, Pair, Role, Strength, WeakReason};
use crate::maps::{HashSet, IndexMap};
use crate::rule::{Kind, Rule};
use crate::value::show::number;
use gainsay_yaml::text::Name;

/// Claims of which the one sum is too large for the other.
#[derive(Debug, Clone)]
pub(crate) struct Exceeded {
    /// The terms whose sum is too large.
    pub over: Vec<Part>,
    /// The terms whose sum is too small for that.
    pub under: Vec<Part>,
    /// The least that the terms of `over` add up to.
    pub least: Decimal,
    /// The most that the terms of `under` add up to.
    pub most: Decimal,
    /// Why it is no more than weak; nothing where it is strong.
    pub doubts: Vec<WeakReason>,
}

impl Exceeded {
    /// What exceeds what, and how surely; nothing where it does not.
    pub(crate) fn new(over: Sum<'_>, under: Sum<'_>, tolerances: &Tolerances) -> Option<Self> {
        let doubts = exceeds(&over, &under, tolerances)?;
        let (least, most) = (over.bound.at.at, under.bound.at.at);
        Some(Self { over: over.parts, under: under.parts, least, most, doubts })
    }

    /// How sure it is.
    pub(crate) fn strength(&self) -> Strength {
        if self.doubts.is_empty() { Strength::Strong } else { Strength::Weak }
    }

    /// By how much the one sum exceeds the other.
    pub(crate) fn by(&self) -> Decimal {
        self.least.checked_sub(self.most).unwrap_or(Decimal::MAX)
    }

    /// The claims of both sides, those of the sum that is too large first.
    pub(crate) fn claims(&self) -> impl Iterator<Item = At> + '_ {
        self.over.iter().chain(&self.under).flat_map(Part::claims)
    }
}

/// What is found of each sum that is too large, by its claims: that is one finding.
pub(crate) fn by_sum(
    found: impl IntoIterator<Item = (Scope, Exceeded)>,
) -> IndexMap<(Scope, Vec<At>), Vec<Exceeded>> {
    let mut sums: IndexMap<(Scope, Vec<At>), Vec<Exceeded>> = IndexMap::default();
    for (scope, exceeded) in found {
        let over = exceeded.over.iter().flat_map(Part::claims).collect();
        sums.entry((scope, over)).or_default().push(exceeded);
    }
    sums
}

/// A sum that is too large for each of others.
pub(crate) struct ExceededSum<'t, 'r> {
    /// All topics.
    pub topics: &'t [Topic<'r>],
    /// The topic that it is about.
    pub topic: usize,
    /// And what of it.
    pub scope: Scope,
    /// The claims of the sum that is too large.
    pub over: Vec<At>,
    /// What it exceeds, the one that is shown first in front.
    pub found: &'t [Exceeded],
    /// The rule that it breaks.
    pub rule: &'t Rule,
    /// The message where the rule has none.
    pub usual: &'t str,
    /// Where names are looked up.
    pub context: &'t Context<'r>,
}

impl<'t> ExceededSum<'t, '_> {
    fn claim(&self, (topic, at): At) -> &'t Claim {
        self.topics[topic].claims[at].claim
    }

    /// The finding.
    pub(crate) fn finding(&self) -> Finding {
        let topic = &self.topics[self.topic];
        let under = self.under();
        let all = || self.over.iter().chain(&under).copied();
        let values = format!("{} against {}", self.list(&self.over, "and"), self.list(&under, "and"));
        let template = self.rule.message.as_deref().unwrap_or(self.usual);
        let claims = all().map(|at| self.claim(at));
        let message = words::message(template, topic, self.scope, claims, &values, self.context);
        let pairs = self.pairs();
        let strength = self.found.iter().map(Exceeded::strength).max().unwrap_or(Strength::Weak);
        let first = self.found.first();
        let weak_because =
            first.filter(|_| strength == Strength::Weak).map_or_else(Vec::new, |first| first.doubts.clone());
        let print = |(topic, at): At| {
            fingerprint(&self.topics[topic], &self.rule.id.value, std::iter::once(at), self.context)
        };
        let prints: Vec<String> = all().map(print).collect();
        // All terms of the first sum on either side are sides of the finding.
        let shown: HashSet<At> = self.found.iter().take(1).flat_map(Exceeded::claims).collect();
        let role = |at: &At| if shown.contains(at) { Role::Primary } else { Role::Related };
        let labels = all().map(|at| label(&self.topics[at.0], at.1, role(&at), self.context));
        Finding {
            kind: FindingKind::Arithmetic,
            strength: Some(strength),
            message,
            help: first.map(|exceeded| self.help(exceeded, &weak_because)),
            weak_because,
            ratio: first.and_then(|exceeded| self.ratio(exceeded)),
            pairs_total: pairs.len() as u64,
            pairs,
            fingerprint: combined(&prints),
            labels: labels.collect(),
            ..blank(topic, self.scope, self.rule, strength, self.context)
        }
    }

    /// The claims of the sums that are too small, each once, and those about one figure together.
    fn under(&self) -> Vec<At> {
        let mut of_figures: IndexMap<(usize, Scope), IndexSet<At>> = IndexMap::default();
        for at in self.found.iter().flat_map(|exceeded| &exceeded.under).flat_map(Part::claims) {
            of_figures.entry((at.0, self.topics[at.0].claims[at.1].scope)).or_default().insert(at);
        }
        of_figures.into_values().flatten().collect()
    }

    /// Claims of one side by attribute: ``killed `600` and wounded `4,700` ``.
    fn list(&self, side: &[At], joint: &str) -> String {
        let mut reported = String::new();
        let mut last = None;
        for (index, &(t, b)) in side.iter().enumerate() {
            let topic = &self.topics[t];
            let scope = topic.claims[b].scope;
            let elsewhere = self.elsewhere(topic, scope);
            let attribute = words::attribute_of(topic, [topic.claims[b].claim], self.context);
            let same = last.is_some_and(|(topic, _)| topic == t);
            match (index, last == Some((t, (scope.place, scope.part)))) {
                (0, _) => reported.extend([attribute, &elsewhere, " "]),
                (_, true) => reported.push_str(" or "),
                (_, false) if same && !elsewhere.is_empty() => reported.extend([" ", joint, &elsewhere, " "]),
                (_, false) => reported.extend([" ", joint, " ", attribute, &elsewhere, " "]),
            }
            reported.push_str(&quoted(topic, b, self.context));
            last = Some((t, (scope.place, scope.part)));
        }
        reported
    }

    /// Of what else than the finding as a whole the claims of a scope speak.
    fn elsewhere(&self, topic: &Topic<'_>, scope: Scope) -> String {
        let subject = topic.key.subject.filter(|_| topic.key.subject != self.topics[self.topic].key.subject);
        let of = subject.map(|subject| format!(" of {}", self.context.subject(subject))).unwrap_or_default();
        let place = if (scope.place, scope.part) == (self.scope.place, self.scope.part) {
            String::new()
        } else {
            in_place(scope, self.context)
        };
        of + &place
    }

    /// Those on one side of the sum do not contradict each other, nor do those of one source unless it is all its own sum. Where it
    /// takes three sources to break the sum, those of the largest terms do. For a percentage its own claim speaks.
    fn pairs(&self) -> Vec<Pair> {
        let source = |at: At| self.claim(at).source.value;
        let number = |at: At| self.claim(at).number;
        let mut pairs: IndexMap<(At, At), Strength> = IndexMap::default();
        for exceeded in self.found {
            let sides = [&exceeded.over, &exceeded.under];
            let sources: HashSet<Name> =
                sides.into_iter().flatten().filter_map(Part::speaks).map(source).collect();
            let [over, under] = sides.map(|parts| {
                let largest = parts.iter().map(|part| part.value).max();
                let kept = parts.iter().filter(|part| sources.len() <= 2 || Some(part.value) == largest);
                kept.filter_map(Part::speaks).collect::<Vec<_>>()
            });
            for (&over, &under) in over.iter().flat_map(|over| under.iter().map(move |under| (over, under))) {
                if sources.len() == 1 || source(over) != source(under) {
                    let strength = pairs.entry((over, under)).or_insert(exceeded.strength());
                    *strength = (*strength).max(exceeded.strength());
                }
            }
        }
        let pair = |((over, under), strength)| Pair { claims: [number(over), number(under)], strength };
        pairs.into_iter().map(pair).collect()
    }

    /// How many times as large the one sum is as the other; nothing of dates, and where they are equal and may not be.
    fn ratio(&self, exceeded: &Exceeded) -> Option<Decimal> {
        let of_dates = self.topics[self.over[0].0].definition.kind == Kind::Date;
        let apart = !of_dates && exceeded.least > exceeded.most;
        apart.then(|| of_numbers(exceeded.least, exceeded.most))
    }

    /// The sum, why it is weak, and the advice of the rule.
    fn help(&self, exceeded: &Exceeded, weak_because: &[WeakReason]) -> String {
        let first = &self.topics[self.over[0].0];
        let exceeds = if first.definition.kind == Kind::Date {
            let day = |at: Decimal| {
                let day = at.to_i32().map(Day);
                day.and_then(|day| When::every(day, day)).map(date::show).unwrap_or_default()
            };
            format!("{} at the earliest, against {} at the latest", day(exceeded.least), day(exceeded.most))
        } else {
            let (over, under) = (sum(&exceeded.over, exceeded.least), sum(&exceeded.under, exceeded.most));
            let more = self.ratio(exceeded).and_then(times_as_many);
            let more = more.map(|more| format!(", {more}")).unwrap_or_default();
            format!("at least {over}, against at most {under}{more}")
        };
        let further = WeakReason::sentence(weak_because).into_iter().chain(self.rule.help.clone());
        further.fold(exceeds, |help, advice| format!("{help}\n{advice}"))
    }
}

/// `600 + 4,700 = 5,300`, `45 % of 12,000 = 5,400`.
fn sum(parts: &[Part], total: Decimal) -> String {
    let part = |part: &Part| match part.share {
        Some((_, percent)) if !percent.is_zero() => {
            let whole =
                part.value.saturating_mul(Decimal::ONE_HUNDRED).checked_div(percent).unwrap_or_default();
            format!("{} % of {}", number(percent), number(whole))
        }
        _ => number(part.value),
    };
    let reported: Vec<String> = parts.iter().map(part).collect();
    match parts {
        [Part { share: None, .. }] => number(total),
        _ => format!("{} = {}", reported.join(" + "), number(total)),
    }
}
