//! The example of the README is what the program prints.

#![allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]

mod pages;

use std::fs;
use std::path::Path;
use std::process::Command;

use self::pages::{IN_COLOURS, blocks, keep, picture, picture_behind};

#[test]
fn the_first_conflict_prints_as_shown() {
    let readme = pages::read("README.md");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("readme");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("claims")).unwrap();
    for block in blocks(&readme).iter().filter(|block| block.text.starts_with("# claims/")) {
        let (path, text) = block.text.split_once('\n').unwrap();
        fs::write(folder.join(path.trim_start_matches("# ")), text).unwrap();
    }
    let page = blocks(&readme).into_iter().find(|block| block.language == "console").unwrap();
    let shown = page.text.strip_prefix("$ gainsay check\n").unwrap();
    let (status, printed) = check(&folder, &[]);
    assert_eq!(printed.trim_end(), shown.trim_end());
    assert_eq!(status, Some(1));
    let (_, in_colours) = check(&folder, &[IN_COLOURS]);
    keep(picture_behind(&readme, &page).unwrap(), picture("gainsay check", &in_colours));
}

/// Runs the program with nothing in its environment but `variables`.
fn check(folder: &Path, variables: &[(&str, &str)]) -> (Option<i32>, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gainsay"));
    let variables = variables.iter().copied();
    let output = command.arg("check").current_dir(folder).env_clear().envs(variables).output().unwrap();
    (output.status.code(), String::from_utf8(output.stdout).unwrap())
}
