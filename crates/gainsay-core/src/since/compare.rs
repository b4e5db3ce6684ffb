//! The findings of two runs side by side, by their fingerprints.

use std::collections::HashMap;

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
    pub moved: Vec<Moved<'a>>,
    /// How many are the same and where they were.
    pub unmoved: usize,
}

/// A finding that stands elsewhere.
#[derive(Debug, Clone, Copy)]
pub struct Moved<'a> {
    /// The finding of the earlier run.
    pub before: &'a Finding,
    /// The finding of the later run.
    pub after: &'a Finding,
}

/// Compares the findings of an earlier run, `before`, with those of a later one, each with the files that they point
/// into. Of several with one fingerprint, those at the same place are the same, then each in order.
#[must_use]
pub fn compare<'a>(before: (&Files, &[&'a Finding]), after: (&Files, &[&'a Finding])) -> Difference<'a> {
    let mut left: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, finding) in before.1.iter().enumerate() {
        left.entry(&finding.fingerprint).or_default().push(at);
    }
    let mut gone = vec![true; before.1.len()];
    let mut same: Vec<Option<usize>> = vec![None; after.1.len()];
    for exactly in [true, false] {
        for (finding, same) in after.1.iter().zip(&mut same).filter(|(_, same)| same.is_none()) {
            let Some(left) = left.get_mut(finding.fingerprint.as_str()) else { continue };
            let here = place(after.0, finding);
            let found = left.iter().position(|&at| !exactly || place(before.0, before.1[at]) == here);
            *same = found.map(|found| left.remove(found));
        }
    }
    let mut difference = Difference::default();
    for (&finding, same) in after.1.iter().zip(same) {
        let Some(same) = same else {
            difference.introduced.push(finding);
            continue;
        };
        gone[same] = false;
        let earlier = before.1[same];
        if place(before.0, earlier) == place(after.0, finding) {
            difference.unmoved += 1;
        } else {
            difference.moved.push(Moved { before: earlier, after: finding });
        }
    }
    let resolved = before.1.iter().zip(gone).filter(|(_, gone)| *gone);
    difference.resolved = resolved.map(|(finding, _)| *finding).collect();
    difference
}

/// The path and the line of the first label.
fn place<'f>(files: &'f Files, finding: &Finding) -> Option<(&'f str, usize)> {
    let span = finding.labels.first()?.span;
    Some((files.get(span.file).path.as_str(), files.location(span).line))
}
