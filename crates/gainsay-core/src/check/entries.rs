//! What an analysis of a part, or of what is said of all parts, knows of the entries of `accepted:`.

use super::acceptance::{self, Entries};
use super::analysis::Analysis;

impl Analysis<'_> {
    /// The entries of `accepted:` whose claims are all there.
    #[must_use]
    pub fn entries(&self) -> Entries {
        acceptance::entries(&self.findings, &self.context)
    }
}
