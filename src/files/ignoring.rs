//! The files that name what is not read, `.gitignore` and `.ignore`, wherever their texts come from.
//!
//! They are looked at before they are obeyed, as they come with a pull request: braces nested deep enough would end the
//! program. Only those of the project count, so that a check comes to the same on every machine: neither those of folders
//! around it, nor `.git/info/exclude`, nor the excludes of the user.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};

use gainsay_core::globs;

/// What such files are called; the first of two in a folder has the last word.
pub(crate) const NAMES: [&str; 2] = [".ignore", ".gitignore"];
/// A file of more bytes is not obeyed: 1 MiB, some 50,000 globs.
pub(crate) const LARGEST: u64 = 1 << 20;
/// What is said of such a file.
pub(crate) const TOO_LARGE: &str = "it is larger than 1 MiB";

/// The globs of all such files that were read.
#[derive(Debug, Clone, Default)]
pub(crate) struct Ignoring(HashMap<PathBuf, [Gitignore; NAMES.len()]>);

impl Ignoring {
    /// What `globs` name below `folder`.
    pub(super) fn of(folder: &Path, globs: Gitignore) -> Self {
        let mut ignoring = Self::default();
        ignoring.add(folder, 0, globs);
        ignoring
    }

    fn add(&mut self, folder: &Path, name: usize, globs: Gitignore) {
        if !globs.is_empty() {
            let of_folder = self.0.entry(folder.to_owned());
            of_folder.or_insert_with(|| [Gitignore::empty(), Gitignore::empty()])[name] = globs;
        }
    }

    /// Applies the file at `path`, which holds `text`. All paths of one collection start from the same folder.
    ///
    /// Fails with the reason where it cannot be obeyed. A file that is not called like one of [`NAMES`] says nothing.
    pub(crate) fn apply(&mut self, path: &Path, text: &[u8]) -> Result<(), String> {
        let name = NAMES.iter().position(|name| path.file_name().is_some_and(|file| file == *name));
        let (Some(name), Some(folder)) = (name, path.parent()) else { return Ok(()) };
        self.add(folder, name, compiled(text)?);
        Ok(())
    }

    /// Whether the file at `below` in `folder`, which is searched, is left out: itself, or with a folder between the two.
    ///
    /// What is said of `folder` itself does not count: whoever names a folder wants to have it read.
    pub(crate) fn leaves_out(&self, folder: &Path, below: &Path) -> bool {
        if self.0.is_empty() {
            return false;
        }
        let around = below.ancestors().skip(1).filter(|above| !above.as_os_str().is_empty());
        self.names(&folder.join(below), false)
            || around.into_iter().any(|above| self.names(&folder.join(above), true))
    }

    /// Whether what stands at `path` is named itself. The nearest file that names it decides, and `.ignore` before `.gitignore`.
    pub(crate) fn names(&self, path: &Path, is_folder: bool) -> bool {
        let mut said = [None; NAMES.len()];
        for folder in path.ancestors().skip(1) {
            let Some(files) = self.0.get(folder) else { continue };
            let inner = path.strip_prefix(folder).unwrap_or(path);
            for (said, globs) in said.iter_mut().zip(files) {
                let here = match globs.matched(inner, is_folder) {
                    Match::Ignore(_) => Some(true),
                    Match::Whitelist(_) => Some(false),
                    Match::None => None,
                };
                *said = said.or(here);
            }
        }
        said.into_iter().flatten().next().unwrap_or(false)
    }
}

/// The globs of a text, a line each. A line that git, too, can make nothing of names nothing.
fn compiled(text: &[u8]) -> Result<Gitignore, String> {
    if text.len() as u64 > LARGEST {
        return Err(TOO_LARGE.to_owned());
    }
    let text = text.strip_prefix("\u{feff}".as_bytes()).unwrap_or(text);
    let mut builder = GitignoreBuilder::new("");
    for (at, line) in text.split(|&byte| byte == b'\n').enumerate() {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.starts_with(b"#") {
            continue;
        }
        let Ok(glob) = std::str::from_utf8(line) else {
            return Err(format!("line {} is not UTF-8", at + 1));
        };
        if globs::refusal(glob).is_some() {
            return Err(
                "a glob in it is longer than 1,000 bytes, or nests braces deeper than 16 levels".to_owned()
            );
        }
        let _ = builder.add_line(None, glob);
    }
    builder.build().map_err(|error| error.to_string().to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(files: &[(&str, &str)]) -> Ignoring {
        let mut ignoring = Ignoring::default();
        for (path, text) in files {
            ignoring.apply(Path::new(path), text.as_bytes()).unwrap();
        }
        ignoring
    }

    #[test]
    fn the_nearest_file_decides() {
        let ignoring = of(&[
            (".gitignore", "\u{feff}drafts/\r\n*.old.yaml\n/top.yaml\n# *.yaml\nclaims/x/one.yaml\n"),
            ("claims/.gitignore", "!kept.old.yaml\n"),
            ("claims/b/.ignore", "!*.old.yaml\nno.yaml\n"),
            ("claims/b/.gitignore", "!no.yaml\n"),
        ]);
        let leaves_out = |folder: &str, below: &str| ignoring.leaves_out(Path::new(folder), Path::new(below));
        for (below, expected) in [
            ("claims/a.yaml", false),
            ("claims/a.old.yaml", true),
            ("claims/kept.old.yaml", false),
            ("claims/b/a.old.yaml", false),
            ("claims/b/no.yaml", true),
            ("claims/drafts/a.yaml", true),
            ("top.yaml", true),
            ("claims/top.yaml", false),
            ("claims/x/one.yaml", true),
            ("other/x/one.yaml", false),
        ] {
            assert_eq!(leaves_out("", below), expected, "{below}");
        }
        assert!(!leaves_out("claims/drafts", "a.yaml") && leaves_out("claims", "drafts/deep/a.yaml"));
        assert!(leaves_out("claims/drafts", "a.old.yaml"));
        let absolute = of(&[("/project/.gitignore", "/claims/a.yaml\n")]);
        assert!(absolute.leaves_out(Path::new("/project/claims"), Path::new("a.yaml")));
        assert!(!absolute.leaves_out(Path::new("/elsewhere/claims"), Path::new("a.yaml")));
    }

    #[test]
    fn what_cannot_be_obeyed_has_a_reason() {
        let refusal = |text: &[u8]| Ignoring::default().apply(Path::new("a/.gitignore"), text).err();
        assert_eq!(refusal(b"a\n# \xff\n"), None);
        assert_eq!(refusal(b"a\n\xff\n").as_deref(), Some("line 2 is not UTF-8"));
        assert_eq!(refusal(&vec![b'\n'; LARGEST as usize + 1]).as_deref(), Some("it is larger than 1 MiB"));
        let braces = "a glob in it is longer than 1,000 bytes, or nests braces deeper than 16 levels";
        assert_eq!(refusal("{".repeat(17).as_bytes()).as_deref(), Some(braces));
    }
}
