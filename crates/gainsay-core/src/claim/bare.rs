//! Claims at the top of a file, without the key `claims` above them.

use super::format::KEYS;
use crate::problem::{Code, Problem};
use gainsay_yaml::text::{Edit, Fix, Safety};
use gainsay_yaml::{Node, NodeKind};

/// How far a record is indented below `claims:`, behind its `- `.
const INDENT: usize = 4;

/// What a claim in a list has, where other lists may have some of its keys.
const FULL: &[&str] = &["attribute", "value"];

/// What is wrong with the document at `root` where it is claims alone: a record, or a list of records. Nothing for all others.
pub(super) fn claims(root: Node<'_, '_>) -> Option<Problem> {
    if let Some(problem) = beside(root).or_else(|| torn(root)) {
        return Some(problem);
    }
    match root.kind() {
        // A report may have the other keys of claims.
        NodeKind::Mapping if is_claim(root, &["value"]) && !root.is_cut() => {
            let (key, _) = root.entries().next()?;
            let problem = Problem::new(Code::MisplacedKey, key.span(), "`claims:` is missing above this record")
                .label("the keys of a claim begin here")
                .help(where_to(root, "write `claims:` on a line above, and indent the record below it, with `- ` before its first key"));
            Some(problem.fix(of_record(root).map(below)))
        }
        NodeKind::Sequence if root.items().any(|item| is_claim(item, FULL)) => {
            let problem =
                Problem::new(Code::MisplacedKey, root.head(), "`claims:` is missing above this list")
                    .label("the records of claims begin here")
                    .help(where_to(root, "write `claims:` on a line above"));
            // A list of something else may have keys of claims.
            let is_plain =
                !is_in_flow(root) && root.items().all(|item| is_claim(item, FULL) && has_known_keys(item));
            let edit = is_plain.then(|| root.editor().put_above(root.span(), "claims:")).flatten();
            Some(problem.fix(edit.map(|edit| below(vec![edit]))))
        }
        _ => None,
    }
}

/// What is wrong where the keys of a claim stand beside a `claims:` with nothing below it.
fn beside(root: Node<'_, '_>) -> Option<Problem> {
    let (key, value) = root.entry("claims")?;
    let has = |key: &&str| root.get(key).is_some();
    if value.kind() != NodeKind::Null || value.is_broken() || root.is_cut() || !FULL.iter().all(has) {
        return None;
    }
    let message = "`claims:` is empty, and the keys of a claim are beside it";
    let problem = Problem::new(Code::MisplacedKey, key.span(), message).label("nothing is below this");
    Some(problem.help("indent the keys below `claims:`, with `- ` before the first one"))
}

/// What is wrong where each key of a claim is an item of its own.
fn torn(root: Node<'_, '_>) -> Option<Problem> {
    /// Of so many keys in a row, none is a claim of its own.
    const KEYS_IN_A_ROW: usize = 3;
    let list = root.get("claims")?;
    let is_key = |item: Node<'_, '_>| item.entries().count() == 1 && has_known_keys(item);
    if list.items().count() < KEYS_IN_A_ROW || !list.items().all(is_key) {
        return None;
    }
    let message = "each `- ` begins a claim, and these have one key each";
    let problem = Problem::new(Code::MisplacedKey, list.items().next()?.head(), message);
    Some(problem.help(
        "leave out the `- ` of all keys but the first of each claim, and indent them all by the same amount",
    ))
}

/// What is wrong with the document at `root` of the file at `path` where it is that of a mapping file, by what it says: it reads tables,
/// and takes what it says from their columns.
pub(super) fn mapping(root: Node<'_, '_>, path: &str) -> Option<Problem> {
    let (key, _) = root.entry("read")?;
    let is_cell = |node: Node<'_, '_>| node.get("from").or_else(|| node.get("template")).is_some();
    let has_cell = |node: Node<'_, '_>| node.entries().any(|(_, value)| is_cell(value));
    let mut below = root.entries().flat_map(|(_, value)| value.items().chain([value]));
    if !has_cell(root) && !below.any(has_cell) {
        return None;
    }
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let message = "this is a mapping file, but its name does not end in `.map.yaml`";
    let problem =
        Problem::new(Code::MisplacedKey, key.span(), message).label("only mapping files read tables");
    Some(problem.help(format!("rename the file to `{stem}.map.yaml`")))
}

/// Whether a mapping has these keys of a claim, and no claims below it.
fn is_claim(node: Node<'_, '_>, keys: &[&str]) -> bool {
    let has = |key: &&str| node.get(key).is_some();
    node.kind() == NodeKind::Mapping && keys.iter().all(has) && !["report", "claims"].iter().any(has)
}

/// Whether a mapping has no key that a claim cannot have.
fn has_known_keys(node: Node<'_, '_>) -> bool {
    node.entries().all(|(key, _)| key.as_str().is_some_and(|name| KEYS.contains(&name)))
}

/// Whether a node is in brackets or braces, as JSON is.
fn is_in_flow(node: Node<'_, '_>) -> bool {
    node.source().starts_with(['[', '{'])
}

/// What to do, where the claims are in lines of their own.
fn where_to<'h>(root: Node<'_, '_>, in_lines: &'h str) -> &'h str {
    match (is_in_flow(root), root.kind()) {
        (false, _) => in_lines,
        (true, NodeKind::Sequence) => "put it in `{ \"claims\": … }`",
        (true, _) => "put it in `{ \"claims\": [ … ] }`",
    }
}

/// The edits that make an item of a list of a record; nothing where it is not clear what all of its keys are for.
fn of_record(root: Node<'_, '_>) -> Option<Vec<Edit>> {
    let editor = root.editor();
    let mut seen = Vec::new();
    for (key, _) in root.entries() {
        let name = key.as_str().filter(|name| KEYS.contains(name) && !seen.contains(name))?;
        if editor.column(key.span().start) != Some(0) {
            return None;
        }
        seen.push(name);
    }
    let (first, _) = root.entries().next()?;
    let (last, value) = root.entries().last()?;
    let end = value.span().end.max(last.span().end) as usize;
    let mut edits = editor.indent(first.span().start as usize, end, INDENT)?;
    edits.first_mut()?.replacement = format!("claims:{}  - ", editor.newline());
    Some(edits)
}

fn below(edits: Vec<Edit>) -> Fix {
    Fix { title: "put it below `claims:`".to_owned(), safety: Safety::Safe, edits }
}
