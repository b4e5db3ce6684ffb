//! Which claims are compared in which shard, where they are not compared all at once.
//!
//! Claims meet within a subject, and within a subject and what is part of it. So the root of a subject by `part-of` decides. What crosses
//! from one root to another are claims that those of a shard are held against (`further`), and what is said of all claims at once
//! (`shard_findings`).

use std::collections::HashSet;
use std::fmt;
use std::hash::Hasher as _;
use std::num::NonZeroU32;

use foldhash::fast::RandomState;
use siphasher::sip::SipHasher13;

use crate::claim::Claim;
use gainsay_yaml::text::Name;

/// One of the shards that claims are compared in, each by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Shard {
    number: NonZeroU32,
    of: NonZeroU32,
}

impl Shard {
    /// The shard with this `number`, counted from 1, of so many; nothing where there is none.
    #[must_use]
    pub fn new(number: u32, of: u32) -> Option<Self> {
        let (number, of) = (NonZeroU32::new(number)?, NonZeroU32::new(of)?);
        (number <= of).then_some(Self { number, of })
    }

    /// Its number, from 1.
    #[must_use]
    pub fn number(self) -> u32 {
        self.number.get()
    }

    /// How many shards there are.
    #[must_use]
    pub fn of(self) -> u32 {
        self.of.get()
    }

    /// The shard of so many in which the claims are whose subject has this `root`: its own id, or that of the subject at the end of its
    /// `part-of`. Claims without a subject have an empty one. It is the same on every machine and in every version.
    #[must_use]
    pub fn of_root(root: &str, of: NonZeroU32) -> Self {
        let mut hasher = SipHasher13::new();
        hasher.write(root.as_bytes());
        let number = (hasher.finish() % u64::from(of.get())) as u32;
        Self { number: NonZeroU32::MIN.saturating_add(number), of }
    }

    /// Whether the claims are in it whose subject has this `root`, as in [`Self::of_root`].
    #[must_use]
    pub fn holds(self, root: &str) -> bool {
        Self::of_root(root, self.of) == self
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.number, self.of)
    }
}

/// Whose claims are reported on: those of these subjects.
#[derive(Debug)]
pub(super) struct Own(HashSet<Option<Name>, RandomState>);

impl Own {
    /// The subjects of `claims` for which `own` holds.
    pub(super) fn new(own: impl Fn(Option<Name>) -> bool, claims: &[Claim]) -> Self {
        let subjects = claims.iter().map(|claim| claim.subject.map(|subject| subject.value));
        let subjects: HashSet<Option<Name>, RandomState> = subjects.collect();
        Self(subjects.into_iter().filter(|subject| own(*subject)).collect())
    }

    /// Whether the claims of `subject` are.
    pub(super) fn holds(&self, subject: Option<Name>) -> bool {
        self.0.contains(&subject)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_root_is_in_one_shard_which_stays_the_same() {
        let of = NonZeroU32::new(8).unwrap();
        let shards =
            |root: &str| (1..=8).filter(|&number| Shard::new(number, 8).unwrap().holds(root)).count();
        assert!(["", "harbour-fire", "地震"].iter().all(|root| shards(root) == 1));
        let of_roots = ["", "harbour-fire", "gaza", "地震"].map(|root| Shard::of_root(root, of).number());
        assert_eq!(of_roots, [5, 4, 3, 8]);
    }

    #[test]
    fn there_is_no_shard_beyond_the_last() {
        assert_eq!((Shard::new(0, 2), Shard::new(3, 2), Shard::new(1, 0)), (None, None, None));
        assert_eq!(Shard::new(2, 2).unwrap().to_string(), "2/2");
    }
}
