//! One claim against one other: `--with`.

use std::path::PathBuf;

use super::{other, spot, unread};
use crate::cli::select;
use crate::files::boundary::exists;
use crate::files::shown::show;
use crate::report::shell_word;
use crate::run::{Cause, Failure};
use gainsay_core::check::Analysis;
use gainsay_core::check::explain::Explanation;
use gainsay_core::claim::{Claim, ClaimId};
use gainsay_core::finding::Finding;
use gainsay_core::rule::RelationOf;
use gainsay_core::text::{Name, Spanned};

/// The failure for an id that several claims have; nothing where they have not.
pub(super) fn several(done: &Analysis<'_>, id: &str) -> Option<Failure> {
    let records = done.records();
    let sharing = records.names.find(id).and_then(|id| records.shared.get(&id))?;
    let failure = Failure::new(format!("several claims have the id `{id}`"));
    Some(failure.help(gainsay_core::claim::either(&records.names, sharing)))
}

/// The failure for a fingerprint in the place of a claim; nothing where it is none.
pub(super) fn finding(done: &Analysis<'_>, word: &str) -> Option<Failure> {
    select::fingerprinted(&done.findings, word).first()?;
    let failure = Failure::new(format!("`{word}` is the fingerprint of a finding, not a claim"));
    Some(failure.help(format!(
        "give the id of a claim; `gainsay explain {word}` alone shows the finding and its claims"
    )))
}

/// The claim that `word` names. Fails where none has that id or is at that place.
pub(super) fn find(done: &Analysis<'_>, word: &str) -> Result<ClaimId, Failure> {
    let records = done.records();
    if let Some(claim) = records.find(spot::claim_at(done, word).unwrap_or(word)) {
        return Ok(claim.number);
    }
    let known = several(done, word)
        .or_else(|| unread::claim(done, word))
        .or_else(|| finding(done, word))
        .or_else(|| other::not_a_claim(done, word));
    if let Some(known) = known {
        return Err(known);
    }
    let ids = records.claims.iter().map(|claim| records.names.text(claim.id.value));
    let help = select::near(word, ids);
    let failure = Failure::new(format!("unknown claim `{word}`"));
    Err(failure
        .help(help.unwrap_or_else(|| "give the id of a claim, or its place as `FILE:LINE`".to_owned())))
}

/// The failure with help where a claim may be meant by a path that is not there.
pub(super) fn meant(failure: Failure, word: &str, paths: &[PathBuf]) -> Failure {
    match paths {
        [path]
            if failure.cause == Cause::Paths
                && failure.help.is_none()
                && !exists(path)
                && path.extension().is_none() =>
        {
            let other = show(path);
            let (word, other) = (shell_word(word), shell_word(&other));
            failure.help(format!("`gainsay explain {word} --with {other}` shows how two claims compare"))
        }
        _ => failure,
    }
}

/// Leaves of the comparisons and relations in `explanation`, and of the findings on values, those with the claim `other`.
pub(super) fn keep(explanation: &mut Explanation, other: ClaimId, done: &Analysis<'_>) {
    for group in &mut explanation.compared {
        group.first.retain(|line| line.other.number == other);
        group.total = group.first.len();
    }
    explanation.compared.retain(|group| group.total > 0);
    let of_both =
        |finding: &Finding| finding.kind.is_of_values() && finding.claims().any(|claim| claim == other);
    explanation.findings.retain(|&at| of_both(&done.findings[at]));
    keep_relations(explanation, other, done);
}

/// Leaves of the relations those that hold the two claims against each other: each gives a figure of it, for one place, part and period,
/// and both are of one source where a relation is within one.
fn keep_relations(explanation: &mut Explanation, other: ClaimId, done: &Analysis<'_>) {
    let records = done.records();
    let (one, other) = (records.claim(explanation.claim.number), records.claim(other));
    let one_source = one.source.value == other.source.value;
    let apart = one.attribute.value != other.attribute.value && explanation.compared.is_empty();
    explanation.relations.retain(|relation| {
        let binds = relation.terms.iter().any(|(_, claims)| claims.contains(&other.number));
        apart && binds && (one_source || relation.of == RelationOf::Any)
    });
    let Explanation { relations, findings, .. } = explanation;
    for relation in relations {
        relation.broken.retain(|broken| findings.contains(broken));
    }
}

/// Why two claims are not about the same thing.
pub(super) fn apart(one: ClaimId, other: ClaimId, done: &Analysis<'_>) -> String {
    let records = done.records();
    let (one, other) = (records.claim(one), records.claim(other));
    if one.number == other.number {
        return "that is the claim itself".to_owned();
    }
    let named = |name: fn(&Claim) -> Option<Spanned<Name>>| {
        [one, other].map(|claim| name(claim).map(|name| records.names.text(name.value)))
    };
    let (subjects, attributes) = (named(|claim| claim.subject), named(|claim| Some(claim.attribute)));
    let differ = |what: &str, names: [Option<&str>; 2]| {
        let [one, other] =
            names.map(|name| name.map_or_else(|| "none".to_owned(), |name| format!("`{name}`")));
        format!("not compared: they are about different {what}, {one} and {other}")
    };
    if subjects[0] == subjects[1] { differ("attributes", attributes) } else { differ("subjects", subjects) }
}
