//! Where the columns of a delimited file are named, where the mapping has another line or another separator for its header.

use std::collections::HashSet;

use super::columns::{Columns, composed};
use super::delimited::{self, Marks};
use super::dialect::{self, SEPARATORS};
use super::model::{Header, Table};
use crate::problem::{Code, Problem};
use gainsay_yaml::text::{FileId, Files};

/// How many lines are looked at.
const LINES: usize = 10;

/// The problem of a table that has none of the columns that its mapping names.
pub(super) fn without_named_columns(
    (files, file): (&Files, FileId),
    table: &Table,
    columns: &Columns<'_>,
    marks: Marks,
    tabs: bool,
) -> Problem {
    let read = files.get(file);
    let said = &table.dialect;
    let spot = said.separator.map(|mark| mark.span).or(said.header.map(|header| header.span));
    let spot = spot.or(table.reads.first().map(|path| path.span)).unwrap_or_else(|| files.opening(file));
    let count = table.columns.len();
    let message = format!("`{}` has none of the {count} columns that the mapping file names", read.path);
    let mut problem = Problem::new(Code::UnknownColumn, spot, message);
    if let Some(header) = columns.header() {
        let mark = written(marks.separator);
        problem =
            problem.related(header, format!("this was read as the header, with `{mark}` between cells"));
    }
    let help = named_at(&read.text, table, marks, tabs).unwrap_or_else(|| {
        "write the names as in the header; if another line has them, write `dialect: { header: 2 }`, and if another character is between cells, `dialect: { separator: \";\" }`".to_owned()
    });
    problem.help(help)
}

/// What to write where the columns of `table` are in another line of `text`, or between other marks than `marks`.
fn named_at(text: &str, table: &Table, marks: Marks, tabs: bool) -> Option<String> {
    let current = match table.dialect.header.map(|header| header.value) {
        Some(Header::Line(line)) => line,
        _ => 1,
    };
    let wanted: HashSet<_> = table.columns.iter().map(|column| composed(&column.name)).collect();
    let lines = std::iter::once(current).chain((1..=LINES).filter(|line| *line != current));
    lines.into_iter().find_map(|line| {
        let from = dialect::beginning(text, Some(Header::Line(line)));
        if text[from..].starts_with(['\n', '\r']) {
            return None;
        }
        let usual = dialect::marks(text, from..text.len(), &table.dialect, tabs);
        let others = SEPARATORS.into_iter().map(|separator| Marks { separator, ..usual });
        let odd = odd_marks(&text[from..]).map(|separator| Marks { separator, ..usual });
        let has = |marks: &Marks| {
            let names = names(text, from, *marks);
            wanted.iter().all(|name| names.contains(&**name))
        };
        let found = std::iter::once(usual).chain(others).chain(odd).find(has)?;
        let mut keys = Vec::new();
        keys.extend((line != current).then(|| format!("header: {line}")));
        let separator = (found.separator != usual.separator).then_some(found.separator);
        keys.extend(separator.map(|mark| format!("separator: \"{}\"", written(mark))));
        let is_said = table.dialect.separator.is_some() || table.dialect.header.is_some();
        let keys = keys.join(", ");
        let way = if is_said {
            format!("in `dialect`, correct `{keys}`")
        } else {
            format!("write `dialect: {{ {keys} }}`")
        };
        (found != marks || line != current).then(|| format!("line {line} names them; {way}"))
    })
}

/// The signs in the first line of `text` that are no part of a name, and may separate cells.
fn odd_marks(text: &str) -> impl Iterator<Item = u8> {
    let line = text.lines().next().unwrap_or_default();
    let is_mark = |byte: &u8| byte.is_ascii_punctuation() && !matches!(byte, b'_' | b'"' | b'\'' | b'\\');
    let marks: HashSet<u8> = line.bytes().filter(is_mark).collect();
    let mut marks: Vec<u8> = marks.into_iter().collect();
    marks.sort_unstable();
    marks.into_iter()
}

/// The names in the line at `from`, where cells have these marks.
fn names(text: &str, from: usize, marks: Marks) -> HashSet<String> {
    let cells = delimited::record_at(text, from, marks).unwrap_or_default();
    cells.iter().map(|cell| composed(&delimited::decode(text, cell, marks.quote).0).into_owned()).collect()
}

/// A separator as a mapping file has it.
fn written(mark: u8) -> String {
    if mark == b'\t' { "\\t".to_owned() } else { char::from(mark).to_string() }
}
