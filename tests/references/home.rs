//! The home of the project and its version, wherever a file names them.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use super::all_pages;
use super::pages::{at, keep, read};

const REPOSITORY: &str = env!("CARGO_PKG_REPOSITORY");
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// What the package is called on `PyPI`.
fn package() -> String {
    let project = read("pyproject.toml");
    let name = project.lines().find_map(|line| line.strip_prefix("name = \"")?.strip_suffix('"'));
    name.unwrap().to_owned()
}

/// The folder of what other tools run gainsay by.
const EXAMPLES: &str = "docs/ci";

#[test]
fn every_file_names_the_home_and_the_version() {
    let mut paths = all_pages();
    for entry in fs::read_dir(at(EXAMPLES)).unwrap() {
        paths.push(Path::new(EXAMPLES).join(entry.unwrap().file_name()).to_str().unwrap().to_owned());
    }
    let mut named = 0;
    for path in paths {
        let page = read(&path);
        let made = at_home(&page);
        named += usize::from(made.contains(slug()) || made.contains(&format!("{}=={VERSION}", package())));
        keep(&path, made);
    }
    assert!(named >= 3, "{named} files name them");
}

/// The owner and the name of the repository.
fn slug() -> &'static str {
    let path = |url: &'static str| url.split_once("://").and_then(|(_, rest)| rest.split_once('/'));
    path(REPOSITORY).map(|(_, slug)| slug).unwrap()
}

/// The text with each word that names the repository, the action or a version of the package as they are.
fn at_home(text: &str) -> String {
    let mut made = String::new();
    let ends = |c: char| c.is_whitespace() || "\"'`()[],<>".contains(c);
    let mut rest = text;
    while let Some(at) = rest.find(ends) {
        let end = at + rest[at..].chars().next().map_or(0, char::len_utf8);
        made.push_str(&word_at_home(&rest[..at]));
        made.push_str(&rest[at..end]);
        rest = &rest[end..];
    }
    made + &word_at_home(rest)
}

fn word_at_home(word: &str) -> String {
    let mut made = String::new();
    if word.split_once("/gainsay@").is_some_and(|(owner, _)| !owner.contains('/')) {
        write!(made, "{}@v{VERSION}", slug()).unwrap();
    } else if word.starts_with("gainsay") && word.contains("==") {
        write!(made, "{}=={VERSION}", package()).unwrap();
    } else if let Some((_, path)) = word.split_once("://").filter(|(scheme, _)| scheme.starts_with("http")) {
        let mut parts = path.splitn(4, '/');
        let [_, _, name] = [(); 3].map(|()| parts.next().unwrap_or_default());
        match parts.next() {
            _ if name.strip_suffix(".git").unwrap_or(name) != "gainsay" => made.push_str(word),
            None => write!(made, "{REPOSITORY}{}", &name["gainsay".len()..]).unwrap(),
            Some(rest) => write!(made, "{REPOSITORY}/{rest}").unwrap(),
        }
    } else {
        made.push_str(word);
    }
    made
}

#[test]
fn words_are_at_home() {
    for (before, after) in [
        ("  - uses: someone/gainsay@v0.0.9 # later", format!("  - uses: {}@v{VERSION} # later", slug())),
        ("https://example.org/some/gainsay", REPOSITORY.to_owned()),
        ("`http://example.org/some/gainsay.git`", format!("`{REPOSITORY}.git`")),
        ("(https://example.org/some/gainsay/issues)", format!("({REPOSITORY}/issues)")),
        ("[gainsay-other==0.0.9]", format!("[{}=={VERSION}]", package())),
        ("actions/checkout@v7", "actions/checkout@v7".to_owned()),
        ("https://example.org/some/gain", "https://example.org/some/gain".to_owned()),
        ("gainsay check", "gainsay check".to_owned()),
    ] {
        assert_eq!(at_home(before), after);
    }
}
