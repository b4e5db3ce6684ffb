//! Near names, for "did you mean".

/// Words longer than this have no near names: nobody types them.
const LONGEST: usize = 64;
/// How alike two words have to be, from 0 to 1.
const ALIKE: f32 = 0.7;

/// The one of `candidates` that `word` was most likely meant to be, if any is near.
///
/// One that differs only in case or in the signs between its parts (`as_of`, `As-Of`) is nearest. Among equals the
/// first by the alphabet is taken, so the order of the candidates does not matter.
pub fn nearest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    if word.is_empty() || word.len() > LONGEST {
        return None;
    }
    let near =
        |candidate: &&str| candidate.len() <= LONGEST && candidate.len().abs_diff(word.len()) <= word.len();
    let candidates: Vec<&str> = candidates.into_iter().filter(near).collect();
    let same = candidates.iter().filter(|candidate| fold(candidate).eq(fold(word))).min();
    same.copied().or_else(|| {
        let letters = Letters::of(word);
        let alike: Vec<&str> = candidates
            .iter()
            .filter(|candidate| letters.may_be_alike(&Letters::of(candidate)))
            .copied()
            .collect();
        similar::get_close_matches(word, &alike, 1, ALIKE).pop()
    })
}

/// How often each character stands in a word, some taken for the same: what rules out nearly all candidates at once.
struct Letters {
    counts: [u8; 32],
    length: u16,
}

impl Letters {
    fn of(word: &str) -> Self {
        let mut letters = Self { counts: [0; 32], length: 0 };
        for c in word.chars().take(LONGEST) {
            letters.counts[c as usize % 32] += 1;
            letters.length += 1;
        }
        letters
    }

    /// Whether the two have enough characters in common to be alike, wherever they stand.
    fn may_be_alike(&self, other: &Self) -> bool {
        let common = self.counts.iter().zip(&other.counts).map(|(one, other)| u16::from(*one.min(other)));
        // Below by less than a character, so that rounding decides nothing.
        let least = ALIKE * f32::from(self.length + other.length) / 2.0 - 0.5;
        f32::from(common.sum::<u16>()) >= least
    }
}

/// What to do about an unknown `word`: the nearest of `known`, else all of them.
pub fn help<'c>(word: &str, known: impl IntoIterator<Item = &'c str>) -> String {
    let known: Vec<&str> = known.into_iter().collect();
    match nearest(word, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => list(&known),
    }
}

/// What is known, in words.
#[must_use]
pub fn list(known: &[&str]) -> String {
    format!("known are {}", words(known))
}

/// Words in backticks, with commas and a final "and".
fn words(words: &[&str]) -> String {
    match words {
        [] => "none".to_owned(),
        [word] => format!("`{word}`"),
        [before @ .., last] => format!("`{}` and `{last}`", before.join("`, `")),
    }
}

fn fold(word: &str) -> impl Iterator<Item = char> + '_ {
    word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase)
}

#[cfg(test)]
mod tests {
    use super::{help, nearest};

    #[test]
    fn finds_what_was_meant() {
        let known = ["as-of", "attribute", "source", "subject", "share"];
        for (word, meant) in [
            ("as_of", Some("as-of")),
            ("AsOf", Some("as-of")),
            ("sorce", Some("source")),
            ("atribute", Some("attribute")),
            ("colour", None),
            ("", None),
        ] {
            assert_eq!(nearest(word, known), meant, "{word}");
        }
    }

    #[test]
    fn does_not_depend_on_the_order_of_the_candidates() {
        assert_eq!(nearest("bat", ["cat", "bad"]), None);
        assert_eq!(nearest("hours", ["yours", "fours"]), Some("fours"));
        assert_eq!(nearest("hours", ["fours", "yours"]), Some("fours"));
    }

    #[test]
    fn lists_what_is_known_where_nothing_is_near() {
        assert_eq!(help("sorce", ["source"]), "did you mean `source`?");
        assert_eq!(help("zzz", ["low", "best", "high"]), "known are `low`, `best` and `high`");
    }
}
