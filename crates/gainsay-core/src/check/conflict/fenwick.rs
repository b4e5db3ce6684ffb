//! Prefix sums that can be changed: a Fenwick tree.

/// Counts at positions `0..len`, with sums over prefixes in logarithmic time (Fenwick, 1994).
#[derive(Debug)]
pub(super) struct Fenwick(Vec<i64>);

impl Fenwick {
    /// All counts zero.
    pub(super) fn new(len: usize) -> Self {
        Self(vec![0; len + 1])
    }

    /// Adds `delta` at `position`; a position at or beyond the end changes nothing.
    pub(super) fn add(&mut self, position: usize, delta: i64) {
        let mut at = position + 1;
        while at < self.0.len() {
            self.0[at] += delta;
            at += at & at.wrapping_neg();
        }
    }

    /// The sum over the positions before `end`.
    pub(super) fn sum(&self, end: usize) -> i64 {
        let mut at = end.min(self.0.len() - 1);
        let mut sum = 0;
        while at > 0 {
            sum += self.0[at];
            at -= at & at.wrapping_neg();
        }
        sum
    }
}
