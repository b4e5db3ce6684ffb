//! Scalars of a mapping file, so that it can be read again as it is printed.

use std::fmt::Write as _;

use crate::report::is_hidden;

/// A scalar of YAML as text: in quotation marks where it could be read as something else.
pub(super) fn plain(words: &str) -> String {
    seen(&gainsay_core::claim::plain(words))
}

/// The same, always in quotation marks.
pub(super) fn quoted(words: &str) -> String {
    seen(&gainsay_yaml::quoted(words))
}

/// A scalar with its hidden characters as escapes, where it is in quotation marks.
fn seen(scalar: &str) -> String {
    let in_quotes = scalar.starts_with('"');
    let mut out = String::with_capacity(scalar.len());
    for (at, c) in scalar.char_indices() {
        if in_quotes && is_hidden(scalar, at, c) {
            let code = u32::from(c);
            // Writing to a string does not fail.
            let _ = if code > 0xffff { write!(out, "\\U{code:08x}") } else { write!(out, "\\u{code:04x}") };
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_characters_are_escaped() {
        assert_eq!(plain("K\u{202e}i\"l\u{e0041}"), "\"K\\u202ei\\\"l\\U000e0041\"");
        assert_eq!(quoted("x\u{202e}"), "\"x\\u202e\"");
        assert_eq!(plain("\u{e9}"), "\u{e9}");
    }
}
