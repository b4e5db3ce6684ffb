//! A large file that is read in pieces holds what it holds as a whole.

use std::fmt::Write as _;

use crate::claim::Records;
use crate::claim::read::{read_by, trees};
use crate::claim::tables::NoTables;
use gainsay_yaml::text::{FileId, Files};

/// So many claims, some of them with something wrong.
fn claims(name: &str, count: usize) -> String {
    let mut text = String::new();
    for at in 0..count {
        let _ = writeln!(text, "  - id: {name}-{at}\n    attribute: deaths\n    value: about {at}");
        let _ = match at % 50 {
            0 => writeln!(text, "    sauce: x"),
            1 => writeln!(text, "    source: d\n    note: \"a\\tb\""),
            2 => writeln!(text, "    as-of: tomorrow"),
            _ => writeln!(text, "    note: {}", "é".repeat(40)),
        };
    }
    text
}

fn shown(records: &Records) -> String {
    let Records { claims, registry, accepted, problems, .. } = records;
    let names = claims.iter().map(|claim| records.names.text(claim.id.value)).collect::<Vec<_>>();
    format!("{names:?}\n{claims:?}\n{registry:?}\n{accepted:?}\n{problems:?}")
}

/// Whether `text` is read in pieces; what is read has to be the same as without.
fn in_pieces(text: &str) -> bool {
    let mut files = Files::default();
    let ids: Vec<FileId> = ["a.yaml", "b.yaml"].map(|path| files.add(path, text)).to_vec();
    let whole = |files, id| {
        let mut problems = Vec::new();
        let text: &str = &Files::get(files, id).text;
        (vec![gainsay_yaml::parse(id, text, &mut problems)], problems)
    };
    let (parted, whole) = (read_by(&files, &ids, &NoTables, trees), read_by(&files, &ids, &NoTables, whole));
    assert!(!parted.claims.is_empty());
    assert!(shown(&parted) == shown(&whole));
    trees(&files, ids[0]).0.len() > 1
}

#[test]
fn a_list_that_goes_on_is_the_same_list() {
    let report = "report: { source: a }\n";
    assert!(in_pieces(&format!("claims:\n{}{report}", claims("x", 18_000))));
    let accepted = "  - { rule: r, claims: [x-3, x-4], reason: y }\n".repeat(20_000);
    let text = format!("{report}claims:\n{}accepted:\n{accepted}", claims("x", 9_000));
    assert!(in_pieces(&text));
    let documents = format!("{report}claims:\n{}---\nclaims:\n{}", claims("x", 9_000), claims("y", 9_000));
    assert!(in_pieces(&format!("{documents}report: {{ source: b }}\nsources: {{ a: {{}}, b: {{}} }}\n")));
}

#[test]
fn what_is_no_list_of_records_is_told_once() {
    let places = "  - russia\n".repeat(200_000);
    assert!(!in_pieces(&format!(
        "claims:\n  - {{ id: x, source: a, attribute: b, value: 1 }}\nplaces:\n{places}"
    )));
}
