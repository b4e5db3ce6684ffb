//! The greatest of the items in any run of a list, in logarithmic time: a segment tree, laid out as an array.

/// A list, to be asked for the greatest item of any run.
pub(super) struct RangeMax<T> {
    /// The items behind the inner nodes, of which the first is unused.
    nodes: Vec<T>,
    len: usize,
}

impl<T: Copy + Ord> RangeMax<T> {
    /// The tree over `items`.
    pub(super) fn new(items: &[T]) -> Self {
        let len = items.len();
        let mut nodes = [items, items].concat();
        for at in (1..len).rev() {
            nodes[at] = nodes[2 * at].max(nodes[2 * at + 1]);
        }
        Self { nodes, len }
    }

    /// The greatest of the items from `first` to `last`, both included; nothing where there are none.
    pub(super) fn over(&self, first: usize, last: usize) -> Option<T> {
        let (mut from, mut to) = (first + self.len, (last + 1).min(self.len) + self.len);
        let mut greatest = None;
        while from < to {
            if from % 2 == 1 {
                greatest = greatest.max(Some(self.nodes[from]));
                from += 1;
            }
            if to % 2 == 1 {
                to -= 1;
                greatest = greatest.max(Some(self.nodes[to]));
            }
            from /= 2;
            to /= 2;
        }
        greatest
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
