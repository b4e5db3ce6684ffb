//! What was said: claims, their sources, and the registry of sources, subjects and places.

mod accepted;
mod bare;
mod claims;
mod copies;
mod details;
#[cfg(feature = "schema")]
mod document;
mod figures;
mod format;
mod id_from;
mod ids;
mod inline;
mod meant;
mod misplaced;
mod model;
mod read;
mod reader;
mod record;
mod registry;
#[cfg(feature = "schema")]
mod schema;
mod section;
mod sections;
mod statement;
mod tables;
mod told;
mod written;

pub(crate) use claims::FILL_IN;
#[cfg(feature = "schema")]
pub use document::schema;
#[cfg(feature = "schema")]
pub(crate) use format::ClaimKeys;
pub(crate) use format::KEYS;
pub use id_from::IdFrom;
pub use ids::either;
pub use read::{read, read_with};
pub use tables::{Part, Tables};
pub use told::Told;

pub use copies::Copies;
pub use figures::Figures;
pub use model::{
    Accepted, AcceptedValue, Claim, ClaimId, Details, End, InlineAccepted, List, Named, Parts, Records,
    Registry, Source, Stance, Wording,
};
pub use written::{Notation, plain, stated};

use crate::problem::Problem;
use gainsay_yaml::Node;
use gainsay_yaml::text::Files;

/// Reports what is wrong with the record at `node` by itself, whatever the records around it say.
pub(crate) fn check_record(files: &Files, node: Node<'_, '_>, problems: &mut Vec<Problem>) {
    record::check(files, node, None, problems);
}

#[cfg(test)]
mod tests;
