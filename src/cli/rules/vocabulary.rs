//! The vocabulary in force as tables of Markdown: attributes, scales, categories, hedges and units.

use std::io::{self, Write};

use crate::cli::describe;
use crate::report::{cell, prose};
use crate::run::Ruleset;
use gainsay_core::rule::{Attribute, Kind, Rules, ValidFor, Validity};
use gainsay_core::value::show::{number, show_effect};
use gainsay_core::value::{Effect, Hedge, Scale, Step, Term, Terms, Unit};

/// Writes a table for each part of the vocabulary that there is.
pub(super) fn write(out: &mut dyn Write, ruleset: &Ruleset) -> io::Result<()> {
    let rules = &ruleset.rules;
    let attributes = declared(rules).into_iter().map(|attribute| self::attribute(ruleset, attribute));
    table(
        out,
        "## Attributes",
        [
            "attribute",
            "other names",
            "title",
            "values",
            "lower bound valid",
            "upper bound valid",
            "defined in",
        ],
        attributes,
    )?;
    for (name, scale) in &rules.scales {
        table(out, &format!("## Scale {}", cell(name)), ["stage", "other wordings"], steps(scale))?;
    }
    for (name, terms) in &rules.terms {
        let heading = format!("## Category {}", cell(name));
        table(out, &heading, ["value", "within", "other wordings"], values(terms))?;
    }
    let hedges = rules.hedges.hedges().iter().map(hedge);
    table(out, "## Hedges", ["hedge", "beside a value", "other wordings"], hedges)?;
    let units = rules.units.units().iter().map(unit);
    table(out, "## Units", ["unit", "is", "other wordings"], units)
}

/// The attributes in the order of their declarations; the rules keep them in that in which they are looked up.
pub(super) fn declared(rules: &Rules) -> Vec<&Attribute> {
    let mut attributes: Vec<&Attribute> = rules.attributes.iter().collect();
    attributes.sort_by_key(|attribute| {
        let span = attribute.pattern.text.span;
        (span.file, span.start)
    });
    attributes
}

fn table<const N: usize>(
    out: &mut dyn Write,
    heading: &str,
    columns: [&str; N],
    rows: impl Iterator<Item = [String; N]>,
) -> io::Result<()> {
    let mut rows = rows.peekable();
    if rows.peek().is_none() {
        return Ok(());
    }
    writeln!(out, "\n{heading}\n\n| {} |\n| {} |", columns.join(" | "), ["---"; N].join(" | "))?;
    rows.try_for_each(|row| writeln!(out, "| {} |", row.join(" | ")))
}

fn attribute(ruleset: &Ruleset, attribute: &Attribute) -> [String; 7] {
    let Attribute { pattern, synonyms, title, .. } = attribute;
    [
        cell(&pattern.text.value),
        wordings(&synonyms.iter().map(|synonym| synonym.value.clone()).collect::<Vec<_>>()),
        title.as_deref().map(prose).unwrap_or_default(),
        values_of(&ruleset.rules, attribute, cell),
        valid(attribute, |valid_for| valid_for.lower),
        valid(attribute, |valid_for| valid_for.upper),
        cell(&describe::place(&ruleset.files, pattern.text.span)),
    ]
}

/// How long a bound of the claims of an attribute is valid, and claims of some of its values.
fn valid(attribute: &Attribute, bound: impl Fn(&ValidFor) -> Validity) -> String {
    let Attribute { valid_for, valid_by_value, .. } = attribute;
    let usual =
        valid_for.as_ref().map_or_else(|| "not said".to_owned(), |valid_for| validity(bound(valid_for)));
    let by_value = valid_by_value.iter();
    let by_value = by_value.map(|(value, valid)| format!("{}: {}", cell(&value.value), validity(*valid)));
    std::iter::once(usual).chain(by_value).collect::<Vec<_>>().join(", ")
}

/// What the values of an attribute are: their kind, unit and list, each name as `shown`.
pub(super) fn values_of(rules: &Rules, attribute: &Attribute, shown: impl Fn(&str) -> String) -> String {
    let Attribute { kind, unit, scale, terms, additive, forecast, .. } = attribute;
    let mut values = vec![kind.map_or("kind inferred", Kind::name).to_owned()];
    values.extend(unit.iter().map(|unit| {
        let any = if rules.units.measures(unit) { "any unit of" } else { "unit" };
        format!("{any} {}", shown(unit))
    }));
    let lists = [(Kind::Stage, scale), (Kind::Category, terms)];
    let listed = lists.into_iter().filter(|(of, _)| *kind == Some(*of)).filter_map(|(_, name)| name.as_ref());
    values.extend(listed.map(|name| format!("of {}", shown(name))));
    values.extend(additive.then(|| "additive".to_owned()));
    values.extend(forecast.then(|| "forecast".to_owned()));
    values.join(", ")
}

fn validity(validity: Validity) -> String {
    match validity {
        Validity::Always => "always".to_owned(),
        Validity::Days(0) => "its own day".to_owned(),
        Validity::Days(days) => describe::days(days),
    }
}

fn steps(scale: &Scale) -> impl Iterator<Item = [String; 2]> {
    scale.steps.iter().map(|Step { name, synonyms, retreat }| {
        let back = if *retreat { ", a retreat" } else { "" };
        [format!("{}{back}", cell(name)), wordings(synonyms)]
    })
}

fn values(terms: &Terms) -> impl Iterator<Item = [String; 3]> {
    terms.terms.iter().map(|Term { name, synonyms, within, .. }| {
        [
            cell(name),
            within.iter().map(|wider| cell(wider)).collect::<Vec<_>>().join(", "),
            wordings(synonyms),
        ]
    })
}

fn hedge(Hedge { name, synonyms, effect }: &Hedge) -> [String; 3] {
    let kind = match effect {
        Effect::After { .. } | Effect::DateBound(_) => Kind::Date,
        Effect::Onset | Effect::SoFar => Kind::Stage,
        _ => Kind::Quantity,
    };
    [cell(name), prose(&show_effect(effect, name, kind)), wordings(synonyms)]
}

fn unit(unit: &Unit) -> [String; 3] {
    let zero = unit.zero.map(|zero| format!(" from {}", number(zero))).unwrap_or_default();
    let is = unit.is.as_ref().map(|(times, base)| format!("{} {}{zero}", number(*times), cell(base)));
    let words = unit.words().iter().filter(|word| **word != unit.name && !unit.symbols.contains(word));
    let all: Vec<String> = unit.symbols.iter().chain(&unit.before).chain(words).cloned().collect();
    [cell(&unit.name), is.unwrap_or_default(), wordings(&all)]
}

fn wordings(wordings: &[String]) -> String {
    wordings.iter().map(|wording| cell(wording)).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use snapbox::IntoData as _;

    use super::*;
    use crate::cli::fixture::written;
    use gainsay_core::rule_file;
    use gainsay_core::text::Files;

    const TEXT: &str = "\
attributes:
  crowd: { title: people in the square, value: quantity, unit: person, valid-for: { lower: P2D, upper: always }, additive: true }
  mood: { value: stage, scale: moods }
  motive: { value: category, terms: motives, forecast: true }
  else: {}
scales:
  moods: [calm, { heated: ['a | b'] }, { calmed-down: { retreat: true } }]
categories:
  motives: [greed, { theft: { synonyms: [robbery], within: greed } }]
hedges:
  about: { spread: 10%, synonyms: ['~', around] }
  dozens: { low: 24, high: 99 }
  by: { bound: latest }
units:
  person: { symbols: [people] }
  crowdful: { is: 1000 person }
";

    #[test]
    fn all_of_it_in_tables() {
        let mut files = Files::default();
        let id = files.add("rules/words.yaml", TEXT);
        let mut problems = Vec::new();
        let rules = rule_file::read(&files, &[&[id]], &mut problems);
        assert_eq!(problems, []);
        let shown = written(|out| write(out, &Ruleset { files, rules }));
        snapbox::assert_data_eq!(
            shown,
            snapbox::str![[r#"

## Attributes

| attribute | other names | title | values | lower bound valid | upper bound valid | defined in |
| --- | --- | --- | --- | --- | --- | --- |
| `crowd` |  | people in the square | quantity, unit `person`, additive | 2 days | always | `rules/words.yaml:2` |
| `mood` |  |  | stage, of `moods` | not said | not said | `rules/words.yaml:3` |
| `motive` |  |  | category, of `motives`, forecast | not said | not said | `rules/words.yaml:4` |
| `else` |  |  | kind inferred | not said | not said | `rules/words.yaml:5` |

## Scale `moods`

| stage | other wordings |
| --- | --- |
| `calm` |  |
| `heated` | `a \| b` |
| `calmed-down`, a retreat |  |

## Category `motives`

| value | within | other wordings |
| --- | --- | --- |
| `greed` |  |  |
| `theft` | `greed` | `robbery` |

## Hedges

| hedge | beside a value | other wordings |
| --- | --- | --- |
| `about` | allows plus or minus one unit of the last digit that is not 0, at most 10 % | `~`, `around` |
| `dozens` | stands for 24 to 99 |  |
| `by` | makes it the last possible day |  |

## Units

| unit | is | other wordings |
| --- | --- | --- |
| `person` |  | `people`, `persons`, `men`, `women`, `soldiers`, `troops`, `personnel` |
| `crowdful` | 1,000 `person` |  |

"#]]
            .raw()
        );
    }
}
