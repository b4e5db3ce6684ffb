//! Constants of a mapping that were meant to be columns: `source: outlet`, where the table has a column `outlet`.

use std::collections::BTreeMap;
use std::ops::Range;

use super::columns::Columns;
use super::delimited::{self, Marks, Record, Records};
use super::model::{Given, Table, Template};
use super::read::NAMING;
use crate::claim::plain;
use crate::problem::{Code, Problem};
use gainsay_yaml::text::{Edit, FileId, Files, Fix, Safety, Span};
use gainsay_yaml::{Node, NodeKind, Tree};

/// How many rows are looked at.
const ROWS: usize = 20;

/// The keys that rows differ in, beside those by which claims are called.
const FURTHER: [&str; 4] = ["value", "speaker", "quote", "url"];

/// Reports the constants that are the name of a column which nothing reads, and returns the templates, by their numbers, that have one.
///
/// A text in quotation marks is meant as it is. So is the name of a column of numbers, but for a value: it is one of several sources or
/// places that each have a column.
pub(super) fn forgotten(
    (files, file): (&Files, FileId),
    (table, tree): (&Table, Option<&Tree<'_>>),
    (columns, cells): (&Columns<'_>, &[Option<usize>]),
    (text, rows, marks): (&str, Range<usize>, Marks),
    problems: &mut Vec<Problem>,
) -> Vec<usize> {
    let Some(tree) = tree else { return Vec::new() };
    let (mut found, mut templates): (BTreeMap<Span, Problem>, Vec<usize>) = (BTreeMap::new(), Vec::new());
    for (number, template) in table.templates.iter().enumerate() {
        for (key, node) in constants(template, tree) {
            let Some(name) = node.as_str().filter(|_| node.is_plain()) else { continue };
            let Some(at) = columns.called(name).filter(|at| !cells.contains(&Some(*at))) else { continue };
            if key != "value" && holds_numbers(text, rows.clone(), marks, at) {
                continue;
            }
            templates.push(number);
            found.entry(node.span()).or_insert_with(|| problem(node.span(), name, &files.get(file).path));
        }
    }
    problems.extend(found.into_values());
    templates
}

/// The texts that the mapping writes under the keys of `template`.
fn constants<'t, 'f>(template: &Template, tree: &'t Tree<'f>) -> Vec<(&'static str, Node<'t, 'f>)> {
    let keys = template.keys.iter().filter(|key| NAMING.contains(&key.name) || FURTHER.contains(&key.name));
    let constants = keys.flat_map(|key| {
        let given: Vec<&Given> = match &key.given {
            Given::Figures(figures) => figures.iter().map(|figure| &figure.given).collect(),
            given => vec![given],
        };
        let nodes = given.into_iter().filter_map(|given| match given {
            Given::Constant(node) => Some((key.name, tree.node(*node))),
            _ => None,
        });
        nodes.collect::<Vec<_>>()
    });
    constants.filter(|(_, node)| node.kind() == NodeKind::Scalar).collect()
}

/// Whether most of the first cells of the column with the number `at` that hold anything are numbers.
fn holds_numbers(text: &str, rows: Range<usize>, marks: Marks, at: usize) -> bool {
    let (mut records, mut record) = (Records::new(text, rows, marks), Record::new());
    let (mut filled, mut numbers) = (0, 0);
    for _ in 0..ROWS {
        match records.read(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(_) => continue,
        }
        let Some(cell) = record.get(at) else { continue };
        let cell = delimited::decode(text, cell, marks.quote).0;
        let cell = cell.trim().trim_start_matches(['+', '-', '~', '<', '>', '$', '€', '£']);
        filled += usize::from(!cell.is_empty());
        numbers += usize::from(cell.starts_with(|c: char| c.is_ascii_digit()));
    }
    2 * numbers > filled
}

fn problem(span: Span, name: &str, path: &str) -> Problem {
    let cell = format!("{{ from: {} }}", plain(name));
    let problem = Problem::new(Code::InvalidValue, span, format!("`{name}` is a column of `{path}`"));
    let title = format!("write `{cell}`");
    problem
        .label("this stands for the same text in each row")
        .help(format!(
            "write `{cell}` for what its cells hold; if the text itself is meant, put it in quotation marks"
        ))
        .fix(Some(Fix { title, safety: Safety::Suggested, edits: vec![Edit::new(span, cell)] }))
}
