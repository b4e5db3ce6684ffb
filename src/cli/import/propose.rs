//! From the columns of a table to a mapping file, with comments where it is not sure.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Write as _};

use super::column::{Column, Holds};
use super::escape::{plain, quoted};
use super::names::{self, slug, words};
use crate::cli::known::builtin_rules;

use gainsay_core::mapping::{Format, Sample};

/// What headers are called, by the keys of a claim.
const HEADERS: &str = include_str!("headers.yaml");

/// Who made a poll, beside who published it: no key of a claim, but a part of what it is about.
const POLLSTER: &str = "pollster";

/// The first day of a period.
const BEGIN: &str = "begin";

/// Who published something: a guess at who says it, where another column was taken for that.
const PUBLISHER: &str = "publisher";

/// Which column holds what, by the keys of a claim.
type Roles = BTreeMap<&'static str, usize>;

/// How many columns of numbers become claims; a table of more is more likely to be long.
const MOST: usize = 60;

/// A table that is to be mapped.
pub(super) struct Table<'t> {
    pub(super) sample: &'t Sample,
    /// Its path from the folder of the mapping file.
    pub(super) read: String,
    /// What names it where nothing else does.
    pub(super) stem: String,
    /// How it is written, where not in UTF-8.
    pub(super) encoding: Option<&'static str>,
}

/// The mapping file of `table`.
pub(super) fn mapping(table: &Table<'_>) -> String {
    let Sample { names, cells, .. } = table.sample;
    let of_name = names::occurrences(names);
    let rules = builtin_rules();
    let column = |(at, name): (usize, &String)| {
        let cells = cells.iter().map(|row| row.get(at).map(String::as_str).unwrap_or_default());
        Column::of(name, of_name[name], cells, &rules)
    };
    let columns: Vec<Column> = names.iter().enumerate().map(column).collect();
    let proposal = Proposal { table, roles: roles(&columns), columns };
    let mut out = String::new();
    // Writing to a string does not fail.
    let _ = proposal.head(&mut out).and_then(|()| proposal.body(&mut out));
    out
}

/// What is proposed for a table.
struct Proposal<'p> {
    table: &'p Table<'p>,
    columns: Vec<Column>,
    /// Which column holds what, by the keys of a claim.
    roles: Roles,
}

impl Proposal<'_> {
    fn head(&self, out: &mut String) -> fmt::Result {
        let sample = self.table.sample;
        let rows = if sample.more {
            format!("the first {} rows", sample.cells.len())
        } else {
            match sample.cells.len() {
                1 => "its only row".to_owned(),
                all => format!("all {all} rows"),
            }
        };
        writeln!(
            out,
            "# Proposed by `gainsay import` from the header and {rows}. Check each line, especially those with a comment."
        )?;
        if sample.broken > 0 {
            let rows =
                if sample.broken == 1 { "1 row".to_owned() } else { format!("{} rows", sample.broken) };
            writeln!(out, "# {rows} among them cannot be read; `gainsay check` says why.")?;
        }
        if sample.more_names > 0 {
            let (looked_at, more) = (sample.names.len(), sample.more_names);
            writeln!(
                out,
                "# Only the first {looked_at} fields of these rows were looked at; there are {more} more."
            )?;
        }
        writeln!(out, "read: {}", plain(&self.table.read))?;
        let mut dialect = Vec::new();
        if let (Format::Csv, Some(separator)) = (sample.format, sample.separator) {
            let mark = if separator == '\t' { "\\t".to_owned() } else { separator.to_string() };
            dialect.push(format!("separator: \"{mark}\""));
            dialect.push(format!("decimal: \"{}\"", if sample.comma { ',' } else { '.' }));
        }
        if sample.header > 1 {
            dialect.push(format!("header: {}", sample.header));
        }
        if let Some(encoding) = self.table.encoding {
            dialect.push(format!("encoding: {encoding}"));
        }
        if !dialect.is_empty() {
            let unsure = if self.table.encoding.is_some() {
                " # not sure: the file is not UTF-8; check its letters with accents"
            } else {
                ""
            };
            writeln!(out, "dialect: {{ {} }}{unsure}", dialect.join(", "))?;
        }
        if let Some(rows) = &sample.rows {
            writeln!(out, "rows: {}", plain(rows))?;
        }
        let columns = self.columns.iter().filter(|column| column.holds != Holds::Nothing);
        let mut empty: Vec<&String> = columns.flat_map(|column| &column.empty).collect();
        empty.sort();
        empty.dedup();
        if !empty.is_empty() {
            let texts: Vec<String> = empty.iter().map(|text| quoted(text)).collect();
            writeln!(out, "empty: [{}] # cells with these texts count as empty", texts.join(", "))?;
        }
        Ok(())
    }

    fn body(&self, out: &mut String) -> fmt::Result {
        self.source(out)?;
        self.subject(out)?;
        for key in ["place", "scope", "cites", "speaker", "url", "quote", "note"] {
            self.cell(out, key)?;
        }
        for key in ["as-of", "published"] {
            if let Some(&at) = self.roles.get(key) {
                let (date, comment) = date_of(&self.columns[at]);
                writeln!(out, "{key}: {{ from: {}{date} }}{comment}", self.name(at))?;
            }
        }
        self.cell(out, "id")?;
        self.values(out)?;
        self.left(out)
    }

    /// The name of a column, as it is written in a mapping file.
    fn name(&self, at: usize) -> String {
        plain(&self.columns[at].name)
    }

    /// The columns that hold no key of a claim.
    fn free(&self) -> impl DoubleEndedIterator<Item = usize> + Clone {
        free(&self.roles, &self.columns)
    }

    /// Writes `key` with its column; whether it has one.
    fn cell(&self, out: &mut String, key: &str) -> Result<bool, fmt::Error> {
        let Some(&at) = self.roles.get(key) else { return Ok(false) };
        writeln!(out, "{key}: {{ from: {} }}", self.name(at))?;
        Ok(true)
    }

    /// Who says it; a guess where several columns may hold that.
    fn source(&self, out: &mut String) -> fmt::Result {
        let Some(&source) = self.roles.get("source") else {
            let stem = plain(&self.table.stem);
            return writeln!(out, "source: {stem} # not sure: no column looks like a source");
        };
        let known = headers();
        let may_be = |at: &usize| {
            let column = &self.columns[*at];
            let of = |key| is_called(column, key, &known);
            column.holds == Holds::Texts && (of("source") || of(PUBLISHER)) && !of("as-of")
        };
        let others: Vec<String> =
            self.free().filter(may_be).map(|at| format!("`{}`", line(&self.columns[at].name))).collect();
        let unsure = match others.as_slice() {
            [] => String::new(),
            [other] => format!(" # not sure: it may be {other}, which is not used"),
            _ => format!(" # not sure: it may be one of {}, which are not used", others.join(", ")),
        };
        writeln!(out, "source: {{ from: {} }}{unsure}", self.name(source))
    }

    /// What the claims are about: a poll is named by who made it and its last day.
    fn subject(&self, out: &mut String) -> fmt::Result {
        if self.cell(out, "subject")? {
            return Ok(());
        }
        let Some(&pollster) = self.roles.get(POLLSTER) else {
            let stem = plain(&self.table.stem);
            return writeln!(out, "subject: {stem} # not sure: no column looks like a subject");
        };
        let last = self.roles.get("as-of").filter(|&&at| !self.columns[at].is_braced());
        let columns = [Some(&pollster), last].into_iter().flatten();
        let columns: Vec<String> = columns.map(|&at| format!("{{{}}}", self.columns[at].name)).collect();
        let template = quoted(&columns.join(" "));
        writeln!(
            out,
            "subject: {{ template: {template} }} # not sure: this makes each poll a subject of its own"
        )
    }

    /// What is claimed: one value a row, or one for each column of numbers.
    fn values(&self, out: &mut String) -> fmt::Result {
        let columns = &self.columns;
        if let Some(&value) = self.roles.get("value") {
            if !self.cell(out, "attribute")? {
                let name = slug(&columns[value].name);
                writeln!(out, "attribute: {}{}", plain(&name), unlisted(&[&name]))?;
            }
            self.cell(out, "value")?;
            return Ok(());
        }
        let numbers: Vec<usize> = self.free().filter(|&at| columns[at].holds == Holds::Numbers).collect();
        if numbers.is_empty() {
            writeln!(out, "attribute: {} # not sure: write what is claimed", plain(&self.table.stem))?;
            return match self.free().rev().find(|&at| columns[at].filled > 0) {
                Some(at) => {
                    writeln!(out, "value: {{ from: {} }} # not sure: no column holds numbers", self.name(at))
                }
                None => writeln!(out, "value: unknown # not sure: no column is left that could hold it"),
            };
        }
        let headers = numbers.iter().take(MOST).map(|&at| columns[at].name.as_str());
        let named = names::of(&headers.collect::<Vec<_>>());
        let names: Vec<&str> = named.iter().map(|named| named.name.as_str()).collect();
        writeln!(out, "claims:{}", unlisted(&names))?;
        if !self.roles.contains_key("source") && names.len() > 1 && names.iter().all(|name| is_unlisted(name))
        {
            writeln!(
                out,
                "  # if each column is a source: `attribute: deaths` (or what they count) above, and `source: NAME` for `attribute: NAME` below"
            )?;
        }
        for (named, &at) in named.iter().zip(&numbers) {
            let unsure = named.unsure.as_ref().map(|why| format!(" # not sure: {why}")).unwrap_or_default();
            let (name, column) = (plain(&named.name), self.name(at));
            writeln!(out, "  - {{ attribute: {name}, value: {{ from: {column} }} }}{unsure}")?;
        }
        if numbers.len() > MOST {
            writeln!(
                out,
                "  # and {} more columns of numbers, which are not listed here",
                numbers.len() - MOST
            )?;
        }
        Ok(())
    }

    /// Which columns nothing is made of.
    fn left(&self, out: &mut String) -> fmt::Result {
        let wide = !self.roles.contains_key("value");
        let is_left = |column: &&Column| !(column.name.is_empty() || wide && column.holds == Holds::Numbers);
        for column in self.free().map(|at| &self.columns[at]).filter(is_left) {
            let holds = match column.holds {
                Holds::Nothing if column.empty.is_empty() => "empty in these rows".to_owned(),
                Holds::Nothing => format!("only {} in these rows", named(&column.empty)),
                _ => format!("such as `{}`, {} different", line(&column.example), column.distinct),
            };
            writeln!(out, "# not used: `{}`, {holds}", line(&column.name))?;
        }
        let mut said = BTreeSet::new();
        for Column { name, of_name, .. } in self.columns.iter().filter(|column| column.of_name > 1) {
            if !said.insert(name) {
                continue;
            }
            let what =
                if name.is_empty() { "no name".to_owned() } else { format!("the name `{}`", line(name)) };
            writeln!(out, "# not used: {of_name} columns have {what}; give each a name of its own")?;
        }
        Ok(())
    }
}

/// The first of these texts in a comment.
fn named(texts: &[String]) -> String {
    /// How many of them are named.
    const NAMED: usize = 3;
    let mut named: Vec<String> = texts.iter().take(NAMED).map(|text| format!("`{}`", line(text))).collect();
    named.extend((texts.len() > NAMED).then(|| format!("{} more", texts.len() - NAMED)));
    named.join(", ")
}

/// What is said of how the dates of a column are written, and a comment where that is not sure.
fn date_of(column: &Column) -> (String, String) {
    match column.holds {
        Holds::Dates { format: Some(format), or: Some(or) } => {
            (format!(", date: \"{format}\""), format!(" # not sure: the days fit `{or}` too"))
        }
        Holds::Dates { format: Some(format), or: None } => (format!(", date: \"{format}\""), String::new()),
        Holds::Dates { format: None, .. } | Holds::Numbers => (String::new(), String::new()),
        _ => (
            String::new(),
            format!(" # not sure: `{}` is not a known way to write a date", line(&column.example)),
        ),
    }
}

/// Which column holds what, by the keys of a claim.
fn roles(columns: &[Column]) -> Roles {
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
    // A header that is just the word counts for more than one that has it among others.
    for whole in [true, false] {
        for key in order {
            if roles.contains_key(key) {
                continue;
            }
            let is = |at: &usize, word: &str| {
                let column = &columns[*at];
                fits(key, column)
                    && called(&column.name, word, whole)
                    && !(key == "as-of" && is_called(column, BEGIN, &known))
            };
            let words = known.get(key).map(Vec::as_slice).unwrap_or_default();
            let found = words.iter().find_map(|word| free(&roles, columns).find(|at| is(at, word)));
            roles.extend(found.map(|at| (key, at)));
        }
    }
    complete(&mut roles, columns, &known);
    // A value without what it is a value of is one of several columns of numbers.
    let numbers =
        columns.iter().filter(|column| column.holds == Holds::Numbers && column.of_name == 1).count();
    if roles.contains_key("value") && !roles.contains_key("attribute") && numbers > 1 {
        roles.remove("value");
    }
    if !roles.contains_key("value") && roles.contains_key("attribute") {
        let only = free(&roles, columns).find(|&at| columns[at].holds == Holds::Numbers);
        match only {
            Some(at) => _ = roles.insert("value", at),
            None => _ = roles.remove("attribute"),
        }
    }
    roles
}

/// The columns that hold no key of a claim. Those that share their name cannot be told apart by it, so they are none of them.
fn free<'c>(
    roles: &Roles,
    columns: &'c [Column],
) -> impl DoubleEndedIterator<Item = usize> + Clone + use<'c> {
    let used: BTreeSet<usize> = roles.values().copied().collect();
    (0..columns.len()).filter(move |at| !used.contains(at) && columns[*at].of_name == 1)
}

/// The words of headers, by the keys that they stand for.
type Headers = BTreeMap<String, Vec<String>>;

fn headers() -> Headers {
    serde_yaml::from_str(HEADERS).unwrap_or_default()
}

/// Whether a header has one of the words for `key`.
fn is_called(column: &Column, key: &str, known: &Headers) -> bool {
    known.get(key).is_some_and(|words| words.iter().any(|word| called(&column.name, word, false)))
}

/// Takes a column of dates that is left as the as-of date, no first day where there is another one; and beside a source, who made the
/// polls that it publishes.
fn complete(roles: &mut Roles, columns: &[Column], known: &Headers) {
    if !roles.contains_key("as-of") {
        let dates = || free(roles, columns).filter(|&at| matches!(columns[at].holds, Holds::Dates { .. }));
        let last = dates().find(|&at| !is_called(&columns[at], BEGIN, known)).or(dates().next());
        roles.extend(last.map(|at| ("as-of", at)));
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
        "id" => column.distinct == column.filled && column.filled > 0,
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

/// Whether a name is no attribute of the built-in rules.
fn is_unlisted(name: &str) -> bool {
    builtin_rules().attribute(name).is_none()
}

/// A comment that says which of `names` are no attributes of the built-in rules; nothing where all of them are.
fn unlisted(names: &[impl AsRef<str>]) -> String {
    /// How many names are said.
    const SAID: usize = 3;
    let mut unlisted = names.iter().map(AsRef::as_ref).filter(|name| is_unlisted(name));
    let said: Vec<String> = unlisted.by_ref().take(SAID).map(|name| format!("`{name}`")).collect();
    let more = match unlisted.count() {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let are = if said.len() == 1 { "is no built-in attribute" } else { "are no built-in attributes" };
    match said.as_slice() {
        [] => String::new(),
        _ => format!(" # not sure: {}{more} {are}", said.join(", ")),
    }
}

/// A text in a comment: one line of it, not too long.
fn line(text: &str) -> String {
    const LONGEST: usize = 40;
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    if text.chars().count() <= LONGEST {
        text
    } else {
        format!("{}…", text.chars().take(LONGEST).collect::<String>())
    }
}
