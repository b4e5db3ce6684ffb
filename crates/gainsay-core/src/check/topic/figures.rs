//! The parts of a value given by its figures.

use crate::claim::Figures;
use crate::value::Which;
use gainsay_yaml::text::Text;

pub(super) fn ends(figures: &Figures) -> [Option<&Text>; 3] {
    [figures.low.as_ref(), figures.best.as_ref(), figures.high.as_ref()]
}

pub(super) fn parts(figures: &Figures) -> impl Iterator<Item = (Which, &Text)> {
    [Which::Low, Which::Best, Which::High]
        .into_iter()
        .zip(ends(figures))
        .filter_map(|(which, text)| Some((which, text?)))
}
