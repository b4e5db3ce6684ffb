//! What is wrong with entries of `accepted:`, reported at their words.

use std::collections::HashMap;

use super::common::{
    any_inside, claims_span, is_off, named, names_no_rule, no_reason, says_something, unknown_rule,
};
use super::register::{Entry, Register};
use super::values;
use crate::check::context::Context;
use crate::check::wording;
use crate::claim::{Accepted, ClaimId};
use crate::date;
use crate::finding::{Finding, Label, Pair, Role};
use crate::problem::{Code, Problem};
use gainsay_yaml::Editor;
use gainsay_yaml::text::{Fix, Span};

/// Where the entries are looked at.
pub(super) struct EntryChecker<'c, 'r> {
    pub(super) context: &'c Context<'r>,
}

impl EntryChecker<'_, '_> {
    /// What keeps `entry` from accepting anything.
    pub(super) fn problems(&self, entry: &Accepted) -> Vec<Finding> {
        let problems = [self.no_rule(entry), no_claims(entry), self.no_reason(entry)];
        problems
            .into_iter()
            .flatten()
            .map(|problem| wording::problem_with(&problem, &[], self.context))
            .collect()
    }

    fn no_rule(&self, entry: &Accepted) -> Option<Problem> {
        let Some(rule) = entry.rule else {
            let help = "add `rule:` with the id that the finding shows in brackets";
            return Some(names_no_rule(claims_span(entry).unwrap_or(entry.span)).help(help));
        };
        let (id, rules) = (self.context.text(rule.value), &self.context.rules.rules);
        let known = || rules.keys().map(String::as_str);
        (!rules.contains_key(id)).then(|| unknown_rule(id, rule.span, known(), self.context))
    }

    fn no_reason(&self, entry: &Accepted) -> Option<Problem> {
        let reason = entry.reason.as_ref();
        if reason.is_some_and(|reason| says_something(reason.as_str(self.context.files))) {
            return None;
        }
        let spot =
            reason.map(|reason| reason.span).or(entry.rule.map(|rule| rule.span)).unwrap_or(entry.span);
        Some(no_reason(spot).help("say under `reason` why it is accepted"))
    }

    /// What is found at the entries of `register` that do not, or no longer, accept anything, or accept whatever their claims
    /// come to say; `errors` is where records cannot be read.
    pub(super) fn unkept(
        &self,
        register: &Register<'_>,
        findings: &[Finding],
        errors: &[Span],
    ) -> Vec<Finding> {
        let pairs = Pairs::of(findings);
        let mut reported = Vec::new();
        for entry in &register.entries {
            if entry.expired {
                reported.push(expired(entry, self.context));
            } else if entry.matched {
                reported.extend(entry.changed.iter().map(|changed| values::finding(changed, self.context)));
                reported.extend(values::left_open(entry.accepted, self.context));
            } else if !self.is_settled(entry, errors) {
                reported.push(unmatched(entry, &pairs, self.context));
            }
        }
        reported
    }

    /// Whether an entry accepts something, or it is not known that it accepts nothing; `errors` is where records cannot be read.
    pub(super) fn is_settled(&self, entry: &Entry<'_>, errors: &[Span]) -> bool {
        let broken = |claim: &ClaimId| any_inside(errors, self.context.records.claim(*claim).span);
        entry.matched || entry.expired || self.is_off(entry) || entry.claims.iter().any(broken)
    }

    /// The entries that can accept something; what keeps others from it is added to `reported`.
    pub(super) fn register<'c>(&'c self, reported: &mut Vec<Finding>) -> Register<'c> {
        let Context { records, today, identities, .. } = self.context;
        let mut register = Register::new(identities);
        for entry in &records.accepted {
            let problems = self.problems(entry);
            if problems.is_empty() {
                register.add(entry, values::changed(entry, self.context), records, *today);
            }
            reported.extend(problems);
        }
        register
    }

    /// Whether the rule of an entry is switched off where one of its claims stands, so that nothing is known of what it
    /// accepts.
    fn is_off(&self, entry: &Entry<'_>) -> bool {
        let files = entry.claims.iter().map(|&claim| self.context.records.claim(claim).span.file);
        is_off(entry.rule, files, self.context)
    }
}

fn no_claims(entry: &Accepted) -> Option<Problem> {
    if !entry.claims.is_empty() {
        return None;
    }
    let spot = entry.rule.map_or(entry.span, |rule| rule.span);
    let problem = Problem::new(Code::AcceptedWithoutClaims, spot, "this entry names no claims");
    Some(problem.help("list every claim of the finding under `values`, each with its value"))
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

fn unmatched(entry: &Entry<'_>, pairs: &Pairs<'_>, context: &Context<'_>) -> Finding {
    let spot = claims_span(entry.accepted).unwrap_or(entry.accepted.span);
    let between = if entry.claims.len() == 1 { "about" } else { "between" };
    let message = format!(
        "there is no finding of `{}` {between} {} to accept",
        entry.rule,
        named(&entry.claims, "and", context)
    );
    let help =
        pairs.around(entry).map_or("remove the entry if what it accepted is gone".to_owned(), |pair| {
            format!(
                "there is a finding between {}: name all of these claims",
                named(&pair.claims, "and", context)
            )
        });
    let fix = take_out(entry.accepted, context);
    let problem = Problem::new(Code::AcceptedUnmatched, spot, message).help(help).fix(fix);
    wording::problem_with(&problem, &[], context)
}

fn expired(entry: &Entry<'_>, context: &Context<'_>) -> Finding {
    let spot = entry.accepted.expires.map_or(entry.accepted.span, |expires| expires.span);
    let until = entry.accepted.expires.map(|expires| format!(" on {}", date::show(expires.value)));
    let message = format!(
        "the acceptance of `{}` for {} expired{}",
        entry.rule,
        named(&entry.claims, "and", context),
        until.unwrap_or_default()
    );
    let problem = Problem::new(Code::AcceptedExpired, spot, message).label("accepted until this day");
    let help = match &entry.again {
        Some(_) => "look at it again: give a later date, or fix the claims and remove the entry",
        None => "the finding is gone: remove the entry",
    };
    let problem = problem.help(help).fix(take_out(entry.accepted, context));
    let mut finding = wording::problem_with(&problem, &[], context);
    finding.labels.extend(entry.again.as_ref().map(|label| Label {
        role: Role::Primary,
        message: "this is reported again".to_owned(),
        ..label.clone()
    }));
    finding
}

/// The fix that takes `entry` out.
fn take_out(entry: &Accepted, context: &Context<'_>) -> Option<Fix> {
    let edit = Editor::of(context.files, entry.span).remove_item(entry.span)?;
    Some(Fix::suggested("remove the entry", vec![edit]))
}
