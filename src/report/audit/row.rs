//! Rows of a table: what a column holds, and how a cell is written.

use std::borrow::Cow;
use std::fmt::Display;

use rust_decimal::Decimal;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};

use gainsay_core::date::{Day, When};

/// A table of the audit, for programs.
#[derive(Debug, Clone)]
pub struct TableAbout {
    /// Its name: that of its rows in the JSON document, and of its file.
    pub name: &'static str,
    /// What a row of it is, in Markdown.
    pub about: String,
    /// Its columns, in order.
    pub columns: &'static [Column],
}

/// A column of a table.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// Its name, the same in every format.
    pub name: &'static str,
    /// What its cells hold: `text`, `whole number`, `decimal`, `days` or `true or false`.
    pub holds: &'static str,
    /// Whether a cell may be empty.
    pub optional: bool,
    about: &'static [&'static str],
}

impl Column {
    /// A column of the table that a row makes; for [`row!`].
    pub(super) const fn new<C: Cell>(name: &'static str, about: &'static [&'static str]) -> Self {
        Self { name, holds: C::HOLDS, optional: C::OPTIONAL, about }
    }

    /// What it means, in Markdown.
    #[must_use]
    pub fn about(&self) -> String {
        sentence(self.about)
    }
}

/// The lines of a comment as one text.
pub(super) fn sentence(lines: &[&str]) -> String {
    lines.iter().map(|line| line.trim()).collect::<Vec<_>>().join(" ")
}

/// A row of a table.
pub(super) trait Row {
    /// What a row is.
    const ABOUT: &'static [&'static str];
    /// The columns, in the order of the cells.
    const COLUMNS: &'static [Column];

    /// Puts all cells to `cells`, in order.
    fn put(&self, cells: &mut dyn Cells);
}

/// What takes the cells of a row.
pub(super) trait Cells {
    /// A cell whose words come from elsewhere.
    fn text(&mut self, words: &str);
    /// A cell whose characters are ours alone: a number, a date, a fixed word.
    fn plain(&mut self, characters: &str);
    /// A cell without anything.
    fn nothing(&mut self);
}

/// What a column can hold.
pub(super) trait Cell {
    const HOLDS: &'static str;
    const OPTIONAL: bool = false;

    fn put(&self, cells: &mut dyn Cells);
}

/// A struct whose fields are the columns of a table, documented once for all formats, and a constructor that fills them: each
/// column is `name: type = where it comes from`, and `name?: type` may be empty.
macro_rules! row {
    (
        $(#[doc = $about:literal])*
        struct $name:ident $(<$life:lifetime>)? from ($($from:ident: $given:ty),+) {
            $(let $known:ident = $found:expr;)*
            $(
                $(#[doc = $meaning:literal])+
                $column:ident $(?: $optional:ty)? $(: $cell:ty)? = $value:expr,
            )+
        }
    ) => {
        $(#[doc = $about])*
        #[derive(Serialize, JsonSchema)]
        pub(super) struct $name $(<$life>)? {
            $(
                $(#[doc = $meaning])+
                $(#[serde(skip_serializing_if = "Option::is_none")] $column: Option<$optional>,)?
                $($column: $cell,)?
            )+
        }

        impl $(<$life>)? $name $(<$life>)? {
            pub(super) fn new($($from: $given),+) -> Self {
                $(let $known = $found;)*
                Self { $($column: $value),+ }
            }
        }

        impl $(<$life>)? $crate::report::audit::row::Row for $name $(<$life>)? {
            const ABOUT: &'static [&'static str] = &[$($about),*];
            const COLUMNS: &'static [$crate::report::audit::row::Column] = &[$(
                $crate::report::audit::row::Column::new::<$(Option<$optional>)? $($cell)?>(
                    stringify!($column),
                    &[$($meaning),+],
                ),
            )+];

            fn put(&self, cells: &mut dyn $crate::report::audit::row::Cells) {
                $($crate::report::audit::row::Cell::put(&self.$column, cells);)+
            }
        }
    };
}

pub(super) use row;

impl<C: Cell> Cell for Option<C> {
    const HOLDS: &'static str = C::HOLDS;
    const OPTIONAL: bool = true;

    fn put(&self, cells: &mut dyn Cells) {
        match self {
            Some(cell) => cell.put(cells),
            None => cells.nothing(),
        }
    }
}

impl Cell for &str {
    const HOLDS: &'static str = "text";

    fn put(&self, cells: &mut dyn Cells) {
        cells.text(self);
    }
}

impl Cell for String {
    const HOLDS: &'static str = "text";

    fn put(&self, cells: &mut dyn Cells) {
        cells.text(self);
    }
}

impl Cell for Cow<'_, str> {
    const HOLDS: &'static str = "text";

    fn put(&self, cells: &mut dyn Cells) {
        cells.text(self);
    }
}

/// Cells of fixed words: those that JSON has for them.
macro_rules! word_cells {
    ($($cell:ty),+) => {
        $(impl $crate::report::audit::row::Cell for $cell {
            const HOLDS: &'static str = "text";

            fn put(&self, cells: &mut dyn $crate::report::audit::row::Cells) {
                cells.plain(&$crate::report::audit::row::word(self));
            }
        })+
    };
}

pub(super) use word_cells;

/// The word for `value`, one of a few.
pub(super) fn word(value: &impl Serialize) -> String {
    let value = serde_json::to_value(value).unwrap_or_default();
    value.as_str().unwrap_or_default().to_owned()
}

/// Cells of our own characters.
macro_rules! plain_cells {
    ($($cell:ty => $holds:literal),+ $(,)?) => {
        $(impl Cell for $cell {
            const HOLDS: &'static str = $holds;

            fn put(&self, cells: &mut dyn Cells) {
                cells.plain(&self.to_string());
            }
        })+
    };
}

plain_cells! {
    char => "text",
    u8 => "whole number",
    u64 => "whole number",
    usize => "whole number",
    bool => "true or false",
    Number => "decimal",
    Days => "days",
    DateGiven => "date",
}

/// A number with all of its digits.
///
/// It is a text in JSON: many readers take a number there for a binary fraction of 64 bits, which drops digits of large
/// and of fractional ones alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Number(pub(super) Decimal);

impl Display for Number {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.normalize().fmt(f)
    }
}

/// Days as ISO 8601-2 has them: `2024-10-28`, `2024-10-20/2024-10-27`, `2024-10-20/..`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Days(pub(super) When);

impl Days {
    /// One day.
    pub(super) fn of(day: Day) -> Self {
        Self(When::days(day, day, true))
    }
}

impl Display for Days {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self(When { first, last, .. }) = *self;
        write_day(first, f)?;
        if first == last {
            return Ok(());
        }
        f.write_str("/")?;
        write_day(last, f)
    }
}

fn write_day(day: Day, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
    let Some(date) = day.to_civil() else { return f.write_str("..") };
    let Ok(year) = u16::try_from(date.year()) else { return date.fmt(f) };
    // Large tables are full of days.
    let digits = |part: u16| [part / 10, part % 10].map(|digit| b'0' + digit as u8);
    let [month, day] = [date.month(), date.day()].map(|part| u16::from(part.unsigned_abs()));
    let [[y0, y1], [y2, y3], [m0, m1], [d0, d1]] = [year / 100, year % 100, month, day].map(digits);
    let text = [y0, y1, y2, y3, b'-', m0, m1, b'-', d0, d1];
    f.write_str(std::str::from_utf8(&text).unwrap_or_default())
}

/// Days as [`Days`] has them, and a month or a year of which some day is meant as `2024-10` and `2024`, so that it can be read again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct DateGiven(pub(super) When);

impl Display for DateGiven {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self(when) = *self;
        let civil = when.first.to_civil().zip(when.last.to_civil()).filter(|_| !when.throughout);
        match civil {
            Some((first, last)) if first == first.first_of_year() && last == first.last_of_year() => {
                write!(f, "{:04}", first.year())
            }
            Some((first, last)) if first == first.first_of_month() && last == first.last_of_month() => {
                write!(f, "{:04}-{:02}", first.year(), first.month())
            }
            _ => Days(when).fmt(f),
        }
    }
}

/// Types that are written as they are shown, with the pattern that they keep to.
macro_rules! written_as_shown {
    ($($type:ident: $about:literal, $pattern:literal;)+) => {
        $(
            impl Serialize for $type {
                fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    serializer.collect_str(self)
                }
            }

            impl JsonSchema for $type {
                fn schema_name() -> std::borrow::Cow<'static, str> {
                    stringify!($type).into()
                }

                fn json_schema(_: &mut SchemaGenerator) -> Schema {
                    json_schema!({ "type": "string", "description": $about, "pattern": $pattern })
                }
            }
        )+
    };
}

written_as_shown! {
    Number: "A decimal number with all of its digits, as `12000` or `-0.5`. It is a text, since many readers of JSON take numbers for binary fractions and lose digits.", r"^-?[0-9]+(\.[0-9]+)?$";
    DateGiven: "A day, or days, as elsewhere; a month, as `2024-10`, or a year, as `2024`, where some day of it is meant (ISO 8601-2).", r"^(-?[0-9]{4,6}(-[0-9]{2})?|(-?[0-9]{4,6}-[0-9]{2}-[0-9]{2}|\.\.)(/(-?[0-9]{4,6}-[0-9]{2}-[0-9]{2}|\.\.))?)$";
    Days: "A day, as `2024-10-28`, or the days from one to another, as `2024-10-20/2024-10-27`; `..` is an end that is open (ISO 8601-2).", r"^(-?[0-9]{4,6}-[0-9]{2}-[0-9]{2}|\.\.)(/(-?[0-9]{4,6}-[0-9]{2}-[0-9]{2}|\.\.))?$";
}
