//! Paths as URIs.

use std::path::Path;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_encode};
use serde::Serialize;

use crate::files::shown::shown_path;
use gainsay_core::text::File;

/// All but the unreserved characters of RFC 3986 and the `/` between parts.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// An `artifactLocation`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Artifact {
    uri: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    uri_base_id: Option<&'static str>,
}

impl Artifact {
    pub(super) fn new(file: &File) -> Self {
        Self::of(&file.path, "%SRCROOT%")
    }

    fn of(path: &str, base: &'static str) -> Self {
        let encoded = encoded(path);
        if Path::new(path).is_absolute() {
            let slash = if encoded.starts_with('/') { "" } else { "/" };
            Self { uri: format!("file://{slash}{encoded}"), uri_base_id: None }
        } else {
            Self { uri: encoded, uri_base_id: Some(base) }
        }
    }
}

/// The path that is shown as `path`, byte by byte.
pub(in crate::report) fn encoded(path: &str) -> String {
    percent_encode(shown_path(path).as_os_str().as_encoded_bytes(), ENCODED).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_encoded_and_relative() {
        let relative = Artifact::of("claims/a b#1?%41/ü:x.yaml", "%SRCROOT%");
        assert_eq!(relative.uri, "claims/a%20b%231%3F%2541/%C3%BC%3Ax.yaml");
        assert_eq!(relative.uri_base_id, Some("%SRCROOT%"));
    }

    #[cfg(unix)]
    #[test]
    fn names_that_are_no_text_are_encoded_byte_by_byte() {
        assert_eq!(encoded(r"claims/\xff.yaml"), "claims/%FF.yaml");
    }

    #[cfg(unix)]
    #[test]
    fn absolute_paths_have_no_base() {
        let absolute = Artifact::of("/data/a b.yaml", "%SRCROOT%");
        assert_eq!(absolute.uri, "file:///data/a%20b.yaml");
        assert_eq!(absolute.uri_base_id, None);
    }
}
