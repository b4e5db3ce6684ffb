//! What is wrong with entries of `accepted:`, reported at their words.

use std::collections::HashMap;

use super::register::{Entry, Register};
use crate::check::wording::{self, words};
use crate::claim::{Accepted, ClaimId, Records};
use crate::date;
use crate::finding::{Finding, FindingKind, Label, Pair, Role};
use crate::problem::{Code, Problem};
use crate::rule::{Rules, Severity};
use gainsay_yaml::Editor;
use gainsay_yaml::text::{Files, Fix, Safety, Span, suggest};

/// How many claims of an entry a message names.
const CLAIMS: usize = 4;

/// Where the entries are looked at.
pub(super) struct EntryChecker<'r> {
    pub(super) files: &'r Files,
    pub(super) records: &'r Records,
    pub(super) rules: &'r Rules,
}

impl EntryChecker<'_> {
    /// What keeps `entry` from accepting anything.
    pub(super) fn problems(&self, entry: &Accepted) -> Vec<Finding> {
        let problems = [self.no_rule(entry), no_claims(entry), self.no_reason(entry)];
        problems.into_iter().flatten().map(|problem| wording::problem(&problem)).collect()
    }

    fn no_rule(&self, entry: &Accepted) -> Option<Problem> {
        let Some(rule) = entry.rule else {
            let spot = claims_span(entry).unwrap_or(entry.span);
            let problem = Problem::new(
                Code::AcceptedWithoutRule,
                spot,
                "this names no rule that it accepts a finding of",
            );
            return Some(
                problem.help("name it under `rule`: the word in brackets where the finding is reported"),
            );
        };
        let id = self.records.names.text(rule.value);
        if self.rules.rules.contains_key(id) {
            return None;
        }
        let near = suggest::closest(id, self.rules.rules.keys().map(String::as_str));
        let fix =
            near.and_then(|near| Editor::of(self.files, rule.span).write(rule.span, near, Safety::Suggested));
        let help = near.map(|near| format!("did you mean `{near}`?"));
        Some(
            Problem::new(Code::AcceptedUnknownRule, rule.span, format!("there is no rule `{id}`"))
                .help(help.unwrap_or_else(|| "`gainsay rules` lists the rules".to_owned()))
                .fix(fix),
        )
    }

    fn no_reason(&self, entry: &Accepted) -> Option<Problem> {
        let reason = entry.reason.as_ref();
        if reason.is_some_and(|reason| !reason.as_str(self.files).trim().is_empty()) {
            return None;
        }
        let spot =
            reason.map(|reason| reason.span).or(entry.rule.map(|rule| rule.span)).unwrap_or(entry.span);
        let problem = Problem::new(Code::AcceptedWithoutReason, spot, "nothing is accepted without a reason");
        Some(problem.help("say under `reason` why people live with it"))
    }

    /// What is found at the entries of `register` that do not, or no longer, accept anything.
    pub(super) fn unkept(&self, register: &Register<'_>, findings: &[Finding]) -> Vec<Finding> {
        let mut errors: Vec<Span> = findings
            .iter()
            .filter(|finding| finding.kind == FindingKind::Record && finding.severity == Severity::Error)
            .flat_map(|finding| finding.labels.iter().take(1).map(|label| label.span))
            .collect();
        errors.sort_unstable();
        let broken = |claim: ClaimId| any_inside(&errors, self.records.claim(claim).span);
        let pairs = Pairs::of(findings);
        let mut reported = Vec::new();
        for entry in &register.entries {
            if entry.expired {
                reported.push(self.expired(entry));
            } else if !entry.matched && !self.off(entry.rule) && !entry.claims.iter().copied().any(broken) {
                reported.push(self.unmatched(entry, &pairs));
            }
        }
        reported
    }

    fn unmatched(&self, entry: &Entry<'_>, pairs: &Pairs<'_>) -> Finding {
        let spot = claims_span(entry.accepted).unwrap_or(entry.accepted.span);
        let between = if entry.claims.len() == 1 { "about" } else { "between" };
        let message =
            format!("`{}` finds nothing {between} {} to accept", entry.rule, self.ids(&entry.claims));
        let help =
            pairs.around(entry).map_or("take the entry out if what it accepted is gone".to_owned(), |pair| {
                format!("a finding is between {}: name all of them", self.ids(&pair.claims))
            });
        let fix = self.take_out(entry.accepted);
        wording::problem(&Problem::new(Code::AcceptedUnmatched, spot, message).help(help).fix(fix))
    }

    fn expired(&self, entry: &Entry<'_>) -> Finding {
        let spot = entry.accepted.expires.map_or(entry.accepted.span, |expires| expires.span);
        let until = entry.accepted.expires.map(|expires| format!(" on {}", date::show(expires.value)));
        let message = format!(
            "what was accepted of `{}` for {} expired{}",
            entry.rule,
            self.ids(&entry.claims),
            until.unwrap_or_default()
        );
        let problem = Problem::new(Code::AcceptedExpired, spot, message).label("accepted up to this day");
        let help = match &entry.again {
            Some(_) => "look at it again: give a later date, or fix the claims and take the entry out",
            None => "nothing that it would accept is left: take the entry out",
        };
        let mut finding = wording::problem(&problem.help(help).fix(self.take_out(entry.accepted)));
        finding.labels.extend(entry.again.as_ref().map(|label| Label {
            role: Role::Primary,
            message: "this is reported again".to_owned(),
            ..label.clone()
        }));
        finding
    }

    /// The fix that takes `entry` out.
    fn take_out(&self, entry: &Accepted) -> Option<Fix> {
        let edit = Editor::of(self.files, entry.span).remove_item(entry.span)?;
        Some(Fix::suggested("take the entry out", vec![edit]))
    }

    /// Claims by their ids, in backticks.
    fn ids(&self, claims: &[ClaimId]) -> String {
        words::quoted_list(claims.iter().map(|&claim| self.records.id(claim)), "and", CLAIMS)
    }

    /// Whether the rule tells nothing at all.
    fn off(&self, rule: &str) -> bool {
        let severity = self.rules.rules.get(rule).map(|rule| rule.severity);
        severity.is_some_and(|severity| severity.strong.max(severity.weak) == Severity::Off)
    }
}

fn no_claims(entry: &Accepted) -> Option<Problem> {
    if !entry.claims.is_empty() {
        return None;
    }
    let spot = entry.rule.map_or(entry.span, |rule| rule.span);
    let problem = Problem::new(
        Code::AcceptedWithoutClaims,
        spot,
        "this names no claims between which it accepts a finding",
    );
    Some(problem.help("list under `claims` all claims that the finding is about"))
}

/// The pairs of all findings, by their rule and each of their claims.
struct Pairs<'f>(HashMap<(&'f str, ClaimId), Vec<&'f Pair>>);

impl<'f> Pairs<'f> {
    fn of(findings: &'f [Finding]) -> Self {
        let mut pairs: HashMap<_, Vec<_>> = HashMap::new();
        for finding in findings {
            for pair in &finding.pairs {
                for &claim in &pair.claims {
                    pairs.entry((finding.rule.as_str(), claim)).or_default().push(pair);
                }
            }
        }
        Self(pairs)
    }

    /// The first pair that `entry` names the rule and some claims of.
    fn around(&self, entry: &Entry<'_>) -> Option<&'f Pair> {
        let lists: Option<Vec<_>> =
            entry.claims.iter().map(|claim| self.0.get(&(entry.rule, *claim))).collect();
        let shortest = lists?.into_iter().min_by_key(|list| list.len())?;
        let all = |pair: &Pair| entry.claims.iter().all(|claim| pair.claims.contains(claim));
        shortest.iter().copied().find(|pair| all(pair))
    }
}

/// From the first claim that the entry names to the last.
fn claims_span(entry: &Accepted) -> Option<Span> {
    let spans = || entry.claims.iter().map(|id| id.span);
    let first = spans().min()?;
    let end = spans().filter(|span| span.file == first.file).map(|span| span.end).max()?;
    Some(Span { end, ..first })
}

/// Whether one of `spans`, which are in order, lies within `outer`.
fn any_inside(spans: &[Span], outer: Span) -> bool {
    let first = spans.partition_point(|span| (span.file, span.start) < (outer.file, outer.start));
    let begun = spans[first..].iter().take_while(|span| span.file == outer.file && span.start <= outer.end);
    begun.into_iter().any(|span| span.end <= outer.end)
}
