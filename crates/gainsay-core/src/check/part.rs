//! A part of a corpus that is read as a whole nowhere, and what is said of all parts together.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::analysis::{Analysis, Checker, finish, of_records};
use super::attribution::unverifiable::Unverifiable;
use super::context::Context;
use super::not_compared::NotCompared;
use super::prepared::Prepared;
use super::record::{lines_of_names, same_looks};
use super::shard_findings::ShardFindings;
use crate::claim::ClaimId;

/// What is known of the claims of a part that is reported once for all parts. Claims are called by the lines that they begin on.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Facts {
    not_compared: NotCompared,
    unverifiable: Vec<Unverifiable>,
    /// The line of each claim that these name, by the number that they call it by.
    lines: Vec<usize>,
    /// The lines of the first claims with each name.
    names: Vec<usize>,
}

impl<'r> Checker<'r> {
    /// Compares the claims of a part as [`Self::shard`] does, and finds what is wrong with its records. All claims with an id that one of them
    /// has, or one that looks like it, are to be there.
    ///
    /// Fingerprints of equal problems are equal, and names that look alike are not reported but for ids.
    #[must_use]
    pub fn part(self, own: impl Fn(&str) -> bool) -> (Analysis<'r>, Facts) {
        let Self(mut context) = self;
        context.report_on(own);
        let prepared = Prepared::new(&context);
        let mut found = ShardFindings::new(&prepared, &context);
        let facts = Facts::take(&mut found, &context);
        let of_records = of_records(&context);
        (finish(context, prepared, found, of_records, true), facts)
    }

    /// What is said once of the claims of all parts: what was not compared, and names that look alike. The records are those that `facts` name,
    /// and all others that have the id of one of these. Nothing where one that they name is missing, or where they contradict themselves.
    #[must_use]
    pub fn of_all_parts(self, facts: Vec<Facts>) -> Option<Analysis<'r>> {
        let Self(context) = self;
        let by_line: HashMap<usize, ClaimId> = (context.records.claims.iter())
            .map(|claim| (context.files.location(claim.span).line, claim.number))
            .collect();
        let found =
            |facts: Facts| facts.found(&by_line).filter(|found| found.is_of(context.files, context.records));
        let shards = facts.into_iter().map(found).collect::<Option<_>>()?;
        let (found, looks) = (ShardFindings::merge(shards, &context), same_looks(&context));
        Some(finish(context, Prepared::default(), found, looks, false))
    }
}

impl Facts {
    /// Takes out of what was found what is said of all parts.
    fn take(found: &mut ShardFindings, context: &Context<'_>) -> Self {
        let (mut not_compared, mut unverifiable) =
            (std::mem::take(&mut found.not_compared), std::mem::take(&mut found.unverifiable));
        let mut numbers: HashMap<ClaimId, usize> = HashMap::new();
        let mut lines = Vec::new();
        for claim in claims_of(&mut not_compared, &mut unverifiable) {
            let number = *numbers.entry(*claim).or_insert_with(|| {
                lines.push(context.files.location(context.records.claim(*claim).span).line);
                lines.len() - 1
            });
            *claim = ClaimId::from_index(number);
        }
        Self { not_compared, unverifiable, lines, names: lines_of_names(context) }
    }

    /// The lines of the claims that are needed to say it.
    pub fn lines(&self) -> impl Iterator<Item = usize> {
        self.lines.iter().chain(&self.names).copied()
    }

    /// The same as what was found among records whose claims are on these lines; nothing where one is missing.
    fn found(mut self, by_line: &HashMap<usize, ClaimId>) -> Option<ShardFindings> {
        let claims = self.lines.iter().map(|line| by_line.get(line).copied());
        let claims: Vec<ClaimId> = claims.collect::<Option<_>>()?;
        if !self.names.iter().all(|line| by_line.contains_key(line)) {
            return None;
        }
        for claim in claims_of(&mut self.not_compared, &mut self.unverifiable) {
            *claim = *claims.get(claim.index())?;
        }
        let Self { not_compared, unverifiable, .. } = self;
        Some(ShardFindings { not_compared, unverifiable, ..ShardFindings::default() })
    }
}

/// All claims that are named.
fn claims_of<'f>(
    not_compared: &'f mut NotCompared,
    unverifiable: &'f mut [Unverifiable],
) -> impl Iterator<Item = &'f mut ClaimId> {
    not_compared.claims_mut().chain(unverifiable.iter_mut().flat_map(Unverifiable::claims_mut))
}
