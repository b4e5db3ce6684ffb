//! The values that were accepted, held against those that the claims have now.

use super::common::{claims_span, named};
use crate::check::context::Context;
use crate::check::topic::{TopicKey, definition, reading};
use crate::check::wording::{self, value_span};
use crate::claim::{self, Accepted, AcceptedValue, Claim, ClaimId, Notation, Stance};
use crate::finding::{Finding, Label};
use crate::problem::{Code, Problem};
use gainsay_yaml::Editor;
use gainsay_yaml::text::{Edit, Fix, Span};

/// How many claims a help writes down with their values.
const WRITTEN: usize = 8;

/// A value that was accepted and is another one now.
#[derive(Debug)]
pub(super) struct Changed<'r> {
    accepted: &'r AcceptedValue,
    claim: &'r Claim,
}

/// The values of `entry` that its claims no longer have.
pub(super) fn changed<'r>(entry: &'r Accepted, context: &Context<'r>) -> Vec<Changed<'r>> {
    let there = entry.values.iter().filter_map(|accepted| {
        let claim = context.records.claim(accepted.claim);
        (!is_same(accepted, claim, context)).then_some(Changed { accepted, claim })
    });
    there.collect()
}

/// Whether `claim` says what was `accepted`: in the same words, or in words that are read as the same.
fn is_same(accepted: &AcceptedValue, claim: &Claim, context: &Context<'_>) -> bool {
    let then = before(accepted, claim);
    if written(&then, context) == written(claim, context) {
        return true;
    }
    let (subject, attribute) = TopicKey::subject_and_attribute(claim, context);
    let kinds = definition::by_kind(attribute, vec![claim, &then], context);
    let [(kind, both)] = kinds.as_slice() else { return false };
    let read = reading::read(TopicKey { subject, attribute, kind: *kind }, both, context).read;
    match read.as_slice() {
        [Ok(now), Ok(then)] => now.allowed == then.allowed && now.unit == then.unit,
        _ => false,
    }
}

/// The claim as it was when it was accepted.
fn before(accepted: &AcceptedValue, claim: &Claim) -> Claim {
    Claim { value: accepted.value.clone(), stance: accepted.stance, share: accepted.share, ..claim.clone() }
}

fn written(claim: &Claim, context: &Context<'_>) -> String {
    claim::stated(claim, context.files, Notation::Yaml)
}

/// The finding that a value is no longer the one that was accepted.
pub(super) fn finding(changed: &Changed<'_>, context: &Context<'_>) -> Finding {
    let Changed { accepted, claim } = changed;
    let id = context.id(claim);
    let (then, now) = (quoted(&before(accepted, claim), context), quoted(claim, context));
    let message = format!("`{id}` was accepted as {then} and is {now} now");
    let help = format!(
        "look at it again: write `{}` here to accept that, or remove the entry",
        written(claim, context)
    );
    let problem =
        Problem::new(Code::AcceptedChanged, accepted.span, message).label("what was accepted").help(help);
    let problem = problem.fix(accept_anew(accepted.span, &written(claim, context), context));
    let mut finding = wording::problem_with(&problem, &[], context);
    finding.labels.push(Label::primary(value_span(claim), Some(accepted.claim), "what it says now"));
    finding
}

/// The fix that writes the value `now` in the place of the one at `span`, where that is on one line.
fn accept_anew(span: Span, now: &str, context: &Context<'_>) -> Option<Fix> {
    let one_line = |text: &str| !text.is_empty() && !text.contains(['\n', '\r']);
    let then = Editor::of(context.files, span).slice(span)?;
    let fits = one_line(then) && one_line(now);
    fits.then(|| Fix::suggested(format!("accept `{now}`"), vec![Edit::new(span, now)]))
}

/// What the claim says, in words.
fn quoted(claim: &Claim, context: &Context<'_>) -> String {
    match claim.stance {
        Stance::Unconfirmed => "not confirmed".to_owned(),
        _ => wording::quoted_claim(claim, context),
    }
}

/// The finding that `entry` accepts a finding whatever its claims come to say.
pub(super) fn left_open(entry: &Accepted, context: &Context<'_>) -> Option<Finding> {
    let open = entry.claims.iter().filter(|id| !entry.values.iter().any(|value| value.claim == id.value));
    let open: Vec<_> = open.collect();
    let first = open.first()?;
    let value = |id: ClaimId| {
        format!("{}: {}", claim::plain(context.records.id(id)), written(context.records.claim(id), context))
    };
    let values: Vec<String> = open.iter().map(|id| value(id.value)).take(WRITTEN).collect();
    let more = if open.len() > WRITTEN { ", and so on" } else { "" };
    let help = if entry.values.is_empty() {
        format!("write `values: {{ {} }}`{more} instead of `claims`", values.join(", "))
    } else {
        format!("add `{}`{more} to its `values`", values.join("`, `"))
    };
    let ids: Vec<ClaimId> = open.iter().map(|id| id.value).collect();
    let message =
        format!("this accepts the finding even if {} changes its value", named(&ids, "or", context));
    let spot = if entry.values.is_empty() { claims_span(entry)? } else { first.span };
    let problem = Problem::new(Code::AcceptedWithoutValues, spot, message).help(help);
    Some(wording::problem_with(&problem, &[], context))
}
