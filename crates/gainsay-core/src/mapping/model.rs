//! What a mapping file says, read and not yet held against any table.

use super::format::{Encoding, Format};
use gainsay_yaml::NodeId;
use gainsay_yaml::text::{Span, Spanned, Text};

/// A mapping file: which tables it reads, and what their rows become.
#[derive(Debug, Default)]
pub(super) struct Mapping {
    /// What claims are made of, then what each section of the registry is made of.
    pub(super) tables: Vec<Table>,
    /// The list of accepted findings, where there is one.
    pub(super) accepted: Option<NodeId>,
}

/// What the rows of some files become.
#[derive(Debug)]
pub(super) struct Table {
    /// The section of the registry whose entries are made; none for claims.
    pub(super) section: Option<&'static str>,
    /// The paths of its files, and the globs that find them.
    pub(super) reads: Vec<Text>,
    pub(super) format: Option<Spanned<Format>>,
    pub(super) dialect: Dialect,
    /// The path to the list of rows in a JSON file.
    pub(super) rows: Option<Text>,
    /// What cells hold that say nothing.
    pub(super) empty: Vec<String>,
    /// The columns that are asked for.
    pub(super) columns: Vec<Column>,
    /// Where the mapping writes each of its conditions, and the text that it asks for, if that is one.
    pub(super) conditions: Vec<Spanned<Option<String>>>,
    /// A row is read where none of these holds.
    pub(super) skip: Vec<Condition>,
    /// A row is read where this holds.
    pub(super) when: Option<Condition>,
    /// What each row becomes.
    pub(super) templates: Vec<Template>,
    /// Whether nothing says that, since its columns are called as the keys of a claim are.
    pub(super) plain: bool,
    /// How many of the columns are called so, the first ones.
    pub(super) own: usize,
    /// Whether a `'` in front of a cell that spreadsheets would run is no part of its text, as in the tables that gainsay writes.
    pub(super) guarded: bool,
}

/// How a delimited file is written, as far as the mapping says it.
#[derive(Debug, Default, Clone)]
pub(super) struct Dialect {
    pub(super) separator: Option<Spanned<u8>>,
    pub(super) quote: Option<Spanned<u8>>,
    pub(super) encoding: Option<Encoding>,
    pub(super) decimal: Option<Decimal>,
    pub(super) header: Option<Spanned<Header>>,
}

/// The mark between the digits of a number and those behind them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Decimal {
    Point,
    Comma,
}

/// Where the names of the columns are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Header {
    /// Nowhere: columns are called by their numbers, from 1.
    None,
    /// In the line with this number, from 1; what is above it is not read.
    Line(usize),
}

/// A column that a mapping names.
#[derive(Debug, Clone)]
pub(super) struct Column {
    pub(super) name: String,
    /// Where the mapping names it.
    pub(super) span: Span,
}

/// What holds for a row where each of these columns holds one of its texts; and its number among those that the mapping writes, if it
/// is one of them.
#[derive(Debug, Default, Clone)]
pub(super) struct Condition(pub(super) Vec<(usize, Vec<String>)>, pub(super) Option<usize>);

/// A claim or an entry of the registry that each row becomes.
#[derive(Debug)]
pub(super) struct Template {
    pub(super) when: Option<Condition>,
    pub(super) skip: Vec<Condition>,
    /// What it is called; of an entry, its id.
    pub(super) id: Option<Given>,
    /// What claims are called whose rows say nothing for that.
    pub(super) usual_id: Words,
    pub(super) keys: Vec<Key>,
    /// The key whose cell holds several names, each of a claim of its own.
    pub(super) split: Option<usize>,
}

/// A key of a claim, and what is under it.
#[derive(Debug)]
pub(super) struct Key {
    pub(super) name: &'static str,
    /// Where the mapping writes it; none where the table does.
    pub(super) written: Option<NodeId>,
    pub(super) given: Given,
}

/// What is under a key.
#[derive(Debug, Clone)]
pub(super) enum Given {
    /// What the mapping writes there.
    Constant(NodeId),
    /// What a cell holds.
    Cell(Cell),
    /// Words with cells among them.
    Words(Words),
    /// The days before a day, that one included.
    Period(Period),
    /// The figures of a value, each under its key.
    Figures(Vec<Figure>),
    /// Several of these.
    List(Vec<Given>),
}

/// A figure of a value.
#[derive(Debug, Clone)]
pub(super) struct Figure {
    pub(super) name: &'static str,
    /// Where the mapping writes its key; none where the table does.
    pub(super) written: Option<NodeId>,
    pub(super) given: Given,
}

/// What is taken of a cell.
#[derive(Debug, Clone)]
pub(super) struct Cell {
    /// The columns, of which the first one counts that says anything.
    pub(super) columns: Vec<usize>,
    /// What is between the names in the cell.
    pub(super) split: Option<String>,
    /// How its date is written.
    pub(super) date: Option<Text>,
    /// What stands for what cells hold: the text, and the scalar that it means.
    pub(super) replace: Vec<(String, NodeId)>,
    /// Whether numbers in it are written as the table writes them.
    pub(super) number: bool,
    /// Whether marks for a missing value count as empty.
    pub(super) gaps: bool,
}

/// Words with cells among them.
#[derive(Debug, Clone, Default)]
pub(super) struct Words(pub(super) Vec<Part>);

/// A part of such words.
#[derive(Debug, Clone)]
pub(super) enum Part {
    Text(String),
    /// What a column holds.
    Column(usize),
    /// What a column holds, with numbers in it as the table writes them.
    Figure(usize),
    /// What the claim says under a key.
    Key(&'static str),
    /// All that is there of what the claim says under keys, with `/` between.
    Keys(Vec<&'static str>),
}

/// So many days, of which the last is in a cell.
#[derive(Debug, Clone)]
pub(super) struct Period {
    pub(super) length: Length,
    /// Of how many of the length a day is made: 24 hours, or itself.
    pub(super) of_day: i64,
    pub(super) until: Cell,
}

/// How long a period is.
#[derive(Debug, Clone)]
pub(super) enum Length {
    Said(i64),
    Column(usize),
}

impl Table {
    /// The columns that numbers are taken from.
    pub(super) fn numbers(&self) -> impl Iterator<Item = usize> {
        self.templates.iter().flat_map(|template| &template.keys).flat_map(|key| key.given.numbers())
    }
}

impl Given {
    /// The columns that numbers in it are taken from.
    fn numbers(&self) -> Vec<usize> {
        match self {
            Self::Cell(cell) if cell.number => cell.columns.clone(),
            Self::Words(Words(parts)) => {
                let figure = |part: &Part| if let Part::Figure(column) = part { Some(*column) } else { None };
                parts.iter().filter_map(figure).collect()
            }
            Self::Figures(figures) => figures.iter().flat_map(|figure| figure.given.numbers()).collect(),
            Self::List(items) => items.iter().flat_map(Self::numbers).collect(),
            Self::Constant(_) | Self::Cell(_) | Self::Period(_) => Vec::new(),
        }
    }

    /// The columns that are needed for it.
    pub(super) fn columns(&self) -> Vec<usize> {
        match self {
            Self::Constant(_) => Vec::new(),
            Self::Cell(cell) => cell.columns.clone(),
            Self::Words(words) => words.columns().collect(),
            Self::Period(period) => {
                let length = match period.length {
                    Length::Column(column) => Some(column),
                    Length::Said(_) => None,
                };
                period.until.columns.iter().copied().chain(length).collect()
            }
            Self::Figures(figures) => figures.iter().flat_map(|figure| figure.given.columns()).collect(),
            Self::List(items) => items.iter().flat_map(Self::columns).collect(),
        }
    }
}

impl Words {
    /// The columns that are named in them.
    pub(super) fn columns(&self) -> impl Iterator<Item = usize> {
        self.0.iter().filter_map(|part| match part {
            Part::Column(column) | Part::Figure(column) => Some(*column),
            _ => None,
        })
    }
}

impl Condition {
    /// The column that is asked and the text that it has to hold, if that is one.
    pub(super) fn only(&self) -> Option<(usize, &str)> {
        match self.0.as_slice() {
            [(column, texts)] => match texts.as_slice() {
                [text] if !text.contains('*') => Some((*column, text)),
                _ => None,
            },
            _ => None,
        }
    }

    /// The columns that are asked.
    pub(super) fn columns(&self) -> impl Iterator<Item = usize> {
        self.0.iter().map(|(column, _)| *column)
    }
}

impl Template {
    /// The columns without which it makes nothing.
    pub(super) fn columns(&self) -> Vec<usize> {
        let given = self.keys.iter().map(|key| &key.given).chain(&self.id).flat_map(Given::columns);
        let asked = self.when.iter().chain(&self.skip).flat_map(Condition::columns);
        given.chain(asked).collect()
    }
}
