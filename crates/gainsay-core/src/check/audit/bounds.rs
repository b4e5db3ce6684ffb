//! The bounds of claims, each with the days on which it is valid.

use rust_decimal::Decimal;

use super::Audit;
use crate::check::explain::{self, BoundValidity, Since, WhichBound};
use crate::claim::ClaimId;
use crate::date::When;

/// A bound of a claim.
#[derive(Debug, Clone)]
pub struct BoundRow<'a> {
    /// The id of the claim.
    pub claim: &'a str,
    /// Which bound.
    pub bound: WhichBound,
    /// What it says, in words.
    pub says: String,
    /// Its number, in `unit`; nothing where values are no numbers.
    pub number: Option<Decimal>,
    /// The unit of that; nothing where it bears none.
    pub unit: Option<&'a str>,
    /// The days on which it is valid; nothing where it is valid on none.
    pub days: Option<When>,
    /// What these days are counted from.
    pub since: Since,
    /// The later claim of the same source that superseded it.
    pub superseded_by: Option<ClaimId>,
}

impl Audit<'_> {
    /// The bounds of a claim; none where its value cannot be read.
    #[must_use]
    pub fn bounds(&self, claim: ClaimId) -> Vec<BoundRow<'_>> {
        let Some((topic, at)) = self.boxed(claim) else { return Vec::new() };
        let topic = &self.ready.topics[topic];
        let said = &topic.claims[at];
        let bounds = said.bounds();
        let row = |of: BoundValidity| {
            let point = match of.part {
                WhichBound::Lower => bounds.lower,
                WhichBound::Upper => bounds.upper,
                WhichBound::Before => bounds.before,
                WhichBound::Whole => None,
            };
            BoundRow {
                claim: self.context.id(said.claim),
                bound: of.part,
                says: of.says,
                number: point.and_then(|bound| topic.axis.column_number(bound.at, said.scope.unit)),
                unit: topic.axis.column_unit(said.scope.unit),
                days: of.days,
                since: of.since,
                superseded_by: of.ended.map(|other| other.number),
            }
        };
        explain::of_bounds(topic, at, self.context).into_iter().map(row).collect()
    }
}
