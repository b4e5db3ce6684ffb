//! Entries of `accepted:`.

use super::Accepted;
use super::claims::Claims;
use super::format::AcceptedKeys;
use super::ids::{self, Bearer};
use super::reader::Reader;
use super::record::date;
use crate::date::When;
use crate::problem::{Code, Problem};
use gainsay_yaml::text::{Safety, Span, Spanned, Text};
use gainsay_yaml::{Editor, Node, decode};

/// An entry whose claims are not looked up yet.
pub(super) struct Unresolved {
    span: Span,
    keys: AcceptedKeys,
    expires: Option<Spanned<When>>,
    /// Whether something in it cannot be read.
    broken: bool,
}

/// Reads the entries at `nodes`, before the claims that they name are known.
pub(super) fn read<'t, 'a: 't>(
    reader: &mut Reader<'_>,
    nodes: impl Iterator<Item = Node<'t, 'a>>,
) -> Vec<Unresolved> {
    let mut entries = Vec::new();
    for node in nodes {
        let before = reader.problems.len();
        let Some(mut keys) = decode::<AcceptedKeys, _>(node, &mut reader.problems) else { continue };
        let expires = keys.expires.take().and_then(|leaf| date(node.leaf(leaf), &mut reader.problems));
        if let Some(expires) = expires.filter(|expires| !is_a_day(expires.value)) {
            let written = reader.files.slice(expires.span);
            let problem =
                Problem::new(Code::NotADay, expires.span, format!("`{written}` is not a single day"));
            reader
                .problems
                .push(problem.help("write the last day on which it is accepted, such as `2026-12-31`"));
        }
        let broken = reader.problems.len() > before || node.has_broken();
        entries.push(Unresolved { span: node.span(), keys, expires, broken });
    }
    entries
}

/// Looks up what the entries name; one that is broken, or speaks of a claim that is not there, is left out.
pub(super) fn resolve(reader: &mut Reader<'_>, claims: &Claims, entries: Vec<Unresolved>) -> Vec<Accepted> {
    let mut resolved = Vec::new();
    for Unresolved { span, keys, expires, broken } in entries {
        let before = reader.problems.len();
        let ids = keys.claims.unwrap_or_default();
        let named: Vec<_> = ids.iter().filter_map(|id| bearer(reader, claims, id)).collect();
        // What a record that was left out would have been in conflict with is not known: none of them is then looked for.
        let kept: Option<Vec<_>> =
            named.iter().map(|named| Some(Spanned::new(named.value.claim?, named.span))).collect();
        if reader.problems.len() == before
            && !broken
            && let Some(claims) = kept
        {
            let rule = keys.rule.map(|rule| reader.name(&rule));
            resolved.push(Accepted { span, rule, claims, reason: keys.reason, expires });
        }
    }
    resolved
}

/// Whether a date is one day, marked neither doubtful nor rough.
fn is_a_day(when: When) -> bool {
    when.first == when.last && when.throughout
}

/// The record that `text` names; reports where there is none.
fn bearer(reader: &mut Reader<'_>, claims: &Claims, text: &Text) -> Option<Spanned<Bearer>> {
    let word = text.as_str(reader.files);
    let found = reader.names.find(word).and_then(|id| Some((id, claims.ids.bearer(id)?)));
    if let Some((id, bearer)) = found {
        let Some(sharing) = claims.ids.sharing(id) else { return Some(Spanned::new(bearer, text.span)) };
        let message = format!("several claims have the id `{word}`, so nothing is accepted by it");
        let problem = Problem::new(Code::DuplicateId, text.span, message);
        reader.problems.push(problem.help(ids::either(&reader.names, sharing)));
        return None;
    }
    let meant = reader.closest(word, claims.kept.iter().map(|claim| claim.id.value));
    let fix = meant
        .as_ref()
        .and_then(|meant| Editor::of(reader.files, text.span).write(text.span, meant, Safety::Suggested));
    let help = meant.map(|meant| format!("did you mean `{meant}`?"));
    let help = help.unwrap_or_else(|| "take the entry out if the claim is gone".to_owned());
    let problem = Problem::new(Code::DanglingClaim, text.span, format!("no claim has the id `{word}`"));
    reader.problems.push(problem.help(help).fix(fix));
    None
}
