//! The prose of findings: what stands in backticks is set as code.

use askama::Template;
use askama::filters::HtmlSafe;

/// A text in pieces.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "audit/prose.html")]
pub(super) struct Prose(pub(super) Vec<Piece>);

impl HtmlSafe for Prose {}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) quoted: bool,
}

impl Prose {
    /// `text` in pieces; a backtick that has no other is one.
    pub(super) fn of(text: &str) -> Self {
        let mut rest = text.trim_end();
        let mut pieces = Vec::new();
        let mut push = |text: &str, quoted| {
            if !text.is_empty() {
                pieces.push(Piece { text: text.to_owned(), quoted });
            }
        };
        while let Some((before, after)) = rest.split_once('`')
            && let Some((quoted, after)) = after.split_once('`')
        {
            push(before, false);
            push(quoted, true);
            rest = after;
        }
        push(rest, false);
        Self(pieces)
    }

    /// `text` with a capital in front.
    pub(super) fn capital(text: &str) -> Self {
        let mut letters = text.chars();
        let first = letters.next().map(|letter| letter.to_uppercase().to_string()).unwrap_or_default();
        Self::of(&(first + letters.as_str()))
    }

    /// `text` as a sentence: it begins with a capital, and ends with a stop.
    pub(super) fn sentence(text: &str) -> Self {
        let text = text.trim_end();
        let stop = if text.ends_with(['.', '!', '?', ':']) { "" } else { "." };
        Self::capital(&format!("{text}{stop}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_in_backticks_are_told_apart() {
        let pieces = |text: &str| {
            let pieces = Prose::of(text).0.into_iter();
            pieces
                .map(|Piece { text, quoted }| if quoted { format!("[{text}]") } else { text })
                .collect::<Vec<_>>()
        };
        assert_eq!(pieces("a says `3` or `4`\n"), ["a says ", "[3]", " or ", "[4]"]);
        assert_eq!(pieces("it's ` alone"), ["it's ` alone"]);
        assert_eq!(pieces("`a` b `"), ["[a]", " b `"]);
        assert!(pieces("").is_empty());
    }

    #[test]
    fn a_sentence_has_a_capital_and_a_stop() {
        assert_eq!(Prose::sentence("check `a` and `b`\n"), Prose::of("Check `a` and `b`."));
        assert_eq!(Prose::sentence("`a` is it."), Prose::of("`a` is it."));
        assert_eq!(Prose::sentence("éa 2 %"), Prose::of("Éa 2 %."));
    }
}
