//! The sum of the best bounds of all terms but one, kept up to date from day to day.

use std::collections::HashMap;

use rust_decimal::Decimal;

use super::best::Best;
use super::term::Term;
use crate::value::Point;
use gainsay_yaml::text::Name;

/// The best bounds of terms, of which the first ones are added and the others taken off.
pub(super) struct Total<'a, 't> {
    terms: &'a [&'a Term<'t>],
    /// How many terms are added.
    added: usize,
    best: Vec<Best>,
    /// The terms that are added, and those that are taken off; nothing where they are too large for a number.
    sums: [Option<Sides>; 2],
    /// How many of the terms that are added are there.
    there: usize,
    /// How many terms are missing that have to be there.
    missing: usize,
    /// How many bounds each source gives.
    sources: HashMap<Option<Name>, usize>,
}

/// The numbers of bounds added up, and how many of those lie just before or after them.
type Sides = (Decimal, i64);

impl<'a, 't> Total<'a, 't> {
    /// No term is there yet.
    pub(super) fn new(terms: &'a [&'a Term<'t>], added: usize) -> Self {
        Self {
            terms,
            added,
            best: vec![Best::default(); terms.len()],
            sums: [Some((Decimal::ZERO, 0)); 2],
            there: 0,
            missing: terms.iter().filter(|term| !term.optional).count(),
            sources: HashMap::new(),
        }
    }

    /// How many terms there are.
    pub(super) fn terms(&self) -> usize {
        self.terms.len()
    }

    /// Other bounds of a term are the best from now on.
    pub(super) fn set(&mut self, at: usize, best: Best) {
        let (before, after) = (self.best[at].first, best.first);
        self.best[at] = best;
        if let Some(before) = before {
            self.count(at, before, false);
        }
        if let Some(after) = after {
            self.count(at, after, true);
        }
    }

    fn count(&mut self, at: usize, end: usize, comes: bool) {
        let end = &self.terms[at].ends[end];
        let side = usize::from(at >= self.added);
        self.sums[side] = self.sums[side].and_then(|sum| changed(sum, end.bound.at, comes));
        let sources = self.sources.entry(end.source).or_default();
        let required = usize::from(!self.terms[at].optional);
        if comes {
            *sources += 1;
            self.missing -= required;
            self.there += usize::from(side == 0);
        } else {
            *sources -= 1;
            self.missing += required;
            self.there -= usize::from(side == 0);
            if *sources == 0 {
                self.sources.remove(&end.source);
            }
        }
    }

    /// The source of all bounds, where there is one alone.
    pub(super) fn only(&self) -> Option<Name> {
        self.sources.keys().next().copied().flatten().filter(|_| self.sources.len() == 1)
    }

    /// What the terms that are added come to, after `lowered` takes off what is tolerated, and without those that are taken
    /// off. The term `replaced` gives its best bound of another source. Nothing where a term is missing.
    pub(super) fn left(&self, replaced: Option<usize>, lowered: &dyn Fn(Point) -> Point) -> Option<Point> {
        if self.missing > 0 || self.there == 0 {
            return None;
        }
        let [mut sum, mut taken] = [self.sums[0]?, self.sums[1]?];
        if let Some(at) = replaced {
            let end = |end: usize| self.terms[at].ends[end].bound.at;
            let (first, other) = (end(self.best[at].first?), end(self.best[at].other?));
            let side = if at < self.added { &mut sum } else { &mut taken };
            *side = changed(changed(*side, first, false)?, other, true)?;
        }
        let nudge = |nudge: i64| nudge.signum() as i8;
        let sum = lowered(Point { at: sum.0, nudge: nudge(sum.1) });
        let at = sum.at.checked_sub(taken.0)?;
        Some(Point { at, nudge: nudge(i64::from(sum.nudge) - taken.1) })
    }
}

fn changed((at, nudge): Sides, end: Point, comes: bool) -> Option<Sides> {
    let (change, step) = (end.at, i64::from(end.nudge));
    if comes {
        Some((at.checked_add(change)?, nudge + step))
    } else {
        Some((at.checked_sub(change)?, nudge - step))
    }
}
