//! Where relative paths start from.

use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::{env, io};

/// Where relative paths start from: the working directory, or a folder in its place. A process has one working directory; of an
/// editor, several folders are read side by side.
#[derive(Debug, Clone, Copy, Default)]
pub struct Start<'s>(Option<&'s Path>);

impl<'s> Start<'s> {
    /// The working directory.
    pub const HERE: Self = Self(None);

    /// The folder at `folder`, a whole path.
    #[must_use]
    pub fn at(folder: &'s Path) -> Self {
        Self(Some(folder))
    }

    /// The folder; fails where the working directory is gone.
    pub(crate) fn folder(self) -> io::Result<PathBuf> {
        self.0.map_or_else(env::current_dir, |folder| Ok(folder.to_owned()))
    }

    /// `path` as the system finds it.
    pub(crate) fn whole(self, path: &Path) -> Cow<'_, Path> {
        self.0.map_or(Cow::Borrowed(path), |folder| Cow::Owned(folder.join(path)))
    }
}
