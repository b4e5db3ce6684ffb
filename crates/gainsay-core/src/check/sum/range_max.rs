//! The greatest of the items in any run of a list, in logarithmic time: a segment tree, laid out as an array.

/// What can be merged: whichever way a run is cut into parts, merging those gives the same.
pub(super) trait Merge: Copy {
    /// The same for two runs, this one in front.
    fn merge(self, other: Self) -> Self;
}

/// A list of which runs can be merged.
pub(super) struct RangeMax<T> {
    /// The items behind the inner nodes, of which the first is unused.
    nodes: Vec<T>,
    len: usize,
}

impl<T: Merge> RangeMax<T> {
    /// The tree over `items`.
    pub(super) fn new(items: &[T]) -> Self {
        let len = items.len();
        let mut nodes = [items, items].concat();
        for at in (1..len).rev() {
            nodes[at] = nodes[2 * at].merge(nodes[2 * at + 1]);
        }
        Self { nodes, len }
    }

    /// All items from `first` to `last`, both included, merged; nothing where there are none.
    pub(super) fn over(&self, first: usize, last: usize) -> Option<T> {
        let merge = |a: Option<T>, b: T| Some(a.map_or(b, |a| a.merge(b)));
        let (mut from, mut to) = (first + self.len, (last + 1).min(self.len) + self.len);
        let mut merged = None;
        while from < to {
            if from % 2 == 1 {
                merged = merge(merged, self.nodes[from]);
                from += 1;
            }
            if to % 2 == 1 {
                to -= 1;
                merged = merge(merged, self.nodes[to]);
            }
            from /= 2;
            to /= 2;
        }
        merged
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Merge for u32 {
        fn merge(self, other: Self) -> Self {
            self.max(other)
        }
    }

    #[test]
    fn every_run_of_every_length() {
        let items: Vec<u32> = (0..23).map(|at| at * 7 % 11).collect();
        for len in 0..items.len() {
            let tree = RangeMax::new(&items[..len]);
            for first in 0..len {
                for last in first..len {
                    assert_eq!(tree.over(first, last), items[first..=last].iter().copied().max());
                }
            }
            assert_eq!(tree.over(len, len + 3), None);
        }
    }
}
