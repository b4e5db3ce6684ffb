//! Severities that a user sets for rules, instead of those that the rules bring.

use std::collections::HashSet;

use super::{Pattern, Rule, Rules, Severities, Severity};
use crate::finding::Strength;
use gainsay_yaml::text::FileId;

/// The severity of the findings of some rules, as a configuration sets it.
#[derive(Debug, Clone)]
pub struct Override {
    /// The id of the rule, or a glob.
    pub rules: Pattern,
    /// Of strong findings; what the rule says where this is not given.
    pub strong: Option<Severity>,
    /// Of weak findings; what the rule says where this is not given.
    pub weak: Option<Severity>,
}

/// The severities of what is found in some files, as a configuration sets them by their paths.
#[derive(Debug, Clone, Default)]
pub struct FileSeverities {
    /// The files.
    pub files: HashSet<FileId>,
    /// The severities of rules, and of the codes of problems, in these files.
    pub severities: Vec<Override>,
}

impl Rules {
    /// Sets the severities of rules; where several name a rule, the exact id wins, then the longer glob, then the later one.
    pub fn set_severities(&mut self, overrides: &[Override]) {
        let mut overrides: Vec<&Override> = overrides.iter().collect();
        overrides.sort_by_key(|set| set.rules.weight());
        for set in overrides {
            for rule in self.rules.values_mut().filter(|rule| set.rules.matches(&rule.id.value)) {
                rule.severity.strong = set.strong.unwrap_or(rule.severity.strong);
                rule.severity.weak = set.weak.unwrap_or(rule.severity.weak);
            }
        }
    }
}

impl Rule {
    /// The severities of what it finds in `file`, where these are `set` for some files.
    #[must_use]
    pub fn severities_in(&self, file: FileId, set: &[FileSeverities]) -> Severities {
        let of = |strength| set_in(&self.id.value, file, strength, set);
        Severities {
            strong: of(Strength::Strong).unwrap_or(self.severity.strong),
            weak: of(Strength::Weak).unwrap_or(self.severity.weak),
        }
    }

    /// The worst severity that its findings have: its own, or one of those that are `set` for some files. It is
    /// off where it reports nothing anywhere.
    #[must_use]
    pub fn worst(&self, set: &[FileSeverities]) -> Severity {
        let read = set.iter().filter(|of_path| !of_path.files.is_empty());
        let strengths = [Strength::Strong, Strength::Weak];
        let set =
            read.flat_map(|of_path| strengths.map(|strength| of_path.severity(&self.id.value, strength)));
        set.flatten().fold(self.severity.strong.max(self.severity.weak), Severity::max)
    }
}

impl FileSeverities {
    /// The severity that is set for findings of a rule or a code that are so sure. The exact name wins, then the longer glob, then
    /// the later one.
    fn severity(&self, rule: &str, strength: Strength) -> Option<Severity> {
        let given = self.severities.iter().filter(|set| set.rules.matches(rule)).filter_map(|set| {
            let severity = if strength == Strength::Strong { set.strong } else { set.weak };
            Some((set.rules.weight(), severity?))
        });
        given.max_by(|(one, _), (other, _)| one.cmp(other)).map(|(_, severity)| severity)
    }
}

/// The severity that is `set` for such findings of a rule or a code in `file`; of several paths that name it, the last one
/// decides.
pub(crate) fn set_in(
    rule: &str,
    file: FileId,
    strength: Strength,
    set: &[FileSeverities],
) -> Option<Severity> {
    let mut naming = set.iter().rev().filter(|of_path| of_path.files.contains(&file));
    naming.find_map(|of_path| of_path.severity(rule, strength))
}
