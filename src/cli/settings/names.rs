//! The rules that settings name: each has to be there.

use super::{Origin, Setting, Settings};
use crate::cli::configuration::broken;
use crate::cli::select::near;
use crate::run::Failure;
use gainsay_core::codes::CODES;
use gainsay_core::rule::{Pattern, Rules};
use gainsay_core::text::{Files, Problem};

impl Settings {
    /// Fails where a setting names a rule that is not among `rules`, and reports all such names.
    pub(crate) fn check(&self, rules: &Rules) -> Result<(), Failure> {
        let ids: Vec<&str> = rules.rules.keys().map(String::as_str).collect();
        let with_codes: Vec<&str> = ids.iter().chain(&CODES).copied().collect();
        let mut problems = Vec::new();
        let mut flags = Vec::new();
        for set in &self.severities {
            problems.extend(unknown(&set.rules, &ids));
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
                Err(Failure { message: messages.join("; "), help: first.help.clone(), spots })
            }
        }
    }
}

/// What is wrong with a pattern that matches none of the `known` names.
fn unknown(pattern: &Pattern, known: &[&str]) -> Option<Problem> {
    if known.iter().any(|name| pattern.matches(name)) {
        return None;
    }
    let word = &pattern.text.value;
    let message = if pattern.is_glob() {
        format!("no rule matches `{word}`")
    } else {
        format!("unknown rule `{word}`")
    };
    let help = near(word, known.iter().copied());
    let help = help.unwrap_or_else(|| "`gainsay rules` lists the rules in force".to_owned());
    Some(Problem::new("unknown-rule", pattern.text.span, message).help(help))
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use gainsay_core::codes::CODES;

    /// The codes in the sources at and below `folder`.
    fn codes(folder: &Path) -> Vec<String> {
        let mut codes = Vec::new();
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                codes.extend(self::codes(&path));
            } else {
                let text = fs::read_to_string(&path).unwrap();
                // However it is made: what a constructor is given first, and is written like a code.
                let first = text.split("::new(").skip(1);
                let quoted = first.filter_map(|rest| rest.trim_start().strip_prefix('"'));
                let words = quoted.filter_map(|rest| rest.split('"').next());
                let code = |word: &&str| {
                    word.contains('-')
                        && word
                            .bytes()
                            .all(|byte| byte == b'-' || byte.is_ascii_lowercase() || byte.is_ascii_digit())
                };
                codes.extend(words.filter(code).map(str::to_owned));
            }
        }
        codes
    }

    #[test]
    fn every_problem_with_a_record_can_be_ignored_by_its_name() {
        assert!(CODES.is_sorted());
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let found: Vec<String> = [
            "src/files",
            "crates/gainsay-yaml/src",
            "crates/gainsay-core/src/claim",
            "crates/gainsay-core/src/check",
        ]
        .iter()
        .flat_map(|folder| codes(&root.join(folder)))
        .collect();
        assert!(found.len() > 20 && found.iter().any(|code| code == "archive-too-large"));
        for code in found {
            assert!(CODES.contains(&code.as_str()), "`{code}` is missing");
        }
    }
}
