//! Claims at random. Most are about one thing, at one place and time, so that most cases hold a conflict.

use proptest::prelude::*;
use proptest::sample::select;

use crate::shared::laws::{SCALINGS, Scaling};
use crate::shared::layout::{Quotes, Style};
use crate::shared::{COUNTED, FIGURES, Moment, SOURCES, STAGES, SUBJECTS, TestClaim, Value};

/// How many of a hundred claims are second-hand or unconfirmed, and whom they may cite.
#[derive(Debug, Clone, Copy)]
struct Mix {
    second_hand: u32,
    unconfirmed: u32,
    citable: &'static [&'static str],
}

/// Claims at first hand.
pub fn first_hand() -> impl Strategy<Value = Vec<TestClaim>> {
    case(Mix { second_hand: 0, unconfirmed: 0, citable: &["a"] })
}

/// Claims of which some pass on what another source said.
pub fn with_second_hand_ones() -> impl Strategy<Value = Vec<TestClaim>> {
    case(Mix { second_hand: 40, unconfirmed: 0, citable: &["a", "b", "c", "league", "copy-a"] })
}

/// Claims of every sort, second-hand ones and such as are not confirmed among them.
pub fn of_all_sorts() -> impl Strategy<Value = Vec<TestClaim>> {
    case(Mix { second_hand: 15, unconfirmed: 10, citable: &["a", "b", "league"] })
}

/// Claims of which some pass on what another source said; nobody cites `d`, which cites nobody.
pub fn with_a_further_source() -> impl Strategy<Value = Vec<TestClaim>> {
    let mix = Mix { second_hand: 15, unconfirmed: 10, citable: &["a", "b", "c", "league"] };
    case(mix).prop_map(|claims| {
        let further = |claim: &TestClaim| claim.source == "d";
        // Who takes back what it said makes those less sure who repeat it.
        let one = |claim: TestClaim| TestClaim {
            cites: claim.cites.filter(|_| !further(&claim)),
            denies: claim.denies && !further(&claim),
            ..claim
        };
        claims.into_iter().map(one).collect()
    })
}

/// Claims of which many pass on what another source said, and a further statement of one of those, most often about the same.
pub fn with_one_more_statement() -> impl Strategy<Value = (Vec<TestClaim>, TestClaim)> {
    with_second_hand_ones().prop_flat_map(|mut claims| {
        claims[1].cites = Some(claims[0].source);
        let TestClaim { attribute, place, day, .. } = claims[0];
        let first_hand = Mix { second_hand: 0, unconfirmed: 0, citable: &["a"] };
        let cited: Vec<&'static str> = claims.iter().filter_map(|claim| claim.cites).collect();
        // What a source below another one says is its word too.
        let source = select(cited).prop_map(|source| if source == "league" { "b" } else { source });
        let statement = about(attribute, place, day.unwrap_or(10), first_hand);
        (Just(claims), source, statement)
            .prop_map(|(claims, source, statement)| (claims, TestClaim { source, ..statement }))
    })
}

/// Claims of moments, each of a source of its own, and another zone for each.
pub fn of_moments() -> impl Strategy<Value = Vec<(TestClaim, Moment)>> {
    const ZONES: [i32; 7] = [-720, -480, 0, 0, 120, 330, 840];
    const SOURCES: [&str; 8] = ["a", "b", "c", "d", "copy-a", "copy-b", "copy-c", "copy-d"];
    let moment = (0u32..4 * 1_440, select(ZONES.to_vec()), select(ZONES.to_vec()));
    (first_hand(), prop::collection::vec(moment, SOURCES.len())).prop_map(|(claims, moments)| {
        let one = |((claim, source), (minutes, ahead, other)): ((TestClaim, _), _)| {
            let moment = Some(Moment { minutes, ahead });
            (TestClaim { source, moment, ..claim }, Moment { minutes, ahead: other })
        };
        claims.into_iter().zip(SOURCES).zip(moments).map(one).collect()
    })
}

/// Claims of every sort about several subjects, most of them about one, with quotes of what a source said of another subject.
pub fn of_several_subjects() -> impl Strategy<Value = Vec<TestClaim>> {
    let subject = || prop_oneof![4 => Just(Some("fire")), 4 => select(SUBJECTS.to_vec()).prop_map(Some), 1 => Just(None)];
    let subjects = prop::collection::vec(subject(), 16);
    let quoted = (select(SUBJECTS.to_vec()), select(SUBJECTS.to_vec()), select(COUNTED.to_vec()), 1u32..20);
    let figures = (select(FIGURES.to_vec()), select(FIGURES.to_vec()), select(vec![None, Some("kursk")]));
    let quotes = prop::collection::vec((quoted, figures, any::<bool>()), 1..4);
    (with_second_hand_ones(), of_all_sorts(), subjects, quotes).prop_map(|(one, other, subjects, quotes)| {
        let claims = one.into_iter().chain(other);
        let claims = claims.zip(subjects.into_iter().cycle());
        let claims = claims.map(|(claim, subject)| TestClaim { subject, ..claim });
        let quotes =
            quotes.into_iter().flat_map(|((of, quoted_of, attribute, day), (given, own, place), known)| {
                let said = |source, subject, figure| TestClaim {
                    subject: Some(subject),
                    place,
                    day: Some(day),
                    ..TestClaim::new(source, attribute, Value::figure(figure))
                };
                // What a source gave for the one, passed on as what it gave for the other, of which it may have said something too.
                let quote = TestClaim { cites: Some("a"), ..said("c", quoted_of, given) };
                let own = known.then(|| said("a", quoted_of, own));
                [Some(said("a", of, given)), own, Some(quote)].into_iter().flatten()
            });
        claims.chain(quotes).collect()
    })
}

/// A claim of a number at first hand.
pub fn of_a_number() -> impl Strategy<Value = TestClaim> {
    (select(COUNTED.to_vec()), place(), 1u32..20).prop_flat_map(|(attribute, place, day)| {
        about(attribute, place, day, Mix { second_hand: 0, unconfirmed: 0, citable: &["a"] })
    })
}

/// A figure, and a value that allows it and more. The last digit is allowed for in a figure and not in a bound: `100` agrees
/// with `105`, which `up to 100` leaves out. So a figure that becomes a bound is given to the last digit.
pub fn widened() -> impl Strategy<Value = (u32, Value)> {
    let hedge = select(vec!["about", "roughly", "at least", "up to"]);
    (select(FIGURES.to_vec()), prop::option::weighted(0.8, hedge), 1u32..4, 1u32..4).prop_map(
        |(figure, hedge, less, more)| match hedge {
            Some(hedge @ ("about" | "roughly")) => (figure, Value::Number { hedge, figure, unit: "" }),
            Some(hedge) => (figure + 1, Value::Number { hedge, figure: figure + 1, unit: "" }),
            None => (figure + 1, Value::Range { lower: (figure + 1) / less, upper: (figure + 1) * more }),
        },
    )
}

/// Claims that give one attribute in one unit, and another unit for it.
pub fn in_one_unit() -> impl Strategy<Value = (Vec<TestClaim>, Scaling)> {
    (first_hand(), select(SCALINGS.to_vec()), prop::collection::vec(number(Just("")), 12)).prop_map(
        |(claims, scaling, values)| {
            let in_unit = |(claim, value): (TestClaim, Value)| match value {
                Value::Number { hedge, figure, .. } => TestClaim {
                    attribute: scaling.attribute,
                    value: Value::Number { hedge, figure, unit: scaling.from },
                    share: None,
                    ..claim
                },
                _ => claim,
            };
            (claims.into_iter().zip(values).map(in_unit).collect(), scaling)
        },
    )
}

/// A style of YAML.
pub fn style() -> impl Strategy<Value = Style> {
    let quotes = select(vec![Quotes::Plain, Quotes::Single, Quotes::Double, Quotes::Escaped, Quotes::Folded]);
    (any::<bool>(), quotes, 0usize..8, any::<bool>()).prop_map(|(block, quotes, turned, comments)| Style {
        block,
        quotes,
        turned,
        comments,
    })
}

/// Two claims of different sources about one thing, and others of which most are about the same.
fn case(mix: Mix) -> impl Strategy<Value = Vec<TestClaim>> {
    (attribute(), place(), 1u32..20).prop_flat_map(move |(attribute, place, day)| {
        let first = |sources: Vec<&'static str>| {
            (select(sources), value(attribute)).prop_map(move |(source, (value, share))| TestClaim {
                place,
                share,
                day: Some(day),
                ..TestClaim::new(source, attribute, value)
            })
        };
        let others = prop::collection::vec(about(attribute, place, day, mix), 0..9);
        (first(vec!["a", "b"]), first(vec!["c", "d"]), others)
            .prop_map(|(one, other, others)| [one, other].into_iter().chain(others).collect())
    })
}

/// A claim that is about this attribute, this place and this day, or about some of them.
fn about(
    attribute: &'static str,
    place: Option<&'static str>,
    day: u32,
    mix: Mix,
) -> impl Strategy<Value = TestClaim> {
    let attributes = prop_oneof![8 => Just(attribute), 1 => self::attribute()];
    let valued = attributes.prop_flat_map(|attribute| (Just(attribute), value(attribute)));
    let places = prop_oneof![3 => Just(place), 1 => self::place()];
    let days = prop_oneof![
        5 => Just(Some(day)),
        2 => (day.saturating_sub(2).max(1)..day + 3).prop_map(Some),
        2 => (1u32..20).prop_map(Some),
        1 => Just(None),
    ];
    let seldom = (percent(10), percent(mix.unconfirmed), percent(7), percent(mix.second_hand));
    (select(&SOURCES[..]), valued, places, days, seldom, select(mix.citable)).prop_map(
        |(source, (attribute, (value, share)), place, day, seldom, cited)| {
            let (denies, unconfirmed, scope, second_hand) = seldom;
            let cites = Some(cited).filter(|cited| second_hand && *cited != source);
            TestClaim {
                source,
                attribute,
                place,
                value,
                denies,
                share,
                day,
                moment: None,
                scope,
                unconfirmed,
                cites,
                subject: None,
            }
        },
    )
}

/// True in so many cases of a hundred.
fn percent(of_a_hundred: u32) -> impl Strategy<Value = bool> {
    (0u32..100).prop_map(move |number| number >= 100 - of_a_hundred)
}

fn place() -> impl Strategy<Value = Option<&'static str>> {
    select(vec![None, Some("russia"), Some("kursk"), Some("front")])
}

/// An attribute of any kind of value, numbers most often.
fn attribute() -> impl Strategy<Value = &'static str> {
    prop_oneof![
        6 => select(COUNTED.to_vec()),
        2 => select(vec!["killed", "wounded", "casualties"]),
        2 => Just("damage"),
        2 => Just("deployment"),
        3 => select(vec!["birthplace", "cause", "name", "alive", "date"]),
    ]
}

/// A value for an attribute, and how much of the subject it speaks of.
fn value(attribute: &str) -> BoxedStrategy<(Value, Option<&'static str>)> {
    let of_words = |words: &'static [&'static str]| select(words).prop_map(Value::Words);
    let whole = |value| (value, None);
    match attribute {
        "deployment" => {
            let share = prop_oneof![2 => Just(None), 1 => Just(Some("some")), 1 => Just(Some("all"))];
            (of_words(&STAGES), share).boxed()
        }
        "birthplace" => of_words(&["kursk", "russia", "seoul"]).prop_map(whole).boxed(),
        "cause" => of_words(&["attack", "missile strike", "accident"]).prop_map(whole).boxed(),
        "name" => {
            of_words(&["Northern Star", "Northern Stars", "Northern Light", "Northern", "Southern Cross"])
                .prop_map(whole)
                .boxed()
        }
        "alive" => of_words(&["yes", "no"]).prop_map(whole).boxed(),
        "date" => (1u32..20).prop_map(Value::Day).prop_map(whole).boxed(),
        "damage" => number(select(vec!["$", "$", "€", ""])).prop_map(whole).boxed(),
        _ => number(Just("")).prop_map(whole).boxed(),
    }
}

/// A figure, more often than not without a hedge.
fn number(unit: impl Strategy<Value = &'static str> + 'static) -> impl Strategy<Value = Value> {
    let hedge = prop_oneof![4 => Just(""), 3 => select(vec!["about", "at least", "up to", "more than"])];
    let figure = select(FIGURES.to_vec());
    (hedge, figure, unit).prop_map(|(hedge, figure, unit)| Value::Number { hedge, figure, unit })
}
