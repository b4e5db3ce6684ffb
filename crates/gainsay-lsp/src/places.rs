//! From paths to URIs, and back.

use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use ls_types::Uri;

use crate::program::Program;

/// The path that `uri` means; nothing where that is no file.
pub(crate) fn path(uri: &Uri) -> Option<PathBuf> {
    (uri.scheme().as_str() == "file").then(|| uri.to_file_path()).flatten().map(|path| normalized(&path))
}

/// A folder that is open in the editor.
pub(crate) struct Root {
    /// What serves it.
    pub(crate) program: Arc<dyn Program>,
    /// Where it is, as the editor says it.
    pub(crate) uri: Uri,
    folder: PathBuf,
}

impl Root {
    /// The folder at `uri`, of which the path is `folder`.
    pub(crate) fn new(program: Arc<dyn Program>, uri: Uri, folder: PathBuf) -> Self {
        Self { program, uri, folder }
    }

    /// Where the file is that is shown as `shown`, as far as that says it.
    pub(crate) fn place(&self, shown: &str) -> PathBuf {
        normalized(&self.program.folder().join(self.program.path(shown)))
    }

    /// The URI of the file at `real`, all links in it followed, which is shown as `shown`. The links that the editor has gone through to
    /// the folder stay, so that it knows the file again.
    pub(crate) fn uri_of(&self, shown: &str, real: &Path) -> Option<Uri> {
        let path = self.program.path(shown);
        let leads_up = path.components().any(|part| part == Component::ParentDir);
        if leads_up { Uri::from_file_path(real) } else { Uri::from_file_path(self.folder.join(path)) }
    }
}

/// The path without `.` and `..`, as far as it goes.
fn normalized(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => _ = normal.pop(),
            part => normal.push(part),
        }
    }
    normal
}
