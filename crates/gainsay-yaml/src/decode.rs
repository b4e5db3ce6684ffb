//! From a node to a typed record, all of its problems told.

use serde::Deserialize;

use super::access::problems as passed_over;
use super::de::{De, Try};
use super::error::{Error, brief};
use super::tree::{Node, NodeKind};
use crate::text::{Problem, Span};

/// How many wrong values of one record are looked for; with more of them it is no record.
const MOST: usize = 64;

/// Decodes `node` as a `T`, adding everything that is wrong with it to `problems`.
///
/// Unknown and repeated keys are told and passed over. A value that cannot be read is told at its exact spot and
/// then counts as absent, so give what may fail an `Option` (or `#[serde(default)]`); a list with an unreadable
/// item counts as absent as a whole. `None` where a key without such a fallback is absent or unreadable. Ask
/// [`require`] for keys that have to be there.
pub fn decode<'a, T: Deserialize<'a>>(node: Node<'_, 'a>, problems: &mut Vec<Problem>) -> Option<T> {
    let mut left_out = Vec::new();
    let mut lists = Vec::new();
    let mut told = Vec::new();
    let mut tries = 0;
    loop {
        tries += 1;
        let shared = Try { left_out: &left_out, ..Try::default() };
        let read = T::deserialize(De { node, shared: &shared });
        let more = shared.told.into_inner();
        let done = match read {
            Ok(value) if lists.is_empty() => Some(Some(value)),
            // A list that lost an item would say something else: it goes as a whole.
            Ok(_) => {
                left_out.append(&mut lists);
                continue;
            }
            Err(error) => {
                let hopeless = error.part.is_none_or(|part| left_out.contains(&part)) || tries > MOST;
                told.extend(problem(&error, node, &left_out));
                if !hopeless {
                    lists.extend(error.field.filter(|_| error.field != error.part));
                    left_out.extend(error.part);
                }
                hopeless.then_some(None)
            }
        };
        if let Some(value) = done {
            problems.append(&mut told);
            problems.extend(passed_over(node, more));
            return value;
        }
    }
}

/// What to tell of `error`; nothing of a key that is missing only because its value was unreadable.
fn problem(error: &Error, node: Node<'_, '_>, left_out: &[u32]) -> Option<Problem> {
    if let Some(key) = error.missing() {
        let record = error.at.map_or(node, |at| Node { tree: node.tree, at });
        if record.get(key).is_some_and(|value| left_out.contains(&value.at)) {
            return None;
        }
    }
    error.problem(node)
}

/// Passes on the `value` that `record` has under `key`, or tells that the key is missing.
///
/// Nothing is told where the key is there with a value that could not be read: that has been told already. `spot`
/// is what to underline for the record as a whole: its key, or its [`head`](Node::head).
pub fn require<T>(
    record: Node<'_, '_>,
    spot: Span,
    key: &str,
    value: Option<T>,
    problems: &mut Vec<Problem>,
) -> Option<T> {
    if value.is_none() {
        match record.entry(key) {
            None => problems.push(Problem::new("missing-key", spot, format!("the key `{key}` is missing"))),
            Some((at, empty)) if empty.kind() == NodeKind::Null && !empty.is_broken() => {
                let message = format!("the key `{}` has no value", brief(at));
                problems.push(Problem::new("missing-key", at.span(), message));
            }
            Some(_) => {}
        }
    }
    value
}
