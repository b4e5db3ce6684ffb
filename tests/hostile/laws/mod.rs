//! What holds whatever is done to claim files: the real claims and the test cases are changed at random, always in the same
//! way, and what the program makes of them is held to a law.

mod change;
mod elsewhere;
mod insertion;
mod kinds;
#[path = "../../shared/elsewhere/mod.rs"]
mod law;
mod shards;
mod spots;
mod threads;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::{RngSeed, TestRunner};

use self::change::{Change, Pool, changed, changes};

/// The day of every run.
const TODAY: &str = "2026-06-01";

/// The files of a folder `claims`, by their paths.
#[derive(Debug, Clone, Default)]
struct Corpus {
    name: String,
    files: BTreeMap<String, Vec<u8>>,
    pool: Pool,
}

impl Corpus {
    /// The files at and below `folder`.
    fn read(name: &str, folder: &Path) -> Self {
        let mut files = BTreeMap::new();
        let mut folders = vec![folder.to_owned()];
        while let Some(next) = folders.pop() {
            for entry in fs::read_dir(&next).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let below = path.strip_prefix(folder).unwrap().to_str().unwrap();
                    files.insert(format!("claims/{below}"), fs::read(&path).unwrap());
                }
            }
        }
        let pool = Pool::of(files.values().map(Vec::as_slice));
        Self { name: name.to_owned(), files, pool }
    }

    /// The paths of claim files.
    fn claim_files(&self) -> Vec<&str> {
        let claims =
            |path: &&str| !path.contains("/rules/") && (path.ends_with("yaml") || path.ends_with("json"));
        self.files.keys().map(String::as_str).filter(claims).collect()
    }

    /// The corpus after changes to claim files.
    fn with(&self, changes: &[(Index, Vec<Change>)]) -> Self {
        let mut with = self.clone();
        for (file, changes) in changes {
            let path = *file.get(&self.claim_files());
            let text = &with.files[path];
            with.files.insert(path.to_owned(), changed(text, changes, &self.pool));
        }
        with
    }

    /// Writes the files into `folder`, in which nothing else is left.
    fn write(&self, folder: &Path) {
        let _ = fs::remove_dir_all(folder);
        for (path, text) in &self.files {
            let path = folder.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
    }
}

/// The real claims, and the claims of every test case behind them.
static CORPORA: LazyLock<Vec<Corpus>> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut cases: Vec<PathBuf> =
        fs::read_dir(root.join("tests/cases")).unwrap().map(|case| case.unwrap().path()).collect();
    cases.sort();
    // With broken rules nothing is checked.
    let checked = |case: &Path| !fs::read(case.join("output.txt")).unwrap().starts_with(b"exit status 2");
    let cases = cases.iter().filter(|case| case.join("claims").is_dir() && checked(case));
    let case =
        |case: &PathBuf| Corpus::read(case.file_name().unwrap().to_str().unwrap(), &case.join("claims"));
    let all = std::iter::once(Corpus::read("dprk", &root.join("claims/dprk"))).chain(cases.map(case));
    all.filter(|corpus| !corpus.claim_files().is_empty()).collect()
});

/// One of the corpora, by its number; often the real claims, in which most is found.
fn corpus() -> impl Strategy<Value = usize> {
    prop_oneof![1 => Just(0), 4 => 1..CORPORA.len()]
}

/// Changes to some of the files of a corpus.
fn files_changed() -> impl Strategy<Value = Vec<(Index, Vec<Change>)>> {
    proptest::collection::vec((any::<Index>(), changes()), 1..7)
}

/// Holds so many of what `input` makes to `law`: the same ones in every run, unless the variables of proptest ask for more
/// (`PROPTEST_CASES`) or for others (`PROPTEST_RNG_SEED`).
fn hold<S: Strategy>(cases: u32, input: &S, law: impl Fn(S::Value)) {
    let asked = ProptestConfig::default();
    let config = ProptestConfig {
        cases: if std::env::var_os("PROPTEST_CASES").is_some() { asked.cases } else { cases },
        rng_seed: if asked.rng_seed == RngSeed::Random { RngSeed::Fixed(11) } else { asked.rng_seed },
        max_shrink_iters: 300,
        failure_persistence: None,
        ..asked
    };
    let held = TestRunner::new(config).run(input, |value| {
        law(value);
        Ok(())
    });
    if let Err(error) = held {
        panic!("{error}");
    }
}
