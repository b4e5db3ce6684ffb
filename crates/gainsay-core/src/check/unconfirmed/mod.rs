//! One side asserts, the other only does not confirm: worth distinctive, no contradiction.

mod finding;
mod open;

pub use self::finding::Unconfirmed;
