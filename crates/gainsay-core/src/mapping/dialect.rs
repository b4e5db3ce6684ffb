//! How a delimited file is written, where nobody says it: found by looking at its first lines.

use std::ops::Range;

use super::delimited::{Marks, Record, Records, decode};
use super::format::QUOTE;
use super::model::{Decimal, Dialect, Header};
use super::number;

/// How many records are looked at.
const SAMPLE: usize = 200;

/// The separators that are looked for; of equally likely ones the first.
const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// How a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Written {
    pub(super) marks: Marks,
    pub(super) decimal: Decimal,
}

/// How the part of `text` at `range`, which begins with its header, is written: as `said`, else as it looks.
pub(super) fn find(text: &str, range: Range<usize>, said: &Dialect, tabs: bool) -> Written {
    let quote = said.quote.map_or(QUOTE, |quote| quote.value);
    let separator = said.separator.map(|mark| mark.value).or(tabs.then_some(b'\t'));
    let separator = separator.unwrap_or_else(|| {
        let likely = SEPARATORS
            .into_iter()
            .rev()
            .filter(|&separator| separator != quote)
            .max_by_key(|&separator| likelihood(text, range.clone(), Marks { separator, quote }));
        likely.unwrap_or(b',')
    });
    let marks = Marks { separator, quote };
    let decimal = said.decimal.unwrap_or_else(|| decimal(text, range, marks));
    Written { marks, decimal }
}

/// How many cells the header at the beginning of `range` has, and with it most of the first records.
pub(super) fn likelihood_of(text: &str, range: Range<usize>, said: &Dialect, tabs: bool) -> usize {
    let marks = find(text, range.clone(), said, tabs).marks;
    likelihood(text, range, marks).1
}

/// The beginning of the line with the number `header`; of the first one where no line is the header.
///
/// It is the end of `text` where there is no such line.
pub(super) fn beginning(text: &str, header: Option<Header>) -> usize {
    let mark = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let Some(Header::Line(line @ 2..)) = header else { return mark };
    let mut ends = memchr::memchr_iter(b'\n', text.as_bytes());
    ends.nth(line - 2).map_or(text.len(), |end| end + 1)
}

/// The first records, as far as they can be read.
fn sample(text: &str, range: Range<usize>, marks: Marks) -> Vec<Record> {
    let (mut records, mut all) = (Records::new(text, range, marks), Vec::new());
    loop {
        let mut record = Record::new();
        match records.read(&mut record) {
            Ok(true) if all.len() < SAMPLE => all.push(record),
            Ok(_) => return all,
            Err(_) => {}
        }
    }
}

/// How many of the first records have as many cells as the header, which has several, and how many cells those are.
fn likelihood(text: &str, range: Range<usize>, marks: Marks) -> (usize, usize) {
    let records = sample(text, range, marks);
    let width = records.first().map_or(0, Vec::len);
    if width < 2 {
        return (0, 0);
    }
    (records.iter().filter(|record| record.len() == width).count(), width)
}

/// The decimal mark of the numbers in the first records: a comma where some can only have one, and none can only have a point.
fn decimal(text: &str, range: Range<usize>, marks: Marks) -> Decimal {
    if marks.separator == b',' {
        // A number with a comma has to be in quotation marks then, which nobody does but for groups of digits.
        return Decimal::Point;
    }
    let records = sample(text, range, marks);
    let cells = records.iter().flatten().map(|cell| decode(text, cell, marks.quote).0);
    let (mut commas, mut points) = (false, false);
    for cell in cells {
        match number::mark(&cell) {
            Some(b',') => commas = true,
            Some(b'.') => points = true,
            _ => {}
        }
    }
    if commas && !points { Decimal::Comma } else { Decimal::Point }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dialects_are_found() {
        for (text, separator, decimal) in [
            ("a,b\n1,2\n", b',', Decimal::Point),
            ("a;b\n1,5;2,25\n", b';', Decimal::Comma),
            ("a;b\n1,500;2,250\n", b';', Decimal::Point),
            ("a;b\n1,5;2.5\n", b';', Decimal::Point),
            ("a\tb\n1.000,5\t2\n", b'\t', Decimal::Comma),
            ("a|b|c\n1|2|3\n", b'|', Decimal::Point),
            ("\"a;x\",b\n\"1;2;3\",4\n", b',', Decimal::Point),
            ("a\n1\n", b',', Decimal::Point),
        ] {
            let found = find(text, 0..text.len(), &Dialect::default(), false);
            assert_eq!((found.marks.separator, found.decimal), (separator, decimal), "{text}");
        }
    }

    #[test]
    fn a_header_may_be_further_down() {
        let text = "\u{feff}a title\n\na;b\n";
        assert_eq!(&text[beginning(text, Some(Header::Line(3)))..], "a;b\n");
        assert_eq!(beginning(text, None), 3);
        assert_eq!(beginning(text, Some(Header::Line(9))), text.len());
    }
}
