//! Attributes: from the keys of a file to what is known about each.

use super::declared::{Declared, Entry};
use super::format::{AttributeKeys, StandsKeys};
use super::measured;
use super::vocabulary::Vocabulary;
use super::words::help;
use crate::rule::{Attribute, Kind, Lasting, Pattern, Stands, measure};
use gainsay_yaml::Shaped;
use gainsay_yaml::text::{Files, Problem, Spanned, Text};

/// An attribute as one file declares it.
#[derive(Debug)]
pub(super) struct Draft {
    pattern: Pattern,
    keys: AttributeKeys,
}

impl Draft {
    pub(super) fn new(pattern: Pattern, keys: AttributeKeys) -> Self {
        Self { pattern, keys }
    }
}

/// What all attributes say once `like` is followed, exact names before globs and longer globs before shorter ones.
pub(super) fn resolve(
    files: &Files,
    drafts: &Declared<Draft>,
    vocabulary: &Vocabulary,
    problems: &mut Vec<Problem>,
) -> Vec<Attribute> {
    let mut attributes: Vec<Attribute> = drafts
        .iter()
        .map(|(name, entry)| {
            let keys = Followed { files, drafts }.keys(name, entry, problems);
            let maker = Maker { files, vocabulary, name: &entry.value.pattern.text };
            maker.make(entry.value.pattern.clone(), keys, problems)
        })
        .collect();
    attributes.sort_by_key(|attribute| std::cmp::Reverse(attribute.pattern.weight()));
    attributes
}

/// Follows `like` from one definition to the next.
struct Followed<'a> {
    files: &'a Files,
    drafts: &'a Declared<Draft>,
}

impl Followed<'_> {
    /// The keys of `entry`, completed by those of the attributes that it is like.
    fn keys(&self, name: &str, entry: &Entry<Draft>, problems: &mut Vec<Problem>) -> AttributeKeys {
        let mut keys = entry.value.keys.clone();
        let mut at = (name.to_owned(), entry);
        // A chain that is longer than there are attributes goes round in a ring.
        for _ in 0..=self.drafts.iter().count() {
            let Some(like) = &at.1.value.keys.like else { return keys };
            let meant = crate::rule::pattern::fold(like.as_str(self.files)).into_owned();
            // An attribute that is like itself is like what an earlier layer said of it.
            let next = if meant == at.0 { at.1.before.as_deref() } else { self.drafts.get(&meant) };
            let Some(next) = next else {
                if std::ptr::eq(at.1, entry) {
                    problems.push(self.unknown(like, meant == at.0));
                }
                return keys;
            };
            complete(&mut keys, &next.value.keys);
            at = (meant, next);
        }
        if let Some(like) = &entry.value.keys.like {
            let message = format!("`{}` leads back to this attribute", like.as_str(self.files));
            problems.push(
                Problem::new("unknown-attribute", like.span, message)
                    .help("one of the attributes in the ring must say for itself what it is"),
            );
        }
        keys
    }

    fn unknown(&self, like: &Text, itself: bool) -> Problem {
        let word = like.as_str(self.files);
        let message = if itself {
            format!("`{word}` is this attribute itself, and nothing before says what it is")
        } else {
            format!("unknown attribute `{word}`")
        };
        let names = self.drafts.names().filter(|_| !itself);
        Problem::new("unknown-attribute", like.span, message).help(help(
            word,
            names,
            "name an attribute that is declared under `attributes`",
        ))
    }
}

/// Takes over from `other` what `keys` does not say.
fn complete(keys: &mut AttributeKeys, other: &AttributeKeys) {
    keys.title = keys.title.take().or_else(|| other.title.clone());
    // Scale, terms and unit belong to the kind: another kind has no use for them.
    let same = match (&keys.value, &other.value) {
        (Some(own), Some(other)) => own.value == other.value,
        _ => true,
    };
    if same {
        keys.unit = keys.unit.take().or_else(|| other.unit.clone());
        keys.scale = keys.scale.take().or_else(|| other.scale.clone());
        keys.terms = keys.terms.take().or_else(|| other.terms.clone());
        keys.additive = keys.additive.or(other.additive);
    }
    keys.value = keys.value.or(other.value);
    keys.stands = keys.stands.take().or_else(|| other.stands.clone());
    keys.forecast = keys.forecast.or(other.forecast);
}

/// Makes an attribute of its keys, checking what they name.
struct Maker<'a> {
    files: &'a Files,
    vocabulary: &'a Vocabulary,
    name: &'a Spanned<String>,
}

impl Maker<'_> {
    fn make(&self, pattern: Pattern, keys: AttributeKeys, problems: &mut Vec<Problem>) -> Attribute {
        let own = |text: Option<&Text>| text.map(|text| text.as_str(self.files).to_owned());
        self.check(&keys, problems);
        let kind = keys.value.map(|value| value.value).or_else(|| implied(&keys));
        let mut scale = own(keys.scale.as_ref());
        if kind == Some(Kind::Stage) && scale.is_none() {
            scale = self.own_scale(problems);
        }
        Attribute {
            kind,
            unit: own(keys.unit.as_ref()),
            scale,
            terms: own(keys.terms.as_ref()),
            stands: self.stands(keys.stands.as_ref(), problems),
            additive: keys.additive.unwrap_or(false),
            forecast: keys.forecast.unwrap_or(false),
            title: keys.title,
            pattern,
        }
    }

    /// Checks names only where the attribute itself writes them: what it is like has been checked there.
    fn check(&self, keys: &AttributeKeys, problems: &mut Vec<Problem>) {
        let kind = keys.value.map(|value| value.value);
        let named = [
            ("scale", &keys.scale, Kind::Stage),
            ("terms", &keys.terms, Kind::Category),
            ("unit", &keys.unit, Kind::Quantity),
        ];
        for (key, text, meant) in named {
            let Some(text) = text else { continue };
            if kind.is_some_and(|kind| kind != meant) {
                let message = format!("`{key}` says nothing about such values");
                let help = format!("take it out, or write `value: {}`", meant.name());
                problems.push(Problem::new("useless-key", text.span, message).help(help));
            }
            problems.extend(self.vocabulary.unknown(self.files, key, text));
        }
    }

    /// The scale that bears the attribute's own name.
    fn own_scale(&self, problems: &mut Vec<Problem>) -> Option<String> {
        let name = &self.name.value;
        if self.vocabulary.scales.contains_key(name) {
            return Some(name.clone());
        }
        let message = format!("the stages of `{name}` have no scale");
        problems.push(
            Problem::new("missing-key", self.name.span, message)
                .help("name one with `scale`, and declare its stages in order under `scales`"),
        );
        None
    }

    fn stands(
        &self,
        keys: Option<&Shaped<Text, gainsay_yaml::Never, StandsKeys>>,
        problems: &mut Vec<Problem>,
    ) -> Stands {
        let mut read = |text: Option<&Text>| {
            let text = text?;
            measured(self.files, text, "bad-duration", measure::lasting, problems)
        };
        let (low, high) = match keys {
            Some(Shaped::Scalar(both)) => {
                let both = read(Some(both));
                (both, both)
            }
            Some(Shaped::Mapping(ends)) => (read(ends.low.as_ref()), read(ends.high.as_ref())),
            _ => (None, None),
        };
        let day = Lasting::Days(0);
        Stands { low: low.unwrap_or(day), high: high.unwrap_or(day) }
    }
}

/// The kind that the other keys imply.
fn implied(keys: &AttributeKeys) -> Option<Kind> {
    let kinds = [
        (keys.scale.is_some(), Kind::Stage),
        (keys.terms.is_some(), Kind::Category),
        (keys.unit.is_some(), Kind::Quantity),
    ];
    kinds.into_iter().find(|(there, _)| *there).map(|(_, kind)| kind)
}
