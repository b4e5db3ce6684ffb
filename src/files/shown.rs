//! Paths as text, and back: names need not be UTF-8, and two files never look the same. And what the system says of them.

use std::ffi::OsStr;
use std::fmt::Write as _;
use std::io::{self, ErrorKind};
use std::path::{Component, Path, PathBuf};

/// The path with `/` between its parts, and no `.` among them.
///
/// A byte that is no part of any UTF-8 text is shown as `\xff`. So is a backslash in a name that could be taken for the
/// beginning of such a byte, so that [`shown_path`] leads back to the same file.
pub(crate) fn show(path: &Path) -> String {
    let mut shown = String::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::RootDir => shown.push('/'),
            Component::Prefix(_) | Component::ParentDir | Component::Normal(_) => {
                if !shown.is_empty() && !shown.ends_with('/') {
                    shown.push('/');
                }
                match part {
                    Component::Normal(name) => show_name(&mut shown, name),
                    _ => shown += &part.as_os_str().to_string_lossy(),
                }
            }
        }
    }
    if shown.is_empty() { ".".to_owned() } else { shown }
}

fn show_name(shown: &mut String, name: &OsStr) {
    for chunk in name.as_encoded_bytes().utf8_chunks() {
        let mut rest = chunk.valid();
        while let Some(at) = rest.find('\\') {
            let (before, from) = rest.split_at(at);
            shown.push_str(before);
            shown.push_str(if byte(from.as_bytes()).is_some() { r"\x5c" } else { r"\" });
            rest = &from[1..];
        }
        shown.push_str(rest);
        for byte in chunk.invalid() {
            // Writing to a string does not fail.
            let _ = write!(shown, r"\x{byte:02x}");
        }
    }
}

/// The byte that `text` begins with, written as `\xff`.
fn byte(text: &[u8]) -> Option<u8> {
    let digit = |digit: u8| match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    };
    match text {
        [b'\\', b'x', high, low, ..] => Some(digit(*high)? << 4 | digit(*low)?),
        _ => None,
    }
}

/// The path that is shown as `shown`.
#[cfg(unix)]
pub(crate) fn shown_path(shown: &str) -> PathBuf {
    use std::os::unix::ffi::OsStringExt as _;
    let mut bytes = Vec::with_capacity(shown.len());
    let mut rest = shown.as_bytes();
    while let Some((&first, behind)) = rest.split_first() {
        let escaped = byte(rest);
        bytes.push(escaped.unwrap_or(first));
        rest = if escaped.is_some() { &rest[4..] } else { behind };
    }
    PathBuf::from(std::ffi::OsString::from_vec(bytes))
}

/// The path that is shown as `shown`. Names that are no text cannot be told from others that look like them here.
#[cfg(not(unix))]
pub(crate) fn shown_path(shown: &str) -> PathBuf {
    PathBuf::from(shown)
}

/// What the system says, in our prose: lower case, without its number.
pub(crate) fn reason(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "no such file or folder".to_owned(),
        ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => {
            let said = error.to_string();
            let words = said.split(" (os error").next().unwrap_or_default();
            let mut letters = words.chars();
            letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
        }
    }
}

#[cfg(test)]
mod tests {
    #[cfg(unix)]
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn paths_are_shown_as_given() {
        for (path, shown) in [
            ("./a/b.yaml", "a/b.yaml"),
            ("a//b/./c", "a/b/c"),
            ("/a/b", "/a/b"),
            ("../a", "../a"),
            (".", "."),
        ] {
            assert_eq!(show(Path::new(path)), shown);
        }
    }

    #[test]
    fn reasons_are_in_our_prose() {
        let error = std::fs::File::open("/no/such/file").unwrap_err();
        assert_eq!(reason(&error), "no such file or folder");
        let error = std::fs::read_dir("/proc/self/status").unwrap_err();
        assert_eq!(reason(&error), "not a directory");
    }

    #[cfg(unix)]
    #[test]
    fn bytes_that_are_no_text_are_shown_and_found_again() {
        use std::os::unix::ffi::OsStrExt as _;
        let names: [(&[u8], &str); 7] = [
            (b"\xff.yaml", r"\xff.yaml"),
            (b"\\xff.yaml", r"\x5cxff.yaml"),
            (b"\\\xff", r"\\xff"),
            (b"\\x\xff", r"\x\xff"),
            (b"\\\\xff", r"\\x5cxff"),
            (b"a\\b", r"a\b"),
            (b"\xc3\xa4\xc3/\x80", "\u{e4}\\xc3/\\x80"),
        ];
        for (name, shown) in names {
            let path = Path::new(OsStr::from_bytes(name));
            assert_eq!(show(path), shown);
            assert_eq!(shown_path(shown), path);
        }
    }

    #[cfg(unix)]
    proptest! {
        #[test]
        fn whatever_the_name_it_leads_back(name in prop::collection::vec(prop::sample::select(&b"\\\\xxf5c\xff\xc3\xa4"[..]), 1..12)) {
            use std::os::unix::ffi::OsStrExt as _;
            let path = Path::new(OsStr::from_bytes(&name));
            prop_assert_eq!(shown_path(&show(path)), path);
        }
    }
}
