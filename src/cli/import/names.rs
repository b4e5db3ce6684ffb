//! The attributes that columns of numbers become: each column has one of its own.

use std::collections::{BTreeSet, HashMap};

use crate::cli::known::builtin_rules;

/// Signs by which headers may differ, with their words.
const SIGNS: [(char, &str); 8] = [
    ('%', "percent"),
    ('$', "dollars"),
    ('€', "euros"),
    ('£', "pounds"),
    ('¥', "yen"),
    ('₽', "roubles"),
    ('₴', "hryvnias"),
    ('°', "degrees"),
];

/// The attribute of a column.
pub(super) struct Named {
    pub(super) name: String,
    /// Why it may not be the right one.
    pub(super) unsure: Option<String>,
}

/// The attributes of the columns with these headers, in their order.
pub(super) fn of(headers: &[&str]) -> Vec<Named> {
    let rules = builtin_rules();
    let plain: Vec<String> = headers.iter().map(|header| slug(header)).collect();
    let alike = occurrences(&plain);
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let mut first: HashMap<String, String> = HashMap::new();
    let mut named: Vec<Named> = Vec::new();
    for (header, name) in headers.iter().zip(&plain) {
        let wanted = if alike[name] > 1 { with_signs(header) } else { name.clone() };
        let own = free_name(wanted, &taken);
        let same = first.entry(rules.identity(&own).into_owned()).or_insert_with(|| own.clone());
        let unsure = if own == *name {
            let other = Some(same).filter(|same| **same != own);
            other.map(|other| format!("`{own}` and `{other}` are names of one attribute"))
        } else {
            Some(format!("another column would be `{name}` too"))
        };
        taken.insert(own.clone());
        named.push(Named { name: own, unsure });
    }
    named
}

/// The words of a header, in lower case.
pub(super) fn words(header: &str) -> Vec<String> {
    let split = header.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    split.map(str::to_lowercase).collect()
}

/// A name made of a header, as attributes are called.
pub(super) fn slug(header: &str) -> String {
    let words = words(header);
    if words.is_empty() { "value".to_owned() } else { words.join("-") }
}

/// The name that a header makes with its signs as words.
fn with_signs(header: &str) -> String {
    let word = |c: char| SIGNS.iter().find(|(sign, _)| *sign == c).map(|(_, word)| format!(" {word} "));
    slug(&header.chars().map(|c| word(c).unwrap_or_else(|| c.to_string())).collect::<String>())
}

/// How often each of `names` is there.
pub(super) fn occurrences(names: &[String]) -> HashMap<&String, usize> {
    let mut occurrences = HashMap::new();
    for name in names {
        *occurrences.entry(name).or_default() += 1;
    }
    occurrences
}

/// `name`, with a number behind it where it is taken.
fn free_name(name: String, taken: &BTreeSet<String>) -> String {
    let numbered = (2..).map(|number| format!("{name}-{number}"));
    std::iter::once(name.clone()).chain(numbered).find(|name| !taken.contains(name)).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn assert_named(headers: &[&str], expected: &[(&str, Option<&str>)]) {
        let named = of(headers);
        let named: Vec<_> = named.iter().map(|of| (of.name.as_str(), of.unsure.as_deref())).collect();
        assert_eq!(named, expected);
    }

    #[test]
    fn each_column_has_an_attribute_of_its_own() {
        let too = |name: &str| format!("another column would be `{name}` too");
        let budget = too("budget");
        assert_named(
            &["Budget ($)", "Budget (€)"],
            &[("budget-dollars", Some(&budget)), ("budget-euros", Some(&budget))],
        );
        assert_named(
            &["Turnout", "Turnout %"],
            &[("turnout", None), ("turnout-percent", Some(&too("turnout")))],
        );
        assert_named(
            &["{a}", "&a", "a-2"],
            &[("a", None), ("a-2", Some(&too("a"))), ("a-2-2", Some(&too("a-2")))],
        );
        let one = "`killed` and `deaths` are names of one attribute";
        assert_named(&["Deaths", "Killed"], &[("deaths", None), ("killed", Some(one))]);
    }
}
