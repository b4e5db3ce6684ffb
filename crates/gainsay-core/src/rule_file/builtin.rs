//! The rules and the vocabulary that are compiled into the program.

use gainsay_yaml::Tree;
use gainsay_yaml::text::{File, FileId, Files};

/// A built-in file.
struct Builtin {
    /// The path under which it is shown.
    path: &'static str,
    text: &'static str,
    /// Its tree, as the build script read it.
    packed: &'static [u8],
}

macro_rules! files {
    ($($name:literal),+ $(,)?) => {
        [$(Builtin {
            path: concat!("rules/", $name),
            text: include_str!(concat!("../../rules/", $name)),
            packed: include_bytes!(concat!(env!("OUT_DIR"), "/rules/", $name)),
        }),+]
    };
}

const BUILTIN: [Builtin; 12] = files![
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
    BUILTIN.iter().map(|file| (file.path, file.text)).collect()
}

/// Whether `file` is a built-in one: who runs the program has no such file.
#[must_use]
pub fn is_builtin(file: &File) -> bool {
    find(file).is_some()
}

fn find(file: &File) -> Option<&'static Builtin> {
    BUILTIN.iter().find(|builtin| builtin.path == file.path && builtin.text == file.text)
}

/// The tree of the file `id` where that is a built-in one, which was read when the program was built.
pub(super) fn tree(files: &Files, id: FileId) -> Option<Tree<'_>> {
    let file = files.get(id);
    Tree::unpacked(id, &file.text, find(file)?.packed)
}

/// Adds the built-in rule files to `files` and returns their numbers: the first layer for [`read`](super::read).
pub fn add_builtin(files: &mut Files) -> Vec<FileId> {
    BUILTIN.iter().map(|file| files.add(file.path, file.text)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trees_of_built_in_files_are_those_of_their_texts() {
        let mut files = Files::default();
        for id in add_builtin(&mut files) {
            let mut problems = Vec::<gainsay_yaml::text::Problem>::new();
            let read = gainsay_yaml::parse(id, &files.get(id).text, &mut problems);
            assert_eq!(problems, []);
            assert_eq!(format!("{:?}", tree(&files, id)), format!("{:?}", Some(read)));
        }
    }

    #[test]
    fn nothing_is_wrong_with_built_in_files_read_as_any_others() {
        let mut files = Files::default();
        let others: Vec<FileId> =
            BUILTIN.iter().map(|file| files.add(format!("other/{}", file.path), file.text)).collect();
        let mut problems = Vec::new();
        let rules = crate::rule_file::read(&files, &[&others], &mut problems);
        assert_eq!((problems, rules.notes), (Vec::new(), Vec::new()));
    }

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
