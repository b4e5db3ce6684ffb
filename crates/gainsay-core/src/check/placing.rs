//! Which claims have to be read together, where a corpus is too large to be read at once.
//!
//! Claims meet within a subject and all that belongs to it. Beyond that, a claim asks what others say: a second-hand claim whether the
//! source that it cites gave its number for another subject, or speaks at all; a claim about an attribute that nothing declares how others
//! call it; a claim that an entry of `accepted` names, what the others say that it names. Who has the answer is found by keys that both have in common, without either being there.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::num::NonZeroU32;

use crate::check::attribution::origins::sought;
use crate::check::context::Context;
use crate::check::hash::number;
use crate::check::record;
use crate::check::shard::Shard;
use crate::check::topic::{Topic, TopicClaim};
use crate::check::topics::topics;
use crate::claim::Records;
use crate::rule::{Kind, Rules};
use gainsay_yaml::text::{Files, Name, Span};

/// Where claims about one subject and attribute belong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placing {
    /// The records.
    pub spans: Vec<Span>,
    /// The shard in which they are compared.
    pub shard: Shard,
    /// Equal for all claims about this subject and attribute. What one of them says may depend on the others.
    pub topic: u64,
    /// What they ask others, and tell them: each once, in order.
    pub keys: BTreeSet<Key>,
}

/// What claims have in common of which one asks what the other tells.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// Equal for what is asked and told.
    pub text: String,
    /// Whether the claim asks.
    pub asks: bool,
    /// Whether it tells, and as what.
    pub tells: Option<Answer>,
}

/// What answers a question.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Answer {
    /// All that tell it are needed.
    Each,
    /// One is enough of those with the least of these texts.
    Least(String),
}

/// What a name looks like: equal for names that are hard to tell apart. Claims with such ids are to be read together.
#[must_use]
pub fn look(name: &str) -> String {
    record::look(name)
}

/// Where the claims of `records` belong where they are compared in so many shards, in no order; the spans point into `files`. What could not be
/// read as a claim belongs nowhere.
#[must_use]
pub fn placings(files: &Files, records: &Records, rules: &Rules, shards: NonZeroU32) -> Vec<Placing> {
    let context = Context::new(files, records, rules);
    let accepted = accepted(&context);
    let (topics, _) = topics(&HashSet::new(), &context);
    topics.iter().map(|topic| placing(topic, &accepted, shards, &context)).collect()
}

/// The entries of `accepted` by the ids that they name, of those that name several.
fn accepted<'r>(context: &Context<'r>) -> HashMap<&'r str, Vec<usize>> {
    let mut accepted: HashMap<&str, Vec<usize>> = HashMap::new();
    let entries = context.records.accepted_ids.iter().enumerate();
    for (entry, ids) in entries.filter(|(_, ids)| ids.value.len() > 1) {
        for id in &ids.value {
            accepted.entry(id.as_str(context.files)).or_default().push(entry);
        }
    }
    accepted
}

fn placing(
    topic: &Topic<'_>,
    accepted: &HashMap<&str, Vec<usize>>,
    shards: NonZeroU32,
    context: &Context<'_>,
) -> Placing {
    let subject = topic.key.subject.map(|subject| context.text(subject));
    let attribute = context.text(topic.key.attribute);
    let identity = context.rules.identity(attribute);
    let claims = || topic.claims.iter().map(|read| read.claim).chain(topic.unread.iter().copied());
    let mut keys = BTreeSet::new();
    for read in &topic.claims {
        of_sources(read, topic, &identity, context, &mut keys);
    }
    let both = |text: String| Key { text, asks: true, tells: Some(Answer::Each) };
    // Whether an entry accepts anything is seen where all of its claims are.
    let entries = claims().filter_map(|claim| accepted.get(context.id(claim))).flatten();
    keys.extend(entries.map(|entry| both(format!("accepted {entry}"))));
    // An attribute that nothing declares is called as it is first written by the alphabet.
    if context.rules.named(attribute).is_none() {
        let least = claims().map(|claim| context.text(claim.attribute.value)).min();
        let tells = least.map(|least| Answer::Least(least.to_owned()));
        keys.insert(Key { text: format!("called {identity}"), asks: true, tells });
    }
    if let Some(subject) = subject {
        keys.insert(both(format!("subject {}", look(subject))));
    }
    Placing {
        spans: claims().map(|claim| claim.span).collect(),
        shard: Shard::of_root(context.root(topic.key.subject), shards),
        topic: number([subject.unwrap_or_default(), &identity].into_iter()),
        keys,
    }
}

/// What a claim asks of the source that it cites, and tells those who cite its own, about the attribute of this `identity`.
fn of_sources(
    read: &TopicClaim<'_>,
    topic: &Topic<'_>,
    identity: &str,
    context: &Context<'_>,
    keys: &mut BTreeSet<Key>,
) {
    let numbers: Vec<String> = match topic.definition.kind {
        Kind::Quantity => sought(read).map(|number| number.to_string()).collect(),
        _ => Vec::new(),
    };
    let gave = |source: Name| {
        let source = context.text(source);
        numbers.iter().map(move |number| format!("gave {number} {identity} {source}"))
    };
    let spoke = |source: Name| format!("spoke {}", context.text(source));
    if let Some(cites) = read.claim.cites {
        let asked = gave(cites.value).chain([spoke(cites.value)]);
        keys.extend(asked.map(|text| Key { text, asks: true, tells: None }));
    }
    if read.unconfirmed {
        return;
    }
    for source in context.sources.up(read.claim.source.value) {
        keys.extend(gave(source).map(|text| Key { text, asks: false, tells: Some(Answer::Each) }));
        keys.insert(Key { text: spoke(source), asks: false, tells: Some(Answer::Least(String::new())) });
    }
}
