//! What is amiss with a record by itself: missing keys, unknown voices, impossible dates.

use std::collections::{HashMap, HashSet};

use super::context::Context;
use super::findings;
use super::registry;
use super::scheme;
use crate::claim::{Claim, Day, when};
use crate::finding::Finding;
use crate::rule::{Kind, Pattern, RecordChecks, Rule, Task};
use crate::text::{Name, Problem, near};

/// What the rules on records find; `today` is the day beyond which nothing can have been published, if that is asked.
#[must_use]
pub fn all(today: Option<Day>, context: &Context<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for rule in context.rules.rules.values() {
        let Task::Records(checks) = &rule.task else { continue };
        let desk = Desk { rule, checks, today, context, forecasts: forecasts(context) };
        for claim in desk.claims() {
            findings.extend(desk.problems(claim).into_iter().map(|problem| desk.finding(&problem, claim)));
        }
        if checks.unused {
            findings.extend(registry::unused(context).iter().map(|problem| of_rule(problem, rule)));
        }
        if checks.same_names {
            findings.extend(registry::same_names(context).iter().map(|problem| of_rule(problem, rule)));
        }
    }
    findings
}

/// The finding of a rule on records for a problem.
fn of_rule(problem: &Problem, rule: &Rule) -> Finding {
    let finding = findings::problem(problem);
    let help = finding.help.or_else(|| rule.help.clone());
    Finding { rule: rule.id.value.clone(), severity: rule.severity.strong, help, ..finding }
}

/// The attributes whose claims look ahead.
fn forecasts(context: &Context<'_>) -> HashSet<Name> {
    let names: HashSet<Name> = context.records.claims.iter().map(|claim| claim.attribute.value).collect();
    let ahead = |name: &Name| {
        let declared = context.rules.attribute(context.text(*name));
        declared.is_some_and(|attribute| attribute.forecast)
    };
    names.into_iter().filter(ahead).collect()
}

/// Where the claims are looked at under one rule.
struct Desk<'d, 'r> {
    rule: &'d Rule,
    checks: &'d RecordChecks,
    today: Option<Day>,
    context: &'d Context<'r>,
    forecasts: HashSet<Name>,
}

impl<'r> Desk<'_, 'r> {
    /// The claims that the rule is for.
    fn claims(&self) -> impl Iterator<Item = &'r Claim> + '_ {
        let RecordChecks { require, sources, dates, .. } = self.checks;
        let asks = !require.is_empty() || !sources.is_empty() || *dates;
        let mut kinds: HashMap<Name, bool> = HashMap::new();
        let claims = self.context.records.claims.iter().filter(move |_| asks);
        claims.filter(move |claim| {
            let kind = kinds.entry(claim.attribute.value).or_insert_with(|| self.of_kind(claim));
            *kind && self.covers(claim)
        })
    }

    fn covers(&self, claim: &Claim) -> bool {
        let (filter, context) = (&self.rule.filter, self.context);
        let text = |name: Option<crate::text::Spanned<Name>>| name.map(|name| context.text(name.value));
        Pattern::any(&filter.subject, text(claim.subject))
            && Pattern::any(&filter.attribute, text(Some(claim.attribute)))
            && Pattern::any(&filter.place, text(claim.place))
            && scheme::hears_claim(self.rule, claim, context)
    }

    /// Whether the attribute is declared as of a kind that the rule is narrowed to.
    fn of_kind(&self, claim: &Claim) -> bool {
        let kinds = &self.rule.filter.kind;
        let declared = || self.context.rules.attribute(self.context.text(claim.attribute.value))?.kind;
        kinds.is_empty() || declared().is_some_and(|kind: Kind| kinds.contains(&kind))
    }

    fn finding(&self, problem: &Problem, claim: &Claim) -> Finding {
        let context = self.context;
        let text =
            |name: Option<crate::text::Spanned<Name>>| name.map(|name| context.text(name.value).to_owned());
        let mut finding = of_rule(problem, self.rule);
        for label in &mut finding.labels {
            label.claim = Some(context.id(claim).to_owned());
        }
        let (subject, place) = (text(claim.subject), text(claim.place));
        Finding { subject, place, attribute: text(Some(claim.attribute)), ..finding }
    }

    fn problems(&self, claim: &Claim) -> Vec<Problem> {
        let mut problems: Vec<Problem> = self.missing(claim);
        problems.extend(self.stranger(claim));
        if self.checks.dates {
            problems.extend(self.ahead(claim));
            problems.extend(self.in_the_future(claim));
        }
        problems
    }

    fn missing(&self, claim: &Claim) -> Vec<Problem> {
        let id = self.context.id(claim);
        let missing = |key: &&str| !claim.has(key);
        let keys = self.checks.require.iter().map(|key| key.value.as_str()).filter(missing);
        let problem = |key| {
            Problem::new("missing-key", claim.id.span, format!("the claim `{id}` has no `{key}`"))
                .label(format!("`{}` asks for it", self.rule.id.value))
                .help("give it in the claim, or in the report for all of its claims")
        };
        keys.map(problem).collect()
    }

    fn stranger(&self, claim: &Claim) -> Option<Problem> {
        let source = self.context.text(claim.source.value);
        if Pattern::any(&self.checks.sources, Some(source)) {
            return None;
        }
        let allowed = self.checks.sources.iter().filter(|pattern| !pattern.is_glob());
        let near = near::nearest(source, allowed.map(|pattern| pattern.text.value.as_str()));
        let id = self.context.id(claim);
        let problem = Problem::new(
            "source-not-allowed",
            claim.source.span,
            format!("the source `{source}` of the claim `{id}` is not among those allowed"),
        );
        Some(match near {
            Some(near) => problem.help(format!("did you mean `{near}`?")),
            None => problem,
        })
    }

    /// A claim that speaks of days after the one on which it was made.
    fn ahead(&self, claim: &Claim) -> Option<Problem> {
        let of = claim.as_of.or(claim.during)?;
        let published = claim.published?;
        if of.value.first <= published.value.last || self.forecasts.contains(&claim.attribute.value) {
            return None;
        }
        let (key, id) = (if claim.as_of.is_some() { "as-of" } else { "during" }, self.context.id(claim));
        let message = format!("the claim `{id}` speaks of days after it was published");
        Some(
            Problem::new("as-of-after-published", of.span, message)
                .label(format!("{}, after {}", when::show(of.value), when::show(published.value)))
                .related(published.span, "published here")
                .help(format!(
                    "correct the date under `{key}` or `published`; an attribute for plans and forecasts is declared with `forecast: true`"
                )),
        )
    }

    /// A claim published after today. A day is granted, for it may be tomorrow elsewhere.
    fn in_the_future(&self, claim: &Claim) -> Option<Problem> {
        let (published, today) = (claim.published?, self.today?);
        if published.value.first <= today.plus(1) {
            return None;
        }
        let id = self.context.id(claim);
        let message = format!("the claim `{id}` was published in the future");
        Some(Problem::new("published-in-the-future", published.span, message).help("correct the date"))
    }
}
