//! From wordings to sets: what each claim about one topic allows, on one axis for all of them.

use std::collections::BTreeSet;

use super::axis::{Axis, Figure, shown_unit};
use super::definition::{Definition, define};
use super::figures::{ends, parts};
use super::key::TopicKey;
use super::places;
use super::points::{Points, texts};
use super::rates::{InOwnUnit, in_one_currency};
use super::spans::{MONTH, SECOND, in_seconds};
use super::unconfirmed::unconfirmed;
use super::validity::{Reach, Time};
use crate::check::context::Context;
use crate::check::parallel;
use crate::claim::{Claim, Figures, Stance, Wording};
use crate::problem::{Code, Problem};
use crate::rule::Kind;
use crate::value::quantity::{AsWritten, Asked};
use crate::value::{
    Allowed, LONGEST, PlaceWords, Ranges, Scale, Told, Unreadable, Which, category, clock, days, flag,
    quantity, stage, words as value_words,
};
use gainsay_yaml::Editor;
use gainsay_yaml::text::{Safety, Text, suggest};

/// What a claim allows, and what its wording says about other days.
#[derive(Debug, Clone)]
pub(crate) struct Reading {
    /// What it allows.
    pub allowed: Allowed,
    /// What it says about the days before.
    pub reach: Reach,
    /// The base unit of its number, where it has one.
    pub unit: Option<String>,
    /// How its number is written.
    pub written: Option<AsWritten>,
    /// What it allows in its own unit, where that is not worth the same every day: a currency that rates convert, or months beside days.
    pub own: Option<Box<InOwnUnit>>,
    /// Whether it is written in one unit, or as a number alone.
    pub one_unit: bool,
    /// Whether it confirms nothing.
    pub unconfirmed: bool,
}

impl Reading {
    /// A reading that says nothing about other days and bears no unit.
    pub(crate) fn plain(allowed: Allowed) -> Self {
        let (reach, one_unit, unconfirmed) = Default::default();
        Self { allowed, reach, unit: None, written: None, own: None, one_unit, unconfirmed }
    }
}

/// The claims of a topic as read: one reading for each claim, or the problem that kept it from being read.
#[derive(Debug)]
pub(crate) struct Readings<'r> {
    /// What is known about the attribute.
    pub definition: Definition<'r>,
    /// The axis.
    pub axis: Axis<'r>,
    /// The readings, in the order of the claims.
    pub read: Vec<Result<Reading, Problem>>,
}

/// Reads the values of all `claims` about `key`.
pub(crate) fn read<'r>(key: TopicKey, claims: &[&Claim], context: &Context<'r>) -> Readings<'r> {
    let declared = context.attribute(key.attribute).declared;
    let mut definition = define(declared, key.kind, context);
    match definition.kind {
        Kind::Quantity => quantities(claims, definition, context),
        Kind::Stage => {
            let scale = definition.scale.unwrap_or(Scale::empty());
            let read = each(claims, definition.kind, context, |claim, wording| {
                stage_of(claim, wording, scale, context)
            });
            Readings { definition, axis: Axis::Stage(scale), read }
        }
        Kind::Date => {
            let read = each(claims, definition.kind, context, |claim, wording| {
                date_of(claim, wording, definition.ahead, context)
            });
            Readings { definition, axis: Axis::Date, read }
        }
        Kind::Time => {
            let read =
                each(claims, definition.kind, context, |claim, wording| time_of(claim, wording, context));
            let zones: BTreeSet<&str> =
                read.iter().flatten().filter_map(|read| read.unit.as_deref()).collect();
            Readings { definition, axis: Axis::Time(zones.into_iter().map(str::to_owned).collect()), read }
        }
        Kind::Flag => {
            let read =
                each(claims, definition.kind, context, |claim, wording| flag_of(claim, wording, context));
            Readings { definition, axis: Axis::Flag, read }
        }
        Kind::Category | Kind::Place | Kind::Text | Kind::Names => {
            definition.additive = false;
            // Where nothing declares a kind, words of one claim must not make the figures of others unreadable.
            let figures = declared.is_none_or(|attribute| attribute.kind.is_none());
            let declared_places = !context.records.registry.places.is_empty();
            let points = match definition.kind {
                Kind::Place if declared_places => places::points(claims, figures, context),
                _ => Points::new(claims, &definition, figures, context),
            };
            // Values without a list are names.
            let names = definition.kind == Kind::Category && definition.terms.is_none();
            let read = each(claims, definition.kind, context, |claim, wording| {
                names_nobody(wording, names, context)?;
                words_of(claim, wording, &points, context)
            });
            Readings { definition, axis: Axis::Words(points), read }
        }
    }
}

/// Reads each claim's value and turns it round where the claim denies it. What is unconfirmed allows everything,
/// whatever its wording.
fn each(
    claims: &[&Claim],
    kind: Kind,
    context: &Context<'_>,
    read: impl Fn(&Claim, &Wording) -> Result<Reading, Problem> + Sync,
) -> Vec<Result<Reading, Problem>> {
    let one = |claim: &&Claim| match &claim.value {
        Some(Wording::Figures(figures)) if kind != Kind::Quantity && figures.margin.is_some() => {
            Err(no_margin(figures, kind))
        }
        Some(wording) if !unconfirmed(claim, context) => {
            too_long(wording, kind, context).map_or_else(|| read(claim, wording), Err)
        }
        value => {
            let unconfirmed = value.is_some() || unconfirmed(claim, context);
            Ok(Reading { unconfirmed, ..Reading::plain(Allowed::all()) })
        }
    };
    parallel::each(claims, one)
}

/// What is wrong with a value that is longer than any of its kind.
fn too_long(wording: &Wording, kind: Kind, context: &Context<'_>) -> Option<Problem> {
    if matches!(kind, Kind::Place | Kind::Text | Kind::Names) {
        return None;
    }
    let mut values = texts(wording).iter().map(|text| (text, text.as_str(context.files).len()));
    let (text, length) = values.find(|(_, length)| *length > LONGEST)?;
    let name = kind.name();
    let unreadable = Unreadable::new(format!("this is too long for a {name}"), 0..length).help(format!(
        "write the {name} alone, in at most {LONGEST} bytes; the words of the source can stand under `quote`"
    ));
    Some(problem(text, &unreadable, context))
}

fn quantities<'r>(claims: &[&Claim], definition: Definition<'r>, context: &Context<'r>) -> Readings<'r> {
    let mut read = each(claims, definition.kind, context, |claim, wording| {
        quantity_of(claim, wording, &definition, context)
    });
    months_beside_days(&mut read);
    let bases: BTreeSet<&str> = read.iter().flatten().filter_map(|reading| reading.unit.as_deref()).collect();
    let units = bases
        .into_iter()
        .map(|base| {
            let of_base = read.iter().flatten().filter(|reading| reading.unit.as_deref() == Some(base));
            let figures: Vec<Figure<'_>> =
                of_base.map(|reading| (&reading.allowed.plain, reading.written)).collect();
            shown_unit(base, definition.unit.as_deref(), &figures, &context.rules.units)
        })
        .collect();
    Readings { axis: Axis::Quantity(units), definition, read }
}

/// Takes months for as many days as they may have, where some of a topic's times are in months and others in days.
fn months_beside_days(read: &mut [Result<Reading, Problem>]) {
    let has = |unit: &str| read.iter().flatten().any(|reading| reading.unit.as_deref() == Some(unit));
    if !(has(MONTH) && has(SECOND)) {
        return;
    }
    let of_months = read.iter_mut().flatten().filter(|reading| reading.unit.as_deref() == Some(MONTH));
    for reading in of_months {
        if let Some((allowed, written, own)) = in_seconds(&reading.allowed, reading.written) {
            (reading.allowed, reading.written) = (allowed, written);
            (reading.unit, reading.own) = (Some(SECOND.to_owned()), Some(Box::new(own)));
        }
    }
}

fn quantity_of(
    claim: &Claim,
    wording: &Wording,
    definition: &Definition<'_>,
    context: &Context<'_>,
) -> Result<Reading, Problem> {
    let (hedges, units) = (&context.rules.hedges, &context.rules.units);
    let asked = definition.asked(claim, context);
    let quantity = match wording {
        Wording::Scalar(text) => {
            let written = text.as_str(context.files);
            let read = || quantity::read(written, asked, hedges, units);
            // The attribute tells the rest: every field that a claim says itself is in the key, but for its language.
            let Asked { unit: _, attribute: _, daily: _, ahead: _, most: _, scope: _, denies, lang } = asked;
            match lang {
                None => {
                    let (scope, period) = (claim.scope.map(|scope| scope.value), claim.during.is_some());
                    let of = (claim.attribute.value, scope, denies, period);
                    (*context.quantities.get(written, of, read)).clone()
                }
                Some(_) => read(),
            }
            .map_err(|unreadable| problem(text, &unreadable, context))?
        }
        Wording::Figures(figures) => {
            let [low, best, high] = ends(figures).map(|text| text.map(|text| text.as_str(context.files)));
            let quantity = quantity::figures(low, best, high, asked, hedges, units)
                .map_err(|(which, unreadable)| figures_problem(figures, which, &unreadable, context))?;
            match &figures.margin {
                Some(margin) => {
                    quantity::with_margin(quantity, margin.as_str(context.files), asked, hedges, units)
                        .map_err(|unreadable| problem(margin, &unreadable, context))?
                }
                None => quantity,
            }
        }
        Wording::List(..) => return Err(not_a_list(wording)),
    };
    let to_come = quantity.to_come;
    let said = |allowed: Allowed| match (asked.denies, to_come) {
        (true, true) => Allowed::all(),
        (true, false) => allowed.denied(),
        (false, _) => allowed,
    };
    let converted = in_one_currency(&quantity, claim, definition.valid_for(), units);
    let own = converted.is_some().then(|| {
        let (unit, factor) = (quantity.unit.clone().unwrap_or_default(), quantity.factor);
        Box::new(InOwnUnit { unit, factor, allowed: said(quantity.allowed.clone()) })
    });
    let quantity = converted.unwrap_or(quantity);
    Ok(Reading {
        unit: quantity.unit,
        written: quantity.written,
        own,
        one_unit: quantity.one_unit,
        ..Reading::plain(said(quantity.allowed))
    })
}

fn stage_of(
    claim: &Claim,
    wording: &Wording,
    scale: &Scale,
    context: &Context<'_>,
) -> Result<Reading, Problem> {
    let Wording::Scalar(text) = wording else { return Err(not_a_list(wording)) };
    let share = claim.share.map(|share| share.value);
    let stage = stage::read(text.as_str(context.files), share, scale, context.rules.vocabulary())
        .map_err(|unreadable| problem(text, &unreadable, context))?;
    let denies = claim.stance == Stance::Denies;
    let reach = Reach { onset: stage.onset && !denies, so_far: denies && stage.so_far };
    let allowed = if denies { stage.denied() } else { stage.allowed };
    Ok(Reading { reach, ..Reading::plain(allowed) })
}

fn date_of(claim: &Claim, wording: &Wording, ahead: bool, context: &Context<'_>) -> Result<Reading, Problem> {
    let (told, vocabulary) = (told(claim, ahead, context), context.rules.vocabulary());
    let allowed = match wording {
        Wording::Scalar(text) => days::read(text.as_str(context.files), told, vocabulary)
            .map_err(|unreadable| problem(text, &unreadable, context))?,
        Wording::Figures(figures) => {
            let [low, best, high] = ends(figures).map(|text| text.map(|text| text.as_str(context.files)));
            days::figures(low, best, high, told, vocabulary)
                .map_err(|(which, unreadable)| figures_problem(figures, which, &unreadable, context))?
        }
        Wording::List(..) => return Err(not_a_list(wording)),
    };
    let allowed = if claim.stance == Stance::Denies { allowed.denied_whole() } else { allowed };
    Ok(Reading::plain(allowed))
}

/// What the dates in the value of a claim are read with; `ahead` tells whether its attribute looks ahead.
pub(crate) fn told(claim: &Claim, ahead: bool, context: &Context<'_>) -> Told {
    let as_of = Time::of(claim, false).map(|time| (time.when.first.0, time.when.last.0));
    let begins = context.rules.words.is_beginning(context.text(claim.attribute.value));
    Told { as_of, ahead, begins }
}

/// The zone of a time is its unit: times of one zone are compared.
fn time_of(claim: &Claim, wording: &Wording, context: &Context<'_>) -> Result<Reading, Problem> {
    let Wording::Scalar(text) = wording else { return Err(not_a_list(wording)) };
    let clock = clock::read(text.as_str(context.files), context.rules.vocabulary())
        .map_err(|unreadable| problem(text, &unreadable, context))?;
    let allowed = if claim.stance == Stance::Denies { clock.denied() } else { clock.allowed };
    Ok(Reading { unit: clock.zone, ..Reading::plain(allowed) })
}

fn flag_of(claim: &Claim, wording: &Wording, context: &Context<'_>) -> Result<Reading, Problem> {
    let Wording::Scalar(text) = wording else { return Err(not_a_list(wording)) };
    let allowed = flag::read(text.as_str(context.files), context.rules.vocabulary())
        .map_err(|unreadable| problem(text, &unreadable, context))?;
    // Whoever denies that it is so in part leaves it as open.
    let denies = claim.stance == Stance::Denies && allowed != Allowed::all();
    let allowed = if denies { allowed.denied_whole() } else { allowed };
    Ok(Reading::plain(allowed))
}

/// What is wrong with a margin beside a value that is no number.
fn no_margin(figures: &Figures, kind: Kind) -> Problem {
    let spot = figures.margin.as_ref().map_or(figures.span, |margin| margin.span);
    let message = format!("`margin` does not apply to a value of the kind `{}`", kind.name());
    Problem::new(Code::UnreadableValue, spot, message)
        .help("remove it, or declare the attribute with `value: quantity`")
}

/// The problem with a scalar, at the words that cannot be read.
pub(super) fn problem(text: &Text, unreadable: &Unreadable, context: &Context<'_>) -> Problem {
    let wording = text.as_str(context.files);
    let mut problem = Problem::new(
        Code::UnreadableValue,
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
        None => Problem::new(Code::UnreadableValue, figures.span, "cannot read this value")
            .label(unreadable.message.clone()),
    }
}

pub(super) fn not_a_list(wording: &Wording) -> Problem {
    let found = if matches!(wording, Wording::List(..)) { "a list" } else { "figures" };
    Problem::new(
        Code::UnreadableValue,
        wording.span(),
        format!("this attribute takes one value, and this is {found}"),
    )
    .help("write the value as worded; for a set of names, declare the attribute with `value: names`")
}

/// Refuses a name with words behind it that say that they deny it, where `names` are asked for.
fn names_nobody(wording: &Wording, names: bool, context: &Context<'_>) -> Result<(), Problem> {
    for text in texts(wording).iter().filter(|_| names) {
        if let Some(range) = category::disowned(text.as_str(context.files), context.rules.vocabulary()) {
            let unreadable = Unreadable::new("this says who denies it, not who did it", range)
                .help("write the name alone, and give the claim `stance: denies`");
            return Err(problem(text, &unreadable, context));
        }
    }
    Ok(())
}

/// What a claim's words allow: any of the names it lists.
fn words_of(
    claim: &Claim,
    wording: &Wording,
    points: &Points,
    context: &Context<'_>,
) -> Result<Reading, Problem> {
    let denies = claim.stance == Stance::Denies;
    if let Wording::Figures(figures) = wording {
        let word = points.allowed(&value_words::normalise(&figures.show(context.files)), denies);
        let allowed = word.filter(|_| points.figures).ok_or_else(|| not_a_list(wording))?;
        return Ok(Reading::plain(allowed.clone()));
    }
    let of = |text: &Text| {
        let written = text.as_str(context.files);
        let word = value_words::normalise(written);
        if let Some(range) = category::not_only_what(written, context.rules.vocabulary()) {
            let unreadable = Unreadable::new("this says that there is more, but not than what", range)
                .help("write what there is");
            return Err(problem(text, &unreadable, context));
        }
        if points.denies_nothing(&word) {
            let unreadable =
                Unreadable::new("this denies something, but does not say what", 0..written.len())
                    .help("write what is denied, such as `not arson`, or `unknown`");
            return Err(problem(text, &unreadable, context));
        }
        points.allowed(&word, denies).ok_or_else(|| unknown_place(text, context))
    };
    let each = texts(wording).iter().map(of).collect::<Result<Vec<_>, _>>()?;
    Ok(Reading::plain(together(&each, denies)))
}

/// What several words allow: any of them, or where they are denied none of them.
fn together(each: &[&Allowed], denied: bool) -> Allowed {
    let both = |of: fn(&Allowed) -> &Ranges| {
        if denied {
            each.iter().fold(Ranges::all(), |set, allowed| set.intersection(of(allowed)))
        } else {
            Ranges::of(each.iter().flat_map(|allowed| of(allowed).intervals().to_vec()).collect())
        }
    };
    let only_likely = each.iter().any(|allowed| allowed.only_likely);
    Allowed { only_likely, ..Allowed::new(both(|allowed| &allowed.plain), both(|allowed| &allowed.doubled)) }
}

fn unknown_place(text: &Text, context: &Context<'_>) -> Problem {
    let written = text.as_str(context.files);
    // Of a town in a country that nobody has declared either, the country would hold both.
    let widest = PlaceWords::new(written, &context.rules.words).widest();
    let (word, span) = (&written[widest.clone()], text.part(widest));
    let near = suggest::closest(word, context.declared_places().ids());
    let editor = Editor::of(context.files, span);
    let help = near.map(|near| format!("did you mean `{near}`?"));
    Problem::new(Code::DanglingPlace, span, format!("the place `{word}` is not declared"))
        .help(help.unwrap_or_else(|| "declare it under `places`".to_owned()))
        .fix(near.and_then(|near| editor.write(span, near, Safety::Suggested)))
}
