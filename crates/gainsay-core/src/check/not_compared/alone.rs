//! The note on claims beside which no other source has a claim about their subject and attribute.

use super::shown::{Placed, SHOWN, labels, more, said};
use crate::check::context::Context;
use crate::check::hash::hashed;
use crate::check::wording::words;
use crate::finding::{Finding, FindingKind};
use crate::problem::Code;

/// The note on such claims; nothing where there are none, or where there is one source, whose claims nothing could be compared with.
pub(super) fn note(claims: &[Placed<'_, '_>], context: &Context<'_>) -> Option<Finding> {
    let &(first, _, claim) = claims.first()?;
    if context.records.claims.iter().all(|other| other.source.value == claim.source.value) {
        return None;
    }
    let code = Code::NotCompared;
    let shown = &claims[..claims.len().min(SHOWN)];
    let more = more(claims.len(), shown.len());
    let of_one = claims.iter().all(|(topic, ..)| topic.key.subject == first.key.subject);
    let label = |placed: &Placed<'_, '_>| {
        format!("`{}` by {}", context.text(placed.2.attribute.value), said(placed, context))
    };
    let mut named: Vec<&str> = claims.iter().map(|(.., claim)| context.identity(claim)).collect();
    named.sort_unstable();
    Some(Finding {
        kind: FindingKind::Undetermined,
        severity: code.severity(),
        message: format!(
            "not compared: {}, since no other source has a claim about their subject and attribute{more}",
            words::counted(claims.len(), "claim", "claims")
        ),
        help: Some(
            "if two names mean the same measure, use one of them, or declare them as `synonyms`".to_owned(),
        ),
        subject: first.key.subject.filter(|_| of_one).map(|name| context.text(name).to_owned()),
        fingerprint: hashed([code.name(), "alone"].into_iter().chain(named)),
        labels: labels(shown, label),
        ..Finding::of(code.name())
    })
}
