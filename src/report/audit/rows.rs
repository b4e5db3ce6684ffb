//! From the audit to the rows of its tables, one at a time: no table is ever held whole beside the claims.

use super::AuditReport;
use super::tables::{Bound, Claim, Coverage, Source, SourcePair};
use gainsay_core::check::Agreement;
use gainsay_core::check::audit::Thread;

impl<'a> AuditReport<'a> {
    pub(super) fn claims(self) -> impl Iterator<Item = Claim<'a>> {
        self.audit.claims().map(move |at| Claim::new(self.files, self.audit.records(), self.audit.row(at)))
    }

    pub(super) fn bounds(self) -> impl Iterator<Item = Bound<'a>> {
        let rows = self.audit.claims().flat_map(move |at| self.audit.bounds(at));
        rows.map(move |row| Bound::new(self.audit.records(), row))
    }

    /// The findings that are reported, in order, as indices.
    pub(super) fn reported(self) -> impl Iterator<Item = usize> {
        self.threads().into_iter().flat_map(|thread| thread.findings)
    }

    /// The topics with what is reported of each, in order.
    pub(super) fn threads(self) -> Vec<Thread<'a>> {
        self.audit.threads(self.order)
    }

    pub(super) fn agreements(self, threads: &[Thread<'_>]) -> impl Iterator<Item = Agreement> {
        threads.iter().flat_map(move |thread| self.audit.agreements(thread))
    }

    pub(super) fn sources(self) -> impl Iterator<Item = Source<'a>> {
        self.audit.sources().into_iter().map(|row| Source::new(&row))
    }

    pub(super) fn pairs(self) -> impl Iterator<Item = SourcePair<'a>> {
        self.audit.between().into_iter().map(|row| SourcePair::new(&row))
    }

    pub(super) fn coverage(self) -> Coverage {
        Coverage::new(self.audit.coverage())
    }
}
