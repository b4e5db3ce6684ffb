//! `gainsay test`: the examples of the rules, run.

use std::io::{self, Write};

use super::outcome::{Ended, Status};
use super::settings::RulePaths;
use super::terminal::Look;
use super::{describe, output, select};
use crate::report::{self, Out, Style, counted, safe};
use crate::run::{self, Failure, Ruleset};
use gainsay_core::check::examples::{CaseResult, ExampleResult};
use gainsay_core::check::fault_finding;
use gainsay_core::finding::Finding;
use gainsay_core::problem::{Problem, Severity};

/// Run the examples of rules, and fail if one does not have the expected result
#[derive(Debug, clap::Args)]
#[command(after_long_help = AFTER)]
pub(super) struct Args {
    /// Ids of the rules to test; all rules if none is given
    #[arg(value_name = "RULE")]
    ids: Vec<String>,

    #[command(flatten)]
    rules: RulePaths,
}

const AFTER: &str = "\
Results of an example:
  reported      passes: a finding is expected, and is reported
  not reported  passes: no finding is expected, and none is reported
  missed        fails: a finding is expected, but none is reported
  unexpected    fails: no finding is expected, but one is reported
  cannot run    fails: there is a mistake in the example

Examples:
  gainsay test                         test all rules
  gainsay test troop-count             test one
  gainsay test --rules my-rules        test rules of your own and all others

Exit status:
  0  all examples have the expected result
  1  some do not
  2  the rules could not be read, or there is no such rule
  3  there were no examples

See also: `gainsay explain RULE` to read the examples of a rule, `gainsay rules` to list the rules.";

const ALL: [CaseResult; 5] =
    [CaseResult::Reported, CaseResult::Quiet, CaseResult::Missing, CaseResult::Noisy, CaseResult::Wrong];

/// Runs the examples and reports what they came to.
pub(super) fn run(args: &Args, look: &Look) -> Ended {
    let ruleset = args.rules.ruleset()?;
    for id in &args.ids {
        select::find(&ruleset.rules, id)?;
    }
    let results = run::examples(&ruleset, &args.ids);
    output::print(look.stdout(), |out| write(out, &ruleset, &results, look.stdout()))?;
    let status = status(&results);
    if status == Status::Nothing {
        let failure = Failure::new("the rules have no examples")
            .help("add `examples:` to the rules; `gainsay explain RULE` shows those of a rule");
        output::failure(&failure, look.stderr());
    }
    Ok(status)
}

fn status(results: &[ExampleResult]) -> Status {
    if results.is_empty() {
        Status::Nothing
    } else if results.iter().any(|result| failed(result.outcome)) {
        Status::Found
    } else {
        Status::Clean
    }
}

fn failed(outcome: CaseResult) -> bool {
    !matches!(outcome, CaseResult::Reported | CaseResult::Quiet)
}

fn write(out: &mut Out<'_>, ruleset: &Ruleset, results: &[ExampleResult], style: Style) -> io::Result<()> {
    let rules: Vec<_> = results.chunk_by(|one, next| one.rule == next.rule).collect();
    for of_rule in &rules {
        writeln!(out, "{}: {}", safe::line(&of_rule[0].rule), outcomes(of_rule))?;
    }
    if !rules.is_empty() {
        writeln!(out)?;
    }
    let failures: Vec<_> = results.iter().filter(|result| failed(result.outcome)).map(finding).collect();
    report::write_findings(out, &ruleset.files, &failures, style)?;
    let examples = counted(results.len(), "example", "examples");
    let of = counted(rules.len(), "rule", "rules");
    let came = if results.is_empty() { "nothing to test".to_owned() } else { outcomes(results) };
    writeln!(out, "{examples} of {of}: {came}")
}

/// How often each outcome came about: `2 reported, 1 quiet`.
fn outcomes(results: &[ExampleResult]) -> String {
    let counts = ALL.iter().map(|&outcome| {
        (describe::result(outcome), results.iter().filter(|result| result.outcome == outcome).count())
    });
    let shown: Vec<_> =
        counts.filter(|&(_, count)| count > 0).map(|(word, count)| format!("{count} {word}")).collect();
    shown.join(", ")
}

/// An example that did not come out as it says, reported as any other mistake in a rule.
fn finding(result: &ExampleResult) -> Finding {
    let message = match result.outcome {
        CaseResult::Missing => "this example must be reported, but is not",
        CaseResult::Noisy => "this example must not be reported, but is",
        _ => "this example cannot be run as it is written",
    };
    let problem = Problem::new((), result.span, message);
    let problem = match &result.detail {
        Some(detail) => problem.label(detail.clone()),
        None => problem,
    };
    Finding { severity: Severity::Error, ..fault_finding(&problem, &result.rule) }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{results, ruleset, written};
    use super::*;

    #[test]
    fn examples_as_they_say() {
        let ruleset = ruleset();
        let results = results(&ruleset, [CaseResult::Reported, CaseResult::Quiet]);
        assert_eq!(status(&results), Status::Clean);
        let shown = written(|out| write(out, &ruleset, &results, Style::PLAIN));
        snapbox::assert_data_eq!(
            shown,
            snapbox::str![[r#"
troop-count: 1 reported, 1 not reported

2 examples of 1 rule: 1 reported, 1 not reported

"#]]
        );
    }

    #[test]
    fn examples_that_fail_are_underlined() {
        let ruleset = ruleset();
        let results = results(&ruleset, [CaseResult::Missing, CaseResult::Noisy]);
        assert_eq!(status(&results), Status::Found);
        let shown = written(|out| write(out, &ruleset, &results, Style::PLAIN));
        snapbox::assert_data_eq!(
            shown,
            snapbox::str![[r#"
troop-count: 1 missed, 1 unexpected

error[troop-count]: this example must be reported, but is not
   ╭─[rules/troops.yaml:5:20]
 5 │       - conflict: [{ value: 3000 }, { value: 10000 }]
   ·                    ─────────────────────────────────
   ╰────

error[troop-count]: this example must not be reported, but is
   ╭─[rules/troops.yaml:6:17]
 6 │       - agree: [{ value: about 12000 }, { value: around 10000 }]
   ·                 ───────────────────────┬───────────────────────
   ·                                        ╰── reported: 12,000 or 10,000
   ╰────

2 examples of 1 rule: 1 missed, 1 unexpected

"#]]
        );
    }

    #[test]
    fn no_examples_are_nothing_to_check() {
        assert_eq!(status(&[]), Status::Nothing);
        let shown = written(|out| write(out, &ruleset(), &[], Style::PLAIN));
        assert_eq!(shown, "0 examples of 0 rules: nothing to test\n");
    }
}
