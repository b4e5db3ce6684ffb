//! Places as people word them: `near the village of Hrabove`, `the embassy in Caracas`.

use std::ops::Range;

use super::lexis::{Part, Role, Words};

/// How a place lies to one that its wording names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Whereabouts {
    /// It is that place.
    At,
    /// It is close to it.
    Near,
    /// It lies in it.
    Inside,
}

/// The places that a wording names, the innermost first, without what changes nothing: `the village of`.
#[derive(Debug)]
pub(crate) struct PlaceWords<'t> {
    text: &'t str,
    parts: Vec<(Whereabouts, Range<usize>)>,
    /// In which direction of a place it lies, by the points of the compass, if it says so.
    bearing: Option<u16>,
}

impl<'t> PlaceWords<'t> {
    pub(crate) fn new(text: &'t str, words: &Words) -> Self {
        let mut places = Self { text, parts: Vec::new(), bearing: None };
        let (mut how, mut begun, mut at) = (Whereabouts::At, None, 0);
        while let Some(c) = text[at..].chars().next() {
            if c == ',' {
                places.close(how, begun.take(), at);
                how = Whereabouts::Inside;
            }
            if c == ',' || c.is_whitespace() {
                at += c.len_utf8();
                continue;
            }
            let met = words.at(Part::Places, text, at).filter(|met| !text[met.end..].trim().is_empty());
            let bearing = met.filter(|met| met.role == Role::Bearing).map(|met| met.place);
            places.bearing = places.bearing.or(bearing);
            match met.map(|met| (met.role, met.end)) {
                Some((Role::Near | Role::Bearing, end)) => {
                    places.close(how, begun.take(), at);
                    (how, at) = (Whereabouts::Near, end);
                }
                // To be in a place is to be there.
                Some((Role::Inside, end)) => {
                    if begun.is_some() {
                        places.close(how, begun.take(), at);
                        how = Whereabouts::Inside;
                    }
                    at = end;
                }
                Some((Role::PlaceFiller, end)) if begun.is_none() => at = end,
                _ => {
                    begun.get_or_insert(at);
                    let ends = |c: char| c == ',' || c.is_whitespace();
                    at = text[at..].find(ends).map_or(text.len(), |length| at + length);
                }
            }
        }
        places.close(how, begun, text.len());
        if places.parts.is_empty() {
            places.parts.push((Whereabouts::At, 0..text.len()));
        }
        places
    }

    fn close(&mut self, how: Whereabouts, begun: Option<usize>, end: usize) {
        let Some(from) = begun else { return };
        let length = self.text[from..end].trim_end().len();
        self.parts.push((how, from..from + length));
    }

    /// The places, each with how that which is meant lies to it.
    pub(crate) fn parts(&self) -> impl Iterator<Item = (Whereabouts, &'t str)> + '_ {
        self.parts.iter().map(|(how, range)| (*how, &self.text[range.clone()]))
    }

    /// Which bytes of the text name the widest of them.
    pub(crate) fn widest(&self) -> Range<usize> {
        self.parts.last().map_or(0..self.text.len(), |(_, range)| range.clone())
    }

    /// Whether it is only close to any of them.
    pub(crate) fn is_near(&self) -> bool {
        self.parts.iter().any(|(how, _)| *how == Whereabouts::Near)
    }

    /// Whether it lies on the other side of a place than another one does: north of it, and not south.
    pub(crate) fn is_opposite(&self, other: &Self) -> bool {
        /// The points of the compass, and how many of them apart two directions have at most a quarter in common.
        const POINTS: u16 = 8;
        const APART: u16 = 3;
        let apart = self.bearing.zip(other.bearing).map(|(one, other)| one.abs_diff(other));
        apart.is_some_and(|apart| apart.min(POINTS - apart) >= APART)
    }
}
