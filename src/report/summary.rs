//! The counts of a run, and the line that tells them.

use std::collections::BTreeMap;
use std::fmt;

use schemars::JsonSchema;
use serde::Serialize;

use gainsay_core::check::audit::Counts;
use gainsay_core::check::{Comparisons, ReasonCounts};
use gainsay_core::finding::Finding;

/// What was looked at and what was found, in numbers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Summary {
    /// Files read.
    pub files: usize,
    /// Claims in them.
    pub claims: usize,
    /// Sources that make a claim.
    pub sources: usize,
    /// Findings of severity `error`.
    pub errors: usize,
    /// Findings of severity `warning`.
    pub warnings: usize,
    /// Findings of severity `note`.
    pub notes: usize,
    /// How much was compared, and how much was not.
    #[serde(flatten)]
    pub comparisons: Compared,
    /// Findings that people have accepted; they are in none of the other counts.
    pub accepted: usize,
    /// With `--since`: the findings that are as they were at that revision; they are neither reported nor counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_before: Option<usize>,
    /// How the findings compare with a baseline, where they were held against one: the other counts are then of what is
    /// new.
    #[serde(flatten)]
    pub baseline: Option<Known>,
    /// Findings that are counted and, for the sake of a limit, not written.
    #[serde(skip)]
    pub left_out: usize,
}

/// How much was compared, in numbers. A pair is two claims of different sources about one subject and attribute.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Compared {
    /// Pairs that were compared.
    pub pairs_compared: u64,
    /// Pairs that were not.
    pub pairs_not_compared: u64,
    /// The same by reason, such as `days-apart`, in the words of `gainsay explain`; reasons without a pair are left out.
    #[schemars(with = "BTreeMap<String, u64>")]
    pub not_compared: ReasonCounts,
    /// Claims that were compared with no claim of another source.
    pub claims_not_compared: usize,
}

impl Compared {
    /// The counts as reports have them.
    #[must_use]
    pub fn new(from: &Comparisons) -> Self {
        let &Comparisons { compared, not_compared, alone } = from;
        Self {
            pairs_compared: compared,
            pairs_not_compared: not_compared.total(),
            not_compared,
            claims_not_compared: alone,
        }
    }

    /// Whether any pair or claim was not compared.
    #[must_use]
    pub const fn any_left(&self) -> bool {
        self.pairs_not_compared > 0 || self.claims_not_compared > 0
    }
}

impl fmt::Display for Compared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let &Self { pairs_compared, pairs_not_compared, claims_not_compared, .. } = self;
        let pairs = if pairs_compared == 1 { "pair" } else { "pairs" };
        write!(f, "{pairs_compared} {pairs} compared, {pairs_not_compared} not compared")?;
        match claims_not_compared {
            0 => Ok(()),
            1 => write!(f, ", 1 claim compared with nothing"),
            many => write!(f, ", {many} claims compared with nothing"),
        }
    }
}

/// What a baseline holds, in numbers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Known {
    /// Findings that the baseline holds; they are in none of the other counts, and not listed.
    pub known: usize,
    /// Findings that the baseline holds and that are no longer found.
    pub fixed: usize,
}

impl Summary {
    /// Counts `findings` by severity, and those that are accepted apart; the other counts stay zero.
    #[must_use]
    pub fn of<'f>(findings: impl IntoIterator<Item = &'f Finding>) -> Self {
        let Counts { errors, warnings, notes, accepted } = Counts::of(findings);
        Self { errors, warnings, notes, accepted, ..Self::default() }
    }

    /// The same with the counts of `findings`.
    #[must_use]
    pub fn counting<'f>(self, findings: impl IntoIterator<Item = &'f Finding>) -> Self {
        let Self { errors, warnings, notes, accepted, .. } = Self::of(findings);
        Self { errors, warnings, notes, accepted, ..self }
    }

    /// The counts in one line, such as `2 files, 5 claims of 3 sources: 1 error, 2 notes (--show note)`.
    ///
    /// `notes_shown` and `accepted_shown` tell whether notes and accepted findings were among what was printed; where
    /// they were not, the line says how to see them.
    #[must_use]
    pub fn line(&self, notes_shown: bool, accepted_shown: bool) -> String {
        let note = if notes_shown { "" } else { " (--show note)" };
        let accepted = if accepted_shown { "accepted" } else { "accepted (--show accepted)" };
        let new = if self.baseline.is_some() { "new " } else { "" };
        let severities =
            [(self.errors, "error", ""), (self.warnings, "warning", ""), (self.notes, "note", note)];
        let mut found: Vec<String> = severities
            .into_iter()
            .filter(|&(count, ..)| count > 0)
            .map(|(count, one, how)| {
                format!("{}{how}", counted(count, &format!("{new}{one}"), &format!("{new}{one}s")))
            })
            .collect();
        if found.is_empty() && self.baseline.is_some() {
            found.push("nothing new".to_owned());
        }
        let elsewhere = match self.as_before {
            None | Some(0) => String::new(),
            Some(1) => "; 1 finding elsewhere is as before".to_owned(),
            Some(before) => format!("; {before} findings elsewhere are as before"),
        };
        let left_out = match self.left_out {
            0 => String::new(),
            1 => "; 1 of them is not written".to_owned(),
            many => format!("; {many} of them are not written"),
        };
        let nothing = if self.as_before.is_some() { "nothing new found" } else { "nothing found" };
        let Known { known, fixed } = self.baseline.unwrap_or_default();
        let others = [(self.accepted, accepted), (known, "known"), (fixed, "fixed")];
        found.extend(
            others.into_iter().filter(|&(count, _)| count > 0).map(|(count, what)| format!("{count} {what}")),
        );
        format!(
            "{}, {} of {}: {}{left_out}{elsewhere}; {}{}",
            counted(self.files, "file", "files"),
            counted(self.claims, "claim", "claims"),
            counted(self.sources, "source", "sources"),
            if found.is_empty() { nothing.to_owned() } else { found.join(", ") },
            self.comparisons,
            self.why_nothing_was_compared(),
        )
    }

    /// Where nothing is wrong, why no claim was compared with one of another source, and what to do; empty where any was.
    fn why_nothing_was_compared(&self) -> &'static str {
        if self.errors + self.warnings + self.accepted > 0 {
            return "";
        }
        let Compared { pairs_compared, pairs_not_compared, claims_not_compared, .. } = self.comparisons;
        match (pairs_compared, pairs_not_compared, claims_not_compared, self.sources) {
            (0, 0, 1.., 1) => {
                ": there is no second source; add what another one says about the same subject and attribute"
            }
            (0, 0, 1.., _) => {
                ": no two sources have claims about the same subject and attribute; use the same names in both"
            }
            _ => "",
        }
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
        let many = Summary {
            files: 40,
            claims: 155,
            sources: 56,
            errors: 3,
            warnings: 5,
            notes: 9,
            comparisons: Compared {
                pairs_compared: 812,
                pairs_not_compared: 40,
                claims_not_compared: 7,
                ..Compared::default()
            },
            accepted: 2,
            left_out: 3,
            ..Summary::default()
        };
        assert_eq!(
            one.line(false, false),
            "1 file, 1 claim of 1 source: 1 error, 1 warning, 1 note (--show note); 0 pairs compared, 0 not compared"
        );
        assert_eq!(
            many.line(true, true),
            "40 files, 155 claims of 56 sources: 3 errors, 5 warnings, 9 notes, 2 accepted; 3 of them are not written; \
             812 pairs compared, 40 not compared, 7 claims compared with nothing"
        );
    }

    #[test]
    fn what_is_as_before_is_counted() {
        let some = Summary { files: 2, claims: 4, sources: 2, as_before: Some(12), ..Summary::default() };
        let (counts, pairs) = ("2 files, 4 claims of 2 sources", "0 pairs compared, 0 not compared");
        assert_eq!(
            some.line(false, false),
            format!("{counts}: nothing new found; 12 findings elsewhere are as before; {pairs}")
        );
        let one = Summary { errors: 1, as_before: Some(1), ..some };
        assert_eq!(
            one.line(false, false),
            format!("{counts}: 1 error; 1 finding elsewhere is as before; {pairs}")
        );
    }

    #[test]
    fn what_a_baseline_holds_is_told_apart() {
        let seen = Summary { files: 1, claims: 2, sources: 2, ..Summary::default() };
        let held = |known, fixed| Summary { baseline: Some(Known { known, fixed }), ..seen };
        assert_eq!(
            held(3, 1).line(true, true),
            "1 file, 2 claims of 2 sources: nothing new, 3 known, 1 fixed; 0 pairs compared, 0 not compared"
        );
        let new = Summary { errors: 1, notes: 2, ..held(3, 0) };
        assert_eq!(
            new.line(false, true),
            "1 file, 2 claims of 2 sources: 1 new error, 2 new notes (--show note), 3 known; 0 pairs compared, 0 not compared"
        );
    }

    #[test]
    fn where_nothing_could_be_compared_it_says_why() {
        let comparisons = Compared { claims_not_compared: 2, ..Compared::default() };
        let one = Summary { files: 1, claims: 2, sources: 1, comparisons, ..Summary::default() };
        let counts = "0 pairs compared, 0 not compared, 2 claims compared with nothing";
        assert_eq!(
            one.line(true, true),
            format!(
                "1 file, 2 claims of 1 source: nothing found; {counts}: there is no second source; add what another one says \
                 about the same subject and attribute"
            )
        );
        let several = Summary { sources: 2, ..one };
        assert_eq!(
            several.line(true, true),
            format!(
                "1 file, 2 claims of 2 sources: nothing found; {counts}: no two sources have claims about the same subject and \
                 attribute; use the same names in both"
            )
        );
        let some = Summary { comparisons: Compared { pairs_compared: 1, ..comparisons }, ..several };
        assert!(some.line(true, true).ends_with("2 claims compared with nothing"));
    }

    #[test]
    fn nothing_found_is_said() {
        let summary = Summary { files: 2, claims: 4, sources: 2, ..Summary::default() };
        assert_eq!(
            summary.line(false, false),
            "2 files, 4 claims of 2 sources: nothing found; 0 pairs compared, 0 not compared"
        );
    }
}
