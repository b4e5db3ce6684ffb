//! Parts of a whole that add up to more than it, or to less where they are all of it.
//!
//! Parts are places within a place, named parts of a subject, subjects that are part of a subject, and periods that make up a longer
//! one. That a single part is more than the whole is a conflict like any other; here they are added up.

mod finding;
mod period_finding;
mod periods;
mod whole;

use super::context::Context;
use super::kind::Check;
use super::prepared::Prepared;
use super::selection;
use crate::finding::Finding;
use crate::rule::RuleKind;

/// The sums of parts that do not fit the whole.
pub(super) struct PartsOfWholes;

impl Check for PartsOfWholes {
    fn of_topics(&self, prepared: &Prepared<'_>, context: &Context<'_>) -> Vec<Finding> {
        if context.rules.of_kind(RuleKind::Parts).next().is_none() {
            return Vec::new();
        }
        let topics = &prepared.topics;
        let found = whole::all(topics, context).into_iter().filter_map(|whole| {
            let topic = &topics[whole.key.topic];
            context.reports_on(topic.key.subject).then_some(())?;
            let rule = selection::of_scope(RuleKind::Parts, topic, whole.key.scope, context)?;
            Some(finding::of_whole(topics, &whole, rule, context))
        });
        let own = topics.iter().filter(|topic| context.reports_on(topic.key.subject));
        let of_periods = own.filter(|topic| whole::adds_up(topic));
        let of_periods = of_periods.flat_map(|topic| periods::of_topic(topic, context));
        found.flatten().chain(of_periods).collect()
    }
}
