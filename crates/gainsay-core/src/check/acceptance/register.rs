//! The entries that can accept something, and what they accept.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::values::Changed;
use crate::check::conflict::pairs::PAIR_LIMIT;
use crate::check::identity::Identities;
use crate::claim::{Accepted, ClaimId, Records};
use crate::date::Day;
use crate::finding::{Acceptance, Finding, Label};
use gainsay_yaml::text::Files;

/// An entry that can accept something.
pub(super) struct Entry<'r> {
    pub accepted: &'r Accepted,
    pub rule: &'r str,
    pub claims: Vec<ClaimId>,
    /// Whether its last day is over.
    pub expired: bool,
    /// The values that it accepts and that are others by now.
    pub changed: Vec<Changed<'r>>,
    /// Whether there is anything that it accepts, or would if it still held.
    pub matched: bool,
    /// The first label of the first finding that has come up again since it expired.
    pub again: Option<Label>,
}

impl Entry<'_> {
    /// Whether it accepts anything.
    fn holds(&self) -> bool {
        !self.expired && self.changed.is_empty()
    }
}

/// The entries that can accept something, by their rules and claims.
pub(super) struct Register<'r> {
    pub entries: Vec<Entry<'r>>,
    /// Which claims are of rows that say again what another one does: these are accepted as that is.
    identities: &'r Identities,
    named: HashMap<&'r str, HashMap<ClaimId, BTreeSet<usize>>>,
}

impl<'r> Register<'r> {
    pub(super) fn new(identities: &'r Identities) -> Self {
        Self { entries: Vec::new(), identities, named: HashMap::new() }
    }

    pub(super) fn add(
        &mut self,
        accepted: &'r Accepted,
        changed: Vec<Changed<'r>>,
        records: &'r Records,
        today: Option<Day>,
    ) {
        let Some(rule) = accepted.rule else { return };
        let rule = records.names.text(rule.value);
        let claims: Vec<ClaimId> = accepted.claims.iter().map(|claim| claim.value).collect();
        let of_rule = self.named.entry(rule).or_default();
        for &claim in &claims {
            of_rule.entry(self.identities.first(claim)).or_default().insert(self.entries.len());
        }
        let over = |last: Day| today.is_some_and(|today| today > last);
        let expired = accepted.expires.is_some_and(|expires| over(expires.value.last));
        self.entries.push(Entry { accepted, rule, claims, expired, changed, matched: false, again: None });
    }

    /// Accepts `finding`, or says how much of it is accepted.
    pub(super) fn judge(&mut self, finding: &mut Finding, files: &Files) {
        let Some(of_rule) = self.named.get(finding.rule.as_str()) else { return };
        let first = |claim: ClaimId| self.identities.first(claim);
        let groups = groups(finding);
        let (mut accepted, mut used, mut matched) = (0, BTreeSet::new(), BTreeSet::new());
        for group in &groups {
            let naming = naming(of_rule, group.iter().map(|&claim| first(claim)));
            let live = naming.iter().filter(|&&at| self.entries[at].holds());
            if let Some(first) = live.copied().next() {
                accepted += 1;
                used.insert(first);
            }
            matched.extend(naming);
        }
        let unlisted = unlisted(finding, groups.len());
        if unlisted > 0 {
            let about: HashSet<ClaimId> = finding.claims().map(first).collect();
            let whole =
                |at: &usize| self.entries[*at].claims.iter().all(|claim| about.contains(&first(*claim)));
            // An entry is named by each of its claims, and looked at once.
            let naming: BTreeSet<usize> =
                about.iter().filter_map(|claim| of_rule.get(claim)).flatten().copied().collect();
            matched.extend(naming.into_iter().filter(whole));
        }
        let (pairs, total) = (!finding.pairs.is_empty(), groups.len() as u64 + unlisted);
        let whole = accepted > 0 && accepted == total;
        for at in matched {
            let entry = &mut self.entries[at];
            entry.matched = true;
            if entry.expired && !whole {
                entry.again = entry.again.take().or_else(|| finding.labels.first().cloned());
            }
        }
        if whole {
            finding.accepted = self.acceptance(&used, files);
        } else if accepted > 0 {
            let (what, are) =
                (if pairs { "pairs" } else { "claims" }, if accepted == 1 { "is" } else { "are" });
            let partly = format!("{accepted} of {total} {what} {are} accepted");
            finding.help =
                Some(finding.help.take().map_or(partly.clone(), |help| format!("{help}\n{partly}")));
        }
    }

    /// What the entries `used` say together.
    fn acceptance(&self, used: &BTreeSet<usize>, files: &Files) -> Option<Acceptance> {
        let entries: BTreeMap<_, &Accepted> =
            used.iter().map(|&at| self.entries[at].accepted).map(|entry| (entry.span, entry)).collect();
        let mut reasons: Vec<&str> = Vec::new();
        for reason in entries.values().filter_map(|entry| entry.reason.as_ref()) {
            let reason = reason.as_str(files).trim();
            if !reasons.contains(&reason) {
                reasons.push(reason);
            }
        }
        Some(Acceptance {
            reason: reasons.join("; "),
            span: *entries.keys().next()?,
            expires: entries
                .values()
                .filter_map(|entry| entry.expires)
                .map(|expires| expires.value.last)
                .min(),
        })
    }
}

/// What has to be accepted for `finding` to be: its pairs, or else the claims that it points at, one by one.
fn groups(finding: &Finding) -> Vec<Vec<ClaimId>> {
    if !finding.pairs.is_empty() {
        return finding.pairs.iter().map(|pair| pair.claims.to_vec()).collect();
    }
    let claims: BTreeSet<ClaimId> = finding.labelled().collect();
    claims.into_iter().map(|claim| vec![claim]).collect()
}

/// How many more pairs than the `listed` ones there are; of claims, whether there may be any.
fn unlisted(finding: &Finding, listed: usize) -> u64 {
    match finding.pairs.len() {
        0 => u64::from(finding.labels.len() > PAIR_LIMIT),
        _ => finding.pairs_total.saturating_sub(listed as u64),
    }
}

/// The entries that name all claims of `group`, in their order.
fn naming(of_rule: &HashMap<ClaimId, BTreeSet<usize>>, group: impl Iterator<Item = ClaimId>) -> Vec<usize> {
    let lists: Option<Vec<&BTreeSet<usize>>> = group.map(|claim| of_rule.get(&claim)).collect();
    let lists = lists.unwrap_or_default();
    let Some(shortest) = lists.iter().min_by_key(|list| list.len()) else { return Vec::new() };
    shortest.iter().filter(|at| lists.iter().all(|list| list.contains(at))).copied().collect()
}
