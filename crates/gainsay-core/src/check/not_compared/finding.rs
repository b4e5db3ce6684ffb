//! Findings for what could not be compared.

use super::gaps::{Gap, Gaps, Missing};
use super::{kinds, unlisted};
use crate::check::compare::Tolerances;
use crate::check::conflict::pairs::PAIR_LIMIT;
use crate::check::context::Context;
use crate::check::kind::Check;
use crate::check::prepared::Prepared;
use crate::check::topic::{Scope, Topic};
use crate::check::wording::{blank, fingerprint, labels, words};
use crate::finding::{Finding, FindingKind};
use crate::rule::{Kind, Rule, Severity};

/// The note that tells which claims of a topic lack something that would say whether they conflict.
fn note(topic: &Topic<'_>, gap: &Gap, rule: &Rule, context: &Context<'_>) -> Finding {
    let (without, help) = match gap.missing {
        Missing::Place => ("a place", "name the place that they speak of"),
        Missing::Date => ("a date", "give them an `as-of` date, or tell when they were `published`"),
        Missing::Unit if topic.definition.kind == Kind::Time => {
            ("a time zone that converts", "name the zone of each time, such as `14:30 UTC`")
        }
        Missing::Unit => ("a unit that converts", "write the numbers in units that convert into one another"),
    };
    let claims = words::counted(gap.lacking.len(), "claim", "claims");
    let concerned = gap.lacking.iter().chain(&gap.against).map(|&at| topic.claims[at].claim);
    let attribute = words::attribute_of(topic, concerned, context);
    let others = words::counted(gap.against.len(), "claim that has one", "claims that have one");
    Finding {
        kind: FindingKind::Undetermined,
        severity: Severity::Note,
        message: format!(
            "undetermined: {claims} of {attribute} without {without} may conflict with {others}"
        ),
        help: Some(help.to_owned()),
        fingerprint: fingerprint(
            topic,
            &rule.id.value,
            gap.lacking.iter().chain(&gap.against).copied(),
            context,
        ),
        labels: labels(topic, [&gap.lacking, &gap.against], PAIR_LIMIT, context),
        ..blank(topic, Scope::default(), rule, context)
    }
}

/// What could not be compared in each topic, reported under the first rule that compares its claims.
pub(in crate::check) struct NotCompared;

impl Check for NotCompared {
    fn of_topic(&self, topic: &Topic<'_>, rules: &[&Rule], context: &Context<'_>) -> Vec<Finding> {
        let Some(main) = rules.first() else { return Vec::new() };
        let gaps = Gaps::new(topic, &Tolerances::of(main, topic)).all();
        let gaps = gaps.iter().map(|gap| note(topic, gap, main, context));
        gaps.chain(unlisted::findings(topic, main, context)).collect()
    }

    fn of_topics(&self, prepared: &Prepared<'_>, context: &Context<'_>) -> Vec<Finding> {
        kinds::findings(&prepared.topics, context)
    }
}
