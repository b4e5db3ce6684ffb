//! Fingerprints: stable names of findings.

use std::collections::BTreeSet;

use crate::check::context::Context;
use crate::check::hash::hashed;
use crate::check::topic::Topic;

/// A hash of the rule, what the claims are called and their values, the same wherever the claims stand and in whatever order.
pub(crate) fn fingerprint(
    topic: &Topic<'_>,
    rule: &str,
    claims: impl Iterator<Item = usize>,
    context: &Context<'_>,
) -> String {
    let mut parts: Vec<(&str, String)> = claims
        .map(|at| {
            (context.identity(topic.claims[at].claim), topic.claims[at].claim.hashed_words(context.files))
        })
        .collect();
    parts.sort_unstable();
    parts.dedup();
    hashed(std::iter::once(rule).chain(parts.iter().flat_map(|(id, value)| [*id, value.as_str()])))
}

/// A hash of what a rule or code says is wrong: of its name, of `parts`, and of the words that `message` quotes. How the message is
/// worded, and where the records stand, changes nothing.
pub(crate) fn of_fault<'c>(
    rule: &str,
    parts: &[&str],
    message: &str,
    called: impl Fn(&str) -> Option<&'c str>,
) -> String {
    let quoted = message.split('`').skip(1).step_by(2);
    let quoted: BTreeSet<&str> = quoted.map(|word| called(word).unwrap_or(word)).collect();
    hashed([&[rule], parts].concat().into_iter().chain(quoted))
}

#[cfg(test)]
mod tests {
    use super::of_fault;

    #[test]
    fn what_is_wrong_has_one_fingerprint_however_it_is_worded() {
        let print = |message: &str| of_fault("not-a-date", &["herald-1", "5 Mai"], message, |_| None);
        let same = print("`5 Mai` is not a date written as `%d %b`");
        assert_eq!(print("expected a date such as `%d %b` and found `5 Mai`"), same);
        assert_ne!(print("`5 Mai` is not a date written as `%d %B`"), same);
        let called = |word: &str| (word == "a#3").then_some("herald-1");
        assert_eq!(
            of_fault("x", &[], "the claim `a#3` has no `url`", called),
            of_fault("x", &[], "no `url` in `herald-1`", called)
        );
    }
}
