//! Which versions of gainsay a configuration is for.

use gainsay_core::problem::{Code, Problem};
use gainsay_core::text::{Files, Text};
use gainsay_yaml::Node;
use semver::{Comparator, Version, VersionReq};

/// The version that runs.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// What is wrong where a configuration asks for another version than this one, or nobody can tell for which.
pub(super) fn unmet(configuration: Node<'_, '_>, files: &Files) -> Option<Problem> {
    // What is not a text at all is reported when the other keys are read.
    let required =
        gainsay_yaml::decode::<Text, Code>(configuration.get("required-version")?, &mut Vec::new())?;
    let written = required.as_str(files);
    let requirement = match VersionReq::parse(written) {
        Ok(requirement) => requirement,
        Err(error) => {
            let problem =
                Problem::new(Code::InvalidValue, required.span, "this is not a version requirement");
            return Some(
                problem.label(error.to_string()).help("write it as in `Cargo.toml`, such as `>=0.1, <0.2`"),
            );
        }
    };
    let running = Version::parse(VERSION).ok()?;
    if requirement.matches(&running) {
        return None;
    }
    let message = format!("this is gainsay {VERSION}, which `required-version` does not allow");
    let problem = Problem::new(Code::RequiredVersion, required.part(unmet_part(written, &running)), message);
    Some(problem.help("run a version that it allows, or change it"))
}

/// The first part of a requirement that `running` does not meet; all of it where no part is to blame alone.
fn unmet_part(written: &str, running: &Version) -> std::ops::Range<usize> {
    let mut start = 0;
    for part in written.split(',') {
        let word = part.trim();
        let at = start + (part.len() - part.trim_start().len());
        if Comparator::parse(word).is_ok_and(|part| !part.matches(running)) {
            return at..at + word.len();
        }
        start += part.len() + 1;
    }
    0..written.len()
}
