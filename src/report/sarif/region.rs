//! Where in a file something is.

use serde::Serialize;

use gainsay_core::text::{Files, Span};

/// A `region`: lines and columns from 1; the end column is one past the last character.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

impl Region {
    pub(super) fn new(files: &Files, span: Span) -> Self {
        let at = files.location(span);
        Self {
            start_line: at.line,
            start_column: at.column,
            end_line: at.end_line,
            end_column: at.end_column,
        }
    }
}
