//! Units and what they are worth in others.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use rust_decimal::Decimal;

use super::language::Language;
use super::lexicon::{Hit, Lexicon, fold};
use super::rates::{Rate, Rates};
use crate::date::Day;
use crate::maps::HashMap;
use gainsay_yaml::text::suggest;

/// The unit of shares: known even where no file declares it.
pub(super) const PERCENT: &str = "percent";

/// The kind of units that count things one by one, which have no parts.
pub(super) const COUNT: &str = "count";

/// The kind of shares.
pub(super) const SHARE: &str = "share";

/// The kind of currencies.
pub(super) const MONEY: &str = "money";

/// A unit of measure.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Unit {
    /// Its name.
    pub name: String,
    /// Its symbols, and other names that it has in every language.
    pub symbols: Vec<String>,
    /// Symbols that mean it only right before a number: `Rs`, `M` of a magnitude.
    pub before: Vec<String>,
    /// How many of which other unit it is; a base unit is none.
    pub is: Option<(Decimal, String)>,
    /// What is zero of the other unit on the scale of this one: `32` of degrees Fahrenheit.
    pub zero: Option<Decimal>,
    /// How many of another unit it is from day to day, by the first of the days. Such a unit is a base unit, too.
    pub rates: Vec<Rate>,
    /// What it measures, such as `money` or `length`; of a unit that is worth some of another, what that measures.
    pub measures: Option<String>,
}

impl Unit {
    /// The English words for it, the first of them as labels write it.
    #[must_use]
    pub fn words(&self) -> &'static [String] {
        Language::english().words_for(&self.name)
    }
}

/// All units, found by their names and symbols. A name that the English pack lists is a word of English, and each language has
/// its own; any other name is one in all languages.
#[derive(Debug, Clone, Default)]
pub struct Units {
    all: Vec<Unit>,
    /// What each unit is worth, by its number.
    worth: Vec<Worth>,
    /// Names, as rule files refer to units.
    names: Lexicon,
    /// What means a unit in every language.
    wordings: Lexicon,
    /// Symbols that mean a unit only right before a number.
    before: Lexicon,
    /// The rates of base units that have some.
    rates: BTreeMap<String, Rates>,
    /// The units of each symbol in small letters, in order, once somebody asks for those of another case.
    in_small_letters: OnceLock<HashMap<String, Vec<usize>>>,
}

#[derive(Debug, Clone)]
struct Worth {
    factor: Decimal,
    zero: Decimal,
    base: String,
    measures: Option<String>,
}

/// What a unit is worth, or what is wrong with it.
type Worked = Result<Worth, Wrong>;

/// What is wrong with a unit.
#[derive(Debug, Clone)]
enum Wrong {
    /// It leads to itself, or to one that does.
    Ring,
    /// Something else: a message, and what to do.
    Told(String, Option<String>),
}

impl Wrong {
    fn of(self, unit: &Unit) -> UnitProblem {
        let (message, help) = match self {
            Self::Ring => (
                format!("`{}` is defined by itself", unit.name),
                Some("one unit of the ring must be a base unit".into()),
            ),
            Self::Told(message, help) => (message, help),
        };
        UnitProblem { unit: unit.name.clone(), message, help }
    }
}

/// A unit as a quantity uses it: how many of which base unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Measure<'a> {
    /// Its name.
    pub(super) name: &'a str,
    /// How many base units one of it is.
    pub(super) factor: Decimal,
    /// The number of it that is zero base units.
    pub(super) zero: Decimal,
    /// The name of the base unit.
    pub(super) base: &'a str,
    /// What it measures, where the unit files say.
    pub(super) measures: Option<&'a str>,
}

impl<'a> Measure<'a> {
    /// One of a base unit of which nothing else is known.
    pub(super) fn of(base: &'a str) -> Self {
        Self { name: base, factor: Decimal::ONE, zero: Decimal::ZERO, base, measures: None }
    }

    /// Whether it counts things one by one.
    pub(super) fn counts(&self) -> bool {
        self.measures == Some(COUNT)
    }

    /// Whether it is a currency.
    pub(super) fn is_money(&self) -> bool {
        self.measures == Some(MONEY)
    }

    /// So many of it in base units. Nothing where that is too many to calculate with.
    pub(super) fn convert(&self, number: Decimal) -> Option<Decimal> {
        let from_zero = if self.zero.is_zero() { number } else { number.checked_sub(self.zero)? };
        if self.factor == Decimal::ONE {
            return Some(from_zero);
        }
        let converted = from_zero.checked_mul(self.factor)?;
        // What is worth a part without an end, such as five ninths, comes out a hair off.
        Some(if self.zero.is_zero() { converted } else { converted.round_dp(12).normalize() })
    }
}

/// Something wrong with a unit. The unit then counts as a base unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitProblem {
    /// The name of the unit.
    pub unit: String,
    /// What is wrong with it.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

impl Units {
    /// The units, and what is wrong with them: units that are worth some of an unknown one, of themselves by a
    /// ring, none or a negative number of another, or more than can be calculated with.
    ///
    /// Where two have a symbol in common, it belongs to the later one.
    #[must_use]
    pub fn new(units: Vec<Unit>) -> (Self, Vec<UnitProblem>) {
        let mut made = Self { all: units, ..Self::default() };
        for (index, unit) in made.all.iter().enumerate() {
            made.names.insert(&unit.name, index);
            // In other letters than its symbol, as `usd` is, a name says nothing that the symbol does not.
            let as_symbol = unit.symbols.iter().any(|symbol| fold(symbol) == unit.name);
            if !as_symbol && !unit.words().contains(&unit.name) {
                made.wordings.insert(&unit.name, index);
            }
            for wording in &unit.symbols {
                made.wordings.insert(wording, index);
            }
            for wording in &unit.before {
                made.before.insert(wording, index);
            }
        }
        let mut problems = Vec::new();
        let mut known = vec![None; made.all.len()];
        let worth = (0..made.all.len()).map(|index| match made.work_out(index, &mut known) {
            Ok(worth) => Worth { zero: made.all[index].zero.unwrap_or_default(), ..worth },
            Err(wrong) => {
                problems.push(wrong.of(&made.all[index]));
                made.base(index)
            }
        });
        let worth = worth.collect();
        made.worth = worth;
        for unit in made.all.iter().filter(|unit| !unit.rates.is_empty()) {
            match made.rates_of(unit) {
                Ok(rates) => drop(made.rates.insert(unit.name.clone(), rates)),
                Err((message, help)) => {
                    problems.push(UnitProblem { unit: unit.name.clone(), message, help: Some(help) });
                }
            }
        }
        (made, problems)
    }

    /// The rates of a unit, all into one base unit that has none itself.
    fn rates_of(&self, unit: &Unit) -> Result<Rates, (String, String)> {
        if unit.is.is_some() {
            let message = format!("`{}` has both `rates` and a fixed `is`", unit.name);
            return Err((message, "remove `is` or `rates`".into()));
        }
        let (mut by_day, mut into) = (Vec::new(), None);
        for rate in &unit.rates {
            let Some((factor, base)) = self.resolve(&rate.unit) else {
                let names = self.all.iter().map(|unit| unit.name.as_str());
                let help = suggest::did_you_mean(&rate.unit, names)
                    .unwrap_or_else(|| "name a unit that is declared under `units`".to_owned());
                return Err((format!("unknown unit `{}`", rate.unit), help));
            };
            if *into.get_or_insert(base) != base {
                return Err((
                    format!("the rates of `{}` lead to several units", unit.name),
                    "give all rates in one unit".into(),
                ));
            }
            if rate.times <= Decimal::ZERO {
                let message = format!("a unit cannot be `{}` of another", rate.times);
                return Err((message, "give a number above 0".into()));
            }
            let Some(times) = rate.times.checked_mul(factor) else {
                return Err((
                    "the unit is worth more than can be calculated with".into(),
                    "give a smaller number".into(),
                ));
            };
            by_day.push((rate.from, times));
        }
        let base = into.unwrap_or_default();
        if self.all.iter().any(|other| other.name == base && !other.rates.is_empty()) {
            let message = format!("these rates are in `{base}`, which has rates of its own");
            return Err((message, "give the rates of both in a third unit".into()));
        }
        Ok(Rates { base: base.to_owned(), by_day })
    }

    /// The lowest and the highest rate of a base unit that holds on some day from the first to the last one, and the base unit that
    /// it leads to. Nothing where it has no rates.
    #[must_use]
    pub fn rates(&self, base: &str, first: Day, last: Day) -> Option<(Decimal, Decimal, &str)> {
        let rates = self.rates.get(base)?;
        let (low, high) = rates.between(first, last)?;
        Some((low, high, &rates.base))
    }

    /// Whether amounts of one base unit are converted into another by rates.
    pub(super) fn leads_to(&self, base: &str, other: &str) -> bool {
        self.rates.get(base).is_some_and(|rates| rates.base == other)
    }

    /// The units, in the order in which they were given.
    #[must_use]
    pub fn units(&self) -> &[Unit] {
        &self.all
    }

    /// How many of which base unit the unit of this name, symbol or English word is. Case counts where it tells units apart,
    /// and in symbols of one letter.
    #[must_use]
    pub fn resolve(&self, name: &str) -> Option<(Decimal, &str)> {
        let measure = self.named(name)?;
        Some((measure.factor, measure.base))
    }

    /// The unit with the longest wording of every language that starts at byte `from` of `text`, where that wording ends, and
    /// whether it is in the case in which it is declared.
    pub(super) fn at(&self, text: &str, from: usize) -> Option<(Measure<'_>, usize, bool)> {
        let known = self.wordings.at(text, from).filter(Hit::sure_in_case);
        let known = known.filter(|hit| !is_word_and_sign(&text[from..hit.end]));
        let known = known.and_then(|hit| Some((self.measure(hit.index)?, hit.end, hit.same_case())));
        let percent = || text[from..].starts_with('%').then_some((Measure::of(PERCENT), from + 1, true));
        known.or_else(percent)
    }

    /// The units with a symbol that differs from `sign` in the case of its letters alone, in the order in which they were given.
    pub(super) fn in_other_case<'a>(&'a self, sign: &'a str) -> impl Iterator<Item = &'a Unit> {
        let by_symbol = self.in_small_letters.get_or_init(|| {
            let mut by_symbol: HashMap<String, Vec<usize>> = HashMap::default();
            for (index, unit) in self.all.iter().enumerate() {
                for symbol in &unit.symbols {
                    by_symbol.entry(symbol.to_ascii_lowercase()).or_default().push(index);
                }
            }
            by_symbol
        });
        let units = by_symbol.get(&sign.to_ascii_lowercase()).into_iter().flatten();
        let differs = move |symbol: &String| symbol != sign && symbol.eq_ignore_ascii_case(sign);
        units.map(|&index| &self.all[index]).filter(move |unit| unit.symbols.iter().any(differs))
    }

    /// The unit with the longest symbol at byte `from` of `text` that means it only before a number.
    pub(super) fn before_number(&self, text: &str, from: usize) -> Option<(Measure<'_>, usize)> {
        let hit = self.before.at(text, from).filter(Hit::same_case)?;
        Some((self.measure(hit.index)?, hit.end))
    }

    fn measure(&self, index: usize) -> Option<Measure<'_>> {
        let Worth { factor, zero, base, measures } = self.worth.get(index)?;
        let name = &self.all.get(index)?.name;
        Some(Measure { name, factor: *factor, zero: *zero, base, measures: measures.as_deref() })
    }

    /// The unit of this name, symbol or English word. That of shares needs no declaration.
    pub(super) fn named(&self, name: &str) -> Option<Measure<'_>> {
        let word = || Language::english().unit(name, 0).filter(|(_, end)| *end == name.trim_end().len());
        match self.find(name) {
            Some(index) => self.measure(index),
            None if name == "%" || word().is_some_and(|(unit, _)| unit == PERCENT) => {
                Some(Measure::of(PERCENT))
            }
            None => None,
        }
    }

    /// Whether `name` is something that units measure, such as `money`, rather than a unit.
    #[must_use]
    pub fn measures(&self, name: &str) -> bool {
        name != COUNT && self.all.iter().any(|unit| unit.measures.as_deref() == Some(name))
    }

    /// The number of the unit that `name` means in a rule file. These are in English.
    fn find(&self, name: &str) -> Option<usize> {
        let end = name.trim_end().len();
        let whole = |lexicon: &Lexicon, name: &str| {
            let hit = lexicon.at(name, 0).filter(Hit::sure_in_case)?;
            (hit.end == end).then_some(hit.index)
        };
        let word = || {
            let (unit, _) = Language::english().unit(name, 0).filter(|(_, at)| *at == end)?;
            self.names.at(unit, 0).filter(|hit| hit.end == unit.len()).map(|hit| hit.index)
        };
        whole(&self.names, name).or_else(|| whole(&self.wordings, name)).or_else(word)
    }

    /// The worth of a base unit.
    fn base(&self, index: usize) -> Worth {
        let Unit { name, measures, .. } = &self.all[index];
        Worth { factor: Decimal::ONE, zero: Decimal::ZERO, base: name.clone(), measures: measures.clone() }
    }

    /// What a unit is worth, whatever its zero, or what is wrong with it. What comes out for the units on the way is kept in `known`, so that
    /// a long chain of units is gone through once.
    fn work_out(&self, index: usize, known: &mut [Option<Worked>]) -> Worked {
        let (mut chain, mut at) = (Vec::new(), index);
        let mut worked = loop {
            if let Some(worked) = &known[at] {
                break worked.clone();
            }
            let Some((times, base)) = &self.all[at].is else {
                break Ok(self.base(at));
            };
            chain.push((at, *times));
            if *times <= Decimal::ZERO {
                let message = format!("a unit cannot be `{times}` of another");
                break Err(Wrong::Told(message, Some("give a number above 0".into())));
            }
            let Some(next) = self.find(base) else {
                let names = self.all.iter().map(|unit| unit.name.as_str());
                let help = suggest::did_you_mean(base, names)
                    .unwrap_or_else(|| "name a unit that is declared under `units`".to_owned());
                break Err(Wrong::Told(format!("unknown unit `{base}`"), Some(help)));
            };
            // Until the end of the chain is known, what leads back into it goes round in a ring.
            known[at] = Some(Err(Wrong::Ring));
            at = next;
        };
        for (at, times) in chain.into_iter().rev() {
            worked = worked.and_then(|worth| {
                let too_much =
                    || Wrong::Told("the unit is worth more than can be calculated with".into(), None);
                let factor = times.checked_mul(worth.factor).ok_or_else(too_much)?;
                Ok(Worth { factor, ..worth })
            });
            known[at] = Some(worked.clone());
        }
        worked
    }
}

/// Whether a letter that stands for itself is before a sign: "a $5m bridge" is not in Australian dollars.
fn is_word_and_sign(met: &str) -> bool {
    let mut chars = met.chars();
    chars.next().is_some_and(char::is_alphabetic)
        && chars.next().is_some_and(char::is_whitespace)
        && !met.ends_with(char::is_alphanumeric)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(in crate::value) fn unit(name: &str, symbols: &[&str], is: Option<(i64, &str)>) -> Unit {
        Unit {
            name: name.into(),
            symbols: symbols.iter().map(|&symbol| symbol.into()).collect(),
            is: is.map(|(times, base)| (times.into(), base.into())),
            ..Unit::default()
        }
    }

    pub(in crate::value) fn sample() -> Units {
        let (units, problems) = Units::new(vec![
            unit("metre", &["m", "metres"], None),
            unit("kilometre", &["km", "kilometres"], Some((1000, "metre"))),
            unit("square kilometre", &["km²", "sq km", "square kilometres"], None),
            unit("megametre", &["Mm"], Some((1000, "km"))),
            unit("millimetre-ish", &["mm"], None),
            unit("gram", &["g", "grams"], None),
            unit("tonne", &["t", "tonnes", "tons"], Some((1_000_000, "gram"))),
            unit("person", &["persons", "people", "troops", "soldiers"], None),
            unit("dollar", &["$", "US$", "dollars", "USD"], None),
        ]);
        assert_eq!(problems, []);
        units
    }

    #[test]
    fn symbols_resolve_through_chains() {
        let units = sample();
        assert_eq!(units.resolve("km"), Some((1000.into(), "metre")));
        assert_eq!(units.resolve("Mm"), Some((1_000_000.into(), "metre")));
        assert_eq!(units.resolve("Square Kilometres"), Some((1.into(), "square kilometre")));
        assert_eq!(units.resolve("US$"), Some((1.into(), "dollar")));
        assert_eq!(units.resolve("furlong"), None);
        assert_eq!(units.resolve("km per hour"), None);
        assert_eq!(units.resolve(""), None);
    }

    #[test]
    fn case_counts_where_it_tells_units_apart() {
        let units = sample();
        assert_eq!(units.resolve("KM"), Some((1000.into(), "metre")));
        assert_eq!(units.resolve("MM"), None);
        assert_eq!(units.resolve("M"), None);
        assert_eq!(units.resolve("T"), None);
    }

    #[test]
    fn symbols_in_other_case_are_found_in_order_and_that_of_the_sign_itself_is_not() {
        let units = sample();
        let found = |sign| units.in_other_case(sign).map(|unit| unit.name.as_str()).collect::<Vec<_>>();
        assert_eq!(found("MM"), ["megametre", "millimetre-ish"]);
        assert_eq!(found("mm"), ["megametre"]);
        assert_eq!(found("km"), [""; 0]);
        assert_eq!(found("ly"), [""; 0]);
    }

    #[test]
    fn percent_needs_no_declaration() {
        let units = Units::default();
        for wording in ["%", "per cent", "Percent", "pct"] {
            assert_eq!(units.resolve(wording), Some((1.into(), "percent")), "{wording}");
        }
        assert_eq!(units.resolve("percentage"), None);
    }

    #[test]
    fn rings_and_unknown_bases_are_told_and_cut() {
        let (units, problems) = Units::new(vec![
            unit("a", &[], Some((2, "b"))),
            unit("b", &[], Some((3, "a"))),
            unit("mile", &[], Some((1609, "metrs"))),
            unit("nothing", &[], Some((0, "mile"))),
            unit("metre", &[], None),
        ]);
        let messages: Vec<_> = problems.iter().map(|p| (p.unit.as_str(), p.message.as_str())).collect();
        assert_eq!(
            messages,
            [
                ("a", "`a` is defined by itself"),
                ("b", "`b` is defined by itself"),
                ("mile", "unknown unit `metrs`"),
                ("nothing", "a unit cannot be `0` of another"),
            ]
        );
        assert_eq!(problems[2].help.as_deref(), Some("did you mean `metre`?"));
        assert_eq!(units.resolve("a"), Some((1.into(), "a")));
        assert_eq!(units.resolve("mile"), Some((1.into(), "mile")));
    }
}
