//! Quotes of one source that is not here itself and cannot have said both.

use indexmap::IndexMap;

use crate::check::conflict::dispute::{self, Dispute};
use crate::check::conflict::pairs::{self, PAIR_LIMIT};
use crate::check::conflict::positions::positions;
use crate::check::context::Context;
use crate::check::selection;
use crate::check::topic::{Hand, Scope, Topic};
use crate::check::wording::{in_place, labels, values, words};
use crate::claim::Claim;
use crate::finding::{Finding, FindingKind};
use crate::rule::{Rule, RuleKind};
use gainsay_yaml::text::Name;

/// The findings of quotes of one source, which has no claim of its own, that cannot both be right.
pub(super) fn of_topic(topic: &Topic<'_>, context: &Context<'_>) -> Vec<Finding> {
    let mut quotes: IndexMap<(Name, Scope, bool), Vec<usize>> = IndexMap::new();
    for (at, claim) in topic.claims.iter().enumerate() {
        if let Some(cites) = claim.claim.cites.filter(|_| claim.hand == Hand::Unrecorded && claim.speaks()) {
            quotes.entry((cites.value, claim.scope, topic.in_time(at))).or_default().push(at);
        }
    }
    quotes.retain(|_, quotes| quotes.len() > 1);
    if quotes.is_empty() {
        return Vec::new();
    }
    let compared = selection::compare_rules(topic, context);
    let of_source = |((cites, scope, _), members): ((Name, Scope, bool), Vec<usize>)| {
        let main = compared.iter().find(|rule| selection::covers(rule, topic, scope, context))?;
        let rule = selection::of_claim(RuleKind::Attribution, topic, members[0], context)?;
        let found = pairs::of_quotes(topic, main, &members);
        let disputes = dispute::gather(topic, context, vec![found]);
        Some(disputes.into_iter().map(move |dispute| {
            let sides = positions(topic, &dispute, main);
            finding(topic, cites, (&dispute, &sides), rule, context)
        }))
    };
    quotes.into_iter().filter_map(of_source).flatten().collect()
}

fn finding(
    topic: &Topic<'_>,
    cites: Name,
    (dispute, sides): (&Dispute, &[Vec<usize>]),
    rule: &Rule,
    context: &Context<'_>,
) -> Finding {
    let claim = |at: usize| -> &Claim { topic.claims[at].claim };
    let shown: Vec<usize> = sides.iter().map(|side| side[0]).collect();
    let sources = words::sources(shown.iter().map(|&at| claim(at)), context);
    let all = dispute.members.iter().map(|&at| claim(at));
    let (attribute, cited) = (words::attribute_of(topic, all, context), context.source(cites));
    let lack = format!("{cited} has no claim of its own here; at least one of the quotes is wrong");
    let help: Vec<String> = std::iter::once(lack).chain(rule.help.clone()).collect();
    Finding {
        kind: FindingKind::Misattribution,
        message: format!(
            "{} quote {cited} differently on {attribute}{}: {}",
            words::source_list(&sources, "and"),
            in_place(dispute.scope, context),
            values(topic, &shown, context),
        ),
        help: Some(help.join("\n")),
        labels: labels(topic, sides, PAIR_LIMIT, context),
        ..dispute.finding(topic, rule, context)
    }
}
