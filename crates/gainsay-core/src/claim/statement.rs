//! What a record says: its names looked up, filled in from its report.

use std::ops::ControlFlow;

use super::reader::Reader;
use super::record::{NAMES, Record, Slot, Statement, Values};
use super::registry::Declarations;
use super::{Claim, ClaimId, IdFrom, Stance, details};
use gainsay_yaml::text::{Name, Span, Spanned};

/// A statement whose names are looked up.
pub(super) type Resolved = Statement<Spanned<Name>>;

impl Resolved {
    /// What is said where there is no report.
    pub(super) fn nothing() -> Self {
        Self { names: [Slot::Absent; _], values: Values::default(), details: None }
    }

    /// What is said where a report may be that an error hides: what a claim has to have may be there.
    pub(super) fn hidden() -> Self {
        let (absent, broken) = (Slot::Absent, Slot::Broken);
        let values = Values { value: Slot::Broken, ..Values::default() };
        Self { names: [broken, absent, broken, absent, absent, absent], values, details: None }
    }

    /// What a report says that cannot be read at all: nothing that a claim leaves out is known.
    pub(super) fn unreadable() -> Self {
        let values = Values {
            value: Slot::Broken,
            stance: Slot::Broken,
            share: Slot::Broken,
            margin: Slot::Broken,
            as_of: Slot::Broken,
            during: Slot::Broken,
            published: Slot::Broken,
            end: Slot::Broken,
            correction: Slot::Broken,
        };
        Self { names: [Slot::Broken; _], values, details: None }
    }

    /// The same where `key` may be said elsewhere: what leaves it out is not known to lack it.
    pub(super) fn leave_open(&mut self, key: &str) {
        if let Some(at) = NAMES.iter().position(|name| *name == key) {
            self.names[at] = Slot::Broken;
        }
        let values = &mut self.values;
        match key {
            "value" => values.value = Slot::Broken,
            "stance" => values.stance = Slot::Broken,
            "share" => values.share = Slot::Broken,
            "margin" => values.margin = Slot::Broken,
            "as-of" => values.as_of = Slot::Broken,
            "during" => values.during = Slot::Broken,
            "published" => values.published = Slot::Broken,
            "until" | "final" => values.end = Slot::Broken,
            "correction" => values.correction = Slot::Broken,
            _ => {}
        }
    }

    /// What `record` says, before its report is asked.
    pub(super) fn of(reader: &mut Reader<'_>, declared: &Declarations, record: Record<'_>) -> Self {
        let Statement { names, values, mut details } = record.statement;
        if let Some(own) = details.as_mut().filter(|_| !record.tags.is_empty()) {
            *own = details::tagged(own, record.tags.iter().map(|tag| reader.scalar(tag)));
        }
        let [source, subject, attribute, place, scope, cites] =
            names.map(|name| name.map(|name| Some(reader.scalar(&name))));
        let source = source.map(|name| declared.sources.resolve(reader, name));
        let subject = subject.map(|name| declared.subjects.resolve(reader, name));
        let place = place.map(|name| declared.places.resolve(reader, name));
        let cites = cites.map(|name| declared.sources.resolve(reader, name));
        Self { names: [source, subject, attribute, place, scope, cites], values, details }
    }

    /// What the record says where it also takes what its report says.
    pub(super) fn with(self, report: &Self) -> Self {
        let (own, values) = (self.values, &report.values);
        // A day and a period exclude each other, so one in the record leaves the report's other one out.
        let (own_as_of, own_during) = (!own.as_of.is_absent(), !own.during.is_absent());
        let values = Values {
            value: own.value.or(&values.value),
            stance: own.stance.or(&values.stance),
            share: own.share.or(&values.share),
            margin: own.margin.or(&values.margin),
            as_of: if own_during { own.as_of } else { own.as_of.or(&values.as_of) },
            during: if own_as_of { own.during } else { own.during.or(&values.during) },
            published: own.published.or(&values.published),
            end: own.end.or(&values.end),
            correction: own.correction.or(&values.correction),
        };
        let names = std::array::from_fn(|at| self.names[at].or(&report.names[at]));
        Self { names, values, details: self.details }
    }

    /// The claim that this makes; `None` where it lacks what a claim has to have. Stops where something in it is broken.
    pub(super) fn claim(
        self,
        number: ClaimId,
        (id, id_from): (Spanned<Name>, IdFrom),
        span: Span,
    ) -> ControlFlow<(), Option<Claim>> {
        let [source, subject, attribute, place, scope, cites] = self.names;
        let Values { value, stance, share, margin, as_of, during, published, end, correction } = self.values;
        let (source, attribute) = (source.take()?, attribute.take()?);
        let (value, stance) = (value.take()?, stance.take()?.unwrap_or_default());
        let margin = margin.take()?;
        let value = value.map(|value| value.with_margin(margin));
        let (subject, place, scope, cites) = (subject.take()?, place.take()?, scope.take()?, cites.take()?);
        let (as_of, during, published) = (as_of.take()?, during.take()?, published.take()?);
        let (share, correction) = (share.take()?, correction.take()?.unwrap_or_default());
        let end = end.take()?;
        let complete = value.is_some() || stance == Stance::Unconfirmed;
        let (Some(source), Some(attribute), true) = (source, attribute, complete) else {
            return ControlFlow::Continue(None);
        };
        ControlFlow::Continue(Some(Claim {
            number,
            id,
            id_from,
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
            end,
            cites,
            correction,
            details: self.details,
        }))
    }
}
