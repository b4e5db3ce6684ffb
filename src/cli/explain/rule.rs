//! The page of a rule: what it does, why, what it reports, and what can be done about that.

use super::content::{Block, Content, off};
use crate::cli::describe;
use crate::run::Ruleset;
use gainsay_core::check::examples::ExampleResult;
use gainsay_core::problem::Page;
use gainsay_core::rule::{Example, Rule};

/// The page of `rule`; `results` are what its examples came to.
pub(super) fn content<'r>(ruleset: &Ruleset, rule: &'r Rule, results: &[ExampleResult]) -> Content<'r> {
    let id = rule.id.value.as_str();
    let mut facts = describe::facts(&ruleset.files, rule);
    facts.push(("defined", describe::place(&ruleset.files, rule.id.span)));
    let examples = rule.examples.iter().map(|example| {
        let result = results.iter().find(|result| result.span == example.span);
        self::example(ruleset, example, result)
    });
    let mut examples: Vec<Block> = examples.collect();
    // An example holds claims alone, and some built-in rules look at more.
    let page = Page::of(id).filter(|_| describe::written(&ruleset.files, rule.id.span).is_none());
    examples.extend(page.map(Block::files).unwrap_or_default());
    let accept = format!(
        "Run `gainsay accept FINGERPRINT --reason WHY`. It writes an entry of `accepted` into the claim file: the rule `{id}`, the \
         claims with their values, and why. The finding is reported again if one of them changes its value."
    );
    Content {
        name: id,
        title: &rule.title,
        facts,
        parts: vec![
            ("Why", Block::text(rule.why.as_deref())),
            ("What to do", Block::text(rule.help.as_deref())),
            ("Examples", examples),
            ("How to accept it", Block::text(Some(&accept))),
            ("How to turn it off", off(id, &format!("Under `severities`, `{id}: note` keeps it as a note."))),
        ],
    }
}

fn example(ruleset: &Ruleset, example: &Example, result: Option<&ExampleResult>) -> Block {
    let outcome = result.map_or_else(|| describe::expected(example), |result| result.outcome);
    let claims = example.claims.iter().map(|claim| describe::example_claim(&ruleset.files, claim).to_owned());
    Block::Example {
        outcome: describe::result(outcome),
        claims: claims.collect(),
        detail: result.and_then(|result| result.detail.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::explain::page;
    use crate::cli::fixture::{results, ruleset, written};
    use crate::report::Style;
    use gainsay_core::check::examples::CaseResult;

    fn shown(id: &str, outcomes: Option<[CaseResult; 2]>, style: Style) -> String {
        let ruleset = ruleset();
        let results = outcomes.map(|outcomes| results(&ruleset, outcomes)).unwrap_or_default();
        let content = content(&ruleset, &ruleset.rules.rules[id], &results);
        written(|out| page::write(out, &content, style))
    }

    #[test]
    fn a_rule_with_everything() {
        let outcomes = [CaseResult::Reported, CaseResult::Quiet];
        snapbox::assert_data_eq!(
            shown("troop-count", Some(outcomes), Style::PLAIN),
            snapbox::str![[r#"
troop-count: Sources give different troop counts

  does       compares what sources say about `troops`, `troops-*`
  only       place russia; kind quantity
  severity   error if strong, warning if weak
  tolerance  up to 10 % of the larger value, set in `rules/troops.yaml:3`
  same time  strong if the dates are at most 1 day apart; otherwise weak if the periods in which the
             claims are valid are at most 3 days apart
  defined    rules/troops.yaml:2

Why
  Counts of one day that lie more than a tenth apart cannot both be right, unless one of them is
  hedged.

What to do
  see which of the counts includes those under way

Examples
  reported      { value: 3000 }
                { value: 10000 }
  not reported  { value: about 12000 }
                { value: around 10000 }

How to accept it
  Run `gainsay accept FINGERPRINT --reason WHY`. It writes an entry of `accepted` into the claim
  file: the rule `troop-count`, the claims with their values, and why. The finding is reported again
  if one of them changes its value.

How to turn it off
  Run `gainsay check --ignore troop-count`, or write in `gainsay.yaml`:
    ignore: [troop-count]

  Under `severities`, `troop-count: note` keeps it as a note.

"#]]
        );
    }

    #[test]
    fn a_rule_with_little() {
        snapbox::assert_data_eq!(
            shown("revision", None, Style::PLAIN),
            snapbox::str![[r#"
revision: A source changes<U+001B>[2J what it said

  does       reports where a source changes what it said
  severity   note
  defined    rules/troops.yaml:7

How to accept it
  Run `gainsay accept FINGERPRINT --reason WHY`. It writes an entry of `accepted` into the claim
  file: the rule `revision`, the claims with their values, and why. The finding is reported again if
  one of them changes its value.

How to turn it off
  Run `gainsay check --ignore revision`, or write in `gainsay.yaml`:
    ignore: [revision]

  Under `severities`, `revision: note` keeps it as a note.

"#]]
        );
    }

    #[test]
    fn examples_that_fail_show_it_and_narrow_terminals_wrap() {
        let outcomes = [CaseResult::Missing, CaseResult::Noisy];
        let style = Style { width: 50, ..Style::PLAIN };
        snapbox::assert_data_eq!(
            shown("troop-count", Some(outcomes), style),
            snapbox::str![[r#"
troop-count: Sources give different troop counts

  does       compares what sources say about
             `troops`, `troops-*`
  only       place russia; kind quantity
  severity   error if strong, warning if weak
  tolerance  up to 10 % of the larger value, set
             in `rules/troops.yaml:3`
  same time  strong if the dates are at most 1 day
             apart; otherwise weak if the periods
             in which the claims are valid are at
             most 3 days apart
  defined    rules/troops.yaml:2

Why
  Counts of one day that lie more than a tenth
  apart cannot both be right, unless one of them
  is hedged.

What to do
  see which of the counts includes those under way

Examples
  missed        { value: 3000 }
                { value: 10000 }
  unexpected    { value: about 12000 }
                { value: around 10000 }
                = reported: 12,000 or 10,000

How to accept it
  Run `gainsay accept FINGERPRINT --reason WHY`.
  It writes an entry of `accepted` into the claim
  file: the rule `troop-count`, the claims with
  their values, and why. The finding is reported
  again if one of them changes its value.

How to turn it off
  Run `gainsay check --ignore troop-count`, or
  write in `gainsay.yaml`:
    ignore: [troop-count]

  Under `severities`, `troop-count: note` keeps it
  as a note.

"#]]
        );
    }
}
