//! The details of a record, each filled in from its report.

use super::Details;
use super::model::{Detail, Key};
use gainsay_yaml::text::{Name, Spanned, Text};

/// The record's own details with what the report adds; the report's, shared, where the record has none.
///
/// `tagged` says that the record has tags of its own, which are added later.
pub(super) fn gather(
    texts: [(Key, Option<Text>); 7],
    credibility: Option<Spanned<u8>>,
    tagged: bool,
    report: Option<&Details>,
) -> Option<Details> {
    if !tagged && credibility.is_none() && texts.iter().all(|(_, text)| text.is_none()) {
        return report.cloned();
    }
    let mut details = Vec::with_capacity(1);
    for (key, own) in texts {
        let text = own.or_else(|| report.and_then(|report| report.get(key)).cloned());
        details.extend(text.map(|text| Detail::Text(key, text)));
    }
    let credibility = credibility.or_else(|| report.and_then(Details::credibility));
    details.extend(credibility.map(Detail::Credibility));
    details.extend(report.into_iter().flat_map(Details::tags).map(Detail::Tag));
    Some(Details(details.into()))
}

/// The same details with `tags` instead of those of the report.
pub(super) fn tagged(details: &Details, tags: impl Iterator<Item = Spanned<Name>>) -> Details {
    let others = details.0.iter().filter(|detail| !matches!(detail, Detail::Tag(_))).cloned();
    Details(others.chain(tags.map(Detail::Tag)).collect())
}
