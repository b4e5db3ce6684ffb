//! The claims that records make.

use std::ops::ControlFlow;

use super::reader::Reader;
use super::record::{Record, Slot, Statement};
use super::registry::Declarations;
use super::statement::Resolved;
use super::{Claim, Stance};
use gainsay_yaml::text::{Name, Problem, Span, Spanned};
use gainsay_yaml::{Node, require};

/// The spot at which each name first was the id of a claim.
#[derive(Debug, Default)]
pub(super) struct Ids(Vec<Option<Span>>);

impl Ids {
    pub(super) fn contains(&self, id: Name) -> bool {
        self.0.get(id.number() as usize).is_some_and(Option::is_some)
    }

    /// Notes the id; where it is known already, its first spot.
    fn insert(&mut self, id: Spanned<Name>) -> Option<Span> {
        let at = id.value.number() as usize;
        if self.0.len() <= at {
            self.0.resize(at + 1, None);
        }
        let first = self.0.get_mut(at)?;
        if first.is_none() {
            *first = Some(id.span);
            return None;
        }
        *first
    }
}

/// The claims filled in so far.
#[derive(Debug, Default)]
pub(super) struct Claims {
    pub(super) kept: Vec<Claim>,
    /// Every id that a record bears, and the spot of the first one; also of records that were left out.
    pub(super) ids: Ids,
    /// The ids of the records that were left out.
    pub(super) left_out: Vec<Name>,
}

impl Claims {
    /// Adds the claim of `record`; one that cannot be compared is left out, and why is reported.
    ///
    /// `lacking` says that it has not what a claim has to have, and `made` is the id of a record without one of its own.
    pub(super) fn add(
        &mut self,
        reader: &mut Reader<'_>,
        declared: &Declarations,
        record: Record<'_>,
        lacking: bool,
        report: &Resolved,
        made: impl FnOnce() -> String,
    ) {
        let span = record.span;
        let id = match &record.id {
            Some(id) => reader.scalar(id),
            None => Spanned::new(reader.names.intern(&made()), record.head),
        };
        let first = self.ids.insert(id);
        if let Some(first) = first {
            report_twice(reader, id, first);
        }
        let statement = Resolved::of(reader, declared, record).with(report);
        match statement.claim(id, span) {
            ControlFlow::Continue(Some(claim)) if first.is_none() && !lacking => self.kept.push(claim),
            _ => self.left_out.push(id.value),
        }
    }
}

/// Reports the keys that the record at `node` has to have, itself or by its `report`, and has not; whether there are any.
pub(super) fn lacking<N>(
    node: Node<'_, '_>,
    statement: &Statement<N>,
    report: &Resolved,
    problems: &mut Vec<Problem>,
) -> bool {
    let before = problems.len();
    let mut need = |key: &str, absent: bool| {
        if absent {
            require::<()>(node, node.head(), key, None, problems);
        }
        absent
    };
    let absent = |at: usize| statement.names[at].is_absent() && report.names[at].is_absent();
    let source = need("source", absent(0));
    let attribute = need("attribute", absent(2));
    let stance = statement.values.stance.or(&report.values.stance);
    let unconfirmed = matches!(stance, Slot::Is(Stance::Unconfirmed) | Slot::Broken);
    let no_value = statement.values.value.is_absent() && report.values.value.is_absent();
    let value = need("value", no_value && !unconfirmed);
    for problem in problems.iter_mut().skip(before) {
        problem.help = Some("give it in the claim, or in the report for all of its claims".into());
    }
    source || attribute || value
}

fn report_twice(reader: &mut Reader<'_>, id: Spanned<Name>, first: Span) {
    let message = format!("two claims have the id `{}`", reader.names.text(id.value));
    let problem = Problem::new("duplicate-id", id.span, message)
        .label("this one is left out")
        .related(first, "the first one")
        .help("give each claim an id of its own");
    reader.problems.push(problem);
}
