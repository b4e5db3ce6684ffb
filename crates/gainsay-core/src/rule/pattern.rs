//! Names and globs.

use std::borrow::Cow;
use std::sync::OnceLock;

use globset::GlobBuilder;

use super::Pattern;
use super::model::{Glob, Signs};
use crate::globs;
use crate::problem::{Code, Problem};
use crate::value::language::Language;
use gainsay_yaml::text::Spanned;

impl Pattern {
    /// The pattern that `text` writes; a problem where it is empty or no valid glob.
    pub fn new(text: Spanned<String>) -> Result<Self, Problem> {
        if text.value.trim().is_empty() {
            return Err(Problem::new(Code::BadPattern, text.span, "the name is empty")
                .help("give a name, or a glob such as `troops-*`"));
        }
        if !text.value.contains(['*', '?', '[', '{', '\\']) {
            return Ok(Self { text, glob: None, canonical: OnceLock::new() });
        }
        if let Some(why) = globs::refusal(&text.value) {
            return Err(Problem::new(
                Code::BadPattern,
                text.span,
                format!("this glob cannot be used: {why}"),
            )
            .help("`*` stands for any characters; several patterns can be given in a list"));
        }
        if !text.value.contains(['?', '[', ']', '{', '}', '\\', '/']) {
            return Ok(Self { text, glob: Some(Glob::Stars), canonical: OnceLock::new() });
        }
        match GlobBuilder::new(&fold(&text.value)).literal_separator(false).build() {
            Ok(written) => {
                let (matcher, of_attributes) = Default::default();
                let glob = Glob::Signs(Box::new(Signs { written, matcher, of_attributes }));
                Ok(Self { text, glob: Some(glob), canonical: OnceLock::new() })
            }
            Err(error) => Err(Problem::new(
                Code::BadPattern,
                text.span,
                format!("`{}` is not a valid glob: {}", text.value, error.kind()),
            )
            .help("`*` stands for any characters and `?` for one")),
        }
    }

    /// Whether `name` is the name, or one that the glob allows. `_` and `-` count as the same character.
    #[must_use]
    pub fn matches(&self, name: &str) -> bool {
        match &self.glob {
            Some(Glob::Stars) => stars(&fold(&self.text.value), &fold(name)),
            Some(Glob::Signs(glob)) => {
                let matcher = glob.matcher.get_or_init(|| glob.written.compile_matcher());
                matcher.is_match(fold(name).as_ref())
            }
            None => same(&self.text.value, name),
        }
    }

    /// The same for the name of an attribute: case counts for nothing, and a blank is another `-`.
    #[must_use]
    pub fn matches_attribute(&self, name: &str) -> bool {
        match &self.glob {
            Some(Glob::Stars) => stars(&fold_attribute(&self.text.value), &fold_attribute(name)),
            Some(Glob::Signs(glob)) => {
                let loose = || {
                    let folded = fold_attribute(glob.written.glob()).into_owned();
                    let built = GlobBuilder::new(&folded).literal_separator(false).build();
                    built.unwrap_or_else(|_| glob.written.clone()).compile_matcher()
                };
                glob.of_attributes.get_or_init(loose).is_match(fold_attribute(name).as_ref())
            }
            None => same_attribute(&self.text.value, name),
        }
    }

    /// What the name has in common with those that say the same of an attribute.
    pub(super) fn canonical(&self) -> &str {
        self.canonical.get_or_init(|| canonical(&fold_attribute(&self.text.value)).into())
    }

    /// Whether this is a glob rather than a name.
    #[must_use]
    pub fn is_glob(&self) -> bool {
        self.glob.is_some()
    }

    /// How much the pattern says: a name more than any glob, a longer glob more than a shorter one.
    #[must_use]
    pub fn weight(&self) -> (bool, usize) {
        (!self.is_glob(), self.text.value.chars().count())
    }
}

impl Pattern {
    /// Whether any of `patterns` matches `name`: the answer of one list of a filter. An empty list matches everything,
    /// and any other asks for a name.
    #[must_use]
    pub fn any(patterns: &[Self], name: Option<&str>) -> bool {
        patterns.is_empty() || name.is_some_and(|name| patterns.iter().any(|pattern| pattern.matches(name)))
    }
}

/// Whether `name` is what `pattern` allows, in which `*` stands for any characters: the same that a glob of no other sign says,
/// without a regular expression.
fn stars(pattern: &str, name: &str) -> bool {
    let Some((start, rest)) = pattern.split_once('*') else { return pattern == name };
    let Some(mut name) = name.strip_prefix(start) else { return false };
    let Some((middle, end)) = rest.rsplit_once('*') else { return name.ends_with(rest) };
    middle.split('*').all(|part| {
        let found = name.find(part);
        name = found.map_or(name, |at| &name[at + part.len()..]);
        found.is_some()
    }) && name.ends_with(end)
}

/// `name` with every `_` as `-`, so that names that count as the same are the same text.
pub(crate) fn fold(name: &str) -> Cow<'_, str> {
    if name.contains('_') { name.replace('_', "-").into() } else { name.into() }
}

/// The name of an attribute as it is compared: without case, and with `_` and blanks as `-`.
pub(crate) fn fold_attribute(name: &str) -> Cow<'_, str> {
    // Nearly all are written so.
    let usual = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    let plain = |c: char| !(c == '_' || c.is_whitespace() || c.is_uppercase());
    if name.bytes().all(usual) || name.chars().all(plain) {
        return name.into();
    }
    folded(name).collect::<String>().into()
}

/// What names of attributes that say the same have in common, for a name as it is compared.
pub(crate) fn canonical(folded: &str) -> Cow<'_, str> {
    Language::english().names().canonical(folded)
}

fn folded(name: &str) -> impl Iterator<Item = char> {
    let dashed = name.chars().map(|c| if c == '_' || c.is_whitespace() { '-' } else { c });
    dashed.flat_map(char::to_lowercase)
}

/// Whether two names are of one attribute: they differ in nothing but case and in `-`, `_` and blanks.
fn same_attribute(left: &str, right: &str) -> bool {
    // Of ASCII, names of different length are different.
    let plain = left.is_ascii() && right.is_ascii();
    !(plain && left.len() != right.len()) && folded(left).eq(folded(right))
}

fn same(left: &str, right: &str) -> bool {
    let dash = |byte| if byte == b'_' { b'-' } else { byte };
    left.len() == right.len() && left.bytes().map(dash).eq(right.bytes().map(dash))
}

#[cfg(test)]
mod tests {
    use gainsay_yaml::text::{Files, Span};
    use proptest::prelude::*;

    use super::*;

    fn pattern(text: &str) -> Result<Pattern, Problem> {
        let mut files = Files::default();
        let file = files.add("a.yaml", text);
        Pattern::new(Spanned::new(text.to_owned(), Span::new(file, 0, text.len() as u32)))
    }

    #[test]
    fn names_match_themselves_with_either_dash() {
        let name = pattern("death-toll").unwrap();
        assert!(name.matches("death_toll") && name.matches("death-toll"));
        assert!(!name.matches("death-tolls") && !name.matches("death toll"));
    }

    #[test]
    fn attributes_match_whatever_the_case_and_the_sign_between_words() {
        let (name, glob) = (pattern("Death toll").unwrap(), pattern("*_Share").unwrap());
        for written in ["death-toll", "DEATH_TOLL", "Death Toll"] {
            assert!(name.matches_attribute(written), "{written}");
        }
        assert!(!name.matches_attribute("deathtoll") && !name.matches("death-toll"));
        assert!(glob.matches_attribute("Left share") && glob.matches_attribute("left-share"));
    }

    #[test]
    fn globs_match_with_either_dash() {
        let glob = pattern("troops_*").unwrap();
        assert!(glob.is_glob() && glob.matches("troops-in-kursk") && glob.matches("troops_in_kursk"));
        assert!(!glob.matches("troops"));
        assert!(pattern("*").unwrap().matches("any/thing at all"));
    }

    proptest! {
        #[test]
        fn stars_say_the_same_as_globs(pattern in "[ab*]{1,6}", name in "[ab]{0,6}") {
            let glob = GlobBuilder::new(&pattern).literal_separator(false).build().unwrap();
            prop_assert_eq!(stars(&pattern, &name), glob.compile_matcher().is_match(&name), "{} {}", pattern, name);
        }
    }

    #[test]
    fn a_name_weighs_more_than_a_glob_and_a_longer_glob_more_than_a_shorter_one() {
        let weight = |text| pattern(text).unwrap().weight();
        assert!(weight("a") > weight("aaaa*") && weight("aa*") > weight("*"));
    }

    #[test]
    fn a_broken_glob_is_a_problem() {
        let problem = pattern("troops-[").unwrap_err();
        assert_eq!(problem.code, Code::BadPattern);
        assert!(problem.message.starts_with("`troops-[` is not a valid glob"), "{}", problem.message);
    }
}
