//! The home of the project: the one place that names it is `repository` in `Cargo.toml`.

/// The address of the repository.
pub(crate) const REPOSITORY: &str = env!("CARGO_PKG_REPOSITORY");

/// Whether this program was built before the project had a home, so that its address names no owner yet.
pub(crate) fn is_placeholder() -> bool {
    REPOSITORY.contains("/OWNER/")
}
