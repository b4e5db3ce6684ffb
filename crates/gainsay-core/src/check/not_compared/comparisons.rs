//! The counts of a run: what was compared, what was not, and why.

#[cfg(feature = "serde")]
use std::collections::BTreeMap;

#[cfg(feature = "serde")]
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::check::reason::{NotComparedReason, REASONS};

/// How many pairs of claims of different sources about one subject and attribute were compared, and how many were not.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
pub struct Comparisons {
    /// The pairs that were compared.
    pub compared: u64,
    /// The pairs that were not, by reason.
    pub not_compared: ReasonCounts,
    /// The claims that were compared with no claim of another source.
    pub alone: usize,
}

impl Comparisons {
    /// Adds what was counted of other claims.
    pub(super) fn add(&mut self, other: &Self) {
        self.compared = self.compared.saturating_add(other.compared);
        self.alone = self.alone.saturating_add(other.alone);
        for (reason, count) in other.not_compared.iter() {
            self.not_compared.add(reason, count);
        }
    }
}

/// A count for each reason.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ReasonCounts([u64; REASONS]);

impl ReasonCounts {
    /// The reasons that there are any of, with the count of each, in their order.
    pub fn iter(&self) -> impl Iterator<Item = (NotComparedReason, u64)> {
        let all = NotComparedReason::ALL.iter().copied().zip(self.0);
        all.filter(|&(_, count)| count > 0)
    }

    /// All of them.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.0.iter().sum()
    }

    /// Adds so many for `reason`.
    pub(crate) fn add(&mut self, reason: NotComparedReason, count: u64) {
        self.0[reason as usize] = self.0[reason as usize].saturating_add(count);
    }
}

#[cfg(feature = "serde")]
impl Serialize for ReasonCounts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter().map(|(reason, count)| (reason.name(), count)))
    }
}

#[cfg(feature = "serde")]
impl<'de> Deserialize<'de> for ReasonCounts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut counts = Self::default();
        for (reason, count) in BTreeMap::<NotComparedReason, u64>::deserialize(deserializer)? {
            counts.add(reason, count);
        }
        Ok(counts)
    }
}
