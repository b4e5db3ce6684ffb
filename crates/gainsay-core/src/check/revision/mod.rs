//! A source and its own earlier words: revisions, regressions, self-contradictions.

mod finding;
mod turns;

pub(super) use self::finding::Revisions;
