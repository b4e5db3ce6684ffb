//! What is being written at a spot of a claim file, by its lines: a text in the middle of typing is often no YAML.

/// What is written at the end of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Written<'t> {
    /// The keys that it is under, the outermost first: nothing at the top of a document.
    pub(crate) under: Vec<&'t str>,
    /// The key whose value is being written; nothing where a key is.
    pub(crate) key: Option<&'t str>,
    /// What there is of the word.
    pub(crate) word: &'t str,
}

/// What is being written at the end of `before`.
pub(crate) fn written(before: &str) -> Option<Written<'_>> {
    let line = before.rsplit(['\n', '\r']).next().unwrap_or_default();
    if line.trim_start().starts_with('#') || line.contains(" #") {
        return None;
    }
    let (column, entry) = entry(line);
    let mut under = around(before, column);
    let (open, part) = open(entry);
    under.extend(open.iter().filter(|open| open.is_mapping).filter_map(|open| open.key));
    let list = open.last().filter(|open| !open.is_mapping);
    let (key, value) = match part.split_once(':') {
        _ if list.is_some() => (list.and_then(|list| list.key), part),
        Some((key, value)) if value.is_empty() || value.starts_with([' ', '\t']) => (Some(key.trim()), value),
        Some(_) => return None,
        None => (None, part),
    };
    Some(Written { under, key, word: value.trim_start().trim_start_matches(['\'', '"']) })
}

/// Where the entry of a line begins, behind the dashes of lists, and the entry.
fn entry(line: &str) -> (usize, &str) {
    let mut entry = line.trim_start_matches(' ');
    while let Some(rest) = entry.strip_prefix("- ") {
        entry = rest.trim_start_matches(' ');
    }
    (line.len() - entry.len(), entry)
}

/// The keys around the last line, whose entry begins at `column`: each on the nearest line above that begins further left.
fn around(before: &str, mut column: usize) -> Vec<&str> {
    let mut keys = Vec::new();
    for line in before.rsplit(['\n', '\r']).skip(1).take_while(|line| !line.starts_with("---")) {
        let (start, entry) = entry(line);
        let key = entry.split_once(':').map(|(key, _)| key.trim()).filter(|_| !entry.starts_with('#'));
        if let Some(key) = key.filter(|_| start < column) {
            keys.push(key);
            column = start;
        }
    }
    keys.reverse();
    keys
}

/// A brace or bracket that is open, and the key that it is the value of.
struct Open<'t> {
    is_mapping: bool,
    key: Option<&'t str>,
}

/// What is open at the end of an entry, and what is behind the last of it, or behind the last comma in that.
fn open(entry: &str) -> (Vec<Open<'_>>, &str) {
    let (mut open, mut start, mut quote) = (Vec::new(), 0, None);
    for (at, c) in entry.char_indices() {
        let part = &entry[start..at];
        match c {
            _ if quote.is_some() => quote = quote.filter(|quote| *quote != c),
            '\'' | '"' if part.is_empty() || part.ends_with(' ') => quote = Some(c),
            '{' | '[' => open.push(Open { is_mapping: c == '{', key: part.trim().strip_suffix(':') }),
            '}' | ']' => _ = open.pop(),
            ',' if !open.is_empty() => {}
            _ => continue,
        }
        if matches!(c, '{' | '[' | '}' | ']' | ',') && quote.is_none() {
            start = at + 1;
        }
    }
    (open, entry[start..].trim_start())
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
        for (before, under, key, word) in [
            ("cl", "", None, "cl"),
            ("claims:\n  - so", "claims", None, "so"),
            ("claims:\n  - id: a\n    source: her", "claims", Some("source"), "her"),
            ("claims:\n- source: ", "claims", Some("source"), ""),
            ("claims:\n  - { id: a, source: 'h", "claims", Some("source"), "h"),
            ("claims:\n  - { id: a, so", "claims", None, "so"),
            ("claims:\n  - { id: 'a, {b', so", "claims", None, "so"),
            ("claims:\n  - { id: a, valid: { from: 2024, t", "claims/valid", None, "t"),
            ("claims:\n  - { id: a, valid: { from: 2024 }, so", "claims", None, "so"),
            ("claims:\n  - id: a\n    valid:\n      # as they say\n      fr", "claims/valid", None, "fr"),
            ("claims:\n  - id: a\n    valid:\n      from: 2024\n    so", "claims", None, "so"),
            ("report: { source: a, su", "report", None, "su"),
            ("sources:\n  a", "sources", None, "a"),
            ("sources:\n  a:\n    part-of: b", "sources/a", Some("part-of"), "b"),
            ("sources:\n  a:\n    aliases: [b, 'c", "sources/a", Some("aliases"), "c"),
        ] {
            let under = under.split('/').filter(|key| !key.is_empty()).collect();
            let expected = Written { under, key, word };
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
