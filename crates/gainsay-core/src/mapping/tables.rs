//! The tables of a run, as the reader of claims asks for them.

use std::collections::BTreeMap;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicBool, Ordering};

use super::conditions::unmatched;
use super::data::{self, Data};
use super::effects::without_effect;
use super::format::{Encoding, Format, stem};
use super::model::{Mapping, Table};
use super::seen::Seen;
use super::{nodes, plain, read};
use crate::claim;
use crate::problem::{Code, Problem};
use gainsay_yaml::text::{FileId, Files, Span, Text};
use gainsay_yaml::{Node, Tree, parse};

/// Files that a mapping file reads.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// The mapping file.
    pub mapping: FileId,
    /// The number of the table in it.
    pub table: usize,
    /// The path, or a glob, from the folder of the mapping file.
    pub path: Text,
    /// How the characters of the files are written, where the mapping says it.
    pub encoding: Option<Encoding>,
}

/// A file that is read as a table.
#[derive(Debug, Clone, Copy)]
pub struct Given {
    /// The mapping file that reads it, and the number of the table in that; none where its columns are those of the audit's table of
    /// claims.
    pub mapping: Option<(FileId, usize)>,
    /// The file.
    pub file: FileId,
}

/// The files that the mapping file `mapping` reads. What is wrong with it is reported by [`Tables::new`].
#[must_use]
pub fn wanted(files: &Files, mapping: FileId) -> Vec<Wanted> {
    let (tree, mut problems) = parsed(files, mapping);
    let tables = read::read(files, mapping, &tree, "", &mut problems).tables;
    let wanted = tables.into_iter().enumerate().flat_map(|(number, table)| {
        let encoding = table.dialect.encoding;
        table.reads.into_iter().map(move |path| Wanted { mapping, table: number, path, encoding })
    });
    wanted.collect()
}

fn parsed(files: &Files, mapping: FileId) -> (Tree<'_>, Vec<Problem>) {
    let mut problems = Vec::new();
    let tree = parse(mapping, &files.get(mapping).text, &mut problems);
    (tree, problems)
}

/// The tables of a run.
#[derive(Debug)]
pub struct Tables<'f> {
    files: &'f Files,
    mappings: Vec<(FileId, Tree<'f>, Mapping)>,
    sources: Vec<Source<'f>>,
    /// The files whose rows become claims, be they open or not.
    claims: Vec<FileId>,
    /// The numbers of the sources and of the parts of each that claims are made of.
    parts: Vec<(usize, usize)>,
    problems: Vec<Problem>,
    /// The tables without a mapping.
    plain: Vec<Table>,
    /// What the rows of each table had: of those of the mappings, then of those without one.
    seen: Vec<Vec<Seen>>,
}

/// A file of a table.
#[derive(Debug)]
struct Source<'f> {
    /// The number of its mapping and of the table in that; of those without a mapping the number alone.
    of: Result<(usize, usize), usize>,
    data: Data<'f>,
}

impl<'f> Tables<'f> {
    /// The tables that the mapping files `mappings` read from the files `given`.
    #[must_use]
    pub fn new(files: &'f Files, mappings: &[FileId], given: &[Given]) -> Self {
        let mut problems = Vec::new();
        let mappings: Vec<(FileId, Tree<'f>, Mapping)> = mappings
            .iter()
            .map(|&id| {
                let (tree, mut found) = parsed(files, id);
                let mapping = read::read(files, id, &tree, stem(&files.get(id).path), &mut found);
                problems.append(&mut found);
                (id, tree, mapping)
            })
            .collect();
        let (mut sources, mut plain, mut claims) = (Vec::new(), Vec::new(), Vec::new());
        let mut formats: BTreeMap<(usize, usize), Vec<Format>> = BTreeMap::new();
        for Given { mapping, file } in given {
            let at = mapping.and_then(|(id, table)| {
                let at = mappings.iter().position(|(known, ..)| *known == id)?;
                Some((at, table, mappings.get(at)?.2.tables.get(table)?))
            });
            if mapping.is_some() && at.is_none() {
                continue;
            }
            let (path, base) = (&files.get(*file).path, at.map(|(.., table)| table));
            let format = base.map_or_else(|| data::of_path(path), |table| data::of_table(path, table));
            if let Some((at, number, _)) = at {
                formats.entry((at, number)).or_default().extend(format);
            }
            let json = format.filter(|format| *format == Format::Json);
            let json = json.and_then(|_| nodes::json(files, *file, base, &mut problems));
            let of = match at {
                Some((at, number, table)) if !table.plain => Some(Ok((at, number))),
                _ => {
                    plain.push(plain::table(files, *file, base, json.as_ref(), &mut problems));
                    Some(Err(plain.len() - 1))
                }
            };
            let tree = at.and_then(|(at, ..)| Some(&mappings.get(at)?.1));
            let table = of.and_then(Result::err).map_or(base, |at| plain.get(at));
            claims.extend(table.filter(|table| table.section.is_none()).map(|_| *file));
            let data = table.and_then(|table| Data::open(files, *file, table, tree, json, &mut problems));
            sources.extend(of.zip(data).map(|(of, data)| Source { of, data }));
        }
        for ((at, number), formats) in &formats {
            let table = mappings.get(*at).and_then(|(.., mapping)| mapping.tables.get(*number));
            problems.extend(table.into_iter().flat_map(|table| without_effect(table, formats)));
        }
        let flags = |table: &Table| Seen {
            columns: table.columns.iter().map(|_| AtomicBool::new(false)).collect(),
            ..Seen::default()
        };
        let seen = mappings.iter().map(|(.., mapping)| mapping.tables.iter().map(flags).collect());
        let seen = seen.chain([plain.iter().map(flags).collect()]).collect();
        let mut tables = Self { files, mappings, sources, claims, parts: Vec::new(), problems, plain, seen };
        let parts = |(at, source): (usize, &Source<'f>)| {
            let section = tables.table(source)?.section;
            section.is_none().then(|| (0..source.data.parts).map(move |part| (at, part)))
        };
        tables.parts = tables.sources.iter().enumerate().filter_map(parts).flatten().collect();
        tables
    }

    /// The files whose rows become claims, even those that have none or cannot be read.
    #[must_use]
    pub fn of_claims(&self) -> &[FileId] {
        &self.claims
    }

    fn table(&self, source: &Source<'f>) -> Option<&Table> {
        match source.of {
            Ok((at, table)) => self.mappings.get(at)?.2.tables.get(table),
            Err(at) => self.plain.get(at),
        }
    }

    fn made(&self, source: &Source<'f>, part: usize) -> Option<claim::Part<'f>> {
        let table = self.table(source)?;
        let (tree, seen) = match source.of {
            Ok((at, table)) => {
                (self.mappings.get(at).map(|(_, tree, _)| tree), self.seen.get(at)?.get(table)?)
            }
            Err(at) => (None, self.seen.last()?.get(at)?),
        };
        let (tree, root, problems) = source.data.part(part, self.files, tree, table, seen);
        Some(claim::Part { tree, root, problems })
    }

    /// What is called by a mapping and was in no row: only known where all are read, of files without a header.
    fn unseen(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        for (at, (.., mapping)) in self.mappings.iter().enumerate() {
            for (number, table) in mapping.tables.iter().enumerate() {
                let own = |source: &&Source<'f>| source.of == Ok((at, number));
                let read: Vec<&Source<'f>> = self.sources.iter().filter(own).collect();
                let rows = read.iter().any(|source| source.data.parts > 0);
                if !rows || read.iter().any(|source| source.data.has_header()) {
                    continue;
                }
                let flags = self.seen.get(at).and_then(|seen| seen.get(number));
                let flags = flags.iter().flat_map(|seen| &seen.columns);
                for (column, seen) in table.columns.iter().zip(flags) {
                    if !seen.load(Ordering::Relaxed) {
                        let message = format!("no row has a field `{}`", column.name);
                        let problem = Problem::new(Code::UnknownColumn, column.span, message);
                        problems.push(
                            problem
                                .help("write its name as in the files, or its path, such as `author.name`"),
                        );
                    }
                }
            }
        }
        problems
    }
}

impl<'f> claim::Tables<'f> for Tables<'f> {
    fn registry(&self) -> Vec<(&'static str, claim::Part<'f>)> {
        let mut made = Vec::new();
        for source in &self.sources {
            let Some(section) = self.table(source).and_then(|table| table.section) else { continue };
            for part in 0..source.data.parts {
                made.extend(self.made(source, part).map(|part| (section, part)));
            }
        }
        made
    }

    fn accepted(&self) -> Vec<Node<'_, 'f>> {
        self.mappings.iter().filter_map(|(_, tree, mapping)| Some(tree.node(mapping.accepted?))).collect()
    }

    fn files(&self) -> Vec<FileId> {
        let mut files: Vec<FileId> = self.sources.iter().map(|source| source.data.file).collect();
        files.sort_unstable();
        files.dedup();
        files
    }

    fn is_mapping(&self, span: Span) -> bool {
        self.mappings.iter().any(|(id, ..)| *id == span.file)
    }

    fn problems(&self) -> Vec<Problem> {
        self.problems.clone()
    }

    fn parts(&self) -> usize {
        self.parts.len()
    }

    fn part(&self, number: usize) -> Option<claim::Part<'f>> {
        let (source, part) = self.parts.get(number)?;
        self.made(self.sources.get(*source)?, *part)
    }

    fn finish(&self) -> Vec<Problem> {
        let mut problems = self.unseen();
        let of_mappings = self.mappings.iter().map(|(.., mapping)| mapping.tables.as_slice());
        let tables = of_mappings.chain([self.plain.as_slice()]).zip(&self.seen);
        let tables: Vec<(&Table, &Seen)> =
            tables.flat_map(|(tables, seen)| tables.iter().zip(seen)).collect();
        problems.extend(unmatched(tables.iter().map(|(table, seen)| (*table, seen.answers()))));
        problems.extend(self.seen.iter().flatten().filter_map(|seen| seen.gaps().problem(self.files)));
        problems.extend(tables.iter().flat_map(|(table, seen)| seen.undated().problems(table, self.files)));
        for seen in self.seen.last().into_iter().flatten() {
            let unknown = seen.unknown.lock().unwrap_or_else(PoisonError::into_inner);
            problems.extend(unknown.iter().map(|(name, span)| plain::means_nothing(name, *span)));
        }
        problems
    }
}
