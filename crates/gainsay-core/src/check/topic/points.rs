//! Words as points: categories, places, names and free texts on an axis of their own.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use indexmap::{IndexMap, IndexSet};

use super::definition::Definition;
use super::unconfirmed::unconfirmed;
use crate::check::context::Context;
use crate::claim::{Claim, Wording};
use crate::rule::Kind;
use crate::value::category::{self, Manner, Named};
use crate::value::{
    Alike, Allowed, Interval, LONGEST, Point, Ranges, ReadText, Terms, Words, adds_to, alike_names,
    alike_persons, alike_places, words as value_words,
};
use gainsay_yaml::text::{Text, suggest};

/// Up to how many different texts each is compared with each other for being nearly the same; of more, each with
/// its neighbours in the order of the alphabet.
const EACH_WITH_EACH: usize = 256;

/// With how many neighbours a text is compared when there are too many of them.
const NEIGHBOURS: usize = 16;

/// The words of a topic, and what each of them allows: a wider category or place holds the narrower ones.
#[derive(Debug, Default)]
pub(crate) struct Points {
    said: HashMap<String, Said>,
    shown: HashMap<Ranges, String>,
    /// The names that may mean the same, by their own points, with the point that they have in common.
    alike: Vec<(Interval, [usize; 2])>,
    /// The words that deny something, but do not say what: `ruled out`.
    denying_nothing: HashSet<String>,
    /// Whether figures are taken for words.
    pub figures: bool,
    /// How many different texts there are, where those are too many to compare each with each.
    pub many: Option<usize>,
    /// Words that name something which no list of known values has, each with the nearest one that it has.
    pub unlisted: BTreeMap<String, Option<String>>,
}

/// What a wording allows.
#[derive(Debug, Clone)]
pub(super) struct Said {
    /// Where it is said to be so.
    asserted: Allowed,
    /// Where it is denied.
    denied: Allowed,
    /// Whether the wording itself denies it: to deny that again says the same.
    negated: bool,
}

impl Said {
    /// What is allowed where it is said to be so, and where it is denied.
    pub(super) fn new(asserted: Allowed, denied: Allowed) -> Self {
        Self { asserted, denied, negated: false }
    }

    /// What exactly these points allow.
    pub(super) fn exactly(set: Ranges) -> Self {
        let denied = Allowed::exactly(set.complement_whole());
        Self { asserted: Allowed::exactly(set), denied, negated: false }
    }

    /// What words that name nothing allow.
    fn anything() -> Self {
        Self { asserted: Allowed::all(), denied: Allowed::all(), negated: false }
    }

    /// The same, said in a manner.
    fn in_manner(self, manner: Manner) -> Self {
        if manner.open {
            return Self::anything();
        }
        let unsure = |allowed: Allowed| {
            if manner.doubtful { Allowed::likely(allowed.plain) } else { allowed }
        };
        Self { asserted: unsure(self.asserted), denied: unsure(self.denied), negated: manner.negated }
    }
}

/// A word as it is compared, and as it is shown.
type Word = (String, String);

/// All words that `claims` have as values, normalised, each once and in order, with one way in which it is written. Those of
/// figures are among them where `figures` says so.
pub(super) fn words(claims: &[&Claim], figures: bool, context: &Context<'_>) -> Vec<Word> {
    let mut words: BTreeMap<String, String> = BTreeMap::new();
    let mut add = |written: &str| {
        let shown = words.entry(value_words::normalise(written)).or_insert_with(|| written.to_owned());
        // Of several ways the first in order, whichever file comes first.
        if written < shown.as_str() {
            written.clone_into(shown);
        }
    };
    let read = claims.iter().filter(|claim| !unconfirmed(claim, context));
    for value in read.filter_map(|claim| claim.value.as_ref()) {
        match value {
            Wording::Figures(value) if figures => add(&value.show(context.files)),
            value => texts(value).iter().for_each(|text| add(text.as_str(context.files))),
        }
    }
    words.into_iter().collect()
}

/// The texts that a value is made of.
pub(super) fn texts(value: &Wording) -> &[Text] {
    match value {
        Wording::Scalar(text) => std::slice::from_ref(text),
        Wording::List(list) => &list.items,
        Wording::Figures(_) => &[],
    }
}

impl Points {
    /// The points of what `claims` have as values, for an attribute as defined; of figures, too, where `figures` says so.
    #[must_use]
    pub(crate) fn new(
        claims: &[&Claim],
        definition: &Definition<'_>,
        figures: bool,
        context: &Context<'_>,
    ) -> Self {
        let words = words(claims, figures, context);
        let known = &context.rules.words;
        let names = |words: Vec<Word>, alike: fn(&str, &str, &Words) -> Alike| {
            let alike = |one: &String, other: &String| alike(one, other, known);
            Self::related(words, context, str::to_owned, alike, |_, _| true)
        };
        let points = match definition.kind {
            Kind::Place => names(words, alike_places),
            Kind::Text => Self::related(
                words,
                context,
                |text| ReadText::new(text, known),
                |one, other| one.alike(other, known),
                // Who denies "arrived in Kursk" does not deny "arrived".
                |denied, other| !denied.adds_phrase_to(other, known),
            ),
            Kind::Names => names(words, alike_persons),
            _ => match definition.terms {
                Some(terms) => Self::terms(words, terms, context),
                None => names(words, alike_names),
            },
        };
        Self { figures, ..points }
    }

    /// Points that no word has yet.
    pub(super) fn without_words(figures: bool) -> Self {
        Self { figures, ..Self::default() }
    }

    /// A set in words.
    pub(crate) fn show(&self, set: &Ranges) -> String {
        if set == &Ranges::all() {
            return "anything".to_owned();
        }
        let open = set.low().is_none() || set.high().is_none();
        if !open {
            let named = self.names_in(set);
            let named = if named.is_empty() { self.names_around(set) } else { named };
            return named.join(", ");
        }
        // Who denies "arrived" denies "arrived in Kursk" without a word of it.
        let denied = self.names_in(&set.complement_whole());
        let is_said = |name: &&&str| !denied.iter().any(|other| adds_to(name, other));
        let said: Vec<&str> = denied.iter().filter(is_said).copied().collect();
        format!("anything but {}", said.join(", "))
    }

    /// The widest names that a set is made of.
    fn names_in(&self, set: &Ranges) -> Vec<&str> {
        if let Some(name) = self.shown.get(set) {
            return vec![name];
        }
        let parts = self.shown.iter().filter(|(part, _)| set.holds(part));
        let in_order = |(part, _): &(&Ranges, &String)| (part.low(), Reverse(part.high()));
        // Few values are of several intervals, as those are that share a part with another one.
        let (several, mut parts): (Vec<_>, Vec<_>) = parts.partition(|(part, _)| part.intervals().len() > 1);
        parts.sort_by_key(in_order);
        parts.dedup_by(|(narrower, _), (wider, _)| wider.holds(narrower));
        let held = |part: &Ranges, by: &[(&Ranges, &String)]| {
            by.iter().any(|(wider, _)| *wider != part && wider.holds(part))
        };
        let widest = several.iter().filter(|(part, _)| !held(part, &several) && !held(part, &parts));
        let widest: Vec<_> = widest.copied().collect();
        parts.retain(|(part, _)| !held(part, &widest));
        parts.extend(widest);
        parts.sort_by_key(in_order);
        parts.into_iter().map(|(_, name)| name.as_str()).collect()
    }

    /// The names that have a part of a set in common, each once.
    fn names_around(&self, set: &Ranges) -> Vec<&str> {
        let alike = self.alike.iter().filter(|(point, _)| set.holds(&Ranges::one(*point)));
        let names =
            alike.flat_map(|(_, names)| names).filter_map(|&at| self.shown.get(&Ranges::one(own(at))));
        let names: BTreeSet<&str> = names.map(String::as_str).collect();
        names.into_iter().collect()
    }

    /// What a word allows, said or denied.
    pub(crate) fn allowed(&self, word: &str, denies: bool) -> Option<&Allowed> {
        let said = self.said.get(word)?;
        Some(if denies || said.negated { &said.denied } else { &said.asserted })
    }

    /// Whether a word denies something, but does not say what.
    pub(super) fn denies_nothing(&self, word: &str) -> bool {
        self.denying_nothing.contains(word)
    }

    pub(super) fn insert(&mut self, word: String, said: Said) {
        self.said.insert(word, said);
    }

    pub(super) fn name(&mut self, set: Ranges, shown: &str) {
        self.shown.entry(set).or_insert_with(|| shown.to_owned());
    }

    /// Known values and those that are narrower, each of the latter with a point of its own within its wider one.
    fn terms(words: Vec<Word>, terms: &Terms, context: &Context<'_>) -> Self {
        let vocabulary = context.rules.vocabulary();
        let read: Vec<_> = words
            .into_iter()
            .filter(|(_, written)| written.len() <= LONGEST) // a longer one is refused where it is read
            .map(|(word, written)| {
                let said = category::read(&written, terms, vocabulary);
                (word, written, said)
            })
            .collect();
        let mut further: IndexMap<&str, usize> = IndexMap::new();
        let mut own: IndexSet<&str> = IndexSet::new();
        for value in read.iter().flat_map(|(_, _, said)| &said.values) {
            match value {
                Named::Within(wider, word) => {
                    further.entry(word).or_insert(*wider);
                }
                Named::Own(word) => {
                    own.insert(word);
                }
                Named::Known(_) => {}
            }
        }
        let (sets, wide_sets) = terms.with_further(further.values().copied());
        let own_sets = own_sets(&own, sets.len() as u64, &context.rules.words);
        let mut points = Self::default();
        for (word, written, said) in &read {
            points.note_unlisted(word, written, said, terms);
            if said.values.is_empty() && said.manner.negated {
                points.denying_nothing.insert(word.clone());
            }
            let (mut narrow, mut wide) = (Vec::new(), Vec::new());
            for value in &said.values {
                let (point, around, name) = match value {
                    Named::Known(at) => (&sets[*at], &wide_sets[*at], terms.terms[*at].name.as_str()),
                    Named::Within(at, word) => {
                        let own = further.get_index_of(word.as_str()).unwrap_or_default();
                        points.name(sets[*at].clone(), &terms.terms[*at].name);
                        (&sets[terms.terms.len() + own], &wide_sets[*at], word.as_str())
                    }
                    Named::Own(word) => {
                        let Some(point) = own_sets.get(word.as_str()) else { continue };
                        (point, point, written.as_str())
                    }
                };
                points.name(
                    point.clone(),
                    if said.values.len() == 1 && !matches!(value, Named::Known(_)) { written } else { name },
                );
                narrow.extend_from_slice(point.intervals());
                wide.extend_from_slice(around.intervals());
            }
            points.said.insert(word.clone(), of_terms(said, narrow, wide));
        }
        points.name_what_is_shared(read.iter().flat_map(|(_, _, said)| &said.values), terms, &sets);
        points
    }

    /// Names the values that lie within several of those that are said, so that what two of these have in common has a name.
    fn name_what_is_shared<'v>(
        &mut self,
        said: impl Iterator<Item = &'v Named>,
        terms: &Terms,
        sets: &[Ranges],
    ) {
        let known = said.filter_map(|value| match value {
            Named::Known(at) | Named::Within(at, _) => Some(*at),
            Named::Own(_) => None,
        });
        let known: BTreeSet<usize> = known.collect();
        for (at, term) in terms.terms.iter().enumerate().filter(|_| known.len() > 1) {
            let wider = known.iter().filter(|&&wider| wider != at && terms.holds(wider, at));
            if wider.count() > 1 {
                self.name(sets[at].clone(), &term.name);
            }
        }
    }

    /// Notes where a word names nothing that the list knows, with what it may have been meant to be.
    fn note_unlisted(&mut self, word: &str, written: &str, said: &category::Said, terms: &Terms) {
        if said.values.is_empty() || said.values.iter().any(|value| matches!(value, Named::Own(_))) {
            let nearest = suggest::closest(written, terms.wordings()).map(str::to_owned);
            self.unlisted.insert(word.to_owned(), nearest);
        }
    }

    /// Words of which some are alike: each has a point of its own and one with each of those, so that no further word brings two
    /// together that differ. Who denies one may deny those that are perhaps alike to it, where `denies` says so. Each word is taken apart
    /// by `read` once.
    fn related<T>(
        words: Vec<Word>,
        context: &Context<'_>,
        read: impl Fn(&str) -> T,
        alike: impl Fn(&T, &T) -> Alike,
        denies: impl Fn(&T, &T) -> bool,
    ) -> Self {
        let vocabulary = context.rules.vocabulary();
        let mut cores: IndexMap<String, String> = IndexMap::new();
        let mut said = Vec::with_capacity(words.len());
        for (word, written) in words {
            let (manner, named) = category::manner_of_all(&written, vocabulary);
            let named = named.into_iter().map(|rest| {
                let core = value_words::without_article(&value_words::normalise(rest)).to_owned();
                cores.insert_full(core, rest.to_owned()).0
            });
            said.push((word, named.collect::<Vec<_>>(), manner));
        }
        let cores: Vec<String> = cores.into_values().collect();
        let texts: Vec<T> = cores.iter().map(|core| read(core)).collect();
        let many = Some(cores.len()).filter(|texts| *texts > EACH_WITH_EACH);
        let beside = alike_to_each(&texts, if many.is_some() { NEIGHBOURS } else { cores.len() }, alike);
        let set = |at: usize, least: Alike| {
            let shared =
                beside[at].iter().filter(move |(_, _, how)| *how >= least).map(|(_, point, _)| *point);
            shared.chain([own(at)]).collect::<Vec<_>>()
        };
        // Whoever denies a name denies those that are alike, whatever else they are alike to.
        let all = |at: usize, least: Alike| {
            let alike = beside[at].iter().filter(|(other, _, how)| {
                *how == Alike::Yes || *how >= least && denies(&texts[at], &texts[*other])
            });
            let others = alike.map(|(other, ..)| *other);
            Ranges::of(others.chain([at]).flat_map(|other| set(other, Alike::Perhaps)).collect())
        };
        let mut points = Self { many, alike: pairs(&beside), ..Self::default() };
        for (at, core) in cores.iter().enumerate() {
            points.name(Ranges::one(own(at)), core);
        }
        for (word, named, manner) in said {
            let any = |least: Alike| Ranges::of(named.iter().flat_map(|&at| set(at, least)).collect());
            let none = |least: Alike| {
                let every = named.iter().flat_map(|&at| all(at, least).intervals().to_vec());
                Ranges::of(every.collect()).complement_whole()
            };
            let asserted = Allowed::new(any(Alike::Narrower), any(Alike::Perhaps));
            let denied = Allowed::new(none(Alike::Perhaps), none(Alike::Narrower));
            points.said.insert(word, Said { asserted, denied, negated: false }.in_manner(manner));
        }
        points
    }
}

/// What a text is alike to: the number of the other one, the point of both, and how.
type Beside = Vec<(usize, Interval, Alike)>;

/// The texts that each of `texts` is alike to, of so many before it.
fn alike_to_each<T>(texts: &[T], reach: usize, alike: impl Fn(&T, &T) -> Alike) -> Vec<Beside> {
    let mut next = texts.len() as u64;
    let mut beside: Vec<Beside> = vec![Vec::new(); texts.len()];
    for one in 0..texts.len() {
        for other in one.saturating_sub(reach)..one {
            let how = alike(&texts[other], &texts[one]);
            if how != Alike::No {
                let point = at(&mut next);
                beside[one].push((other, point, how));
                beside[other].push((one, point, how));
            }
        }
    }
    beside
}

/// The point that the text with this number has alone.
fn own(at: usize) -> Interval {
    Interval::only(Point::from(at as u64))
}

/// The texts that are alike, each pair once, with the point of both.
fn pairs(beside: &[Beside]) -> Vec<(Interval, [usize; 2])> {
    let each = beside.iter().enumerate().flat_map(|(at, others)| others.iter().map(move |other| (at, other)));
    let once = each.filter(|(at, (other, ..))| other < at);
    once.map(|(at, &(other, point, _))| (point, [at, other])).collect()
}

/// What a word allows that names values with these intervals: `narrow` with what it says of them, `wide` with all that these are part of.
fn of_terms(said: &category::Said, narrow: Vec<Interval>, wide: Vec<Interval>) -> Said {
    // Words that name nothing, or leave it open, say nothing that another could contradict.
    if narrow.is_empty() || said.manner.open {
        return Said::anything();
    }
    let (narrow, wide) = (Ranges::of(narrow), Ranges::of(wide));
    // Of two that are narrower than one value nobody knows whether they differ.
    let denied = Allowed::new(wide.complement_whole(), narrow.complement_whole());
    // Words that no list knows may mean what another says, likely or not.
    let listed = said.values.iter().all(|value| matches!(value, Named::Known(_)));
    let mut read =
        Said { asserted: Allowed::new(narrow, wide), denied, negated: false }.in_manner(said.manner);
    read.asserted.only_likely &= listed;
    read.denied.only_likely &= listed;
    read
}

/// The points of words that no list knows, from the number `first` on: of each its own one, and those of the words that say it and more.
fn own_sets<'w>(own: &IndexSet<&'w str>, first: u64, known: &Words) -> HashMap<&'w str, Ranges> {
    let mut next = first;
    let points: Vec<Interval> = own.iter().map(|_| at(&mut next)).collect();
    let mut sets: Vec<Vec<Interval>> = points.iter().map(|point| vec![*point]).collect();
    // Of many, each is taken for itself: what a word holds is kept for each claim that says it.
    let few = own.len() <= EACH_WITH_EACH;
    for (word, point) in own.iter().zip(&points).filter(|_| few) {
        for wider in wider_than(word, own, known) {
            sets[wider].push(*point);
        }
    }
    own.iter().copied().zip(sets.into_iter().map(Ranges::of)).collect()
}

/// Which of some words `word` says with something before them, or with where, when or how behind them: `fraud`, of `massive fraud` and of
/// `fraud at the bank`.
fn wider_than(word: &str, among: &IndexSet<&str>, known: &Words) -> Vec<usize> {
    let spaces = || word.match_indices(' ').map(|(at, _)| at);
    let behind = spaces().filter_map(|at| among.get_index_of(&word[at + 1..]));
    let says = |wider: &str| ReadText::new(word, known).adds_phrase_to(&ReadText::new(wider, known), known);
    let before = spaces().filter_map(|at| among.get_full(&word[..at]));
    behind.chain(before.filter(|(_, wider)| says(wider)).map(|(at, _)| at)).collect()
}

/// The next free point.
fn at(next: &mut u64) -> Interval {
    let point = Point::from(*next);
    *next += 1;
    Interval::only(point)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_that_run_together_keep_their_names() {
        let only = |at: u64| Interval::only(Point::from(at));
        let mut points = Points::default();
        points.name(Ranges::one(only(0)), "rebels");
        points.name(Ranges::one(only(1)), "separatists");
        points.name(Ranges::one(Interval::new(Some(Point::from(2)), Some(Point::from(4)))), "projectile");
        points.name(Ranges::one(only(3)), "rocket");
        // The point of two that are alike is behind the last name.
        let set =
            |low: u64, high: u64| Ranges::one(Interval::new(Some(Point::from(low)), Some(Point::from(high))));
        assert_eq!(points.show(&set(0, 1)), "rebels, separatists");
        assert_eq!(points.show(&set(1, 5)), "separatists, projectile");
        assert_eq!(points.show(&set(0, 1).complement_whole()), "anything but rebels, separatists");
        assert_eq!(points.show(&set(2, 4)), "projectile");
        assert_eq!(points.show(&set(3, 3)), "rocket");
    }
}
