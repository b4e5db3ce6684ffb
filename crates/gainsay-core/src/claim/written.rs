//! Values as a file writes them, for what is put into one.

use super::{Claim, Figures, Stance, Wording};
use gainsay_yaml::quoted;
use gainsay_yaml::text::{Files, Text};

/// How a text is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notation {
    /// As YAML, in a form that may also stand within brackets.
    Yaml,
    /// As JSON.
    Json,
}

/// What `claim` says under `values:` of an entry of `accepted:`, in one line: its value, and its stance and share where they are
/// not the usual ones.
#[must_use]
pub fn stated(claim: &Claim, files: &Files, notation: Notation) -> String {
    let value = claim.value.as_ref().filter(|_| claim.stance != Stance::Unconfirmed);
    let value = value.map(|value| worded(value, files, notation));
    let stance = match claim.stance {
        Stance::Asserts => None,
        Stance::Denies => Some("denies"),
        Stance::Unconfirmed => Some("unconfirmed"),
    };
    let share = claim.share.map(|share| share.value.name());
    match value {
        Some(value) if stance.is_none() && share.is_none() => value,
        value => {
            let word = |word: &str| notation.scalar(word);
            notation.mapping(&[("value", value), ("stance", stance.map(word)), ("share", share.map(word))])
        }
    }
}

fn worded(value: &Wording, files: &Files, notation: Notation) -> String {
    let write = |text: &Text| notation.scalar(text.as_str(files));
    match value {
        Wording::Scalar(text) => write(text),
        Wording::List(list) => format!("[{}]", list.items.iter().map(write).collect::<Vec<_>>().join(", ")),
        Wording::Figures(figures) => {
            let Figures { worded, low, best, high, margin, .. } = &**figures;
            let parts =
                [("worded", worded), ("low", low), ("best", best), ("high", high), ("margin", margin)];
            notation.mapping(&parts.map(|(key, text)| (key, text.as_ref().map(write))))
        }
    }
}

impl Notation {
    fn scalar(self, words: &str) -> String {
        if is_number(words) {
            return words.to_owned();
        }
        match self {
            Self::Yaml => plain(words),
            Self::Json => quoted(words),
        }
    }

    fn mapping(self, entries: &[(&str, Option<String>)]) -> String {
        let key = |key: &str| if self == Self::Json { quoted(key) } else { key.to_owned() };
        let entries =
            entries.iter().filter_map(|(name, value)| Some(format!("{}: {}", key(name), value.as_ref()?)));
        format!("{{ {} }}", entries.collect::<Vec<_>>().join(", "))
    }
}

/// Whether JSON and YAML take `words` for a number and would write it in no other way.
fn is_number(words: &str) -> bool {
    words.parse::<serde_json::Number>().is_ok_and(|number| number.to_string() == words)
}

/// A scalar of YAML, within brackets or not: without quotation marks where it can be nothing but text.
#[must_use]
pub fn plain(words: &str) -> String {
    /// Words that some reader of YAML takes for a truth value or for nothing.
    const TAKEN: [&str; 9] = ["true", "false", "yes", "no", "on", "off", "y", "n", "null"];
    let known = |c: char| c.is_alphanumeric() || " -_.'/;".contains(c);
    let text = match words.chars().next() {
        // What begins like a number or a date is none where there are words behind it.
        Some(first) if first.is_numeric() => {
            words.contains(' ') && words.contains(|c: char| c.is_alphabetic() && !matches!(c, 'e' | 'E'))
        }
        first => first.is_some_and(char::is_alphabetic),
    };
    let taken = TAKEN.iter().any(|taken| words.eq_ignore_ascii_case(taken));
    let fits = text && !taken && words.ends_with(char::is_alphanumeric) && words.chars().all(known);
    if fits { words.to_owned() } else { quoted(words) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scalars_are_quoted_where_they_could_be_misread() {
        for words in
            ["a1", "known undercount", "see the editors' note; twice", "12", "-3.5", "30 to 40 people"]
        {
            assert_eq!(Notation::Yaml.scalar(words), words);
        }
        for (words, safe) in [
            ("true", r#""true""#),
            ("No", r#""No""#),
            ("~", r#""~""#),
            ("012", r#""012""#),
            ("1e3", r#""1e3""#),
            ("10,000", r#""10,000""#),
            ("2024-10-23", r#""2024-10-23""#),
            ("1 000", r#""1 000""#),
            ("a, b", r#""a, b""#),
            ("a: b", r#""a: b""#),
            ("a # b", r#""a # b""#),
            ("say \"so\"\n\u{7f}", r#""say \"so\"\n\u007f""#),
            ("🔥", "\"🔥\""),
            ("", r#""""#),
        ] {
            assert_eq!(Notation::Yaml.scalar(words), safe);
        }
        assert_eq!(Notation::Json.scalar("a1"), "\"a1\"");
        assert_eq!(Notation::Json.scalar("12"), "12");
    }
}
