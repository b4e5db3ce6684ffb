//! Which column of a table holds what, by what it is called and what is in it.

use std::collections::{BTreeMap, BTreeSet};

use super::column::{Column, Holds};
use super::headers::{Headers, headers, of};
use super::names::words;
use super::period::Period;

/// Who made a poll, beside who published it: no key of a claim, but a part of what it is about.
pub(super) const POLLSTER: &str = "pollster";

/// The first day of a period.
pub(super) const BEGIN: &str = "begin";

/// Who published something: a guess at who says it, where another column was taken for that.
pub(super) const PUBLISHER: &str = "publisher";

/// The day on which something was reported, which is not the day of what happened.
pub(super) const REPORTED: &str = "reported";

/// A part of a date.
pub(super) const DATE_PART: &str = "date-part";

/// What numbers events: rows with the same number are about the same one.
const EVENT_ID: &str = "event-id";

/// Words that say that a column has something about an event, and is not what names it.
const ABOUT_EVENT: &str = "about-event";

/// Which column holds what, by the keys of a claim.
pub(super) type Roles = BTreeMap<&'static str, usize>;

/// Which column holds what, by the keys of a claim.
pub(super) fn roles(columns: &[Column]) -> Roles {
    let known = headers();
    let order = [
        "id",
        "source",
        "attribute",
        "value",
        "as-of",
        "published",
        "place",
        "scope",
        "subject",
        "cites",
        "speaker",
        "url",
        "quote",
        "note",
    ];
    let mut roles: Roles = BTreeMap::new();
    // Beside dates in full, a year is a part of one.
    let dated = columns.iter().any(|column| matches!(column.holds, Holds::Dates { .. }));
    // A header that is just the word counts for more than one that has it among others.
    for whole in [true, false] {
        for key in order {
            if roles.contains_key(key) {
                continue;
            }
            let is = |at: &usize, word: &str| {
                let column = &columns[*at];
                let in_full = !(dated && key == "as-of" && column.holds == Holds::Numbers);
                fits(key, column)
                    && in_full
                    && called(&column.name, word, whole)
                    && !(key == "as-of" && is_called(column, BEGIN, known))
            };
            let words = known.get(key).map(Vec::as_slice).unwrap_or_default();
            let found = words.iter().find_map(|word| free(&roles, columns).find(|at| is(at, word)));
            roles.extend(found.map(|at| (key, at)));
        }
    }
    complete(&mut roles, columns, known);
    // A value without what it is a value of is one of several columns of numbers.
    let numbers =
        columns.iter().filter(|column| column.holds == Holds::Numbers && column.of_name == 1).count();
    if roles.contains_key("value") && !roles.contains_key("attribute") && numbers > 1 {
        roles.remove("value");
    }
    if !wide(columns).is_empty() {
        roles.retain(|key, _| !["value", "as-of", "id"].contains(key));
    } else if !roles.contains_key("value") && roles.contains_key("attribute") {
        let only = free(&roles, columns).find(|&at| is_figure(&columns[at], known));
        match only {
            Some(at) => _ = roles.insert("value", at),
            None => _ = roles.remove("attribute"),
        }
    }
    roles
}

/// The columns of figures for a time each, which is all that they are called: `2019`, `2020`; none where there is only one.
pub(super) fn wide(columns: &[Column]) -> Vec<usize> {
    let is_wide = |at: &usize| {
        let column = &columns[*at];
        let may_hold_figures = matches!(column.holds, Holds::Numbers | Holds::Nothing);
        may_hold_figures && column.of_name == 1 && Period::of(column.name.trim()).is_some()
    };
    let wide: Vec<usize> = (0..columns.len()).filter(is_wide).collect();
    let holds_any = wide.iter().any(|&at| columns[at].holds == Holds::Numbers);
    if wide.len() > 1 && holds_any { wide } else { Vec::new() }
}

/// The columns that hold no key of a claim. Those that share their name cannot be told apart by it, so they are none of them.
pub(super) fn free<'c>(
    roles: &Roles,
    columns: &'c [Column],
) -> impl DoubleEndedIterator<Item = usize> + Clone + use<'c> {
    let used: BTreeSet<usize> = roles.values().copied().collect();
    (0..columns.len()).filter(move |at| !used.contains(at) && columns[*at].of_name == 1)
}

/// Whether a header has one of the words for `key`.
pub(super) fn is_called(column: &Column, key: &str, known: &Headers) -> bool {
    known.get(key).is_some_and(|words| words.iter().any(|word| called(&column.name, word, false)))
}

/// Whether a header is one of the words for `key`, and nothing else.
pub(super) fn is_just(column: &Column, key: &str, known: &Headers) -> bool {
    known.get(key).is_some_and(|words| words.iter().any(|word| called(&column.name, word, true)))
}

/// Whether a column holds figures. What is left of a date in parts is none: a year, a month.
pub(super) fn is_figure(column: &Column, known: &Headers) -> bool {
    column.holds == Holds::Numbers && !is_just(column, DATE_PART, known)
}

/// Takes a column of dates that is left as the as-of date, no first day where there is another one; beside a source, who made the
/// polls that it publishes; and as the subject what numbers events, where several rows have the same number.
fn complete(roles: &mut Roles, columns: &[Column], known: &Headers) {
    if !roles.contains_key("as-of") {
        let dates = || free(roles, columns).filter(|&at| matches!(columns[at].holds, Holds::Dates { .. }));
        let last = dates().find(|&at| !is_called(&columns[at], BEGIN, known)).or(dates().next());
        roles.extend(last.map(|at| ("as-of", at)));
    }
    if !roles.contains_key("subject") {
        let is_of_event = |column: &Column| {
            let repeated = column.holds == Holds::Texts && column.distinct < column.filled;
            repeated && is_just(column, EVENT_ID, known)
        };
        let event = free(roles, columns).find(|&at| is_of_event(&columns[at]));
        roles.extend(event.map(|at| ("subject", at)));
    }
    if roles.contains_key("source") && !roles.contains_key("subject") {
        let fits = |column: &Column| {
            column.holds == Holds::Texts && !column.is_braced() && is_called(column, POLLSTER, known)
        };
        let pollster = free(roles, columns).find(|&at| fits(&columns[at]));
        roles.extend(pollster.map(|at| (POLLSTER, at)));
    }
}

/// Whether what a column holds can be under `key`.
fn fits(key: &str, column: &Column) -> bool {
    match key {
        "value" => matches!(column.holds, Holds::Numbers | Holds::Texts),
        "as-of" | "published" => match column.holds {
            Holds::Dates { .. } => true,
            Holds::Numbers => {
                column.example.len() == 4 && column.example.bytes().all(|byte| byte.is_ascii_digit())
            }
            _ => false,
        },
        "url" => column.holds == Holds::Addresses,
        "id" => column.distinct == column.filled && matches!(column.holds, Holds::Texts | Holds::Numbers),
        "subject" => {
            let about = words(&column.name).iter().any(|word| of(headers(), ABOUT_EVENT).contains(word));
            column.holds == Holds::Texts && !about
        }
        _ => column.holds == Holds::Texts,
    }
}

/// Whether a header is called `word`, or has it among its words.
fn called(header: &str, word: &str, whole: bool) -> bool {
    let words = words(header);
    let wanted: Vec<&str> = word.split(' ').collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    if whole { words == wanted } else { words.windows(wanted.len()).any(|part| part == wanted) }
}
