//! Terms: the known values of a category.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::phrases::Phrases;
use super::{Interval, Point, words};

/// A value of a category and the wordings that mean it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// The name of the value.
    pub name: String,
    /// Other wordings of it.
    pub synonyms: Vec<String>,
    /// The wider value that holds it: a rocket is a projectile.
    pub within: Option<String>,
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
    /// The interval of each term: its own number to the last number within it.
    intervals: Vec<Interval>,
    /// The number of each term's wider one.
    parents: Vec<Option<usize>>,
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
        self.index_of_all().intervals[wider].holds(self.index_of_all().intervals[narrower])
    }

    /// The points of all values and of further ones within them, of which `within` gives the numbers of the wider ones: those
    /// of the values first.
    #[must_use]
    pub fn with_further(&self, within: impl Iterator<Item = usize>) -> Vec<Interval> {
        let parents: Vec<Option<usize>> =
            self.index_of_all().parents.iter().copied().chain(within.map(Some)).collect();
        intervals(&parents)
    }

    /// The name of the value that `text` means.
    #[must_use]
    pub fn canonical(&self, text: &str) -> Option<&str> {
        let at = *self.index_of_all().wordings.get(&words::normalise(text))?;
        Some(&self.terms[at].name)
    }

    /// The points of a value: its own and those of all within it.
    #[must_use]
    pub fn interval(&self, text: &str) -> Option<Interval> {
        self.index_of_all()
            .intervals
            .get(*self.index_of_all().wordings.get(&words::normalise(text))?)
            .copied()
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
        let parent = |at: usize| {
            terms[at].within.as_ref().and_then(|name| wordings.get(&words::normalise(name))).copied()
        };
        let parents: Vec<Option<usize>> = (0..terms.len()).map(parent).collect();
        let parents = without_rings(&parents);
        let intervals = intervals(&parents);
        let mut phrases = Phrases::default();
        for (at, term) in terms.iter().enumerate() {
            for wording in std::iter::once(&term.name).chain(&term.synonyms) {
                phrases.add(wording, at);
            }
        }
        Self { wordings, intervals, parents, phrases }
    }
}

/// The parents of those that have a root above them; the others, in or below a ring, have none.
fn without_rings(parents: &[Option<usize>]) -> Vec<Option<usize>> {
    let mut rooted: Vec<Option<bool>> = vec![None; parents.len()];
    for start in 0..parents.len() {
        let mut path = Vec::new();
        let mut at = Some(start);
        let end = loop {
            let Some(here) = at else { break true };
            if let Some(known) = rooted[here] {
                break known;
            }
            // Taken to be in a ring until the way ends at a root.
            rooted[here] = Some(false);
            path.push(here);
            at = parents[here];
        };
        for at in path {
            rooted[at] = Some(end);
        }
    }
    parents.iter().zip(rooted).map(|(parent, rooted)| parent.filter(|_| rooted == Some(true))).collect()
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

    fn terms(list: &[(&str, Option<&str>)]) -> Terms {
        let term = |&(name, within): &(&str, Option<&str>)| Term {
            name: name.into(),
            synonyms: vec![format!("{name}s")],
            within: within.map(str::to_owned),
        };
        Terms::new(list.iter().map(term).collect())
    }

    #[track_caller]
    fn holds(terms: &Terms, whole: &str, part: &str) -> bool {
        terms.interval(whole).unwrap().holds(terms.interval(part).unwrap())
    }

    #[test]
    fn a_wider_term_holds_the_narrower_ones_and_no_others() {
        let list = [
            ("rocket", Some("Projectiles")),
            ("bomb", None),
            ("projectile", None),
            ("stinger", Some("rocket")),
        ];
        let terms = terms(&list);
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
                terms.interval(whole).unwrap().meets(terms.interval(part).unwrap()),
                expected || holds(&terms, part, whole)
            );
        }
    }

    #[test]
    fn wordings_mean_their_term() {
        let terms = terms(&[("missile strike", None)]);
        assert_eq!(terms.canonical("Missile-Strikes"), Some("missile strike"));
        assert_eq!(terms.canonical("missile"), None);
        assert_eq!(terms.interval(""), None);
    }

    #[test]
    fn rings_and_unknown_wholes_leave_each_alone() {
        let terms = terms(&[
            ("a", Some("b")),
            ("b", Some("a")),
            ("c", Some("a")),
            ("d", Some("d")),
            ("e", Some("nowhere")),
        ]);
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
        let deep: Vec<_> = (0..names.len())
            .map(|at| (names[at].as_str(), at.checked_sub(1).map(|at| names[at].as_str())))
            .collect();
        let wide: Vec<_> =
            (0..names.len()).map(|at| (names[at].as_str(), (at > 0).then_some("t0"))).collect();
        assert!(holds(&terms(&deep), "t0", "t49999") && holds(&terms(&wide), "t0", "t49999"));
    }
}
