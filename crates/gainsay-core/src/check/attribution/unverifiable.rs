//! Second-hand claims that can be compared with nothing: one note for each source that they cite, whatever the shards in which they are.

use indexmap::IndexMap;
use indexmap::map::Entry;
#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};

use crate::check::attribution::distortion::Fidelity;
use crate::check::conflict::pairs::PAIR_LIMIT;
use crate::check::context::Context;
use crate::check::hash::combined;
use crate::check::prepared::Prepared;
use crate::check::selection;
use crate::check::topic::{At, claim_at};
use crate::check::wording::{fingerprint, in_order, severity, words};
use crate::claim::{ClaimId, Stance};
use crate::finding::{Finding, FindingKind, Label, Role, Strength};
use crate::rule::{Rule, RuleKind, Severity};
use gainsay_yaml::text::Name;

/// The claims that cite one source, which said nothing that they could be compared with.
#[derive(Debug)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
pub(in crate::check) struct Unverifiable {
    /// The id of the source.
    cites: String,
    /// The id of the rule that asks for it.
    rule: String,
    /// The first of the claims, by subject.
    claims: Vec<ClaimId>,
    /// The fingerprint of each claim.
    prints: Vec<String>,
    /// The attribute of all of them, where they are about one subject and attribute.
    attribute: Option<String>,
    /// Whether the source made any claim.
    speaking: bool,
}

/// The claims that are reported on and cite a source that said nothing of the kind, by source and rule.
pub(in crate::check) fn unverifiable(prepared: &Prepared<'_>, context: &Context<'_>) -> Vec<Unverifiable> {
    let Prepared { topics, attributed, origins, .. } = prepared;
    let mut found: IndexMap<(Name, &str), (&Rule, Vec<At>)> = IndexMap::new();
    for attributed in attributed.iter().filter(|attributed| attributed.fidelity == Fidelity::Unverifiable) {
        let (topic, at) = attributed.claim;
        let claim = claim_at(topics, attributed.claim).claim;
        let Some(rule) = selection::of_claim(RuleKind::Attribution, &topics[topic], at, context) else {
            continue;
        };
        let cites = claim.cites.map(|cites| cites.value).filter(|_| claim.stance != Stance::Unconfirmed);
        // A claim that cites its own source is reported as a ring.
        if let Some(cites) = cites.filter(|cites| *cites != claim.source.value) {
            found.entry((cites, &rule.id.value)).or_insert((rule, Vec::new())).1.push(attributed.claim);
        }
    }
    let one = |((cites, _), (rule, claims)): ((Name, &str), (&Rule, Vec<At>))| {
        let first = &topics[claims[0].0];
        let print = |at: &At| fingerprint(&topics[at.0], &rule.id.value, std::iter::once(at.1), context);
        let of_one = claims.iter().all(|at| at.0 == claims[0].0);
        Unverifiable {
            cites: context.text(cites).to_owned(),
            rule: rule.id.value.clone(),
            claims: claims.iter().take(PAIR_LIMIT).map(|&at| claim_at(topics, at).claim.number).collect(),
            prints: claims.iter().map(print).collect(),
            attribute: of_one.then(|| words::id(first, context).to_owned()),
            speaking: origins.speaking(cites),
        }
    };
    found.into_iter().map(one).collect()
}

impl Unverifiable {
    /// What shards found, each source and rule once.
    pub(in crate::check) fn merge(found: impl IntoIterator<Item = Self>, context: &Context<'_>) -> Vec<Self> {
        let mut all: IndexMap<(String, String), Self> = IndexMap::new();
        for further in found {
            match all.entry((further.cites.clone(), further.rule.clone())) {
                Entry::Vacant(place) => {
                    place.insert(further);
                }
                Entry::Occupied(mut there) => there.get_mut().extend(further, context),
            }
        }
        all.into_values().collect()
    }

    /// Whether there are claims, and one fingerprint for each.
    pub(in crate::check) fn is_sound(&self) -> bool {
        !self.claims.is_empty() && self.claims.len() == self.prints.len().min(PAIR_LIMIT)
    }

    /// The claims that it names.
    pub(in crate::check) fn claims(&self) -> impl Iterator<Item = ClaimId> {
        self.claims.iter().copied()
    }

    /// The same, to be called otherwise.
    #[cfg(feature = "serde")]
    pub(in crate::check) fn claims_mut(&mut self) -> impl Iterator<Item = &mut ClaimId> {
        self.claims.iter_mut()
    }

    fn extend(&mut self, further: Self, context: &Context<'_>) {
        self.claims.extend(further.claims);
        // All claims about one subject are from one shard, in their order.
        self.claims.sort_by_cached_key(|&claim| context.subject_of(claim));
        self.claims.truncate(PAIR_LIMIT);
        self.prints.extend(further.prints);
        self.attribute = None;
        self.speaking |= further.speaking;
    }

    /// The note on the claims; nothing where the rule is gone.
    pub(in crate::check) fn note(&self, context: &Context<'_>) -> Option<Finding> {
        let rule = context.rules.rules.get(&self.rule)?;
        let source =
            context.records.names.find(&self.cites).map_or(&*self.cites, |cites| context.source(cites));
        let count = words::counted(self.prints.len(), "claim cites", "claims cite");
        let lack = if self.speaking {
            "no claim of its own about the same at the time"
        } else {
            "no claim of its own here"
        };
        let spot = |&number: &ClaimId| {
            let claim = context.records.claim(number);
            let span = claim.cites.map_or(claim.span, |cites| cites.span);
            Label::primary(span, Some(number), format!("cited by {}", context.source(claim.source.value)))
        };
        let mut labels: Vec<Label> = self.claims.iter().map(spot).collect();
        labels.iter_mut().skip(1).for_each(|label| label.role = Role::Related);
        let subject = self.attribute.as_ref().and_then(|_| context.subject_of(*self.claims.first()?));
        let blank = Finding {
            severity: severity(rule, Strength::Strong),
            kind: FindingKind::Undetermined,
            ..Finding::of(&rule.id.value)
        };
        Some(Finding {
            message: format!("not checked: {count} {source}, which has {lack}"),
            help: Some(
                "record what the cited source itself said, so that the quotes can be checked".to_owned(),
            ),
            fingerprint: combined(&self.prints),
            labels: in_order(labels),
            subject: subject.map(str::to_owned),
            attribute: self.attribute.clone(),
            ..blank.at_worst(Severity::Note)
        })
    }
}
