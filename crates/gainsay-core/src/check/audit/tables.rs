//! The tables of an audit: sources and coverage.

use super::Audit;
use super::row::{Called, source};
use crate::claim::{Claim, Details};
use crate::finding::FindingKind;
use crate::maps::HashMap;
use gainsay_yaml::text::{Name, Text};

/// What a source does, in numbers. Only claims that are asked for are counted.
#[derive(Debug, Clone, Default)]
pub struct SourceRow<'a> {
    /// The source.
    pub source: Called<'a>,
    /// Its grade by the Admiralty code, `A` to `F`.
    pub reliability: Option<char>,
    /// The source that it is part of.
    pub part_of: Option<Called<'a>>,
    /// Its claims.
    pub claims: usize,
    /// Those of its claims that are in a conflict with another source.
    pub in_conflict: usize,
    /// How often it changed what it said.
    pub revisions: usize,
    /// How often it contradicts itself, or goes back on its own words.
    pub turns: usize,
    /// Those of its claims that only pass on what a source says that is here itself.
    pub echoes: usize,
    /// How often it gives a source that it cites otherwise than that source itself.
    pub misattributes: usize,
    /// How often others do that to it.
    pub misattributed: usize,
    /// Those of its claims that bear no date.
    pub undated: usize,
    /// Those of its claims without a quote.
    pub unquoted: usize,
}

/// What records lack, in numbers. Only claims that are asked for are counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Claims.
    pub claims: usize,
    /// Those without a date: neither as-of, period nor publication.
    pub undated: usize,
    /// Those without a grade, of the claim or of its source.
    pub ungraded: usize,
    /// Those without a quote.
    pub unquoted: usize,
    /// Those without an address.
    pub unlinked: usize,
    /// Those without a place.
    pub unplaced: usize,
    /// Those whose value cannot be read; they are compared with nothing.
    pub unread: usize,
    /// Those that pass on what another source says.
    pub second_hand: usize,
    /// Those of them that are compared with that source and count for nothing else.
    pub echoes: usize,
    /// Those that are in a conflict.
    pub in_conflict: usize,
}

impl Audit<'_> {
    /// What each source does, those with the most claims first.
    #[must_use]
    pub fn sources(&self) -> Vec<SourceRow<'_>> {
        let mut rows: HashMap<Name, SourceRow<'_>> = HashMap::default();
        for claim in self.wanted_claims() {
            let row = rows.entry(claim.source.value).or_insert_with(|| self.source_row(claim.source.value));
            row.claims += 1;
            row.in_conflict += usize::from(self.in_conflict[claim.number.index()]);
            row.echoes += usize::from(self.is_echo(claim));
            row.undated += usize::from(is_undated(claim));
            row.unquoted += usize::from(!has_text(claim, Details::quote));
        }
        // What a source does is counted whatever kind of findings is asked for.
        for finding in self.findings.iter().filter(|finding| self.is_about(finding)) {
            let Some(&claim) = finding.about().first() else { continue };
            let claim = self.context.records.claim(claim);
            let mut count = |name: Name, of: for<'x> fn(&'x mut SourceRow<'_>) -> &'x mut usize| {
                // Whoever is misquoted may have no claim of its own.
                if self.wanted.source(self.context.text(name)) {
                    *of(rows.entry(name).or_insert_with(|| self.source_row(name))) += 1;
                }
            };
            let source = claim.source.value;
            match finding.kind {
                FindingKind::Revision => count(source, |row| &mut row.revisions),
                FindingKind::Regression | FindingKind::SelfContradiction => {
                    count(source, |row| &mut row.turns);
                }
                FindingKind::Misattribution | FindingKind::HedgeDrift => {
                    count(source, |row| &mut row.misattributes);
                    if let Some(cited) = claim.cites {
                        count(cited.value, |row| &mut row.misattributed);
                    }
                }
                _ => {}
            }
        }
        let mut rows: Vec<SourceRow<'_>> = rows.into_values().collect();
        rows.sort_by(|a, b| b.claims.cmp(&a.claims).then(a.source.id.cmp(b.source.id)));
        rows
    }

    fn source_row(&self, id: Name) -> SourceRow<'_> {
        SourceRow {
            source: source(id, self.context),
            reliability: self.context.grade(id),
            part_of: self.context.sources.parent(id).map(|parent| source(parent, self.context)),
            ..SourceRow::default()
        }
    }

    /// What records lack.
    #[must_use]
    pub fn coverage(&self) -> Coverage {
        let mut coverage = Coverage::default();
        for claim in self.wanted_claims() {
            let mut count = |of: fn(&mut Coverage) -> &mut usize, lacks: bool| {
                *of(&mut coverage) += usize::from(lacks);
            };
            count(|of| &mut of.claims, true);
            count(|of| &mut of.undated, is_undated(claim));
            count(|of| &mut of.ungraded, self.is_ungraded(claim));
            count(|of| &mut of.unquoted, !has_text(claim, Details::quote));
            count(|of| &mut of.unlinked, !has_text(claim, Details::url));
            count(|of| &mut of.unplaced, claim.place.is_none());
            count(|of| &mut of.unread, self.boxed(claim.number).is_none());
            count(|of| &mut of.second_hand, claim.cites.is_some());
            count(|of| &mut of.echoes, self.is_echo(claim));
            count(|of| &mut of.in_conflict, self.in_conflict[claim.number.index()]);
        }
        coverage
    }

    fn is_ungraded(&self, claim: &Claim) -> bool {
        let graded = claim.details.as_ref().is_some_and(|details| details.credibility().is_some());
        !graded && self.context.grade(claim.source.value).is_none()
    }

    fn is_echo(&self, claim: &Claim) -> bool {
        self.boxed(claim.number).is_some_and(|(topic, at)| self.ready.topics[topic].claims[at].echo())
    }
}

/// Whether a claim bears no date: neither as-of, period nor publication.
fn is_undated(claim: &Claim) -> bool {
    claim.as_of.or(claim.during).or(claim.published).is_none()
}

/// Whether the record or its report has a text that takes no part in comparing.
fn has_text(claim: &Claim, text: fn(&Details) -> Option<&Text>) -> bool {
    claim.details.as_ref().and_then(text).is_some()
}
