//! What a mapping says of its tables that changes nothing, whatever they hold.

use super::format::Format;
use super::model::Table;
use crate::problem::{Code, Problem};
use gainsay_yaml::text::Span;

/// The problems of what `table` says, and what is read by it is in none of `formats` for which that matters.
pub(super) fn without_effect(table: &Table, formats: &[Format]) -> Vec<Problem> {
    let has = |wanted: &[Format]| formats.iter().any(|format| wanted.contains(format));
    let mut problems = Vec::new();
    let mut idle = |key: &str, spot: Option<Span>, kind: &str| {
        let message = format!("`{key}` has no effect: no {kind} file is read here");
        let problem =
            |spot| Problem::new(Code::MisplacedKey, spot, message).help("leave it out, or correct `format`");
        problems.extend(spot.map(problem));
    };
    if !formats.is_empty() && !has(&[Format::Json]) {
        idle("rows", table.rows.as_ref().map(|rows| rows.span), "JSON");
    }
    if !formats.is_empty() && !has(&[Format::Csv, Format::Tsv]) {
        let dialect = &table.dialect;
        idle("separator", dialect.separator.map(|mark| mark.span), "CSV or TSV");
        idle("quote", dialect.quote.map(|mark| mark.span), "CSV or TSV");
        idle("header", dialect.header.map(|header| header.span), "CSV or TSV");
    }
    problems
}
