//! Who contradicts whom in a dispute.

use askama::Template;
use askama::filters::HtmlSafe;

use super::prose::Prose;
use crate::report::audit::against::{Line, Opposed};

/// The pairs of a dispute, one claim against others.
#[derive(Template)]
#[template(path = "audit/against.html", whitespace = "minimize")]
pub(super) struct Pairs {
    counts: String,
    /// One claim against others.
    lines: Vec<(Prose, Vec<Prose>)>,
    more: Option<String>,
}

impl HtmlSafe for Pairs {}

impl Pairs {
    pub(super) fn of(Opposed { counts, lines, more, .. }: &Opposed) -> Self {
        let line = |line: &Line| {
            let others = line.others.iter().map(|other| Prose::of(other)).collect();
            (Prose::capital(&line.head), others)
        };
        Self { counts: counts.clone(), lines: lines.iter().map(line).collect(), more: more.clone() }
    }
}
