//! Entries of `accepted:`.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use super::claims::Claims;
use super::format::{AcceptedKeys, STATED, StatedKeys, Value};
use super::ids::{self, Bearer};
use super::reader::Reader;
use super::record::{date, key_text, wording};
use super::{Accepted, AcceptedValue, Stance, Wording};
use crate::date::When;
use crate::problem::{Code, Problem};
use crate::value::Share;
use gainsay_yaml::text::{Safety, Span, Spanned, Text};
use gainsay_yaml::{Editor, Node, NodeKind, decode, duplicate_key, require};

/// An entry whose claims are not looked up yet.
pub(super) struct Unresolved {
    span: Span,
    keys: AcceptedKeys,
    values: Vec<UnresolvedValue>,
    expires: Option<Spanned<When>>,
    /// Whether something in it cannot be read.
    broken: bool,
}

impl Unresolved {
    /// The ids of the claims that it names, at the whole entry.
    pub(super) fn ids(&self) -> Spanned<Vec<Text>> {
        let named = self.keys.claims.iter().flatten();
        Spanned::new(named.chain(self.values.iter().map(|value| &value.claim)).cloned().collect(), self.span)
    }
}

/// A value whose claim is not looked up yet.
struct UnresolvedValue {
    claim: Text,
    span: Span,
    value: Option<Wording>,
    stance: Stance,
    share: Option<Spanned<Share>>,
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
        let values = keys.values.and_then(|_| node.get("values"));
        let values = values.map(|values| values_of(values, &mut reader.problems));
        let broken = reader.problems.len() > before || node.has_broken();
        entries.push(Unresolved {
            span: node.span(),
            keys,
            values: values.unwrap_or_default(),
            expires,
            broken,
        });
    }
    entries
}

/// Reads the values at `node`, each by the id of its claim.
fn values_of(node: Node<'_, '_>, problems: &mut Vec<Problem>) -> Vec<UnresolvedValue> {
    if node.kind() != NodeKind::Mapping {
        let problem = Problem::new(Code::WrongType, node.head(), "`values` takes a mapping");
        problems.push(problem.help("write the id of each claim with its value, such as `herald-1: 44`"));
    }
    let mut seen: HashMap<&str, Node<'_, '_>> = HashMap::new();
    let mut values = Vec::new();
    for (key, value) in node.entries() {
        let Some(claim) = key_text(key) else {
            problems.push(Problem::new(Code::WrongType, key.span(), "the id of a claim is text"));
            continue;
        };
        match seen.entry(key.as_str().unwrap_or_default()) {
            Entry::Occupied(first) => problems.push(duplicate_key(*first.get(), key)),
            Entry::Vacant(place) => {
                place.insert(key);
                values.extend(value_of(claim, value, problems));
            }
        }
    }
    values
}

/// The value at `node`: in any shape of a value, or with its stance and share.
fn value_of(claim: Text, node: Node<'_, '_>, problems: &mut Vec<Problem>) -> Option<UnresolvedValue> {
    let more = node.entries().any(|(key, _)| key.as_str().is_some_and(|key| STATED.contains(&key)));
    let keys = if more {
        decode::<StatedKeys, _>(node, problems)?
    } else {
        StatedKeys { value: Some(decode::<Value, _>(node, problems)?), stance: None, share: None }
    };
    let stance = keys.stance.unwrap_or_default();
    if keys.value.is_none() && stance != Stance::Unconfirmed {
        require::<(), _>(node, node.head(), "value", None, problems);
        return None;
    }
    let value = match keys.value {
        Some(value) => Some(wording(node, value, problems)?),
        None => None,
    };
    Some(UnresolvedValue { claim, span: node.span(), value, stance, share: keys.share })
}

/// Looks up what the entries name; one that is broken, or speaks of a claim that is not there, is left out.
pub(super) fn resolve(reader: &mut Reader<'_>, claims: &Claims, entries: Vec<Unresolved>) -> Vec<Accepted> {
    let mut resolved = Vec::new();
    for Unresolved { span, keys, values, expires, broken } in entries {
        let before = reader.problems.len();
        let ids = keys.claims.unwrap_or_default();
        let named: Vec<_> = ids.iter().filter_map(|id| bearer(reader, claims, id)).collect();
        let valued =
            values.into_iter().filter_map(|value| Some((bearer(reader, claims, &value.claim)?, value)));
        let valued: Vec<_> = valued.collect();
        // What a record that was left out would have been in conflict with is not known: none of them is then looked for.
        let bearers = named.iter().chain(valued.iter().map(|(bearer, _)| bearer));
        let kept: Option<Vec<_>> =
            bearers.map(|named| Some(Spanned::new(named.value.claim?, named.span))).collect();
        if reader.problems.len() == before
            && !broken
            && let Some(mut known) = kept
        {
            let mut seen = HashSet::new();
            known.retain(|claim| seen.insert(claim.value));
            let values = valued.into_iter().filter_map(|(bearer, read)| {
                let UnresolvedValue { span, value, stance, share, .. } = read;
                Some(AcceptedValue { claim: bearer.value.claim?, span, value, stance, share })
            });
            let values = values.collect();
            let rule = keys.rule.map(|rule| reader.name(&rule));
            resolved.push(Accepted { span, rule, claims: known, values, reason: keys.reason, expires });
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
    let id = reader.names.find(word);
    if let Some(sharing) = id.and_then(|id| claims.ids.sharing(id)) {
        let message = format!("several claims have the id `{word}`, so this accepts nothing");
        let problem = Problem::new(Code::DuplicateId, text.span, message);
        reader.problems.push(problem.help(ids::either(&reader.names, sharing)));
        return None;
    }
    if let Some(bearer) = id.and_then(|id| claims.ids.bearer(id)) {
        return Some(Spanned::new(bearer, text.span));
    }
    let meant = reader.closest(word, claims.kept.iter().map(|claim| claim.id.value));
    let fix = meant
        .as_ref()
        .and_then(|meant| Editor::of(reader.files, text.span).write(text.span, meant, Safety::Suggested));
    let help = meant.map(|meant| format!("did you mean `{meant}`?"));
    let help = help.unwrap_or_else(|| "remove the entry if the claim is gone".to_owned());
    let problem = Problem::new(Code::DanglingClaim, text.span, format!("no claim has the id `{word}`"));
    reader.problems.push(problem.help(help).fix(fix));
    None
}
