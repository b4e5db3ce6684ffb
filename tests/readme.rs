//! The example of the README is what the program prints.

#![allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]

use std::fs;
use std::path::Path;
use std::process::Command;

/// The fenced blocks of the README in `language`.
fn blocks(readme: &str, language: &str) -> Vec<String> {
    let fence = format!("```{language}\n");
    readme
        .split(&fence)
        .skip(1)
        .filter_map(|rest| rest.split_once("```"))
        .map(|(block, _)| block.to_owned())
        .collect()
}

#[test]
fn the_first_conflict_prints_as_shown() {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("readme");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("claims")).unwrap();
    for block in blocks(&readme, "yaml").iter().filter(|block| block.starts_with("# claims/")) {
        let (path, text) = block.split_once('\n').unwrap();
        fs::write(folder.join(path.trim_start_matches("# ")), text).unwrap();
    }
    let output = Command::new(env!("CARGO_BIN_EXE_gainsay"))
        .arg("check")
        .current_dir(&folder)
        .env_clear()
        .output()
        .unwrap();
    let shown = blocks(&readme, "console").remove(0);
    let shown = shown.strip_prefix("$ gainsay check\n").unwrap();
    assert_eq!(String::from_utf8(output.stdout).unwrap().trim_end(), shown.trim_end());
    assert_eq!(output.status.code(), Some(1));
}
