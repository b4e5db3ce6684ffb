//! Which findings are as they were.

use std::collections::{BTreeSet, HashMap};

use super::meaning::{self, Meaning, Meanings, meaning};
use crate::check::Analysis;
use crate::finding::{Finding, FindingKind};
use crate::rule::Severity;

/// Whether each finding of `head` is to be reported, because it is not as it was in `base`: see `matched` for what that means.
#[must_use]
pub fn reported(head: &Analysis<'_>, base: &Analysis<'_>, meanings: &Meanings) -> Vec<bool> {
    matched(head, base, meanings).iter().map(Option::is_none).collect()
}

/// For each finding of `head`, which one of `base` it is as it was, if any; rather one with the same fingerprint.
///
/// A finding is as it was where the base has one of the same kind and rule, at least as bad, between the same claims.
/// A claim is the same where all its keys have the same values, those of its report among them, and where the sources,
/// subjects and places that it names, what they belong to, its attribute, what its value is read as, and the copy that it
/// quotes from are the same too. A rule is the same where it says the same. What is wrong with records is as it was where
/// the base has as many problems of the same words. What was accepted and no longer is, is not as it was.
pub(super) fn matched(head: &Analysis<'_>, base: &Analysis<'_>, meanings: &Meanings) -> Vec<Option<usize>> {
    let before = Reader::new(base, &meanings.base);
    let mut known = Known::default();
    base.findings.iter().enumerate().for_each(|(at, finding)| known.add(&before, at, finding));
    let now = Reader::new(head, &meanings.head);
    let mut matched = vec![None; head.findings.len()];
    // Of problems in the same words, those count as known that stand in the same file, else in one that was renamed.
    for same in [Same::Path, Same::Text, Same::Words] {
        for (finding, matched) in head.findings.iter().zip(&mut matched).filter(|(_, at)| at.is_none()) {
            *matched = known.take(&now, finding, same);
        }
    }
    matched
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
    claims: &'r [Meaning],
    rules: HashMap<&'r str, Meaning>,
}

impl<'r> Reader<'r> {
    fn new(checked: &'r Analysis<'r>, claims: &'r [Meaning]) -> Self {
        let rules = checked.rules().rules.values().map(|rule| (rule.id.value.as_str(), meaning::rule(rule)));
        Self { checked, claims, rules: rules.collect() }
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
    /// Those between claims.
    between: Vec<Between<'b>>,
    /// Where in `between` the findings of a sort are in which a claim takes part.
    of: HashMap<(Meaning, Meaning), Vec<usize>>,
    /// The others by what each says: the files that they stand in, whether they are accepted, and where they are among the
    /// findings.
    others: HashMap<Meaning, Vec<(File<'b>, bool, usize)>>,
}

/// A finding of the base between claims.
struct Between<'b> {
    /// Where it is among the findings.
    at: usize,
    fingerprint: &'b str,
    severity: Severity,
    accepted: bool,
    /// Who takes part.
    parties: BTreeSet<Meaning>,
}

impl<'b> Known<'b> {
    fn add(&mut self, reader: &Reader<'b>, at: usize, finding: &'b Finding) {
        let (sort, parties) = (reader.sort(finding), reader.parties(finding));
        let accepted = finding.accepted.is_some();
        if is_single(finding, &parties) {
            let file = reader.file(finding).map(|file| (file, accepted, at));
            self.others.entry(reader.words(finding)).or_default().extend(file);
            return;
        }
        for &claim in &parties {
            self.of.entry((sort, claim)).or_default().push(self.between.len());
        }
        let (fingerprint, severity) = (finding.fingerprint.as_str(), finding.severity);
        self.between.push(Between { at, fingerprint, severity, accepted, parties });
    }

    /// Which finding of the base `finding` is; each problem of the base is one alone, in a file that has the `same`.
    fn take(&mut self, reader: &Reader<'_>, finding: &Finding, same: Same) -> Option<usize> {
        let (sort, parties) = (reader.sort(finding), reader.parties(finding));
        let accepted = finding.accepted.is_some();
        if is_single(finding, &parties) {
            let here = reader.file(finding)?;
            let left = self.others.get_mut(&reader.words(finding))?;
            let fits = left.iter().enumerate();
            let fits = fits.filter(|(_, (there, was, _))| same.holds(there, &here) && (accepted || !was));
            let (at, _) = fits.min_by_key(|(_, (_, was, _))| *was != accepted)?;
            return Some(left.remove(at).2);
        }
        let with = parties.iter().map(|&claim| self.of.get(&(sort, claim)).map_or(&[][..], Vec::as_slice));
        // All are to take part, so that the claim in the fewest findings is looked up.
        let found = with.min_by_key(|found| found.len())?.iter().map(|&at| &self.between[at]);
        let same =
            found.filter(|before| before.severity >= finding.severity && parties.is_subset(&before.parties));
        // Where the very finding was accepted, another one does not stand for it.
        let withdrawn = |before: &Between<'_>| before.accepted && !accepted;
        let nearest =
            same.min_by_key(|before| (before.fingerprint != finding.fingerprint, withdrawn(before)))?;
        (!withdrawn(nearest)).then_some(nearest.at)
    }
}

/// Whether a finding is about a record or a file rather than about what lies between claims.
fn is_single(finding: &Finding, parties: &BTreeSet<Meaning>) -> bool {
    finding.kind == FindingKind::Record || parties.is_empty()
}
