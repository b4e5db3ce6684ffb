//! Sets with holes, such as lists of names: each is compared with all that begin in its holes, so there must not be too many.

use super::claim::TopicClaim;
use crate::value::Point;

/// How many comparisons with sets that have holes are made in one scope.
pub(super) const MOST: usize = 4_000_000;

/// The claims that are left out, so that no scope takes more than `most` comparisons of sets with holes: those that come last.
pub(super) fn left_out<'s>(
    claims: &[TopicClaim<'_>],
    scopes: impl Iterator<Item = &'s Vec<usize>>,
    most: usize,
) -> Vec<usize> {
    let mut left_out = Vec::new();
    for members in scopes {
        let set = |at: usize| &claims[at].allowed.plain;
        if members.iter().all(|&at| set(at).intervals().len() < 2) {
            continue;
        }
        let mut lows: Vec<Point> = members.iter().filter_map(|&at| set(at).low()).collect();
        lows.sort_unstable();
        let mut left = most;
        for &at in members {
            let gaps = set(at).intervals().windows(2).filter_map(|gap| gap[0].high.zip(gap[1].low));
            let before = |end: Point| lows.partition_point(|low| *low < end);
            let up_to = |end: Point| lows.partition_point(|low| *low <= end);
            let comparisons: usize = gaps.map(|(from, to)| before(to).saturating_sub(up_to(from))).sum();
            left = left.saturating_sub(comparisons);
            if comparisons > 0 && left == 0 {
                left_out.push(at);
            }
        }
    }
    left_out
}
