//! Files, spans, and the lines and columns they stand for.
//!
//! A [`Span`] never travels without its file: it names the [`FileId`] it points into, so a finding can
//! underline words in several files at once.

mod contrast;
mod files;
mod names;
pub mod near;
mod problem;
mod scalar;
mod span;

pub use contrast::differing;
pub use files::{File, FileId, Files, Location};
pub use names::{Name, Names};
pub use problem::Problem;
pub use scalar::Text;
pub use span::{Span, Spanned};
