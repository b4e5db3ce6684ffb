//! All that values are read with.

use super::hedge::Hedges;
use super::lexis::Words;
use super::unit::Units;

/// What values are read with: the words of the language, hedges and units.
#[derive(Debug, Clone, Copy)]
pub struct Vocabulary<'v> {
    /// The wordings of hedges.
    pub hedges: &'v Hedges,
    /// The units.
    pub units: &'v Units,
    /// The other words.
    pub words: &'v Words,
}
