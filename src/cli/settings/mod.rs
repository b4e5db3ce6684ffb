//! What is in force: flags over the configuration over the usual.

mod chosen;
mod names;
mod rows;

pub(super) use rows::Row;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::arguments::PatternParser;
use super::configuration::{Configuration, PathOverrides, Values, load_configuration};
use super::fail_on::FailOn;
use super::material::Material;
use super::output_flag::{Output, Show};
use super::today;
use crate::files::Exclude;
use crate::files::boundary::exists;
use crate::files::disk::Disk;
use crate::files::shown::show;
use crate::files::store::Store;
use crate::path_severities::{OfPath, PathSeverities};
use crate::report::Format;
use crate::run::{self, DEFAULT_PATH, Failure, Options, Ruleset};
use gainsay_core::date::Day;
use gainsay_core::rule::Override;
use gainsay_core::rule::Pattern;
use gainsay_core::text::{Files, Span, Spanned};

/// Rule files beside the built-in ones.
#[derive(Debug, Clone, Default, clap::Args)]
pub(super) struct RulePaths {
    /// Add the rules in this file or folder, and the attributes, units and words that it declares; can be given
    /// several times
    ///
    /// A rule with the id of another rule replaces it. A folder `rules` beside the folder of the claims, or in it,
    /// is always read.
    #[arg(long, value_name = "PATH", help_heading = "Rules")]
    pub(super) rules: Vec<PathBuf>,

    /// What a program gave that runs the command within itself.
    #[arg(skip)]
    pub(super) given: Option<Material>,
}

impl RulePaths {
    /// The rules in force, with the severities that the configuration gives them.
    pub(super) fn ruleset(&self) -> Result<Ruleset, Failure> {
        let settings = Work { rules: self.clone(), ..Work::default() }.settings()?;
        let ruleset = run::rules(&settings.options_anywhere())?;
        settings.check(&ruleset.rules)?;
        Ok(ruleset)
    }
}

/// What a command works on, and the day on which it does.
#[derive(Debug, Clone, Default, clap::Args)]
pub(super) struct Work {
    /// Claim files or folders of claim files; `-` reads standard input [default: claims]
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,

    /// Use this day as today, instead of the day of the system clock
    #[arg(long, value_name = "DATE", value_parser = today::parse)]
    pub(super) today: Option<Day>,

    #[command(flatten)]
    pub(super) rules: RulePaths,
}

impl Work {
    /// The settings where there are no other flags.
    pub(super) fn settings(&self) -> Result<Settings, Failure> {
        Settings::load(&Flags { work: self.clone(), ..Flags::default() })
    }

    /// What to read by these settings.
    pub(super) fn options(&self) -> Result<Options, Failure> {
        Ok(self.settings()?.options())
    }

    /// The arguments that say what is read: paths, whatever their order, and rules.
    pub(super) fn reads(&self) -> Vec<String> {
        let paths: BTreeSet<String> = self.paths.iter().map(|path| show(path)).collect();
        let rules = self.rules.rules.iter().flat_map(|path| ["--rules".to_owned(), show(path)]);
        paths.into_iter().chain(rules).collect()
    }
}

/// The flags that have a key in the configuration, but for those on outputs.
#[derive(Debug, Clone, Default, clap::Args)]
pub(super) struct Flags {
    #[command(flatten)]
    pub(super) work: Work,

    #[command(flatten)]
    pub(super) wanted: Wanted,
}

/// Which findings are wanted, and which fail a check.
#[derive(Debug, Clone, Default, clap::Args)]
pub(super) struct Wanted {
    /// Exit with status 1 if there is a finding of this severity or above [default: error]
    #[arg(long, value_name = "SEVERITY", value_enum)]
    pub(super) fail_on: Option<FailOn>,

    /// Report only the findings of these rules: ids, or globs such as `casualty-*`; can be given several times
    ///
    /// Problems with records are always reported.
    #[arg(long, value_name = "RULE", value_delimiter = ',', value_parser = PatternParser { codes: false }, hide_possible_values = true)]
    pub(super) select: Vec<Pattern>,

    /// Do not report the findings of these rules; can be given several times
    ///
    /// If you ignore a problem with a record, such as `unknown-key`, it is still reported, but only as a note.
    #[arg(long, value_name = "RULE", value_delimiter = ',', value_parser = PatternParser { codes: true }, hide_possible_values = true)]
    pub(super) ignore: Vec<Pattern>,

    /// Write at most this many findings; all findings are counted and decide the exit status
    #[arg(long, value_name = "COUNT")]
    pub(super) max_findings: Option<usize>,
}

/// A setting, and where it comes from.
#[derive(Debug)]
pub(super) struct Setting<T> {
    pub(super) value: T,
    from: Origin,
}

#[derive(Debug, Clone, Copy)]
enum Origin {
    Flag(&'static str),
    File(Span),
    Default,
}

impl<T> Setting<T> {
    /// What `flag` says, else the configuration, else the usual.
    fn of(name: &'static str, flag: Option<T>, set: Option<Spanned<T>>, usual: T) -> Self {
        match (flag, set) {
            (Some(value), _) => Self { value, from: Origin::Flag(name) },
            (None, Some(set)) => Self { value: set.value, from: Origin::File(set.span) },
            (None, None) => Self { value: usual, from: Origin::Default },
        }
    }
}

/// All settings in force.
#[derive(Debug)]
pub(super) struct Settings {
    /// The configuration, where there is one.
    files: Files,
    /// The folder that it stands in, as the system finds it.
    folder: PathBuf,
    /// What a program gave as texts.
    texts: Arc<BTreeMap<String, String>>,
    /// The numbers of their lines, where they are parts of larger ones.
    numbers: Arc<BTreeMap<String, Vec<usize>>>,
    severities: Vec<Override>,
    path_severities: Vec<PathOverrides>,
    required_version: Setting<Option<String>>,
    pub(super) paths: Setting<Vec<PathBuf>>,
    rules: Setting<Vec<PathBuf>>,
    pub(super) fail_on: Setting<FailOn>,
    pub(super) format: Setting<Format>,
    pub(super) outputs: Setting<Vec<Output>>,
    exclude: Setting<Vec<String>>,
    select: Setting<Vec<Pattern>>,
    ignore: Setting<Vec<Pattern>>,
    max_findings: Setting<Option<usize>>,
    pub(super) show: Setting<Vec<Show>>,
    today: Setting<Option<Day>>,
}

impl Settings {
    /// Reads the configuration, over which `flags` win. Fails where something in it is wrong.
    pub(super) fn load(flags: &Flags) -> Result<Self, Failure> {
        Self::load_from(&Disk::HERE, flags)
    }

    /// The same, the configuration read from `store`.
    pub(super) fn load_from(store: &dyn Store, flags: &Flags) -> Result<Self, Failure> {
        let Flags { work, wanted: flags } = flags.clone();
        let material = work.rules.given;
        let configured = load_configuration(store, material.as_ref().map(|given| &given.settings))?;
        let Configuration { files, folder, values } = configured;
        let Values { paths, rules, severities, path_severities, fail_on, format, outputs, .. } = values;
        let Values { exclude, select, ignore, .. } = values;
        let most = values.max_findings.map(|most| most.map(Some));
        let day = values.today.map(|day| day.map(Some));
        let required = values.required_version.map(|text| text.map(Some));
        let folder = store.start().whole(&Path::new(".").join(folder)).into_owned();
        Ok(Self {
            files,
            folder,
            texts: material.as_ref().map(|given| Arc::clone(&given.texts)).unwrap_or_default(),
            numbers: material.map(|given| given.numbers).unwrap_or_default(),
            severities,
            path_severities,
            required_version: Setting::of("", None, required, None),
            paths: Setting::of("PATH", given(work.paths), paths, vec![DEFAULT_PATH.into()]),
            rules: Setting::of("--rules", given(work.rules.rules), rules, Vec::new()),
            fail_on: Setting::of("--fail-on", flags.fail_on, fail_on, FailOn::Error),
            format: Setting::of("--format", None, format, Format::Text),
            outputs: Setting::of("--output", None, outputs, Vec::new()),
            exclude: Setting::of("", None, exclude, Vec::new()),
            select: Setting::of("--select", given(flags.select), select, Vec::new()),
            ignore: Setting::of("--ignore", given(flags.ignore), ignore, Vec::new()),
            max_findings: Setting::of("--max-findings", flags.max_findings.map(Some), most, None),
            show: Setting::of("--show", None, values.show, Vec::new()),
            today: Setting::of("--today", work.today.map(Some), day, None),
        })
    }

    /// What a check works on.
    pub(super) fn options(&self) -> Options {
        Options {
            paths: self.paths.value.clone(),
            rules: self.rules.value.clone(),
            exclude: self.globs(&self.exclude.value),
            severities: self.severities.clone(),
            path_severities: self.path_severities(),
            today: Some(today::or_now(self.today.value)),
            texts: Arc::clone(&self.texts),
            numbers: Arc::clone(&self.numbers),
        }
    }

    /// The text of the configuration, where there is one.
    pub(super) fn configuration_text(&self) -> Option<&str> {
        self.files.iter().next().map(|(_, file)| file.text.as_str())
    }

    /// The severities by paths. One that names no file is reported where nobody asked for other paths than the usual ones.
    fn path_severities(&self) -> PathSeverities {
        let of_path = |PathOverrides { glob, severities }: &PathOverrides| OfPath {
            glob: glob.clone(),
            named: self.globs(std::slice::from_ref(&glob.value)),
            severities: severities.clone(),
        };
        let usual = !matches!(self.paths.from, Origin::Flag(_));
        let configuration = self.files.iter().next().filter(|_| usual);
        PathSeverities {
            paths: self.path_severities.iter().map(of_path).collect(),
            reported_in: configuration.map(|(_, file)| (file.path.clone(), file.text.clone())),
        }
    }

    /// Globs of the configuration.
    fn globs(&self, globs: &[String]) -> Exclude {
        Exclude::new(&self.folder, globs)
    }

    /// The same where there may be no folder of claims yet: rules can be looked at anywhere, and what is found then is nothing.
    pub(super) fn options_anywhere(&self) -> Options {
        self.options_in(&Disk::HERE)
    }

    /// The same where what is there is what `store` has.
    pub(super) fn options_in(&self, store: &dyn Store) -> Options {
        let mut options = self.options();
        if matches!(self.paths.from, Origin::Default) {
            let start = store.start();
            options.paths.retain(|path| exists(&start.whole(path)) || store.place(path).is_ok());
        }
        options
    }
}

/// What was given, if anything.
fn given<T>(values: Vec<T>) -> Option<Vec<T>> {
    (!values.is_empty()).then_some(values)
}
