//! Which of some items belong together (union-find).

/// Items in disjoint sets. The root of a set is the first of its items.
#[derive(Debug)]
pub(super) struct DisjointSets(Vec<usize>);

impl DisjointSets {
    /// So many items, each in a set of its own.
    pub(super) fn new(by_key: usize) -> Self {
        Self((0..by_key).collect())
    }

    /// The first item of the set that one is in.
    pub(super) fn root(&mut self, mut at: usize) -> usize {
        while self.0[at] != at {
            self.0[at] = self.0[self.0[at]];
            at = self.0[at];
        }
        at
    }

    /// Joins the sets of two items.
    pub(super) fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.0[a.max(b)] = a.min(b);
    }
}
