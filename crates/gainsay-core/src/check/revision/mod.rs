//! A source and its own earlier words: revisions, regressions, self-contradictions.

mod finding;
mod turns;

pub use self::finding::Revisions;
