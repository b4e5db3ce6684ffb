//! What a kind of check is: one sort of question that the engine asks of the claims.

use super::context::Context;
use super::prepared::Prepared;
use super::topic::Topic;
use crate::finding::Finding;
use crate::rule::Rule;

/// A kind of check. Each stage of the analysis asks all checks; most find something at one stage only.
///
/// A check looks up its rules by their kind, and finds nothing if there are none. It may return findings in any order, but must
/// find the same on any number of threads.
pub(super) trait Check: Sync {
    /// What it finds in the records and the registry, also in records that belong to no topic.
    fn of_records(&self, context: &Context<'_>) -> Vec<Finding> {
        let _ = context;
        Vec::new()
    }

    /// What it finds among the claims of one topic. `rules` are the rules that compare these claims, the most specific first.
    fn of_topic(&self, topic: &Topic<'_>, rules: &[&Rule], context: &Context<'_>) -> Vec<Finding> {
        let _ = (topic, rules, context);
        Vec::new()
    }

    /// What it finds among the claims of all topics.
    fn of_topics(&self, prepared: &Prepared<'_>, context: &Context<'_>) -> Vec<Finding> {
        let _ = (prepared, context);
        Vec::new()
    }

    /// The attribute of claims in an example of `rule` that do not name one.
    fn example_attribute(&self, rule: &Rule) -> Option<String> {
        let _ = rule;
        None
    }
}
