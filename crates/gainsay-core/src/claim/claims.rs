//! The claims that records make.

use std::collections::{HashMap, HashSet};
use std::hash::Hasher as _;
use std::ops::ControlFlow;

use indexmap::{IndexMap, IndexSet};
use siphasher::sip::SipHasher13;

use super::ids::{Bearer, By, Ids, Made};
use super::reader::Reader;
use super::record::{Record, Slot, Statement};
use super::registry::Declarations;
use super::statement::Resolved;
use super::{Claim, ClaimId, End, Stance};
use crate::problem::{Code, Problem};
use gainsay_yaml::text::{Files, Name, Span, Spanned};
use gainsay_yaml::{Node, require, sure_of_missing};

/// The claims filled in so far.
#[derive(Debug, Default)]
pub(super) struct Claims {
    pub(super) kept: Vec<Claim>,
    /// What every record is called; also those that were left out.
    pub(super) ids: Ids,
    /// The claims of rows that are the same in every cell as one before, each with the claim of that.
    pub(super) repeated: HashMap<ClaimId, ClaimId>,
    /// The rows of tables that would be called the same, by that name.
    alike: IndexMap<Name, Vec<Bearer>>,
}

impl Claims {
    /// Adds the claim of `record`; one that cannot be compared is left out, and why is reported.
    ///
    /// `lacking` says that it has not what a claim has to have, and `number` is the number of the record in its file.
    pub(super) fn add(
        &mut self,
        reader: &mut Reader<'_>,
        declared: &Declarations,
        (record, lacking): (Record<'_>, bool),
        report: &Resolved,
        made: &Made<'_>,
        number: u32,
    ) {
        let span = record.span;
        let (id, by) = match &record.id {
            Ok(id) if record.id_is_made => (reader.scalar(id), By::Row),
            Ok(id) => (reader.scalar(id), By::Id),
            Err(head) => {
                let name = reader.names.intern(&made.name(span, number));
                (Spanned::new(name, *head), By::Number)
            }
        };
        let statement = Resolved::of(reader, declared, record).with(report);
        let next = ClaimId::from_index(self.kept.len());
        let claim = match statement.claim(next, (id, by.into()), span) {
            ControlFlow::Continue(Some(claim)) if !lacking && ends_well(&claim, &mut reader.problems) => {
                self.kept.push(claim);
                Some(next)
            }
            _ => None,
        };
        let bearer = Bearer { span: id.span, number, claim, by };
        if by == By::Row
            && let Some(first) = self.ids.bearer(id.value)
        {
            let alike = self.alike.entry(id.value);
            alike
                .or_insert_with(|| Vec::from_iter(Some(first).filter(|first| first.by == By::Row)))
                .push(bearer);
            return;
        }
        for (one, name) in self.ids.call(reader, made, id.value, bearer) {
            if let Some(claim) = one.claim.and_then(|claim| self.kept.get_mut(claim.index())) {
                claim.id.value = name;
            }
        }
    }
}

impl Claims {
    /// Calls rows that would be called the same by what they differ in, so that it does not matter where they are: by their values, and
    /// where these are the same too, by a hash of the row. Rows that are the same in every cell have numbers.
    pub(super) fn tell_apart(&mut self, reader: &mut Reader<'_>) {
        for (name, bearers) in std::mem::take(&mut self.alike) {
            // A row may be long, and so may be the list of the claims that are made of it: its text is looked at once.
            let mut spans: HashMap<Span, usize> = HashMap::new();
            let mut all: IndexSet<&str> = IndexSet::new();
            let mut text =
                |span| *spans.entry(span).or_insert_with(|| all.insert_full(reader.files.slice(span)).0);
            let rows: Vec<Row> = bearers
                .iter()
                .map(|bearer| Row { text: text(bearer.span), value: self.short_value(reader.files, *bearer) })
                .collect();
            let one = rows.iter().all(|row| *row == rows[0]);
            let mut texts: HashMap<&Option<String>, HashSet<usize>> = HashMap::new();
            for row in &rows {
                texts.entry(&row.value).or_default().insert(row.text);
            }
            let hashes: Vec<String> = all.into_iter().map(hash).collect();
            let mut called = Vec::new();
            for (bearer, row) in bearers.into_iter().zip(&rows) {
                let base = reader.names.text(name);
                let base = match &row.value {
                    _ if one => base.to_owned(),
                    Some(value) if texts[&row.value].len() == 1 => format!("{base}#{value}"),
                    Some(value) => format!("{base}#{value}#{}", hashes[row.text]),
                    None => format!("{base}#{}", hashes[row.text]),
                };
                called.push((bearer, base));
            }
            self.call(reader, name, called);
        }
    }

    /// The value of the claim of `bearer`, unless that is too long for a name.
    fn short_value(&self, files: &Files, bearer: Bearer) -> Option<String> {
        /// The longest value that is part of a name.
        const LONGEST: usize = 40;
        let claim = bearer.claim.and_then(|claim| self.kept.get(claim.index()));
        let value = claim.and_then(|claim| claim.words(files));
        let value = value.map(|value| value.split_whitespace().collect::<Vec<_>>().join(" "));
        value.filter(|value| value.chars().count() <= LONGEST)
    }

    /// Calls each bearer by the text beside it, with a number behind it where another record has that name. So far they were all to be
    /// called `name`.
    fn call(&mut self, reader: &mut Reader<'_>, name: Name, bearers: Vec<(Bearer, String)>) {
        let released = self.ids.release(name);
        let mut count: HashMap<String, (u32, Option<ClaimId>)> = HashMap::new();
        let mut called = Vec::with_capacity(bearers.len());
        for (bearer, base) in bearers {
            let (count, first) = count.entry(base.clone()).or_insert((0, bearer.claim));
            let repeats = bearer.claim.zip(*first).filter(|(claim, first)| claim != first);
            self.repeated.extend(repeats);
            let own = loop {
                *count += 1;
                let text = if *count == 1 { base.clone() } else { format!("{base}#{count}") };
                let own = reader.names.intern(&text);
                if self.ids.bearer(own).is_none() {
                    break own;
                }
            };
            self.ids.insert(own, bearer);
            if let Some(claim) = bearer.claim.and_then(|claim| self.kept.get_mut(claim.index())) {
                claim.id.value = own;
            }
            called.push(own);
        }
        if released && !called.contains(&name) {
            self.ids.share(name, called);
        }
    }
}

/// A row, as far as its claim is told apart by it from those that would be called the same.
#[derive(PartialEq, Eq)]
struct Row {
    /// The number of its text among those of the rows that are told apart.
    text: usize,
    /// Its value, unless that is too long for a name.
    value: Option<String>,
}

/// A short hash of a row.
fn hash(text: &str) -> String {
    let mut hasher = SipHasher13::new();
    hasher.write(text.as_bytes());
    format!("{:08x}", hasher.finish() as u32)
}

/// What to do about a row of a table without what it has to have.
pub(crate) const FILL_IN: &str = "fill in the cell, or leave such rows out with `skip` in the mapping file";

/// Whether a claim ends no earlier than it begins; reports one that does.
fn ends_well(claim: &Claim, problems: &mut Vec<Problem>) -> bool {
    let Some(End::Until(until)) = claim.end else { return true };
    let problem = match (claim.during, claim.as_of.or(claim.published)) {
        (Some(during), _) => Problem::new(
            Code::ExclusiveKeys,
            until.span,
            "a claim has either `during` or `until`, not both",
        )
        .related(during.span, "the other one")
        .help("what happened within a period stays true; write `as-of` for the day from which it is true"),
        (None, None) => {
            Problem::new(Code::MissingKey, until.span, "this claim has no day from which it is true")
                .help("give it an `as-of` date, or say when it was `published`")
        }
        (None, Some(from)) if until.value.last < from.value.first => {
            Problem::new(Code::InvalidValue, until.span, "`until` is before the first day of the claim")
                .related(from.span, "its first day")
                .help("write the last day on which it is true")
        }
        _ => return true,
    };
    problems.push(problem);
    false
}

/// Reports the keys that the record at `node` has to have, itself or by its `report`, and has not; whether there are any. What is
/// one slip of such a key is sure to be it.
pub(super) fn lacking<N>(
    node: Node<'_, '_>,
    statement: &Statement<N>,
    report: &Resolved,
    problems: &mut Vec<Problem>,
) -> bool {
    let stance = statement.values.stance.or(&report.values.stance);
    let unconfirmed = matches!(stance, Slot::Is(Stance::Unconfirmed) | Slot::Broken);
    let no_value = report.values.value.is_absent() && !unconfirmed;
    let needed = [
        ("source", report.names[0].is_absent()),
        ("attribute", report.names[2].is_absent()),
        ("value", no_value),
    ];
    for (key, _) in needed.into_iter().filter(|(key, needed)| *needed && node.get(key).is_none()) {
        sure_of_missing(node, key, problems);
    }
    let before = problems.len();
    let mut need = |key: &str, absent: bool| {
        if absent {
            require::<(), _>(node, node.head(), key, None, problems);
        }
        absent
    };
    let absent = |at: usize| statement.names[at].is_absent() && report.names[at].is_absent();
    let source = need("source", absent(0));
    let attribute = need("attribute", absent(2));
    let value = need("value", no_value && statement.values.value.is_absent());
    for problem in problems.iter_mut().skip(before) {
        let help = if node.is_foreign() {
            FILL_IN
        } else {
            "give it in the claim, or in the report for all of its claims"
        };
        problem.help = Some(help.into());
    }
    source || attribute || value
}
