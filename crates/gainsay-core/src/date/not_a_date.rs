//! What is wrong with a text that is not a date, and what was meant.

use jiff::civil::Date;

/// Why a text is not a date, and which bytes of it are to blame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotADate {
    /// What is wrong with it.
    pub message: String,
    /// The bytes that are to blame.
    pub range: std::ops::Range<usize>,
    /// What to write instead.
    pub help: String,
    /// The date in EDTF, where it is clear and no less than what is written.
    pub meant: Option<String>,
    /// Whether that one alone can be meant.
    pub sure: bool,
}

impl std::fmt::Display for NotADate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for NotADate {}

/// What the parser blames at `at`, and what to write instead.
pub(super) fn not_a_date(text: &str, blame: &str, at: usize) -> NotADate {
    let meant = guess(text);
    let (why, help) = match &meant {
        Meant::Day(day) => (format!(": {NOT_EDTF}"), did_you_mean(*day)),
        Meant::Part(day) => (why(text, blame, at), did_you_mean(*day)),
        Meant::Turned(day, month) => (format!(": there is no month {month}"), did_you_mean(*day)),
        Meant::Either(one, other) => (": it may mean two days".to_owned(), either(*one, *other)),
        Meant::ShortYear(day) => (
            ": the year is not written in full".to_owned(),
            format!("write the year in full, such as `{day}`"),
        ),
        Meant::Unknown => (
            why(text, blame, at),
            "write `2024-10-23`, `2024-10`, `2024`, or from one to another: `2024-10-13/2024-10-18`"
                .to_owned(),
        ),
    };
    let range = match &meant {
        Meant::Unknown => blamed(text, blame, at),
        Meant::Turned(..) => 5..7,
        _ => 0..text.len(),
    };
    let sure = matches!(meant, Meant::Day(_));
    let meant = match meant {
        Meant::Day(day) | Meant::Turned(day, _) => Some(day.to_string()),
        _ => None,
    };
    NotADate { message: format!("`{}` is not a date{why}", shorten(text)), range, help, meant, sure }
}

fn did_you_mean(day: Date) -> String {
    format!("did you mean `{day}`?")
}

fn either(one: Date, other: Date) -> String {
    let [first, second] = [one, other].map(|day| format!("`{day}` for {}", day.strftime("%-d %B")));
    format!("day or month first? write {first}, or {second}")
}

/// The bytes that are to blame: the word at `at`, or all of it.
fn blamed(text: &str, blame: &str, at: usize) -> std::ops::Range<usize> {
    let at = if blame == DAY_OF_NO_MONTH { at.saturating_sub(3) } else { at };
    // Of an interval that is wrong as a whole, the second date is to blame: all of it.
    let second = at > 0 && text[..at.min(text.len())].ends_with('/') && blame.starts_with("interval");
    let inner = |c: char| if second { c == '/' } else { !c.is_alphanumeric() };
    let word = text.get(at..).map_or(0, |rest| rest.find(inner).unwrap_or(rest.len()));
    if word == 0 { 0..text.len() } else { at..at + word }
}

/// What the parser says of a day behind what it takes for a season or another part of a year.
const DAY_OF_NO_MONTH: &str = "sub-year groupings cannot carry a day";

/// What the parser blames at `at`, in words that a user would use. It has many more that ask for what no date needs.
fn why(text: &str, blame: &str, at: usize) -> String {
    // What a text without a single digit lacks is not the right sign in the right spot.
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return String::new();
    }
    let two = |at: usize| text.get(at..at + 2).filter(|two| two.bytes().all(|byte| byte.is_ascii_digit()));
    let month = two(if blame == DAY_OF_NO_MONTH { at.saturating_sub(3) } else { at });
    let of_month = [DAY_OF_NO_MONTH, "month must be 01-12 or a sub-year code 21-41", "month must be 01-12"];
    let plain = match (blame, month) {
        (blame, Some(month)) if of_month.contains(&blame) => return format!(": there is no month {month}"),
        ("day is out of range for the month", Some(day)) => return format!(": that month has no day {day}"),
        ("interval end precedes interval start", _) => "it ends before it starts",
        ("interval needs at least one dated endpoint", _) => "neither of its ends is a date",
        ("hour must be 00-23 (24 is not allowed)", _) => "hours go from 00 to 23",
        ("minute must be 00-59", _) => "minutes go from 00 to 59",
        ("second must be 00-60", _) => "seconds go from 00 to 59",
        (of_set, _) if of_set == SET => SET,
        (too_large, _) if too_large == YEARS => YEARS,
        _ => NOT_EDTF,
    };
    format!(": {plain}")
}

const NOT_EDTF: &str = "dates are written year-month-day";
/// Why a set of dates is none.
pub(super) const SET: &str = "a set of dates cannot be compared";
/// Why a year that is too large is none.
pub(super) const YEARS: &str = "only the years -9999 to 9999 can be compared";

fn shorten(text: &str) -> &str {
    let end = text.char_indices().nth(40).map_or(text.len(), |(at, _)| at);
    text[..end].lines().next().unwrap_or_default()
}

/// What a text that is not a date may mean.
enum Meant {
    /// This day alone.
    Day(Date),
    /// This day, and more that is not known: a time.
    Part(Date),
    /// This day, if what stands for the month is the day.
    Turned(Date, String),
    /// One of two, as either the day or the month comes first.
    Either(Date, Date),
    /// A day of any century, such as this one.
    ShortYear(Date),
    /// No day, or none that is clear.
    Unknown,
}

/// The date that `text` gives in one of the usual ways.
fn guess(text: &str) -> Meant {
    const WAYS: [&str; 9] = [
        "%d %b %Y",
        "%d %B %Y",
        "%b %d, %Y",
        "%B %d, %Y",
        "%b %d %Y",
        "%B %d %Y",
        "%Y-%m-%d",
        "%Y/%m/%d",
        "%d.%m.%Y",
    ];
    let plain = text.split_once([' ', 'T']).map(|(date, _)| date).unwrap_or_default();
    let text = without_abbreviation(text.trim());
    // A year of two digits may be of any century, and digits of a month may be read as one.
    let whole = |date: &Date| text.contains(&format!("{:04}", date.year()));
    let strict = |way: &str, text: &str| Date::strptime(way, text).ok().filter(whole);
    // A day of the week that is another one makes no date.
    let ways = ["", "%A, ", "%A ", "%a, ", "%a "]
        .into_iter()
        .flat_map(|before| WAYS.map(|way| format!("{before}{way}")));
    if let Some(day) = ways.into_iter().find_map(|way| strict(&way, &text)) {
        return Meant::Day(day);
    }
    match numbers(&text).map_or(Meant::Unknown, of_numbers) {
        Meant::Unknown => strict("%Y-%m-%d", plain).map_or(Meant::Unknown, Meant::Part),
        meant => meant,
    }
}

/// `text` with its month in the three letters that are known, and without the point behind them: `Sept. 5, 2024`.
fn without_abbreviation(text: &str) -> String {
    let text = text.replace("Sept.", "Sep").replace("Sept ", "Sep ");
    match text.split_once('.') {
        Some((before, behind)) if before.ends_with(char::is_alphabetic) => format!("{before}{behind}"),
        _ => text,
    }
}

/// The three numbers that `text` is, with the same sign between them.
fn numbers(text: &str) -> Option<[&str; 3]> {
    let sign = text.chars().find(|sign| ['-', '/', '.'].contains(sign))?;
    let numbers: Vec<&str> = text.split(sign).collect();
    let short = |number: &&str| (1..=4).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit());
    <[&str; 3]>::try_from(numbers).ok().filter(|numbers| numbers.iter().all(short))
}

/// The date of three numbers: of `13/08/2015` only one of day and month can come first, of `2015-31-12` the day.
fn of_numbers([first, second, third]: [&str; 3]) -> Meant {
    let day = |year: &str, month: &str, day: &str| {
        Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
    };
    match [first.len(), second.len(), third.len()] {
        [4, 2, 2] => {
            day(first, third, second).map_or(Meant::Unknown, |day| Meant::Turned(day, second.to_owned()))
        }
        [1 | 2, 1 | 2, 4] => match (day(third, second, first), day(third, first, second)) {
            (Some(one), Some(other)) if one != other => Meant::Either(one, other),
            (Some(date), _) | (_, Some(date)) => Meant::Day(date),
            _ => Meant::Unknown,
        },
        [1 | 2, 1 | 2, 1 | 2] => {
            let iso = (first.len() == 2).then(|| day(&format!("20{first}"), second, third)).flatten();
            Meant::ShortYear(iso.unwrap_or(jiff::civil::date(2024, 10, 23)))
        }
        _ => Meant::Unknown,
    }
}
