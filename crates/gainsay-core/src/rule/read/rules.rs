//! Rules: from the keys of a file to what a rule does.

use super::format::{FilterKeys, Globs, GradeRanges, RecordsKeys, RuleKeys, SeverityKeys};
use super::words::help;
use super::{examples, measured};
use crate::claim;
use crate::rule::{
    Filter, Grades, Kind, Pattern, RecordChecks, RelationOf, Rule, Severities, Severity, Task, grades,
    measure, message, relation,
};
use gainsay_yaml::text::{Files, Problem, Spanned, Text};
use gainsay_yaml::{Never, Node, Shaped, require};

/// The rule that `node` writes, with its id. Nothing comes back of a rule without an id or a task; that is told.
pub(super) fn rule(
    files: &Files,
    node: Node<'_, '_>,
    problems: &mut Vec<Problem>,
) -> Option<(Spanned<String>, Rule)> {
    let keys: RuleKeys = gainsay_yaml::decode(node, problems)?;
    let own = |text: Option<&Text>| text.map(|text| text.as_str(files).trim_end().to_owned());
    let id = require(node, node.head(), "id", keys.id.as_ref(), problems);
    let title = require(node, node.head(), "title", keys.title.clone(), problems);
    let task = task(files, node, &keys, problems);
    let id = id.map(|id| Spanned::new(id.as_str(files).to_owned(), id.span));
    let tolerance = keys.tolerance.as_ref().and_then(|text| {
        let fraction = measured(files, text, "bad-fraction", measure::fraction, problems)?;
        Some(Spanned::new(fraction, text.span))
    });
    let mut days = |text: Option<&Text>, otherwise: u32| {
        let days = text.and_then(|text| measured(files, text, "bad-duration", measure::days_on, problems));
        days.unwrap_or(otherwise)
    };
    let (near, grace) = (days(keys.near.as_ref(), 1), days(keys.grace.as_ref(), 0));
    for text in [&keys.message, &keys.help].into_iter().flatten() {
        placeholders(files, text, problems);
    }
    let weak_reliability = ranges(files, keys.weak_reliability.as_ref(), problems);
    let filter = keys.filter.map(|keys| filter(files, keys, problems)).unwrap_or_default();
    let examples = examples::examples(files, node, problems);
    let (id, task) = (id?, task?);
    let rule = Rule {
        title: title.unwrap_or_default(),
        task,
        filter,
        tolerance,
        near,
        grace,
        severity: severity(keys.severity),
        weak_reliability,
        message: own(keys.message.as_ref()),
        help: own(keys.help.as_ref()),
        why: own(keys.why.as_ref()),
        examples,
        id: id.clone(),
    };
    Some((id, rule))
}

/// The keys that say what a rule does.
pub(super) const TASKS: [&str; 7] =
    ["compare", "relate", "attribution", "quotes", "revisions", "unconfirmed", "records"];

/// The one thing that the rule does.
fn task(files: &Files, node: Node<'_, '_>, keys: &RuleKeys, problems: &mut Vec<Problem>) -> Option<Task> {
    let mut tasks: Vec<Task> = Vec::new();
    let mut broken = false;
    if let Some(globs) = &keys.compare {
        if matches!(globs, Shaped::List(list) if list.is_empty()) {
            let spot = node.get("compare").unwrap_or(node).span();
            problems.push(
                Problem::new("empty-list", spot, "this list names no attribute")
                    .help("name at least one, or `*` for all"),
            );
        }
        tasks.push(Task::Compare(patterns(files, Some(globs), problems)));
    }
    if let Some(text) = &keys.relate {
        match relation::relation(files, text) {
            Ok(linear) => tasks.push(Task::Relate {
                text: Spanned::new(text.as_str(files).to_owned(), text.span),
                terms: linear.terms,
                relation: linear.relation,
                of: keys.of.map_or(RelationOf::SameSource, |of| of.value),
            }),
            Err(problem) => {
                problems.push(problem);
                broken = true;
            }
        }
    }
    let flags = [
        (keys.attribution, Task::Attribution),
        (keys.quotes, Task::Quotes),
        (keys.revisions, Task::Revisions),
        (keys.unconfirmed, Task::Unconfirmed),
    ];
    tasks.extend(flags.into_iter().filter(|(flag, _)| *flag == Some(true)).map(|(_, task)| task));
    if let Some(records) = &keys.records {
        tasks.push(Task::Records(record_checks(files, records, problems)));
    }
    if let (Some(of), None) = (keys.of, &keys.relate) {
        problems.push(
            Problem::new("useless-key", of.span, "`of` says whose claims a relation binds")
                .help("take it out"),
        );
    }
    if tasks.len() != 1 && !broken {
        let spot = keys.id.as_ref().map_or(node.head(), |id| id.span);
        let done = if tasks.is_empty() { "nothing" } else { "several things" };
        let mut problem = Problem::new("bad-rule", spot, format!("the rule does {done}"))
            .help(format!("give it one of {}", TASKS.map(|task| format!("`{task}`")).join(", ")));
        for (key, value) in node.entries().filter(|_| !tasks.is_empty()) {
            if key.as_str().is_some_and(|key| TASKS.contains(&key)) && value.as_str() != Some("false") {
                problem = problem.related(key.span(), "it does this");
            }
        }
        problems.push(problem);
        return None;
    }
    tasks.pop()
}

/// What a rule on records asks for; a key that no claim has is told.
fn record_checks(files: &Files, keys: &RecordsKeys, problems: &mut Vec<Problem>) -> RecordChecks {
    let mut require = Vec::new();
    for key in several(keys.require.as_ref()) {
        let word = key.as_str(files);
        if claim::KEYS.contains(&word) {
            require.push(Spanned::new(word.to_owned(), key.span));
        } else {
            let message = format!("no claim has a key `{word}`");
            let known = format!("claims have the keys `{}`", claim::KEYS.join("`, `"));
            problems.push(Problem::new("unknown-key", key.span, message).help(help(
                word,
                claim::KEYS,
                &known,
            )));
        }
    }
    RecordChecks {
        require,
        sources: patterns(files, keys.sources.as_ref(), problems),
        dates: keys.dates == Some(true),
        unused: keys.unused == Some(true),
        same_names: keys.same_names == Some(true),
        look_alikes: keys.look_alikes == Some(true),
    }
}

/// The grades of a list; those that are none are told.
fn ranges(files: &Files, keys: Option<&GradeRanges>, problems: &mut Vec<Problem>) -> Vec<Grades> {
    let read = |text: &Text| match grades::grades(text.as_str(files)) {
        Ok(grades) => Some(grades),
        Err(((message, help), range)) => {
            problems.push(Problem::new("bad-grade", text.part(range), message).help(help));
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

/// The names and globs of a list; those that are no glob are told.
fn patterns(files: &Files, globs: Option<&Globs>, problems: &mut Vec<Problem>) -> Vec<Pattern> {
    let texts = several(globs);
    let pattern = |text: &Text| Pattern::new(Spanned::new(text.as_str(files).to_owned(), text.span));
    let (good, bad): (Vec<_>, Vec<_>) = texts.into_iter().map(pattern).partition(Result::is_ok);
    problems.extend(bad.into_iter().filter_map(Result::err));
    good.into_iter().flatten().collect()
}

fn filter(files: &Files, keys: FilterKeys, problems: &mut Vec<Problem>) -> Filter {
    let reliability = ranges(files, keys.reliability.as_ref(), problems);
    let mut globs = |globs: Option<Globs>| patterns(files, globs.as_ref(), problems);
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
            _ => Vec::<Kind>::new(),
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

/// Tells placeholders that nothing fills in.
fn placeholders(files: &Files, text: &Text, problems: &mut Vec<Problem>) {
    for (name, range) in message::placeholders(text.as_str(files)) {
        if !message::PLACEHOLDERS.contains(&name) {
            let known = format!(
                "a message may hold {}",
                message::PLACEHOLDERS.map(|name| format!("`{{{name}}}`")).join(", ")
            );
            problems.push(
                Problem::new(
                    "unknown-placeholder",
                    text.part(range),
                    format!("nothing fills in `{{{name}}}`"),
                )
                .help(help(name, message::PLACEHOLDERS, &known)),
            );
        }
    }
}
