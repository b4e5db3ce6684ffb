//! Which attribute to use for what: those in force, below the rule that compares them.

use std::io::{self, Write};

use indexmap::IndexMap;

use super::vocabulary::{declared, values_of};
use crate::cli::describe;
use crate::report::{Style, Theme, code, prose, safe};
use gainsay_core::rule::{Attribute, Rule, Rules, ValidFor, Validity};

/// Writes a list: below each rule the attributes that it is the first to compare.
pub(super) fn list(out: &mut dyn Write, rules: &Rules, style: Style) -> io::Result<()> {
    let theme = Theme::new(style);
    for line in LEGEND {
        writeln!(out, "{}", style.wrap(line, "", "  "))?;
    }
    for (rule, groups) in &by_rule(rules) {
        match rule {
            Some(rule) => {
                let id = format!("{}: ", theme.accent(safe::line(&rule.id.value)));
                writeln!(out, "\n{}", style.wrap(&safe::line(&rule.title), &id, "  "))?;
            }
            None => writeln!(out, "\n{}", theme.accent(NO_RULE))?,
        }
        for (meaning, attributes) in groups {
            writeln!(out, "{}", style.wrap(meaning, "  ", "  "))?;
            let plain = |text: &str| safe::line(text).into_owned();
            for line in names(attributes, plain, plain) {
                writeln!(out, "{}", style.wrap(&line, "    ", "      "))?;
            }
        }
    }
    Ok(())
}

/// What the lines of the list say.
const LEGEND: [&str; 6] = [
    "RULE: what it reports. Below it are the attributes that it compares, by what their values are.",
    "  additive: figures of parts, such as towns, can be added up, so no part is more than the whole",
    "  lower bound, upper bound: `at least 30`, `at most 30`; a number such as `30` is both",
    "  valid: how long after its date a claim is still held against others",
    "    NAME (in words), also OTHER NAMES: claims may use any of them; all mean the same",
    "    deaths-*: all names that begin so; `*` stands for any characters",
];

/// Writes the same as Markdown.
pub(super) fn markdown(out: &mut dyn Write, rules: &Rules) -> io::Result<()> {
    for (at, (rule, groups)) in by_rule(rules).iter().enumerate() {
        let blank = if at > 0 { "\n" } else { "" };
        match rule {
            Some(rule) => {
                let (title, id) = (prose(&rule.title), code(&rule.id.value));
                writeln!(out, "{blank}### {title}\n\nCompared by {id}.")?;
            }
            None => writeln!(out, "{blank}### {NO_RULE}")?,
        }
        for (meaning, attributes) in groups {
            writeln!(out, "\n{}:\n", prose(meaning))?;
            names(attributes, code, prose).try_for_each(|line| writeln!(out, "- {line}"))?;
        }
    }
    Ok(())
}

/// The heading of attributes that no rule compares.
const NO_RULE: &str = "Compared by no rule";

/// The attributes by the rule that is asked first of them, and below it by what their values are; all in the order of their
/// declarations. Those that no rule compares come last.
type ByRule<'r> = Vec<(Option<&'r Rule>, IndexMap<String, Vec<&'r Attribute>>)>;

fn by_rule(all: &Rules) -> ByRule<'_> {
    let mut by_rule: IndexMap<Option<&str>, IndexMap<String, Vec<&Attribute>>> = IndexMap::new();
    for attribute in declared(all) {
        let rules = all.compare_rules(&attribute.pattern.text.value);
        let groups = by_rule.entry(rules.first().map(|rule| rule.id.value.as_str())).or_default();
        groups.entry(meaning(all, attribute)).or_default().push(attribute);
    }
    let rules = all.rules.values().map(Some).chain([None]);
    rules
        .filter_map(|rule| Some((rule, by_rule.swap_remove(&rule.map(|rule| rule.id.value.as_str()))?)))
        .collect()
}

/// A line for each attribute with its other names, and one for all globs; names and titles are shown by these functions.
fn names(
    attributes: &[&Attribute],
    name: impl Fn(&str) -> String,
    title: impl Fn(&str) -> String,
) -> impl Iterator<Item = String> {
    let list = |names: &mut dyn Iterator<Item = &str>| names.map(&name).collect::<Vec<_>>().join(", ");
    let (globs, exact): (Vec<&Attribute>, Vec<&Attribute>) =
        attributes.iter().partition(|attribute| attribute.pattern.is_glob());
    let mut lines: Vec<String> = Vec::new();
    for attribute in exact {
        let called = attribute.title.as_deref().map(|words| format!(" ({})", title(words)));
        let others = list(&mut attribute.names().skip(1));
        let also = if others.is_empty() { String::new() } else { format!(", also {others}") };
        lines.push(format!("{}{}{also}", name(&attribute.pattern.text.value), called.unwrap_or_default()));
    }
    let globs = list(&mut globs.iter().flat_map(|glob| glob.names()));
    lines.into_iter().chain(Some(globs).filter(|globs| !globs.is_empty()))
}

/// What the values of an attribute are, and how long they are valid.
fn meaning(rules: &Rules, attribute: &Attribute) -> String {
    let values = values_of(rules, attribute, |name| safe::line(name).into_owned());
    let valid = |validity: Validity| match validity {
        Validity::Always => "always".to_owned(),
        Validity::Days(0) => "on its own day".to_owned(),
        Validity::Days(days) => format!("for {}", describe::days(days)),
    };
    let usual = match attribute.valid_for {
        None => "validity not declared".to_owned(),
        Some(ValidFor { lower, upper }) if lower == upper => format!("valid {}", valid(lower)),
        Some(ValidFor { lower, upper }) => {
            format!("lower bound valid {}, upper bound {}", valid(lower), valid(upper))
        }
    };
    let same = |validity: Validity| attribute.valid_for == Some(ValidFor::both(validity));
    let others = attribute.valid_by_value.iter().filter(|(_, validity)| !same(*validity));
    let others =
        others.map(|(value, validity)| format!("`{}` {}", safe::line(&value.value), valid(*validity)));
    let others: Vec<String> = others.collect();
    let but = if others.is_empty() { "" } else { ", but " };
    format!("{values}; {usual}{but}{}", others.join(", "))
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
  crowd: { title: 'people <b>', synonyms: [protesters, marchers], value: quantity, valid-for: { lower: P2D, upper: always } }
  crowd-*: { like: crowd }
  mood: { value: stage, scale: moods }
  forgotten: { value: text }
scales:
  moods: [calm, heated]
rules:
  - { id: crowds, title: Sizes of crowds, compare: [crowd, crowd-*] }
  - { id: moods, title: Moods, compare: mood }
";

    fn rules() -> Rules {
        let mut files = Files::default();
        let id = files.add("rules/words.yaml", TEXT);
        let mut problems = Vec::new();
        let rules = rule_file::read(&files, &[&[id]], &mut problems);
        assert_eq!(problems, []);
        rules
    }

    #[test]
    fn attributes_are_listed_below_the_rule_that_compares_them() {
        snapbox::assert_data_eq!(
            written(|out| list(out, &rules(), Style::PLAIN)),
            snapbox::str![[r#"
RULE: what it reports. Below it are the attributes that it compares, by what their values are.
  additive: figures of parts, such as towns, can be added up, so no part is more than the whole
  lower bound, upper bound: `at least 30`, `at most 30`; a number such as `30` is both
  valid: how long after its date a claim is still held against others
    NAME (in words), also OTHER NAMES: claims may use any of them; all mean the same
    deaths-*: all names that begin so; `*` stands for any characters

crowds: Sizes of crowds
  quantity; lower bound valid for 2 days, upper bound always
    crowd (people <b>), also protesters, marchers
    crowd-*

moods: Moods
  stage, of moods; validity not declared
    mood

Compared by no rule
  text; validity not declared
    forgotten

"#]]
            .raw()
        );
    }

    #[test]
    fn the_same_as_markdown() {
        snapbox::assert_data_eq!(
            written(|out| markdown(out, &rules())),
            snapbox::str![[r#"
### Sizes of crowds

Compared by `crowds`.

quantity; lower bound valid for 2 days, upper bound always:

- `crowd` (people \<b\>), also `protesters`, `marchers`
- `crowd-*`

### Moods

Compared by `moods`.

stage, of moods; validity not declared:

- `mood`

### Compared by no rule

text; validity not declared:

- `forgotten`

"#]]
            .raw()
        );
    }
}
