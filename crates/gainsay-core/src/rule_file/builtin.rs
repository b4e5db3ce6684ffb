//! The rules and the vocabulary that are compiled into the program.

use gainsay_yaml::text::{File, FileId, Files};

/// The built-in files, by the path under which they are shown.
macro_rules! files {
    ($($name:literal),+ $(,)?) => {
        [$((concat!("rules/", $name), include_str!(concat!("../../rules/", $name)))),+]
    };
}

const BUILTIN: [(&str, &str); 12] = files![
    "casualties.yaml",
    "causes.yaml",
    "dates.yaml",
    "deployment.yaml",
    "general.yaml",
    "lang/en/hedges.yaml",
    "places.yaml",
    "quotes.yaml",
    "records.yaml",
    "statements.yaml",
    "troops.yaml",
    "units.yaml",
];

/// The built-in rule files: the path under which each is shown, and its text, by path.
#[must_use]
pub fn builtin() -> Vec<(&'static str, &'static str)> {
    BUILTIN.to_vec()
}

/// Whether `file` is a built-in one: who runs the program has no such file.
#[must_use]
pub fn is_builtin(file: &File) -> bool {
    BUILTIN.iter().any(|&(path, text)| path == file.path && text == file.text)
}

/// Adds the built-in rule files to `files` and returns their numbers: the first layer for [`read`](super::read).
pub fn add_builtin(files: &mut Files) -> Vec<FileId> {
    BUILTIN.iter().map(|&(path, text)| files.add(path, text)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_in_rules_is_built_in_and_they_are_in_order() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/rules");
        let files = |folder: &str, under: &str| -> Vec<String> {
            let entries = std::fs::read_dir(folder).unwrap().map(Result::unwrap);
            let files = entries.filter(|entry| entry.file_type().unwrap().is_file());
            files.map(|entry| format!("{under}{}", entry.file_name().to_string_lossy())).collect()
        };
        let mut there = files(folder, "rules/");
        // The words of a language are no rule file: the pack reads them.
        let words = files(&format!("{folder}/lang/en"), "rules/lang/en/");
        there.extend(words.into_iter().filter(|path| !path.ends_with("/words.lang")));
        there.sort();
        let built_in: Vec<&str> = builtin().into_iter().map(|(path, _)| path).collect();
        assert_eq!(built_in, there);
    }
}
