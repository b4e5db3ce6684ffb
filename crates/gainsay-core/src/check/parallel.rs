//! The same work on each of many things.

use rayon::prelude::*;

/// With fewer things than this, asking another core costs more than it saves.
const MANY: usize = 128;

/// What `work` makes of each of `items`, in their order; on several cores where there are many.
pub(super) fn each<I: Sync, T: Send>(items: &[I], work: impl Fn(&I) -> T + Sync) -> Vec<T> {
    if items.len() < MANY { items.iter().map(work).collect() } else { items.par_iter().map(&work).collect() }
}
