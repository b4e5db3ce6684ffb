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

/// What is being written at the end of `before`; nothing within a comment or a text of several lines.
pub(crate) fn written(before: &str) -> Option<Written<'_>> {
    let mut lines: Vec<&str> = before.split(['\n', '\r']).collect();
    let document = lines.iter().rposition(|line| line.starts_with("---")).map_or(0, |at| at + 1);
    let last = lines.pop()?;
    let mut open = Enclosing::default();
    for line in lines.into_iter().skip(document) {
        open.pass(line);
    }
    open.end(last)
}

/// What is open at the end of some lines.
#[derive(Default)]
struct Enclosing<'t> {
    /// The keys of mappings in lines of their own, and the columns at which these begin.
    keys: Vec<(usize, &'t str)>,
    /// The braces and brackets.
    flow: Vec<Open<'t>>,
    /// The quotation mark of a text that goes on.
    quote: Option<char>,
    /// Where the key begins whose value is a text in lines of its own.
    text_key: Option<usize>,
}

/// A brace or bracket, and the key that it is the value of.
struct Open<'t> {
    is_mapping: bool,
    key: Option<&'t str>,
}

impl<'t> Enclosing<'t> {
    /// Leaves what a line at this column is no part of. Returns whether it begins an entry of its own.
    fn leave_to(&mut self, column: usize) -> bool {
        self.text_key = self.text_key.filter(|key| column > *key);
        if self.quote.is_some() || !self.flow.is_empty() || self.text_key.is_some() {
            return false;
        }
        self.keys.truncate(self.keys.partition_point(|(key, _)| *key < column));
        true
    }

    /// Goes over a line.
    fn pass(&mut self, line: &'t str) {
        let (column, entry) = entry(line);
        if self.quote.is_none() && (entry.is_empty() || entry.starts_with('#')) {
            return;
        }
        if self.leave_to(column)
            && let Some((key, value)) = key(entry)
        {
            self.keys.push((column, key));
            self.text_key = value.starts_with(['|', '>']).then_some(column);
        }
        if self.text_key.is_none() {
            self.scan(entry);
        }
    }

    /// What is written at the end of the last line.
    fn end(mut self, line: &'t str) -> Option<Written<'t>> {
        let (column, entry) = entry(line);
        self.leave_to(column);
        if self.quote.is_some() || self.text_key.is_some() || entry.starts_with('#') || line.contains(" #") {
            return None;
        }
        let part = self.scan(entry);
        let list = self.flow.pop_if(|open| !open.is_mapping);
        let around = self.flow.iter().filter_map(|open| open.key);
        let under = self.keys.iter().map(|(_, key)| *key).chain(around).collect();
        let (key, value) = match (list, part.split_once(':')) {
            (Some(list), _) => (list.key, part),
            (None, None) => (None, part),
            (None, Some(_)) => key(part).map(|(key, value)| (Some(key), value))?,
        };
        Some(Written { under, key, word: value.trim_start().trim_start_matches(['\'', '"']) })
    }

    /// Goes over the braces and quotation marks of an entry. Returns what is behind the last brace or comma.
    fn scan(&mut self, entry: &'t str) -> &'t str {
        let (mut start, mut escaped) = (0, false);
        for (at, c) in entry.char_indices() {
            let part = entry[start..at].trim();
            // In a word, marks are its own.
            let begins = part.is_empty() || part.ends_with(':');
            match c {
                _ if escaped => escaped = false,
                _ if self.quote.is_some() => {
                    escaped = c == '\\' && self.quote == Some('"');
                    self.quote = self.quote.filter(|quote| *quote != c);
                }
                '\'' | '"' if begins => self.quote = Some(c),
                '#' if entry[..at].ends_with(' ') => break,
                '{' | '[' if begins => {
                    self.flow.push(Open { is_mapping: c == '{', key: part.strip_suffix(':').map(unquoted) });
                    start = at + 1;
                }
                '}' | ']' | ',' if !self.flow.is_empty() => {
                    if c != ',' {
                        self.flow.pop();
                    }
                    start = at + 1;
                }
                _ => {}
            }
        }
        // What is being typed may be in quotation marks that are still open.
        entry[start..].trim_start()
    }
}

/// Where the entry of a line begins, behind the dashes of lists, and the entry.
fn entry(line: &str) -> (usize, &str) {
    let mut entry = line.trim_start_matches(' ');
    while let Some(rest) = entry.strip_prefix("- ") {
        entry = rest.trim_start_matches(' ');
    }
    (line.len() - entry.len(), entry)
}

/// The key of an entry, and its value.
fn key(entry: &str) -> Option<(&str, &str)> {
    let (key, value) = entry.split_once(':')?;
    let ends = value.is_empty() || value.starts_with([' ', '\t']);
    (ends && !key.starts_with(['{', '['])).then(|| (unquoted(key.trim()), value.trim_start()))
}

fn unquoted(key: &str) -> &str {
    key.trim_matches(['\'', '"'])
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
            ("claims:\n  - { id: a,\n      so", "claims", None, "so"),
            ("claims:\n  [\n    { id: a,\n      so", "claims", None, "so"),
            ("claims: [{ id: a, so", "claims", None, "so"),
            ("claims:\n  - id: a\n    quote: \"x\n  y: z\"\n    so", "claims", None, "so"),
            ("claims:\n  - id: a\n    note: |\n      x: y\n    so", "claims", None, "so"),
            ("claims:\n  - id: a\n    note: it's [so]\n\n    so", "claims", None, "so"),
            ("\"claims\":\n  - \"id\": a\n    so", "claims", None, "so"),
            ("claims:\n  - id: a # {\n    so", "claims", None, "so"),
            ("sources:\n  a:\n---\nclaims:\n  - so", "claims", None, "so"),
            ("claims:\n  - id: a\n    ", "claims", None, ""),
        ] {
            let under = under.split('/').filter(|key| !key.is_empty()).collect();
            let expected = Written { under, key, word };
            assert_eq!(written(before), Some(expected), "{before}");
        }
        for before in
            ["claims: # so", "claims:\n  - id: a\n    note: |\n      so", "claims:\n  - note: 'x\n      so"]
        {
            assert_eq!(written(before), None, "{before}");
        }
    }

    #[test]
    fn what_is_beside_is_of_the_same_record() {
        let before = "claims:\n  - attribute: one\n  - id: a\n    value: ";
        let after = "\n    attribute: two\n  - attribute: three\n";
        assert_eq!(beside(before, after, "attribute"), Some("two"));
        assert_eq!(beside("claims:\n  - { attribute: x, value: ", " }\n", "attribute"), Some("x"));
    }
}
