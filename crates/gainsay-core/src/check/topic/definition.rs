//! What is known about an attribute.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::figures::parts;
use super::unconfirmed::unconfirmed;
use crate::check::context::Context;
use crate::claim::{Claim, Stance, Wording};
use crate::rule::{Attribute, Kind, Margin, Rule, ValidFor, Validity};
use crate::value::quantity::Asked;
use crate::value::{Scale, Terms, infer};
use gainsay_yaml::text::{Name, Spanned, Text};

/// What is known about an attribute: as declared, or as its values show.
#[derive(Debug, Clone)]
pub(crate) struct Definition<'r> {
    /// How its values are read.
    pub kind: Kind,
    /// How it is called where claims name it differently.
    pub title: Option<&'r str>,
    /// The unit of its numbers.
    pub unit: Option<String>,
    /// The scale of a stage.
    pub scale: Option<&'r Scale>,
    /// The known values of a category.
    pub terms: Option<&'r Terms>,
    /// How long the bounds of its claims are valid, where something says so.
    pub said_valid_for: Option<ValidFor>,
    /// The same of some of its values.
    pub valid_by_value: &'r [(Spanned<String>, Validity)],
    /// How many base units one of the unit of its numbers is, and which.
    pub worth: Option<(Decimal, &'r str)>,
    /// How far apart its values may be, as a fraction and whatever their size, where it says so itself.
    pub tolerance: (Option<&'r Spanned<Decimal>>, Option<&'r Spanned<Margin>>),
    /// Whether a part never exceeds the whole.
    pub additive: bool,
    /// The most that its shares can be, in per cent, where they are of one whole.
    pub most: Option<Decimal>,
    /// Whether its claims look ahead.
    pub ahead: bool,
    /// Whether its figures are said to be of one day, so that they fall as well as rise.
    pub daily: bool,
}

impl Definition<'_> {
    /// What the quantity of a claim is read for, as the claim itself names its attribute, so that no other claim changes how it is read.
    pub(crate) fn asked<'a>(&'a self, claim: &'a Claim, context: &'a Context<'_>) -> Asked<'a> {
        Asked {
            unit: self.unit.as_deref(),
            attribute: context.text(claim.attribute.value),
            scope: claim.scope.map_or("", |scope| context.text(scope.value)),
            // What is counted within a period is no part of a total: "12 in May", of May.
            daily: self.daily || claim.during.is_some(),
            ahead: self.ahead,
            most: self.most,
            denies: claim.stance == Stance::Denies,
            lang: context.lang(claim),
        }
    }

    /// How far apart two values may be under a rule, as a fraction and whatever their size: what the attribute says goes before
    /// what the rule says.
    pub(crate) fn tolerance<'a>(
        &'a self,
        rule: &'a Rule,
    ) -> (Option<&'a Spanned<Decimal>>, Option<&'a Spanned<Margin>>) {
        match self.tolerance {
            (None, None) => (rule.tolerance.as_ref(), rule.margin.as_ref()),
            own => own,
        }
    }

    /// How long the bounds of its claims are valid: on their day where nothing says so.
    pub(crate) fn valid_for(&self) -> ValidFor {
        self.said_valid_for.unwrap_or(ValidFor::DAY)
    }

    /// For how many days an upper bound is valid, where values are totals that only rise.
    pub(crate) fn rising(&self) -> Option<u32> {
        match (self.kind, self.valid_for().lower, self.valid_for().upper) {
            (Kind::Quantity, Validity::Always, Validity::Days(days)) => Some(days),
            _ => None,
        }
    }

    /// Whether it is a fact that holds for good, so that dates keep no claims apart.
    pub(crate) fn timeless(&self) -> bool {
        self.valid_for() == ValidFor::both(Validity::Always)
    }
}

/// The claims about one subject and attribute by the kind of their values, and in the order of kinds: as declared, else as
/// each value shows by itself. What confirms nothing goes with the most.
pub(crate) fn by_kind<'c>(
    attribute: Name,
    claims: Vec<&'c Claim>,
    context: &Context<'_>,
) -> Vec<(Kind, Vec<&'c Claim>)> {
    let declared = context.attribute(attribute).declared.and_then(|attribute| attribute.kind);
    if let Some(kind) = declared {
        return vec![(kind, claims)];
    }
    let mut kinds: BTreeMap<Kind, Vec<&Claim>> = BTreeMap::new();
    let mut open = Vec::new();
    for claim in claims {
        match kind_of(claim, context) {
            Some(kind) => kinds.entry(kind).or_default().push(claim),
            None => open.push(claim),
        }
    }
    let usual =
        kinds.iter().max_by_key(|(kind, claims)| (claims.len(), Reverse(**kind))).map(|(kind, _)| *kind);
    if !open.is_empty() {
        kinds.entry(usual.unwrap_or(Kind::Text)).or_default().extend(open);
    }
    kinds.into_iter().collect()
}

/// What is known about an attribute whose values are of a kind. Where nothing says how long claims are valid, they are so on their
/// own day.
pub(crate) fn define<'r>(
    declared: Option<&'r Attribute>,
    kind: Kind,
    context: &Context<'r>,
) -> Definition<'r> {
    let rules = context.rules;
    // What a glob is called is no name of an attribute that it matches.
    let named = declared.filter(|attribute| !attribute.pattern.is_glob());
    let valid_for = declared.and_then(|attribute| attribute.valid_for);
    Definition {
        kind,
        title: named.and_then(|attribute| attribute.title.as_deref()),
        unit: declared.and_then(|attribute| attribute.unit.clone()),
        worth: declared.and_then(|attribute| rules.units.resolve(attribute.unit.as_deref()?)),
        tolerance: declared
            .map_or((None, None), |attribute| (attribute.tolerance.as_ref(), attribute.margin.as_ref())),
        scale: declared.and_then(|attribute| rules.scales.get(attribute.scale.as_ref()?)),
        terms: declared.and_then(|attribute| rules.terms.get(attribute.terms.as_ref()?)),
        said_valid_for: valid_for,
        valid_by_value: declared.map_or(&[], |attribute| &attribute.valid_by_value),
        additive: declared.is_some_and(|attribute| attribute.additive),
        most: declared.filter(|attribute| attribute.of_whole).map(|_| Decimal::ONE_HUNDRED),
        ahead: declared.is_some_and(|attribute| attribute.forecast),
        daily: declared.is_some() && valid_for.is_none_or(|valid_for| valid_for == ValidFor::DAY),
    }
}

/// The kind of the value of a claim, as it shows; nothing where the claim confirms nothing.
fn kind_of(claim: &Claim, context: &Context<'_>) -> Option<Kind> {
    if unconfirmed(claim, context) {
        return None;
    }
    let shown =
        |text: &Text| infer(text.as_str(context.files), context.lang(claim), context.rules.vocabulary());
    Some(match claim.value.as_ref()? {
        Wording::List(..) => Kind::Text,
        Wording::Scalar(text) => shown(text),
        Wording::Figures(figures) => {
            let kinds: BTreeSet<Kind> = parts(figures).map(|(_, text)| shown(text)).collect();
            match kinds.into_iter().collect::<Vec<_>>()[..] {
                [kind @ (Kind::Quantity | Kind::Date)] => kind,
                _ => Kind::Text,
            }
        }
    })
}
