//! Links the module on macOS by `cargo build` as maturin does: what is Python's is found where it is loaded.

fn main() {
    pyo3_build_config::add_extension_module_link_args();
}
