//! Why two claims are not compared, and why two that are compared do not conflict.

use crate::named::named;

named! {
    /// Why two claims that are compared with each other do not conflict.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
    #[non_exhaustive]
    pub enum CompatibleReason {
        /// What would contradict each other is never valid on a common day.
        NeverTogether = "no-common-day",
        /// One is no longer valid on the days of the other, since its source has spoken again.
        Superseded = "superseded",
        /// They miss each other in time and a hedge or a small change could explain them.
        Absorbed = "within-grace",
        /// They are no further apart than the tolerance.
        Tolerated = "within-tolerance",
        /// The part does not exceed the whole.
        PartWithinWhole = "part-within-whole",
        /// They have values in common.
        Meets = "values-in-common",
        /// One is second-hand and held against the source that it cites, so it is no second source.
        SecondHand = "second-hand",
        /// Both cite one source that has no claim here, and are held against each other as quotes of it.
        OneOrigin = "one-origin",
        /// One cites the source of the other, which said that only afterwards.
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
        /// Their attributes are one slip from each other, or have the same words.
        SimilarName = "similar-name",
        /// Their values are of two kinds.
        OtherKind = "other-kind",
        /// What is not confirmed allows everything.
        Unconfirmed = "unconfirmed",
        /// More lists are given than are compared with each other.
        TooMany = "too-many",
        /// One names a place and the other none, and the attribute is not `additive`.
        NoPlace = "no-place",
        /// They speak of different places.
        OtherPlace = "other-place",
        /// One place is within the other and the attribute is not `additive`.
        PartOfPlace = "part-of-place",
        /// They speak of different parts of the subject.
        OtherPart = "other-scope",
        /// Their units do not convert into one another.
        OtherUnit = "other-unit",
        /// They count over different periods.
        OtherPeriod = "other-period",
        /// One bears a date and the other none.
        NoDate = "no-date",
        /// No rule applies to both of them.
        NoRule = "no-rule",
        /// They speak of different days, too far apart for this attribute, or with values too close to tell.
        DaysApart = "days-apart",
    }
}

/// How many reasons there are for not comparing.
pub(super) const REASONS: usize = NotComparedReason::ALL.len();
