//! Why two claims are not compared, and why two that are compared do not conflict.

#[cfg(feature = "serde")]
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

use crate::named::named;

named! {
    /// Why two claims that are compared with each other do not conflict.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
    #[non_exhaustive]
    pub enum CompatibleReason {
        /// Their bounds that conflict are never valid on the same day.
        NeverTogether = "no-common-day",
        /// One is no longer valid on the days of the other, as its source has made a later claim.
        Superseded = "superseded",
        /// They are valid on different days, and a hedge or a small change could explain the difference.
        Absorbed = "within-grace",
        /// They differ by no more than the tolerance.
        Tolerated = "within-tolerance",
        /// The part does not exceed the whole.
        PartWithinWhole = "part-within-whole",
        /// They have values in common.
        Meets = "values-in-common",
        /// One is second-hand: it is compared with the source that it cites, and is no second source.
        SecondHand = "second-hand",
        /// Both cite one source that has no claim here, and are compared as quotes of it.
        OneOrigin = "one-origin",
        /// One cites the source of the other, which said that only later.
        SaidSince = "said-since",
    }
}

named! {
    /// Why two claims are not compared with each other. Where there are several reasons, the first of them counts.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
    #[non_exhaustive]
    pub enum NotComparedReason {
        /// The source is the same and may revise itself.
        SameSource = "same-source",
        /// The value of one of them cannot be read.
        Unreadable = "unreadable-value",
        /// Their attributes differ by one typo, or have the same words.
        SimilarName = "similar-name",
        /// Their values are of different kinds.
        OtherKind = "other-kind",
        /// One of them is unconfirmed, so it contradicts nothing.
        Unconfirmed = "unconfirmed",
        /// There are too many lists or denials to compare all of them.
        TooMany = "too-many",
        /// One names a place and the other does not, and the attribute is not `additive`.
        NoPlace = "no-place",
        /// They are about different places.
        OtherPlace = "other-place",
        /// One place is within the other and the attribute is not `additive`.
        PartOfPlace = "part-of-place",
        /// They are about different parts of the subject.
        OtherPart = "other-scope",
        /// Their units do not convert into each other.
        OtherUnit = "other-unit",
        /// They count over different periods.
        OtherPeriod = "other-period",
        /// One has a date and the other has none.
        NoDate = "no-date",
        /// No rule applies to both of them.
        NoRule = "no-rule",
        /// Their days are too far apart, or their values differ too little to be reported.
        DaysApart = "days-apart",
    }
}

#[cfg(feature = "serde")]
impl Serialize for NotComparedReason {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

#[cfg(feature = "serde")]
impl<'de> Deserialize<'de> for NotComparedReason {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        let reason = Self::ALL.iter().find(|reason| reason.name() == name);
        reason.copied().ok_or_else(|| D::Error::custom(format_args!("there is no reason `{name}`")))
    }
}

/// How many reasons there are for not comparing.
pub(super) const REASONS: usize = NotComparedReason::ALL.len();
