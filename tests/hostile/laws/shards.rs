//! What is found in shards and put together is what one run finds: the same bytes, whatever the files hold.

use std::fmt::Write as _;
use std::path::Path;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::change::Pool;
use super::{CORPORA, Corpus, TODAY, corpus, files_changed, hold};
use crate::{folder, run};

/// What a run writes and how it ends, and what its shards do, put together by `gainsay merge`.
fn both(folder: &Path, of: usize) -> [(i32, String, String); 2] {
    let at_once = run(folder, &["check", "--format", "json", "--today", TODAY]);
    let mut merge = vec!["merge".to_owned(), "--format=json".to_owned(), format!("--today={TODAY}")];
    for number in 1..=of {
        let file = format!("shard-{number}.json");
        let shard = run(folder, &["check", "--shard", &format!("{number}/{of}"), "-o", &file]);
        if shard.status != 0 {
            assert_eq!((shard.status, &shard.err), (at_once.status, &at_once.err));
            return [(); 2].map(|()| (2, String::new(), String::new()));
        }
        merge.insert(1, file);
    }
    let merged = run(folder, &merge.iter().map(String::as_str).collect::<Vec<_>>());
    [at_once, merged].map(|done| (done.status, done.out, done.err))
}

fn shards_come_to_one_run(corpus: &Corpus, of: usize, folder: &Path) -> String {
    corpus.write(folder);
    let [at_once, merged] = both(folder, of);
    assert!(at_once == merged, "{} in {of} shards:\n{at_once:#?}\n{merged:#?}", corpus.name);
    at_once.1
}

#[test]
fn shards_of_changed_files_come_to_one_run() {
    let folder = folder("laws-shards");
    hold(24, &(corpus(), files_changed(), 1usize..6), |(corpus, changes, of)| {
        shards_come_to_one_run(&CORPORA[corpus].with(&changes), of, &folder);
    });
}

#[test]
fn shards_of_every_test_case_come_to_one_run() {
    let folder = folder("laws-shards-of-cases");
    for (number, corpus) in CORPORA.iter().enumerate() {
        shards_come_to_one_run(corpus, 2 + number % 2, &folder);
    }
}

const SUBJECTS: [&str; 7] = ["fire", "fire-east", "flood", "floods", "storm", "ѕtorm", "quake"];
const SOURCES: [&str; 6] = ["herald", "gazette", "agency", "ministry", "minstry", "desk"];
const ATTRIBUTES: [&str; 6] = ["deaths", "injured", "Deaths", "deahts", "troops", "cause"];
const VALUES: [&str; 10] =
    ["40", "44", "about 40", "at least 450", "450", "1,250", "1,250 km", "arson", "{ low: 3 }", "many?!"];

/// A row of a claim: its subject, source, attribute and value, the day, whom it cites, and what is odd about it.
type Row = (usize, usize, usize, usize, u32, usize, u32);

fn row() -> impl Strategy<Value = Row> {
    (0..SUBJECTS.len(), 0..SOURCES.len(), 0..ATTRIBUTES.len(), 0..VALUES.len(), 1u32..9, 0..24usize, 0u32..60)
}

/// A record in YAML, with the keys that a report gives left out.
fn record(number: usize, (subject, source, attribute, value, day, cites, odd): Row, report: bool) -> String {
    let mut keys = Vec::new();
    // Some have no id, and some share one.
    match odd {
        0..=5 => {}
        6..=9 => keys.push("id: twice".to_owned()),
        _ => keys.push(format!("id: c-{number}")),
    }
    if !report {
        keys.push(format!("source: {}", SOURCES[source]));
        keys.push(format!("as-of: 2024-05-0{day}"));
    }
    if odd != 11 {
        keys.push(format!("subject: {}", SUBJECTS[subject]));
    }
    keys.push(format!("attribute: {}", ATTRIBUTES[attribute]));
    let quoted = if VALUES[value].starts_with('{') {
        VALUES[value].to_owned()
    } else {
        format!("'{}'", VALUES[value])
    };
    keys.push(format!("value: {quoted}"));
    keys.extend(SOURCES.get(cites).map(|source| format!("cites: {source}")));
    keys.extend((odd == 12).then(|| "stance: unconfirmed".to_owned()));
    keys.extend((odd == 13).then(|| "valeu: 3".to_owned()));
    keys.extend((odd == 14).then(|| "place: harbour".to_owned()));
    format!("  - {{ {} }}", keys.join(", "))
}

/// Files of claims about several subjects, in some of which a report gives the source and the day of all claims, with quotes of what was said
/// of another subject, accepted entries, a table, and mistakes.
fn of_subjects() -> impl Strategy<Value = Corpus> {
    let files = vec((vec(row(), 1..9), any::<bool>()), 2..5);
    let across =
        vec((select(&["fire", "flood", "quake"][..]), select(&["storm", "flood"][..]), 0u32..3), 1..4);
    let accepted = vec((0..20usize, 0..20usize, 0..3u32), 0..4);
    let table = vec((0..SUBJECTS.len(), 0..SOURCES.len(), 0..60u32), 0..6);
    (files, across, accepted, table, any::<bool>()).prop_map(|(files, across, accepted, table, declared)| {
        let mut corpus: Vec<(String, String)> = Vec::new();
        let mut number = 0;
        for (at, (rows, report)) in files.into_iter().enumerate() {
            let mut text = String::new();
            if report {
                let (_, source, _, _, day, ..) = rows[0];
                let _ = writeln!(text, "report: {{ source: {}, as-of: 2024-05-0{day} }}", SOURCES[source]);
            }
            text.push_str("claims:\n");
            for row in rows {
                let comment = if row.6 == 20 { " # gainsay: accept casualty-count looked at" } else { "" };
                let _ = writeln!(text, "{}{comment}", record(number, row, report));
                number += 1;
            }
            corpus.push((format!("claims/{at}.yaml"), text));
        }
        // What the agency gave for the one, passed on as what it gave for the other.
        let mut text = "claims:\n".to_owned();
        for (at, (of, quoted_of, own)) in across.iter().enumerate() {
            let figure = 321 + at * 7;
            let said = |id: &str, source: &str, subject: &str, figure: usize, cites: &str| {
                format!(
                    "  - {{ id: {id}-{at}, source: {source}, subject: {subject}, attribute: deaths, value: {figure}, as-of: 2024-06-0{}{cites} }}\n",
                    at + 1
                )
            };
            text.push_str(&said("given", "agency", of, figure, ""));
            if *own > 0 {
                text.push_str(&said("own", "agency", quoted_of, figure + 900, ""));
            }
            text.push_str(&said("quote", "courier", quoted_of, figure, ", cites: agency"));
            text.push_str(&said("other", "bugle", quoted_of, 4 * figure, ""));
        }
        text.push_str("accepted:\n  - { rule: casualty-count, claims: [quote-0, other-0], reason: looked at }\n");
        for (one, other, expired) in accepted {
            let expires = if expired == 0 { ", expires: 2024-12-31" } else { "" };
            let _ = writeln!(
                text,
                "  - {{ rule: casualty-count, claims: [c-{one}, c-{other}], reason: known{expires} }}"
            );
        }
        corpus.push(("claims/across.yaml".to_owned(), text));
        if declared {
            let all = |names: &[&str]| names.iter().map(|name| format!("  {name}:\n")).collect::<Vec<_>>().concat();
            let registry = format!(
                "sources:\n{}  courier:\n  bugle: {{ part-of: agency }}\n  nobody:\nsubjects:\n{}  fire-west: {{ part-of: \
                 fire-east }}\n  unused:\nplaces:\n  harbour:\n  pier: {{ within: harbour }}\n",
                all(&SOURCES),
                all(&SUBJECTS).replace("fire-east:", "fire-east: { part-of: fire }"),
            );
            corpus.push(("claims/registry.yaml".to_owned(), registry));
        }
        if !table.is_empty() {
            let mut rows = "event,who,dead\n".to_owned();
            for (subject, source, dead) in table {
                let _ = writeln!(rows, "{},{},{dead}", SUBJECTS[subject], SOURCES[source]);
            }
            let mapping = "read: rows.csv\nsubject: { from: event }\nsource: { from: who }\nas-of: 2024-05-04\nclaims:\n  - \
                           { attribute: deaths, value: { from: dead } }\n";
            corpus.push(("claims/rows.csv".to_owned(), rows));
            corpus.push(("claims/rows.map.yaml".to_owned(), mapping.to_owned()));
        }
        let files = corpus.into_iter().map(|(path, text)| (path, text.into_bytes())).collect();
        Corpus { name: "claims about several subjects".to_owned(), files, pool: Pool::of(std::iter::empty()) }
    })
}

#[test]
fn shards_of_claims_about_several_subjects_come_to_one_run() {
    let folder = folder("laws-shards-of-subjects");
    let (mut cases, mut conflicts, mut misquotes) = (0, 0, 0);
    let counted = std::cell::RefCell::new((&mut cases, &mut conflicts, &mut misquotes));
    hold(40, &(of_subjects(), 1usize..6), |(corpus, of)| {
        let json = shards_come_to_one_run(&corpus, of, &folder);
        let mut counted = counted.borrow_mut();
        *counted.0 += 1;
        *counted.1 += usize::from(json.contains("\"kind\": \"conflict\""));
        // One statement of the agency is of another subject than the quote.
        *counted.2 += usize::from(
            json.contains("gave 321 as deaths of ") || json.contains("said that of something else"),
        );
    });
    assert!(
        2 * conflicts > cases && 2 * misquotes > cases,
        "of {cases} cases {conflicts} hold a conflict, and {misquotes} a quote of what was said of another subject"
    );
}
