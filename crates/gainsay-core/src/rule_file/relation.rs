//! Linear relations between attributes: `killed + wounded = casualties`, `2 * crew <= aboard`,
//! `troops(kursk) + troops-en-route <= troops(russia)`, `votes-cast = turnout of voters`, `new-cases = increase in cases`.

use std::ops::Range;

use rust_decimal::Decimal;
use winnow::ascii::space0;
use winnow::combinator::{alt, cut_err, delimited, eof, opt, peek, preceded, terminated};
use winnow::prelude::*;
use winnow::stream::LocatingSlice;
use winnow::token::{one_of, take_while};

use crate::problem::{Code, Problem};
use crate::rule::{Figure, Kind, Relation, Rule, Rules, Task, Term, fold, fold_attribute};
use gainsay_yaml::text::{Files, Spanned, Text};

/// Reads the relation that `text` writes, its terms brought to the left-hand side. A problem underlines the very word that
/// cannot be read.
pub(super) fn relation(files: &Files, text: &Text) -> Result<(Relation, Vec<Term>), Problem> {
    let source = text.as_str(files);
    let (left, (relation, swapped), right) = equation.parse(LocatingSlice::new(source)).map_err(|error| {
        let range = word_at(source, error.offset());
        let message = match source.get(range.clone()) {
            Some(word) if !word.is_empty() => format!("`{word}` is not expected here in a relation"),
            _ => "the relation is not complete".to_owned(),
        };
        let number = source.get(range.clone()).filter(|word| is_number(word));
        let spot = if range.is_empty() { text.span } else { text.part(range.clone()) };
        match number {
            Some(number) => Problem::new(
                Code::BadRelation,
                spot,
                format!("`{number}` is a number, and a relation compares attributes with each other"),
            )
            .help(NO_NUMBERS),
            None => Problem::new(Code::BadRelation, spot, message).help(HELP),
        }
    })?;
    let spanned = |word: Word<'_>| Spanned::new(word.0.to_owned(), text.part(word.1));
    let figure = |(name, place): Named<'_>| Figure { attribute: spanned(name), place: place.map(spanned) };
    let moved = |part: Part<'_>, minus: bool| Term {
        factor: if minus == swapped { part.factor } else { -part.factor },
        share: part.share.map(figure),
        figure: figure(part.figure),
    };
    let left = left.into_iter().map(|part| moved(part, false));
    let terms: Vec<Term> = left.chain(right.into_iter().map(|part| moved(part, true))).collect();
    twice(relation, &terms).map_or(Ok((relation, terms)), Err)
}

const HELP: &str = "write attributes, `+`, `-` and one of `=`, `<=`, `<`, `>=`, `>`, such as `killed + wounded = casualties`; \
                    `troops(kursk)` names a place, `turnout of voters` a percentage; \
                    `new-cases = increase in cases` counts within periods";

/// What to do about a number that stands for a figure.
const NO_NUMBERS: &str = "record the number as a claim, such as `{ source: limits, attribute: capacity, value: 1000 }`, \
                          and write `visitors <= capacity` with `of: any`; a number before `*` multiplies, as in `2 * crew <= aboard`";

/// Whether a word is nothing but a number, such as `1,000` or `10%`.
fn is_number(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
        && word.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '%' | '_'))
}

/// An attribute that is given twice for one place would be held against itself.
fn twice(relation: Relation, terms: &[Term]) -> Option<Problem> {
    given_twice(relation, terms, &|name| fold_attribute(name).into_owned())
}

/// What is wrong with a relation in which two names are of one attribute, as its synonyms say, or its values cannot be held against each other.
pub(super) fn of_attributes(rule: &Rule, rules: &Rules) -> Option<Problem> {
    let Task::Relate { terms, relation, .. } = &rule.task else { return None };
    given_twice(*relation, terms, &|name| rules.identity(name).into_owned())
        .or_else(|| of_other_values(terms, rules))
}

/// What is wrong with a relation over values that cannot be added, nor held against each other.
fn of_other_values(terms: &[Term], rules: &Rules) -> Option<Problem> {
    let in_order = Term::are_in_order(terms);
    terms.iter().flat_map(Term::figures).find_map(|figure| {
        let name = &figure.attribute;
        let kind = rules.attribute(&name.value)?.kind?;
        let (message, help) = match kind {
            Kind::Quantity => return None,
            Kind::Date if in_order => return None,
            Kind::Date => {
                let message = format!("`{}` is a date, which cannot be added or multiplied", name.value);
                (message, "compare one date with another, such as `began <= ended`")
            }
            kind => {
                let message = format!("the values of `{}` are of the kind {}, which no relation can use", name.value, kind.name());
                (message, "a relation is of numbers, such as `killed + wounded = casualties`, or of two dates, such as `began <= ended`")
            }
        };
        Some(Problem::new(Code::BadRelation, name.span, message).help(help))
    })
}

fn given_twice(relation: Relation, terms: &[Term], identity: &dyn Fn(&str) -> String) -> Option<Problem> {
    // Counts within periods are held against totals, which may be of the same attribute.
    if relation == Relation::Increase {
        return None;
    }
    let place = |place: &Spanned<String>| fold(&place.value).into_owned();
    let key = |figure: &Figure| (identity(&figure.attribute.value), figure.place.as_ref().map(place));
    let figures: Vec<&Figure> = terms.iter().flat_map(Term::figures).collect();
    figures.iter().enumerate().find_map(|(at, figure)| {
        let first = figures[..at].iter().find(|other| key(other) == key(figure))?;
        let (name, before) = (&figure.attribute.value, &first.attribute.value);
        let message = if fold_attribute(name) == fold_attribute(before) {
            format!("`{name}` is in the relation twice")
        } else {
            format!("`{name}` and `{before}` are names of one attribute")
        };
        Some(
            Problem::new(Code::BadRelation, figure.attribute.span, message)
                .related(first.attribute.span, "and here first")
                .help("combine them into one term, such as `2 * killed`"),
        )
    })
}

type Input<'i> = LocatingSlice<&'i str>;

/// A word and its bytes.
type Word<'i> = (&'i str, Range<usize>);

/// An attribute, and the place that it is of.
type Named<'i> = (Word<'i>, Option<Word<'i>>);

struct Part<'i> {
    factor: Decimal,
    share: Option<Named<'i>>,
    figure: Named<'i>,
}

/// A relation, and whether the right-hand side is the lower one.
type Sign = (Relation, bool);

fn equation<'i>(input: &mut Input<'i>) -> ModalResult<(Vec<Part<'i>>, Sign, Vec<Part<'i>>)> {
    space0.parse_next(input)?;
    if let Some((figure, totals)) = opt(increase).parse_next(input)? {
        let [left, right] =
            [figure, totals].map(|figure| vec![Part { factor: Decimal::ONE, share: None, figure }]);
        return Ok((left, (Relation::Increase, false), right));
    }
    let left = sum.parse_next(input)?;
    let sign = cut_err(sign).parse_next(input)?;
    let right = cut_err(sum).parse_next(input)?;
    cut_err(eof).parse_next(input)?;
    Ok((left, sign, right))
}

/// `new-cases = increase in cases`.
fn increase<'i>(input: &mut Input<'i>) -> ModalResult<(Named<'i>, Named<'i>)> {
    let figure = terminated(named, token('=')).parse_next(input)?;
    (word("increase"), word("in")).void().parse_next(input)?;
    Ok((figure, cut_err(terminated(named, eof)).parse_next(input)?))
}

fn word<'i>(word: &'static str) -> impl ModalParser<Input<'i>, (), winnow::error::ContextError> {
    terminated(word, (peek(one_of(|c: char| c.is_whitespace())), space0)).void()
}

fn sum<'i>(input: &mut Input<'i>) -> ModalResult<Vec<Part<'i>>> {
    let minus = opt(token('-')).parse_next(input)?.is_some();
    let mut parts = vec![term(minus).parse_next(input)?];
    while let Some(plus) = opt(alt((token('+').value(true), token('-').value(false)))).parse_next(input)? {
        parts.push(cut_err(term(!plus)).parse_next(input)?);
    }
    Ok(parts)
}

fn term<'i>(minus: bool) -> impl ModalParser<Input<'i>, Part<'i>, winnow::error::ContextError> {
    move |input: &mut Input<'i>| {
        let factor = opt(terminated(terminated(number, space0), token('*'))).parse_next(input)?;
        let factor = factor.unwrap_or(Decimal::ONE);
        let first = named.parse_next(input)?;
        let of = opt(preceded(of, cut_err(named))).parse_next(input)?;
        let (share, figure) = match of {
            Some(whole) => (Some(first), whole),
            None => (None, first),
        };
        Ok(Part { factor: if minus { -factor } else { factor }, share, figure })
    }
}

/// `troops` or `troops(kursk)`.
fn named<'i>(input: &mut Input<'i>) -> ModalResult<Named<'i>> {
    let attribute = terminated(name.with_span(), space0).parse_next(input)?;
    let place = cut_err(terminated(name.with_span(), space0));
    Ok((attribute, opt(delimited(token('('), place, cut_err(token(')')))).parse_next(input)?))
}

/// The word that makes a percentage of what follows.
fn of(input: &mut Input<'_>) -> ModalResult<()> {
    word("of").parse_next(input)
}

fn token<'i>(sign: char) -> impl ModalParser<Input<'i>, char, winnow::error::ContextError> {
    terminated(one_of(sign), space0)
}

fn sign(input: &mut Input<'_>) -> ModalResult<Sign> {
    let sign = alt((
        "<=".value((Relation::AtMost, false)),
        "≤".value((Relation::AtMost, false)),
        ">=".value((Relation::AtMost, true)),
        "≥".value((Relation::AtMost, true)),
        "<".value((Relation::Below, false)),
        ">".value((Relation::Below, true)),
        "==".value((Relation::Equal, false)),
        "=".value((Relation::Equal, false)),
    ));
    terminated(sign, space0).parse_next(input)
}

fn number(input: &mut Input<'_>) -> ModalResult<Decimal> {
    take_while(1.., |c: char| c.is_ascii_digit() || c == '.').parse_to().parse_next(input)
}

/// A name starts with a letter, so that `2` is never taken for one; a dash inside it is part of it.
fn name<'i>(input: &mut Input<'i>) -> ModalResult<&'i str> {
    (one_of(char::is_alphabetic), take_while(0.., |c: char| c.is_alphanumeric() || c == '-' || c == '_'))
        .take()
        .parse_next(input)
}

/// The word that starts at or before `offset`, in bytes; empty at the end.
fn word_at(source: &str, offset: usize) -> Range<usize> {
    let rest = source.get(offset..).unwrap_or_default();
    let start = offset + (rest.len() - rest.trim_start().len());
    let length = source.get(start..).and_then(|rest| rest.split_whitespace().next()).map_or(0, str::len);
    start..start + length
}

#[cfg(test)]
mod tests {
    use super::*;
    use gainsay_yaml::text::Span;

    /// A file that is all relation.
    fn whole(files: &mut Files, text: &str) -> Text {
        let file = files.add("rules.yaml", text);
        let len = text.len() as u32;
        Text::plain(Span::new(file, 0, len))
    }

    fn read(text: &str) -> (Files, Result<(Relation, Vec<Term>), Problem>) {
        let mut files = Files::default();
        let text = whole(&mut files, text);
        let linear = relation(&files, &text);
        (files, linear)
    }

    fn shown(text: &str) -> String {
        let (files, linear) = read(text);
        let (relation, terms) = linear.unwrap();
        let terms: Vec<String> = terms
            .iter()
            .map(|term| {
                let figures = term.figures().map(|Figure { attribute, place }| {
                    assert_eq!(files.slice(attribute.span), attribute.value);
                    let place = place.as_ref().map(|place| format!("({})", files.slice(place.span)));
                    format!("{}{}", attribute.value, place.unwrap_or_default())
                });
                format!("{}*{}", term.factor, figures.collect::<Vec<_>>().join(" of "))
            })
            .collect();
        format!("{} {:?}", terms.join(" "), relation)
    }

    #[test]
    fn terms_come_to_the_left() {
        assert_eq!(shown("killed + wounded = casualties"), "1*killed 1*wounded -1*casualties Equal");
        assert_eq!(shown("2 * a + b <= c"), "2*a 1*b -1*c AtMost");
        assert_eq!(shown("a-b - 0.5*c_d < e"), "1*a-b -0.5*c_d -1*e Below");
    }

    #[test]
    fn places_and_percentages_are_read() {
        assert_eq!(
            shown("troops( kursk ) + troops-en-route <= troops(russia)"),
            "1*troops(kursk) 1*troops-en-route -1*troops(russia) AtMost"
        );
        assert_eq!(shown("cast = turnout of voters"), "1*cast -1*turnout of voters Equal");
        assert_eq!(shown("offices = 2*off of office(a)"), "1*offices -2*off of office(a) Equal");
    }

    #[test]
    fn counts_within_periods_are_the_increase_of_totals() {
        assert_eq!(shown("new-cases = increase in cases"), "1*new-cases -1*cases Increase");
        assert_eq!(shown("new(a) = increase in all( b )"), "1*new(a) -1*all(b) Increase");
        assert_eq!(shown("cases = increase in cases"), "1*cases -1*cases Increase");
        assert_eq!(shown("increase = in"), "1*increase -1*in Equal");
    }

    #[test]
    fn at_least_is_at_most_the_other_way_round() {
        assert_eq!(shown("a >= b + c"), "-1*a 1*b 1*c AtMost");
        assert_eq!(shown("a > b"), "-1*a 1*b Below");
    }

    #[test]
    fn a_number_in_place_of_a_figure_has_help_of_its_own() {
        for (text, number) in [("a <= 1,000", "1,000"), ("100 >= a + b", "100"), ("a = 10%", "10%")] {
            let problem = read(text).1.unwrap_err();
            assert!(problem.message.starts_with(&format!("`{number}` is a number")), "{}", problem.message);
        }
    }

    #[test]
    fn the_very_word_is_underlined() {
        for (text, word) in [
            ("killed + = casualties", "="),
            ("killed ~ wounded", "~"),
            ("killed = casualties!", "!"),
            ("killed = casualties + 12", "12"),
            ("killed = a = b", "="),
            ("deaths + deaths = casualties", "deaths"),
            ("killed", "killed"),
            ("troops(kursk <= a", "<="),
            ("troops() <= a", ")"),
            ("a = share of + b", "+"),
            ("a(x) + a(x) = b", "a"),
            ("a + b = increase in c", "in"),
            ("a <= increase in c", "in"),
            ("a = increase in b + c", "+"),
            ("a = increase in 2 * b", "2"),
            ("", ""),
            ("99999999999999999999999999999999 * a = b", "99999999999999999999999999999999"),
        ] {
            let (files, linear) = read(text);
            let problem = linear.unwrap_err();
            assert_eq!(files.slice(problem.span), word, "{text}: {}", problem.message);
        }
    }
}
