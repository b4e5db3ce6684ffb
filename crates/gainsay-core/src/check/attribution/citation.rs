//! Second-hand claims and what they lead back to: chains, rings, and the origin at the end.

use rayon::prelude::*;

use crate::check::attribution::origins::{OWN_LIMIT, Origins, Statements};
use crate::check::context::Context;
use crate::check::topic::{At, Topic, claim_at, every};
use crate::maps::HashMap;
use crate::problem::{Code, Problem};
use gainsay_yaml::text::Name;

/// A second-hand claim, and what the source that it cites said of the same topic.
#[derive(Debug)]
pub(crate) struct Citation {
    /// The second-hand claim.
    pub at: At,
    /// What the cited source said that it could be passing on. Second-hand claims of that source are among them.
    pub statements: Statements,
}

impl Citation {
    /// What the cited source said of the very scope; only where it said nothing of that, of what is around it.
    fn said(&self) -> &[At] {
        let Statements { exact, around, .. } = &self.statements;
        if exact.is_empty() { around } else { exact }
    }
}

/// All second-hand claims.
#[derive(Debug, Default)]
pub(crate) struct Citations {
    all: Vec<Citation>,
    index: HashMap<At, usize>,
}

impl Citations {
    /// Looks up what every cited source said, for the claims that are reported on.
    pub(crate) fn new(topics: &[Topic<'_>], origins: &Origins, context: &Context<'_>) -> Self {
        let reported = |at: &At| {
            claim_at(topics, *at).claim.cites.is_some() && context.reports_on(topics[at.0].key.subject)
        };
        let second_hand: Vec<At> = every(topics).filter(reported).collect();
        let look_up = |&at: &At| {
            let key = topics[at.0].key;
            Citation { at, statements: origins.of_topic(key, topics, at, context) }
        };
        let all: Vec<Citation> = second_hand.par_iter().map(look_up).collect();
        let index = all.iter().enumerate().map(|(number, citation)| (citation.at, number)).collect();
        Self { all, index }
    }

    /// The second-hand claims, in the order of topics.
    pub(crate) fn all(&self) -> &[Citation] {
        &self.all
    }

    fn get(&self, at: At) -> Option<&Citation> {
        self.index.get(&at).map(|&number| &self.all[number])
    }

    /// What a second-hand claim leads back to: what the cited source said of the very scope and, where that is second-hand
    /// itself, what the source cited there said, and so on; the nearest first. What the source of the claim says itself is no
    /// part of it: nobody quotes rightly because of their own word.
    pub(crate) fn chain(&self, topics: &[Topic<'_>], citation: &Citation) -> Vec<At> {
        self.chain_of(topics, citation, |citation| citation.said().to_vec())
    }

    /// The same with what the cited source said of what is around the scope.
    pub(crate) fn whole_chain(&self, topics: &[Topic<'_>], citation: &Citation) -> Vec<At> {
        self.chain_of(topics, citation, |citation| {
            let Statements { exact, around, .. } = &citation.statements;
            exact.iter().chain(around).copied().collect()
        })
    }

    fn chain_of(
        &self,
        topics: &[Topic<'_>],
        citation: &Citation,
        said: impl Fn(&Citation) -> Vec<At>,
    ) -> Vec<At> {
        let source = |at: At| claim_at(topics, at).claim.source.value;
        let (quoting, mut chain, mut next) = (source(citation.at), said(citation), 0);
        while next < chain.len() && chain.len() < OWN_LIMIT {
            for further in self.get(chain[next]).into_iter().flat_map(&said) {
                if source(further) != quoting && !chain.contains(&further) {
                    chain.push(further);
                }
            }
            next += 1;
        }
        chain
    }

    /// The source at the end of the chain that a claim leads back to; its own where it is at first hand.
    pub(crate) fn origin(&self, topics: &[Topic<'_>], at: At) -> Name {
        let mut seen = vec![at];
        let mut last = at;
        while let Some(next) = self.get(last).and_then(|citation| citation.said().first()) {
            if seen.contains(next) || seen.len() > OWN_LIMIT {
                break;
            }
            seen.push(*next);
            last = *next;
        }
        let end = claim_at(topics, last).claim;
        end.cites.unwrap_or(end.source).value
    }

    /// The rings of claims that cite each other and lead back to nobody who said it first, each from its first claim on.
    /// A claim that cites its own source is a ring of one.
    pub(crate) fn rings(&self, topics: &[Topic<'_>]) -> Vec<Vec<At>> {
        let own = |citation: &&Citation| {
            let said = claim_at(topics, citation.at).claim;
            said.cites.is_some_and(|cites| cites.value == said.source.value)
        };
        let mut rings: Vec<Vec<At>> = self.all.iter().filter(own).map(|citation| vec![citation.at]).collect();
        let mut done: Vec<bool> = self.grounded();
        for start in 0..self.all.len() {
            let mut path: Vec<usize> = Vec::new();
            let mut at = start;
            while !done[at] {
                done[at] = true;
                path.push(at);
                let next = self.all[at].said().iter().find_map(|said| self.index.get(said));
                let Some(&next) = next else { break };
                at = next;
            }
            if let Some(from) = path.iter().position(|&on| on == at).filter(|_| path.last() != Some(&at)) {
                rings.push(path[from..].iter().map(|&on| self.all[on].at).collect());
            }
        }
        rings
    }

    /// Which second-hand claims lead back to a claim at first hand, or to a source that is not here.
    fn grounded(&self) -> Vec<bool> {
        let mut leads_from: HashMap<usize, Vec<usize>> = HashMap::default();
        let mut grounded = vec![false; self.all.len()];
        let mut open: Vec<usize> = Vec::new();
        for (number, citation) in self.all.iter().enumerate() {
            let further = citation.said().iter().filter_map(|said| self.index.get(said));
            let second_hand = further.map(|&further| leads_from.entry(further).or_default().push(number));
            if second_hand.count() < citation.said().len() || citation.said().is_empty() {
                open.push(number);
            }
        }
        while let Some(number) = open.pop() {
            if !std::mem::replace(&mut grounded[number], true) {
                open.extend(leads_from.get(&number).into_iter().flatten());
            }
        }
        grounded
    }
}

/// The problem with a ring of claims that cite each other, at the words of each that cite.
pub(crate) fn ring_problem(topics: &[Topic<'_>], ring: &[At], context: &Context<'_>) -> Option<Problem> {
    /// How many claims of a ring are shown.
    const SHOWN: usize = 8;
    let step = |&at: &At| {
        let said = claim_at(topics, at).claim;
        Some((context.text(said.source.value), context.text(said.cites?.value), said.cites?.span))
    };
    let steps: Vec<(&str, &str, _)> = ring.iter().filter_map(step).collect();
    let (first, _, span) = *steps.first()?;
    let mut path: Vec<String> = steps.iter().take(SHOWN).map(|step| format!("`{}`", step.0)).collect();
    if steps.len() > SHOWN {
        path.push("…".to_owned());
    }
    path.push(format!("`{first}`"));
    let message = if ring.len() == 1 {
        format!("`{first}` cites itself")
    } else {
        format!("claims cite each other in a ring, and nobody said it first: {}", path.join(" → "))
    };
    let mut problem = Problem::new(Code::CitationRing, span, message);
    for (source, cites, span) in steps.into_iter().take(SHOWN).skip(1) {
        problem = problem.related(span, format!("`{source}` cites `{cites}` here"));
    }
    let help =
        "find out who said it first, cite that source, and leave `cites` out of that source's own claim";
    Some(problem.help(help))
}
