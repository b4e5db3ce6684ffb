//! From what the engine found to findings: message, help, labels, fingerprint.

use super::fingerprint::hex;
use crate::check::context::Context;
use crate::check::topic::Topic;
use crate::check::topic::key::Scope;
use crate::check::wording::words;
use crate::claim::Claim;
use crate::finding::{Finding, FindingKind, Label, Pair, Role, Strength};
use crate::rule::{Rule, Severity};
use gainsay_yaml::text::{Problem, Span};
use siphasher::sip128::SipHasher13;
use std::hash::Hasher;

/// How many values a message lists.
const VALUES: usize = 4;

/// The finding for something wrong with what was written.
pub fn problem(problem: &Problem) -> Finding {
    let mut labels =
        vec![Label { span: problem.span, role: Role::Primary, claim: None, message: problem.label.clone() }];
    labels.extend(problem.related.iter().map(|(span, message)| Label {
        span: *span,
        role: Role::Primary,
        claim: None,
        message: message.clone(),
    }));
    let mut hasher = SipHasher13::new();
    hasher.write(problem.code.as_bytes());
    hasher.write(problem.message.as_bytes());
    Finding {
        fingerprint: hex(&hasher),
        rule: problem.code.to_owned(),
        kind: FindingKind::Record,
        severity: Severity::Error,
        strength: None,
        message: problem.message.clone(),
        help: problem.help.clone(),
        subject: None,
        attribute: None,
        place: None,
        positions: Vec::new(),
        pairs: Vec::new(),
        pairs_total: 0,
        labels,
        accepted: None,
    }
}

/// A finding of `rule` about `topic`, with everything else still to fill in.
pub fn blank(topic: &Topic<'_>, scope: Scope, rule: &Rule, context: &Context<'_>) -> Finding {
    let text = |name: Option<_>| name.map(|name| context.text(name).to_owned());
    Finding {
        fingerprint: String::new(),
        rule: rule.id.value.clone(),
        kind: FindingKind::Record,
        severity: Severity::Off,
        strength: None,
        message: String::new(),
        help: None,
        subject: text(topic.key.subject),
        attribute: text(Some(topic.key.attribute)),
        place: text(scope.place),
        positions: Vec::new(),
        pairs: Vec::new(),
        pairs_total: 0,
        labels: Vec::new(),
        accepted: None,
    }
}

/// The label of a claim.
pub fn label(topic: &Topic<'_>, at: usize, role: Role, context: &Context<'_>) -> Label {
    label_beside(topic, at, role, None, context)
}

/// The words that are underlined for a claim: its value, or its attribute where it has none.
pub fn value_span(claim: &Claim) -> Span {
    claim.value.as_ref().map_or(claim.attribute.span, crate::claim::Wording::span)
}

/// The label of a claim in a finding about `scope`: where the claim speaks of another one, it says so.
pub fn label_beside(
    topic: &Topic<'_>,
    at: usize,
    role: Role,
    scope: Option<Scope>,
    context: &Context<'_>,
) -> Label {
    let claim = topic.claims[at].claim;
    Label {
        span: value_span(claim),
        role,
        claim: Some(context.id(claim).to_owned()),
        message: words::label(topic, at, scope, context),
    }
}

pub fn pair_of(topic: &Topic<'_>, claims: &[usize], strength: Strength, context: &Context<'_>) -> Pair {
    Pair {
        claims: claims.iter().map(|&at| context.id(topic.claims[at].claim).to_owned()).collect(),
        strength,
    }
}

/// A claim's value as worded; a denial says that it is one.
pub fn wording(topic: &Topic<'_>, at: usize, context: &Context<'_>) -> String {
    topic.claims[at].claim.worded(context.files)
}

/// The same as messages quote it: the source's words in backticks, what gainsay says of them outside.
pub fn quoted(topic: &Topic<'_>, at: usize, context: &Context<'_>) -> String {
    let claim = topic.claims[at].claim;
    let Some(words) = claim.words(context.files) else { return "not confirmed".to_owned() };
    let not = if claim.stance == crate::claim::Stance::Denies { "not " } else { "" };
    let share = claim.share.map(|share| share.value.name()).filter(|share| *share != "all");
    match share {
        Some(share) => format!("{not}`{words}` ({share})"),
        None => format!("{not}`{words}`"),
    }
}

/// ` in Kursk`, or nothing.
pub fn in_place(scope: Scope, context: &Context<'_>) -> String {
    match words::place(scope, context) {
        place if place.is_empty() => place,
        place => format!(" in {place}"),
    }
}

/// The values of a dispute in one line: all of a few, the ends of many.
pub fn values(topic: &Topic<'_>, shown: &[usize], context: &Context<'_>) -> String {
    let values: Vec<String> = shown.iter().map(|&at| quoted(topic, at, context)).collect();
    let values: Vec<&str> = values.iter().map(String::as_str).collect();
    match values.as_slice() {
        [first, .., last] if values.len() > VALUES => {
            format!("{} values from {first} to {last}", values.len())
        }
        few => words::list(few, "or", VALUES),
    }
}

/// Primary labels in the order given, then the others by file and spot, then the rule's.
pub fn in_order(mut labels: Vec<Label>) -> Vec<Label> {
    labels.sort_by(|a, b| {
        a.role.cmp(&b.role).then_with(|| {
            if a.role == Role::Primary { std::cmp::Ordering::Equal } else { a.span.cmp(&b.span) }
        })
    });
    labels
}
