//! Claims that could not be read, and so are left out: they have no explanation, but a reason.

use std::collections::BTreeMap;

use crate::cli::describe::place;
use crate::run::Failure;
use gainsay_core::check::Analysis;
use gainsay_core::finding::{Finding, FindingKind};
use gainsay_core::problem::Code;
use gainsay_core::text::{FileId, Span};
use gainsay_yaml::Node;

/// The failure for the id of a claim that is left out, with what is wrong with it; nothing where no such claim is in the files.
pub(super) fn claim(done: &Analysis<'_>, id: &str) -> Option<Failure> {
    let mut spots: BTreeMap<FileId, Vec<(Span, &Finding)>> = BTreeMap::new();
    for finding in done.findings.iter().filter(|finding| finding.kind == FindingKind::Record) {
        let spot = finding.labels.first()?.span;
        spots.entry(spot.file).or_default().push((spot, finding));
    }
    let (spot, finding) = spots.iter().find_map(|(&file, spots)| {
        let records = records(done, file, id);
        let inside = |spot: Span| records.iter().any(|span| span.start <= spot.start && spot.end <= span.end);
        spots.iter().find(|(spot, _)| inside(*spot))
    })?;
    let failure = Failure::new(format!("the claim `{id}` cannot be read, so it is left out"));
    Some(failure.help(format!("fix it first: {} ({})", finding.message, place(done.files(), *spot))))
}

/// The records of claims with that id in a file.
fn records(done: &Analysis<'_>, file: FileId, id: &str) -> Vec<Span> {
    let text = &done.files().get(file).text;
    // A file without the id is not taken apart.
    if !text.contains(id) {
        return Vec::new();
    }
    let tree = gainsay_yaml::parse::<Code>(file, text, &mut Vec::new());
    let claims = tree.documents().filter_map(|root| root.get("claims")).flat_map(Node::items);
    let named = claims.filter(|claim| claim.get("id").and_then(Node::as_str) == Some(id));
    named.map(Node::span).collect()
}
