//! What is wrong with a record by itself: missing keys, unknown sources, impossible dates.

mod closed;
mod look_alike;
mod registry;

use std::collections::HashSet;

use indexmap::IndexMap;

use crate::check::context::Context;
use crate::check::kind::Check;
use crate::check::selection;
use crate::check::topics::groups;
use crate::check::wording;
use crate::claim::Claim;
use crate::date::{self, When};
use crate::finding::Finding;
use crate::problem::Problem;
use crate::rule::{Pattern, RecordChecks, Rule, Task};
use gainsay_yaml::text::{Name, Span, Spanned};

use self::closed::ClosedList;

/// The rules on records.
pub(super) struct RecordCheck;

impl Check for RecordCheck {
    fn of_records(&self, context: &Context<'_>) -> Vec<Finding> {
        let mut findings = Vec::new();
        let forecasts = forecasts(context);
        for rule in context.rules.rules.values() {
            let Task::Records(checks) = &rule.task else { continue };
            let checker = ClaimChecker { rule, checks, context, forecasts: &forecasts };
            checker.report(&checker.claims(), &mut findings);
            let unused = checks.unused.then(|| registry::unused(context));
            let same_names = checks.same_names.then(|| registry::same_names(context));
            let look_alikes = checks.look_alikes.then(|| look_alike::all(context));
            let problems = unused.into_iter().chain(same_names).chain(look_alikes).flatten();
            findings.extend(problems.map(|problem| of_names(problem, rule, context)));
        }
        findings
    }
}

/// What is found of names that look alike, of the kinds of which there are few.
#[cfg(feature = "serde")]
pub(super) fn same_looks(context: &Context<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for rule in context.rules.rules.values() {
        if matches!(&rule.task, Task::Records(checks) if checks.look_alikes) {
            let problems = look_alike::of_few(context);
            findings.extend(problems.into_iter().map(|problem| of_names(problem, rule, context)));
        }
    }
    findings
}

/// The lines of the claims that are the first to have some name of these kinds.
#[cfg(feature = "serde")]
pub(super) fn lines_of_names(context: &Context<'_>) -> Vec<usize> {
    look_alike::lines_of_few(context)
}

/// What a name looks like: equal for names that are hard to tell apart.
pub(super) fn look(name: &str) -> String {
    look_alike::look(name)
}

/// The finding of a rule on names.
fn of_names(problem: Problem<()>, rule: &Rule, context: &Context<'_>) -> Finding {
    let help = rule.help.clone().or(problem.help);
    of_rule(&Problem { help, ..problem }, rule, &[], context)
}

/// The finding of a rule on records, with `parts` in its fingerprint.
fn of_rule(fault: &Problem<()>, rule: &Rule, parts: &[&str], context: &Context<'_>) -> Finding {
    let called = |word: &str| context.identity_of(word);
    let fingerprint = wording::of_fault(&rule.id.value, parts, &fault.message, called);
    Finding { fingerprint, severity: rule.severity.strong, ..wording::fault(fault, &rule.id.value) }
}

/// The attributes whose claims look ahead.
fn forecasts(context: &Context<'_>) -> HashSet<Name> {
    let names: HashSet<Name> = context.records.claims.iter().map(|claim| claim.attribute.value).collect();
    let ahead = |name: &Name| {
        let declared = context.attribute(*name).declared;
        declared.is_some_and(|attribute| attribute.forecast)
    };
    names.into_iter().filter(ahead).collect()
}

/// Where something is wrong, and what it is wrong beside.
type Spots = (Span, Option<Span>);

/// Where the claims are looked at under one rule.
struct ClaimChecker<'d, 'r> {
    rule: &'d Rule,
    checks: &'d RecordChecks,
    context: &'d Context<'r>,
    forecasts: &'d HashSet<Name>,
}

impl<'r> ClaimChecker<'_, 'r> {
    /// The claims that the rule is for; none where it requires nothing.
    fn claims(&self) -> Vec<&'r Claim> {
        let RecordChecks { require, sources, attributes, dates, .. } = self.checks;
        if require.is_empty() && sources.is_empty() && attributes.is_empty() && !*dates {
            return Vec::new();
        }
        let covered = self.context.records.claims.iter().filter(|claim| self.covers(claim));
        let kinds = &self.rule.filter.kind;
        if kinds.is_empty() {
            return covered.collect();
        }
        // The kind of an attribute that nothing declares shows in each value.
        let groups = groups(self.context).into_iter().filter(|(key, _)| kinds.contains(&key.kind));
        let of_kind: HashSet<Name> =
            groups.flat_map(|(_, claims)| claims).map(|claim| claim.id.value).collect();
        covered.filter(|claim| of_kind.contains(&claim.id.value)).collect()
    }

    fn covers(&self, claim: &Claim) -> bool {
        let (filter, context) = (&self.rule.filter, self.context);
        let text = |name: Option<Spanned<Name>>| name.map(|name| context.text(name.value));
        Pattern::any(&filter.subject, text(claim.subject))
            && context.rules.any_attribute(&filter.attribute, context.text(claim.attribute.value))
            && Pattern::any(&filter.place, text(claim.place))
            && selection::applies_to_claim(self.rule, claim, context)
    }

    fn report(&self, claims: &[&'r Claim], findings: &mut Vec<Finding>) {
        let missing =
            claims.iter().flat_map(|claim| self.missing(claim).into_iter().map(|found| (found, *claim)));
        findings.extend(missing.map(|(problem, claim)| self.finding(&problem, &[claim])));
        for list in closed::lists(self.checks) {
            let outside = |claim: &Claim| {
                let allowed = list.allows(claim, self.context);
                (!allowed).then(|| (list.name(claim).span, None))
            };
            let problem = |claims: &[&Claim]| self.not_allowed(&list, claims);
            self.report_each(claims, outside, problem, findings);
        }
        if self.checks.dates {
            self.report_each(
                claims,
                |claim| self.ahead(claim),
                |claims| self.of_days_ahead(claims),
                findings,
            );
            let future = |claim: &Claim| self.in_the_future(claim);
            self.report_each(claims, future, |claims| self.published_later(claims), findings);
        }
    }

    /// Reports what is wrong at each spot once, however many claims take it over from their report.
    fn report_each(
        &self,
        claims: &[&'r Claim],
        spots: impl Fn(&Claim) -> Option<Spots>,
        problem: impl Fn(&[&Claim]) -> Problem<()>,
        findings: &mut Vec<Finding>,
    ) {
        let mut wrong: IndexMap<Spots, Vec<&Claim>> = IndexMap::new();
        for claim in claims {
            if let Some(spots) = spots(claim) {
                wrong.entry(spots).or_default().push(claim);
            }
        }
        findings.extend(wrong.values().map(|claims| self.finding(&problem(claims), claims)));
    }

    /// The finding about `claims`, of which there is at least one.
    fn finding(&self, problem: &Problem<()>, claims: &[&Claim]) -> Finding {
        let context = self.context;
        let words = std::iter::once(problem.span).chain(problem.related.iter().map(|(span, _)| *span));
        // Without an id, the spot is where the record begins, whatever key comes first there.
        let head = |span: &Span| claims.iter().any(|claim| !claim.has("id") && claim.id.span == *span);
        let mut parts: Vec<&str> = claims.iter().map(|claim| context.identity(claim)).collect();
        parts.sort_unstable();
        parts.extend(words.filter(|span| !head(span)).map(|span| context.files.slice(span)));
        let mut finding = of_rule(problem, self.rule, &parts, context);
        let &[claim] = claims else { return finding };
        for label in &mut finding.labels {
            label.claim = Some(claim.number);
        }
        let text = |name: Option<Spanned<Name>>| name.map(|name| context.text(name.value).to_owned());
        let (subject, place) = (text(claim.subject), text(claim.place));
        Finding { subject, place, attribute: text(Some(claim.attribute)), ..finding }
    }

    /// What is to be said in any case, and then the advice of the rule.
    fn and_advice(&self, first: String) -> String {
        self.rule.help.iter().fold(first, |first, advice| format!("{first}\n{advice}"))
    }

    /// The advice of the rule, else what is usual.
    fn advice_or(&self, usual: &str) -> String {
        self.rule.help.clone().unwrap_or_else(|| usual.to_owned())
    }

    /// The claim by its id, or how many claims there are.
    fn who(&self, claims: &[&Claim]) -> String {
        match claims {
            [claim] => format!("the claim `{}`", self.context.id(claim)),
            many => format!("{} claims", many.len()),
        }
    }

    fn missing(&self, claim: &Claim) -> Vec<Problem<()>> {
        let keys = self.checks.require.iter().map(|key| key.value.as_str()).filter(|key| !claim.has(key));
        let problem = |key| {
            let help = "give it in the claim, or in the report for all of its claims";
            Problem::new((), claim.id.span, format!("{} has no `{key}`", self.who(&[claim])))
                .label(format!("`{}` requires it", self.rule.id.value))
                .help(self.and_advice(help.to_owned()))
        };
        keys.map(problem).collect()
    }

    fn not_allowed(&self, list: &ClosedList<'_>, claims: &[&Claim]) -> Problem<()> {
        let problem = list.problem(claims[0], &self.who(claims), self.context);
        let help = problem.help.clone().unwrap_or_default();
        problem.help(self.and_advice(help))
    }

    /// Where a claim speaks of days after the one on which it was made, and where it says when that was.
    fn ahead(&self, claim: &Claim) -> Option<Spots> {
        let (of, published) = (claim.as_of.or(claim.during)?, claim.published?);
        let after = of.value.first > published.value.last && self.is_sure(of) && self.is_sure(published);
        let plan = self.forecasts.contains(&claim.attribute.value);
        (after && !plan).then_some((of.span, Some(published.span)))
    }

    fn of_days_ahead(&self, claims: &[&Claim]) -> Problem<()> {
        let claim = claims[0];
        let shown = |when: Option<Spanned<When>>| when.map(|when| date::show(when.value)).unwrap_or_default();
        let label = format!("{}, after {}", shown(claim.as_of.or(claim.during)), shown(claim.published));
        let speaks =
            if claims.len() == 1 { "is about days after it was" } else { "are about days after they were" };
        let spot = claim.as_of.or(claim.during).map_or(claim.span, |of| of.span);
        let mut problem = Problem::new((), spot, format!("{} {speaks} published", self.who(claims)))
            .label(label)
            .help(format!(
                "{}; if the attribute is for plans or forecasts, declare it with `forecast: true`",
                self.advice_or("correct the date")
            ));
        problem
            .related
            .extend(claim.published.map(|published| (published.span, "published here".to_owned())));
        problem
    }

    /// Where a claim says that it was published after today. A day is granted, for it may be tomorrow elsewhere.
    fn in_the_future(&self, claim: &Claim) -> Option<Spots> {
        let (published, today) = (claim.published?, self.context.today?);
        let future = published.value.first > today.plus(1) && self.is_sure(published);
        future.then_some((published.span, None))
    }

    fn published_later(&self, claims: &[&Claim]) -> Problem<()> {
        let was = if claims.len() == 1 { "was" } else { "were" };
        let spot = claims[0].published.map_or(claims[0].span, |published| published.span);
        let message = format!("{} {was} published in the future", self.who(claims));
        Problem::new((), spot, message).help(self.advice_or("correct the date"))
    }

    /// Whether a date is marked neither doubtful nor rough, so that nothing before or after it is meant.
    fn is_sure(&self, when: Spanned<When>) -> bool {
        !date::is_doubtful(self.context.files.slice(when.span))
    }
}
