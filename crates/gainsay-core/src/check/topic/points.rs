//! Words as points: categories, places, names and free texts on an axis of their own.

use std::collections::{BTreeMap, HashMap};

use rust_decimal::Decimal;

use super::definition::Definition;
use super::unconfirmed::unconfirmed;
use crate::check::context::Context;
use crate::claim::{Claim, Wording};
use crate::rule::Kind;
use crate::value::{Interval, Point, Ranges, words as value_words};
use gainsay_yaml::text::{Name, Text};

/// Up to how many different texts each is compared with each other for being nearly the same; of more, each with
/// its neighbours in the order of the alphabet.
const EACH_WITH_EACH: usize = 256;

/// With how many neighbours a text is compared when there are too many of them.
const NEIGHBOURS: usize = 16;

/// The words of a topic, each at its interval: a wider category or place holds the narrower ones.
#[derive(Debug, Default)]
pub(crate) struct Points {
    intervals: HashMap<String, Interval>,
    shown: HashMap<Interval, String>,
    /// The ids of declared places, where values are places.
    pub known: Vec<String>,
    /// Whether figures are taken for words.
    pub figures: bool,
}

/// A word as it is compared, and as it is shown.
type Word = (String, String);

/// All words that `claims` have as values, normalised, each once and in order, with one way in which it is written. Those of
/// figures are among them where `figures` says so.
fn words(claims: &[&Claim], figures: bool, context: &Context<'_>) -> Vec<Word> {
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
        let points = match definition.kind {
            Kind::Place => Self::places(words, context),
            Kind::Text => Self::texts(words),
            _ => Self::terms(words, definition),
        };
        Self { figures, ..points }
    }

    /// A set in words.
    pub(crate) fn show(&self, set: &Ranges) -> String {
        if set == &Ranges::all() {
            return "anything".to_owned();
        }
        let inside = |set: &Ranges| {
            let mut named: Vec<&str> = Vec::new();
            for interval in set.intervals() {
                // The widest name that the interval is made of.
                named.extend(self.shown.get(interval).map(String::as_str));
            }
            named
        };
        let named = inside(set);
        if named.len() == set.intervals().len() && !named.is_empty() {
            return named.join(", ");
        }
        format!("anything but {}", inside(&set.complement_whole()).join(", "))
    }

    pub(crate) fn interval(&self, word: &str) -> Option<Interval> {
        self.intervals.get(word).copied()
    }

    fn add(&mut self, word: String, interval: Interval, shown: &str) {
        self.intervals.insert(word, interval);
        self.shown.entry(interval).or_insert_with(|| shown.to_owned());
    }

    fn terms(words: Vec<Word>, definition: &Definition<'_>) -> Self {
        let mut points = Self::default();
        let mut next = definition.terms.map_or(0, |terms| terms.terms.len() as u64);
        let mut fresh: HashMap<String, Interval> = HashMap::new();
        for (word, written) in words {
            let bare = value_words::without_article(&word);
            let known = definition.terms.and_then(|terms| {
                let name = terms.canonical(&word).or_else(|| terms.canonical(bare))?;
                Some((terms.interval(name)?, name.to_owned()))
            });
            let (interval, shown) = known
                .unwrap_or_else(|| (*fresh.entry(bare.to_owned()).or_insert_with(|| at(&mut next)), written));
            points.add(word, interval, &shown);
        }
        points
    }

    /// Texts that are nearly the same share a point: each of those is nearly the same as each of the others, so that no
    /// further text brings two together that differ.
    fn texts(words: Vec<Word>) -> Self {
        let reach = if words.len() > EACH_WITH_EACH { NEIGHBOURS } else { words.len() };
        // The texts of each group, by the first of them.
        let mut groups: Vec<Vec<usize>> = vec![Vec::new(); words.len()];
        let mut group: Vec<usize> = Vec::with_capacity(words.len());
        for at in 0..words.len() {
            let near = |other: &usize| crate::value::near(&words[*other].0, &words[at].0);
            let fits = |first: &usize| !groups[*first].is_empty() && groups[*first].iter().all(near);
            let first = (at.saturating_sub(reach)..at).find(fits).unwrap_or(at);
            groups[first].push(at);
            group.push(first);
        }
        let mut points = Self::default();
        let shown: Vec<String> = words.iter().map(|(_, shown)| shown.clone()).collect();
        for ((word, _), of) in words.into_iter().zip(group) {
            points.add(word, Interval::only(Point::from(of as u64)), &shown[of]);
        }
        points
    }

    /// Places by a walk of the place tree: each holds the numbers of the places within it.
    fn places(words: Vec<Word>, context: &Context<'_>) -> Self {
        let registry = &context.records.registry.places;
        let numbered = number(context);
        let mut ids: HashMap<String, Name> = HashMap::new();
        for (&id, place) in registry {
            let name = place.name.iter().map(|name| name.as_str(context.files));
            let aliases = place.aliases.iter().map(|alias| context.text(alias.value));
            for word in std::iter::once(context.text(id)).chain(name).chain(aliases) {
                ids.entry(value_words::normalise(word)).or_insert(id);
            }
        }
        let mut points = Self::default();
        let mut next = registry.len() as u64;
        for (word, written) in words {
            match ids.get(&word).and_then(|id| Some((*id, *numbered.get(id)?))) {
                Some((id, interval)) => points.add(word, interval, context.place(id)),
                // With places declared, one that is not is a mistake; it is reported where it is read.
                None if registry.is_empty() => points.add(word, at(&mut next), &written),
                None => {}
            }
        }
        points.known = registry.keys().map(|&id| context.text(id).to_owned()).collect();
        points.known.sort_unstable();
        points
    }
}

/// The next free point.
fn at(next: &mut u64) -> Interval {
    let point = Point::from(*next);
    *next += 1;
    Interval::only(point)
}

/// The interval of every declared place: its own number to the last number within it.
fn number(context: &Context<'_>) -> HashMap<Name, Interval> {
    let registry = &context.records.registry.places;
    let mut children: HashMap<Option<Name>, Vec<Name>> = HashMap::new();
    for &id in registry.keys() {
        children
            .entry(context.places.parent(id).filter(|parent| registry.contains_key(parent)))
            .or_default()
            .push(id);
    }
    let mut intervals = HashMap::new();
    let (mut next, mut open) = (0u64, vec![]);
    let kids = |of: Option<Name>| children.get(&of).cloned().unwrap_or_default().into_iter();
    let mut walk = vec![(None, kids(None))];
    while let Some((of, rest)) = walk.last_mut() {
        if let Some(child) = rest.next() {
            open.push(next);
            next += 1;
            walk.push((Some(child), kids(Some(child))));
        } else {
            if let (Some(of), Some(first)) = (*of, open.pop()) {
                let (low, high) = (Decimal::from(first), Decimal::from(next - 1));
                intervals.insert(of, Interval::new(Some(Point::at(low)), Some(Point::at(high))));
            }
            walk.pop();
        }
    }
    intervals
}
