//! What is changed inside one record hides nothing that is found between claims of other files.
//!
//! Whatever is told of claims or spots none of which is in the changed file has to be told after the change, too, and be no
//! less severe, no less sure, and accepted only where it was before.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;
use std::sync::OnceLock;

use proptest::prelude::*;
use proptest::sample::Index;

use super::change::{Change, changed, changes};
use super::facts::{Fact, Said, Told, check};
use super::{CORPORA, Corpus, corpus, hold};
use crate::folder;

/// A corpus to change, and what is found in it.
struct Base {
    corpus: Corpus,
    told: Told,
}

/// The corpus with this number, and in it two files more that contradict each other in all that it speaks of.
fn base(number: usize) -> &'static Base {
    static BASES: OnceLock<Vec<OnceLock<Base>>> = OnceLock::new();
    let bases = BASES.get_or_init(|| CORPORA.iter().map(|_| OnceLock::new()).collect());
    bases[number].get_or_init(|| {
        let folder = folder(&format!("laws-base-{number}"));
        let mut corpus = CORPORA[number].clone();
        corpus.write(&folder);
        let told = check(&folder);
        let [first, last] = bystanders(&told);
        if told.declared.iter().any(|entry| entry.starts_with("source")) {
            let declared = b"sources: { bystander: , onlooker: }\n".to_vec();
            corpus.files.insert("claims/registry-of-bystanders.yaml".to_owned(), declared);
        }
        corpus.files.insert("claims/00.yaml".to_owned(), first.into_bytes());
        corpus.files.insert("claims/zz.yaml".to_owned(), last.into_bytes());
        corpus.write(&folder);
        Base { told: check(&folder), corpus }
    })
}

/// Two files of sources of their own, which speak of each thing that is spoken of, and never agree.
fn bystanders(told: &Told) -> [String; 2] {
    let things: BTreeSet<String> = told
        .said
        .values()
        .map(|said| {
            let parts = [("subject", &said.subject), ("place", &said.place), ("scope", &said.scope)];
            let given = parts.into_iter().filter_map(|(key, name)| Some((key, name.as_ref()?)));
            let about = format!("attribute: {:?}", said.attribute);
            given.fold(about, |about, (key, name)| format!("{about}, {key}: {name:?}"))
        })
        .collect();
    [("bystander", 3), ("onlooker", 900_000)].map(|(source, value)| {
        let mut text = format!("report: {{ source: {source}, as-of: 2024-05-02 }}\nclaims:\n");
        for (number, about) in things.iter().enumerate() {
            let _ = writeln!(text, "  - {{ id: {source}-{number}, {about}, value: {value} }}");
        }
        text
    })
}

/// What a change does.
struct Effect {
    /// What is found elsewhere before it.
    elsewhere: usize,
    /// What of that is not told after it, and not for one of the reasons in [`Effect::explains`].
    hidden: Vec<Fact>,
    /// How much more is not told, for one of those.
    explained: usize,
    /// The claims that the changed file holds before it or after it, not both.
    changed: Vec<Changed>,
}

/// A claim that is gone or new.
#[derive(Debug)]
struct Changed {
    said: Said,
    spot: (String, String),
    is_new: bool,
}

/// What claims of `file` say in one run, and none of it in the other.
fn only_in(one: &Told, other: &Told, file: &str, is_new: bool) -> Vec<Changed> {
    let of_file = |told: &'_ Told| -> Vec<((String, String), Said)> {
        told.said
            .iter()
            .filter(|(spot, _)| spot.0 == file)
            .map(|(spot, said)| (spot.clone(), said.clone()))
            .collect()
    };
    let others = of_file(other);
    let only = of_file(one).into_iter().filter(|(_, said)| others.iter().all(|(_, other)| other != said));
    only.map(|(spot, said)| Changed { said, spot, is_new }).collect()
}

impl Effect {
    fn of(before: &Told, after: &Told, file: &str) -> Self {
        let (gone, new) = (only_in(before, after, file, false), only_in(after, before, file, true));
        // A note `not-compared` names some of all the claims of a topic, and which ones depends on each of them.
        let is_between = |fact: &Fact| fact.rule != "not-compared" && fact.is_elsewhere(file);
        let elsewhere: Vec<_> = before.facts.iter().filter(|(fact, _)| is_between(fact)).collect();
        let mut effect = Self {
            elsewhere: elsewhere.len(),
            hidden: Vec::new(),
            explained: 0,
            changed: gone.into_iter().chain(new).collect(),
        };
        for (fact, weight) in elsewhere {
            let same = |other: &Fact| other.rule == fact.rule && other.of.is_superset(&fact.of);
            if after.facts.iter().any(|(other, now)| same(other) && now.is_at_least(*weight)) {
                continue;
            }
            if effect.explains(fact, before, after) {
                effect.explained += 1;
            } else {
                effect.hidden.push(fact.clone());
            }
        }
        effect
    }

    /// Whether the change may hide the fact. There are three reasons:
    ///
    /// - A new claim is of the same source as one of the fact, on the same subject and attribute: a source may revise what
    ///   it said.
    /// - A claim of the fact cites a source, and is led back to one of which a claim on the same subject came or went: it is
    ///   compared with what that one said, or with everybody where that said nothing.
    /// - Figures that do not add up are told with the largest of each kind, and a new claim gives a larger one.
    ///
    /// That an entry of the registry is unused is no finding between claims: it is told only where each record can be read,
    /// since one that cannot may use the entry.
    fn explains(&self, fact: &Fact, before: &Told, after: &Told) -> bool {
        if fact.rule == "unused-entry" {
            return true;
        }
        let larger = |new: &Changed| {
            let with_it = |other: &Fact| other.rule == fact.rule && other.of.contains(&new.spot);
            let of_others = |other: &Fact| other.of.intersection(&fact.of).next().is_some();
            new.is_new && after.facts.keys().any(|other| with_it(other) && of_others(other))
        };
        if fact.sums && self.changed.iter().any(larger) {
            return true;
        }
        fact.of.iter().filter_map(|spot| before.said.get(spot)).any(|of| {
            let led_to = led_to(of, before, &self.changed);
            self.changed.iter().filter(|changed| changed.said.subject == of.subject).any(|changed| {
                let Changed { said, is_new, .. } = changed;
                let revised = *is_new && said.source == of.source && said.attribute == of.attribute;
                revised || led_to.contains(&said.source)
            })
        })
    }
}

/// The sources that a claim leads back to: the one that it cites, those that have a parent in common with that, and those
/// that any of them cites of the subject.
fn led_to(claim: &Said, before: &Told, changed: &[Changed]) -> BTreeSet<String> {
    let root = |source: &String| {
        let mut root = source;
        while let Some(parent) = before.parents.get(root) {
            root = parent;
        }
        root.clone()
    };
    let of_subject = |said: &&Said| said.subject == claim.subject;
    let all: Vec<&Said> =
        before.said.values().chain(changed.iter().map(|changed| &changed.said)).filter(of_subject).collect();
    let mut led = BTreeSet::new();
    let mut next: Vec<String> = claim.cites.iter().map(root).collect();
    while let Some(cited) = next.pop() {
        let own = all.iter().filter(|said| root(&said.source) == cited);
        for said in own {
            if led.insert(said.source.clone()) {
                let its = all.iter().filter(|other| other.source == said.source);
                next.extend(its.filter_map(|said| said.cites.as_ref()).map(root));
            }
        }
    }
    led
}

/// What `changes` to a record of the corpus with this number do; `None` where there is no record, or where they change
/// what is declared or accepted, which holds for all files.
fn effect(number: usize, record: Index, changes: &[Change], folder: &Path) -> Option<(Effect, String)> {
    let Base { corpus, told } = base(number);
    if told.records.is_empty() {
        return None;
    }
    let (path, span) = record.get(&told.records);
    let text = &corpus.files[path];
    let record = changed(&text[span.clone()], changes, &corpus.pool);
    let mut corpus = corpus.clone();
    corpus.files.insert(path.clone(), [&text[..span.start], &record, &text[span.end..]].concat());
    corpus.write(folder);
    let then = check(folder);
    let same = then.declared == told.declared;
    same.then(|| (Effect::of(told, &then, path), String::from_utf8_lossy(&record).into_owned()))
}

#[test]
fn a_change_inside_a_record_hides_nothing_elsewhere() {
    let folder = folder("laws-elsewhere");
    let [elsewhere, explained] = [(); 2].map(|()| Cell::new(0));
    let input = (corpus(), any::<Index>(), changes());
    hold(120, &input, |(number, record, changes)| {
        let Some((effect, record)) = effect(number, record, &changes, &folder) else { return };
        elsewhere.set(elsewhere.get() + effect.elsewhere);
        explained.set(explained.get() + effect.explained);
        let Effect { hidden, changed, .. } = effect;
        let name = &CORPORA[number].name;
        assert!(
            hidden.is_empty(),
            "{name}: a record becomes {record:?}\n{changed:#?}\nand this is hidden: {hidden:#?}"
        );
    });
    // The reasons are for a few.
    let (elsewhere, explained) = (elsewhere.get(), explained.get());
    assert!(elsewhere > 2_500 && explained * 200 < elsewhere, "{explained} of {elsewhere}");
}
