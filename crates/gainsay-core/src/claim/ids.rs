//! What claims are called: by their own id; by their file and number where they have none, or share it with others.

use std::collections::HashMap;

use super::ClaimId;
use super::id_from::IdFrom;
use super::reader::Reader;
use crate::problem::{Code, Problem};
use gainsay_yaml::text::{FileId, Files, Name, Names, Span};

/// Makes names for claims of the file's name and the record's number in it.
pub(super) struct Made<'f> {
    all: &'f Files,
    /// How each file is called: by its name without ending, or its path where another has that name too.
    files: HashMap<FileId, &'f str>,
    last: Option<FileId>,
    number: u32,
}

impl<'f> Made<'f> {
    pub(super) fn new(files: &'f Files, ids: &[FileId]) -> Self {
        let mut count: HashMap<&str, usize> = HashMap::new();
        for id in ids {
            *count.entry(stem(&files.get(*id).path)).or_default() += 1;
        }
        let name = |id: &FileId| {
            let path = &files.get(*id).path;
            let stem = stem(path);
            (*id, if count.get(stem) == Some(&1) { stem } else { path.as_str() })
        };
        Self { all: files, files: ids.iter().map(name).collect(), last: None, number: 0 }
    }

    /// The number of the next record in `file`.
    pub(super) fn count(&mut self, file: FileId) -> u32 {
        self.number = if self.last == Some(file) { self.number + 1 } else { 1 };
        self.last = Some(file);
        self.number
    }

    /// The name of the record at `span`, with that number in its file; no other record has it.
    pub(super) fn name(&self, span: Span, number: u32) -> String {
        let file = self.files.get(&span.file).copied().unwrap_or_default();
        if self.all.get(span.file).is_part() {
            return format!("{file}#{}", self.all.location(span).line);
        }
        format!("{file}#{number}")
    }
}

fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    match name.rsplit_once('.') {
        Some((stem, _)) if !stem.is_empty() => stem,
        _ => name,
    }
}

/// A record that is called something.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bearer {
    /// The spot of its id, or of its head where it has none.
    pub(super) span: Span,
    /// Its number in its file.
    pub(super) number: u32,
    /// The claim that it makes; `None` where it is left out.
    pub(super) claim: Option<ClaimId>,
    /// How it got the name.
    pub(super) by: By,
}

/// How a record got a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    /// It is the id that the record has.
    Id,
    /// It was made of its file and number.
    Number,
    /// It was made of what a row of a table says.
    Row,
    /// The record has it for an id, but shares it with others, so that none is called so.
    Shared,
}

impl From<By> for IdFrom {
    fn from(by: By) -> Self {
        match by {
            By::Id | By::Shared => Self::Record,
            By::Number => Self::Number,
            By::Row => Self::Row,
        }
    }
}

/// Who bears each name, by the number of the name.
#[derive(Debug, Default)]
pub(super) struct Ids {
    bearers: Vec<Option<Bearer>>,
    /// What the records are called that share an id.
    shared: HashMap<Name, Vec<Name>>,
}

impl Ids {
    /// Who has `id`, where there is a record with it.
    pub(super) fn bearer(&self, id: Name) -> Option<Bearer> {
        self.bearers.get(id.number() as usize).copied().flatten()
    }

    /// What the records are called that have `id`, where they are several.
    pub(super) fn sharing(&self, id: Name) -> Option<&[Name]> {
        self.shared.get(&id).map(Vec::as_slice)
    }

    /// The ids that several records have, with what those are called instead.
    pub(super) fn into_shared(self) -> HashMap<Name, Vec<Name>> {
        self.shared
    }

    /// Calls `bearer` by `name`. Where another record has that name too, both are reported, and every one for which it is the
    /// id that it has is called by its file and number instead. Returns who is called otherwise then than before.
    ///
    /// So no claim takes the name of another, whichever comes first.
    pub(super) fn call(
        &mut self,
        reader: &mut Reader<'_>,
        made: &Made<'_>,
        name: Name,
        bearer: Bearer,
    ) -> Vec<(Bearer, Name)> {
        let (mut renamed, mut waiting) = (Vec::new(), vec![(name, bearer)]);
        while let Some((name, bearer)) = waiting.pop() {
            let Some(first) = self.insert(name, bearer) else { continue };
            let mut own = Vec::new();
            for one in [first, bearer] {
                let called = match one.by {
                    By::Number | By::Row => name,
                    By::Id | By::Shared => reader.names.intern(&made.name(one.span, one.number)),
                };
                own.push(called);
                if one.by == By::Id {
                    let moved = Bearer { by: By::Number, ..one };
                    renamed.push((moved, called));
                    waiting.push((called, moved));
                }
            }
            reader.problems.push(twice(reader, name, [first, bearer], &own));
            let sharing = self.shared.entry(name).or_default();
            let new = own.into_iter().skip(usize::from(!sharing.is_empty()));
            sharing.extend(new);
        }
        renamed
    }

    /// Takes `name` from the row of a table that has it; whether there is one.
    pub(super) fn release(&mut self, name: Name) -> bool {
        let bearer = self.bearers.get_mut(name.number() as usize);
        bearer.is_some_and(|bearer| bearer.take_if(|bearer| bearer.by == By::Row).is_some())
    }

    /// Notes that `name` is none of several records, which are called by `names`.
    pub(super) fn share(&mut self, name: Name, names: Vec<Name>) {
        self.shared.insert(name, names);
    }

    /// Notes that `bearer` has `name`; where another has it already, that one as it was before.
    pub(super) fn insert(&mut self, name: Name, bearer: Bearer) -> Option<Bearer> {
        let at = name.number() as usize;
        if self.bearers.len() <= at {
            self.bearers.resize(at + 1, None);
        }
        let there = self.bearers.get_mut(at)?;
        let first = there.replace(bearer)?;
        *there = Some(match (first.by, bearer.by) {
            (_, By::Number | By::Row) => bearer,
            (By::Number | By::Row, _) => first,
            _ => Bearer { by: By::Shared, ..first },
        });
        Some(first)
    }
}

/// What to do where several claims have one id: they are called by `names`.
#[must_use]
pub fn either(all: &Names, names: &[Name]) -> String {
    /// How many are shown.
    const SHOWN: usize = 3;
    let mut shown: Vec<_> = names.iter().take(SHOWN).map(|name| format!("`{}`", all.text(*name))).collect();
    if names.len() > SHOWN {
        shown.push("…".to_owned());
    }
    format!("name the one that is meant: {}", shown.join(", "))
}

/// Reports that two records have the id `name`, and what they are called, by `own`.
fn twice(reader: &Reader<'_>, name: Name, both: [Bearer; 2], own: &[Name]) -> Problem {
    let text = |name: Name| reader.names.text(name);
    let message = format!("two claims have the id `{}`", text(name));
    let mut spots: Vec<(Span, String, By)> = both
        .iter()
        .zip(own)
        .map(|(one, called)| {
            let called = text(*called);
            let label = match one.by {
                By::Number => format!("findings call this one `{called}`, by its file and number"),
                By::Row | By::Id | By::Shared => format!("findings call this one `{called}`"),
            };
            (one.span, label, one.by)
        })
        .collect();
    // The one that can be given another id comes first; of two such, the later one.
    spots.sort_by_key(|(_, _, by)| !matches!(by, By::Number | By::Row));
    let mut spots = spots.into_iter().rev();
    let (span, label, _) = spots.next().unwrap_or((both[1].span, String::new(), By::Id));
    let problem = Problem::new(Code::DuplicateId, span, message)
        .label(label)
        .help("give each claim an id of its own; until then both are compared");
    spots.fold(problem, |problem, (span, label, _)| problem.related(span, label))
}
