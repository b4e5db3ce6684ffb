//! Findings for quotes that their copy does not hold, and for numbers that a quote does not contain.

use std::collections::HashMap;
use std::ops::Range;

use indexmap::IndexMap;
use rayon::prelude::*;

use crate::check::context::Context;
use crate::check::hash::hashed;
use crate::check::kind::Check;
use crate::check::prepared::Prepared;
use crate::check::quote::difference::Difference;
use crate::check::quote::index::Index;
use crate::check::quote::numbers::{MissingNumber, missing};
use crate::check::quote::{Match, Side, cut, look_up};
use crate::check::selection;
use crate::check::topic::{Scope, Topic, TopicKey};
use crate::check::wording::{blank, in_order, words};
use crate::claim::Claim;
use crate::finding::{Finding, FindingKind, Label, Role, Strength};
use crate::rule::{Rule, RuleKind};
use gainsay_yaml::text::{FileId, Name, Span, Text};

/// How many differing places are underlined on each side; the others are reported in a line each.
const PLACES: usize = 4;

/// How many characters of quote and copy a label shows.
const SHOWN: usize = 60;

/// How many numbers a message lists.
const NUMBERS: usize = 4;

/// A claim with a quote, and the rule that it falls under.
#[derive(Clone, Copy)]
struct Quoted<'c, 'r> {
    claim: &'c Claim,
    quote: &'c Text,
    topic: &'c Topic<'r>,
    rule: &'c Rule,
}

/// The quotes, looked up in their copies.
///
/// A quote that several claims take from their report is looked up and reported once. Each copy is indexed once, and its
/// quotes are looked up at the same time.
pub(crate) struct Quotes;

impl Check for Quotes {
    fn of_topics(&self, prepared: &Prepared<'_>, context: &Context<'_>) -> Vec<Finding> {
        if context.rules.of_kind(RuleKind::Quotes).next().is_none() {
            return Vec::new();
        }
        // A value that cannot be read has no kind; its quote is looked up all the same.
        let mut by_key: HashMap<(Option<Name>, Name), Vec<&Topic<'_>>> = HashMap::new();
        for topic in &prepared.topics {
            by_key.entry((topic.key.subject, topic.key.attribute)).or_default().push(topic);
        }
        let mut quoted = Vec::new();
        let mut copies: IndexMap<FileId, IndexMap<Span, (Quoted<'_, '_>, &Text)>> = IndexMap::new();
        for claim in &context.records.claims {
            let Some(one) = quoted_claim(claim, &by_key, context) else { continue };
            let name = claim.details.as_ref().and_then(|details| details.text());
            if let Some((name, copy)) = name.and_then(|name| Some((name, context.copy(claim)?))) {
                let quotes = copies.entry(copy).or_default();
                quotes.entry(one.quote.span).or_insert((one, name));
            }
            quoted.push(one);
        }
        let own = |quoted: &Quoted<'_, '_>| context.reports_on(quoted.topic.key.subject);
        quoted.retain(own);
        for quotes in copies.values_mut() {
            quotes.retain(|_, (quoted, _)| own(quoted));
        }
        let numbers = quoted.par_iter().filter_map(|quoted| without_number(quoted, context));
        let mut findings: Vec<Finding> = numbers.collect();
        let copies: Vec<(FileId, Vec<(Quoted<'_, '_>, &Text)>)> =
            copies.into_iter().map(|(copy, quotes)| (copy, quotes.into_values().collect())).collect();
        let looked_up = copies.par_iter().flat_map_iter(|(copy, quotes)| in_copy(*copy, quotes, context));
        findings.par_extend(looked_up);
        findings
    }
}

/// The findings about `quotes`, each with the name of the copy in its record.
fn in_copy(copy: FileId, quotes: &[(Quoted<'_, '_>, &Text)], context: &Context<'_>) -> Vec<Finding> {
    let index = Index::new(&context.files.get(copy).text);
    let found = quotes.par_iter().filter_map(|(quoted, name)| {
        let found = look_up(quoted.quote.as_str(context.files), &index);
        Copied { quoted, copy, name: name.span, context }.finding(found)
    });
    found.collect()
}

fn quoted_claim<'c, 'r>(
    claim: &'c Claim,
    by_key: &HashMap<(Option<Name>, Name), Vec<&'c Topic<'r>>>,
    context: &Context<'c>,
) -> Option<Quoted<'c, 'r>> {
    let quote = claim.details.as_ref()?.quote()?;
    let kinds = by_key.get(&TopicKey::subject_and_attribute(claim, context))?;
    let holds = |topic: &&&Topic<'_>| {
        kinds.len() == 1 || topic.claims.iter().any(|beside| beside.claim.number == claim.number)
    };
    let topic = *kinds.iter().find(holds).or(kinds.first())?;
    let rule = selection::of_record(RuleKind::Quotes, topic, claim, context)?;
    Some(Quoted { claim, quote, topic, rule })
}

impl Quoted<'_, '_> {
    /// The finding that the quote `does` something; `reported` is what tells it from another one about the same quote.
    fn finding(&self, does: &str, reported: &str, strength: Strength, context: &Context<'_>) -> Finding {
        let Self { claim, quote, topic, rule } = self;
        let scope = Scope { place: claim.place.map(|place| place.value), ..Scope::default() };
        let template = rule.message.as_deref().unwrap_or("the quote of {sources} on {attribute} {values}");
        let claims = std::iter::once(*claim);
        let parts = [&*rule.id.value, context.identity(claim), quote.as_str(context.files), reported];
        Finding {
            kind: FindingKind::Quote,
            strength: Some(strength),
            message: words::message(template, topic, scope, claims, does, context),
            help: rule.help.clone(),
            fingerprint: hashed(parts.into_iter()),
            ..blank(topic, scope, rule, strength, context)
        }
    }

    fn label(&self, span: Span, message: String) -> Label {
        Label::primary(span, Some(self.claim.number), message)
    }
}

/// The finding for numbers of the value that the quote does not contain.
fn without_number(quoted: &Quoted<'_, '_>, context: &Context<'_>) -> Option<Finding> {
    let missing: Vec<MissingNumber> =
        missing(quoted.claim, quoted.topic.definition.kind, quoted.quote, context);
    if missing.is_empty() {
        return None;
    }
    let numbers = words::quoted_list(missing.iter().map(|missing| missing.worded.as_str()), "or", NUMBERS);
    let label = |missing: &MissingNumber| {
        let said = "the quote does not contain this number".to_owned();
        quoted.label(missing.span, said)
    };
    let mut labels: Vec<Label> = missing.iter().map(label).collect();
    labels.dedup();
    let who = words::voice(quoted.claim, context);
    labels.push(quoted.label(quoted.quote.span, format!("the quote of {who}")));
    let advice = "take the value and the quote from the same words; if you worked the figures out, give those of the \
                  source as `worded`";
    let finding = quoted.finding(&format!("does not contain {numbers}"), &numbers, Strength::Weak, context);
    Some(Finding { help: Some(advice.to_owned()), labels, ..finding })
}

/// A quote and the copy that it was looked up in.
struct Copied<'c, 'r> {
    quoted: &'c Quoted<'c, 'r>,
    copy: FileId,
    /// Where the record names the copy.
    name: Span,
    context: &'c Context<'c>,
}

impl Copied<'_, '_> {
    fn finding(&self, found: Match) -> Option<Finding> {
        let path = &self.context.files.get(self.copy).path;
        match found {
            Match::Found => None,
            Match::Absent => {
                let finding = self.reported(&format!("is not in `{path}`"), Strength::Strong);
                let labels = vec![
                    self.label(self.quoted.quote.span, "the copy has nothing like this".to_owned()),
                    self.label(self.name, "the copy that it was looked up in".to_owned()),
                ];
                Some(Finding { labels, ..finding })
            }
            Match::Scattered(places) => {
                let finding =
                    self.reported(&format!("joins words that are apart in `{path}`"), Strength::Strong);
                let joined = "these pieces do not follow each other in the copy".to_owned();
                let mut labels = vec![self.label(self.quoted.quote.span, joined)];
                let number = |(at, place)| self.copy_label(place, format!("piece {}", at + 1));
                labels.extend(places.into_iter().enumerate().map(number));
                Some(Finding { labels: limited(labels, PLACES + 1), ..finding })
            }
            Match::Differs(difference) => Some(self.differs(&difference)),
        }
    }

    fn differs(&self, difference: &Difference) -> Finding {
        let path = &self.context.files.get(self.copy).path;
        let (does, strength) = if difference.in_words {
            let words = words::counted(difference.count(), "word", "words");
            (format!("differs from `{path}` in {words}"), Strength::Strong)
        } else {
            (format!("differs from `{path}` in case or punctuation only"), Strength::Weak)
        };
        let mut labels = self.quote_labels(difference);
        let copied = difference.changes.iter().map(|change| {
            let quoted = self.quoted.quote.as_str(self.context.files);
            let said = match shown(quoted, &change.quote) {
                Some(words) => format!("the quote has `{words}` {}", change.copy.place),
                None => "this is not in the quote".to_owned(),
            };
            self.copy_label(change.copy.range.clone(), said)
        });
        labels.extend(limited(copied.collect(), PLACES));
        let finding = self.reported(&does, strength);
        let line = format!("changes from the copy to the quote: \"{}\"", difference.shown);
        let help = self.quoted.rule.help.iter().fold(line, |line, advice| format!("{line}\n{advice}"));
        Finding { labels: in_order(labels), help: Some(help), ..finding }
    }

    /// The labels of the differing words of the quote; one for all where the file writes it otherwise.
    fn quote_labels(&self, difference: &Difference) -> Vec<Label> {
        let quote = self.quoted.quote;
        if !quote.is_verbatim() {
            let said = "the copy words this differently".to_owned();
            return vec![self.label(quote.span, said)];
        }
        let copy = &self.context.files.get(self.copy).text;
        let labels = difference.changes.iter().map(|change| {
            let said = match shown(copy, &change.copy) {
                Some(words) => format!("the copy has `{words}` {}", change.quote.place),
                None => "this is not in the copy".to_owned(),
            };
            self.label(quote.part(change.quote.range.clone()), said)
        });
        limited(labels.collect(), PLACES)
    }

    fn reported(&self, does: &str, strength: Strength) -> Finding {
        self.quoted.finding(does, "", strength, self.context)
    }

    fn label(&self, span: Span, message: String) -> Label {
        self.quoted.label(span, message)
    }

    fn copy_label(&self, place: Range<usize>, message: String) -> Label {
        let span = Span::new(self.copy, place.start as u32, place.end as u32);
        Label::primary(span, None, message)
    }
}

/// What a side of a difference has, in one line; nothing where nothing stands there.
fn shown(text: &str, side: &Side) -> Option<String> {
    (side.count > 0).then(|| cut(&text[side.range.clone()], SHOWN))
}

/// The first `most` labels as sides of the finding, the others beside it.
fn limited(mut labels: Vec<Label>, most: usize) -> Vec<Label> {
    for label in labels.iter_mut().skip(most) {
        label.role = Role::Related;
    }
    labels
}
