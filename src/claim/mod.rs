//! What was said: claims, their sources, and the registry of sources, subjects and places.

mod accepted;
mod details;
mod draft;
mod fill;
mod kin;
mod model;
mod read;
mod registry;
mod sheet;
pub mod when;

pub use draft::KEYS;
pub use read::read;

pub use model::{
    Accepted, Claim, Day, Details, Figures, Named, Place, Records, Registry, Share, Source, Stance, Subject,
    When, Wording,
};

#[cfg(test)]
mod tests;
