//! How many independent origins stand behind claims that say the same.

use std::collections::HashMap;

use crate::check::context::Context;
use crate::check::disjoint_sets::DisjointSets;
use crate::claim::Claim;
use gainsay_yaml::text::{Name, Span};

/// What makes two claims come from one origin.
#[derive(Debug, PartialEq, Eq, Hash)]
enum Root<'c> {
    /// The same source at the head of the tree of parents.
    House(Name),
    /// The same page.
    Page(&'c str),
    /// The same report: who carried it, or its archived copy, is written in the same spot.
    Report(Span),
}

/// How many of `claims` are independent of each other.
///
/// Each is given with the source that it comes from: its own, or the one at the end of the chain that it cites. Sources
/// that share a parent at any depth are one origin, and so are claims that name the same page or stand under the same
/// report. A claim that is passed on is also of one origin with what its own source says: both are known through that
/// source alone.
pub(crate) fn independent<'c>(
    claims: impl Iterator<Item = (Name, &'c Claim)>,
    context: &'c Context<'_>,
) -> usize {
    let claims: Vec<Vec<Root<'_>>> = claims.map(|(origin, claim)| roots(origin, claim, context)).collect();
    let mut sets = DisjointSets::new(claims.len());
    let mut first: HashMap<&Root<'_>, usize> = HashMap::new();
    for (at, roots) in claims.iter().enumerate() {
        for root in roots {
            sets.join(at, *first.entry(root).or_insert(at));
        }
    }
    (0..claims.len()).filter(|&at| sets.root(at) == at).count()
}

/// The source that a claim comes from as far as it says itself: the one that it cites, else its own.
pub(crate) fn named_origin(claim: &Claim) -> Name {
    claim.cites.unwrap_or(claim.source).value
}

fn roots<'c>(origin: Name, claim: &'c Claim, context: &'c Context<'_>) -> Vec<Root<'c>> {
    let house = |source: Name| Root::House(context.sources.up(source).last().unwrap_or(source));
    let mut roots = vec![house(origin), house(claim.source.value)];
    if let Some(details) = &claim.details {
        let spots = [details.publisher(), details.text()].into_iter().flatten();
        roots.extend(spots.map(|text| Root::Report(text.span)));
        roots.extend(details.url().map(|url| Root::Page(page(url.as_str(context.files)))));
    }
    roots
}

/// The page that an address leads to, whatever part of it is meant.
fn page(url: &str) -> &str {
    let page = url.split_once('#').map_or(url, |(page, _)| page);
    page.trim().trim_end_matches('/')
}
