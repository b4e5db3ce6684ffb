//! From what the engine found to findings: message, help, labels, fingerprint.

use super::fingerprint::of_fault;
use crate::check::context::Context;
use crate::check::topic::{Scope, Topic};
use crate::check::wording::parts::assumed_units;
use crate::check::wording::words;
use crate::claim::Claim;
use crate::finding::{Finding, FindingKind, Label, Pair, Role, Strength};
use crate::problem::Problem;
use crate::rule::{Rule, Severity};
use gainsay_yaml::text::Span;

/// The advice of the rule; where it has none, that of an attribute which no rule file declares.
pub(crate) fn advice(topic: &Topic<'_>, rule: &Rule, context: &Context<'_>) -> Option<String> {
    const DECLARE: &str =
        "declare the attribute under `attributes` in a rule file, to say its unit and how it changes";
    let declared = context.attribute(topic.key.attribute).declared.is_some();
    rule.help.clone().or_else(|| (!declared).then(|| DECLARE.to_owned()))
}

/// How many values a message lists.
const VALUES: usize = 4;

/// The finding for something wrong with what was written, whose fingerprint is that of the words that its message quotes.
#[must_use]
pub fn problem(problem: &Problem) -> Finding {
    let code = problem.code;
    let fingerprint = of_fault(code.name(), &[], &problem.message, |_| None);
    Finding { fingerprint, severity: code.severity(), ..fault(problem, code.name()) }
}

/// The same where records are known: its fingerprint has the `claims` that it is wrong with, and the words that are underlined.
pub(crate) fn problem_with(problem: &Problem, claims: &[&Claim], context: &Context<'_>) -> Finding {
    let code = problem.code;
    let is_head = claims.iter().any(|claim| !claim.has("id") && claim.id.span == problem.span);
    let mut parts: Vec<&str> = claims.iter().map(|claim| context.identity(claim)).collect();
    parts.sort_unstable();
    parts.push(if is_head { "" } else { context.files.slice(problem.span) });
    let called = |word: &str| context.identity_of(word);
    let fingerprint = of_fault(code.name(), &parts, &problem.message, called);
    Finding { fingerprint, severity: code.severity(), ..fault(problem, code.name()) }
}

/// The same under the id of a rule or the name of a code, without severity and fingerprint.
#[must_use]
pub fn fault<C>(problem: &Problem<C>, rule: &str) -> Finding {
    let related = problem.related.iter().map(|(span, message)| (*span, message));
    let labels = std::iter::once((problem.span, &problem.label)).chain(related);
    Finding {
        message: problem.message.clone(),
        help: problem.help.clone(),
        labels: labels.map(|(span, message)| Label::primary(span, None, message)).collect(),
        fixes: problem.fixes.clone(),
        ..Finding::of(rule)
    }
}

/// A finding of `rule` about `topic`, as severe as one that is so sure, with everything else still to fill in.
pub(crate) fn blank(
    topic: &Topic<'_>,
    scope: Scope,
    rule: &Rule,
    graded: Strength,
    context: &Context<'_>,
) -> Finding {
    let text = |name: Option<_>| name.map(|name| context.text(name).to_owned());
    Finding {
        severity: severity(rule, graded),
        graded,
        subject: text(topic.key.subject),
        attribute: Some(words::id(topic, context).to_owned()),
        place: text(scope.place),
        ..Finding::of(&rule.id.value)
    }
}

/// A note of `rule` that something could not be compared, with everything else still to fill in.
pub(crate) fn blank_note(topic: &Topic<'_>, scope: Scope, rule: &Rule, context: &Context<'_>) -> Finding {
    let blank = blank(topic, scope, rule, Strength::Strong, context);
    Finding { kind: FindingKind::Undetermined, ..blank.at_worst(Severity::Note) }
}

/// How bad a finding of `rule` is that is so sure.
pub(crate) fn severity(rule: &Rule, strength: Strength) -> Severity {
    match strength {
        Strength::Strong => rule.severity.strong,
        Strength::Weak => rule.severity.weak,
    }
}

/// The labels of the claims of some sides: the first of each is a side of the finding, up to `most` others are beside it.
pub(crate) fn labels(
    topic: &Topic<'_>,
    sides: &[impl AsRef<[usize]>],
    most: usize,
    context: &Context<'_>,
) -> Vec<Label> {
    let heads = sides.iter().filter_map(|side| side.as_ref().first());
    let rest = sides.iter().flat_map(|side| side.as_ref().iter().skip(1)).take(most);
    let heads = heads.map(|&at| label(topic, at, Role::Primary, context));
    in_order(heads.chain(rest.map(|&at| label(topic, at, Role::Related, context))).collect())
}

/// The label of a claim.
pub(crate) fn label(topic: &Topic<'_>, at: usize, role: Role, context: &Context<'_>) -> Label {
    label_beside(topic, at, role, None, context)
}

/// The words that are underlined for a claim: its value, or its attribute where it has none.
pub(crate) fn value_span(claim: &Claim) -> Span {
    claim.value.as_ref().map_or(claim.attribute.span, crate::claim::Wording::span)
}

/// The label of a claim in a finding about `scope`: where the claim speaks of another one, it says so.
pub(crate) fn label_beside(
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
        claim: Some(claim.number),
        message: words::label(topic, at, scope, context),
    }
}

pub(crate) fn pair_of(topic: &Topic<'_>, claims: [usize; 2], strength: Strength) -> Pair {
    Pair { claims: claims.map(|at| topic.claims[at].claim.number), strength }
}

/// A claim's value as worded; a denial says that it is one.
pub(crate) fn wording(topic: &Topic<'_>, at: usize, context: &Context<'_>) -> String {
    topic.claims[at].claim.worded(context.files).into_owned()
}

/// The same as messages quote it: the source's words in backticks, what gainsay says of them outside.
pub(crate) fn quoted(topic: &Topic<'_>, at: usize, context: &Context<'_>) -> String {
    quoted_claim(topic.claims[at].claim, context)
}

/// The same of a claim of any topic.
pub(crate) fn quoted_claim(claim: &Claim, context: &Context<'_>) -> String {
    claim.told_with_figures(context.files).listed()
}

/// That the claim `whole` is taken for the whole around the claim `part` only since it names no place, and what to do where it is not;
/// nothing where both name a place or neither does.
pub(crate) fn assumed_whole(
    topic: &Topic<'_>,
    part: usize,
    whole: usize,
    context: &Context<'_>,
) -> Option<String> {
    let place = |at: usize| topic.claims[at].scope.place;
    let place = place(part).filter(|_| place(whole).is_none())?;
    Some(format!(
        "{} names no place, so its figure is assumed to be the whole; if it is for {} alone, add `place: {}` to it",
        context.source(topic.claims[whole].claim.source.value),
        context.place(place),
        context.text(place),
    ))
}

/// ` in Kursk`, or nothing.
pub(crate) fn in_place(scope: Scope, context: &Context<'_>) -> String {
    match words::place(scope, context) {
        place if place.is_empty() => place,
        place => format!(" in {place}"),
    }
}

/// The values of a dispute in one line: all of a few, the ends of many.
pub(crate) fn values(topic: &Topic<'_>, shown: &[usize], context: &Context<'_>) -> String {
    let named = &shown[..if shown.len() > VALUES { 0 } else { shown.len() }];
    let units = assumed_units(topic, named, context);
    let value = |(number, &at): (usize, &usize)| {
        let quoted = quoted(topic, at, context);
        let unit = units.get(number).copied().flatten();
        unit.map(|unit| format!("{quoted} (read in {unit})")).unwrap_or(quoted)
    };
    let values: Vec<String> = shown.iter().enumerate().map(value).collect();
    match values.as_slice() {
        [first, .., last] if values.len() > VALUES => {
            format!("{} values from {first} to {last}", values.len())
        }
        few => words::list(few, "or", VALUES),
    }
}

/// Primary labels in the order given, then the others by file and spot, then the rule's.
pub(crate) fn in_order(mut labels: Vec<Label>) -> Vec<Label> {
    labels.sort_by(|a, b| {
        a.role.cmp(&b.role).then_with(|| {
            if a.role == Role::Primary { std::cmp::Ordering::Equal } else { a.span.cmp(&b.span) }
        })
    });
    // There may be as many of them as claims.
    labels.shrink_to_fit();
    labels
}
