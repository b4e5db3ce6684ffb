//! What the pages of codes say, beside what their table does.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use gainsay_yaml::text::{Files, Problem};
use serde::Deserialize;

const PAGES: &str = include_str!("pages.yaml");

/// What the page of a code says. A rule has its reason and its examples in its own file; one that looks at more than claims has
/// files that show it here.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Page {
    /// Why it is wrong; empty for a rule.
    pub why: String,
    /// What to do about it; empty for a rule.
    pub fix: String,
    /// Where the file lies that shows it; `claims/a.yaml` where nothing is said.
    file: Option<String>,
    /// A file that shows it. None where no small text does.
    pub wrong: Option<String>,
    /// The same file put right.
    pub right: Option<String>,
    /// The files that lie beside it: path and text.
    pub beside: BTreeMap<String, String>,
}

impl Page {
    /// What there is about a code, or about a rule that looks at more than claims, by its name.
    #[must_use]
    pub fn of(name: &str) -> Option<&'static Self> {
        pages().get(name)
    }

    /// Where the file lies that shows it.
    #[must_use]
    pub fn file(&self) -> &str {
        self.file.as_deref().unwrap_or("claims/a.yaml")
    }
}

fn pages() -> &'static BTreeMap<String, Page> {
    static READ: LazyLock<BTreeMap<String, Page>> = LazyLock::new(|| read().0);
    &READ
}

fn read() -> (BTreeMap<String, Page>, Vec<Problem>) {
    let (mut files, mut problems) = (Files::default(), Vec::new());
    let file = files.add("pages.yaml", PAGES);
    let tree = gainsay_yaml::parse(file, PAGES, &mut problems);
    let document = tree.documents().next();
    let pages = document.and_then(|document| gainsay_yaml::decode(document, &mut problems));
    (pages.unwrap_or_default(), problems)
}

#[cfg(test)]
mod tests {
    use super::super::Code;
    use super::*;

    #[test]
    fn every_code_has_a_page_with_a_reason() {
        let (pages, problems) = read();
        assert_eq!(problems, []);
        for code in Code::ALL {
            let page = &pages[code.name()];
            for text in [&page.why, &page.fix] {
                assert!(text.ends_with(['.', '?']) && text.starts_with(char::is_uppercase), "{code}: {text}");
            }
            assert_eq!(page.wrong.is_some(), page.right.is_some(), "{code}");
        }
        let of_rules = pages.iter().filter(|(name, _)| name.parse::<Code>().is_err());
        assert!(of_rules.clone().all(|(_, page)| page.why.is_empty() && page.wrong.is_some()));
        assert_eq!(of_rules.count(), 3);
    }
}
