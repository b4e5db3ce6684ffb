//! The engine run on made-up claims, and what it finds in a form that can be compared.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use gainsay_core::check::Checker;
use gainsay_core::claim::{self, ClaimId, Records};
use gainsay_core::finding::{Finding, FindingKind, Role, Strength};
use gainsay_core::rule::{Rules, Severity};
use gainsay_core::text::Files;

use super::TestClaim;
use super::layout::Layout;
use gainsay_core::rule_file;

const REGISTRY: &str = "
places:
  russia:
  kursk: { within: russia }
  front: { within: kursk }
  seoul:
sources:
  a: { part-of: league }
  b: { part-of: league }
  c:
  d:
  league:
  copy-a:
  copy-b:
  copy-c:
  copy-d:
subjects:
  fire:
  fire-east: { part-of: fire }
  flood:
  storm:
";

/// Rules for some sources and places only, beside the built-in ones.
const OWN_RULES: &str = "
rules:
  - id: of-a-and-c
    title: What a and c say of the front
    compare: [troops, things]
    where: { source: [a, c], place: [front, kursk] }
    grace: P4D
  - id: of-the-others
    title: What the others say
    compare: [troops]
    where: { source: [b, c, d] }
    tolerance: 30%
";

/// The built-in rules.
pub static BUILT_IN: LazyLock<Rules> = LazyLock::new(|| rules(false).1);
/// The built-in rules with those of these tests.
pub static WITH_OWN: LazyLock<Rules> = LazyLock::new(|| rules(true).1);

/// The files that rules are read from, which always have the same numbers.
fn rule_files(own: bool) -> Files {
    let mut files = Files::default();
    rule_file::add_builtin(&mut files);
    if own {
        files.add("own.yaml", OWN_RULES);
    }
    files
}

/// The rules, and the files that they are read from.
fn rules(own: bool) -> (Files, Rules) {
    let mut files = Files::default();
    let mut all = rule_file::add_builtin(&mut files);
    all.extend(own.then(|| files.add("own.yaml", OWN_RULES)));
    let mut problems = Vec::new();
    let rules = rule_file::read(&files, &[&all], &mut problems);
    assert_eq!(problems, Vec::new());
    (files, rules)
}

/// The records of claims in their layout, behind the files of the rules.
pub(super) fn read(layout: &Layout<'_>, own: bool) -> (Files, Records) {
    let mut files = rule_files(own);
    let mut ids = vec![files.add("claims/registry.yaml", REGISTRY)];
    for (number, text) in layout.texts().enumerate() {
        ids.push(files.add(format!("claims/{number:02}.yaml"), text));
    }
    let records = claim::read(&files, &ids);
    assert_eq!(records.problems, Vec::new());
    (files, records)
}

/// The records of claims in one file, to be compared under [`WITH_OWN`].
pub fn read_with_own(claims: &[TestClaim]) -> (Files, Records) {
    read(&Layout::all(claims), true)
}

/// What the built-in rules find among claims in their layout, in an order of its own.
pub fn findings_in(layout: &Layout<'_>) -> Vec<Found> {
    let (files, records) = read(layout, false);
    let mut findings = Checker::new(&files, &records, &BUILT_IN).analyze().findings;
    // Which entries of the registry no claim uses is of no interest here.
    findings.retain(|finding| finding.rule != "unused-entry");
    found(&findings, &records)
}

/// The same for claims in one file.
pub fn findings(claims: &[TestClaim]) -> Vec<Found> {
    findings_in(&Layout::all(claims))
}

/// The same of pairs of claims: without the note on claims beside which no other source has a claim.
pub fn findings_of_pairs(claims: &[TestClaim]) -> Vec<Found> {
    findings(claims).into_iter().filter(|found| !found.is_of_claims_alone()).collect()
}

/// The ids of two claims, the lesser first; of a relation, of all its claims.
pub type Pair = BTreeSet<String>;

/// What is found about claims, wherever they stand: all that a finding says but for places in files.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    pub rule: String,
    pub kind: FindingKind,
    pub severity: Severity,
    pub strength: Option<Strength>,
    pub message: String,
    pub help: Option<String>,
    pub pairs: BTreeMap<Pair, Strength>,
    pub pairs_total: u64,
    /// The values with the claims that allow them, and how many independent origins those have.
    pub positions: Vec<(String, BTreeSet<String>, usize)>,
    pub labels: BTreeSet<(Option<String>, Role, String)>,
    pub fingerprint: String,
}

impl Found {
    /// Whether it names claims beside which no other source has a claim.
    pub fn is_of_claims_alone(&self) -> bool {
        self.message.contains("no other source has a claim")
    }

    fn new(finding: &Finding, records: &Records) -> Self {
        let id = |claim: ClaimId| records.id(claim).to_owned();
        let ids = |claims: &[ClaimId]| claims.iter().copied().map(id).collect::<BTreeSet<String>>();
        let pair = |pair: &gainsay_core::finding::Pair| (ids(&pair.claims), pair.strength);
        let positions = finding.positions.iter();
        let labels = finding.labels.iter();
        Self {
            rule: finding.rule.clone(),
            kind: finding.kind,
            severity: finding.severity,
            strength: finding.strength,
            message: finding.message.clone(),
            help: finding.help.as_deref().map(without_spots),
            pairs: finding.pairs.iter().map(pair).collect(),
            pairs_total: finding.pairs_total,
            positions: positions
                .map(|position| (position.value.clone(), ids(&position.claims), position.origins))
                .collect(),
            labels: labels.map(|label| (label.claim.map(id), label.role, label.message.clone())).collect(),
            fingerprint: finding.fingerprint.clone(),
        }
    }

    /// The ids of all claims that it speaks of.
    pub fn claims(&self) -> BTreeSet<&str> {
        let pairs = self.pairs.keys().flatten().map(String::as_str);
        let positions = self.positions.iter().flat_map(|(_, claims, _)| claims).map(String::as_str);
        let labels = self.labels.iter().filter_map(|(claim, ..)| claim.as_deref());
        pairs.chain(positions).chain(labels).collect()
    }
}

/// What is found, in an order of its own.
pub fn found(findings: &[Finding], records: &Records) -> Vec<Found> {
    let mut found: Vec<Found> = findings.iter().map(|finding| Found::new(finding, records)).collect();
    found.sort();
    found
}

/// A text without the places in claim files that it names.
fn without_spots(text: &str) -> String {
    let mut parts = text.split("(claims/");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + "(" + part.split_once(')').map_or(part, |(_, rest)| rest))
}

/// The pairs of claims of different sources that are in conflict, and how surely.
pub fn conflicts(found: &[Found]) -> BTreeMap<Pair, Strength> {
    let conflicts = found.iter().filter(|found| found.kind == FindingKind::Conflict);
    conflicts.flat_map(|found| found.pairs.clone()).collect()
}
