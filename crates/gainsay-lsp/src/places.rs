//! From paths to URIs, and back.

use std::path::{Component, Path, PathBuf};

use ls_types::Uri;

use crate::program::Program;

/// The folder that is open in the editor, from which paths are shown.
#[derive(Debug, Default)]
pub(crate) struct Places {
    folder: PathBuf,
}

impl Places {
    pub(crate) fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// The path, as it is shown, of the file at `uri`; nothing where that is no file.
    pub(crate) fn shown(&self, program: &dyn Program, uri: &Uri) -> Option<String> {
        if uri.scheme().as_str() != "file" {
            return None;
        }
        let path = normalized(&uri.to_file_path()?);
        Some(program.shown(&self.relative(&path)))
    }

    /// The URI of the file that is shown as `shown`.
    pub(crate) fn uri(&self, program: &dyn Program, shown: &str) -> Option<Uri> {
        Uri::from_file_path(normalized(&self.folder.join(program.path(shown))))
    }

    /// `path` from the folder on, up from it where it lies beside.
    fn relative(&self, path: &Path) -> PathBuf {
        let shared = self.folder.components().zip(path.components()).take_while(|(one, other)| one == other);
        let shared = shared.count();
        // What has no more than the root in common is shown whole, as it is given.
        if shared <= 1 && !self.folder.as_os_str().is_empty() && self.folder.components().count() > 1 {
            return path.to_owned();
        }
        let up = self.folder.components().skip(shared).map(|_| Component::ParentDir);
        up.chain(path.components().skip(shared)).collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_relative_to_the_folder() {
        let places = Places::new("/work/project".into());
        for (path, relative) in [
            ("/work/project/claims/a.yaml", "claims/a.yaml"),
            ("/work/rules/b.yaml", "../rules/b.yaml"),
            ("/elsewhere/c.yaml", "/elsewhere/c.yaml"),
        ] {
            assert_eq!(places.relative(Path::new(path)), Path::new(relative));
        }
    }
}
