//! The rates of a unit: by day, how many of another unit one is.

use super::reader::Reader;
use crate::date;
use crate::problem::{Code, Problem};
use crate::value::Rate;
use gainsay_yaml::text::{Span, Text};
use gainsay_yaml::{Node, NodeKind, duplicate_key};
use rust_decimal::Decimal;

/// The rates that a unit gives, by their days, and what to blame where they cannot be worked out.
pub(super) fn rates(reader: &mut Reader<'_>, unit: Node<'_, '_>) -> (Vec<Rate>, Option<Span>) {
    let Some(list) = unit.get("rates").filter(|node| !node.is_broken()) else { return (Vec::new(), None) };
    if list.kind() != NodeKind::Mapping {
        let problem =
            Problem::new(Code::WrongType, list.span(), "`rates` takes a day and an amount for each rate");
        reader.report(problem.help("write `rates: { 2024-10-01: 1.11 usd, 2024-11-01: 1.08 usd }`"));
        return (Vec::new(), None);
    }
    let (mut rates, mut blame): (Vec<(Rate, Node<'_, '_>)>, _) = (Vec::new(), None);
    for (key, value) in list.entries().filter(|(key, value)| !key.has_broken() && !value.has_broken()) {
        let written = key.as_str().unwrap_or_default();
        let day = date::parse(written).ok().filter(|when| when.first == when.last);
        let Some(day) = day.filter(|_| !date::is_doubtful(written)) else {
            let message = format!("`{written}` is not a day");
            let problem = Problem::new(Code::NotADate, key.span(), message);
            reader.report(problem.help("write the first day on which the rate holds, such as `2024-10-01`"));
            continue;
        };
        if let Some((_, first)) = rates.iter().find(|(rate, _)| rate.from == day.first) {
            reader.report(duplicate_key(*first, key));
            continue;
        }
        let Some(text) = value.text() else {
            let problem = Problem::new(Code::WrongType, value.span(), "a rate is a number of another unit");
            reader.report(problem.help("write how many of which other unit one is, such as `1.08 usd`"));
            continue;
        };
        if let Some(((times, unit), spot)) = worth(reader, &text) {
            blame = blame.or(Some(spot));
            rates.push((Rate { from: day.first, times, unit }, key));
        }
    }
    let mut rates: Vec<Rate> = rates.into_iter().map(|(rate, _)| rate).collect();
    rates.sort_by_key(|rate| rate.from);
    (rates, blame)
}

/// `1000 metre`, and the word to blame where that cannot be worked out.
pub(super) fn worth(reader: &mut Reader<'_>, text: &Text) -> Option<((Decimal, String), Span)> {
    let written = reader.text(text);
    let read = || {
        let (number, unit) = written.trim().split_once(' ')?;
        Some((number, number.parse::<Decimal>().ok()?, unit.trim()))
    };
    let Some((number, times, unit)) = read() else {
        let message = format!("`{written}` is not a number of another unit");
        let problem = Problem::new(Code::BadUnit, text.span, message);
        reader.report(problem.help("write how many of which other unit it is, such as `1000 metre`"));
        return None;
    };
    // The number comes first and the unit last, with nothing but blanks around them.
    let start = written.len() - written.trim_start().len();
    let end = written.trim_end().len();
    let blame = if times > Decimal::ZERO { end - unit.len()..end } else { start..start + number.len() };
    Some(((times, unit.to_owned()), text.part(blame)))
}
