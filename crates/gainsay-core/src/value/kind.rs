//! Kinds of values.

/// How the values of an attribute are read and compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A number with a unit.
    Quantity,
    /// A step on an ordered scale.
    Stage,
    /// One of several, unordered.
    Category,
    /// A day or a span of days.
    Date,
    /// A place, which holds its parts.
    Place,
    /// Free words, near-equal ones counting as the same.
    Text,
    /// A set of names.
    Names,
    /// Yes or no.
    Flag,
}

impl Kind {
    /// The word for it in rule files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Quantity => "quantity",
            Self::Stage => "stage",
            Self::Category => "category",
            Self::Date => "date",
            Self::Place => "place",
            Self::Text => "text",
            Self::Names => "names",
            Self::Flag => "flag",
        }
    }
}
