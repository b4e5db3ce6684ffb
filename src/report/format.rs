//! The formats of the report: the one list of them, by which the command line, the configuration and the tests go.

use std::io;

use clap::ValueEnum;
use clap::builder::PossibleValue;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{Limit, Out, Report, Style, concise, github, gitlab, json, jsonl, junit, markdown, sarif, text};
use gainsay_core::rule::Severity;
use gainsay_core::text::suggest;

/// A format of the report.
// What is said of each is its help on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema, ValueEnum)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Format {
    /// For people: every side with its words underlined
    Text,
    /// For editors and `grep`: one line for each finding
    Concise,
    /// For programs, as described by `gainsay schema report`; notes are always included
    Json,
    /// JSON Lines: one line for each finding, and a last line with the counts; see `gainsay schema report-line`
    Jsonl,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Workflow commands for GitHub Actions, and a job summary where `GITHUB_STEP_SUMMARY` is set
    Github,
    /// GitLab's code quality report
    Gitlab,
    /// JUnit XML: a suite for each rule; findings below `--fail-on` pass
    Junit,
    /// Markdown, for a comment on a pull request
    Markdown,
}

impl Format {
    /// Whether it is read beside a repository, so that it names files from the top of that; see [`hosted`](super::hosted).
    #[must_use]
    pub fn is_for_hosts(self) -> bool {
        match self {
            Self::Sarif | Self::Github | Self::Gitlab | Self::Junit | Self::Markdown => true,
            Self::Text | Self::Concise | Self::Json | Self::Jsonl => false,
        }
    }

    /// Writes the findings of `report` of at least severity `least`; those of at least `fails` fail the check. `style` is for the
    /// formats for people. JSON and JSON Lines hold notes whatever `least` is. Returns what is left out, where those who read the
    /// format take no more.
    ///
    /// # Errors
    ///
    /// Fails where `out` cannot be written to.
    pub fn write(
        self,
        out: &mut Out<'_>,
        report: Report<'_>,
        least: Severity,
        fails: Option<Severity>,
        style: Style,
    ) -> io::Result<Option<String>> {
        let whole = |()| None;
        match self {
            Self::Text => text::write(out, report, least, style).map(whole),
            Self::Concise => concise::write(out, report, least).map(whole),
            Self::Json => json::write(out, report).map(whole),
            Self::Jsonl => jsonl::write(out, report).map(whole),
            Self::Sarif => sarif::write(out, report, least),
            Self::Github => github::write(out, report, least).map(whole),
            Self::Gitlab => gitlab::write(out, report, least),
            Self::Junit => junit::write(out, report, least, fails),
            Self::Markdown => markdown::write(out, report, least, Limit::COMMENT),
        }
    }

    /// The format of that name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::from_str(name, false).ok()
    }

    /// What to do about a word that is not a format.
    pub(crate) fn help(word: &str) -> String {
        suggest::help(word, names().iter().map(PossibleValue::get_name))
    }

    /// The name that a word was most likely meant to be.
    pub(crate) fn near(word: &str) -> Option<String> {
        suggest::closest(word, names().iter().map(PossibleValue::get_name))
            .filter(|_| word.bytes().all(|byte| byte.is_ascii_alphabetic()))
            .map(str::to_owned)
    }
}

fn names() -> Vec<PossibleValue> {
    Format::value_variants().iter().filter_map(Format::to_possible_value).collect()
}
