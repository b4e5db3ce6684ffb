//! The same bytes whatever the number of threads.

#![allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]

#[allow(dead_code, unused_imports, reason = "the benchmark needs more of it")]
#[path = "../benches/corpus/mod.rs"]
mod corpus;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use corpus::Shape;

/// What `gainsay check` writes about `path` on so many threads.
fn check(path: &Path, format: &str, threads: &str) -> Vec<u8> {
    let output = Command::new(env!("CARGO_BIN_EXE_gainsay"))
        .env_clear()
        .args(["check", "--show", "note", "--today", "2026-06-01", "--format", format, "--threads", threads])
        .arg(path)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

fn same_on_any_number_of_threads(path: &Path) {
    for format in ["text", "json"] {
        let one = check(path, format, "1");
        assert!(one.len() > 1_000);
        for threads in ["2", "8", "0"] {
            assert!(check(path, format, threads) == one, "{format} on {threads} threads");
        }
    }
}

/// A folder of `shape` in so many files.
fn folder(name: &str, shape: &Shape, files: usize) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("threads-{name}"));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    for file in 0..files {
        let text = shape.file(file * shape.claims / files, (file + 1) * shape.claims / files);
        fs::write(folder.join(format!("{file:03}.yaml")), text).unwrap();
    }
    folder
}

const SHAPE: Shape = Shape { claims: 3_000, scopes: 400, sources: 50, stray: 10, bytes: 256 };

#[test]
fn over_the_real_claims() {
    same_on_any_number_of_threads(Path::new("claims"));
}

#[test]
fn over_many_files() {
    same_on_any_number_of_threads(&folder("many", &SHAPE, 60));
}

#[test]
fn over_one_file_that_is_read_in_pieces() {
    // From half a megabyte on, a file is cut.
    same_on_any_number_of_threads(&folder("one", &Shape { bytes: 420, ..SHAPE }, 1));
}

#[test]
fn over_one_scope() {
    same_on_any_number_of_threads(&folder("scope", &Shape { claims: 2_000, scopes: 1, ..SHAPE }, 4));
}
