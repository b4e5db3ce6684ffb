//! What must hold whatever bytes come in: one module a fuzz target, each with one function `hold` that panics where it does not.
//!
//! The targets in `fuzz_targets/` only call them, so that `cargo test` can run the seeds through them without a fuzzer.

#![forbid(unsafe_code)]

pub mod bundle;
pub mod commands;
pub mod elsewhere;
pub mod engine;
mod formats;
#[path = "../../tests/shared/harmless.rs"]
mod harmless;
#[allow(dead_code, reason = "the property test uses the rest of it")]
#[path = "../../tests/shared/elsewhere/mod.rs"]
mod law;
pub mod mapping;
pub mod reader;
pub mod rules;
#[allow(dead_code, reason = "the tests of the engine use the rest of it")]
#[path = "../../crates/gainsay-core/tests/shared/mod.rs"]
mod shared;
pub mod simple;
mod sound;
pub mod values;
pub mod writers;

#[cfg(test)]
mod tests;
