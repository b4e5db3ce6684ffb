//! Whatever is edited, an editor shows what a check of the same texts finds.
//!
//! `PROPTEST_CASES=10000` edits more often than the usual 200 times, `PROPTEST_RNG_SEED=2` otherwise.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test says what it expects by failing")]

mod shared;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use gainsay_core::check::Checker;
use gainsay_core::claim;
use gainsay_core::finding::{Finding, Label, Role};
use gainsay_core::rule::{Rules, Severity};
use gainsay_core::rule_file;
use gainsay_core::text::Files;
use ls_types::{Diagnostic, DiagnosticSeverity, NumberOrString, Position, PositionEncodingKind, Range};
use shared::Editor;

/// Numbers that look random and are the same in each run (splitmix64).
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((z ^ (z >> 31)) % end.max(1) as u64).unwrap()
    }

    fn pick<'t>(&mut self, from: &[&'t str]) -> &'t str {
        from[self.below(from.len())]
    }
}

fn number(name: &str, usual: usize) -> usize {
    std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(usual)
}

const VALUES: [&str; 8] = ["12", "about 30", "at least 400", "5,000", "dozens", "up to 9", "'7'", "🔥 40"];
const SUBJECTS: [&str; 4] = ["harbour-fire", "river-flood", "harbour", "north-pier"];
const SOURCES: [&str; 4] = ["herald", "gazette", "times", "heralt"];
const ATTRIBUTES: [&str; 4] = ["deaths", "injured", "cause", "boats-lost"];
const DATES: [&str; 3] = ["2024-05-02", "2024-05-03", "2024-05-09"];

fn record(random: &mut Random) -> String {
    let mut record = format!(
        "  - source: {}\n    subject: {}\n    attribute: {}\n    value: {}\n    as-of: {}\n",
        random.pick(&SOURCES),
        random.pick(&SUBJECTS),
        random.pick(&ATTRIBUTES),
        random.pick(&VALUES),
        random.pick(&DATES),
    );
    if random.below(4) == 0 {
        let _ = write!(record, "    cites: {}\n    published: 2024-05-10\n", random.pick(&SOURCES));
    }
    if random.below(2) == 0 {
        let _ = writeln!(record, "    id: c{}", random.below(40));
    }
    record
}

fn accepted(random: &mut Random) -> String {
    let rule = random.pick(&["death-toll", "injured-count", "attribution", "cause"]);
    let ids: Vec<String> = (0..4).map(|_| format!("c{}", random.below(40))).collect();
    format!("accepted:\n  - rule: {rule}\n    claims: [{}]\n    reason: known\n", ids.join(", "))
}

const REGISTRY: &str = "sources:\n  herald: { name: The Herald }\n  gazette: { part-of: herald }\n  times:\nsubjects:\n  \
                        harbour:\n  harbour-fire: { part-of: harbour }\n  north-pier: { part-of: harbour }\n  river-flood: { aliases: [flood] }\n";

fn texts(random: &mut Random) -> BTreeMap<String, String> {
    let claims = |random: &mut Random| {
        let entries = if random.below(2) == 0 { accepted(random) } else { String::new() };
        let records: String = (0..5).map(|_| record(random)).collect();
        format!("{entries}claims:\n{records}")
    };
    let mut texts: BTreeMap<String, String> =
        (0..5).map(|at| (format!("claims/{at}.yaml"), claims(random))).collect();
    texts.insert("claims/registry.yaml".to_owned(), REGISTRY.to_owned());
    texts
}

/// An edit of `text`: the bytes that go, and what comes in their place.
fn edit(random: &mut Random, text: &str) -> (usize, usize, String) {
    let lines: Vec<usize> =
        std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
    let line = random.below(lines.len());
    let start = lines[line];
    let end = lines.get(line + 1).copied().unwrap_or(text.len());
    let value = |key: &str| text[start..end].find(key).map(|at| start + at + key.len());
    match random.below(10) {
        0 => (start, end, String::new()),
        1 => (text.len(), text.len(), record(random)),
        2 => (start, start, "# a note: é 🔥\n".to_owned()),
        3 => {
            let at = (0..=start + random.below(end - start + 1)).rev().find(|&at| text.is_char_boundary(at));
            let at = at.unwrap();
            (at, at, random.pick(&["'", " ", "x", ":", "\t", "{", "7", "ü"]).to_owned())
        }
        kind => {
            let keys = ["value: ", "subject: ", "source: ", "attribute: ", "as-of: "];
            let all: [&[&str]; 5] = [&VALUES, &SUBJECTS, &SOURCES, &ATTRIBUTES, &DATES];
            let found = keys.iter().zip(all).find_map(|(key, all)| Some((value(key)?, all)));
            match found {
                Some((at, all)) => {
                    (at, end - usize::from(text[..end].ends_with('\n')), random.pick(all).to_owned())
                }
                None if kind == 4 => (start, end, text[start..end].repeat(2)),
                None => (start, start, String::new()),
            }
        }
    }
}

fn position(text: &str, at: usize) -> Position {
    let before = &text[..at];
    let line = before.matches('\n').count();
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let units: usize = before[start..].chars().map(char::len_utf16).sum();
    Position { line: u32::try_from(line).unwrap(), character: u32::try_from(units).unwrap() }
}

fn offset(text: &str, at: Position) -> usize {
    (0..=text.len())
        .find(|&offset| text.is_char_boundary(offset) && position(text, offset) == at)
        .unwrap_or_else(|| panic!("nothing is at {at:?}"))
}

/// What a check finds, as an editor shows it.
fn checked(
    (rules, builtin): (&Rules, usize),
    texts: &BTreeMap<String, String>,
    wanted: &dyn Fn(&Finding) -> bool,
) -> Vec<String> {
    let mut files = Files::default();
    assert_eq!(rule_file::add_builtin(&mut files).len(), builtin);
    let ids: Vec<_> = texts.iter().map(|(path, text)| files.add(path, text)).collect();
    let records = claim::read(&files, &ids);
    let findings = Checker::new(&files, &records, rules).analyze().findings;
    let side =
        |label: &&Label| label.role == Role::Primary || label.role == Role::Related && label.claim.is_some();
    let mut lines = Vec::new();
    for finding in findings.iter().filter(|finding| finding.accepted.is_none() && wanted(finding)) {
        for label in finding.labels.iter().filter(side) {
            let file = files.get(label.span.file);
            let [start, end] = [label.span.start, label.span.end].map(|at| position(&file.text, at as usize));
            let message = finding.message.as_str();
            lines.push(format!(
                "{} {}:{}-{}:{} {} {message}",
                file.path, start.line, start.character, end.line, end.character, finding.rule
            ));
        }
    }
    lines.sort();
    lines
}

fn code(diagnostic: &Diagnostic) -> &str {
    let Some(NumberOrString::String(code)) = &diagnostic.code else { panic!("no code") };
    code
}

/// What the editor shows, with the first line of each message.
fn shown(editor: &Editor, wanted: &dyn Fn(&Diagnostic) -> bool) -> Vec<String> {
    let mut lines: Vec<String> = editor
        .lines()
        .into_iter()
        .zip(editor.shown.values().flatten())
        .filter(|(_, diagnostic)| wanted(diagnostic))
        .map(|(line, diagnostic)| format!("{line} {}", diagnostic.message.lines().next().unwrap()))
        .collect();
    lines.sort();
    lines
}

/// The texts as they are in an editor, and as they were when each was YAML last.
struct Texts {
    now: BTreeMap<String, String>,
    sound: BTreeMap<String, String>,
}

impl Texts {
    /// Whether a text is no YAML: what is shown of others then is about what was there before.
    fn is_broken(&self) -> bool {
        self.now != self.sound
    }

    /// Those of `lines` that are of files that are YAML.
    fn of_sound(&self, lines: Vec<String>) -> Vec<String> {
        let path = |line: &String| line.split(' ').next().unwrap().to_owned();
        lines.into_iter().filter(|line| self.now[&path(line)] == self.sound[&path(line)]).collect()
    }
}

/// Looks at an editor, with the texts as they are in it and how often they were edited.
type Hold<'h> = dyn FnMut(&mut Editor, &Texts, usize) + 'h;

/// Edits the texts again and again where so many claims are checked whole, or else around the edit, and has `hold` look at each state.
fn edits(limits: (usize, usize), times: usize, hold: &mut Hold<'_>) {
    let mut random = Random(number("PROPTEST_RNG_SEED", 1) as u64);
    let mut left = times;
    while left > 0 {
        let now = texts(&mut random);
        let disk: Vec<(&str, &str)> = now.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        let mut editor = Editor::with(&disk, Some(PositionEncodingKind::UTF16), limits);
        for (path, text) in &now {
            editor.open(path, text);
        }
        let mut texts = Texts { sound: now.clone(), now };
        for at in 0..left.min(50) {
            let path = format!("claims/{}.yaml", random.below(5));
            let text = texts.now.get_mut(&path).unwrap();
            let (start, end, new) = edit(&mut random, text);
            let range = Range { start: position(text, start), end: position(text, end) };
            editor.change(&path, Some(range), &new);
            text.replace_range(start..end, &new);
            if !is_broken(text) {
                texts.sound.insert(path, text.clone());
            }
            hold(&mut editor, &texts, at);
        }
        left = left.saturating_sub(50);
    }
}

/// Whether a text is no YAML.
fn is_broken(text: &str) -> bool {
    let mut files = Files::default();
    let mut problems = Vec::<gainsay_core::problem::Problem>::new();
    gainsay_yaml::parse(files.add("a.yaml", text), text, &mut problems);
    !problems.is_empty()
}

fn rules() -> (Rules, usize) {
    let mut files = Files::default();
    let builtin = rule_file::add_builtin(&mut files);
    (rule_file::read(&files, &[&builtin], &mut Vec::new()), builtin.len())
}

#[test]
fn an_editor_shows_what_a_check_finds() {
    let (rules, builtin) = rules();
    for limits in [(usize::MAX, 0), (0, usize::MAX), (0, 0)] {
        let mut compared = 0;
        edits(limits, number("PROPTEST_CASES", 200) / 2, &mut |editor, texts, at| {
            // In between, what was checked of a part is left to what comes next.
            if at % 3 == 0 {
                return editor.quick();
            }
            editor.sync();
            compared += 1;
            let now = &texts.now;
            assert_eq!(
                texts.of_sound(shown(editor, &|_| true)),
                texts.of_sound(checked((&rules, builtin), &texts.sound, &|_| true)),
                "{now:#?}"
            );
            for (path, _) in now.iter().filter(|(path, text)| texts.sound[*path] != **text) {
                assert!(
                    editor.shown[path].iter().any(|one| code(one) == "malformed-yaml"),
                    "{path} in {now:#?}"
                );
            }
        });
        assert!(compared > 0);
    }
}

#[test]
fn what_is_shown_at_once_is_right_where_it_is_shown() {
    let (rules, builtin) = rules();
    // What only a check of all files can tell comes later: notes on what was not compared, and what is wrong with records.
    let later = |rule: &str| {
        rule.parse::<gainsay_core::problem::Code>().is_ok()
            || rules
                .rules
                .get(rule)
                .is_none_or(|rule| matches!(rule.task, gainsay_core::rule::Task::Records(_)))
    };
    let at_once = |finding: &Finding| !later(&finding.rule) && finding.severity > Severity::Note;
    let is_shown =
        |one: &Diagnostic| one.severity != Some(DiagnosticSeverity::INFORMATION) && !later(code(one));
    let (mut compared, mut was_broken) = (0, false);
    edits((0, usize::MAX), number("PROPTEST_CASES", 200), &mut |editor, texts, _| {
        editor.quick();
        let broken = texts.is_broken();
        if broken || std::mem::replace(&mut was_broken, broken) {
            editor.sync();
            return;
        }
        compared += 1;
        let now = &texts.now;
        assert_eq!(shown(editor, &is_shown), checked((&rules, builtin), now, &at_once), "{now:#?}");
    });
    assert!(compared > 0);
}

/// The words that each diagnostic is shown at, behind what it says.
fn words(editor: &Editor, texts: &BTreeMap<String, String>) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for (path, all) in &editor.shown {
        for one in all {
            let [start, end] = [one.range.start, one.range.end].map(|at| offset(&texts[path], at));
            words.insert(format!("{path} {} {}", one.message, &texts[path][start..end]));
        }
    }
    words
}

#[test]
fn what_waits_for_the_check_of_everything_stays_at_its_words() {
    let (mut compared, mut before, mut was_broken) = (0, BTreeSet::new(), true);
    edits((0, 0), number("PROPTEST_CASES", 200), &mut |editor, Texts { now: texts, sound }, at| {
        let broken = texts != sound;
        if std::mem::replace(&mut was_broken, broken) || broken || at % 5 == 0 {
            editor.sync();
            before = words(editor, texts);
            return;
        }
        editor.quick();
        compared += 1;
        let now = words(editor, texts);
        assert!(now.is_subset(&before), "{:#?} in {texts:#?}", now.difference(&before));
    });
    assert!(compared > 0);
}
