//! What all parts of the page share: its facts, its script and style, and how a template gets onto it.

use std::io::{self, Write};
use std::path::Path;

use askama::Template;

use crate::report::out::markup;
use gainsay_core::date::Day;

/// What a page tells of its audit beside what is found.
#[derive(Debug, Clone, Default)]
pub struct PageFacts<'a> {
    /// What was looked at.
    pub paths: Vec<String>,
    /// The arguments of the run that say what is read, for the commands that the page shows: paths, and rules beside them.
    pub reads: Vec<String>,
    /// The filters in force, each by its name and its values.
    pub filters: Vec<(&'static str, String)>,
    /// The day of the run, where one was given.
    pub today: Option<Day>,
    /// Where the page is written to; nothing for standard output.
    pub page: Option<&'a Path>,
}

/// Something packed.
#[derive(Template)]
#[template(path = "audit/block.html")]
pub(super) struct Block<'a> {
    pub(super) id: String,
    pub(super) packed: &'a str,
}

/// The script of the page.
pub(super) const SCRIPT: &str = include_str!("page.js");

/// The style of the page.
pub(super) const STYLE: &str = include_str!("page.css");

/// What `template` makes, as it would leave in the page itself: what is packed no longer shows what it holds.
pub(super) fn made(template: &impl Template) -> io::Result<String> {
    let html = template.render().map_err(io::Error::other)?;
    Ok(markup(&html))
}

/// Writes what `template` makes.
pub(super) fn place(out: &mut dyn Write, template: &impl Template) -> io::Result<()> {
    let html = template.render().map_err(io::Error::other)?;
    out.write_all(html.as_bytes())
}

/// The element that tells of the topic with that number.
pub(super) fn thread_id(number: usize) -> String {
    format!("about-{}", number + 1)
}
