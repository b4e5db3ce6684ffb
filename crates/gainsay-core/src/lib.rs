//! gainsay-core compares claims of different sources and finds where they contradict each other.
//!
//! Most differences between sources are no contradictions: "at least 3,000" allows 12,000, a later report revises an earlier one,
//! killed is not casualties, and Kursk is part of Russia. So a claim is taken as a set of values over a span of time. Two claims
//! conflict when they are about the same thing, are valid at a common time, and allow no value in common.
//!
//! The way of the data, module by module; each uses only those before it:
//!
//! 1. [`text`] knows the files and where in them a word stands; [`gainsay_yaml`] reads them into trees and typed values.
//! 2. [`problem`] has the codes of all that can be wrong with a file.
//! 3. [`kinds`] names the kinds of rules, and of what they find.
//! 4. [`date`] has days and the dates that people write.
//! 5. [`value`] tells what a wording allows: a set of points on one axis.
//! 6. [`claim`] decodes the records: claims, and the registry of sources, subjects and places.
//! 7. [`mapping`] makes such records of tables.
//! 8. [`rule`] says what counts as a conflict: rules and vocabulary.
//! 9. [`rule_file`] reads rule files, and holds the built-in ones.
//! 10. [`finding`] is what is found, with labels at the exact spots.
//! 11. [`check`] is the engine.
//! 12. [`since`] tells what of two runs is a change.
//!
//! The crate touches no disk, terminal, git or clock: texts come in, findings come out.
//!
//! ```
//! use gainsay_core::{check::Checker, claim, rule_file, text::Files};
//!
//! let mut files = Files::default();
//! let builtin = rule_file::add_builtin(&mut files);
//! let rules = rule_file::read(&files, &[&builtin], &mut Vec::new());
//! let records = "claims:
//!   - { id: us-1, source: pentagon, attribute: troops, value: 'around 10,000', as-of: 2024-10-28 }
//!   - { id: ua-1, source: kyiv, attribute: troops, value: 'some 3,000', as-of: 2024-10-28 }";
//! let id = files.add("claims.yaml", records);
//! let claims = claim::read(&files, &[id]);
//! let findings = Checker::new(&files, &claims, &rules).analyze().findings;
//! assert_eq!(findings.len(), 1);
//! assert_eq!(files.slice(findings[0].labels[0].span), "'some 3,000'");
//! ```

#![warn(unreachable_pub)]

pub mod check;
pub mod claim;
pub mod date;
pub mod finding;
pub mod globs;
pub mod kinds;
pub mod mapping;
mod maps;
mod named;
pub mod problem;
pub mod rule;
pub mod rule_file;
pub mod since;
pub mod value;

/// Files, spans, and the lines and columns that they mean: those of [`gainsay_yaml`].
pub mod text {
    pub use gainsay_yaml::text::{
        Edit, File, FileId, Files, Fix, Location, Name, Names, Safety, Span, Spanned, Text, apply, suggest,
    };
}
