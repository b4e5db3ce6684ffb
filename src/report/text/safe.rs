//! Untrusted words, made safe to print.
//!
//! Claims come from anywhere. A control character could drive the terminal, and a character that is not seen or
//! that turns the direction of the text could make a line read otherwise than it is: all of them are shown by
//! their code point instead, as `<U+202E>`.

use std::borrow::Cow;

/// `text` as one line: line breaks and tabs become blanks, hidden characters are shown.
pub(crate) fn line(text: &str) -> Cow<'_, str> {
    cleaned(text, |c| matches!(c, '\t' | '\n' | '\r').then_some(' '))
}

/// `text` with its line breaks kept, without those at its end; hidden characters are shown.
pub(crate) fn block(text: &str) -> Cow<'_, str> {
    cleaned(text.trim_end(), |c| match c {
        '\n' => Some('\n'),
        '\t' | '\r' => Some(' '),
        _ => None,
    })
}

/// Adds `c` to `out` in the form in which it may be printed. A tab stays one.
pub(crate) fn push(out: &mut String, c: char) {
    if c != '\t' && hidden(c) {
        out.push_str(&shown(c));
    } else {
        out.push(c);
    }
}

fn cleaned(text: &str, plain: impl Fn(char) -> Option<char>) -> Cow<'_, str> {
    if !text.contains(hidden) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match plain(c) {
            Some(plain) => out.push(plain),
            None => push(&mut out, c),
        }
    }
    Cow::Owned(out)
}

/// `c` by its code point, as `<U+202E>`.
pub(crate) fn shown(c: char) -> String {
    format!("<U+{:04X}>", u32::from(c))
}

/// Whether `c` is a control, turns the direction of text, or cannot be seen at all.
///
/// Joiners stay as they are: they belong to the spelling of several scripts, and to emoji.
pub(crate) fn hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{feff}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{fffe}' | '\u{ffff}'
            | '\u{e0000}'..='\u{e007f}')
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
        assert_eq!(block("two\nlines\u{7}\n\n"), "two\nlines<U+0007>");
    }

    #[test]
    fn honest_text_is_left_alone() {
        for text in ["Zaporizhzhia Запоріжжя", "دبي\u{200c}ها", "👩\u{200d}🚒", "e\u{301}", "日本"]
        {
            assert!(matches!(line(text), Cow::Borrowed(same) if same == text));
        }
    }
}
