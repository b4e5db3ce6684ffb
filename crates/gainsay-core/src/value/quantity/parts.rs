//! The parts of a quantity as worded: its tokens, with what each of them does.

use std::collections::HashSet;
use std::ops::Range;

use rust_decimal::Decimal;

use super::context::{Asked, Context};
use super::number_words::{Number, multiplier_follows};
use super::one::one_of_a_unit;
use super::token::{Kind, Token, tokens};
use crate::value::language::Role;
use crate::value::part::{Part, PartRole, trimmed, with_punctuation};
use crate::value::show::{self, number};
use crate::value::unit::Measure;
use crate::value::{self, Effect, Hedges, Met, Units};

/// The parts of a quantity; see [`crate::value::parts()`].
pub(in crate::value) fn parts(wording: &str, asked: Asked<'_>, hedges: &Hedges, units: &Units) -> Vec<Part> {
    let bare = !wording.contains(char::is_alphabetic);
    let asked = if bare { Asked { lang: None, ..asked } } else { asked };
    let Some(context) = Context::new(asked, hedges, units) else {
        return vec![Part::new(wording, trimmed(wording, 0..wording.len()), PartRole::Unknown)];
    };
    let met = tokens(wording, &context);
    // "An hour and a half" is read as one number, and shown word by word.
    let counts = one_of_a_unit(wording, met.clone()).into_iter().filter(Token::is_number);
    let counts: HashSet<usize> = counts.map(|token| token.range.start).collect();
    let words = Words { wording, context: &context };
    // Whether a phrase is open, to which the nouns and fillers that follow belong: "in the east".
    let mut phrase = false;
    let parts = met.into_iter().map(|mut token| {
        if token.is(Role::Article) && counts.contains(&token.range.start) {
            token.kind = Kind::Number(Number::plain(Decimal::ONE));
        }
        let part = words.part(&token);
        match part.role {
            PartRole::CountedNoun | PartRole::Filler if phrase => {
                let part = Part::new(wording, token.range, PartRole::Circumstance);
                part.does("belongs to the phrase before it")
            }
            role => {
                phrase = role == PartRole::Circumstance;
                part
            }
        }
    });
    with_punctuation(wording, parts.collect(), |gap| words.gap(gap))
}

struct Words<'a> {
    wording: &'a str,
    context: &'a Context<'a>,
}

/// What a part is, and what it does.
type Said = (PartRole, Option<String>);

impl Words<'_> {
    fn part(&self, token: &Token<'_>) -> Part {
        let range = token.range.clone();
        let (role, does) = match token.kind {
            Kind::Hedge(effect) => return self.hedge(range, effect),
            Kind::Vague(low, high) => return self.hedge(range, &Effect::Range { low, high }),
            Kind::Unit(measure) => return self.unit(range, measure),
            Kind::Number(number) => is_number(number),
            Kind::Share(low, high) => said(PartRole::Number, format!("stands for {low} to {high} %")),
            Kind::Decade(first) => {
                said(PartRole::Number, format!("stands for the ten years from {} on", number(first)))
            }
            Kind::Role(Role::Filler) => return self.filler(range),
            Kind::Role(role) => self.role(role),
            Kind::Sign { negative: true } => said(PartRole::Punctuation, "makes the number negative"),
            Kind::Sign { negative: false } => said(PartRole::Filler, "changes nothing"),
            Kind::Ordinal => (PartRole::Ordinal, None),
            Kind::Times => said(PartRole::Connective, "multiplies what is on either side of it"),
            Kind::Dash | Kind::Slash => said(PartRole::Connective, "joins what is on either side of it"),
            Kind::Comma | Kind::Colon | Kind::Open | Kind::Close => (PartRole::Punctuation, None),
            Kind::Doubt => said(PartRole::Doubt, "says that the number is in doubt"),
            Kind::Name => {
                said(PartRole::Circumstance, "names a place, a time or a thing, which changes nothing")
            }
            Kind::Unknown | Kind::Bad(_) => (PartRole::Unknown, None),
        };
        Part { does, ..Part::new(self.wording, range, role) }
    }

    /// A hedge, under the main wording of what the rules have at that spot.
    fn hedge(&self, range: Range<usize>, effect: &Effect) -> Part {
        let Some(met) = self.context.met(self.wording, range.start) else {
            return Part::new(self.wording, range, PartRole::Hedge);
        };
        let does = show::show_effect(effect, &self.wording[range.clone()], value::Kind::Quantity);
        Part::hedge(self.wording, &Met { range, ..met }, value::Kind::Quantity).does(does)
    }

    /// Words that change nothing, among them hedges that do not: "exactly".
    fn filler(&self, range: Range<usize>) -> Part {
        let met = self.context.met(self.wording, range.start).filter(|met| met.range == range);
        let hedge = met.map(|met| met.hedge.name.clone());
        Part { hedge, ..Part::new(self.wording, range, PartRole::Filler).does("changes nothing") }
    }

    /// A unit, with what one of it is in the unit of numbers that bear none, else in the base unit.
    fn unit(&self, range: Range<usize>, measure: Measure<'_>) -> Part {
        let units = self.context.units;
        let own = self.context.asked.unit.and_then(|unit| Some((units.resolve(unit)?.0, unit)));
        let base = units.named(measure.base).map_or(measure.base, |named| named.base);
        let (worth, name) = own.filter(|_| self.same_base(base)).unwrap_or((Decimal::ONE, base));
        let role = if measure.counts() { PartRole::CountedNoun } else { PartRole::Unit };
        let part = Part::new(self.wording, range, role);
        if !measure.zero.is_zero() {
            return part.does(format!("converts into {name}, whose zero is a different one"));
        }
        match measure.factor.checked_div(worth).filter(|factor| *factor != Decimal::ONE) {
            Some(factor) => {
                let does = format!("converts to {name}, times {}", number(factor));
                Part { converts: Some((factor, name.to_owned())), ..part.does(does) }
            }
            None => part.does(format!("is the unit {name}")),
        }
    }

    /// Whether the unit of numbers that bear none converts into a base unit.
    fn same_base(&self, base: &str) -> bool {
        self.context.asked_for.unit().is_some_and(|asked| asked.base == base)
    }

    fn role(&self, role: Role) -> Said {
        let noun = |does: &str| said(PartRole::CountedNoun, does);
        match role {
            Role::Filler | Role::Verb | Role::Article | Role::Knowledge | Role::Figures => {
                said(PartRole::Filler, "changes nothing")
            }
            Role::Modifier | Role::State | Role::Aged => said(PartRole::Filler, "describes what is counted"),
            Role::Rise => said(PartRole::Change, "says that it went up"),
            Role::Fall => said(PartRole::Change, "says that it went down"),
            Role::EitherWay => match self.context.language.counts_harm(self.context.asked.attribute) {
                Some(true) => said(PartRole::Hedge, "makes it the most that it may be"),
                Some(false) => said(PartRole::Hedge, "makes it the least that it may be"),
                None => said(PartRole::Unknown, "may make it the most, or the least"),
            },
            Role::Difference => said(PartRole::Change, "makes the number a difference from another one"),
            Role::To
            | Role::And
            | Role::Or
            | Role::Between
            | Role::From
            | Role::At
            | Role::Of
            | Role::By
            | Role::Than => said(PartRole::Connective, "joins what is on either side of it"),
            Role::OutOf => said(PartRole::Connective, "says that the whole follows"),
            Role::Per | Role::Every | Role::Adverb(_) => said(PartRole::Rate, "makes the number a rate"),
            Role::Each => said(PartRole::Rate, "says that the number is of each"),
            Role::Perhaps | Role::Doubt => said(PartRole::Doubt, "says that it may be so"),
            Role::Forecast | Role::MayCome => said(PartRole::Doubt, "says that it is still to come"),
            Role::Increment => self.increment(),
            Role::Circumstance => {
                said(PartRole::Circumstance, "begins a phrase of where, when or how, which changes nothing")
            }
            Role::Part => said(PartRole::Circumstance, "begins a part of the number, which changes nothing"),
            Role::Compared => said(
                PartRole::Circumstance,
                "begins another number to compare it with, which changes nothing",
            ),
            Role::Negation => said(PartRole::Denial, "denies what follows"),
            Role::NotOnly => said(PartRole::Doubt, "says that there is more than that"),
            Role::Interval | Role::Margin => said(PartRole::Margin, "says by how much it may be off"),
            Role::Share(..) => said(PartRole::Filler, "says of which part it is"),
            Role::Outcome(_) => noun("says what became of those counted"),
            Role::Harmed => noun("counts all who came to harm"),
            Role::People | Role::Age(..) => noun("counts people"),
            Role::Thing => noun("says what is counted"),
        }
    }

    /// An increment, by what the attribute counts.
    fn increment(&self) -> Said {
        let Asked { attribute, daily, .. } = self.context.asked;
        let does = if daily || self.context.language.is_increment(attribute) {
            "changes nothing here, as this attribute has no running totals"
        } else {
            "says that so many were added, so the total is at least this"
        };
        said(PartRole::Increment, does)
    }

    /// What words between two tokens are: the lexer gives a multiplier to the number before it.
    fn gap(&self, gap: Range<usize>) -> PartRole {
        if multiplier_follows(self.wording, gap.start, self.context.language) {
            PartRole::Scale
        } else {
            PartRole::Unknown
        }
    }
}

fn said(role: PartRole, does: impl Into<String>) -> Said {
    (role, Some(does.into()))
}

fn is_number(read: Number) -> Said {
    let percent = read.value.checked_mul(Decimal::ONE_HUNDRED).filter(|_| read.share);
    let value = percent.map_or_else(|| number(read.value), |percent| format!("{} %", number(percent)));
    said(PartRole::Number, format!("is {value}"))
}
