//! From checked records to claims: names looked up, and filled in from the report.

use std::ops::ControlFlow;

use super::ids::{Bearer, By, Ids, Made};
use super::kin::Ledger;
use super::registry::Declared;
use super::sheet::{Sheet, Slot, Word};
use super::{Claim, Details, Stance, Wording, details};
use crate::date::When;
use crate::value::Share;
use gainsay_yaml::text::{Name, Problem, Span, Spanned};
use gainsay_yaml::{Node, require};

/// What a record says, its names looked up.
#[derive(Debug, Clone)]
pub(super) struct Said {
    source: Slot<Spanned<Name>>,
    subject: Slot<Spanned<Name>>,
    attribute: Slot<Spanned<Name>>,
    place: Slot<Spanned<Name>>,
    scope: Slot<Spanned<Name>>,
    value: Slot<Wording>,
    stance: Slot<Stance>,
    share: Slot<Spanned<Share>>,
    as_of: Slot<Spanned<When>>,
    during: Slot<Spanned<When>>,
    published: Slot<Spanned<When>>,
    cites: Slot<Spanned<Name>>,
    correction: Slot<bool>,
    pub(super) details: Option<Details>,
}

impl Said {
    /// What is said where there is no report.
    pub(super) fn nothing() -> Self {
        Self {
            source: Slot::Absent,
            subject: Slot::Absent,
            attribute: Slot::Absent,
            place: Slot::Absent,
            scope: Slot::Absent,
            value: Slot::Absent,
            stance: Slot::Absent,
            share: Slot::Absent,
            as_of: Slot::Absent,
            during: Slot::Absent,
            published: Slot::Absent,
            cites: Slot::Absent,
            correction: Slot::Absent,
            details: None,
        }
    }

    /// What is said where a report may stand that an error hides: what a claim has to have may be there.
    pub(super) fn hidden() -> Self {
        Self { source: Slot::Broken, attribute: Slot::Broken, value: Slot::Broken, ..Self::nothing() }
    }

    /// What a report says that cannot be read at all: nothing that a claim leaves out is known.
    pub(super) fn unreadable() -> Self {
        Self {
            subject: Slot::Broken,
            place: Slot::Broken,
            scope: Slot::Broken,
            stance: Slot::Broken,
            share: Slot::Broken,
            as_of: Slot::Broken,
            during: Slot::Broken,
            published: Slot::Broken,
            cites: Slot::Broken,
            correction: Slot::Broken,
            ..Self::hidden()
        }
    }

    /// What the record on `sheet` says, before its report is asked.
    pub(super) fn of(ledger: &mut Ledger<'_>, declared: &Declared, mut sheet: Sheet<'_>) -> Self {
        if let Some(own) = sheet.details.as_mut().filter(|_| !sheet.tags.is_empty()) {
            *own = details::tagged(own, sheet.tags.iter().map(|tag| ledger.word(tag)));
        }
        let mut name = |word: Slot<Word<'_>>| word.map(|word| Some(ledger.word(&word)));
        let (source, cites) = (name(sheet.source), name(sheet.cites));
        let (subject, place) = (name(sheet.subject), name(sheet.place));
        let (attribute, scope) = (name(sheet.attribute), name(sheet.scope));
        Self {
            source: source.map(|name| declared.sources.resolve(ledger, name)),
            subject: subject.map(|name| declared.subjects.resolve(ledger, name)),
            place: place.map(|name| declared.places.resolve(ledger, name)),
            cites: cites.map(|name| declared.sources.resolve(ledger, name)),
            attribute,
            scope,
            value: sheet.value,
            stance: sheet.stance,
            share: sheet.share,
            as_of: sheet.as_of,
            during: sheet.during,
            published: sheet.published,
            correction: sheet.correction,
            details: sheet.details,
        }
    }

    /// What the record says where it also takes what its report says.
    fn with(self, report: &Self) -> Self {
        // A day and a period exclude each other, so one in the record leaves the report's other one out.
        let own_as_of = !self.as_of.is_absent();
        let own_during = !self.during.is_absent();
        Self {
            source: self.source.or(&report.source),
            subject: self.subject.or(&report.subject),
            attribute: self.attribute.or(&report.attribute),
            place: self.place.or(&report.place),
            scope: self.scope.or(&report.scope),
            value: self.value.or(&report.value),
            stance: self.stance.or(&report.stance),
            share: self.share.or(&report.share),
            as_of: if own_during { self.as_of } else { self.as_of.or(&report.as_of) },
            during: if own_as_of { self.during } else { self.during.or(&report.during) },
            published: self.published.or(&report.published),
            cites: self.cites.or(&report.cites),
            correction: self.correction.or(&report.correction),
            details: self.details,
        }
    }

    /// The claim that this makes; `None` where something in it is broken.
    fn claim(self, id: Spanned<Name>, span: Span) -> ControlFlow<(), Option<Claim>> {
        let (source, attribute) = (self.source.take()?, self.attribute.take()?);
        let (value, stance) = (self.value.take()?, self.stance.take()?.unwrap_or_default());
        let (subject, place, scope) = (self.subject.take()?, self.place.take()?, self.scope.take()?);
        let (as_of, during, published) = (self.as_of.take()?, self.during.take()?, self.published.take()?);
        let (share, cites, correction) = (self.share.take()?, self.cites.take()?, self.correction.take()?);
        let complete = value.is_some() || stance == Stance::Unconfirmed;
        let (Some(source), Some(attribute), true) = (source, attribute, complete) else {
            return ControlFlow::Continue(None);
        };
        ControlFlow::Continue(Some(Claim {
            id,
            span,
            source,
            subject,
            attribute,
            place,
            scope,
            value,
            stance,
            share,
            as_of,
            during,
            published,
            cites,
            correction: correction.unwrap_or_default(),
            details: self.details,
        }))
    }
}

/// The claims filled in so far.
#[derive(Debug, Default)]
pub(super) struct Claims {
    pub(super) kept: Vec<Claim>,
    /// What every record is called; also those that were left out.
    pub(super) ids: Ids,
    /// What the records are called that were left out.
    pub(super) left_out: Vec<Name>,
}

impl Claims {
    /// Adds the claim of `sheet`; one that cannot be compared is left out, and why is told.
    ///
    /// `lacking` says that it has not what a claim has to have, and `number` is the number of the record in its file.
    pub(super) fn add(
        &mut self,
        ledger: &mut Ledger<'_>,
        declared: &Declared,
        (sheet, lacking): (Sheet<'_>, bool),
        report: &Said,
        made: &Made<'_>,
        number: u32,
    ) {
        let span = sheet.span;
        let (id, by) = match &sheet.id {
            Some(id) => (ledger.word(id), By::Id),
            None => {
                let name = ledger.names.intern(&made.name(span.file, number));
                (Spanned::new(name, sheet.head), By::Number)
            }
        };
        let said = Said::of(ledger, declared, sheet).with(report);
        let at = match said.claim(id, span) {
            ControlFlow::Continue(Some(claim)) if !lacking => {
                self.kept.push(claim);
                Some((self.kept.len() - 1) as u32)
            }
            _ => {
                self.left_out.push(id.value);
                None
            }
        };
        let bearer = Bearer { span: id.span, number, at, by };
        for (one, name) in self.ids.call(ledger, made, id.value, bearer) {
            match one.at.and_then(|at| self.kept.get_mut(at as usize)) {
                Some(claim) => claim.id.value = name,
                None => self.left_out.push(name),
            }
        }
    }
}

/// Tells of the keys that the record at `node` has to have, on its `sheet` or from its `report`, and has not; whether there
/// are any.
pub(super) fn lacking(
    node: Node<'_, '_>,
    sheet: &Sheet<'_>,
    report: &Said,
    problems: &mut Vec<Problem>,
) -> bool {
    let before = problems.len();
    let mut need = |key: &str, absent: bool| {
        if absent {
            require::<()>(node, node.head(), key, None, problems);
        }
        absent
    };
    let source = need("source", sheet.source.is_absent() && report.source.is_absent());
    let attribute = need("attribute", sheet.attribute.is_absent() && report.attribute.is_absent());
    let stance = sheet.stance.or(&report.stance);
    let unconfirmed = matches!(stance, Slot::Is(Stance::Unconfirmed) | Slot::Broken);
    let value = need("value", sheet.value.is_absent() && report.value.is_absent() && !unconfirmed);
    for problem in problems.iter_mut().skip(before) {
        problem.help = Some("give it in the claim, or in the report for all of its claims".into());
    }
    source || attribute || value
}
