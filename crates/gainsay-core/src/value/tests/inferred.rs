//! The kind of values that nobody declares.

use super::BUILT_IN;
use crate::value::{Inferred, infer};

#[test]
fn the_first_kind_that_reads_all_values_is_theirs() {
    for (wordings, kind) in [
        (&["yes", "No"][..], Inferred::Flag),
        (&["yes", "3"], Inferred::Text),
        (&["no", "3"], Inferred::Quantity),
        (&["about 40", "60 km", "dozens"], Inferred::Quantity),
        (&["2024"], Inferred::Quantity),
        (&["1946", "1946-07-06"], Inferred::Date),
        (&["2024-10", "27 October 2024"], Inferred::Date),
        (&["by 2024", "since 2020"], Inferred::Date),
        (&["2024-10-27/2024-10-28", "within days"], Inferred::Date),
        (&["red", "3"], Inferred::Text),
        (&["red"], Inferred::Text),
        (&[""], Inferred::Text),
        (&[], Inferred::Text),
    ] {
        let found = infer(wordings.iter().copied(), &BUILT_IN.hedges, &BUILT_IN.units);
        assert_eq!(found, kind, "{wordings:?}");
    }
}
