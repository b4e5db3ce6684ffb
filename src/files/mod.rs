//! Which files are read, and which never are.

pub mod archive;
pub(crate) mod boundary;
mod exclude;
pub(crate) mod ignoring;
pub mod load;
mod shown;
pub mod store;
mod walk;

pub use exclude::Exclude;
