//! Findings for figures that cannot add up.

use std::borrow::Cow;
use std::cell::Cell;
use std::collections::HashSet;

use indexmap::IndexMap;
use rust_decimal::Decimal;

use crate::check::compare::Tolerances;
use crate::check::context::Context;
use crate::check::kind::Check;
use crate::check::prepared::Prepared;
use crate::check::relation::sums::Part;
use crate::check::relation::{Broken, LIMIT, SubjectRelation};
use crate::check::selection;
use crate::check::topic::{At, Scope, Topic};
use crate::check::topics::{OfSubject, by_attribute};
use crate::check::wording::{blank, combined, fingerprint, hashed, in_place, label, quoted, severity, words};
use crate::claim::Claim;
use crate::finding::{Finding, FindingKind, Pair, Role, Strength};
use crate::rule::{Rule, RuleKind, Severity, Task, Term};
use crate::value::show::number;

/// The relations, each held against all claims of the attributes that it names.
pub(crate) struct Relations;

impl Check for Relations {
    fn of_topics(&self, prepared: &Prepared<'_>, context: &Context<'_>) -> Vec<Finding> {
        let topics = &prepared.topics;
        let relations: Vec<&Rule> = context.rules.of_kind(RuleKind::Relate).collect();
        let mut findings = Vec::new();
        for attributes in by_attribute(topics, context).values() {
            for rule in &relations {
                findings.extend(of_rule(topics, attributes, rule, &relations, context));
            }
        }
        findings
    }
}

fn of_rule<'r>(
    topics: &[Topic<'r>],
    attributes: &OfSubject,
    rule: &Rule,
    relations: &[&Rule],
    context: &Context<'r>,
) -> Vec<Finding> {
    let Task::Relate { terms, relation, of, .. } = &rule.task else { return Vec::new() };
    let named = identities(terms, context);
    if named.iter().filter(|name| attributes.get(name, context).is_some()).count() < named.len().min(2) {
        return Vec::new();
    }
    let tolerances = Tolerances::of_numbers(rule).without_lag();
    let applies_to = |(topic, at): At| selection::applies_to(rule, &topics[topic], at, context);
    let relating = SubjectRelation {
        topics,
        attributes,
        terms,
        relation: *relation,
        of: *of,
        tolerances,
        applies_to: &applies_to,
        context,
        cut: Cell::new(false),
    };
    let mut sums: IndexMap<(Scope, Vec<At>), Vec<Broken>> = IndexMap::new();
    let doubtful = |(topic, at): At| selection::doubtful(rule, &topics[topic].claims[at], context);
    for (scope, mut broken) in relating.broken() {
        if broken.claims().any(doubtful) {
            broken.strength = Strength::Weak;
        }
        let topic = &topics[broken.over[0].claim.0];
        if selection::covers(rule, topic, scope, context)
            && !reported_by_another(topics, &broken, rule, relations, context)
        {
            let over = broken.over.iter().flat_map(Part::claims).collect();
            sums.entry((scope, over)).or_default().push(broken);
        }
    }
    let reported = sums.into_iter().map(|((scope, over), broken)| {
        Renderer { topics, scope, over, broken: &broken, rule, context }.finding()
    });
    reported
        .chain(relating.cut.get().then(|| cut(topics, attributes, terms, rule, context)).flatten())
        .collect()
}

/// The note that there are more combinations of figures than are looked at.
fn cut(
    topics: &[Topic<'_>],
    attributes: &OfSubject,
    terms: &[Term],
    rule: &Rule,
    context: &Context<'_>,
) -> Option<Finding> {
    let mut figures = terms.iter().flat_map(Term::figures);
    let topic = figures.find_map(|figure| attributes.get(&figure.attribute.value, context))?;
    let topic = &topics[topic];
    let subject = topic.key.subject.map(|subject| context.text(subject)).unwrap_or_default();
    Some(Finding {
        kind: FindingKind::Undetermined,
        severity: Severity::Note,
        message: format!(
            "not compared: there are more than {LIMIT} combinations of figures for `{}`; the others were not looked at",
            rule.id.value
        ),
        help: Some("split the subject by place or by time".to_owned()),
        fingerprint: hashed(["combinations", &rule.id.value, subject].into_iter()),
        labels: vec![label(topic, 0, Role::Primary, context)],
        ..blank(topic, Scope::default(), rule, context)
    })
}

/// The attributes that terms name, each by what its names have in common.
fn identities<'t>(terms: &'t [Term], context: &'t Context<'_>) -> HashSet<Cow<'t, str>> {
    let figures = terms.iter().flat_map(Term::figures);
    figures.map(|figure| context.rules.identity(&figure.attribute.value)).collect()
}

/// Whether not all terms are there, and another relation binds just those that are: that one reports them.
fn reported_by_another(
    topics: &[Topic<'_>],
    broken: &Broken,
    rule: &Rule,
    relations: &[&Rule],
    context: &Context<'_>,
) -> bool {
    let identity = |(topic, _): At| context.rules.identity(context.text(topics[topic].key.attribute));
    let there: HashSet<Cow<'_, str>> = broken.claims().map(identity).collect();
    let binds = |other: &&&Rule| match (&other.task, &rule.task) {
        (Task::Relate { terms, of, .. }, Task::Relate { terms: all, of: own, .. }) => {
            let (relating, all) = (identities(terms, context), identities(all, context));
            of == own
                && relating == there
                && relating.len() < all.len()
                && other.severity.strong > Severity::Off
        }
        _ => false,
    };
    relations.iter().any(|other| binds(&other))
}

/// Words the finding of a sum that is too large for each of `broken`.
struct Renderer<'t, 'r> {
    topics: &'t [Topic<'r>],
    scope: Scope,
    /// The claims of that sum.
    over: Vec<At>,
    broken: &'t [Broken],
    rule: &'t Rule,
    context: &'t Context<'r>,
}

impl<'t> Renderer<'t, '_> {
    fn claim(&self, (topic, at): At) -> &'t Claim {
        self.topics[topic].claims[at].claim
    }

    fn finding(&self) -> Finding {
        let first = &self.topics[self.over[0].0];
        let mut under: Vec<At> =
            self.broken.iter().flat_map(|broken| &broken.under).flat_map(Part::claims).collect();
        under.dedup();
        let all = || self.over.iter().chain(&under).copied();
        let values = format!("{} against {}", self.list(&self.over, "and"), self.list(&under, "and"));
        let template = self
            .rule
            .message
            .as_deref()
            .unwrap_or("the figures of {sources} do not add up[ in {place}]: {values}");
        let claims = all().map(|at| self.claim(at));
        let message = words::message(template, first, self.scope, claims, &values, self.context);
        let pairs = self.pairs();
        let strength = self.broken.iter().map(|broken| broken.strength).max().unwrap_or(Strength::Weak);
        let print = |(topic, at): At| {
            fingerprint(&self.topics[topic], &self.rule.id.value, std::iter::once(at), self.context)
        };
        let prints: Vec<String> = all().map(print).collect();
        // All terms of the first sum on either side are sides of the finding.
        let shown = self.broken.first().map_or(0, |broken| broken.claims().count());
        let role = |index: usize| if index < shown { Role::Primary } else { Role::Related };
        let labels =
            all().enumerate().map(|(index, (t, b))| label(&self.topics[t], b, role(index), self.context));
        Finding {
            kind: FindingKind::Arithmetic,
            severity: severity(self.rule, strength),
            strength: Some(strength),
            message,
            help: self.broken.first().map(|broken| self.help(broken)),
            ratio: self.broken.first().map(Broken::ratio),
            pairs_total: pairs.len() as u64,
            pairs,
            fingerprint: combined(&prints),
            labels: labels.collect(),
            ..blank(first, self.scope, self.rule, self.context)
        }
    }

    /// Claims of one side by attribute: ``killed `600` and wounded `4,700` ``.
    fn list(&self, side: &[At], joint: &str) -> String {
        let mut reported = String::new();
        let mut last = None;
        for (index, &(t, b)) in side.iter().enumerate() {
            let topic = &self.topics[t];
            let scope = topic.claims[b].scope;
            let elsewhere =
                if scope.place == self.scope.place { String::new() } else { in_place(scope, self.context) };
            let attribute = words::attribute_of(topic, [topic.claims[b].claim], self.context);
            match (index, last == Some((t, scope.place))) {
                (0, _) => reported.extend([attribute, &elsewhere, " "]),
                (_, true) => reported.push_str(" or "),
                (_, false) => reported.extend([" ", joint, " ", attribute, &elsewhere, " "]),
            }
            reported.push_str(&quoted(topic, b, self.context));
            last = Some((t, scope.place));
        }
        reported
    }

    /// Those on one side of the sum do not contradict each other, nor do those of one source unless it is all its own sum.
    fn pairs(&self) -> Vec<Pair> {
        let source = |at: At| self.claim(at).source.value;
        let number = |at: At| self.claim(at).number;
        let mut pairs: IndexMap<(At, At), Strength> = IndexMap::new();
        for broken in self.broken {
            let own = broken.claims().all(|at| source(at) == source(self.over[0]));
            for &over in &self.over {
                for under in broken
                    .under
                    .iter()
                    .flat_map(Part::claims)
                    .filter(|under| own || source(over) != source(*under))
                {
                    let strength = pairs.entry((over, under)).or_insert(broken.strength);
                    *strength = (*strength).max(broken.strength);
                }
            }
        }
        let pair = |((over, under), strength)| Pair { claims: vec![number(over), number(under)], strength };
        pairs.into_iter().map(pair).collect()
    }

    /// The sum, and the advice of the rule.
    fn help(&self, broken: &Broken) -> String {
        let exceeds = format!(
            "{} at least, against {} at most",
            sum(&broken.over, broken.least),
            sum(&broken.under, broken.most)
        );
        self.rule.help.iter().fold(exceeds, |help, advice| format!("{help}; {advice}"))
    }
}

/// `600 + 4,700 = 5,300`, `45 % of 12,000 = 5,400`.
fn sum(parts: &[Part], total: Decimal) -> String {
    let part = |part: &Part| match part.share {
        Some((_, percent)) if !percent.is_zero() => {
            let whole =
                part.value.saturating_mul(Decimal::ONE_HUNDRED).checked_div(percent).unwrap_or_default();
            format!("{} % of {}", number(percent), number(whole))
        }
        _ => number(part.value),
    };
    let reported: Vec<String> = parts.iter().map(part).collect();
    match parts {
        [Part { share: None, .. }] => number(total),
        _ => format!("{} = {}", reported.join(" + "), number(total)),
    }
}
