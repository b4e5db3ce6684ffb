//! Which files have to do with which: those that speak of the same subjects, those that have or accept claims of the same ids, and those
//! that declare what they name.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ops::Range;

use gainsay_core::claim::{Claim, Records};
use gainsay_core::text::{FileId, Files, Name};

use crate::changed::Subjects;
use crate::declared::{Declared, Subject, named};
use crate::ids::{self, Entry, Ids};

/// Files that were edited, each as it reads by itself.
pub(crate) type Alone = BTreeMap<FileId, Records>;

/// What the claims of a file name.
#[derive(Debug, Default)]
struct Used {
    subjects: HashSet<Subject>,
    /// The sources and places.
    others: HashSet<Name>,
}

impl Used {
    fn add(&mut self, claim: &Claim) {
        self.subjects.insert(claim.subject.map(|subject| subject.value));
        let others = [Some(claim.source), claim.cites, claim.place];
        self.others.extend(others.into_iter().flatten().map(|name| name.value));
    }
}

/// What files have to do with each other.
#[derive(Debug, Default)]
pub(crate) struct Near {
    used: HashMap<FileId, Used>,
    /// The files with claims about each subject.
    about: HashMap<Subject, BTreeSet<FileId>>,
    /// Between which of all claims those of each file are.
    claims: HashMap<FileId, Range<usize>>,
    /// How many claims are of tables, which are read whole each time.
    of_tables: usize,
    /// What all claims are called.
    ids: Ids,
    declared: Declared,
}

/// The files around some that were edited, and the subjects that these are about.
#[derive(Debug, Default)]
pub(crate) struct Around {
    pub(crate) files: BTreeSet<FileId>,
    /// The subjects, before the edit and after it, with all that they are part of and that is part of them.
    pub(crate) subjects: Subjects,
    /// How many claims have to be read for them, those of tables among them.
    pub(crate) claims: usize,
}

impl Near {
    /// What the files with `records` have to do with each other; `claims` are those of them that are no tables.
    pub(crate) fn new(files: &Files, records: &Records, claims: &[FileId]) -> Self {
        let (ids, declared) = (Ids::new(files, records), Declared::new(&records.registry));
        let mut near = Self { ids, declared, ..Self::default() };
        let files = claims.iter().collect::<HashSet<_>>();
        for (at, claim) in records.claims.iter().enumerate() {
            let file = claim.span.file;
            near.used.entry(file).or_default().add(claim);
            near.about.entry(claim.subject.map(|subject| subject.value)).or_default().insert(file);
            near.claims.entry(file).or_insert(at..at).end = at + 1;
            near.of_tables += usize::from(!files.contains(&file));
        }
        near
    }

    /// Between which of all claims those of a file are.
    pub(crate) fn claims_of(&self, file: FileId) -> Range<usize> {
        self.claims.get(&file).cloned().unwrap_or_default()
    }

    /// The subjects of the claims that have to do with those of `ids` in a file that is edited: of those that share one of these, and of
    /// those that entries of `accepted` name together with one, wherever they are.
    pub(crate) fn beside(
        &self,
        (ids, file): (&HashSet<String>, FileId),
        now: &Alone,
        records: &Records,
    ) -> Subjects {
        let ids = || ids.iter().map(String::as_str);
        let sharing =
            ids().flat_map(|id| self.ids.bearers(records, id)).filter(|claim| claim.span.file != file);
        let (named, _) = self.ids.named(ids());
        let of_named = named.iter().flat_map(|id| self.ids.bearers(records, id));
        let subjects = sharing.chain(of_named).map(|claim| subject(records, claim)).collect::<Subjects>();
        let edited =
            now.values().flat_map(|now| named.iter().filter_map(|id| Some(subject(now, now.find(id)?))));
        subjects.into_iter().chain(edited).collect()
    }

    /// What has to do with these subjects, and with `further` files, those among them that were edited and are as they are `now`; `records`
    /// are all, as they were before.
    pub(crate) fn around(
        &self,
        further: BTreeSet<FileId>,
        mut texts: Subjects,
        (files, now, records): (&Files, &Alone, &Records),
    ) -> Around {
        // Names are numbered anew in each reading: they are looked up by their texts.
        let known = |subject: &Option<String>| match subject {
            None => Some(None),
            Some(text) => {
                records.names.find(text).map(|name| Some(self.declared.canonical(&records.registry, name)))
            }
        };
        let subjects: HashSet<Subject> = texts.iter().filter_map(known).collect();
        let mut used: HashSet<Name> = HashSet::new();
        for (now, claim) in now.values().flat_map(|now| now.claims.iter().map(move |claim| (now, claim))) {
            let names = [Some(claim.source), claim.cites, claim.place, claim.subject].into_iter().flatten();
            used.extend(names.filter_map(|name| records.names.find(now.names.text(name.value))));
        }
        for now in now.values() {
            let parents = named(&now.registry).filter_map(|(_, named)| named.parent);
            used.extend(parents.filter_map(|name| records.names.find(now.names.text(name.value))));
        }
        let subjects = self.declared.families(&records.registry, subjects);
        let of_subjects = subjects.iter().filter_map(|subject| self.about.get(subject)).flatten();
        let mut around: BTreeSet<FileId> = of_subjects.copied().chain(further).collect();
        around.extend(self.called(&around, &subjects, (files, now, records)));
        used.extend(subjects.iter().flatten());
        used.extend(around.iter().filter_map(|file| self.used.get(file)).flat_map(|used| &used.others));
        around.extend(self.declared.files(&used));
        let claims = around.iter().map(|file| self.claims_of(*file).len()).sum::<usize>() + self.of_tables;
        texts.extend(subjects.iter().map(|subject| subject.map(|name| records.names.text(name).to_owned())));
        Around { files: around, subjects: texts, claims }
    }

    /// The files of the claims that are called as those about `subjects` in `around` are, of the entries of `accepted` that name these, and of the
    /// claims that are named there or in edited files.
    fn called(
        &self,
        around: &BTreeSet<FileId>,
        subjects: &HashSet<Subject>,
        (files, now, records): (&Files, &Alone, &Records),
    ) -> BTreeSet<FileId> {
        let others = around.iter().filter(|file| !now.contains_key(file));
        let about = others.flat_map(|file| records.claims.get(self.claims_of(*file)).unwrap_or_default());
        let about = about.filter(|claim| subjects.contains(&claim.subject.map(|subject| subject.value)));
        let edited = now.values().flat_map(ids::all);
        let mut ids: HashSet<&str> =
            about.flat_map(|claim| self.ids.of(records, claim)).chain(edited).collect();
        let entries: Vec<Entry> = now.values().flat_map(|now| ids::entries(files, now)).collect();
        let (named, mut found) = self.ids.named(ids.iter().copied());
        ids.extend(named.into_iter().chain(entries.iter().flat_map(|entry| &entry.ids).map(String::as_str)));
        found.extend(
            ids.into_iter().flat_map(|id| self.ids.bearers(records, id)).map(|claim| claim.span.file),
        );
        found
    }
}

/// What the subject of a claim in `records` is called.
pub(crate) fn subject(records: &Records, claim: &Claim) -> Option<String> {
    claim.subject.map(|subject| records.names.text(subject.value).to_owned())
}

/// Whether a file is one of some, of `count` files in all: quicker than a set where every file or finding is asked for.
pub(crate) fn flags(files: &BTreeSet<FileId>, count: usize) -> impl Fn(FileId) -> bool {
    let mut flags = vec![false; count];
    for file in files {
        if let Some(flag) = flags.get_mut(file.index() as usize) {
            *flag = true;
        }
    }
    move |file| flags.get(file.index() as usize).is_some_and(|flag| *flag)
}
