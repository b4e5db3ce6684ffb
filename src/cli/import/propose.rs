//! From the columns of a table to a mapping file, with comments where it is not sure.

use std::collections::BTreeSet;
use std::fmt::{self, Write as _};

use super::column::{Column, Holds};
use super::escape::{plain, quoted};
use super::headers::headers;
use super::names::{self, Named, slug};
use super::period::{self, Period};
use super::roles::{PUBLISHER, Roles, free, is_called, is_figure, roles, wide};
use super::subject;
use super::times::{self, During, SEVERAL_TIMES, Times, whole};
use crate::cli::known::builtin_rules;

use gainsay_core::mapping::{Format, Sample};
use gainsay_core::rule::Rules;

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
    let proposal = Proposal::new(table, columns, &rules);
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
    rules: &'p Rules,
    /// The columns of figures that become claims, where no column holds the values of all attributes.
    numbers: Vec<usize>,
    /// The first of these.
    figures: Vec<Figure>,
    /// The columns of figures for a time each.
    wide: Vec<usize>,
    /// The period of all figures; where there is none, they are for the day of their row.
    during: Option<During>,
    /// Whether each column of figures may be a source.
    of_sources: bool,
}

/// A column of figures that becomes claims.
struct Figure {
    at: usize,
    named: Named,
    /// The period of its figures, where that is not the one of all.
    during: Option<During>,
}

impl<'p> Proposal<'p> {
    fn new(table: &'p Table<'p>, columns: Vec<Column>, rules: &'p Rules) -> Self {
        let (mut roles, wide, known) = (roles(&columns), wide(&columns), headers());
        let mut numbers = Vec::new();
        if wide.is_empty() && !roles.contains_key("value") {
            numbers.extend(free(&roles, &columns).filter(|&at| is_figure(&columns[at], known)));
        }
        let headers: Vec<&str> = numbers.iter().take(MOST).map(|&at| columns[at].name.as_str()).collect();
        let named = names::of(&headers);
        let of_sources = !roles.contains_key("source")
            && named.len() > 1
            && named.iter().all(|named| is_unlisted(&named.name, rules));
        if of_sources {
            // It would be beside what every source says.
            roles.remove("note");
        }
        let Sample { cells, comma, .. } = table.sample;
        let mut times = Times {
            columns: &columns,
            roles: &roles,
            cells,
            comma: *comma,
            rules,
            of_sources,
            falls: SEVERAL_TIMES,
        };
        let figure = |(named, &at): (Named, &usize)| {
            let during = times.during(Some(at), Some(&named.name));
            Figure { at, named, during }
        };
        let mut figures: Vec<Figure> = named.into_iter().zip(&numbers).map(figure).collect();
        if figures.iter().filter_map(|figure| figure.during.as_ref()).any(|during| during.guessed) {
            // Beside such figures, those that fall once are no totals either.
            times.falls = 1;
            for Figure { at, named, during } in &mut figures {
                *during = times.during(Some(*at), Some(&named.name));
            }
        }
        let during = match roles.get("value").copied() {
            value if figures.is_empty() => {
                let named = value.filter(|_| !roles.contains_key("attribute"));
                times.during(value, named.map(|at| slug(&columns[at].name)).as_deref())
            }
            _ => of_all(&mut figures),
        };
        Self { table, columns, roles, rules, numbers, figures, wide, during, of_sources }
    }
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
        self.dialect(out)?;
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

    /// How the file is written; nothing where that is as usual.
    fn dialect(&self, out: &mut String) -> fmt::Result {
        let sample = self.table.sample;
        let mut dialect = Vec::new();
        if let Some(separator) = sample.separator.filter(|_| sample.format == Format::Csv || sample.odd) {
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
            let title = sample.header > 1;
            let unsure = [
                sample.odd.then(|| "check the separator".to_owned()),
                title.then(|| format!("line {} was taken for the header", sample.header)),
                self.table
                    .encoding
                    .map(|_| "the file is not UTF-8; check its letters with accents".to_owned()),
            ];
            writeln!(out, "dialect: {{ {} }}{}", dialect.join(", "), comment(unsure.into_iter().flatten()))?;
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
            let Some(&at) = self.roles.get(key) else { continue };
            let column = &self.columns[at];
            match self.during.as_ref().filter(|_| key == "as-of") {
                Some(during) => {
                    writeln!(out, "during: {}{}", during.given, comment_on(unsure_of(column), Some(during)))?;
                }
                None => {
                    let (cell, comment) = (times::cell(column), comment(unsure_of(column)));
                    writeln!(out, "{key}: {{ from: {}{cell} }}{comment}", self.name(at))?;
                }
            }
        }
        self.id(out)?;
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
            let of = |key| is_called(column, key, known);
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

    /// What the claims are about.
    fn subject(&self, out: &mut String) -> fmt::Result {
        let Table { sample, stem, .. } = self.table;
        out.write_str(&subject::lines(&self.columns, &self.roles, (&sample.cells, sample.comma), stem))
    }

    /// What rows are called. Where each makes several claims, their attributes tell them apart.
    fn id(&self, out: &mut String) -> fmt::Result {
        let Some(&at) = self.roles.get("id") else { return Ok(()) };
        if self.roles.contains_key("value") || self.numbers.len() < 2 {
            return writeln!(out, "id: {{ from: {} }}", self.name(at));
        }
        if self.columns[at].is_braced() {
            return Ok(());
        }
        writeln!(out, "id: {}", quoted(&format!("{{{}}}-{{attribute}}", self.columns[at].name)))
    }

    /// What is claimed: one value a row, or one for each column of numbers.
    fn values(&self, out: &mut String) -> fmt::Result {
        let columns = &self.columns;
        if !self.wide.is_empty() {
            return self.wide_values(out);
        }
        if let Some(&value) = self.roles.get("value") {
            if !self.cell(out, "attribute")? {
                let name = slug(&columns[value].name);
                writeln!(out, "attribute: {}{}", plain(&name), unlisted(&[&name], self.rules))?;
            }
            return writeln!(
                out,
                "value: {{ from: {} }}{}",
                self.name(value),
                comment(unread(&columns[value]))
            );
        }
        if self.figures.is_empty() {
            writeln!(out, "attribute: {} # not sure: write what is claimed", plain(&self.table.stem))?;
            let used = self.free().rev().find(|&at| columns[at].filled > 0);
            return match used {
                Some(at) => {
                    writeln!(out, "value: {{ from: {} }} # not sure: no column holds numbers", self.name(at))
                }
                None => writeln!(out, "value: unknown # not sure: no column is left that could hold it"),
            };
        }
        let names: Vec<&str> = self.figures.iter().map(|figure| figure.named.name.as_str()).collect();
        writeln!(out, "claims:{}", unlisted(&names, self.rules))?;
        if self.of_sources {
            writeln!(
                out,
                "  # if each column is a source: `attribute: deaths` (or what they count) above, and `source: NAME` for `attribute: NAME` below"
            )?;
        }
        for Figure { at, named, during } in &self.figures {
            let unsure = named.unsure.clone().into_iter().chain(unread(&columns[*at]));
            let comment = comment_on(unsure, during.as_ref());
            let during =
                during.as_ref().map(|during| format!(", during: {}", during.given)).unwrap_or_default();
            let (name, column) = (plain(&named.name), self.name(*at));
            writeln!(out, "  - {{ attribute: {name}, value: {{ from: {column} }}{during} }}{comment}")?;
        }
        match self.numbers.len().saturating_sub(MOST) {
            0 => Ok(()),
            more => writeln!(out, "  # and {more} more columns of numbers, which are not listed here"),
        }
    }

    /// What is claimed where each column of figures is for a time.
    fn wide_values(&self, out: &mut String) -> fmt::Result {
        if !self.cell(out, "attribute")? {
            writeln!(out, "attribute: {} # not sure: write what is claimed", plain(&self.table.stem))?;
        }
        let period = self.wide.iter().find_map(|&at| Period::of(self.columns[at].name.trim()));
        let note = period.map(|period| format!(" # {}", whole(period))).unwrap_or_default();
        writeln!(out, "claims:{note}")?;
        for &at in &self.wide {
            let column = &self.columns[at];
            let (time, comment) = (period::written(column.name.trim()), comment(unread(column)));
            writeln!(out, "  - {{ value: {{ from: {} }}, during: {time} }}{comment}", self.name(at))?;
        }
        Ok(())
    }

    /// Which columns nothing is made of.
    fn left(&self, out: &mut String) -> fmt::Result {
        let claimed = |at: &usize| self.numbers.contains(at) || self.wide.contains(at);
        let is_left = |at: &usize| !(self.columns[*at].name.is_empty() || claimed(at));
        for column in self.free().filter(is_left).map(|at| &self.columns[at]) {
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

/// Takes the period that all these figures have from them; nothing where some are for the day of their row.
fn of_all(figures: &mut [Figure]) -> Option<During> {
    let periods: Option<Vec<&During>> = figures.iter().map(|figure| figure.during.as_ref()).collect();
    let periods = periods?;
    let first = periods.iter().find(|during| during.note.is_some()).or(periods.first());
    let during = (*first?).clone();
    for figure in figures {
        figure.during.take_if(|own| own.given == during.given);
    }
    Some(during)
}

/// What is not sure about the dates of a column.
fn unsure_of(column: &Column) -> impl Iterator<Item = String> {
    let known = matches!(column.holds, Holds::Dates { .. } | Holds::Numbers);
    let other = || format!("`{}` is not a known way to write a date", line(&column.example));
    let or = if let Holds::Dates { or, .. } = column.holds { or } else { None };
    let unsure = [
        or.map(|or| format!("the days fit `{or}` too")),
        unread(column).filter(|_| column.holds != Holds::Numbers),
        (!known).then(other),
    ];
    unsure.into_iter().flatten()
}

/// Which cells of a column `gainsay check` will refuse.
fn unread(column: &Column) -> Option<String> {
    let first = line(column.unread.first()?);
    Some(match column.unread.len() {
        1 => format!("1 cell cannot be read: `{first}`"),
        cells => format!("{cells} cells cannot be read, such as `{first}`"),
    })
}

/// A comment with what is not sure; nothing where all is.
fn comment(unsure: impl IntoIterator<Item = String>) -> String {
    let unsure: Vec<String> = unsure.into_iter().collect();
    if unsure.is_empty() { String::new() } else { format!(" # not sure: {}", unsure.join("; ")) }
}

/// The same, with what is said of a period.
fn comment_on(unsure: impl IntoIterator<Item = String>, during: Option<&During>) -> String {
    let note = during.and_then(|during| during.note.clone());
    let unsure: Vec<String> = unsure.into_iter().collect();
    match note {
        Some(note) if unsure.is_empty() && during.is_some_and(|during| !during.guessed) => {
            format!(" # {note}")
        }
        note => comment(unsure.into_iter().chain(note)),
    }
}

/// Whether a name is no attribute of these rules.
fn is_unlisted(name: &str, rules: &Rules) -> bool {
    rules.attribute(name).is_none()
}

/// A comment that says which of `names` are no attributes of the built-in rules; nothing where all of them are.
fn unlisted(names: &[impl AsRef<str>], rules: &Rules) -> String {
    /// How many names are said.
    const SAID: usize = 3;
    let mut unlisted = names.iter().map(AsRef::as_ref).filter(|name| is_unlisted(name, rules));
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
