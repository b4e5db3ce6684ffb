//! Rules, claims and findings by the words that the user gives.

use std::collections::{BTreeMap, HashSet};

use crate::run::Failure;
use gainsay_core::finding::Finding;
use gainsay_core::rule::{Pattern, Rule, Rules};
use gainsay_core::text::suggest;

/// How alike a known word must be to be suggested.
const ALIKE: f32 = 0.6;

/// How many characters longer or shorter a word that is suggested may be.
const LONGER: usize = 4;

/// How many names are listed where none is like the word that was given.
const LISTED: usize = 8;

/// What to do about a word that is like the id of no rule.
pub(super) const RULES: &str = "`gainsay rules` lists the active rules";

/// What is wrong with `pattern` and what to do about it, where it `matches` none of the `known` names of such a `thing`: `otherwise` where
/// it is like none of them.
pub(super) fn unmatched<'k>(
    thing: &str,
    pattern: &Pattern,
    known: &[&'k str],
    matches: impl Fn(&'k str) -> bool,
    otherwise: impl FnOnce() -> String,
) -> Option<(String, String)> {
    if known.iter().any(|name| matches(name)) {
        return None;
    }
    let word = &pattern.text.value;
    let message = if pattern.is_glob() {
        format!("no {thing} matches `{word}`")
    } else {
        format!("unknown {thing} `{word}`")
    };
    Some((message, near(word, known.iter().copied()).unwrap_or_else(otherwise)))
}

/// Which names claims have for such a `thing`.
pub(super) fn of_claims(thing: &str, known: &[&str]) -> String {
    match known.len() {
        0 => "no claim has one".to_owned(),
        1..=LISTED => suggest::list(known),
        _ => format!("`gainsay audit --format csv` lists the claims, each with its {thing}"),
    }
}

/// The rule with `id`; where there is none, a failure that names the nearest ones.
pub(super) fn find<'a>(rules: &'a Rules, id: &str) -> Result<&'a Rule, Failure> {
    rules.rules.get(id).ok_or_else(|| {
        let near = near(id, rules.rules.keys().map(String::as_str));
        let help = near.unwrap_or_else(|| RULES.to_owned());
        Failure::new(format!("unknown rule `{id}`")).help(help)
    })
}

/// Asks whether one of the `known` words that `word` is most like was meant, if it is like any; capitals make no difference.
pub(super) fn near<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<String> {
    let known = known.filter(|known| known.len().abs_diff(word.len()) <= LONGER);
    let known: BTreeMap<String, &str> = known.map(|known| (known.to_lowercase(), known)).collect();
    let small: Vec<&str> = known.keys().map(String::as_str).collect();
    let near = similar::get_close_matches(word.to_lowercase().as_str(), &small, 3, ALIKE);
    let near = near.iter().filter_map(|small| known.get(*small));
    let near: Vec<_> = near.map(|id| format!("`{id}`")).collect();
    (!near.is_empty()).then(|| format!("did you mean {}?", near.join(" or ")))
}

/// How many characters of a fingerprint have to be given.
pub(super) const PREFIX: usize = 6;

/// Where in `findings` those stand whose fingerprint begins with `word`, those with the same fingerprint once.
pub(super) fn fingerprinted(findings: &[Finding], word: &str) -> Vec<usize> {
    if word.len() < PREFIX {
        return Vec::new();
    }
    let word = word.to_ascii_lowercase();
    let mut seen = HashSet::new();
    let begins = |at: &usize| findings[*at].fingerprint.starts_with(&word);
    (0..findings.len()).filter(begins).filter(|&at| seen.insert(&findings[at].fingerprint)).collect()
}

/// The failure where `several` of the `findings` have a fingerprint that begins with `word`.
pub(super) fn ambiguous(word: &str, findings: &[Finding], several: &[usize]) -> Failure {
    let prints = several.iter().take(3).map(|&at| format!("`{}`", findings[at].fingerprint));
    let message = format!("the fingerprints of {} findings begin with `{word}`", several.len());
    Failure::new(message).help(format!("give more of it, such as {}", prints.collect::<Vec<_>>().join(", ")))
}

#[cfg(test)]
mod tests {
    use super::super::fixture::ruleset;
    use super::*;

    #[test]
    fn a_near_name_is_suggested() {
        let ruleset = ruleset();
        assert!(find(&ruleset.rules, "revision").is_ok());
        let failure = find(&ruleset.rules, "troop-cuont").unwrap_err();
        assert_eq!(failure.message, "unknown rule `troop-cuont`");
        assert_eq!(failure.help.as_deref(), Some("did you mean `troop-count`?"));
        let failure = find(&ruleset.rules, "xyz").unwrap_err();
        assert_eq!(failure.help.as_deref(), Some("`gainsay rules` lists the active rules"));
    }

    #[test]
    fn words_of_several_sorts_may_be_meant() {
        let known = ["dprk-033", "dprk-034", "troop-count"];
        assert_eq!(
            near("dprk33", known.into_iter()).as_deref(),
            Some("did you mean `dprk-033` or `dprk-034`?")
        );
        assert_eq!(near("", known.into_iter()), None);
        assert_eq!(near("HUR", ["hur", "nis"].into_iter()).as_deref(), Some("did you mean `hur`?"));
    }
}
