//! Ranges of Admiralty grades: `A..C`, `E`.

use super::measure::Refusal;

/// The grades of sources from one to another, both included. `A` is completely reliable, `E` unreliable, and `F` cannot be
/// judged (the Admiralty code, NATO AJP-2.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grades {
    /// The first grade, by the alphabet.
    pub first: char,
    /// The last grade.
    pub last: char,
}

const HELP: &str = "write a grade from `A` to `F`, or a range such as `A..B`";

impl Grades {
    /// Whether any of `ranges` holds `grade`; an ungraded source is in none.
    #[must_use]
    pub fn any(ranges: &[Self], grade: Option<char>) -> bool {
        grade.is_some_and(|grade| ranges.iter().any(|range| (range.first..=range.last).contains(&grade)))
    }
}

impl std::fmt::Display for Grades {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { first, last } = self;
        if first == last { write!(f, "{first}") } else { write!(f, "{first}..{last}") }
    }
}

/// The grades that `text` writes.
pub(crate) fn grades(text: &str) -> Result<Grades, Refusal> {
    let (first, last) = text.split_once("..").unwrap_or((text, text));
    let grade = |word: &str| {
        let mut letters = word.trim().chars();
        match (letters.next(), letters.next()) {
            (Some(grade @ 'A'..='F'), None) => Ok(grade),
            _ => Err((format!("`{}` is no grade of a source", word.trim()), HELP)),
        }
    };
    let (first, last) = (grade(first)?, grade(last)?);
    if first > last {
        return Err((format!("`{text}` runs backwards"), HELP));
    }
    Ok(Grades { first, last })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grades_are_letters_and_ranges_of_them() {
        for (text, shown) in [("A", "A"), ("A..B", "A..B"), ("E .. F", "E..F"), ("C..C", "C")] {
            assert_eq!(grades(text).map(|grades| grades.to_string()).as_deref(), Ok(shown), "{text}");
        }
        for text in ["", "G", "a", "A..", "..B", "B..A", "AB", "A-B"] {
            assert!(grades(text).is_err(), "{text}");
        }
    }

    #[test]
    fn an_ungraded_source_is_in_no_range() {
        let good = [Grades { first: 'A', last: 'B' }];
        assert!(Grades::any(&good, Some('B')));
        assert!(!Grades::any(&good, Some('C')) && !Grades::any(&good, None) && !Grades::any(&[], Some('A')));
    }
}
