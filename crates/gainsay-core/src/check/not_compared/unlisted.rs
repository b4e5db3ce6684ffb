//! Values of a category that no list knows.

use std::collections::BTreeMap;

use crate::check::conflict::pairs::PAIR_LIMIT;
use crate::check::context::Context;
use crate::check::hash::hashed;
use crate::check::kind::Check;
use crate::check::topic::axis::Axis;
use crate::check::topic::{Scope, Topic};
use crate::check::wording::{blank_note, fingerprint, labels, words};
use crate::claim::Wording;
use crate::finding::Finding;
use crate::rule::Rule;
use crate::value::words::normalise;

/// Values of a category that no list knows.
pub(in crate::check) struct UnlistedValues;

impl Check for UnlistedValues {
    fn of_topic(&self, topic: &Topic<'_>, rules: &[&Rule], context: &Context<'_>) -> Vec<Finding> {
        rules.first().map(|main| findings(topic, main, context)).unwrap_or_default()
    }
}

/// The notes on values of a category that its list does not know, one for each wording: they are taken for something else than all
/// others, which they may not be.
fn findings(topic: &Topic<'_>, main: &Rule, context: &Context<'_>) -> Vec<Finding> {
    let Axis::Words(points) = &topic.axis else { return Vec::new() };
    let mut claims: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, read) in topic.claims.iter().enumerate().filter(|(_, claim)| !claim.unconfirmed) {
        if let Some(Wording::Scalar(text)) = &read.claim.value {
            let word = normalise(text.as_str(context.files));
            if points.unlisted.contains_key(&word) {
                claims.entry(word).or_default().push(at);
            }
        }
    }
    let note = |(word, claims): (String, Vec<usize>)| {
        let help = match points.unlisted.get(&word).cloned().flatten() {
            Some(nearest) => format!("did you mean `{nearest}`? otherwise declare it under `categories`"),
            None => "declare it under `categories`, with `within` if it belongs to a known value".to_owned(),
        };
        Finding {
            message: format!(
                "this value of {} is in no list, so it counts as different from all others",
                words::attribute(topic, context)
            ),
            help: Some(help),
            fingerprint: fingerprint(topic, &main.id.value, claims.iter().copied(), context),
            labels: labels(topic, &[claims], PAIR_LIMIT, context),
            ..blank_note(topic, Scope::default(), main, context)
        }
    };
    claims.into_iter().map(note).chain(points.many.map(|texts| many(topic, texts, main, context))).collect()
}

/// The note that texts are too many to look for all that are nearly the same.
fn many(topic: &Topic<'_>, texts: usize, main: &Rule, context: &Context<'_>) -> Finding {
    let subject = topic.key.subject.map(|subject| context.text(subject)).unwrap_or_default();
    let first = topic.claims.iter().position(|claim| !claim.unconfirmed).unwrap_or_default();
    Finding {
        message: format!(
            "not compared: {} has {texts} different texts, so each is compared only with its neighbours in the alphabet; \
             others that are nearly the same count as different",
            words::attribute(topic, context)
        ),
        help: Some("use the same words for the same thing".to_owned()),
        fingerprint: hashed(["many-texts", words::id(topic, context), subject].into_iter()),
        labels: labels(topic, &[[first]], PAIR_LIMIT, context),
        ..blank_note(topic, Scope::default(), main, context)
    }
}
