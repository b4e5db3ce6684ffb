//! Regular files of the disk, looked at before they are opened.

use std::fs::{self, Metadata};
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

use super::boundary::follow;
use super::shown::reason;

/// What is said of something that is neither a file nor a folder.
const NO_FILE: &str = "it is not a regular file";
/// The same where a file may be given as standard input instead.
pub(super) const PIPE_IT: &str = "it is not a regular file; give `-` to read what is piped in";
/// What is said of a link to nothing.
pub(super) const LEADS_NOWHERE: &str = "it is a broken link";

/// A file that is larger than spans can point into.
pub(crate) const TOO_LARGE: &str = "the file is too large: it may hold up to 4 GiB";

/// The most bytes that a file may hold, a few below 4 GiB.
pub(crate) const LARGEST: u64 = u32::MAX as u64 - 5;

/// What is at `path`, where no link on the way leads out of its repository.
pub(super) fn look(path: &Path) -> Result<Metadata, String> {
    follow(path)?;
    fs::metadata(path).map_err(|error| {
        // Without what may stand behind its name, such as a slash, by which the system would follow it.
        let itself: PathBuf = path.components().collect();
        let link = error.kind() == ErrorKind::NotFound && itself.is_symlink();
        if link { LEADS_NOWHERE.to_owned() } else { reason(&error) }
    })
}

/// Fails with the reason where there is no regular file at `path`, or a link on the way leads out of its repository.
///
/// Opening a pipe waits for someone to write, and a device may have no end, so a file is looked at first.
pub(crate) fn regular(path: &Path) -> Result<(), String> {
    let metadata = look(path)?;
    match () {
        () if metadata.is_dir() => Err("it is a folder".to_owned()),
        () if !metadata.is_file() => Err(NO_FILE.to_owned()),
        () => Ok(()),
    }
}

/// The bytes of the regular file at `path`, or why it cannot be read; see [`regular`].
pub(crate) fn read_regular(path: &Path) -> Result<Vec<u8>, String> {
    regular(path)?;
    read_file(path)
}

/// The bytes of the file at `path`, or why it cannot be read.
pub(super) fn read_file(path: &Path) -> Result<Vec<u8>, String> {
    let failed = |error: io::Error| reason(&error);
    // It may have become something else since it was found.
    let metadata = fs::metadata(path).map_err(failed)?;
    if !metadata.is_file() {
        return Err(PIPE_IT.to_owned());
    }
    if metadata.len() > LARGEST {
        return Err(TOO_LARGE.to_owned());
    }
    let file = fs::File::open(path).map_err(failed)?;
    // A file may grow while it is read.
    whole(file, metadata.len() as usize).map_err(failed)?.ok_or_else(|| TOO_LARGE.to_owned())
}

/// All that `source` brings, which is `size` bytes as far as is known, unless that is too much.
pub(super) fn whole(source: impl Read, size: usize) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::with_capacity(size);
    source.take(LARGEST + 1).read_to_end(&mut bytes)?;
    Ok(Some(bytes).filter(|bytes| bytes.len() as u64 <= LARGEST))
}
