//! Message templates: `{sources} disagree on {attribute}[ in {place}]: {values}`.
//!
//! A placeholder in braces is filled in. What is in square brackets is left out where one of its placeholders
//! has nothing to fill in.

use std::ops::Range;

/// What a template may hold, in the order in which help lists it.
pub(crate) const PLACEHOLDERS: [&str; 5] = ["sources", "attribute", "subject", "place", "values"];

/// Fills `template` in by `value`, which is asked for each placeholder by name; `None` where there is nothing to say.
#[must_use]
pub fn fill(template: &str, mut value: impl FnMut(&str) -> Option<String>) -> String {
    let mut text = String::with_capacity(template.len() + 64);
    let mut rest = template;
    while let Some((before, option)) = rest.split_once('[') {
        let Some((option, after)) = option.split_once(']') else { break };
        text.push_str(&plain(before, &mut value).0);
        let (filled, complete) = plain(option, &mut value);
        if complete {
            text.push_str(&filled);
        }
        rest = after;
    }
    text.push_str(&plain(rest, &mut value).0);
    text
}

/// `template` filled in, and whether every placeholder had something to say.
fn plain(template: &str, value: &mut impl FnMut(&str) -> Option<String>) -> (String, bool) {
    let (mut text, mut complete) = (String::new(), true);
    let mut rest = template;
    while let Some((before, placeholder)) = rest.split_once('{') {
        let Some((name, after)) = placeholder.split_once('}') else { break };
        text.push_str(before);
        match value(name) {
            Some(filled) => text.push_str(&filled),
            None => complete = false,
        }
        rest = after;
    }
    text.push_str(rest);
    (text, complete)
}

/// The placeholders of `template` with their bytes in it, braces left out.
pub(crate) fn placeholders(template: &str) -> Vec<(&str, Range<usize>)> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(open) = template[from..].find('{').map(|at| from + at + 1) {
        let Some(close) = template[open..].find('}').map(|at| open + at) else { break };
        found.push((&template[open..close], open..close));
        from = close;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(template: &str, place: Option<&str>) -> String {
        fill(template, |name| match name {
            "sources" => Some("A and B".to_owned()),
            "place" => place.map(str::to_owned),
            _ => None,
        })
    }

    #[test]
    fn an_option_without_its_word_is_left_out() {
        let template = "{sources} disagree[ in {place}]: so";
        assert_eq!(filled(template, Some("Kursk")), "A and B disagree in Kursk: so");
        assert_eq!(filled(template, None), "A and B disagree: so");
    }

    #[test]
    fn what_does_not_close_is_taken_as_written() {
        assert_eq!(filled("{sources} [and {place", Some("x")), "A and B [and {place");
        assert_eq!(filled("a ] b } c", None), "a ] b } c");
    }

    #[test]
    fn placeholders_are_found_with_their_spots() {
        assert_eq!(placeholders("{a}[ in {bc}] {d"), [("a", 1..2), ("bc", 9..11)]);
    }
}
