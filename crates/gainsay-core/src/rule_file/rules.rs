//! Rules: from the keys of a file to what a rule does.

use super::examples::examples;
use super::format::{FilterKeys, Globs, GradeRanges, RecordsKeys, RuleKeys, SeverityKeys};
use super::measure::Tolerance;
use super::reader::{Reader, help};
use super::{grades, measure, relation};
use crate::claim;
use crate::problem::{Code, Problem};
use crate::rule::{
    Filter, Grades, Margin, PLACEHOLDERS, Pattern, RecordChecks, RelationOf, Rule, RuleKind, Severities,
    Severity, Task, placeholders,
};
use gainsay_yaml::text::{Spanned, Text};
use gainsay_yaml::{Never, Node, Shaped, require};
use rust_decimal::Decimal;

/// The rule that `node` writes. Nothing comes back of a rule without an id or a task; that is reported.
pub(super) fn rule(reader: &mut Reader<'_>, node: Node<'_, '_>) -> Option<Rule> {
    let keys: RuleKeys = reader.decode_beside(node, RuleKind::plain_keys())?;
    let id = require(node, node.head(), "id", keys.id.as_ref(), &mut reader.problems);
    if let Some(id) = id {
        check_id(reader, id);
    }
    let title = require(node, node.head(), "title", keys.title.clone(), &mut reader.problems);
    let task = task(reader, node, &keys);
    let (amount, sampled) = amount(reader, &keys);
    let (tolerance, margin) = tolerances(reader, keys.tolerance.as_ref(), amount);
    let mut days = |text: Option<&Text>| reader.measure(text?, Code::BadDuration, measure::days_on);
    let same_time = days(keys.same_time.as_ref().or(keys.near.as_ref())).unwrap_or(1);
    let lag = days(keys.lag.as_ref().or(keys.grace.as_ref())).unwrap_or(0);
    for text in [&keys.message, &keys.help].into_iter().flatten() {
        check_placeholders(reader, text);
    }
    let weak_reliability = ranges(reader, keys.weak_reliability.as_ref());
    let filter = keys.filter.map(|keys| filter(reader, keys)).unwrap_or_default();
    let examples = examples(reader, node);
    let own = |text: Option<&Text>| text.map(|text| reader.text(text).trim_end().to_owned());
    let (id, task) = (id?, task?);
    Some(Rule {
        id: Spanned::new(reader.text(id).to_owned(), id.span),
        title: title.unwrap_or_default(),
        task,
        filter,
        tolerance,
        margin,
        sampled,
        same_time,
        lag,
        severity: severity(keys.severity),
        weak_reliability,
        message: own(keys.message.as_ref()),
        help: own(keys.help.as_ref()),
        why: own(keys.why.as_ref()),
        examples,
    })
}

/// How far apart two values may be whatever their size, and whether that is so of samples. Where both are said, the margin counts.
fn amount<'k>(reader: &mut Reader<'_>, keys: &'k RuleKeys) -> (Option<&'k Text>, bool) {
    if let (Some(margin), Some(error)) = (&keys.margin, &keys.sampling_error) {
        let message = "a rule has either a `margin` or a `sampling-error`";
        let problem = Problem::new(Code::ExclusiveKeys, error.span, message);
        reader.report(problem.related(margin.span, "the other one").help("remove one of the two"));
    }
    let sampled = keys.margin.is_none() && keys.sampling_error.is_some();
    (keys.margin.as_ref().or(keys.sampling_error.as_ref()), sampled)
}

/// How far apart two values may be: as a fraction of the larger, and whatever their size.
pub(super) fn tolerances(
    reader: &mut Reader<'_>,
    tolerance: Option<&Text>,
    margin: Option<&Text>,
) -> (Option<Spanned<Decimal>>, Option<Spanned<Margin>>) {
    let read = tolerance
        .and_then(|text| Some((reader.measure(text, Code::BadFraction, measure::tolerance)?, text.span)));
    let own = margin.and_then(|text| {
        Some(Spanned::new(reader.measure(text, Code::WrongType, measure::margin)?, text.span))
    });
    match read {
        Some((Tolerance::Fraction(fraction), span)) => (Some(Spanned::new(fraction, span)), own),
        Some((Tolerance::Margin(amount), span)) => {
            if let Some(margin) = &own {
                let problem =
                    Problem::new(Code::UselessKey, margin.span, "`tolerance` gives an amount already");
                reader.report(problem.help("remove one of the two"));
            }
            (None, Some(Spanned::new(amount, span)))
        }
        None => (None, own),
    }
}

/// Looks up the unit of a margin, and reports one that nothing declares.
pub(super) fn resolve_margin(
    reader: &mut Reader<'_>,
    margin: Option<&mut Spanned<Margin>>,
    units: &crate::value::Units,
) {
    let Some(margin) = margin else { return };
    if margin.value.resolve(units) {
        return;
    }
    let unit = margin.value.unit.clone().unwrap_or_default();
    let names = units.units().iter().map(|unit| unit.name.as_str());
    let help = help(&unit, names, "declare it under `units`");
    reader.report(Problem::new(Code::UnknownName, margin.span, format!("unknown unit `{unit}`")).help(help));
}

/// Reports an id under which problems are reported: nobody could tell the two, and ignore one alone.
fn check_id(reader: &mut Reader<'_>, id: &Text) {
    if let Ok(code) = reader.text(id).parse::<Code>() {
        let message = format!("`{code}` is the code of a problem");
        reader.report(Problem::new(Code::ReservedId, id.span, message).help("give the rule another id"));
    }
}

/// The one thing that the rule does.
fn task(reader: &mut Reader<'_>, node: Node<'_, '_>, keys: &RuleKeys) -> Option<Task> {
    let mut tasks: Vec<Task> = Vec::new();
    let mut broken = false;
    if let Some(globs) = &keys.compare {
        if matches!(globs, Shaped::List(list) if list.is_empty()) {
            let spot = node.get("compare").unwrap_or(node).span();
            let problem = Problem::new(Code::EmptyList, spot, "this list names no attribute");
            reader.report(problem.help("name at least one, or `*` for all"));
        }
        tasks.push(Task::Compare(patterns(reader, Some(globs))));
    }
    if let Some(text) = &keys.relate {
        match relation::relation(reader.files, text) {
            Ok((relation, terms)) => tasks.push(Task::Relate {
                text: Spanned::new(reader.text(text).to_owned(), text.span),
                terms,
                relation,
                of: keys.of.map_or(RelationOf::SameSource, |of| of.value),
            }),
            Err(problem) => {
                reader.report(problem);
                broken = true;
            }
        }
    }
    for &kind in RuleKind::ALL.iter().filter(|kind| kind.is_plain()) {
        let entry = node.entry(kind.name());
        let on = entry
            .and_then(|entry| gainsay_yaml::decode_entry::<Option<bool>, _>(entry, &mut reader.problems)?);
        tasks.extend(on.filter(|on| *on).map(|_| Task::Plain(kind)));
    }
    if let Some(records) = &keys.records {
        tasks.push(Task::Records(record_checks(reader, records)));
    }
    if let (Some(of), None) = (keys.of, &keys.relate) {
        let problem = Problem::new(Code::UselessKey, of.span, "`of` applies only to relations");
        reader.report(problem.help("remove it"));
    }
    if tasks.len() != 1 && !broken {
        let spot = keys.id.as_ref().map_or(node.head(), |id| id.span);
        let done = if tasks.is_empty() { "nothing" } else { "several things" };
        let kinds: Vec<&str> = RuleKind::ALL.iter().map(|kind| kind.name()).collect();
        let mut problem = Problem::new(Code::BadRule, spot, format!("the rule does {done}"))
            .help(format!("give it one of `{}`", kinds.join("`, `")));
        for (key, value) in node.entries().filter(|_| !tasks.is_empty()) {
            if key.as_str().is_some_and(|key| kinds.contains(&key)) && value.as_str() != Some("false") {
                problem = problem.related(key.span(), "it does this");
            }
        }
        reader.report(problem);
        return None;
    }
    tasks.pop()
}

/// What a rule on records asks for; a key that no claim has is reported.
fn record_checks(reader: &mut Reader<'_>, keys: &RecordsKeys) -> RecordChecks {
    let mut require = Vec::new();
    for key in several(keys.require.as_ref()) {
        let word = reader.text(key);
        if claim::KEYS.contains(&word) {
            require.push(Spanned::new(word.to_owned(), key.span));
        } else {
            let message = format!("no claim has a key `{word}`");
            let known = format!("claims have the keys `{}`", claim::KEYS.join("`, `"));
            let help = help(word, claim::KEYS, &known);
            reader.report(Problem::new(Code::UnknownKey, key.span, message).help(help));
        }
    }
    RecordChecks {
        require,
        sources: patterns(reader, keys.sources.as_ref()),
        attributes: patterns(reader, keys.attributes.as_ref()),
        dates: keys.dates == Some(true),
        unused: keys.unused == Some(true),
        same_names: keys.same_names == Some(true),
        look_alikes: keys.look_alikes == Some(true),
    }
}

/// The grades of a list; those that are none are reported.
fn ranges(reader: &mut Reader<'_>, keys: Option<&GradeRanges>) -> Vec<Grades> {
    let read = |text: &Text| match grades::grades(reader.text(text)) {
        Ok(grades) => Some(grades),
        Err(((message, help), range)) => {
            reader.report(Problem::new(Code::BadGrade, text.part(range), message).help(help));
            None
        }
    };
    several(keys).into_iter().filter_map(read).collect()
}

/// One text, or those of a list.
fn several(texts: Option<&Shaped<Text, Vec<Text>, Never>>) -> Vec<&Text> {
    match texts {
        Some(Shaped::Scalar(one)) => vec![one],
        Some(Shaped::List(many)) => many.iter().collect(),
        _ => Vec::new(),
    }
}

/// The names and globs of a list; those that are not valid globs are reported.
fn patterns(reader: &mut Reader<'_>, globs: Option<&Globs>) -> Vec<Pattern> {
    let pattern = |text: &Text| {
        let pattern = Pattern::new(Spanned::new(reader.text(text).to_owned(), text.span));
        pattern.map_err(|problem| reader.report(problem)).ok()
    };
    several(globs).into_iter().filter_map(pattern).collect()
}

fn filter(reader: &mut Reader<'_>, keys: FilterKeys) -> Filter {
    let reliability = ranges(reader, keys.reliability.as_ref());
    let mut globs = |globs: Option<Globs>| patterns(reader, globs.as_ref());
    Filter {
        reliability,
        subject: globs(keys.subject),
        attribute: globs(keys.attribute),
        place: globs(keys.place),
        source: globs(keys.source),
        tag: globs(keys.tag),
        kind: match keys.kind {
            Some(Shaped::Scalar(kind)) => vec![kind],
            Some(Shaped::List(kinds)) => kinds,
            _ => Vec::new(),
        },
    }
}

fn severity(keys: Option<Shaped<Severity, Never, SeverityKeys>>) -> Severities {
    let usual = Severities { strong: Severity::Error, weak: Severity::Warning };
    match keys {
        Some(Shaped::Scalar(both)) => Severities { strong: both, weak: both },
        Some(Shaped::Mapping(keys)) => {
            let strong = keys.strong.unwrap_or(usual.strong);
            Severities { strong, weak: keys.weak.unwrap_or(usual.weak.min(strong)) }
        }
        _ => usual,
    }
}

/// Reports placeholders that nothing fills in.
fn check_placeholders(reader: &mut Reader<'_>, text: &Text) {
    for (name, range) in placeholders(reader.text(text)) {
        if !PLACEHOLDERS.contains(&name) {
            let known = PLACEHOLDERS.map(|name| format!("`{{{name}}}`")).join(", ");
            let help = help(name, PLACEHOLDERS, &format!("a message can contain {known}"));
            let message = format!("unknown placeholder `{{{name}}}`");
            reader.report(Problem::new(Code::UnknownPlaceholder, text.part(range), message).help(help));
        }
    }
}
