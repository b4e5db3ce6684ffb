//! Lines of cells with a separator between them: which bytes each cell has.

use std::borrow::Cow;
use std::ops::Range;

use csv_core::{ReadFieldResult, Reader};
use gainsay_yaml::text::{FileId, Span};

/// The marks that tell cells apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Marks {
    pub(super) separator: u8,
    pub(super) quote: u8,
}

/// The records of a text, one after the other.
#[derive(Debug)]
pub(super) struct Records<'t> {
    text: &'t str,
    /// Where the next record begins.
    at: usize,
    end: usize,
    marks: Marks,
    reader: Box<Reader>,
}

/// The cells of a record, as they are written: quotation marks included, blanks around them not.
pub(super) type Record = Vec<Range<usize>>;

/// The record that begins at byte `from` of `text`; nothing where there is none, or it cannot be read.
pub(super) fn record_at(text: &str, from: usize, marks: Marks) -> Option<Record> {
    let mut record = Record::new();
    let read = Records::new(text, from..text.len(), marks).read(&mut record);
    (read == Ok(true)).then_some(record)
}

/// What is underlined of bytes of cells in a file: where they are empty, the mark beside them.
pub(super) fn underlined(file: FileId, text: &str, cells: Range<usize>) -> Span {
    let is_mark = |c: &char| !matches!(c, '\n' | '\r' | '\u{feff}');
    let before = text[..cells.start].chars().next_back().filter(is_mark).map_or(0, char::len_utf8);
    let behind = text[cells.end..].chars().next().filter(is_mark).map_or(0, char::len_utf8);
    let cells = match cells.is_empty() {
        true if before > 0 => cells.start - before..cells.end,
        true => cells.start..cells.end + behind,
        false => cells,
    };
    Span::new(file, cells.start as u32, cells.end as u32)
}

/// A cell that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Malformed {
    /// Its quotation mark, which is never closed.
    Unclosed(Range<usize>),
    /// What follows its closing quotation mark, and the mark that opens it.
    Behind(Range<usize>, Range<usize>),
    /// The same where it goes on over several lines: the first of them is lost, and those that follow are read.
    Over(Range<usize>, Range<usize>),
}

impl<'t> Records<'t> {
    /// The records of the part of `text` at `range`, which begins with a record.
    pub(super) fn new(text: &'t str, range: Range<usize>, marks: Marks) -> Self {
        let reader = csv_core::ReaderBuilder::new().delimiter(marks.separator).quote(marks.quote).build();
        Self { text, at: range.start, end: range.end.min(text.len()), marks, reader: Box::new(reader) }
    }

    /// Where the next record begins.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// Reads the next record into `record`; false where there is none. Lines that are empty are passed over.
    ///
    /// What is behind a cell that cannot be read is not known, so reading goes on with the line after the one in which that
    /// begins.
    pub(super) fn read(&mut self, record: &mut Record) -> Result<bool, Malformed> {
        record.clear();
        let bytes = &self.text.as_bytes()[..self.end];
        while matches!(bytes.get(self.at), Some(b'\n' | b'\r')) {
            self.at += 1;
        }
        if self.at >= self.end {
            return Ok(false);
        }
        self.reader.reset();
        loop {
            let start = self.at;
            let last = self.field(bytes);
            let separated = self.at > start
                && matches!(bytes.get(self.at - 1), Some(&mark) if mark == self.marks.separator && !last || matches!(mark, b'\n' | b'\r') && last);
            let cell = trimmed(bytes, start..if separated { self.at - 1 } else { self.at });
            if let Err(wrong) = self.sound(bytes, &cell) {
                let line = memchr::memchr2(b'\n', b'\r', &bytes[start..]).map_or(self.end, |end| start + end);
                self.at = line;
                return Err(wrong);
            }
            record.push(cell);
            if last {
                return Ok(true);
            }
        }
    }

    /// Goes on behind the next cell and what ends it; whether that is the end of the record.
    fn field(&mut self, bytes: &[u8]) -> bool {
        let mut scratch = [0; 1024];
        loop {
            let rest = &bytes[self.at..];
            let (result, read, _) = self.reader.read_field(rest, &mut scratch);
            self.at += read;
            match result {
                ReadFieldResult::Field { record_end } => return record_end,
                ReadFieldResult::End => return true,
                ReadFieldResult::InputEmpty | ReadFieldResult::OutputFull => {}
            }
        }
    }

    /// Fails where a cell in quotation marks does not end with one, or something follows that.
    fn sound(&self, bytes: &[u8], cell: &Range<usize>) -> Result<(), Malformed> {
        let quote = self.marks.quote;
        if bytes.get(cell.start) != Some(&quote) || cell.is_empty() {
            return Ok(());
        }
        let mut at = cell.start + 1;
        while let Some(mark) = memchr::memchr(quote, &bytes[at..cell.end]).map(|found| at + found) {
            if bytes[..cell.end].get(mark + 1) != Some(&quote) {
                let behind = mark + 1..cell.end;
                let opens = cell.start..cell.start + 1;
                let over = memchr::memchr2(b'\n', b'\r', &bytes[cell.start..mark]).is_some();
                return match (behind.is_empty(), over) {
                    (true, _) => Ok(()),
                    (false, false) => Err(Malformed::Behind(behind, opens)),
                    (false, true) => Err(Malformed::Over(behind, opens)),
                };
            }
            at = mark + 2;
        }
        Err(Malformed::Unclosed(cell.start..cell.start + 1))
    }
}

/// `range` without blanks at its ends.
fn trimmed(bytes: &[u8], range: Range<usize>) -> Range<usize> {
    let cell = &bytes[range.clone()];
    let start = range.end - cell.trim_ascii_start().len();
    start..(start + cell.trim_ascii().len())
}

/// The text of `cell`, and where it is written: byte for byte, but for quotation marks in it where it is owned, which are there twice.
pub(super) fn decode<'t>(text: &'t str, cell: &Range<usize>, quote: u8) -> (Cow<'t, str>, Range<u32>) {
    let written = text.get(cell.clone()).unwrap_or_default();
    let at = |range: Range<usize>| range.start as u32..range.end as u32;
    let mark = char::from(quote);
    let Some(inner) = written.strip_prefix(mark).and_then(|inner| inner.strip_suffix(mark)) else {
        return (Cow::Borrowed(written), at(cell.clone()));
    };
    let from = cell.start + 1 + (inner.len() - inner.trim_start().len());
    let inner = inner.trim();
    let range = at(from..from + inner.len());
    if inner.contains(mark) {
        let doubled = String::from_iter([mark, mark]);
        return (Cow::Owned(inner.replace(&doubled, mark.encode_utf8(&mut [0; 4]))), range);
    }
    (Cow::Borrowed(inner), range)
}

/// Where records begin that are about `size` bytes apart, the first of them at `range`; each with the beginning of the next.
pub(super) fn parts(text: &str, range: Range<usize>, marks: Marks, size: usize) -> Vec<Range<usize>> {
    if memchr::memchr(marks.quote, &text.as_bytes()[range.clone()]).is_none() {
        return at_lines(text, range, size);
    }
    let mut ends = Vec::new();
    let (mut records, mut record) = (Records::new(text, range.clone(), marks), Record::new());
    let mut last = range.start;
    while !matches!(records.read(&mut record), Ok(false)) {
        if records.at() - last >= size && records.at() < range.end {
            last = records.at();
            ends.push(last);
        }
    }
    parted(range, &ends)
}

/// The same where every line is a record.
pub(super) fn at_lines(text: &str, range: Range<usize>, size: usize) -> Vec<Range<usize>> {
    let (mut ends, mut at) = (Vec::new(), range.start);
    while at + size < range.end {
        let Some(end) = memchr::memchr(b'\n', &text.as_bytes()[at + size..range.end]) else { break };
        at += size + end + 1;
        ends.push(at);
    }
    parted(range, &ends)
}

/// The parts of `range` between `ends`.
fn parted(range: Range<usize>, ends: &[usize]) -> Vec<Range<usize>> {
    let starts = std::iter::once(range.start).chain(ends.iter().copied());
    starts.zip(ends.iter().copied().chain([range.end])).map(|(start, end)| start..end).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const MARKS: Marks = Marks { separator: b',', quote: b'"' };

    fn read(text: &str) -> Vec<Result<Vec<String>, Malformed>> {
        let (mut records, mut record) = (Records::new(text, 0..text.len(), MARKS), Record::new());
        let mut all = Vec::new();
        loop {
            match records.read(&mut record) {
                Ok(false) => return all,
                Ok(true) => all.push(Ok(record.iter().map(|cell| text[cell.clone()].to_owned()).collect())),
                Err(wrong) => all.push(Err(wrong)),
            }
        }
    }

    #[test]
    fn cells_are_found_as_they_are_written() {
        let text = "a, b ,\"c\"\"d\"\r\n\n\"e\nf\",,\n,g\n\"h\"";
        let found: Vec<Vec<String>> = read(text).into_iter().map(Result::unwrap).collect();
        let expected: [&[&str]; 4] =
            [&["a", "b", "\"c\"\"d\""], &["\"e\nf\"", "", ""], &["", "g"], &["\"h\""]];
        assert_eq!(found, expected);
    }

    #[test]
    fn a_broken_cell_costs_its_line_alone() {
        assert_eq!(
            read("a,\"b\nc,d\ne,f"),
            [
                Err(Malformed::Unclosed(2..3)),
                Ok(vec!["c".to_owned(), "d".to_owned()]),
                Ok(vec!["e".to_owned(), "f".to_owned()]),
            ]
        );
        assert_eq!(
            read("\"a\"b,c\nd,e"),
            [Err(Malformed::Behind(3..4, 0..1)), Ok(vec!["d".to_owned(), "e".to_owned()]),]
        );
        assert_eq!(
            read("\"a,b\n\"c\",d"),
            [Err(Malformed::Over(6..8, 0..1)), Ok(vec!["\"c\"".to_owned(), "d".to_owned()])]
        );
    }

    #[test]
    fn cells_are_decoded_where_they_are() {
        for (cell, text, range) in [
            ("ab", "ab", 0..2),
            ("\"ab\"", "ab", 1..3),
            ("\" a \"", "a", 2..3),
            ("\" a \"\"b\"\"\"", "a \"b\"", 2..9),
        ] {
            assert_eq!(decode(cell, &(0..cell.len()), b'"'), (text.into(), range), "{cell}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(rows in prop::collection::vec(prop::collection::vec("[a-z\",; é\n\r]{0,5}", 2..4), 1..6), size in 1usize..20) {
            let mut writer = csv::WriterBuilder::new().flexible(true).quote_style(csv::QuoteStyle::NonNumeric).from_writer(Vec::new());
            for row in &rows {
                writer.write_record(row).unwrap();
            }
            let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
            let mut found = Vec::new();
            for part in parts(&text, 0..text.len(), MARKS, size) {
                let (mut records, mut record) = (Records::new(&text, part, MARKS), Record::new());
                while records.read(&mut record).unwrap() {
                    let cells = record.iter().map(|cell| decode(&text, cell, b'"').0.into_owned());
                    found.push(cells.collect::<Vec<_>>());
                }
            }
            let expected: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(|cell| cell.trim().to_owned()).collect()).collect();
            prop_assert_eq!(found, expected);
        }

        #[test]
        fn whatever_the_text_reading_ends(text in "[a\",\n\r ]{0,40}", size in 1usize..10) {
            for part in parts(&text, 0..text.len(), MARKS, size) {
                let (mut records, mut record) = (Records::new(&text, part, MARKS), Record::new());
                while !matches!(records.read(&mut record), Ok(false)) {
                    prop_assert!(record.iter().all(|cell| text.is_char_boundary(cell.start) && text.is_char_boundary(cell.end)));
                }
            }
        }
    }
}
