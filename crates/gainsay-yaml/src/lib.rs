//! YAML and JSON read with exact spans: text to a tree, and from there to typed values, all problems collected.
//!
//! [`parse`] reads a file into one flat [`Tree`]; [`decode`] turns any [`Node`] of it into a type that
//! implements serde's `Deserialize`, with [`Spanned`](text::Spanned) and [`Text`](text::Text) keeping the spot. Each record
//! is decoded on its own, so a broken one costs nothing else. JSON is read the same way.

mod access;
mod build;
mod de;
mod decode;
mod error;
mod expand;
mod malformed;
mod parse;
pub mod schema;
mod shapes;
mod split;
pub mod text;
mod tree;

pub use access::{duplicate, unknown};
pub use build::NESTING_LIMIT;
pub use decode::{decode, require};
pub use expand::{ALIAS_FLOOR, ALIAS_SHARE};
pub use parse::{parse, parse_in_pieces};
pub use shapes::{Never, Shaped};
pub use tree::{Leaf, Node, NodeId, NodeKind, Tree};

#[cfg(test)]
mod tests;
