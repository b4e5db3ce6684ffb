//! YAML and JSON read with exact spans: text to a tree, and from there to typed values, all problems collected.
//!
//! [`parse`] reads a text into a flat [`Tree`]. Each [`Node`] of it knows the bytes that it is written in, and the [`Files`] turn
//! these into lines and columns. Nothing stops at the first mistake: whatever is wrong becomes a [`Problem`] with its
//! spot, and what could be read is kept. JSON is read the same way.
//!
//! ```
//! use gainsay_yaml::{parse, text::{Files, Problem}};
//!
//! let mut files = Files::default();
//! let text = "name: Kursk\ntags: [city, front]\nowner: *nobody\n";
//! let file = files.add("places.yaml", text);
//! let mut problems = Vec::<Problem>::new();
//! let tree = parse(file, text, &mut problems);
//!
//! let place = tree.documents().next().expect("a text has at least one document");
//! let tag = place.get("tags").and_then(|tags| tags.items().nth(1)).expect("two tags are written");
//! assert_eq!((tag.as_str(), files.location(tag.span()).column), (Some("front"), 14));
//!
//! assert_eq!(problems.len(), 1);
//! assert_eq!(files.slice(problems[0].span), "*nobody");
//! assert_eq!(problems[0].to_string(), "no anchor `&nobody` is defined before this alias");
//! ```
//!
//! With the feature `serde`, which is on unless it is switched off, [`decode`] turns a node into a type that implements
//! `Deserialize`. Each record is decoded on its own, so a broken one costs nothing else, and a value that cannot be read
//! costs only itself.
//!
#![cfg_attr(feature = "serde", doc = "```")]
#![cfg_attr(not(feature = "serde"), doc = "```ignore")]
//! use gainsay_yaml::text::{Code, Files, Problem, Spanned, Text};
//! use gainsay_yaml::{decode, parse};
//!
//! #[derive(serde::Deserialize)]
//! struct Place {
//!     name: Option<Text>,
//!     people: Option<Spanned<u32>>,
//! }
//!
//! let mut files = Files::default();
//! let text = "{ name: Kursk, poeple: 440000, people: many }";
//! let file = files.add("places.yaml", text);
//! let mut problems = Vec::<Problem>::new();
//! let tree = parse(file, text, &mut problems);
//! let place: Place = decode(tree.documents().next().expect("one document"), &mut problems).expect("a mapping");
//!
//! let name = place.name.expect("it is written");
//! assert_eq!((name.as_str(&files), files.slice(name.part(0..1))), ("Kursk", "K"));
//! assert!(place.people.is_none());
//! let found: Vec<_> = problems.iter().map(|problem| (problem.code, files.slice(problem.span))).collect();
//! assert_eq!(found, [(Code::WrongType, "many"), (Code::UnknownKey, "poeple")]);
//! assert_eq!(problems[1].help.as_deref(), Some("did you mean `people`?"));
//! ```
//!
//! With the feature `schema`, the module `schema` makes JSON Schemas of such types.
//!
//! [`Files`]: text::Files
//! [`Problem`]: text::Problem

mod build;
mod comments;
#[cfg(feature = "serde")]
mod decode;
mod edit;
mod expand;
mod graft;
mod indent;
mod keys;
mod malformed;
mod packed;
mod parse;
#[cfg(feature = "schema")]
pub mod schema;
mod simple;
mod split;
pub mod text;
mod tree;

pub use build::NESTING_LIMIT;
pub use comments::comments;
#[cfg(feature = "serde")]
pub use decode::{Never, Shaped, decode, decode_beside, decode_entry};
pub use edit::{Editor, quoted};
pub use expand::{ALIAS_FLOOR, ALIAS_SHARE};
pub use graft::{Graft, Root};
pub use keys::{duplicate_key, require, sure_of_missing, unknown_key};
pub use parse::{parse, parse_in_full, parse_in_pieces, parse_line};
pub use tree::{Entries, Items, Leaf, Node, NodeId, NodeKind, Tree};

#[cfg(test)]
#[path = "../tests/documents/mod.rs"]
mod documents;
#[cfg(test)]
mod tests;
