//! Lists of wordings, none of which may come twice.

use std::collections::HashMap;

use crate::rule::pattern;
use gainsay_yaml::text::{Files, Problem, Span, Text, suggest};

/// The wordings met so far, and where each stands.
#[derive(Debug, Default)]
pub(super) struct Wordings(HashMap<String, Span>);

impl Wordings {
    /// Whether `wording` is new. One that came before is told, with both spots.
    pub(super) fn add(&mut self, wording: &str, span: Span, problems: &mut Vec<Problem>) -> bool {
        // Case, and the sign between words, make no other wording of it.
        let key = pattern::fold(wording.trim()).to_lowercase();
        if let Some(&first) = self.0.get(&key) {
            problems.push(
                Problem::new("duplicate-wording", span, format!("`{wording}` stands for two things"))
                    .label("again here")
                    .related(first, "here first")
                    .help("remove one of them"),
            );
            return false;
        }
        self.0.insert(key, span);
        true
    }

    /// The texts of `list` that are new and not empty.
    pub(super) fn add_all(
        &mut self,
        files: &Files,
        list: &[Text],
        problems: &mut Vec<Problem>,
    ) -> Vec<String> {
        let texts = list.iter().map(|text| (text.as_str(files), text.span));
        texts
            .filter(|(text, span)| self.add(text, *span, problems))
            .map(|(text, _)| text.to_owned())
            .collect()
    }
}

/// Help for an unknown `word`: the nearest of `known`, else what else to do.
pub(super) fn help<'a>(word: &str, known: impl IntoIterator<Item = &'a str>, otherwise: &str) -> String {
    match suggest::closest(word, known) {
        Some(near) => format!("did you mean `{near}`?"),
        None => otherwise.to_owned(),
    }
}
