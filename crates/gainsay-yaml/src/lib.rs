//! YAML and JSON read with exact spans: text to a tree, and from there to typed values, all problems collected.
//!
//! [`parse`] reads a file into one flat [`Tree`]; [`decode`] turns any [`Node`] of it into a type that
//! implements serde's `Deserialize`, with [`Spanned`](text::Spanned) and [`Text`](text::Text) keeping the spot. Each record
//! is decoded on its own, so a broken one costs nothing else. JSON is read the same way.

mod build;
#[cfg(feature = "serde")]
mod decode;
mod expand;
mod keys;
mod malformed;
mod parse;
#[cfg(feature = "schema")]
pub mod schema;
mod split;
pub mod text;
mod tree;

pub use build::NESTING_LIMIT;
#[cfg(feature = "serde")]
pub use decode::{Never, Shaped, decode};
pub use expand::{ALIAS_FLOOR, ALIAS_SHARE};
pub use keys::{duplicate_key, require, unknown_key};
pub use parse::{parse, parse_in_pieces};
pub use tree::{Leaf, Node, NodeId, NodeKind, Tree};

#[cfg(test)]
mod tests;
