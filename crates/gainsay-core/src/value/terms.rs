//! Terms: the known values of a category.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::phrases::Phrases;
use super::{Interval, Point, Ranges, words};

/// A value of a category and the wordings that mean it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// The name of the value.
    pub name: String,
    /// Other wordings of it.
    pub synonyms: Vec<String>,
    /// The wider values that hold it: a rocket is a projectile.
    pub within: Vec<String>,
    /// Whether it brings its wider values together only weakly: bad weather may cause an accident, and who says the one may yet deny
    /// the other. It is said of nothing itself: it is either of these values.
    pub weak: bool,
}

/// The known values of a category; others are taken as worded.
#[derive(Debug, Clone, Default)]
pub struct Terms {
    /// The values.
    pub terms: Vec<Term>,
    /// What is looked up of them, made when something first is: few runs ask for every list.
    index: OnceLock<Index>,
}

impl PartialEq for Terms {
    fn eq(&self, other: &Self) -> bool {
        self.terms == other.terms
    }
}

impl Eq for Terms {}

/// What is looked up of terms.
#[derive(Debug, Clone)]
struct Index {
    /// The number of each wording's term.
    wordings: HashMap<String, usize>,
    /// The points of each term: its own number and those of all within it, but for those that bring it together with others weakly.
    sets: Vec<Ranges>,
    /// The numbers of each term's wider ones.
    parents: Vec<Vec<usize>>,
    /// The wordings, to find them within longer ones.
    phrases: Phrases,
}

impl Terms {
    /// The terms, numbered so that a wider one holds the narrower ones. A term that is within itself by a ring, or within
    /// an unknown one, is alone.
    #[must_use]
    pub fn new(terms: Vec<Term>) -> Self {
        Self { terms, index: OnceLock::new() }
    }

    fn index_of_all(&self) -> &Index {
        self.index.get_or_init(|| Index::of(&self.terms))
    }

    /// The wordings of all values, to find them within longer ones.
    pub(super) fn phrases(&self) -> &Phrases {
        &self.index_of_all().phrases
    }

    /// All wordings of all values.
    pub fn wordings(&self) -> impl Iterator<Item = &str> {
        self.terms
            .iter()
            .flat_map(|term| std::iter::once(&term.name).chain(&term.synonyms))
            .map(String::as_str)
    }

    /// The number of the value that `text` means.
    #[must_use]
    pub fn index(&self, text: &str) -> Option<usize> {
        self.index_of_all().wordings.get(&words::normalise(text)).copied()
    }

    /// Whether the value with number `wider` holds that with number `narrower`.
    #[must_use]
    pub fn holds(&self, wider: usize, narrower: usize) -> bool {
        self.index_of_all().sets[wider].holds(&self.index_of_all().sets[narrower])
    }

    /// The only value that two others hold; nothing where one of them holds the other, or there are several.
    pub(super) fn common(&self, one: usize, other: usize) -> Option<usize> {
        let sets = &self.index_of_all().sets;
        // Most share nothing, and then no value is looked at.
        if !sets[one].meets(&sets[other]) {
            return None;
        }
        let mut common = (0..self.terms.len()).filter(|&at| self.holds(one, at) && self.holds(other, at));
        let first = common.next()?;
        (first != one && first != other && common.next().is_none()).then_some(first)
    }

    /// The points of all values and of further ones within them, of which `within` gives the numbers of the wider ones: those
    /// of the values first. Each as it is said, and with what it may mean at most.
    #[must_use]
    pub fn with_further(&self, within: impl Iterator<Item = usize>) -> (Vec<Ranges>, Vec<Ranges>) {
        let parents: Vec<Vec<usize>> =
            self.index_of_all().parents.iter().cloned().chain(within.map(|at| vec![at])).collect();
        let said = sets(&parents, &self.terms, false);
        let weak = self.terms.iter().any(|term| term.weak);
        let wide = if weak { sets(&parents, &self.terms, true) } else { said.clone() };
        (said, wide)
    }

    /// The name of the value that `text` means.
    #[must_use]
    pub fn canonical(&self, text: &str) -> Option<&str> {
        let at = *self.index_of_all().wordings.get(&words::normalise(text))?;
        Some(&self.terms[at].name)
    }

    /// The points of a value: its own and those of all within it.
    #[must_use]
    pub fn points(&self, text: &str) -> Option<&Ranges> {
        self.index_of_all().sets.get(self.index(text)?)
    }
}

impl Index {
    fn of(terms: &[Term]) -> Self {
        let mut wordings = HashMap::new();
        for (at, term) in terms.iter().enumerate() {
            for wording in std::iter::once(&term.name).chain(&term.synonyms) {
                wordings.entry(words::normalise(wording)).or_insert(at);
            }
        }
        let number = |name: &String| wordings.get(&words::normalise(name)).copied();
        let parents = terms.iter().map(|term| term.within.iter().filter_map(number).collect());
        let parents = without_rings(parents.collect());
        let sets = sets(&parents, terms, false);
        let mut phrases = Phrases::default();
        for (at, term) in terms.iter().enumerate() {
            for wording in std::iter::once(&term.name).chain(&term.synonyms) {
                phrases.add(wording, at);
            }
        }
        Self { wordings, sets, parents, phrases }
    }
}

/// The parents of those that have only roots above them; the others, in or below a ring, have none.
fn without_rings(mut parents: Vec<Vec<usize>>) -> Vec<Vec<usize>> {
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); parents.len()];
    for (at, wider) in parents.iter().enumerate() {
        for &parent in wider {
            children[parent].push(at);
        }
    }
    let mut left: Vec<usize> = parents.iter().map(Vec::len).collect();
    let mut rooted: Vec<usize> = (0..parents.len()).filter(|&at| left[at] == 0).collect();
    while let Some(at) = rooted.pop() {
        for &child in &children[at] {
            left[child] -= 1;
            if left[child] == 0 {
                rooted.push(child);
            }
        }
    }
    parents.iter_mut().zip(left).filter(|(_, left)| *left > 0).for_each(|(parents, _)| parents.clear());
    parents
}

/// The points of each: an interval by its first parent, which the other parents and all above them hold too. Those of a term that brings
/// others together weakly are held only where that is `wide`; it is itself any of its parents.
fn sets(parents: &[Vec<usize>], terms: &[Term], wide: bool) -> Vec<Ranges> {
    let weak = |at: usize| terms.get(at).is_some_and(|term| term.weak);
    let first = |(at, parents): (usize, &Vec<usize>)| parents.first().copied().filter(|_| !weak(at));
    let own = intervals(&parents.iter().enumerate().map(first).collect::<Vec<_>>());
    let mut held: Vec<Vec<Interval>> = own.into_iter().map(|interval| vec![interval]).collect();
    let mut sets: Vec<Ranges> = vec![Ranges::of(Vec::new()); parents.len()];
    for at in narrower_first(parents) {
        sets[at] = Ranges::of(std::mem::take(&mut held[at]));
        for &wider in parents[at].iter().filter(|_| wide || !weak(at)) {
            held[wider].extend_from_slice(sets[at].intervals());
        }
    }
    for at in (0..terms.len()).filter(|&at| weak(at)) {
        let of_parents = parents[at].iter().flat_map(|&wider| sets[wider].intervals().to_vec());
        sets[at] = Ranges::of(of_parents.collect());
    }
    sets
}

/// All of them, each before its parents.
fn narrower_first(parents: &[Vec<usize>]) -> Vec<usize> {
    let mut left = vec![0; parents.len()];
    parents.iter().flatten().for_each(|&wider| left[wider] += 1);
    let mut order: Vec<usize> = (0..parents.len()).filter(|&at| left[at] == 0).collect();
    let mut next = 0;
    while let Some(&at) = order.get(next) {
        for &wider in &parents[at] {
            left[wider] -= 1;
            if left[wider] == 0 {
                order.push(wider);
            }
        }
        next += 1;
    }
    order
}

/// Numbers a forest by a walk in depth.
fn intervals(parents: &[Option<usize>]) -> Vec<Interval> {
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); parents.len()];
    let mut order: Vec<usize> = Vec::new();
    for (at, parent) in parents.iter().enumerate() {
        match parent {
            Some(parent) => children[*parent].push(at),
            None => order.push(at),
        }
    }
    order.reverse();
    let mut first = vec![0u64; parents.len()];
    let mut walked = Vec::with_capacity(parents.len());
    while let Some(at) = order.pop() {
        first[at] = walked.len() as u64;
        walked.push(at);
        order.extend(children[at].iter().rev());
    }
    let mut last = first.clone();
    for &at in walked.iter().rev() {
        if let Some(parent) = parents[at] {
            last[parent] = last[parent].max(last[at]);
        }
    }
    let interval = |at: usize| Interval::new(Some(Point::from(first[at])), Some(Point::from(last[at])));
    (0..parents.len()).map(interval).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(list: &[(&str, &[&str])]) -> Terms {
        let term = |&(name, within): &(&str, &[&str])| Term {
            name: name.into(),
            synonyms: vec![format!("{name}s")],
            within: within.iter().map(|wider| (*wider).to_owned()).collect(),
            weak: false,
        };
        Terms::new(list.iter().map(term).collect())
    }

    #[track_caller]
    fn holds(terms: &Terms, whole: &str, part: &str) -> bool {
        terms.points(whole).unwrap().holds(terms.points(part).unwrap())
    }

    #[test]
    fn a_wider_term_holds_the_narrower_ones_and_no_others() {
        let terms = terms(&[
            ("rocket", &["Projectiles"]),
            ("bomb", &[]),
            ("projectile", &[]),
            ("stinger", &["rocket"]),
        ]);
        for (whole, part, expected) in [
            ("projectile", "rocket", true),
            ("projectile", "stinger", true),
            ("rockets", "Stinger", true),
            ("stinger", "rocket", false),
            ("projectile", "bomb", false),
            ("bomb", "stinger", false),
        ] {
            assert_eq!(holds(&terms, whole, part), expected, "{whole} {part}");
            assert_eq!(
                terms.points(whole).unwrap().meets(terms.points(part).unwrap()),
                expected || holds(&terms, part, whole)
            );
        }
    }

    #[test]
    fn wordings_mean_their_term() {
        let terms = terms(&[("missile strike", &[])]);
        assert_eq!(terms.canonical("Missile-Strikes"), Some("missile strike"));
        assert_eq!(terms.canonical("missile"), None);
        assert_eq!(terms.points(""), None);
    }

    #[test]
    fn a_term_may_lie_in_several_wider_ones_that_then_have_it_in_common() {
        let terms = terms(&[
            ("fire", &[]),
            ("attack", &[]),
            ("arson", &["attack", "fire"]),
            ("firebomb", &["arson"]),
            ("accident", &["event"]),
            ("event", &[]),
            ("short circuit", &["fire", "accident"]),
            ("collision", &["accident"]),
        ]);
        let meets = |a: &str, b: &str| terms.points(a).unwrap().meets(terms.points(b).unwrap());
        for (whole, part) in [
            ("fire", "arson"),
            ("fire", "firebomb"),
            ("attack", "firebomb"),
            ("fire", "short circuit"),
            ("accident", "short circuit"),
            ("event", "short circuit"),
        ] {
            assert!(holds(&terms, whole, part) && !holds(&terms, part, whole), "{whole} {part}");
        }
        assert!(meets("fire", "attack") && meets("fire", "event") && !holds(&terms, "event", "fire"));
        for (one, other) in [("arson", "short circuit"), ("attack", "accident"), ("fire", "collision")] {
            assert!(!meets(one, other), "{one} {other}");
        }
    }

    #[test]
    fn a_weak_term_brings_others_together_only_widened() {
        let term = |name: &str, within: &[&str], weak: bool| Term {
            name: name.into(),
            synonyms: Vec::new(),
            within: within.iter().map(|wider| (*wider).to_owned()).collect(),
            weak,
        };
        let terms = Terms::new(vec![
            term("accident", &[], false),
            term("nature", &[], false),
            term("weather", &["nature"], false),
            term("accident in bad weather", &["accident", "weather"], true),
        ]);
        let (sets, wide) = terms.with_further(std::iter::empty());
        for (one, other, plain) in
            [(0, 1, false), (0, 2, false), (1, 2, true), (3, 0, true), (3, 2, true), (0, 0, true)]
        {
            assert_eq!(sets[one].meets(&sets[other]), plain, "{one} {other}");
            assert!(wide[one].meets(&wide[other]) && wide[one].holds(&sets[one]), "{one} {other}");
        }
    }

    #[test]
    fn rings_and_unknown_wholes_leave_each_alone() {
        let terms = terms(&[("a", &["b"]), ("b", &["a"]), ("c", &["a"]), ("d", &["d"]), ("e", &["nowhere"])]);
        let names = ["a", "b", "c", "d", "e"];
        for one in names {
            for other in names {
                assert_eq!(holds(&terms, one, other), one == other, "{one} {other}");
            }
        }
    }

    #[test]
    fn a_long_chain_takes_no_longer_than_a_wide_tree() {
        let names: Vec<String> = (0..50_000).map(|at| format!("t{at}")).collect();
        let before: Vec<Vec<&str>> = (0..names.len())
            .map(|at| names[at.saturating_sub(1)..at].iter().map(String::as_str).collect())
            .collect();
        let deep: Vec<_> =
            names.iter().zip(&before).map(|(name, before)| (name.as_str(), &before[..])).collect();
        let first: [&[&str]; 2] = [&[], &["t0"]];
        let wide: Vec<_> =
            names.iter().enumerate().map(|(at, name)| (name.as_str(), first[usize::from(at > 0)])).collect();
        assert!(holds(&terms(&deep), "t0", "t49999") && holds(&terms(&wide), "t0", "t49999"));
    }
}
