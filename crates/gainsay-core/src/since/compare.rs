//! The findings of two runs side by side.

use std::collections::HashSet;

use super::meaning::Meanings;
use super::unchanged::matched;
use crate::check::Analysis;
use crate::finding::Finding;
use gainsay_yaml::text::Files;

/// How the findings of one run differ from those of an earlier one.
#[derive(Debug, Default)]
pub struct Difference<'a> {
    /// Those that only the later run has, in its order.
    pub introduced: Vec<&'a Finding>,
    /// Those that only the earlier run has, in its order.
    pub resolved: Vec<&'a Finding>,
    /// Those whose first label stands elsewhere, in the order of the later run.
    pub moved: Vec<Both<'a>>,
    /// Those that are where they were, in the order of the later run.
    pub unmoved: Vec<Both<'a>>,
}

/// A finding that both runs have.
#[derive(Debug, Clone, Copy)]
pub struct Both<'a> {
    /// As the earlier run has it.
    pub before: &'a Finding,
    /// As the later run has it.
    pub after: &'a Finding,
}

impl Difference<'_> {
    /// The same of the findings that are `shown`. What was shown before and is no longer counts as resolved.
    #[must_use]
    pub fn only(mut self, shown: impl Fn(&Finding) -> bool) -> Self {
        let both = self.moved.iter().chain(&self.unmoved);
        self.resolved.extend(both.filter(|both| !shown(both.after)).map(|both| both.before));
        self.resolved.sort_by_key(|finding| finding.labels.first().map(|label| label.span));
        self.introduced.retain(|finding| shown(finding));
        self.resolved.retain(|finding| shown(finding));
        self.moved.retain(|both| shown(both.after));
        self.unmoved.retain(|both| shown(both.after));
        self
    }
}

/// Compares the findings of the run `head` with those of an earlier one, `base`.
///
/// Those of `head` that are as they were in `base` are the same, as for [`reported`](super::reported); all others are introduced. Of
/// `base`, those are resolved that are none of the same, and have no fingerprint of what is introduced either: such a finding
/// is there still, though something about its claims has changed.
#[must_use]
pub fn compare<'a>(head: &'a Analysis<'_>, base: &'a Analysis<'_>, meanings: &Meanings) -> Difference<'a> {
    let mut difference = Difference::default();
    let mut still: HashSet<usize> = HashSet::new();
    for (after, at) in head.findings.iter().zip(matched(head, base, meanings)) {
        let Some(at) = at else {
            difference.introduced.push(after);
            continue;
        };
        still.insert(at);
        let before = &base.findings[at];
        let unmoved = place(base.files(), before) == place(head.files(), after);
        let same = if unmoved { &mut difference.unmoved } else { &mut difference.moved };
        same.push(Both { before, after });
    }
    let prints: HashSet<&str> =
        difference.introduced.iter().map(|finding| finding.fingerprint.as_str()).collect();
    let gone = |&(at, finding): &(usize, &'a Finding)| {
        !still.contains(&at) && !prints.contains(finding.fingerprint.as_str())
    };
    let gone = base.findings.iter().enumerate().filter(gone);
    difference.resolved = gone.map(|(_, finding)| finding).collect();
    difference
}

/// The path and the line of the first label.
fn place<'f>(files: &'f Files, finding: &Finding) -> Option<(&'f str, usize)> {
    let span = finding.labels.first()?.span;
    Some((files.get(span.file).path.as_str(), files.location(span).line))
}
