//! What records and rules say, as numbers that are the same wherever and however it is written.

use std::collections::HashMap;
use std::fmt::{self, Debug, Write as _};
use std::hash::Hasher as _;

use siphasher::sip128::{Hasher128, SipHasher13};

use crate::check::Analysis;
use crate::claim::{Claim, ClaimId, End, Named, Records, Wording};
use crate::rule::{Attribute, Filter, Pattern, RecordChecks, Rule, Rules, Task};
use gainsay_yaml::text::{FileId, Files, Name, Spanned, Text};

/// A number that two things share where they mean the same, and by chance in one of 2^128 cases.
pub(super) type Meaning = u128;

/// The meaning of what shows as `what`.
pub(super) fn meaning(what: &impl Debug) -> Meaning {
    let mut hashed = Hashed(SipHasher13::new());
    // Hashing does not fail.
    let _ = write!(hashed, "{what:?}");
    hashed.0.finish128().as_u128()
}

struct Hashed(SipHasher13);

impl fmt::Write for Hashed {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.write(text.as_bytes());
        Ok(())
    }
}

/// What the claims of a run say, and those of an earlier one.
#[derive(Debug)]
pub struct Meanings {
    /// Of the later run, by the numbers of its claims.
    pub(super) head: Vec<Meaning>,
    /// Of the earlier run.
    pub(super) base: Vec<Meaning>,
}

impl Meanings {
    /// The meanings of the claims of `head` and of `base`.
    #[must_use]
    pub fn new(head: &Analysis<'_>, base: &Analysis<'_>) -> Self {
        Self { head: claims(head), base: claims(base) }
    }
}

/// The meaning of every claim, by its number.
fn claims(checked: &Analysis<'_>) -> Vec<Meaning> {
    let reader = Reader::new(checked);
    checked.records().claims.iter().map(|claim| reader.claim(claim)).collect()
}

fn records(checks: &RecordChecks) -> String {
    let RecordChecks { require, sources, attributes, dates, unused, same_names, look_alikes } = checks;
    let require: Vec<&str> = require.iter().map(|key| key.value.as_str()).collect();
    let lists = [sources, attributes].map(|patterns| texts(patterns));
    format!("records {require:?} {lists:?} {dates} {unused} {same_names} {look_alikes}")
}

/// The meaning of a rule: what it does and what it says, but neither why nor its examples.
pub(super) fn rule(rule: &Rule) -> Meaning {
    let task = match &rule.task {
        Task::Compare(attributes) => format!("compare {:?}", texts(attributes)),
        Task::Relate { text, of, .. } => format!("relate {:?} {of:?}", text.value),
        Task::Records(checks) => records(checks),
        Task::Plain(kind) => kind.name().to_owned(),
    };
    let Filter { subject, attribute, place, source, tag, reliability, kind } = &rule.filter;
    let filter = [subject, attribute, place, source, tag].map(|patterns| texts(patterns));
    let narrowed = (filter, reliability, kind, &rule.weak_reliability);
    let tolerances = (
        rule.tolerance.map(|tolerance| tolerance.value.normalize()),
        rule.margin.as_ref().map(|margin| margin.value.to_string()),
        rule.same_time,
        rule.lag,
        rule.severity,
    );
    meaning(&(&rule.id.value, task, narrowed, tolerances, &rule.title, &rule.message, &rule.help))
}

fn texts(patterns: &[Pattern]) -> Vec<&str> {
    patterns.iter().map(|pattern| pattern.text.value.as_str()).collect()
}

/// What the meaning of claims is made of.
struct Reader<'r> {
    checked: &'r Analysis<'r>,
    files: &'r Files,
    records: &'r Records,
    sources: HashMap<Name, Meaning>,
    subjects: HashMap<Name, Meaning>,
    places: HashMap<Name, Meaning>,
    attributes: HashMap<Name, Meaning>,
    copies: HashMap<FileId, Meaning>,
    readings: HashMap<ClaimId, String>,
}

impl<'r> Reader<'r> {
    fn new(checked: &'r Analysis<'r>) -> Self {
        let (files, records, rules) = (checked.files(), checked.records(), checked.rules());
        let registry = &records.registry;
        let text = |text: &Option<Text>| text.as_ref().map(|text| text.as_str(files).to_owned());
        let named = |named: &Named| {
            let mut aliases: Vec<&str> =
                named.aliases.iter().map(|alias| records.names.text(alias.value)).collect();
            aliases.sort_unstable();
            meaning(&(records.names.text(named.id.value), text(&named.name), aliases))
        };
        let source = |id| {
            let source = registry.sources.get(&id)?;
            let grade = source.reliability.map(|grade| grade.value);
            Some((meaning(&(named(&source.named), grade)), source.named.parent.map(|around| around.value)))
        };
        let place = |id| {
            let place = registry.places.get(&id)?;
            Some((named(place), place.parent.map(|around| around.value)))
        };
        let mut attributes = HashMap::new();
        let mut copies = HashMap::new();
        for claim in &records.claims {
            let name = claim.attribute.value;
            attributes.entry(name).or_insert_with(|| {
                let name = records.names.text(name);
                // Another name of the same attribute says the same.
                meaning(&(rules.identity(name), attribute(rules, rules.attribute(name))))
            });
            if let Some(copy) = copy(checked, claim) {
                copies.entry(copy).or_insert_with(|| meaning(&files.get(copy).text));
            }
        }
        Self {
            checked,
            files,
            records,
            sources: registry.sources.keys().map(|&id| (id, lineage(id, &source))).collect(),
            subjects: registry.subjects.iter().map(|(&id, subject)| (id, named(subject))).collect(),
            places: registry.places.keys().map(|&id| (id, lineage(id, &place))).collect(),
            attributes,
            copies,
            readings: checked.readings(),
        }
    }

    fn claim(&self, claim: &Claim) -> Meaning {
        let name = |name: Spanned<Name>| self.records.names.text(name.value);
        let known = |kin: &HashMap<Name, Meaning>, name: Option<Spanned<Name>>| {
            name.and_then(|name| kin.get(&name.value).copied())
        };
        // A record without an id gets one of its file and place in it, which is no part of what it says.
        let id = claim.has("id").then(|| name(claim.id));
        let names = [Some(claim.source), claim.subject, claim.place, claim.scope, claim.cites];
        let dates = [claim.as_of, claim.during, claim.published].map(|when| when.map(|when| when.value));
        let share = claim.share.map(|share| share.value);
        let value = claim.value.as_ref().map(|value| self.value(value));
        let declared = [
            known(&self.sources, Some(claim.source)),
            known(&self.sources, claim.cites),
            known(&self.subjects, claim.subject),
            known(&self.places, claim.place),
            known(&self.attributes, Some(claim.attribute)),
        ];
        let end = claim.end.map(|end| match end {
            End::Until(until) => Some(until.value),
            End::Final => None,
        });
        let said =
            (names.map(|some| some.map(name)), dates, value, claim.stance, share, (claim.correction, end));
        meaning(&(id, said, declared, self.readings.get(&claim.number), self.details(claim)))
    }

    fn value(&self, value: &Wording) -> String {
        let text = |text: &Text| text.as_str(self.files).to_owned();
        match value {
            Wording::Scalar(scalar) => format!("{:?}", text(scalar)),
            Wording::List(list) => format!("{:?}", list.items.iter().map(text).collect::<Vec<_>>()),
            Wording::Figures(figures) => {
                let parts = [&figures.worded, &figures.low, &figures.best, &figures.high, &figures.margin];
                format!("{:?}", parts.map(|part| part.as_ref().map(text)))
            }
        }
    }

    /// What takes no part in comparing. Where the copy is there, what it holds counts instead of where it is.
    fn details(&self, claim: &Claim) -> Meaning {
        let Some(details) = claim.details.as_ref() else { return meaning(&()) };
        let copy = copy(self.checked, claim).and_then(|copy| self.copies.get(&copy));
        let path = details.text().filter(|_| copy.is_none());
        let texts =
            [details.speaker(), details.publisher(), details.url(), path, details.quote(), details.note()];
        let mut tags: Vec<&str> = details.tags().map(|tag| self.records.names.text(tag.value)).collect();
        tags.sort_unstable();
        let credibility = details.credibility().map(|credibility| credibility.value);
        meaning(&(texts.map(|text| text.map(|text| text.as_str(self.files))), copy, credibility, tags))
    }
}

/// The copy that a claim quotes from, where it was read.
fn copy(checked: &Analysis<'_>, claim: &Claim) -> Option<FileId> {
    claim.details.as_ref()?.quote()?;
    checked.copy(claim)
}

/// The meaning of the entry `id` and of all that it belongs to, by what `entry` tells of each. There are no rings.
fn lineage(id: Name, entry: &dyn Fn(Name) -> Option<(Meaning, Option<Name>)>) -> Meaning {
    let (mut line, mut next) = (Vec::new(), Some(id));
    while let Some((own, around)) = next.and_then(entry) {
        line.push(own);
        next = around;
    }
    meaning(&line)
}

/// The meaning of what is declared of an attribute, with its scale and its known values.
fn attribute(rules: &Rules, attribute: Option<&Attribute>) -> Meaning {
    let Some(attribute) = attribute else { return meaning(&()) };
    let Attribute {
        pattern,
        synonyms,
        title,
        kind,
        unit,
        scale,
        terms,
        valid_for,
        valid_by_value,
        tolerance,
        margin,
        additive,
        of_whole,
        forecast,
    } = attribute;
    let valid: Vec<_> = valid_by_value.iter().map(|(value, valid)| (value.value.as_str(), valid)).collect();
    let steps = scale.as_ref().and_then(|scale| rules.scales.get(scale)).map(|scale| &scale.steps);
    let known = terms.as_ref().and_then(|terms| rules.terms.get(terms)).map(|terms| &terms.terms);
    let read = (kind, unit, scale, steps, terms, known);
    let mut names: Vec<&str> = synonyms.iter().map(|synonym| synonym.value.as_str()).collect();
    names.sort_unstable();
    let tolerance = tolerance.map(|tolerance| tolerance.value.normalize());
    let tolerated = (tolerance, margin.as_ref().map(|margin| margin.value.to_string()));
    let counted = (additive, of_whole, forecast);
    meaning(&(&pattern.text.value, names, title, read, (valid_for, valid), tolerated, counted))
}
