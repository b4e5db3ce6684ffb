//! What counts as a conflict: rules, the vocabulary that values are read with, and the built-in set of both.

mod builtin;
mod grades;
mod lookup;
mod measure;
mod message;
mod model;
mod overrides;
mod pattern;
mod read;
mod relation;

pub use builtin::{add_builtin, builtin};
pub use grades::Grades;
pub use message::fill;
pub use overrides::Override;
pub use read::{read, schema};

pub use model::{
    Attribute, Example, ExampleClaim, Figure, Filter, Kind, Lasting, Outcome, Pattern, RecordChecks,
    Relation, RelationOf, Rule, Rules, Severities, Severity, Stands, Task, Term,
};
