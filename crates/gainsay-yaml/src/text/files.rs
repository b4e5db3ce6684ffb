//! The files of a run, and the line and column of each byte.

use std::sync::OnceLock;

use super::{FileId, Span};

/// A file: the path as shown to the user, and its text.
#[derive(Debug, Default)]
pub struct File {
    /// The path as shown, with `/` between its parts.
    pub path: String,
    /// The text, decoded.
    pub text: String,
    /// Whether it is no YAML, such as a table, so that nobody may edit it as if it were.
    pub foreign: bool,
    /// The file that says how this one is read, where there is one.
    pub read_by: Option<FileId>,
    /// What each of its lines is counted as, where it is a part of a larger text: see [`Files::number_lines`].
    numbers: Vec<usize>,
    starts: OnceLock<Vec<u32>>,
    lines: OnceLock<Vec<Line>>,
    marks: OnceLock<Vec<u32>>,
}

/// A line by its number, from 0, and by where it starts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Line {
    number: u32,
    start: u32,
}

/// Bytes between two places of which the line is found once and for all: a large file has too many lines to hold where each starts.
const LINES: usize = 512;

/// Bytes between two places at which the characters before are counted once and for all.
const STRIDE: usize = 4096;

/// The lines and columns of a span, counted from 1; columns count characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Location {
    /// Line of the first character, from 1.
    pub line: usize,
    /// Column of the first character, from 1, in characters.
    pub column: usize,
    /// Line of the end, from 1.
    pub end_line: usize,
    /// Column one past the last character, from 1, in characters.
    pub end_column: usize,
}

/// All files of a run.
///
/// Spans are ordered by file first, so files are best added in the order in which their problems are to be shown.
#[derive(Debug, Default)]
pub struct Files(Vec<File>);

impl Files {
    /// Adds a file and returns its number.
    pub fn add(&mut self, path: impl Into<String>, text: impl Into<String>) -> FileId {
        self.0.push(File { path: path.into(), text: text.into(), ..File::default() });
        FileId::from_index((self.0.len() - 1) as u32)
    }

    /// Adds a file that is no YAML, and returns its number; `read_by` is the file that says how it is read.
    pub fn add_foreign(
        &mut self,
        path: impl Into<String>,
        text: impl Into<String>,
        read_by: Option<FileId>,
    ) -> FileId {
        let id = self.add(path, text);
        let file = &mut self.0[id.index() as usize];
        (file.foreign, file.read_by) = (true, read_by);
        id
    }

    /// Gives the file with the number `id` another text, and returns the one before, in which spans were.
    pub fn set_text(&mut self, id: FileId, text: impl Into<String>) -> String {
        let file = &mut self.0[id.index() as usize];
        (file.starts, file.lines, file.marks) = Default::default();
        std::mem::replace(&mut file.text, text.into())
    }

    /// Says that a file is a part of a larger text, of which its lines are those with these numbers, in their order. Each record is on one line, and
    /// is called by the number of that.
    pub fn number_lines(&mut self, id: FileId, numbers: Vec<usize>) {
        self.0[id.index() as usize].numbers = numbers;
    }

    /// How many files there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// Keeps the first `count` files.
    pub fn truncate(&mut self, count: usize) {
        self.0.truncate(count);
    }

    /// The file with the number `id`.
    #[must_use]
    pub fn get(&self, id: FileId) -> &File {
        &self.0[id.index() as usize]
    }

    /// All files with their numbers.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &File)> {
        self.0.iter().enumerate().map(|(index, file)| (FileId::from_index(index as u32), file))
    }

    /// The text under `span`.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        self.get(span.file).text.get(span.start as usize..span.end as usize).unwrap_or_default()
    }

    /// What is underlined for a file as a whole: the first line in which anything can be seen, or its beginning where nothing can.
    #[must_use]
    pub fn opening(&self, id: FileId) -> Span {
        let unseen = |c: char| c.is_whitespace() || c == '\u{feff}';
        let text = &self.get(id).text;
        let rest = text.trim_start_matches(unseen);
        let line = rest.split(['\n', '\r']).next().unwrap_or_default().trim_end_matches(unseen);
        if line.is_empty() {
            return Span::whole(id);
        }
        let start = text.len() - rest.len();
        Span::new(id, start as u32, (start + line.len()) as u32)
    }

    /// Line and column of both ends of `span`.
    ///
    /// The lines of a file are counted once, on the first call for it.
    #[must_use]
    pub fn location(&self, span: Span) -> Location {
        let file = self.get(span.file);
        let (start, end) = (span.start as usize, span.end as usize);
        let first = file.line(start);
        // Most spans end in the line in which they start.
        let near = start <= end && end - start < LINES;
        let last = if near { file.line_behind(first, start, end) } else { file.line(end) };
        let number = |line: Line| file.number(line.number as usize + 1);
        let (column, end_column) = (file.column(first, start), file.column(last, end));
        Location { line: number(first), column, end_line: number(last), end_column }
    }
}

impl File {
    /// Whether it is a part of a larger text.
    #[must_use]
    pub fn is_part(&self) -> bool {
        !self.numbers.is_empty()
    }

    /// What a line is counted as.
    fn number(&self, line: usize) -> usize {
        let Some(&last) = self.numbers.last() else { return line };
        self.numbers.get(line - 1).copied().unwrap_or_else(|| last + (line - self.numbers.len()))
    }

    /// Byte offset at which each line starts; lines end at LF, CRLF or a lone CR, as in YAML.
    #[must_use]
    pub fn line_starts(&self) -> &[u32] {
        self.starts.get_or_init(|| {
            let ends = self.line_ends(0, self.text.len());
            std::iter::once(0).chain(ends.map(|at| at as u32 + 1)).collect()
        })
    }

    /// The last byte of each line that ends with one of the bytes `from..to`.
    fn line_ends(&self, from: usize, to: usize) -> impl Iterator<Item = usize> {
        let bytes = self.text.as_bytes();
        let within = move |&at: &usize| bytes[at] == b'\r' && bytes.get(at + 1) == Some(&b'\n');
        let to = to.min(bytes.len());
        let ends = memchr::memchr2_iter(b'\n', b'\r', &bytes[from.min(to)..to]);
        ends.map(move |at| from + at).filter(move |at| !within(at))
    }

    /// The line of a byte.
    fn line(&self, offset: usize) -> Line {
        let lines = self.lines.get_or_init(|| {
            let (mut line, mut ends) = (Line::default(), self.line_ends(0, self.text.len()).peekable());
            let mut line_at = |at: usize| {
                while let Some(end) = ends.next_if(|end| *end < at) {
                    line = Line { number: line.number + 1, start: end as u32 + 1 };
                }
                line
            };
            (0..=self.text.len()).step_by(LINES).map(&mut line_at).collect()
        });
        let mark = (offset / LINES).min(lines.len() - 1);
        self.line_behind(lines[mark], mark * LINES, offset)
    }

    /// The line of a byte behind another one, which is in `line`.
    fn line_behind(&self, line: Line, from: usize, offset: usize) -> Line {
        let ends = self.line_ends(from, offset);
        ends.fold(line, |line, end| Line { number: line.number + 1, start: end as u32 + 1 })
    }

    /// The column of a byte in its line, from 1.
    fn column(&self, line: Line, offset: usize) -> usize {
        let start = line.start as usize;
        let end = offset.min(self.text.len());
        let before = if end - start < STRIDE {
            characters(&self.text.as_bytes()[start..end])
        } else {
            self.characters_before(end) - self.characters_before(start)
        };
        // A byte order mark does not count as a character of the first line.
        let mark = usize::from(line.number == 0 && offset > 0 && self.text.starts_with('\u{feff}'));
        before - mark + 1
    }

    /// How many characters start before `offset`.
    ///
    /// Counted from the mark before it, so that a file that is one huge line is not counted anew for each spot.
    fn characters_before(&self, offset: usize) -> usize {
        let bytes = self.text.as_bytes();
        let marks = self.marks.get_or_init(|| {
            let total = |before: &mut u32, chunk: &[u8]| {
                let here = *before;
                *before += characters(chunk) as u32;
                Some(here)
            };
            bytes.chunks(STRIDE).scan(0, total).collect()
        });
        let offset = offset.min(bytes.len());
        let Some(mark) = marks.get(offset / STRIDE).or(marks.last()) else { return 0 };
        let from = (offset / STRIDE).min(marks.len() - 1) * STRIDE;
        *mark as usize + characters(&bytes[from..offset])
    }
}

/// How many characters of UTF-8 text start in `bytes`.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_from_any_mark() {
        let text = format!("\u{feff}{}ü日x\r\nz", "é".repeat(5000));
        let mut files = Files::default();
        let id = files.add("a.yaml", text.as_str());
        for (needle, line, column) in [("ü", 1, 5001), ("日", 1, 5002), ("x", 1, 5003), ("z", 2, 1)] {
            let at = text.find(needle).unwrap() as u32;
            let found = files.location(Span::new(id, at, at + needle.len() as u32));
            assert_eq!((found.line, found.column, found.end_column), (line, column, column + 1), "{needle}");
        }
        let end = text.len() as u32;
        assert_eq!(files.location(Span::new(id, end, end)).column, 2);
        assert_eq!(files.location(Span::whole(id)).column, 1);
    }

    #[test]
    fn lines_are_those_that_start_before_a_byte() {
        let text = "a\r\nb\rc\n\n".repeat(300) + &"x".repeat(1_500) + "\r\n" + &"\n".repeat(700) + "\r";
        let mut files = Files::default();
        let id = files.add("a.yaml", text.as_str());
        let starts = files.get(id).line_starts().to_vec();
        assert_eq!(starts.len(), 4 * 300 + 703);
        for at in 0..=text.len() as u32 {
            let line = |at: u32| starts.partition_point(|&start| start <= at);
            for end in [at, at + 3, at + 600].map(|end| end.min(text.len() as u32)) {
                let found = files.location(Span::new(id, at, end));
                assert_eq!((found.line, found.end_line), (line(at), line(end)), "{at} to {end}");
                assert_eq!(found.end_column as u32, end - starts[line(end) - 1] + 1);
            }
        }
    }

    #[test]
    fn a_file_as_a_whole_is_underlined_where_something_can_be_seen() {
        let mut files = Files::default();
        for (text, line) in [("\u{feff}\r\n  # a \r\nb", "# a"), ("x", "x"), ("", ""), (" \n\u{feff}\n", "")]
        {
            let id = files.add("a.yaml", text);
            assert_eq!(files.slice(files.opening(id)), line, "{text:?}");
        }
    }

    #[test]
    fn lines_of_a_part_have_the_numbers_of_the_whole() {
        let mut files = Files::default();
        let id = files.add("a.json", "x\nyz\nend");
        files.number_lines(id, vec![7, 12]);
        let lines = |start, end| {
            let at = files.location(Span::new(id, start, end));
            (at.line, at.column, at.end_line, at.end_column)
        };
        assert_eq!((lines(0, 1), lines(0, 4)), ((7, 1, 7, 2), (7, 1, 12, 3)));
        assert_eq!(lines(5, 8), (13, 1, 13, 4));
        assert!(files.get(id).is_part());
    }

    #[test]
    fn an_empty_file_has_a_first_column() {
        let mut files = Files::default();
        let id = files.add("a.yaml", "");
        assert_eq!(
            files.location(Span::whole(id)),
            Location { line: 1, column: 1, end_line: 1, end_column: 1 }
        );
    }
}
