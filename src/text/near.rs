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
    let folded = fold(word);
    let same = candidates.iter().filter(|candidate| fold(candidate) == folded).min();
    same.copied().or_else(|| similar::get_close_matches(word, &candidates, 1, ALIKE).pop())
}

/// What to do about an unknown `word`: the nearest of `known`, else all of them.
pub fn help<'c>(word: &str, known: impl IntoIterator<Item = &'c str>) -> String {
    let known: Vec<&str> = known.into_iter().collect();
    match nearest(word, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("known are {}", list(&known)),
    }
}

/// Words in backticks, with commas and a final "and".
fn list(words: &[&str]) -> String {
    match words {
        [] => "none".to_owned(),
        [word] => format!("`{word}`"),
        [before @ .., last] => format!("`{}` and `{last}`", before.join("`, `")),
    }
}

fn fold(word: &str) -> String {
    word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
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
