//! Untrusted words, made safe to print.
//!
//! Claims come from anywhere. A control character could drive the terminal, and a character that is not seen or
//! that turns the direction of the text could make a line read otherwise than it is: all of them are shown by
//! their code point instead, as `<U+202E>`.

use std::borrow::Cow;

use super::hidden::{is_plain, marked};

/// `text` as one line: line breaks and tabs become blanks, hidden characters are shown.
pub(crate) fn line(text: &str) -> Cow<'_, str> {
    cleaned(text, |c| matches!(c, '\t' | '\n' | '\r').then_some(' '))
}

/// `text` as one line in which line breaks are shown like hidden characters; tabs become blanks.
pub(crate) fn single(text: &str) -> Cow<'_, str> {
    cleaned(text, |c| (c == '\t').then_some(' '))
}

/// `text` with its line breaks kept, without those at its end; hidden characters are shown.
pub(crate) fn block(text: &str) -> Cow<'_, str> {
    cleaned(text.trim_end(), |c| match c {
        '\n' => Some('\n'),
        '\t' | '\r' => Some(' '),
        _ => None,
    })
}

/// `text` with its line breaks and tabs kept; hidden characters are shown.
pub(crate) fn cell(text: &str) -> Cow<'_, str> {
    cleaned(text, |c| matches!(c, '\t' | '\n').then_some(c))
}

/// Each character of `text` in the form in which it may be printed, and where it stands. A tab stays one.
pub(crate) fn printed(text: &str) -> impl Iterator<Item = (usize, Printed)> {
    marked(text).map(|(at, c, hidden)| {
        (at, if hidden && c != '\t' { Printed::Shown(shown(c)) } else { Printed::Plain(c) })
    })
}

/// A character as it is printed.
pub(crate) enum Printed {
    /// As it is.
    Plain(char),
    /// By its code point.
    Shown(String),
}

impl Printed {
    /// Bytes that it takes.
    pub(crate) fn len(&self) -> usize {
        match self {
            Self::Plain(c) => c.len_utf8(),
            Self::Shown(code) => code.len(),
        }
    }

    /// Adds it to `out`.
    pub(crate) fn push(&self, out: &mut String) {
        match self {
            Self::Plain(c) => out.push(*c),
            Self::Shown(code) => out.push_str(code),
        }
    }
}

fn cleaned(text: &str, plain: impl Fn(char) -> Option<char>) -> Cow<'_, str> {
    if is_plain(text) || !marked(text).any(|(_, _, hidden)| hidden) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for (_, c, hidden) in marked(text) {
        match plain(c) {
            Some(plain) => out.push(plain),
            None if hidden => out.push_str(&shown(c)),
            None => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// `c` by its code point, as `<U+202E>`.
pub(crate) fn shown(c: char) -> String {
    format!("<U+{:04X}>", u32::from(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_and_turned_text_are_shown() {
        assert_eq!(
            line("red \u{1b}[31m, \u{202e}turned, a\u{200b}b"),
            "red <U+001B>[31m, <U+202E>turned, a<U+200B>b"
        );
        assert_eq!(line("two\r\nlines\tand a tab"), "two  lines and a tab");
        assert_eq!(single("two\r\nlines\tand a tab"), "two<U+000D><U+000A>lines and a tab");
        assert_eq!(block("two\nlines\u{7}\n\n"), "two\nlines<U+0007>");
        assert_eq!(cell("\u{1b}[2J\n\ta\u{202e}b\r"), "<U+001B>[2J\n\ta<U+202E>b<U+000D>");
    }

    #[test]
    fn honest_text_is_left_alone() {
        for text in ["Zaporizhzhia Запоріжжя", "دبي\u{200c}ها", "👩\u{200d}🚒", "e\u{301}", "日本"]
        {
            assert!(matches!(line(text), Cow::Borrowed(same) if same == text));
        }
    }
}
