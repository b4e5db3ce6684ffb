//! YAML text to a tree with spans, and from there to typed values, all problems collected.
//!
//! [`parse`] reads a file into one flat [`Tree`]; [`decode`] turns any [`Node`] of it into a type that
//! implements serde's `Deserialize`, with [`Spanned`](crate::text::Spanned) and [`Text`](crate::text::Text)
//! keeping the spot. Each record is decoded on its own, so a broken one costs nothing else. JSON goes the same road.

mod access;
mod build;
mod de;
mod decode;
mod error;
mod expand;
mod indent;
mod malformed;
pub(crate) mod schema;
mod shapes;
mod split;
mod tree;

pub(crate) use access::{duplicate, unknown};
pub use build::{ALIAS_FLOOR, ALIAS_SHARE, NESTING_LIMIT, parse, parse_in_pieces};
pub use decode::{decode, require};
pub use shapes::{Leaf, Never, Shaped};
pub use tree::{Node, NodeKind, Place, Tree};

#[cfg(test)]
#[path = "../../tests/shared/documents.rs"]
mod documents;
#[cfg(test)]
mod tests;
