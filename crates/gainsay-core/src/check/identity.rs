//! What a claim is called in fingerprints, wherever it stands.

use std::collections::{HashMap, HashSet};

use rayon::prelude::*;

use super::hash::hashed;
use crate::claim::{Claim, ClaimId, Details, End, IdFrom, Records, Stance};
use crate::date::{self, When};
use gainsay_yaml::text::{Files, Name, Spanned, Text};

/// The names in fingerprints of the claims that have no id of their own, or share it with others: findings call these by their
/// file and number, which change when records move. What is made of a row of a table stays as an id does.
#[derive(Debug, Default)]
pub(super) struct Identities(HashMap<ClaimId, String>);

impl Identities {
    /// Such a claim is named after what it says. Of several that say the same, each gets a number of its own: which one does
    /// not matter.
    pub(super) fn new(files: &Files, records: &Records) -> Self {
        let shared: HashSet<Name> = records.shared.values().flatten().copied().collect();
        let has_own = |claim: &&Claim| match claim.id_from {
            IdFrom::Record => !shared.contains(&claim.id.value),
            IdFrom::Row => true,
            IdFrom::Number => false,
        };
        let unnamed: Vec<&Claim> = records.claims.iter().filter(|claim| !has_own(claim)).collect();
        let said: Vec<String> = unnamed.par_iter().map(|claim| said(claim, files, records)).collect();
        let mut count: HashMap<&str, usize> = HashMap::new();
        let mut identity = |said| {
            let number = count.entry(said).or_insert(0);
            *number += 1;
            format!("{said}#{number}")
        };
        Self(unnamed.iter().zip(&said).map(|(claim, said)| (claim.number, identity(said))).collect())
    }

    /// The name of a claim that has no id of its own.
    pub(super) fn get(&self, claim: &Claim) -> Option<&str> {
        self.0.get(&claim.number).map(String::as_str)
    }
}

/// A hash of what `claim` says, and where it said so: notes, quotes and grades may be mended without it becoming another claim.
fn said(claim: &Claim, files: &Files, records: &Records) -> String {
    let name = |name: Option<Spanned<Name>>| name.map(|name| records.names.text(name.value));
    let when = |when: Option<Spanned<When>>| when.map(|when| date::show(when.value));
    let details = claim.details.as_ref();
    let text = |of: fn(&Details) -> Option<&Text>| details.and_then(of).map(|text| text.as_str(files));
    let names =
        [Some(claim.source), claim.cites, claim.subject, Some(claim.attribute), claim.place, claim.scope];
    let until = match claim.end {
        Some(End::Until(until)) => when(Some(until)),
        Some(End::Final) => Some("final".to_owned()),
        None => None,
    };
    let days = [when(claim.as_of), when(claim.during), when(claim.published), until];
    let (value, correction) = (claim.worded(files), claim.correction.then_some("correction"));
    // The words of a value tell a denial, but not whether it is asserted.
    let unconfirmed = (claim.stance == Stance::Unconfirmed).then_some("unconfirmed");
    let parts = names
        .into_iter()
        .map(name)
        .chain([text(Details::speaker), text(Details::url), Some(value.as_str()), unconfirmed, correction])
        .chain(days.iter().map(Option::as_deref));
    hashed(parts.map(Option::unwrap_or_default))
}
