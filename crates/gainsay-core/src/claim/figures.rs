//! Values that records give by their figures.

use gainsay_yaml::text::{Files, Span, Text};

/// A value given by its figures; at least one of `low`, `best` and `high` is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figures {
    /// The whole mapping.
    pub span: Span,
    /// The source's own words, where the figures were worked out from them.
    pub worded: Option<Text>,
    /// The lowest value that the source allows.
    pub low: Option<Text>,
    /// The value that the source holds most likely; may bear a hedge.
    pub best: Option<Text>,
    /// The highest value that the source allows.
    pub high: Option<Text>,
    /// By how much they may be off either way, as the record gives it.
    pub margin: Option<Text>,
}

impl Figures {
    /// The words of the source, else the figures.
    #[must_use]
    pub fn show(&self, files: &Files) -> String {
        let worded = self.worded.as_ref();
        worded.map_or_else(|| self.numbers(files), |worded| worded.as_str(files).to_owned())
    }

    /// The figures alone: `30 to 80`.
    fn numbers(&self, files: &Files) -> String {
        let text = |text: &Option<Text>| text.as_ref().map(|text| text.as_str(files).to_owned());
        match (text(&self.low), text(&self.best), text(&self.high)) {
            (Some(low), _, Some(high)) => format!("{low} to {high}"),
            (None, Some(best), _) | (Some(_), Some(best), None) => match text(&self.margin) {
                Some(margin) => format!("{best} ± {margin}"),
                None => best,
            },
            (Some(low), None, None) => format!("at least {low}"),
            (None, None, Some(high)) => format!("at most {high}"),
            (None, None, None) => String::new(),
        }
    }

    /// The figures, where the words of the source lack them; nothing where there are no words.
    pub(super) fn beside_words(&self, files: &Files) -> Option<String> {
        let (said, numbers) = (digits(self.worded.as_ref()?.as_str(files)), self.numbers(files));
        let is_said = digits(&numbers).iter().all(|number| said.contains(number));
        (!is_said).then_some(numbers)
    }
}

/// The digits of each number.
fn digits(text: &str) -> Vec<String> {
    let numbers = text.split(|c: char| !(c.is_ascii_digit() || matches!(c, ',' | '.')));
    let words = numbers.map(|number| number.chars().filter(char::is_ascii_digit).collect());
    words.filter(|digits: &String| !digits.is_empty()).collect()
}
