//! `gainsay import`: proposes a mapping file for a table.

mod column;
mod escape;
mod headers;
mod names;
mod period;
mod propose;
mod roles;
mod subject;
mod times;

use std::fs;
use std::io::Write as _;
use std::path::{Component, Path, PathBuf};

use self::propose::Table;
use super::outcome::{Ended, Status};
use super::output;
use super::terminal::Look;
use crate::files::boundary::exists;
use crate::files::disk::Disk;
use crate::files::encoding;
use crate::files::found::is_mapping;
use crate::files::regular::read_regular;
use crate::files::shown::show;
use crate::files::store::Store as _;
use crate::report::safe;
use crate::run::Failure;
use gainsay_core::mapping::{self, Encoding};

/// Propose a mapping file for a table: which column is a source, a date, a number
///
/// Reads the header and the first rows of a CSV, TSV, JSON or JSON Lines file, or the front matter of a
/// Markdown file, and writes a mapping file for `gainsay check`. Comments in it mark what is a guess; with
/// `--output`, these lines are also printed. Look at them, correct them, and run the check.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Args {
    /// The table
    #[arg(value_name = "FILE")]
    file: PathBuf,

    /// Write to this file instead of the terminal; an existing file is not overwritten
    ///
    /// Its name must end in `.map.yaml`. Paths in it are relative to its folder.
    #[arg(short, long, value_name = "PATH")]
    output: Option<PathBuf>,
}

const EXAMPLES: &str = "\
Examples:
  gainsay import polls.csv                             look at what it proposes
  gainsay import polls.csv -o claims/polls.map.yaml    write it
  gainsay check claims/polls.map.yaml                  check the claims of the
                                                       table

A table with the columns of `gainsay export --table claims` needs no mapping file.

Exit status:
  0  the mapping file is written
  2  the command could not run: wrong usage, a path that
     cannot be read or written

See also: docs/tables.md, for all that a mapping file can say; `gainsay schema mapping`, for editors.";

/// Writes the mapping file.
pub(super) fn run(args: &Args, look: &Look) -> Ended {
    let shown = show(&args.file);
    let bytes =
        read_regular(&args.file).map_err(|why| Failure::new(format!("cannot read `{shown}`: {why}")))?;
    let (text, encoding) = match encoding::table(bytes.clone(), None) {
        Ok(text) => (text, None),
        Err(_) => match encoding::table(bytes, Some(Encoding::Windows1252)) {
            Ok(text) => (text, Some("windows-1252")),
            Err(foreign) => return Err(Failure::new(format!("cannot read `{shown}`: {}", foreign.message))),
        },
    };
    let Some(sample) = mapping::sample(&shown, &text) else {
        return Err(Failure::new(format!("the ending of `{shown}` does not say what is in it")).help(
            "give it one of `.csv`, `.tsv`, `.json`, `.jsonl` or `.md`; spreadsheets save tables as CSV",
        ));
    };
    if sample.names.iter().all(String::is_empty) {
        return Err(Failure::new(format!("there is no table in `{shown}`"))
            .help("a table begins with a line of names, or of JSON holds a list of rows"));
    }
    if let Some(output) = &args.output {
        if !is_mapping(output) {
            return Err(Failure::new(format!("`{}` is not the name of a mapping file", show(output)))
                .help("let it end in `.map.yaml`, so that `gainsay check` knows it"));
        }
        let folder = output.parent().filter(|folder| !folder.as_os_str().is_empty());
        if let Some(folder) = folder.filter(|folder| !folder.is_dir()) {
            let why = if exists(folder) { "is not a folder" } else { "does not exist" };
            return Err(Failure::new(format!("cannot write `{}`: `{}` {why}", show(output), show(folder)))
                .help("make the folder first, or give a path in a folder that exists"));
        }
        if exists(output) {
            return Err(Failure::new(format!("`{}` already exists", show(output)))
                .help("give another name, or remove it first"));
        }
    }
    let folder = args.output.as_deref().or(Some(&args.file)).and_then(Path::parent).unwrap_or(Path::new(""));
    let path = relative(folder, &args.file);
    within(folder, &path, &shown)?;
    let name = args.file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let table = Table { sample: &sample, read: globset::escape(&path), stem: names::slug(&name), encoding };
    let text = propose::mapping(&table);
    output::report(args.output.as_deref(), |out| out.write_all(text.as_bytes()))?;
    if let Some(output) = &args.output {
        to_check(&text, &show(output), look);
    }
    Ok(Status::Clean)
}

/// Says which lines of the mapping file `text`, which was written to `path`, are a guess.
fn to_check(text: &str, path: &str, look: &Look) {
    /// How many of them are shown.
    const SHOWN: usize = 12;
    let is_guess = |line: &&str| line.contains(" # not sure") || line.starts_with("# not used");
    let guesses: Vec<(usize, &str)> = text
        .lines()
        .enumerate()
        .filter(|(_, line)| is_guess(line))
        .map(|(at, line)| (at + 1, line))
        .collect();
    if guesses.is_empty() {
        return;
    }
    output::note(&format!("check these lines of `{path}`:"), look.stderr());
    let style = look.stderr();
    output::say(style, |out| {
        for (number, line) in guesses.iter().take(SHOWN) {
            let number = format!("  {number}: ");
            writeln!(out, "{}", style.wrap(&safe::line(line.trim_start()), &number, "      "))?;
        }
        match guesses.len().saturating_sub(SHOWN) {
            0 => Ok(()),
            more => writeln!(out, "  and {more} more, with `# not sure` or `# not used`"),
        }
    });
}

/// Fails where `gainsay check` would not read the table at `path` from the folder of its mapping file.
fn within(folder: &Path, path: &str, shown: &str) -> Result<(), Failure> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    match Disk::HERE.within(folder, path) {
        Ok(_) => Ok(()),
        Err(why) => {
            Err(Failure::new(format!("no mapping file in `{}` may read `{shown}`: {why}", show(folder)))
                .help("put the mapping file beside the table, or the table into the repository"))
        }
    }
}

/// The path of `file` from `folder`.
fn relative(folder: &Path, file: &Path) -> String {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let (Ok(folder), Ok(file)) = (fs::canonicalize(folder), fs::canonicalize(file)) else {
        return show(file);
    };
    let (from, to): (Vec<Component<'_>>, Vec<Component<'_>>) =
        (folder.components().collect(), file.components().collect());
    let common = from.iter().zip(&to).take_while(|(one, other)| one == other).count();
    let up = std::iter::repeat_n(Component::ParentDir, from.len() - common);
    show(&up.chain(to.into_iter().skip(common)).collect::<PathBuf>())
}
