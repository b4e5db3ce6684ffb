//! What a configuration sets, every problem reported at its spot.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::{Value, json};

use super::names::{RuleName, RuleOrCode};
use super::version;
use crate::cli::fail_on::FailOn;
use crate::cli::output_flag::{Output, Show};
use crate::cli::today;
use crate::files::Exclude;
use crate::files::boundary;
use crate::files::start::Start;
use crate::report::Format;
use gainsay_core::date::Day;
use gainsay_core::problem::{Code, Problem};
use gainsay_core::rule::{Override, Pattern, Severity};
use gainsay_core::text::{FileId, Files, Span, Spanned, Text};
use gainsay_yaml::{Never, Node, NodeKind, Shaped};

/// What a configuration sets; paths are relative to the working directory.
#[derive(Debug, Default)]
pub(crate) struct Values {
    pub(crate) required_version: Option<Spanned<String>>,
    pub(crate) paths: Option<Spanned<Vec<PathBuf>>>,
    pub(crate) rules: Option<Spanned<Vec<PathBuf>>>,
    pub(crate) severities: Vec<Override>,
    pub(crate) path_severities: Vec<PathOverrides>,
    pub(crate) fail_on: Option<Spanned<FailOn>>,
    pub(crate) format: Option<Spanned<Format>>,
    pub(crate) outputs: Option<Spanned<Vec<Output>>>,
    pub(crate) exclude: Option<Spanned<Vec<String>>>,
    pub(crate) select: Option<Spanned<Vec<Pattern>>>,
    pub(crate) ignore: Option<Spanned<Vec<Pattern>>>,
    pub(crate) max_findings: Option<Spanned<usize>>,
    pub(crate) show: Option<Spanned<Vec<Show>>>,
    pub(crate) today: Option<Spanned<Day>>,
}

/// Severities in the files that a glob names.
#[derive(Debug)]
pub(crate) struct PathOverrides {
    pub(crate) glob: Spanned<String>,
    pub(crate) severities: Vec<Override>,
}

/// One word, or a list of them.
type Words<T> = Option<Spanned<Shaped<T, Vec<T>, Never>>>;

// Keys without a type are gone through one by one, so that each reports its own problems.
/// Settings of gainsay for this folder and those below it. Flags override them.
#[derive(Deserialize, JsonSchema)]
#[schemars(title = "gainsay configuration")]
#[serde(rename_all = "kebab-case")]
struct Keys {
    /// Which versions of gainsay may run here, written as in `Cargo.toml`. Any other one ends with status 2.
    #[schemars(example = ">=0.1, <0.3")]
    required_version: Option<Text>,
    /// Claim files and folders of such, relative to this file: `claims` of the working directory where nothing is said.
    #[schemars(example = ["claims"])]
    paths: Words<Text>,
    /// Further rule files and folders of such, relative to this file.
    rules: Words<Text>,
    /// How bad the findings of rules are, by rule or glob, instead of what the rules say themselves.
    #[schemars(with = "Option<BTreeMap<String, Shaped<Severity, Never, SeverityKeys>>>")]
    #[expect(dead_code, reason = "read entry by entry")]
    severities: Option<IgnoredAny>,
    /// How bad what is found in the files at some paths is: for each glob in the style of a `.gitignore`, relative to this file,
    /// severities by rule, code or glob. Of several globs that name a file, the last one decides.
    #[schemars(
        with = "Option<BTreeMap<String, BTreeMap<String, Shaped<Severity, Never, SeverityKeys>>>>",
        example = json!({ "drafts/": { "*": "note" } })
    )]
    #[expect(dead_code, reason = "read entry by entry")]
    per_path_severities: Option<IgnoredAny>,
    /// What fails a check: anything at least this bad.
    fail_on: Option<Spanned<FailOn>>,
    /// What is printed.
    format: Option<Spanned<Format>>,
    /// What is written to files: the path for each format, relative to this file.
    #[schemars(with = "Option<BTreeMap<String, Text>>", example = json!({ "sarif": "out.sarif" }))]
    #[expect(dead_code, reason = "read entry by entry")]
    outputs: Option<IgnoredAny>,
    /// What is not read where folders are searched, in the style of a `.gitignore`, relative to this file.
    #[schemars(example = ["drafts/"])]
    exclude: Words<Text>,
    /// Only findings of these rules are reported: ids or globs.
    #[schemars(with = "Words<RuleName>")]
    select: Words<Text>,
    /// Findings of these rules are not reported: ids or globs. Problems with records become notes.
    #[schemars(with = "Words<RuleOrCode>")]
    ignore: Words<Text>,
    /// No more findings than this are written; all are counted.
    max_findings: Option<Spanned<u32>>,
    /// What is shown beside errors and warnings.
    show: Words<Show>,
    /// The day of the run, instead of that of the clock.
    #[schemars(example = &"2026-12-31")]
    today: Option<Text>,
}

/// The JSON schema of a configuration.
#[must_use]
pub(crate) fn schema() -> Value {
    gainsay_yaml::schema::schema::<Keys>()
}

/// Severity by the strength of a conflict: `{ strong: error, weak: note }`.
#[derive(Deserialize, JsonSchema)]
#[schemars(rename = "Severities")]
struct SeverityKeys {
    /// Of a strong conflict.
    strong: Option<Severity>,
    /// Of a weak conflict.
    weak: Option<Severity>,
}

/// The severity of a rule, for all findings or by their strength.
#[derive(Deserialize)]
#[serde(transparent)]
struct SeverityOf(Shaped<Severity, Never, SeverityKeys>);

/// Reads the configuration `file`, which stands in `folder`, a path from `start`; what is wrong is added to `problems`.
pub(super) fn values(
    (files, file): (&Files, FileId),
    (start, folder): (Start<'_>, &Path),
    problems: &mut Vec<Problem>,
) -> Values {
    let tree = gainsay_yaml::parse(file, &files.get(file).text, problems);
    let mut documents = tree.documents().filter(|document| document.kind() != NodeKind::Null);
    let Some(document) = documents.next() else { return Values::default() };
    if let Some(second) = documents.next() {
        let problem = Problem::new(Code::WrongType, second.head(), "a configuration is one document");
        problems.push(problem.help("remove the `---` before it, or all of it"));
    }
    // First, and alone: what else is wrong may be right for the version that is required.
    if let Some(problem) = version::unmet(document, files) {
        problems.push(problem);
        return Values::default();
    }
    let Some(keys) = gainsay_yaml::decode::<Keys, _>(document, problems) else { return Values::default() };
    let mut reader = Reader { files, start, folder, problems };
    Values {
        required_version: keys.required_version.map(|text| reader.spanned(&text)),
        paths: reader.paths(keys.paths),
        rules: reader.paths(keys.rules),
        severities: reader.severities(document),
        path_severities: reader.path_severities(document),
        fail_on: keys.fail_on,
        format: keys.format,
        outputs: reader.outputs(document),
        exclude: reader.exclude(keys.exclude),
        select: reader.patterns(keys.select),
        ignore: reader.patterns(keys.ignore),
        max_findings: keys.max_findings.map(|most| most.map(|most| most as usize)),
        show: keys.show.map(|show| show.map(several)),
        today: keys.today.and_then(|text| reader.day(&text)),
    }
}

struct Reader<'r> {
    files: &'r Files,
    /// Where paths start from, and the folder of the configuration from there.
    start: Start<'r>,
    folder: &'r Path,
    problems: &'r mut Vec<Problem>,
}

impl Reader<'_> {
    fn paths(&mut self, words: Words<Text>) -> Option<Spanned<Vec<PathBuf>>> {
        let words = words?.map(several);
        let paths = words.value.iter().filter_map(|text| self.read_path(text)).collect();
        Some(Spanned::new(paths, words.span))
    }

    /// A path that is read. Who writes a configuration has no standard input to offer: the program would wait for the user's.
    fn read_path(&mut self, text: &Text) -> Option<PathBuf> {
        let help = "give it as an argument instead";
        if text.as_str(self.files) == "-" {
            let problem =
                Problem::new(Code::PathOutside, text.span, "a configuration cannot ask for standard input");
            self.problems.push(problem.help(help));
            return None;
        }
        self.path(text, help)
    }

    /// The path from where paths start; standard output is the same everywhere.
    ///
    /// A configuration comes with the claims, and is trusted no more than they are: what it names lies in its repository.
    fn path(&mut self, text: &Text, help: &str) -> Option<PathBuf> {
        let path = text.as_str(self.files);
        if path == "-" {
            return Some(path.into());
        }
        if path.is_empty() {
            let problem = Problem::new(Code::InvalidValue, text.span, "the path is empty");
            self.problems.push(problem.help("name a file or a folder"));
            return None;
        }
        let Err(why) = boundary::within(self.start, self.folder, path) else {
            return Some(self.folder.join(path));
        };
        let message = format!("`{path}` lies outside the repository of this configuration");
        self.problems.push(Problem::new(Code::PathOutside, text.span, message).label(why).help(help));
        None
    }

    fn severities(&mut self, document: Node<'_, '_>) -> Vec<Override> {
        let entries = self.section(document, "severities", "rules");
        self.overrides(entries)
    }

    fn path_severities(&mut self, document: Node<'_, '_>) -> Vec<PathOverrides> {
        let mut set = Vec::new();
        for (glob, value) in self.section(document, "per-path-severities", "globs") {
            self.check_glob(&glob.value, glob.span);
            let entries = self.entries(value, &glob.value, "rules");
            set.push(PathOverrides { glob, severities: self.overrides(entries) });
        }
        set
    }

    fn overrides(&mut self, entries: Vec<(Spanned<String>, Node<'_, '_>)>) -> Vec<Override> {
        let mut set = Vec::new();
        for (name, value) in entries {
            let Some(keys) = gainsay_yaml::decode::<SeverityOf, _>(value, self.problems) else { continue };
            let (strong, weak) = match keys.0 {
                Shaped::Scalar(both) => (Some(both), Some(both)),
                Shaped::Mapping(keys) => (keys.strong, keys.weak),
                Shaped::List(never) => match never {},
            };
            let rules = Pattern::new(name).map_err(|problem| self.problems.push(problem));
            set.extend(rules.ok().map(|rules| Override { rules, strong, weak }));
        }
        set
    }

    fn outputs(&mut self, document: Node<'_, '_>) -> Option<Spanned<Vec<Output>>> {
        let span = document.get("outputs")?.span();
        let mut outputs = Vec::new();
        for (name, value) in self.section(document, "outputs", "formats") {
            let Some(format) = Format::named(&name.value) else {
                let message = format!("`{}` is not a format", name.value);
                let help = Format::help(&name.value);
                self.problems.push(Problem::new(Code::InvalidValue, name.span, message).help(help));
                continue;
            };
            let Some(path) = gainsay_yaml::decode::<Text, _>(value, self.problems) else { continue };
            let path = self.path(&path, "give it as an argument instead: `--output FORMAT=PATH`");
            outputs.extend(path.map(|path| Output { format: Some(format), path }));
        }
        Some(Spanned::new(outputs, span))
    }

    /// The entries of the mapping under `key`, from names of `what`.
    fn section<'t, 'a>(
        &mut self,
        document: Node<'t, 'a>,
        key: &str,
        what: &str,
    ) -> Vec<(Spanned<String>, Node<'t, 'a>)> {
        document.get(key).map(|section| self.entries(section, key, what)).unwrap_or_default()
    }

    /// The entries of the mapping `section`, which is under `key`.
    fn entries<'t, 'a>(
        &mut self,
        section: Node<'t, 'a>,
        key: &str,
        what: &str,
    ) -> Vec<(Spanned<String>, Node<'t, 'a>)> {
        if !matches!(section.kind(), NodeKind::Mapping | NodeKind::Null) {
            let message = format!("`{key}` is a mapping from {what}");
            self.problems.push(Problem::new(Code::WrongType, section.span(), message));
        }
        let name = |key: Node<'_, '_>| key.as_str().map(|name| Spanned::new(name.to_owned(), key.span()));
        section.entries().filter_map(|(key, value)| Some((name(key)?, value))).collect()
    }

    fn exclude(&mut self, words: Words<Text>) -> Option<Spanned<Vec<String>>> {
        let words = words?.map(several);
        for glob in &words.value {
            self.check_glob(glob.as_str(self.files), glob.span);
        }
        Some(words.map(|globs| globs.iter().map(|glob| glob.as_str(self.files).to_owned()).collect()))
    }

    fn check_glob(&mut self, glob: &str, span: Span) {
        let Some(why) = Exclude::refusal(glob) else { return };
        let message = match glob {
            long if long.len() > 100 => format!("this is not a valid glob: {why}"),
            glob => format!("`{glob}` is not a valid glob: {why}"),
        };
        let problem = Problem::new(Code::BadPattern, span, message);
        self.problems.push(problem.help("write it as in a `.gitignore`, such as `drafts/`"));
    }

    fn patterns(&mut self, words: Words<Text>) -> Option<Spanned<Vec<Pattern>>> {
        let words = words?.map(several);
        let pattern = |text: &Text| {
            Pattern::new(self.spanned(text)).map_err(|problem| self.problems.push(problem)).ok()
        };
        let patterns = words.value.iter().filter_map(pattern).collect();
        Some(Spanned::new(patterns, words.span))
    }

    fn spanned(&self, text: &Text) -> Spanned<String> {
        Spanned::new(text.as_str(self.files).to_owned(), text.span)
    }

    fn day(&mut self, text: &Text) -> Option<Spanned<Day>> {
        let written = text.as_str(self.files);
        match today::parse(written) {
            Ok(day) => Some(Spanned::new(day, text.span)),
            Err(help) => {
                let message = format!("`{written}` is not a single day");
                self.problems.push(Problem::new(Code::NotADay, text.span, message).help(help));
                None
            }
        }
    }
}

fn several<T>(words: Shaped<T, Vec<T>, Never>) -> Vec<T> {
    match words {
        Shaped::Scalar(one) => vec![one],
        Shaped::List(many) => many,
        Shaped::Mapping(never) => match never {},
    }
}
