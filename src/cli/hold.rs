//! A file that one run changes at a time.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// How long a run waits for others that change the same file.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long it waits before it tries again.
const PAUSE: Duration = Duration::from_millis(10);

/// A regular file that is there and may be written to. No other run of gainsay changes it while this one holds it.
///
/// The system lets go of it when the program ends, however it does. Where the system or the file system has no locks, others
/// may still change it.
#[derive(Debug)]
pub(super) struct Held {
    /// The path, all links followed.
    path: PathBuf,
    file: File,
}

impl Held {
    /// Waits until no other run holds the file at `path`, and holds it.
    ///
    /// Fails where it is not a regular file, cannot be written to, is read-only, or is held by others for too long.
    pub(super) fn wait(path: &Path) -> io::Result<Self> {
        let (path, start) = (fs::canonicalize(path)?, Instant::now());
        loop {
            // Opening anything else, such as a named pipe, may never end.
            if !fs::metadata(&path)?.is_file() {
                return Err(io::Error::other("it is not a regular file"));
            }
            let file = File::options().write(true).open(&path)?;
            if file.metadata()?.permissions().readonly() {
                return Err(io::Error::other("it is read-only"));
            }
            // Whoever held it before may have put another file in its place.
            if lock(&file)? && is_at(&file, &path) {
                return Ok(Self { path, file });
            }
            if start.elapsed() > PATIENCE {
                return Err(io::Error::other("another program is changing it"));
            }
            std::thread::sleep(PAUSE);
        }
    }

    /// The path, all links followed.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// What the file may be used for, and by whom.
    pub(super) fn permissions(&self) -> io::Result<fs::Permissions> {
        Ok(self.file.metadata()?.permissions())
    }

    /// Whether `path` leads to it.
    pub(super) fn is_of(&self, path: &Path) -> bool {
        fs::canonicalize(path).is_ok_and(|path| path == self.path)
    }
}

/// Locks `file`; false where another program has locked it.
#[cfg(unix)]
fn lock(file: &File) -> io::Result<bool> {
    use rustix::fs::{FlockOperation, flock};
    use rustix::io::Errno;
    match flock(file, FlockOperation::NonBlockingLockExclusive) {
        Err(Errno::WOULDBLOCK | Errno::INTR) => Ok(false),
        // There are no locks on this file system.
        Ok(()) | Err(Errno::NOLCK | Errno::OPNOTSUPP | Errno::INVAL | Errno::NOSYS) => Ok(true),
        Err(error) => Err(error.into()),
    }
}

/// Whether `file` is the one at `path`.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let number = |metadata: fs::Metadata| (metadata.dev(), metadata.ino());
    let (this, there) = (file.metadata().map(number), fs::metadata(path).map(number));
    matches!((this, there), (Ok(this), Ok(there)) if this == there)
}

// Elsewhere a lock would keep this program itself from reading the file.
#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "it fails elsewhere")]
fn lock(_: &File) -> io::Result<bool> {
    Ok(true)
}

#[cfg(not(unix))]
fn is_at(_: &File, _: &Path) -> bool {
    true
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, Ordering};

    use super::*;

    #[test]
    fn a_file_is_held_by_one_at_a_time_and_is_the_one_that_is_there_then() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.yaml");
        fs::write(&path, "before").unwrap();
        let (first, done) = (Held::wait(&path).unwrap(), AtomicBool::new(false));
        std::thread::scope(|scope| {
            let second = scope.spawn(|| {
                let held = Held::wait(&path).unwrap();
                assert!(done.load(Ordering::SeqCst));
                assert_eq!(fs::read_to_string(held.path()).unwrap(), "after");
                assert!(is_at(&held.file, &path));
            });
            std::thread::sleep(PAUSE * 5);
            let new = folder.path().join("new");
            fs::write(&new, "after").unwrap();
            fs::rename(new, &path).unwrap();
            done.store(true, Ordering::SeqCst);
            drop(first);
            second.join().unwrap();
        });
    }
}
