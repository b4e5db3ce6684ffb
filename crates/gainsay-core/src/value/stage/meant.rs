//! What a stage and the words beside it come to.

use crate::value::{Allowed, Interval, Point, Ranges, Share, Side};

/// What a worded status allows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stage {
    /// The stages it allows.
    pub allowed: Allowed,
    /// The stages it rules out when it is denied.
    reached: Ranges,
    /// Whether it says that the stage began on the claim's date.
    pub onset: bool,
    /// Whether, denied, it holds for all days before too.
    pub so_far: bool,
}

impl Stage {
    /// What a denial of it allows: who denies a stage says that no part has come so far, or further; who denies a
    /// way back says that some are still further on.
    #[must_use]
    pub fn denied(&self) -> Allowed {
        Allowed::exactly(self.reached.complement_whole())
    }

    /// The same where none has come as far as `step`: "deployed, not fighting".
    pub(super) fn below(self, step: usize) -> Self {
        let from = Ranges::one(Interval::new(Some(Point::from(step as u64)), None));
        let cut = |set: &Ranges| set.intersection(&from.complement_whole());
        let Allowed { plain, doubled, .. } = &self.allowed;
        let allowed = Allowed { plain: cut(plain), doubled: cut(doubled), ..self.allowed };
        Self { allowed, reached: cut(&self.reached), ..self }
    }
}

/// How sure a wording is of what it says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::value) enum Doubt {
    #[default]
    None,
    /// More likely than not.
    Probable,
    /// So or not.
    Possible,
}

impl Doubt {
    /// What of a status is allowed that is in doubt so much.
    fn of(self, allowed: Allowed) -> Allowed {
        match self {
            Self::None => allowed,
            Self::Probable => Allowed::likely(allowed.plain),
            Self::Possible => Allowed::all(),
        }
    }
}

/// A stage and what the words beside it say.
#[derive(Debug, Clone, Copy, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each may hold without the others")]
pub(super) struct Meant {
    pub(super) step: usize,
    /// The first stage that is denied beside it.
    pub(super) below: Option<usize>,
    pub(super) bound: Option<Side>,
    pub(super) share: Option<Share>,
    /// Whether it says that not all have come so far.
    pub(super) not_all: bool,
    pub(super) negated: bool,
    /// Whether it is denied because it is still to come.
    pub(super) to_come: bool,
    pub(super) onset: bool,
    pub(super) so_far: bool,
    pub(super) doubt: Doubt,
}

impl Meant {
    /// What it allows.
    pub(super) fn stage(self, share: Option<Share>, retreat: bool) -> Stage {
        // Of those who "began withdrawing" some are still there.
        let share = share.or((self.onset && retreat && !self.negated).then_some(Share::Some));
        let at = Point::from(self.step as u64);
        let from = Ranges::one(Interval::new(Some(at), None));
        let to = Ranges::one(Interval::new(None, Some(at)));
        // What is ruled out where the wording is denied.
        let reached = match self.bound {
            Some(Side::Low) => from.clone(),
            None if !retreat => from.clone(),
            _ => to,
        };
        let short = reached.complement_whole();
        let of_some = matches!(share, Some(Share::Some | Share::Most));
        let (allowed, reached) = if self.negated && !self.to_come && !retreat && of_some {
            // Of some who have not come so far others may have, and need not.
            (Allowed::new(from, Ranges::all()), short)
        } else if self.negated {
            // To deny what denies itself says it again.
            (Allowed::exactly(short), reached)
        } else if share == Some(Share::None) {
            // To deny that none has come so far is to say that some have.
            (Allowed::exactly(short.clone()), short)
        } else if self.not_all && !retreat {
            // To deny it is to say that all have.
            (Allowed::exactly(from), short)
        } else {
            let exact = Ranges::one(Interval::only(at));
            let allowed = match (share, self.bound) {
                // Of some that have gone back, the others may be anywhere from there on.
                (_, Some(Side::Low)) | (Some(Share::Some | Share::Most), None) => Allowed::exactly(from),
                // Of the others nothing is said.
                (Some(Share::Some | Share::Most), Some(Side::High)) => Allowed::all(),
                (_, Some(Side::High)) => Allowed::exactly(reached.clone()),
                (None, None) if !retreat => Allowed::new(exact, from),
                _ => Allowed::exactly(exact),
            };
            (allowed, reached)
        };
        Stage { allowed: self.doubt.of(allowed), reached, onset: self.onset, so_far: self.so_far }
    }

    /// Takes in of how much it is said; false where that makes no sense beside what went before: "not many", "none all".
    pub(super) fn of(&mut self, share: Share) -> bool {
        match (self.negated, self.share, share) {
            // "Not all": some have come so far, and some have not.
            (true, None, Share::All) => {
                (self.negated, self.not_all, self.share) = (false, true, Some(Share::Some));
            }
            // "Some are fully deployed": what is said of these is said of some.
            (false, Some(Share::Some), Share::All) => {}
            (false, None | Some(Share::Some | Share::All), _) => self.share = Some(share),
            _ => return false,
        }
        true
    }

    /// Denies it; false where nobody can tell of how many: "all have not".
    pub(super) fn deny(&mut self) -> bool {
        self.negated = true;
        !matches!(self.share, Some(Share::All | Share::None))
    }

    /// Whether it says that something has not come so far.
    pub(super) fn is_short(self) -> bool {
        self.negated || self.share == Some(Share::None)
    }
}
