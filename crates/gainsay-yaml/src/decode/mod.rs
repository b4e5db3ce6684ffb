//! From a node to a typed record, all of its problems reported.

mod access;
mod attempt;
mod deserializer;
mod error;
mod split;
mod typed;

use serde::Deserialize;

use self::attempt::{Attempt, NodeDeserializer};
use self::error::Error;
use crate::text::{Code, Problem};
use crate::tree::Node;

pub use self::typed::{Never, Shaped};

/// How many wrong values of one record are looked for; with more of them it is not taken for a record.
const MOST: usize = 64;

/// Decodes `node` as a `T`, adding everything that is wrong with it to `problems`.
///
/// Unknown and repeated keys are reported and skipped. A value that cannot be read is reported at its exact spot and
/// then counts as absent, so give what may fail an `Option` (or `#[serde(default)]`); a list with an unreadable
/// item counts as absent as a whole. `None` where a key without such a fallback is absent or unreadable. Ask
/// [`require`](crate::require) for keys that have to be there.
pub fn decode<'a, T: Deserialize<'a>, C: From<Code>>(
    node: Node<'_, 'a>,
    problems: &mut Vec<Problem<C>>,
) -> Option<T> {
    decode_node(node, &[], None, problems)
}

/// The same where `node` may have the keys `further` beside those of `T`: the caller reads what is under them.
pub fn decode_beside<'a, T: Deserialize<'a>, C: From<Code>>(
    node: Node<'_, 'a>,
    further: &'static [&'static str],
    problems: &mut Vec<Problem<C>>,
) -> Option<T> {
    decode_node(node, further, None, problems)
}

/// Decodes the value of an entry, the key of which is named in what is reported.
pub fn decode_entry<'a, T: Deserialize<'a>, C: From<Code>>(
    (key, value): (Node<'_, 'a>, Node<'_, 'a>),
    problems: &mut Vec<Problem<C>>,
) -> Option<T> {
    decode_node(value, &[], Some(key.at), problems)
}

fn decode_node<'a, T: Deserialize<'a>, C: From<Code>>(
    node: Node<'_, 'a>,
    further: &'static [&'static str],
    key: Option<u32>,
    problems: &mut Vec<Problem<C>>,
) -> Option<T> {
    let mut left_out = Vec::new();
    let mut lists = Vec::new();
    let mut reported = Vec::new();
    let mut attempts = 0;
    let (value, skipped) = loop {
        attempts += 1;
        let attempt = Attempt { left_out: &left_out, further: (node.at, further), ..Attempt::default() };
        let read = T::deserialize(NodeDeserializer { node, attempt: &attempt });
        let skipped = attempt.skipped.into_inner();
        match read {
            Ok(value) if lists.is_empty() => break (Some(value), skipped),
            // A list that lost an item would say something else: it goes as a whole.
            Ok(_) => left_out.append(&mut lists),
            Err(mut error) => {
                error.key = error.key.or(key);
                reported.extend(problem(&error, node, &left_out));
                match error.part.filter(|part| !left_out.contains(part)) {
                    Some(part) if attempts <= MOST => {
                        lists.extend(error.field.filter(|field| *field != part));
                        left_out.push(part);
                    }
                    _ => break (None, skipped),
                }
            }
        }
    };
    let found = reported.into_iter().chain(access::problems(node, skipped));
    problems.extend(found.map(Problem::into_code));
    value
}

/// What to report of `error`; nothing of a key that is missing only because its value was unreadable.
fn problem(error: &Error, node: Node<'_, '_>, left_out: &[u32]) -> Option<Problem> {
    if let Some(key) = error.missing() {
        let record = error.at.map_or(node, |at| Node { tree: node.tree, at });
        if record.get(key).is_some_and(|value| left_out.contains(&value.at)) {
            return None;
        }
    }
    error.problem(node)
}
