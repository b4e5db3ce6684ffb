//! Records as they are written, before anything in them is looked up.

use serde::Deserialize;

use super::{Share, Stance};
use crate::text::{Spanned, Text};
use crate::yaml::{Leaf, Shaped};

/// The keys of a document.
pub(super) const SECTIONS: [&str; 6] = ["sources", "subjects", "places", "report", "claims", "accepted"];

/// The keys of a claim: its id, those that take part in comparing it, and its details.
pub const KEYS: [&str; 22] = [
    "id",
    "source",
    "subject",
    "attribute",
    "place",
    "scope",
    "value",
    "stance",
    "share",
    "as-of",
    "during",
    "published",
    "cites",
    "correction",
    "speaker",
    "publisher",
    "url",
    "text",
    "quote",
    "credibility",
    "tags",
    "note",
];

/// The keys of a claim that take part in comparing it: one that cannot be read leaves the claim out.
pub(super) const COMPARED: &[&str] = KEYS.split_at(1).1.split_at(13).0;

/// A claim, or the report of one; small, as there may be many.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Draft {
    pub(super) id: Option<Leaf>,
    pub(super) source: Option<Leaf>,
    pub(super) subject: Option<Leaf>,
    pub(super) attribute: Option<Leaf>,
    pub(super) place: Option<Leaf>,
    pub(super) scope: Option<Leaf>,
    pub(super) value: Option<Value>,
    pub(super) stance: Option<Stance>,
    pub(super) share: Option<Spanned<Share>>,
    pub(super) as_of: Option<Leaf>,
    pub(super) during: Option<Leaf>,
    pub(super) published: Option<Leaf>,
    pub(super) cites: Option<Leaf>,
    pub(super) correction: Option<bool>,
    pub(super) speaker: Option<Leaf>,
    pub(super) publisher: Option<Leaf>,
    pub(super) url: Option<Leaf>,
    pub(super) text: Option<Leaf>,
    pub(super) quote: Option<Leaf>,
    pub(super) credibility: Option<Leaf>,
    pub(super) tags: Option<Vec<Leaf>>,
    pub(super) note: Option<Leaf>,
}

/// A value in any of its shapes.
pub(super) type Value = Shaped<Leaf, Spanned<Vec<Leaf>>, Spanned<FiguresDraft>>;

#[derive(Debug, Deserialize)]
pub(super) struct FiguresDraft {
    pub(super) worded: Option<Leaf>,
    pub(super) low: Option<Leaf>,
    pub(super) best: Option<Leaf>,
    pub(super) high: Option<Leaf>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct SourceDraft {
    pub(super) name: Option<Text>,
    pub(super) part_of: Option<Text>,
    pub(super) reliability: Option<Text>,
    pub(super) aliases: Option<Vec<Text>>,
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct SubjectDraft {
    pub(super) name: Option<Text>,
    pub(super) aliases: Option<Vec<Text>>,
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct PlaceDraft {
    pub(super) name: Option<Text>,
    pub(super) within: Option<Text>,
    pub(super) aliases: Option<Vec<Text>>,
}

#[derive(Debug, Deserialize)]
pub(super) struct AcceptedDraft {
    pub(super) rule: Option<Text>,
    pub(super) claims: Option<Vec<Text>>,
    pub(super) reason: Option<Text>,
    pub(super) expires: Option<Leaf>,
}
