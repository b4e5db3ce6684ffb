//! Which files are read, and which never are.

pub mod archive;
pub(crate) mod boundary;
mod exclude;
mod ignoring;
pub mod load;
pub mod store;

pub use exclude::Exclude;
