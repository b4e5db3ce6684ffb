//! The names that shells and editors complete: the built-in rules, and the codes that can be ignored.

use gainsay_core::problem::Code;
use gainsay_core::rule::Rules;
use gainsay_core::rule_file;
use gainsay_core::text::Files;

/// The names of the codes that can be ignored.
pub(super) fn ignorable<'n>() -> impl Iterator<Item = &'n str> {
    Code::ALL.iter().filter_map(|code| code.is_finding().then_some(code.name()))
}

/// The rules that are there wherever gainsay runs.
pub(super) fn builtin_rules() -> Rules {
    let mut files = Files::default();
    let builtin = rule_file::add_builtin(&mut files);
    rule_file::read(&files, &[&builtin], &mut Vec::new())
}
