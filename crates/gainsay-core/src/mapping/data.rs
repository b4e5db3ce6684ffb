//! The files of a table, opened: where their rows are, and which cell each column is.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::atomic::AtomicBool;

use super::delimited::{self, Malformed, Record, Records};
use super::dialect::{self, Written};
use super::format::Format;
use super::make::Maker;
use super::model::{Decimal, Header, Table, Template};
use super::row::{Cell, Row};
use crate::problem::{Code, Problem};
use gainsay_yaml::text::{FileId, Files, Span, suggest};
use gainsay_yaml::{Node, NodeId, NodeKind, Tree, parse, parse_line};

/// About how many bytes of a file are read into one tree.
const PART: usize = 256 << 10;

/// How many rows of a JSON file are made into one tree.
const ROWS: usize = 2048;

/// A file that is open: where its rows are.
#[derive(Debug)]
pub(super) struct Data<'f> {
    pub(super) file: FileId,
    rows: Rows<'f>,
    /// The templates, by their numbers, that can be made of what the file has.
    templates: Vec<usize>,
    /// In how many parts it is read.
    pub(super) parts: usize,
}

#[derive(Debug)]
enum Rows<'f> {
    /// Lines of cells: the cell of each column, how many there are, and where records begin.
    Delimited { written: Written, cells: Vec<Option<usize>>, width: usize, parts: Vec<Range<usize>> },
    /// A line of JSON for each row.
    Lines(Vec<Range<usize>>),
    /// Rows of a tree.
    Nodes(Tree<'f>, Vec<NodeId>),
}

impl<'f> Data<'f> {
    /// Opens `file` for `table`.
    pub(super) fn open(
        files: &'f Files,
        file: FileId,
        table: &Table,
        problems: &mut Vec<Problem>,
    ) -> Option<Self> {
        let path = &files.get(file).path;
        let Some(format) = table.format.or_else(|| of_path(path)) else {
            let spot = table.reads.first().map_or(Span::whole(file), |text| text.span);
            let problem = Problem::new(
                Code::MissingKey,
                spot,
                format!("the ending of `{path}` does not say what is in it"),
            );
            problems
                .push(problem.help("say it: `format: csv`, `tsv`, `json`, `json-lines` or `front-matter`"));
            return None;
        };
        let all: Vec<usize> = (0..table.templates.len()).collect();
        let text = files.get(file).text.as_str();
        let nodes = |tree, rows: Vec<NodeId>| {
            let parts = rows.len().div_ceil(ROWS);
            Some(Self { file, rows: Rows::Nodes(tree, rows), templates: all.clone(), parts })
        };
        match format {
            Format::Csv | Format::Tsv => Self::delimited(files, file, table, format, problems),
            Format::JsonLines => {
                let parts = match text {
                    "" => Vec::new(),
                    _ => delimited::at_lines(text, 0..text.len(), PART),
                };
                let count = parts.len();
                Some(Self { file, rows: Rows::Lines(parts), templates: all, parts: count })
            }
            Format::Json => {
                let tree = parse(file, text, problems);
                let rows = rows_of(&tree, table, problems)?;
                nodes(tree, rows)
            }
            Format::FrontMatter => {
                let Some(end) = front_matter(text) else {
                    let problem = Problem::new(
                        Code::MalformedTable,
                        Span::whole(file),
                        "this file has no front matter",
                    );
                    problems.push(problem.help(
                        "begin it with a line `---`, and end it with another; or narrow what `read` names",
                    ));
                    return None;
                };
                let tree = parse_line(file, text, 0..end, problems);
                let root =
                    tree.documents().next().filter(|root| root.kind() == NodeKind::Mapping).map(Node::id);
                nodes(tree, root.into_iter().collect())
            }
        }
    }

    fn delimited(
        files: &'f Files,
        file: FileId,
        table: &Table,
        format: Format,
        problems: &mut Vec<Problem>,
    ) -> Option<Self> {
        let text = files.get(file).text.as_str();
        let header = table.dialect.header;
        let from = dialect::beginning(text, header);
        let written = dialect::find(text, from..text.len(), &table.dialect, format == Format::Tsv);
        let (mut records, mut first) = (Records::new(text, from..text.len(), written.marks), Record::new());
        match records.read(&mut first) {
            Ok(true) => {}
            Ok(false) => {
                let parts = Vec::new();
                let rows = Rows::Delimited { written, cells: Vec::new(), width: 0, parts };
                return Some(Self { file, rows, templates: Vec::new(), parts: 0 });
            }
            Err(wrong) => {
                problems.push(malformed(file, wrong).label("the file is not read: this is its header"));
                return None;
            }
        }
        let names: Vec<(Cow<'_, str>, Range<u32>)> = first
            .iter()
            .map(|cell| {
                let (text, range, _) = delimited::decode(text, cell, written.marks.quote);
                (text, range)
            })
            .collect();
        let begins = if header == Some(Header::None) { from } else { records.at() };
        let columns = Columns { files, file, names: &names, header };
        let cells: Vec<Option<usize>> =
            table.columns.iter().map(|column| columns.find(column, problems)).collect();
        let has = |template: &Template| {
            template.columns().into_iter().all(|column| cells.get(column).is_some_and(Option::is_some))
        };
        let asked = table.skip.iter().chain(&table.when).flat_map(super::model::Condition::columns);
        let sound = asked.into_iter().all(|column| cells.get(column).is_some_and(Option::is_some));
        let templates = table.templates.iter().enumerate().filter(|(_, template)| sound && has(template));
        let templates: Vec<usize> = templates.map(|(at, _)| at).collect();
        let parts = delimited::parts(text, begins..text.len(), written.marks, PART);
        let (width, count) = (names.len(), parts.len());
        Some(Self { file, rows: Rows::Delimited { written, cells, width, parts }, templates, parts: count })
    }

    /// Makes the records of the part with the number `at`.
    pub(super) fn part(
        &self,
        at: usize,
        files: &'f Files,
        mapping: Option<&Tree<'f>>,
        table: &Table,
        seen: &[AtomicBool],
    ) -> (Tree<'f>, NodeId, Vec<Problem>) {
        let templates: Vec<&Template> =
            self.templates.iter().filter_map(|&at| table.templates.get(at)).collect();
        let decimal = match &self.rows {
            Rows::Delimited { written, .. } => written.decimal,
            _ => table.dialect.decimal.unwrap_or(Decimal::Point),
        };
        let graft = Maker::begin(files, self.file, mapping, table.section.is_some());
        let (file, templates) = (self.file, templates.as_slice());
        let mut maker =
            Maker { files, mapping, table, templates, file, decimal, seen, graft, problems: Vec::new() };
        match &self.rows {
            Rows::Delimited { written, cells, width, parts } => {
                if let Some(part) = parts.get(at) {
                    delimited_rows(&mut maker, part.clone(), *written, cells, *width);
                }
            }
            Rows::Lines(parts) => {
                if let Some(part) = parts.get(at) {
                    line_rows(&mut maker, part.clone());
                }
            }
            Rows::Nodes(tree, rows) => {
                for &row in rows.iter().skip(at * ROWS).take(ROWS) {
                    node_row(&mut maker, tree.node(row));
                }
            }
        }
        let Maker { graft, problems, .. } = maker;
        let (tree, root) = graft.finish();
        (tree, root, problems)
    }

    /// Whether what the columns are called is known before the rows are read.
    pub(super) fn has_header(&self) -> bool {
        matches!(self.rows, Rows::Delimited { .. })
    }
}

/// What the ending of a path says of its format.
pub(super) fn of_path(path: &str) -> Option<Format> {
    let (_, ending) = path.rsplit_once('.')?;
    Some(match ending.to_ascii_lowercase().as_str() {
        "csv" => Format::Csv,
        "tsv" | "tab" => Format::Tsv,
        "json" | "jsonld" => Format::Json,
        "jsonl" | "ndjson" => Format::JsonLines,
        "md" | "markdown" | "mdx" => Format::FrontMatter,
        _ => return None,
    })
}

/// The names of the columns of a file.
struct Columns<'c> {
    files: &'c Files,
    file: FileId,
    names: &'c [(Cow<'c, str>, Range<u32>)],
    header: Option<Header>,
}

impl Columns<'_> {
    /// The number of `column`; reports one that is not there, or there twice.
    fn find(&self, column: &super::model::Column, problems: &mut Vec<Problem>) -> Option<usize> {
        let path = &self.files.get(self.file).path;
        let name = &column.name;
        let here = |range: &Range<u32>| Span::new(self.file, range.start, range.end);
        if self.header == Some(Header::None) {
            let number =
                name.parse::<usize>().ok().filter(|&number| (1..=self.names.len()).contains(&number));
            if number.is_none() {
                let message = format!("`{path}` has no column `{name}`");
                let help = format!(
                    "columns are called by their numbers, from 1 to {}, where no line names them",
                    self.names.len()
                );
                problems.push(Problem::new(Code::UnknownColumn, column.span, message).help(help));
            }
            return number.map(|number| number - 1);
        }
        let mut found = self.names.iter().enumerate().filter(|(_, (text, _))| text == name);
        let Some((at, (_, first))) = found.next() else {
            let known = self.names.iter().map(|(text, _)| &**text);
            let help = suggest::did_you_mean(name, known.clone().filter(|text| !text.is_empty()))
                .unwrap_or_else(|| "write it as the header of the table does".to_owned());
            let problem =
                Problem::new(Code::UnknownColumn, column.span, format!("`{path}` has no column `{name}`"));
            let whole = self
                .names
                .first()
                .zip(self.names.last())
                .map(|((_, first), (_, last))| first.start..last.end);
            let problem = whole
                .iter()
                .fold(problem, |problem, range| problem.related(here(range), "the columns that it has"));
            problems.push(problem.help(help));
            return None;
        };
        if let Some((_, (_, second))) = found.next() {
            let problem =
                Problem::new(Code::UnknownColumn, column.span, format!("`{path}` has two columns `{name}`"));
            let problem = problem.related(here(first), "this one").related(here(second), "and this one");
            problems.push(problem.help("give one of them another name"));
            return None;
        }
        Some(at)
    }
}

/// Makes the records of the lines of cells at `part`.
fn delimited_rows(
    maker: &mut Maker<'_, '_>,
    part: Range<usize>,
    written: Written,
    cells: &[Option<usize>],
    width: usize,
) {
    let text = maker.files.get(maker.file).text.as_str();
    let (mut records, mut record) = (Records::new(text, part, written.marks), Record::new());
    let mut row = Row { range: 0..0, cells: Vec::new() };
    loop {
        match records.read(&mut record) {
            Ok(false) => return,
            Ok(true) => {}
            Err(wrong) => {
                maker.problems.push(malformed(maker.file, wrong).label("the row is not read"));
                continue;
            }
        }
        if record.len() != width {
            if record.iter().any(|cell| !cell.is_empty()) {
                maker.problems.push(ragged(maker.file, &record, width));
            }
            continue;
        }
        let first = record.first().map_or(0, |cell| cell.start);
        row.range = first as u32..record.last().map_or(first, |cell| cell.end) as u32;
        row.cells.clear();
        row.cells.extend(cells.iter().map(|cell| {
            match cell.and_then(|at| record.get(at)).filter(|cell| !cell.is_empty()) {
                Some(cell) => {
                    let (text, range, verbatim) =
                        unguarded(delimited::decode(text, cell, written.marks.quote), maker.table.guarded);
                    if text.is_empty() { Cell::Empty } else { Cell::Text { range, text, verbatim } }
                }
                None => Cell::Empty,
            }
        }));
        maker.row(&row);
    }
}

/// A decoded cell without the `'` that keeps spreadsheets from running it.
fn unguarded(
    (text, range, verbatim): (Cow<'_, str>, Range<u32>, bool),
    guarded: bool,
) -> (Cow<'_, str>, Range<u32>, bool) {
    const RUN: [char; 12] = ['=', '+', '-', '@', '\'', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    let rest = text.strip_prefix('\'').filter(|rest| guarded && rest.starts_with(RUN)).map(str::len);
    match rest {
        None => (text, range, verbatim),
        Some(rest) => {
            let text = match text {
                Cow::Borrowed(text) => Cow::Borrowed(&text[text.len() - rest..]),
                Cow::Owned(text) => Cow::Owned(text[text.len() - rest..].to_owned()),
            };
            let start = if verbatim { range.end - rest as u32 } else { range.start };
            (text, start..range.end, verbatim)
        }
    }
}

/// The problem of a row of another width than its header.
fn ragged(file: FileId, record: &Record, width: usize) -> Problem {
    let cells = |count: usize| if count == 1 { "1 cell".to_owned() } else { format!("{count} cells") };
    let message = format!("this row has {}, and its header {width}", cells(record.len()));
    let from = record.get(width).or(record.first()).map_or(0, |cell| cell.start);
    let to = record.last().map_or(from, |cell| cell.end);
    let spot = Span::new(file, from as u32, to as u32);
    let help = if record.len() > width {
        "put a cell that holds a separator in quotation marks"
    } else {
        "fill in the cells that are missing; an empty one is still a cell"
    };
    Problem::new(Code::MalformedTable, spot, message).label("the row is not read").help(help)
}

fn malformed(file: FileId, wrong: Malformed) -> Problem {
    let span = |range: Range<usize>| Span::new(file, range.start as u32, range.end as u32);
    match wrong {
        Malformed::Unclosed(mark) => {
            Problem::new(Code::MalformedTable, span(mark), "this quotation mark is never closed")
                .help("close it, or leave it out; within a cell in quotation marks it is doubled")
        }
        Malformed::Behind(behind, mark) => {
            let message = "this follows the quotation mark that closes the cell";
            Problem::new(Code::MalformedTable, span(behind), message)
                .related(span(mark), "the cell begins here")
                .help("close the cell where it ends, and double a quotation mark that is part of its text")
        }
    }
}

/// Makes the records of the lines of JSON at `part`.
fn line_rows(maker: &mut Maker<'_, '_>, part: Range<usize>) {
    let text = maker.files.get(maker.file).text.as_str();
    for line in lines(text, part) {
        let tree = parse_line(maker.file, text, line, &mut maker.problems);
        if let Some(root) = tree.documents().next().filter(|root| !root.is_cut()) {
            node_row(maker, root);
        }
    }
}

/// Makes the records of the row at `node`.
fn node_row(maker: &mut Maker<'_, '_>, node: Node<'_, '_>) {
    let span = node.span();
    if node.kind() != NodeKind::Mapping {
        if node.kind() != NodeKind::Null {
            let problem =
                Problem::new(Code::MalformedTable, node.head(), "this row is not a mapping of fields");
            maker.problems.push(problem.label("it is not read"));
        }
        return;
    }
    let cells =
        maker.table.columns.iter().map(|column| field(node, &column.name).map_or(Cell::Empty, Cell::Node));
    let row = Row { range: span.start..span.end, cells: cells.collect() };
    maker.row(&row);
}

/// The field of `node` with that name, else at that path: names and numbers of items, from 0, with `.` between.
fn field<'t, 'a>(node: Node<'t, 'a>, name: &str) -> Option<Node<'t, 'a>> {
    if let Some(field) = node.get(name) {
        return Some(field);
    }
    let dots = name.char_indices().filter(|(_, c)| *c == '.').map(|(at, _)| at);
    dots.into_iter().find_map(|dot| {
        let (first, rest) = (&name[..dot], &name[dot + 1..]);
        let inner = match node.kind() {
            NodeKind::Sequence => node.items().nth(first.parse().ok()?)?,
            _ => node.get(first)?,
        };
        match inner.kind() {
            NodeKind::Sequence => match rest.split_once('.') {
                None => inner.items().nth(rest.parse().ok()?),
                Some(_) => field(inner, rest),
            },
            _ => field(inner, rest),
        }
    })
}

/// The rows of a JSON file.
fn rows_of(tree: &Tree<'_>, table: &Table, problems: &mut Vec<Problem>) -> Option<Vec<NodeId>> {
    let root = tree.documents().next()?;
    let mut at = root;
    for name in table.rows.iter().flatten() {
        let next =
            if at.kind() == NodeKind::Sequence { at.items().nth(name.parse().ok()?) } else { at.get(name) };
        let Some(next) = next else {
            let message = format!("there is no `{name}` here, where `rows` points");
            let known = at.entries().filter_map(|(key, _)| key.as_str());
            problems
                .push(Problem::new(Code::UnknownColumn, at.head(), message).help(suggest::help(name, known)));
            return None;
        };
        at = next;
    }
    match at.kind() {
        NodeKind::Sequence => Some(at.items().map(Node::id).collect()),
        NodeKind::Mapping => Some(vec![at.id()]),
        _ => Some(Vec::new()),
    }
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

/// Where the front matter of a Markdown file ends: before the line that closes it.
pub(super) fn front_matter(text: &str) -> Option<usize> {
    let mark = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut at = mark;
    for (number, line) in text[mark..].split_inclusive('\n').enumerate() {
        let fence = line.trim_end();
        match number {
            0 if fence != "---" => return None,
            0 => {}
            _ if fence == "---" || fence == "..." => return Some(at),
            _ => {}
        }
        at += line.len();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_is_between_two_lines() {
        for (text, end) in [
            ("---\na: 1\n---\nwords", Some(9)),
            ("\u{feff}---\r\na: 1\r\n---\r\n", Some(14)),
            ("---\na: 1\n", None),
            ("# a\n---\na: 1\n---\n", None),
        ] {
            assert_eq!(front_matter(text), end, "{text:?}");
        }
    }

    #[test]
    fn fields_are_found_by_name_and_path() {
        let text = "{\"a.b\": 1, \"a\": {\"c\": 2, \"d\": [{\"e\": 3}, 4]}}";
        let tree = parse(FileId::from_index(0), text, &mut Vec::<Problem>::new());
        let root = tree.documents().next().unwrap();
        for (name, value) in [
            ("a.b", Some("1")),
            ("a.c", Some("2")),
            ("a.d.0.e", Some("3")),
            ("a.d.1", Some("4")),
            ("a.x", None),
        ] {
            assert_eq!(field(root, name).and_then(Node::as_str), value, "{name}");
        }
    }
}
