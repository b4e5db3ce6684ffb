//! From wordings to sets: what each claim about one thing allows, on one axis for all of them.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::context::Context;
use super::lexicon::{self, Points};
use super::standing::{Reach, Time};
use super::topic::Thing;
use crate::claim::{Claim, Figures, Stance, Wording};
use crate::rule::{Attribute, Kind, ValidFor, Validity};
use crate::value::{
    Allowed, Inferred, Point, Ranges, Scale, Terms, Units, Unreadable, Which, days, flag, infer, quantity,
    show, stage,
};
use gainsay_yaml::text::{Problem, Text};

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
    /// How long the ends of its claims stand.
    pub stands: ValidFor,
    /// Whether a part never exceeds the whole.
    pub additive: bool,
}

impl Definition<'_> {
    /// Whether it is a fact that holds for good, so that dates keep no claims apart.
    #[must_use]
    pub fn timeless(&self) -> bool {
        self.stands.lower == Validity::Always && self.stands.upper == Validity::Always
    }
}

/// A unit that numbers are in, and how they are shown.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ShownUnit {
    /// The base unit that the axis counts.
    base: String,
    /// The unit shown, as labels write it.
    shown: String,
    /// How many base units one of it is.
    factor: Decimal,
}

/// The axis that the values of a topic lie on, for showing sets in words.
#[derive(Debug)]
pub enum Axis<'r> {
    /// Numbers, each in one of these units.
    Quantity(Vec<ShownUnit>),
    /// The steps of a scale.
    Stage(&'r Scale),
    /// Days.
    Date,
    /// No and yes.
    Flag,
    /// Words, each at its point.
    Words(Points),
}

impl Axis<'_> {
    /// The number of a unit in a scope; `0` for none. What is not confirmed gives no number, so it counts what the
    /// others count.
    #[must_use]
    pub fn unit(&self, unit: Option<&str>, stance: Stance) -> u16 {
        match (self, unit) {
            (Self::Quantity(units), Some(unit)) => {
                units.binary_search_by(|known| known.base.as_str().cmp(unit)).map_or(0, |at| at as u16 + 1)
            }
            (Self::Quantity(units), None) => u16::from(stance == Stance::Unconfirmed && !units.is_empty()),
            _ => 0,
        }
    }

    /// The numbers that a unit may have in a scope, that for none among them.
    pub fn units(&self) -> impl Iterator<Item = u16> + use<> {
        let units = if let Self::Quantity(units) = self { units.len() as u16 } else { 0 };
        0..=units
    }

    /// The base unit with a number in a scope.
    #[must_use]
    pub fn base_unit(&self, unit: u16) -> Option<&str> {
        let Self::Quantity(units) = self else { return None };
        units.get(usize::from(unit).checked_sub(1)?).map(|unit| unit.base.as_str())
    }

    /// The unit that numbers are shown in, where `unit` is the number of theirs in a scope.
    fn shown(&self, unit: u16) -> Option<&ShownUnit> {
        let Self::Quantity(units) = self else { return None };
        units.get(usize::from(unit).checked_sub(1)?)
    }

    /// The name of that unit.
    #[must_use]
    pub fn shown_unit(&self, unit: u16) -> Option<&str> {
        self.shown(unit).map(|unit| unit.shown.as_str())
    }

    /// A point as a number in that unit; nothing where the axis counts nothing.
    #[must_use]
    pub fn number(&self, point: Point, unit: u16) -> Option<Decimal> {
        matches!(self, Self::Quantity(_)).then_some(())?;
        let factor = self.shown(unit).map_or(Decimal::ONE, |unit| unit.factor);
        Some(point.at.checked_div(factor).unwrap_or(point.at).round_dp(6).normalize())
    }

    /// A set in words; `unit` is the number of the unit in a scope.
    #[must_use]
    pub fn show(&self, set: &Ranges, unit: u16) -> String {
        match self {
            Self::Quantity(_) => match self.shown(unit) {
                Some(unit) => show::show_quantity(&set.divided(unit.factor), Some(&unit.shown)),
                None => show::show_quantity(set, None),
            },
            Self::Stage(scale) => show::show_stage(set, scale),
            Self::Date => show::show_date(set),
            Self::Flag => show::show_flag(set),
            Self::Words(points) => points.show(set),
        }
    }
}

/// What a claim allows, and what its wording says about other days.
#[derive(Debug, Clone)]
pub struct Reading {
    /// What it allows.
    pub allowed: Allowed,
    /// What it says about the days before.
    pub reach: Reach,
    /// The base unit of its number, where it has one.
    pub unit: Option<String>,
}

impl Reading {
    /// A reading that says nothing about other days and bears no unit.
    #[must_use]
    pub fn plain(allowed: Allowed) -> Self {
        Self { allowed, reach: Reach::default(), unit: None }
    }
}

/// The claims of a topic as read: one reading for each claim, or the problem that kept it from being read.
#[derive(Debug)]
pub struct Readings<'r> {
    /// What is known about the attribute.
    pub definition: Definition<'r>,
    /// The axis.
    pub axis: Axis<'r>,
    /// The readings, in the order of the claims.
    pub read: Vec<Result<Reading, Problem>>,
}

/// Reads the values of all `claims` about `thing`.
#[must_use]
pub fn read<'r>(thing: Thing, claims: &[&Claim], context: &Context<'r>) -> Readings<'r> {
    let name = context.text(thing.attribute);
    let declared = context.rules.attribute(name);
    let mut definition = define(declared, claims, context);
    match definition.kind {
        Kind::Quantity => quantities(claims, definition, context),
        Kind::Stage => {
            let scale = definition.scale.unwrap_or(const { &Scale::EMPTY });
            let read = each(claims, |claim, wording| stage_of(claim, wording, scale, context));
            Readings { definition, axis: Axis::Stage(scale), read }
        }
        Kind::Date => {
            let read = each(claims, |claim, wording| date_of(claim, wording, context));
            Readings { definition, axis: Axis::Date, read }
        }
        Kind::Flag => {
            let read = each(claims, |claim, wording| flag_of(claim, wording, context));
            Readings { definition, axis: Axis::Flag, read }
        }
        Kind::Category | Kind::Place | Kind::Text | Kind::Names => {
            definition.additive = false;
            let points = Points::new(lexicon::words(claims, context), &definition, context);
            let read = each(claims, |claim, wording| lexicon::read(claim, wording, &points, context));
            Readings { definition, axis: Axis::Words(points), read }
        }
    }
}

/// The kind of the values that `claims` give for `thing`: as declared, else as they show.
#[must_use]
pub fn kind(thing: Thing, claims: &[&Claim], context: &Context<'_>) -> Kind {
    define(context.rules.attribute(context.text(thing.attribute)), claims, context).kind
}

/// What is known about an attribute. Without a declaration its values tell the kind, and only claims of one day meet.
fn define<'r>(declared: Option<&'r Attribute>, claims: &[&Claim], context: &Context<'r>) -> Definition<'r> {
    let rules = context.rules;
    let day = ValidFor { lower: Validity::Days(0), upper: Validity::Days(0) };
    Definition {
        kind: declared.and_then(|attribute| attribute.kind).unwrap_or_else(|| kind_of(claims, context)),
        title: declared.and_then(|attribute| attribute.title.as_deref()),
        unit: declared.and_then(|attribute| attribute.unit.clone()),
        scale: declared.and_then(|attribute| rules.scales.get(attribute.scale.as_ref()?)),
        terms: declared.and_then(|attribute| rules.terms.get(attribute.terms.as_ref()?)),
        stands: declared.map_or(day, |attribute| attribute.valid_for),
        additive: declared.is_some_and(|attribute| attribute.additive),
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

/// Reads each claim's value and turns it round where the claim denies it. What is unconfirmed allows everything,
/// whatever its wording.
fn each(
    claims: &[&Claim],
    read: impl Fn(&Claim, &Wording) -> Result<Reading, Problem> + Sync,
) -> Vec<Result<Reading, Problem>> {
    let one = |claim: &&Claim| match (&claim.value, claim.stance) {
        (_, Stance::Unconfirmed) | (None, _) => Ok(Reading::plain(Allowed::all())),
        (Some(wording), _) => read(claim, wording),
    };
    super::each::each(claims, one)
}

fn quantities<'r>(claims: &[&Claim], definition: Definition<'r>, context: &Context<'r>) -> Readings<'r> {
    let read =
        each(claims, |claim, wording| quantity_of(claim, wording, definition.unit.as_deref(), context));
    let bases: BTreeSet<&str> = read.iter().flatten().filter_map(|reading| reading.unit.as_deref()).collect();
    let units = bases
        .into_iter()
        .map(|base| shown_unit(base, definition.unit.as_deref(), &context.rules.units))
        .collect();
    Readings { axis: Axis::Quantity(units), definition, read }
}

/// How numbers in a base unit are shown: in the unit of the attribute, by its shortest symbol.
fn shown_unit(base: &str, declared: Option<&str>, units: &Units) -> ShownUnit {
    let (name, factor) =
        declared.and_then(|name| Some((name, units.resolve(name)?.0))).unwrap_or((base, Decimal::ONE));
    let symbols = units
        .units()
        .iter()
        .find(|unit| unit.name == name)
        .map(|unit| unit.symbols.as_slice())
        .unwrap_or_default();
    let shown = symbols.first().map_or(name, String::as_str);
    let shown = if matches!(name, "person" | "percent") { name } else { shown };
    ShownUnit { base: base.to_owned(), shown: shown.to_owned(), factor }
}

fn quantity_of(
    claim: &Claim,
    wording: &Wording,
    unit: Option<&str>,
    context: &Context<'_>,
) -> Result<Reading, Problem> {
    let (hedges, units) = (&context.rules.hedges, &context.rules.units);
    let quantity = match wording {
        Wording::Scalar(text) => quantity::read(text.as_str(context.files), unit, hedges, units)
            .map_err(|unreadable| problem(text, &unreadable, context))?,
        Wording::Figures(figures) => {
            let [low, best, high] = ends(figures).map(|text| text.map(|text| text.as_str(context.files)));
            quantity::figures(low, best, high, unit, hedges, units)
                .map_err(|(which, unreadable)| figures_problem(figures, which, &unreadable, context))?
        }
        Wording::List(..) => return Err(not_a_list(wording)),
    };
    let allowed = if claim.stance == Stance::Denies { quantity.allowed.denied() } else { quantity.allowed };
    Ok(Reading { unit: quantity.unit, ..Reading::plain(allowed) })
}

fn stage_of(
    claim: &Claim,
    wording: &Wording,
    scale: &Scale,
    context: &Context<'_>,
) -> Result<Reading, Problem> {
    let Wording::Scalar(text) = wording else { return Err(not_a_list(wording)) };
    let share = claim.share.map(|share| share.value);
    let stage = stage::read(text.as_str(context.files), share, scale, &context.rules.hedges)
        .map_err(|unreadable| problem(text, &unreadable, context))?;
    let denies = claim.stance == Stance::Denies;
    let reach = Reach { onset: stage.onset && !denies, so_far: denies && stage.so_far };
    let allowed = if denies { stage.denied() } else { stage.allowed };
    Ok(Reading { reach, ..Reading::plain(allowed) })
}

fn date_of(claim: &Claim, wording: &Wording, context: &Context<'_>) -> Result<Reading, Problem> {
    let as_of = Time::of(claim, false).map(|time| (time.when.first.0, time.when.last.0));
    let hedges = &context.rules.hedges;
    let allowed = match wording {
        Wording::Scalar(text) => days::read(text.as_str(context.files), as_of, hedges)
            .map_err(|unreadable| problem(text, &unreadable, context))?,
        Wording::Figures(figures) => {
            let [low, best, high] = ends(figures).map(|text| text.map(|text| text.as_str(context.files)));
            days::figures(low, best, high, as_of, hedges)
                .map_err(|(which, unreadable)| figures_problem(figures, which, &unreadable, context))?
        }
        Wording::List(..) => return Err(not_a_list(wording)),
    };
    let allowed = if claim.stance == Stance::Denies { allowed.denied_whole() } else { allowed };
    Ok(Reading::plain(allowed))
}

fn flag_of(claim: &Claim, wording: &Wording, context: &Context<'_>) -> Result<Reading, Problem> {
    let Wording::Scalar(text) = wording else { return Err(not_a_list(wording)) };
    let allowed =
        flag::read(text.as_str(context.files)).map_err(|unreadable| problem(text, &unreadable, context))?;
    let allowed = if claim.stance == Stance::Denies { allowed.denied_whole() } else { allowed };
    Ok(Reading::plain(allowed))
}

fn ends(figures: &Figures) -> [Option<&Text>; 3] {
    [figures.low.as_ref(), figures.best.as_ref(), figures.high.as_ref()]
}

fn parts(figures: &Figures) -> impl Iterator<Item = (Which, &Text)> {
    [Which::Low, Which::Best, Which::High]
        .into_iter()
        .zip(ends(figures))
        .filter_map(|(which, text)| Some((which, text?)))
}

/// The problem with a scalar, at the words that cannot be read.
pub(super) fn problem(text: &Text, unreadable: &Unreadable, context: &Context<'_>) -> Problem {
    let wording = text.as_str(context.files);
    let mut problem = Problem::new(
        "unreadable-value",
        text.part(unreadable.range.clone()),
        format!("cannot read `{wording}`"),
    )
    .label(unreadable.message.clone());
    problem.help.clone_from(&unreadable.help);
    problem
}

fn figures_problem(
    figures: &Figures,
    which: Which,
    unreadable: &Unreadable,
    context: &Context<'_>,
) -> Problem {
    match parts(figures).find(|part| part.0 == which) {
        Some((_, text)) => problem(text, unreadable, context),
        None => Problem::new("unreadable-value", figures.span, "cannot read this value")
            .label(unreadable.message.clone()),
    }
}

pub(super) fn not_a_list(wording: &Wording) -> Problem {
    let found = if matches!(wording, Wording::List(..)) { "a list" } else { "figures" };
    Problem::new(
        "unreadable-value",
        wording.span(),
        format!("this attribute takes one value, and this is {found}"),
    )
    .help("write the value as worded; for a set of names, declare the attribute with `value: names`")
}
