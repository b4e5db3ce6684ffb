//! What headers of tables are called.

use std::collections::BTreeMap;
use std::sync::LazyLock;

const HEADERS: &str = include_str!("headers.yaml");

/// The words of headers, by what they stand for: mostly the keys of a claim.
pub(super) type Headers = BTreeMap<String, Vec<String>>;

/// The words that are known.
pub(super) fn headers() -> &'static Headers {
    static KNOWN: LazyLock<Headers> = LazyLock::new(|| serde_yaml::from_str(HEADERS).unwrap_or_default());
    &KNOWN
}

/// The words for `key`.
pub(super) fn of<'h>(known: &'h Headers, key: &str) -> &'h [String] {
    known.get(key).map(Vec::as_slice).unwrap_or_default()
}
