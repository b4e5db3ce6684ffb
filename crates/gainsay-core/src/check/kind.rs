//! What a kind of check is: one sort of question that the engine asks of the claims.

use super::context::Context;
use super::prepared::Prepared;
use super::topic::Topic;
use crate::finding::Finding;
use crate::rule::Rule;

/// A kind of check. Each stage of the analysis asks all of them; most answer at one.
///
/// A check looks its rules up by their kind and is silent where there are none. What it finds may come in any order, and is to
/// be the same on any number of threads.
pub(super) trait Check: Sync {
    /// What it finds in the records and the registry, read into topics or not.
    fn of_records(&self, context: &Context<'_>) -> Vec<Finding> {
        let _ = context;
        Vec::new()
    }

    /// What it finds among the claims of one topic; `rules` are those that compare them, the most specific first.
    fn of_topic(&self, topic: &Topic<'_>, rules: &[&Rule], context: &Context<'_>) -> Vec<Finding> {
        let _ = (topic, rules, context);
        Vec::new()
    }

    /// What it finds among the claims of all topics.
    fn of_topics(&self, prepared: &Prepared<'_>, context: &Context<'_>) -> Vec<Finding> {
        let _ = (prepared, context);
        Vec::new()
    }

    /// The attribute that the claims of an example of `rule` speak of where they do not say.
    fn example_attribute(&self, rule: &Rule) -> Option<String> {
        let _ = rule;
        None
    }
}
