//! Files, spans, and the lines and columns that they mean.
//!
//! A [`Span`] never travels without its file: it names the [`FileId`] it points into, so a finding can
//! underline words in several files at once.

mod code;
mod files;
mod fix;
mod names;
mod problem;
mod scalar;
mod span;
pub mod suggest;

pub use code::Code;
pub use files::{File, Files, Location};
pub use fix::{Edit, Fix, Safety, apply};
pub use names::{Name, Names};
pub use problem::Problem;
pub use scalar::Text;
pub use span::{FileId, Span, Spanned};
