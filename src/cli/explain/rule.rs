//! `gainsay explain`: all about one rule.

use std::io::{self, Write};

use super::terminal::Look;
use super::{Ended, RulePaths, Status, describe, output, select};
use crate::report::{Style, Theme, safe};
use crate::rule::{Example, Outcome, Rule, Task};
use crate::run::{self, CaseResult, ExampleResult, Ruleset};

/// Explain a rule: what it does, why, and what it reports
#[derive(Debug, clap::Args)]
#[command(after_long_help = "Example:\n  gainsay explain troop-count\n\n`gainsay rules` lists the rules.")]
pub(super) struct Args {
    /// Id of the rule
    rule: String,

    #[command(flatten)]
    rules: RulePaths,
}

/// Explains the rule.
pub(super) fn run(args: &Args, look: &Look) -> Ended {
    let ruleset = run::rules(&args.rules.rules)?;
    let rule = select::find(&ruleset.rules, &args.rule)?;
    let results = run::examples(&ruleset, std::slice::from_ref(&args.rule));
    output::print(|out| Page::new(out, &ruleset, look.stdout()).rule(rule, &results))?;
    Ok(Status::Clean)
}

/// A page about a rule as it is written.
struct Page<'a> {
    out: &'a mut dyn Write,
    ruleset: &'a Ruleset,
    style: Style,
    theme: Theme,
}

impl<'a> Page<'a> {
    fn new(out: &'a mut dyn Write, ruleset: &'a Ruleset, style: Style) -> Self {
        Self { out, ruleset, style, theme: Theme::new(style) }
    }

    fn rule(&mut self, rule: &Rule, results: &[ExampleResult]) -> io::Result<()> {
        let id = self.theme.accent(safe::line(&rule.id.value));
        writeln!(self.out, "{id}: {}", safe::line(&rule.title))?;
        writeln!(self.out)?;
        self.facts(rule)?;
        self.paragraph("Why", rule.why.as_deref())?;
        self.paragraph("What to do", rule.help.as_deref())?;
        self.examples(rule, results)
    }

    fn facts(&mut self, rule: &Rule) -> io::Result<()> {
        self.fact("does", &describe::task_at_length(&rule.task))?;
        let narrowed = describe::filter(&rule.filter);
        if !narrowed.is_empty() {
            self.fact("only", &narrowed.join("; "))?;
        }
        self.fact("severity", &severity(rule))?;
        if let Some(tolerance) = &rule.tolerance {
            let place = describe::place(&self.ruleset.files, tolerance.span);
            let percent = describe::percent(tolerance.value);
            self.fact("tolerance", &format!("{percent} of the larger value ({place})"))?;
        }
        if matches!(rule.task, Task::Compare(_)) {
            self.fact("same time", &same_time(rule))?;
        }
        self.fact("defined", &describe::place(&self.ruleset.files, rule.id.span))
    }

    fn fact(&mut self, key: &str, words: &str) -> io::Result<()> {
        let indent = format!("  {key:<9}  ");
        writeln!(self.out, "{}", self.style.wrap(words, &indent, "             "))
    }

    fn paragraph(&mut self, heading: &str, text: Option<&str>) -> io::Result<()> {
        let Some(text) = text.map(safe::block).filter(|text| !text.is_empty()) else { return Ok(()) };
        writeln!(self.out, "\n{}", self.theme.accent(heading))?;
        // The lines of a rule file are cut for its own width; a blank line still parts paragraphs.
        for (index, paragraph) in text.split("\n\n").enumerate() {
            let blank = if index > 0 { "\n" } else { "" };
            let words = paragraph.split_whitespace().collect::<Vec<_>>().join(" ");
            writeln!(self.out, "{blank}{}", self.style.wrap(&words, "  ", "  "))?;
        }
        Ok(())
    }

    fn examples(&mut self, rule: &Rule, results: &[ExampleResult]) -> io::Result<()> {
        if rule.examples.is_empty() {
            return Ok(());
        }
        writeln!(self.out, "\n{}", self.theme.accent("Examples"))?;
        rule.examples.iter().try_for_each(|example| {
            let result = results.iter().find(|result| result.span == example.span);
            self.example(example, result)
        })
    }

    fn example(&mut self, example: &Example, result: Option<&ExampleResult>) -> io::Result<()> {
        let mut first = result.map_or(expected(example.outcome), |result| super::test::word(result.outcome));
        for claim in &example.claims {
            let written = self.ruleset.files.slice(claim.span);
            let shown =
                if written.starts_with('{') && !written.contains('\n') { written } else { &claim.yaml };
            writeln!(self.out, "  {first:<9}  {}", safe::line(shown.trim()))?;
            first = "";
        }
        match result.and_then(|result| result.detail.as_deref()) {
            Some(detail) => {
                writeln!(
                    self.out,
                    "{}",
                    self.style.wrap(&safe::line(detail), "             = ", "               ")
                )
            }
            None => Ok(()),
        }
    }
}

fn expected(outcome: Outcome) -> &'static str {
    super::test::word(match outcome {
        Outcome::Conflict => CaseResult::Reported,
        Outcome::Agree => CaseResult::Quiet,
    })
}

fn severity(rule: &Rule) -> String {
    let (strong, weak) = (describe::word(rule.severity.strong), describe::word(rule.severity.weak));
    if strong == weak { strong.to_owned() } else { format!("{strong} where strong, {weak} where weak") }
}

fn same_time(rule: &Rule) -> String {
    let near = format!("strong up to {} apart", describe::days(rule.near));
    match rule.grace {
        0 => near,
        grace => {
            format!("{near}, and weak up to {} beyond the time for which claims stand", describe::days(grace))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{results, ruleset, written};
    use super::*;

    fn page(id: &str, outcomes: Option<[CaseResult; 2]>, style: Style) -> String {
        let ruleset = ruleset();
        let results = outcomes.map(|outcomes| results(&ruleset, outcomes)).unwrap_or_default();
        written(|out| Page::new(out, &ruleset, style).rule(&ruleset.rules.rules[id], &results))
    }

    #[test]
    fn a_rule_with_everything() {
        let outcomes = [CaseResult::Reported, CaseResult::Quiet];
        snapbox::assert_data_eq!(
            page("troop-count", Some(outcomes), Style::PLAIN),
            snapbox::str![[r#"
troop-count: Sources give different troop counts

  does       compares what sources say about troops, troops-*
  only       place russia; kind quantity
  severity   error where strong, warning where weak
  tolerance  10 % of the larger value (rules/troops.yaml:3)
  same time  strong up to 1 day apart, and weak up to 3 days beyond the time for which claims stand
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

  does       tells where a source changes what it said
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
             troops, troops-*
  only       place russia; kind quantity
  severity   error where strong, warning where
             weak
  tolerance  10 % of the larger value
             (rules/troops.yaml:3)
  same time  strong up to 1 day apart, and weak up
             to 3 days beyond the time for which
             claims stand
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
