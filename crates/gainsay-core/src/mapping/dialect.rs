//! How a delimited file is written, where nobody says it: found by looking at its first lines.

use std::ops::Range;

use super::delimited::{Marks, Record, Records, decode};
use super::format::QUOTE;
use super::model::{Decimal, Dialect, Header};
use super::number;

/// How many records are looked at.
const SAMPLE: usize = 200;

/// The separators that are looked for; of equally likely ones the first.
pub(super) const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// How a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Written {
    pub(super) marks: Marks,
    pub(super) decimal: Decimal,
}

/// How the part of `text` at `range`, which begins with its header, is written: as `said`, else as it looks.
pub(super) fn find(text: &str, range: Range<usize>, said: &Dialect, tabs: bool) -> Written {
    let marks = marks(text, range.clone(), said, tabs);
    let decimal = said.decimal.unwrap_or_else(|| decimal(text, range, marks, |_| true));
    Written { marks, decimal }
}

/// The marks that tell its cells apart.
pub(super) fn marks(text: &str, range: Range<usize>, said: &Dialect, tabs: bool) -> Marks {
    let quote = said.quote.map_or(QUOTE, |quote| quote.value);
    let said = said.separator.map(|mark| mark.value).or_else(|| Some(said_first(text)?.0));
    let separator = said.or(tabs.then_some(b'\t'));
    let separator = separator.unwrap_or_else(|| {
        let likely = SEPARATORS
            .into_iter()
            .rev()
            .filter(|&separator| separator != quote)
            .max_by_key(|&separator| likelihood(text, range.clone(), Marks { separator, quote }));
        likely.unwrap_or(b',')
    });
    Marks { separator, quote }
}

/// The separator that the first line says, and where the next line begins: spreadsheets write `sep=;` there, and take it for no row.
fn said_first(text: &str) -> Option<(u8, usize)> {
    let from = after_mark(text);
    let end = memchr::memchr(b'\n', &text.as_bytes()[from..]).map_or(text.len(), |end| from + end + 1);
    let line = text[from..end].trim_end_matches(['\n', '\r']);
    let line = line.strip_prefix('"').and_then(|line| line.strip_suffix('"')).unwrap_or(line);
    let said = line.get(..4).filter(|key| key.eq_ignore_ascii_case("sep=")).map(|key| &line[key.len()..]);
    match said.map(str::as_bytes) {
        Some([mark]) if mark.is_ascii() && !mark.is_ascii_alphanumeric() => Some((*mark, end)),
        _ => None,
    }
}

/// Where text begins: behind a byte order mark.
fn after_mark(text: &str) -> usize {
    if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
}

/// How many cells the header at the beginning of `range` has, and with it most of the first records.
pub(super) fn likelihood_of(text: &str, range: Range<usize>, said: &Dialect, tabs: bool) -> usize {
    let marks = marks(text, range.clone(), said, tabs);
    likelihood(text, range, marks).1
}

/// The beginning of the line with the number `header`; of the first one where no line is the header. A line that only says the separator
/// is not the first.
///
/// It is the end of `text` where there is no such line.
pub(super) fn beginning(text: &str, header: Option<Header>) -> usize {
    let Some(Header::Line(line @ 2..)) = header else {
        return said_first(text).map_or_else(|| after_mark(text), |(_, next)| next);
    };
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

/// A separator that is looked for only where the usual ones find none: it divides all of the first lines, of which there are several, into
/// as many cells, and more than one.
pub(super) fn odd_separator(text: &str) -> Option<u8> {
    let from = beginning(text, None);
    let divides = |separator: &u8| {
        let records = sample(text, from..text.len(), Marks { separator: *separator, quote: QUOTE });
        let (lines, width) = (records.len(), records.first().map_or(0, Vec::len));
        lines > 1 && width > 1 && records.iter().all(|record| record.len() == width)
    };
    SEPARATORS.into_iter().chain(*b"^~:").find(divides)
}

/// The decimal mark of the numbers in the first records: a comma where some can only have one, and none can only have a point. The columns
/// that numbers are taken from decide, by `is_number`; where these leave it open, so do all others.
pub(super) fn decimal(
    text: &str,
    range: Range<usize>,
    marks: Marks,
    is_number: impl Fn(usize) -> bool,
) -> Decimal {
    if marks.separator == b',' {
        // A number with a comma has to be in quotation marks then, which nobody does but for groups of digits.
        return Decimal::Point;
    }
    let records = sample(text, range, marks);
    let decides = |wanted: bool| {
        let cells = records.iter().flat_map(|record| record.iter().enumerate());
        let cells = cells.filter(|(at, _)| is_number(*at) == wanted);
        let marks = cells.filter_map(|(_, cell)| number::mark(&decode(text, cell, marks.quote).0));
        let (commas, points): (Vec<u8>, Vec<u8>) = marks.partition(|mark| *mark == b',');
        match (commas.is_empty(), points.is_empty()) {
            (true, true) => None,
            (false, true) => Some(Decimal::Comma),
            (_, false) => Some(Decimal::Point),
        }
    };
    decides(true).or_else(|| decides(false)).unwrap_or(Decimal::Point)
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
    fn a_first_line_may_say_the_separator() {
        for (text, separator, begins) in [
            ("sep=;\na;b,c\n", b';', "a;b,c\n"),
            ("\u{feff}SEP=|\r\na|b\r\n", b'|', "a|b\r\n"),
            ("\"sep=,\"\na,b;c;d\n", b',', "a,b;c;d\n"),
            ("sep=\t\na\tb\n", b'\t', "a\tb\n"),
            ("sep=1\na\n", b',', "sep=1\na\n"),
            ("sep=;;\na\n", b';', "sep=;;\na\n"),
        ] {
            let from = beginning(text, None);
            let found = marks(text, from..text.len(), &Dialect::default(), false);
            assert_eq!((&text[from..], found.separator), (begins, separator), "{text:?}");
        }
        assert_eq!(beginning("sep=;", None), 5);
    }

    #[test]
    fn the_columns_of_numbers_decide_what_is_before_decimals() {
        let of = |text: &str, column: usize| {
            let marks = Marks { separator: b';', quote: QUOTE };
            decimal(text, 0..text.len(), marks, |at| at == column)
        };
        let text = "a;b;c\n1,5;1.5;1,500\n";
        assert_eq!([of(text, 0), of(text, 1), of(text, 2)], [Decimal::Comma, Decimal::Point, Decimal::Point]);
        assert_eq!(of("a;b\n1,5;1,500\n", 1), Decimal::Comma);
    }

    #[test]
    fn a_header_may_be_further_down() {
        let text = "\u{feff}a title\n\na;b\n";
        assert_eq!(&text[beginning(text, Some(Header::Line(3)))..], "a;b\n");
        assert_eq!(beginning(text, None), 3);
        assert_eq!(beginning(text, Some(Header::Line(9))), text.len());
    }
}
