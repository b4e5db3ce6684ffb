//! What is said of a word that names nothing to explain.

use super::{other, unread, with};
use crate::cli::select;
use crate::report::{shell_flag, shell_word};
use crate::run::{DEFAULT_PATH, Failure};
use gainsay_core::check::Analysis;
use gainsay_core::finding::FindingKind;
use gainsay_core::problem::Code;

/// A word that was to be explained.
pub(super) struct Asked<'a> {
    pub(super) word: &'a str,
    /// Whether it can only be a claim.
    pub(super) claims_only: bool,
    /// Whether there are no claims where they are looked for, as no path is given.
    pub(super) nowhere: bool,
    /// What to write instead, where the word is a path.
    pub(super) instead: Option<String>,
}

/// The failure for a word that names nothing, with what it may have been meant to be.
pub(super) fn failure(asked: Asked<'_>, done: &Analysis<'_>) -> Failure {
    let Asked { word, claims_only, nowhere, .. } = asked;
    let something_else = if claims_only { with::finding(done, word) } else { other_name(done, word) };
    let known = with::several(done, word).or_else(|| unread::claim(done, word)).or(something_else);
    if let Some(known) = known {
        return known;
    }
    let names = &done.records().names;
    let rules = done.rules().rules.keys().map(String::as_str).filter(|_| !claims_only);
    let claims = done.records().claims.iter().map(|claim| names.text(claim.id.value));
    let prints = done.findings.iter().map(|finding| finding.fingerprint.as_str()).filter(|_| !claims_only);
    let codes = Code::ALL.iter().map(|code| code.name()).filter(|_| !claims_only);
    let near = select::near(word, rules.chain(codes).chain(claims).chain(prints));
    let what = if claims_only { "claim" } else { "rule, code, claim or finding" };
    let short = cut_short(&asked);
    Failure::new(format!("unknown {what} `{word}`")).help(match asked.instead.or(near) {
        _ if short => {
            format!("a fingerprint needs at least {} characters", select::PREFIX)
        }
        Some(help) => help,
        None if nowhere => {
            format!("there is no folder `{DEFAULT_PATH}` here: give the paths of the claims after the word")
        }
        None if done.findings.iter().any(|finding| finding.kind == FindingKind::Record) => {
            "some records cannot be read, so they are left out: `gainsay check` reports them".to_owned()
        }
        None => {
            "`gainsay rules` lists the rules, and `gainsay check --format json` the claims and fingerprints \
                 of what is found"
                .to_owned()
        }
    })
}

/// Whether the word may be a fingerprint, but for its length.
fn cut_short(Asked { word, claims_only, .. }: &Asked<'_>) -> bool {
    let hexadecimal = word.bytes().all(|byte| byte.is_ascii_hexdigit());
    !claims_only && (4..select::PREFIX).contains(&word.len()) && hexadecimal
}

/// The failure for the name of an attribute, a source, a subject or a place, with what shows it; nothing for any other word.
fn other_name(done: &Analysis<'_>, word: &str) -> Option<Failure> {
    attribute(done, word).or_else(|| registered(done, word))
}

fn attribute(done: &Analysis<'_>, word: &str) -> Option<Failure> {
    let (records, rules, role) = (done.records(), done.rules(), other::role(done, word));
    let is_used = records.claims.iter().any(|claim| role(claim) == Some("attribute"));
    let declared = rules.attribute(word).filter(|_| is_used || rules.named(word).is_some());
    let name = declared.map_or(word, |attribute| attribute.pattern.text.value.as_str());
    let compared = rules.compare_rules(name).first().map(|rule| {
        format!("`gainsay explain {}` explains the rule that compares it", shell_word(&rule.id.value))
    });
    let help: Vec<String> = compared.into_iter().chain(is_used.then(|| audit("attribute", word))).collect();
    (declared.is_some() || is_used).then(|| not_explained(word, "attribute", help.join("; ")))
}

fn registered(done: &Analysis<'_>, word: &str) -> Option<Failure> {
    let (records, role) = (done.records(), other::role(done, word));
    let is_used = |what: &&str| records.claims.iter().any(|claim| role(claim) == Some(*what));
    let what = ["source", "subject", "place"].into_iter().find(is_used)?;
    Some(not_explained(word, what, audit(what, word)))
}

/// What shows the claims that a filter of an audit leaves.
fn audit(filter: &str, word: &str) -> String {
    format!("`gainsay audit {}` shows its disputes", shell_flag(filter, word))
}

fn not_explained(word: &str, what: &str, help: String) -> Failure {
    let what = other::called(what);
    Failure::new(format!("`{word}` is {what}, not a rule, code, claim or finding")).help(help)
}
