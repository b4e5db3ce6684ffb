//! How long the claims of an attribute are valid: from `changes` and `valid-for` to days.

use std::collections::HashMap;
use std::ops::Not as _;

use super::format::AttributeKeys;
use super::measure;
use super::reader::{Reader, help};
use super::vocabulary::Vocabulary;
use crate::problem::{Code, Problem};
use crate::rule::{Kind, ValidFor, Validity};
use crate::value::{Ranges, flag};
use gainsay_yaml::text::{Spanned, Text};
use gainsay_yaml::{Node, NodeKind, Shaped, duplicate_key};

/// The values that `changes` names in an attribute, each with how long it is valid, as written.
pub(super) fn by_value(reader: &mut Reader<'_>, attribute: Node<'_, '_>) -> Vec<(Text, Text)> {
    let Some(changes) = attribute.get("changes").filter(|node| node.kind() == NodeKind::Mapping) else {
        return Vec::new();
    };
    let mut first: HashMap<&str, Node<'_, '_>> = HashMap::new();
    let mut values = Vec::new();
    for (key, value) in changes.entries().filter(|(key, value)| !key.has_broken() && !value.has_broken()) {
        if let Some(first) = key.as_str().and_then(|word| first.insert(word, key)) {
            reader.report(duplicate_key(first, key));
            continue;
        }
        match (key.text(), value.text()) {
            (Some(word), Some(validity)) => values.push((word, validity)),
            (word, _) => {
                let span = if word.is_some() { value.span() } else { key.span() };
                let message = "`changes` gives for each value how long it is valid";
                let problem = Problem::new(Code::WrongType, span, message);
                reader.report(problem.help("write `changes: { no: always, yes: P0D }`"));
            }
        }
    }
    values
}

/// Takes over how long claims are valid where `keys` says nothing of it. `changes` replaces both of what was said before, and
/// `valid-for` what was said by value.
pub(super) fn complete(keys: &mut AttributeKeys, other: &AttributeKeys) {
    if keys.changes.is_some() {
        return;
    }
    keys.changes.clone_from(&other.changes);
    if keys.valid_for.is_none() {
        keys.valid_for.clone_from(&other.valid_for);
        keys.by_value.clone_from(&other.by_value);
    }
}

/// How long the bounds of claims are valid, where the keys say so.
pub(super) fn valid_for(reader: &mut Reader<'_>, keys: &AttributeKeys) -> Option<ValidFor> {
    let mut read = |text: Option<&Text>| reader.measure(text?, Code::BadDuration, measure::validity);
    let (lower, upper) = match &keys.valid_for {
        Some(Shaped::Scalar(both)) => {
            let both = read(Some(both));
            (both, both)
        }
        Some(Shaped::Mapping(bounds)) => (read(bounds.lower.as_ref()), read(bounds.upper.as_ref())),
        _ => (None, None),
    };
    let usual = match &keys.changes {
        Some(Shaped::Scalar(changes)) => Some(changes.value.valid_for()),
        Some(_) => Some(ValidFor::DAY),
        None => keys.valid_for.is_some().then_some(ValidFor::DAY),
    }?;
    Some(ValidFor { lower: lower.unwrap_or(usual.lower), upper: upper.unwrap_or(usual.upper) })
}

/// How long claims of some of its values are valid.
pub(super) fn valid_by_value(
    reader: &mut Reader<'_>,
    vocabulary: &Vocabulary,
    kind: Option<Kind>,
    keys: &AttributeKeys,
) -> Vec<(Spanned<String>, Validity)> {
    let mut values = Vec::new();
    for (word, validity) in &keys.by_value {
        let written = reader.text(word).to_owned();
        if let Some(problem) = unknown(&written, word, vocabulary, kind, keys, reader) {
            reader.report(problem);
            continue;
        }
        let validity = reader.measure(validity, Code::BadDuration, measure::validity);
        values.extend(validity.map(|validity| (Spanned::new(written, word.span), validity)));
    }
    values
}

/// What is wrong with a value of an attribute of a kind.
fn unknown(
    written: &str,
    word: &Text,
    vocabulary: &Vocabulary,
    kind: Option<Kind>,
    keys: &AttributeKeys,
    reader: &Reader<'_>,
) -> Option<Problem> {
    match kind {
        Some(Kind::Flag) => {
            let allowed = flag::read(written, vocabulary.read_with()).map(|allowed| allowed.plain);
            let message = format!("`{written}` is neither yes nor no");
            let problem = Problem::new(Code::UnknownName, word.span, message).help("write `yes` or `no`");
            allowed.is_ok_and(|allowed| allowed != Ranges::all()).not().then_some(problem)
        }
        Some(Kind::Category) => {
            let terms = vocabulary.terms.get(reader.text(keys.terms.as_ref()?))?;
            let names =
                || terms.terms.iter().flat_map(|term| std::iter::once(&term.name).chain(&term.synonyms));
            let known = names().any(|name| crate::value::words::same(name, written));
            let message = format!("no list has the value `{written}`");
            let names = names().map(String::as_str);
            let help = help(written, names, "name a value of the list under `terms`");
            (!known).then(|| Problem::new(Code::UnknownName, word.span, message).help(help))
        }
        None | Some(Kind::Text | Kind::Place) => None,
        Some(_) => {
            let message = format!("`{written}` is not a value that can have a validity of its own");
            let problem = Problem::new(Code::UselessKey, word.span, message);
            Some(problem.help("only flags, categories and texts change by value; write one of `never`, `only-rises`, `slowly`, `daily`"))
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::problem::Problem;
    use crate::rule::{Changes, Rules, ValidFor, Validity};
    use crate::rule_file::{add_builtin, read};
    use gainsay_yaml::text::Files;

    /// The rules that `texts` make on top of the built-in ones, each a layer of its own, and what is wrong with them.
    fn layers(texts: &[&str]) -> (Files, Rules, Vec<Problem>) {
        let (mut files, mut problems) = (Files::default(), Vec::new());
        let mut layers = vec![add_builtin(&mut files)];
        layers.extend(texts.iter().map(|text| vec![files.add("a.yaml", *text)]));
        let layers: Vec<_> = layers.iter().map(Vec::as_slice).collect();
        let rules = read(&files, &layers, &mut problems);
        (files, rules, problems)
    }

    fn valid_for(texts: &[&str], attribute: &str) -> Option<ValidFor> {
        let (_, rules, problems) = layers(texts);
        assert_eq!(problems, []);
        rules.attribute(attribute).and_then(|attribute| attribute.valid_for)
    }

    #[test]
    fn how_an_attribute_changes_says_how_long_its_claims_are_valid() {
        for (written, expected) in [
            ("changes: never", Some(Changes::Never.valid_for())),
            ("changes: only-rises", Some(Changes::OnlyRises.valid_for())),
            ("changes: slowly", Some(Changes::Slowly.valid_for())),
            ("changes: daily", Some(ValidFor::DAY)),
            ("changes: daily, valid-for: P7D", Some(ValidFor::both(Validity::Days(7)))),
            (
                "changes: only-rises, valid-for: { upper: P2D }",
                Some(ValidFor { lower: Validity::Always, upper: Validity::Days(2) }),
            ),
            ("changes: { open: always }", Some(ValidFor::DAY)),
            ("value: text", None),
        ] {
            assert_eq!(
                valid_for(&[&format!("attributes: {{ a: {{ {written} }} }}")], "a"),
                expected,
                "{written}"
            );
        }
    }

    #[test]
    fn whoever_says_how_it_changes_replaces_what_was_said_before() {
        let first = "attributes: { a: { value: quantity, valid-for: P9D }, b: { like: a, changes: daily }, c: { like: a } }";
        assert_eq!(valid_for(&[first], "b"), Some(ValidFor::DAY));
        assert_eq!(valid_for(&[first], "c"), Some(ValidFor::both(Validity::Days(9))));
        let later = "attributes: { a: { changes: never } }";
        assert_eq!(valid_for(&[first, later], "a"), Some(Changes::Never.valid_for()));
        let exact = "attributes: { a: { valid-for: { lower: P1D } } }";
        let found = valid_for(&["attributes: { a: { changes: only-rises } }", exact], "a");
        assert_eq!(found, Some(ValidFor { lower: Validity::Days(1), upper: Validity::Days(0) }));
    }

    #[test]
    fn what_is_wrong_with_changes_is_told_at_its_words() {
        for (written, expected) in [
            ("changes: weekly", "invalid-value [weekly]"),
            ("changes: [daily]", "wrong-type [[daily]]"),
            ("value: flag, changes: { maybe: always }", "unknown-name [maybe]"),
            ("value: flag, changes: { 'no': soon }", "bad-duration [soon]"),
            ("value: flag, changes: { 'no': [always] }", "wrong-type [[always]]"),
            ("value: flag, changes: { 'no': always, 'no': P1D }", "duplicate-key ['no']"),
            ("value: quantity, changes: { 12: always }", "useless-key [12]"),
            ("value: category, terms: causes, changes: { airstrik: always }", "unknown-name [airstrik]"),
        ] {
            let (files, _, problems) = layers(&[&format!("attributes: {{ a: {{ {written} }} }}")]);
            let told: Vec<String> = (problems.iter())
                .map(|problem| format!("{} [{}]", problem.code, files.slice(problem.span)))
                .collect();
            assert_eq!(told, [expected], "{written}");
        }
    }
}
