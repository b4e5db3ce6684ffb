//! Which claims have to do with claims about other subjects: those that cite a source, and those of the sources that are cited.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher as _};

use gainsay_core::check::{Analysis, Ties};
use gainsay_core::text::{FileId, Name};

use crate::changed::Subjects;
use crate::near::{Alone, Around};

/// A source, or a number that a source gives for an attribute. It is a hash: what has the same one by chance is checked for nothing.
type Tie = u64;

fn hash(of: impl Hash) -> Tie {
    let mut hasher = DefaultHasher::new();
    of.hash(&mut hasher);
    hasher.finish()
}

/// The numbers of a claim, as `source` gives them.
fn figures(ties: &Ties<'_>, source: &str) -> impl Iterator<Item = Tie> {
    ties.numbers.iter().map(move |number| hash((source, &ties.attribute, number)))
}

/// What a claim gives others to pass on.
fn given(ties: &Ties<'_>) -> impl Iterator<Item = Tie> {
    ties.speaks_for.iter().flat_map(|source| figures(ties, source))
}

/// What a claim goes by that cites a source: whether that says anything, and what it gave the number of the claim for.
fn sought(ties: &Ties<'_>) -> impl Iterator<Item = Tie> {
    ties.cites.into_iter().flat_map(|source| std::iter::once(hash(source)).chain(figures(ties, source)))
}

/// What there is for each tie, in its order.
#[derive(Debug)]
struct ByTie<T>(Vec<(Tie, T)>);

impl<T> Default for ByTie<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: Copy + Ord> ByTie<T> {
    fn new(mut all: Vec<(Tie, T)>) -> Self {
        all.sort_unstable();
        all.dedup();
        Self(all)
    }

    fn of(&self, tie: Tie) -> impl Iterator<Item = T> {
        let first = self.0.partition_point(|(other, _)| *other < tie);
        self.0[first..].iter().take_while(move |(other, _)| *other == tie).map(|(_, one)| *one)
    }
}

/// What the claims of a file give claims about other subjects.
#[derive(Debug, Default)]
pub(crate) struct Given {
    /// The numbers, and a hash of the words of the claim that gives each; and how many such claims there are.
    figures: BTreeMap<(Tie, u64), usize>,
    /// The sources that say anything.
    speaking: BTreeSet<Tie>,
}

impl Given {
    fn add(&mut self, ties: &Ties<'_>, words: u64) {
        self.speaking.extend(ties.speaks_for.iter().map(hash));
        for figure in given(ties) {
            *self.figures.entry((figure, words)).or_default() += 1;
        }
    }

    /// The numbers that are not given as before; all of them where that is true `of_all`.
    fn changed<'g>(&'g self, before: &'g Self, of_all: bool) -> impl Iterator<Item = Tie> {
        let other = move |one: &Self, figure, count| of_all || one.figures.get(figure) != Some(count);
        let new = self.figures.iter().filter(move |(figure, count)| other(before, figure, count));
        let old = before.figures.iter().filter(move |(figure, count)| other(self, figure, count));
        new.chain(old).map(|((tie, _), _)| *tie)
    }
}

/// An edit of a file, and whether it may concern all claims in it.
pub(crate) type Edit = (FileId, bool);

/// What has to do with the claims around an edit beside them.
#[derive(Debug, Default)]
pub(crate) struct Further {
    /// The subjects of claims that cite what was changed.
    pub(crate) subjects: Subjects,
    /// The files of the claims that those around the edit cite.
    pub(crate) files: BTreeSet<FileId>,
    /// What the claims of the edited files give now.
    pub(crate) given: HashMap<FileId, Given>,
}

impl Further {
    /// Whether all of it is in what is around an edit already.
    pub(crate) fn is_within(&self, around: &Around) -> bool {
        self.subjects.is_subset(&around.subjects) && self.files.is_subset(&around.files)
    }
}

/// Which claims have to do with each other whatever their subjects.
#[derive(Debug, Default)]
pub(crate) struct Cited {
    /// The files in which each number is given.
    given: ByTie<FileId>,
    /// The files in which each source says anything.
    speaking: ByTie<FileId>,
    /// The subjects of the claims that cite each source, and each number of it.
    sought: ByTie<Option<Name>>,
    /// What the claims of each file give, as it was checked last.
    files: HashMap<FileId, Given>,
}

impl Cited {
    /// What the claims of an `analysis` of everything have to do with each other.
    pub(crate) fn new(analysis: &Analysis<'_>) -> Self {
        let mut cited = Self::default();
        let (mut all_given, mut speaking, mut all_sought) = (Vec::new(), Vec::new(), Vec::new());
        for ties in analysis.ties() {
            let (file, subject) = (ties.claim.span.file, ties.claim.subject.map(|subject| subject.value));
            cited.files.entry(file).or_default().add(&ties, words(&ties, analysis));
            all_given.extend(given(&ties).map(|tie| (tie, file)));
            all_sought.extend(sought(&ties).map(|tie| (tie, subject)));
        }
        for (file, given) in &cited.files {
            speaking.extend(given.speaking.iter().map(|tie| (*tie, *file)));
        }
        (cited.given, cited.speaking) = (ByTie::new(all_given), ByTie::new(speaking));
        cited.sought = ByTie::new(all_sought);
        cited
    }

    /// Notes what the claims of edited files give now.
    pub(crate) fn note(&mut self, given: HashMap<FileId, Given>) {
        self.files.extend(given);
    }

    /// What there is beside what is `around` some edits, of which `analysis` is. `edited` are all files that were since everything was checked,
    /// and `text` says what the subjects are called that were read then.
    pub(crate) fn further<'t>(
        &self,
        (analysis, around): (&Analysis<'_>, &Around),
        (edits, edited): (&[Edit], &Alone),
        text: impl Fn(Name) -> &'t str,
    ) -> Further {
        let given = given_now(analysis, edits);
        let changed = self.changed(&given, edits, edited);
        let citing = changed.iter().flat_map(|tie| self.sought.of(*tie));
        let mut subjects: Subjects =
            citing.map(|subject| subject.map(|name| text(name).to_owned())).collect();
        let mut files = BTreeSet::new();
        let names = &analysis.records().names;
        for ties in analysis.ties().filter(|ties| ties.cites.is_some()) {
            let subject = ties.claim.subject.map(|subject| names.text(subject.value).to_owned());
            if around.subjects.contains(&subject) {
                files.extend(sought(&ties).flat_map(|tie| self.given.of(tie)));
                files.extend(ties.cites.and_then(|source| self.speaker(hash(source), around, edited)));
            } else if edited.contains_key(&ties.claim.span.file)
                && sought(&ties).any(|tie| changed.contains(&tie))
            {
                subjects.insert(subject);
            }
        }
        Further { subjects, files, given }
    }

    /// What is not given any more as it was before `edits`, or is only now, and the sources that said nothing before or say nothing now.
    fn changed(&self, given: &HashMap<FileId, Given>, edits: &[Edit], edited: &Alone) -> BTreeSet<Tie> {
        let mut changed = BTreeSet::new();
        let nothing = Given::default();
        for (file, of_all) in edits {
            let [before, now] = [&self.files, given].map(|files| files.get(file).unwrap_or(&nothing));
            changed.extend(now.changed(before, *of_all));
            let turned = now.speaking.symmetric_difference(&before.speaking).copied();
            changed.extend(turned.filter(|source| self.turns(*source, given, edited)));
        }
        changed
    }

    /// Whether a source that said nothing before says something now, or the other way round.
    fn turns(&self, source: Tie, given: &HashMap<FileId, Given>, edited: &Alone) -> bool {
        let speaks = |given: &Given| given.speaking.contains(&source);
        let before = |file: &FileId| self.files.get(file).is_some_and(speaks);
        let now = |file: &FileId| given.get(file).map_or_else(|| before(file), speaks);
        edited.keys().any(before) != edited.keys().any(now)
            && self.speaking.of(source).all(|file| edited.contains_key(&file))
    }

    /// A file in which a source says something, where it does in none of those around an edit.
    fn speaker(&self, source: Tie, around: &Around, edited: &Alone) -> Option<FileId> {
        let others = || self.speaking.of(source).filter(|file| !edited.contains_key(file));
        let is_around = others().any(|file| around.files.contains(&file));
        others().next().filter(|_| !is_around)
    }
}

/// What the claims of edited files give now.
fn given_now(analysis: &Analysis<'_>, edits: &[Edit]) -> HashMap<FileId, Given> {
    let mut now: HashMap<FileId, Given> = edits.iter().map(|(file, _)| (*file, Given::default())).collect();
    for ties in analysis.ties() {
        if let Some(given) = now.get_mut(&ties.claim.span.file) {
            given.add(&ties, words(&ties, analysis));
        }
    }
    now
}

/// A hash of the words of a claim.
fn words(ties: &Ties<'_>, analysis: &Analysis<'_>) -> u64 {
    hash(analysis.files().slice(ties.claim.span))
}
