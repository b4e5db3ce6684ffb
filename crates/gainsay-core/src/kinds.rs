//! The kinds of rules, and the kinds of what they find: one table of each.
//!
//! What rule files, schemas, messages, pages and the engine know of a kind of rules that has no settings of its own is its
//! entry here, and its check in `check`.

use std::sync::LazyLock;

#[cfg(feature = "schema")]
use schemars::JsonSchema;

use crate::named::named;

named! {
    /// What sort of finding it is.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
    #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
    #[cfg_attr(feature = "schema", derive(JsonSchema))]
    #[cfg_attr(feature = "schema", schemars(rename = "Kind"))]
    #[non_exhaustive]
    pub enum FindingKind {
        /// Sources contradict each other.
        Conflict = "conflict",
        /// A source contradicts itself at the same time.
        SelfContradiction = "self-contradiction",
        /// A source contradicts or denies what it said before, without calling it a correction.
        Regression = "regression",
        /// A source changed what it said.
        Revision = "revision",
        /// One source asserts what another cannot confirm.
        Unconfirmed = "unconfirmed",
        /// The last total of a source has been exceeded by totals of other sources.
        OutdatedTotal = "outdated-total",
        /// A second-hand claim does not say what the source that it cites said.
        Misattribution = "misattribution",
        /// A second-hand claim changes the hedge of the source that it cites.
        HedgeDrift = "hedge-drift",
        /// Figures do not add up.
        Arithmetic = "arithmetic",
        /// A quote is not in the archived copy.
        Quote = "quote",
        /// Something is wrong with a record.
        Record = "record",
        /// Claims could not be compared; the message says why.
        Undetermined = "undetermined",
    }
}

named! {
    /// The kinds of rules, by the keys of which a rule has exactly one.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
    pub enum RuleKind {
        /// Compares what different sources claim of the same thing.
        Compare = "compare",
        /// Compares figures of several attributes with each other.
        Relate = "relate",
        /// Compares second-hand claims with what the cited sources themselves said.
        Attribution = "attribution",
        /// Looks up quotes in the archived copies.
        Quotes = "quotes",
        /// Reports where a source changes what it said.
        Revisions = "revisions",
        /// Reports where one source asserts what another cannot confirm.
        Unconfirmed = "unconfirmed",
        /// Reports the last total of a source when others exceed it by more than `tolerance` for `lag` or longer.
        OutdatedTotal = "outdated-total",
        /// Compares what a source counted within a period with the difference of its totals before and after.
        Increments = "increments",
        /// Compares the sum of parts that do not overlap with the whole.
        Parts = "parts",
        /// Checks each record, and the registry.
        Records = "records",
    }
}

impl FindingKind {
    /// Whether values of claims are held against each other, so that it is not the words at each spot that say what is wrong.
    #[must_use]
    pub const fn is_of_values(self) -> bool {
        !matches!(self, Self::Record | Self::Quote | Self::Undetermined)
    }
}

impl RuleKind {
    /// Whether the kind has no settings of its own: a rule has its key with `true`, and that is all there is to say.
    #[must_use]
    pub const fn is_plain(self) -> bool {
        !matches!(self, Self::Compare | Self::Relate | Self::Records)
    }

    /// The kinds of findings by which a rule of this kind reports what it is to report; beside them it may tell what could not
    /// be compared.
    #[must_use]
    pub const fn reports(self) -> &'static [FindingKind] {
        match self {
            Self::Compare => {
                &[FindingKind::Conflict, FindingKind::SelfContradiction, FindingKind::Regression]
            }
            Self::Relate | Self::Increments | Self::Parts => &[FindingKind::Arithmetic],
            Self::Attribution => &[FindingKind::Misattribution, FindingKind::HedgeDrift],
            Self::Quotes => &[FindingKind::Quote],
            Self::Revisions => &[FindingKind::Revision],
            Self::Unconfirmed => &[FindingKind::Unconfirmed],
            Self::OutdatedTotal => &[FindingKind::OutdatedTotal],
            Self::Records => &[FindingKind::Record],
        }
    }

    /// The keys of all kinds without settings, in their order.
    #[must_use]
    pub fn plain_keys() -> &'static [&'static str] {
        static KEYS: LazyLock<Vec<&str>> = LazyLock::new(|| {
            RuleKind::ALL.iter().filter(|kind| kind.is_plain()).map(|kind| kind.name()).collect()
        });
        &KEYS
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(feature = "serde")]
    #[test]
    fn kinds_are_written_by_their_names() {
        for kind in FindingKind::ALL {
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.name());
        }
    }

    #[test]
    fn every_finding_but_what_could_not_be_compared_is_of_one_kind_of_rules_but_arithmetic() {
        for kind in FindingKind::ALL {
            let reported = RuleKind::ALL.iter().filter(|rule| rule.reports().contains(kind)).count();
            let expected = match kind {
                FindingKind::Undetermined => 0,
                // Relations, increments and parts all hold figures against each other.
                FindingKind::Arithmetic => 3,
                _ => 1,
            };
            assert_eq!(reported, expected, "{kind:?}");
        }
    }
}
