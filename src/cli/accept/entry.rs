//! An entry of `accepted:` as it is written.

use serde::Serialize;

/// An entry.
#[derive(Debug, Clone, Copy, Serialize)]
pub(super) struct Entry<'e> {
    pub(super) rule: &'e str,
    pub(super) claims: &'e [&'e str],
    pub(super) reason: &'e str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) expires: Option<&'e str>,
}

impl Entry<'_> {
    /// The lines of the entry as a block of YAML.
    pub(super) fn block(&self) -> Option<Vec<String>> {
        let text = serde_yaml::to_string(self).ok()?;
        Some(text.lines().map(str::to_owned).collect())
    }

    /// The entry in a line of YAML, in braces.
    pub(super) fn flow(&self) -> String {
        self.line(str::to_owned, scalar, str::to_owned)
    }

    /// The entry in a line of JSON.
    pub(super) fn json(&self) -> String {
        self.line(quoted, quoted, quoted)
    }

    fn line(&self, key: fn(&str) -> String, text: fn(&str) -> String, date: fn(&str) -> String) -> String {
        let claims = self.claims.iter().map(|claim| text(claim)).collect::<Vec<_>>().join(", ");
        let values = [
            ("rule", Some(text(self.rule))),
            ("claims", Some(format!("[{claims}]"))),
            ("reason", Some(text(self.reason))),
            ("expires", self.expires.map(date)),
        ];
        let values =
            values.into_iter().filter_map(|(name, value)| Some(format!("{}: {}", key(name), value?)));
        format!("{{ {} }}", values.collect::<Vec<_>>().join(", "))
    }
}

/// A scalar within brackets of YAML: plain where it can be nothing else, else in quotation marks.
fn scalar(words: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || " -_.'/;".contains(c);
    let begins = words.starts_with(char::is_alphabetic) && words.ends_with(char::is_alphanumeric);
    let unquoted = || serde_yaml::to_string(words).is_ok_and(|text| text.trim_end() == words);
    if begins && words.chars().all(plain) && unquoted() { words.to_owned() } else { quoted(words) }
}

/// A scalar in quotation marks, which YAML and JSON read alike; what cannot be seen is escaped.
fn quoted(words: &str) -> String {
    let hidden = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}');
    let mut quoted = String::from('"');
    for c in words.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            _ if hidden(c) => quoted.extend(["\\u", &format!("{:04x}", u32::from(c))]),
            _ => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scalars_are_quoted_where_they_could_be_misread() {
        for plain in ["a1", "known undercount", "see the editors' note; twice"] {
            assert_eq!(scalar(plain), plain);
        }
        for (words, safe) in [
            ("true", r#""true""#),
            ("12", r#""12""#),
            ("a, b", r#""a, b""#),
            ("a: b", r#""a: b""#),
            ("a # b", r#""a # b""#),
            ("say \"so\"\n\u{7f}", r#""say \"so\"\n\u007f""#),
            ("🔥", "\"🔥\""),
        ] {
            assert_eq!(scalar(words), safe);
        }
    }
}
