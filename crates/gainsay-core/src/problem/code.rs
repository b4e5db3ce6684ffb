//! The codes of problems.

use std::fmt;
use std::str::FromStr;

use gainsay_yaml::text;

use super::Severity;

/// Makes [`Code`] of its table.
macro_rules! codes {
    (
        findings { $(#[doc = $about:literal] $code:ident = $name:literal, $severity:ident;)* }
        failures { $(#[doc = $failure_about:literal] $failure:ident = $failure_name:literal;)* }
    ) => {
        /// The kind of a problem with a claim file, a rule file, `gainsay.yaml` or a baseline.
        ///
        /// Its name is stable: people ignore and look up problems by it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code {
            $(#[doc = $about] $code,)*
            $(#[doc = $failure_about] $failure,)*
        }

        impl Code {
            /// All codes, in their order.
            pub const ALL: &'static [Self] = &[$(Self::$code,)* $(Self::$failure,)*];

            /// The name, such as `unknown-key`.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$code => $name,)*
                    $(Self::$failure => $failure_name,)*
                }
            }

            /// What is wrong, in one line.
            #[must_use]
            pub fn summary(self) -> &'static str {
                match self {
                    $(Self::$code => $about,)*
                    $(Self::$failure => $failure_about,)*
                }
                .trim()
                .trim_end_matches('.')
            }

            /// How bad it is.
            #[must_use]
            pub const fn severity(self) -> Severity {
                match self {
                    $(Self::$code => Severity::$severity,)*
                    $(Self::$failure)|* => Severity::Error,
                }
            }

            /// Whether a check reports it as a finding and goes on, so that it can be ignored. Any other one ends a command: what
            /// the files say cannot be used before it is fixed.
            #[must_use]
            pub const fn is_finding(self) -> bool {
                matches!(self, $(Self::$code)|*)
            }
        }
    };
}

codes! {
    findings {
        /// A value is no longer the one that was accepted.
        AcceptedChanged = "accepted-changed", Warning;
        /// An entry of `accepted` has expired.
        AcceptedExpired = "accepted-expired", Warning;
        /// An entry of `accepted` names a rule that does not exist.
        AcceptedUnknownRule = "accepted-unknown-rule", Error;
        /// An entry of `accepted` matches no finding.
        AcceptedUnmatched = "accepted-unmatched", Warning;
        /// An entry of `accepted` names no claims.
        AcceptedWithoutClaims = "accepted-without-claims", Error;
        /// An entry of `accepted` gives no reason.
        AcceptedWithoutReason = "accepted-without-reason", Error;
        /// An entry of `accepted` names no rule.
        AcceptedWithoutRule = "accepted-without-rule", Error;
        /// An entry of `accepted` does not give the values that it accepts.
        AcceptedWithoutValues = "accepted-without-values", Note;
        /// The aliases of a file expand to too much.
        AliasBudget = "alias-budget", Error;
        /// An archived copy does not exist.
        ArchiveMissing = "archive-missing", Error;
        /// An archived copy is not a regular file.
        ArchiveNotAFile = "archive-not-a-file", Error;
        /// An archived copy is not UTF-8.
        ArchiveNotUtf8 = "archive-not-utf-8", Error;
        /// An archived copy lies outside the repository of its claim file.
        ArchiveOutside = "archive-outside", Error;
        /// An archived copy is larger than 64 MiB.
        ArchiveTooLarge = "archive-too-large", Error;
        /// An archived copy cannot be read.
        ArchiveUnreadable = "archive-unreadable", Error;
        /// Claims cite each other in a ring, so nobody said it first.
        CitationRing = "citation-ring", Error;
        /// An entry of `accepted` names a claim that does not exist.
        DanglingClaim = "dangling-claim", Error;
        /// A place is not declared.
        DanglingPlace = "dangling-place", Error;
        /// A source is not declared.
        DanglingSource = "dangling-source", Error;
        /// A subject is not declared.
        DanglingSubject = "dangling-subject", Error;
        /// A key is written under its old name.
        DeprecatedKey = "deprecated-key", Note;
        /// Two entries of the registry have the same alias.
        DuplicateAlias = "duplicate-alias", Error;
        /// Two claims, or two definitions of a rule file, have the same id.
        DuplicateId = "duplicate-id", Error;
        /// A key is given twice.
        DuplicateKey = "duplicate-key", Error;
        /// A place is declared twice.
        DuplicatePlace = "duplicate-place", Error;
        /// A source is declared twice.
        DuplicateSource = "duplicate-source", Error;
        /// A subject is declared twice.
        DuplicateSubject = "duplicate-subject", Error;
        /// A claim has two keys that exclude each other.
        ExclusiveKeys = "exclusive-keys", Error;
        /// A value is not one that its key can have.
        InvalidValue = "invalid-value", Error;
        /// A row of a table cannot be read.
        MalformedTable = "malformed-table", Error;
        /// A text is not YAML.
        MalformedYaml = "malformed-yaml", Error;
        /// A key is in the wrong place.
        MisplacedKey = "misplaced-key", Error;
        /// A required key is missing.
        MissingKey = "missing-key", Error;
        /// Only one source names a place, so its figure counts as a part of the other's.
        MissingPlace = "missing-place", Note;
        /// Cells of a table hold a mark for a missing value, such as `n/a`.
        NoValue = "no-value", Note;
        /// A date is not written as one.
        NotADate = "not-a-date", Error;
        /// A date is not a single day.
        NotADay = "not-a-day", Error;
        /// Claims about the same thing are not compared, for the reason that the message gives.
        NotCompared = "not-compared", Note;
        /// A file is not UTF-8.
        NotUtf8 = "not-utf-8", Error;
        /// Places lie within each other in a ring.
        PlaceRing = "place-ring", Error;
        /// An alias stands within what it refers to.
        RecursiveAlias = "recursive-alias", Error;
        /// A name is nearly the same as one that is declared or used.
        SimilarName = "similar-name", Warning;
        /// Sources are part of each other in a ring.
        SourceRing = "source-ring", Error;
        /// Subjects are part of each other in a ring.
        SubjectRing = "subject-ring", Error;
        /// A table has no rows.
        TableEmpty = "table-empty", Note;
        /// A table that a mapping file reads does not exist.
        TableMissing = "table-missing", Error;
        /// A table that a mapping file reads lies outside the repository.
        TableOutside = "table-outside", Error;
        /// A table that a mapping file reads cannot be read.
        TableUnreadable = "table-unreadable", Error;
        /// An alias refers to no anchor.
        UnknownAnchor = "unknown-anchor", Error;
        /// A column does not exist, or is not known.
        UnknownColumn = "unknown-column", Error;
        /// A key is not known.
        UnknownKey = "unknown-key", Error;
        /// A condition of a mapping file matches no row.
        UnmatchedCondition = "unmatched-condition", Note;
        /// A path in `gainsay.yaml` matches no file that is checked.
        UnmatchedPath = "unmatched-path", Warning;
        /// A value cannot be read.
        UnreadableValue = "unreadable-value", Error;
        /// A value has the wrong type.
        WrongType = "wrong-type", Error;
    }
    failures {
        /// The values of a category lie within each other in a ring.
        BadCategory = "bad-category";
        /// A duration cannot be read.
        BadDuration = "bad-duration";
        /// An example of a rule cannot be read.
        BadExample = "bad-example";
        /// A fraction cannot be read.
        BadFraction = "bad-fraction";
        /// A grade of the Admiralty code cannot be read.
        BadGrade = "bad-grade";
        /// The meaning of a hedge cannot be read.
        BadHedge = "bad-hedge";
        /// A name or a glob cannot be used.
        BadPattern = "bad-pattern";
        /// A relation cannot be read.
        BadRelation = "bad-relation";
        /// A rule does nothing, or several things.
        BadRule = "bad-rule";
        /// A unit cannot be used.
        BadUnit = "bad-unit";
        /// A wording is declared twice.
        DuplicateWording = "duplicate-wording";
        /// A list names nothing.
        EmptyList = "empty-list";
        /// A path of `gainsay.yaml` lies outside the repository.
        PathOutside = "path-outside";
        /// `required-version` does not allow this version of gainsay.
        RequiredVersion = "required-version";
        /// The id of a rule is the code of a problem.
        ReservedId = "reserved-id";
        /// A rule file names an attribute that is not declared.
        UnknownAttribute = "unknown-attribute";
        /// A rule file uses a name that is not declared.
        UnknownName = "unknown-name";
        /// A message has an unknown placeholder.
        UnknownPlaceholder = "unknown-placeholder";
        /// A setting names a rule that does not exist.
        UnknownRule = "unknown-rule";
        /// A baseline is written for another version of gainsay.
        UnknownVersion = "unknown-version";
        /// A key does nothing where it is given.
        UselessKey = "useless-key";
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A word is no code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownCode;

impl fmt::Display for UnknownCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("this is not the code of a problem")
    }
}

impl std::error::Error for UnknownCode {}

impl FromStr for Code {
    type Err = UnknownCode;

    fn from_str(name: &str) -> Result<Self, UnknownCode> {
        Self::ALL.iter().copied().find(|code| code.name() == name).ok_or(UnknownCode)
    }
}

impl From<text::Code> for Code {
    fn from(code: text::Code) -> Self {
        match code {
            text::Code::AliasBudget => Self::AliasBudget,
            text::Code::DuplicateKey => Self::DuplicateKey,
            text::Code::InvalidValue => Self::InvalidValue,
            text::Code::MalformedYaml => Self::MalformedYaml,
            text::Code::MissingKey => Self::MissingKey,
            text::Code::RecursiveAlias => Self::RecursiveAlias,
            text::Code::UnknownAnchor => Self::UnknownAnchor,
            text::Code::UnknownKey => Self::UnknownKey,
            text::Code::WrongType => Self::WrongType,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_found_by_its_name_alone() {
        for code in Code::ALL {
            assert_eq!(code.to_string().parse(), Ok(*code));
            let of_variant = format!("{code:?}");
            assert_eq!(code.name().replace('-', ""), of_variant.to_lowercase());
            assert!(code.summary().starts_with(|c: char| c.is_uppercase() || c == '`'), "{code}");
        }
        assert_eq!(Code::from_str("Unknown-Key"), Err(UnknownCode));
    }

    #[test]
    fn the_codes_of_the_reader_keep_their_names_and_are_findings() {
        for code in text::Code::ALL {
            let own = Code::from(code);
            assert!(own.name() == code.name() && own.is_finding(), "{code}");
        }
    }
}
