//! `gainsay init`: a folder of claims to begin with.

use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use clap::ValueEnum;

use super::outcome::{Ended, Status};
use super::{output, replace};
use crate::git::Repository;
use crate::home;
use crate::report::{Style, safe};
use crate::run::{DEFAULT_PATH, Failure};

/// Set up a folder of claims with a first example, a configuration and a file for continuous integration
///
/// Existing files are kept. If the folder `claims` is not empty, no example and no template is written to it.
#[derive(Debug, clap::Args)]
#[command(after_long_help = AFTER)]
pub(super) struct Args {
    /// The folder to set up, usually the root of a repository
    #[arg(default_value = ".")]
    folder: PathBuf,

    /// The kind of story to begin with, instead of a small example without a conflict
    ///
    /// A template has a registry of typical sources, two small claim files that contradict each other, and a
    /// comment that lists the attributes for such a story.
    #[arg(long, value_name = "STORY", value_enum)]
    template: Option<Story>,

    /// Where to check the claims on every push
    ///
    /// By default this is detected from the files of the repository and the addresses of its remotes: `gitlab` if they name it,
    /// else `github`. Below the root of a repository it is `none`, because GitHub and GitLab do not look for the file there.
    #[arg(long, value_name = "WHERE", value_enum)]
    ci: Option<Ci>,
}

const AFTER: &str = "\
Examples:
  gainsay init                   set up this folder
  gainsay init --template disaster
                                 begin with the claims about a flood
  gainsay init facts --ci none   set up the folder `facts`, without continuous
                                 integration

See also: `gainsay check` to check the claims, `gainsay --help` for the exit status.";

/// The stories that there are templates for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Story {
    /// A flood, an earthquake, a fire: who died, is missing or was brought to safety
    Disaster,
    /// A war: forces, losses and civilians, by the sides and by observers
    Conflict,
    /// A company: its revenue, its staff, and what others say about them
    Company,
    /// A breach: what was taken, when it was found, and who says so
    Cyber,
    /// An election: turnout, votes and seats, by the commission and by observers
    Election,
    /// Polls, and newspapers that pass them on
    Poll,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Ci {
    /// A workflow of GitHub Actions, in .github/workflows/gainsay.yml
    Github,
    /// A job of GitLab CI, in .gitlab-ci.yml
    Gitlab,
    /// No file
    None,
}

/// A file to be made: its path, with `/` in the folder, and its text.
type Template = (&'static str, &'static str);

/// The files in a folder of `templates/init/`, which go into the folder of claims.
macro_rules! claims {
    ($folder:literal: $($file:literal),+) => {
        &[$((
            concat!("claims/", $file),
            include_str!(concat!("../../templates/init/", $folder, "/", $file)),
        )),+]
    };
}

const EXAMPLE: &[Template] = claims!("first": "registry.yaml", "first.yaml");
const CONFIGURATION: Template = ("gainsay.yaml", include_str!("../../templates/init/gainsay.yaml"));
/// The other name of a configuration; a folder holds one alone.
const OTHER_CONFIGURATION: &str = "gainsay.yml";
const GITHUB: Template = (".github/workflows/gainsay.yml", include_str!("../../docs/ci/github.yml"));
const GITLAB: Template = (".gitlab-ci.yml", include_str!("../../docs/ci/gitlab.yml"));

impl Story {
    /// Its name on the command line.
    fn name(self) -> String {
        self.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
    }

    /// The files of claims, the registry first.
    const fn claims(self) -> &'static [Template] {
        match self {
            Self::Disaster => {
                claims!("disaster": "registry.yaml", "civil-protection.yaml", "news-agency.yaml")
            }
            Self::Conflict => {
                claims!("conflict": "registry.yaml", "northern-defence-ministry.yaml", "southern-general-staff.yaml")
            }
            Self::Company => {
                claims!("company": "registry.yaml", "company.yaml", "supervisory-authority.yaml")
            }
            Self::Cyber => claims!("cyber": "registry.yaml", "victim.yaml", "data-protection-authority.yaml"),
            Self::Election => {
                claims!("election": "registry.yaml", "election-commission.yaml", "observers.yaml")
            }
            Self::Poll => claims!("poll": "registry.yaml", "institute.yaml", "newspaper.yaml"),
        }
    }
}

impl Ci {
    /// What the files of the repository at `folder` show, then its remotes.
    fn of(folder: &Path) -> Self {
        let repository = Repository::around(folder).ok();
        let below = |top: &Path| fs::canonicalize(folder).is_ok_and(|folder| folder != top);
        if repository.as_ref().is_some_and(|repository| below(repository.top())) {
            return Self::None;
        }
        if folder.join(GITLAB.0).exists() {
            return Self::Gitlab;
        }
        if folder.join(".github").exists() {
            return Self::Github;
        }
        let remotes = repository.map(|repository| repository.remotes().to_ascii_lowercase());
        let gitlab = remotes.is_some_and(|remotes| remotes.contains("gitlab"));
        if gitlab { Self::Gitlab } else { Self::Github }
    }

    fn file(self) -> Option<Template> {
        match self {
            Self::Github => Some(GITHUB),
            Self::Gitlab => Some(GITLAB),
            Self::None => None,
        }
    }
}

/// Makes what is missing, and reports what was made and what was there.
pub(super) fn run(args: &Args) -> Ended {
    let folder = &args.folder;
    replace::make_folder(folder).map_err(|error| output::unwritable(folder, &error))?;
    let ci = args.ci.unwrap_or_else(|| Ci::of(folder));
    // Beside claims that are there, the example's registry would make every other name a misspelt one.
    let claims = folder.join(DEFAULT_PATH);
    let first = vacant(&claims);
    if let Some(story) = args.template.filter(|_| !first) {
        let claims = claims.strip_prefix(".").unwrap_or(&claims).display();
        return Err(Failure::new(format!("`{claims}` is not empty, so the template is not written")).help(
            format!("name a new folder for it, as in `gainsay init NEWFOLDER --template {}`", story.name()),
        ));
    }
    if !first {
        print(&claims, false)?;
    }
    let example = args.template.map_or(EXAMPLE, Story::claims);
    for &template in example.iter().filter(|_| first) {
        make(folder, template)?;
    }
    let other = folder.join(OTHER_CONFIGURATION);
    if other.exists() {
        print(&other, false)?;
    } else {
        make(folder, CONFIGURATION)?;
    }
    let ci_made = ci.file().map(|file| make(folder, file)).transpose()?;
    output::print(Style::PLAIN, |out| next(out, args, first, ci_made.map(|made| (ci, made))))?;
    Ok(Status::Clean)
}

/// Whether there is nothing at `path`, or a folder of nothing but hidden files.
fn vacant(path: &Path) -> bool {
    match fs::read_dir(path) {
        // What git keeps an empty folder by is no claim.
        Ok(entries) => entries.flatten().all(|entry| entry.file_name().as_encoded_bytes().starts_with(b".")),
        Err(error) => error.kind() == ErrorKind::NotFound,
    }
}

/// Writes what is left to do. Of the file for continuous integration it is known whether it was made.
fn next(out: &mut dyn Write, args: &Args, first: bool, ci: Option<(Ci, bool)>) -> io::Result<()> {
    let own = match (args.template, first) {
        (Some(_), _) => {
            ": two of the claims contradict each other, as an example; put your own in their place"
        }
        (None, true) => ", and put your own claims in place of the first ones",
        (None, false) => "",
    };
    let here = args.folder == Path::new(".");
    let there = if here {
        String::new()
    } else {
        format!(" in `{}`", safe::line(&args.folder.display().to_string()))
    };
    writeln!(out, "\nNext:\n  - run `gainsay check`{there}{own}")?;
    let ci = match ci {
        Some((Ci::Gitlab, true)) if home::is_placeholder() => {
            "the CI file installs gainsay from PyPI, which has no release yet: until then, let the file build gainsay"
        }
        Some((_, true)) if home::is_placeholder() => {
            "in the CI file, replace OWNER with the account that hosts gainsay"
        }
        Some((_, true)) => "commit the CI file: from then on every push is checked",
        Some((_, false)) => "your CI file was kept: check that it runs `gainsay check`",
        None => return Ok(()),
    };
    writeln!(out, "  - {ci}")
}

/// Makes a file where there is nothing, prints which of the two it was, and returns whether it was made.
fn make(folder: &Path, (path, text): Template) -> Result<bool, Failure> {
    let path = folder.join(path);
    let made = replace::create(&path, text).map_err(|error| output::unwritable(&path, &error))?;
    print(&path, made)?;
    Ok(made)
}

fn print(path: &Path, made: bool) -> Result<(), Failure> {
    let path = path.strip_prefix(".").unwrap_or(path).display().to_string();
    let path = safe::line(&path);
    let kept = if made { "" } else { ": it exists already" };
    output::print(Style::PLAIN, |out| writeln!(out, "{} {path}{kept}", if made { "made" } else { "kept" }))
}
