//! The keys of a mapping file, as serde reads them.

#[cfg(feature = "schema")]
use schemars::JsonSchema;
use serde::Deserialize;

use gainsay_yaml::Leaf;
use gainsay_yaml::text::{Spanned, Text};

/// The formats of tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// Lines of cells with a separator between them.
    Csv,
    /// The same with tabs between them.
    Tsv,
    /// JSON: a list of rows, itself or under `rows`.
    Json,
    /// One row of JSON a line.
    JsonLines,
    /// The YAML between the lines `---` at the beginning of a Markdown file: one row a file.
    FrontMatter,
}

/// How the characters of a file are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Encoding {
    /// UTF-8, with a byte order mark or without.
    #[serde(rename = "utf-8")]
    Utf8,
    /// UTF-16; its byte order mark says the order, or else little end first.
    #[serde(rename = "utf-16")]
    Utf16,
    /// Windows-1252, which holds Latin-1: what spreadsheets of Western Europe wrote before they wrote UTF-8.
    #[serde(rename = "windows-1252", alias = "latin-1")]
    Windows1252,
}

/// How the lines of a CSV or TSV file are written. What is left out is found by looking at the file.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema), schemars(rename = "Dialect"))]
pub(super) struct DialectKeys {
    /// The character between cells: `,`, `;`, a tab (`"\t"`), `|` or another ASCII character.
    #[cfg_attr(feature = "schema", schemars(length(equal = 1), example = &";"))]
    pub(super) separator: Option<Text>,
    /// The character around cells that hold a separator or a line break. Inside such a cell, write it twice.
    #[cfg_attr(feature = "schema", schemars(length(equal = 1), extend("default" = "\"")))]
    pub(super) quote: Option<Text>,
    /// The encoding of the file.
    #[cfg_attr(feature = "schema", schemars(extend("default" = "utf-8")))]
    pub(super) encoding: Option<Encoding>,
    /// The decimal mark of numbers: `,` or `.`. The other one can then only group digits.
    #[cfg_attr(feature = "schema", schemars(extend("enum" = [",", "."])))]
    pub(super) decimal: Option<Text>,
    /// Whether the first line names the columns. If another line does, give its number. With `false`,
    /// columns are named by their numbers, from 1.
    #[cfg_attr(feature = "schema", schemars(with = "Option<serde_json::Value>", extend("type" = ["boolean", "integer"], "default" = true)))]
    pub(super) header: Option<Spanned<Leaf>>,
}

/// The keys of a mapping that say what is read.
pub(super) const TABLE: [&str; 7] = ["read", "format", "dialect", "rows", "empty", "skip", "when"];

/// The keys of [`TABLE`] that an item of `claims` may have.
pub(super) const CONDITIONS: [&str; 2] = ["skip", "when"];

/// The sections of the registry that a table may declare, with the keys of an entry of each.
pub(super) const REGISTRY: [(&str, &[&str]); 3] = [
    ("sources", &["id", "name", "part-of", "reliability", "lang", "aliases"]),
    ("subjects", &["id", "name", "part-of", "parts", "aliases"]),
    ("places", &["id", "name", "within", "parts", "aliases"]),
];

/// The usual mark around cells.
pub(super) const QUOTE: u8 = b'"';

/// The keys of a cell.
pub(super) const CELL: [&str; 4] = ["from", "split", "date", "replace"];

/// How the claims of a mapping file are called in front: by its name without its ending.
pub(super) fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    let name = name.rsplit_once('.').map_or(name, |(name, _)| name);
    name.strip_suffix(".map").unwrap_or(name)
}
