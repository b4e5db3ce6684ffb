//! The claims that records make.

use std::collections::HashMap;
use std::ops::ControlFlow;

use super::ids::{Bearer, By, Ids, Made};
use super::reader::Reader;
use super::record::{Record, Slot, Statement};
use super::registry::Declarations;
use super::statement::Resolved;
use super::{Claim, ClaimId, End, Stance};
use crate::problem::{Code, Problem};
use gainsay_yaml::text::{Name, Spanned};
use gainsay_yaml::{Node, require, sure_of_missing};

/// The claims filled in so far.
#[derive(Debug, Default)]
pub(super) struct Claims {
    pub(super) kept: Vec<Claim>,
    /// What every record is called; also those that were left out.
    pub(super) ids: Ids,
    /// How often each made id came again.
    again: HashMap<Name, u32>,
}

impl Claims {
    /// Adds the claim of `record`; one that cannot be compared is left out, and why is reported.
    ///
    /// `lacking` says that it has not what a claim has to have, and `number` is the number of the record in its file.
    pub(super) fn add(
        &mut self,
        reader: &mut Reader<'_>,
        declared: &Declarations,
        (record, lacking): (Record<'_>, bool),
        report: &Resolved,
        made: &Made<'_>,
        number: u32,
    ) {
        let span = record.span;
        let (id, by) = match &record.id {
            Some(id) if record.id_is_made => {
                (Spanned::new(self.distinct(reader, &id.value), id.span), By::Number)
            }
            Some(id) => (reader.scalar(id), By::Id),
            None => {
                let name = reader.names.intern(&made.name(span.file, number));
                (Spanned::new(name, record.head), By::Number)
            }
        };
        let statement = Resolved::of(reader, declared, record).with(report);
        let next = ClaimId::from_index(self.kept.len());
        let claim = match statement.claim(next, id, span) {
            ControlFlow::Continue(Some(claim)) if !lacking && ends_well(&claim, &mut reader.problems) => {
                self.kept.push(claim);
                Some(next)
            }
            _ => None,
        };
        let bearer = Bearer { span: id.span, number, claim, by };
        for (one, name) in self.ids.call(reader, made, id.value, bearer) {
            if let Some(claim) = one.claim.and_then(|claim| self.kept.get_mut(claim.index())) {
                claim.id.value = name;
            }
        }
    }
}

impl Claims {
    /// The name of a record whose id is made: that, or where another record has it, that with a number behind it.
    fn distinct(&mut self, reader: &mut Reader<'_>, id: &str) -> Name {
        let name = reader.names.intern(id);
        if self.ids.bearer(name).is_none() {
            return name;
        }
        let again = self.again.entry(name).or_insert(1);
        loop {
            *again += 1;
            let next = reader.names.intern(&format!("{id}#{again}"));
            if self.ids.bearer(next).is_none() {
                return next;
            }
        }
    }
}

/// Whether a claim ends no earlier than it begins; reports one that does.
fn ends_well(claim: &Claim, problems: &mut Vec<Problem>) -> bool {
    let Some(End::Until(until)) = claim.end else { return true };
    let problem = match (claim.during, claim.as_of.or(claim.published)) {
        (Some(during), _) => Problem::new(
            Code::ExclusiveKeys,
            until.span,
            "a claim has either `during` or `until`, not both",
        )
        .related(during.span, "the other one")
        .help("what happened within a period stays true; write `as-of` for the day from which it is true"),
        (None, None) => {
            Problem::new(Code::MissingKey, until.span, "nothing says from which day on this is true")
                .help("give it an `as-of` date, or say when it was `published`")
        }
        (None, Some(from)) if until.value.last < from.value.first => {
            Problem::new(Code::InvalidValue, until.span, "this ends before it begins")
                .related(from.span, "the day from which it is true")
                .help("write the last day on which it is true")
        }
        _ => return true,
    };
    problems.push(problem);
    false
}

/// Reports the keys that the record at `node` has to have, itself or by its `report`, and has not; whether there are any. What is
/// one slip of such a key is sure to be it.
pub(super) fn lacking<N>(
    node: Node<'_, '_>,
    statement: &Statement<N>,
    report: &Resolved,
    problems: &mut Vec<Problem>,
) -> bool {
    let stance = statement.values.stance.or(&report.values.stance);
    let unconfirmed = matches!(stance, Slot::Is(Stance::Unconfirmed) | Slot::Broken);
    let no_value = report.values.value.is_absent() && !unconfirmed;
    let needed = [
        ("source", report.names[0].is_absent()),
        ("attribute", report.names[2].is_absent()),
        ("value", no_value),
    ];
    for (key, _) in needed.into_iter().filter(|(key, needed)| *needed && node.get(key).is_none()) {
        sure_of_missing(node, key, problems);
    }
    let before = problems.len();
    let mut need = |key: &str, absent: bool| {
        if absent {
            require::<(), _>(node, node.head(), key, None, problems);
        }
        absent
    };
    let absent = |at: usize| statement.names[at].is_absent() && report.names[at].is_absent();
    let source = need("source", absent(0));
    let attribute = need("attribute", absent(2));
    let value = need("value", no_value && statement.values.value.is_absent());
    for problem in problems.iter_mut().skip(before) {
        let help = if node.is_foreign() {
            "fill in the cell, or leave such rows out with `skip` in the mapping file"
        } else {
            "give it in the claim, or in the report for all of its claims"
        };
        problem.help = Some(help.into());
    }
    source || attribute || value
}
