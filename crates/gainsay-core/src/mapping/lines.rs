//! The records of the rows of a delimited file.

use std::borrow::Cow;
use std::ops::Range;

use super::delimited::{self, Malformed, Record, Records};
use super::dialect::Written;
use super::make::Maker;
use super::row::{Cell, Exact, Row};
use crate::problem::{Code, Problem};
use gainsay_yaml::text::{FileId, Span};

/// Makes the records of the lines of cells at `part`.
pub(super) fn delimited_rows(
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
        if record.iter().all(Range::is_empty) {
            continue;
        }
        if record.len() != width {
            maker.problems.push(ragged((maker.file, text), &record, width));
            continue;
        }
        let first = record.first().map_or(0, |cell| cell.start);
        row.range = first as u32..record.last().map_or(first, |cell| cell.end) as u32;
        row.cells.clear();
        row.cells.extend(cells.iter().map(|cell| {
            match cell.and_then(|at| record.get(at)).filter(|cell| !cell.is_empty()) {
                Some(cell) => {
                    let (text, range) =
                        unguarded(delimited::decode(text, cell, written.marks.quote), maker.table.guarded);
                    let exact = match text {
                        Cow::Borrowed(_) => Exact::Bytes,
                        Cow::Owned(_) => Exact::Doubled(written.marks.quote),
                    };
                    if text.is_empty() { Cell::Empty } else { Cell::Text { range, text, exact } }
                }
                None => Cell::Empty,
            }
        }));
        maker.row(&row);
    }
}

/// A decoded cell without the `'` that keeps spreadsheets from running it.
fn unguarded((text, range): (Cow<'_, str>, Range<u32>), guarded: bool) -> (Cow<'_, str>, Range<u32>) {
    const RUN: [char; 12] = ['=', '+', '-', '@', '\'', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    let rest = text.strip_prefix('\'').filter(|rest| guarded && rest.starts_with(RUN)).map(str::len);
    match rest {
        None => (text, range),
        Some(rest) => {
            let text = match text {
                Cow::Borrowed(text) => Cow::Borrowed(&text[text.len() - rest..]),
                Cow::Owned(text) => Cow::Owned(text[text.len() - rest..].to_owned()),
            };
            (text, range.start + 1..range.end)
        }
    }
}

/// The problem of a row of another width than its header.
fn ragged((file, text): (FileId, &str), record: &Record, width: usize) -> Problem {
    let cells = |count: usize| if count == 1 { "1 cell".to_owned() } else { format!("{count} cells") };
    let message = format!("this row has {}, but the header has {width}", cells(record.len()));
    let from = record.get(width).or(record.first()).map_or(0, |cell| cell.start);
    let to = record.last().map_or(from, |cell| cell.end);
    let spot = delimited::underlined(file, text, from..to);
    let help = if record.len() > width {
        "put a cell that contains a separator in quotation marks"
    } else {
        "add the missing cells, even if they are empty"
    };
    Problem::new(Code::MalformedTable, spot, message).label("the row is not read").help(help)
}

pub(super) fn malformed(file: FileId, wrong: Malformed) -> Problem {
    let span = |range: Range<usize>| Span::new(file, range.start as u32, range.end as u32);
    match wrong {
        Malformed::Unclosed(mark) => {
            Problem::new(Code::MalformedTable, span(mark), "this quotation mark is never closed")
                .help("close it, or remove it; inside a cell in quotation marks, write it twice")
        }
        Malformed::Over(behind, mark) => {
            let message =
                "this quotation mark is not closed on its line, and text follows where it is closed";
            Problem::new(Code::MalformedTable, span(mark), message)
                .related(span(behind), "this follows the quotation mark that closes the cell")
                .help("put the closing quotation mark at the end of the cell, and write one that is part of its text twice")
        }
        Malformed::Behind(behind, mark) => {
            let message = "this follows the quotation mark that closes the cell";
            Problem::new(Code::MalformedTable, span(behind), message)
                .related(span(mark), "the cell begins here")
                .help("put the closing quotation mark at the end of the cell, and write one that is part of its text twice")
        }
    }
}
