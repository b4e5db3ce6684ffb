//! "Did you mean": which known name a word was meant to be.
//!
//! Names are compared without regard to case and to the signs between their parts, so `as_of` is `As-Of`. Beyond that their
//! distance counts: how many characters have to be added, left out, replaced or swapped with the next one. Among equals the
//! first by the alphabet is taken, so nothing depends on the order of the known names.

use strsim::osa_distance;

/// Words of more bytes than this have no similar names: nobody types them.
const LONGEST: usize = 64;

/// A known name that a word was most likely meant to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Near<'c> {
    /// The name.
    pub name: &'c str,
    /// Whether no more than one character is wrong, and no other name is as near.
    pub sure: bool,
    /// Whether nothing is wrong but upper and lower case, or the signs between the parts of the name.
    pub same: bool,
}

impl<'c> Near<'c> {
    fn new(name: &'c str, distance: usize) -> Self {
        Self { name, sure: distance <= 1, same: distance == 0 }
    }
}

/// The one of `known` that `word` was most likely meant to be, if any is similar.
///
/// Less than a third of its characters may be wrong: of 4 one, of 7 two.
pub fn near<'c>(word: &str, known: impl IntoIterator<Item = &'c str>) -> Option<Near<'c>> {
    let known = known.into_iter().filter(|name| name.len() <= LONGEST);
    let word = if word.len() <= LONGEST { fold(word) } else { String::new() };
    let length = word.chars().count();
    let similar = known.filter_map(|name| {
        let folded = fold(name);
        let other = folded.chars().count();
        let alike = |distance: usize| 3 * distance < length.max(other);
        let distance = alike(length.abs_diff(other)).then(|| osa_distance(&word, &folded))?;
        alike(distance).then_some((distance, name))
    });
    let mut nearest: Option<(usize, Near<'c>)> = None;
    for (distance, name) in similar {
        let (least, near) = *nearest.get_or_insert((distance, Near::new(name, distance)));
        if distance < least {
            nearest = Some((distance, Near::new(name, distance)));
        } else if distance == least && name != near.name {
            nearest = Some((distance, Near { name: name.min(near.name), sure: false, same: false }));
        }
    }
    nearest.map(|(_, near)| near)
}

/// The name of the one that is [`near`].
pub fn closest<'c>(word: &str, known: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    near(word, known).map(|near| near.name)
}

/// Asks for the one of `known` that `word` was most likely meant to be: "did you mean `x`?".
pub fn did_you_mean<'c>(word: &str, known: impl IntoIterator<Item = &'c str>) -> Option<String> {
    closest(word, known).map(|name| format!("did you mean `{name}`?"))
}

/// What to do about an unknown `word`: asks for the closest of `known`, or else lists all of them.
pub fn help<'c>(word: &str, known: impl IntoIterator<Item = &'c str>) -> String {
    let known: Vec<&str> = known.into_iter().collect();
    did_you_mean(word, known.iter().copied()).unwrap_or_else(|| list(&known))
}

/// All that may be written: "use one of `a`, `b` or `c`".
#[must_use]
pub fn list(known: &[&str]) -> String {
    match known {
        [] => "nothing is known here".to_owned(),
        [only] => format!("use `{only}`"),
        [others @ .., last] => format!("use one of `{}` or `{last}`", others.join("`, `")),
    }
}

/// The letters and digits of `word` in lower case.
fn fold(word: &str) -> String {
    word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_was_meant() {
        let known = ["as-of", "attribute", "source", "subject", "share", "categories"];
        for (word, meant) in [
            ("as_of", Some("as-of")),
            ("AsOf", Some("as-of")),
            ("sorce", Some("source")),
            ("suorce", Some("source")),
            ("atribute", Some("attribute")),
            ("category", Some("categories")),
            ("colour", None),
            ("", None),
            ("?", None),
        ] {
            assert_eq!(closest(word, known), meant, "{word}");
        }
        assert_eq!(closest("force", ["before", "since", "till"]), None);
        assert_eq!(closest("€", ["%"]), None);
    }

    #[test]
    fn one_wrong_character_is_sure_where_no_other_name_is_as_near() {
        let known = ["published", "publisher", "source"];
        for (word, name, sure, same) in [
            ("sorce", "source", true, false),
            ("Source", "source", true, true),
            ("s_ource", "source", true, true),
            ("publlshhd", "published", false, false),
            ("publishe", "published", false, false),
        ] {
            assert_eq!(near(word, known), Some(Near { name, sure, same }), "{word}");
        }
        assert!(near("sorce", ["source", "source"]).unwrap().sure);
    }

    #[test]
    fn the_order_of_the_known_names_does_not_matter() {
        assert_eq!(closest("bat", ["cat", "bad"]), None);
        assert_eq!(closest("hours", ["yours", "fours"]), Some("fours"));
        assert_eq!(closest("hours", ["fours", "yours"]), Some("fours"));
    }

    #[test]
    fn lists_what_is_known_where_nothing_is_similar() {
        assert_eq!(help("sorce", ["source"]), "did you mean `source`?");
        assert_eq!(help("zzz", ["low", "best", "high"]), "use one of `low`, `best` or `high`");
    }

    #[test]
    fn long_words_take_no_time() {
        let long = "a".repeat(1 << 20);
        assert_eq!(closest(&long, [long.as_str(), "a"]), None);
        assert_eq!(closest("a", [long.as_str()]), None);
    }
}
