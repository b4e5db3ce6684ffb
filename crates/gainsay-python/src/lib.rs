//! The module `gainsay._native`: the commands of gainsay, run within Python.
//!
//! What they find comes out as the JSON that they write; the package in `python/gainsay` makes objects of it.

mod work;

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::PathBuf;
use std::sync::Arc;

use gainsay::cli::{self, Checked, GivenSettings, Material};
use gainsay::run::{Cause, Failure};
use pyo3::create_exception;
use pyo3::exceptions::PyException;
use pyo3::prelude::*;
use pyo3::types::PyBytes;

create_exception!(
    _native,
    Failed,
    PyException,
    "Why a command could not do its job: what is to blame, what is wrong, what to do, the spots as JSON, and the texts they are in."
);

/// A report as JSON, the texts that its labels are in, and what the command says beside it.
type Report<'py> = (Bound<'py, PyBytes>, BTreeMap<String, String>, Vec<String>);

/// Commands of gainsay, run within Python.
#[pymodule]
mod _native {
    #[pymodule_export]
    use super::{Failed, answer, check, main, version};
}

/// Does what the arguments of `gainsay check` ask for.
#[pyfunction]
fn check(
    py: Python<'_>,
    arguments: Vec<OsString>,
    texts: BTreeMap<String, String>,
    settings: Option<String>,
    settings_file: Option<PathBuf>,
) -> PyResult<Report<'_>> {
    let given = material(texts, settings, settings_file);
    let Checked { json, texts, notes } =
        work::run(py, move || cli::check(&arguments, given))?.map_err(failed)?;
    Ok((PyBytes::new(py, &json), texts, notes))
}

/// Does what the arguments of `gainsay explain` or `gainsay read` ask for, and returns what it writes to the two streams.
#[pyfunction]
fn answer(
    py: Python<'_>,
    arguments: Vec<OsString>,
    texts: BTreeMap<String, String>,
    settings: Option<String>,
    settings_file: Option<PathBuf>,
) -> PyResult<(Bound<'_, PyBytes>, Bound<'_, PyBytes>)> {
    let given = material(texts, settings, settings_file);
    let cli::Answer { out, err } = work::run(py, move || cli::answer(&arguments, given))?.map_err(failed)?;
    Ok((PyBytes::new(py, &out), PyBytes::new(py, &err)))
}

/// Runs the program with these arguments, the first of which is its name, and returns its exit status.
#[pyfunction]
fn main(py: Python<'_>, arguments: Vec<OsString>) -> u8 {
    py.detach(move || cli::main_with(&arguments))
}

/// The version of gainsay.
#[pyfunction]
const fn version() -> &'static str {
    env!("CARGO_PKG_VERSION")
}

fn material(
    texts: BTreeMap<String, String>,
    settings: Option<String>,
    settings_file: Option<PathBuf>,
) -> Material {
    let settings = match (settings, settings_file) {
        (Some(text), _) => GivenSettings::Text(text),
        (None, Some(path)) => GivenSettings::File(path),
        (None, None) => GivenSettings::None,
    };
    Material { texts: Arc::new(texts), settings }
}

/// The exception for a failure.
fn failed(failure: Failure) -> PyErr {
    let Checked { json, texts, .. } = cli::spots(&failure);
    let cause = match failure.cause {
        Cause::Paths => "paths",
        Cause::Rules => "rules",
        Cause::Configuration => "settings",
        _ => "other",
    };
    Failed::new_err((cause, failure.message, failure.help, json, texts))
}
