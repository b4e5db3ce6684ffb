//! The program `gainsay`: files, git, reports and the command line around [`gainsay_core`].
//!
//! [`run`] goes from paths to findings: it reads the files that [`files`] finds, or those of a revision that `git` has, compares the
//! claims in them, and hands what was found to [`report`]. `baseline` keeps what is known of that, and `shard` what is found of a part of the
//! claims. [`cli`] turns arguments into
//! runs, and findings into an exit status.

mod baseline;
pub mod cli;
pub mod files;
mod git;
mod home;
pub mod path_severities;
pub mod report;
pub mod run;
pub mod shard;

// The program in `docs/library.md` runs as a test.
#[cfg(doctest)]
#[doc = include_str!("../docs/library.md")]
struct Library;
