//! Tables of values and what they allow, made by running the engine on them.

use std::fmt::Write;

use gainsay_core::check;
use gainsay_core::check::Checker;
use gainsay_core::check::explain::{Explanation, Reads};
use gainsay_core::claim;
use gainsay_core::date::{self, When};
use gainsay_core::rule::{Rules, Severity};
use gainsay_core::rule_file;
use gainsay_core::text::{FileId, Files};
use gainsay_core::value::{Effect, Hedge, Part};

/// The built-in rules, and a registry for places.
pub struct Engine {
    files: Files,
    rules: Rules,
    registry: FileId,
}

const REGISTRY: &str = "places: { russia: {}, kursk: { within: russia }, ukraine: {} }\n";

/// What the engine makes of a claim: all that it tells of it, or why it cannot be read.
type Made = Result<Explanation, String>;

impl Engine {
    pub fn new() -> Self {
        let mut files = Files::default();
        let builtin = rule_file::add_builtin(&mut files);
        let mut problems = Vec::new();
        let rules = rule_file::read(&files, &[&builtin], &mut problems);
        assert_eq!(problems, []);
        let registry = files.add("registry.yaml", REGISTRY);
        Self { files, rules, registry }
    }

    /// The claim with the keys of both flow mappings, those of `one` first.
    fn claim(&mut self, one: &str, other: &str) -> Made {
        let made_up = "{ id: this, source: source, subject: subject }";
        let id = self.files.add("claim.yaml", format!("claims:\n  - <<: [{one}, {other}, {made_up}]\n"));
        let records = claim::read(&self.files, &[self.registry, id]);
        let analysis = Checker::new(&self.files, &records, &self.rules).analyze();
        let findings = &analysis.findings;
        let unread = records.problems.first().map(|problem| problem.message.clone());
        let unread = unread.or_else(|| {
            let finding = findings.iter().find(|finding| finding.severity == Severity::Error)?;
            Some(format!("{}: {}", finding.message, finding.labels.first()?.message))
        });
        match unread {
            Some(message) => Err(message),
            None => check::explain(&analysis, "this", 0).ok_or_else(|| "there is no such claim".to_owned()),
        }
    }

    /// What the values in the first column of the table `rows` allow, beside the keys of the flow mapping `with`.
    pub fn allows(&mut self, with: &str, rows: &str) -> String {
        let mut out =
            "| value | allows | with hedges doubled | because |\n| --- | --- | --- | --- |\n".to_owned();
        for written in first_column(rows) {
            let [allows, doubled, since] = match self.claim(&record(written), with) {
                Ok(Explanation { reads: Some(reads), .. }) => told(&reads),
                Ok(_) => panic!("`{written}` is not read, and nothing says why"),
                Err(message) => [format!("*{message}*"), String::new(), String::new()],
            };
            writeln!(out, "| `{written}` | {allows} | {doubled} | {since} |").unwrap();
        }
        out
    }

    /// What the dates in the first column of the table `rows` mean.
    pub fn dates(&mut self, rows: &str) -> String {
        let mut out = "| date | days | means |\n| --- | --- | --- |\n".to_owned();
        for written in first_column(rows) {
            let keys = format!("{{ as-of: {}, attribute: troops, value: 1 }}", quoted(written));
            let [days, meant] = match self.claim(&keys, "{}") {
                Ok(account) => {
                    let when = account.facts.as_of.unwrap();
                    let meant = match when {
                        When { first, last, throughout: true, .. } if first == last => "that day",
                        When { first, last, .. } if first == last => "that day, it may be",
                        When { throughout: true, .. } => "each of these days",
                        When { throughout: false, .. } => "one of these days",
                    };
                    let spread = When { throughout: true, clock: None, ..when };
                    [date::show(spread), meant.to_owned()]
                }
                Err(message) => [format!("*{message}*"), String::new()],
            };
            writeln!(out, "| `{written}` | {days} | {meant} |").unwrap();
        }
        out
    }

    /// Every hedge with an example.
    pub fn hedges(&mut self) -> String {
        let mut out = "| hedge | example | allows | with hedges doubled | what it does |\n\
                       | --- | --- | --- | --- | --- |\n"
            .to_owned();
        for hedge in self.rules.hedges.hedges().to_vec() {
            let (value, with) = example(&hedge);
            let account = self.claim(&record(&value), with).unwrap_or_else(|why| panic!("{value}: {why}"));
            let reads = account.reads.unwrap_or_else(|| panic!("`{value}` is not read"));
            let met = reads.parts.iter().find(|part| part.hedge.as_ref() == Some(&hedge.name));
            let does = met.and_then(|part| part.does.clone());
            let does = does.unwrap_or_else(|| panic!("`{value}` has no hedge `{}`", hedge.name));
            let [allows, doubled, _] = told(&reads);
            writeln!(out, "| `{}` | `{value}` | {allows} | {doubled} | {does} |", hedge.name).unwrap();
        }
        out
    }
}

/// A value with the hedge, and the keys that go with it.
fn example(Hedge { name, effect, .. }: &Hedge) -> (String, &'static str) {
    const COUNT: &str = "{ attribute: troops, as-of: 2024-10-28 }";
    const DAY: &str = "{ attribute: date, as-of: 2024-10-28 }";
    const STAGE: &str = "{ attribute: deployment, as-of: 2024-10-28 }";
    match effect {
        Effect::Spread(_) if name == "has begun" => (format!("{name} training"), STAGE),
        Effect::Near(..) if name == "odd" => (format!("3,000-{name}"), COUNT),
        Effect::Spread(_) | Effect::Near(..) | Effect::Bound(_) => (format!("{name} 3,000"), COUNT),
        Effect::DateBound(_) => (format!("{name} 2024-11-01"), DAY),
        Effect::After { .. } => (name.clone(), DAY),
        Effect::Onset => (format!("{name} training"), STAGE),
        Effect::SoFar => (format!("{{ value: fighting {name}, stance: denies }}"), STAGE),
        _ => (name.clone(), COUNT),
    }
}

fn told(reads: &Reads) -> [String; 3] {
    let does = |part: &Part| part.does.clone().unwrap_or_default();
    let hedges = reads.parts.iter().filter_map(|part| {
        let name = part.hedge.as_ref()?;
        let of = if part.words == *name { String::new() } else { format!(" (a form of `{name}`)") };
        Some(format!("`{}`{of} {}", part.words, does(part)))
    });
    let units = reads.parts.iter().filter(|part| part.converts.is_some());
    let units = units.map(|part| format!("`{}` {}", part.words, does(part)));
    let since: Vec<_> = hedges.chain(units).collect();
    [reads.allows.clone(), reads.widened.clone().unwrap_or_default(), since.join("; ")]
}

/// The code spans in the first column of a table, without its head.
fn first_column(rows: &str) -> impl Iterator<Item = &str> {
    rows.lines().filter_map(|row| row.strip_prefix("| `")?.split_once("` |")).map(|(first, _)| first)
}

/// The keys of a claim as they are written, or the one key `value`.
fn record(written: &str) -> String {
    if written.starts_with("{ value:") || written.starts_with("{ stance:") {
        written.to_owned()
    } else {
        format!("{{ value: {} }}", quoted(written))
    }
}

/// A scalar in quotes; a list or a mapping as it is.
fn quoted(written: &str) -> String {
    if written.starts_with(['{', '[']) { written.to_owned() } else { serde_json::to_string(written).unwrap() }
}
