//! Figures that may not be so, and figures that are still to come: `feared to have reached 40`, `could exceed 5,000`.

use std::ops::Range;

use super::behind::Behind;
use super::parser::{Core, Forecast, Parser};
use super::refusal;
use super::token::Kind;
use crate::value::language::Role;
use crate::value::{Side, Unreadable};

impl Parser<'_> {
    /// A word that says that the number may not be so; nothing where the attribute says the same: `suspected-cases`.
    pub(super) fn doubt(&mut self, range: &Range<usize>) {
        self.hedged.doubted |= !self.context.names(&self.text[range.clone()]);
    }

    /// Refuses what is still to be done to those who are counted, which says nothing of their number: `150 bodies to be identified`. Troops
    /// that are to be deployed are counted as such.
    pub(super) fn refuse_still_to_be_done(
        &self,
        role: Role,
        range: &Range<usize>,
        behind: Behind,
    ) -> Result<(), Unreadable> {
        let (language, attribute) = (self.context.language, self.context.asked.attribute);
        let Some(done) = self.tokens.get(self.at + 1) else { return Ok(()) };
        let participle =
            done.kind == Kind::Unknown || matches!(done.kind, Kind::Role(role) if role.describes());
        if role != Role::Forecast
            || !behind.close()
            || !participle
            || !language.is_passive(&self.text[range.clone()])
        {
            return Ok(());
        }
        let said = language.states_said(&self.text[done.range.clone()]);
        match language.counted_by(attribute, self.counts_people()) {
            Some(counted) if said & counted.fits == 0 => {
                let range = range.start..done.range.end;
                Err(refusal::with_figures("this is what is still to be done to them", range))
            }
            _ => Ok(()),
        }
    }

    /// Refuses words for a number that may change where they may be said of things: `150 laptops to be updated`.
    pub(super) fn refuse_updated_thing(&self, range: &Range<usize>) -> Result<(), Unreadable> {
        let language = self.context.language;
        let before = self.at.checked_sub(1).and_then(|at| self.tokens.get(at));
        let thing = before.filter(|before| self.thing.as_ref() == Some(&before.range));
        match thing.map(|thing| &self.text[thing.range.clone()]) {
            Some(thing) if language.is_update(&self.text[range.clone()]) && !language.is_stand_in(thing) => {
                let message = format!("this may be said of the number, or of the `{thing}`");
                Err(Unreadable::new(message, range.clone())
                    .help("write a comma before it if it is said of the number"))
            }
            _ => Ok(()),
        }
    }

    /// A word before the number that says that it is still to come.
    pub(super) fn note_forecast(&mut self, role: Role) {
        let falls = self.forecast.is_some_and(|forecast| forecast.falls);
        let may = role == Role::MayCome || self.forecast.is_some_and(|forecast| forecast.may);
        self.forecast = Some(Forecast { may, falls });
    }

    /// A change before the number. One that is still to come gives its direction.
    pub(super) fn changes(&mut self, role: Role, range: &Range<usize>) {
        let falls = role == Role::Fall;
        self.change = Some((falls, range.clone()));
        if let Some(forecast) = &mut self.forecast {
            forecast.falls = falls;
        }
    }

    /// A word of doubt, or of what is to come, behind the number. Within a phrase it is about that, unless it says what became of
    /// people: `12 killed in a suspected attack`, `300 in the city may have died`. Behind a comma or `but` it begins something
    /// else that is said: `40, but could reach 50`.
    pub(super) fn unsure_behind(&mut self, role: Role, range: &Range<usize>, behind: &mut Behind) {
        let next = self.skip(self.at + 1, &[Role::Filler, Role::Verb]);
        let outcome = matches!(self.role_at(next), Some(Role::Outcome(_) | Role::Harmed));
        if behind.part || behind.open && !outcome {
            return;
        }
        let joined = |at: usize| {
            matches!(self.kind_at(at), Some(Kind::Role(Role::And | Role::Or) | Kind::Comma | Kind::Dash))
        };
        let apart = behind.parted || self.at.checked_sub(1).is_some_and(joined);
        match role {
            Role::Forecast | Role::MayCome if apart => {
                (behind.part, behind.compared, behind.named) = (true, true, true);
            }
            Role::Forecast | Role::MayCome => self.note_forecast(role),
            _ => self.doubt(range),
        }
    }

    /// Whether a number within the range `core` follows, which is the best one of it: `800 to 8,500, most likely 4,645`.
    pub(super) fn is_best(&self, core: Core) -> bool {
        let (Some(low), Some(high)) = (core.low, core.high) else { return false };
        let alone = matches!(self.kind_at(self.at + 2), None | Some(Kind::Comma));
        match self.kind_at(self.at + 1) {
            Some(Kind::Number(number)) if !number.share => alone && low < number.value && number.value < high,
            _ => false,
        }
    }

    /// A figure that is still to come says of today only that it is not reached yet, and that is no more than likely. Of plans
    /// and forecasts it is the figure itself, and what may come is a ceiling.
    pub(super) fn as_forecast(&mut self) {
        let Some(Forecast { may, falls }) = self.forecast else { return };
        let ahead = self.looks_ahead();
        self.hedged.doubted |= may || !ahead;
        if !ahead || may && self.hedged.bound.is_none() {
            self.hedged.bound = Some(if falls { Side::Low } else { Side::High });
        }
    }

    /// Whether the attribute is of what is still to come.
    pub(super) fn looks_ahead(&self) -> bool {
        let asked = self.context.asked;
        asked.ahead || self.context.language.is_forecast(asked.attribute)
    }
}
