//! Flags: yes or no.

use super::lexis::{Part, Role, Vocabulary};
use super::{Allowed, Interval, Point, Ranges, Unreadable};

/// Reads yes or no, as the point 1 or 0: `yes`, `not yet`, `probably yes`, `partly`. Other words cannot be read.
pub fn read(wording: &str, vocabulary: Vocabulary<'_>) -> Result<Allowed, Unreadable> {
    let words = vocabulary.words;
    let text = wording.trim();
    let answer = |text: &str| {
        let answer = |role| words.is(Part::Answers, role, text);
        answer(Role::Yes).then_some(1).or_else(|| answer(Role::No).then_some(0))
    };
    let exactly = |point: i32| Ranges::one(Interval::only(Point::from(point)));
    if let Some(point) = answer(text) {
        return Ok(Allowed::exactly(exactly(point)));
    }
    // In part it is so, and in part not.
    if words.is(Part::Answers, Role::Partly, text) {
        return Ok(Allowed::all());
    }
    let doubt =
        words.at(Part::Statements, text, 0).filter(|met| matches!(met.role, Role::Possible | Role::Probable));
    if let Some(met) = doubt {
        let rest = text[met.end..].trim_start_matches(|c: char| c.is_whitespace() || c == ',');
        match answer(rest) {
            Some(point) if met.role == Role::Probable => {
                return Ok(Allowed::new(exactly(point), Ranges::all()));
            }
            // "Possibly" and "possibly not" leave it open.
            Some(_) => return Ok(Allowed::all()),
            None if rest.is_empty() && met.role == Role::Possible => return Ok(Allowed::all()),
            None if rest.is_empty() => return Ok(Allowed::new(exactly(1), Ranges::all())),
            None => {}
        }
    }
    let start = wording.len() - wording.trim_start().len();
    Err(Unreadable::new("this is neither yes nor no", start..start + text.len()).help("write `yes` or `no`"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::show::show_flag;
    use crate::value::tests::BUILT_IN;

    #[test]
    fn yes_and_no_are_read_in_their_usual_words() {
        for (wording, shown) in [
            ("yes", "yes"),
            (" True ", "yes"),
            ("ON", "yes"),
            ("y", "yes"),
            ("no", "no"),
            ("false", "no"),
            ("Off", "no"),
            ("n", "no"),
            ("not yet", "no"),
            ("probably yes", "yes"),
            ("likely", "yes"),
            ("probably not yet", "no"),
            ("possibly", "yes or no"),
            ("partly", "yes or no"),
        ] {
            assert_eq!(show_flag(&read(wording, BUILT_IN.vocabulary()).unwrap().plain), shown, "{wording}");
        }
        assert_eq!(show_flag(&read("probably yes", BUILT_IN.vocabulary()).unwrap().doubled), "yes or no");
    }

    #[test]
    fn other_words_are_told() {
        for (wording, blamed) in
            [("sort of", "sort of"), ("", ""), ("1", "1"), ("  yes or no ", "yes or no"), ("不", "不")]
        {
            let unreadable = read(wording, BUILT_IN.vocabulary()).unwrap_err();
            assert_eq!(&wording[unreadable.range], blamed);
            assert_eq!(unreadable.help.as_deref(), Some("write `yes` or `no`"));
        }
    }
}
