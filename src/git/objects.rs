//! Objects of a repository: asked for their size first, so that none is read that is too large.

use super::GitError;
use super::repository::Repository;

/// The bytes of an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Object {
    /// All of them.
    Bytes(Vec<u8>),
    /// There are too many.
    TooLarge,
    /// The repository does not have it.
    Missing,
}

/// The objects that are named by `ids`, in that order; none that holds more than `largest` bytes.
pub(super) fn read(repository: &Repository, ids: &[&str], largest: u64) -> Result<Vec<Object>, GitError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let known = repository.bytes(["cat-file", "--buffer", "--batch-check"], &lines(ids.iter().copied()))?;
    let known = String::from_utf8_lossy(&known).into_owned();
    let sizes: Vec<Option<u64>> = known.lines().map(size).collect();
    let fits = |size: &Option<u64>| size.is_some_and(|size| size <= largest);
    let wanted = ids.iter().zip(&sizes).filter(|(_, size)| fits(size)).map(|(id, _)| *id);
    let output = repository.bytes(["cat-file", "--buffer", "--batch"], &lines(wanted))?;
    let mut rest = output.as_slice();
    let objects = ids.iter().enumerate().map(|(at, _)| match sizes.get(at) {
        Some(size) if fits(size) => next(&mut rest).map_or(Object::Missing, Object::Bytes),
        Some(Some(_)) => Object::TooLarge,
        _ => Object::Missing,
    });
    Ok(objects.collect())
}

fn lines<'i>(ids: impl Iterator<Item = &'i str>) -> Vec<u8> {
    ids.flat_map(|id| [id, "\n"]).collect::<String>().into_bytes()
}

/// The size in `1f3e... blob 12`; none in `1f3e... missing`.
fn size(line: &str) -> Option<u64> {
    line.rsplit_once(" blob ").and_then(|(_, size)| size.parse().ok())
}

/// The next object that `git cat-file --batch` writes: `1f3e... blob 12`, and its bytes with a line feed behind them.
fn next(output: &mut &[u8]) -> Option<Vec<u8>> {
    let end = output.iter().position(|&byte| byte == b'\n')?;
    let size = usize::try_from(size(std::str::from_utf8(&output[..end]).ok()?)?).ok()?;
    let bytes = output.get(end + 1..)?.get(..size)?.to_vec();
    *output = output.get(end + 1 + size + 1..).unwrap_or_default();
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_are_read_one_after_another() {
        let mut output: &[u8] = b"1f blob 3\na\nb\n2e blob 0\n\n3d blob 9\ncut";
        assert_eq!(next(&mut output), Some(b"a\nb".to_vec()));
        assert_eq!(next(&mut output), Some(Vec::new()));
        assert_eq!(next(&mut output), None);
        assert_eq!((size("1f blob 12"), size("1f missing"), size("1f tree 3")), (Some(12), None, None));
    }
}
