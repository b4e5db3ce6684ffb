//! Mapping files: how rows of tables become claims, each cell with its spot.
//!
//! A mapping file says which tables are read and what their rows become. [`wanted`] tells which files that are; whoever has read and
//! decoded them gives them to [`Tables`], which [`claim::read_with`](crate::claim::read_with) makes records of. A record is a tree as
//! that of a claim file is, but with parts that are written in the table, and others that are written in the mapping file.

mod columns;
mod conditions;
mod constants;
mod data;
mod dated;
mod delimited;
mod dialect;
mod effects;
mod fields;
mod format;
mod gaps;
mod given;
mod header;
mod items;
mod known;
mod lines;
mod make;
mod missing;
mod model;
mod moment;
mod nodes;
mod number;
mod period;
mod plain;
mod read;
mod row;
mod sample;
#[cfg(feature = "schema")]
mod schema;
mod seen;
mod source;
mod tables;
mod undated;

pub use self::data::{endings, is_of_table};
pub use self::format::{Encoding, Format};
pub use self::gaps::is_gap;
pub use self::moment::{DATES, moment};
pub use self::plain::is_claims_table;
pub use self::sample::{Sample, sample};
#[cfg(feature = "schema")]
pub use self::schema::schema;
pub use self::tables::{Given, Tables, Wanted, wanted};

#[cfg(test)]
mod tests;
