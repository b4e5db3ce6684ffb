//! Severities that a user sets for rules, instead of those that the rules bring.

use std::collections::HashSet;

use super::{Pattern, Rules, Severity};
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
