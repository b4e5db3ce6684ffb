//! Dates under attributes that are about a beginning.

use super::BUILT_IN;
use super::dates::{AS_OF, read};
use crate::value::{Told, days};

#[test]
fn what_has_been_so_since_a_day_began_by_then() {
    const UNCLEAR: &str = "this may mean the earliest possible day, or that it had begun by then";
    let unclear = format!("{UNCLEAR} [as early as]");
    for (wording, of_beginning, of_other) in [
        ("since 27 May 2023", "27 May 2023", "from 27 May 2023"),
        ("ever since 2019", "1 Jan to 31 Dec 2019", "from 1 Jan 2019"),
        ("since August", "1 to 31 Aug 2024", "from 1 Aug 2024"),
        ("since about 27 May 2023", "24 to 30 May 2023", "from 24 May 2023"),
        ("since at least February 2023", "until 28 Feb 2023", "until 28 Feb 2023"),
        ("at least since February 2023", "until 28 Feb 2023", "until 28 Feb 2023"),
        ("since at least Tuesday", "until 22 Oct 2024", "until 22 Oct 2024"),
        ("since as early as July 2021", "until 31 Jul 2021", "until 31 Jul 2021"),
        ("as early as July 2021", "until 31 Jul 2021", &unclear),
        ("as early as 2019", "until 31 Dec 2019", &unclear),
        ("as early as December 2024", "from 1 Dec 2024", "from 1 Dec 2024"),
        ("as early as tomorrow", "from 23 Oct 2024", "from 23 Oct 2024"),
        ("not before July 2021", "from 1 Jul 2021", "from 1 Jul 2021"),
        ("by July 2021", "until 31 Jul 2021", "until 31 Jul 2021"),
        ("2024-11-01 onwards", "from 1 Nov 2024", "from 1 Nov 2024"),
        ("27 May 2023 at the earliest", "from 27 May 2023", "from 27 May 2023"),
        ("27 May 2023", "27 May 2023", "27 May 2023"),
    ] {
        assert_eq!([true, false].map(|begins| read(wording, begins)), [of_beginning, of_other], "{wording}");
    }
    let unreadable = days::read(
        "as early as July 2021",
        Told { as_of: Some((AS_OF, AS_OF)), ..Told::default() },
        BUILT_IN.vocabulary(),
    );
    assert_eq!(
        unreadable.unwrap_err().help.as_deref(),
        Some("write `not before July 2021` or `by July 2021`")
    );
}

#[test]
fn the_name_of_an_attribute_says_that_it_is_a_beginning() {
    for (attribute, beginning) in [
        ("exploitation-began", true),
        ("start-of-exploitation", true),
        ("First Exploited", true),
        ("known-since", true),
        ("election-date", false),
        ("startle", false),
        ("deadline", false),
    ] {
        assert_eq!(BUILT_IN.words.is_beginning(attribute), beginning, "{attribute}");
    }
}
