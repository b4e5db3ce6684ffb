//! Where marks go, and what they look like.

use super::px::Px;

/// Room between two marks of one day.
const APART: f64 = 12.0;

/// How far the marks of one day reach at least, however short a day is: each then still covers its day.
const REACH: f64 = 8.0;

/// Half the room above and below a mark.
const AROUND: f64 = 7.0;

/// Where a mark and its bar begin and end from top to bottom.
pub(super) type Extent = (f64, f64);

/// How far to the right of their day marks of it stand that are given from top to bottom, where a day is `day` wide: those that would lie
/// upon each other stand beside each other, all of them on that day.
pub(super) fn beside(marks: &[Extent], day: f64) -> Vec<f64> {
    let mut lanes: Vec<Vec<Extent>> = Vec::new();
    let places: Vec<usize> = marks
        .iter()
        .map(|&(top, bottom)| {
            let extent = (top - AROUND, bottom + AROUND);
            let free =
                |lane: &Vec<Extent>| lane.iter().all(|taken| extent.1 <= taken.0 || taken.1 <= extent.0);
            let lane = lanes.iter().position(free).unwrap_or_else(|| {
                lanes.push(Vec::new());
                lanes.len() - 1
            });
            lanes[lane].push(extent);
            lane
        })
        .collect();
    let gaps = float(lanes.len().saturating_sub(1));
    let step = APART.min((day * 0.8).max(REACH) / gaps.max(1.0));
    places.into_iter().map(|lane| (float(lane) - gaps / 2.0) * step).collect()
}

/// A count as a length.
pub(super) fn float(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::MAX, f64::from)
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
    fn marks_of_one_day_stand_on_it() {
        assert_eq!(beside(&[(10.0, 10.0)], 1.0), [0.0]);
        assert_eq!(beside(&[(10.0, 10.0), (50.0, 50.0)], 1.0), [0.0, 0.0], "one above the other");
        assert_eq!(beside(&[(10.0, 10.0), (12.0, 50.0)], 100.0), [-6.0, 6.0], "beside each other");
        assert_eq!(beside(&[(10.0, 10.0), (12.0, 50.0)], 1.0), [-4.0, 4.0], "where a day is short");
        let many = beside(&[(10.0, 90.0); 100], 20.0);
        assert!(many.iter().all(|place| place.abs() <= 8.0));
    }
}
