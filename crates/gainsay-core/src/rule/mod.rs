//! What counts as a conflict: rules, and the vocabulary that values are read with.

mod attributes;
mod grades;
mod index;
mod lookup;
mod margin;
mod message;
mod model;
mod overrides;
mod pattern;
mod ruleset;

pub use attributes::Attributes;
pub use grades::Grades;
pub(crate) use index::PatternIndex;
pub use margin::Margin;
pub use message::fill;
pub(crate) use message::{PLACEHOLDERS, placeholders};
pub(crate) use overrides::set_in;
pub use overrides::{FileSeverities, Override};
pub(crate) use pattern::{fold, fold_attribute};

pub use crate::problem::Severity;
pub use model::{
    Attribute, Changes, Example, Figure, Filter, Kind, Outcome, Pattern, RecordChecks, Relation, RelationOf,
    Rule, RuleKind, Severities, Task, Term, ValidFor, Validity,
};
pub use ruleset::Rules;
