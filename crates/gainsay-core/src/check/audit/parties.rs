//! What is between two sources: the claims of each that are against one of the other.

use std::collections::{BTreeSet, HashMap};

use super::Audit;
use crate::check::verdict::{Judge, Verdict};
use crate::claim::{Claim, ClaimId, Stance};
use crate::finding::{Finding, FindingKind, Role};
use crate::rule::Pattern;
use gainsay_yaml::text::Name;

impl<'r> Audit<'r> {
    /// The claims of either of two parties that `finding` sets against one of the other; none where it is not between the two.
    ///
    /// In a conflict, two claims are against each other where they conflict themselves, not where they are in one dispute. A quote
    /// is between whoever quotes and whom it quotes.
    pub(super) fn opposed(&self, finding: &Finding, parties: &[Pattern; 2]) -> BTreeSet<ClaimId> {
        match finding.kind {
            FindingKind::Misattribution | FindingKind::HedgeDrift => self.quoted(finding, parties),
            FindingKind::Conflict => self.conflicting(finding, parties),
            FindingKind::Unconfirmed => self.unconfirmed(finding, parties),
            _ => self.meeting(finding, parties).into_iter().flatten().collect(),
        }
    }

    /// Whether both of the sources of which what is between them is asked for are among those who make `claims`.
    pub(super) fn parties_in<'c>(&self, claims: impl Iterator<Item = &'c Claim>) -> bool {
        let Some(parties) = &self.wanted.between else { return true };
        let sources: BTreeSet<Name> = claims.map(|claim| claim.source.value).collect();
        let is_in = |party: &Pattern| sources.iter().any(|&id| party.matches(self.context.text(id)));
        parties.iter().all(is_in)
    }

    /// Pairs of claims that a finding is about, one of each party; two of one position are no pair.
    fn meeting(&self, finding: &Finding, parties: &[Pattern; 2]) -> Vec<[ClaimId; 2]> {
        let mut position: HashMap<ClaimId, usize> = HashMap::new();
        for (at, of) in finding.positions.iter().enumerate() {
            position.extend(of.claims.iter().map(|&claim| (claim, at)));
        }
        let about = finding.about();
        let makes = |party: &Pattern, claim: ClaimId| party.matches(self.source_of(claim));
        let of = |party| about.iter().copied().filter(move |&claim| makes(party, claim));
        let alike = |one: &ClaimId, other: &ClaimId| {
            one == other || position.get(one).is_some_and(|at| position.get(other) == Some(at))
        };
        let [first, second] = parties;
        let pairs = of(first).flat_map(|one| of(second).map(move |other| [one, other]));
        pairs.filter(|[one, other]| !alike(one, other)).collect()
    }

    /// The claims of those pairs that conflict themselves.
    fn conflicting(&self, finding: &Finding, parties: &[Pattern; 2]) -> BTreeSet<ClaimId> {
        let mut judges: HashMap<usize, Judge<'_, 'r>> = HashMap::new();
        let mut conflict = |[one, other]: &[ClaimId; 2]| match (self.boxed(*one), self.boxed(*other)) {
            (Some((topic, a)), Some((same, b))) if topic == same => {
                let judge = judges
                    .entry(topic)
                    .or_insert_with(|| Judge::new(&self.ready.topics[topic], self.context));
                matches!(judge.verdict(a, b), Verdict::Conflicting(_))
            }
            _ => true,
        };
        let pairs = self.meeting(finding, parties).into_iter();
        pairs.filter(|pair| conflict(pair)).flatten().collect()
    }

    /// The claims of a finding about a quote, where one party makes it and it cites the other, or a source that the other belongs to, or
    /// where the other is the one who said first what is passed on.
    fn quoted(&self, finding: &Finding, parties: &[Pattern; 2]) -> BTreeSet<ClaimId> {
        let about = finding.about();
        let Some(&quote) = about.first() else { return BTreeSet::new() };
        let cited = self.context.records.claim(quote).cites.map(|cites| cites.value);
        // What the quote is held against.
        let shown = finding.labels.iter().filter(|label| label.role == Role::Primary);
        let shown = shown.filter_map(|label| label.claim);
        let by = |one: &Pattern, other: &Pattern| {
            let quotes = |source: Name| other.matches(self.context.text(source));
            let of_cited = |claim: &&ClaimId| {
                let source = self.context.records.claim(**claim).source.value;
                let is_shown = || shown.clone().any(|other| other == **claim);
                quotes(source) && (is_shown() || self.context.sources.up(source).any(|at| Some(at) == cited))
            };
            one.matches(self.source_of(quote))
                && (cited.is_some_and(quotes) || about.iter().skip(1).any(|at| of_cited(&at)))
        };
        let [first, second] = parties;
        if by(first, second) || by(second, first) { about.into_iter().collect() } else { BTreeSet::new() }
    }

    /// The claims of those pairs of which one party asserts what the other cannot confirm.
    fn unconfirmed(&self, finding: &Finding, parties: &[Pattern; 2]) -> BTreeSet<ClaimId> {
        let cannot = |claim: ClaimId| self.context.records.claim(claim).stance == Stance::Unconfirmed;
        let pairs = self.meeting(finding, parties).into_iter();
        pairs.filter(|&[one, other]| cannot(one) != cannot(other)).flatten().collect()
    }

    fn source_of(&self, claim: ClaimId) -> &'r str {
        self.context.text(self.context.records.claim(claim).source.value)
    }
}
