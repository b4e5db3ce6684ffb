//! What can be wrong with a file: the codes of all problems, and how bad each is.

mod code;
mod severity;

pub use code::{Code, UnknownCode};
pub use severity::Severity;

/// Something wrong with what was written, at its exact spot. What a rule finds has no code, but the id of its rule: `Problem<()>`.
pub type Problem<C = Code> = gainsay_yaml::text::Problem<C>;
