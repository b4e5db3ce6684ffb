//! What a mapping writes under the keys of a claim: constants, cells, words made of cells, periods.

use super::format::CELL;
use super::model::{Cell, Figure, Given, Length, Part, Period, Words};
use super::moment::reads_days;
use super::period;
use super::read::{Reader, entries};
use super::source::one_or_more;
use crate::claim::KEYS;
use crate::problem::{Code, Problem};
use gainsay_yaml::text::Text;
use gainsay_yaml::{Node, NodeKind};

/// The keys of a value that is given by its figures.
const FIGURES: [&str; 5] = ["worded", "low", "best", "high", "margin"];

/// The keys whose numbers are written as the table writes them.
const NUMBERS: [&str; 2] = ["value", "margin"];

/// The keys of a period, and of how many of each length a day is made.
const LENGTHS: [(&str, i64); 2] = [("hours", 24), ("days", 1)];

impl Reader<'_, '_> {
    /// What `node` says under the key `name` of a claim.
    pub(super) fn given(&mut self, name: &str, node: Node<'_, '_>) -> Option<Given> {
        match node.kind() {
            NodeKind::Mapping if node.get("from").is_some() => self.cell(name, node).map(Given::Cell),
            NodeKind::Mapping if node.get("template").is_some() => self.template_of(name, node, &[]),
            NodeKind::Mapping if name == "during" => self.period(node).map(Given::Period),
            NodeKind::Mapping if name == "value" && FIGURES.iter().any(|key| node.get(key).is_some()) => {
                let known = entries(node, &FIGURES, self.problems);
                let figure = |(figure, key, value): (&'static str, Node<'_, '_>, Node<'_, '_>)| {
                    Some(Figure { name: figure, written: Some(key.id()), given: self.whole(name, value)? })
                };
                Some(Given::Figures(known.into_iter().filter_map(figure).collect()))
            }
            NodeKind::Mapping => {
                let message = format!("this does not say where the `{name}` comes from");
                let help =
                    "write `{ from: COLUMN }`, `{ template: \"{COLUMN} of {COLUMN}\" }`, or a constant";
                self.problems.push(Problem::new(Code::WrongType, node.head(), message).help(help));
                None
            }
            NodeKind::Sequence if ["tags", "value", "aliases"].contains(&name) => Some(self.list(name, node)),
            NodeKind::Null if !node.is_broken() => {
                let problem =
                    Problem::new(Code::MissingKey, node.span(), format!("the key `{name}` has no value"));
                self.problems.push(problem.help("give it one, or leave it out"));
                None
            }
            _ => Some(Given::Constant(node.id())),
        }
    }

    /// The same where one cell is one text: what splits it has no effect, and is reported.
    pub(super) fn whole(&mut self, name: &str, node: Node<'_, '_>) -> Option<Given> {
        if let Some((key, _)) = node.entry("split") {
            let problem = Problem::new(Code::MisplacedKey, key.span(), "`split` has no effect here");
            self.problems
                .push(problem.help("remove it; only keys of claims, and `tags` and `aliases`, can be split"));
        }
        self.given(name, node)
    }

    /// A list: a constant where nothing in it comes from a table.
    fn list(&mut self, name: &str, node: Node<'_, '_>) -> Given {
        self.filled(node, "give it an item, or leave the key out");
        if node.items().all(|item| item.kind() == NodeKind::Scalar) {
            return Given::Constant(node.id());
        }
        let mut items = Vec::new();
        for item in node.items() {
            if item.kind() == NodeKind::Sequence {
                let problem = Problem::new(Code::WrongType, item.head(), "this is a list within a list");
                self.problems.push(problem.help("write its items directly into the outer list"));
            } else {
                items.extend(self.whole(name, item));
            }
        }
        Given::List(items)
    }

    /// What a claim is called; a plain text may have columns and keys in braces.
    pub(super) fn id(&mut self, node: Node<'_, '_>, keys: &[&'static str]) -> Option<Given> {
        let given = match node.kind() {
            NodeKind::Scalar => self.words("id", node, keys).map(Given::Words),
            NodeKind::Mapping if node.get("template").is_some() => self.template_of("id", node, keys),
            NodeKind::Sequence => {
                let problem =
                    Problem::new(Code::WrongType, node.head(), "an id is one text, and this is a list");
                self.problems.push(problem.help("name columns in braces, such as `{date}-{attribute}`"));
                None
            }
            _ => self.whole("id", node),
        };
        let constant = |part: &Part| matches!(part, Part::Text(_));
        if matches!(&given, Some(Given::Words(words)) if words.0.iter().all(constant)) {
            let message = "this gives the same id to the claim of every row";
            let problem = Problem::new(Code::InvalidValue, node.span(), message);
            self.problems.push(problem.help("name columns in braces, such as `{date}-{attribute}`"));
            return None;
        }
        given
    }

    /// The words under `template`, for the key `name`.
    fn template_of(&mut self, name: &str, node: Node<'_, '_>, keys: &[&'static str]) -> Option<Given> {
        let known = entries(node, &["template"], self.problems);
        known.first().and_then(|(.., text)| self.words(name, *text, keys)).map(Given::Words)
    }

    /// The words of `node` for the key `of`, with the names of columns in braces; `keys` are those of the claim, which may be named too.
    fn words(&mut self, of: &str, node: Node<'_, '_>, keys: &[&'static str]) -> Option<Words> {
        let column = if NUMBERS.contains(&of) { Part::Figure } else { Part::Column };
        let (Some(text), Some(spot)) = (node.as_str(), node.text()) else {
            let problem = Problem::new(Code::WrongType, node.head(), "a template is a text");
            self.problems.push(problem.help("name columns in braces, such as `{country} in {year}`"));
            return None;
        };
        let mut parts = Vec::new();
        let (mut plain, mut at) = (String::new(), 0);
        while let Some(c) = text[at..].chars().next() {
            let rest = &text[at..];
            match c {
                '{' | '}' if rest[1..].starts_with(c) => {
                    plain.push(c);
                    at += 2;
                }
                '{' if names_column(rest) => {
                    let end = rest.find('}').unwrap_or(rest.len());
                    let name = rest[1..end].trim();
                    if !plain.is_empty() {
                        parts.push(Part::Text(std::mem::take(&mut plain)));
                    }
                    parts.push(match KEYS.into_iter().find(|key| *key == name && keys.contains(key)) {
                        Some(key) => Part::Key(key),
                        None => column(self.column_at(name, spot.part(at + 1..at + end))),
                    });
                    at += end + 1;
                }
                '{' | '}' => {
                    let message =
                        if c == '{' { "this brace is never closed" } else { "this brace was never opened" };
                    let problem = Problem::new(Code::InvalidValue, spot.part(at..at + 1), message);
                    let help = "put the name of a column in braces, as in `{name}`; for a brace itself, write it twice, as in `{{`";
                    self.problems.push(problem.help(help));
                    return None;
                }
                _ => {
                    plain.push(c);
                    at += c.len_utf8();
                }
            }
        }
        if !plain.is_empty() {
            parts.push(Part::Text(plain));
        }
        Some(Words(parts))
    }

    /// The cell that `node` describes, for the key `name`.
    fn cell(&mut self, name: &str, node: Node<'_, '_>) -> Option<Cell> {
        let known = entries(node, &CELL, self.problems);
        let get = |key: &str| known.iter().find(|(name, ..)| *name == key).map(|(.., value)| *value);
        let from = get("from")?;
        self.filled(from, "name a column");
        let columns: Vec<usize> = one_or_more(from).filter_map(|column| self.column(column)).collect();
        let split = get("split").and_then(|mark| self.separator(mark));
        let date = get("date").and_then(|format| self.date(format));
        let replace = get("replace").map(|texts| self.replace(texts)).unwrap_or_default();
        let number = NUMBERS.contains(&name);
        (!columns.is_empty()).then_some(Cell { columns, split, date, replace, number, gaps: number })
    }

    /// How a date is written.
    fn date(&mut self, node: Node<'_, '_>) -> Option<Text> {
        let text = node.text().filter(|text| reads_days(text.as_str(self.files)));
        if text.is_none() && !node.is_broken() {
            let problem = Problem::new(Code::InvalidValue, node.span(), "this is not the format of a day");
            self.problems.push(problem.help("write it with `%d` for the day, `%m` for the month and `%Y` for the year, such as `%d.%m.%Y`"));
        }
        text
    }

    fn separator(&mut self, node: Node<'_, '_>) -> Option<String> {
        let mark = node.as_str().filter(|mark| !mark.is_empty());
        if mark.is_none() {
            let problem = Problem::new(Code::WrongType, node.span(), "this cannot separate names");
            self.problems.push(problem.help("write what separates them, such as `split: \";\"`"));
        }
        mark.map(str::to_owned)
    }

    fn replace(&mut self, node: Node<'_, '_>) -> Vec<(String, gainsay_yaml::NodeId)> {
        let fits = |value: Node<'_, '_>| matches!(value.kind(), NodeKind::Scalar | NodeKind::Null);
        if node.kind() != NodeKind::Mapping || !node.entries().all(|(_, value)| fits(value)) {
            let problem = Problem::new(Code::WrongType, node.head(), "`replace` takes a mapping of texts");
            self.problems
                .push(problem.help("write each text of a cell with what it stands for: `{ \"Ja\": yes }`"));
            return Vec::new();
        }
        if node.entries().next().is_none() {
            let problem = Problem::new(Code::InvalidValue, node.span(), "this replaces nothing");
            self.problems.push(
                problem.help("write each text of a cell with what it stands for, or leave `replace` out"),
            );
        }
        self.once(node);
        let entries =
            node.entries().filter_map(|(key, value)| Some((key.as_str()?.trim().to_owned(), value.id())));
        entries.collect()
    }

    /// The period that `node` describes.
    fn period(&mut self, node: Node<'_, '_>) -> Option<Period> {
        let known = entries(node, &["hours", "days", "until"], self.problems);
        let get = |key: &str| known.iter().find(|(name, ..)| *name == key).map(|(.., value)| *value);
        let lengths: Vec<_> = LENGTHS.iter().filter_map(|(key, of_day)| Some((get(key)?, *of_day))).collect();
        let [(length, of_day)] = lengths[..] else {
            let message = "a period needs a length, in `hours` or in `days`";
            let help = "write `{ hours: COLUMN, until: COLUMN }`, or `{ days: 7, until: COLUMN }`";
            self.problems.push(Problem::new(Code::MissingKey, node.head(), message).help(help));
            return None;
        };
        let Some(until) = get("until") else {
            let problem = Problem::new(Code::MissingKey, node.head(), "the key `until` is missing");
            self.problems.push(problem.help("say which column holds the last day of the period"));
            return None;
        };
        let said = length.as_str().filter(|_| length.is_plain());
        let length = match said.map_or(Ok(None), |text| period::length(text, of_day)) {
            Ok(Some(number)) => Length::Said(number),
            Ok(None) => Length::Column(self.column(length)?),
            Err(too_long) => {
                let problem = Problem::new(Code::InvalidValue, length.span(), too_long);
                self.problems.push(problem.help(period::SHORTER));
                return None;
            }
        };
        if let Length::Said(said) = length
            && said % of_day != 0
        {
            let message = format!("{said} hours are not a whole number of days");
            let spot = known
                .iter()
                .find(|(name, ..)| *name == "hours")
                .map_or(node.head(), |(.., hours)| hours.span());
            let problem = Problem::new(Code::InvalidValue, spot, message);
            self.problems.push(problem.help(period::WHOLE_DAYS));
            return None;
        }
        let until = match until.kind() {
            NodeKind::Mapping => match self.whole("until", until)? {
                Given::Cell(cell) => cell,
                _ => {
                    let problem = Problem::new(
                        Code::WrongType,
                        until.head(),
                        "the last day of a period must come from a column",
                    );
                    self.problems.push(problem.help("say which column holds the last day of the period"));
                    return None;
                }
            },
            _ => {
                let columns = vec![self.column(until)?];
                Cell { columns, split: None, date: None, replace: Vec::new(), number: false, gaps: false }
            }
        };
        Some(Period { length, of_day, until })
    }
}

/// Whether `rest`, which begins with a brace, has one that closes it before another one opens.
fn names_column(rest: &str) -> bool {
    rest[1..].find(['{', '}']).is_some_and(|end| rest[1 + end..].starts_with('}'))
}
