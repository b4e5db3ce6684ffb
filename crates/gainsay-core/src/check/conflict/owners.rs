//! Who the active bounds belong to, so that those of all others are found without looking at one's own.

/// Whose the active bounds below a node are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Owners {
    None,
    One(u32),
    Several,
}

impl Owners {
    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::None, owners) | (owners, Self::None) => owners,
            (one, two) if one == two => one,
            _ => Self::Several,
        }
    }

    fn holds_others_than(self, owner: u32) -> bool {
        match self {
            Self::None => false,
            Self::One(one) => one != owner,
            Self::Several => true,
        }
    }
}

/// The owners of the active places of a row: a segment tree, laid out as an array.
#[derive(Debug)]
pub(super) struct ActiveOwners {
    /// The nodes from the root on, which is the second; the places are the last half.
    nodes: Vec<Owners>,
    len: usize,
}

impl ActiveOwners {
    /// A row in which nothing is active.
    pub(super) fn new(places: usize) -> Self {
        let len = places.next_power_of_two();
        Self { nodes: vec![Owners::None; 2 * len], len }
    }

    /// A place becomes active.
    pub(super) fn open(&mut self, place: usize, owner: u32) {
        self.set(place, Owners::One(owner));
    }

    /// A place is no longer active.
    pub(super) fn close(&mut self, place: usize) {
        self.set(place, Owners::None);
    }

    fn set(&mut self, place: usize, owners: Owners) {
        let mut at = self.len + place;
        self.nodes[at] = owners;
        while at > 1 {
            at /= 2;
            self.nodes[at] = self.nodes[2 * at].and(self.nodes[2 * at + 1]);
        }
    }

    /// The first active place from `from` on and before `end` that belongs to another one than `owner`.
    pub(super) fn next_of_others(&self, from: usize, end: usize, owner: u32) -> Option<usize> {
        if from >= end {
            return None;
        }
        let mut at = self.len + from;
        while !self.nodes[at].holds_others_than(owner) {
            // To the next node on the right, of the largest size that begins there.
            while at % 2 == 1 {
                at /= 2;
            }
            if at == 0 {
                return None;
            }
            at += 1;
        }
        while at < self.len {
            at *= 2;
            if !self.nodes[at].holds_others_than(owner) {
                at += 1;
            }
        }
        Some(at - self.len).filter(|&place| place < end)
    }
}
