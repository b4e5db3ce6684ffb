//! The first rows of a table, for a look at what it holds.

use indexmap::IndexSet;

use super::data::of_path;
use super::delimited::{self, Record, Records};
use super::dialect;
use super::format::Format;
use super::model::{Decimal, Dialect, Header};
use super::nodes::{Front, front_matter, lines};
use crate::problem::Problem;
use gainsay_yaml::text::{FileId, Span, Spanned};
use gainsay_yaml::{Node, NodeKind, Tree, parse, parse_line};

/// How many rows are looked at.
const ROWS: usize = 1000;
/// How many lines may be above the header.
const TITLES: usize = 10;
/// How many fields of JSON are looked at.
const NAMES: usize = 1000;
/// How deep fields are looked for.
const DEPTH: usize = 4;

/// The first rows of a table, and how it is written.
#[derive(Debug, Clone)]
pub struct Sample {
    /// What is in the file.
    pub format: Format,
    /// The mark between cells, of a delimited file.
    pub separator: Option<char>,
    /// Whether that is an odd one, which a check takes for a separator only where it is told so.
    pub odd: bool,
    /// Whether numbers have a comma before their decimals.
    pub comma: bool,
    /// The line that names the columns, from 1.
    pub header: usize,
    /// Where the rows are in a JSON file.
    pub rows: Option<String>,
    /// What the columns are called; of JSON the paths of the first 1000 fields.
    pub names: Vec<String>,
    /// How many more fields these rows of JSON have.
    pub more_names: usize,
    /// The cells of the first rows, empty where a row says nothing.
    pub cells: Vec<Vec<String>>,
    /// Whether there are more rows.
    pub more: bool,
    /// How many rows among them cannot be read.
    pub broken: usize,
}

/// The first rows of the table `text` at `path`; nothing where that does not say what is in it.
#[must_use]
pub fn sample(path: &str, text: &str) -> Option<Sample> {
    let format = of_path(path)?;
    Some(match format {
        Format::Csv | Format::Tsv => of_lines(text, format),
        Format::Json => {
            let mut problems = Vec::<Problem>::new();
            let tree = parse(FileId::from_index(0), text, &mut problems);
            let (rows, list) = tree.documents().next().map(|root| rows(root, "", DEPTH)).unwrap_or_default();
            of_nodes(format, rows, &list, problems.len())
        }
        Format::JsonLines => {
            let read = |range| {
                let mut problems = Vec::<Problem>::new();
                (parse_line(FileId::from_index(0), text, range, &mut problems), problems.is_empty())
            };
            let trees: Vec<(Tree<'_>, bool)> = lines(text, 0..text.len()).take(ROWS + 1).map(read).collect();
            let broken = trees.iter().filter(|(_, sound)| !sound).count();
            let sound = trees.iter().filter(|(_, sound)| *sound);
            let roots: Vec<Node<'_, '_>> = sound.filter_map(|(tree, _)| tree.documents().next()).collect();
            of_nodes(format, None, &roots, broken)
        }
        Format::FrontMatter => {
            let end = if let Front::Ends(end) = front_matter(text) { end } else { 0 };
            let mut problems = Vec::<Problem>::new();
            let tree = parse_line(FileId::from_index(0), text, 0..end, &mut problems);
            let roots: Vec<Node<'_, '_>> = tree.documents().next().into_iter().collect();
            of_nodes(format, None, &roots, problems.len())
        }
    })
}

/// The line that is most likely the header: the first with several cells of which at least half are filled. A title above it has one, and
/// what groups columns leaves gaps.
fn header_line(text: &str, said: &Dialect, tabs: bool) -> Option<usize> {
    let several = |header: &usize| {
        let from = dialect::beginning(text, Some(Header::Line(*header)));
        !text[from..].starts_with(['\n', '\r'])
            && dialect::likelihood_of(text, from..text.len(), said, tabs) > 1
    };
    let is_filled = |header: &usize| {
        let from = dialect::beginning(text, Some(Header::Line(*header)));
        let marks = dialect::marks(text, from..text.len(), said, tabs);
        delimited::record_at(text, from, marks).is_some_and(|record| {
            let filled =
                record.iter().filter(|cell| !delimited::decode(text, cell, marks.quote).0.is_empty());
            2 * filled.count() >= record.len()
        })
    };
    let candidates: Vec<usize> = (1..=TITLES).filter(several).collect();
    candidates.iter().copied().find(is_filled).or(candidates.first().copied())
}

fn of_lines(text: &str, format: Format) -> Sample {
    let (mut tabs, mut said) = (format == Format::Tsv, Dialect::default());
    let mut header = header_line(text, &said, tabs);
    let mut odd = false;
    if header.is_none()
        && let Some(separator) = dialect::odd_separator(text)
    {
        said.separator = Some(Spanned::new(separator, Span::whole(FileId::from_index(0))));
        (header, odd, tabs) = (header_line(text, &said, false), true, false);
    }
    let header = header.unwrap_or(1);
    let from = dialect::beginning(text, Some(Header::Line(header)));
    let written = dialect::find(text, from..text.len(), &said, tabs);
    let (mut records, mut record) = (Records::new(text, from..text.len(), written.marks), Record::new());
    let (mut all, mut broken): (Vec<Vec<String>>, usize) = (Vec::new(), 0);
    while all.len() < ROWS + 2 {
        match records.read(&mut record) {
            Ok(true) if record.iter().all(std::ops::Range::is_empty) => {}
            Ok(true) => {
                let cells = record
                    .iter()
                    .map(|cell| delimited::decode(text, cell, written.marks.quote).0.into_owned());
                all.push(cells.collect());
            }
            Ok(false) => break,
            Err(_) => broken += 1,
        }
    }
    let mut all = all.into_iter();
    let names = all.next().unwrap_or_default();
    let (mut cells, ragged): (Vec<Vec<String>>, Vec<_>) = all.partition(|row| row.len() == names.len());
    broken += ragged.len();
    let more = cells.len() > ROWS;
    cells.truncate(ROWS);
    let comma = written.decimal == Decimal::Comma;
    let separator = Some(char::from(written.marks.separator));
    Sample { format, separator, odd, comma, header, rows: None, names, more_names: 0, cells, more, broken }
}

/// The list of rows at or below `node`, and the path to it.
fn rows<'t, 'a>(node: Node<'t, 'a>, path: &str, depth: usize) -> (Option<String>, Vec<Node<'t, 'a>>) {
    let said = (!path.is_empty()).then(|| path.to_owned());
    if node.kind() == NodeKind::Sequence {
        return (said, node.items().collect());
    }
    let is_rows =
        |node: Node<'_, '_>| node.items().next().is_some_and(|item| item.kind() == NodeKind::Mapping);
    let below = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
    let fields: Vec<_> = node.entries().filter_map(|(key, value)| Some((key.as_str()?, value))).collect();
    let list = fields.iter().find(|(_, value)| is_rows(*value));
    if let Some((name, list)) = list {
        return (Some(below(name)), list.items().collect());
    }
    let deeper = fields.iter().filter(|(_, value)| depth > 0 && value.kind() == NodeKind::Mapping);
    for (name, value) in deeper {
        let (found, list) = rows(*value, &below(name), depth - 1);
        if list.len() > 1 {
            return (found, list);
        }
    }
    (said, vec![node])
}

fn of_nodes(format: Format, rows: Option<String>, nodes: &[Node<'_, '_>], broken: usize) -> Sample {
    let mut names: IndexSet<String> = IndexSet::new();
    let mut found: Vec<Vec<(usize, String)>> = Vec::new();
    let is_row = |node: &&Node<'_, '_>| node.kind() == NodeKind::Mapping;
    let broken = broken + nodes.iter().take(ROWS).filter(|node| !is_row(node)).count();
    for node in nodes.iter().take(ROWS).filter(is_row) {
        let mut row = Vec::new();
        fields(*node, "", DEPTH, &mut |path, text| {
            let at = names.get_index_of(path).unwrap_or_else(|| names.insert_full(path.to_owned()).0);
            if at < NAMES {
                row.push((at, text.to_owned()));
            }
        });
        found.push(row);
    }
    let more_names = names.len().saturating_sub(NAMES);
    names.truncate(NAMES);
    let row = |cells: Vec<(usize, String)>| {
        let mut row = vec![String::new(); names.len()];
        for (at, text) in cells {
            row[at] = text;
        }
        row
    };
    let cells = found.into_iter().map(row).collect();
    let more = nodes.len() > ROWS;
    let names = names.into_iter().collect();
    let (separator, odd, comma, header) = (None, false, false, 1);
    Sample { format, separator, odd, comma, header, rows, names, more_names, cells, more, broken }
}

/// The scalars below `node`, each with its path.
fn fields(node: Node<'_, '_>, path: &str, depth: usize, found: &mut impl FnMut(&str, &str)) {
    let below = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
    match node.kind() {
        NodeKind::Scalar if !path.is_empty() => found(path, node.as_str().unwrap_or_default()),
        NodeKind::Mapping if depth > 0 => {
            for (key, value) in node.entries() {
                if let Some(name) = key.as_str() {
                    fields(value, &below(name), depth - 1, found);
                }
            }
        }
        NodeKind::Sequence if depth > 0 && !path.is_empty() => {
            for (number, item) in node.items().enumerate().take(1) {
                fields(item, &below(&number.to_string()), depth - 1, found);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_no_header() {
        let sample = sample("a.csv", "Polls of the year\n\nwho;what\na;1,5\nb;2,5\n").unwrap();
        assert_eq!((sample.header, sample.separator, sample.comma), (3, Some(';'), true));
        assert_eq!(sample.names, ["who", "what"]);
        assert_eq!(sample.cells, [["a", "1,5"], ["b", "2,5"]]);
    }

    #[test]
    fn a_title_with_empty_cells_is_no_header() {
        let sample = sample("a.csv", "Polls,,\n,Share,\nwho,what,when\na,1,x\nb,2,y\n").unwrap();
        assert_eq!((sample.header, sample.separator), (3, Some(',')));
        assert_eq!(sample.names, ["who", "what", "when"]);
    }

    #[test]
    fn an_odd_separator_divides_each_line_alike() {
        let caret = sample("a.csv", "who^what\na^1\nb^2\n").unwrap();
        assert_eq!((caret.separator, caret.odd), (Some('^'), true));
        assert_eq!(caret.cells, [["a", "1"], ["b", "2"]]);
        let commas = sample("a.tsv", "who,what\na,1\nb,2\n").unwrap();
        assert_eq!((commas.separator, commas.odd), (Some(','), true));
        for text in ["when\n12:30\n14:15\n", "who\na-b\nc\n", "who^what\n"] {
            assert!(!sample("a.csv", text).unwrap().odd, "{text}");
        }
    }

    #[test]
    fn rows_of_json_are_looked_for() {
        let text = "{\"@graph\": {\"items\": [{\"a\": 1, \"b\": {\"c\": \"x\"}}, {\"a\": 2, \"d\": [3]}]}}";
        let sample = sample("a.json", text).unwrap();
        assert_eq!(sample.rows.as_deref(), Some("@graph.items"));
        assert_eq!(sample.names, ["a", "b.c", "d.0"]);
        assert_eq!(sample.cells, [["1", "x", ""], ["2", "", "3"]]);
    }
}
