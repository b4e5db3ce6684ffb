//! Which findings are as they were.

use std::collections::{BTreeSet, HashMap};

use super::meaning::{self, Meaning, meaning};
use crate::check::Analysis;
use crate::finding::{Finding, FindingKind};
use crate::rule::Severity;

/// Whether each finding of `head` is to be reported, because it is not as it was in `base`.
///
/// A finding is as it was where the base has one of the same kind and rule, at least as bad, between the same claims.
/// A claim is the same where all its keys have the same values, those of its report among them, and where the sources,
/// subjects and places that it names, what they belong to, its attribute, what its value is read as, and the copy that it
/// quotes from are the same too. A rule is the same where it says the same. What is wrong with records is as it was where
/// the base has as many problems of the same words.
#[must_use]
pub fn reported(head: &Analysis<'_>, base: &Analysis<'_>) -> Vec<bool> {
    let before = Reader::new(base);
    let mut known = Known::default();
    base.findings.iter().for_each(|finding| known.add(&before, finding));
    let now = Reader::new(head);
    let mut reported = vec![true; head.findings.len()];
    // Of problems in the same words, those count as known that stand in the same file, else in one that was renamed.
    for same in [Same::Path, Same::Text, Same::Words] {
        for (finding, reported) in head.findings.iter().zip(&mut reported).filter(|(_, reported)| **reported)
        {
            *reported = !known.take(&now, finding, same);
        }
    }
    reported
}

/// The file that a finding stands in.
#[derive(Clone, Copy)]
struct File<'f> {
    path: &'f str,
    text: &'f str,
}

/// What two files with a problem in the same words have in common.
#[derive(Clone, Copy)]
enum Same {
    Path,
    Text,
    /// Nothing but that problem.
    Words,
}

impl Same {
    fn holds(self, one: &File<'_>, other: &File<'_>) -> bool {
        match self {
            Self::Path => one.path == other.path,
            Self::Text => one.text == other.text,
            Self::Words => true,
        }
    }
}

/// What the findings of a run are about.
struct Reader<'r> {
    checked: &'r Analysis<'r>,
    /// By their numbers.
    claims: Vec<Meaning>,
    rules: HashMap<&'r str, Meaning>,
}

impl<'r> Reader<'r> {
    fn new(checked: &'r Analysis<'r>) -> Self {
        let rules = checked.rules().rules.values().map(|rule| (rule.id.value.as_str(), meaning::rule(rule)));
        Self { checked, claims: meaning::claims(checked), rules: rules.collect() }
    }

    /// The kind of a finding and its rule; two findings of other sorts are never the same.
    fn sort(&self, finding: &Finding) -> Meaning {
        meaning(&(finding.kind, &finding.rule, self.rules.get(finding.rule.as_str())))
    }

    /// The claims that take part in a finding.
    fn parties(&self, finding: &Finding) -> BTreeSet<Meaning> {
        finding.claims().filter_map(|claim| self.claims.get(claim.index()).copied()).collect()
    }

    /// What a finding says, and the words that it underlines, wherever they stand.
    fn words(&self, finding: &Finding) -> Meaning {
        let words: Vec<&str> =
            finding.labels.iter().map(|label| self.checked.files().slice(label.span)).collect();
        meaning(&(self.sort(finding), finding.severity, &finding.message, words))
    }

    /// The file of the first label.
    fn file(&self, finding: &Finding) -> Option<File<'r>> {
        let file = self.checked.files().get(finding.labels.first()?.span.file);
        Some(File { path: &file.path, text: &file.text })
    }
}

/// The findings of the base.
#[derive(Default)]
struct Known<'b> {
    /// Those between claims: how bad each is, and who takes part.
    between: Vec<(Severity, BTreeSet<Meaning>)>,
    /// Where in `between` the findings of a sort are in which a claim takes part.
    of: HashMap<(Meaning, Meaning), Vec<usize>>,
    /// The files of the others, by what each says.
    others: HashMap<Meaning, Vec<File<'b>>>,
}

impl<'b> Known<'b> {
    fn add(&mut self, reader: &Reader<'b>, finding: &Finding) {
        let (sort, parties) = (reader.sort(finding), reader.parties(finding));
        if is_single(finding, &parties) {
            self.others.entry(reader.words(finding)).or_default().extend(reader.file(finding));
            return;
        }
        for &claim in &parties {
            self.of.entry((sort, claim)).or_default().push(self.between.len());
        }
        self.between.push((finding.severity, parties));
    }

    /// Whether `finding` is known; each problem of the base makes one known, in a file that has the `same`.
    fn take(&mut self, reader: &Reader<'_>, finding: &Finding, same: Same) -> bool {
        let (sort, parties) = (reader.sort(finding), reader.parties(finding));
        if is_single(finding, &parties) {
            let Some(here) = reader.file(finding) else { return false };
            let left = self.others.get_mut(&reader.words(finding));
            let found = left.and_then(|left| {
                let at = left.iter().position(|there| same.holds(there, &here))?;
                Some(left.swap_remove(at))
            });
            return found.is_some();
        }
        let with = parties.iter().map(|&claim| self.of.get(&(sort, claim)).map_or(&[][..], Vec::as_slice));
        // All are to take part, so that the claim in the fewest findings is looked up.
        with.min_by_key(|found| found.len()).is_some_and(|found| {
            found.iter().any(|&at| {
                let (severity, before) = &self.between[at];
                *severity >= finding.severity && parties.is_subset(before)
            })
        })
    }
}

/// Whether a finding is about a record or a file rather than about what lies between claims.
fn is_single(finding: &Finding, parties: &BTreeSet<Meaning>) -> bool {
    finding.kind == FindingKind::Record || parties.is_empty()
}
