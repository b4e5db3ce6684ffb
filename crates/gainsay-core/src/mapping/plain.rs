//! Tables that need no mapping: their columns are called as the keys of a claim are, or as those of the audit's table of claims.

use super::delimited::{self, Record, Records};
use super::format::{Format, stem};
use super::model::{Cell, Column, Dialect, Figure, Given, Key, Part, Table, Template, Words};
use super::read::NAMING;
use super::{data, dialect};
use crate::claim::KEYS;
use crate::problem::{Code, Problem};
use gainsay_yaml::text::{FileId, Files, Span, suggest};

/// The columns of the audit's table of claims that follow from what a claim says.
const DERIVED: [&str; 25] = [
    "source-name",
    "reliability",
    "cites-name",
    "subject-name",
    "attribute-name",
    "place-name",
    "allows",
    "low",
    "high",
    "unit",
    "date",
    "low-stands",
    "high-stands",
    "revised-by",
    "echo",
    "unverified",
    "in-conflict",
    "path",
    "line",
    "column",
    "wording",
    "figure-low",
    "figure-best",
    "figure-high",
    "fingerprint",
];

/// The columns without which a table has no claims.
const NEEDED: [&str; 3] = ["source", "attribute", "value"];

/// Whether the delimited file `text` has the columns of the audit's table of claims, or some of them, and no others.
#[must_use]
pub fn is_claims_table(path: &str, text: &str) -> bool {
    let format = data::of_path(path);
    if !matches!(format, Some(Format::Csv | Format::Tsv)) {
        return false;
    }
    let names: Vec<String> =
        header(text, &Dialect::default(), format).into_iter().map(|(name, _)| key(&name)).collect();
    NEEDED.iter().all(|needed| names.iter().any(|name| name == needed))
        && names.iter().all(|name| is_known(name))
}

fn is_known(name: &str) -> bool {
    KEYS.contains(&name) || DERIVED.contains(&name)
}

/// The key that a column of that name stands for.
fn key(name: &str) -> String {
    let word = name.trim().to_lowercase().replace(['_', ' '], "-");
    if word == "is-final" { "final".to_owned() } else { word }
}

/// The names in the header, each with where it is written.
fn header(text: &str, said: &Dialect, format: Option<Format>) -> Vec<(String, std::ops::Range<u32>)> {
    let from = dialect::beginning(text, said.header);
    let marks = dialect::find(text, from..text.len(), said, format == Some(Format::Tsv)).marks;
    let mut record = Record::new();
    let read = Records::new(text, from..text.len(), marks).read(&mut record);
    let names = record.iter().filter(|_| read == Ok(true)).map(|cell| {
        let (name, range, _) = delimited::decode(text, cell, marks.quote);
        (name.into_owned(), range)
    });
    names.collect()
}

/// How `file` is read, whose columns are called as the keys of a claim are; `base` is what a mapping says of it, if there is one.
pub(super) fn table(files: &Files, file: FileId, base: Option<&Table>, problems: &mut Vec<Problem>) -> Table {
    let read = files.get(file);
    let format = base.and_then(|base| base.format).or_else(|| data::of_path(&read.path));
    let dialect = base.map(|base| base.dialect.clone()).unwrap_or_default();
    let columns: Vec<Column> = match format {
        Some(Format::Csv | Format::Tsv) => {
            let names = header(&read.text, &dialect, format).into_iter();
            names
                .map(|(name, range)| Column { name, span: Span::new(file, range.start, range.end) })
                .collect()
        }
        _ => KEYS.iter().map(|key| Column { name: (*key).to_owned(), span: Span::whole(file) }).collect(),
    };
    let lacking = lacking(&columns);
    if lacking.is_empty() {
        problems.extend(columns.iter().filter(|column| !is_known(&key(&column.name))).map(unknown));
    }
    let templates = if lacking.is_empty() { vec![template(&columns, stem(&read.path))] } else { Vec::new() };
    problems.extend(lacks(&columns, &lacking, &read.path));
    let (rows, empty) = base.map_or((None, Vec::new()), |base| (base.rows.clone(), base.empty.clone()));
    Table {
        section: None,
        reads: Vec::new(),
        format,
        dialect,
        rows,
        empty,
        columns,
        skip: Vec::new(),
        when: None,
        templates,
        plain: true,
        guarded: base.is_none(),
    }
}

/// What a claim has to say, and no column is called so.
fn lacking(columns: &[Column]) -> Vec<&'static str> {
    let has = |needed: &str| columns.iter().any(|column| key(&column.name) == needed);
    NEEDED.into_iter().filter(|needed| !has(needed)).collect()
}

/// The problem of a table of which no claim can be made; it is underlined in its header.
fn lacks(columns: &[Column], lacking: &[&str], path: &str) -> Option<Problem> {
    let (first, last) = (columns.first()?.span, columns.last()?.span);
    let names = lacking.join("` and no column `");
    let message = format!("`{path}` has no column `{names}`");
    let problem = Problem::new(Code::UnknownColumn, Span { end: last.end, ..first }, message);
    let help = "write a mapping file that says what the columns are: `gainsay import` proposes one";
    (!lacking.is_empty()).then(|| problem.label("no claim is made of this table").help(help))
}

/// The problem of a column that means nothing.
fn unknown(column: &Column) -> Problem {
    let message = format!("no key of a claim is called `{}`", column.name);
    let help = suggest::did_you_mean(&key(&column.name), KEYS).unwrap_or_else(|| {
        "remove the column, or write a mapping file that says what it is: `gainsay import` proposes one"
            .to_owned()
    });
    Problem::new(Code::UnknownColumn, column.span, message).label("the column is not read").help(help)
}

/// The cell of the column with the number `column`, for the key `name`.
fn cell(name: &str, column: usize) -> Given {
    let number = ["value", "margin"].contains(&name);
    let split = (name == "tags").then(|| ";".to_owned());
    Given::Cell(Cell { columns: vec![column], split, date: None, replace: Vec::new(), number })
}

/// What each row becomes.
fn template(columns: &[Column], stem: &str) -> Template {
    let find = |wanted: &str| columns.iter().position(|column| key(&column.name) == wanted);
    let mut keys: Vec<(&'static str, usize)> =
        KEYS.into_iter().filter_map(|key| Some((key, find(key)?))).collect();
    if let (Some(date), None, None) = (find("date"), find("as-of"), find("during")) {
        keys.push(("as-of", date));
    }
    // The table of the audit has these beside `value`, which says the same for people.
    let figures = find("wording").map(|_| figures(find));
    if figures.is_some() {
        keys.retain(|(name, _)| !["value", "margin"].contains(name));
    }
    let id = keys.iter().find(|(name, _)| *name == "id").map(|(name, at)| cell(name, *at));
    let given = keys.into_iter().filter(|(name, _)| *name != "id").map(|(name, at)| (name, cell(name, at)));
    let given = given.chain(figures.map(|figures| ("value", Given::Figures(figures))));
    let keys = given.map(|(name, given)| Key { name, written: None, given }).collect();
    let usual_id = Words(vec![Part::Text(format!("{stem}#")), Part::Keys(NAMING.to_vec())]);
    Template { when: None, skip: Vec::new(), id, usual_id, keys, split: None }
}

/// The figures of a value, by the columns that hold them.
fn figures(find: impl Fn(&str) -> Option<usize>) -> Vec<Figure> {
    let columns = [
        ("worded", "wording"),
        ("low", "figure-low"),
        ("best", "figure-best"),
        ("high", "figure-high"),
        ("margin", "margin"),
    ];
    let figure = |(name, column)| Some(Figure { name, written: None, given: cell("value", find(column)?) });
    columns.into_iter().filter_map(figure).collect()
}
