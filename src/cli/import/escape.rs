//! Hidden characters in a mapping file, so that it can be read again as it is printed.

use std::fmt::Write as _;

use crate::report::is_hidden_at;

/// `mapping` with the hidden characters of its names as escapes. They are within quotation marks; comments are for people alone.
pub(super) fn hidden(mapping: &str) -> String {
    let mut out = String::with_capacity(mapping.len());
    for line in mapping.split_inclusive('\n') {
        let (mut quoted, mut escaped, mut comment) = (false, false, false);
        for (at, c) in line.char_indices() {
            if quoted && !comment && is_hidden_at(line, at, c) {
                let code = u32::from(c);
                // Writing to a string does not fail.
                let _ =
                    if code > 0xffff { write!(out, "\\U{code:08x}") } else { write!(out, "\\u{code:04x}") };
                escaped = false;
                continue;
            }
            match c {
                '"' if !comment && !escaped => quoted = !quoted,
                '#' if !quoted => comment = true,
                _ => {}
            }
            escaped = c == '\\' && !escaped;
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_characters_of_names_are_escaped_and_comments_stay() {
        assert_eq!(
            hidden("a: { from: \"K\u{202e}i\\\"l\u{e0041}\" } # `K\u{202e}` \"x\u{202e}\"\nb: é\n"),
            "a: { from: \"K\\u202ei\\\"l\\U000e0041\" } # `K\u{202e}` \"x\u{202e}\"\nb: é\n"
        );
    }
}
