//! Kinds of values.

#[cfg(feature = "schema")]
use schemars::JsonSchema;

/// How values are read and compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Kind {
    /// A number with a unit, a hedge or a range: `around 10,000`, `5 to 7 km`.
    Quantity,
    /// A step on an ordered scale of `scales`: `dispatched`, `deployed`.
    Stage,
    /// One of several values without an order, such as those of a list of `categories`.
    Category,
    /// A day or a span of days.
    Date,
    /// A time of day, with or without a zone.
    Time,
    /// A place, which holds its parts.
    Place,
    /// Free words; nearly equal ones count as the same.
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
            Self::Time => "time",
            Self::Place => "place",
            Self::Text => "text",
            Self::Names => "names",
            Self::Flag => "flag",
        }
    }
}
