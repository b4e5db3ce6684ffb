//! The keys of a claim file, as serde reads them.
//!
//! What is said of the keys here is what `gainsay schema claims` says of them, and what editors show.

#[cfg(feature = "schema")]
use schemars::JsonSchema;
use serde::Deserialize;

#[cfg(feature = "schema")]
use super::schema::{Credibility, Date, Reliability, day_or_period, some_figure};
use super::{Parts, Stance};
use crate::value::Share;
use gainsay_yaml::text::{Spanned, Text};
use gainsay_yaml::{Leaf, Shaped};
#[cfg(feature = "schema")]
use gainsay_yaml::{Never, schema::Filled};

/// The keys of a document.
pub(super) const SECTIONS: [&str; 6] = ["sources", "subjects", "places", "report", "claims", "accepted"];

/// The keys of a claim: its id, those that take part in comparing it, and its details.
pub(crate) const KEYS: [&str; 26] = [
    "id",
    "source",
    "subject",
    "attribute",
    "place",
    "scope",
    "value",
    "stance",
    "share",
    "margin",
    "as-of",
    "during",
    "published",
    "until",
    "final",
    "cites",
    "correction",
    "speaker",
    "publisher",
    "url",
    "text",
    "quote",
    "lang",
    "credibility",
    "tags",
    "note",
];

/// The keys of a claim that take part in comparing it: one that cannot be read leaves the claim out.
pub(super) const COMPARED: &[&str] = KEYS.split_at(1).1.split_at(16).0;

// A report has the same keys. It is kept small, as there may be many.
/// What one source said about one attribute of a subject. `source`, `attribute` and `value` have to be given, here or in
/// the report.
#[derive(Debug, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema), schemars(rename = "Claim", transform = day_or_period))]
#[serde(rename_all = "kebab-case")]
pub(crate) struct ClaimKeys {
    /// The name of the claim in findings and `accepted` entries. No two claims may have the same id. A claim without an id is
    /// named by its file and its number in the file.
    #[cfg_attr(feature = "schema", schemars(length(min = 1), example = &"herald-1"))]
    pub(super) id: Option<Leaf>,
    /// Who says it: the id or an alias of a source.
    #[cfg_attr(feature = "schema", schemars(length(min = 1), example = &"herald"))]
    pub(super) source: Option<Leaf>,
    /// What it is about: the id or an alias of a subject. Only claims about the same subject are compared.
    #[cfg_attr(feature = "schema", schemars(length(min = 1), example = &"harbour-fire"))]
    pub(super) subject: Option<Leaf>,
    /// What is claimed of the subject. Rule files say how the values of an attribute are read and compared. If none declares
    /// it, the kind of its values is inferred. `gainsay rules attributes` lists the declared ones.
    #[cfg_attr(feature = "schema", schemars(length(min = 1), example = &"deaths", example = &"troops"))]
    pub(super) attribute: Option<Leaf>,
    /// Where it holds: the id or an alias of a place. A claim without a place is about the whole subject.
    #[cfg_attr(feature = "schema", schemars(length(min = 1), example = &"kursk"))]
    pub(super) place: Option<Leaf>,
    /// The name of the part of the subject that the claim is about. Claims about the same part are compared. A count of a part is
    /// also compared with the whole: it cannot be more.
    #[cfg_attr(feature = "schema", schemars(length(min = 1), example = &"special-operations-sectors"))]
    pub(super) scope: Option<Leaf>,
    /// The value in the words of the source: a number with its hedge and unit, a stage, a date, a place, a name, yes or no. It
    /// can also be figures, `{ low: 8000, best: 10000, high: 12000 }`, or a list of names.
    #[cfg_attr(feature = "schema", schemars(
        with = "Option<Shaped<Leaf, Filled<Vec<Leaf>>, FiguresKeys>>",
        example = &"around 10,000",
        example = &"at least 30",
        example = &"15,000 to 18,000",
        example = 12
    ))]
    pub(super) value: Option<Value>,
    /// Whether the source says that the value is true, that it is not, or that it cannot tell.
    #[cfg_attr(feature = "schema", schemars(extend("default" = "asserts")))]
    pub(super) stance: Option<Stance>,
    /// How much of the subject a stage such as `deployed` applies to.
    pub(super) share: Option<Spanned<Share>>,
    /// How far a number may be off in either direction, as its source says: in the unit of the value (`3`), in another unit
    /// (`0.5 km`), or in percent of the value (`5%`; for a share, percentage points).
    #[cfg_attr(feature = "schema", schemars(with = "Option<Leaf>", example = 3, example = &"5%"))]
    pub(super) margin: Option<Leaf>,
    /// The date for which it is true, as an EDTF date (ISO 8601-2). For a running total, it is the day up to which it counts.
    /// If left out, the day of publication is used.
    #[cfg_attr(feature = "schema", schemars(with = "Option<Date>", example = &"2024-10-28", example = &"2024-10", example = &"2024-10-28?"))]
    pub(super) as_of: Option<Leaf>,
    /// For a count within a period, instead of a running total: the period, from its first day to its last. It replaces `as-of`.
    #[cfg_attr(feature = "schema", schemars(with = "Option<Date>", example = &"2024-10-20/2024-10-27", example = &"2024-10"))]
    pub(super) during: Option<Leaf>,
    /// When it was said, as an EDTF date (ISO 8601-2). If a source makes two claims for the same day, the one published later
    /// replaces the other.
    #[cfg_attr(feature = "schema", schemars(with = "Option<Date>", example = &"2024-10-28"))]
    pub(super) published: Option<Leaf>,
    /// The last day on which it is true, as an EDTF date (ISO 8601-2). It overrides the validity that the attribute sets.
    #[cfg_attr(feature = "schema", schemars(with = "Option<Date>", example = &"2024-11-04"))]
    pub(super) until: Option<Leaf>,
    /// Whether the value is final, for instance because a count is over. The claim then stays valid, whatever validity the
    /// attribute sets.
    #[cfg_attr(feature = "schema", schemars(with = "Option<bool>", extend("default" = false)))]
    pub(super) r#final: Option<Spanned<bool>>,
    /// The source whose claim this one passes on, by its id or an alias. The claim is then compared with what that source itself said, and
    /// does not count as a second source.
    #[cfg_attr(feature = "schema", schemars(length(min = 1), example = &"pentagon"))]
    pub(super) cites: Option<Leaf>,
    /// Whether the source says that this replaces what it said before. A lower toll then does not contradict its earlier one.
    #[cfg_attr(feature = "schema", schemars(extend("default" = false)))]
    pub(super) correction: Option<bool>,
    /// Who spoke for the source.
    #[cfg_attr(feature = "schema", schemars(example = &"Sabrina Singh"))]
    pub(super) speaker: Option<Leaf>,
    /// Who published it: a newspaper, an agency, a site.
    #[cfg_attr(feature = "schema", schemars(example = &"Example Daily"))]
    pub(super) publisher: Option<Leaf>,
    /// Where it can be read. Claims that name the same page count as one origin.
    #[cfg_attr(feature = "schema", schemars(example = &"https://example.org/a"))]
    pub(super) url: Option<Leaf>,
    /// The archived copy in which quotes are looked up: a path relative to the claim file.
    #[cfg_attr(feature = "schema", schemars(example = &"archive/a.txt"))]
    pub(super) text: Option<Leaf>,
    /// The exact words of the source, which are looked up in the archived copy.
    pub(super) quote: Option<Leaf>,
    /// The language of its value, as a BCP 47 tag. If left out, it is the language of the source, or else English.
    #[cfg_attr(feature = "schema", schemars(example = &"de"))]
    pub(super) lang: Option<Leaf>,
    /// How likely it is true, by the Admiralty code: 1 confirmed, 2 probably true, 3 possibly true, 4 doubtful, 5 improbable,
    /// 6 cannot be judged.
    #[cfg_attr(feature = "schema", schemars(with = "Option<Credibility>", example = 2))]
    pub(super) credibility: Option<Leaf>,
    /// Labels of your own. A rule can apply only to claims with a certain tag.
    pub(super) tags: Option<Vec<Leaf>>,
    /// Free text, for people.
    pub(super) note: Option<Leaf>,
}

/// A value in any of its shapes.
pub(super) type Value = Shaped<Leaf, Spanned<Vec<Leaf>>, Spanned<FiguresKeys>>;

/// A value by its figures: at least one of `low`, `best` and `high`.
#[derive(Debug, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema), schemars(rename = "Figures", transform = some_figure))]
pub(super) struct FiguresKeys {
    /// The words of the source, if the figures were worked out from them.
    #[cfg_attr(feature = "schema", schemars(example = &"two brigades of up to 6,000 each"))]
    pub(super) worded: Option<Leaf>,
    /// The lowest value that the source allows.
    #[cfg_attr(feature = "schema", schemars(example = 8000))]
    pub(super) low: Option<Leaf>,
    /// The most likely value, as the source says; it may have a hedge.
    #[cfg_attr(feature = "schema", schemars(example = 10000))]
    pub(super) best: Option<Leaf>,
    /// The highest value that the source allows.
    #[cfg_attr(feature = "schema", schemars(example = 12000))]
    pub(super) high: Option<Leaf>,
    /// How far the figures may be off in either direction.
    #[cfg_attr(feature = "schema", schemars(example = 500))]
    pub(super) margin: Option<Leaf>,
}

/// A source of claims.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema), schemars(rename = "Source"))]
#[serde(rename_all = "kebab-case")]
pub(super) struct SourceKeys {
    /// Its name in findings; the id if left out.
    #[cfg_attr(feature = "schema", schemars(example = &"US Department of Defense"))]
    pub(super) name: Option<Text>,
    /// The source that it belongs to: its id or an alias. A claim that cites the larger source may mean this one. The two are
    /// not independent.
    #[cfg_attr(feature = "schema", schemars(example = &"us-government"))]
    pub(super) part_of: Option<Text>,
    /// How far it can be trusted, by the Admiralty code: A completely reliable, B usually, C fairly, D not usually, E
    /// unreliable, F cannot be judged.
    #[cfg_attr(feature = "schema", schemars(with = "Option<Reliability>", example = &"B"))]
    pub(super) reliability: Option<Text>,
    /// The language of its claims, as a BCP 47 tag; English if left out.
    #[cfg_attr(feature = "schema", schemars(example = &"de"))]
    pub(super) lang: Option<Text>,
    /// Other names that claims may use for it.
    pub(super) aliases: Option<Vec<Text>>,
}

/// What claims are about.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema), schemars(rename = "Subject"))]
#[serde(rename_all = "kebab-case")]
pub(super) struct SubjectKeys {
    /// Its name in findings; the id if left out.
    #[cfg_attr(feature = "schema", schemars(example = &"North Korean troops in Russia's war"))]
    pub(super) name: Option<Text>,
    /// The subject that it is a part of: its id or an alias. A count of the part cannot be more than a count of the whole.
    #[cfg_attr(feature = "schema", schemars(example = &"dprk-troops"))]
    pub(super) part_of: Option<Text>,
    /// Whether its parts can be added up: the parts that claims name by `scope`, and the subjects that are part of it.
    pub(super) parts: Option<Spanned<Parts>>,
    /// Other names that claims may use for it.
    pub(super) aliases: Option<Vec<Text>>,
}

/// Where claims hold.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema), schemars(rename = "Place"))]
pub(super) struct PlaceKeys {
    /// Its name in findings; the id if left out.
    #[cfg_attr(feature = "schema", schemars(example = &"Kursk Oblast"))]
    pub(super) name: Option<Text>,
    /// The place around it: its id or an alias. A count of the part cannot be more than a count of the whole.
    #[cfg_attr(feature = "schema", schemars(example = &"russia"))]
    pub(super) within: Option<Text>,
    /// Whether the places directly within it can be added up.
    pub(super) parts: Option<Spanned<Parts>>,
    /// Other names that claims may use for it.
    pub(super) aliases: Option<Vec<Text>>,
}

/// What a claim said when a finding about it was accepted, if it said more than its value.
#[derive(Debug, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema), schemars(rename = "AcceptedValue"))]
pub(super) struct StatedKeys {
    /// The value, written as in a claim.
    #[cfg_attr(feature = "schema", schemars(with = "Option<Shaped<Leaf, Filled<Vec<Leaf>>, FiguresKeys>>"))]
    pub(super) value: Option<Value>,
    /// Whether the source asserted or denied it, or could not confirm it.
    #[cfg_attr(feature = "schema", schemars(extend("default" = "asserts")))]
    pub(super) stance: Option<Stance>,
    /// How much of the subject a stage applied to.
    pub(super) share: Option<Spanned<Share>>,
}

/// The keys of [`StatedKeys`].
pub(super) const STATED: [&str; 3] = ["value", "stance", "share"];

/// The values of an entry by the ids of their claims, which are read one by one; a mapping is of figures, or says more.
#[cfg(feature = "schema")]
type AcceptedValues = std::collections::BTreeMap<
    String,
    Shaped<Leaf, Filled<Vec<Leaf>>, Shaped<Never, FiguresKeys, StatedKeys>>,
>;

/// A finding that people have looked at and accepted.
#[derive(Debug, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema), schemars(rename = "Accepted"))]
pub(super) struct AcceptedKeys {
    /// The id of the rule whose finding is accepted.
    #[cfg_attr(feature = "schema", schemars(example = &"troop-count"))]
    pub(super) rule: Option<Text>,
    /// The ids of the claims of the finding, without their values: it stays accepted whatever they say later. Prefer `values`,
    /// which keeps the values too.
    pub(super) claims: Option<Vec<Text>>,
    /// The claims of the finding by their ids, each with its value as it was when the finding was accepted. When the value of
    /// a claim changes, the finding is reported again.
    #[cfg_attr(feature = "schema", schemars(with = "Option<AcceptedValues>"))]
    pub(super) values: Option<serde::de::IgnoredAny>,
    /// Why it is accepted, for those who read it later.
    #[cfg_attr(feature = "schema", schemars(example = &"build-up, see editors' note"))]
    pub(super) reason: Option<Text>,
    /// The last day on which it is accepted; after that day the finding is reported again.
    #[cfg_attr(feature = "schema", schemars(with = "Option<Date>", example = &"2026-12-31"))]
    pub(super) expires: Option<Leaf>,
}
