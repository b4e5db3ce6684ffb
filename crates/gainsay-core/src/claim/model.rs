//! The claim model: plain data, names interned, every field with its spot.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use indexmap::IndexMap;
#[cfg(feature = "schema")]
use schemars::JsonSchema;
use serde::Deserialize;
#[cfg(feature = "serde")]
use serde::Serialize;

use super::figures::Figures;
use super::id_from::IdFrom;
use crate::date::When;
use crate::problem::Problem;
use crate::value::Share;
use gainsay_yaml::text::{Files, Name, Names, Span, Spanned, Text};

/// What the source does with the value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Deserialize)]
#[cfg_attr(feature = "serde", derive(Serialize))]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Stance {
    /// Says that it is so: the default.
    #[default]
    Asserts,
    /// Says that it is not so.
    Denies,
    /// Says neither, for instance that it cannot confirm it. Contradicts nothing, and needs no value.
    Unconfirmed,
}

/// How parts make up a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Parts {
    /// No two of them overlap, so that their sum cannot be more than the whole.
    Disjoint,
    /// No two of them overlap, and together they are the whole.
    Exhaustive,
}

/// A value as the record words it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Wording {
    /// A scalar, as worded.
    Scalar(Text),
    /// `{ low: 8000, best: 10000, high: 12000 }`.
    Figures(Box<Figures>),
    /// A list: a set of names.
    List(Box<List>),
}

impl Wording {
    /// The value with the margin that its record gives beside it.
    pub(super) fn with_margin(self, margin: Option<Text>) -> Self {
        match (self, margin) {
            (Self::Scalar(text), Some(margin)) => Self::Figures(Box::new(Figures {
                span: text.span,
                worded: None,
                low: None,
                best: Some(text),
                high: None,
                margin: Some(margin),
            })),
            (Self::Figures(mut figures), margin @ Some(_)) => {
                figures.margin = margin;
                Self::Figures(figures)
            }
            (value, _) => value,
        }
    }

    /// The spot of the whole value.
    #[must_use]
    pub fn span(&self) -> Span {
        match self {
            Self::Scalar(text) => text.span,
            Self::Figures(figures) => figures.span,
            Self::List(list) => list.span,
        }
    }
}

/// A value given as a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    /// The whole list.
    pub span: Span,
    /// What it holds: at least one item.
    pub items: Vec<Text>,
}

/// How long a claim is valid by its own words, whatever its attribute says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// Up to the last day of a date.
    Until(Spanned<When>),
    /// For good: it is final.
    Final,
}

/// Which of the claims of its [`Records`] a claim is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize))]
pub struct ClaimId(u32);

impl ClaimId {
    pub(crate) fn from_index(index: usize) -> Self {
        Self(index as u32)
    }

    /// The place of the claim in [`Records::claims`].
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// One claim: what a source said about an attribute of a subject.
///
/// Keys that the record leaves out are already filled in from its report.
#[derive(Debug, Clone)]
pub struct Claim {
    /// Which of the claims it is.
    pub number: ClaimId,
    /// The claim's id; made from the file's name and the claim's number in it where the record has none, or shares it with
    /// others. No two claims have the same.
    pub id: Spanned<Name>,
    /// Where the id comes from.
    pub id_from: IdFrom,
    /// The whole record.
    pub span: Span,
    /// Who says it (canonical id, aliases resolved).
    pub source: Spanned<Name>,
    /// What it is about (canonical id, aliases resolved); a claim without one meets only such claims.
    pub subject: Option<Spanned<Name>>,
    /// What is claimed of the subject.
    pub attribute: Spanned<Name>,
    /// Where it holds (canonical id).
    pub place: Option<Spanned<Name>>,
    /// The named part of the subject that alone is spoken of.
    pub scope: Option<Spanned<Name>>,
    /// The value; `None` only where the stance is `unconfirmed`.
    pub value: Option<Wording>,
    /// What the source does with the value.
    pub stance: Stance,
    /// How much of the subject a status speaks of.
    pub share: Option<Spanned<Share>>,
    /// When it is meant to be true.
    pub as_of: Option<Spanned<When>>,
    /// The period within which it happened, instead of `as_of`.
    pub during: Option<Spanned<When>>,
    /// When it was said.
    pub published: Option<Spanned<When>>,
    /// How long it is valid, where it says so itself.
    pub end: Option<End>,
    /// Whose claim this passes on (canonical id).
    pub cites: Option<Spanned<Name>>,
    /// Whether the source says that this replaces what it said before.
    pub correction: bool,
    /// What few claims have.
    pub details: Option<Details>,
}

impl Claim {
    /// The value as the source words it.
    #[must_use]
    pub fn words<'f>(&'f self, files: &'f Files) -> Option<Cow<'f, str>> {
        Some(match self.value.as_ref()? {
            Wording::Scalar(text) => text.as_str(files).into(),
            Wording::Figures(figures) => figures.show(files).into(),
            Wording::List(list) => {
                list.items.iter().map(|item| item.as_str(files)).collect::<Vec<_>>().join(", ").into()
            }
        })
    }

    /// The figures that a record gives beside the words of its value: `30 to 80`; nothing where the words have the same figures, or
    /// there are none.
    #[must_use]
    pub fn figures(&self, files: &Files) -> Option<String> {
        let Some(Wording::Figures(figures)) = &self.value else { return None };
        figures.beside_words(files)
    }

    /// The value as tables have it: as the source words it; a share and a denial say behind it that they are there.
    #[must_use]
    pub fn worded<'f>(&'f self, files: &'f Files) -> Cow<'f, str> {
        let Some(words) = self.words(files) else { return "not confirmed".into() };
        let denied = (self.stance == Stance::Denies).then_some("denied");
        let said: Vec<&str> = denied.into_iter().chain(self.partly()).collect();
        if said.is_empty() { words } else { format!("{words} ({})", said.join(", ")).into() }
    }

    /// The share, where that is not everything.
    pub(super) fn partly(&self) -> Option<&'static str> {
        self.share.map(|share| share.value.name()).filter(|share| *share != "all")
    }

    /// The value as hashes name it. This never changes, as fingerprints are made of it, whatever messages say.
    pub(crate) fn hashed_words(&self, files: &Files) -> String {
        let Some(words) = self.words(files) else { return "not confirmed".to_owned() };
        let not = if self.stance == Stance::Denies { "not: " } else { "" };
        let share = self.partly().map(|share| format!(" ({share})")).unwrap_or_default();
        format!("{not}{words}{share}")
    }
}

impl Claim {
    /// Whether the record has something under a key that claims have, itself or by its report. What has a default
    /// counts as there, and so does the value that an unconfirmed claim does not need.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        let details = self.details.as_ref();
        let text = |key| details.is_some_and(|details| details.get(key).is_some());
        match key {
            "id" => self.id_from == IdFrom::Record,
            "subject" => self.subject.is_some(),
            "place" => self.place.is_some(),
            "scope" => self.scope.is_some(),
            "value" => self.value.is_some() || self.stance == Stance::Unconfirmed,
            "share" => self.share.is_some(),
            "margin" => matches!(&self.value, Some(Wording::Figures(figures)) if figures.margin.is_some()),
            "as-of" => self.as_of.is_some() || self.during.is_some(),
            "during" => self.during.is_some(),
            "published" => self.published.is_some(),
            "until" => matches!(self.end, Some(End::Until(_))),
            "cites" => self.cites.is_some(),
            "speaker" => text(Key::Speaker),
            "publisher" => text(Key::Publisher),
            "url" => text(Key::Url),
            "text" => text(Key::Text),
            "quote" => text(Key::Quote),
            "lang" => text(Key::Lang),
            "credibility" => details.is_some_and(|details| details.credibility().is_some()),
            "tags" => details.is_some_and(|details| details.tags().next().is_some()),
            "note" => text(Key::Note),
            _ => true,
        }
    }
}

/// The parts of a claim that take no part in comparing. Most claims have one or two, so only those are held that are there;
/// claims that have nothing but their report's share them.
#[derive(Debug, Clone)]
pub struct Details(pub(super) Arc<[Detail]>);

/// One part of a claim that takes no part in comparing.
#[derive(Debug, Clone)]
pub(super) enum Detail {
    Text(Key, Text),
    Credibility(Spanned<u8>),
    Tag(Spanned<Name>),
}

/// The key of a text that takes no part in comparing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Key {
    Speaker,
    Publisher,
    Url,
    Text,
    Quote,
    Lang,
    Note,
}

impl Details {
    /// The language of the value and nothing else.
    pub(crate) fn lang_alone(lang: Text) -> Self {
        Self([Detail::Text(Key::Lang, lang)].into())
    }

    pub(super) fn get(&self, key: Key) -> Option<&Text> {
        self.0.iter().find_map(|detail| match detail {
            Detail::Text(of, text) if *of == key => Some(text),
            _ => None,
        })
    }

    /// Admiralty code for the information: 1 to 6.
    #[must_use]
    pub fn credibility(&self) -> Option<Spanned<u8>> {
        self.0.iter().find_map(|detail| match detail {
            Detail::Credibility(code) => Some(*code),
            _ => None,
        })
    }

    /// Free words to narrow rules by.
    pub fn tags(&self) -> impl Iterator<Item = Spanned<Name>> {
        self.0.iter().filter_map(|detail| match detail {
            Detail::Tag(tag) => Some(*tag),
            _ => None,
        })
    }

    /// Who spoke for the source.
    #[must_use]
    pub fn speaker(&self) -> Option<&Text> {
        self.get(Key::Speaker)
    }

    /// Who carried it.
    #[must_use]
    pub fn publisher(&self) -> Option<&Text> {
        self.get(Key::Publisher)
    }

    /// Where it can be read.
    #[must_use]
    pub fn url(&self) -> Option<&Text> {
        self.get(Key::Url)
    }

    /// The archived copy, for checking quotes.
    #[must_use]
    pub fn text(&self) -> Option<&Text> {
        self.get(Key::Text)
    }

    /// Words to be found in the archived copy.
    #[must_use]
    pub fn quote(&self) -> Option<&Text> {
        self.get(Key::Quote)
    }

    /// The language that the value is worded in, as a BCP 47 tag.
    #[must_use]
    pub fn lang(&self) -> Option<&Text> {
        self.get(Key::Lang)
    }

    /// Free text.
    #[must_use]
    pub fn note(&self) -> Option<&Text> {
        self.get(Key::Note)
    }
}

/// A declared source, subject or place.
#[derive(Debug, Clone)]
pub struct Named {
    /// The id, at its key.
    pub id: Spanned<Name>,
    /// The name to show; the id where there is none.
    pub name: Option<Text>,
    /// Other ids under which claims may refer to it.
    pub aliases: Vec<Spanned<Name>>,
    /// What it belongs to (canonical id): the source or the subject that it is part of, the place that it is within.
    pub parent: Option<Spanned<Name>>,
    /// How its parts make it up; nothing where it does not say, and of a source.
    pub parts: Option<Spanned<Parts>>,
    /// Where its keys are written, and the last value among them; nothing where it has none.
    pub(crate) written: Option<(Span, Span)>,
}

/// Who speaks.
#[derive(Debug, Clone)]
pub struct Source {
    /// Its names, and the source that it belongs to.
    pub named: Named,
    /// Admiralty code for the source: `A` to `F`.
    pub reliability: Option<Spanned<char>>,
    /// The language that its claims are worded in, as a BCP 47 tag.
    pub lang: Option<Text>,
}

/// The declared sources, subjects and places, by canonical id. Rings in `part-of` and `within` are cut.
#[derive(Debug, Default)]
pub struct Registry {
    /// The sources.
    pub sources: IndexMap<Name, Source>,
    /// The subjects.
    pub subjects: IndexMap<Name, Named>,
    /// The places.
    pub places: IndexMap<Name, Named>,
}

/// An entry of `accepted:`.
#[derive(Debug, Clone)]
pub struct Accepted {
    /// The whole entry.
    pub span: Span,
    /// The rule whose finding is accepted.
    pub rule: Option<Spanned<Name>>,
    /// The claims of the finding, those of `values` among them, each where the entry names it.
    pub claims: Vec<Spanned<ClaimId>>,
    /// The values that claims had when the finding was accepted.
    pub values: Vec<AcceptedValue>,
    /// Why people live with it.
    pub reason: Option<Text>,
    /// The last day on which it is accepted.
    pub expires: Option<Spanned<When>>,
}

/// What a claim said when a finding about it was accepted.
#[derive(Debug, Clone)]
pub struct AcceptedValue {
    /// The claim.
    pub claim: ClaimId,
    /// The whole value.
    pub span: Span,
    /// The value; `None` only where the stance is `unconfirmed`.
    pub value: Option<Wording>,
    /// What the source did with the value.
    pub stance: Stance,
    /// How much of the subject a status spoke of.
    pub share: Option<Spanned<Share>>,
}

/// A comment beside a record that accepts what is found there: `# gainsay: accept CODE reason`.
#[derive(Debug, Clone, Copy)]
pub struct InlineAccepted {
    /// The comment from `gainsay:` on.
    pub span: Span,
    /// The word behind `gainsay:`.
    pub verb: Option<Span>,
    /// The rule or the code of the findings that it accepts.
    pub rule: Option<Span>,
    /// Why people live with them.
    pub reason: Option<Span>,
    /// The record that it is beside.
    pub record: Option<Span>,
    /// Whether all of the file could be read, so that no record is hidden by an error.
    pub whole: bool,
}

/// Everything that the claim files hold, and everything that is wrong with them.
#[derive(Debug, Default)]
pub struct Records {
    /// The strings behind the names.
    pub names: Names,
    /// The claims, in the order of files and of records in them, each at the index of its number.
    pub claims: Vec<Claim>,
    /// The ids that several records have, with what those records are called instead.
    pub shared: HashMap<Name, Vec<Name>>,
    /// The claims of rows that are the same in every cell as one before, each with the claim of that.
    pub repeated: HashMap<ClaimId, ClaimId>,
    /// The declared sources, subjects and places.
    pub registry: Registry,
    /// The accepted conflicts.
    pub accepted: Vec<Accepted>,
    /// The ids that each entry of `accepted` names, whether or not there are such claims, at the whole entry.
    pub accepted_ids: Vec<Spanned<Vec<Text>>>,
    /// The comments that accept what is found at a record.
    pub inline: Vec<InlineAccepted>,
    /// What is wrong with the files, in no order.
    pub problems: Vec<Problem>,
}

impl Records {
    /// The claim with this number.
    #[must_use]
    pub fn claim(&self, number: ClaimId) -> &Claim {
        &self.claims[number.index()]
    }

    /// What users call the claim with this number: its id.
    #[must_use]
    pub fn id(&self, number: ClaimId) -> &str {
        self.names.text(self.claim(number).id.value)
    }

    /// The same for several claims.
    #[must_use]
    pub fn ids(&self, numbers: &[ClaimId]) -> Vec<&str> {
        numbers.iter().map(|&number| self.id(number)).collect()
    }

    /// The claim that users call by this id.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<&Claim> {
        let name = self.names.find(id)?;
        self.claims.iter().find(|claim| claim.id.value == name)
    }
}
