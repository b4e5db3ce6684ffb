//! Labels drawn into their lines, by miette.

use std::io::{self, Write};

use miette::{Diagnostic, GraphicalReportHandler, LabeledSpan, SourceCode};

use super::excerpt::{Excerpt, Extent};
use super::style::{Style, Theme};
use gainsay_core::finding::Label;
use gainsay_core::text::Files;

/// Labels in one file that are at most so many lines apart share a snippet.
const NEAR: usize = 2;

/// Draws the snippets of one finding, one below the other.
pub(super) struct Snippets<'a> {
    files: &'a Files,
    style: Style,
    theme: Theme,
}

impl<'a> Snippets<'a> {
    pub(super) fn new(files: &'a Files, style: Style, theme: &Theme) -> Self {
        Self { files, style, theme: theme.clone() }
    }

    /// Draws `labels`, in their order.
    pub(super) fn write(&mut self, out: &mut dyn Write, labels: &[&Label]) -> io::Result<()> {
        let labels: Vec<_> =
            labels.iter().map(|&label| (label, Extent::new(self.files, label.span))).collect();
        let Self { files, style, .. } = *self;
        for group in labels.chunk_by(|(_, one), (_, next)| together(files, style, one, next)) {
            self.snippet(out, &Excerpt::new(files, style, group))?;
            // Each side has a colour of its own, also where each has a snippet of its own.
            let colors = &mut self.theme.0.styles.highlights;
            let used = group.len() % colors.len().max(1);
            colors.rotate_left(used);
        }
        Ok(())
    }

    fn snippet(&self, out: &mut dyn Write, excerpt: &Excerpt) -> io::Result<()> {
        let handler = GraphicalReportHandler::new_themed(self.theme.0.clone())
            .with_width(self.style.columns())
            .with_links(false)
            .without_syntax_highlighting();
        let mut drawn = String::new();
        handler.render_report(&mut drawn, excerpt).map_err(io::Error::other)?;
        // miette's own heading comes first: it is empty, since ours stands above all snippets of the finding.
        let body = drawn.split_once('\n').map_or("", |(_, body)| body);
        for line in body.lines() {
            writeln!(out, "{}", line.trim_end())?;
        }
        Ok(())
    }
}

/// Whether `next` is drawn into the snippet of `one`.
fn together(files: &Files, style: Style, one: &Extent, next: &Extent) -> bool {
    let follows = one.file == next.file && one.range.start <= next.range.start;
    let single = one.lines.start() == one.lines.end() && next.lines.start() == next.lines.end();
    let apart = next.lines.start().saturating_sub(*one.lines.start());
    follows && single && apart <= NEAR && (apart > 0 || next.column_end(files) < style.columns() / 2)
}

impl Diagnostic for Excerpt {
    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(self)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().cloned()))
    }
}
