//! How a report looks: its width, its characters and its colours.

use std::fmt::Display;

use miette::{GraphicalTheme, ThemeCharacters, ThemeStyles};
use textwrap::core::display_width;
use unicode_segmentation::UnicodeSegmentation;

use gainsay_core::rule::Severity;

/// Below this width lines are left to the terminal to break.
const NARROWEST: usize = 40;

/// What the reader's end can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// Whether to colour.
    pub color: bool,
    /// Whether to draw with box characters; with ASCII otherwise.
    pub unicode: bool,
    /// Width to wrap at, in columns.
    pub width: usize,
}

impl Style {
    /// For files and pipes: the same everywhere.
    pub const PLAIN: Self = Self { color: false, unicode: true, width: 100 };

    /// Columns to wrap at, never fewer than can be read.
    pub(crate) fn columns(self) -> usize {
        self.width.max(NARROWEST)
    }

    /// `text` wrapped to the width, `first` before its first line and `rest` before the others.
    pub(crate) fn wrap(self, text: &str, first: &str, rest: &str) -> String {
        let options = textwrap::Options::new(self.columns())
            .initial_indent(first)
            .subsequent_indent(rest)
            .word_splitter(textwrap::WordSplitter::NoHyphenation)
            .word_separator(textwrap::WordSeparator::AsciiSpace)
            .break_words(false);
        textwrap::fill(text, options)
    }
}

/// `text` in so many columns; what is cut ends in dots.
pub(crate) fn cut(text: &str, width: usize, unicode: bool) -> String {
    if display_width(text) <= width {
        return text.to_owned();
    }
    let dots = if unicode { "…" } else { "..." };
    let room = width.saturating_sub(display_width(dots));
    let mut kept = String::new();
    for cluster in text.graphemes(true) {
        if display_width(&kept) + display_width(cluster) > room {
            break;
        }
        kept.push_str(cluster);
    }
    kept.truncate(kept.trim_end().len());
    kept + dots
}

/// The characters and colours that go with a [`Style`].
#[derive(Debug, Clone)]
pub(crate) struct Theme(pub(crate) GraphicalTheme);

impl Theme {
    pub(crate) fn new(style: Style) -> Self {
        let characters = if style.unicode { ThemeCharacters::unicode() } else { ThemeCharacters::ascii() };
        let mut styles = if style.color { ThemeStyles::ansi() } else { ThemeStyles::none() };
        if style.color {
            for heading in [&mut styles.error, &mut styles.warning, &mut styles.advice, &mut styles.help] {
                *heading = heading.bold();
            }
        }
        Self(GraphicalTheme { characters, styles })
    }

    /// `text` in the colour of `severity`.
    pub(crate) fn severity(&self, severity: Severity, text: impl Display) -> String {
        let styles = &self.0.styles;
        let style = match severity {
            Severity::Error => styles.error,
            Severity::Warning => styles.warning,
            Severity::Note | Severity::Off => styles.advice,
        };
        style.style(text).to_string()
    }

    /// `text` less bright than what is found.
    pub(crate) fn dim(&self, text: impl Display) -> String {
        self.0.styles.linum.style(text).to_string()
    }

    /// `text` in the colour of what is told beside the finding itself.
    pub(crate) fn accent(&self, text: impl Display) -> String {
        self.0.styles.help.style(text).to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_text_wraps_between_words_only() {
        let style = Style { width: 40, ..Style::PLAIN };
        let wrapped = style.wrap(
            "see claims/a-very-long-path/that-cannot-be-broken-anywhere.yaml:3:4 of 2024-10-24",
            "help: ",
            "      ",
        );
        assert_eq!(
            wrapped,
            "help: see\n      claims/a-very-long-path/that-cannot-be-broken-anywhere.yaml:3:4\n      of 2024-10-24"
        );
    }

    #[test]
    fn a_letter_is_not_cut_from_its_marks() {
        assert_eq!(cut("e\u{301}e\u{301}e\u{301}", 2, true), "e\u{301}…");
        assert_eq!(cut("abcdef", 5, false), "ab...");
        assert_eq!(cut("abc", 3, true), "abc");
    }

    #[test]
    fn without_colour_nothing_is_added() {
        let theme = Theme::new(Style::PLAIN);
        assert_eq!(theme.severity(Severity::Error, "error"), "error");
        assert_eq!(theme.accent("help"), "help");
    }
}
