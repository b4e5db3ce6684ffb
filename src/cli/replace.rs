//! Files that are written whole or not at all.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;

use super::device;
use super::hold::Held;
use crate::files::boundary::{LEADS_OUT, leads_out};

/// Writes the file at `path`: into a new one first, which takes its place once it is whole.
///
/// A link stays and its target is written, unless the link leads out of the repository that it stands in. A device, and a
/// stream that the program was started with, is written to as it stands. A read-only file stays as it is, and so does what
/// is neither a file nor one of these. The permissions are those of the file before, or those of any new file.
pub(super) fn replace<T>(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<T>) -> io::Result<T> {
    within(path)?;
    match fs::metadata(path) {
        Ok(there) if there.is_file() && !device::is_stream(path) => replace_held(&hold(path)?, write),
        Ok(there) => filled(&device::open(path, &there)?, write),
        Err(_) => {
            let (new, written) = filled_new(folder(path), write)?;
            new.named(folder(path))?.persist(path).map_err(|error| error.error)?;
            Ok(written)
        }
    }
}

/// Holds the file at `path`, so that what is read from it may be written anew.
pub(super) fn hold(path: &Path) -> io::Result<Held> {
    within(path)?;
    Held::wait(path)
}

/// Writes the file that is `held`, as [`replace`] does.
pub(super) fn replace_held<T>(
    held: &Held,
    write: impl FnOnce(&mut dyn Write) -> io::Result<T>,
) -> io::Result<T> {
    let (new, written) = filled_new(folder(held.path()), write)?;
    new.file().set_permissions(held.permissions()?)?;
    new.named(folder(held.path()))?.persist(held.path()).map_err(|error| error.error)?;
    Ok(written)
}

/// Writes to the end of the file at `path`, which is made where there is none, all at once.
pub(super) fn append<T>(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<T>) -> io::Result<T> {
    let mut text = Vec::new();
    let written = write(&mut text)?;
    let mut file = match fs::metadata(path) {
        Ok(there) if !there.is_file() => device::open(path, &there)?,
        _ => File::options().append(true).create(true).open(path)?,
    };
    file.write_all(&text)?;
    Ok(written)
}

/// Writes a new file at `path`, whole or not at all, and makes the folders that it is in; false where there is something by
/// that name.
pub(super) fn create(path: &Path, text: &str) -> io::Result<bool> {
    within(path)?;
    fs::create_dir_all(folder(path))?;
    if path.symlink_metadata().is_ok() {
        return Ok(false);
    }
    let (new, ()) = filled_new(folder(path), |out| out.write_all(text.as_bytes()))?;
    match new.named(folder(path))?.persist_noclobber(path) {
        Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        other => other.map(|()| true).map_err(|error| error.error),
    }
}

/// Makes the folder at `path`, and those that it is in, where there is none.
pub(super) fn make_folder(path: &Path) -> io::Result<()> {
    within(path)?;
    fs::create_dir_all(path)
}

/// Fails where a link on the way to `path` leads out of the repository that it stands in.
fn within(path: &Path) -> io::Result<()> {
    if leads_out(path) { Err(io::Error::other(LEADS_OUT)) } else { Ok(()) }
}

fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."))
}

fn filled<T>(file: &File, write: impl FnOnce(&mut dyn Write) -> io::Result<T>) -> io::Result<T> {
    let mut out = BufWriter::new(file);
    let written = write(&mut out)?;
    out.flush()?;
    Ok(written)
}

/// A new file in `folder`, filled by `write`.
fn filled_new<T>(folder: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<T>) -> io::Result<(New, T)> {
    let new = New::in_folder(folder)?;
    let written = filled(new.file(), write)?;
    Ok((new, written))
}

/// A file that goes away unless it is given a name, however the program ends.
///
/// Where the system has files without a name, nobody else ever sees it before it is whole, and nothing is left of it if the
/// program is killed. Elsewhere it has a name of its own that no other file has, which stays behind then.
enum New {
    #[cfg(target_os = "linux")]
    Nameless(File),
    Named(tempfile::NamedTempFile),
}

impl New {
    fn in_folder(folder: &Path) -> io::Result<Self> {
        #[cfg(target_os = "linux")]
        if let Some(file) = nameless(folder) {
            return Ok(Self::Nameless(file));
        }
        tempfile(folder).map(Self::Named)
    }

    fn file(&self) -> &File {
        match self {
            #[cfg(target_os = "linux")]
            Self::Nameless(file) => file,
            Self::Named(file) => file.as_file(),
        }
    }

    /// The name of its own in `folder` that it is given now, if it has none, to be exchanged for the right one at once.
    fn named(self, folder: &Path) -> io::Result<tempfile::TempPath> {
        match self {
            #[cfg(target_os = "linux")]
            Self::Nameless(file) => {
                let named = names().make_in(folder, |path| link(&file, path))?;
                Ok(named.into_temp_path())
            }
            Self::Named(file) => Ok(file.into_temp_path()),
        }
    }
}

/// Where the system shows the open files of this process, by which a file without a name is given one.
#[cfg(target_os = "linux")]
const OPEN: &str = "/proc/self/fd";

/// A file in `folder` without a name, where the system and the file system have such.
#[cfg(target_os = "linux")]
fn nameless(folder: &Path) -> Option<File> {
    use std::os::unix::fs::OpenOptionsExt as _;
    if !Path::new(OPEN).exists() {
        return None;
    }
    let flags = i32::try_from(rustix::fs::OFlags::TMPFILE.bits()).ok()?;
    File::options().write(true).mode(0o666).custom_flags(flags).open(folder).ok()
}

/// Gives `file` a name, which no other file has yet.
#[cfg(target_os = "linux")]
fn link(file: &File, path: &Path) -> io::Result<()> {
    use std::os::fd::AsRawFd as _;
    let open = format!("{OPEN}/{}", file.as_raw_fd());
    let (from, to) = (rustix::fs::CWD, rustix::fs::CWD);
    Ok(rustix::fs::linkat(from, open, to, path, rustix::fs::AtFlags::SYMLINK_FOLLOW)?)
}

/// A file in `folder` under a name that no other has.
fn tempfile(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    let mut names = names();
    // As for any new file: the system takes from these what the user's mask forbids.
    #[cfg(unix)]
    names.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    names.tempfile_in(folder)
}

fn names() -> tempfile::Builder<'static, 'static> {
    let mut names = tempfile::Builder::new();
    names.prefix(".gainsay-");
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn what_fails_leaves_the_file_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out.txt");
        replace(&path, |out| out.write_all(b"before")).unwrap();
        let failed: io::Result<()> = replace(&path, |out| {
            out.write_all(b"half")?;
            Err(io::Error::other("no more"))
        });
        assert_eq!(failed.unwrap_err().to_string(), "no more");
        assert_eq!(fs::read_to_string(&path).unwrap(), "before");
        replace(&path, |out| out.write_all(b"after")).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "after");
        assert_eq!(names(folder.path()), ["out.txt"]);
    }

    #[cfg(unix)]
    #[test]
    fn links_and_permissions_stay() {
        use std::fs::Permissions;
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().unwrap();
        let (target, link) = (folder.path().join("target"), folder.path().join("link"));
        fs::write(&target, "before").unwrap();
        fs::set_permissions(&target, Permissions::from_mode(0o640)).unwrap();
        symlink(&target, &link).unwrap();
        replace(&link, |out| out.write_all(b"after")).unwrap();
        assert!(link.is_symlink());
        assert_eq!(fs::read_to_string(&target).unwrap(), "after");
        assert_eq!(fs::metadata(&target).unwrap().permissions().mode() & 0o777, 0o640);
    }

    #[cfg(unix)]
    #[test]
    fn a_new_file_has_the_usual_permissions() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode();
        let (new, usual) = (folder.path().join("new"), folder.path().join("usual"));
        replace(&new, |out| out.write_all(b"x")).unwrap();
        fs::write(&usual, "x").unwrap();
        assert_eq!(mode(&new), mode(&usual));
    }

    #[cfg(unix)]
    #[test]
    fn devices_are_written_to() {
        use std::os::unix::fs::FileTypeExt;
        replace(Path::new("/dev/null"), |out| out.write_all(b"x")).unwrap();
        assert!(fs::metadata("/dev/null").unwrap().file_type().is_char_device());
    }
}
