//! The counts of a run: what was compared, what was not, and why.

#[cfg(feature = "serde")]
use serde::{Serialize, Serializer};

use crate::check::reason::{NotComparedReason, REASONS};

/// How many pairs of claims of different sources about one subject and attribute were compared, and how many were not.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Comparisons {
    /// The pairs that were compared.
    pub compared: u64,
    /// The pairs that were not, by reason.
    pub not_compared: ReasonCounts,
    /// The claims that were compared with no claim of another source.
    pub alone: usize,
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
        self.0[reason as usize] += count;
    }
}

#[cfg(feature = "serde")]
impl Serialize for ReasonCounts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter().map(|(reason, count)| (reason.name(), count)))
    }
}
