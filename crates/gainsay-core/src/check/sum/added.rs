//! Bounds of claims added up, and percentages of them.

use rust_decimal::Decimal;

use crate::check::topic::{At, Bound, TopicClaim, Window};
use crate::date::{Day, When};
use crate::finding::WeakReason;
use crate::value::Point;
use gainsay_yaml::text::Name;

/// A claim that a sum is made of, with what decides how strong that is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Said {
    /// The claim.
    pub claim: At,
    /// Who makes it.
    pub source: Name,
    /// When its bound is valid.
    pub valid: Window,
    /// The first and the last day on which it may have been published, where that counts and is known.
    pub published: Option<(Day, Day)>,
    /// Why no conflict with it is more than weak; nothing where one may be.
    pub doubt: Option<WeakReason>,
}

/// One term of a sum, as claims give it.
#[derive(Debug, Clone)]
pub(crate) struct Part {
    /// What it comes to.
    pub value: Decimal,
    /// The claim that gives it, or that gives the whole which it is a share of.
    pub said: Said,
    /// The claim that gives the share, and its percentage, where it is one.
    pub share: Option<(Said, Decimal)>,
}

impl Part {
    /// The claim that speaks for it: of a percentage the one that gives it.
    pub(crate) fn speaks(&self) -> Option<At> {
        self.claims().next()
    }

    /// The claims behind it.
    pub(crate) fn claims(&self) -> impl Iterator<Item = At> + use<> {
        self.said().map(|said| said.claim)
    }

    /// The same with what decides how strong it is.
    pub(super) fn said(&self) -> impl Iterator<Item = Said> + use<> {
        self.share.map(|share| share.0).into_iter().chain([self.said])
    }
}

/// One or more bounds added up, and the days on which all of them are valid.
#[derive(Debug, Clone)]
pub(crate) struct Sum<'t> {
    /// The end that they come to.
    pub bound: Bound,
    /// The terms.
    pub parts: Vec<Part>,
    /// The base unit of all of them.
    pub unit: Option<&'t str>,
}

impl<'t> Sum<'t> {
    /// The low or the upper bound of a claim; nothing where it is open.
    pub(crate) fn of(claim: &TopicClaim<'_>, at: At, unit: Option<&'t str>, low: bool) -> Option<Self> {
        let bound = if low { claim.basis().lower() } else { claim.basis().upper() }?;
        let source = claim.claim.source.value;
        let said = Said { claim: at, source, valid: bound.valid, published: None, doubt: None };
        Some(Self { bound, parts: vec![Part { value: bound.at.at, said, share: None }], unit })
    }

    /// The same where it is known whether its claim is doubtful, and why.
    pub(crate) fn doubted(mut self, doubt: Option<WeakReason>) -> Self {
        self.parts.iter_mut().for_each(|part| part.said.doubt = doubt);
        self
    }

    /// The same where it counts when its claim was published.
    pub(crate) fn published(mut self, published: Option<When>) -> Self {
        let days = published.map(|published| (published.first, published.last));
        self.parts.iter_mut().for_each(|part| part.said.published = days);
        self
    }

    /// The claims that it is made of, with what decides how strong it is.
    pub(super) fn said(&self) -> impl Iterator<Item = Said> {
        self.parts.iter().flat_map(Part::said)
    }

    /// The source of all of it; nothing where there are several.
    pub(super) fn source(&self) -> Option<Name> {
        let mut sources = self.said().map(|said| said.source);
        let first = sources.next()?;
        sources.all(|source| source == first).then_some(first)
    }

    /// Whose it is, and about which days, whatever time of those.
    pub(crate) fn statement(&self) -> (Option<Name>, When) {
        let When { first, last, throughout, .. } = self.bound.valid.said;
        (self.source(), When::days(first, last, throughout))
    }

    /// The claims that it is made of.
    pub(crate) fn claims(&self) -> Vec<At> {
        self.parts.iter().flat_map(Part::claims).collect()
    }

    /// The sum times a factor above zero.
    pub(crate) fn times(mut self, factor: Decimal) -> Option<Self> {
        if factor == Decimal::ONE {
            return Some(self);
        }
        let times = |point: Point| Some(Point { at: point.at.checked_mul(factor)?, ..point });
        self.bound.at = times(self.bound.at)?;
        self.bound.widened = self.bound.widened.and_then(times);
        for part in &mut self.parts {
            part.value = part.value.checked_mul(factor)?;
        }
        Some(self)
    }

    /// Both added up, while both are valid; nothing if they never do, or are in different units.
    pub(crate) fn plus(&self, other: &Self) -> Option<Self> {
        if self.unit != other.unit {
            return None;
        }
        let bound = joined(&self.bound, &other.bound, Decimal::checked_add)?;
        let parts = self.parts.iter().chain(&other.parts).cloned().collect();
        Some(Self { bound, parts, unit: self.unit })
    }

    /// All of them added up; nothing where there are none, or where they are never valid on a common day.
    pub(super) fn total(sums: impl Iterator<Item = Self>) -> Option<Self> {
        let (mut parts, mut total): (Vec<Part>, Option<Self>) = (Vec::new(), None);
        for mut sum in sums {
            parts.append(&mut sum.parts);
            total = Some(match total {
                None => sum,
                Some(total) => total.plus(&sum)?,
            });
        }
        Some(Self { parts, ..total? })
    }

    /// Whether it is a percentage that something can be taken of.
    pub(super) fn is_share(&self) -> bool {
        self.unit == Some("percent") && !self.bound.at.at.is_sign_negative()
    }

    /// A percentage, of a whole: both below zero would turn the bounds round, so they are not taken.
    pub(super) fn percent_of(&self, whole: &Self) -> Option<Self> {
        let ([share], [part]) = (self.parts.as_slice(), whole.parts.as_slice()) else { return None };
        if !self.is_share() || whole.bound.at.at.is_sign_negative() {
            return None;
        }
        let percent =
            |share: Decimal, whole: Decimal| share.checked_mul(whole)?.checked_div(Decimal::ONE_HUNDRED);
        let bound = joined(&self.bound, &whole.bound, percent)?;
        let parts =
            vec![Part { value: bound.at.at, said: part.said, share: Some((share.said, share.value)) }];
        Some(Self { bound, parts, unit: whole.unit })
    }
}

/// Two bounds joined into one by `join`, on the days on which both are valid; nothing if they never do.
fn joined(a: &Bound, b: &Bound, join: impl Fn(Decimal, Decimal) -> Option<Decimal>) -> Option<Bound> {
    let point =
        |a: Point, b: Point| Some(Point { at: join(a.at, b.at)?, nudge: (a.nudge + b.nudge).clamp(-1, 1) });
    let (one, other) = (&a.valid, &b.valid);
    let (from, to) = (one.from.max(other.from), one.to.min(other.to));
    if from > to {
        return None;
    }
    let later = if one.said.last >= other.said.last { one } else { other };
    let valid_for = one.valid_for.shorter(other.valid_for);
    let limit = if one.limit.day <= other.limit.day { one.limit } else { other.limit };
    Some(Bound {
        at: point(a.at, b.at)?,
        rounding: Decimal::ZERO,
        only_likely: a.only_likely || b.only_likely,
        widened: a.widened.zip(b.widened).and_then(|(a, b)| point(a, b)),
        valid: Window { from, to, said: later.said, valid_for, limit },
    })
}
