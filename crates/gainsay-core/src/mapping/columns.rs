//! Which cell of a delimited file each column is.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::model::{Column, Header};
use crate::problem::{Code, Problem};
use gainsay_yaml::text::{FileId, Files, Span, suggest};

/// `name` as it is compared: an accent may be part of its letter, or a character behind it.
pub(super) fn composed(name: &str) -> Cow<'_, str> {
    if is_nfc(name) { Cow::Borrowed(name) } else { Cow::Owned(name.nfc().collect()) }
}

/// The names of the columns of a file.
pub(super) struct Columns<'c> {
    files: &'c Files,
    file: FileId,
    names: &'c [(Cow<'c, str>, Range<u32>)],
    header: Option<Header>,
    /// The number of the first column of each name, and that of the second.
    numbers: HashMap<Cow<'c, str>, (usize, Option<usize>)>,
}

impl<'c> Columns<'c> {
    pub(super) fn new(
        files: &'c Files,
        file: FileId,
        names: &'c [(Cow<'c, str>, Range<u32>)],
        header: Option<Header>,
    ) -> Self {
        let mut numbers: HashMap<Cow<'_, str>, (usize, Option<usize>)> = HashMap::new();
        for (at, (name, _)) in names.iter().enumerate() {
            numbers
                .entry(composed(name))
                .and_modify(|(_, second)| *second = second.or(Some(at)))
                .or_insert((at, None));
        }
        Self { files, file, names, header, numbers }
    }

    /// The number of `column`; reports one that is not there, or there twice.
    pub(super) fn find(&self, column: &Column, problems: &mut Vec<Problem>) -> Option<usize> {
        let path = &self.files.get(self.file).path;
        let name = &column.name;
        let here = |range: &Range<u32>| Span::new(self.file, range.start, range.end);
        if self.header == Some(Header::None) {
            let number =
                name.parse::<usize>().ok().filter(|&number| (1..=self.names.len()).contains(&number));
            if number.is_none() {
                let message = format!("`{path}` has no column `{name}`");
                let help =
                    format!("no line names the columns: use their numbers, from 1 to {}", self.names.len());
                problems.push(Problem::new(Code::UnknownColumn, column.span, message).help(help));
            }
            return number.map(|number| number - 1);
        }
        let Some(&(at, second)) = self.numbers.get(&composed(name)) else {
            let help = if name.contains('{') && name.contains('}') {
                format!("to put cells together, write `{{ template: {} }}`", gainsay_yaml::quoted(name))
            } else {
                self.near(name).unwrap_or_else(|| "write it as in the header of the table".to_owned())
            };
            let message = match name.as_str() {
                "" => format!("`{path}` has no column without a name"),
                name => format!("`{path}` has no column `{name}`"),
            };
            let problem = Problem::new(Code::UnknownColumn, column.span, message);
            let problem = match self.header() {
                Some(header) => problem.related(header, "the columns that it has"),
                None => problem,
            };
            problems.push(problem.help(help));
            return None;
        };
        if let Some(second) = second {
            let [first, second] = [at, second].map(|at| here(&self.names[at].1));
            let message = match name.as_str() {
                "" => format!("`{path}` has two columns without a name"),
                name => format!("`{path}` has two columns `{name}`"),
            };
            let problem = Problem::new(Code::UnknownColumn, column.span, message);
            let problem = problem.related(first, "this one").related(second, "and this one");
            problems.push(problem.help("give one of them another name"));
            return None;
        }
        Some(at)
    }

    /// Asks for the column whose name is nearly `name`.
    fn near(&self, name: &str) -> Option<String> {
        let known = self.names.iter().map(|(text, _)| &**text);
        suggest::did_you_mean(name, known.filter(|text| !text.is_empty()))
    }

    /// Whether none of `columns`, which are several, is there or nearly so: then the header is not what the mapping was written for.
    pub(super) fn lack_all(&self, columns: &[Column]) -> bool {
        let is_there = |name: &str| self.numbers.contains_key(&composed(name)) || self.near(name).is_some();
        self.header != Some(Header::None)
            && columns.len() > 1
            && !columns.iter().any(|column| is_there(&column.name))
    }

    /// The number of the column `name`; nothing where columns have numbers only, or several have this name.
    pub(super) fn called(&self, name: &str) -> Option<usize> {
        let (at, second) = *self.numbers.get(&composed(name))?;
        (self.header != Some(Header::None) && second.is_none()).then_some(at)
    }

    /// Where the names are.
    pub(super) fn header(&self) -> Option<Span> {
        let ((_, first), (_, last)) = self.names.first().zip(self.names.last())?;
        Some(Span::new(self.file, first.start, last.end))
    }
}
