//! The finding for a figure of a period that does not fit the totals around it.

use super::increase::Increase;
use super::totals::Around;
use crate::check::conflict::pairs::PAIR_LIMIT;
use crate::check::hash::combined;
use crate::check::topic::{Scope, Topic};
use crate::check::wording::{blank, blank_note, fingerprint, label, labels, larger, quoted, words};
use crate::finding::{Finding, FindingKind, Pair, Role, Strength};
use crate::value::Ranges;
use crate::value::show::show_quantity;

impl Increase<'_, '_> {
    /// The note on figures of periods that could not be held against the difference of two totals.
    pub(super) fn not_compared(&self, scope: Scope, open: &[usize]) -> Option<Finding> {
        let (topic, context) = (self.figures, self.context);
        let (&first, rest) = open.split_first()?;
        let figures = words::counted(open.len(), "figure for a period", "figures for periods");
        let attribute = words::attribute(topic, context);
        Some(Finding {
            message: format!(
                "not compared: {figures} about {attribute}, since the total for the day before the period or for its last day is missing"
            ),
            help: Some(
                "the other totals of the source do not contradict this; add the missing ones, if the source gave them"
                    .to_owned(),
            ),
            fingerprint: fingerprint(topic, &self.rule.id.value, open.iter().copied(), context),
            labels: labels(topic, &[&[first], rest], PAIR_LIMIT, context),
            ..blank_note(topic, scope, self.rule, context)
        })
    }

    /// The finding about the figure `at`.
    pub(super) fn finding(&self, scope: Scope, at: usize, around: &Around, strength: Strength) -> Finding {
        let (topic, rule, context) = (self.figures, self.rule, self.context);
        let claims = || [(topic, at)].into_iter().chain(around.claims().map(|at| (self.totals, at)));
        let usual = "{sources} counted {attribute}[ in {place}] as {values}";
        let template = rule.message.as_deref().unwrap_or(usual);
        let said = [topic.claims[at].claim];
        let values = self.values(at, around);
        let number = |(topic, at): (&Topic<'_>, usize)| topic.claims[at].claim.number;
        let pairs =
            claims().skip(1).map(|total| Pair { claims: [number((topic, at)), number(total)], strength });
        let pairs: Vec<Pair> = pairs.collect();
        Finding {
            kind: FindingKind::Arithmetic,
            strength: Some(strength),
            message: words::message(template, topic, scope, said.into_iter(), &values, context),
            help: self.help(at, around),
            ratio: self.ratio(at, around),
            pairs_total: pairs.len() as u64,
            pairs,
            fingerprint: self.fingerprint(at, around),
            labels: claims().map(|(topic, at)| label(topic, at, Role::Primary, context)).collect(),
            ..blank(topic, scope, rule, strength, context)
        }
    }

    /// Whether the totals are of the attribute that is counted within periods.
    fn of_one_attribute(&self) -> bool {
        std::ptr::eq(self.figures, self.totals)
    }

    fn fingerprint(&self, at: usize, around: &Around) -> String {
        let of = |topic: &Topic<'_>, claims: &mut dyn Iterator<Item = usize>| {
            fingerprint(topic, &self.rule.id.value, claims, self.context)
        };
        if self.of_one_attribute() {
            return of(self.figures, &mut [at].into_iter().chain(around.claims()));
        }
        combined(&[of(self.figures, &mut [at].into_iter()), of(self.totals, &mut around.claims())])
    }

    /// The figure, and from where to where the total went.
    fn values(&self, at: usize, around: &Around) -> String {
        let after = &self.totals.claims[around.after];
        let total = if self.of_one_attribute() {
            "the total".to_owned()
        } else {
            words::attribute_of(self.totals, [after.claim], self.context).to_owned()
        };
        let source = after.claim.source.value;
        let total = if source == self.figures.claims[at].claim.source.value {
            total
        } else {
            format!("{total} of {}", self.context.source(source))
        };
        let shown = |at: usize| quoted(self.totals, at, self.context);
        let (figure, after) = (quoted(self.figures, at, self.context), shown(around.after));
        match around.before {
            Some(before) => format!("{figure}, while {total} went from {} to {after}", shown(before)),
            None if self.of_one_attribute() => {
                format!("{figure} in a period, and no more than {after} in all")
            }
            None => format!("{figure}, while {total} came to {after} in all"),
        }
    }

    /// The difference of the totals, and the advice of the rule.
    fn help(&self, at: usize, around: &Around) -> Option<String> {
        let advice = self.rule.help.clone();
        if around.before.is_none() {
            return advice;
        }
        let difference = self.difference(around).plain;
        if difference == Ranges::all() {
            return advice;
        }
        let between = format!("the totals differ by {}", show_quantity(&difference, None));
        let missing = if around.exact { "" } else { ", although they are further apart than the period" };
        let more = larger(self.ratio(at, around));
        Some(advice.iter().fold(between + missing + &more, |help, advice| format!("{help}\n{advice}")))
    }
}
