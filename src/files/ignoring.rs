//! The files that name what is not read, such as `.gitignore`, looked at before they are obeyed.
//!
//! They are compiled whole by a library that takes them to be honest: an endless one would be read for ever, and braces
//! nested deep enough would end the program.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use gainsay_core::globs;

/// The files of a folder that are obeyed.
const NAMES: [&str; 3] = [".gitignore", ".ignore", ".git/info/exclude"];
/// A file of more bytes is not obeyed: 1 MiB, some 50,000 globs.
const LARGEST: u64 = 1 << 20;

/// The file of `folder` that cannot be obeyed, and why, if there is one.
pub(super) fn refusal(folder: &Path) -> Option<(PathBuf, &'static str)> {
    NAMES.iter().map(|name| folder.join(name)).find_map(|file| of_file(&file).map(|why| (file, why)))
}

fn of_file(file: &Path) -> Option<&'static str> {
    let metadata = fs::metadata(file).ok()?;
    if !metadata.is_file() {
        return (!metadata.is_dir()).then_some("it is no regular file");
    }
    let bytes = read(file).ok()?;
    if bytes.len() as u64 > LARGEST {
        return Some("it is larger than 1 MiB");
    }
    // What is no UTF-8 is not obeyed in any case.
    std::str::from_utf8(&bytes).ok()?.lines().find_map(|glob| {
        globs::refusal(glob)
            .map(|_| "a glob in it is longer than 1,000 bytes, or nests braces deeper than 16 levels")
    })
}

fn read(file: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(file)?.take(LARGEST + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}
