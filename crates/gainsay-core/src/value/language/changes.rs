//! Words of changes: what a figure under an attribute is a change of, and by how much.

use super::words::{Language, has, names};

impl Language {
    /// Whether the name of an attribute says that its figure is a change.
    pub(in crate::value) fn is_change(&self, attribute: &str) -> bool {
        self.is_fall(attribute) || names(attribute, &self.changes)
    }

    /// Whether the name of an attribute says that its figure is how far something fell.
    pub(in crate::value) fn is_fall(&self, attribute: &str) -> bool {
        names(attribute, &self.falls)
    }

    /// Whether a word makes the figure of an attribute of this name negative: `deficit` that of a profit, `surplus` that of a deficit.
    pub(in crate::value) fn is_opposite(&self, word: &str, attribute: &str) -> bool {
        if names(attribute, &self.balances) || names(attribute, &self.surpluses) {
            names(word, &self.deficits)
        } else {
            names(attribute, &self.deficits) && names(word, &self.surpluses)
        }
    }

    /// Whether a word names a profit or a loss, which is another figure than that of an attribute of this name: its revenue.
    pub(in crate::value) fn is_no_taking(&self, word: &str, attribute: &str) -> bool {
        let own = [&self.surpluses, &self.balances, &self.deficits, &self.amounts];
        (names(word, &self.surpluses) || names(word, &self.deficits))
            && names(attribute, &self.counting.takings)
            && !self.is_change(attribute)
            && !own.into_iter().any(|words| names(attribute, words))
    }

    /// Whether behind a change so worded stands by how much it was, and never what it came to: `lost under 3%`.
    pub(in crate::value) fn is_amount(&self, change: &str) -> bool {
        names(change, &self.amounts)
    }

    /// Whether the name of an attribute says that its figure is at what rate something changes: "growth", not "growth-change".
    pub(in crate::value) fn is_rate_of_change(&self, attribute: &str) -> bool {
        let mut changes = self.changes.iter().filter(|word| !self.rates_of_change.contains(word));
        names(attribute, &self.rates_of_change)
            && !changes.any(|word| names(attribute, std::slice::from_ref(word)))
    }

    /// Whether a word is for a unit of what shares and rates change by: "percentage points".
    pub(in crate::value) fn is_point(&self, unit: &str) -> bool {
        has(&self.points, unit)
    }
}
