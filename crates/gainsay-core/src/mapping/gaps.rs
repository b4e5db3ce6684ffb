//! Marks for a missing value, such as `n/a` and `..`, and how many cells hold one.

use std::collections::BTreeSet;

use crate::problem::{Code, Problem};
use gainsay_yaml::text::{Files, Span};

/// Words that people write for a missing value, in whatever case. What a source may say, such as `unknown`, and what may be a number or a
/// name, such as `none` and `NA`, is not among them.
const WORDS: [&str; 9] =
    ["n/a", "#n/a", "n.a.", "n. a.", "n/d", "k.a.", "not available", "not applicable", "no data"];

/// What programs write for it. A name has a capital letter alone in front.
const OF_PROGRAMS: [&str; 5] = ["nan", "NaN", "null", "NULL", "#NULL!"];

/// How many marks a note names.
const NAMED: usize = 4;

/// Whether `text` stands for a missing value, whatever is asked for: signs without any letter or digit, or one of these words.
#[must_use]
pub fn is_gap(text: &str) -> bool {
    const LONGEST: usize = 16;
    let text = text.trim();
    if text.len() > LONGEST {
        return false;
    }
    let is_sign = |c: char| {
        matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '.' | '\u{2026}' | ':' | '?' | '/')
    };
    match text.chars().next() {
        None => false,
        Some(first) if is_sign(first) => text.chars().all(is_sign),
        Some(_) => OF_PROGRAMS.contains(&text) || WORDS.iter().any(|word| word.eq_ignore_ascii_case(text)),
    }
}

/// Such cells: how many there are, the first one, and what they hold.
#[derive(Debug, Default, Clone)]
pub(super) struct Gaps {
    cells: usize,
    first: Option<Span>,
    texts: BTreeSet<String>,
}

impl Gaps {
    /// Adds a cell.
    pub(super) fn note(&mut self, span: Span, text: &str) {
        let texts = BTreeSet::from([text.trim().to_owned()]);
        self.add(Self { cells: 1, first: Some(span), texts });
    }

    /// Adds those of further rows.
    pub(super) fn add(&mut self, further: Self) {
        self.cells += further.cells;
        self.first = self.first.into_iter().chain(further.first).min();
        self.texts.extend(further.texts);
    }

    /// The note on them; nothing where there are none.
    pub(super) fn problem(&self, files: &Files) -> Option<Problem> {
        let first = self.first?;
        let mut texts: Vec<String> = self.texts.iter().take(NAMED).map(|text| format!("`{text}`")).collect();
        texts.extend((self.texts.len() > NAMED).then(|| "and others".to_owned()));
        let count = match self.cells {
            1 => "1 cell counts as empty".to_owned(),
            cells => format!("{cells} cells count as empty"),
        };
        let mark = self.texts.first().map_or("-", String::as_str);
        let help = match files.get(first.file).read_by {
            Some(_) => format!(
                "if one of them stands for a figure, say so under `value`: `replace: {{ {mark:?}: 0 }}`; otherwise list them: `empty: [{mark:?}]`"
            ),
            None => "if one of them stands for a figure, write the figure; otherwise leave the cells empty"
                .to_owned(),
        };
        let problem = Problem::new(Code::NoValue, first, format!("{count}: {}", texts.join(", ")));
        Some(problem.label("this stands for no value").help(help))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_for_a_missing_value_are_told_from_values() {
        for text in ["-", "--", "\u{2013}", "\u{2014}", "?", "..", "...", "\u{2026}", ":", " - "] {
            assert!(is_gap(text), "{text}");
        }
        for text in ["n/a", "N/A", "#N/A", "n.a.", "nan", "NaN", "NULL", "Not available", "no data"] {
            assert!(is_gap(text), "{text}");
        }
        for text in ["", "0", "-5", "?5", "none", "nil", "unknown", "NA", "Nan", "Null", "x", "no", "+"] {
            assert!(!is_gap(text), "{text}");
        }
    }
}
