//! Which findings are reported, and how many.

use super::Settings;
use crate::report::worst;
use crate::run::{self, Failure, Input, Run};
use gainsay_core::finding::Finding;
use gainsay_core::rule::Severity;

impl Settings {
    /// Compares the claims that were read, and keeps the findings that are asked for, out of those that `narrow` leaves.
    ///
    /// Fails where a setting names a rule that is not among those that were read, or `narrow` fails.
    pub(crate) fn compare<'i>(
        &self,
        input: &'i Input,
        narrow: impl FnOnce(&mut Run<'i>) -> Result<(), Failure>,
    ) -> Result<Run<'i>, Failure> {
        self.check(&input.rules)?;
        let mut done = run::compare(input);
        narrow(&mut done)?;
        self.choose(&mut done);
        Ok(done)
    }

    /// Keeps the findings of `done` that are asked for, and counts anew.
    ///
    /// Of rules, those that are selected and not ignored. A problem with a record, which is of no rule, is always kept: one
    /// that is ignored becomes a note, so that nothing passes for read that was not.
    pub(crate) fn choose(&self, done: &mut Run<'_>) {
        done.analysis.findings.retain_mut(|finding| self.keep(finding));
        done.count();
    }

    /// Whether `finding` is of a rule, or a problem, that is to be ignored.
    pub(crate) fn ignores(&self, finding: &Finding) -> bool {
        self.ignore.value.iter().any(|pattern| pattern.matches(&finding.rule))
    }

    /// Whether `finding` is asked for; a problem that is to be ignored becomes a note.
    pub(crate) fn keep(&self, finding: &mut Finding) -> bool {
        let (select, ignored) = (&self.select.value, self.ignores(finding));
        if finding.code().is_none() {
            let selected = select.is_empty() || select.iter().any(|pattern| pattern.matches(&finding.rule));
            return selected && !ignored;
        }
        if ignored {
            finding.severity = Severity::Note.min(finding.severity);
        }
        true
    }

    /// How many findings are to be written at most.
    pub(crate) fn max_findings(&self) -> Option<usize> {
        self.max_findings.value
    }

    /// Leaves no more findings than are to be written, the worst of them, and those below `least` last, which are not shown
    /// anyway; `done` counts those that are left out.
    pub(crate) fn limit(&self, done: &mut Run<'_>, least: Severity) {
        let Some(most) = self.max_findings.value else { return };
        let shown = |finding: &Finding| finding.severity >= least;
        let all = done.analysis.findings.iter().filter(|finding| shown(finding)).count();
        let findings = &mut done.analysis.findings;
        let kept = worst(findings.len(), most, |at| (!shown(&findings[at]), findings[at].rank()));
        let (mut kept, mut at) = (kept.into_iter().peekable(), 0..);
        findings.retain(|_| {
            let at = at.next();
            kept.next_if(|&kept| Some(kept) == at).is_some()
        });
        done.summary.left_out = all.saturating_sub(most);
    }
}
