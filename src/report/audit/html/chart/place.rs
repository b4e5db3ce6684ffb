//! Where marks go, and what they look like.

use super::px::Px;

/// Room between two marks.
const APART: f64 = 12.0;

/// How often another place is tried before marks are drawn upon each other.
const TRIES: u8 = 10;

/// The places that are taken. Marks of one day are drawn beside each other.
pub(super) struct Slots {
    from: f64,
    to: f64,
    taken: Vec<f64>,
}

impl Slots {
    pub(super) fn new(from: f64, to: f64) -> Self {
        Self { from, to, taken: Vec::new() }
    }

    /// A free place at `wish`, or near it on either side.
    pub(super) fn take(&mut self, wish: f64) -> f64 {
        let beside = (0..TRIES).map(|number| {
            let steps = f64::from(number.div_ceil(2));
            if number % 2 == 1 { APART * steps } else { -APART * steps }
        });
        let places = beside.map(|by| wish + by).filter(|place| (self.from..=self.to).contains(place));
        let free = |place: &f64| self.taken.iter().all(|taken| (taken - place).abs() >= APART - 1.0);
        let place = places.into_iter().find(free).unwrap_or(wish.clamp(self.from, self.to));
        self.taken.push(place);
        place
    }
}

/// The outline of a mark of the side with that number: eight shapes, then the same again.
pub(super) fn shape(side: usize, x: f64, y: f64, half: f64) -> String {
    let corners = |corners: &[(f64, f64)]| {
        let point = |&(right, down): &(f64, f64)| {
            format!("{} {}", Px(right.mul_add(half, x)), Px(down.mul_add(half, y)))
        };
        format!("M{}Z", corners.iter().map(point).collect::<Vec<_>>().join("L"))
    };
    let t = 0.38;
    match side % 8 {
        0 => {
            let r = Px(half);
            format!(
                "M{} {y}a{r} {r} 0 1 0 {d} 0a{r} {r} 0 1 0 -{d} 0Z",
                Px(x - half),
                y = Px(y),
                d = Px(half * 2.0)
            )
        }
        1 => corners(&[(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)]),
        2 => corners(&[(0.0, -1.15), (1.1, 0.9), (-1.1, 0.9)]),
        3 => corners(&[(0.0, -1.3), (1.1, 0.0), (0.0, 1.3), (-1.1, 0.0)]),
        4 => corners(&[(-1.1, -0.9), (1.1, -0.9), (0.0, 1.15)]),
        5 => corners(&[
            (-t, -1.1),
            (t, -1.1),
            (t, -t),
            (1.1, -t),
            (1.1, t),
            (t, t),
            (t, 1.1),
            (-t, 1.1),
            (-t, t),
            (-1.1, t),
            (-1.1, -t),
            (-t, -t),
        ]),
        6 => corners(&[(-0.6, -1.0), (0.6, -1.0), (1.2, 0.0), (0.6, 1.0), (-0.6, 1.0), (-1.2, 0.0)]),
        _ => corners(&[(-1.2, -0.5), (1.2, -0.5), (1.2, 0.5), (-1.2, 0.5)]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_one_day_stand_beside_each_other() {
        let mut slots = Slots::new(0.0, 100.0);
        let places: Vec<f64> = [50.0, 50.0, 50.0, 99.0, 99.0].map(|wish| slots.take(wish)).into();
        assert_eq!(places, [50.0, 62.0, 38.0, 99.0, 87.0]);
    }

    #[test]
    fn there_is_a_place_for_any_number_of_marks() {
        let mut slots = Slots::new(0.0, 20.0);
        assert!((0..100).all(|_| (0.0..=20.0).contains(&slots.take(10.0))));
    }
}
