//! What is changed inside one record hides nothing that is found between claims of other files: the law, shared by the property
//! test over the test cases and by the fuzz target.
//!
//! Whatever is told of claims or spots none of which is in the changed file has to be told after the change, too, and be no
//! less severe, no less sure, and accepted only where it was before.

pub mod facts;

use std::collections::BTreeSet;
use std::fmt::Write as _;

use self::facts::{Fact, Said, Told};

/// Files of two sources of their own, which speak of each thing that is spoken of, and never agree; both are declared, where others are.
pub fn bystanders(told: &Told) -> Vec<(&'static str, String)> {
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
    let said =
        [("00.yaml", "bystander", 3), ("zz.yaml", "onlooker", 900_000)].map(|(file, source, value)| {
            let mut text = format!("report: {{ source: {source}, as-of: 2024-05-02 }}\nclaims:\n");
            for (number, about) in things.iter().enumerate() {
                let _ = writeln!(text, "  - {{ id: {source}-{number}, {about}, value: {value} }}");
            }
            (file, text)
        });
    let declared = told.declared.iter().any(|entry| entry.starts_with("source"));
    let declared = declared.then(|| "sources: { bystander: , onlooker: }\n".to_owned());
    said.into_iter().chain(declared.map(|text| ("registry-of-bystanders.yaml", text))).collect()
}

/// What a change does.
pub struct Effect {
    /// What is found elsewhere before it.
    pub elsewhere: usize,
    /// What of that is not told after it, and not for one of the reasons in [`Effect::explains`].
    pub hidden: Vec<Fact>,
    /// How much more is not told, for one of those.
    pub explained: usize,
    /// The claims that the changed file holds before it or after it, not both.
    pub changed: Vec<Changed>,
}

/// A claim that is gone or new.
#[derive(Debug)]
pub struct Changed {
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
    /// What a change to `file` does.
    pub fn of(before: &Told, after: &Told, file: &str) -> Self {
        let (gone, new) = (only_in(before, after, file, false), only_in(after, before, file, true));
        let elsewhere: Vec<_> = before.facts.iter().filter(|(fact, _)| fact.is_elsewhere(file)).collect();
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

    /// Whether the change may hide the fact. There are six reasons:
    ///
    /// - A new claim is of the same source as one of the fact, on the same subject and attribute: a source may revise what
    ///   it said.
    /// - A claim of the fact cites a source, and is led back to one of which a claim on the same subject came or went: it is
    ///   compared with what that one said, or with everybody where that said nothing.
    /// - A claim of the fact gives what it cites otherwise, and a claim of the cited source on another subject came or went: what it
    ///   gives is led back to that first, and to other sources only where the cited one gave it for nothing.
    /// - Figures that do not add up are told with the largest of each kind, and a new claim gives a larger one.
    /// - Of two similar names of sources, the one that fewer claims have is told, and a claim that is changed has one of them.
    /// - A note names the first of many claims, and a claim that is changed takes the place of another.
    ///
    /// That an entry of the registry is unused, or a name is declared nowhere, is no finding between claims: it is told only where each
    /// record can be read, since one that cannot may use the entry, or declare the name.
    fn explains(&self, fact: &Fact, before: &Told, after: &Told) -> bool {
        let malformed = || after.facts.keys().any(|fact| fact.rule == "malformed-yaml");
        if fact.rule == "unused-entry" || fact.rule.starts_with("dangling-") && malformed() {
            return true;
        }
        let larger = |new: &Changed| {
            let with_it = |other: &Fact| other.rule == fact.rule && other.of.contains(&new.spot);
            let of_others = |other: &Fact| other.of.intersection(&fact.of).next().is_some();
            new.is_new && after.facts.keys().any(|other| with_it(other) && of_others(other))
        };
        let still_told =
            |other: &Fact| other.in_part && other.rule == fact.rule && !other.of.is_disjoint(&fact.of);
        let named = |changed: &Changed| {
            fact.of.iter().chain(&fact.beside).any(|(_, words)| *words == changed.said.source)
        };
        if fact.rule == "similar-name" && self.changed.iter().any(named) {
            return true;
        }
        if fact.in_part && after.facts.keys().any(still_told) {
            return true;
        }
        if fact.sums && self.changed.iter().any(larger) {
            return true;
        }
        fact.of.iter().filter_map(|spot| before.said.get(spot)).any(|of| {
            let led_to = led_to(of, before, &self.changed);
            let cited = of.cites.as_ref().filter(|_| fact.misquotes).map(|cites| root(cites, before));
            self.changed.iter().any(|Changed { said, is_new, .. }| {
                if said.subject != of.subject {
                    return cited.is_some_and(|cited| cited == root(&said.source, before));
                }
                let revised = *is_new && said.source == of.source && said.attribute == of.attribute;
                revised || led_to.contains(&said.source)
            })
        })
    }
}

/// The source around `source` that is part of no other one. There are as many steps as parents, which may be a ring.
fn root<'t>(source: &'t String, told: &'t Told) -> &'t String {
    let up = told.parents.iter().try_fold(source, |root, _| told.parents.get(root).ok_or(root));
    match up {
        Ok(root) | Err(root) => root,
    }
}

/// The sources that a claim leads back to: the one that it cites, those that have a parent in common with that, and those
/// that any of them cites of the subject.
fn led_to(claim: &Said, before: &Told, changed: &[Changed]) -> BTreeSet<String> {
    let root = |source| root(source, before);
    let of_subject = |said: &&Said| said.subject == claim.subject;
    let all: Vec<&Said> =
        before.said.values().chain(changed.iter().map(|changed| &changed.said)).filter(of_subject).collect();
    let mut led = BTreeSet::new();
    let mut next: Vec<&String> = claim.cites.iter().map(root).collect();
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
