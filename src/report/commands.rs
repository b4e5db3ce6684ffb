//! Words in a log that a build server takes for commands.
//!
//! | server | words | read in |
//! |---|---|---|
//! | GitHub Actions | `::` at the start of a line, `##[` anywhere | actions/runner, `ActionCommand.cs` |
//! | Azure Pipelines | `##vso[` anywhere, `##[` | "Logging commands" |
//! | TeamCity | `##teamcity[` anywhere | "Service messages" |
//! | GitLab | `section_start:`, `section_end:` anywhere, with controls behind them | "Custom collapsible sections" |
//! | Travis CI | `travis_fold:`, `travis_time:` anywhere | travis-ci/travis-build, `lib/travis/build/bash` |
//! | Buildkite | `---`, `+++`, `~~~`, `^^^` and white space at the start of a line | "Managing log output" |

use std::sync::LazyLock;

use memchr::memmem::Finder;

/// Words that command with the colon behind them.
const MARKS: [&str; 4] = ["section_start:", "section_end:", "travis_fold:", "travis_time:"];

/// How a line of Buildkite's begins that opens or closes a group.
const GROUPS: [&str; 4] = ["---", "+++", "~~~", "^^^"];

/// The commands that the format for GitHub writes itself.
const OWN: [&str; 3] = ["::error ", "::warning ", "::notice "];

/// Where in `line` a character has to be written otherwise so that nothing commands, in ascending order. GitHub's
/// annotations may stay where `annotates`.
pub(super) fn spots(line: &str, annotates: bool) -> Vec<usize> {
    let mut spots: Vec<usize> = start(line, annotates).into_iter().collect();
    let mut behind = 0;
    while let Some(found) = memchr::memmem::find(&line.as_bytes()[behind..], b"##") {
        let row = &line[behind + found..];
        let rest = row.trim_start_matches('#');
        behind = line.len() - rest.len();
        spots.extend(commands(rest).then(|| behind - 1));
    }
    for at in memchr::memchr_iter(b'_', line.as_bytes()) {
        spots.extend(MARKS.iter().filter_map(|mark| mark_around(line, at, mark)));
    }
    spots.sort_unstable();
    spots.dedup();
    spots
}

/// A part of each command; where none of them is in a text, nothing in it commands.
static PARTS: LazyLock<[Finder<'_>; 5]> =
    LazyLock::new(|| ["::", "section_", "travis_", "---", "+++"].map(Finder::new));

/// Those of signs that are in few texts.
static RARE: LazyLock<[Finder<'_>; 3]> = LazyLock::new(|| ["##", "~~~", "^^^"].map(Finder::new));

/// Whether nothing in `text` commands: a quick look at many lines, which may take for a command what is none.
pub(super) fn are_none(text: &[u8]) -> bool {
    let none = |parts: &[Finder<'_>]| parts.iter().all(|part| part.find(text).is_none());
    none(&*PARTS) && (memchr::memchr3(b'#', b'~', b'^', text).is_none() || none(&*RARE))
}

/// The colon of `mark`, where the `_` at `at` is its own.
fn mark_around(line: &str, at: usize, mark: &str) -> Option<usize> {
    let (before, after) = mark.split_once('_')?;
    let found = line[..at].ends_with(before) && line[at + 1..].starts_with(after);
    found.then_some(at + after.len())
}

/// The first character of a command at the start of a line.
fn start(line: &str, annotates: bool) -> Option<usize> {
    // Most lines of a long report begin with a quote or a bracket.
    let first = line.bytes().find(|byte| !matches!(byte, b' ' | b'\t'))?;
    if first.is_ascii_graphic() && !b":-+~^".contains(&first) {
        return None;
    }
    let words = line.trim_start();
    let commands = words.starts_with("::") && !(annotates && OWN.iter().any(|own| line.starts_with(own)));
    if commands {
        return Some(line.len() - words.len());
    }
    let opens = |rest: &str| rest.starts_with(char::is_whitespace);
    GROUPS.iter().any(|group| line.strip_prefix(group).is_some_and(opens)).then_some(0)
}

/// Whether what stands behind a row of `#` makes a command of it: `##[`, `##vso[`.
fn commands(rest: &str) -> bool {
    rest.trim_start_matches(|c: char| c.is_ascii_alphabetic()).starts_with('[')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_found() {
        assert_eq!(spots("\u{a0} ::error::x", false), [3]);
        assert_eq!(spots("said ##[add-mask]x and ###[y], ##vso[task.complete]", false), [6, 25, 32]);
        assert_eq!(spots("##teamcity[x] travis_fold:start:x section_end:1:x", false), [1, 25, 45]);
        assert_eq!(spots("--- a --- b", false), [0]);
        assert_eq!(spots("---\ta", false), [0]);
        assert_eq!(spots("::error file=a::see ##[b", true), [21]);
        assert_eq!(spots("::add-mask::a", true), [0]);
    }

    #[test]
    fn honest_text_has_none() {
        for text in
            ["# a heading", "## another [one]", "a::b c::d", "##", "---", "- - -", "a --- b", "| --- |"]
        {
            assert!(spots(text, false).is_empty(), "{text}");
        }
    }
}
