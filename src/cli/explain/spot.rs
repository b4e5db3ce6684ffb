//! Claims by where they are, as findings point at them.

use std::path::Path;

use crate::files::boundary::normalized;
use crate::files::shown::show;
use gainsay_core::check::Analysis;
use gainsay_core::claim::Claim;

/// The id of the claim at `path:line` or `path:line:column`; nothing where no claim is there.
pub(super) fn claim_at<'a>(done: &Analysis<'a>, word: &str) -> Option<&'a str> {
    let (path, line) = path_and_line(word)?;
    let path = show(&normalized(Path::new(path)));
    let (files, records) = (done.files(), done.records());
    let is_there = |claim: &&Claim| {
        let span = claim.span;
        let at = files.location(span);
        files.get(span.file).path == path && (at.line..=at.end_line).contains(&line)
    };
    let claim = records.claims.iter().find(is_there)?;
    Some(records.id(claim.number))
}

/// `claims/hur.yaml` and 4, of `claims/hur.yaml:4` and of `claims/hur.yaml:4:12`.
fn path_and_line(word: &str) -> Option<(&str, usize)> {
    let (before, last) = word.rsplit_once(':')?;
    let last = last.parse().ok()?;
    match before.rsplit_once(':').map(|(path, line)| (path, line.parse())) {
        Some((path, Ok(line))) => Some((path, line)),
        _ => Some((before, last)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_told_from_names() {
        assert_eq!(path_and_line("claims/hur.yaml:4"), Some(("claims/hur.yaml", 4)));
        assert_eq!(path_and_line("c:/hur.yaml:4:12"), Some(("c:/hur.yaml", 4)));
        assert_eq!(path_and_line("hur-4"), None);
        assert_eq!(path_and_line("a:b"), None);
    }
}
