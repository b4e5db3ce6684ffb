//! Ranges of Admiralty grades: `A..C`, `E`.

/// The grades of sources from one to another, both included. `A` is completely reliable, `E` unreliable, and `F` cannot be
/// judged (the Admiralty code, NATO AJP-2.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grades {
    /// The first grade, by the alphabet.
    pub first: char,
    /// The last grade.
    pub last: char,
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ungraded_source_is_in_no_range() {
        let good = [Grades { first: 'A', last: 'B' }];
        assert!(Grades::any(&good, Some('B')));
        assert!(!Grades::any(&good, Some('C')) && !Grades::any(&good, None) && !Grades::any(&[], Some('A')));
    }
}
