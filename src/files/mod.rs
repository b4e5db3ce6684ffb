//! Which files are read, and which never are.

pub mod archive;
pub(crate) mod boundary;
pub(crate) mod disk;
pub(crate) mod encoding;
mod exclude;
pub(crate) mod found;
pub(crate) mod given;
pub(crate) mod ignoring;
pub mod load;
pub(crate) mod regular;
pub(crate) mod shown;
pub mod start;
pub mod store;
pub(crate) mod tables;
pub(crate) mod walk;

pub use exclude::Exclude;
