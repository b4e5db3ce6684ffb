//! Rules for the tests of the commands.

use indexmap::IndexMap;
use rust_decimal::Decimal;

use crate::report::{Out, write_safely};
use crate::run::Ruleset;
use gainsay_core::check::examples::{CaseResult, ExampleResult};
use gainsay_core::rule::{
    Example, Filter, Kind, Outcome, Pattern, Rule, RuleKind, Rules, Severities, Severity, Task,
};
use gainsay_core::text::{FileId, Files, Span, Spanned};

const TEXT: &str = "\
rules:
  - id: troop-count
    tolerance: 10%
    examples:
      - conflict: [{ value: 3000 }, { value: 10000 }]
      - agree: [{ value: about 12000 }, { value: around 10000 }]
  - id: revision
    revisions: true
";

struct Source(FileId);

impl Source {
    fn find(&self, words: &str) -> Span {
        let at = TEXT.find(words).unwrap() as u32;
        Span::new(self.0, at, at + words.len() as u32)
    }

    fn spanned(&self, words: &str) -> Spanned<String> {
        Spanned::new(words.to_owned(), self.find(words))
    }

    fn example(&self, outcome: Outcome, claims: [&str; 2]) -> Example {
        let claims: Vec<_> =
            claims.into_iter().map(|yaml| Spanned::new(yaml.to_owned(), self.find(yaml))).collect();
        Example { span: Span { end: claims[1].span.end, ..claims[0].span }, outcome, claims }
    }

    fn troop_count(&self) -> Rule {
        let pattern =
            |words: &str| Pattern::new(Spanned::new(words.to_owned(), Span::whole(self.0))).unwrap();
        Rule {
            id: self.spanned("troop-count"),
            title: "Sources give different troop counts".to_owned(),
            task: Task::Compare(vec![pattern("troops"), pattern("troops-*")]),
            filter: Filter { place: vec![pattern("russia")], kind: vec![Kind::Quantity], ..Filter::default() },
            tolerance: Some(Spanned::new(Decimal::new(10, 2), self.find("10%"))),
            margin: None,
            sampled: false,
            same_time: 1,
            lag: 3,
            severity: Severities { strong: Severity::Error, weak: Severity::Warning },
            weak_reliability: Vec::new(),
            message: None,
            help: Some("see which of the counts includes those under way\n".to_owned()),
            why: Some("Counts of one day that lie more than a tenth apart cannot both be right, unless one of them is hedged.\n".to_owned()),
            examples: vec![
                self.example(Outcome::Conflict, ["{ value: 3000 }", "{ value: 10000 }"]),
                self.example(Outcome::Agree, ["{ value: about 12000 }", "{ value: around 10000 }"]),
            ],
        }
    }

    fn revision(&self) -> Rule {
        Rule {
            id: self.spanned("revision"),
            title: "A source changes\u{1b}[2J what it said".to_owned(),
            task: Task::Plain(RuleKind::Revisions),
            filter: Filter::default(),
            tolerance: None,
            margin: None,
            sampled: false,
            severity: Severities { strong: Severity::Note, weak: Severity::Note },
            help: None,
            why: None,
            examples: Vec::new(),
            ..self.troop_count()
        }
    }
}

/// Two rules in one file.
pub(super) fn ruleset() -> Ruleset {
    let mut files = Files::default();
    let source = Source(files.add("rules/troops.yaml", TEXT));
    let rules = [source.troop_count(), source.revision()].map(|rule| (rule.id.value.clone(), rule));
    Ruleset { files, rules: Rules { rules: IndexMap::from(rules), ..Rules::default() } }
}

/// The examples of the first rule, with these outcomes.
pub(super) fn results(ruleset: &Ruleset, outcomes: [CaseResult; 2]) -> Vec<ExampleResult> {
    let rule = &ruleset.rules.rules["troop-count"];
    rule.examples
        .iter()
        .zip(outcomes)
        .map(|(example, outcome)| ExampleResult {
            rule: "troop-count".to_owned(),
            span: example.span,
            outcome,
            detail: (outcome == CaseResult::Noisy).then(|| "reported: 12,000 or 10,000".to_owned()),
        })
        .collect()
}

/// What `write` writes.
pub(super) fn written(write: impl FnOnce(&mut Out<'_>) -> std::io::Result<()>) -> String {
    let mut out = Vec::new();
    write_safely(&mut out, write).unwrap();
    String::from_utf8(out).unwrap()
}
