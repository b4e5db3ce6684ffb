//! `accept` puts an entry into a file and changes no byte of what is there.

use std::cell::Cell;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::Value;

use super::change::{Change, Pool, changed, changes};
use super::{TODAY, hold};
use crate::{folder, run};

/// A way to write a file of claims, as parts of it.
#[derive(Debug, Clone)]
struct Shape {
    /// What stands before all else.
    start: &'static str,
    /// The claim of a subject, which is put in the place of `SUBJECT`.
    claim: &'static str,
    /// A list of what is accepted, before or behind the claim; of a file of JSON, nothing.
    list: &'static str,
    list_first: bool,
    /// What stands behind all else.
    end: &'static str,
    newline: &'static str,
    /// Changes to the whole.
    changes: Vec<Change>,
}

const STARTS: [&str; 6] =
    ["", "\u{feff}", "# first\n\n", "---\n", "%YAML 1.2\n---\n", "sources: { herald: , gazette: }\n---\n"];
const CLAIMS: [&str; 6] = [
    "claims:\n  - id: SUBJECT\n    subject: SUBJECT\n    source: gazette\n    attribute: deaths\n    value: 12\n    as-of: 2024-05-02\n",
    "claims:\n- { id: SUBJECT, subject: SUBJECT, source: gazette, attribute: deaths, value: 12, as-of: 2024-05-02 } # last\n",
    "claims: [{ id: SUBJECT, subject: SUBJECT, source: gazette, attribute: deaths, value: 12, as-of: 2024-05-02 }]\n",
    "\"claims\":\n    - id: SUBJECT\n      subject: SUBJECT\n      source: gazette\n      attribute: deaths\n      note: >\n        two\n\n        lines\n      value: 12\n      as-of: 2024-05-02\n",
    "report: { source: gazette, as-of: 2024-05-02, subject: SUBJECT }\nclaims:\n  -\n    id: SUBJECT\n    attribute: deaths\n    value: 12\n    quote: |\n      twelve\n\n",
    "claims:\n  - &it\n    id: SUBJECT\n    subject: SUBJECT\n    source: gazette\n    attribute: deaths\n    value: '12'\n    as-of: 2024-05-02\n  - { <<: *it, id: SUBJECT-2, attribute: injured }\n",
];
const JSON: [&str; 3] = [
    "{\"claims\": [{\"id\": \"SUBJECT\", \"subject\": \"SUBJECT\", \"source\": \"gazette\", \"attribute\": \"deaths\", \"value\": 12, \"as-of\": \"2024-05-02\"}]}",
    "{\n  \"accepted\": [],\n  \"claims\": [\n    {\n      \"id\": \"SUBJECT\",\n      \"subject\": \"SUBJECT\",\n      \"source\": \"gazette\",\n      \"attribute\": \"deaths\",\n      \"value\": 12,\n      \"as-of\": \"2024-05-02\"\n    }\n  ]\n}",
    "{\n  \"claims\": [\n    {\"id\": \"SUBJECT\", \"subject\": \"SUBJECT\", \"source\": \"gazette\", \"attribute\": \"deaths\", \"value\": 12, \"as-of\": \"2024-05-02\"}\n  ],\n  \"accepted\": [\n    {\"rule\": \"revisions\", \"claims\": [\"SUBJECT\", \"herald-SUBJECT\"], \"reason\": \"é\"}\n  ]\n}",
];
const LISTS: [&str; 12] = [
    "",
    "",
    "accepted:\n",
    "accepted: # none yet\n\n",
    "accepted: []\n",
    "accepted: [ ] # none\n",
    "accepted:\n- { rule: revisions, claims: [SUBJECT, herald-SUBJECT], reason: other }\n",
    "accepted:\n    - rule: revisions\n      claims:\n      - SUBJECT\n      - herald-SUBJECT\n      reason: >-\n        two\n        lines\n    # the end of the list\n",
    "accepted: [{ rule: revisions, claims: [SUBJECT, herald-SUBJECT], reason: other }]\n",
    "accepted: [\n  { rule: revisions, claims: [SUBJECT, herald-SUBJECT], reason: other }, # one\n]\n",
    "accepted:\n  - rule: revisions\n    claims: [SUBJECT, herald-SUBJECT]\n    reason: \"日本 {x}\"   \n\n\n",
    "\"accepted\": &list\n  - rule: revisions\n    claims: &both [SUBJECT, herald-SUBJECT]\n    reason: |-\n      x\n",
];
const ENDS: [&str; 8] = [
    "",
    "\n\n",
    "# the end",
    "  # the end\n",
    "...\n",
    "---\nclaims: []\n",
    "---\n# nothing\n...\n",
    "---\naccepted: []\n",
];

fn shape() -> impl Strategy<Value = Shape> {
    let newline = prop_oneof![4 => Just("\n"), 3 => Just("\r\n"), 1 => Just("\r")];
    let changes = prop_oneof![3 => Just(Vec::new()), 1 => changes()];
    let yaml =
        (select(&STARTS[..]), select(&CLAIMS[..]), select(&LISTS[..]), any::<bool>(), select(&ENDS[..]));
    let json = (
        select(&["", "\u{feff}"][..]),
        select(&JSON[..]),
        Just(""),
        Just(false),
        select(&["", "\n", "\n\n"][..]),
    );
    let parts = prop_oneof![3 => yaml.boxed(), 1 => json.boxed()];
    (parts, newline, changes).prop_map(|((start, claim, list, list_first, end), newline, changes)| Shape {
        start,
        claim,
        list,
        list_first,
        end,
        newline,
        changes,
    })
}

impl Shape {
    /// The file of `subject`; `cut` leaves out the line break at its end.
    fn text(&self, subject: &str, cut: bool) -> Vec<u8> {
        let (first, second) = if self.list_first { (self.list, self.claim) } else { (self.claim, self.list) };
        let text = [self.start, first, second, self.end].concat().replace("SUBJECT", subject);
        let text = if cut { text.trim_end() } else { &text };
        let text = text.replace('\n', self.newline).into_bytes();
        changed(&text, &self.changes, &Pool::of([text.as_slice()].into_iter()))
    }
}

/// The fingerprints of disputes that are not accepted, with their subjects.
fn disputes(folder: &Path) -> (Value, Vec<(String, String)>) {
    let done = run(folder, &["check", "--today", TODAY, "--format", "json"]);
    assert!(done.status < 2, "{}", done.err);
    let report: Value = serde_json::from_str(&done.out).unwrap();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let disputes = report["findings"].as_array().unwrap().iter();
    let open =
        disputes.filter(|finding| finding["rule"] == "death-toll" && finding.get("accepted").is_none());
    let open = open.map(|finding| (text(&finding["fingerprint"]), text(&finding["subject"]))).collect();
    (report, open)
}

/// Whether something was put in at one place, and nothing else is new.
fn is_inserted(before: &[u8], now: &[u8]) -> bool {
    let alike = before.iter().zip(now).take_while(|(before, now)| before == now).count();
    now.len() > before.len() && now.ends_with(&before[alike..])
}

/// How many lines do not end as those of Windows do.
fn lone_feeds(text: &[u8]) -> usize {
    let after_return = |at: usize| at > 0 && text[at - 1] == b'\r';
    text.iter().enumerate().filter(|(at, byte)| **byte == b'\n' && !after_return(*at)).count()
}

/// Accepts the dispute of a file in `folder`; returns whether that is done.
fn accept(folder: &Path, print: &str, reason: &str, path: &str, before: &[u8]) -> bool {
    let done = run(folder, &["accept", print, "--today", TODAY, &format!("--reason={reason}")]);
    let now = fs::read(folder.join(path)).unwrap();
    let shown =
        || format!("{:?} becomes {:?}", String::from_utf8_lossy(before), String::from_utf8_lossy(&now));
    if done.status == 2 {
        assert!(now == before, "{}: {}", done.err, shown());
        return false;
    }
    assert_eq!(done.status, 0, "{}", done.err);
    assert!(is_inserted(before, &now), "{}", shown());
    assert!(lone_feeds(before) > 0 || lone_feeds(&now) == 0 || !before.contains(&b'\n'), "{}", shown());
    if serde_json::from_slice::<Value>(before).is_ok() {
        assert!(serde_json::from_slice::<Value>(&now).is_ok(), "{}", shown());
    }
    true
}

const REASONS: [&str; 3] = ["why", "a: b # 'c'\n\nd", "- \"é"];

/// How many files there are at a time.
const FILES: usize = 8;

#[test]
fn accepting_is_a_pure_insertion() {
    let folder = folder("laws-insertion");
    let accepted = Cell::new(0);
    let shapes = vec((shape(), any::<bool>()), FILES);
    hold(10, &(shapes, select(&REASONS[..])), |(shapes, reason)| {
        accepted.set(accepted.get() + accept_all(&folder, &shapes, reason));
    });
    assert!(accepted.get() > 50, "{}", accepted.get());
}

/// Accepts all disputes of files of these shapes; returns how many it accepted.
fn accept_all(folder: &Path, shapes: &[(Shape, bool)], reason: &str) -> usize {
    let _ = fs::remove_dir_all(folder);
    fs::create_dir_all(folder.join("claims")).unwrap();
    let file = |at: usize| format!("claims/{at}.yaml");
    let mut herald = "report: { source: herald, as-of: 2024-05-02, attribute: deaths }\nclaims:\n".to_owned();
    for (at, (shape, cut)) in shapes.iter().enumerate() {
        let _ = writeln!(herald, "  - {{ id: herald-fire-{at}, subject: fire-{at}, value: 30 }}");
        fs::write(folder.join(file(at)), shape.text(&format!("fire-{at}"), *cut)).unwrap();
    }
    fs::write(folder.join("claims/herald.yaml"), &herald).unwrap();
    let (report, open) = disputes(folder);
    let mut accepted = Vec::new();
    for (print, subject) in &open {
        let Some(at) = subject.strip_prefix("fire-").and_then(|at| at.parse::<usize>().ok()) else {
            continue;
        };
        let before = fs::read(folder.join(file(at))).unwrap();
        let done = accept(folder, print, reason, &file(at), &before);
        // What is sound can be accepted.
        assert!(done || !shapes[at].0.changes.is_empty(), "{:?}", String::from_utf8_lossy(&before));
        accepted.extend(done.then_some(print));
    }
    assert_eq!(fs::read_to_string(folder.join("claims/herald.yaml")).unwrap(), herald);
    let (then, still) = disputes(folder);
    assert!(!still.iter().any(|(print, _)| accepted.contains(&print)), "{still:?}");
    let count = |report: &Value| report["findings"].as_array().unwrap().len();
    assert_eq!((count(&report), &report["summary"]["claims"]), (count(&then), &then["summary"]["claims"]));
    accepted.len()
}
