//! Outputs that are no files of their own: devices, and the streams that the program was started with.

use std::fs::{File, Metadata};
use std::io;
use std::path::Path;

/// What is neither a file nor one of these.
const NO_FILE: &str = "it is not a regular file; write to `-` and pipe that on";

/// Whether `path` names a stream that the program was started with, such as `/dev/stdout` or `/dev/fd/3`.
pub(super) fn is_stream(path: &Path) -> bool {
    let numbered = || {
        let folder = path
            .parent()
            .is_some_and(|folder| folder == Path::new("/dev/fd") || folder == Path::new("/proc/self/fd"));
        let number = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        folder && number.parse::<u32>().is_ok()
    };
    cfg!(unix) && (path == Path::new("/dev/stdout") || path == Path::new("/dev/stderr") || numbered())
}

/// Opens what is at `path` to write to its end, without waiting for anybody; `metadata` are of what is there.
///
/// Fails where that is no character device, nor one of the streams that the program was started with: a named pipe would be
/// waited for until somebody reads from it.
#[cfg(unix)]
pub(super) fn open(path: &Path, metadata: &Metadata) -> io::Result<File> {
    use rustix::fs::{OFlags, fcntl_getfl, fcntl_setfl};
    use std::os::unix::fs::{FileTypeExt as _, OpenOptionsExt as _};
    if !is_stream(path) && !metadata.file_type().is_char_device() {
        return Err(io::Error::other(if metadata.is_dir() { "it is a folder" } else { NO_FILE }));
    }
    let at_once = i32::try_from(OFlags::NONBLOCK.bits()).unwrap_or_default();
    let file = File::options().append(true).custom_flags(at_once).open(path).map_err(|error| {
        let unread = rustix::io::Errno::from_io_error(&error) == Some(rustix::io::Errno::NXIO);
        if unread { io::Error::other("nothing reads from it") } else { error }
    })?;
    fcntl_setfl(&file, fcntl_getfl(&file)? - OFlags::NONBLOCK)?;
    Ok(file)
}

/// Opens what is at `path`.
#[cfg(not(unix))]
pub(super) fn open(path: &Path, metadata: &Metadata) -> io::Result<File> {
    if metadata.is_dir() {
        return Err(io::Error::other("it is a folder"));
    }
    File::options().write(true).open(path).map_err(|error| {
        if error.kind() == io::ErrorKind::NotFound { io::Error::other(NO_FILE) } else { error }
    })
}
