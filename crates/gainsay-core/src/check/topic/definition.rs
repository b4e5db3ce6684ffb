//! What is known about an attribute.

use super::figures::parts;
use super::key::TopicKey;
use crate::check::context::Context;
use crate::claim::{Claim, Stance, Wording};
use crate::rule::{Attribute, Kind, ValidFor, Validity};
use crate::value::quantity::Asked;
use crate::value::{Inferred, Scale, Terms, infer};

/// What is known about an attribute: as declared, or as its values show.
#[derive(Debug, Clone)]
pub struct Definition<'r> {
    /// How its values are read.
    pub kind: Kind,
    /// How it is called in messages.
    pub title: Option<&'r str>,
    /// The unit of its numbers.
    pub unit: Option<String>,
    /// The scale of a stage.
    pub scale: Option<&'r Scale>,
    /// The known values of a category.
    pub terms: Option<&'r Terms>,
    /// How long the bounds of its claims are valid.
    pub valid_for: ValidFor,
    /// Whether a part never exceeds the whole.
    pub additive: bool,
    /// Whether its figures are said to be of one day, so that they fall as well as rise.
    pub daily: bool,
}

impl Definition<'_> {
    /// What a quantity of an attribute of this name is read for.
    pub fn asked<'a>(&'a self, attribute: &'a str) -> Asked<'a> {
        Asked { unit: self.unit.as_deref(), attribute, daily: self.daily, lang: None }
    }

    /// Whether it is a fact that holds for good, so that dates keep no claims apart.
    pub fn timeless(&self) -> bool {
        self.valid_for.lower == Validity::Always && self.valid_for.upper == Validity::Always
    }
}

/// The kind of the values that `claims` give for `key`: as declared, else as they show.
pub fn kind(key: TopicKey, claims: &[&Claim], context: &Context<'_>) -> Kind {
    define(context.rules.attribute(context.text(key.attribute)), claims, context).kind
}

/// What is known about an attribute. Without a declaration its values tell the kind, and only claims of one day meet.
pub fn define<'r>(
    declared: Option<&'r Attribute>,
    claims: &[&Claim],
    context: &Context<'r>,
) -> Definition<'r> {
    let rules = context.rules;
    let day = ValidFor { lower: Validity::Days(0), upper: Validity::Days(0) };
    Definition {
        kind: declared.and_then(|attribute| attribute.kind).unwrap_or_else(|| kind_of(claims, context)),
        title: declared.and_then(|attribute| attribute.title.as_deref()),
        unit: declared.and_then(|attribute| attribute.unit.clone()),
        scale: declared.and_then(|attribute| rules.scales.get(attribute.scale.as_ref()?)),
        terms: declared.and_then(|attribute| rules.terms.get(attribute.terms.as_ref()?)),
        valid_for: declared.map_or(day, |attribute| attribute.valid_for),
        additive: declared.is_some_and(|attribute| attribute.additive),
        daily: declared.is_some_and(|attribute| attribute.valid_for == day),
    }
}

fn kind_of(claims: &[&Claim], context: &Context<'_>) -> Kind {
    let read = || {
        claims
            .iter()
            .filter(|claim| claim.stance != Stance::Unconfirmed)
            .filter_map(|claim| claim.value.as_ref())
    };
    if read().any(|value| matches!(value, Wording::List(..))) {
        return Kind::Names;
    }
    let wordings = read().flat_map(|value| match value {
        Wording::Scalar(text) => vec![text.as_str(context.files)],
        Wording::Figures(figures) => parts(figures).map(|(_, text)| text.as_str(context.files)).collect(),
        Wording::List(..) => Vec::new(),
    });
    match infer(wordings, &context.rules.hedges, &context.rules.units) {
        Inferred::Flag => Kind::Flag,
        Inferred::Quantity => Kind::Quantity,
        Inferred::Date => Kind::Date,
        Inferred::Text => Kind::Text,
    }
}
