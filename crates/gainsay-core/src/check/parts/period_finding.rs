//! The finding for counts over periods that do not make up the count over all of them.

use rust_decimal::Decimal;

use crate::check::compare::Tolerances;
use crate::check::conflict::pairs::PAIR_LIMIT;
use crate::check::context::Context;
use crate::check::increment::is_rounded;
use crate::check::selection;
use crate::check::topic::Topic;
use crate::check::wording::{
    blank, fingerprint, labels, of_numbers, pair_of, quoted, severity, times_as_many, words,
};
use crate::date::Day;
use crate::finding::{Finding, FindingKind, Strength};
use crate::rule::Rule;
use crate::value::show::number;
use crate::value::{Allowed, Point, Ranges};

/// Counts over periods that follow each other without a gap, and the count over all of them.
pub(super) struct Sequence<'a, 'r> {
    pub topic: &'a Topic<'r>,
    pub whole: usize,
    pub parts: Vec<usize>,
    pub rule: &'a Rule,
    pub context: &'a Context<'r>,
}

/// The least and the most of a set.
type Bounds = (Option<Decimal>, Option<Decimal>);

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
            severity: severity(rule, strength),
            strength: Some(strength),
            message: words::message(template, topic, scope, said, &values, context),
            help: Some(self.help()),
            ratio: self.ratio(),
            pairs: pairs.map(|&part| pair_of(topic, &[self.whole, part], strength)).collect(),
            pairs_total: self.parts.len() as u64,
            fingerprint: fingerprint(topic, &rule.id.value, all(), context),
            labels: labels(topic, &[&[self.whole][..], &self.parts], PAIR_LIMIT, context),
            ..blank(topic, scope, rule, context)
        })
    }

    /// How surely they do not fit, if they do not.
    fn strength(&self, tolerances: &Tolerances) -> Option<Strength> {
        let claims = || self.parts.iter().chain([&self.whole]).map(|&at| &self.topic.claims[at]);
        let apart = |ranges: fn(&Allowed) -> &Ranges, times: u8| {
            let (least, most) = self.added(ranges);
            let (low, high) = bounds(ranges(&self.topic.claims[self.whole].allowed));
            let above = |low: Option<Decimal>, high: Option<Decimal>| {
                let low = low.map(|low| tolerances.lowered(Point::at(low), times).at);
                low.zip(high).is_some_and(|(low, high)| low > high)
            };
            above(least, high) || above(low, most)
        };
        let sure = || {
            let doubtful = claims().any(|claim| selection::doubtful(self.rule, claim, self.context));
            let rounded = claims().any(|claim| is_rounded(&claim.allowed));
            !doubtful && !rounded && !self.published_apart(tolerances) && apart(|allowed| &allowed.doubled, 2)
        };
        apart(|allowed| &allowed.plain, 1).then(|| if sure() { Strength::Strong } else { Strength::Weak })
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

    /// What the counts over the periods add up to, at least and at most.
    fn added(&self, ranges: fn(&Allowed) -> &Ranges) -> Bounds {
        let counts = || self.parts.iter().map(|&at| bounds(ranges(&self.topic.claims[at].allowed)));
        let add = |sum: Decimal, one: Option<Decimal>| sum.checked_add(one?);
        let zero = Decimal::ZERO;
        let least = counts().try_fold(zero, |sum, (low, _)| add(sum, low));
        (least, counts().try_fold(zero, |sum, (_, high)| add(sum, high)))
    }

    /// How many times as large the sum is as the count over all of the periods, or the other way round.
    fn ratio(&self) -> Option<Decimal> {
        let (least, most) = self.added(|allowed| &allowed.plain);
        let (low, high) = bounds(&self.topic.claims[self.whole].allowed.plain);
        let above = |low: Option<Decimal>, high: Option<Decimal>| {
            low.zip(high).filter(|(low, high)| low > high).map(|(low, high)| of_numbers(low, high))
        };
        above(least, high).or_else(|| above(low, most))
    }

    /// The sum, and the advice of the rule.
    fn help(&self) -> String {
        let sum = match self.added(|allowed| &allowed.plain) {
            (Some(least), Some(most)) if least == most => number(least),
            (Some(least), Some(most)) => format!("{} to {}", number(least), number(most)),
            (Some(least), None) => format!("at least {}", number(least)),
            (None, Some(most)) => format!("at most {}", number(most)),
            (None, None) => "any number".to_owned(),
        };
        let more = self.ratio().and_then(times_as_many).map(|more| format!(", {more}")).unwrap_or_default();
        let sum = format!("the {} periods add up to {sum}{more}", self.parts.len());
        self.rule.help.iter().fold(sum, |help, advice| format!("{help}; {advice}"))
    }
}

fn bounds(ranges: &Ranges) -> Bounds {
    (ranges.low().map(|low| low.at), ranges.high().map(|high| high.at))
}
