//! One side asserts, the other only does not confirm: worth distinctive, no contradiction.

mod finding;
mod open;

pub(super) use self::finding::Unconfirmed;
