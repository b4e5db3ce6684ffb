//! The engine: from claims and rules to findings.

mod acceptance;
mod analysis;
mod attribution;
pub mod audit;
mod compare;
mod conflict;
mod context;
mod disjoint_sets;
pub mod examples;
pub mod explain;
mod not_compared;
mod parallel;
mod quote;
mod record;
mod relation;
mod revision;
mod selection;
mod topic;
mod topics;
mod tree;
mod unconfirmed;
mod verdict;
mod wording;

pub use self::analysis::{Analysis, Checker};
pub use self::attribution::agreement::Agreement;
pub use self::explain::explain;
pub use self::wording::finding::problem as problem_finding;
