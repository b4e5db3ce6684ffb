//! The counts of a run, and the line that tells them.

use crate::finding::Finding;
use crate::rule::Severity;

/// What was looked at and what was found, in numbers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Summary {
    /// Files read.
    pub files: usize,
    /// Claims in them.
    pub claims: usize,
    /// Sources that make a claim.
    pub sources: usize,
    /// Findings of severity error.
    pub errors: usize,
    /// Findings of severity warning.
    pub warnings: usize,
    /// Findings of severity note.
    pub notes: usize,
    /// Findings that people have accepted; they are in none of the other counts.
    pub accepted: usize,
    /// Findings that are counted and, for the sake of a limit, not written.
    pub left_out: usize,
}

impl Summary {
    /// Counts `findings` by severity; the other counts stay nought.
    #[must_use]
    pub fn of(findings: &[Finding]) -> Self {
        let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
        Self {
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            notes: count(Severity::Note),
            ..Self::default()
        }
    }

    /// The counts in one line, such as `2 files, 5 claims of 3 sources: 1 error, 2 notes (--show note)`.
    ///
    /// `notes_shown` tells whether notes were among what was printed; where they were not, the line says how
    /// to see them.
    #[must_use]
    pub fn line(&self, notes_shown: bool) -> String {
        let note =
            if notes_shown { ("note", "notes") } else { ("note (--show note)", "notes (--show note)") };
        let found: Vec<String> = [
            (self.errors, ("error", "errors")),
            (self.warnings, ("warning", "warnings")),
            (self.notes, note),
            (self.accepted, ("accepted", "accepted")),
        ]
        .into_iter()
        .filter(|&(count, _)| count > 0)
        .map(|(count, (one, many))| counted(count, one, many))
        .collect();
        let left_out = match self.left_out {
            0 => String::new(),
            1 => "; 1 of them is not written".to_owned(),
            many => format!("; {many} of them are not written"),
        };
        format!(
            "{}, {} of {}: {}{left_out}",
            counted(self.files, "file", "files"),
            counted(self.claims, "claim", "claims"),
            counted(self.sources, "source", "sources"),
            if found.is_empty() { "nothing found".to_owned() } else { found.join(", ") },
        )
    }
}

/// `count` with the noun that fits it: `1 claim`, `2 claims`.
pub(crate) fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_take_the_right_number() {
        let one = Summary {
            files: 1,
            claims: 1,
            sources: 1,
            errors: 1,
            warnings: 1,
            notes: 1,
            ..Summary::default()
        };
        assert_eq!(one.line(false), "1 file, 1 claim of 1 source: 1 error, 1 warning, 1 note (--show note)");
        let many = Summary {
            files: 40,
            claims: 155,
            sources: 56,
            errors: 3,
            warnings: 5,
            notes: 9,
            accepted: 2,
            left_out: 3,
        };
        assert_eq!(
            many.line(true),
            "40 files, 155 claims of 56 sources: 3 errors, 5 warnings, 9 notes, 2 accepted; 3 of them are not written"
        );
    }

    #[test]
    fn nothing_found_is_said() {
        let summary = Summary { files: 2, claims: 4, sources: 2, ..Summary::default() };
        assert_eq!(summary.line(false), "2 files, 4 claims of 2 sources: nothing found");
    }
}
