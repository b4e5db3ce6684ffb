//! Examples of a rule: claims, and what they must come to.

use super::builtin::is_builtin;
use super::reader::Reader;
use crate::claim;
use crate::problem::{Code, Problem};
use crate::rule::{Example, Outcome};
use gainsay_yaml::text::{Spanned, suggest};
use gainsay_yaml::{Node, NodeKind};

/// The examples of a rule. Each is a mapping of `conflict` or `agree` to a list of claims; anything else is reported.
pub(super) fn examples(reader: &mut Reader<'_>, rule: Node<'_, '_>) -> Vec<Example> {
    let Some(list) = rule.get("examples") else { return Vec::new() };
    if !matches!(list.kind(), NodeKind::Sequence | NodeKind::Null) {
        reader.report(not_an_example(list));
    }
    // The built-in ones are checked by tests, and not again on each start.
    let trusted = is_builtin(reader.files.get(rule.span().file));
    list.items().filter_map(|item| example(reader, item, trusted)).collect()
}

fn example(reader: &mut Reader<'_>, item: Node<'_, '_>, trusted: bool) -> Option<Example> {
    let mut entries = item.entries();
    let (Some((key, claims)), None) = (entries.next(), entries.next()) else {
        reader.report(not_an_example(item));
        return None;
    };
    let outcome = match key.as_str() {
        Some("conflict") => Outcome::Conflict,
        Some("agree") => Outcome::Agree,
        _ => {
            let mut problem = not_an_example(key);
            let help = suggest::did_you_mean(key.as_str().unwrap_or_default(), ["conflict", "agree"]);
            problem.help = help.or(problem.help);
            reader.report(problem);
            return None;
        }
    };
    if claims.items().next().is_none() {
        reader.report(not_an_example(item));
        return None;
    }
    let claims = claims.items().filter_map(|claim| {
        if !trusted {
            claim::check_record(reader.files, claim, &mut reader.problems);
        }
        let text = || as_written(claim).filter(|_| trusted).unwrap_or_else(|| flow(claim));
        (claim.kind() == NodeKind::Mapping).then(|| Spanned::new(text(), claim.span()))
    });
    Some(Example { outcome, claims: claims.collect(), span: item.span() })
}

fn not_an_example(node: Node<'_, '_>) -> Problem {
    Problem::new(Code::BadExample, node.head(), "this is not an example")
        .help("write `conflict: [{ value: 3 }, { value: 10 }]`, or the same with `agree`")
}

/// The node as its file writes it, where that is on one line, in YAML's flow style, and means the same in another file.
fn as_written(node: Node<'_, '_>) -> Option<String> {
    let text = node.source();
    let other = |byte: u8| matches!(byte, b'\n' | b'&' | b'*' | b'#');
    (text.starts_with('{') && !text.bytes().any(other)).then(|| text.to_owned())
}

/// The node on one line, its scalars as they are: YAML's flow style.
fn flow(node: Node<'_, '_>) -> String {
    let mut line = String::new();
    push_flow(node, &mut line);
    line
}

fn push_flow(node: Node<'_, '_>, line: &mut String) {
    match node.kind() {
        NodeKind::Null => line.push_str("null"),
        NodeKind::Sequence => {
            line.push('[');
            for (at, item) in node.items().enumerate() {
                line.push_str(if at > 0 { ", " } else { "" });
                push_flow(item, line);
            }
            line.push(']');
        }
        NodeKind::Mapping => {
            line.push('{');
            for (at, (key, value)) in node.entries().enumerate() {
                line.push_str(if at > 0 { ", " } else { "" });
                push_flow(key, line);
                line.push_str(": ");
                push_flow(value, line);
            }
            line.push('}');
        }
        NodeKind::Scalar => {
            let text = node.as_str().unwrap_or_default();
            // Only quoted does every text stay as it is; flags and numbers are none once quoted.
            let typed = node.is_plain()
                && (matches!(text, "true" | "false") || text.bytes().all(|byte| byte.is_ascii_digit()));
            let escaped = |byte: u8| byte.is_ascii_control() || matches!(byte, b'"' | b'\\');
            if typed {
                line.push_str(text);
            } else if text.bytes().any(escaped) {
                line.push_str(&serde_json::Value::from(text).to_string());
            } else {
                // Most texts are the same in quotes, which is told at a glance.
                line.extend(["\"", text, "\""]);
            }
        }
    }
}
