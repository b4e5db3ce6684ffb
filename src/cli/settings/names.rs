//! The rules that settings name: each has to be there.

use super::{Origin, Setting, Settings};
use crate::cli::configuration::broken;
use crate::cli::known::ignorable;
use crate::cli::select::{RULES, unmatched};
use crate::run::{Cause, Failure};
use gainsay_core::problem::{Code, Problem};
use gainsay_core::rule::{Pattern, Rules};
use gainsay_core::text::Files;

impl Settings {
    /// Fails where a setting names a rule that is not among `rules`, and reports all such names.
    pub(crate) fn check(&self, rules: &Rules) -> Result<(), Failure> {
        let ids: Vec<&str> = rules.rules.keys().map(String::as_str).collect();
        let with_codes: Vec<&str> = ids.iter().copied().chain(ignorable()).collect();
        let mut problems = Vec::new();
        let mut flags = Vec::new();
        for set in &self.severities {
            problems.extend(unknown(&set.rules, &ids));
        }
        for set in self.path_severities.iter().flat_map(|of_path| &of_path.severities) {
            problems.extend(unknown(&set.rules, &with_codes));
        }
        for (patterns, known) in [(&self.select, &ids), (&self.ignore, &with_codes)] {
            let Setting { value, from } = patterns;
            let unknown = value.iter().filter_map(|pattern| unknown(pattern, known));
            match from {
                Origin::File(_) => problems.extend(unknown),
                _ => flags.extend(unknown),
            }
        }
        let failure = (!problems.is_empty()).then(|| {
            let mut files = Files::default();
            for (_, file) in self.files.iter() {
                files.add(file.path.clone(), file.text.clone());
            }
            broken(files, &problems)
        });
        let messages: Vec<_> = flags.iter().map(|problem| problem.message.as_str()).collect();
        match (failure, flags.first()) {
            (None, None) => Ok(()),
            (Some(failure), None) => Err(failure),
            (failure, Some(first)) => {
                let spots = failure.map(|failure| failure.spots).unwrap_or_default();
                let cause = Cause::Configuration;
                Err(Failure { cause, message: messages.join("; "), help: first.help.clone(), spots })
            }
        }
    }
}

/// What is wrong with a pattern that matches none of the `known` names.
fn unknown(pattern: &Pattern, known: &[&str]) -> Option<Problem> {
    let (message, help) =
        unmatched("rule", pattern, known, |name| pattern.matches(name), || RULES.to_owned())?;
    Some(Problem::new(Code::UnknownRule, pattern.text.span, message).help(help))
}
