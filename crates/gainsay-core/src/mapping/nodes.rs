//! The rows of JSON, JSON Lines and front matter, and the records of them.

use std::collections::HashSet;
use std::ops::Range;

use super::fields::{Fields, step};
use super::items::items;
use super::known::{is_known, key};
use super::make::Maker;
use super::model::Table;
use super::row::{Cell, Row};
use super::seen::Seen;
use crate::problem::{Code, Problem};
use gainsay_yaml::text::{FileId, Files, Span, Text, suggest};
use gainsay_yaml::{Node, NodeId, NodeKind, Tree, duplicate_key, parse, parse_line};

/// A file that is one tree, and the rows in it.
pub(super) type Nodes<'f> = (Tree<'f>, Vec<NodeId>);

/// The rows of a JSON file.
pub(super) enum Json<'f> {
    /// It is one tree.
    Whole(Nodes<'f>),
    /// Something is wrong with some of its rows, so that each is read by itself.
    Apart(Vec<Range<usize>>),
}

/// The rows of the JSON file `file`; `table` is what a mapping says of it, if there is one.
pub(super) fn json<'f>(
    files: &'f Files,
    file: FileId,
    table: Option<&Table>,
    problems: &mut Vec<Problem>,
) -> Option<Json<'f>> {
    let (text, mut found) = (files.get(file).text.as_str(), Vec::new());
    let tree = parse(file, text, &mut found);
    if tree.documents().next().is_none_or(Node::is_cut) && !found.is_empty() {
        let path = table.and_then(|table| table.rows.as_ref()).map(|path| path.as_str(files));
        if let Some(rows) = items(text, path).filter(|rows| !rows.is_empty()) {
            // What is wrong within a row is reported where that is read.
            let outside = found.into_iter().filter(|problem| !is_in(problem.span, &rows));
            problems.extend(outside.map(|problem| problem.label("the rows are read one by one")));
            return Some(Json::Apart(rows));
        }
    }
    problems.append(&mut found);
    let mut documents = tree.documents();
    let root = documents.next()?;
    for further in documents {
        let problem = Problem::new(Code::MalformedTable, further.head(), "a JSON file is one document");
        problems.push(
            problem.label("this one is not read").help("write `format: json-lines` if each line is a row"),
        );
    }
    let list = at_rows(files, root, table.and_then(|table| table.rows.as_ref()), problems)?;
    let rows = match list.kind() {
        NodeKind::Sequence => list.items().map(Node::id).collect(),
        NodeKind::Mapping => vec![list.id()],
        NodeKind::Null => Vec::new(),
        NodeKind::Scalar => {
            problems.push(no_rows(list, table));
            return None;
        }
    };
    Some(Json::Whole((tree, rows)))
}

/// Whether `span` begins within one of `rows`, which are in order.
fn is_in(span: Span, rows: &[Range<usize>]) -> bool {
    let at = span.start as usize;
    let behind = rows.partition_point(|row| row.start <= at);
    rows[..behind].last().is_some_and(|row| at < row.end)
}

/// The problem of a text in the place of rows.
fn no_rows(node: Node<'_, '_>, table: Option<&Table>) -> Problem {
    let problem = Problem::new(Code::MalformedTable, node.head(), "this is neither a list of rows nor a row");
    let problem = problem.label("the file is not read");
    match (table.and_then(|table| table.rows.as_ref()), table.and_then(|table| table.format)) {
        (Some(rows), _) => {
            problem.related(rows.span, "this leads there").help("give `rows` the path of a list")
        }
        (None, Some(format)) => {
            problem.related(format.span, "this says that it is JSON").help("correct `format`")
        }
        (None, None) => {
            problem.help("write a list of objects, or say what else it is, such as `format: csv`")
        }
    }
}

/// What `path` leads to from `root`; that one, where nothing is said.
fn at_rows<'t, 'f>(
    files: &Files,
    root: Node<'t, 'f>,
    path: Option<&Text>,
    problems: &mut Vec<Problem>,
) -> Option<Node<'t, 'f>> {
    let Some(path) = path else { return Some(root) };
    let (mut node, mut from) = (root, 0);
    for name in path.as_str(files).split('.') {
        let spot = path.part(from..from + name.len());
        from += name.len() + 1;
        let Some(next) = step(node, name, &mut |first, again| problems.push(duplicate_key(first, again)))
        else {
            if !node.is_broken() {
                problems.push(leads_nowhere(files, node, name, spot));
            }
            return None;
        };
        node = next;
    }
    Some(node)
}

/// The problem of a name in `rows` that is not there.
fn leads_nowhere(files: &Files, node: Node<'_, '_>, name: &str, spot: Span) -> Problem {
    let path = &files.get(node.span().file).path;
    let problem = Problem::new(Code::UnknownColumn, spot, format!("`{path}` has no `{name}` here"));
    let known: Vec<&str> = node.entries().filter_map(|(key, _)| key.as_str()).collect();
    let (label, help) = match node.kind() {
        NodeKind::Sequence => (
            "this is a list",
            "end `rows` at the list, or add the number of one of its items, from 0".to_owned(),
        ),
        NodeKind::Mapping if !known.is_empty() => ("these are the fields", suggest::help(name, known)),
        _ => ("nothing is below this", "give `rows` the path of a list".to_owned()),
    };
    problem.related(node.head(), label).help(help)
}

/// The row of the Markdown file `file`: its front matter.
pub(super) fn front<'f>(files: &'f Files, file: FileId, problems: &mut Vec<Problem>) -> Option<Nodes<'f>> {
    let text = files.get(file).text.as_str();
    let at = |range: Range<usize>| Span::new(file, range.start as u32, range.end as u32);
    let malformed = |spot, message| Problem::new(Code::MalformedTable, spot, message);
    let end = match front_matter(text) {
        Front::Ends(end) => end,
        Front::Unclosed(fence) => {
            let problem = malformed(at(fence), "this front matter is never closed");
            problems.push(problem.label("it is not read").help("end it with another line `---`"));
            return None;
        }
        Front::None => {
            let problem = malformed(files.opening(file), "this file has no front matter");
            let help = "put a line `---` before and after the fields, or change `read` so that it does not name this file";
            problems.push(problem.help(help));
            return None;
        }
    };
    let before = problems.len();
    let tree = parse_line(file, text, 0..end, problems);
    for problem in problems.iter_mut().skip(before).filter(|problem| !problem.label.is_empty()) {
        "what follows in the front matter is not read".clone_into(&mut problem.label);
    }
    let root = tree.documents().next()?;
    let rows = match root.kind() {
        NodeKind::Mapping => vec![root.id()],
        NodeKind::Null => Vec::new(),
        NodeKind::Sequence | NodeKind::Scalar => {
            let problem = malformed(root.head(), "this front matter is not a mapping of fields");
            problems.push(problem.label("it is not read").help("write a line `name: value` for each field"));
            return None;
        }
    };
    Some((tree, rows))
}

/// Makes the records of the lines of JSON at `part`.
pub(super) fn line_rows(maker: &mut Maker<'_, '_>, part: Range<usize>) {
    let text = maker.files.get(maker.file).text.as_str();
    for line in lines(text, part) {
        let help = Some("write each row completely on a line of its own");
        row_apart(maker, line, "what follows in this line is not read", help);
    }
}

/// Makes the records of the row of JSON at `range`, where it can be read whole; what of it is not is `lost`, and `help` says what to do.
pub(super) fn row_apart(
    maker: &mut Maker<'_, '_>,
    range: Range<usize>,
    lost: &'static str,
    help: Option<&'static str>,
) {
    let text = maker.files.get(maker.file).text.as_str();
    let before = maker.problems.len();
    let tree = parse_line(maker.file, text, range, &mut maker.problems);
    for problem in maker.problems.iter_mut().skip(before).filter(|problem| !problem.label.is_empty()) {
        lost.clone_into(&mut problem.label);
        problem.help = help.map(str::to_owned).or(problem.help.take());
    }
    if let Some(root) = tree.documents().next().filter(|root| !root.is_cut()) {
        node_row(maker, root);
    }
}

/// Makes the records of the row at `node`.
pub(super) fn node_row(maker: &mut Maker<'_, '_>, node: Node<'_, '_>) {
    let span = node.span();
    if node.kind() != NodeKind::Mapping {
        if !node.is_broken() {
            let problem =
                Problem::new(Code::MalformedTable, node.head(), "this row is not a mapping of fields");
            maker
                .problems
                .push(problem.label("it is not read").help("write an object: `{ \"field\": value }`"));
        }
        return;
    }
    let (mut twice, mut told) = (Vec::<Problem>::new(), HashSet::new());
    let mut note = |first: Node<'_, '_>, again: Node<'_, '_>| {
        if told.insert((first.span(), again.span())) {
            twice.push(duplicate_key(first, again));
        }
    };
    let mut cells = called(node, maker.table, maker.seen, &mut note);
    let asked = maker.table.columns.iter().skip(maker.table.own);
    let mut fields = Fields::new(asked.len());
    cells.extend(asked.map(|column| fields.find(node, &column.name, &mut note)));
    maker.problems.append(&mut twice);
    let cells = cells.into_iter().map(|cell| cell.map_or(Cell::Empty, Cell::Node)).collect();
    maker.row(&Row { range: span.start..span.end, cells });
}

/// The fields of `node` for the columns of `table` that are called as the keys of a claim are.
fn called<'t, 'a>(
    node: Node<'t, 'a>,
    table: &Table,
    seen: &Seen,
    twice: &mut impl FnMut(Node<'t, 'a>, Node<'t, 'a>),
) -> Vec<Option<Node<'t, 'a>>> {
    let (own, asked) = table.columns.split_at(table.own.min(table.columns.len()));
    let mut found: Vec<Option<(Node<'t, 'a>, Node<'t, 'a>)>> = vec![None; own.len()];
    if own.is_empty() {
        return Vec::new();
    }
    for (name, value) in node.entries() {
        let text = name.as_str().unwrap_or_default();
        let stands_for = key(text);
        match own.iter().position(|column| column.name == stands_for).and_then(|at| found.get_mut(at)) {
            Some(Some((first, _))) => twice(*first, name),
            Some(empty) => *empty = Some((name, value)),
            None if is_known(&stands_for) || asked.iter().any(|column| column.name == text) => {}
            None => seen.note(text, name.span()),
        }
    }
    found.into_iter().map(|field| field.map(|(_, value)| value)).collect()
}

/// The lines of the part of `text` at `range` that are not empty.
pub(super) fn lines(text: &str, range: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let starts = range.start;
    let lines = text[range].split_inclusive('\n').scan(starts, |at, line| {
        let from = *at;
        *at += line.len();
        Some(from..from + line.trim_end_matches('\n').len())
    });
    lines.filter(|line| !text[line.clone()].trim_start_matches('\u{feff}').trim().is_empty())
}

/// The front matter of a Markdown file.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Front {
    None,
    /// Only the line that opens it is there.
    Unclosed(Range<usize>),
    /// It ends before the line that closes it.
    Ends(usize),
}

/// Where the front matter of a Markdown file is.
pub(super) fn front_matter(text: &str) -> Front {
    let mark = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut lines = text[mark..].split_inclusive('\n');
    let Some(first) = lines.next().filter(|line| line.trim_end() == "---") else { return Front::None };
    let mut at = mark + first.len();
    for line in lines {
        if matches!(line.trim_end(), "---" | "...") {
            return Front::Ends(at);
        }
        at += line.len();
    }
    Front::Unclosed(mark..mark + first.trim_end().len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_is_between_two_lines() {
        for (text, front) in [
            ("---\na: 1\n---\nwords", Front::Ends(9)),
            ("\u{feff}---\r\na: 1\r\n---\r\n", Front::Ends(14)),
            ("---\na: 1\n", Front::Unclosed(0..3)),
            ("# a\n---\na: 1\n---\n", Front::None),
            ("", Front::None),
        ] {
            assert_eq!(front_matter(text), front, "{text:?}");
        }
    }
}
