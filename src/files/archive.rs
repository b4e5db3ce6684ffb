//! Archived copies: the texts that claims were taken from, read from beside their claim files.
//!
//! A path in a claim file is untrusted, and words of the copy are shown. So nothing is read from outside the
//! repository that the claim file is part of, nor from what git keeps about it.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Read as _;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::boundary::{self, TOO_MANY_LINKS, WRITTEN_OUT, normalized};
use super::shown::{reason, show, shown_path};
use super::start::Start;
use super::store::{Place, Store};
use gainsay_core::claim::Copies;
use gainsay_core::problem::{Code, Problem};
use gainsay_core::text::{Files, Text};

/// Copies of more bytes are not read: 64 MiB, the text of some hundred books.
const LARGEST: u64 = 64 << 20;

/// Reads the copies that `names`, values of `text:`, stand for, and adds each once to `files`, in the order of their
/// shown paths.
///
/// A path starts from the folder of the file that names it. It may lead to regular files of UTF-8 text only, within
/// the nearest folder around the claim file that holds `.git`; where none does, within the folder that paths `start` from if
/// the claim file is below it, else within the claim file's own folder. Whatever else it leads to is a problem at its spot,
/// reported once for each spot.
#[must_use]
pub fn load(start: Start<'_>, files: &mut Files, names: &[&Text]) -> (Copies, Vec<Problem>) {
    let locate = |folder: &Path, path: &str| locate(start, folder, path);
    gather(files, names, locate, |paths| paths.par_iter().map(|path| read(path)).collect())
}

/// Reads the copies that `names` stand for as [`load`] does, but from `store`, in which there are no links and which
/// has nothing that lies outside of the repository.
#[must_use]
pub fn load_from(store: &dyn Store, files: &mut Files, names: &[&Text]) -> (Copies, Vec<Problem>) {
    let locate = |folder: &Path, path: &str| {
        relative(path)?;
        let found = normalized(&folder.join(path));
        match store.place(&found) {
            Ok(Place::File) => Ok(found),
            Ok(Place::Folder) => Err(Refusal::not_a_file()),
            Ok(Place::Nothing) => Err(Refusal::of(&std::io::ErrorKind::NotFound.into())),
            Err(_) => Err(Refusal::outside(WRITTEN_OUT)),
        }
    };
    let read = |paths: &[&Path]| {
        let other = |why: String| Refusal::of(&std::io::Error::other(why));
        store.read(paths).into_iter().map(|bytes| text(bytes.map_err(other)?)).collect()
    };
    gather(files, names, locate, read)
}

/// Finds the copies by `locate`, from the folder of the claim file and the path as written, and reads each once.
fn gather(
    files: &mut Files,
    names: &[&Text],
    mut locate: impl FnMut(&Path, &str) -> Result<PathBuf, Refusal>,
    read: impl FnOnce(&[&Path]) -> Vec<Result<String, Refusal>>,
) -> (Copies, Vec<Problem>) {
    let mut problems = Vec::new();
    // Several paths may lead to one copy.
    let mut wanted: BTreeMap<PathBuf, Vec<(String, &Text)>> = BTreeMap::new();
    for &name in names {
        let folder = folder(files, name);
        match locate(&folder, name.as_str(files)) {
            Ok(path) => {
                let shown = shown(&folder, name.as_str(files));
                wanted.entry(path).or_default().push((shown, name));
            }
            Err(refusal) => problems.push(refusal.at(files, name)),
        }
    }
    let mut wanted: Vec<(String, PathBuf, Vec<&Text>)> = wanted
        .into_iter()
        .map(|(path, names)| {
            let shown = names.iter().map(|(shown, _)| shown).min().cloned().unwrap_or_default();
            (shown, path, names.into_iter().map(|(_, name)| name).collect())
        })
        .collect();
    wanted.sort_by(|(one, at, _), (other, elsewhere, _)| (one, at).cmp(&(other, elsewhere)));
    let paths: Vec<&Path> = wanted.iter().map(|(_, path, _)| path.as_path()).collect();
    let texts = read(&paths);
    let mut copies = Copies::default();
    for ((shown, _, names), text) in wanted.into_iter().zip(texts) {
        match text {
            Ok(text) => {
                let id = files.add(shown, text);
                for name in names {
                    copies.insert(name, id);
                }
            }
            Err(refusal) => problems.extend(names.iter().map(|name| refusal.at(files, name))),
        }
    }
    (copies, problems)
}

/// Why a copy is not read.
struct Refusal {
    code: Code,
    /// The message, with `{}` for the path as written.
    message: &'static str,
    label: String,
    help: &'static str,
}

impl Refusal {
    fn new(code: Code, message: &'static str, label: impl Into<String>, help: &'static str) -> Self {
        Self { code, message, label: label.into(), help }
    }

    fn outside(label: &str) -> Self {
        Self::new(
            Code::ArchiveOutside,
            "the archived copy `{}` lies outside the repository of its claim file",
            label,
            "keep the copy in the repository, and write its path relative to the folder of this file",
        )
    }

    fn not_a_file() -> Self {
        let help = "name the file that holds the text of the report";
        Self::new(
            Code::ArchiveNotAFile,
            "the archived copy `{}` is not a file",
            "this is not a regular file",
            help,
        )
    }

    fn of(error: &std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory => Self::new(
                Code::ArchiveMissing,
                "no archived copy `{}`",
                "no such file",
                "the path is relative to the folder of this file; remove `text` if there is no copy",
            ),
            _ => Self::unreadable(reason(error)),
        }
    }

    fn unreadable(why: impl Into<String>) -> Self {
        let help = "check the path, and that the file may be read";
        Self::new(Code::ArchiveUnreadable, "cannot read the archived copy `{}`", why, help)
    }

    fn at(&self, files: &Files, name: &Text) -> Problem {
        let message = self.message.replace("{}", name.as_str(files));
        Problem::new(self.code, name.span, message).label(self.label.clone()).help(self.help)
    }
}

/// The folder of the file that names a copy.
fn folder(files: &Files, name: &Text) -> PathBuf {
    let file = shown_path(&files.get(name.span.file).path);
    let folder = file.parent().unwrap_or(Path::new(""));
    if folder.as_os_str().is_empty() { PathBuf::from(".") } else { folder.to_owned() }
}

/// Where the copy is that a file in `folder` names by `path`, all links followed.
fn locate(start: Start<'_>, folder: &Path, path: &str) -> Result<PathBuf, Refusal> {
    relative(path)?;
    boundary::within(start, folder, path).map_err(|why| match why {
        TOO_MANY_LINKS => Refusal::unreadable(why),
        why => Refusal::outside(why),
    })
}

/// Fails where `path` does not start from the folder of the file that it is written in.
fn relative(path: &str) -> Result<(), Refusal> {
    if Path::new(path).has_root() { Err(Refusal::outside("this path is absolute")) } else { Ok(()) }
}

/// The path of a copy as people are shown it: that of its claim file's folder, followed by the words of the record.
fn shown(folder: &Path, path: &str) -> String {
    show(&normalized(&folder.join(path)))
}

/// The text of a copy.
fn read(path: &Path) -> Result<String, Refusal> {
    let unreadable = |error: std::io::Error| Refusal::of(&error);
    // Opening a pipe waits for someone to write, so it is looked at first.
    if !fs::metadata(path).map_err(unreadable)?.is_file() {
        return Err(Refusal::not_a_file());
    }
    let mut bytes = Vec::new();
    File::open(path).map_err(unreadable)?.take(LARGEST + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    text(bytes)
}

/// The text that `bytes` are.
fn text(bytes: Vec<u8>) -> Result<String, Refusal> {
    if bytes.len() as u64 > LARGEST {
        return Err(Refusal::new(
            Code::ArchiveTooLarge,
            "the archived copy `{}` is too large",
            "it is larger than 64 MiB",
            "keep only the part of it that is quoted",
        ));
    }
    String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let label = format!("byte {} of it is not UTF-8", valid + 1);
        let help = "save the copy as UTF-8, as plain text";
        Refusal::new(Code::ArchiveNotUtf8, "the archived copy `{}` is not text", label, help)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use gainsay_core::text::Span;

    #[test]
    fn copies_are_added_once_each_in_the_order_of_their_paths() {
        let folder = std::env::temp_dir().join(format!("gainsay-archive-{}", std::process::id()));
        fs::create_dir_all(folder.join("claims/deep")).unwrap();
        fs::write(folder.join("claims/b.txt"), "b").unwrap();
        fs::write(folder.join("claims/deep/a.txt"), "a").unwrap();
        let mut files = Files::default();
        let mut text = |path: &str, names: &[&str]| {
            let id = files.add(show(&folder.join(path)), names.concat());
            let mut at = 0;
            let texts = names.iter().map(|name| {
                let span = Span::new(id, at, at + name.len() as u32);
                at = span.end;
                Text::plain(span)
            });
            texts.collect::<Vec<_>>()
        };
        let mut names = text("claims/x.yaml", &["deep/a.txt", "b.txt", "deep/../b.txt", "c.txt"]);
        names.extend(text("claims/deep/y.yaml", &["a.txt"]));
        let names: Vec<&Text> = names.iter().collect();
        let (copies, problems) = load(Start::HERE, &mut files, &names);
        fs::remove_dir_all(&folder).unwrap();
        let reported: Vec<_> =
            problems.iter().map(|problem| (problem.code, files.slice(problem.span))).collect();
        assert_eq!(reported, [(Code::ArchiveMissing, "c.txt")]);
        let added: Vec<(&str, &str)> =
            files.iter().skip(2).map(|(_, file)| (file.path.as_str(), file.text.as_str())).collect();
        let path = |path: &str| show(&folder.join(path));
        assert_eq!(added, [(&*path("claims/b.txt"), "b"), (&*path("claims/deep/a.txt"), "a")]);
        let read: Vec<Option<&str>> =
            names.iter().map(|name| copies.get(name).map(|id| files.get(id).text.as_str())).collect();
        assert_eq!(read, [Some("a"), Some("b"), Some("b"), None, Some("a")]);
    }

    #[test]
    fn a_copy_is_shown_from_where_its_claim_file_is() {
        for (folder, path, expected) in [
            ("claims/2024", "../archive/./a.txt", "claims/archive/a.txt"),
            (".", "a.txt", "a.txt"),
            ("..", "../a.txt", "../../a.txt"),
            ("/claims", "b/../a.txt", "/claims/a.txt"),
        ] {
            assert_eq!(shown(Path::new(folder), path), expected);
        }
    }
}
