//! Findings for second-hand claims that give their source otherwise.

use super::attribution::{Distortion, distortions};
use super::context::Context;
use super::echo::{At, Origins};
use super::findings::{blank, fingerprint, in_place, label, quoted};
use super::scheme;
use super::topic::Topic;
use super::words;
use crate::finding::{Finding, FindingKind, Pair, Role, Strength};
use crate::rule::{Rule, Severity};

/// The findings under the rule on attribution; none without such a rule.
#[must_use]
pub fn all(topics: &[Topic<'_>], origins: &Origins, context: &Context<'_>) -> Vec<Finding> {
    let found = distortions(topics, origins, context);
    let told = found.iter().filter_map(|found| {
        let rule = scheme::attribution(&topics[found.claim.0], found.claim.1, context)?;
        Some(finding(topics, found, rule, context))
    });
    told.collect()
}

fn finding(topics: &[Topic<'_>], found: &Distortion, rule: &Rule, context: &Context<'_>) -> Finding {
    let (topic, at) = (&topics[found.claim.0], found.claim.1);
    let claim = &topic.boxes[at];
    let told = quoted(topic, at, context);
    let who = context.source(claim.claim.source.value);
    let cited = claim.claim.cites.map(|cites| context.source(cites.value)).unwrap_or_default();
    let attribute = words::attribute(topic, context);
    let place = in_place(claim.scope, context);
    let message = match (found.kind, found.said.first()) {
        (FindingKind::HedgeDrift, Some(said)) => {
            format!("{who} turns {} of {cited} into {told}", say(topics, *said, context))
        }
        (_, Some(said)) => {
            let said = say(topics, *said, context);
            format!("{who} has {cited} say {told} of {attribute}{place}, and it said {said}")
        }
        (_, None) => {
            format!("{who} has {cited} say {told} of {attribute}{place}, and it said that of something else")
        }
    };
    let mut labels = vec![label(topic, at, Role::Primary, context)];
    let other = |&(t, b): &At, role| label(&topics[t], b, role, context);
    labels.extend(found.said.first().or(found.elsewhere.first()).map(|at| other(at, Role::Primary)));
    let shown = usize::from(found.said.is_empty());
    labels.extend(found.said.iter().skip(1).map(|at| other(at, Role::Related)));
    labels.extend(found.elsewhere.iter().skip(shown).map(|at| other(at, Role::Related)));
    let severity = match (found.kind, found.strength) {
        (FindingKind::Misattribution, Strength::Strong) => rule.severity.strong,
        _ => rule.severity.weak,
    };
    let id = |(t, b): At| context.id(topics[t].boxes[b].claim).to_owned();
    let pairs = found.said.iter().chain(&found.elsewhere);
    let pairs: Vec<Pair> = pairs
        .map(|&origin| Pair { claims: vec![id(found.claim), id(origin)], strength: found.strength })
        .collect();
    Finding {
        kind: found.kind,
        severity: severity.max(Severity::Note),
        strength: Some(found.strength),
        message,
        help: Some(help(topics, found, rule, context)),
        pairs_total: pairs.len() as u64,
        pairs,
        fingerprint: fingerprint(topic, &rule.id.value, std::iter::once(at), context),
        labels,
        ..blank(topic, claim.scope, rule, context)
    }
}

fn say(topics: &[Topic<'_>], (topic, at): At, context: &Context<'_>) -> String {
    quoted(&topics[topic], at, context)
}

/// What else the cited source gave the number for, and the advice of the rule.
fn help(topics: &[Topic<'_>], found: &Distortion, rule: &Rule, context: &Context<'_>) -> String {
    let mut parts = Vec::new();
    if let Some(&(t, b)) = found.elsewhere.first() {
        let (topic, claim) = (&topics[t], &topics[t].boxes[b]);
        let told = quoted(&topics[found.claim.0], found.claim.1, context);
        let span = claim.claim.value.as_ref().map_or(claim.claim.span, crate::claim::Wording::span);
        let (line, path) = (context.files.location(span), &context.files.get(span.file).path);
        let (attribute, place) = (words::attribute(topic, context), in_place(claim.scope, context));
        parts.push(format!(
            "{told} is what it gave for {attribute}{place} ({path}:{}:{})",
            line.line, line.column
        ));
    }
    parts.extend(rule.help.clone());
    parts.join("; ")
}
