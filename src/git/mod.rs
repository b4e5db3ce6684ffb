//! Revisions of the repository that a folder is in, read by the program `git`.
//!
//! Nothing that the repository names is run, and nothing is fetched; see SECURITY.md.

mod ignored;
mod kept;
mod objects;
mod program;
mod repository;
mod revision;

pub use repository::Repository;
pub use revision::Revision;

use std::fmt;

/// Why git could not answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GitError {
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: String,
}

impl GitError {
    fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { message: message.into(), help: help.into() }
    }
}

impl fmt::Display for GitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for GitError {}
