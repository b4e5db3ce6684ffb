//! The vocabulary: scales, categories, hedges and units.

use std::collections::HashMap;

use indexmap::{IndexMap, IndexSet};
use serde::Deserialize;

use super::declared::{Declared, Definition};
use super::format::{AfterKeys, Direction, HedgeKeys, StepKeys, TermKeys, Time, UnitKeys};
use super::measure;
use super::rates::{rates, worth};
use super::reader::{Named, Reader, help};
use super::wordings::Wordings;
use super::words;
use crate::problem::{Code, Problem};
use crate::value::{Effect, Hedge, Hedges, Scale, Side, Step, Term, Terms, Unit, Units, Words};
use gainsay_yaml::text::{Span, Text};
use gainsay_yaml::{Never, Node, NodeKind, Shaped};

/// The vocabulary in force.
#[derive(Debug)]
pub(super) struct Vocabulary {
    pub(super) scales: IndexMap<String, Scale>,
    pub(super) terms: IndexMap<String, Terms>,
    pub(super) hedges: Hedges,
    pub(super) units: Units,
    pub(super) words: Words,
}

impl Vocabulary {
    /// What values are read with.
    pub(super) fn read_with(&self) -> crate::value::Vocabulary<'_> {
        crate::value::Vocabulary { hedges: &self.hedges, units: &self.units, words: &self.words }
    }

    /// Reports a name of a scale, a list of terms or a unit that nothing declares.
    pub(super) fn check(&self, reader: &mut Reader<'_>, key: &str, text: &Text) {
        let word = reader.text(text);
        let (known, what, section) = match key {
            "scale" => (self.scales.contains_key(word), key, "scales"),
            "terms" => (self.terms.contains_key(word), "category", "categories"),
            _ => (self.units.resolve(word).is_some() || self.units.measures(word), key, "units"),
        };
        if !known {
            let names: Vec<&String> = match key {
                "scale" => self.scales.keys().collect(),
                "terms" => self.terms.keys().collect(),
                _ => self.units.units().iter().map(|unit| &unit.name).collect(),
            };
            let names = names.into_iter().map(String::as_str);
            let help = help(word, names, &format!("declare it under `{section}`"));
            let message = format!("unknown {what} `{word}`");
            reader.report(Problem::new(Code::UnknownName, text.span, message).help(help));
        }
    }
}

/// The vocabulary as declared so far.
pub(super) struct Definitions {
    scales: Declared<Scale>,
    terms: Declared<Vec<Term>>,
    hedges: Declared<Hedge>,
    /// Each unit with the word to blame where it cannot be worked out: in `10 blops` the unit, in `0 metre` the number.
    units: Declared<(Unit, Option<Span>)>,
    words: Words,
}

impl Definitions {
    pub(super) fn new() -> Self {
        Self {
            scales: Declared::new("scale"),
            terms: Declared::new("category"),
            hedges: Declared::new("hedge"),
            units: Declared::new("unit"),
            words: Words::default(),
        }
    }

    pub(super) fn document(&mut self, reader: &mut Reader<'_>, document: Node<'_, '_>) {
        for Named { name, key, value } in reader.section(document, "scales") {
            let scale = Scale::new(steps(reader, key, value));
            self.scales.declare(reader, name, key.span(), scale);
        }
        for Named { name, key, value } in reader.section(document, "categories") {
            let terms = terms(reader, key, value);
            self.terms.declare(reader, name, key.span(), terms);
        }
        for entry in reader.section(document, "hedges") {
            if let Some(hedge) = hedge(reader, entry) {
                self.hedges.declare(reader, &hedge.name.to_lowercase(), entry.key.span(), hedge);
            }
        }
        for entry in reader.section(document, "units") {
            if let Some(unit) = unit(reader, entry) {
                self.units.declare(reader, entry.name, entry.key.span(), unit);
            }
        }
        for entry in reader.section(document, "words") {
            words::add(reader, entry, &mut self.words);
        }
        for entry in reader.section(document, "zones") {
            words::add_zone(reader, entry, &mut self.words);
        }
    }

    /// The vocabulary in force. A scale whose stages an earlier layer has all declared adds wordings to those; any other
    /// replaces it.
    pub(super) fn resolve(self, reader: &mut Reader<'_>) -> Vocabulary {
        let scales = self.scales.by_name.into_iter().map(|(name, declared)| {
            let before = declared.before.as_ref();
            let added = before.and_then(|before| before.value.with(&declared.value));
            (name, added.unwrap_or(declared.value))
        });
        let of_unit =
            |unit: Definition<(Unit, Option<Span>)>| (unit.value.1.unwrap_or(unit.span), merged(unit));
        let (spots, units): (Vec<Span>, Vec<Unit>) = self.units.by_name.into_values().map(of_unit).unzip();
        let (units, wrong) = Units::new(units);
        reader.problems.extend(wrong.into_iter().filter_map(|wrong| {
            let at = units.units().iter().position(|unit| unit.name == wrong.unit)?;
            let mut problem = Problem::new(Code::BadUnit, spots[at], wrong.message);
            problem.help = wrong.help;
            Some(problem)
        }));
        Vocabulary {
            scales: scales.collect(),
            terms: self.terms.into_values().map(|(name, terms)| (name, Terms::new(terms))).collect(),
            hedges: Hedges::new(self.hedges.into_values().map(|(_, hedge)| hedge).collect()),
            units,
            words: self.words,
        }
    }
}

/// A unit with what earlier layers say of it and this one does not.
fn merged(declared: Definition<(Unit, Option<Span>)>) -> Unit {
    let unit = declared.value.0;
    let Some(before) = declared.before.map(|before| merged(*before)) else { return unit };
    let both = |before: Vec<String>, after: Vec<String>| {
        let mut all = before;
        all.extend(after.into_iter().filter(|word| !all.contains(word)).collect::<Vec<_>>());
        all
    };
    // What is worth the same every day has no rates, and the other way round.
    let (fixed, rated) = (unit.is.is_some(), !unit.rates.is_empty());
    Unit {
        name: unit.name,
        symbols: both(before.symbols, unit.symbols),
        before: both(before.before, unit.before),
        zero: if unit.is.is_some() { unit.zero } else { unit.zero.or(before.zero) },
        is: unit.is.or(before.is.filter(|_| !rated)),
        rates: if fixed || rated { unit.rates } else { before.rates },
        measures: unit.measures.or(before.measures),
    }
}

/// A name, and what a list says of it: nothing, synonyms, or more.
type NamedEntry<K> = (Text, Shaped<Option<Text>, Vec<Text>, K>);

/// The entries of the list under `key`, each a name or a name with more: `training`, `training: [...]`,
/// `training: { ... }`.
fn entries<'a, K: Deserialize<'a>>(
    reader: &mut Reader<'_>,
    key: Node<'_, 'a>,
    list: Node<'_, 'a>,
) -> Vec<NamedEntry<K>> {
    let mut entries = Vec::new();
    if list.is_broken() {
        return entries;
    }
    if list.kind() != NodeKind::Sequence {
        let spot = if list.kind() == NodeKind::Null { key.span() } else { list.span() };
        let message = format!("`{}` is a list of names", key.as_str().unwrap_or_default());
        reader.report(Problem::new(Code::WrongType, spot, message).help(
            "list the names one by one, each with its synonyms: `- training: [in training, being trained]`",
        ));
        return entries;
    }
    if list.items().next().is_none() {
        let problem = Problem::new(Code::EmptyList, list.span(), "this list names nothing");
        reader.report(problem.help("name at least one"));
    }
    for item in list.items() {
        let named = item.text().filter(|_| item.kind() == NodeKind::Scalar);
        match (named, item.entries().next()) {
            (Some(name), _) => entries.push((name, Shaped::Scalar(None))),
            (None, Some(_)) => {
                for (key, value) in item.entries() {
                    entries.extend(key.text().zip(reader.decode(value)));
                }
            }
            (None, None) if item.is_broken() => {}
            (None, None) => {
                let message = "expected a name, or a name with its synonyms";
                let problem = Problem::new(Code::WrongType, item.span(), message);
                reader.report(problem.help("write `training`, or `training: [in training, being trained]`"));
            }
        }
    }
    entries
}

fn steps(reader: &mut Reader<'_>, key: Node<'_, '_>, list: Node<'_, '_>) -> Vec<Step> {
    let mut wordings = Wordings::of(reader, key);
    let mut steps = Vec::new();
    for (text, keys) in entries::<StepKeys>(reader, key, list) {
        let name = reader.text(&text);
        if !wordings.add(reader, name, text.span) {
            continue;
        }
        let (synonyms, retreat) = match keys {
            Shaped::Scalar(synonym) => (synonym.into_iter().collect(), false),
            Shaped::List(synonyms) => (synonyms, false),
            Shaped::Mapping(keys) => (keys.synonyms.unwrap_or_default(), keys.retreat.unwrap_or(false)),
        };
        let synonyms = wordings.add_all(reader, &synonyms);
        steps.push(Step { name: name.to_owned(), synonyms, retreat });
    }
    steps
}

fn terms(reader: &mut Reader<'_>, key: Node<'_, '_>, list: Node<'_, '_>) -> Vec<Term> {
    let mut wordings = Wordings::of(reader, key);
    let entries = entries::<TermKeys>(reader, key, list);
    let names: IndexSet<String> = entries.iter().map(|(name, _)| reader.text(name).to_owned()).collect();
    let (mut terms, mut spots) = (Vec::new(), Vec::new());
    for (text, keys) in entries {
        let name = reader.text(&text);
        if !wordings.add(reader, name, text.span) {
            continue;
        }
        let keys = match keys {
            Shaped::Scalar(synonym) => {
                TermKeys { synonyms: Some(synonym.into_iter().collect()), ..TermKeys::default() }
            }
            Shaped::List(synonyms) => TermKeys { synonyms: Some(synonyms), ..TermKeys::default() },
            Shaped::Mapping(keys) => keys,
        };
        let TermKeys { synonyms, within, weak } = keys;
        let (synonyms, within) = (synonyms.unwrap_or_default(), listed(within));
        let (mut wider, mut wider_spots) = (Vec::new(), Vec::new());
        for within in within {
            if is_known(reader, name, &within, &names) {
                wider.push(reader.text(&within).to_owned());
                wider_spots.push(within.span);
            }
        }
        let synonyms = wordings.add_all(reader, &synonyms);
        spots.push(wider_spots);
        terms.push(Term { name: name.to_owned(), synonyms, within: wider, weak: weak.unwrap_or(false) });
    }
    rings(reader, &terms, &spots);
    terms
}

/// The texts of a key that takes one or several.
fn listed(texts: Option<Shaped<Text, Vec<Text>, Never>>) -> Vec<Text> {
    match texts {
        Some(Shaped::Scalar(text)) => vec![text],
        Some(Shaped::List(texts)) => texts,
        Some(Shaped::Mapping(never)) => match never {},
        None => Vec::new(),
    }
}

/// Whether `within` names another value than `name`; reports it where it does not.
fn is_known(reader: &mut Reader<'_>, name: &str, within: &Text, names: &IndexSet<String>) -> bool {
    let wider = reader.text(within);
    let known = wider != name && names.contains(wider);
    if !known {
        let help = help(wider, names.iter().map(String::as_str), "name another value of this list");
        let message = format!("`within` names `{wider}`, which is not another value of this list");
        reader.report(Problem::new(Code::UnknownName, within.span, message).help(help));
    }
    known
}

/// Reports terms that are within themselves, however far around.
fn rings(reader: &mut Reader<'_>, terms: &[Term], spots: &[Vec<Span>]) {
    let numbers: HashMap<&str, usize> =
        terms.iter().enumerate().map(|(at, term)| (term.name.as_str(), at)).collect();
    let mut seen = vec![false; terms.len()];
    // Where each term is on the path, and the terms of the path, each with how many of its wider ones have been gone to.
    let mut on_path: Vec<Option<usize>> = vec![None; terms.len()];
    for start in 0..terms.len() {
        let mut path = vec![(start, 0)];
        while let Some((here, gone)) = path.last_mut() {
            let (here, next) = (*here, *gone);
            if next == 0 && std::mem::replace(&mut seen[here], true) {
                path.pop();
                continue;
            }
            on_path[here] = Some(path.len() - 1);
            let Some(wider) = terms[here].within.get(next).and_then(|wider| numbers.get(wider.as_str()))
            else {
                on_path[here] = None;
                path.pop();
                continue;
            };
            path.last_mut().into_iter().for_each(|(_, gone)| *gone += 1);
            // The path comes back to where it had been before.
            match on_path[*wider] {
                Some(at) => report_ring(reader, terms, spots, path[at]),
                None => path.push((*wider, 0)),
            }
        }
    }
}

/// Reports the ring that the way from a term through the one of its wider values before number `gone` comes back by.
fn report_ring(reader: &mut Reader<'_>, terms: &[Term], spots: &[Vec<Span>], (at, gone): (usize, usize)) {
    let (Some(spot), Some(wider)) = (spots[at].get(gone - 1), terms[at].within.get(gone - 1)) else { return };
    let message = format!("`{wider}` and `{}` lie within each other", terms[at].name);
    let problem = Problem::new(Code::BadCategory, *spot, message);
    reader.report(problem.help("remove `within` from one of them, or from one between them"));
}

fn hedge(reader: &mut Reader<'_>, Named { name, key, value }: Named<'_, '_>) -> Option<Hedge> {
    let before = reader.problems.len();
    let keys: HedgeKeys = reader.decode(value)?;
    let mut effects: Vec<Effect> = Vec::new();
    if let Some(spread) = &keys.spread {
        let fraction = reader.measure(spread, Code::BadFraction, measure::fraction);
        effects.extend(fraction.map(|fraction| match keys.side {
            Some(Direction::Below) => Effect::Near(fraction, Side::Low),
            Some(Direction::Above) => Effect::Near(fraction, Side::High),
            None => Effect::Spread(fraction),
        }));
    }
    effects.extend(keys.bound.map(Into::into));
    if keys.low.is_some() || keys.high.is_some() {
        let mut number = |text: Option<&Text>| reader.measure(text?, Code::WrongType, measure::number);
        let (low, high) = (number(keys.low.as_ref()), number(keys.high.as_ref()));
        ascending(reader, low, high, keys.high.as_ref());
        effects.push(Effect::Range { low, high });
    }
    if let Some(after) = &keys.after {
        let mut days = |text: Option<&Text>| reader.measure(text?, Code::BadDuration, measure::days);
        let AfterKeys { low: first, high: last } = &after.value;
        let (low, high) = (days(first.as_ref()), days(last.as_ref()));
        if first.is_none() || last.is_none() {
            let message = "`after` needs a first and a last day";
            let problem = Problem::new(Code::BadHedge, after.span, message);
            reader.report(problem.help("write both, such as `after: { low: P0D, high: P7D }`"));
        }
        ascending(reader, low, high, last.as_ref());
        effects.extend(low.zip(high).map(|(low, high)| Effect::After { low, high }));
    }
    effects.extend(keys.time.map(|time| match time {
        Time::Onset => Effect::Onset,
        Time::SoFar => Effect::SoFar,
    }));
    if effects.len() != 1 && reader.problems.len() == before {
        let message = format!("the hedge `{name}` must do exactly one thing");
        let problem = Problem::new(Code::BadHedge, key.span(), message);
        reader.report(problem.help("give one of `spread`, `bound`, `low` and `high`, `after`, `time`"));
    }
    let synonyms = keys.synonyms.iter().flatten().map(|text| reader.text(text).to_owned()).collect();
    effects.pop().map(|effect| Hedge { name: name.to_owned(), synonyms, effect })
}

/// Reports a range that ends below its start.
fn ascending<T: PartialOrd>(reader: &mut Reader<'_>, low: Option<T>, high: Option<T>, spot: Option<&Text>) {
    if let (Some(low), Some(high), Some(spot)) = (low, high, spot)
        && low > high
    {
        let message = "`high` is below `low`, so this allows nothing";
        reader.report(
            Problem::new(Code::BadHedge, spot.span, message).help("write the lower bound under `low`"),
        );
    }
}

fn unit(reader: &mut Reader<'_>, Named { name, value, .. }: Named<'_, '_>) -> Option<(Unit, Option<Span>)> {
    let keys: UnitKeys = reader.decode_or_default(value)?;
    let words = |reader: &Reader<'_>, words: &Option<Vec<Text>>| -> Vec<String> {
        words.iter().flatten().map(|text| reader.text(text).to_owned()).collect()
    };
    let (symbols, before) = (words(reader, &keys.symbols), words(reader, &keys.before));
    let zero = keys.zero.as_ref().and_then(|text| reader.measure(text, Code::WrongType, measure::number));
    let (is, blame) = keys.is.as_ref().and_then(|text| worth(reader, text)).unzip();
    let (rates, rated) = rates(reader, value);
    let unit = Unit { name: name.to_owned(), symbols, before, is, zero, rates, measures: keys.measures };
    Some((unit, blame.or(rated)))
}
