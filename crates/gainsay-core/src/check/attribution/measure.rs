//! Whether the number of a quote surely is what the cited source gave for another measure.

use rust_decimal::Decimal;

use crate::check::attribution::origins::cited;
use crate::check::attribution::passing::{digits, numbers};
use crate::check::attribution::reach::gap;
use crate::check::context::Context;
use crate::check::topic::{At, Topic, claim_at};
use crate::finding::Strength;
use crate::rule::{Relation, Task, Term};
use gainsay_yaml::text::Name;

/// The least number of three digits: one that two measures hardly share by chance.
const THREE_DIGITS: u128 = 100;

/// How surely a quote gives a number that its source gave for another measure, where it did so in one of `elsewhere`.
///
/// Strong where the number has three digits or more, and is of one time and the very same subject, place and part; where both measures are
/// declared, so that they are not two names of one; and where the other one is not a part of that of the quote, which is as much at least.
pub(super) fn of_another_measure(
    topics: &[Topic<'_>],
    at: At,
    elsewhere: &[At],
    days: i32,
    context: &Context<'_>,
) -> Strength {
    let (topic, quote) = (&topics[at.0], claim_at(topics, at));
    let surely = |&&origin: &&At| {
        let (other, said) = (&topics[origin.0], claim_at(topics, origin));
        let (measure, own) = (other.key.attribute, topic.key.attribute);
        let of_the_source =
            cited(quote).is_some_and(|cites| context.sources.holds(cites, said.claim.source.value));
        let beside = (said.scope.place, said.scope.part, said.scope.period)
            == (quote.scope.place, quote.scope.part, quote.scope.period);
        let given =
            |number: Decimal| digits(number) >= THREE_DIGITS && numbers(said).any(|said| said == number);
        of_the_source
            && measure != own
            && other.key.subject == topic.key.subject
            && beside
            && gap(said, quote, days).is_some_and(|gap| gap.of_one_time)
            && numbers(quote).any(given)
            && [measure, own].into_iter().all(|measure| declared(measure, context))
            && !within(measure, own, context)
    };
    if elsewhere.iter().any(|origin| surely(&origin)) { Strength::Strong } else { Strength::Weak }
}

/// Whether a measure is declared by its own name: what only a glob matches may be another one under a name of its own.
fn declared(measure: Name, context: &Context<'_>) -> bool {
    context.attribute(measure).declared.is_some_and(|declared| !declared.pattern.is_glob())
}

/// Whether a relation in force says that a measure is never more than another one.
fn within(part: Name, whole: Name, context: &Context<'_>) -> bool {
    let is = |term: &Term, measure: Name| {
        let named = term.plain().and_then(|name| context.attribute_named(name));
        named.is_some_and(|known| known.key == measure)
    };
    context.rules.rules.values().any(|rule| match &rule.task {
        Task::Relate { terms, relation: Relation::AtMost | Relation::Below, .. } => {
            let has = |measure, sign: fn(&Decimal) -> bool| {
                terms.iter().any(|term| sign(&term.factor) && is(term, measure))
            };
            has(part, Decimal::is_sign_positive) && has(whole, Decimal::is_sign_negative)
        }
        _ => false,
    })
}
