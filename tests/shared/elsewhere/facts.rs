//! What a run finds and what its claims say, in words, so that two runs can be held against each other.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::Path;

use gainsay::run::{Options, compare, read};
use gainsay_core::check::Analysis;
use gainsay_core::claim::{Claim, ClaimId};
use gainsay_core::date::Day;
use gainsay_core::finding::{Finding, FindingKind, Label, Role, Strength};
use gainsay_core::rule::Severity;
use gainsay_core::text::{FileId, Name, Spanned};

/// Where claims begin, or words, each behind its file.
pub type Spots = BTreeSet<(String, String)>;

/// What is told of claims, or of spots.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fact {
    /// The rule that tells it, or the code of the problem.
    pub rule: String,
    /// Two claims that contradict each other, or all claims whose figures do not add up, each with its file; of a finding
    /// without such pairs, the words at its spots.
    pub of: Spots,
    /// What it is told beside.
    pub beside: Spots,
    /// Whether it is that figures do not add up.
    pub sums: bool,
    /// Whether it is that a claim gives what it cites otherwise.
    pub misquotes: bool,
    /// Whether it names so many claims that others may be left out.
    pub in_part: bool,
}

/// So many claims a note on what is not compared names at most.
const NAMED: usize = 20;

impl Fact {
    /// Whether it has nothing to do with `file`.
    pub fn is_elsewhere(&self, file: &str) -> bool {
        self.of.iter().chain(&self.beside).all(|(of, _)| of != file)
    }
}

/// How much a fact weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Weight {
    /// Whether it is not accepted.
    open: bool,
    severity: Severity,
    strength: Option<Strength>,
}

impl Weight {
    /// Whether it weighs as much as `other` in each respect.
    pub fn is_at_least(self, other: Self) -> bool {
        self.open >= other.open && self.severity >= other.severity && self.strength >= other.strength
    }
}

/// What a claim says.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Said {
    pub source: String,
    pub cites: Option<String>,
    pub subject: Option<String>,
    pub attribute: String,
    pub place: Option<String>,
    pub scope: Option<String>,
    pub value: Option<String>,
    rest: String,
}

/// What was found.
pub struct Told {
    pub facts: BTreeMap<Fact, Weight>,
    /// What each claim says, by its file and where it begins there.
    pub said: BTreeMap<(String, String), Said>,
    /// Where each claim is: its file, and the bytes in it.
    pub records: Vec<(String, Range<usize>)>,
    /// What is declared: sources, subjects, places, and what is accepted.
    pub declared: BTreeSet<String>,
    /// What each source is part of.
    pub parents: BTreeMap<String, String>,
}

/// Checks the folder `claims` in `folder`.
pub fn check(folder: &Path) -> Told {
    let paths = vec![folder.join("claims")];
    let options = Options { paths, today: Some(Day(20_600)), ..Options::default() };
    let input = read(&options, &|_| ()).unwrap_or_else(|failure| panic!("{}", failure.message));
    told(&compare(&input).analysis, folder)
}

/// What a run tells of files in `folder`.
pub fn told(run: &Analysis<'_>, folder: &Path) -> Told {
    Seen { run, folder }.told()
}

/// A run, and the folder that its files are in.
struct Seen<'s> {
    run: &'s Analysis<'s>,
    folder: &'s Path,
}

impl Seen<'_> {
    fn told(&self) -> Told {
        let records = self.run.records();
        let place =
            |claim: &Claim| (self.path(claim.span.file), claim.span.start as usize..claim.span.end as usize);
        let mut facts = BTreeMap::new();
        for finding in self.run.findings.iter().filter(|finding| finding.severity > Severity::Off) {
            for (of, beside, strength) in self.sides(finding) {
                // A dispute is as severe as its surest pair, so this says nothing of the others.
                let severity = if finding.pairs.is_empty() { finding.severity } else { Severity::Off };
                let weight = Weight { open: finding.accepted.is_none(), severity, strength };
                let sums = finding.kind == FindingKind::Arithmetic;
                let misquotes = matches!(finding.kind, FindingKind::Misattribution | FindingKind::HedgeDrift);
                // Of several claims of one source that are the same, a note on places names one.
                let in_part = finding.rule == "missing-place"
                    || finding.rule == "not-compared" && finding.labels.len() >= NAMED;
                let fact = Fact { rule: finding.rule.clone(), of, beside, sums, misquotes, in_part };
                let told = facts.entry(fact).or_insert(weight);
                *told = weight.max(*told);
            }
        }
        Told {
            facts,
            said: records.claims.iter().map(|claim| (self.spot(claim), self.said(claim))).collect(),
            records: records.claims.iter().map(place).collect(),
            declared: self.declared(),
            parents: self.parents(),
        }
    }

    /// The path of a file from the folder.
    fn path(&self, file: FileId) -> String {
        let path = Path::new(&self.run.files().get(file).path);
        path.strip_prefix(self.folder).unwrap_or(path).to_str().unwrap().to_owned()
    }

    fn text(&self, name: Spanned<Name>) -> String {
        self.run.records().names.text(name.value).to_owned()
    }

    /// What a finding is of, one by one.
    fn sides(&self, finding: &Finding) -> Vec<(Spots, Spots, Option<Strength>)> {
        let labels = || finding.labels.iter().filter(|label| label.role != Role::Rule);
        if finding.pairs.is_empty() {
            let spot =
                |label: &Label| (self.path(label.span.file), self.run.files().slice(label.span).to_owned());
            // What is wrong with a record is told at its first spot; the others only say what it is wrong beside.
            let first = if finding.kind == FindingKind::Record { 1 } else { usize::MAX };
            let (of, beside) =
                (labels().take(first).map(spot).collect(), labels().skip(first).map(spot).collect());
            return vec![(of, beside, finding.strength)];
        }
        let records = self.run.records();
        let of = |claims: &[ClaimId]| claims.iter().map(|&claim| self.spot(records.claim(claim))).collect();
        if finding.kind == FindingKind::Arithmetic {
            // No two of the claims contradict each other without the others.
            let all: Vec<ClaimId> = labels().filter_map(|label| label.claim).collect();
            return vec![(of(&all), Spots::new(), finding.strength)];
        }
        finding.pairs.iter().map(|pair| (of(&pair.claims), Spots::new(), Some(pair.strength))).collect()
    }

    /// The file of a claim, and where it begins there.
    fn spot(&self, claim: &Claim) -> (String, String) {
        (self.path(claim.span.file), claim.span.start.to_string())
    }

    fn said(&self, claim: &Claim) -> Said {
        let text = |name: Option<Spanned<Name>>| name.map(|name| self.text(name));
        Said {
            source: self.text(claim.source),
            cites: text(claim.cites),
            subject: text(claim.subject),
            attribute: self.text(claim.attribute),
            place: text(claim.place),
            scope: text(claim.scope),
            value: claim.words(self.run.files()).map(Cow::into_owned),
            rest: format!(
                "{:?} {:?} {:?} {:?} {:?} {}",
                claim.stance,
                claim.share.map(|share| share.value),
                claim.as_of.map(|date| date.value),
                claim.during.map(|date| date.value),
                claim.published.map(|date| date.value),
                claim.correction
            ),
        }
    }

    fn parents(&self) -> BTreeMap<String, String> {
        let sources = self.run.records().registry.sources.values();
        sources
            .filter_map(|source| Some((self.text(source.named.id), self.text(source.named.parent?))))
            .collect()
    }

    fn declared(&self) -> BTreeSet<String> {
        let text = |name| self.text(name);
        let registry = &self.run.records().registry;
        let sources = registry.sources.values().map(|source| {
            let grade = source.reliability.map(|grade| grade.value);
            format!("source {} {:?} {grade:?}", text(source.named.id), source.named.parent.map(text))
        });
        let places = registry.places.values();
        let places = places.map(|place| format!("place {} {:?}", text(place.id), place.parent.map(text)));
        let subjects = registry.subjects.values().map(|subject| format!("subject {}", text(subject.id)));
        let entries = self.run.records().accepted.iter().map(|entry| {
            let records = self.run.records();
            let claims: Vec<&str> = entry.claims.iter().map(|claim| records.id(claim.value)).collect();
            format!("accepted {:?} {claims:?}", entry.rule.map(text))
        });
        sources.chain(places).chain(subjects).chain(entries).collect()
    }
}
