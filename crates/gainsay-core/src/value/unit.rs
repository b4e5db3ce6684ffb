//! Units and what they are worth in others.

use rust_decimal::Decimal;

use super::lexicon::Lexicon;
use gainsay_yaml::text::suggest;

/// The unit of shares: known even where no file declares it.
pub(super) const PERCENT: &str = "percent";

/// How shares are written where no file declares their unit.
const PERCENT_WORDINGS: [&str; 4] = ["%", PERCENT, "per cent", "pct"];

/// A unit of measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// Its name.
    pub name: String,
    /// Its symbols and other names, plurals included.
    pub symbols: Vec<String>,
    /// How many of which other unit it is; a base unit is none.
    pub is: Option<(Decimal, String)>,
}

/// All units, found by their names and symbols.
#[derive(Debug, Clone, Default)]
pub struct Units {
    all: Vec<Unit>,
    /// What each unit is worth, by its number.
    worth: Vec<Worth>,
    wordings: Lexicon,
}

#[derive(Debug, Clone)]
struct Worth {
    factor: Decimal,
    base: String,
}

/// A unit as a quantity uses it: how many of which base unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Measure<'a> {
    /// How many base units one of it is.
    pub(super) factor: Decimal,
    /// The name of the base unit.
    pub(super) base: &'a str,
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
        let mut wordings = Lexicon::default();
        for (index, unit) in units.iter().enumerate() {
            for wording in std::iter::once(&unit.name).chain(&unit.symbols) {
                wordings.insert(wording, index);
            }
        }
        let mut made = Self { all: units, worth: Vec::new(), wordings };
        let mut problems = Vec::new();
        let worth = (0..made.all.len()).map(|index| {
            made.work_out(index).unwrap_or_else(|problem| {
                problems.push(problem);
                Worth { factor: Decimal::ONE, base: made.all[index].name.clone() }
            })
        });
        let worth = worth.collect();
        made.worth = worth;
        (made, problems)
    }

    /// The units, in the order in which they were given.
    #[must_use]
    pub fn units(&self) -> &[Unit] {
        &self.all
    }

    /// How many of which base unit the unit of this name or symbol is. Case counts where it tells units apart, and
    /// in symbols of one letter.
    #[must_use]
    pub fn resolve(&self, symbol: &str) -> Option<(Decimal, &str)> {
        let (measure, end) = self.at(symbol, 0)?;
        (end == symbol.trim_end().len()).then_some((measure.factor, measure.base))
    }

    /// Whether several units are worth some of the base unit `base`.
    pub(super) fn convert_into(&self, base: &str) -> bool {
        self.worth.iter().filter(|worth| worth.base == base).nth(1).is_some()
    }

    /// The unit with the longest wording that starts at byte `from` of `text`, and where that wording ends.
    pub(super) fn at(&self, text: &str, from: usize) -> Option<(Measure<'_>, usize)> {
        let known = self.wordings.at(text, from).filter(super::lexicon::Hit::sure_in_case).and_then(|hit| {
            let worth = self.worth.get(hit.index)?;
            Some((Measure { factor: worth.factor, base: worth.base.as_str() }, hit.end))
        });
        known.or_else(|| {
            let end = percent_at(text, from)?;
            Some((Measure { factor: Decimal::ONE, base: PERCENT }, end))
        })
    }

    /// The name of the unit that `symbol` means.
    pub(super) fn name_at(&self, symbol: &str) -> Option<&str> {
        Some(&self.all.get(self.find(symbol)?)?.name)
    }

    /// The number of the unit that `name` means.
    fn find(&self, name: &str) -> Option<usize> {
        let hit = self.wordings.at(name, 0)?;
        (hit.end == name.trim_end().len()).then_some(hit.index)
    }

    fn work_out(&self, index: usize) -> Result<Worth, UnitProblem> {
        let unit = &self.all[index];
        let problem = |message: String, help: Option<String>| {
            Err(UnitProblem { unit: unit.name.clone(), message, help })
        };
        let (mut factor, mut at) = (Decimal::ONE, index);
        // A chain that is longer than there are units goes round in a ring.
        for _ in 0..=self.all.len() {
            let Some((times, base)) = &self.all[at].is else {
                return Ok(Worth { factor, base: self.all[at].name.clone() });
            };
            if *times <= Decimal::ZERO {
                return problem(
                    format!("a unit cannot be `{times}` of another"),
                    Some("give a number above 0".into()),
                );
            }
            let Some(next) = factor.checked_mul(*times) else {
                return problem("the unit is worth more than can be calculated with".into(), None);
            };
            let Some(found) = self.find(base) else {
                let names = self.all.iter().map(|unit| unit.name.as_str());
                let help = suggest::did_you_mean(base, names)
                    .unwrap_or_else(|| "name a unit that is declared under `units`".to_owned());
                return problem(format!("unknown unit `{base}`"), Some(help));
            };
            (factor, at) = (next, found);
        }
        problem(
            format!("`{}` is worth some of itself", unit.name),
            Some("one of the units in the ring must be a base unit".into()),
        )
    }
}

fn percent_at(text: &str, from: usize) -> Option<usize> {
    let rest = &text[from..];
    PERCENT_WORDINGS.iter().find_map(|wording| {
        let found = rest.get(..wording.len())?;
        let ends = !rest[wording.len()..].starts_with(char::is_alphanumeric) || *wording == "%";
        (ends && found.eq_ignore_ascii_case(wording)).then_some(from + wording.len())
    })
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(in crate::value) fn unit(name: &str, symbols: &[&str], is: Option<(i64, &str)>) -> Unit {
        Unit {
            name: name.into(),
            symbols: symbols.iter().map(|&symbol| symbol.into()).collect(),
            is: is.map(|(times, base)| (times.into(), base.into())),
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
            unit("mile", &[], Some((1609, "metres"))),
            unit("nothing", &[], Some((0, "mile"))),
            unit("metre", &[], None),
        ]);
        let messages: Vec<_> = problems.iter().map(|p| (p.unit.as_str(), p.message.as_str())).collect();
        assert_eq!(
            messages,
            [
                ("a", "`a` is worth some of itself"),
                ("b", "`b` is worth some of itself"),
                ("mile", "unknown unit `metres`"),
                ("nothing", "a unit cannot be `0` of another"),
            ]
        );
        assert_eq!(problems[2].help.as_deref(), Some("did you mean `metre`?"));
        assert_eq!(units.resolve("a"), Some((1.into(), "a")));
        assert_eq!(units.resolve("mile"), Some((1.into(), "mile")));
    }
}
