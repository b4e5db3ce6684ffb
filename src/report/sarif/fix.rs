//! A fix as SARIF has it.

use serde::Serialize;

use super::region::Region;
use super::text::{Text, words_only};
use super::uri::Artifact;
use gainsay_core::text::{self, Edit, FileId, Files, Safety};

/// A `fix` (SARIF 2.1.0, section 3.55).
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Fix<'a> {
    description: Text,
    artifact_changes: Vec<ArtifactChange<'a>>,
    properties: Properties,
}

impl<'a> Fix<'a> {
    pub(super) fn new(files: &Files, from: &'a text::Fix) -> Self {
        let mut edits: Vec<&Edit> = from.edits.iter().collect();
        edits.sort_by_key(|edit| edit.span);
        let of_file = edits.chunk_by(|a, b| a.span.file == b.span.file);
        let change = |edits: &[&'a Edit]| {
            edits.first().map(|first| ArtifactChange::new(files, first.span.file, edits))
        };
        Self {
            description: Text::of(words_only(&from.title)),
            artifact_changes: of_file.filter_map(change).collect(),
            properties: Properties { safety: from.safety },
        }
    }
}

/// An `artifactChange`: what is replaced in one file.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ArtifactChange<'a> {
    artifact_location: Artifact,
    replacements: Vec<Replacement<'a>>,
}

impl<'a> ArtifactChange<'a> {
    fn new(files: &Files, file: FileId, edits: &[&'a Edit]) -> Self {
        let replacement = |edit: &&'a Edit| Replacement {
            deleted_region: Region::new(files, edit.span),
            inserted_content: Inserted { text: &edit.replacement },
        };
        Self {
            artifact_location: Artifact::new(files.get(file)),
            replacements: edits.iter().map(replacement).collect(),
        }
    }
}

/// A `replacement`; an empty region where text is only put in.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement<'a> {
    deleted_region: Region,
    inserted_content: Inserted<'a>,
}

#[derive(Serialize)]
struct Inserted<'a> {
    text: &'a str,
}

/// What SARIF has no word for, as the JSON report says it.
#[derive(Serialize)]
struct Properties {
    safety: Safety,
}
