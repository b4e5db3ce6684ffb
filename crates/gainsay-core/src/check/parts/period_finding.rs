//! The finding for counts over periods that do not make up the count over all of them.

use rust_decimal::Decimal;

use crate::check::compare::Tolerances;
use crate::check::conflict::pairs::PAIR_LIMIT;
use crate::check::context::Context;
use crate::check::selection;
use crate::check::sum::{hull, is_rounded, plus};
use crate::check::topic::Topic;
use crate::check::wording::{blank, fingerprint, labels, larger, of_sets, pair_of, quoted, words};
use crate::date::Day;
use crate::finding::{Finding, FindingKind, Strength};
use crate::rule::Rule;
use crate::value::Allowed;
use crate::value::show::show_quantity;

/// Counts over periods that follow each other without a gap, and the count over all of them.
pub(super) struct Sequence<'a, 'r> {
    pub topic: &'a Topic<'r>,
    pub whole: usize,
    pub parts: Vec<usize>,
    pub rule: &'a Rule,
    pub context: &'a Context<'r>,
}

/// How many counts a message lists.
const COUNTS: usize = 4;

impl Sequence<'_, '_> {
    /// The finding, if they do not fit.
    pub(super) fn finding(&self, tolerances: &Tolerances) -> Option<Finding> {
        let strength = self.strength(tolerances)?;
        let (topic, rule, context) = (self.topic, self.rule, self.context);
        let scope = topic.claims[self.whole].scope;
        let counts: Vec<String> = self.parts.iter().map(|&at| quoted(topic, at, context)).collect();
        let counts = words::list(&counts, "and", COUNTS);
        let whole = quoted(topic, self.whole, context);
        let values = format!("{counts} in periods that follow each other, and as {whole} over all of them");
        let usual = "{sources} counted {attribute}[ in {place}] as {values}";
        let template = rule.message.as_deref().unwrap_or(usual);
        let said = [topic.claims[self.whole].claim].into_iter();
        let all = || std::iter::once(self.whole).chain(self.parts.iter().copied());
        let pairs = self.parts.iter().take(PAIR_LIMIT);
        Some(Finding {
            kind: FindingKind::Arithmetic,
            strength: Some(strength),
            message: words::message(template, topic, scope, said, &values, context),
            help: self.help(),
            ratio: self.ratio(),
            pairs: pairs.map(|&part| pair_of(topic, [self.whole, part], strength)).collect(),
            pairs_total: self.parts.len() as u64,
            fingerprint: fingerprint(topic, &rule.id.value, all(), context),
            labels: labels(topic, &[&[self.whole][..], &self.parts], PAIR_LIMIT, context),
            ..blank(topic, scope, rule, strength, context)
        })
    }

    /// How surely they do not fit, if they do not.
    fn strength(&self, tolerances: &Tolerances) -> Option<Strength> {
        let whole = hull(&self.topic.claims[self.whole].allowed);
        let strength = tolerances.apart(&self.added()?, &whole)?;
        let mut claims = self.parts.iter().chain([&self.whole]).map(|&at| &self.topic.claims[at]);
        let weak = claims
            .any(|claim| selection::doubtful(self.rule, claim, self.context) || is_rounded(&claim.allowed));
        Some(if weak || self.published_apart(tolerances) { Strength::Weak } else { strength })
    }

    /// Whether the source published some of it later than the rest: what it counts may have changed since.
    fn published_apart(&self, tolerances: &Tolerances) -> bool {
        let claims = self.parts.iter().chain([&self.whole]).map(|&at| self.topic.claims[at].claim);
        let published: Vec<_> = claims.filter_map(|claim| Some(claim.published?.value)).collect();
        let latest = published.iter().map(|published| published.first).max();
        let earliest = published.iter().map(|published| published.last).min();
        let until = |day: Day| day.plus(tolerances.same_time);
        earliest.zip(latest).is_some_and(|(earliest, latest)| until(earliest) < latest)
    }

    /// What the counts over the periods add up to.
    fn added(&self) -> Option<Allowed> {
        let counts = self.parts.iter().map(|&at| hull(&self.topic.claims[at].allowed));
        counts.reduce(|sum, count| plus(&sum, &count))
    }

    /// How many times as large the sum is as the count over all of the periods, or the other way round.
    fn ratio(&self) -> Option<Decimal> {
        of_sets(&self.added()?.plain, &self.topic.claims[self.whole].allowed.plain)
    }

    /// The sum, and the advice of the rule.
    fn help(&self) -> Option<String> {
        let sum = show_quantity(&self.added()?.plain, None);
        let more = larger(self.ratio());
        let sum = format!("the {} periods add up to {sum}{more}", self.parts.len());
        Some(self.rule.help.iter().fold(sum, |help, advice| format!("{help}\n{advice}")))
    }
}
