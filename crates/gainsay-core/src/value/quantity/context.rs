//! What a quantity is read for: the attribute, its unit, and the words in force.

use rust_decimal::Decimal;

use crate::value::language::{DEFAULT, Language};
use crate::value::unit::{COUNT, MONEY, Measure};
use crate::value::{Effect, Hedges, Met, Units};

/// What a quantity is read for.
#[derive(Debug, Clone, Copy, Default)]
pub struct Asked<'a> {
    /// The unit of numbers that bear none, or what they measure, such as `money`.
    pub unit: Option<&'a str>,
    /// The name of the attribute, which says what is counted.
    pub attribute: &'a str,
    /// The part of the subject that is counted, as the claim names it: `crew`. Empty where it counts the whole.
    pub scope: &'a str,
    /// Whether its figures are of one day, so that they fall as well as rise: those missing, a price.
    pub daily: bool,
    /// Whether its figures are of what is still to come: plans and forecasts.
    pub ahead: bool,
    /// The most that its shares can be, in per cent, where they are of one whole.
    pub most: Option<Decimal>,
    /// Whether the claim denies it, so that a word that does says the same.
    pub denies: bool,
    /// The language of the wording, as a BCP 47 tag; English where nothing says.
    pub lang: Option<&'a str>,
}

/// How a number is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AsWritten {
    /// How many base units one of the unit written is.
    pub factor: Decimal,
    /// One unit of its last digit that is not zero, at most a tenth of it, in base units.
    pub step: Decimal,
}

impl<'a> From<Option<&'a str>> for Asked<'a> {
    fn from(unit: Option<&'a str>) -> Self {
        Self { unit, ..Self::default() }
    }
}

/// What the attribute says of its numbers.
#[derive(Debug, Clone, Copy)]
pub(super) enum AskedFor<'a> {
    /// Nothing.
    Anything,
    /// Numbers without a unit are in this one, and others convert into it.
    Unit(Measure<'a>),
    /// Numbers are in some unit that measures this.
    Kind(&'a str),
}

impl<'a> AskedFor<'a> {
    pub(super) fn unit(&self) -> Option<Measure<'a>> {
        match self {
            Self::Unit(measure) => Some(*measure),
            _ => None,
        }
    }

    /// What is measured, where that is known.
    pub(super) fn measures(&self) -> Option<&'a str> {
        match self {
            Self::Unit(measure) => measure.measures,
            Self::Kind(kind) => Some(kind),
            Self::Anything => None,
        }
    }

    /// Whether it is money, or something counted one by one.
    pub(super) fn is_counted(&self) -> bool {
        matches!(self.measures(), Some(COUNT | MONEY))
            || matches!(self, Self::Unit(unit) if unit.measures.is_none())
    }
}

/// The words in force, and what the number is wanted for.
pub(super) struct Context<'a> {
    pub(super) asked: Asked<'a>,
    pub(super) asked_for: AskedFor<'a>,
    pub(super) language: &'static Language,
    pub(super) hedges: &'a Hedges,
    pub(super) units: &'a Units,
    /// A unit that no file declares, by its name alone.
    own_unit: Option<&'a str>,
}

impl<'a> Context<'a> {
    /// Nothing where the language has no pack.
    pub(super) fn new(asked: Asked<'a>, hedges: &'a Hedges, units: &'a Units) -> Option<Self> {
        let language = Language::of(asked.lang.unwrap_or(DEFAULT))?;
        let (mut own_unit, mut asked_for) = (None, AskedFor::Anything);
        if let Some(unit) = asked.unit {
            asked_for = match units.named(unit) {
                Some(measure) => AskedFor::Unit(measure),
                None if units.measures(unit) => AskedFor::Kind(unit),
                None => {
                    own_unit = Some(unit);
                    AskedFor::Unit(Measure::of(unit))
                }
            };
        }
        Some(Self { asked, asked_for, language, hedges, units, own_unit })
    }

    /// The longest unit at `from`: the attribute's own, one that the unit files write so, or a word of the language.
    pub(super) fn unit(&self, text: &str, from: usize) -> Option<(Measure<'a>, usize)> {
        let named = |(name, end): (&str, usize)| Some((self.units.named(name)?, end));
        let own = self.own_unit.and_then(|own| Some((Measure::of(own), own_unit_end(own, text, from)?)));
        let kind = self.asked_for.measures();
        let of_kind = kind.and_then(|kind| self.language.unit_of(kind, text, from)).and_then(named);
        let word = self.language.unit(text, from).and_then(named);
        let sign = self.units.at(text, from);
        let sign_if = |wanted: bool| {
            let (measure, end, same_case) = sign?;
            (same_case == wanted).then_some((measure, end))
        };
        // Of equally long ones the first counts: a word says more than a sign in another case, as `Sek` does of German seconds.
        let mut best: Option<(Measure<'a>, usize)> = None;
        for found in [own, of_kind, sign_if(true), word, sign_if(false)].into_iter().flatten() {
            if best.is_none_or(|best| found.1 > best.1) {
                best = Some(found);
            }
        }
        let best = best.map(|(measure, end)| (self.on_the_scale_asked_for(measure), end));
        best.or_else(|| Self::iso_code(text, from))
    }

    /// "40 degrees" are of the scale that the attribute is in, as bare numbers are.
    fn on_the_scale_asked_for(&self, measure: Measure<'a>) -> Measure<'a> {
        let scale = self.asked_for.unit().filter(|asked| asked.measures == Some("temperature"));
        scale.filter(|_| measure.base == "degree").unwrap_or(measure)
    }

    /// A currency that no file declares, by its ISO 4217 code.
    fn iso_code(text: &str, from: usize) -> Option<(Measure<'a>, usize)> {
        let code =
            text.get(from..from + 3).filter(|code| code.bytes().all(|byte| byte.is_ascii_uppercase()))?;
        let ends = !text[from + 3..].starts_with(char::is_alphanumeric);
        let code = iso_currency::Currency::from_code(code).filter(|_| ends)?.code();
        Some((Measure { measures: Some(MONEY), ..Measure::of(code) }, from + 3))
    }

    /// What the hedge at `from` does that is one only before the number, and where it ends.
    pub(super) fn hedge_before(&self, text: &str, from: usize) -> Option<(&'a Effect, usize)> {
        let (name, end) = self.language.hedge_before(text, from)?;
        Some((&self.hedges.named(name)?.effect, end))
    }

    /// What the hedge at `from` does, and where it ends.
    pub(super) fn hedge(&self, text: &str, from: usize) -> Option<(&'a Effect, usize)> {
        let met = self.met(text, from)?;
        Some((&met.hedge.effect, met.range.end))
    }

    /// The hedge at `from`.
    pub(super) fn met(&self, text: &str, from: usize) -> Option<Met<'a>> {
        let hyphened = self.language.hedge_hyphened(text, from);
        if let Some((name, end)) = hyphened.or_else(|| self.language.hedge(text, from)) {
            return Some(Met { hedge: self.hedges.named(name)?, range: from..end });
        }
        // The hedges of rule files are English.
        if self.language.tag != DEFAULT {
            return None;
        }
        self.hedges.at(text, from)
    }

    /// Whether the name of the attribute has `word` in it, in the singular or plural.
    pub(super) fn names(&self, word: &str) -> bool {
        use crate::value::lexicon::{fold, tokens};
        let (attribute, word) = (self.asked.attribute, fold(word));
        let stem = word.strip_suffix('s').unwrap_or(&word);
        stem.len() > 2
            && tokens(attribute).any(|range| {
                let named = fold(&attribute[range]);
                named.strip_suffix('s').unwrap_or(&named) == stem
            })
    }

    /// The measure that people are counted in.
    pub(super) fn person(&self) -> Measure<'a> {
        self.units.named("person").unwrap_or(Measure { measures: Some(COUNT), ..Measure::of("person") })
    }

    /// The measure of shares.
    pub(super) fn percent(&self) -> Measure<'a> {
        self.units.named("percent").unwrap_or(Measure { factor: Decimal::ONE, ..Measure::of("percent") })
    }
}

/// Where the attribute's own unit ends if it starts at `from`; `a day` is the same as `per day`.
fn own_unit_end(own: &str, text: &str, from: usize) -> Option<usize> {
    use crate::value::lexicon::{fold, token};
    let (mut declared, mut end) = (token(own, 0)?, from);
    loop {
        let range = token(text, end).filter(|range| end > from || range.start == from)?;
        let (found, word) = (fold(&text[range.clone()]), fold(&own[declared.clone()]));
        if found != word && !(word == "per" && matches!(&*found, "a" | "an" | "/")) {
            return None;
        }
        end = range.end;
        match token(own, declared.end) {
            Some(next) => declared = next,
            None => return Some(end),
        }
    }
}
