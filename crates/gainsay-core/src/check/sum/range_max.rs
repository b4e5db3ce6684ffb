//! What is best among the items of any run of a list, in logarithmic time: a segment tree, laid out as an array.

/// A list, to be asked for the best of any run.
pub(super) struct RangeMax<T> {
    /// The items behind the inner nodes, of which the first is unused.
    nodes: Vec<T>,
    len: usize,
    /// The better of two, or the best of both.
    best: fn(T, T) -> T,
}

impl<T: Copy> RangeMax<T> {
    /// The tree over `items`, of which `best` takes two together.
    pub(super) fn new(items: &[T], best: fn(T, T) -> T) -> Self {
        let len = items.len();
        let mut nodes = [items, items].concat();
        for at in (1..len).rev() {
            nodes[at] = best(nodes[2 * at], nodes[2 * at + 1]);
        }
        Self { nodes, len, best }
    }

    /// The best of the items from `first` to `last`, both included; nothing where there are none.
    pub(super) fn over(&self, first: usize, last: usize) -> Option<T> {
        let (mut from, mut to) = (first + self.len, (last + 1).min(self.len) + self.len);
        let mut found: Option<T> = None;
        let mut add = |item: T| found = Some(found.map_or(item, |known| (self.best)(known, item)));
        while from < to {
            if from % 2 == 1 {
                add(self.nodes[from]);
                from += 1;
            }
            if to % 2 == 1 {
                to -= 1;
                add(self.nodes[to]);
            }
            from /= 2;
            to /= 2;
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_run_of_every_length() {
        let items: Vec<u32> = (0..23).map(|at| at * 7 % 11).collect();
        for len in 0..items.len() {
            let tree = RangeMax::new(&items[..len], u32::max);
            for first in 0..len {
                for last in first..len {
                    assert_eq!(tree.over(first, last), items[first..=last].iter().copied().max());
                }
            }
            assert_eq!(tree.over(len, len + 3), None);
        }
    }
}
