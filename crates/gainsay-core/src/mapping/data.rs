//! The files of a table, opened: where their rows are, and which cell each column is.

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;

use super::columns::Columns;
use super::conditions::Asked;
use super::constants::forgotten;
use super::delimited::{self, Record, Records};
use super::dialect::{self, Written};
use super::format::Format;
use super::gaps::Gaps;
use super::header::without_named_columns;
use super::lines::{delimited_rows, malformed};
use super::make::Maker;
use super::model::{Condition, Header, Table, Template};
use super::nodes::{self, Json, line_rows, node_row, row_apart};
use super::seen::Seen;
use super::undated::Undated;
use crate::problem::{Code, Problem};
use gainsay_yaml::text::{FileId, Files, Span, Spanned};
use gainsay_yaml::{NodeId, Tree};

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
    /// Rows of JSON that are read one by one.
    Apart(Vec<Range<usize>>),
}

impl<'f> Data<'f> {
    /// Opens `file` for `table`; `tree` is that of its mapping file, if there is one, and `json` has its rows, where it is a JSON file
    /// that can be read.
    pub(super) fn open(
        files: &'f Files,
        file: FileId,
        table: &Table,
        tree: Option<&Tree<'f>>,
        json: Option<Json<'f>>,
        problems: &mut Vec<Problem>,
    ) -> Option<Self> {
        let path = &files.get(file).path;
        let Some(format) = of_table(path, table) else {
            let spot = table.reads.first().map_or_else(|| files.opening(file), |text| text.span);
            let message = format!("the ending of `{path}` does not say what is in it");
            let help = "write `format:` with `csv`, `tsv`, `json`, `json-lines` or `front-matter`";
            problems.push(Problem::new(Code::MissingKey, spot, message).help(help));
            return None;
        };
        let text = files.get(file).text.as_str();
        let rows = match format {
            Format::Csv | Format::Tsv => {
                return Self::delimited(files, file, table, format == Format::Tsv, tree, problems);
            }
            Format::Json | Format::JsonLines if says_nothing(text) => Rows::Lines(Vec::new()),
            Format::JsonLines => Rows::Lines(delimited::at_lines(text, 0..text.len(), PART)),
            Format::Json => match json? {
                Json::Whole((tree, rows)) => Rows::Nodes(tree, rows),
                Json::Apart(rows) => Rows::Apart(rows),
            },
            Format::FrontMatter => {
                let (tree, rows) = nodes::front(files, file, problems)?;
                Rows::Nodes(tree, rows)
            }
        };
        let parts = match &rows {
            Rows::Lines(parts) => parts.len(),
            Rows::Nodes(_, rows) => rows.len().div_ceil(ROWS),
            Rows::Apart(rows) => rows.len().div_ceil(ROWS),
            Rows::Delimited { .. } => 0,
        };
        if parts == 0 {
            problems.push(without_rows(files, files.opening(file)));
        }
        Some(Self { file, rows, templates: (0..table.templates.len()).collect(), parts })
    }

    fn delimited(
        files: &'f Files,
        file: FileId,
        table: &Table,
        tabs: bool,
        tree: Option<&Tree<'f>>,
        problems: &mut Vec<Problem>,
    ) -> Option<Self> {
        let text = files.get(file).text.as_str();
        let header = table.dialect.header.map(|header| header.value);
        let from = dialect::beginning(text, header);
        let marks = dialect::marks(text, from..text.len(), &table.dialect, tabs);
        let (mut records, mut first) = (Records::new(text, from..text.len(), marks), Record::new());
        match records.read(&mut first) {
            Ok(true) => {}
            Ok(false) => {
                problems.push(without_header(files, file, table.dialect.header));
                return None;
            }
            Err(wrong) => {
                problems.push(malformed(file, wrong).label("the file is not read: this is its header"));
                return None;
            }
        }
        let decoded = first.iter().map(|cell| delimited::decode(text, cell, marks.quote));
        let names: Vec<(Cow<'_, str>, Range<u32>)> = decoded.collect();
        let begins = if header == Some(Header::None) { from } else { records.at() };
        let blank = |c: char| c.is_whitespace() || c == char::from(marks.separator);
        if text[begins..].trim_start_matches(blank).is_empty() {
            let spot = names.first().zip(names.last()).map(|((_, first), (_, last))| first.start..last.end);
            let spot = spot.filter(|spot| !spot.is_empty());
            let spot = spot.map_or_else(|| files.opening(file), |spot| Span::new(file, spot.start, spot.end));
            problems.push(without_rows(files, spot));
        }
        let columns = Columns::new(files, file, &names, header);
        if columns.lack_all(&table.columns) {
            problems.push(without_named_columns((files, file), table, &columns, marks, tabs));
            return None;
        }
        let cells: Vec<Option<usize>> =
            table.columns.iter().map(|column| columns.find(column, problems)).collect();
        let rows = (text, begins..text.len(), marks);
        let forgotten = forgotten((files, file), (table, tree), (&columns, &cells), rows, problems);
        let mut templates = makeable(table, &cells);
        templates.retain(|at| !forgotten.contains(at));
        let parts = delimited::parts(text, begins..text.len(), marks, PART);
        let numbers: HashSet<usize> =
            table.numbers().filter_map(|column| cells.get(column).copied().flatten()).collect();
        let decimal = table.dialect.decimal.unwrap_or_else(|| {
            dialect::decimal(text, from..text.len(), marks, |cell| numbers.contains(&cell))
        });
        let written = Written { marks, decimal };
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
        seen: &Seen,
    ) -> (Tree<'f>, NodeId, Vec<Problem>) {
        let templates: Vec<&Template> =
            self.templates.iter().filter_map(|&at| table.templates.get(at)).collect();
        let decimal = match &self.rows {
            Rows::Delimited { written, .. } => Some(written.decimal),
            _ => table.dialect.decimal,
        };
        let graft = Maker::begin(files, self.file, mapping, table.section.is_some());
        let (file, templates) = (self.file, templates.as_slice());
        let (asked, gaps) = (vec![Asked::default(); table.conditions.len()], Gaps::default());
        let (undated, problems) = (Undated::default(), Vec::new());
        let mut maker = Maker {
            files,
            mapping,
            table,
            templates,
            file,
            decimal,
            seen,
            asked,
            gaps,
            undated,
            graft,
            problems,
        };
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
            Rows::Apart(rows) => {
                for row in rows.iter().skip(at * ROWS).take(ROWS) {
                    row_apart(&mut maker, row.clone(), "what follows in this row is not read", None);
                }
            }
            Rows::Nodes(tree, rows) => {
                for &row in rows.iter().skip(at * ROWS).take(ROWS) {
                    node_row(&mut maker, tree.node(row));
                }
            }
        }
        let Maker { graft, problems, asked, gaps, undated, .. } = maker;
        seen.add(&asked, gaps, undated);
        let (tree, root) = graft.finish();
        (tree, root, problems)
    }

    /// Whether what the columns are called is known before the rows are read.
    pub(super) fn has_header(&self) -> bool {
        matches!(self.rows, Rows::Delimited { .. })
    }
}

/// The templates of `table`, by their numbers, that can be made where the columns are these `cells`.
fn makeable(table: &Table, cells: &[Option<usize>]) -> Vec<usize> {
    let is_there = |column: usize| cells.get(column).is_some_and(Option::is_some);
    let mut asked = table.skip.iter().chain(&table.when).flat_map(Condition::columns);
    let sound = asked.all(is_there);
    let has = |template: &Template| template.columns().into_iter().all(is_there);
    let templates = table.templates.iter().enumerate().filter(|(_, template)| sound && has(template));
    templates.map(|(at, _)| at).collect()
}

fn says_nothing(text: &str) -> bool {
    text.trim_start_matches('\u{feff}').trim().is_empty()
}

/// The note on a file that has no rows, at its header.
fn without_rows(files: &Files, spot: Span) -> Problem {
    let message = format!("`{}` has no rows", files.get(spot.file).path);
    Problem::new(Code::TableEmpty, spot, message)
        .help("if no rows are expected, there is nothing to do; otherwise check that the file is complete")
}

/// What is said of a file that has nothing where its header is: it is empty, or ends too early.
fn without_header(files: &Files, file: FileId, header: Option<Spanned<Header>>) -> Problem {
    let Some(Spanned { value: Header::Line(line @ 2..), span }) = header else {
        return without_rows(files, files.opening(file));
    };
    let message = format!("`{}` ends before line {line}", files.get(file).path);
    Problem::new(Code::InvalidValue, span, message)
        .label("this says that the columns are named there")
        .help("write the number of the line that names the columns, from 1")
}

/// What is in the file at `path`: as the mapping says, or by its ending.
pub(super) fn of_table(path: &str, table: &Table) -> Option<Format> {
    table.format.map(|format| format.value).or_else(|| of_path(path))
}

/// The formats by the endings of paths.
const BY_ENDING: [(&str, Format); 10] = [
    ("csv", Format::Csv),
    ("tsv", Format::Tsv),
    ("tab", Format::Tsv),
    ("json", Format::Json),
    ("jsonld", Format::Json),
    ("jsonl", Format::JsonLines),
    ("ndjson", Format::JsonLines),
    ("md", Format::FrontMatter),
    ("markdown", Format::FrontMatter),
    ("mdx", Format::FrontMatter),
];

/// The endings of the files that are read in some format without being told which.
pub fn endings() -> impl Iterator<Item = &'static str> {
    BY_ENDING.iter().map(|(ending, _)| *ending)
}

/// Whether a file with this ending is a table wherever it is: JSON may be claims, and Markdown anything.
#[must_use]
pub fn is_of_table(ending: &str) -> bool {
    matches!(of_ending(ending), Some(Format::Csv | Format::Tsv | Format::JsonLines))
}

/// What the ending of a path says of its format.
pub(super) fn of_path(path: &str) -> Option<Format> {
    path.rsplit_once('.').and_then(|(_, ending)| of_ending(ending))
}

fn of_ending(ending: &str) -> Option<Format> {
    BY_ENDING.iter().find(|(known, _)| ending.eq_ignore_ascii_case(known)).map(|(_, format)| *format)
}
