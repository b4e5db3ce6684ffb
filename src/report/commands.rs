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

/// Whether nothing in `lines` commands: a quick look at many of them, which may find a command where there is none.
pub(super) fn are_none(lines: &str) -> bool {
    let bytes = lines.as_bytes();
    let mark = |at: usize| MARKS.iter().any(|mark| mark_around(lines, at, mark).is_some());
    let mut starts = std::iter::once(0).chain(memchr::memchr_iter(b'\n', bytes).map(|end| end + 1));
    memchr::memmem::find(bytes, b"##").is_none()
        && !memchr::memchr_iter(b'_', bytes).any(mark)
        && starts.all(|start| begins_harmlessly(&lines[start..]))
}

/// The colon of `mark`, where the `_` at `at` is its own.
fn mark_around(line: &str, at: usize, mark: &str) -> Option<usize> {
    let (before, after) = mark.split_once('_')?;
    let found = line[..at].ends_with(before) && line[at + 1..].starts_with(after);
    found.then_some(at + after.len())
}

/// The first character of a command at the start of a line.
fn start(line: &str, annotates: bool) -> Option<usize> {
    if begins_harmlessly(line) {
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

/// Whether no command begins as `line` does: most lines of a long report begin with a quote or a bracket.
fn begins_harmlessly(line: &str) -> bool {
    let first = line.bytes().find(|byte| !matches!(byte, b' ' | b'\t'));
    first.is_none_or(|first| first == b'\n' || first.is_ascii_graphic() && !b":-+~^".contains(&first))
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
