//! Words of commands that people copy into a shell.

/// A word as a shell reads it: in quotation marks where it is not plain. Some shells look up what is behind a `=` at its start.
#[must_use]
pub fn shell_word(word: &str) -> String {
    let is_plain =
        |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/' | ':' | ',' | '=' | '+' | '@');
    if !word.is_empty() && word.chars().all(is_plain) && !word.starts_with('=') {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}

/// A flag and its value as a shell reads them: in one word where the value would be taken for a flag.
#[must_use]
pub fn shell_flag(name: &str, value: &str) -> String {
    let between = if value.starts_with('-') { '=' } else { ' ' };
    format!("--{name}{between}{}", shell_word(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shell_reads_a_flag_and_its_value_as_they_are() {
        for (value, written) in [
            ("wire", "--source wire"),
            ("-w", "--source=-w"),
            ("=v", "--source '=v'"),
            ("it's", r"--source 'it'\''s'"),
        ] {
            assert_eq!(shell_flag("source", value), written);
        }
    }
}
