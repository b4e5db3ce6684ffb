//! gainsay compares claim records of different sources and reports where they gainsay each other.
//!
//! Sources contradict each other, and most of their differences are no contradictions: "at least 3,000" allows
//! 12,000, a later report revises an earlier one, killed is not casualties, and Kursk is part of Russia. So a claim is
//! taken as a **box**: a set of values over a span of time. Two claims conflict when they speak of the same thing,
//! stand at the same time, and allow no value in common. Everything here serves that one comparison.
//!
//! The way of the data, room by room; each uses only the rooms before it:
//!
//! 1. [`text`] loads the files and knows where in them a word stands.
//! 2. [`yaml`] reads YAML and JSON into trees with spans, and decodes typed values, all problems collected.
//! 3. [`claim`] decodes the records: claims, their sources, the registry of sources, subjects and places.
//! 4. [`value`] tells what a wording allows: a set of points on one axis.
//! 5. [`rule`] reads the rules and the vocabulary, and holds the built-in ones.

pub mod claim;
pub mod rule;
pub mod text;
pub mod value;
pub mod yaml;
