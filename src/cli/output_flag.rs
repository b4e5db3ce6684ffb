//! What can be written, and where to, as flags and the configuration say it.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::report::Format;

/// What can be shown beside errors and warnings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Show {
    /// Notes, such as revisions, and claims that could not be compared
    Note,
    /// Findings that are accepted, with the reason
    Accepted,
}

/// A value of `--output`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Output {
    /// That of `--format` where nothing says.
    pub(super) format: Option<Format>,
    /// The file, or `-` for standard output.
    pub(super) path: PathBuf,
}

impl Output {
    pub(super) fn parse(value: OsString) -> Result<Self, String> {
        let split = value.to_str().and_then(|value| value.split_once('='));
        if let Some((name, path)) = split {
            if let Some(format) = Format::named(name) {
                return match path {
                    "" => Err(format!("a path is missing after `{name}=`")),
                    _ => Ok(Self { format: Some(format), path: path.into() }),
                };
            }
            if let Some(near) = Format::near(name) {
                return Err(format!(
                    "`{name}` is not a format; did you mean `{near}`? A file of that name is `./{name}={path}`"
                ));
            }
        }
        if value.is_empty() {
            return Err("a path is missing".to_owned());
        }
        Ok(Self { format: None, path: value.into() })
    }

    /// What a file is called, or standard output.
    pub(super) fn shown(file: Option<&Path>) -> String {
        file.map_or_else(|| "standard output".to_owned(), |file| format!("`{}`", file.display()))
    }

    /// The file, where it is none of the streams.
    pub(super) fn file(&self) -> Option<&Path> {
        Some(self.path.as_path()).filter(|path| *path != Path::new("-"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_known_name_before_the_equals_sign_is_a_format() {
        let parse = |value: &str| Output::parse(value.into()).map(|output| (output.format, output.path));
        assert_eq!(parse("sarif=a=b"), Ok((Some(Format::Sarif), "a=b".into())));
        assert_eq!(parse("./json=a"), Ok((None, "./json=a".into())));
        assert_eq!(parse("out/x=1.json"), Ok((None, "out/x=1.json".into())));
        assert_eq!(
            parse("sariff=a").unwrap_err(),
            "`sariff` is not a format; did you mean `sarif`? A file of that name is `./sariff=a`"
        );
        assert_eq!(parse("json=").unwrap_err(), "a path is missing after `json=`");
        assert_eq!(parse("").unwrap_err(), "a path is missing");
    }
}
