//! From rows to records: claims, and entries of the registry.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::atomic::Ordering;

use super::conditions::Asked;
use super::gaps::Gaps;
use super::model::{
    self, Condition, Decimal, Figure, Given, Key, Length, Part, Period, Table, Template, Words,
};
use super::moment::{help, moment};
use super::number;
use super::row::{Cell, Row};
use super::seen::Seen;
use super::undated::Undated;
use crate::claim::FILL_IN;
use crate::problem::{Code, Problem};
use gainsay_yaml::text::{FileId, Files, Span};
use gainsay_yaml::{Graft, Node, NodeId, NodeKind, Root, Tree};

/// Makes the records of the rows of one file.
pub(super) struct Maker<'m, 'f> {
    pub(super) files: &'f Files,
    /// The tree of the mapping file; none for a table that needs none.
    pub(super) mapping: Option<&'m Tree<'f>>,
    pub(super) table: &'m Table,
    /// The templates that can be made of the columns that the file has.
    pub(super) templates: &'m [&'m Template],
    pub(super) file: FileId,
    /// The mark before the decimals of numbers; none where texts say it, as they do in claim files.
    pub(super) decimal: Option<Decimal>,
    pub(super) seen: &'m Seen,
    /// What the rows said to each condition of the mapping.
    pub(super) asked: Vec<Asked>,
    /// The cells that hold a mark for a missing value.
    pub(super) gaps: Gaps,
    /// The cells that hold a date which is not written as EDTF has it.
    pub(super) undated: Undated,
    pub(super) graft: Graft<'f>,
    pub(super) problems: Vec<Problem>,
}

/// The cell of a row that stands for that of a column: one name out of several.
pub(super) type Instead<'r> = Option<(usize, &'r Cell<'r>)>;

impl<'m, 'f> Maker<'m, 'f> {
    pub(super) fn begin(
        files: &'f Files,
        file: FileId,
        mapping: Option<&Tree<'f>>,
        section: bool,
    ) -> Graft<'f> {
        let text = |file: FileId| (file, files.get(file).text.as_str());
        let other = mapping.and_then(|tree| tree.documents().next()).map(|root| text(root.span().file));
        Graft::new(text(file), other, if section { Root::Mapping } else { Root::List })
    }

    /// Makes the records of a row.
    pub(super) fn row(&mut self, row: &Row<'_>) {
        for (cell, seen) in row.cells.iter().zip(&self.seen.columns) {
            if !matches!(cell, Cell::Empty) {
                seen.store(true, Ordering::Relaxed);
            }
        }
        let table = self.table;
        if self.templates.is_empty() || !self.is_wanted(&table.skip, table.when.as_ref(), row) {
            return;
        }
        let mut gaps = Vec::new();
        for template in self.templates {
            if !self.is_wanted(&template.skip, template.when.as_ref(), row) {
                continue;
            }
            gaps.extend(self.gaps(template, row));
            let Some(split) = template.split.and_then(|at| template.keys.get(at)) else {
                self.record(template, row, None);
                continue;
            };
            let Given::Cell(model::Cell { columns, split: Some(mark), .. }) = &split.given else { continue };
            let Some((column, cell)) = row.first(columns, &self.table.empty) else {
                self.record(template, row, None);
                continue;
            };
            for part in self.parts(cell, mark) {
                self.record(template, row, Some((column, &part)));
            }
        }
        self.note_gaps(gaps, row);
    }

    /// Whether none of `skip` holds for a row, and `when` does. Each of them is asked, to know whether it ever holds.
    fn is_wanted(&mut self, skip: &[Condition], when: Option<&Condition>, row: &Row<'_>) -> bool {
        let mut meets = |condition: &Condition| match condition.1.and_then(|at| self.asked.get_mut(at)) {
            Some(asked) => asked.meets(condition, row),
            None => row.meets(condition),
        };
        let skipped = skip.iter().filter(|skip| meets(skip)).count() > 0;
        when.is_none_or(meets) && !skipped
    }

    /// The names in a cell; reports one that has none.
    fn parts(&mut self, cell: &Cell<'_>, mark: &str) -> Vec<Cell<'static>> {
        let parts = cell.parts(mark);
        if parts.is_empty() {
            let text = cell.text().unwrap_or_default().trim();
            let message = format!("`{text}` has no name beside or between its `{mark}`");
            let problem = Problem::new(Code::MalformedTable, self.span(cell), message);
            self.problems.push(problem.help("write the names, or leave the cell empty"));
        }
        parts
    }

    /// Makes one record; where a cell cannot be read, that is reported, and there is none.
    fn record(&mut self, template: &Template, row: &Row<'_>, instead: Instead<'_>) {
        if self.says_nothing(template, row, instead) {
            return;
        }
        let mark = self.graft.mark();
        let made = if self.table.section.is_some() {
            self.entry(template, row, instead)
        } else {
            self.claim(template, row, instead)
        };
        if made.is_none() {
            self.graft.undo(mark);
        }
    }

    /// Whether a row has no value for the claim: then there is none.
    fn says_nothing(&self, template: &Template, row: &Row<'_>, instead: Instead<'_>) -> bool {
        let said = |given: &Given| self.says(given, row, instead);
        if self.table.section.is_some() {
            return false;
        }
        template.keys.iter().any(|key| match &key.given {
            // Nothing is counted within no time.
            Given::Period(Period { length: Length::Column(column), .. }) => {
                row.cell(*column).text().is_some_and(|text| text.trim() == "0")
            }
            given => key.name == "value" && !said(given),
        })
    }

    fn says(&self, given: &Given, row: &Row<'_>, instead: Instead<'_>) -> bool {
        match given {
            Given::Constant(_) | Given::Period(_) => true,
            Given::Cell(cell) => match self.found(cell, row, instead) {
                // What a text stands for may be nothing.
                Some((_, found)) => {
                    !self.replaced(cell, found).is_some_and(|node| node.kind() == NodeKind::Null)
                }
                None => false,
            },
            Given::Words(words) => words.columns().any(|column| self.cell(&[column], row, instead).is_some()),
            Given::Figures(figures) => figures.iter().any(|figure| self.says(&figure.given, row, instead)),
            Given::List(items) => items.iter().any(|given| self.says(given, row, instead)),
        }
    }

    /// The first of `columns` that says anything, one of its names where it is split.
    fn cell<'r>(
        &self,
        columns: &[usize],
        row: &'r Row<'_>,
        instead: Instead<'r>,
    ) -> Option<(usize, &'r Cell<'r>)> {
        match instead.filter(|(column, _)| columns.contains(column)) {
            Some(part) => Some(part),
            None => row.first(columns, &self.table.empty),
        }
    }

    fn claim(&mut self, template: &Template, row: &Row<'_>, instead: Instead<'_>) -> Option<()> {
        self.graft.mapping(row.range.clone());
        let id = template.id.as_ref().and_then(|id| self.text(id, template, row, instead));
        let spot = self.spot(template, row, instead);
        self.graft.made(spot.clone(), "id");
        match id.filter(|id| !id.trim().is_empty()) {
            Some(id) => {
                let range = match &template.id {
                    Some(Given::Cell(cell)) => {
                        self.found(cell, row, instead).and_then(|(_, cell)| cell.range())
                    }
                    _ => None,
                };
                self.graft.decoded(range.unwrap_or(spot), id);
            }
            None => {
                let usual = self.words(&template.usual_id, template, row, instead);
                self.graft.made(row.range.clone(), usual);
            }
        }
        for key in &template.keys {
            self.key(key, template, row, instead)?;
        }
        self.graft.end();
        Some(())
    }

    fn entry(&mut self, template: &Template, row: &Row<'_>, instead: Instead<'_>) -> Option<()> {
        let id = template.id.as_ref()?;
        if !self.says(id, row, instead) {
            let spot = Span::new(self.file, row.range.start, row.range.end);
            let problem =
                Problem::new(Code::MissingKey, spot, "this row has no id").label("it declares nothing");
            self.problems.push(problem.help(FILL_IN));
            return None;
        }
        self.put(id, template, row, instead)?;
        self.graft.mapping(row.range.clone());
        for key in &template.keys {
            self.key(key, template, row, instead)?;
        }
        self.graft.end();
        Some(())
    }

    /// What is underlined for a claim as a whole: its value, where a cell holds it.
    fn spot(&self, template: &Template, row: &Row<'_>, instead: Instead<'_>) -> Range<u32> {
        let value = template.keys.iter().find(|key| key.name == "value");
        let cell = match value.map(|key| &key.given) {
            Some(Given::Cell(cell)) => self.found(cell, row, instead),
            _ => None,
        };
        cell.and_then(|(_, cell)| cell.range()).unwrap_or_else(|| row.range.clone())
    }

    /// Adds `key` with what is under it, unless the row says nothing there.
    fn key(&mut self, key: &Key, template: &Template, row: &Row<'_>, instead: Instead<'_>) -> Option<()> {
        if !self.says(&key.given, row, instead) {
            return Some(());
        }
        if let Given::Cell(cell) = &key.given
            && self.is_undated(key.name, cell, row, instead)
        {
            return None;
        }
        self.written(key.written, key.name, row);
        match &key.given {
            // The parts of a cell are the items of a list, where the key takes one.
            Given::Cell(cell) if matches!(key.name, "tags" | "aliases") => self.items(cell, row, instead),
            given => self.put(given, template, row, instead)?,
        }
        Some(())
    }

    fn items(&mut self, cell: &model::Cell, row: &Row<'_>, instead: Instead<'_>) {
        let Some((_, found)) = self.found(cell, row, instead) else { return };
        match (&cell.split, found) {
            (_, Cell::Node(node)) if node.kind() == NodeKind::Sequence => self.graft.copy(*node),
            (mark, found) => {
                let parts = mark.as_ref().map(|mark| self.parts(found, mark));
                let range = found.range().unwrap_or_else(|| row.range.clone());
                self.graft.list(range);
                match parts {
                    Some(parts) => parts.iter().for_each(|part| part.put(&mut self.graft)),
                    None => found.put(&mut self.graft),
                }
                self.graft.end();
            }
        }
    }

    /// Adds what is under a key; nothing where it cannot be read, which is reported.
    fn put(&mut self, given: &Given, template: &Template, row: &Row<'_>, instead: Instead<'_>) -> Option<()> {
        match given {
            Given::Constant(node) => self.graft.copy(self.mapping?.node(*node)),
            Given::Cell(cell) => {
                let (_, found) = self.found(cell, row, instead)?;
                match self.converted(cell, found)? {
                    Some(text) => {
                        let range = found.range().unwrap_or_else(|| row.range.clone());
                        self.graft.decoded(range, text);
                    }
                    None => found.put(&mut self.graft),
                }
            }
            Given::Words(words) => {
                for part in &words.0 {
                    if let Part::Figure(column) = part
                        && let Some((_, found)) = self.cell(&[*column], row, instead)
                    {
                        self.pointed(found)?;
                    }
                }
                let text = self.words(words, template, row, instead);
                let cell = words.columns().find_map(|column| self.cell(&[column], row, instead)?.1.range());
                self.graft.decoded(cell.unwrap_or_else(|| row.range.clone()), text);
            }
            Given::Period(period) => {
                let (range, text) = self.period(period, row)?;
                self.graft.decoded(range, text);
            }
            Given::Figures(figures) => self.figures(figures, template, row, instead)?,
            Given::List(items) => {
                self.graft.list(Self::around(given.columns().into_iter(), row));
                for given in items {
                    if self.says(given, row, instead) {
                        self.put(given, template, row, instead)?;
                    }
                }
                self.graft.end();
            }
        }
        Some(())
    }

    /// Adds a value by its figures; words without any are a value by themselves.
    fn figures(
        &mut self,
        figures: &[Figure],
        template: &Template,
        row: &Row<'_>,
        instead: Instead<'_>,
    ) -> Option<()> {
        let said: Vec<&Figure> =
            figures.iter().filter(|figure| self.says(&figure.given, row, instead)).collect();
        if let [Figure { name: "worded", given, .. }] = said.as_slice() {
            return self.put(given, template, row, instead);
        }
        self.graft.mapping(Self::around(said.iter().flat_map(|figure| figure.given.columns()), row));
        for Figure { name, written, given } in said {
            self.written(*written, name, row);
            self.put(given, template, row, instead)?;
        }
        self.graft.end();
        Some(())
    }

    /// From the first to the last of the cells of `columns`; the row, where there is none.
    fn around(columns: impl Iterator<Item = usize>, row: &Row<'_>) -> Range<u32> {
        let ranges = columns.filter_map(|column| row.cell(column).range());
        ranges
            .reduce(|one, other| one.start.min(other.start)..one.end.max(other.end))
            .unwrap_or(row.range.clone())
    }

    /// Adds a key: as the mapping writes it, or as the table has it in its header.
    fn written(&mut self, written: Option<NodeId>, name: &str, row: &Row<'_>) {
        match (written, self.mapping) {
            (Some(written), Some(tree)) => self.graft.copy(tree.node(written)),
            _ => self.graft.made(row.range.clone(), name),
        }
    }

    /// What the mapping writes instead of the text of a cell.
    pub(super) fn replaced(&self, cell: &model::Cell, found: &Cell<'_>) -> Option<Node<'m, 'f>> {
        let text = found.text()?.trim();
        let (_, node) = cell.replace.iter().find(|(known, _)| known == text)?;
        Some(self.mapping?.node(*node))
    }

    /// The text of a cell, where it is not to be taken as it is written. Fails where it is no date, which is reported.
    #[expect(
        clippy::option_option,
        reason = "the outer one says that it cannot be read, the inner one that it stays as it is"
    )]
    pub(super) fn converted(&mut self, cell: &model::Cell, found: &Cell<'_>) -> Option<Option<Cow<'f, str>>> {
        if let Some(node) = self.replaced(cell, found) {
            return Some(Some(Cow::Owned(node.as_str().unwrap_or_default().to_owned())));
        }
        let Some(text) = found.text() else { return Some(None) };
        if let Some(format) = &cell.date {
            let format = format.as_str(self.files);
            return match moment(format, text.trim()) {
                Some(date) => Some(Some(Cow::Owned(date))),
                None => {
                    let span = self.span(found);
                    let problem = Problem::new(
                        Code::NotADate,
                        span,
                        format!("`{}` is not a date written as `{format}`", text.trim()),
                    );
                    self.problems.push(problem.help(help(format)));
                    None
                }
            };
        }
        if cell.number { self.pointed(found) } else { Some(None) }
    }

    /// The text of a cell with numbers in it, where it is not to be taken as it is written. Fails where one contradicts the mark
    /// before decimals, which is reported.
    #[expect(
        clippy::option_option,
        reason = "the outer one says that it cannot be read, the inner one that it stays as it is"
    )]
    fn pointed(&mut self, found: &Cell<'_>) -> Option<Option<Cow<'f, str>>> {
        let (Some(text), Some(decimal)) = (found.text(), self.decimal.filter(|_| !found.is_number())) else {
            return Some(None);
        };
        if let Some(other) = number::contradiction(text, decimal) {
            let problem = number::contradicts(found.part(&other, self.file), &text[other], decimal);
            self.problems.push(problem);
            return None;
        }
        Some(self.with_point(found).map(Cow::Owned))
    }

    /// The text of a cell with a point before the decimals of its numbers, where the table has a comma there.
    fn with_point(&self, found: &Cell<'_>) -> Option<String> {
        let comma = self.decimal == Some(Decimal::Comma) && !found.is_number();
        number::with_point(found.text().filter(|_| comma)?)
    }

    pub(super) fn span(&self, cell: &Cell<'_>) -> Span {
        let range = cell.range().unwrap_or_default();
        Span::new(self.file, range.start, range.end)
    }

    /// The text of what is under a key; nothing where the row says nothing there, or more than a text.
    fn text(
        &self,
        given: &Given,
        template: &Template,
        row: &Row<'_>,
        instead: Instead<'_>,
    ) -> Option<String> {
        match given {
            Given::Constant(node) => self.mapping?.node(*node).as_str().map(str::to_owned),
            Given::Cell(cell) => {
                let (_, found) = self.found(cell, row, instead)?;
                if let Some(node) = self.replaced(cell, found) {
                    return node.as_str().map(str::to_owned);
                }
                let text = found.text()?.trim();
                let date = cell.date.as_ref().and_then(|format| moment(format.as_str(self.files), text));
                Some(date.unwrap_or_else(|| text.to_owned()))
            }
            Given::Words(words) => Some(self.words(words, template, row, instead)),
            Given::Period(period) => {
                let (_, until) = row.first(&period.until.columns, &self.table.empty)?;
                let until = until.text()?.trim().to_owned();
                let length = match period.length {
                    Length::Said(length) => length.to_string(),
                    Length::Column(column) => row.cell(column).text()?.trim().to_owned(),
                };
                Some(format!("{until}-{length}"))
            }
            Given::Figures(_) | Given::List(_) => None,
        }
    }

    fn words(&self, words: &Words, template: &Template, row: &Row<'_>, instead: Instead<'_>) -> String {
        let key = |name: &str| {
            let key = template.keys.iter().find(|key| key.name == name)?;
            self.text(&key.given, template, row, instead).filter(|text| !text.is_empty())
        };
        let mut all = String::new();
        for part in &words.0 {
            match part {
                Part::Text(text) => all.push_str(text),
                Part::Column(column) => {
                    let cell = self.cell(&[*column], row, instead);
                    all.push_str(cell.and_then(|(_, cell)| cell.text()).unwrap_or_default().trim());
                }
                Part::Figure(column) => {
                    let cell = self.cell(&[*column], row, instead).map(|(_, cell)| cell);
                    let pointed = cell.and_then(|cell| self.with_point(cell));
                    let text = pointed.as_deref().or(cell.and_then(Cell::text));
                    all.push_str(text.unwrap_or_default().trim());
                }
                Part::Key(name) => all.push_str(&key(name).unwrap_or_default()),
                Part::Keys(names) => {
                    let said: Vec<String> = names.iter().filter_map(|name| key(name)).collect();
                    all.push_str(&said.join("/"));
                }
            }
        }
        all
    }
}
