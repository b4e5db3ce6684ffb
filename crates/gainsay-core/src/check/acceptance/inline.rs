//! Comments that accept what is found at the record beside them.

use std::collections::{BTreeMap, BTreeSet};

use super::common::{any_inside, is_error, is_off, names_no_rule, no_reason, says_something, unknown_rule};
use crate::check::conflict::pairs::PAIR_LIMIT;
use crate::check::context::Context;
use crate::check::wording;
use crate::claim::{ClaimId, InlineAccepted, Records};
use crate::finding::{Acceptance, Finding, FindingKind, Label, Role};
use crate::problem::{Code, Problem};
use crate::rule::Severity;
use gainsay_yaml::text::{Span, suggest};

/// The word that such a comment begins with, behind the name of the program.
const ACCEPT: &str = "accept";

/// How such a comment begins.
const WORD: &str = "gainsay:";

/// How such a comment is written.
const FORM: &str = "write `# gainsay: accept CODE reason`";

/// The comments that can accept something.
pub(super) struct Comments<'c, 'r> {
    context: &'c Context<'r>,
    comments: Vec<Comment<'r>>,
    /// The comments beside each record that has any, by the rules that they name.
    beside: BTreeMap<Span, BTreeMap<&'r str, usize>>,
    /// The rules that are named anywhere.
    rules: BTreeSet<&'r str>,
    /// The records that could be read, in order: claims, and the keys of what the registry declares.
    read: Vec<Span>,
}

/// A comment that can accept something.
struct Comment<'r> {
    inline: InlineAccepted,
    rule: &'r str,
    spot: Span,
    reason: &'r str,
    /// Whether there is anything that it accepts.
    matched: bool,
}

impl<'c, 'r> Comments<'c, 'r> {
    /// The comments of all files; what is wrong with others is added to `reported`.
    pub(super) fn new(context: &'c Context<'r>, reported: &mut Vec<Finding>) -> Self {
        let read = if context.records.inline.is_empty() { Vec::new() } else { read(context.records) };
        let mut new =
            Self { context, comments: Vec::new(), beside: BTreeMap::new(), rules: BTreeSet::new(), read };
        for inline in &context.records.inline {
            match comment(inline, context) {
                Ok(comment) => new.add(comment),
                Err(problem) => reported.push(wording::problem_with(&problem, &[], context)),
            }
        }
        new
    }

    fn add(&mut self, comment: Comment<'r>) {
        if let Some(record) = comment.inline.record {
            let of_record = self.beside.entry(record).or_default();
            of_record.entry(comment.rule).or_insert(self.comments.len());
            self.rules.insert(comment.rule);
        }
        self.comments.push(comment);
    }

    /// Accepts `finding` where a comment of its rule is beside each record that it is about.
    pub(super) fn judge(&mut self, finding: &mut Finding) {
        if !self.rules.contains(finding.rule.as_str()) {
            return;
        }
        let Some(records) = self.records(finding) else { return };
        let used: Option<BTreeSet<usize>> =
            records.into_iter().map(|record| self.naming(record, &finding.rule)).collect();
        let Some(used) = used.filter(|used| !used.is_empty()) else { return };
        for &at in &used {
            self.comments[at].matched = true;
        }
        let Some(acceptance) = self.acceptance(&used) else { return };
        let unread = |at: &usize| {
            self.comments[*at].inline.record.is_some_and(|record| !any_inside(&self.read, record))
        };
        if is_error(finding) && used.iter().any(unread) {
            // What the record says is compared with nothing, so this never passes unseen.
            (finding.severity, finding.worst) = (Severity::Note, Some(Severity::Note));
            finding.fixes.clear();
            let accepted =
                format!("accepted, but what cannot be read is not compared: {}", acceptance.reason);
            finding.help =
                Some(finding.help.take().map_or(accepted.clone(), |help| format!("{help}\n{accepted}")));
        } else {
            finding.accepted = finding.accepted.take().or(Some(acceptance));
        }
    }

    /// The spots of the records that `finding` is about, as far as they are known all.
    fn records(&self, finding: &Finding) -> Option<Vec<Span>> {
        let claim = |id: ClaimId| self.context.records.claim(id).span;
        let spot = |label: &Label| label.claim.map_or(label.span, claim);
        let labels = || finding.labels.iter().filter(|label| label.role != Role::Rule);
        match finding.kind {
            // It is the second-hand claim that is wrong, or what it is quoted from.
            FindingKind::Misattribution | FindingKind::HedgeDrift => {
                Some(labels().take(1).map(spot).collect())
            }
            // The copy of a quote is no record.
            FindingKind::Quote => Some(labels().filter(|label| label.claim.is_some()).map(spot).collect()),
            _ if !finding.pairs.is_empty() => {
                let listed = finding.pairs_total <= finding.pairs.len() as u64;
                listed.then(|| finding.of_pairs().map(claim).collect())
            }
            _ if finding.labels.len() > PAIR_LIMIT => None,
            _ => Some(labels().map(spot).collect()),
        }
    }

    /// The comment of `rule` beside the record at or around `spot`.
    fn naming(&self, spot: Span, rule: &str) -> Option<usize> {
        let last = Span { end: u32::MAX, ..spot };
        let (record, comments) = self.beside.range(..=last).next_back()?;
        let within = record.file == spot.file && spot.end <= record.end;
        comments.get(rule).copied().filter(|_| within)
    }

    /// What the comments `used` say together.
    fn acceptance(&self, used: &BTreeSet<usize>) -> Option<Acceptance> {
        let mut comments: Vec<&Comment<'_>> = used.iter().map(|&at| &self.comments[at]).collect();
        comments.sort_unstable_by_key(|comment| comment.inline.span);
        let mut reasons: Vec<&str> = comments.iter().map(|comment| comment.reason).collect();
        reasons.dedup();
        let span = comments.first()?.inline.span;
        Some(Acceptance { reason: reasons.join("; "), span, expires: None })
    }

    /// What is found at the comments that accept nothing.
    ///
    /// `errors` is where records cannot be read.
    pub(super) fn unmatched(&self, findings: &[Finding], errors: &[Span]) -> Vec<Finding> {
        let hidden = |comment: &Comment<'_>| match comment.inline.record {
            // What a rule would find there is not known while the record cannot be read.
            Some(record) => comment.rule.parse::<Code>().is_err() && any_inside(errors, record),
            None => !comment.inline.whole,
        };
        let off =
            |comment: &Comment<'_>| is_off(comment.rule, std::iter::once(comment.spot.file), self.context);
        let unmatched =
            self.comments.iter().filter(|comment| !comment.matched && !off(comment) && !hidden(comment));
        unmatched.map(|comment| self.finding(comment, findings)).collect()
    }

    fn finding(&self, comment: &Comment<'_>, findings: &[Finding]) -> Finding {
        let rule = comment.rule;
        let Some(record) = comment.inline.record else {
            let message = format!("this comment is beside no record, so it accepts no finding of `{rule}`");
            let help = "put it at the end of a line of a record, or on the line before the record";
            let problem = Problem::new(Code::AcceptedUnmatched, comment.spot, message).help(help);
            return wording::problem_with(&problem, &[], self.context);
        };
        let here =
            |spot: Span| spot.file == record.file && record.start <= spot.start && spot.end <= record.end;
        let beside = |finding: &&Finding| {
            let records = self.records(finding);
            finding.rule == rule && records.is_some_and(|records| records.into_iter().any(here))
        };
        let help = match findings.iter().find(beside) {
            Some(_) => {
                "a finding between claims needs this comment beside each claim; or run `gainsay accept`"
            }
            None => "remove the comment if what it accepted is gone",
        };
        let message = format!("there is no finding of `{rule}` about this record alone to accept");
        let problem = Problem::new(Code::AcceptedUnmatched, comment.spot, message).help(help);
        wording::problem_with(&problem, &[], self.context)
    }
}

/// The spots of `records` that could be read, in order.
fn read(records: &Records) -> Vec<Span> {
    let registry = &records.registry;
    let sources = registry.sources.values().map(|source| &source.named);
    let named = sources.chain(registry.subjects.values()).chain(registry.places.values());
    let claims = records.claims.iter().map(|claim| claim.span);
    let mut read: Vec<Span> = claims.chain(named.map(|named| named.id.span)).collect();
    read.sort_unstable();
    read
}

/// The comment that `inline` is, or what keeps it from accepting anything.
fn comment<'r>(inline: &InlineAccepted, context: &Context<'r>) -> Result<Comment<'r>, Problem> {
    let text = |span: Span| context.files.slice(span);
    if !text(inline.span).starts_with(WORD) {
        let message = "this comment accepts nothing: write `gainsay:` in lower case and without a space";
        return Err(Problem::new(Code::AcceptedWithoutRule, inline.span, message).help(FORM));
    }
    let verb = inline.verb.unwrap_or(inline.span);
    if inline.verb.map(text) != Some(ACCEPT) {
        let written = text(verb);
        let help = suggest::did_you_mean(written, [ACCEPT]).unwrap_or_else(|| FORM.to_owned());
        let message = format!("a comment that begins with `gainsay:` cannot continue with `{written}`");
        return Err(match inline.verb {
            Some(_) => Problem::new(Code::AcceptedWithoutRule, verb, message).help(help),
            None => names_no_rule(verb).help(FORM),
        });
    }
    let Some(spot) = inline.rule else { return Err(names_no_rule(verb).help(FORM)) };
    let rule = text(spot);
    let rules = &context.rules.rules;
    if !rules.contains_key(rule) && !rule.parse::<Code>().is_ok_and(Code::is_finding) {
        let codes = Code::ALL.iter().filter(|code| code.is_finding()).map(|code| code.name());
        return Err(unknown_rule(rule, spot, rules.keys().map(String::as_str).chain(codes), context));
    }
    match inline.reason {
        Some(reason) if says_something(text(reason)) => {
            Ok(Comment { inline: *inline, rule, spot, reason: text(reason), matched: false })
        }
        _ => Err(no_reason(spot).help("say after the code why it is accepted")),
    }
}
