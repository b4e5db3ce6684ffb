//! Which attribute each name means: names that are synonyms, or differ in case and signs alone, are of one.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::rule_list::RuleList;
use crate::claim::Records;
use crate::maps::HashMap;
use crate::rule::{Attribute, Rules};
use gainsay_yaml::text::Name;

/// An attribute that claims are about.
#[derive(Debug)]
pub(super) struct Known<'r> {
    /// The first of its names by the alphabet: one for all of them, as keys need it.
    pub key: Name,
    /// The name that it is declared under; the first one that claims write where none is.
    pub id: &'r str,
    /// What is known about it.
    pub declared: Option<&'r Attribute>,
    /// The rules that compare its claims, the most specific first.
    pub rules: RuleList<'r>,
}

/// The attributes of all claims.
#[derive(Debug)]
pub(super) struct ClaimedAttributes<'r> {
    by_name: HashMap<Name, usize>,
    /// By what all names of an attribute have in common.
    by_identity: HashMap<String, usize>,
    all: Vec<Known<'r>>,
}

impl<'r> ClaimedAttributes<'r> {
    /// Looks up the attribute of every claim once.
    pub(super) fn new(records: &'r Records, rules: &'r Rules) -> Self {
        let names: BTreeSet<(&'r str, Name)> = (records.claims.iter())
            .map(|claim| claim.attribute.value)
            .collect::<std::collections::HashSet<Name>>()
            .into_iter()
            .map(|name| (records.names.text(name), name))
            .collect();
        let mut groups: BTreeMap<String, Vec<(&'r str, Name)>> = BTreeMap::new();
        for (text, name) in names {
            groups.entry(rules.identity(text).into_owned()).or_default().push((text, name));
        }
        let (mut by_name, mut by_identity, mut all) = (HashMap::default(), HashMap::default(), Vec::new());
        for (identity, names) in groups {
            by_name.extend(names.iter().map(|&(_, name)| (name, all.len())));
            by_identity.insert(identity, all.len());
            let (text, key) = names[0];
            let named = rules.named(text).map(|attribute| attribute.pattern.text.value.as_str());
            all.push(Known {
                key,
                id: named.unwrap_or(text),
                declared: rules.attribute(text),
                rules: RuleList::new(rules.compare_rules(text)),
            });
        }
        Self { by_name, by_identity, all }
    }

    /// The names that claims have, in no order.
    pub(super) fn names(&self) -> impl Iterator<Item = Name> {
        self.by_name.keys().copied()
    }

    /// The attribute that has this in common with all its names; nothing where no claim is about it.
    pub(super) fn identified(&self, identity: &str) -> Option<&Known<'r>> {
        Some(&self.all[*self.by_identity.get(identity)?])
    }

    /// The attribute that `name`, which a claim has, is a name of.
    pub(super) fn of(&self, name: Name) -> &Known<'r> {
        &self.all[self.by_name[&name]]
    }
}
