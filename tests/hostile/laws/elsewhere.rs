//! What is changed inside one record hides nothing that is found between claims of other files.

use std::cell::Cell;
use std::path::Path;
use std::sync::OnceLock;

use proptest::prelude::*;
use proptest::sample::Index;

use super::change::{Change, changed, changes};
use super::law::facts::{Told, check};
use super::law::{Effect, bystanders};
use super::{CORPORA, Corpus, corpus, hold};
use crate::folder;

/// A corpus to change, and what is found in it.
struct Base {
    corpus: Corpus,
    told: Told,
}

/// The corpus with this number, and in it two files more that contradict each other in all that it speaks of.
fn base(number: usize) -> &'static Base {
    static BASES: OnceLock<Vec<OnceLock<Base>>> = OnceLock::new();
    let bases = BASES.get_or_init(|| CORPORA.iter().map(|_| OnceLock::new()).collect());
    bases[number].get_or_init(|| {
        let folder = folder(&format!("laws-base-{number}"));
        let mut corpus = CORPORA[number].clone();
        corpus.write(&folder);
        let told = check(&folder);
        for (file, text) in bystanders(&told) {
            corpus.files.insert(format!("claims/{file}"), text.into_bytes());
        }
        corpus.write(&folder);
        Base { told: check(&folder), corpus }
    })
}

/// What `changes` to a record of the corpus with this number do; `None` where there is no record, or where they change
/// what is declared or accepted, which holds for all files.
fn effect(number: usize, record: Index, changes: &[Change], folder: &Path) -> Option<(Effect, String)> {
    let Base { corpus, told } = base(number);
    if told.records.is_empty() {
        return None;
    }
    let (path, span) = record.get(&told.records);
    let text = &corpus.files[path];
    let record = changed(&text[span.clone()], changes, &corpus.pool);
    let mut corpus = corpus.clone();
    corpus.files.insert(path.clone(), [&text[..span.start], &record, &text[span.end..]].concat());
    corpus.write(folder);
    let then = check(folder);
    let same = then.declared == told.declared;
    same.then(|| (Effect::of(told, &then, path), String::from_utf8_lossy(&record).into_owned()))
}

#[test]
fn a_change_inside_a_record_hides_nothing_elsewhere() {
    let folder = folder("laws-elsewhere");
    let [elsewhere, explained] = [(); 2].map(|()| Cell::new(0));
    let input = (corpus(), any::<Index>(), changes());
    hold(120, &input, |(number, record, changes)| {
        let Some((effect, record)) = effect(number, record, &changes, &folder) else { return };
        elsewhere.set(elsewhere.get() + effect.elsewhere);
        explained.set(explained.get() + effect.explained);
        let Effect { hidden, changed, .. } = effect;
        let name = &CORPORA[number].name;
        assert!(
            hidden.is_empty(),
            "{name}: a record becomes {record:?}\n{changed:#?}\nand this is hidden: {hidden:#?}"
        );
    });
    // The reasons are for a few.
    let (elsewhere, explained) = (elsewhere.get(), explained.get());
    assert!(elsewhere > 2_500 && explained * 200 < elsewhere, "{explained} of {elsewhere}");
}

#[test]
fn what_the_cited_source_says_elsewhere_may_end_a_misquote() {
    let folder = folder("laws-elsewhere-cited");
    let claim = |id: &str, source: &str, subject: &str, value: u32, more: &str| {
        let about = format!("subject: {subject}, attribute: deaths, value: {value}, as-of: 2024-05-02");
        format!("  - {{ id: {id}, source: {source}, {about}{more} }}\n")
    };
    let quoted = [
        claim("own", "ministry", "raid", 31, ""),
        claim("other", "police", "raid", 47, ""),
        claim("quote", "paper", "raid", 47, ", cites: ministry"),
    ];
    let told = |source: &str| {
        std::fs::create_dir_all(folder.join("claims")).unwrap();
        let changed = claim("changed", source, "crash", 47, "");
        for (file, claims) in [("quoted", quoted.concat()), ("changed", changed)] {
            std::fs::write(folder.join(format!("claims/{file}.yaml")), format!("claims:\n{claims}")).unwrap();
        }
        check(&folder)
    };
    let effect = Effect::of(&told("somebody"), &told("ministry"), "claims/changed.yaml");
    assert!(effect.hidden.is_empty(), "{:#?}", effect.hidden);
    assert_eq!(effect.explained, 1);
}
