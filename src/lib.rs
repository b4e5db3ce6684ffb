//! gainsay compares claim records of different sources and reports where they gainsay each other.
//!
//! Sources contradict each other, and most of their differences are no contradictions: "at least 3,000" allows
//! 12,000, a later report revises an earlier one, killed is not casualties, and Kursk is part of Russia. So a claim is
//! taken as a **box**: a set of values over a span of time. Two claims conflict when they speak of the same thing,
//! stand at the same time, and allow no value in common. Everything here serves that one comparison.
//!
//! The way of the data, room by room; each uses only the rooms before it:
//!
//! 1. [`text`] loads the files and knows where in them a word stands.
//! 2. [`yaml`] reads YAML and JSON into trees with spans, and decodes typed values, all problems collected.
//! 3. [`claim`] decodes the records: claims, their sources, the registry of sources, subjects and places.
//! 4. [`value`] tells what a wording allows: a set of points on one axis.
//! 5. [`rule`] reads the rules and the vocabulary, and holds the built-in ones.
//! 6. [`check`] is the engine: scope, standing time, comparison, disputes.
//! 7. [`finding`] is what it finds, with labels at the exact spots.
//! 8. [`since`] tells what a change brings in, and [`git`] has the files of a revision.
//! 9. [`report`] writes findings, one file an output.
//! 10. [`run`] walks the whole way once, [`baseline`] keeps what is known of what it finds, and [`cli`] turns arguments into
//!     runs and findings into an exit status.
//!
//! ```
//! use gainsay::{check, claim, rule, text::Files};
//!
//! let mut files = Files::default();
//! let builtin = rule::add_builtin(&mut files);
//! let rules = rule::read(&files, &[&builtin], &mut Vec::new());
//! let records = "claims:
//!   - { id: us-1, source: pentagon, attribute: troops, value: 'around 10,000', as-of: 2024-10-28 }
//!   - { id: ua-1, source: kyiv, attribute: troops, value: 'some 3,000', as-of: 2024-10-28 }";
//! let id = files.add("claims.yaml", records);
//! let findings = check::check(&files, &claim::read(&files, &[id]), &rules);
//! assert_eq!(findings.len(), 1);
//! assert_eq!(files.slice(findings[0].labels[0].span), "'some 3,000'");
//! ```

pub mod baseline;
pub mod check;
pub mod claim;
pub mod cli;
pub mod finding;
pub mod git;
pub mod report;
pub mod rule;
pub mod run;
pub mod since;
pub mod text;
pub mod value;
pub mod yaml;
