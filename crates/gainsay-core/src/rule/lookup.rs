//! Which attribute and which rule a name means.

use std::borrow::Cow;

use super::attributes::Meant;
use super::pattern::{canonical, fold_attribute};
use super::{Attribute, Filter, Pattern, Rule, RuleKind, Rules, Task};
use crate::value::Vocabulary;

impl Rules {
    /// What values are read with.
    #[must_use]
    pub fn vocabulary(&self) -> Vocabulary<'_> {
        Vocabulary { hedges: &self.hedges, units: &self.units, words: &self.words }
    }

    /// The rules of a kind, in the order in which they are declared.
    #[must_use = "the rules are looked up as they are asked for"]
    pub fn of_kind(&self, kind: RuleKind) -> impl DoubleEndedIterator<Item = &Rule> {
        self.rules.values().filter(move |rule| rule.task.kind() == kind)
    }

    /// What is known about the attribute `name`: the exact name before globs, a longer glob before a shorter one.
    ///
    /// Looks at several globs where the name is not declared, so ask once for every name rather than once for every claim.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&Attribute> {
        let identity = self.identity(name);
        self.attributes.declared(&identity).or_else(|| self.attributes.glob(&identity))
    }

    /// The attribute that is declared under `name`, has it as a synonym, or has a name that says the same. A glob names nothing.
    #[must_use]
    pub fn named(&self, name: &str) -> Option<&Attribute> {
        self.attributes.declared(&self.identity(name))
    }

    /// What all names of one attribute have in common and no name of another one: its declared name, else the name itself, as
    /// names are compared.
    ///
    /// A name that no file declares counts as one that says the same: `depth-of-crater` as `crater-depth`.
    #[must_use]
    pub fn identity<'n>(&'n self, name: &'n str) -> Cow<'n, str> {
        let folded = fold_attribute(name);
        if let Some(attribute) = self.attributes.declared(&folded) {
            return fold_attribute(&attribute.pattern.text.value);
        }
        let canonical = canonical(&folded);
        match self.attributes.canonical(&canonical) {
            Meant::One(attribute) if self.counts_as(&folded, &attribute.names().collect::<Vec<_>>()) => {
                fold_attribute(&attribute.pattern.text.value)
            }
            Meant::None if canonical != folded && self.counts_as(&folded, &[&canonical]) => {
                canonical.into_owned().into()
            }
            _ => folded,
        }
    }

    /// Whether nothing that globs say of an undeclared name is lost where it counts as an attribute with other names.
    fn counts_as(&self, folded: &str, names: &[&str]) -> bool {
        let known = |name: &str| {
            self.attributes.declared(&fold_attribute(name)).or_else(|| self.attributes.glob(name))
        };
        let alike = |own: &Attribute| known(names[0]).is_some_and(|other| own.is_alike(other));
        let all_kept = |patterns: &[Pattern]| {
            let matching = |name: &&str| patterns.iter().any(|pattern| pattern.matches_attribute(name));
            let globbed = patterns.iter().any(|glob| glob.is_glob() && glob.matches_attribute(folded));
            !globbed || names.iter().any(matching)
        };
        let kept_by = |rule: &Rule| {
            let compared: &[Pattern] = if let Task::Compare(patterns) = &rule.task { patterns } else { &[] };
            all_kept(compared) && all_kept(&rule.filter.attribute)
        };
        self.attributes.glob(folded).is_none_or(alike) && self.rules.values().all(kept_by)
    }

    /// All names of the attribute with this identity.
    fn names_of<'n>(&'n self, identity: &'n str) -> Vec<&'n str> {
        let declared = self.attributes.declared(identity);
        declared.map_or_else(|| vec![identity], |attribute| attribute.names().collect())
    }

    /// Whether any of `patterns` matches a name of the attribute `name`: an empty list matches everything.
    #[must_use]
    pub fn any_attribute(&self, patterns: &[Pattern], name: &str) -> bool {
        patterns.is_empty() || {
            let identity = self.identity(name);
            let names = self.names_of(&identity);
            patterns
                .iter()
                .any(|pattern| pattern.matches_attribute(name) || self.means(pattern, &identity, &names))
        }
    }

    /// Whether a pattern means the attribute with this identity and these names.
    fn means(&self, pattern: &Pattern, identity: &str, names: &[&str]) -> bool {
        names.iter().any(|name| pattern.matches_attribute(name))
            // A name that is declared is one of `names` or means another attribute.
            || !pattern.is_glob()
                && self.attributes.declared(&fold_attribute(&pattern.text.value)).is_none()
                && pattern.canonical() == canonical(identity)
                && self.identity(&pattern.text.value) == identity
    }

    /// The rules that compare claims about the attribute `name`, the most specific first: the first one whose filter lets
    /// a claim through is the one that applies to it.
    ///
    /// An exact name beats a glob and a longer glob a shorter one. Of rules that name the attribute alike, one that
    /// is narrowed comes before one that is not, and then the one declared last.
    #[must_use]
    pub fn compare_rules(&self, name: &str) -> Vec<&Rule> {
        let identity = self.identity(name);
        let names = self.names_of(&identity);
        let weighed = |rule| Some((self.weight(rule, &identity, &names)?, rule));
        let mut rules: Vec<_> = self.rules.values().filter_map(weighed).collect();
        // Stable, and reversed before, so that of equals the one declared last comes first.
        rules.reverse();
        rules.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
        rules.into_iter().map(|(_, rule)| rule).collect()
    }

    /// How specifically a compare rule means the attribute with this identity and these names, if it does.
    fn weight(&self, rule: &Rule, identity: &str, names: &[&str]) -> Option<((bool, usize), bool)> {
        let Task::Compare(patterns) = &rule.task else { return None };
        let means = |pattern: &&Pattern| self.means(pattern, identity, names);
        let best = patterns.iter().filter(means).map(Pattern::weight).max()?;
        Some((best, !rule.filter.is_empty()))
    }
}

impl Attribute {
    /// The name that it is declared under, and its synonyms.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let synonyms = self.synonyms.iter().map(|synonym| synonym.value.as_str());
        std::iter::once(self.pattern.text.value.as_str()).chain(synonyms)
    }

    /// Whether as much is known of another one, whatever both are called.
    fn is_alike(&self, other: &Self) -> bool {
        let by_value = |attribute: &Self| {
            let values = attribute.valid_by_value.iter();
            values.map(|(value, validity)| (value.value.clone(), *validity)).collect::<Vec<_>>()
        };
        let tolerance = |attribute: &Self| attribute.tolerance.map(|tolerance| tolerance.value);
        let margin = |attribute: &Self| attribute.margin.clone().map(|margin| margin.value);
        (self.kind, &self.unit, &self.scale, &self.terms)
            == (other.kind, &other.unit, &other.scale, &other.terms)
            && (self.valid_for, self.additive, self.of_whole, self.forecast)
                == (other.valid_for, other.additive, other.of_whole, other.forecast)
            && (by_value(self), tolerance(self), margin(self))
                == (by_value(other), tolerance(other), margin(other))
    }

    /// The same of an attribute that is no glob, which has no name.
    pub(crate) fn exact_names(&self) -> impl Iterator<Item = &str> {
        self.names().filter(|_| !self.pattern.is_glob())
    }
}

impl Filter {
    /// Whether the filter lets everything through.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let Self { subject, attribute, place, source, tag, reliability, kind } = self;
        [subject, attribute, place, source, tag].iter().all(|patterns| patterns.is_empty())
            && kind.is_empty()
            && reliability.is_empty()
    }
}
