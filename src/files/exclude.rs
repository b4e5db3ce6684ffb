//! Files by globs of a configuration: those that are left out when folders are searched, and those with severities of their own.

use std::fs;
use std::path::Path;

use ignore::gitignore::GitignoreBuilder;

use super::ignoring::Ignoring;
use gainsay_core::globs;

/// Globs in the style of a `.gitignore`, and the folder that they are relative to.
///
/// They thin out what a folder holds. A path that is given itself is still read.
#[derive(Debug, Clone, Default)]
pub struct Exclude(Ignoring);

impl Exclude {
    /// Leaves out what one of `globs` names below `folder`. Globs for which [`Exclude::refusal`] has a reason are passed over.
    #[must_use]
    pub fn new(folder: &Path, globs: &[String]) -> Self {
        // Links are resolved on both sides, so that a folder is the same however it is reached.
        let folder = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
        let mut builder = GitignoreBuilder::new("");
        for glob in globs.iter().filter(|glob| globs::refusal(glob).is_none()) {
            // What is refused has been reported where it was read.
            let _ = builder.add_line(None, glob);
        }
        Self(builder.build().map(|globs| Ignoring::of(&folder, globs)).unwrap_or_default())
    }

    /// Why `glob` is not valid.
    #[must_use]
    pub fn refusal(glob: &str) -> Option<String> {
        if let Some(why) = globs::refusal(glob) {
            return Some(why.to_owned());
        }
        let refused = GitignoreBuilder::new("").add_line(None, glob).err()?;
        Some(match refused {
            ignore::Error::Glob { err, .. } => err,
            other => other.to_string(),
        })
    }

    /// Whether the file at the whole path `real` is named, itself or with a folder around it.
    pub(crate) fn names(&self, real: &Path) -> bool {
        self.0.leaves_out(Path::new(""), real)
    }

    /// Whether the file at `below` in `folder`, which is searched, is left out, itself or with a folder around it.
    pub(super) fn leaves_out(&self, folder: &Path, below: &Path) -> bool {
        self.0.leaves_out(folder, below)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn globs_are_those_of_a_gitignore() {
        let globs = ["drafts/", "/claims/old-*.yaml", "!/claims/old-but-good.yaml"].map(str::to_owned);
        let exclude = Exclude::new(Path::new("/no/such"), &globs);
        let names =
            |path: &str, is_folder| exclude.0.names(&Path::new("/no/such/claims").join(path), is_folder);
        assert!(names("drafts", true) && names("a/drafts", true) && !names("drafts", false));
        assert!(names("old-1.yaml", false) && !names("a/old-1.yaml", false));
        assert!(!names("old-but-good.yaml", false));
        assert!(!exclude.leaves_out(Path::new("/elsewhere"), Path::new("drafts/a.yaml")));
    }

    #[test]
    fn a_broken_glob_has_a_reason() {
        assert_eq!(
            Exclude::refusal("a/{b"),
            Some("unclosed alternate group; missing '}' (maybe escape '{' with '[{]'?)".to_owned())
        );
        assert_eq!(Exclude::refusal("*.yaml"), None);
    }
}
