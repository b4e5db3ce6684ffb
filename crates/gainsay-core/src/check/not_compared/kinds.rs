//! Values of two kinds under one attribute: a number is not compared with words.

use std::collections::BTreeSet;

use crate::check::conflict::pairs::PAIR_LIMIT;
use crate::check::context::Context;
use crate::check::selection;
use crate::check::topic::{Scope, Topic};
use crate::check::wording::{blank, hashed, in_order, label, words};
use crate::finding::{Finding, FindingKind, Role};
use crate::rule::{Kind, Severity};

/// The notes on claims about one thing that are not compared, since their values are of two kinds. `topics` are in the order of
/// their names, so those of one name follow each other.
pub(crate) fn findings(topics: &[Topic<'_>], context: &Context<'_>) -> Vec<Finding> {
    let one =
        |a: &Topic<'_>, b: &Topic<'_>| (a.key.subject, a.key.attribute) == (b.key.subject, b.key.attribute);
    topics.chunk_by(one).filter(|kinds| kinds.len() > 1).filter_map(|kinds| note(kinds, context)).collect()
}

fn note(kinds: &[Topic<'_>], context: &Context<'_>) -> Option<Finding> {
    let speaking = |topic: &Topic<'_>| -> Vec<usize> {
        (0..topic.claims.len()).filter(|&at| topic.claims[at].speaks()).collect()
    };
    let kinds: Vec<(&Topic<'_>, Vec<usize>)> =
        kinds.iter().map(|topic| (topic, speaking(topic))).filter(|(_, claims)| !claims.is_empty()).collect();
    let sources: BTreeSet<_> = kinds
        .iter()
        .flat_map(|(topic, claims)| claims.iter().map(|&at| topic.claims[at].claim.source.value))
        .collect();
    let (main, _) = kinds.iter().rev().max_by_key(|(_, claims)| claims.len())?;
    let rule = *selection::compare_rules(main, context).first()?;
    if kinds.len() < 2 || sources.len() < 2 {
        return None;
    }
    let parts: Vec<String> =
        kinds.iter().map(|(topic, claims)| format!("{} {}", claims.len(), called(topic.key.kind))).collect();
    let message = format!(
        "not compared: the values of {} are of {} kinds: {}",
        words::attribute(main, context),
        kinds.len(),
        words::list(&parts, "and", parts.len())
    );
    let heads = kinds.iter().map(|(topic, claims)| label(topic, claims[0], Role::Primary, context));
    let rest = kinds.iter().flat_map(|(topic, claims)| {
        claims.iter().skip(1).take(PAIR_LIMIT).map(|&at| label(topic, at, Role::Related, context))
    });
    let ids =
        kinds.iter().flat_map(|(topic, claims)| claims.iter().map(|&at| context.id(topic.claims[at].claim)));
    Some(Finding {
        kind: FindingKind::Undetermined,
        severity: Severity::Note,
        message,
        help: Some(
            "write them alike, or declare the kind of the attribute with `value` under `attributes`"
                .to_owned(),
        ),
        fingerprint: hashed(std::iter::once("kinds").chain(ids)),
        labels: in_order(heads.chain(rest).collect()),
        ..blank(main, Scope::default(), rule, context)
    })
}

/// What values of a kind are called.
fn called(kind: Kind) -> &'static str {
    match kind {
        Kind::Quantity => "numbers",
        Kind::Date => "dates",
        Kind::Time => "times of day",
        Kind::Flag => "yes or no",
        Kind::Stage => "stages",
        Kind::Place => "places",
        Kind::Names => "names",
        Kind::Category | Kind::Text => "words",
    }
}
