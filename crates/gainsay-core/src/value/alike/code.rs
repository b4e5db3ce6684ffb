//! Names with a number, of which one may say more than the other: `Boeing 737` and `Boeing 737-800`, `MH17` and `Flight 17`.

use crate::value::language::Language;
use crate::value::words;

/// A text with digits, taken apart.
#[derive(Debug)]
pub(super) struct Code {
    runs: Vec<Run>,
    flight: Option<Flight>,
}

/// Letters or digits in a row, or a sign.
#[derive(Debug)]
struct Run {
    /// In lower case.
    text: String,
    digits: bool,
    capital: bool,
    joint: Joint,
}

/// What stands before a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Joint {
    None,
    Blank,
    Hyphen,
}

/// What may be the number of a flight: with letters before it that may be the code of an airline, with words that name a flight, or bare.
#[derive(Debug)]
struct Flight {
    code: Option<String>,
    /// Whether it has words before the code.
    called: bool,
    number: u32,
}

impl Code {
    /// Takes `text` apart; nothing where it has no digits.
    pub(super) fn of(text: &str) -> Option<Self> {
        let text = text.trim();
        text.contains(|c: char| c.is_ascii_digit()).then(|| Self { runs: runs(text), flight: flight(text) })
    }

    /// Whether two of them surely name one thing, where they may do so; nothing where their numbers do not tell.
    pub(super) fn same(&self, other: &Self) -> Option<bool> {
        let same = |(one, other): (&Run, &Run)| one.text == other.text;
        if self.runs.len() == other.runs.len() && self.runs.iter().zip(&other.runs).all(same) {
            return Some(true);
        }
        self.of_one_flight(other).or_else(|| refines(&self.runs, &other.runs).then_some(false))
    }

    /// `MH17` may be `Malaysia Airlines Flight 17`, and `AB12` is no `Room 12`. It is `Flight MH17`, and `MAS17`, as an airline has two
    /// codes.
    fn of_one_flight(&self, other: &Self) -> Option<bool> {
        let (one, other) = (self.flight.as_ref()?, other.flight.as_ref()?);
        (one.number == other.number).then_some(())?;
        match (&one.code, &other.code) {
            (Some(a), Some(b)) if a == b && !(one.called && other.called) => Some(true),
            (Some(a), Some(b)) => Language::english().of_one_airline(a, b).then_some(true),
            (None, None) => None,
            _ => Some(false),
        }
    }
}

/// The runs of a text: `Su-27SM` is `su`, `27` and `sm`.
fn runs(text: &str) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut joint = Joint::Blank;
    for c in text.chars() {
        match c {
            '-' | '\u{2010}' | '\u{2011}' => joint = Joint::Hyphen,
            c if c.is_whitespace() => joint = Joint::Blank,
            c => {
                let digits = c.is_ascii_digit();
                let goes_on = |run: &&mut Run| {
                    joint == Joint::None
                        && run.digits == digits
                        && c.is_alphanumeric()
                        && run.text.ends_with(char::is_alphanumeric)
                };
                match runs.last_mut().filter(goes_on) {
                    Some(run) => run.text.extend(c.to_lowercase()),
                    None => {
                        let text = c.to_lowercase().collect();
                        runs.push(Run { text, digits, capital: c.is_uppercase(), joint });
                    }
                }
                joint = Joint::None;
            }
        }
    }
    runs
}

/// Whether one of two says of a number what the other says, and more: a variant behind it, or who makes it before it.
fn refines(one: &[Run], other: &[Run]) -> bool {
    let number = |runs: &[Run]| runs.iter().position(|run| run.digits).unwrap_or_default();
    let same = |(one, other): (&Run, &Run)| one.text == other.text;
    let ((one_names, one), (other_names, other)) = (one.split_at(number(one)), other.split_at(number(other)));
    let denies = |runs: &[Run]| runs.iter().any(|run| words::negates(&run.text));
    let named = one_names.iter().rev().zip(other_names.iter().rev()).all(same);
    let named = named && denies(one_names) == denies(other_names);
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    let variant = match long.get(short.len()) {
        Some(run) => is_variant(run, short.last().is_some_and(|last| last.capital)),
        None => true,
    };
    named && variant && short.iter().zip(long).all(same)
}

/// Whether a run makes a variant of what stands before it: `737-800`, `A320neo`, `737 MAX`, and behind a name `MAX 8`.
fn is_variant(run: &Run, behind_name: bool) -> bool {
    match run.joint {
        Joint::Hyphen => run.text.chars().all(char::is_alphanumeric),
        Joint::None => run.text.chars().all(char::is_alphabetic),
        // Other words are compared as such.
        Joint::Blank => run.capital || run.digits && behind_name,
    }
}

fn flight(text: &str) -> Option<Flight> {
    /// No flight has a number of more digits.
    const DIGITS: usize = 4;
    let before = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let number = text[before.len()..].parse().ok().filter(|_| text.len() - before.len() <= DIGITS)?;
    let before = before.trim_end_matches([' ', '-']);
    let last = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    let sign = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit();
    let code = matches!(last.len(), 2 | 3) && last.chars().all(sign) && last.contains(char::is_alphabetic);
    let words = before.chars().all(|c| c.is_alphabetic() || c.is_whitespace());
    let named = before.is_empty() || words && Language::english().names_flight(before);
    (code || named).then(|| Flight {
        code: code.then(|| last.to_owned()),
        called: code && last.len() < before.len(),
        number,
    })
}
