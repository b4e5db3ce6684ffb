//! What wordings allow under the built-in vocabulary.

mod back;
mod beginnings;
mod behind;
mod clock;
mod dates;
mod figures;
mod firms;
mod included;
mod inferred;
mod joined;
mod languages;
mod laws;
mod listed;
mod met;
mod named;
mod nouns;
mod parts;
mod quantities;
mod ruled_out;
mod said;
mod seen;
mod stages;
mod totals;
mod turns;
mod unsure;
mod words;

use std::sync::LazyLock;

use super::Unreadable;
use crate::rule::Rules;
use crate::rule_file;
use gainsay_yaml::text::Files;

/// The built-in rules and vocabulary.
pub(super) static BUILT_IN: LazyLock<Rules> = LazyLock::new(|| {
    let (mut files, mut problems) = (Files::default(), Vec::new());
    let layer = rule_file::add_builtin(&mut files);
    let rules = rule_file::read(&files, &[&layer], &mut problems);
    assert_eq!(problems, []);
    rules
});

/// What is wrong with a wording, and the words to blame in brackets.
fn blamed(wording: &str, unreadable: &Unreadable) -> String {
    format!("{} [{}]", unreadable.message, &wording[unreadable.range.clone()])
}
