//! Findings, topic by topic: the first ones in full, further ones packed, notes in a line each.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::{self, Write};

use askama::Template;

use super::body::Body;
use super::link::{Links, Spot};
use super::pack;
use super::page::{Block, made, place, thread_id};
use super::prose::Prose;
use crate::report::audit::row::word;
use crate::report::audit::{AuditReport, people};
use crate::report::{counted, shell_flag};
use gainsay_core::check::Agreement;
use gainsay_core::check::audit::{Audit, Thread};
use gainsay_core::finding::{Finding, FindingKind};
use gainsay_core::rule::Severity;

/// How many findings are on the page in full.
const FULL: usize = 100;

/// How many findings have a place of their own on the page.
const CARDS: usize = 5_000;

/// How many findings are packed together: alike as they are, they pack well.
const PACKED: usize = 24;

/// How much of packed findings a page holds, in bytes.
const ROOM: usize = 6_500_000;

/// How many notes of one topic are listed, and of all.
const NOTES: (usize, usize) = (50, 3_000);

/// How many agreements of one topic are listed, and of all.
const AGREEMENTS: (usize, usize) = (25, 2_000);

/// How many topics are on the page of which nothing but agreements is reported.
const QUIET: usize = 200;

/// All findings of a page.
pub(super) struct Findings<'a> {
    report: AuditReport<'a>,
    links: &'a Links,
    /// Those that have a place of their own, in the order of the page.
    pub(super) cards: Vec<Card>,
    /// The elements of the cards.
    pub(super) ids: Vec<String>,
}

/// A finding with a place of its own.
pub(super) struct Card {
    /// Index of its topic.
    thread: usize,
    /// Index of the finding.
    pub(super) at: usize,
}

#[derive(Template)]
#[template(path = "audit/thread.html", whitespace = "minimize")]
struct Heading<'a> {
    id: String,
    attribute: String,
    subject: Option<&'a str>,
    about: String,
}

#[derive(Template)]
#[template(path = "audit/finding.html", whitespace = "minimize")]
struct FindingView<'a> {
    id: &'a str,
    tone: &'static str,
    kind: String,
    strength: Option<String>,
    message: Prose,
    /// What shows it in a terminal.
    explain: String,
    /// The block that its body is packed in, and its place there.
    later: Option<(usize, usize)>,
    body: Option<String>,
}

/// What is reported of a topic beside its disputes.
#[derive(Template)]
#[template(path = "audit/beside.html", whitespace = "minimize")]
struct Beside {
    /// Findings that have no place on the page.
    unlisted: usize,
    notes: usize,
    kinds: String,
    lines: Vec<Note>,
    agree: usize,
    agreements: Vec<Agree>,
    narrow: Prose,
}

struct Note {
    kind: String,
    /// What that means.
    about: &'static str,
    message: Prose,
    help: Option<Prose>,
    spot: Spot,
}

struct Agree {
    value: String,
    place: String,
    sources: String,
    origins: usize,
}

/// How many entries of one sort may still be written.
struct Budget {
    each: usize,
    all: usize,
}

impl Budget {
    fn new((each, all): (usize, usize)) -> Self {
        Self { each, all }
    }

    /// How many of `wanted` there is room for.
    fn take(&mut self, wanted: usize) -> usize {
        let taken = wanted.min(self.each).min(self.all);
        self.all -= taken;
        taken
    }
}

impl<'a> Findings<'a> {
    pub(super) fn of(report: AuditReport<'a>, threads: &[Thread<'_>], links: &'a Links) -> Self {
        let all = threads
            .iter()
            .enumerate()
            .flat_map(|(thread, topic)| topic.findings.iter().map(move |&at| Card { thread, at }));
        let cards = all.filter(|card| report.findings[card.at].severity >= Severity::Warning);
        let cards: Vec<Card> = cards.take(CARDS).collect();
        let mut known: HashMap<&str, usize> = HashMap::new();
        let ids = cards.iter().map(|card| {
            let fingerprint = report.findings[card.at].fingerprint.as_str();
            let times = known.entry(fingerprint).or_default();
            *times += 1;
            if *times == 1 { format!("f-{fingerprint}") } else { format!("f-{fingerprint}-{times}") }
        });
        let ids = ids.collect();
        Self { report, links, cards, ids }
    }

    /// The kinds of the findings that have a place of their own, by name.
    pub(super) fn kinds(&self) -> Vec<String> {
        let kinds = self.cards.iter().map(|card| people::kind(self.report.findings[card.at].kind));
        kinds.collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// The first card that each claim, by its number, is in.
    pub(super) fn disputes(&self) -> Vec<Option<u32>> {
        let mut disputes = vec![None; self.report.audit.records().claims.len()];
        for (card, Card { at, .. }) in self.cards.iter().enumerate() {
            for claim in self.report.findings[*at].about() {
                disputes[claim.index()].get_or_insert(card as u32);
            }
        }
        disputes
    }

    /// Writes all topics, and returns how many have nothing to report.
    pub(super) fn write(&self, out: &mut dyn Write, threads: &[Thread<'_>]) -> io::Result<usize> {
        let groups: Vec<&[Card]> = self.cards.get(FULL..).unwrap_or_default().chunks(PACKED).collect();
        let mut packed = pack::each(&groups, |group| self.bodies(group));
        let mut room = Some(ROOM);
        let (mut notes, mut agreements) = (Budget::new(NOTES), Budget::new(AGREEMENTS));
        let (mut quiet, mut agreeing) = (0, 0);
        let mut cards = self.cards.iter().enumerate().peekable();
        for (number, thread) in threads.iter().enumerate() {
            let beside = self.beside(number, thread, &mut notes, &mut agreements);
            if thread.findings.is_empty() {
                if beside.agreements.is_empty() || agreeing == QUIET {
                    quiet += 1;
                    continue;
                }
                agreeing += 1;
            }
            place(out, &Heading::of(number, thread))?;
            while let Some((card, Card { at, .. })) = cards.next_if(|(_, card)| card.thread == number) {
                let later = card.checked_sub(FULL).map(|after| (after / PACKED, after % PACKED));
                if let Some((block, 0)) = later {
                    room = match (room, packed.next().transpose()?) {
                        (Some(room), Some(packed)) if packed.len() <= room => {
                            place(out, &Block { id: format!("block-{block}"), packed: &packed })?;
                            Some(room - packed.len())
                        }
                        _ => None,
                    };
                }
                self.card(out, card, *at, later.filter(|_| room.is_some()))?;
            }
            place(out, &beside)?;
        }
        Ok(quiet)
    }

    /// The bodies of some cards, as the script takes them apart.
    fn bodies(&self, cards: &[Card]) -> io::Result<String> {
        let bodies = cards.iter().map(|card| made(&Body::of(card.at, self.report, self.links)));
        Ok(bodies.collect::<io::Result<Vec<_>>>()?.join("\0"))
    }

    fn card(
        &self,
        out: &mut dyn Write,
        card: usize,
        at: usize,
        later: Option<(usize, usize)>,
    ) -> io::Result<()> {
        let finding = &self.report.findings[at];
        let body = (card < FULL).then(|| made(&Body::of(at, self.report, self.links))).transpose()?;
        place(
            out,
            &FindingView {
                id: &self.ids[card],
                tone: tone(finding),
                kind: people::kind(finding.kind),
                strength: finding.strength.map(|strength| word(&strength)),
                message: Prose::of(&finding.message),
                explain: self.links.command(&format!("explain {}", finding.fingerprint)),
                later,
                body,
            },
        )
    }

    /// What is reported below the cards of the topic with that number.
    fn beside(
        &self,
        number: usize,
        thread: &Thread<'_>,
        notes: &mut Budget,
        agreements: &mut Budget,
    ) -> Beside {
        let reported = thread.findings.iter().map(|&at| &self.report.findings[at]);
        let (notable, lower): (Vec<&Finding>, Vec<&Finding>) =
            reported.partition(|finding| finding.severity > Severity::Note);
        let before = |number: usize| self.cards.partition_point(|card| card.thread < number);
        let shown = notes.take(lower.len());
        let lines = lower.iter().take(shown).map(|finding| Note {
            kind: people::kind(finding.kind),
            about: finding.kind.summary(),
            message: Prose::of(&finding.message),
            help: finding.help.as_deref().map(Prose::of),
            spot: self.links.spot(self.report.files, finding.labels[0].span),
        });
        let agree = if agreements.all > 0 { self.report.audit.agreements(thread) } else { Vec::new() };
        let listed = agreements.take(agree.len());
        Beside {
            unlisted: notable.len().saturating_sub(before(number + 1) - before(number)),
            notes: lower.len(),
            kinds: kinds(&lower),
            lines: lines.collect(),
            agree: agree.len(),
            agreements: agree
                .into_iter()
                .take(listed)
                .map(|agreement| Agree::of(agreement, self.report.audit))
                .collect(),
            narrow: Prose::of(&narrow(thread, self.links)),
        }
    }
}

impl<'a> Heading<'a> {
    fn of(number: usize, thread: &'a Thread<'_>) -> Self {
        Self {
            id: thread_id(number),
            attribute: people::attribute(thread, str::to_owned),
            subject: thread.subject.map(|subject| subject.name),
            about: counted(thread.claims, "claim", "claims"),
        }
    }
}

impl Agree {
    fn of(agreement: Agreement, audit: &Audit<'_>) -> Self {
        let Agreement { value, place, origins, claims, .. } = agreement;
        Self { value, place: place.unwrap_or_default(), sources: people::agreeing(audit, &claims), origins }
    }
}

/// How to see more of a topic.
fn narrow(thread: &Thread<'_>, links: &Links) -> String {
    let flag = |name: &str, id: &str| format!(" {}", shell_flag(name, id));
    let subject = thread.subject.map(|subject| flag("subject", subject.id)).unwrap_or_default();
    let attribute = thread.attribute.map(|attribute| flag("attribute", attribute.id)).unwrap_or_default();
    format!("to see them, narrow the audit: `{}`", links.command(&format!("audit{subject}{attribute}")))
}

/// What the notes of a topic are, in words and numbers.
fn kinds(notes: &[&Finding]) -> String {
    let mut counts: BTreeMap<FindingKind, usize> = BTreeMap::new();
    for note in notes {
        *counts.entry(note.kind).or_default() += 1;
    }
    let words = counts.into_iter().map(|(note, count)| people::noted(note, &people::kind(note), count));
    words.collect::<Vec<_>>().join(", ")
}

fn tone(finding: &Finding) -> &'static str {
    if finding.accepted.is_some() { "accepted" } else { crate::report::word(finding.severity) }
}
