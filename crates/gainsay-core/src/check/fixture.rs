//! Claims as tests write them, read under the built-in rules.

use super::Checker;
use crate::claim::Records;
use crate::rule::Rules;
use crate::{claim, rule_file};
use gainsay_yaml::text::Files;

/// A file of claims without a problem, and the built-in rules.
pub(super) struct Fixture {
    pub files: Files,
    pub records: Records,
    pub rules: Rules,
}

impl Fixture {
    /// The claims of `text`.
    pub(super) fn read(text: &str) -> Self {
        let mut files = Files::default();
        let builtin = rule_file::add_builtin(&mut files);
        let rules = rule_file::read(&files, &[&builtin], &mut Vec::new());
        let id = files.add("claims.yaml", text);
        let records = claim::read(&files, &[id]);
        assert_eq!(records.problems, Vec::new());
        Self { files, records, rules }
    }

    /// A checker of the claims.
    pub(super) fn checker(&self) -> Checker<'_> {
        Checker::new(&self.files, &self.records, &self.rules)
    }
}
