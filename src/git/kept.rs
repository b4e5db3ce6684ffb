//! What git keeps, looked at before git starts: it follows links out of its folder, and waits for ever at a pipe.

use std::fs::{self, File, FileType};
use std::io::{ErrorKind, Read as _};
use std::path::{Path, PathBuf};

use super::GitError;
use super::program::path;
use crate::files::shown::show;

/// What is in a git directory that reading the history does not open: programs, other repositories, what other tools
/// keep, and the socket of git's own file system monitor.
const UNREAD: [&str; 7] =
    ["hooks", "modules", "lfs", "annex", "rr-cache", "fsmonitor--daemon", "fsmonitor--daemon.ipc"];
/// The most bytes of a file that names a folder; git takes no more either.
const LARGEST: u64 = 1 << 20;

/// Fails where something that git would open, starting from `link`, the `.git` of a folder, is neither a file nor a
/// folder, or is a link that leads out. What is broken or may not be read is left for git to report.
pub(super) fn look(link: &Path) -> Result<(), GitError> {
    let Ok(metadata) = fs::metadata(link) else { return Ok(()) };
    plain(link, metadata.file_type())?;
    let own = if metadata.is_dir() { Some(link.to_owned()) } else { named(link, b"gitdir: ") };
    let Some(own) = own.and_then(|own| fs::canonicalize(own).ok()) else { return Ok(()) };
    // It names the folder that this one shares the rest with, so it is looked at before it is read.
    let shares = own.join("commondir");
    entry(&shares, &[&own])?;
    let common = named(&shares, b"").and_then(|common| fs::canonicalize(common).ok());
    let common = common.unwrap_or_else(|| own.clone());
    let inside = [own.as_path(), common.as_path()];
    walk(&own, &inside)?;
    if own == common { Ok(()) } else { walk(&common, &inside) }
}

/// Looks at all that is in `git` but for what is not read.
fn walk(git: &Path, inside: &[&Path]) -> Result<(), GitError> {
    let mut folders = vec![git.to_owned()];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        for found in entries.flatten() {
            let unread = folder == git && UNREAD.iter().any(|name| found.file_name() == *name);
            match found.file_type() {
                Ok(kind) if kind.is_dir() && !unread => folders.push(found.path()),
                Ok(kind) if !kind.is_file() && !unread => entry(&found.path(), inside)?,
                _ => {}
            }
        }
    }
    Ok(())
}

/// Fails where what is at `path` is neither a file nor a folder, or is a link to what is not inside of these folders.
fn entry(path: &Path, inside: &[&Path]) -> Result<(), GitError> {
    let Ok(metadata) = path.symlink_metadata() else { return Ok(()) };
    if !metadata.is_symlink() {
        return plain(path, metadata.file_type());
    }
    match fs::canonicalize(path) {
        Ok(target) if inside.iter().any(|folder| target.starts_with(folder)) => {
            fs::metadata(&target).map_or(Ok(()), |metadata| plain(path, metadata.file_type()))
        }
        // A reference may be a link to another one, which need not be a file.
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        _ => Err(GitError::new(
            format!("`{}` is a link that points outside the git directory", show(path)),
            "replace it with its target, or check without a revision",
        )),
    }
}

fn plain(path: &Path, kind: FileType) -> Result<(), GitError> {
    if kind.is_file() || kind.is_dir() {
        return Ok(());
    }
    Err(GitError::new(
        format!("`{}` is neither a regular file nor a folder", show(path)),
        "remove it, or check without a revision",
    ))
}

/// The folder that the file at `file` names behind `mark`.
fn named(file: &Path, mark: &[u8]) -> Option<PathBuf> {
    let mut bytes = Vec::new();
    File::open(file).ok()?.take(LARGEST).read_to_end(&mut bytes).ok()?;
    let end = bytes.iter().rposition(|byte| !b"\r\n".contains(byte)).map_or(0, |last| last + 1);
    Some(file.parent()?.join(path(bytes[..end].strip_prefix(mark)?)))
}
