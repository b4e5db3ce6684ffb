//! How long claims are valid by their value: who is dead stays dead, who is alive is so on the day.

use super::axis::Axis;
use super::definition::Definition;
use crate::check::context::Context;
use crate::rule::ValidFor;
use crate::value::words::normalise;
use crate::value::{Allowed, Ranges, flag};

/// The values of a topic that are valid for as long as each says.
#[derive(Debug)]
pub(crate) struct ByValue(Vec<(Ranges, ValidFor)>);

impl ByValue {
    /// Those that are declared, on the axis of the topic. A value that no claim gives is left out.
    pub(crate) fn new(definition: &Definition<'_>, axis: &Axis<'_>, context: &Context<'_>) -> Self {
        let on_axis = |word: &str| match axis {
            Axis::Flag => flag::read(word, context.rules.vocabulary()).ok().map(|allowed| allowed.plain),
            Axis::Words(points) => {
                points.allowed(&normalise(word), false).map(|allowed| allowed.plain.clone())
            }
            _ => None,
        };
        let values = definition.valid_by_value.iter();
        Self(
            values
                .filter_map(|(word, valid)| Some((on_axis(&word.value)?, ValidFor::both(*valid))))
                .collect(),
        )
    }

    /// How long a claim that allows no more than one of the values is valid.
    pub(crate) fn of(&self, allowed: &Allowed) -> Option<ValidFor> {
        let within = |(set, _): &&(Ranges, ValidFor)| allowed.plain.intersection(set) == allowed.plain;
        self.0.iter().find(within).map(|(_, valid_for)| *valid_for)
    }
}
