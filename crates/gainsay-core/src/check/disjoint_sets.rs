//! Which of some items belong together (union-find).

/// Which of some things are linked, directly or through others. The root of linked things is the first of them.
#[derive(Debug)]
pub struct DisjointSets(Vec<usize>);

impl DisjointSets {
    /// So many things, none of them linked.
    pub fn new(by_key: usize) -> Self {
        Self((0..by_key).collect())
    }

    /// The first of the things that one is linked with.
    pub fn root(&mut self, mut at: usize) -> usize {
        while self.0[at] != at {
            self.0[at] = self.0[self.0[at]];
            at = self.0[at];
        }
        at
    }

    /// DisjointSets two things.
    pub fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.0[a.max(b)] = a.min(b);
    }
}
