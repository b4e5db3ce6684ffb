//! Times of more than a day, as tables write them: years, quarters, months.

use std::collections::BTreeMap;

use gainsay_core::date;

/// How long a time is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Period {
    Year,
    Quarter,
    Month,
    /// From one date to another.
    Other,
}

impl Period {
    /// How long the time that `text` names is; nothing where it is a day, or no time.
    pub(super) fn of(text: &str) -> Option<Self> {
        if is_year(text) {
            return Some(Self::Year);
        }
        if quarter(text).is_some() {
            return Some(Self::Quarter);
        }
        let when = date::parse(text).ok().filter(|_| text.contains('-'))?;
        let is_month = text.len() == "2020-05".len() && (28..=31).contains(&(when.last.0 - when.first.0 + 1));
        match text.contains('/') {
            true if when.throughout && when.first < when.last => Some(Self::Other),
            false if is_month => Some(Self::Month),
            _ => None,
        }
    }

    /// What it is called.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Year => "year",
            Self::Quarter => "quarter",
            Self::Month => "month",
            Self::Other => "period",
        }
    }
}

/// How many days a month is taken for.
pub(super) const MONTH: i32 = 30;

/// How many days lie between each two of `days`, which ascend, and how often; those of any month count as one number.
pub(super) fn gaps(days: &[i32]) -> BTreeMap<i32, usize> {
    let mut gaps = BTreeMap::new();
    for gap in days.windows(2).map(|pair| pair[1] - pair[0]) {
        *gaps.entry(if (28..=31).contains(&gap) { MONTH } else { gap }).or_default() += 1;
    }
    gaps
}

/// Whether a text is a year of four digits, and most likely no other number.
pub(super) fn is_year(text: &str) -> bool {
    text.len() == 4 && text.starts_with(['1', '2']) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The months of a quarter such as `2020-Q1` or `Q1 2020`, from the first to the last, as EDTF has them.
pub(super) fn quarter(text: &str) -> Option<String> {
    const SIGNS: [char; 5] = [' ', '-', '/', '.', '\''];
    let at = text.find(['Q', 'q'])?;
    let number = text[at + 1..].chars().next()?.to_digit(10).filter(|number| (1..=4).contains(number))?;
    let year = match (text[..at].trim_end_matches(SIGNS), text[at + 2..].trim_start_matches(SIGNS)) {
        (year, "") | ("", year) if is_year(year) => year,
        _ => return None,
    };
    Some(format!("{year}-{:02}/{year}-{:02}", 3 * number - 2, 3 * number))
}

/// The time that `text` names, as EDTF has it.
pub(super) fn written(text: &str) -> String {
    quarter(text).unwrap_or_else(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_more_than_a_day_are_known() {
        for (text, period) in [
            ("2020", Some(Period::Year)),
            ("2020-Q1", Some(Period::Quarter)),
            ("2020Q1", Some(Period::Quarter)),
            ("q4 2020", Some(Period::Quarter)),
            ("Q1/2020", Some(Period::Quarter)),
            ("2020-05", Some(Period::Month)),
            ("2020-05-01/2020-05-07", Some(Period::Other)),
            ("2020-05-01", None),
            ("2020-05-01?", None),
            ("2020-Q5", None),
            ("2020-21", None),
            ("Q1", None),
            ("5000", None),
            ("20", None),
            ("May", None),
        ] {
            assert_eq!(Period::of(text), period, "{text}");
        }
        assert_eq!(quarter("2020-Q1").as_deref(), Some("2020-01/2020-03"));
        assert_eq!(quarter("Q4 2020").as_deref(), Some("2020-10/2020-12"));
    }
}
