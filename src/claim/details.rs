//! The details of a record, each filled in from its report.

use std::sync::Arc;

use super::Details;
use crate::text::Text;

/// The record's `own` details with what the report adds; the report's, shared, where the record has none.
///
/// `tagged` says that the record has tags of its own, which are added later.
pub(super) fn gather(own: Details, tagged: bool, report: Option<&Arc<Details>>) -> Option<Arc<Details>> {
    let texts = [&own.speaker, &own.publisher, &own.url, &own.text, &own.quote, &own.note];
    if !tagged && own.credibility.is_none() && texts.into_iter().all(Option::is_none) {
        return report.cloned();
    }
    Some(Arc::new(match report {
        Some(report) => filled(own, report),
        None => own,
    }))
}

fn filled(own: Details, report: &Details) -> Details {
    let or = |own: Option<Text>, report: &Option<Text>| own.or_else(|| report.clone());
    Details {
        speaker: or(own.speaker, &report.speaker),
        publisher: or(own.publisher, &report.publisher),
        url: or(own.url, &report.url),
        text: or(own.text, &report.text),
        quote: or(own.quote, &report.quote),
        credibility: own.credibility.or(report.credibility),
        tags: report.tags.clone(),
        note: or(own.note, &report.note),
    }
}
