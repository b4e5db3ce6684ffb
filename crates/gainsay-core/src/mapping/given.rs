//! What a mapping writes under the keys of a claim: constants, cells, words made of cells, periods.

use super::format::CELL;
use super::model::{Cell, Figure, Given, Length, Part, Period, Words};
use super::read::{Reader, entries};
use crate::claim::KEYS;
use crate::problem::{Code, Problem};
use gainsay_yaml::{Node, NodeKind};

/// The keys of a value that is given by its figures.
const FIGURES: [&str; 5] = ["worded", "low", "best", "high", "margin"];

/// The keys of a period, and of how many of each length a day is made.
const LENGTHS: [(&str, i64); 2] = [("hours", 24), ("days", 1)];

impl Reader<'_, '_> {
    /// What `node` says under the key `name` of a claim.
    pub(super) fn given(&mut self, name: &str, node: Node<'_, '_>) -> Option<Given> {
        match node.kind() {
            NodeKind::Mapping if node.get("from").is_some() => self.cell(name, node).map(Given::Cell),
            NodeKind::Mapping if node.get("template").is_some() => {
                let known = entries(node, &["template"], self.problems);
                known.first().and_then(|(.., text)| self.words(*text, &[])).map(Given::Words)
            }
            NodeKind::Mapping if name == "during" => self.period(node).map(Given::Period),
            NodeKind::Mapping if name == "value" && FIGURES.iter().any(|key| node.get(key).is_some()) => {
                let known = entries(node, &FIGURES, self.problems);
                let figure = |(figure, key, value): (&'static str, Node<'_, '_>, Node<'_, '_>)| {
                    Some(Figure { name: figure, written: Some(key.id()), given: self.given(name, value)? })
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
            NodeKind::Sequence if ["tags", "value", "aliases"].contains(&name) => {
                Some(Given::List(node.items().filter_map(|item| self.given(name, item)).collect()))
            }
            NodeKind::Null if !node.is_broken() => {
                let problem =
                    Problem::new(Code::MissingKey, node.span(), format!("the key `{name}` has no value"));
                self.problems.push(problem.help("give it one, or leave it out"));
                None
            }
            _ => Some(Given::Constant(node.id())),
        }
    }

    /// What a claim is called; a plain text may have columns and keys in braces.
    pub(super) fn id(&mut self, node: Node<'_, '_>, keys: &[&'static str]) -> Option<Given> {
        if node.kind() != NodeKind::Scalar {
            return match node.get("template") {
                Some(text) => self.words(text, keys).map(Given::Words),
                None => self.given("id", node),
            };
        }
        let words = self.words(node, keys)?;
        if words.0.iter().all(|part| matches!(part, Part::Text(_))) {
            let problem = Problem::new(
                Code::InvalidValue,
                node.span(),
                "this gives the same id to the claim of every row",
            );
            self.problems.push(problem.help("name columns in braces, such as `{date}-{attribute}`"));
            return None;
        }
        Some(Given::Words(words))
    }

    /// The words of `node`, with the names of columns in braces; `keys` are those of the claim, which may be named too.
    fn words(&mut self, node: Node<'_, '_>, keys: &[&'static str]) -> Option<Words> {
        let text = node.as_str()?;
        let spot = node.text()?;
        let mut parts = Vec::new();
        let (mut plain, mut at) = (String::new(), 0);
        while let Some(c) = text[at..].chars().next() {
            let rest = &text[at..];
            match c {
                '{' | '}' if rest[1..].starts_with(c) => {
                    plain.push(c);
                    at += 2;
                }
                '{' if rest.contains('}') => {
                    let end = rest.find('}').unwrap_or(rest.len());
                    let name = rest[1..end].trim();
                    if !plain.is_empty() {
                        parts.push(Part::Text(std::mem::take(&mut plain)));
                    }
                    parts.push(match KEYS.into_iter().find(|key| *key == name && keys.contains(key)) {
                        Some(key) => Part::Key(key),
                        None => Part::Column(self.column_at(name, spot.part(at + 1..at + end))),
                    });
                    at += end + 1;
                }
                '{' | '}' => {
                    let problem =
                        Problem::new(Code::InvalidValue, spot.part(at..at + 1), "this brace has no partner");
                    let help =
                        "put the name of a column in braces, `{name}`; two braces, `{{`, stand for one";
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
        let columns: Vec<usize> = match from.kind() {
            NodeKind::Sequence => from.items().filter_map(|column| self.column(column)).collect(),
            _ => self.column(from).into_iter().collect(),
        };
        let split = get("split").and_then(|mark| self.separator(mark));
        let date = get("date").and_then(|format| {
            let text = format.text();
            if text.is_none() {
                let problem = Problem::new(Code::WrongType, format.span(), "this does not say how the date is written");
                self.problems.push(problem.help("write it with `%d` for the day, `%m` for the month and `%Y` for the year, such as `%d.%m.%Y`"));
            }
            text
        });
        let replace = get("replace").map(|texts| self.replace(texts)).unwrap_or_default();
        let number = ["value", "margin"].contains(&name);
        (!columns.is_empty()).then_some(Cell { columns, split, date, replace, number })
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
                .push(problem.help("write what cells hold, and what each stands for: `{ \"Ja\": yes }`"));
            return Vec::new();
        }
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
            let message = "a period has a length, in `hours` or in `days`";
            let help = "write `{ hours: COLUMN, until: COLUMN }`, or `{ days: 7, until: COLUMN }`";
            self.problems.push(Problem::new(Code::MissingKey, node.head(), message).help(help));
            return None;
        };
        let Some(until) = get("until") else {
            let problem = Problem::new(Code::MissingKey, node.head(), "the key `until` is missing");
            self.problems.push(problem.help("say which column holds the last day of the period"));
            return None;
        };
        let length = match length.as_str().and_then(|text| text.parse::<i64>().ok()) {
            Some(number) if length.is_plain() && number > 0 => Length::Said(number),
            _ => Length::Column(self.column(length)?),
        };
        let until = match until.kind() {
            NodeKind::Mapping => self.cell("until", until)?,
            _ => {
                let columns = vec![self.column(until)?];
                Cell { columns, split: None, date: None, replace: Vec::new(), number: false }
            }
        };
        Some(Period { length, of_day, until })
    }
}
