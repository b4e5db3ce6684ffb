//! What was said: claims, their sources, and the registry of sources, subjects and places.

mod accepted;
mod claims;
mod copies;
mod details;
#[cfg(feature = "schema")]
mod document;
mod format;
mod ids;
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

#[cfg(feature = "schema")]
pub use document::schema;
#[cfg(feature = "schema")]
pub(crate) use format::ClaimKeys;
pub use format::KEYS;
pub use ids::either;
pub use read::read;

pub use copies::Copies;
pub use model::{
    Accepted, Claim, ClaimId, Details, Figures, List, Named, Records, Registry, Source, Stance, Wording,
};

use crate::problem::Problem;
use gainsay_yaml::Node;
use gainsay_yaml::text::Files;

/// Reports what is wrong with the record at `node` by itself, whatever the records around it say.
pub(crate) fn check_record(files: &Files, node: Node<'_, '_>, problems: &mut Vec<Problem>) {
    record::check(files, node, None, problems);
}

#[cfg(test)]
mod tests;
