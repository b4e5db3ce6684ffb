//! Which spot of a finding comes first.

use std::collections::HashSet;

use super::meaning::{Meaning, Meanings};
use crate::check::Analysis;
use crate::finding::{Label, Role, in_order};

/// Puts the spots of claims that the earlier run does not have before the other sides of a finding of `head`: a host marks the first
/// spot, and a reviewer looks for it at what a branch changes.
pub fn lead_with_changes(head: &mut Analysis<'_>, meanings: &Meanings) {
    let known: HashSet<Meaning> = meanings.base.iter().copied().collect();
    let is_new = |label: &Label| {
        let said = label.claim.and_then(|claim| meanings.head.get(claim.index()));
        label.role == Role::Primary && said.is_some_and(|said| !known.contains(said))
    };
    for finding in &mut head.findings {
        finding.labels.sort_by_key(|label| !is_new(label));
    }
    in_order(&mut head.findings);
}
