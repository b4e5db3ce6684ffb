//! Where a reader of the page may go from it: to a line of a file, or to the page that a claim names.

use std::path::{Component, Path};

use askama::Template;
use askama::filters::HtmlSafe;
use url::Url;

use crate::report::sarif::uri::encoded;
use crate::report::shell_word;
use gainsay_core::rule_file::is_builtin;
use gainsay_core::text::{File, Files, Span};

/// A line of a file, and the way to it.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "audit/spot.html")]
pub(super) struct Spot {
    /// `claims/hur.yaml:31`.
    pub(super) text: String,
    /// Relative to the page; nothing where there is no way that holds on another machine too.
    pub(super) href: Option<String>,
}

impl HtmlSafe for Spot {}

/// The way from the page to the files that were read.
///
/// A page is one file and may be moved, so nothing leads to absolute paths: they would tell of a machine, and lead nowhere on
/// another one. Where page and file both lie in the folder that gainsay ran in, the relative path between them holds wherever
/// that folder goes. The text beside every link is the whole path and line, so nothing is lost where the link is.
#[derive(Debug, Clone)]
pub(super) struct Links {
    /// From the page to the folder that gainsay ran in: nothing, or some `../`.
    base: Option<String>,
    /// What stands behind the commands that the page shows, so that they read what the page was made of.
    reads: String,
}

/// How long the paths behind a command may be; longer ones are left to the reader.
const LONGEST: usize = 200;

impl Links {
    /// The way from a page that is written to `page`, or to standard output: it is then taken to lie in the folder that
    /// gainsay runs in.
    pub(super) fn from(page: Option<&Path>, reads: &[String]) -> Self {
        let folders = page.and_then(Path::parent).map(depth);
        let arguments =
            reads.iter().map(|word| format!(" {}", shell_word(word))).collect::<Vec<_>>().concat();
        let reads = if arguments.len() > LONGEST { " PATH...".to_owned() } else { arguments };
        Self { base: folders.unwrap_or(Some(0)).map(|depth| "../".repeat(depth)), reads }
    }

    /// No way: for a page that is sent to where there are no files.
    pub(super) const fn nowhere() -> Self {
        Self { base: None, reads: String::new() }
    }

    /// A command of gainsay over what the page was made of.
    pub(super) fn command(&self, words: &str) -> String {
        format!("gainsay {words}{}", self.reads)
    }

    /// The command that writes the claims that are not on the page too.
    pub(super) fn all_claims(&self) -> String {
        self.command("audit --format csv")
    }

    /// The line on which `span` begins.
    pub(super) fn spot(&self, files: &Files, span: Span) -> Spot {
        let file = files.get(span.file);
        let line = files.location(span).line;
        let href = self.href(file).map(|href| format!("{href}#L{line}"));
        Spot { text: format!("{}:{line}", file.path), href }
    }

    /// The way to a file.
    pub(super) fn href(&self, file: &File) -> Option<String> {
        let base = self.base.as_deref()?;
        let stream = file.path.starts_with('<');
        if depth(Path::new(&file.path)).is_none() || stream || is_builtin(file) {
            return None;
        }
        Some(format!("{base}{}", encoded(&file.path)))
    }
}

/// How many folders lie between the one that gainsay runs in and what is in `path`; nothing where it leads out of that.
fn depth(path: &Path) -> Option<usize> {
    path.components().try_fold(0, |depth, part| match part {
        Component::CurDir => Some(depth),
        Component::Normal(_) => Some(depth + 1),
        Component::ParentDir | Component::RootDir | Component::Prefix(_) => None,
    })
}

/// A page that a claim names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Web {
    pub(super) href: String,
    /// Who serves it, as browsers see it: what stands before an `@` is not it.
    pub(super) host: String,
}

/// The page behind an address, where that is one of the web.
pub(super) fn web(address: &str) -> Option<Web> {
    let url = Url::parse(address.trim()).ok()?;
    let host = url.host_str()?.to_owned();
    matches!(url.scheme(), "http" | "https").then(|| Web { href: url.into(), host })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_linked_from_where_the_page_lies() {
        let mut files = Files::default();
        let ours = files.add("claims/a b#1?%41/ü:x.yaml", "a\nb\n");
        let [abroad, absolute, stream] =
            ["../a.yaml", "/data/a.yaml", "<stdin>"].map(|path| files.add(path, ""));
        let way = |page: Option<&str>, file| {
            Links::from(page.map(Path::new), &[]).spot(&files, Span::new(file, 2, 3)).href
        };
        let encoded = "claims/a%20b%231%3F%2541/%C3%BC%3Ax.yaml#L2";
        assert_eq!(way(None, ours).as_deref(), Some(encoded));
        assert_eq!(way(Some("page.html"), ours).as_deref(), Some(encoded));
        assert_eq!(way(Some("./out/today/page.html"), ours), Some(format!("../../{encoded}")));
        for page in ["/data/page.html", "../page.html", "a/../page.html"] {
            assert_eq!(way(Some(page), ours), None, "{page}");
        }
        for file in [abroad, absolute, stream] {
            assert_eq!(way(None, file), None);
        }
    }

    #[test]
    fn only_the_web_is_linked() {
        let host = |address: &str| web(address).map(|web| (web.href, web.host));
        let known = |href: &str, host: &str| Some((href.to_owned(), host.to_owned()));
        assert_eq!(host("https://example.org/a?b=c#d"), known("https://example.org/a?b=c#d", "example.org"));
        assert_eq!(
            host("HTTP://Example.org/\"><script>"),
            known("http://example.org/%22%3E%3Cscript%3E", "example.org")
        );
        assert_eq!(
            host("https://bank.example@evil.example/"),
            known("https://bank.example@evil.example/", "evil.example")
        );
        for address in [
            "javascript:alert(1)",
            "java\nscript:alert(1)",
            "data:text/html,<script>",
            "file:///etc/passwd",
            "//example.org",
            "example.org",
            "",
        ] {
            assert_eq!(host(address), None, "{address}");
        }
    }

    #[test]
    fn commands_read_what_the_page_was_made_of() {
        let command = |reads: &[&str]| {
            let reads: Vec<String> = reads.iter().map(|&word| word.to_owned()).collect();
            Links::from(None, &reads).command("explain 5f3a9c")
        };
        assert_eq!(command(&[]), "gainsay explain 5f3a9c");
        assert_eq!(
            command(&["polls.map.yaml", "--rules", "more"]),
            "gainsay explain 5f3a9c polls.map.yaml --rules more"
        );
        assert_eq!(command(&["it's here.yaml"]), r"gainsay explain 5f3a9c 'it'\''s here.yaml'");
        let many: Vec<String> = (0..100).map(|number| format!("claims/{number}.yaml")).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        assert_eq!(command(&many), "gainsay explain 5f3a9c PATH...");
    }
}
