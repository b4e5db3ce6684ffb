//! From checked records to claims: names looked up, and filled in from the report.

use std::ops::ControlFlow;
use std::sync::Arc;

use super::kin::Ledger;
use super::registry::Declared;
use super::sheet::{Sheet, Slot};
use super::{Claim, Details, Share, Stance, When, Wording};
use crate::text::{Name, Problem, Span, Spanned};
use crate::yaml::{Node, require};

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
    pub(super) details: Option<Arc<Details>>,
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
    pub(super) fn of(ledger: &mut Ledger<'_>, declared: &Declared, mut sheet: Sheet<'_, '_>) -> Self {
        if let Some(details) = sheet.details.as_mut().filter(|_| !sheet.tags.is_empty()) {
            Arc::make_mut(details).tags = sheet.tags.iter().map(|tag| ledger.node(*tag)).collect();
        }
        let mut name = |node: Slot<Node<'_, '_>>| node.map(|node| Some(ledger.node(node)));
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

/// The spot at which each name first stood for a claim.
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
    /// Adds the claim of `sheet`; one that cannot be compared is left out, and why is told.
    ///
    /// `made` is the id of a record without one of its own.
    pub(super) fn add(
        &mut self,
        ledger: &mut Ledger<'_>,
        declared: &Declared,
        sheet: Sheet<'_, '_>,
        report: &Said,
        made: impl FnOnce() -> String,
    ) {
        let node = sheet.node;
        let id = match sheet.id {
            Some(id) => ledger.node(id),
            None => Spanned::new(ledger.names.intern(&made()), node.head()),
        };
        let first = self.ids.insert(id);
        if let Some(first) = first {
            tell_twice(ledger, id, first);
        }
        let said = Said::of(ledger, declared, sheet).with(report);
        let lacking = lacking(ledger, node, &said);
        match said.claim(id, node.span()) {
            ControlFlow::Continue(Some(claim)) if first.is_none() && !lacking => self.kept.push(claim),
            _ => self.left_out.push(id.value),
        }
    }
}

/// Tells of the keys that the record has to have, itself or from its report, and has not.
fn lacking(ledger: &mut Ledger<'_>, node: Node<'_, '_>, said: &Said) -> bool {
    let before = ledger.problems.len();
    let mut need = |key: &str, absent: bool| {
        if absent {
            require::<()>(node, node.head(), key, None, &mut ledger.problems);
        }
        absent
    };
    let source = need("source", said.source.is_absent());
    let attribute = need("attribute", said.attribute.is_absent());
    let unconfirmed = matches!(said.stance, Slot::Is(Stance::Unconfirmed) | Slot::Broken);
    let value = need("value", said.value.is_absent() && !unconfirmed);
    for problem in ledger.problems.iter_mut().skip(before) {
        problem.help = Some("give it in the claim, or in the report for all of its claims".into());
    }
    source || attribute || value
}

fn tell_twice(ledger: &mut Ledger<'_>, id: Spanned<Name>, first: Span) {
    let message = format!("two claims have the id `{}`", ledger.names.text(id.value));
    let problem = Problem::new("duplicate-id", id.span, message)
        .label("this one is left out")
        .related(first, "the first one")
        .help("give each claim an id of its own");
    ledger.problems.push(problem);
}
