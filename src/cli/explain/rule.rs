//! The page of a rule: what it does, why, and what it reports.

use std::io::{self, Write};

use crate::cli::describe;
use crate::cli::page::Page;
use crate::report::{Style, safe};
use crate::run::Ruleset;
use gainsay_core::check::examples::ExampleResult;
use gainsay_core::rule::{Example, Rule};

/// Writes the page of `rule`; `results` are what its examples came to.
pub(super) fn write(
    out: &mut dyn Write,
    ruleset: &Ruleset,
    rule: &Rule,
    results: &[ExampleResult],
    style: Style,
) -> io::Result<()> {
    RulePage { page: Page::new(out, style), ruleset }.rule(rule, results)
}

/// A page about a rule as it is written.
struct RulePage<'a> {
    page: Page<'a>,
    ruleset: &'a Ruleset,
}

impl RulePage<'_> {
    fn rule(&mut self, rule: &Rule, results: &[ExampleResult]) -> io::Result<()> {
        self.page.title(&rule.id.value, &rule.title)?;
        writeln!(self.page.out)?;
        self.facts(rule)?;
        self.page.paragraph("Why", rule.why.as_deref())?;
        self.page.paragraph("What to do", rule.help.as_deref())?;
        self.examples(rule, results)
    }

    fn facts(&mut self, rule: &Rule) -> io::Result<()> {
        for (key, fact) in describe::facts(&self.ruleset.files, rule) {
            self.page.fact(key, &fact)?;
        }
        self.page.fact("defined", &describe::place(&self.ruleset.files, rule.id.span))
    }

    fn examples(&mut self, rule: &Rule, results: &[ExampleResult]) -> io::Result<()> {
        if rule.examples.is_empty() {
            return Ok(());
        }
        self.page.heading("Examples")?;
        rule.examples.iter().try_for_each(|example| {
            let result = results.iter().find(|result| result.span == example.span);
            self.example(example, result)
        })
    }

    fn example(&mut self, example: &Example, result: Option<&ExampleResult>) -> io::Result<()> {
        let mut first =
            describe::result(result.map_or_else(|| describe::expected(example), |result| result.outcome));
        for claim in &example.claims {
            let shown = describe::example_claim(&self.ruleset.files, claim);
            writeln!(self.page.out, "  {first:<9}  {}", safe::line(shown))?;
            first = "";
        }
        match result.and_then(|result| result.detail.as_deref()) {
            Some(detail) => self.page.set(detail, "             = ", "               "),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::fixture::{results, ruleset, written};
    use gainsay_core::check::examples::CaseResult;

    fn page(id: &str, outcomes: Option<[CaseResult; 2]>, style: Style) -> String {
        let ruleset = ruleset();
        let results = outcomes.map(|outcomes| results(&ruleset, outcomes)).unwrap_or_default();
        written(|out| write(out, &ruleset, &ruleset.rules.rules[id], &results, style))
    }

    #[test]
    fn a_rule_with_everything() {
        let outcomes = [CaseResult::Reported, CaseResult::Quiet];
        snapbox::assert_data_eq!(
            page("troop-count", Some(outcomes), Style::PLAIN),
            snapbox::str![[r#"
troop-count: Sources give different troop counts

  does       compares what sources say about `troops`, `troops-*`
  only       place russia; kind quantity
  severity   error where strong, warning where weak
  tolerance  up to 10 % of the larger value, set in `rules/troops.yaml:3`
  same time  strong up to 1 day apart, and weak up to 3 days beyond the time for which claims are
             valid
  defined    rules/troops.yaml:2

Why
  Counts of one day that lie more than a tenth apart cannot both be right, unless one of them is
  hedged.

What to do
  see which of the counts includes those under way

Examples
  reported   { value: 3000 }
             { value: 10000 }
  quiet      { value: about 12000 }
             { value: around 10000 }

"#]]
        );
    }

    #[test]
    fn a_rule_with_little() {
        snapbox::assert_data_eq!(
            page("revision", None, Style::PLAIN),
            snapbox::str![[r#"
revision: A source changes<U+001B>[2J what it said

  does       reports where a source changes what it said
  severity   note
  defined    rules/troops.yaml:7

"#]]
        );
    }

    #[test]
    fn examples_that_fail_show_it_and_narrow_terminals_wrap() {
        let outcomes = [CaseResult::Missing, CaseResult::Noisy];
        let style = Style { width: 50, ..Style::PLAIN };
        snapbox::assert_data_eq!(
            page("troop-count", Some(outcomes), style),
            snapbox::str![[r#"
troop-count: Sources give different troop counts

  does       compares what sources say about
             `troops`, `troops-*`
  only       place russia; kind quantity
  severity   error where strong, warning where
             weak
  tolerance  up to 10 % of the larger value, set
             in `rules/troops.yaml:3`
  same time  strong up to 1 day apart, and weak up
             to 3 days beyond the time for which
             claims are valid
  defined    rules/troops.yaml:2

Why
  Counts of one day that lie more than a tenth
  apart cannot both be right, unless one of them
  is hedged.

What to do
  see which of the counts includes those under way

Examples
  missing    { value: 3000 }
             { value: 10000 }
  noisy      { value: about 12000 }
             { value: around 10000 }
             = reported: 12,000 or 10,000

"#]]
        );
    }
}
