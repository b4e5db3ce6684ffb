//! How findings leave the program: one file an output.
//!
//! Every writer takes a [`Report`], writes as it goes, and ends quietly when nobody reads on.

mod account;
mod json;
mod summary;
mod text;

use std::io;

pub use account::write as write_account_json;
pub use json::{schema, write as write_json};
pub use summary::Summary;
pub use text::{Style, write as write_text, write_findings};

pub(crate) use summary::counted;
pub(crate) use text::{Theme, safe, write_snippets};

use crate::finding::Finding;
use crate::rule::Severity;
use crate::text::Files;

/// What is to be told.
#[derive(Debug, Clone, Copy)]
pub struct Report<'a> {
    /// The files that the findings point into.
    pub files: &'a Files,
    /// The findings, in the order in which they are told.
    pub findings: &'a [Finding],
    /// The counts.
    pub summary: &'a Summary,
}

impl<'a> Report<'a> {
    /// The findings of at least severity `least`; never those that are switched off.
    fn from(self, least: Severity) -> impl Iterator<Item = &'a Finding> {
        self.findings.iter().filter(move |finding| finding.severity >= least.max(Severity::Note))
    }
}

/// A reader that has gone away (`gainsay check | head`) is no error.
fn quiet(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}
