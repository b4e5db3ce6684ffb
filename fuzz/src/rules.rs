//! Any bytes as a rule file: they are read, or told at a spot, and what was read can be worked with.

use gainsay_core::check::{Checker, examples};
use gainsay_core::claim;
use gainsay_core::rule_file;
use gainsay_core::text::Files;

use crate::bundle::Bundle;
use crate::sound;

/// Claims about attributes that the built-in rules know, and about some that a rule file may name first.
const CLAIMS: &str = "
report: { source: a, subject: x, as-of: 2024-10-28, place: kursk, quote: ten }
places: { russia: , kursk: { within: russia } }
sources: { a: { reliability: B }, b: { part-of: a, reliability: E } }
claims:
  - { id: a1, attribute: troops, value: 'about 10,000' }
  - { id: a2, attribute: killed, value: 300 }
  - { id: a3, attribute: casualties, value: 200 }
  - { id: a4, attribute: a, value: 5 km }
  - { id: a5, attribute: b, value: [x, y] }
  - { id: b1, source: b, attribute: troops, value: 3000, tags: [t] }
  - { id: b2, source: b, attribute: a, value: 7 km }
  - { id: b3, source: b, attribute: b, value: [z] }
  - { id: b4, source: b, attribute: deployment, value: fighting, share: some }
";

/// A rule file gives rules, and problems at sound spots; with the rules claims are checked and examples run.
pub fn hold(data: &[u8]) {
    let (found, builtin) = Bundle::one("rules/a.yaml", data).load();
    let [_, below, _] = &found.rules;
    // The built-in rules are read below the others one time in eight: that takes longer than all the rest.
    let builtin = if data.len().is_multiple_of(8) { builtin.as_slice() } else { &[] };
    let mut problems = Vec::new();
    let rules = rule_file::read(&found.files, &[builtin, below], &mut problems);
    for problem in problems.iter().chain(&found.problems) {
        sound::problem(&found.files, problem);
    }
    let mut files: Files = found.files;
    let id = files.add("claims/a.yaml", CLAIMS);
    let records = claim::read(&files, &[id]);
    assert_eq!(records.problems, []);
    for finding in &Checker::new(&files, &records, &rules).analyze().findings {
        sound::finding(&files, finding);
    }
    if builtin.is_empty() {
        for example in examples::run(&files, &rules, &[]) {
            sound::span(&files, example.span);
        }
    }
}
