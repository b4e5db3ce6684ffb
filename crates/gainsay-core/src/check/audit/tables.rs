//! The tables of an audit: sources, coverage, and what is reported of every topic.

use std::collections::{BTreeMap, HashMap};

#[cfg(feature = "schema")]
use schemars::JsonSchema;
#[cfg(feature = "serde")]
use serde::Serialize;

use super::Audit;
use super::row::{Called, called, source};
use crate::check::attribution::agreement::{self, Agreement};
use crate::check::wording::words;
use crate::claim::Claim;
use crate::date::Day;
use crate::finding::{Finding, FindingKind};
use gainsay_yaml::text::Name;

/// What is reported of one subject and attribute.
#[derive(Debug, Clone)]
pub struct Thread<'a> {
    /// The subject; nothing where claims name none.
    pub subject: Option<Called<'a>>,
    /// The attribute; nothing for what is found beside all of them, such as records that cannot be read.
    pub attribute: Option<Called<'a>>,
    /// How many claims are about it, of those that are asked for.
    pub claims: usize,
    /// The last day that those claims speak of; the first of all days where none bears a date.
    pub latest: Day,
    /// What is found about it, as indices into all findings, the worst first.
    pub findings: Vec<usize>,
    topic: Option<usize>,
}

/// The orders in which topics and findings are reported.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize), serde(rename_all = "kebab-case"))]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[non_exhaustive]
pub enum Order {
    /// The worst first.
    #[default]
    Severity,
    /// Those of which claims speak last first.
    Date,
    /// Those with the most claims first.
    Claims,
    /// By the ids of subject and attribute.
    Name,
}

/// What a source does, in numbers. Only claims that are asked for are counted.
#[derive(Debug, Clone, Default)]
pub struct SourceRow<'a> {
    /// The source.
    pub source: Called<'a>,
    /// Its grade by the Admiralty code, `A` to `F`.
    pub reliability: Option<char>,
    /// The source that it is part of.
    pub part_of: Option<Called<'a>>,
    /// Its claims.
    pub claims: usize,
    /// Those of its claims that are in a conflict with another source.
    pub in_conflict: usize,
    /// How often it changed what it said.
    pub revisions: usize,
    /// How often it contradicts itself, or goes back on its own words.
    pub turns: usize,
    /// Those of its claims that only pass on what a source says that is here itself.
    pub echoes: usize,
    /// How often it gives a source that it cites otherwise than that source itself.
    pub misattributes: usize,
    /// How often others do that to it.
    pub misattributed: usize,
    /// Those of its claims that bear no date.
    pub undated: usize,
    /// Those of its claims without a quote.
    pub unquoted: usize,
}

/// What records lack, in numbers. Only claims that are asked for are counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Claims.
    pub claims: usize,
    /// Those without a date: neither as-of, period nor publication.
    pub undated: usize,
    /// Those without a grade, of the claim or of its source.
    pub ungraded: usize,
    /// Those without a quote.
    pub unquoted: usize,
    /// Those without an address.
    pub unlinked: usize,
    /// Those without a place.
    pub unplaced: usize,
    /// Those whose value cannot be read; they are compared with nothing.
    pub unread: usize,
    /// Those that pass on what another source says.
    pub second_hand: usize,
    /// Those of them that are compared with that source and count for nothing else.
    pub echoes: usize,
    /// Those that are in a conflict.
    pub in_conflict: usize,
}

impl Audit<'_> {
    /// What claims are asked for and what is found about them, topic by topic.
    #[must_use]
    pub fn threads(&self, order: Order) -> Vec<Thread<'_>> {
        let mut threads: BTreeMap<(Option<&str>, Option<&str>), Thread<'_>> = BTreeMap::new();
        for (number, topic) in self.ready.topics.iter().enumerate() {
            let subject = topic.key.subject;
            let attribute = words::id(topic, self.context);
            let thread = Thread {
                subject: subject.map(|id| called(id, self.context.subject(id), self.context)),
                attribute: Some(Called { id: attribute, name: words::attribute(topic, self.context) }),
                claims: 0,
                latest: Day::MIN,
                findings: Vec::new(),
                topic: Some(number),
            };
            let key = (thread.subject.map(|subject| subject.id), Some(attribute));
            let wanted = topic.claims.iter().filter(|said| self.wanted.claim(said.claim, self.context));
            let thread = wanted.fold(thread, |thread, said| Thread {
                claims: thread.claims + 1,
                latest: thread.latest.max(said.time.map_or(Day::MIN, |time| time.when.first)),
                ..thread
            });
            if thread.claims > 0 {
                threads.insert(key, thread);
            }
        }
        for &at in &self.reported {
            let finding = &self.findings[at];
            let key = (finding.subject.as_deref(), finding.attribute.as_deref());
            threads.entry(key).or_insert_with(|| self.empty(key)).findings.push(at);
        }
        let mut threads: Vec<Thread<'_>> = threads.into_values().collect();
        for thread in &mut threads {
            thread.findings.sort_by_key(|&at| self.rank(&self.findings[at], order));
        }
        sort(&mut threads, self.findings, order);
        threads
    }

    /// A topic about which no claim could be read.
    fn empty<'a>(&'a self, (subject, attribute): (Option<&'a str>, Option<&'a str>)) -> Thread<'a> {
        let shown = |id: &'a str| {
            let name = self.context.records.names.find(id);
            Called { id, name: name.map_or(id, |name| self.context.subject(name)) }
        };
        Thread {
            subject: subject.map(shown),
            attribute: attribute.map(|id| Called { id, name: id }),
            claims: 0,
            latest: Day::MIN,
            findings: Vec::new(),
            topic: None,
        }
    }

    /// Who agrees about a topic; agreements of claims of which none is asked for are left out.
    #[must_use]
    pub fn agreements(&self, thread: &Thread<'_>) -> Vec<Agreement> {
        let Some(topic) = thread.topic else { return Vec::new() };
        let ready = self.ready;
        let mut found =
            agreement::of_topic(&ready.topics, topic, &ready.citations, ready.origins.days, self.context);
        found.retain(|agreement| agreement.claims.iter().any(|&claim| self.wants(claim)));
        found
    }

    /// What each source does, those with the most claims first.
    #[must_use]
    pub fn sources(&self) -> Vec<SourceRow<'_>> {
        let mut rows: HashMap<Name, SourceRow<'_>> = HashMap::new();
        for claim in self.wanted_claims() {
            let row = rows.entry(claim.source.value).or_insert_with(|| self.source_row(claim.source.value));
            row.claims += 1;
            row.in_conflict += usize::from(self.in_conflict[claim.number.index()]);
            row.echoes += usize::from(self.is_echo(claim));
            row.undated += usize::from(is_undated(claim));
            row.unquoted += usize::from(!claim.has("quote"));
        }
        // What a source does is counted whatever kind of findings is asked for.
        for finding in self.findings.iter().filter(|finding| self.is_about(finding)) {
            let Some(&claim) = finding.about().first() else { continue };
            let claim = self.context.records.claim(claim);
            let mut count = |name: Name, of: for<'x> fn(&'x mut SourceRow<'_>) -> &'x mut usize| {
                // Whoever is misquoted may have no claim of its own.
                if self.wanted.source(self.context.text(name)) {
                    *of(rows.entry(name).or_insert_with(|| self.source_row(name))) += 1;
                }
            };
            let source = claim.source.value;
            match finding.kind {
                FindingKind::Revision => count(source, |row| &mut row.revisions),
                FindingKind::Regression | FindingKind::SelfContradiction => {
                    count(source, |row| &mut row.turns);
                }
                FindingKind::Misattribution | FindingKind::HedgeDrift => {
                    count(source, |row| &mut row.misattributes);
                    if let Some(cited) = claim.cites {
                        count(cited.value, |row| &mut row.misattributed);
                    }
                }
                _ => {}
            }
        }
        let mut rows: Vec<SourceRow<'_>> = rows.into_values().collect();
        rows.sort_by(|a, b| b.claims.cmp(&a.claims).then(a.source.id.cmp(b.source.id)));
        rows
    }

    fn source_row(&self, id: Name) -> SourceRow<'_> {
        SourceRow {
            source: source(id, self.context),
            reliability: self.context.grade(id),
            part_of: self.context.sources.parent(id).map(|parent| source(parent, self.context)),
            ..SourceRow::default()
        }
    }

    /// What records lack.
    #[must_use]
    pub fn coverage(&self) -> Coverage {
        let mut coverage = Coverage::default();
        for claim in self.wanted_claims() {
            let mut count = |of: fn(&mut Coverage) -> &mut usize, lacks: bool| {
                *of(&mut coverage) += usize::from(lacks);
            };
            count(|of| &mut of.claims, true);
            count(|of| &mut of.undated, is_undated(claim));
            count(|of| &mut of.ungraded, self.is_ungraded(claim));
            count(|of| &mut of.unquoted, !claim.has("quote"));
            count(|of| &mut of.unlinked, !claim.has("url"));
            count(|of| &mut of.unplaced, !claim.has("place"));
            count(|of| &mut of.unread, self.boxed(claim.number).is_none());
            count(|of| &mut of.second_hand, claim.cites.is_some());
            count(|of| &mut of.echoes, self.is_echo(claim));
            count(|of| &mut of.in_conflict, self.in_conflict[claim.number.index()]);
        }
        coverage
    }

    fn is_ungraded(&self, claim: &Claim) -> bool {
        self.context.grade(claim.source.value).is_none() && !claim.has("credibility")
    }

    fn is_echo(&self, claim: &Claim) -> bool {
        self.boxed(claim.number).is_some_and(|(topic, at)| self.ready.topics[topic].claims[at].echo())
    }

    /// Where a finding comes among those of its topic, the least first.
    fn rank(&self, finding: &Finding, order: Order) -> (std::cmp::Reverse<i64>, std::cmp::Reverse<i64>) {
        let worst = std::cmp::Reverse(severity(finding));
        let key = match order {
            Order::Severity | Order::Name => severity(finding),
            Order::Claims => counted(finding.about().len()),
            Order::Date => {
                let latest = finding.about().into_iter().filter_map(|at| {
                    let (topic, at) = self.boxed(at)?;
                    self.ready.topics[topic].claims[at].time.map(|time| i64::from(time.when.first.0))
                });
                latest.max().unwrap_or(i64::MIN)
            }
        };
        (std::cmp::Reverse(key), worst)
    }
}

/// Whether a claim bears no date: neither as-of, period nor publication.
fn is_undated(claim: &Claim) -> bool {
    !["as-of", "during", "published"].iter().any(|key| claim.has(key))
}

/// How bad a finding is: what is open before what is accepted, then by severity and strength.
fn severity(finding: &Finding) -> i64 {
    let open = i64::from(finding.accepted.is_none());
    open * 100 + finding.severity as i64 * 10 + finding.strength.map_or(0, |strength| strength as i64 + 1)
}

/// A count as a key of an order.
fn counted(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// Puts topics in order; those that are equal in it by name, and what is beside all of them last.
fn sort(threads: &mut [Thread<'_>], findings: &[Finding], order: Order) {
    use std::cmp::Reverse;
    let worst = |thread: &Thread<'_>| thread.findings.iter().map(|&at| severity(&findings[at])).max();
    threads.sort_by_key(|thread| {
        let key = match order {
            Order::Severity => worst(thread).unwrap_or(i64::MIN),
            Order::Date => i64::from(thread.latest.0),
            Order::Claims => counted(thread.claims),
            Order::Name => 0,
        };
        (
            thread.attribute.is_none(),
            Reverse(key),
            Reverse(if order == Order::Severity { thread.findings.len() } else { 0 }),
        )
    });
}
