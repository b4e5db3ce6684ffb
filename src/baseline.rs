//! A baseline: the findings that were there before, so that a check reports only what is new.
//!
//! The file is YAML and holds no lines or columns: moved text stays known, a changed value does not. A finding that is there
//! several times is listed as often.

use std::collections::HashMap;
use std::io::{self, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::files::regular::read_regular;
use crate::files::shown::show;
use crate::report::{self, Known};
use crate::run::Failure;
use gainsay_core::check;
use gainsay_core::finding::Finding;
use gainsay_core::finding::in_order;
use gainsay_core::problem::{Code, Problem};
use gainsay_core::text::{Files, Span, Text};
use gainsay_yaml::{Node, NodeKind, decode, require};

/// Version of the format.
const VERSION: u32 = 1;

/// How a file begins, for those who open it.
const HEAD: &str = "# Findings that `gainsay check --baseline` counts as known. `gainsay baseline prune` removes those that are fixed.\n";

/// The findings of a baseline.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Baseline {
    entries: Vec<Entry>,
}

/// A finding as a baseline keeps it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
struct Entry {
    rule: String,
    /// For readers: what was found at the time.
    message: String,
    fingerprint: String,
}

#[derive(Serialize)]
struct Document<'b> {
    version: u32,
    findings: &'b [Entry],
}

#[derive(Deserialize)]
struct EntryDraft {
    rule: Option<Text>,
    message: Option<Text>,
    fingerprint: Option<Text>,
}

impl Baseline {
    /// The baseline in which all of `findings` are that are not accepted.
    #[must_use]
    pub fn of(findings: &[Finding]) -> Self {
        Self::listing(findings.iter().filter(|finding| finding.accepted.is_none()))
    }

    /// The baseline in which all of `findings` are, accepted ones among them.
    #[must_use]
    pub fn of_all(findings: &[Finding]) -> Self {
        Self::listing(findings.iter())
    }

    fn listing<'f>(findings: impl Iterator<Item = &'f Finding>) -> Self {
        let mut entries: Vec<Entry> = findings.map(Entry::of).collect();
        entries.sort_unstable();
        Self { entries }
    }

    /// Reads the file at `path`.
    ///
    /// Fails where there is none, and where it is not a baseline: at the exact spots.
    pub fn read(path: &Path) -> Result<Self, Failure> {
        let shown = show(path);
        let text = read_regular(path)
            .and_then(|bytes| String::from_utf8(bytes).map_err(|_| "it is not UTF-8".to_owned()))
            .map_err(|why| {
                Failure::new(format!("cannot read the baseline `{shown}`: {why}"))
                    .help(format!("`gainsay check --write-baseline {shown}` writes one"))
            })?;
        let mut files = Files::default();
        let file = files.add(shown.as_str(), text);
        let mut problems = Vec::new();
        let entries = {
            let tree = gainsay_yaml::parse(file, &files.get(file).text, &mut problems);
            let root = tree.documents().next();
            match root.filter(|root| root.kind() == NodeKind::Mapping) {
                Some(root) => entries(&files, root, &mut problems),
                None if problems.is_empty() => {
                    let spot = root.map_or(Span::whole(file), Node::head);
                    problems.push(Problem::new(
                        Code::WrongType,
                        spot,
                        "a baseline is a mapping with `version` and `findings`",
                    ));
                    Vec::new()
                }
                None => Vec::new(),
            }
        };
        if problems.is_empty() {
            return Ok(Self { entries });
        }
        let mut findings: Vec<Finding> = problems.iter().map(check::problem_finding).collect();
        in_order(&mut findings);
        Err(Failure::new(format!("the baseline `{shown}` cannot be read"))
            .help("fix it, or write a new one with `--write-baseline`")
            .spots(files, findings)
            .without_fixes())
    }

    /// Writes the file: equal findings give equal bytes.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let document = Document { version: VERSION, findings: &self.entries };
        let text = serde_yaml::to_string(&document).map_err(io::Error::other)?;
        out.write_all(HEAD.as_bytes())?;
        // A file may be shown in a log as it is. YAML holds JSON, which has an escape for everything.
        if report::is_harmless(&text) {
            out.write_all(text.as_bytes())
        } else {
            report::write_safely(out, |out| out.json(&document))
        }
    }

    /// How many findings it holds.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Takes out of `findings` what the baseline holds, and counts it; accepted findings stay, and are not fixed.
    pub fn take_known(&self, findings: &mut Vec<Finding>) -> Known {
        let mut tally = self.tally();
        let mut known = 0;
        findings.retain(|finding| {
            let there = tally.take(&finding.rule, &finding.fingerprint) && finding.accepted.is_none();
            known += usize::from(there);
            !there
        });
        Known { known, fixed: tally.left() }
    }

    /// What of the baseline is still among `findings`.
    #[must_use]
    pub fn pruned(&self, findings: &[Finding]) -> Self {
        let mut tally = Tally::default();
        for finding in findings {
            tally.add(&finding.rule, &finding.fingerprint);
        }
        let still = |entry: &&Entry| tally.take(&entry.rule, &entry.fingerprint);
        let mut entries: Vec<Entry> = self.entries.iter().filter(still).cloned().collect();
        entries.sort_unstable();
        Self { entries }
    }

    /// Whether each of `findings` is in the baseline, as often as it is there; accepted ones among them.
    #[must_use]
    pub fn holds(&self, findings: &[Finding]) -> bool {
        let mut tally = self.tally();
        findings.iter().all(|finding| tally.take(&finding.rule, &finding.fingerprint))
    }

    fn tally(&self) -> Tally<'_> {
        let mut tally = Tally::default();
        for entry in &self.entries {
            tally.add(&entry.rule, &entry.fingerprint);
        }
        tally
    }
}

impl Entry {
    fn of(finding: &Finding) -> Self {
        Self {
            rule: finding.rule.clone(),
            message: finding.message.clone(),
            fingerprint: finding.fingerprint.clone(),
        }
    }
}

/// How often each finding is there, by its rule and fingerprint.
///
/// What is wrong with two records in the same words has one fingerprint, so they are counted.
#[derive(Default)]
struct Tally<'b>(HashMap<&'b str, HashMap<&'b str, usize>>);

impl<'b> Tally<'b> {
    fn add(&mut self, rule: &'b str, fingerprint: &'b str) {
        *self.0.entry(rule).or_default().entry(fingerprint).or_default() += 1;
    }

    /// Takes one away; whether there was one.
    fn take(&mut self, rule: &str, fingerprint: &str) -> bool {
        match self.0.get_mut(rule).and_then(|of_rule| of_rule.get_mut(fingerprint)) {
            Some(left) if *left > 0 => {
                *left -= 1;
                true
            }
            _ => false,
        }
    }

    fn left(&self) -> usize {
        self.0.values().flat_map(HashMap::values).sum()
    }
}

/// The findings that the document at `root` lists.
fn entries(files: &Files, root: Node<'_, '_>, problems: &mut Vec<Problem>) -> Vec<Entry> {
    let version = root.entry("version");
    let Some(version) = require(root, root.head(), "version", version.map(|(_, node)| node), problems) else {
        return Vec::new();
    };
    if version.as_str() != Some(&VERSION.to_string()) {
        let message = format!("unknown version of a baseline: `{}`", version.source());
        problems.push(
            Problem::new(Code::UnknownVersion, version.span(), message)
                .help(format!("the version is `{VERSION}`")),
        );
        return Vec::new();
    }
    for (key, _) in root.entries() {
        if !["version", "findings"].iter().any(|known| key.as_str() == Some(known)) {
            problems.push(gainsay_yaml::unknown_key(root, key, ["version", "findings"]));
        }
    }
    let Some((_, list)) = root.entry("findings") else { return Vec::new() };
    if list.kind() != NodeKind::Sequence {
        problems.push(Problem::new(Code::WrongType, list.head(), "`findings` takes a list"));
    }
    list.items().filter_map(|item| entry(files, item, problems)).collect()
}

fn entry(files: &Files, node: Node<'_, '_>, problems: &mut Vec<Problem>) -> Option<Entry> {
    let EntryDraft { rule, message, fingerprint } = decode(node, problems)?;
    let rule = require(node, node.head(), "rule", rule, problems);
    let fingerprint = require(node, node.head(), "fingerprint", fingerprint, problems)?;
    let print = fingerprint.as_str(files).to_owned();
    if print.len() != 16 || !print.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        let problem =
            Problem::new(Code::InvalidValue, fingerprint.span, format!("`{print}` is not a fingerprint"));
        problems.push(problem.help("a fingerprint is 16 digits of 0 to 9 and a to f"));
    }
    let text = |text: Text| text.as_str(files).to_owned();
    Some(Entry { rule: text(rule?), message: message.map(text).unwrap_or_default(), fingerprint: print })
}
