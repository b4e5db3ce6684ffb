//! What a claim is called in fingerprints, wherever it stands.

use rayon::prelude::*;

use super::hash::hashed;
use crate::claim::{Claim, ClaimId, Details, End, IdFrom, Records, Stance};
use crate::date::{self, When};
use crate::maps::{HashMap, HashSet};
use gainsay_yaml::text::{Files, Name, Span, Spanned, Text};

/// The names in fingerprints of the claims that have no id of their own, or share it with others: findings call these by their
/// file and number, which change when records move. What is made of a row of a table stays as an id does, and one that says again what
/// another one does is called as that is.
#[derive(Debug, Default)]
pub(super) struct Identities {
    named: HashMap<Name, String>,
    repeated: HashMap<ClaimId, ClaimId>,
}

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
        let mut count: HashMap<&str, usize> = HashMap::default();
        let mut identity = |said| {
            let number = count.entry(said).or_insert(0);
            *number += 1;
            format!("{said}#{number}")
        };
        let mut named: HashMap<Name, String> =
            unnamed.iter().zip(&said).map(|(claim, said)| (claim.id.value, identity(said))).collect();
        let claims = |(copy, first): (&ClaimId, &ClaimId)| [records.claim(*copy), records.claim(*first)];
        let says = |claim: &Claim| self::said(claim, files, records);
        let repeated = records.repeated.iter().map(claims).filter(|[copy, first]| says(copy) == says(first));
        let repeated: Vec<[&Claim; 2]> = repeated.collect();
        named.extend(
            repeated
                .iter()
                .map(|[copy, first]| (copy.id.value, records.names.text(first.id.value).to_owned())),
        );
        let repeated = repeated.into_iter().map(|[copy, first]| (copy.number, first.number)).collect();
        Self { named, repeated }
    }

    /// The name of the claim that findings call `id`, where fingerprints call it otherwise.
    pub(super) fn get(&self, id: Name) -> Option<&str> {
        self.named.get(&id).map(String::as_str)
    }

    /// The claim that says the same in a row before; the claim itself where none does.
    pub(super) fn first(&self, claim: ClaimId) -> ClaimId {
        self.repeated.get(&claim).copied().unwrap_or(claim)
    }
}

/// Which claim a spot is in.
pub(super) struct Owners<'r>(Vec<&'r Claim>);

impl<'r> Owners<'r> {
    pub(super) fn new(records: &'r Records) -> Self {
        let mut claims: Vec<&Claim> = records.claims.iter().collect();
        claims.sort_by_key(|claim| (claim.span, claim.number));
        Self(claims)
    }

    /// The claim around `spot`; of several that a row of a table makes, the first.
    pub(super) fn get(&self, spot: Span) -> Option<&'r Claim> {
        let behind =
            self.0.partition_point(|claim| (claim.span.file, claim.span.start) <= (spot.file, spot.start));
        let around = self.0[..behind].last()?.span;
        let first = self.0[..behind].partition_point(|claim| claim.span < around);
        self.0.get(first).copied().filter(|_| around.file == spot.file && spot.end <= around.end)
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
    let (value, correction) = (claim.hashed_words(files), claim.correction.then_some("correction"));
    // The words of a value tell a denial, but not whether it is asserted.
    let unconfirmed = (claim.stance == Stance::Unconfirmed).then_some("unconfirmed");
    let parts = names
        .into_iter()
        .map(name)
        .chain([text(Details::speaker), text(Details::url), Some(value.as_str()), unconfirmed, correction])
        .chain(days.iter().map(Option::as_deref));
    hashed(parts.map(Option::unwrap_or_default))
}
