//! Any files, through every command that only reads: what it prints does no harm, and is what its format says.

use std::ffi::OsString;
use std::fs;
use std::path::Path;

use gainsay::cli::{Outcome, outcome};
use serde_json::Value;

use crate::bundle::Bundle;
use crate::harmless::{Form, harmless};

/// The commands that take paths, each with the form of what it prints.
const COMMANDS: [(Form, &str); 18] = [
    (Form::Plain, "check --show note"),
    (Form::Colored, "check --color always"),
    (Form::Plain, "check --format json"),
    (Form::Plain, "audit"),
    (Form::Colored, "audit --color always"),
    (Form::Plain, "audit --format json"),
    (Form::Plain, "audit --format csv"),
    (Form::Plain, "audit --format csv --table disputes"),
    (Form::Plain, "audit --format csv --table positions"),
    (Form::Plain, "audit --format csv --table sources"),
    (Form::Plain, "audit --format csv --table pairs"),
    (Form::Markdown, "audit --format markdown"),
    (Form::Plain, "audit --format html"),
    (Form::Plain, "config"),
    (Form::Plain, "config --format json"),
    (Form::Plain, "export --table claims"),
    (Form::Plain, "export --table bounds --format jsonl"),
    (Form::Plain, "explain x"),
];

/// The commands that take rules.
const OF_RULES: [(Form, &str); 3] =
    [(Form::Plain, "rules"), (Form::Markdown, "rules --format markdown"), (Form::Plain, "test")];

/// Several files on the disk, looked at by every command.
pub fn hold(data: &[u8]) {
    let name = format!("gainsay-fuzz-{}-{:?}", std::process::id(), std::thread::current().id());
    let folder = std::env::temp_dir().join(name);
    let claims = Bundle::new(data).write_to(&folder);
    for (form, words) in COMMANDS {
        let out = printed(form, words.split(' '), &[claims.as_path()]);
        is_json(words, &out);
        if words == "audit --format json" {
            explained(&out, &claims);
        }
    }
    for (form, words) in OF_RULES {
        printed(form, words.split(' '), &[Path::new("--rules"), &claims.join("rules")]);
    }
    let _ = fs::remove_dir_all(folder);
}

/// What is to be JSON is, whole or line by line; a command that fails prints nothing of it.
fn is_json(words: &str, out: &str) {
    let read = |text: &str| {
        drop(serde_json::from_str::<Value>(text).unwrap_or_else(|error| panic!("{words}: {error}")))
    };
    match words.rsplit_once(' ') {
        Some((_, "json")) if !out.is_empty() => read(out),
        Some((_, "jsonl")) => out.lines().for_each(read),
        _ => {}
    }
}

/// The first claim, its rule and its finding are explained, in their own words.
fn explained(audit: &str, claims: &Path) {
    let Ok(audit) = serde_json::from_str::<Value>(audit) else { return };
    if let Some(id) = audit["claims"][0]["id"].as_str() {
        printed(Form::Plain, ["explain", "--claim", "--all", "--", id], &[claims]);
        let json = printed(Form::Plain, ["explain", "--format", "json", "--", id], &[claims]);
        let account: Value = serde_json::from_str(&json).expect("JSON");
        assert_eq!(account["claim"]["id"], id);
    }
    for key in ["rule", "fingerprint"] {
        if let Some(word) = audit["disputes"][0][key].as_str() {
            printed(Form::Colored, ["explain", "--color", "always", "--", word], &[claims]);
        }
    }
}

/// What a command prints, which does no harm.
fn printed<'w>(form: Form, words: impl IntoIterator<Item = &'w str>, paths: &[&Path]) -> String {
    let mut arguments: Vec<OsString> = vec!["gainsay".into()];
    arguments.extend(words.into_iter().map(OsString::from));
    arguments.extend(paths.iter().map(OsString::from));
    let Outcome { status, out, err } = outcome(&arguments);
    let what = format!("{arguments:?}");
    assert!(status <= 3, "{what}: {status}");
    let (out, err) = (String::from_utf8(out).expect("text in UTF-8"), String::from_utf8(err).expect("text"));
    harmless(&what, form, &out);
    harmless(&what, if form == Form::Colored { form } else { Form::Plain }, &err);
    out
}
