//! Lengths on the picture.

use std::fmt;

/// A length on the picture, in its own units; written with at most one decimal place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Px(pub(super) f64);

impl fmt::Display for Px {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tenths = (self.0 * 10.0).round() / 10.0;
        write!(f, "{}", if tenths == 0.0 { 0.0 } else { tenths })
    }
}

/// A place from the left to the right of the picture, from 0 to 1; written in per cent with two decimal places, so that it holds
/// however wide the picture is shown.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Share(pub(super) f64);

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hundredths = (self.0 * 10_000.0).round() / 100.0;
        write!(f, "{}%", if hundredths == 0.0 { 0.0 } else { hundredths })
    }
}
