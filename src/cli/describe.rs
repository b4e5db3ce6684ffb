//! Rules and parts of values in words.

use rust_decimal::Decimal;

use crate::report::{counted, safe};
use gainsay_core::check::examples::CaseResult;
use gainsay_core::rule::{
    Example, Filter, Outcome, Pattern, RecordChecks, RelationOf, Rule, RuleKind, Severities, Severity, Task,
};
use gainsay_core::rule_file::is_builtin;
use gainsay_core::text::Spanned;
use gainsay_core::text::{Files, Span};
use gainsay_core::value::Part;

/// What a part of a wording is, and what it does.
pub(super) fn part(part: &Part) -> String {
    let named = part.hedge_as().map(|name| format!(" (a form of `{name}`)")).unwrap_or_default();
    let does = part.does.as_ref().map(|does| format!(": {does}")).unwrap_or_default();
    format!("{}{named}{does}", part.role.name())
}

/// What there is to say about a rule, each fact with its key.
pub(super) fn facts(files: &Files, rule: &Rule) -> Vec<(&'static str, String)> {
    let narrowed = filter(&rule.filter);
    let tolerance = rule.tolerance.as_ref().map(|tolerance| {
        let set = written(files, tolerance.span).map(|place| format!(", set in `{place}`"));
        let most = if tolerance.value.is_zero() {
            "none".to_owned()
        } else {
            format!("up to {} of the larger value", percent(tolerance.value))
        };
        format!("{most}{}", set.unwrap_or_default())
    });
    let margin = rule.margin.as_ref().map(|margin| {
        let set = written(files, margin.span).map(|place| format!(", set in `{place}`"));
        format!("up to {}{}", safe::line(&margin.value.to_string()), set.unwrap_or_default())
    });
    let facts = [
        ("does", Some(task_at_length(&rule.task))),
        ("only", (!narrowed.is_empty()).then(|| narrowed.join("; "))),
        ("severity", Some(severity_at_length(rule))),
        ("tolerance", tolerance),
        (if rule.sampled { "sampling error" } else { "margin" }, margin),
        ("same time", (rule.task.kind() == RuleKind::Compare).then(|| same_time(rule))),
    ];
    facts.into_iter().filter_map(|(key, fact)| Some((key, fact?))).collect()
}

/// What a rule does, in a sentence.
fn task_at_length(task: &Task) -> String {
    match task {
        Task::Compare(attributes) => {
            let names = attributes.iter().map(|name| format!("`{}`", safe::line(&name.text.value)));
            format!("compares what sources say about {}", names.collect::<Vec<_>>().join(", "))
        }
        Task::Relate { text, of: RelationOf::SameSource, .. } => {
            format!("checks that the figures of each source satisfy `{}`", safe::line(&text.value))
        }
        Task::Relate { text, of: RelationOf::Any, .. } => {
            format!("checks that the figures of all sources satisfy `{}`", safe::line(&text.value))
        }
        Task::Plain(kind) => kind.phrase(),
        Task::Records(checks) => records(checks),
    }
}

fn records(checks: &RecordChecks) -> String {
    let RecordChecks { require, sources, attributes, dates, unused, same_names, look_alikes } = checks;
    let keys: Vec<_> = require.iter().map(|key| format!("`{}`", safe::line(&key.value))).collect();
    let mut asks = Vec::new();
    if !keys.is_empty() {
        asks.push(format!("requires {} of every claim", keys.join(", ")));
    }
    for (what, allowed) in [("sources", sources), ("attributes", attributes)] {
        if !allowed.is_empty() {
            asks.push(format!("allows only the {what} {}", patterns(allowed)));
        }
    }
    let flags = [
        (dates, "reports claims about days after they were published, and those published in the future"),
        (unused, "reports declared sources, subjects and places that nothing uses"),
        (same_names, "reports sources, subjects and places that have the same name"),
        (look_alikes, "reports names that look the same but are different"),
    ];
    asks.extend(flags.into_iter().filter(|(flag, _)| **flag).map(|(_, asks)| asks.to_owned()));
    if asks.is_empty() { "requires nothing".to_owned() } else { asks.join(", and ") }
}

/// What a rule is narrowed to, a part an entry; empty where it is not narrowed.
fn filter(filter: &Filter) -> Vec<String> {
    let Filter { subject, attribute, place, source, tag, reliability, kind } = filter;
    let grades: Vec<_> = reliability.iter().map(ToString::to_string).collect();
    let kinds: Vec<_> = kind.iter().map(|kind| kind.name()).collect();
    [
        ("subject", patterns(subject)),
        ("attribute", patterns(attribute)),
        ("place", patterns(place)),
        ("source", patterns(source)),
        ("tag", patterns(tag)),
        ("reliability", grades.join(", ")),
        ("kind", kinds.join(", ")),
    ]
    .into_iter()
    .filter(|(_, words)| !words.is_empty())
    .map(|(key, words)| format!("{key} {words}"))
    .collect()
}

/// How bad a rule's findings are: one word, or two where strength decides.
pub(super) fn severity(severities: Severities) -> String {
    let Severities { strong, weak } = severities;
    if strong == weak { word(strong).to_owned() } else { format!("{}/{}", word(strong), word(weak)) }
}

/// How bad a rule's findings are, in a sentence.
fn severity_at_length(rule: &Rule) -> String {
    let (strong, weak) = (word(rule.severity.strong), word(rule.severity.weak));
    if strong == weak {
        return strong.to_owned();
    }
    let grades: Vec<_> = rule.weak_reliability.iter().map(ToString::to_string).collect();
    let doubt = if grades.is_empty() {
        String::new()
    } else {
        format!(", as is any conflict with a source graded {}", grades.join(" or "))
    };
    format!("{strong} if strong, {weak} if weak{doubt}")
}

/// How far apart in time two claims may be for a rule that compares them.
fn same_time(rule: &Rule) -> String {
    let near = format!("strong if the dates are at most {} apart", days(rule.same_time));
    match rule.lag {
        0 => near,
        lag => format!(
            "{near}; otherwise weak if the periods in which the claims are valid are at most {} apart",
            days(lag)
        ),
    }
}

/// The name of what an example came to.
pub(super) fn result(outcome: CaseResult) -> &'static str {
    match outcome {
        CaseResult::Reported => "reported",
        CaseResult::Quiet => "not reported",
        CaseResult::Missing => "missed",
        CaseResult::Noisy => "unexpected",
        CaseResult::Wrong => "cannot run",
    }
}

/// What an example comes to where it comes out as it says.
pub(super) fn expected(example: &Example) -> CaseResult {
    match example.outcome {
        Outcome::Conflict => CaseResult::Reported,
        Outcome::Agree => CaseResult::Quiet,
    }
}

/// A claim of an example as its file writes it, if that is one line of YAML by itself.
pub(super) fn example_claim<'a>(files: &'a Files, claim: &'a Spanned<String>) -> &'a str {
    let written = files.slice(claim.span);
    let alone = written.starts_with('{') && !written.contains('\n');
    if alone { written.trim() } else { claim.value.trim() }
}

/// The word for `severity` in rule files.
pub(super) fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Off => "off",
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

/// How far apart values may be: `10 %`.
pub(super) fn percent(fraction: Decimal) -> String {
    format!("{} %", fraction.checked_mul(Decimal::ONE_HUNDRED).unwrap_or(fraction).normalize())
}

/// `3 days`.
pub(super) fn days(days: u32) -> String {
    counted(days as usize, "day", "days")
}

/// Where something is defined: `rules/troops.yaml:14`, or that it is built in.
pub(super) fn place(files: &Files, span: Span) -> String {
    written(files, span).unwrap_or_else(|| "built-in".to_owned())
}

/// Where something is written; nothing where that is in no file of the user's.
pub(super) fn written(files: &Files, span: Span) -> Option<String> {
    line(files, span).map(|(path, line)| format!("{}:{line}", safe::line(path)))
}

/// The same as a path and a line.
pub(super) fn line(files: &Files, span: Span) -> Option<(&str, usize)> {
    let file = files.get(span.file);
    (!is_builtin(file)).then(|| (file.path.as_str(), files.location(span).line))
}

fn patterns(patterns: &[Pattern]) -> String {
    let words: Vec<_> = patterns.iter().map(|pattern| safe::line(&pattern.text.value)).collect();
    words.join(", ")
}
