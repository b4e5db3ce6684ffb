//! Which claims have to be read together, where a corpus is too large to be read at once.
//!
//! Claims meet within a subject and all that belongs to it. Beyond that, a claim asks what others say: a second-hand claim whether the
//! source that it cites gave its number for another subject, or speaks at all; a claim about an attribute that nothing declares how others
//! call it. Who has the answer is found by keys that both have in common, without either being there.

use std::collections::HashSet;
use std::num::NonZeroU32;

use crate::check::attribution::origins::sought;
use crate::check::context::Context;
use crate::check::hash::number;
use crate::check::record;
use crate::check::shard::Shard;
use crate::check::topic::{Topic, TopicClaim};
use crate::check::topics::topics;
use crate::claim::{Claim, Records};
use crate::rule::{Kind, Rules};
use gainsay_yaml::text::{Files, Name, Span};

/// Where a claim belongs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placing {
    /// The record.
    pub span: Span,
    /// The shard in which it is compared.
    pub shard: Shard,
    /// Equal for claims about one subject and attribute. What one of them says may depend on the others.
    pub topic: u64,
    /// What it asks others, and tells them.
    pub keys: Vec<Key>,
}

/// What claims have in common of which one asks what the other tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// Equal for what is asked and told.
    pub text: String,
    /// Whether the claim asks.
    pub asks: bool,
    /// Whether it tells, and as what.
    pub tells: Option<Answer>,
}

/// What answers a question.
#[derive(Debug, Clone, PartialEq, Eq)]
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

/// Where each claim of `records` belongs where they are compared in so many shards, in no order; the spans point into `files`. What could not be read as a claim belongs nowhere.
#[must_use]
pub fn placings(files: &Files, records: &Records, rules: &Rules, shards: NonZeroU32) -> Vec<Placing> {
    let context = Context::new(files, records, rules);
    let mut placings = Vec::with_capacity(records.claims.len());
    for topic in &topics(&HashSet::new(), &context).0 {
        let read = topic.claims.iter().map(|read| (read.claim, Some(read)));
        let all = read.chain(topic.unread.iter().map(|claim| (*claim, None)));
        placings.extend(all.map(|(claim, read)| placing(claim, read, topic, shards, &context)));
    }
    placings
}

fn placing(
    claim: &Claim,
    read: Option<&TopicClaim<'_>>,
    topic: &Topic<'_>,
    shards: NonZeroU32,
    context: &Context<'_>,
) -> Placing {
    let subject = claim.subject.map(|subject| subject.value);
    let head = subject.and_then(|subject| context.subjects.up(subject).last());
    let text = |name: Option<Name>| name.map(|name| context.text(name)).unwrap_or_default();
    let attribute = context.text(claim.attribute.value);
    let identity = context.rules.identity(attribute);
    let mut keys = Vec::new();
    if let Some(read) = read {
        of_sources(read, topic, context, &mut keys);
    }
    // An attribute that nothing declares is called as it is first written by the alphabet.
    if context.rules.named(attribute).is_none() {
        let tells = Some(Answer::Least(attribute.to_owned()));
        keys.push(Key { text: format!("called {identity}"), asks: true, tells });
    }
    if let Some(subject) = subject {
        let key = format!("subject {}", look(context.text(subject)));
        keys.push(Key { text: key, asks: true, tells: Some(Answer::Each) });
    }
    Placing {
        span: claim.span,
        shard: Shard::of_root(text(head), shards),
        topic: number([text(subject), &identity].into_iter()),
        keys,
    }
}

/// What a claim asks of the source that it cites, and tells those who cite its own.
fn of_sources(read: &TopicClaim<'_>, topic: &Topic<'_>, context: &Context<'_>, keys: &mut Vec<Key>) {
    let claim = read.claim;
    let numbers: Vec<String> = match topic.definition.kind {
        Kind::Quantity => sought(read).map(|number| number.to_string()).collect(),
        _ => Vec::new(),
    };
    let attribute = context.rules.identity(context.text(claim.attribute.value));
    let gave = |source: Name| {
        let (source, attribute) = (context.text(source), &attribute);
        numbers.iter().map(move |number| format!("gave {number} {attribute} {source}"))
    };
    let spoke = |source: Name| format!("spoke {}", context.text(source));
    if let Some(cites) = claim.cites {
        let asked = gave(cites.value).chain([spoke(cites.value)]);
        keys.extend(asked.map(|text| Key { text, asks: true, tells: None }));
    }
    if read.unconfirmed {
        return;
    }
    for source in context.sources.up(claim.source.value) {
        let each = gave(source).map(|text| Key { text, asks: false, tells: Some(Answer::Each) });
        keys.extend(each);
        keys.push(Key { text: spoke(source), asks: false, tells: Some(Answer::Least(String::new())) });
    }
}
