//! Entries of `accepted:`.

use std::collections::HashSet;

use super::Accepted;
use super::draft::AcceptedDraft;
use super::fill::Claims;
use super::ids;
use super::kin::Ledger;
use super::sheet::date;
use crate::date::When;
use gainsay_yaml::text::{Name, Problem, Span, Spanned, Text};
use gainsay_yaml::{Node, decode};

/// An entry as it is written.
pub(super) struct Entry {
    span: Span,
    draft: AcceptedDraft,
    expires: Option<Spanned<When>>,
    /// Whether something in it cannot be read.
    broken: bool,
}

/// Reads the entries at `nodes`, before the claims that they name are known.
pub(super) fn read<'t, 'a: 't>(
    ledger: &mut Ledger<'_>,
    nodes: impl Iterator<Item = Node<'t, 'a>>,
) -> Vec<Entry> {
    let mut entries = Vec::new();
    for node in nodes {
        let before = ledger.problems.len();
        let Some(mut draft) = decode::<AcceptedDraft>(node, &mut ledger.problems) else { continue };
        let expires = draft.expires.take().and_then(|leaf| date(node.leaf(leaf), &mut ledger.problems));
        if let Some(expires) = expires.filter(|expires| !is_a_day(expires.value)) {
            let written = ledger.files.slice(expires.span);
            let problem = Problem::new("not-a-day", expires.span, format!("`{written}` is no single day"));
            ledger
                .problems
                .push(problem.help("write the last day on which it is accepted, such as `2026-12-31`"));
        }
        let broken = ledger.problems.len() > before || node.has_broken();
        entries.push(Entry { span: node.span(), draft, expires, broken });
    }
    entries
}

/// Looks up what the entries name; one that is broken, or speaks of a claim that is not there, is left out.
pub(super) fn settle(ledger: &mut Ledger<'_>, claims: &Claims, entries: Vec<Entry>) -> Vec<Accepted> {
    let left_out: HashSet<Name> = claims.left_out.iter().copied().collect();
    let mut settled = Vec::new();
    for Entry { span, draft, expires, broken } in entries {
        let before = ledger.problems.len();
        let ids = draft.claims.unwrap_or_default();
        let known: Vec<_> = ids.iter().filter_map(|id| claim(ledger, claims, id)).collect();
        // What a record that was left out would have been in conflict with is not known.
        let gone = known.iter().any(|id| left_out.contains(&id.value));
        if ledger.problems.len() == before && !gone && !broken {
            let rule = draft.rule.map(|rule| ledger.name(&rule));
            settled.push(Accepted { span, rule, claims: known, reason: draft.reason, expires });
        }
    }
    settled
}

/// Whether a date is one day, marked neither doubtful nor rough.
fn is_a_day(when: When) -> bool {
    when.first == when.last && when.throughout
}

/// The claim that `text` names; tells where there is none.
fn claim(ledger: &mut Ledger<'_>, claims: &Claims, text: &Text) -> Option<Spanned<Name>> {
    let word = text.as_str(ledger.files);
    if let Some(id) = ledger.names.find(word).filter(|id| claims.ids.contains(*id)) {
        let Some(sharing) = claims.ids.sharing(id) else { return Some(Spanned::new(id, text.span)) };
        let message = format!("several claims have the id `{word}`, so nothing is accepted by it");
        let problem = Problem::new("duplicate-id", text.span, message);
        ledger.problems.push(problem.help(ids::either(&ledger.names, sharing)));
        return None;
    }
    let near = ledger.near(word, claims.kept.iter().map(|claim| claim.id.value));
    let help = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => "take the entry out if the claim is gone".into(),
    };
    let problem = Problem::new("dangling-claim", text.span, format!("no claim has the id `{word}`"));
    ledger.problems.push(problem.help(help));
    None
}
