//! Ranges of Admiralty grades as rule files write them.

use std::ops::Range;

use super::measure::Refusal;
use crate::rule::Grades;

const HELP: &str = "write a grade from `A` to `F`, or a range such as `A..B`";

/// The grades that `text` writes, or what is wrong with it and the bytes that are to blame.
pub(super) fn grades(text: &str) -> Result<Grades, (Refusal, Range<usize>)> {
    let Some((first, last)) = text.split_once("..") else {
        let only = grade(text, 0..text.len())?;
        return Ok(Grades { first: only, last: only });
    };
    let (first, last) = (grade(text, 0..first.len())?, grade(text, text.len() - last.len()..text.len())?);
    if first > last {
        return Err(((format!("`{text}` runs backwards"), HELP), 0..text.len()));
    }
    Ok(Grades { first, last })
}

/// The grade at `range` of `text`. Where nothing is there, all of the text is to blame.
fn grade(text: &str, range: Range<usize>) -> Result<char, (Refusal, Range<usize>)> {
    let part = &text[range.clone()];
    let word = part.trim();
    let mut letters = word.chars();
    if let (Some(grade @ 'A'..='F'), None) = (letters.next(), letters.next()) {
        return Ok(grade);
    }
    if word.is_empty() {
        return Err(((format!("`{text}` lacks a grade of a source"), HELP), 0..text.len()));
    }
    let start = range.start + part.len() - part.trim_start().len();
    Err(((format!("`{word}` is not a grade of a source"), HELP), start..start + word.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grades_are_letters_and_ranges_of_them() {
        for (text, shown) in [("A", "A"), ("A..B", "A..B"), ("E .. F", "E..F"), ("C..C", "C")] {
            assert_eq!(grades(text).unwrap().to_string(), shown, "{text}");
        }
    }

    #[test]
    fn the_very_word_that_is_no_grade_is_to_blame() {
        for (text, blamed) in [
            ("", ""),
            ("G", "G"),
            ("a", "a"),
            ("AB", "AB"),
            ("A-B", "A-B"),
            ("A..", "A.."),
            ("..B", "..B"),
            ("A .. G", "G"),
            (" x..B", "x"),
            ("A..B..C", "B..C"),
            ("A...C", ".C"),
            ("Ä..B", "Ä"),
            ("B..A", "B..A"),
        ] {
            let (_, range) = grades(text).unwrap_err();
            assert_eq!(&text[range], blamed, "{text}");
        }
    }
}
