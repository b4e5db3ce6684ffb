//! What entries and comments are reported with.

use crate::check::context::Context;
use crate::check::wording::words;
use crate::claim::{Accepted, ClaimId};
use crate::finding::{Finding, FindingKind};
use crate::problem::{Code, Problem};
use crate::rule::Severity;
use gainsay_yaml::Editor;
use gainsay_yaml::text::{FileId, Safety, Span, suggest};

/// How many claims of an entry a message names.
const CLAIMS: usize = 4;

/// That no rule is named at `spot`.
pub(super) fn names_no_rule(spot: Span) -> Problem {
    Problem::new(Code::AcceptedWithoutRule, spot, "no rule is named here")
}

/// That `id` is none of the rules that are `known`.
pub(super) fn unknown_rule<'k>(
    id: &str,
    spot: Span,
    known: impl Iterator<Item = &'k str>,
    context: &Context<'_>,
) -> Problem {
    let near = suggest::closest(id, known);
    let fix = near.and_then(|near| Editor::of(context.files, spot).write(spot, near, Safety::Suggested));
    let help = near.map(|near| format!("did you mean `{near}`?"));
    Problem::new(Code::AcceptedUnknownRule, spot, format!("there is no rule `{id}`"))
        .help(help.unwrap_or_else(|| "`gainsay rules` lists the rules".to_owned()))
        .fix(fix)
}

/// That nothing at `spot` says why something is accepted.
pub(super) fn no_reason(spot: Span) -> Problem {
    Problem::new(Code::AcceptedWithoutReason, spot, "nothing is accepted without a reason")
}

/// Whether a `reason` has any letter or digit, in whatever script.
pub(super) fn says_something(reason: &str) -> bool {
    reason.chars().any(char::is_alphanumeric)
}

/// Whether the rule is switched off in one of `files`.
pub(super) fn is_off(rule: &str, mut files: impl Iterator<Item = FileId>, context: &Context<'_>) -> bool {
    let rule = context.rules.rules.get(rule);
    rule.is_some_and(|rule| files.any(|file| !context.is_on(rule, file)))
}

/// Claims by their ids, in backticks, with `last` before the last of them.
pub(super) fn named(claims: &[ClaimId], last: &str, context: &Context<'_>) -> String {
    words::quoted_list(claims.iter().map(|&claim| context.records.id(claim)), last, CLAIMS)
}

/// From the first claim that the entry names to the last, and its value where it is given.
pub(super) fn claims_span(entry: &Accepted) -> Option<Span> {
    let values = entry.values.iter().map(|value| value.span);
    let spans = || entry.claims.iter().map(|id| id.span).chain(values.clone());
    let first = spans().min()?;
    let end = spans().filter(|span| span.file == first.file).map(|span| span.end).max()?;
    Some(Span { end, ..first })
}

/// Whether `finding` is an error of a record, which may keep it from being read.
pub(super) fn is_error(finding: &Finding) -> bool {
    finding.kind == FindingKind::Record && finding.severity == Severity::Error
}

/// Where records cannot be read, in order.
pub(super) fn errors(findings: &[Finding]) -> Vec<Span> {
    let errors = findings.iter().filter(|finding| is_error(finding));
    let mut spots: Vec<Span> = errors.filter_map(|finding| Some(finding.labels.first()?.span)).collect();
    spots.sort_unstable();
    spots
}

/// Whether one of `spans`, which are in order, lies within `outer`.
pub(super) fn any_inside(spans: &[Span], outer: Span) -> bool {
    let first = spans.partition_point(|span| (span.file, span.start) < (outer.file, outer.start));
    let begun = spans[first..].iter().take_while(|span| span.file == outer.file && span.start <= outer.end);
    begun.into_iter().any(|span| span.end <= outer.end)
}
