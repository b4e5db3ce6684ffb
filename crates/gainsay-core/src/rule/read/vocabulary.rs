//! The vocabulary: scales, categories, hedges and units.

use std::collections::HashMap;

use indexmap::{IndexMap, IndexSet};
use rust_decimal::Decimal;
use serde::Deserialize;

use super::declared::Declared;
use super::format::{AfterKeys, HedgeKeys, StepKeys, TermKeys, Time, UnitKeys};
use super::words::{Wordings, help};
use super::{Named, measured, section};
use crate::rule::measure;
use crate::value::{Effect, Hedge, Hedges, Scale, Step, Term, Terms, Unit, Units};
use gainsay_yaml::text::{Files, Problem, Span, Text};
use gainsay_yaml::{Node, NodeKind, Shaped};

/// The vocabulary in force.
#[derive(Debug)]
pub(super) struct Vocabulary {
    pub(super) scales: IndexMap<String, Scale>,
    pub(super) terms: IndexMap<String, Terms>,
    pub(super) hedges: Hedges,
    pub(super) units: Units,
}

impl Vocabulary {
    /// The problem with a name of a scale, a list of terms or a unit that nothing declares.
    pub(super) fn unknown(&self, files: &Files, key: &str, text: &Text) -> Option<Problem> {
        let word = text.as_str(files);
        let (known, names, section): (bool, Vec<&str>, &str) = match key {
            "scale" => {
                (self.scales.contains_key(word), self.scales.keys().map(String::as_str).collect(), "scales")
            }
            "terms" => {
                (self.terms.contains_key(word), self.terms.keys().map(String::as_str).collect(), "categories")
            }
            _ => {
                let names = self.units.units().iter().map(|unit| unit.name.as_str()).collect();
                (self.units.resolve(word).is_some(), names, "units")
            }
        };
        let what = if key == "terms" { "category" } else { key };
        (!known).then(|| {
            Problem::new("unknown-name", text.span, format!("unknown {what} `{word}`")).help(help(
                word,
                names,
                &format!("declare it under `{section}`"),
            ))
        })
    }
}

/// The vocabulary as declared so far.
pub(super) struct Drafts {
    scales: Declared<Scale>,
    terms: Declared<Vec<Term>>,
    hedges: Declared<Hedge>,
    units: Declared<UnitDraft>,
}

/// A unit, and the word to blame where it cannot be worked out: in `10 blops` the unit, in `0 metre` the number.
struct UnitDraft {
    unit: Unit,
    blame: Option<Span>,
}

impl Drafts {
    pub(super) fn new() -> Self {
        Self {
            scales: Declared::new("scale"),
            terms: Declared::new("category"),
            hedges: Declared::new("hedge"),
            units: Declared::new("unit"),
        }
    }

    pub(super) fn document(
        &mut self,
        files: &Files,
        layer: usize,
        document: Node<'_, '_>,
        problems: &mut Vec<Problem>,
    ) {
        for Named { name, key, value } in section(document, "scales", problems) {
            let steps = steps(files, key, value, problems);
            self.scales.declare(layer, name, key.span(), Scale::new(steps), problems);
        }
        for Named { name, key, value } in section(document, "categories", problems) {
            let terms = terms(files, key, value, problems);
            self.terms.declare(layer, name, key.span(), terms, problems);
        }
        for entry in section(document, "hedges", problems) {
            if let Some(hedge) = hedge(files, entry, problems) {
                self.hedges.declare(layer, &hedge.name.to_lowercase(), entry.key.span(), hedge, problems);
            }
        }
        for entry in section(document, "units", problems) {
            if let Some(unit) = unit(files, entry, problems) {
                self.units.declare(layer, entry.name, entry.key.span(), unit, problems);
            }
        }
    }

    /// The vocabulary in force. A scale whose stages an earlier layer has all declared adds wordings to those; any other
    /// replaces it.
    pub(super) fn resolve(self, problems: &mut Vec<Problem>) -> Vocabulary {
        let mut scales: IndexMap<String, Scale> = IndexMap::new();
        for (name, entry) in self.scales.iter() {
            let before = entry.before.as_ref().map(|before| &before.value);
            let scale =
                before.and_then(|before| before.with(&entry.value)).unwrap_or_else(|| entry.value.clone());
            scales.insert(name.to_owned(), scale);
        }
        let spots: IndexMap<String, Span> = (self.units.iter())
            .map(|(name, entry)| (name.to_owned(), entry.value.blame.unwrap_or(entry.span)))
            .collect();
        let (units, wrong) = Units::new(self.units.into_values().map(|(_, draft)| draft.unit).collect());
        problems.extend(wrong.into_iter().filter_map(|wrong| {
            let mut problem = Problem::new("bad-unit", *spots.get(&wrong.unit)?, wrong.message);
            problem.help = wrong.help;
            Some(problem)
        }));
        Vocabulary {
            scales,
            terms: self.terms.into_values().map(|(name, terms)| (name, Terms::new(terms))).collect(),
            hedges: Hedges::new(self.hedges.into_values().map(|(_, hedge)| hedge).collect()),
            units,
        }
    }
}

/// A name, and what a list says of it: nothing, synonyms, or more.
type NamedEntry<K> = (Text, Shaped<Option<Text>, Vec<Text>, K>);

/// The entries of the list under `key`, each a name or a name with more: `training`, `training: [...]`,
/// `training: { ... }`.
fn entries<'a, K: Deserialize<'a>>(
    key: Node<'_, 'a>,
    list: Node<'_, 'a>,
    problems: &mut Vec<Problem>,
) -> Vec<NamedEntry<K>> {
    let mut entries = Vec::new();
    if list.is_broken() {
        return entries;
    }
    if list.kind() != NodeKind::Sequence {
        let spot = if list.kind() == NodeKind::Null { key.span() } else { list.span() };
        problems.push(
            Problem::new("wrong-type", spot, format!("`{}` is a list of names", key.as_str().unwrap_or_default()))
                .help("list the names one by one, each with its synonyms: `- training: [in training, being trained]`"),
        );
        return entries;
    }
    if list.items().next().is_none() {
        problems.push(
            Problem::new("empty-list", list.span(), "this list names nothing").help("name at least one"),
        );
    }
    for item in list.items() {
        let named = item.text().filter(|_| item.kind() == NodeKind::Scalar);
        match (named, item.entries().next()) {
            (Some(name), _) => entries.push((name, Shaped::Scalar(None))),
            (None, Some(_)) => {
                for (key, value) in item.entries() {
                    let keys = gainsay_yaml::decode(value, problems);
                    entries.extend(key.text().zip(keys));
                }
            }
            (None, None) if item.is_broken() => {}
            (None, None) => problems.push(
                Problem::new("wrong-type", item.span(), "expected a name, or a name with its synonyms")
                    .help("write `training`, or `training: [in training, being trained]`"),
            ),
        }
    }
    entries
}

fn steps(files: &Files, key: Node<'_, '_>, list: Node<'_, '_>, problems: &mut Vec<Problem>) -> Vec<Step> {
    let mut wordings = Wordings::default();
    let mut steps = Vec::new();
    for (text, keys) in entries::<StepKeys>(key, list, problems) {
        let name = text.as_str(files);
        if !wordings.add(name, text.span, problems) {
            continue;
        }
        let (synonyms, retreat) = match keys {
            Shaped::Scalar(synonym) => (synonym.into_iter().collect(), false),
            Shaped::List(synonyms) => (synonyms, false),
            Shaped::Mapping(keys) => (keys.synonyms.unwrap_or_default(), keys.retreat.unwrap_or(false)),
        };
        let synonyms = wordings.add_all(files, &synonyms, problems);
        steps.push(Step { name: name.to_owned(), synonyms, retreat });
    }
    steps
}

fn terms(files: &Files, key: Node<'_, '_>, list: Node<'_, '_>, problems: &mut Vec<Problem>) -> Vec<Term> {
    let mut wordings = Wordings::default();
    let entries = entries::<TermKeys>(key, list, problems);
    let names: IndexSet<String> = entries.iter().map(|(name, _)| name.as_str(files).to_owned()).collect();
    let (mut terms, mut spots) = (Vec::new(), Vec::new());
    for (text, keys) in entries {
        let name = text.as_str(files);
        if !wordings.add(name, text.span, problems) {
            continue;
        }
        let (synonyms, within) = match keys {
            Shaped::Scalar(synonym) => (synonym.into_iter().collect(), None),
            Shaped::List(synonyms) => (synonyms, None),
            Shaped::Mapping(keys) => (keys.synonyms.unwrap_or_default(), keys.within),
        };
        let spot = within.as_ref().map(|within| within.span);
        let within = within.and_then(|within| {
            let wider = within.as_str(files);
            let known = wider != name && names.contains(wider);
            if !known {
                let known = names.iter().map(String::as_str);
                problems.push(
                    Problem::new("unknown-name", within.span, format!("unknown wider value `{wider}`"))
                        .help(help(wider, known, "name another value of this list")),
                );
            }
            known.then(|| wider.to_owned())
        });
        let synonyms = wordings.add_all(files, &synonyms, problems);
        spots.push(spot);
        terms.push(Term { name: name.to_owned(), synonyms, within });
    }
    rings(&terms, &spots, problems);
    terms
}

/// Tells terms that are within themselves, however far around.
fn rings(terms: &[Term], spots: &[Option<Span>], problems: &mut Vec<Problem>) {
    let numbers: HashMap<&str, usize> =
        terms.iter().enumerate().map(|(at, term)| (term.name.as_str(), at)).collect();
    let mut seen = vec![usize::MAX; terms.len()];
    for start in 0..terms.len() {
        let mut at = Some(start);
        while let Some(here) = at.filter(|&at| seen[at] == usize::MAX) {
            seen[here] = start;
            at = terms[here].within.as_deref().and_then(|wider| numbers.get(wider).copied());
        }
        // The way came back to where it had been before, and not to where another way had been.
        let Some(here) = at.filter(|&at| seen[at] == start) else { continue };
        let (Some(spot), Some(wider)) = (spots[here], &terms[here].within) else { continue };
        problems.push(
            Problem::new("bad-category", spot, format!("`{wider}` leads back to `{}`", terms[here].name))
                .help("one of the values in the ring must be within none of the others"),
        );
    }
}

fn hedge(files: &Files, entry: Named<'_, '_>, problems: &mut Vec<Problem>) -> Option<Hedge> {
    let Named { name, key, value } = entry;
    let told = problems.len();
    let keys: HedgeKeys = gainsay_yaml::decode(value, problems)?;
    let mut effects: Vec<Effect> = Vec::new();
    if let Some(spread) = &keys.spread {
        effects
            .extend(measured(files, spread, "bad-fraction", measure::fraction, problems).map(Effect::Spread));
    }
    effects.extend(keys.bound.map(Into::into));
    if keys.low.is_some() || keys.high.is_some() {
        let mut end = |text: Option<&Text>| text.and_then(|text| number(files, text, problems));
        let (low, high) = (end(keys.low.as_ref()), end(keys.high.as_ref()));
        ascending(low, high, keys.high.as_ref(), problems);
        effects.push(Effect::Range { low, high });
    }
    if let Some(after) = &keys.after {
        let mut end = |text: Option<&Text>| {
            text.and_then(|text| measured(files, text, "bad-duration", measure::days, problems))
        };
        let AfterKeys { low: first, high: last } = &after.value;
        let (low, high) = (end(first.as_ref()), end(last.as_ref()));
        if first.is_none() || last.is_none() {
            problems.push(
                Problem::new("bad-hedge", after.span, "days that are counted have a first and a last one")
                    .help("write both, such as `after: { low: P0D, high: P7D }`"),
            );
        }
        ascending(low, high, last.as_ref(), problems);
        effects.extend(low.zip(high).map(|(low, high)| Effect::After { low, high }));
    }
    effects.extend(keys.time.map(|time| match time {
        Time::Onset => Effect::Onset,
        Time::SoFar => Effect::SoFar,
    }));
    if effects.len() != 1 && problems.len() == told {
        let message = format!("the hedge `{name}` must do exactly one thing");
        problems.push(
            Problem::new("bad-hedge", key.span(), message)
                .help("give one of `spread`, `bound`, `low` and `high`, `after`, `time`"),
        );
    }
    let synonyms = keys.synonyms.unwrap_or_default();
    let synonyms = synonyms.iter().map(|text| text.as_str(files).to_owned()).collect();
    effects.pop().map(|effect| Hedge { name: name.to_owned(), synonyms, effect })
}

/// Tells a range that ends below its start.
fn ascending<T: PartialOrd>(
    low: Option<T>,
    high: Option<T>,
    spot: Option<&Text>,
    problems: &mut Vec<Problem>,
) {
    if let (Some(low), Some(high), Some(spot)) = (low, high, spot)
        && low > high
    {
        problems.push(
            Problem::new("bad-hedge", spot.span, "`high` is below `low`, so this stands for nothing")
                .help("write the lower end under `low`"),
        );
    }
}

fn unit(files: &Files, entry: Named<'_, '_>, problems: &mut Vec<Problem>) -> Option<UnitDraft> {
    let Named { name, value, .. } = entry;
    let keys: UnitKeys = match value.kind() {
        NodeKind::Null => UnitKeys::default(),
        _ => gainsay_yaml::decode(value, problems)?,
    };
    let symbols = keys.symbols.unwrap_or_default();
    let symbols = symbols.iter().map(|text| text.as_str(files).to_owned()).collect();
    let (is, blame) = keys.is.as_ref().and_then(|text| worth(files, text, problems)).unzip();
    Some(UnitDraft { unit: Unit { name: name.to_owned(), symbols, is }, blame })
}

/// `1000 metre`, and the word to blame where that cannot be worked out.
fn worth(files: &Files, text: &Text, problems: &mut Vec<Problem>) -> Option<((Decimal, String), Span)> {
    let written = text.as_str(files);
    let read = || {
        let (number, unit) = written.trim().split_once(' ')?;
        Some((number, number.parse::<Decimal>().ok()?, unit.trim()))
    };
    let Some((number, times, unit)) = read() else {
        problems.push(
            Problem::new("bad-unit", text.span, format!("`{written}` is no number of another unit"))
                .help("write how many of which other unit it is, such as `1000 metre`"),
        );
        return None;
    };
    // The number stands first and the unit last, with nothing but blanks around them.
    let start = written.len() - written.trim_start().len();
    let end = written.trim_end().len();
    let blame = if times > Decimal::ZERO { end - unit.len()..end } else { start..start + number.len() };
    Some(((times, unit.to_owned()), text.part(blame)))
}

fn number(files: &Files, text: &Text, problems: &mut Vec<Problem>) -> Option<Decimal> {
    let number = text.as_str(files).trim().parse().ok();
    if number.is_none() {
        let message = format!("`{}` is no number", text.as_str(files));
        problems.push(
            Problem::new("wrong-type", text.span, message).help("write it in digits, such as `24` or `1.5`"),
        );
    }
    number
}
