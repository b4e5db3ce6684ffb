//! The rules and the vocabulary in force as a page of Markdown: each rule with its reason and its examples.

use std::io::{self, Write};

use super::vocabulary;
use crate::cli::describe;
use crate::report::{cell, code, prose};
use crate::run::Ruleset;
use gainsay_core::check::examples::ExampleResult;
use gainsay_core::rule::Rule;
use gainsay_core::rule_file::is_builtin;

const INTRODUCTION: &str = "\
Written by `gainsay rules --format markdown`. If a rule has two severities, the first is for strong findings, and the second \
for weak ones, which a hedge, a tolerance or a gap in time could explain.";

/// Writes the page; `results` are what the examples came to.
pub(super) fn write(out: &mut dyn Write, ruleset: &Ruleset, results: &[ExampleResult]) -> io::Result<()> {
    let built_in = ruleset.files.iter().all(|(_, file)| is_builtin(file));
    let title = if built_in { "Built-in rules" } else { "Active rules" };
    writeln!(out, "# {title}\n\n{INTRODUCTION}\n\n## Rules\n")?;
    writeln!(out, "| rule | finds | severity |\n| --- | --- | --- |")?;
    for rule in ruleset.rules.rules.values() {
        let (id, title) = (link(&rule.id.value), prose(&rule.title));
        writeln!(out, "| {id} | {title} | {} |", describe::severity(rule.severity))?;
    }
    for rule in ruleset.rules.rules.values() {
        self::rule(out, ruleset, rule, results)?;
    }
    vocabulary::write(out, ruleset)
}

fn rule(out: &mut dyn Write, ruleset: &Ruleset, rule: &Rule, results: &[ExampleResult]) -> io::Result<()> {
    writeln!(out, "\n### {}\n\n{}.\n", code(&rule.id.value), prose(&rule.title))?;
    for (key, fact) in describe::facts(&ruleset.files, rule) {
        writeln!(out, "- {key}: {}", prose(&fact))?;
    }
    writeln!(out, "- defined in: {}", code(&describe::place(&ruleset.files, rule.id.span)))?;
    for (heading, text) in [("Why", &rule.why), ("What to do", &rule.help)] {
        let paragraphs = text.iter().flat_map(|text| text.split("\n\n")).map(prose);
        for (at, paragraph) in paragraphs.enumerate() {
            let heading = if at == 0 { format!("**{heading}:** ") } else { String::new() };
            writeln!(out, "\n{heading}{paragraph}")?;
        }
    }
    if rule.examples.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n| example | result |\n| --- | --- |")?;
    for example in &rule.examples {
        let claims = example.claims.iter().map(|claim| cell(describe::example_claim(&ruleset.files, claim)));
        let result = results.iter().find(|result| result.span == example.span);
        let outcome =
            describe::result(result.map_or_else(|| describe::expected(example), |result| result.outcome));
        let detail = result.and_then(|result| result.detail.as_deref());
        let detail = detail.map(|detail| format!(": {}", prose(detail))).unwrap_or_default();
        writeln!(out, "| {} | {outcome}{detail} |", claims.collect::<Vec<_>>().join("<br>"))?;
    }
    Ok(())
}

/// The id of a rule with a link to its section, where hosts would make the same anchor of the heading.
fn link(id: &str) -> String {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_');
    if id.chars().all(plain) { format!("[`{id}`](#{id})") } else { cell(id) }
}

#[cfg(test)]
mod tests {
    use snapbox::IntoData as _;

    use super::*;
    use crate::cli::fixture::{results, ruleset, written};
    use gainsay_core::check::examples::CaseResult;

    #[test]
    fn a_page_of_two_rules() {
        let ruleset = ruleset();
        let results = results(&ruleset, [CaseResult::Reported, CaseResult::Noisy]);
        snapbox::assert_data_eq!(written(|out| write(out, &ruleset, &results)), snapbox::str![[r#"
# Active rules

Written by `gainsay rules --format markdown`. If a rule has two severities, the first is for strong findings, and the second for weak ones, which a hedge, a tolerance or a gap in time could explain.

## Rules

| rule | finds | severity |
| --- | --- | --- |
| [`troop-count`](#troop-count) | Sources give different troop counts | error/warning |
| [`revision`](#revision) | A source changes\<U+001B\>\[2J what it said | note |

### `troop-count`

Sources give different troop counts.

- does: compares what sources say about `troops`, `troops-*`
- only: place russia; kind quantity
- severity: error if strong, warning if weak
- tolerance: up to 10 % of the larger value, set in `rules/troops.yaml:3`
- same time: strong if the dates are at most 1 day apart; otherwise weak if the periods in which the claims are valid are at most 3 days apart
- defined in: `rules/troops.yaml:2`

**Why:** Counts of one day that lie more than a tenth apart cannot both be right, unless one of them is hedged.

**What to do:** see which of the counts includes those under way

| example | result |
| --- | --- |
| `{ value: 3000 }`<br>`{ value: 10000 }` | reported |
| `{ value: about 12000 }`<br>`{ value: around 10000 }` | unexpected: reported: 12,000 or 10,000 |

### `revision`

A source changes\<U+001B\>\[2J what it said.

- does: reports where a source changes what it said
- severity: note
- defined in: `rules/troops.yaml:7`

"#]].raw());
    }
}
