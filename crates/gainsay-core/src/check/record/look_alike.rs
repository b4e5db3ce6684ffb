//! Names that look the same but are different.
//!
//! A source whose name has a Cyrillic letter in it is another source to the engine, and the same one to whoever reads the
//! file: its claims would quietly meet nothing. So names are compared with each other by what they look like
//! (Unicode Technical Standard 39), without what cannot be seen.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_security::skeleton;

use crate::check::context::Context;
use crate::check::record::registry::names;
use crate::claim::{Claim, Named};
use crate::maps::{HashMap, HashSet};
use crate::problem::Problem;
use crate::value::words::normalise;
use gainsay_yaml::text::{Name, Span, Spanned};

/// How many characters are reported in which two names differ.
const SHOWN: usize = 4;

/// A name, and what it stands for.
#[derive(Debug, Clone, Copy)]
struct Word<'r> {
    owner: Name,
    text: &'r str,
    span: Span,
    declared: bool,
}

/// The names that look like one other each, of each kind of name that claims have. Of a part, only those of claims and subjects: what
/// looks like one of its own is there.
pub(super) fn all(context: &Context<'_>) -> Vec<Problem<()>> {
    let subjects = context.records.registry.subjects.values();
    let mut problems = [
        of_kind("claims", std::iter::empty(), |claim| [Some(claim.id), None], context),
        of_kind("subjects", subjects, |claim| [claim.subject, None], context),
    ]
    .concat();
    if context.own.is_none() {
        problems.extend(of_few(context));
    }
    problems
}

/// The same of the kinds of names of which there are few.
pub(super) fn of_few(context: &Context<'_>) -> Vec<Problem<()>> {
    let registry = &context.records.registry;
    let sources = registry.sources.values().map(|source| &source.named);
    let places = registry.places.values();
    [
        of_kind("sources", sources, |claim| [Some(claim.source), claim.cites], context),
        of_kind("attributes", std::iter::empty(), |claim| [Some(claim.attribute), None], context),
        of_kind("places", places, |claim| [claim.place, None], context),
        of_kind("scopes", std::iter::empty(), |claim| [claim.scope, None], context),
    ]
    .concat()
}

/// The lines of the claims that are the first to have some name of these kinds.
#[cfg(feature = "serde")]
pub(super) fn lines_of_few(context: &Context<'_>) -> Vec<usize> {
    let mut seen = HashSet::default();
    let mut lines = Vec::new();
    for claim in &context.records.claims {
        let names = [Some(claim.source), claim.cites, Some(claim.attribute), claim.place, claim.scope];
        let mut new = false;
        for (kind, name) in names.iter().enumerate() {
            new |= name.is_some_and(|name| seen.insert((kind.max(1), name.value)));
        }
        if new {
            lines.push(context.files.location(claim.span).line);
        }
    }
    lines
}

/// The same for the names of one kind: those of its `entries`, and those that claims have by `named`.
fn of_kind<'r>(
    kind: &str,
    entries: impl Iterator<Item = &'r Named> + Clone,
    named: fn(&Claim) -> [Option<Spanned<Name>>; 2],
    context: &'r Context<'_>,
) -> Vec<Problem<()>> {
    let declared = entries.flat_map(|entry| {
        let owner = entry.id.value;
        names(entry, context).map(move |(text, span)| Word { owner, text, span, declared: true })
    });
    let used = context.records.claims.iter().flat_map(named).flatten();
    let used = used.map(|Spanned { value, span }| Word {
        owner: value,
        text: context.text(value),
        span,
        declared: false,
    });
    let words = declared.chain(used);
    // Names that are typed on any keyboard are reported apart by those who type them: `us-1` is not `us-l`.
    if words.clone().all(|word| is_plain(word.text)) {
        return Vec::new();
    }
    let mut problems = Vec::new();
    let mut done = HashSet::default();
    // By its look, the first word and the first one that is not plain.
    let mut seen: HashMap<String, (Word<'_>, Option<Word<'_>>)> = HashMap::default();
    for word in words.filter(|word| done.insert((word.owner, word.text))) {
        let strange = (!is_plain(word.text)).then_some(word);
        let (first, first_strange) = seen.entry(look(word.text)).or_insert((word, strange));
        let other = if strange.is_some() { Some(*first) } else { *first_strange };
        problems.extend(other.filter(|other| differ(*other, word)).map(|other| problem(kind, other, word)));
        *first_strange = first_strange.or(strange);
    }
    problems
}

/// Whether two words of the same look stand for different things. What two entries of the registry share but for
/// case and signs is reported as their same name.
fn differ(one: Word<'_>, other: Word<'_>) -> bool {
    let folded = |text: &str| normalise(&text.nfkc().collect::<String>());
    one.owner != other.owner
        && one.text != other.text
        && !(one.declared && other.declared && folded(one.text) == folded(other.text))
}

fn problem(kind: &str, first: Word<'_>, word: Word<'_>) -> Problem<()> {
    let message = format!("the {kind} `{}` and `{}` look the same but are different", first.text, word.text);
    let (here, there) = (difference(word.text, first.text), difference(first.text, word.text));
    let (here, there) = (points(&word.text[here]), points(&first.text[there]));
    let label = |own: &str, other: &str| match own {
        "" => format!("without {other}"),
        own => format!("with {own}"),
    };
    Problem::new((), word.span, message)
        .label(label(&here, &there))
        .related(first.span, label(&there, &here))
        .help("write both with the same characters, or choose names that look different")
}

/// The bytes of `text` between what it has in common with `other` at both ends.
fn difference(text: &str, other: &str) -> Range<usize> {
    let same = |(one, other): &(char, char)| one == other;
    let start: usize = text.chars().zip(other.chars()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
    let (text_rest, other_rest) = (&text[start..], &other[start..]);
    let ends = text_rest.chars().rev().zip(other_rest.chars().rev()).take_while(same);
    let end: usize = ends.map(|(c, _)| c.len_utf8()).sum();
    start..text.len() - end
}

/// The code points of `text`: `U+0065 U+0301`.
fn points(text: &str) -> String {
    let mut points: Vec<String> =
        text.chars().take(SHOWN).map(|c| format!("U+{:04X}", u32::from(c))).collect();
    if text.chars().nth(SHOWN).is_some() {
        points.push("…".to_owned());
    }
    points.join(" ")
}

/// What `text` looks like: equal for names that are hard to tell apart.
pub(super) fn look(text: &str) -> String {
    let seen: String = text.chars().filter(|c| c.is_whitespace() || !is_unseen(*c)).collect();
    let words: Vec<&str> = seen.split_whitespace().collect();
    skeleton(&words.join(" ")).collect()
}

/// Whether `text` is ASCII that can be seen, with single blanks between its words.
fn is_plain(text: &str) -> bool {
    let seen = text.bytes().all(|byte| matches!(byte, b' '..=b'~'));
    seen && !text.contains("  ") && text.trim_ascii().len() == text.len()
}

/// Whether `c` leaves no trace where it is printed: controls, joiners, marks of direction, selectors and fillers.
fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{3164}' | '\u{feff}' | '\u{ffa0}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{fff0}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_look_is_what_is_seen() {
        for (one, other) in [
            ("kyiv", "k\u{443}iv"),
            ("caf\u{e9}", "cafe\u{301}"),
            ("a b", "a\u{a0}b"),
            ("ab", "a\u{200b}b\u{2060}"),
            ("\u{ff41}b", "ab"),
            ("a b", " a  b\t"),
        ] {
            assert_eq!(look(one), look(other), "{one:?} {other:?}");
        }
        for (one, other) in [("kyiv", "kiev"), ("cafe", "caf\u{e9}"), ("Kyiv", "kyiv"), ("日本", "日木")]
        {
            assert_ne!(look(one), look(other), "{one:?} {other:?}");
        }
    }

    #[test]
    fn the_difference_is_told_by_its_code_points() {
        let reported = |text: &str, other: &str| points(&text[difference(text, other)]);
        assert_eq!(reported("k\u{443}iv", "kyiv"), "U+0443");
        assert_eq!((&*reported("ab", "a\u{200b}b"), &*reported("a\u{200b}b", "ab")), ("", "U+200B"));
        assert_eq!(reported("aaaaaa", "bbbbbb"), "U+0061 U+0061 U+0061 U+0061 …");
        assert_eq!((&*reported("aa", "a"), &*reported("a", "aa")), ("U+0061", ""));
    }
}
