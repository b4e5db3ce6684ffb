//! From the files of a pack to its words.

use std::collections::BTreeMap;

use gainsay_yaml::Tree;
use gainsay_yaml::text::FileId;
use rust_decimal::Decimal;
use serde::Deserialize;

use super::lists::{BearerWords, CountingWords, States};
use super::names::NameWords;
use super::words::{Language, NumberWord, Role};
use crate::value::dates::holiday;
use crate::value::lexicon::{Lexicon, fold};

/// A pack: its text, and its tree as the build script read it.
pub(super) type Pack = (&'static str, &'static [u8]);

macro_rules! pack {
    ($tag:literal) => {
        (
            include_str!(concat!("../../../rules/lang/", $tag, "/words.lang")),
            include_bytes!(concat!(env!("OUT_DIR"), "/rules/lang/", $tag, "/words.lang")),
        )
    };
}

/// The English pack.
pub(super) const ENGLISH: Pack = pack!("en");
/// The German pack.
pub(super) const GERMAN: Pack = pack!("de");

/// A list of words, parted by commas.
type Words = Option<String>;

/// The keys of a pack.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
struct Keys {
    name: Words,
    decimal: Words,
    numbers: BTreeMap<String, Words>,
    joined_numbers: Words,
    scales: BTreeMap<String, Words>,
    short_scales: BTreeMap<String, Words>,
    letters: BTreeMap<String, Words>,
    ordinals: BTreeMap<String, Words>,
    parts: BTreeMap<String, Words>,
    joining: BTreeMap<String, Words>,
    figures: Words,
    leads: Words,
    distances: Words,
    levels: Words,
    exact: Words,
    inclusive: Words,
    yardsticks: Words,
    tellers: Words,
    anyone: Words,
    surpluses: Words,
    deficits: Words,
    balances: Words,
    shifts: Words,
    reaches: Words,
    turns: Words,
    all: Words,
    amounts: Words,
    rates_of_change: Words,
    points: Words,
    groups: BTreeMap<String, Words>,
    harmed_groups: Words,
    objects: Words,
    lengths: Words,
    labels: Words,
    plural_endings: Words,
    singular_endings: Words,
    decades: BTreeMap<String, Words>,
    thirds: BTreeMap<String, Words>,
    ordinal_endings: Words,
    decade_endings: Words,
    roles: BTreeMap<String, Words>,
    adverbs: BTreeMap<String, Words>,
    shares: BTreeMap<String, Words>,
    ages: BTreeMap<String, Words>,
    changes: Words,
    falls: Words,
    increments: Words,
    forecasts: Words,
    holidays: BTreeMap<String, Words>,
    averages: Words,
    multiples: Words,
    inclusions: Words,
    periods: Words,
    period_words: Words,
    period_openers: Words,
    since: Words,
    recent: Words,
    alone: Words,
    exclusions: Words,
    directions: Words,
    working_days: Words,
    sizes: Words,
    stand_ins: Words,
    either_way: Words,
    updates: Words,
    passives: Words,
    formerly: Words,
    wholes: Words,
    takings: Words,
    harms: Words,
    rescues: Words,
    states: BTreeMap<String, Words>,
    states_at_end: BTreeMap<String, Words>,
    some: BTreeMap<String, Words>,
    kinds: BTreeMap<String, Words>,
    fits: BTreeMap<String, Words>,
    outcomes: BTreeMap<String, Words>,
    harmed: Words,
    people: Words,
    things: Words,
    modifiers: Words,
    hedges: BTreeMap<String, Words>,
    hedges_before: BTreeMap<String, Words>,
    hedges_hyphened: BTreeMap<String, Words>,
    units: BTreeMap<String, Words>,
    units_of: BTreeMap<String, BTreeMap<String, Words>>,
    names: BTreeMap<String, Words>,
    spellings: BTreeMap<String, Words>,
    given_names: BTreeMap<String, Words>,
    streets: BTreeMap<String, Words>,
    heads: BTreeMap<String, Words>,
    flights: Words,
    airlines: BTreeMap<String, Words>,
    nationalities: Words,
    parties: BTreeMap<String, Words>,
}

/// Reads a pack. What it does not say, the language does not have.
pub(super) fn read(tag: &'static str, pack: Pack) -> Language {
    Language { tag, ..language(&keys(pack)) }
}

fn keys((text, packed): Pack) -> Keys {
    let mut problems: Vec<gainsay_yaml::text::Problem> = Vec::new();
    let file = FileId::from_index(0);
    let tree = Tree::unpacked(file, text, packed);
    let tree = tree.unwrap_or_else(|| gainsay_yaml::parse(file, text, &mut problems));
    let keys: Option<Keys> =
        tree.documents().next().and_then(|document| gainsay_yaml::decode(document, &mut problems));
    debug_assert!(problems.is_empty(), "{problems:?}");
    keys.unwrap_or_default()
}

fn language(keys: &Keys) -> Language {
    let mut language = Language {
        name: keys.name.clone().unwrap_or_default(),
        decimal: if keys.decimal.as_deref() == Some("comma") { ',' } else { '.' },
        joined_numbers: keys.joined_numbers.is_some(),
        changes: list(&keys.changes),
        falls: list(&keys.falls),
        increments: list(&keys.increments),
        forecasts: list(&keys.forecasts),
        streets: keys.streets.iter().flat_map(pair).collect(),
        heads: keys.heads.iter().flat_map(pair).collect(),
        objects: list(&keys.objects),
        lengths: list(&keys.lengths),
        labels: list(&keys.labels),
        plural_endings: list(&keys.plural_endings),
        singular_endings: list(&keys.singular_endings),
        ordinal_endings: list(&keys.ordinal_endings),
        decade_endings: list(&keys.decade_endings),
        ..Language::default()
    };
    number_words(&mut language, keys);
    hedge_words(&mut language, keys);
    let mut hedges = Lexicon::default();
    for (name, words) in &keys.hedges {
        insert_all(&mut hedges, words, language.hedge_names.len());
        language.hedge_names.push(name.clone());
    }
    for (name, words) in &keys.hedges_before {
        insert_all(&mut language.hedges_before, words, language.hedge_names.len());
        language.hedge_names.push(name.clone());
    }
    for (name, words) in &keys.hedges_hyphened {
        insert_all(&mut language.hedges_hyphened, words, language.hedge_names.len());
        language.hedge_names.push(name.clone());
    }
    let mut units = Lexicon::default();
    for (name, words) in &keys.units {
        insert_all(&mut units, words, language.unit_names.len());
        language.unit_names.push(name.clone());
        language.unit_words.insert(name.clone(), list(words));
    }
    for (kind, names) in &keys.units_of {
        let mut units = Lexicon::default();
        for (name, words) in names {
            insert_all(&mut units, words, language.unit_names.len());
            language.unit_names.push(name.clone());
        }
        language.units_of.insert(kind.clone(), units);
    }
    (language.hedges, language.units) = (hedges, units);
    for (days, names) in &keys.holidays {
        insert_all(&mut language.holiday_names, names, language.holidays.len());
        language.holidays.push(days.split(" or ").filter_map(holiday).collect());
    }
    roles(&mut language, keys);
    language.states = states(keys);
    (language.counting, language.bearers) = (counting_words(keys), bearer_words(keys));
    language.names = name_words(keys);
    language
}

/// The words that hedges are made of, and others that lead to a number.
fn hedge_words(language: &mut Language, keys: &Keys) {
    language.leads = list(&keys.leads);
    language.distances = list(&keys.distances);
    language.levels = list(&keys.levels);
    language.exact = list(&keys.exact);
    language.inclusive = list(&keys.inclusive);
    language.yardsticks = list(&keys.yardsticks);
    language.tellers = list(&keys.tellers);
    language.anyone = list(&keys.anyone);
    language.surpluses = list(&keys.surpluses);
    language.deficits = list(&keys.deficits);
    language.balances = list(&keys.balances);
    language.shifts = list(&keys.shifts);
    language.reaches = list(&keys.reaches);
    language.turns = list(&keys.turns);
    language.all = list(&keys.all);
    language.amounts = list(&keys.amounts);
    language.rates_of_change = list(&keys.rates_of_change);
    language.points = list(&keys.points);
}

/// What is said of those that are counted, numbered behind what became of people.
fn states(keys: &Keys) -> States {
    let names: Vec<String> = keys.outcomes.keys().cloned().collect();
    let outcomes = (1 << names.len()) - 1;
    let mut states = States { names, outcomes, ..States::default() };
    for (kind, said) in [(false, &keys.states), (true, &keys.kinds)] {
        for (name, words) in said {
            let at = states.number(name);
            insert_all(&mut states.words, words, at);
            states.kinds |= u64::from(kind) << at;
        }
    }
    for (name, words) in &keys.states_at_end {
        let at = states.number(name);
        insert_all(&mut states.at_end, words, at);
    }
    let bits = |lists: &BTreeMap<String, Words>| {
        lists.iter().map(|(whose, also)| (whose.clone(), states.bits(&list(also)))).collect()
    };
    (states.fits, states.some) = (bits(&keys.fits), bits(&keys.some));
    states
}

fn counting_words(keys: &Keys) -> CountingWords {
    let outcomes = |words: &Words| {
        let named = list(words);
        let is = |outcome: &String| named.contains(outcome);
        keys.outcomes.keys().enumerate().filter(|(_, name)| is(name)).fold(0, |all, (at, _)| all | 1 << at)
    };
    CountingWords {
        updates: list(&keys.updates),
        passives: list(&keys.passives),
        formerly: list(&keys.formerly),
        wholes: list(&keys.wholes),
        takings: list(&keys.takings),
        harms: outcomes(&keys.harms),
        rescues: outcomes(&keys.rescues),
        averages: list(&keys.averages),
        multiples: list(&keys.multiples),
        inclusions: list(&keys.inclusions),
        periods: list(&keys.periods),
        period_words: list(&keys.period_words),
        period_openers: list(&keys.period_openers),
        since: list(&keys.since),
        recent: list(&keys.recent),
        alone: list(&keys.alone),
        exclusions: list(&keys.exclusions),
        directions: list(&keys.directions),
        working_days: list(&keys.working_days),
        sizes: list(&keys.sizes),
        stand_ins: list(&keys.stand_ins),
    }
}

/// Other forms of a word, each with that word.
fn pair((own, others): (&String, &Words)) -> Vec<(String, String)> {
    list(others).into_iter().map(|other| (other, own.clone())).collect()
}

fn name_words(keys: &Keys) -> NameWords {
    let own = |name: &String| (name.clone(), name.clone());
    let words = |key: &str| list(keys.names.get(key).unwrap_or(&None));
    NameWords {
        articles: words("articles").into_iter().collect(),
        counting: words("counting"),
        of: words("of").into_iter().collect(),
        of_phrases: words("of-phrases").into_iter().collect(),
        relations: words("relations").into_iter().collect(),
        participles: words("participles").into_iter().collect(),
        nouns: words("nouns").into_iter().collect(),
        fillers: words("fillers").into_iter().collect(),
        spellings: keys.spellings.iter().flat_map(pair).collect(),
        given: keys.given_names.iter().flat_map(|name| pair(name).into_iter().chain([own(name.0)])).collect(),
    }
}

fn bearer_words(keys: &Keys) -> BearerWords {
    BearerWords {
        flights: list(&keys.flights),
        airlines: keys.airlines.iter().flat_map(pair).collect(),
        nationalities: list(&keys.nationalities).iter().map(|word| fold(word).into_owned()).collect(),
        parties: keys.parties.values().map(list).collect(),
    }
}

fn number_words(language: &mut Language, keys: &Keys) {
    let mut add = |words: &Words, meaning: NumberWord| {
        each(words, |word| {
            language.numbers.insert(fold(word).into_owned(), meaning);
        });
    };
    for (number, words) in numbered(&keys.numbers) {
        let number = number as u32;
        add(words, if number < 20 { NumberWord::Unit(number) } else { NumberWord::Ten(number) });
    }
    for (size, words) in numbered(&keys.scales) {
        add(words, NumberWord::Scale(size));
    }
    for (size, words) in numbered(&keys.short_scales) {
        add(words, NumberWord::ShortScale(size));
    }
    for (years, words) in numbered(&keys.decades) {
        add(words, NumberWord::Decade(years as u32));
    }
    for (parts, words) in numbered(&keys.ordinals) {
        add(words, NumberWord::Ordinal(parts as u32));
    }
    for (parts, words) in numbered(&keys.parts) {
        add(words, NumberWord::Part(parts as u32));
    }
    for (key, meaning) in [
        ("article", NumberWord::Article),
        ("and", NumberWord::And),
        ("of", NumberWord::Of),
        ("half", NumberWord::Half),
        ("couple", NumberWord::Couple),
        ("point", NumberWord::Point),
        ("minus", NumberWord::Minus),
        ("plus", NumberWord::Plus),
    ] {
        add(keys.joining.get(key).unwrap_or(&None), meaning);
    }
    for (third, words) in numbered(&keys.thirds) {
        language.thirds.extend(list(words).into_iter().map(|word| (word, third as u32)));
    }
    for (size, words) in numbered(&keys.letters) {
        let size = Decimal::from(size);
        language.letters.extend(list(words).into_iter().map(|word| (word, size)));
    }
}

/// The lists under numbers.
fn numbered(words: &BTreeMap<String, Words>) -> impl Iterator<Item = (u64, &Words)> {
    words.iter().filter_map(|(number, words)| Some((number.parse().ok()?, words)))
}

/// The roles of the words under `roles`. Of several, the one that is named last counts.
const ROLES: [(&str, Role); 32] = [
    ("knowledge", Role::Knowledge),
    ("filler", Role::Filler),
    ("verb", Role::Verb),
    ("rise", Role::Rise),
    ("fall", Role::Fall),
    ("increment", Role::Increment),
    ("difference", Role::Difference),
    ("circumstance", Role::Circumstance),
    ("perhaps", Role::Perhaps),
    ("doubt", Role::Doubt),
    ("forecast", Role::Forecast),
    ("may-come", Role::MayCome),
    ("part", Role::Part),
    ("compared", Role::Compared),
    ("to", Role::To),
    ("and", Role::And),
    ("or", Role::Or),
    ("between", Role::Between),
    ("from", Role::From),
    ("of", Role::Of),
    ("out-of", Role::OutOf),
    ("by", Role::By),
    ("than", Role::Than),
    ("per", Role::Per),
    ("each", Role::Each),
    ("every", Role::Every),
    ("at", Role::At),
    ("negation", Role::Negation),
    ("not-only", Role::NotOnly),
    ("aged", Role::Aged),
    ("interval", Role::Interval),
    ("margin", Role::Margin),
];

/// The roles of words. Of several, the one that is named last here counts.
fn roles(language: &mut Language, keys: &Keys) {
    language.harmed_groups = list(&keys.harmed_groups);
    language.groups = keys.groups.iter().map(|(whole, words)| (whole.clone(), list(words))).collect();
    let mut put = |words: &Words, role: Role| {
        insert_all(&mut language.roles, words, language.meanings.len());
        language.meanings.push(role);
    };
    // What else a word is known for says more.
    for words in keys.states.values() {
        put(words, Role::State);
    }
    put(&keys.either_way, Role::EitherWay);
    put(&keys.updates, Role::Filler);
    put(&keys.things, Role::Thing);
    put(&keys.modifiers, Role::Modifier);
    put(&keys.people, Role::People);
    put(&keys.harmed, Role::Harmed);
    for (at, words) in keys.outcomes.values().enumerate() {
        put(words, Role::Outcome(at as u8));
    }
    for (spans, share) in [(&keys.ages, false), (&keys.shares, true)] {
        for (span, words) in spans {
            let ends = span.split_once(" to ");
            let ends = ends.and_then(|(low, high)| Some((low.parse().ok()?, high.parse().ok()?)));
            if let Some((low, high)) = ends {
                put(words, if share { Role::Share(low, high) } else { Role::Age(low, high) });
            }
        }
    }
    for (key, role) in ROLES {
        put(keys.roles.get(key).unwrap_or(&None), role);
    }
    put(keys.joining.get("article").unwrap_or(&None), Role::Article);
    put(&keys.figures, Role::Figures);
    for (unit, words) in &keys.adverbs {
        insert_all(&mut language.roles, words, language.meanings.len());
        language.meanings.push(Role::Adverb(language.unit_names.len()));
        language.unit_names.push(unit.clone());
    }
}

fn insert_all(lexicon: &mut Lexicon, words: &Words, index: usize) {
    each(words, |word| lexicon.insert(word, index));
}

/// The words of a list.
fn list(words: &Words) -> Vec<String> {
    let mut all = Vec::new();
    each(words, |word| all.push(word.to_owned()));
    all
}

/// Goes through the words of a list. `home(s)` is two of them.
fn each(words: &Words, mut take: impl FnMut(&str)) {
    let words = words.as_deref().unwrap_or_default();
    let with_ending = words.contains('(');
    for word in words.split(',').map(str::trim_ascii).filter(|word| !word.is_empty()) {
        let stem = with_ending.then(|| word.split_once('(')).flatten();
        match stem.and_then(|(stem, rest)| Some((stem, rest.split_once(')')?))) {
            Some((stem, (ending, rest))) => {
                take(&format!("{stem}{rest}"));
                take(&format!("{stem}{ending}{rest}"));
            }
            None => take(word),
        }
    }
}

#[cfg(test)]
mod tests;
