//! Words in SARIF messages.
//!
//! In a message `{0}` is a placeholder (SARIF 2.1.0, section 3.11.5) and `[words](target)` a link (section 3.11.6). Words
//! from claim files must come out as neither.

use serde::Serialize;

use crate::report::safe;

/// A `message` or `multiformatMessageString`.
#[derive(Serialize)]
pub(super) struct Text {
    text: String,
}

impl Text {
    /// The message that reads `words`, whatever they are. Line breaks are kept.
    pub(super) fn plain(words: &str) -> Self {
        Self { text: words_only(words) }
    }

    /// The same, cut where it has more than so many characters.
    pub(super) fn within(words: &str, most: usize) -> Self {
        let text = words_only(words);
        if text.chars().count() <= most {
            return Self { text };
        }
        Self { text: text.chars().take(most - 1).chain(['…']).collect() }
    }

    /// The message made of parts that are safe already.
    pub(super) fn of(text: String) -> Self {
        Self { text }
    }
}

/// `words` as they stand in a message: braces doubled, and no link in them.
///
/// A blank breaks a link for readers that know no backslash escapes too.
pub(super) fn words_only(words: &str) -> String {
    safe::block(words).replace('{', "{{").replace('}', "}}").replace("](", "] (")
}

/// A link with these `words` to the related location `id` of the same result.
pub(super) fn link(words: &str, id: usize) -> String {
    let words = words_only(words).replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]");
    format!("[{words}]({id})")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_no_links_and_no_placeholders() {
        assert_eq!(
            words_only("see [here](https://a.example) {0}\u{1b}"),
            "see [here] (https://a.example) {{0}}<U+001B>"
        );
        assert_eq!(link("a[1](2)\\.yaml:1:2", 3), "[a\\[1\\] (2)\\\\.yaml:1:2](3)");
    }
}
