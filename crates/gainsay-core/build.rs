//! Reads the built-in rules and language packs once and for all, so that no run has to.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

use gainsay_yaml::text::{FileId, Problem};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=rules");
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("cargo names no folder for what is made")?);
    pack_all(Path::new("rules"), &out.join("rules"))
}

/// Writes the tree of each file below `folder` into `out`: an empty one where it cannot be read, as then each run says why.
fn pack_all(folder: &Path, out: &Path) -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(out)?;
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let made = out.join(path.file_name().unwrap_or_default());
        if path.is_dir() {
            pack_all(&path, &made)?;
        } else {
            fs::write(made, pack(&fs::read_to_string(&path)?))?;
        }
    }
    Ok(())
}

/// The tree of `text` as bytes.
fn pack(text: &str) -> Vec<u8> {
    let mut problems = Vec::<Problem>::new();
    let tree = gainsay_yaml::parse(FileId::from_index(0), text, &mut problems);
    tree.packed().filter(|_| problems.is_empty()).unwrap_or_default()
}
