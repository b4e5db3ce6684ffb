//! What was said: claims, their sources, and the registry of sources, subjects and places.

mod accepted;
mod copies;
mod details;
mod draft;
mod fill;
mod ids;
mod kin;
mod model;
mod read;
mod registry;
mod schema;
mod sheet;

pub(crate) use draft::Draft;
pub use draft::KEYS;
pub use ids::either;
pub use read::read;
pub use schema::schema;

pub use copies::Copies;
pub use model::{
    Accepted, Claim, Details, Figures, List, Named, Place, Records, Registry, Source, Stance, Subject,
    Wording,
};

use gainsay_yaml::Node;
use gainsay_yaml::text::{Files, Problem};

/// Tells what is wrong with the record at `node` by itself, whatever the records around it say.
pub(crate) fn check_record(files: &Files, node: Node<'_, '_>, problems: &mut Vec<Problem>) {
    sheet::check(files, node, None, problems);
}

#[cfg(test)]
mod tests;
