//! What the trees and records of small texts are, and which words their problems underline.

#[cfg(feature = "serde")]
mod decoding;
mod indents;
mod reading;
mod trees;

use crate::text::{Files, Problem, Span};

/// Files with the one file `text`.
fn file(text: &str) -> Files {
    let mut files = Files::default();
    files.add("test.yaml", text);
    files
}

/// The words that `problems` underline, with their codes.
fn reported(files: &Files, problems: &[Problem]) -> Vec<(&'static str, String)> {
    problems.iter().map(|problem| (problem.code.name(), files.slice(problem.span).to_owned())).collect()
}

fn slice(text: &str, span: Span) -> &str {
    &text[span.start as usize..span.end as usize]
}
