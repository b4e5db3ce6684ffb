//! Words in the place of a claim that name something else.

use crate::run::Failure;
use gainsay_core::check::Analysis;
use gainsay_core::claim::Claim;
use gainsay_core::text::Name;

/// How many claims are named of what a word is.
const NAMED: usize = 3;

/// The failure for the name of an attribute, a source, a subject or a place where only a claim can be, with claims that have it.
pub(super) fn than_claim(done: &Analysis<'_>, word: &str) -> Option<Failure> {
    let (records, rules) = (done.records(), done.rules());
    let attribute = rules.identity(word);
    let is = |name: Name| records.names.text(name) == word;
    let what = |claim: &Claim| {
        if rules.identity(records.names.text(claim.attribute.value)) == attribute {
            Some("an attribute")
        } else if is(claim.source.value) {
            Some("a source")
        } else if claim.subject.is_some_and(|subject| is(subject.value)) {
            Some("a subject")
        } else if claim.place.is_some_and(|place| is(place.value)) {
            Some("a place")
        } else {
            None
        }
    };
    let first = records.claims.iter().find_map(what)?;
    let claims = records.claims.iter().filter(|claim| what(claim) == Some(first));
    let ids = claims.take(NAMED).map(|claim| format!("`{}`", records.id(claim.number)));
    let help = format!("give the id of one of its claims, such as {}", ids.collect::<Vec<_>>().join(" or "));
    Some(Failure::new(format!("`{word}` is {first}, not a claim")).help(help))
}
