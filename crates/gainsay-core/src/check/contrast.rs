//! Where two wordings differ.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// The stretch of words in each of two texts that the other does not have, in bytes: from the first one that differs
/// to the last. `None` where every word of a text stands in the other too.
///
/// Words are compared without case. `at least 30` and `as many as 30` differ in `at least` and `as many as`.
#[must_use]
pub(super) fn differing(one: &str, other: &str) -> (Option<Range<usize>>, Option<Range<usize>>) {
    let (ones, others) = (words(one), words(other));
    let folded = |text: &str, words: &[Range<usize>]| {
        words.iter().map(|word| text[word.clone()].to_lowercase()).collect::<Vec<_>>()
    };
    let operations = capture_diff_slices(Algorithm::Myers, &folded(one, &ones), &folded(other, &others));
    let (mut left, mut right) = (None, None);
    for operation in operations.iter().filter(|operation| !matches!(operation, DiffOp::Equal { .. })) {
        widen(&mut left, ones.get(operation.old_range()).unwrap_or_default());
        widen(&mut right, others.get(operation.new_range()).unwrap_or_default());
    }
    (left, right)
}

/// The bytes of each word of a text.
fn words(text: &str) -> Vec<Range<usize>> {
    let start = |word: &str| word.as_ptr().addr() - text.as_ptr().addr();
    text.split_whitespace().map(|word| start(word)..start(word) + word.len()).collect()
}

fn widen(stretch: &mut Option<Range<usize>>, words: &[Range<usize>]) {
    if let (Some(first), Some(last)) = (words.first(), words.last()) {
        let start = stretch.as_ref().map_or(first.start, |stretch| stretch.start.min(first.start));
        let end = stretch.as_ref().map_or(last.end, |stretch| stretch.end.max(last.end));
        *stretch = Some(start..end);
    }
}

#[cfg(test)]
mod tests {
    use super::differing;

    #[test]
    fn the_words_that_changed_are_found() {
        for (one, other, left, right) in [
            ("at least 30", "as many as 30", Some("at least"), Some("as many as")),
            ("already exceeded 3,000", "nearly 3,000", Some("already exceeded"), Some("nearly")),
            ("1,000", "more than 1,000", None, Some("more than")),
            ("About 30", "about 30", None, None),
            ("a thousand", "1,000", Some("a thousand"), Some("1,000")),
        ] {
            let (l, r) = differing(one, other);
            assert_eq!((l.map(|l| &one[l]), r.map(|r| &other[r])), (left, right), "{one} / {other}");
        }
    }
}
