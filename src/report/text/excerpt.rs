//! The few lines around a label, cut out of their file and made safe to print.
//!
//! miette finds lines by reading a text from its start. A finding may point into a file of many megabytes, even
//! one that is a single line, so it is given these lines only, and told where they are.

use std::fmt;
use std::ops::{Range, RangeInclusive};

use miette::{LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};
use textwrap::core::display_width;

use super::style::Style;
use crate::report::safe;
use gainsay_core::finding::Label;
use gainsay_core::text::{File, FileId, Files, Span};

/// A span of more lines than this is underlined on its first one only.
const LINES: usize = 6;

/// Columns that miette takes for a tab.
const TAB: usize = 4;

/// Columns that a label's message is given even where less is left beside the words that it belongs to.
const MESSAGE: usize = 24;

/// The bytes and lines that are underlined for a span: without the blanks at its end.
#[derive(Debug)]
pub(in crate::report) struct Extent {
    pub(in crate::report) file: FileId,
    pub(in crate::report) range: Range<usize>,
    /// Indices of lines, from 0.
    pub(in crate::report) lines: RangeInclusive<usize>,
}

impl Extent {
    pub(in crate::report) fn new(files: &Files, span: Span) -> Self {
        let file = files.get(span.file);
        let start = boundary(&file.text, span.start as usize);
        let words = file.text.get(start..boundary(&file.text, span.end as usize)).unwrap_or_default();
        let first = line_of(file, start);
        let mut end = start + words.trim_end().len();
        let mut last = line_of(file, end.saturating_sub(1).max(start));
        if last - first >= LINES {
            last = first;
            end = content(file, first).end.max(start);
        }
        Self { file: span.file, range: start..end, lines: first..=last }
    }

    /// Bytes from the start of the line to the end of the words.
    pub(super) fn column_end(&self, files: &Files) -> usize {
        self.range.end - content(files.get(self.file), *self.lines.start()).start.min(self.range.end)
    }
}

/// Lines cut out of a file, with the labels in them.
pub(super) struct Excerpt {
    /// Path of the file, safe to print.
    path: String,
    text: String,
    /// Index of the first line, from 0.
    line: usize,
    /// Line and column of the first label, from 0.
    at: (usize, usize),
    pub(super) labels: Vec<LabeledSpan>,
}

impl Excerpt {
    /// The lines of `labels`, which are in one file and in the order of their places. At least one.
    pub(super) fn new(files: &Files, style: Style, labels: &[(&Label, Extent)]) -> Self {
        let Some((head, extent)) = labels.first() else { return Self::empty() };
        let file = files.get(extent.file);
        let first = *extent.lines.start();
        let last = labels.iter().map(|(_, extent)| *extent.lines.end()).max().unwrap_or(first);
        let width = room(style, last + 1);
        let mut text = String::new();
        let rows: Vec<Row> = (first..=last)
            .map(|line| {
                let focus = labels
                    .iter()
                    .map(|(_, extent)| &extent.range)
                    .find(|range| line_of(file, range.start) == line);
                Row::push(&mut text, file, line, focus, width, style)
            })
            .collect();
        let place = |at: usize| {
            let row = rows.iter().rev().find(|row| row.line.start <= at).or(rows.first());
            row.map_or(0, |row| row.place(file, at))
        };
        let spans = labels.iter().map(|(label, extent)| {
            let drawn = place(extent.range.start)..place(extent.range.end);
            labeled(&safe::line(&label.message), &text, drawn, width)
        });
        let spans = spans.collect();
        let at = files.location(head.span);
        let path = safe::line(&file.path).into_owned();
        Self { path, line: first, at: (at.line - 1, at.column - 1), labels: spans, text }
    }

    fn empty() -> Self {
        Self { path: String::new(), text: String::new(), line: 0, at: (0, 0), labels: Vec::new() }
    }
}

/// Says nothing: the finding's heading stands above all its excerpts.
impl fmt::Display for Excerpt {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}

impl fmt::Debug for Excerpt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path)
    }
}

impl std::error::Error for Excerpt {}

impl SourceCode for Excerpt {
    fn read_span<'a>(
        &'a self,
        _: &SourceSpan,
        lines_before: usize,
        _: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        // miette asks without context for the place to name, and with context for the lines to draw.
        let (line, column) = if lines_before == 0 { self.at } else { (self.line, 0) };
        let all = (0, self.text.len()).into();
        let lines = self.text.lines().count();
        let path = self.path.clone();
        Ok(Box::new(MietteSpanContents::new_named(path, self.text.as_bytes(), all, line, column, lines)))
    }
}

/// A line of a file and what is shown of it.
struct Row {
    /// The line in the file, without its line break.
    line: Range<usize>,
    /// The part of it that is shown.
    shown: Range<usize>,
    /// Where in the excerpt the row stands, marks of omission included.
    drawn: Range<usize>,
    /// Where in the excerpt the shown part starts.
    start: usize,
}

impl Row {
    /// Adds a line to `text`: whole where it fits into `width` columns, else the part around `focus`.
    fn push(
        text: &mut String,
        file: &File,
        line: usize,
        focus: Option<&Range<usize>>,
        width: usize,
        style: Style,
    ) -> Self {
        let line = content(file, line);
        let shown = window(&file.text, &line, focus, width);
        let omission = if style.unicode { "…" } else { "..." };
        let row = text.len();
        if shown.start > line.start {
            text.push_str(omission);
        }
        let start = text.len();
        safe::printed(&file.text[shown.clone()]).for_each(|(_, c)| c.push(text));
        if shown.end < line.end {
            text.push_str(omission);
        }
        let drawn = row..text.len();
        text.push('\n');
        Self { line, shown, drawn, start }
    }

    /// Where in the excerpt the byte `at` of the file stands; at an end of the row where it is not shown.
    fn place(&self, file: &File, at: usize) -> usize {
        if at < self.shown.start {
            self.drawn.start
        } else if at > self.shown.end {
            self.drawn.end
        } else {
            let shown = safe::printed(&file.text[self.shown.clone()]);
            let before = shown.take_while(|(start, _)| self.shown.start + start < at);
            self.start + before.map(|(_, c)| c.len()).sum::<usize>()
        }
    }
}

/// The part of `line` to show in `width` columns. Reads no more of the line than that.
pub(in crate::report) fn window(
    text: &str,
    line: &Range<usize>,
    focus: Option<&Range<usize>>,
    width: usize,
) -> Range<usize> {
    let whole = reach(text, line.clone(), width);
    if whole == line.end {
        return line.clone();
    }
    // Room for the marks of omission on both sides, in ASCII too.
    let width = width.saturating_sub(6);
    let start = match focus {
        Some(focus) if focus.end > reach(text, line.clone(), width) => {
            let before = &text[line.start..focus.start.clamp(line.start, line.end)];
            before.len() - taken(before.chars().rev(), width / 4) + line.start
        }
        _ => line.start,
    };
    start..reach(text, start..line.end, width)
}

/// The end of what of `range` fits into `width` columns.
fn reach(text: &str, range: Range<usize>, width: usize) -> usize {
    range.start + taken(text[range].chars(), width)
}

/// How many bytes of `chars` fit into `width` columns; a character of no width is counted as one column wide, and one that
/// may be shown by its code point as if it is.
fn taken(chars: impl Iterator<Item = char>, width: usize) -> usize {
    let mut columns = 0;
    let mut bytes = 0;
    for c in chars {
        columns += match c {
            '\t' => TAB,
            _ => display_width(&safe::line(c.encode_utf8(&mut [0; 4]))).max(1),
        };
        if columns > width {
            break;
        }
        bytes += c.len_utf8();
    }
    bytes
}

/// The label for `drawn`, its message wrapped into what `width` leaves beside the middle of the words.
fn labeled(message: &str, text: &str, drawn: Range<usize>, width: usize) -> LabeledSpan {
    let row = text[..drawn.start].rfind('\n').map_or(0, |at| at + 1);
    let columns = |range: Range<usize>| display_width(&text[range].replace('\t', "    "));
    let middle = columns(row..drawn.start) + columns(drawn.clone()) / 2;
    let room = width.saturating_sub(middle + 4).max(MESSAGE);
    let options = textwrap::Options::new(room)
        .word_separator(textwrap::WordSeparator::AsciiSpace)
        .word_splitter(textwrap::WordSplitter::NoHyphenation)
        .break_words(false);
    let message = (!message.is_empty()).then(|| textwrap::fill(message, options));
    LabeledSpan::new_primary_with_span(message, (drawn.start, drawn.len()))
}

/// Columns left for a line's text beside line numbers of up to `last`.
fn room(style: Style, last: usize) -> usize {
    style.columns().saturating_sub(last.to_string().len() + 4)
}

/// Index of the line on which the byte `at` stands.
fn line_of(file: &File, at: usize) -> usize {
    file.line_starts().partition_point(|&start| start as usize <= at).saturating_sub(1)
}

/// The bytes of a line without its line break, and without a byte order mark.
pub(in crate::report) fn content(file: &File, line: usize) -> Range<usize> {
    let starts = file.line_starts();
    let start = starts.get(line).map_or(file.text.len(), |&start| start as usize);
    let end = starts.get(line + 1).map_or(file.text.len(), |&end| end as usize);
    let text = &file.text[start..end];
    let end = start + text.trim_end_matches(['\r', '\n']).len();
    let mark = if start == 0 && text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    start + mark..end
}

/// `at`, or the start of the character that it falls into.
fn boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
