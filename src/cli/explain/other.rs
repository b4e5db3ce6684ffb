//! Words in the place of a claim that name something else.

use crate::run::Failure;
use gainsay_core::check::Analysis;
use gainsay_core::claim::Claim;
use gainsay_core::text::Name;

/// How many claims are named.
const NAMED: usize = 3;

/// What a word is in a claim: its attribute, whatever the name that it goes by there, its source, its subject or its place.
pub(super) fn role<'d>(
    done: &'d Analysis<'_>,
    word: &'d str,
) -> impl Fn(&Claim) -> Option<&'static str> + 'd {
    let (names, rules) = (&done.records().names, done.rules());
    let (attribute, word) = (rules.identity(word), names.find(word));
    move |claim| {
        let is = |name: Option<Name>| name.is_some() && name == word;
        if rules.identity(names.text(claim.attribute.value)) == attribute {
            Some("attribute")
        } else if is(Some(claim.source.value)) {
            Some("source")
        } else if is(claim.subject.map(|subject| subject.value)) {
            Some("subject")
        } else if is(claim.place.map(|place| place.value)) {
            Some("place")
        } else {
            None
        }
    }
}

/// What a word is, as it is called: `an attribute`, `a source`.
pub(super) fn called(role: &str) -> String {
    let article = if role == "attribute" { "an" } else { "a" };
    format!("{article} {role}")
}

/// The failure for the name of an attribute, a source, a subject or a place in the place of a claim; nothing for any other word.
pub(super) fn not_a_claim(done: &Analysis<'_>, word: &str) -> Option<Failure> {
    let (records, role) = (done.records(), role(done, word));
    let first = records.claims.iter().find_map(&role)?;
    let claims = records.claims.iter().filter(|claim| role(claim) == Some(first));
    let ids = claims.take(NAMED).map(|claim| format!("`{}`", records.id(claim.number)));
    let help = format!("give the id of one of its claims, such as {}", ids.collect::<Vec<_>>().join(" or "));
    Some(Failure::new(format!("`{word}` is {}, not a claim", called(first))).help(help))
}
