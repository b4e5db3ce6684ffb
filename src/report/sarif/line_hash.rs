//! The hash of a line by which GitHub knows a result again, `primaryLocationLineHash`.
//!
//! It is the only fingerprint that code scanning looks at (docs.github.com, "SARIF support for code scanning", `result`). Where
//! it is missing, the action `upload-sarif` adds it, and where it is another, warns of each result; so it is made as there
//! (github/codeql-action, `src/fingerprints.ts`): of the hundred characters from the start of the line that are no blanks, with
//! how many lines before have the same.

use std::collections::HashMap;

use gainsay_core::finding::Finding;
use gainsay_core::problem::Code;
use gainsay_core::text::{FileId, Files};

/// How many units of UTF-16 make up a hash.
const UNITS: usize = 100;
/// What each unit is multiplied by for its place.
const BASE: u64 = 37;
/// What stands behind the last character.
const END: u16 = u16::MAX;

/// The hashes of the lines of files.
pub(super) struct LineHashes(HashMap<FileId, Vec<String>>);

impl LineHashes {
    /// Those of the files that the first labels of `findings` point into.
    pub(super) fn new(files: &Files, findings: &[&Finding]) -> Self {
        let mut hashes = HashMap::new();
        for file in findings.iter().filter_map(|finding| Some(finding.labels.first()?.span.file)) {
            hashes.entry(file).or_insert_with(|| line_hashes(&files.get(file).text));
        }
        Self(hashes)
    }

    /// That of the line in which `finding` starts; nothing where the file could not be decoded, so that its lines are not known.
    pub(super) fn of(&self, files: &Files, finding: &Finding) -> Option<&str> {
        if finding.code() == Some(Code::NotUtf8) {
            return None;
        }
        let span = finding.labels.first()?.span;
        let line = files.location(span).line;
        self.0.get(&span.file)?.get(line - 1).map(String::as_str)
    }
}

/// The hash of each line of `text`, from the first.
fn line_hashes(text: &str) -> Vec<String> {
    let (units, starts) = units(text);
    let mut seen: HashMap<u64, u32> = HashMap::new();
    let hash = |&start: &usize| {
        let behind = units[start..].iter().copied().chain(std::iter::repeat(0)).take(UNITS);
        let hash = behind.fold(0_u64, |hash, unit| hash.wrapping_mul(BASE).wrapping_add(u64::from(unit)));
        let count = seen.entry(hash).or_insert(0);
        *count += 1;
        format!("{hash:x}:{count}")
    };
    starts.iter().map(hash).collect()
}

/// The units of `text` without blanks, each line break as one, and where among them each line starts.
fn units(text: &str) -> (Vec<u16>, Vec<usize>) {
    let [tab, space, feed, carriage] = ['\t', ' ', '\n', '\r'].map(|c| c as u16);
    let (mut units, mut starts) = (Vec::with_capacity(text.len() + 1), Vec::new());
    let (mut at_start, mut behind_carriage) = (true, false);
    for unit in text.encode_utf16().chain([END]) {
        if unit == space || unit == tab || (behind_carriage && unit == feed) {
            behind_carriage = false;
            continue;
        }
        behind_carriage = unit == carriage;
        let unit = if behind_carriage { feed } else { unit };
        if at_start {
            starts.push(units.len());
        }
        at_start = unit == feed;
        units.push(unit);
    }
    (units, starts)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The hashes that the tests of the action itself expect.
    #[test]
    fn lines_are_hashed_as_the_action_does() {
        assert_eq!(line_hashes(""), ["c129715d7a2bc9a3:1"]);
        assert_eq!(
            line_hashes(" a\nb\n  \t\tc\n d"),
            ["271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1"]
        );
        let greetings = [
            "e9496ae3ebfced30:1",
            "fb7c023a8b9ccb3f:1",
            "ce8ba1a563dcdaca:1",
            "e20e36e16fcb0cc8:1",
            "b3edc88f2938467e:1",
            "c8e28b0b4002a3a0:1",
            "c129715d7a2bc9a3:1",
        ];
        for text in [
            " hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End\n",
            " hello; \t\nworld!!!\r\r\r  \t\tGreetings\r End\r",
            " hello; \t\r\nworld!!!\r\n\r\n\r\n  \t\tGreetings\r\n End\r\n",
        ] {
            assert_eq!(line_hashes(text), greetings);
        }
        let repeated = line_hashes(&"Lorem ipsum dolor sit amet.\n".repeat(10));
        assert_eq!((&*repeated[5], &*repeated[6]), ("a7f2ff13bc495cf2:6", "a7f2ff1481e87703:1"));
    }
}
