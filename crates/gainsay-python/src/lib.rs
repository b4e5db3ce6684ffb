//! The module `gainsay._native`: the commands of gainsay, run within Python.
//!
//! What they find comes out as the JSON that they write; the package in `python/gainsay` makes objects of it.

mod work;

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::num::NonZeroU32;
use std::path::PathBuf;
use std::sync::Arc;

use gainsay::cli::{self, Checked, GivenSettings, Material, Part, Spot};
use gainsay::run::{Cause, Failure};
use gainsay_core::check::{self as engine, Answer, Shard, look};
use gainsay_core::text::suggest;
use pyo3::create_exception;
use pyo3::exceptions::{PyException, PyValueError};
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
    use super::{
        Failed, answer, check, closest, fingerprint_of_equal, looks, main, of_all_parts, part, placings,
        version,
    };
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
    let given = material(texts, settings, settings_file, BTreeMap::new());
    let checked = work::run(py, move || cli::check(&arguments, given))?.map_err(failed)?;
    Ok(report(py, checked))
}

/// Where claims belong, by columns: their lines, parts and topics; and what topics ask and tell, by columns: the part, the topic, the text,
/// whether they ask, whether each that tells it is needed, and else the text of which the least is enough.
type Placings = (
    (Vec<usize>, Vec<u32>, Vec<i64>),
    (Vec<u32>, Vec<i64>, Vec<String>, Vec<bool>, Vec<bool>, Vec<Option<String>>),
);

/// Where the claims belong that the arguments of `gainsay check` name, of so many parts.
#[pyfunction]
fn placings(
    py: Python<'_>,
    arguments: Vec<OsString>,
    texts: BTreeMap<String, String>,
    settings: Option<String>,
    parts: NonZeroU32,
) -> PyResult<Placings> {
    let given = material(texts, settings, None, BTreeMap::new());
    let placings = work::run(py, move || cli::placings(&arguments, given, parts))?.map_err(failed)?;
    let (mut claims, mut keys) = Placings::default();
    for (lines, placing) in placings {
        let (part, topic) = (placing.shard.number() - 1, placing.topic.cast_signed());
        for line in lines {
            claims.0.push(line);
            claims.1.push(part);
            claims.2.push(topic);
        }
        for key in placing.keys {
            keys.0.push(part);
            keys.1.push(topic);
            keys.2.push(key.text);
            keys.3.push(key.asks);
            keys.4.push(key.tells == Some(Answer::Each));
            keys.5.push(match key.tells {
                Some(Answer::Least(text)) => Some(text),
                _ => None,
            });
        }
    }
    Ok((claims, keys))
}

/// What names look like: equal for those that are hard to tell apart.
#[pyfunction]
#[expect(clippy::needless_pass_by_value, reason = "what Python gives becomes the function's")]
fn looks(names: Vec<String>) -> Vec<String> {
    names.iter().map(|name| look(name)).collect()
}

/// The one of `names` that `word` was most likely meant to be, if any is similar.
#[pyfunction]
#[expect(clippy::needless_pass_by_value, reason = "what Python gives becomes the function's")]
fn closest(word: &str, names: Vec<String>) -> Option<String> {
    suggest::closest(word, names.iter().map(String::as_str)).map(str::to_owned)
}

/// The fingerprint of the problem with this number, from 2, of those that are the same in every word.
#[pyfunction]
fn fingerprint_of_equal(fingerprint: &str, number: usize) -> String {
    engine::fingerprint_of_equal(fingerprint, number)
}

/// A report; texts that put the findings of all parts in order, where only so many are reported; the spots of entries of which it is not to be said that they accept nothing; and what is to be said of the claims of all parts:
/// as JSON, and the lines of the claims that it names.
type PartReport<'py> = (Report<'py>, Vec<String>, Vec<Spot>, Bound<'py, PyBytes>, Vec<usize>);

/// What is found about the claims of a part, counted from 0, of so many.
#[pyfunction]
fn part(
    py: Python<'_>,
    arguments: Vec<OsString>,
    texts: BTreeMap<String, String>,
    settings: Option<String>,
    numbers: BTreeMap<String, Vec<usize>>,
    part: (u32, u32),
) -> PyResult<PartReport<'_>> {
    let given = material(texts, settings, None, numbers);
    let shard = Shard::new(part.0.saturating_add(1), part.1)
        .ok_or_else(|| PyValueError::new_err(format!("there is no part {} of {}", part.0, part.1)))?;
    let Part { checked, ranks, settled, facts, lines } =
        work::run(py, move || cli::part(&arguments, given, shard))?.map_err(failed)?;
    Ok((report(py, checked), ranks, settled, PyBytes::new(py, &facts), lines))
}

/// What is to be said of the claims of all parts, by what is said of each; with the order of findings and the spots of entries, as for a part.
#[pyfunction]
fn of_all_parts(
    py: Python<'_>,
    arguments: Vec<OsString>,
    texts: BTreeMap<String, String>,
    settings: Option<String>,
    numbers: BTreeMap<String, Vec<usize>>,
    facts: Vec<Vec<u8>>,
) -> PyResult<(Report<'_>, Vec<String>, Vec<Spot>)> {
    let given = material(texts, settings, None, numbers);
    let (checked, ranks, settled) =
        work::run(py, move || cli::of_all_parts(&arguments, given, &facts))?.map_err(failed)?;
    Ok((report(py, checked), ranks, settled))
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
    let given = material(texts, settings, settings_file, BTreeMap::new());
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
    numbers: BTreeMap<String, Vec<usize>>,
) -> Material {
    let settings = match (settings, settings_file) {
        (Some(text), _) => GivenSettings::Text(text),
        (None, Some(path)) => GivenSettings::File(path),
        (None, None) => GivenSettings::None,
    };
    Material { texts: Arc::new(texts), numbers: Arc::new(numbers), settings }
}

/// What was found, as Python takes it.
fn report(py: Python<'_>, checked: Checked) -> Report<'_> {
    (PyBytes::new(py, &checked.json), checked.texts, checked.notes)
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
