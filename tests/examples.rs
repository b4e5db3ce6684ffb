//! The worked examples in `examples/`: each with the exact output of `gainsay check --show note` in its folder.

#![allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use snapbox::{Assert, Data};

#[test]
fn every_example_prints_exactly_its_output() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let folders = fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path());
    let mut folders: Vec<PathBuf> = folders.filter(|path| path.join("claims").is_dir()).collect();
    folders.sort();
    assert!(folders.len() >= 2);
    let assert = Assert::new().action_env("SNAPSHOTS");
    for folder in folders {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gainsay"));
        let output =
            command.args(["check", "--show", "note"]).current_dir(&folder).env_clear().output().unwrap();
        let printed = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        let printed = format!("exit status {}\n{printed}", output.status.code().unwrap());
        assert.eq(printed, Data::read_from(&folder.join("output.txt"), None).raw());
    }
}
