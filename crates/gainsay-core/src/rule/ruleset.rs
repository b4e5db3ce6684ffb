//! All that is in force: rules, and what values are read with.

use indexmap::IndexMap;

use super::Rule;
use super::attributes::Attributes;
use crate::problem::Problem;
use crate::value::{Hedges, Scale, Terms, Units, Words};

/// All rules and the vocabulary in force.
#[derive(Debug, Default)]
pub struct Rules {
    /// The rules by id.
    pub rules: IndexMap<String, Rule>,
    /// The declared attributes.
    pub attributes: Attributes,
    /// The scales by name.
    pub scales: IndexMap<String, Scale>,
    /// The lists of known values of categories by name.
    pub terms: IndexMap<String, Terms>,
    /// The wordings of hedges and what they allow.
    pub hedges: Hedges,
    /// The units.
    pub units: Units,
    /// The other words that values are read with.
    pub words: Words,
    /// What is to be changed in the rule files though it still works: keys under an old name.
    pub notes: Vec<Problem>,
}
