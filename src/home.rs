//! The home of the project: the one place that names it is `repository` in `Cargo.toml`.

/// The address of the repository.
pub(crate) const REPOSITORY: &str = env!("CARGO_PKG_REPOSITORY");

/// The address of the page on a built-in rule or a code.
pub(crate) fn page(name: &str) -> String {
    format!("{REPOSITORY}/blob/main/docs/rules/{name}.md")
}

/// Whether this program was built before the project had a home, so that its address names no owner yet.
pub(crate) fn is_placeholder() -> bool {
    REPOSITORY.contains("/OWNER/")
}
