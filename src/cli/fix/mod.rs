//! `check --fix`: applies fixes to files.

mod plan;

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::Path;

use self::plan::{Applied, Done, Plan};
use super::settings::Settings;
use super::terminal::Look;
use super::{output, replace};
use crate::files::shown::{reason, shown_path};
use crate::files::store::STDIN;
use crate::report::{self, counted, safe};
use crate::run::{self, Failure, Options, Run};
use gainsay_core::finding::Finding;
use gainsay_core::text::{FileId, Files, Safety};

/// How often files are read and fixed anew: what a fix uncovers can be fixed too. Far more than files need.
const ROUNDS: usize = 100;

/// What `check` does with fixes.
#[derive(Debug, Clone, Copy, clap::Args)]
#[command(next_help_heading = "Fixes")]
#[group(multiple = true)]
pub(super) struct Fixes {
    /// Apply the safe fixes, then check what is left
    ///
    /// A fix is safe if nothing else can have been meant. Everything else in the files stays as it is.
    /// Read-only files, and files outside the repository that are reached by a link, are not changed.
    #[arg(long, conflicts_with = "write_baseline")]
    fix: bool,

    /// With `--fix` or `--diff`: also apply suggested fixes, which should be reviewed afterwards
    #[arg(long)]
    suggested: bool,

    /// Show what `--fix` would change, and write nothing
    #[arg(long, conflicts_with = "write_baseline")]
    pub(super) diff: bool,
}

/// The texts of the files that the safe fixes of `findings` change, with all that go together applied.
pub(super) fn safe_fixes(files: &Files, findings: &[&Finding]) -> BTreeMap<FileId, String> {
    Plan::new(files, findings.iter().copied(), Safety::Safe).apply(files).changed
}

impl Fixes {
    /// The settings as `load` reads them; where the configuration cannot be read, what can be fixed of it is.
    pub(super) fn settings(
        self,
        load: impl Fn() -> Result<Settings, Failure>,
        look: &Look,
    ) -> Result<Settings, Failure> {
        let failure = match load() {
            Err(failure) if self.fix || self.diff => failure,
            loaded => return loaded,
        };
        let mut fixer = Fixer { most: self.most(), ..Fixer::default() };
        let (files, findings) = &*failure.spots;
        if !fixer.apply(files, findings.iter()) {
            return Err(failure);
        }
        self.end(fixer, look)?;
        if self.diff { Err(failure) } else { load() }
    }

    /// Fixes what can be fixed of the findings that `narrow` leaves, and says what was done.
    ///
    /// Fails where a file cannot be written, or changes meanwhile.
    pub(super) fn run(
        self,
        settings: &Settings,
        options: &Options,
        narrow: &dyn Fn(&mut Run<'_>) -> Result<(), Failure>,
        look: &Look,
    ) -> Result<(), Failure> {
        if !self.fix && !self.diff {
            return if self.suggested {
                Err(Failure::new("`--suggested` has no effect alone").help("give `--fix` or `--diff` too"))
            } else {
                Ok(())
            };
        }
        if options.paths.iter().any(|path| path == Path::new(STDIN)) {
            return Err(Failure::new("standard input cannot be fixed").help("give the paths of files"));
        }
        let mut fixer = Fixer { most: self.most(), ..Fixer::default() };
        while fixer.rounds < ROUNDS && fixer.round(settings, options, narrow)? {}
        fixer.cut_short = fixer.rounds == ROUNDS;
        self.end(fixer, look)
    }

    fn most(self) -> Safety {
        if self.suggested { Safety::Suggested } else { Safety::Safe }
    }

    /// Writes what is fixed, or shows it, and says what was done.
    fn end(self, mut fixer: Fixer, look: &Look) -> Result<(), Failure> {
        if self.diff {
            fixer.show(look)?;
            fixer.report("would be fixed", look);
            return Ok(());
        }
        let written = fixer.write();
        fixer.report("fixed", look);
        written
    }
}

/// Files while they are fixed.
#[derive(Debug)]
struct Fixer {
    most: Safety,
    rounds: usize,
    /// The files that are changed as they were, by their paths.
    before: BTreeMap<String, String>,
    /// The same as they are now.
    after: BTreeMap<String, String>,
    done: Vec<Done>,
    /// What was left out in the last round, as its file could not be read with it.
    left_out: Vec<Done>,
    /// Whether there may be more to fix than all rounds did.
    cut_short: bool,
    /// How many findings are left that a suggested fix would settle.
    suggested: usize,
    /// Where problems are left in tables.
    in_tables: Vec<String>,
}

impl Default for Fixer {
    fn default() -> Self {
        Self {
            most: Safety::Safe,
            rounds: 0,
            before: BTreeMap::new(),
            after: BTreeMap::new(),
            done: Vec::new(),
            left_out: Vec::new(),
            cut_short: false,
            suggested: 0,
            in_tables: Vec::new(),
        }
    }
}

impl Fixer {
    /// Reads the files as they are now, and applies what goes together; false where there is nothing to apply.
    fn round(
        &mut self,
        settings: &Settings,
        options: &Options,
        narrow: &dyn Fn(&mut Run<'_>) -> Result<(), Failure>,
    ) -> Result<bool, Failure> {
        self.rounds += 1;
        let input = match run::read_edited(options, &self.after) {
            Ok(input) => input,
            // Rules that cannot be read are fixed as well; what cannot be fixed of them is reported by the check that follows.
            Err(failure) => {
                let (files, findings) = &*failure.spots;
                return Ok(self.apply(files, findings.iter()));
            }
        };
        let run = settings.compare(&input, narrow)?;
        let reported = |finding: &&Finding| finding.accepted.is_none() && !settings.ignores(finding);
        Ok(self.apply(&input.files, run.analysis.findings.iter().filter(reported)))
    }

    fn apply<'f>(&mut self, files: &Files, findings: impl Iterator<Item = &'f Finding>) -> bool {
        let plan = Plan::new(files, findings, self.most);
        self.suggested = plan.suggested;
        self.in_tables.clone_from(&plan.in_tables);
        let Applied { changed, done, left_out } = plan.apply(files);
        self.left_out = left_out;
        let any = !done.is_empty();
        for (file, text) in changed {
            let file = files.get(file);
            self.before.entry(file.path.clone()).or_insert_with(|| file.text.clone());
            self.after.insert(file.path.clone(), text);
        }
        self.done.extend(done);
        any
    }

    /// Writes the changed files. What is written is not lost where another file cannot be: all failures are reported at the end.
    fn write(&mut self) -> Result<(), Failure> {
        let mut failures = Vec::new();
        for (path, text) in &self.after {
            let before = self.before.get(path).map(String::as_bytes).unwrap_or_default();
            if let Err(failure) = write(path, before, text) {
                self.done.retain(|done| done.path != *path);
                failures.push(failure);
            }
        }
        self.after.retain(|path, _| !failures.iter().any(|(failed, _)| failed == path));
        match failures.as_slice() {
            [] => Ok(()),
            all => {
                let all: Vec<_> = all.iter().map(|(path, why)| format!("`{path}`: {why}")).collect();
                Err(Failure::new(format!("cannot fix {}", all.join(", ")))
                    .help("fix what it points at by hand, or let gainsay write to it"))
            }
        }
    }

    /// Prints the changes as a unified diff.
    fn show(&self, look: &Look) -> Result<(), Failure> {
        output::print(look.stdout(), |out| {
            for (path, after) in &self.after {
                let before = self.before.get(path).map(String::as_str).unwrap_or_default();
                report::write_unified_diff(out, path, before, after)?;
            }
            Ok(())
        })
    }

    /// Says on standard error what was done, one line each, and how much.
    fn report(&self, done: &str, look: &Look) {
        output::say(look.stderr(), |out| {
            for Done { path, line, rule, title } in &self.done {
                writeln!(out, "{}:{line}: {}: {}", safe::line(path), safe::line(rule), safe::line(title))?;
            }
            for Done { path, line, rule, title } in &self.left_out {
                let (path, rule, title) = (safe::line(path), safe::line(rule), safe::line(title));
                writeln!(
                    out,
                    "{path}:{line}: {rule}: not {done}: the file could not be read after \"{title}\""
                )?;
            }
            let more = match self.suggested {
                0 => String::new(),
                more => format!("; {more} more with `--suggested`"),
            };
            let problems = counted(self.done.len(), "problem", "problems");
            let files = counted(self.after.len(), "file", "files");
            match self.done.as_slice() {
                [] => writeln!(out, "nothing {done}{more}"),
                _ => writeln!(out, "{problems} in {files} {done}{more}"),
            }?;
            if let Some(left) = left_in_tables(&self.in_tables) {
                writeln!(out, "{left}")?;
            }
            if self.cut_short {
                writeln!(out, "stopped after {ROUNDS} rounds: run the command again for the rest")?;
            }
            Ok(())
        });
    }
}

/// Which problems are not fixed because they are at these spots in tables.
fn left_in_tables(spots: &[String]) -> Option<String> {
    /// How many of them are named.
    const NAMED: usize = 5;
    let count = match spots.len() {
        0 => return None,
        1 => "1 problem is in a table".to_owned(),
        count => format!("{count} problems are in tables"),
    };
    let mut lines: Vec<_> = spots.iter().map(|spot| safe::line(spot)).collect();
    lines.dedup();
    let more = match lines.len().saturating_sub(NAMED) {
        0 => String::new(),
        1 => " and 1 more line".to_owned(),
        more => format!(" and {more} more lines"),
    };
    lines.truncate(NAMED);
    Some(format!("{count}, and tables are never changed: correct {}{more} by hand", lines.join(", ")))
}

/// Writes `text` to the file that is shown as `path`, unless that no longer holds what it did `before`.
fn write(path: &str, before: &[u8], text: &str) -> Result<(), (String, String)> {
    let failed = |why: String| (path.to_owned(), why);
    let file = shown_path(path);
    let held = replace::hold(&file).map_err(|error| failed(reason(&error)))?;
    if fs::read(held.path()).ok().as_deref() != Some(before) {
        return Err(failed("it changed while it was read".to_owned()));
    }
    replace::replace_held(&held, |out| out.write_all(text.as_bytes())).map_err(|error| failed(reason(&error)))
}
