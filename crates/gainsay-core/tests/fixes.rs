//! A fix settles what it is offered for, and changes nothing else.
//!
//! Slips are made in claim files that have none, in every way in which such files are written; the fixes give the files back byte
//! for byte. And each fix that is offered for any of the cases of the project is applied alone.

#![allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use gainsay_core::check::{Checker, problem_finding};
use gainsay_core::claim;
use gainsay_core::date::Day;
use gainsay_core::finding::Finding;
use gainsay_core::rule::Rules;
use gainsay_core::rule_file;
use gainsay_core::text::{Edit, FileId, Files, Fix, Safety, apply};
use proptest::prelude::*;

/// Files by their paths.
type Texts = BTreeMap<String, String>;

/// The built-in rules; their files have the same numbers wherever they are added first.
static BUILT_IN: LazyLock<Rules> = LazyLock::new(|| {
    let mut files = Files::default();
    let builtin = rule_file::add_builtin(&mut files);
    rule_file::read(&files, &[&builtin], &mut Vec::new())
});

/// What is found in claim files, and in rule files, which are those in a folder `rules`.
fn findings(texts: &Texts) -> (Files, Vec<Finding>) {
    let mut files = Files::default();
    let builtin = rule_file::add_builtin(&mut files);
    let (mut claims, mut own) = (Vec::new(), Vec::new());
    for (path, text) in texts {
        let list = if path.contains("rules/") { &mut own } else { &mut claims };
        list.push(files.add(path.as_str(), text.as_str()));
    }
    if own.is_empty() {
        let findings = check(&files, &claims, &BUILT_IN);
        return (files, findings);
    }
    let mut problems = Vec::new();
    let rules = rule_file::read(&files, &[&builtin, &own], &mut problems);
    let findings = if problems.is_empty() {
        check(&files, &claims, &rules)
    } else {
        problems.iter().map(problem_finding).collect()
    };
    (files, findings)
}

fn check(files: &Files, claims: &[FileId], rules: &Rules) -> Vec<Finding> {
    let records = claim::read(files, claims);
    let today = Some(Day(20_600));
    Checker::new(files, &records, rules).today(today).analyze().findings
}

/// The texts with `edits` applied.
fn edited(files: &Files, texts: &Texts, edits: &[Edit]) -> Texts {
    let mut by_file: BTreeMap<FileId, Vec<Edit>> = BTreeMap::new();
    for edit in edits {
        by_file.entry(edit.span.file).or_default().push(edit.clone());
    }
    let mut edited = texts.clone();
    for (file, edits) in by_file {
        let file = files.get(file);
        edited.insert(file.path.clone(), apply(&file.text, &edits));
    }
    edited
}

/// The texts once the first fix of every finding, up to `most`, is applied as often as there is one.
fn fixed(texts: &Texts, most: Safety) -> Texts {
    let mut texts = texts.clone();
    for round in 0.. {
        assert!(round < 10, "there is no end of fixes: {texts:#?}");
        let (files, findings) = findings(&texts);
        let mut edits: Vec<Edit> = Vec::new();
        for fix in findings.iter().filter_map(|finding| finding.fixes.iter().find(|fix| fix.safety <= most)) {
            if !fix.edits.iter().any(|edit| edits.iter().any(|other| edit.overlaps(other))) {
                edits.extend(fix.edits.clone());
            }
        }
        if edits.is_empty() {
            return texts;
        }
        texts = edited(&files, &texts, &edits);
    }
    texts
}

/// How often each thing is found, by what is said of it.
fn counted(findings: &[Finding]) -> BTreeMap<(String, String), usize> {
    let mut counted = BTreeMap::new();
    for finding in findings {
        *counted.entry((finding.rule.clone(), finding.message.clone())).or_default() += 1;
    }
    counted
}

/// Panics where a fix is not one that can be applied.
fn applicable(files: &Files, fix: &Fix) {
    assert!(!fix.title.is_empty() && !fix.edits.is_empty(), "{fix:?}");
    for (at, edit) in fix.edits.iter().enumerate() {
        let text = &files.get(edit.span.file).text;
        assert!(text.get(edit.span.start as usize..edit.span.end as usize).is_some(), "{fix:?}");
        assert!(fix.edits.iter().skip(at + 1).all(|other| !edit.overlaps(other)), "{fix:?}");
    }
}

/// A claim file without a slip, its claims in lines and in braces.
const CLAIMS: &str = "\
sources:
  herald: { name: Herald, reliability: B }
  ministry:
subjects:
  harbour-fire: { name: The fire }
places:
  harbour:
report:
  publisher: Example Daily
  speaker: Nobody
claims:
  - id: guard-1
    source: ministry
    subject: harbour-fire
    place: harbour
    attribute: injured
    value: \"1,200\"
    as-of: 2024-05-02   # a Thursday
    stance: asserts
  - { id: herald-1, source: herald, subject: harbour-fire, attribute: injured, value: \"1,200\", as-of: 2024-05-02, stance: asserts }
";

/// Slips: what is right in the file above, and what is written instead. Safe ones come first.
const SLIPS: [(&str, &str); 14] = [
    ("    as-of: 2024-05-02", "    as-of: 2024-5-2"),
    (", as-of: 2024-05-02", ", as-of: 2024/05/02"),
    (", as-of: 2024-05-02", ", asof: 2024-05-02"),
    ("    as-of: 2024-05-02", "    as_of: 2024-05-02"),
    ("    attribute:", "    atribute:"),
    (", attribute:", ", attributes:"),
    (", value: \"1,200\"", ", value: 1,200"),
    ("    stance: asserts", "    stance: assert"),
    (", stance: asserts", ", stance: Asserts"),
    ("  publisher: Example", "  Publisher: Example"),
    (
        "report:\n  publisher: Example Daily\n  speaker: Nobody\n",
        "report:\npublisher: Example Daily\nspeaker: Nobody\n",
    ),
    (", reliability:", ", reliabilty:"),
    (" source: herald,", " source: herld,"),
    ("    place: harbour", "    place: habour"),
];

/// How many of the slips can be fixed unseen.
const SAFE: usize = 11;

/// The slips that can be made together: of two at one spot, the first.
fn slipped(text: &str, slips: &[bool]) -> String {
    let made = SLIPS.iter().zip(slips).filter(|(_, made)| **made);
    made.fold(text.to_owned(), |text, ((right, wrong), _)| text.replacen(right, wrong, 1))
}

/// The file written in another way: with other line ends, a mark at its start, and without its last line end.
fn styled(text: &str, [windows, mark, open]: [bool; 3]) -> String {
    let text = if open { text.trim_end() } else { text };
    let text = if windows { text.replace('\n', "\r\n") } else { text.to_owned() };
    if mark { format!("\u{feff}{text}") } else { text }
}

fn one(text: String) -> Texts {
    BTreeMap::from([("claims/a.yaml".to_owned(), text)])
}

proptest! {
    #[test]
    fn fixes_give_the_file_back(slips in prop::collection::vec(any::<bool>(), SLIPS.len()), style in any::<[bool; 3]>()) {
        let right = one(styled(CLAIMS, style));
        let wrong = one(styled(&slipped(CLAIMS, &slips), style));
        let safe: Vec<bool> = slips.iter().enumerate().map(|(at, made)| *made && at >= SAFE).collect();
        let left = one(styled(&slipped(CLAIMS, &safe), style));
        prop_assert_eq!(fixed(&wrong, Safety::Safe), left);
        prop_assert_eq!(fixed(&wrong, Safety::Suggested), right);
    }

    #[test]
    fn fixes_of_files_that_are_cut_or_joined_anywhere_can_be_applied(
        slips in prop::collection::vec(any::<bool>(), SLIPS.len()),
        cut in 0_usize..CLAIMS.len(),
        again in 0_usize..CLAIMS.len(),
    ) {
        let text = slipped(CLAIMS, &slips);
        let part = |range: std::ops::Range<usize>| text.get(range).unwrap_or_default();
        let texts = one(format!("{}{}", part(0..cut.min(text.len())), part(again.min(text.len())..text.len())));
        let (files, found) = findings(&texts);
        for fix in found.iter().flat_map(|finding| &finding.fixes) {
            applicable(&files, fix);
        }
    }
}

#[test]
fn the_file_without_slips_has_nothing_to_fix() {
    let (_, found) = findings(&one(CLAIMS.to_owned()));
    assert!(found.iter().all(|finding| finding.fixes.is_empty()), "{found:#?}");
    for (right, wrong) in SLIPS {
        let texts = one(CLAIMS.replacen(right, wrong, 1));
        let (_, found) = findings(&texts);
        assert!(found.iter().any(|finding| !finding.fixes.is_empty()), "{wrong}");
    }
}

/// The text files below the folders of the project that hold claims and rules, by the case that they are of.
static CASES: LazyLock<Vec<Texts>> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut folders: Vec<PathBuf> = fs::read_dir(root.join("tests/cases"))
        .unwrap()
        .map(|entry| entry.unwrap().path().join("claims"))
        .collect();
    folders.extend([
        root.join("claims"),
        root.join("tests/fixes/before"),
        root.join("tests/fixes/suggested/before"),
    ]);
    folders.sort();
    folders.iter().map(|folder| texts(folder)).filter(|texts| !texts.is_empty()).collect()
});

fn texts(folder: &Path) -> Texts {
    let mut texts = BTreeMap::new();
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            texts.extend(self::texts(&path));
        } else if path
            .extension()
            .is_some_and(|ending| ["yaml", "yml", "json"].iter().any(|known| ending == *known))
            && let Ok(text) = fs::read_to_string(&path)
        {
            texts.insert(path.to_string_lossy().into_owned(), text);
        }
    }
    texts
}

#[test]
fn each_fix_alone_settles_its_finding_and_breaks_nothing() {
    let mut applied = 0;
    for texts in CASES.iter() {
        let (files, found) = findings(texts);
        let before = counted(&found);
        for finding in &found {
            for fix in &finding.fixes {
                applicable(&files, fix);
                let then = edited(&files, texts, &fix.edits);
                let after = counted(&findings(&then).1);
                let key = (finding.rule.clone(), finding.message.clone());
                let spot = &files.get(finding.labels[0].span.file).path;
                assert!(after.get(&key).unwrap_or(&0) < &before[&key], "{spot}: {key:?}: {fix:?}");
                let broken = after.keys().find(|(rule, _)| {
                    rule == "malformed-yaml" && !before.keys().any(|(known, _)| known == rule)
                });
                assert_eq!(broken, None, "{spot}: {fix:?}");
                applied += 1;
            }
        }
    }
    assert!(applied > 30, "{applied}");
}

#[test]
fn what_is_fixed_has_nothing_more_to_fix() {
    for texts in CASES.iter() {
        for most in [Safety::Safe, Safety::Suggested] {
            let then = fixed(texts, most);
            assert_eq!(fixed(&then, most), then);
        }
    }
}
