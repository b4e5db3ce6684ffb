//! What is found, topic by topic, and who is in it.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

#[cfg(feature = "schema")]
use schemars::JsonSchema;
#[cfg(feature = "serde")]
use serde::Serialize;

use super::Audit;
use super::row::{Called, called, source};
use crate::check::attribution::agreement::{self, Agreement};
use crate::check::topic::Topic;
use crate::check::wording::words;
use crate::claim::ClaimId;
use crate::date::Day;
use crate::finding::Finding;
use crate::maps::HashSet;
use crate::rule::Severity;
use gainsay_yaml::text::Name;

/// What is reported of one subject and attribute.
#[derive(Debug, Clone)]
pub struct Thread<'a> {
    /// The subject; nothing where claims name none.
    pub subject: Option<Called<'a>>,
    /// The attribute; nothing for what is found beside all of them, such as records that cannot be read.
    pub attribute: Option<Called<'a>>,
    /// The title of the attribute, where it is declared with one.
    pub title: Option<&'a str>,
    /// The names that its claims write for the attribute, each once, by their letters.
    pub written: Vec<&'a str>,
    /// How many claims are about it, of those that are asked for.
    pub claims: usize,
    /// The last day that those claims speak of; the first of all days where none bears a date.
    pub latest: Day,
    /// What is found about it, as indices into all findings, the worst first.
    pub findings: Vec<usize>,
    /// The topics of its claims, which differ in the kinds of their values.
    topics: Range<usize>,
}

/// How many findings there are: what is open by severity, and what is accepted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Counts {
    /// Open errors.
    pub errors: usize,
    /// Open warnings.
    pub warnings: usize,
    /// Open notes.
    pub notes: usize,
    /// Those that people have accepted, whatever their severity.
    pub accepted: usize,
}

impl Counts {
    /// Counts `findings`.
    #[must_use]
    pub fn of<'f>(findings: impl IntoIterator<Item = &'f Finding>) -> Self {
        let mut counts = Self::default();
        for finding in findings {
            match finding.severity {
                _ if finding.accepted.is_some() => counts.accepted += 1,
                Severity::Error => counts.errors += 1,
                Severity::Warning => counts.warnings += 1,
                Severity::Note => counts.notes += 1,
                Severity::Off => {}
            }
        }
        counts
    }
}

/// A source, and in how many disputes it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Party<'a> {
    /// The source.
    pub source: Called<'a>,
    /// In how many disputes it has a claim: open errors and warnings about what is claimed, not about how it is written.
    pub disputes: usize,
}

/// What an audit of the most disputed topics alone leaves out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// Topics about which something is found.
    pub topics: usize,
    /// What is found about them, and about none.
    pub findings: usize,
}

/// The orders in which topics and findings are reported.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize), serde(rename_all = "kebab-case"))]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[non_exhaustive]
pub enum Order {
    /// Those with the most errors first, then those with the most warnings; of findings the worst.
    #[default]
    Severity,
    /// Those of which claims speak last first.
    Date,
    /// Those with the most claims first.
    Claims,
    /// By the ids of subject and attribute.
    Name,
}

impl<'r> Audit<'r> {
    /// What claims are asked for and what is found about them, topic by topic.
    #[must_use]
    pub fn threads(&self, order: Order) -> Vec<Thread<'_>> {
        let mut threads = self.every_thread();
        if self.wanted.top.is_some() {
            threads.retain(|thread| !thread.findings.is_empty());
        }
        self.sort(&mut threads, order);
        threads
    }

    /// Leaves only the findings of the most disputed topics, where only those are asked for.
    pub(super) fn keep_top(&mut self) {
        let Some(most) = self.wanted.top else { return };
        let mut threads = self.every_thread();
        threads.retain(|thread| thread.attribute.is_some() && !thread.findings.is_empty());
        let topics = threads.len().saturating_sub(most);
        self.sort(&mut threads, Order::Severity);
        let mut kept: Vec<usize> =
            threads.into_iter().take(most).flat_map(|thread| thread.findings).collect();
        kept.sort_unstable();
        self.left_out = LeftOut { topics, findings: self.reported.len() - kept.len() };
        self.reported = kept;
    }

    /// The same, however many of them are asked for, by the ids of subject and attribute.
    fn every_thread(&self) -> Vec<Thread<'_>> {
        let mut threads: Vec<Thread<'_>> = Vec::new();
        // Those in which two sources that are asked for do not meet: they are there for what is found alone.
        let mut apart = Vec::new();
        // Where the thread of each topic is, by its number.
        let mut of_topic = vec![None; self.ready.topics.len()];
        let mut first = 0;
        for group in self.ready.groups() {
            let topics = first..first + group.len();
            first = topics.end;
            let thread = self.of_group(group, topics.clone());
            if thread.claims > 0 {
                let claims = group.iter().flat_map(|topic| &topic.claims).map(|said| said.claim);
                apart.push(!self.parties_in(claims.filter(|claim| self.wants(claim.number))));
                of_topic[topics].fill(Some(threads.len()));
                threads.push(thread);
            }
        }
        let mut of_key: HashMap<(Option<&str>, Option<&str>), usize> = HashMap::new();
        for (number, Thread { subject, attribute, .. }) in threads.iter().enumerate() {
            of_key
                .insert((subject.map(|subject| subject.id), attribute.map(|attribute| attribute.id)), number);
        }
        for &at in &self.reported {
            let finding = &self.findings[at];
            let key = (finding.subject.as_deref(), finding.attribute.as_deref());
            let topic = self.topic_of(finding).filter(|_| finding.attribute.is_some());
            let known = topic.and_then(|topic| of_topic[topic]).or_else(|| of_key.get(&key).copied());
            let number = known.unwrap_or_else(|| {
                threads.push(self.empty(key));
                of_key.insert(key, threads.len() - 1);
                threads.len() - 1
            });
            threads[number].findings.push(at);
        }
        apart.resize(threads.len(), false);
        let told = threads.into_iter().zip(apart);
        let told = told.filter(|(thread, apart)| !apart || !thread.findings.is_empty());
        let mut threads: Vec<Thread<'_>> = told.map(|(thread, _)| thread).collect();
        let id = |called: Option<Called<'_>>| called.map(|called| called.id.to_owned());
        threads.sort_by_cached_key(|thread| (id(thread.subject), id(thread.attribute)));
        threads
    }

    /// The topics of one subject and attribute, without findings yet.
    fn of_group(&self, group: &[Topic<'r>], topics: Range<usize>) -> Thread<'_> {
        let first = &group[0];
        let claims = || group.iter().flat_map(|topic| &topic.claims);
        let asked = || claims().filter(|said| self.wanted.claim(said.claim, self.context));
        let written: HashSet<Name> = asked().map(|said| said.claim.attribute.value).collect();
        let written: BTreeSet<&str> = written.into_iter().map(|name| self.context.text(name)).collect();
        let days = asked().filter_map(|said| said.time.map(|time| time.when.first));
        Thread {
            subject: first.key.subject.map(|id| called(id, self.context.subject(id), self.context)),
            attribute: Some(Called {
                id: words::id(first, self.context),
                name: words::attribute(first, self.context),
            }),
            title: first.definition.title,
            written: written.into_iter().collect(),
            claims: asked().count(),
            latest: days.max().unwrap_or(Day::MIN),
            findings: Vec::new(),
            topics,
        }
    }

    /// The topic that all claims of a finding are in, where it is one.
    fn topic_of(&self, finding: &Finding) -> Option<usize> {
        let mut topics = finding.about().into_iter().map(|claim| self.boxed(claim).map(|(topic, _)| topic));
        let first = topics.next()??;
        topics.all(|topic| topic == Some(first)).then_some(first)
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
            title: None,
            written: Vec::new(),
            claims: 0,
            latest: Day::MIN,
            findings: Vec::new(),
            topics: 0..0,
        }
    }

    /// Who agrees about a topic; agreements of claims of which none is asked for are left out.
    #[must_use]
    pub fn agreements(&self, thread: &Thread<'_>) -> Vec<Agreement> {
        let ready = self.ready;
        let of_topic = |topic| {
            agreement::of_topic(&ready.topics, topic, &ready.citations, ready.origins.days, self.context)
        };
        let mut found: Vec<Agreement> = thread.topics.clone().flat_map(of_topic).collect();
        let claim = |&id: &ClaimId| self.context.records.claim(id);
        found.retain(|Agreement { claims, .. }| {
            claims.iter().any(|&claim| self.wants(claim)) && self.parties_in(claims.iter().map(claim))
        });
        found
    }

    /// How many of these findings are errors, warnings, notes and accepted.
    #[must_use]
    pub fn counts(&self, findings: &[usize]) -> Counts {
        Counts::of(findings.iter().map(|&at| &self.findings[at]))
    }

    /// The sources that have claims in the disputes among these findings, those in the most of them first; where what is between two
    /// is asked for, those two alone.
    #[must_use]
    pub fn parties(&self, findings: &[usize]) -> Vec<Party<'_>> {
        let mut disputes: HashMap<Name, usize> = HashMap::new();
        for finding in findings.iter().map(|&at| &self.findings[at]) {
            if finding.is_dispute() {
                let claims = finding.about().into_iter().map(|claim| self.context.records.claim(claim));
                let sources: BTreeSet<Name> = claims.map(|claim| claim.source.value).collect();
                let sources =
                    sources.into_iter().filter(|&source| self.wanted.party(self.context.text(source)));
                for source in sources {
                    *disputes.entry(source).or_default() += 1;
                }
            }
        }
        let party = |(id, disputes)| Party { source: source(id, self.context), disputes };
        let mut parties: Vec<Party<'_>> = disputes.into_iter().map(party).collect();
        parties.sort_by_key(|party| (Reverse(party.disputes), party.source.id));
        parties
    }

    /// Where a finding comes among those of its topic, the least first.
    fn rank(&self, finding: &Finding, order: Order) -> (Reverse<i64>, Reverse<i64>) {
        let worst = Reverse(severity(finding));
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
        (Reverse(key), worst)
    }

    /// Puts topics and the findings of each in order; topics that are equal in it by name, and what is beside all of them last.
    fn sort(&self, threads: &mut [Thread<'_>], order: Order) {
        for thread in &mut *threads {
            thread.findings.sort_by_key(|&at| self.rank(&self.findings[at], order));
        }
        threads.sort_by_cached_key(|thread| {
            let found = match order {
                Order::Severity => self.counts(&thread.findings),
                _ => Counts::default(),
            };
            let key = match order {
                Order::Date => i64::from(thread.latest.0),
                Order::Claims => counted(thread.claims),
                Order::Severity | Order::Name => 0,
            };
            (thread.attribute.is_none(), Reverse((found, key)))
        });
    }
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
