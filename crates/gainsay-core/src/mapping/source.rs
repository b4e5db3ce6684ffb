//! What a mapping says of the tables that it reads: where they are, how they are written, and which of their rows count.

use std::collections::HashMap;

use super::format::{DialectKeys, Format, QUOTE};
use super::model::{Condition, Decimal, Dialect, Header, Table};
use super::read::{Entry, Reader};
use crate::problem::{Code, Problem};
use gainsay_yaml::text::{Spanned, Text, suggest};
use gainsay_yaml::{Leaf, Node, NodeKind, decode_entry, duplicate_key};

impl Reader<'_, '_> {
    /// What is read, and how.
    pub(super) fn table(&mut self, node: Node<'_, '_>, entries: &[Entry<'_, '_>]) -> Option<Table> {
        let get =
            |key: &str| entries.iter().find(|(name, ..)| *name == key).map(|(_, key, value)| (*key, *value));
        let reads: Vec<Text> = match get("read") {
            Some((_, paths)) => {
                self.filled(paths, "say which tables are read: `read: data/*.csv`");
                let help = "write a path relative to the folder of this file, such as `data/polls.csv`";
                one_or_more(paths).filter_map(|path| self.path(path, help)).collect()
            }
            None => {
                let is_known = |key: &str| entries.iter().any(|(name, ..)| *name == key);
                let mut keys = node.entries().filter_map(|(key, _)| key.as_str());
                // A misspelt key is reported as such.
                if !keys.any(|key| !is_known(key) && suggest::closest(key, ["read"]).is_some()) {
                    let problem = Problem::new(Code::MissingKey, node.head(), "the key `read` is missing");
                    self.problems.push(problem.help("say which tables are read: `read: data/*.csv`"));
                }
                Vec::new()
            }
        };
        let format = get("format").and_then(|entry| decode_entry::<Spanned<Format>, _>(entry, self.problems));
        let dialect = get("dialect").and_then(|entry| {
            let keys = decode_entry::<DialectKeys, _>(entry, self.problems)?;
            Some(self.dialect(keys, entry.1))
        });
        let rows = get("rows").and_then(|(_, path)| {
            self.path(
                path,
                "write the names that lead to the list, with `.` between them, such as `data.items`",
            )
        });
        let empty = get("empty").map(|(_, texts)| self.texts(texts)).unwrap_or_default();
        let skip = get("skip").map(|(_, skip)| self.conditions(skip)).unwrap_or_default();
        let when = get("when").and_then(|(_, when)| self.condition(when));
        if reads.is_empty() {
            return None;
        }
        let (dialect, section) = (dialect.unwrap_or_default(), self.section);
        let (columns, conditions, templates) = (Vec::new(), Vec::new(), Vec::new());
        Some(Table {
            section,
            reads,
            format,
            dialect,
            rows,
            empty,
            columns,
            conditions,
            skip,
            when,
            templates,
            plain: false,
            own: 0,
            guarded: false,
        })
    }

    fn path(&mut self, node: Node<'_, '_>, help: &str) -> Option<Text> {
        let path = node.text().filter(|text| !text.as_str(self.files).trim().is_empty());
        if path.is_none() && !node.is_broken() {
            self.problems.push(Problem::new(Code::WrongType, node.span(), "this is not a path").help(help));
        }
        path
    }

    fn dialect(&mut self, keys: DialectKeys, node: Node<'_, '_>) -> Dialect {
        let DialectKeys { separator, quote, encoding, decimal, header } = keys;
        let separator = separator.and_then(|text| self.mark(&text));
        let quote = quote.and_then(|text| self.mark(&text));
        self.tell_apart(separator, quote);
        let decimal = decimal.and_then(|text| match text.as_str(self.files) {
            "," => Some(Decimal::Comma),
            "." => Some(Decimal::Point),
            other => {
                let problem =
                    Problem::new(Code::InvalidValue, text.span, format!("`{other}` is not a decimal mark"));
                self.problems.push(problem.help("use one of `,` or `.`"));
                None
            }
        });
        let header = header.and_then(|leaf| self.header(node, leaf));
        Dialect { separator, quote, encoding, decimal, header }
    }

    /// Reports one mark for both, be one of them said and the other the usual one.
    fn tell_apart(&mut self, separator: Option<Spanned<u8>>, quote: Option<Spanned<u8>>) {
        let (message, help) = match (separator, quote) {
            (Some(one), Some(other)) if one.value == other.value => {
                ("`separator` and `quote` are the same mark", "give them different ones")
            }
            (Some(one), None) if one.value == QUOTE => {
                ("this is also the mark around cells", "give `quote` another mark, or `separator`")
            }
            _ => return,
        };
        let spot = quote.or(separator).map(|mark| Problem::new(Code::InvalidValue, mark.span, message));
        self.problems.extend(spot.map(|problem| problem.help(help)));
    }

    fn mark(&mut self, text: &Text) -> Option<Spanned<u8>> {
        match text.as_str(self.files).as_bytes() {
            [mark] if !mark.is_ascii_alphanumeric() && !matches!(mark, b'\n' | b'\r') => {
                Some(Spanned::new(*mark, text.span))
            }
            _ => {
                let problem =
                    Problem::new(Code::InvalidValue, text.span, "this is not a single ASCII character");
                self.problems.push(problem.help("write it in quotation marks, such as `\";\"` or `\"\\t\"`"));
                None
            }
        }
    }

    fn header(
        &mut self,
        node: Node<'_, '_>,
        Spanned { value, span }: Spanned<Leaf>,
    ) -> Option<Spanned<Header>> {
        let header = match node.leaf(value).as_str().unwrap_or_default() {
            "true" => Some(Header::Line(1)),
            "false" => Some(Header::None),
            line => match line.parse() {
                Ok(line @ 1..) => Some(Header::Line(line)),
                _ => {
                    let problem = Problem::new(Code::InvalidValue, span, "this is not a line");
                    self.problems.push(
                        problem.help("write `true`, `false`, or the number of the line with the names"),
                    );
                    None
                }
            },
        };
        header.map(|header| Spanned::new(header, span))
    }

    /// The texts of a list, or a single one; nothing stands for an empty text.
    pub(super) fn texts(&mut self, node: Node<'_, '_>) -> Vec<String> {
        let one = |node: Node<'_, '_>| match node.kind() {
            NodeKind::Null if !node.is_broken() => Some(String::new()),
            _ => node.as_str().map(|text| text.trim().to_owned()),
        };
        self.filled(node, "name at least one text, or leave the key out");
        let texts: Option<Vec<String>> = one_or_more(node).map(one).collect();
        texts.unwrap_or_else(|| {
            let problem = Problem::new(Code::WrongType, node.head(), "expected a text or a list of texts");
            self.problems.push(problem);
            Vec::new()
        })
    }

    /// Several conditions, or a single one.
    pub(super) fn conditions(&mut self, node: Node<'_, '_>) -> Vec<Condition> {
        self.filled(node, "name at least one condition, or leave the key out");
        one_or_more(node).filter_map(|item| self.condition(item)).collect()
    }

    pub(super) fn condition(&mut self, node: Node<'_, '_>) -> Option<Condition> {
        if node.kind() != NodeKind::Mapping {
            let problem = Problem::new(Code::WrongType, node.head(), "a condition is a mapping of columns");
            self.problems.push(
                problem.help("write `{ COLUMN: TEXT }`; `*` stands for any text, `\"\"` for an empty cell"),
            );
            return None;
        }
        self.once(node);
        if node.entries().next().is_none() {
            let problem = Problem::new(
                Code::InvalidValue,
                node.span(),
                "a condition without columns holds for every row",
            );
            self.problems.push(problem.help("name a column and what it holds: `{ COLUMN: TEXT }`"));
            return None;
        }
        let tests = node.entries().filter_map(|(key, value)| {
            let column = self.column(key)?;
            Some((column, self.texts(value)))
        });
        let tests: Vec<(usize, Vec<String>)> = tests.collect();
        // What asks for no text is reported already.
        if tests.iter().any(|(_, texts)| texts.is_empty()) {
            return Some(Condition(tests, None));
        }
        let condition = Condition(tests, Some(self.conditions.len()));
        let mut values = node.entries().map(|(_, value)| value.head());
        let spot = values.next().filter(|_| values.next().is_none()).unwrap_or(node.head());
        let text = condition.only().map(|(_, text)| text.to_owned());
        self.conditions.push(Spanned::new(text, spot));
        Some(condition)
    }

    /// Reports keys of `node` that are there twice, as names of columns and texts of cells are read: without blanks around them.
    pub(super) fn once(&mut self, node: Node<'_, '_>) {
        let mut first: HashMap<&str, Node<'_, '_>> = HashMap::new();
        for (key, _) in node.entries() {
            let Some(name) = key.as_str().map(str::trim) else { continue };
            match first.get(name) {
                Some(first) => self.problems.push(duplicate_key(*first, key)),
                None => _ = first.insert(name, key),
            }
        }
    }

    /// Reports a list without items.
    pub(super) fn filled(&mut self, node: Node<'_, '_>, help: &str) {
        if node.kind() == NodeKind::Sequence && node.items().next().is_none() && !node.is_cut() {
            self.problems.push(Problem::new(Code::InvalidValue, node.span(), "the list is empty").help(help));
        }
    }
}

/// The items of a list, or what is no list by itself.
pub(super) fn one_or_more<'t, 'a>(node: Node<'t, 'a>) -> impl Iterator<Item = Node<'t, 'a>> {
    let one = (node.kind() != NodeKind::Sequence).then_some(node);
    one.into_iter().chain(node.items())
}
