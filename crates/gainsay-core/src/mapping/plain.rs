//! Tables that need no mapping: their columns are called as the keys of a claim are, or as those of the audit's table of claims.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::delimited::{self, Record, Records};
use super::format::{Format, stem};
use super::known::{NEEDED, is_known, key};
use super::model::{Cell, Column, Condition, Dialect, Figure, Given, Key, Part, Table, Template, Words};
use super::nodes::{Json, lines};
use super::read::NAMING;
use super::{data, dialect};
use crate::claim::KEYS;
use crate::problem::{Code, Problem};
use gainsay_yaml::text::{FileId, Files, Span, suggest};
use gainsay_yaml::{Node, parse_line};

/// How many rows of JSON are looked at for what their fields are called.
const ROWS: usize = 200;

/// What the table of the audit has as the value of a claim that has none.
const UNCONFIRMED: &str = "not confirmed";

/// What fields of JSON may be called, beside the keys of a claim.
const FIGURES: [&str; 4] = ["wording", "figure-low", "figure-best", "figure-high"];

/// Whether the CSV, TSV or JSON Lines file `text` has the columns without which there is no claim.
#[must_use]
pub fn is_claims_table(path: &str, text: &str) -> bool {
    let format = data::of_path(path);
    let names: BTreeSet<String> = match format {
        Some(Format::Csv | Format::Tsv) => {
            header(text, &Dialect::default(), format).into_iter().map(|(name, _)| key(&name)).collect()
        }
        Some(Format::JsonLines) => in_lines(text),
        _ => return false,
    };
    NEEDED.iter().all(|needed| names.contains(*needed))
}

/// The names in the header, each with where it is written.
fn header(text: &str, said: &Dialect, format: Option<Format>) -> Vec<(String, std::ops::Range<u32>)> {
    let from = dialect::beginning(text, said.header.map(|header| header.value));
    let marks = dialect::marks(text, from..text.len(), said, format == Some(Format::Tsv));
    let mut record = Record::new();
    let read = Records::new(text, from..text.len(), marks).read(&mut record);
    let names = record.iter().filter(|_| read == Ok(true)).map(|cell| {
        let (name, range) = delimited::decode(text, cell, marks.quote);
        (name.into_owned(), range)
    });
    names.collect()
}

/// The columns that the header leaves without a name and some row says something in, each with where its name would be.
fn nameless(text: &str, said: &Dialect, format: Option<Format>) -> Vec<std::ops::Range<u32>> {
    let names = header(text, said, format).into_iter().enumerate();
    let mut blank: Vec<_> = names.filter(|(_, (name, _))| name.is_empty()).collect();
    let mut found = Vec::new();
    let from = dialect::beginning(text, said.header.map(|header| header.value));
    let marks = dialect::marks(text, from..text.len(), said, format == Some(Format::Tsv));
    let (mut records, mut record) = (Records::new(text, from..text.len(), marks), Record::new());
    while !blank.is_empty() {
        match records.read(&mut record) {
            Ok(false) => break,
            Err(_) => continue,
            Ok(true) => {}
        }
        let says = |at: usize| {
            record.get(at).is_some_and(|cell| !delimited::decode(text, cell, marks.quote).0.is_empty())
        };
        found.extend(blank.extract_if(.., |(at, _)| says(*at)).map(|(_, (_, range))| range));
    }
    found
}

/// What the fields of a row stand for.
fn names(row: Node<'_, '_>) -> impl Iterator<Item = String> {
    row.entries().filter_map(|(name, _)| Some(key(name.as_str()?)))
}

/// What the fields of the first lines of JSON stand for.
fn in_lines(text: &str) -> BTreeSet<String> {
    in_each(text, lines(text, 0..text.len()))
}

/// What the fields of the first `rows` of JSON in `text` stand for.
fn in_each(text: &str, rows: impl Iterator<Item = std::ops::Range<usize>>) -> BTreeSet<String> {
    let of = |range| {
        let tree = parse_line(FileId::from_index(0), text, range, &mut Vec::<Problem>::new());
        tree.documents().next().map(|row| names(row).collect::<Vec<_>>())
    };
    rows.take(ROWS).filter_map(of).flatten().collect()
}

/// What the fields of the first rows of a file, which is no delimited one, stand for.
fn in_rows(text: &str, format: Option<Format>, json: Option<&Json<'_>>) -> BTreeSet<String> {
    match (format, json) {
        (Some(Format::JsonLines), _) => in_lines(text),
        (_, Some(Json::Whole((tree, rows)))) => {
            rows.iter().take(ROWS).flat_map(|row| names(tree.node(*row))).collect()
        }
        (_, Some(Json::Apart(rows))) => in_each(text, rows.iter().cloned()),
        _ => BTreeSet::new(),
    }
}

/// The columns of rows of JSON: all that there may be.
fn fields(file: FileId) -> Vec<Column> {
    let all = KEYS.into_iter().chain(FIGURES).chain(["date"]);
    all.map(|name| Column { name: name.to_owned(), span: Span::whole(file) }).collect()
}

/// How `file` is read, whose columns are called as the keys of a claim are; `base` is what a mapping says of it, if there is one, and
/// `json` has its rows, where it is a JSON file.
pub(super) fn table(
    files: &Files,
    file: FileId,
    base: Option<&Table>,
    json: Option<&Json<'_>>,
    problems: &mut Vec<Problem>,
) -> Table {
    let read = files.get(file);
    let format = base.map_or_else(|| data::of_path(&read.path), |base| data::of_table(&read.path, base));
    let dialect = base.map(|base| base.dialect.clone()).unwrap_or_default();
    let delimited = matches!(format, Some(Format::Csv | Format::Tsv));
    let mut columns =
        if delimited { named(file, header(&read.text, &dialect, format)) } else { fields(file) };
    // The table of the audit has a date beside these, which follows from them.
    let names = if delimited {
        columns.iter().map(|column| key(&column.name)).collect()
    } else {
        in_rows(&read.text, format, json)
    };
    let dated = names.contains("date") && !names.contains("as-of") && !names.contains("during");
    let asked = base.map(|base| base.columns.as_slice()).unwrap_or_default();
    let lacking = lacking(&columns);
    if lacking.is_empty() {
        problems.extend(unknown(&columns, asked));
        if delimited {
            let nameless = nameless(&read.text, &dialect, format).into_iter();
            problems.extend(nameless.map(|range| {
                let cell = range.start as usize..range.end as usize;
                has_no_name(delimited::underlined(file, &read.text, cell))
            }));
        }
    }
    once(&mut columns, problems);
    problems.extend(lacks(&columns, &lacking, &read.path));
    let stem = stem(&read.path);
    let templates = if lacking.is_empty() { templates(&columns, dated, stem) } else { Vec::new() };
    let own = columns.len();
    let moved = |Condition(tests, number): &Condition| {
        Condition(tests.iter().map(|(column, texts)| (column + own, texts.clone())).collect(), *number)
    };
    let guarded = base.is_none() || columns.iter().any(|column| key(&column.name) == FIGURES[0]);
    Table {
        section: None,
        reads: Vec::new(),
        format: base.and_then(|base| base.format),
        dialect,
        rows: base.and_then(|base| base.rows.clone()),
        empty: base.map(|base| base.empty.clone()).unwrap_or_default(),
        skip: base.map(|base| base.skip.iter().map(moved).collect()).unwrap_or_default(),
        when: base.and_then(|base| base.when.as_ref()).map(moved),
        columns: columns.into_iter().chain(asked.iter().cloned()).collect(),
        conditions: base.map(|base| base.conditions.clone()).unwrap_or_default(),
        templates,
        plain: true,
        own,
        guarded,
    }
}

/// The columns of a header that have a name.
fn named(file: FileId, header: Vec<(String, std::ops::Range<u32>)>) -> Vec<Column> {
    let names = header.into_iter().filter(|(name, _)| !name.is_empty());
    names.map(|(name, range)| Column { name, span: Span::new(file, range.start, range.end) }).collect()
}

/// What is wrong with those of `columns` that are no key of a claim, and that nothing has `asked` for.
fn unknown(columns: &[Column], asked: &[Column]) -> Vec<Problem> {
    let asked: HashSet<&str> = asked.iter().map(|column| column.name.as_str()).collect();
    let unknown = columns.iter().filter(|column| !is_known(&key(&column.name)));
    let unknown = unknown.filter(|column| !asked.contains(column.name.as_str()));
    unknown.map(|column| means_nothing(&column.name, column.span)).collect()
}

/// Leaves the first of several columns that stand for one key, and reports the others; those of one name are reported where they are
/// looked for.
fn once(columns: &mut Vec<Column>, problems: &mut Vec<Problem>) {
    let mut first: HashMap<String, (String, Span)> = HashMap::new();
    columns.retain(|Column { name, span }| {
        let stands_for = key(name);
        let Some((other, at)) = first.get(&stands_for) else {
            first.insert(stands_for, (name.clone(), *span));
            return true;
        };
        if other != name {
            let message = format!("the columns `{other}` and `{name}` both stand for `{stands_for}`");
            let problem = Problem::new(Code::DuplicateKey, *span, message).label("this one is not read");
            problems.push(problem.related(*at, "the first one").help("remove one of them"));
        }
        false
    });
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
pub(super) fn means_nothing(name: &str, span: Span) -> Problem {
    let help = suggest::did_you_mean(&key(name), KEYS).unwrap_or_else(|| {
        "remove the column, or write a mapping file that says what it is: `gainsay import` proposes one"
            .to_owned()
    });
    let message = format!("no key of a claim is called `{name}`");
    Problem::new(Code::UnknownColumn, span, message).label("the column is not read").help(help)
}

/// The problem of a column that says something and has no name.
fn has_no_name(span: Span) -> Problem {
    Problem::new(Code::UnknownColumn, span, "this column has no name")
        .label("the column is not read")
        .help("name the column after a key of a claim, or remove it")
}

/// The first cell of `columns` that says anything, for the key `name`.
fn cell(name: &str, columns: Vec<usize>) -> Cell {
    let number = ["value", "margin"].contains(&name);
    let split = (name == "tags").then(|| ";".to_owned());
    Cell { columns, split, date: None, replace: Vec::new(), number, gaps: false }
}

/// What each row becomes: a claim of what its figures say, where the table has such columns; where they are empty, of what `value` says;
/// where that is empty too, and the row says that nothing is confirmed, a claim without a value.
fn templates(columns: &[Column], dated: bool, stem: &str) -> Vec<Template> {
    let find = |wanted: &str| columns.iter().position(|column| key(&column.name) == wanted);
    let holds = |name: &str, texts: &[&str]| {
        Some((find(name)?, texts.iter().map(|text| (*text).to_owned()).collect()))
    };
    let empty: Vec<(usize, Vec<String>)> = FIGURES.iter().filter_map(|name| holds(name, &[""])).collect();
    let template = |value| template(find, value, dated, stem);
    let figured = (!empty.is_empty()).then(|| template(Some(Given::Figures(figures(find)))));
    let bare = holds("value", &["", UNCONFIRMED]).zip(holds("stance", &["unconfirmed"]));
    let bare =
        bare.map(|(value, stance)| Condition(empty.iter().cloned().chain([value, stance]).collect(), None));
    // A table that gainsay wrote has a mark only where that is what a source said.
    let gaps = empty.is_empty();
    let value = find("value").map(|at| Given::Cell(Cell { gaps, ..cell("value", vec![at]) }));
    let valued = Template {
        when: (!empty.is_empty()).then_some(Condition(empty, None)),
        skip: bare.iter().cloned().collect(),
        ..template(value)
    };
    let bare = bare.map(|bare| Template { when: Some(bare), ..template(None) });
    figured.into_iter().chain([valued]).chain(bare).collect()
}

/// What a row becomes whose value is `value`; `dated` says that the column `date` has the days.
fn template(find: impl Fn(&str) -> Option<usize>, value: Option<Given>, dated: bool, stem: &str) -> Template {
    let columns = |key| -> Vec<usize> {
        let date = find("date").filter(|_| dated && key == "as-of");
        find(key).into_iter().chain(date).collect()
    };
    let mut keys: Vec<(&'static str, Vec<usize>)> =
        KEYS.into_iter().map(|key| (key, columns(key))).filter(|(_, columns)| !columns.is_empty()).collect();
    // The margin is one of the figures, and without a value there is none.
    let bounded = matches!(value, Some(Given::Cell(_)));
    keys.retain(|(name, _)| !(["value", "id"].contains(name) || *name == "margin" && !bounded));
    let given = keys.into_iter().map(|(name, columns)| (name, Given::Cell(cell(name, columns))));
    let given = given.chain(value.map(|value| ("value", value)));
    let keys = given.map(|(name, given)| Key { name, written: None, given }).collect();
    let id = find("id").map(|at| Given::Cell(cell("id", vec![at])));
    let usual_id = Words(vec![Part::Text(format!("{stem}#")), Part::Keys(NAMING.to_vec())]);
    Template { when: None, skip: Vec::new(), id, usual_id, keys, split: None }
}

/// The figures of a value, by the columns that hold them.
fn figures(find: impl Fn(&str) -> Option<usize>) -> Vec<Figure> {
    let names = ["worded", "low", "best", "high", "margin"];
    let columns = FIGURES.into_iter().chain(["margin"]);
    let figure = |(name, column): (&'static str, &str)| {
        Some(Figure { name, written: None, given: Given::Cell(cell("value", vec![find(column)?])) })
    };
    names.into_iter().zip(columns).filter_map(figure).collect()
}
