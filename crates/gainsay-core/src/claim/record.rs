//! A record with everything in it checked that can be checked without looking at another.

use std::borrow::Cow;
use std::ops::ControlFlow;

use super::format::{COMPARED, ClaimKeys, FiguresKeys, Value};
use super::meant;
use super::model::Key;
use super::{Details, End, Figures, List, Stance, Wording, details};
use crate::date::{self, When};
use crate::problem::{Code, Problem};
use crate::value::Share;
use gainsay_yaml::text::{Files, Safety, Span, Spanned, Text, suggest};
use gainsay_yaml::{Leaf, Node, NodeKind, Shaped, decode};

/// What a record has under a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Slot<T> {
    /// Nothing: the report may say it.
    #[default]
    Absent,
    /// Something that cannot be read, which has been reported.
    Broken,
    /// This.
    Is(T),
}

impl<T> Slot<T> {
    pub(super) fn map<U>(self, f: impl FnOnce(T) -> Option<U>) -> Slot<U> {
        match self {
            Self::Absent => Slot::Absent,
            Self::Broken => Slot::Broken,
            Self::Is(value) => f(value).map_or(Slot::Broken, Slot::Is),
        }
    }

    pub(super) fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// The value, if there is one; stops where it is broken.
    pub(super) fn take(self) -> ControlFlow<(), Option<T>> {
        match self {
            Self::Absent => ControlFlow::Continue(None),
            Self::Broken => ControlFlow::Break(()),
            Self::Is(value) => ControlFlow::Continue(Some(value)),
        }
    }
}

impl<T: Clone> Slot<T> {
    /// This, or else what the report says.
    pub(super) fn or(self, report: &Self) -> Self {
        if self.is_absent() { report.clone() } else { self }
    }
}

/// A scalar as a record writes it, with its spot.
pub(super) type Scalar<'a> = Spanned<Cow<'a, str>>;

/// What a record says under the keys that comparing needs, its names as written or looked up, and its details.
#[derive(Debug, Clone)]
pub(super) struct Statement<N> {
    /// The names under the keys of [`NAMES`], in their order.
    pub(super) names: [Slot<N>; NAMES.len()],
    pub(super) values: Values,
    pub(super) details: Option<Details>,
}

/// The keys that hold a name.
pub(super) const NAMES: [&str; 6] = ["source", "subject", "attribute", "place", "scope", "cites"];

/// What a record says under the other keys.
#[derive(Debug, Clone, Default)]
pub(super) struct Values {
    pub(super) value: Slot<Wording>,
    pub(super) stance: Slot<Stance>,
    pub(super) share: Slot<Spanned<Share>>,
    pub(super) margin: Slot<Text>,
    pub(super) as_of: Slot<Spanned<When>>,
    pub(super) during: Slot<Spanned<When>>,
    pub(super) published: Slot<Spanned<When>>,
    pub(super) end: Slot<End>,
    pub(super) correction: Slot<bool>,
}

/// A record, checked. It borrows from its file alone, so the tree that it is read from may be dropped.
#[derive(Debug)]
pub(super) struct Record<'a> {
    /// The whole record.
    pub(super) span: Span,
    /// Its id; what is underlined for it, where it has none.
    pub(super) id: Result<Scalar<'a>, Span>,
    /// Whether the id was made of what the record says, so that several may have it.
    pub(super) id_is_made: bool,
    /// Its details are filled in from the report but for the record's own tags.
    pub(super) statement: Statement<Scalar<'a>>,
    pub(super) tags: Vec<Scalar<'a>>,
}

/// Checks the record at `node`, whose report has the details `report`; `None` where it is not a record at all.
pub(super) fn check<'a>(
    files: &Files,
    node: Node<'_, 'a>,
    report: Option<&Details>,
    problems: &mut Vec<Problem>,
) -> Option<Record<'a>> {
    let before = problems.len();
    let keys: ClaimKeys = decode(node, problems)?;
    meant::ask(node, problems.get_mut(before..).unwrap_or_default());
    let broken = if problems.len() > before || node.has_broken() {
        broken(files, node, problems.get(before..).unwrap_or_default())
    } else {
        Vec::new()
    };
    let mut fields = Fields { node, problems, broken };
    let names = [keys.source, keys.subject, keys.attribute, keys.place, keys.scope, keys.cites];
    let names = std::array::from_fn(|at| fields.name(NAMES[at], names[at]));
    let mut values = Values {
        as_of: fields.date("as-of", keys.as_of),
        during: fields.date("during", keys.during),
        published: fields.date("published", keys.published),
        end: fields.end(keys.until, keys.r#final),
        value: fields.slot("value", keys.value).map(|value| wording(node, value, fields.problems)),
        stance: fields.slot("stance", keys.stance),
        share: fields.slot("share", keys.share),
        margin: fields.slot("margin", keys.margin.and_then(|leaf| node.leaf(leaf).text())),
        correction: fields.slot("correction", keys.correction),
    };
    one_time(&mut values, &mut fields);
    let text = |leaf: Option<Leaf>| node.leaf(leaf?).text();
    let texts = [
        (Key::Speaker, text(keys.speaker)),
        (Key::Publisher, text(keys.publisher)),
        (Key::Url, text(keys.url)),
        (Key::Text, text(keys.text)),
        (Key::Quote, text(keys.quote)),
        (Key::Lang, text(keys.lang)),
        (Key::Note, text(keys.note)),
    ];
    let credibility = keys.credibility.and_then(|leaf| fields.credibility(node.leaf(leaf)));
    let tags: Vec<_> = keys.tags.into_iter().flatten().map(|tag| scalar(node.leaf(tag))).collect();
    let details = details::gather(texts, credibility, !tags.is_empty(), report);
    Some(Record {
        span: node.span(),
        id_is_made: keys.id.is_some_and(|id| node.leaf(id).is_made()),
        id: keys
            .id
            .map(|id| node.leaf(id))
            .filter(|id| fields.named("id", *id))
            .map(scalar)
            .ok_or_else(|| node.head()),
        statement: Statement { names, values, details },
        tags,
    })
}

/// Reports a claim that has both a day and a period, which then has neither.
fn one_time(values: &mut Values, fields: &mut Fields<'_, '_, '_>) {
    if let (Slot::Is(as_of), Slot::Is(during)) = (&values.as_of, &values.during) {
        let message = "a claim has either `as-of` or `during`, not both";
        let help =
            "`as-of` is the day of a running total, `during` the period within which something happened";
        fields.both(as_of.span, during.span, message, help);
        (values.as_of, values.during) = (Slot::Broken, Slot::Broken);
    }
}

/// The scalar `node` without its tree.
fn scalar<'a>(node: Node<'_, 'a>) -> Scalar<'a> {
    Spanned::new(node.as_cow().unwrap_or_default(), node.span())
}

/// The keys of the record under which `problems`, or references that could not be followed, lie.
fn broken(files: &Files, node: Node<'_, '_>, problems: &[Problem]) -> Vec<&'static str> {
    /// With more problems than this, every key of a record is taken for broken.
    const MOST: usize = 64;
    if problems.len() > MOST {
        return COMPARED.to_vec();
    }
    let known = |word: &str| COMPARED.iter().find(|key| **key == word).copied();
    let mut broken = Vec::new();
    for (key, value) in node.entries() {
        // What is wrong may go on behind the value, as a number does that a comma splits.
        let of = value.span();
        let inside = |span: Span| span.file == of.file && of.start <= span.start && span.start <= of.end;
        let hit = value.has_broken() || problems.iter().any(|problem| inside(problem.span));
        broken.extend(key.as_str().filter(|_| hit).and_then(known));
    }
    for problem in
        problems.iter().filter(|problem| [Code::UnknownKey, Code::DuplicateKey].contains(&problem.code))
    {
        // What may have been meant for a key that is not there leaves open what that key says.
        let word = files.slice(problem.span).trim_matches(['"', '\'']);
        broken.extend(known(word).or_else(|| {
            suggest::closest(word, COMPARED.iter().copied()).filter(|key| node.get(key).is_none())
        }));
        broken.extend(meant::meant(node, word));
    }
    broken
}

/// The keys of one record while they are checked.
struct Fields<'d, 't, 'a> {
    node: Node<'t, 'a>,
    problems: &'d mut Vec<Problem>,
    broken: Vec<&'static str>,
}

impl<'t, 'a> Fields<'_, 't, 'a> {
    fn slot<T>(&self, key: &str, value: Option<T>) -> Slot<T> {
        match value {
            _ if self.broken.contains(&key) => Slot::Broken,
            Some(value) => Slot::Is(value),
            None => Slot::Absent,
        }
    }

    /// Whether the name under `key` is one; reports an empty one.
    fn named(&mut self, key: &str, name: Node<'t, 'a>) -> bool {
        let empty = name.as_str().is_none_or(|name| name.trim().is_empty());
        if empty {
            let problem = Problem::new(Code::InvalidValue, name.span(), format!("the `{key}` is empty"));
            self.problems.push(problem.help("write a name, or leave the key out"));
        }
        !empty
    }

    fn name(&mut self, key: &str, name: Option<Leaf>) -> Slot<Scalar<'a>> {
        let name = self.slot(key, name.map(|leaf| self.node.leaf(leaf)));
        name.map(|name| self.named(key, name).then(|| scalar(name)))
    }

    fn date(&mut self, key: &str, text: Option<Leaf>) -> Slot<Spanned<When>> {
        self.slot(key, text).map(|leaf| date(self.node.leaf(leaf), self.problems))
    }

    fn end(&mut self, until: Option<Leaf>, last_word: Option<Spanned<bool>>) -> Slot<End> {
        let until = self.date("until", until);
        match (until, self.slot("final", last_word)) {
            (Slot::Is(until), Slot::Is(Spanned { value: true, span })) => {
                let help = "`until` is the last day on which it is true; `final` says that it stays true";
                self.both(until.span, span, "a claim has either `until` or `final`, not both", help);
                Slot::Broken
            }
            (Slot::Broken, _) | (_, Slot::Broken) => Slot::Broken,
            (Slot::Is(until), _) => Slot::Is(End::Until(until)),
            (Slot::Absent, Slot::Is(Spanned { value: true, .. })) => Slot::Is(End::Final),
            (Slot::Absent, _) => Slot::Absent,
        }
    }

    fn both(&mut self, one: Span, other: Span, message: &str, help: &str) {
        let problem = Problem::new(Code::ExclusiveKeys, other, message).related(one, "the other one");
        self.problems.push(problem.help(help));
    }

    fn credibility(&mut self, node: Node<'t, 'a>) -> Option<Spanned<u8>> {
        let written = node.as_str().unwrap_or_default();
        match written.parse() {
            Ok(code @ 1..=6) if written.len() == 1 => Some(Spanned::new(code, node.span())),
            _ => {
                let message = format!("unknown credibility `{written}`");
                let help = "the Admiralty code runs from `1` (confirmed) to `6` (cannot be judged)";
                self.problems.push(Problem::new(Code::InvalidValue, node.span(), message).help(help));
                None
            }
        }
    }
}

/// The value that `record` has in one of its shapes, or what is wrong with it.
pub(super) fn wording(record: Node<'_, '_>, value: Value, problems: &mut Vec<Problem>) -> Option<Wording> {
    let text = |leaf: Leaf| record.leaf(leaf).text();
    match value {
        Shaped::Scalar(leaf) => text(leaf).map(Wording::Scalar),
        Shaped::List(list) if list.value.is_empty() => {
            problems.push(Problem::new(Code::InvalidValue, list.span, "the list is empty"));
            None
        }
        Shaped::List(list) => {
            let items = list.value.into_iter().filter_map(text).collect();
            Some(Wording::List(Box::new(List { span: list.span, items })))
        }
        Shaped::Mapping(Spanned { value: FiguresKeys { low: None, best: None, high: None, .. }, span }) => {
            let spot = record.get("value").map_or(span, Node::head);
            let message = "a value given by its figures needs `low`, `best` or `high`";
            problems.push(Problem::new(Code::MissingKey, spot, message));
            None
        }
        Shaped::Mapping(Spanned { value: FiguresKeys { worded, low, best, high, margin }, span }) => {
            let [worded, low, best, high, margin] =
                [worded, low, best, high, margin].map(|leaf| leaf.and_then(text));
            Some(Wording::Figures(Box::new(Figures { span, worded, low, best, high, margin })))
        }
    }
}

/// The date that the scalar `node` means, or what is wrong with it.
pub(super) fn date(node: Node<'_, '_>, problems: &mut Vec<Problem>) -> Option<Spanned<When>> {
    match date::parse(node.as_str()?) {
        Ok(when) => Some(Spanned::new(when, node.span())),
        Err(error) => {
            let spot = node.text().map_or(node.span(), |text| text.part(error.range));
            let fix = error
                .meant
                .and_then(|meant| node.editor().write(node.span(), &meant, Safety::sure(error.sure)));
            problems.push(Problem::new(Code::NotADate, spot, error.message).help(error.help).fix(fix));
            None
        }
    }
}

/// The text of a key, even where YAML takes it for nothing (`null:`).
pub(super) fn key_text(key: Node<'_, '_>) -> Option<Text> {
    let span = key.span();
    let null = key.kind() == NodeKind::Null && !key.is_broken() && span.start < span.end;
    key.text().or_else(|| null.then(|| Text::plain(span)))
}
