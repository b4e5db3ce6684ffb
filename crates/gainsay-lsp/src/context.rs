//! What is being written at a spot of a claim file, by its lines: a text in the middle of typing is often no YAML.

/// What is written at the end of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Written<'t> {
    /// The section of the document, such as `claims`; nothing at its top.
    pub(crate) section: Option<&'t str>,
    /// The key whose value is being written; nothing where a key is.
    pub(crate) key: Option<&'t str>,
    /// What there is of the word.
    pub(crate) word: &'t str,
}

/// What is being written at the end of `before`.
pub(crate) fn written(before: &str) -> Option<Written<'_>> {
    let line = last_line(before);
    if line.trim_start().starts_with('#') || line.contains(" #") {
        return None;
    }
    let indent = line.len() - line.trim_start_matches([' ', '-']).len();
    let section = if indent == 0 { None } else { section(before) };
    let part = part(line);
    let (key, value) = match part.split_once(':') {
        Some((key, value)) if value.is_empty() || value.starts_with([' ', '\t']) => (Some(key.trim()), value),
        Some(_) => return None,
        None => (None, part),
    };
    let word = value.trim_start().trim_start_matches(['\'', '"', '[']);
    Some(Written { section, key, word })
}

fn last_line(text: &str) -> &str {
    text.rsplit(['\n', '\r']).next().unwrap_or_default()
}

/// What of a line is an entry by itself: behind the dash of a list, the last brace or comma.
fn part(line: &str) -> &str {
    let line = line.trim_start();
    let line = line.strip_prefix("- ").unwrap_or(line).trim_start();
    match line.rfind('{') {
        Some(brace) => line[brace + 1..].rsplit(',').next().unwrap_or_default().trim_start(),
        None => line.trim_start_matches("- "),
    }
}

/// The section that the last line is in: the nearest key above it that is not indented.
fn section(before: &str) -> Option<&str> {
    let top = |line: &&str| line.starts_with(|c: char| c.is_ascii_alphabetic()) && line.contains(':');
    let line = before.rsplit(['\n', '\r']).skip(1).take_while(|line| !line.starts_with("---")).find(top)?;
    line.split(':').next()
}

/// What the record around the end of `before` says under `key`, as it is written; `after` is what follows.
pub(crate) fn beside<'t>(before: &'t str, after: &'t str, key: &str) -> Option<&'t str> {
    let begins = |line: &str| line.trim_start().starts_with("- ");
    let mut own = Vec::new();
    for line in before.rsplit('\n') {
        own.push(line);
        if begins(line) {
            break;
        }
    }
    let rest = after.split('\n').skip(1).take_while(|line| !begins(line) && line.starts_with(' '));
    let lines = own.into_iter().chain(after.split('\n').take(1)).chain(rest);
    lines.flat_map(|line| line.split([',', '{'])).find_map(|part| {
        let part = part.trim().trim_start_matches("- ").trim_end_matches('}');
        let value = part.strip_prefix(key)?.strip_prefix(':')?;
        Some(value.trim().trim_matches(['\'', '"']))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_seen_what_is_written() {
        for (before, section, key, word) in [
            ("cl", None, None, "cl"),
            ("claims:\n  - so", Some("claims"), None, "so"),
            ("claims:\n  - id: a\n    source: her", Some("claims"), Some("source"), "her"),
            ("claims:\n- source: ", Some("claims"), Some("source"), ""),
            ("claims:\n  - { id: a, source: 'h", Some("claims"), Some("source"), "h"),
            ("claims:\n  - { id: a, so", Some("claims"), None, "so"),
            ("sources:\n  a:\n    part-of: b", Some("sources"), Some("part-of"), "b"),
        ] {
            let expected = Written { section, key, word };
            assert_eq!(written(before), Some(expected), "{before}");
        }
        assert_eq!(written("claims: # so"), None);
    }

    #[test]
    fn what_is_beside_is_of_the_same_record() {
        let before = "claims:\n  - attribute: one\n  - id: a\n    value: ";
        let after = "\n    attribute: two\n  - attribute: three\n";
        assert_eq!(beside(before, after, "attribute"), Some("two"));
        assert_eq!(beside("claims:\n  - { attribute: x, value: ", " }\n", "attribute"), Some("x"));
    }
}
