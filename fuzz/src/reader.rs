//! Any bytes as a claim file: they are read, or told at a spot, and never too much for the reader.

use gainsay_core::claim::{self, Claim, Wording};
use gainsay_core::text::{Files, Text};
use gainsay_yaml::{Node, NodeKind};
use serde_json::Value;

use crate::bundle::Bundle;
use crate::sound;

/// Bytes become trees and trees records; spans are within the file and on characters, and every problem has a spot.
pub fn hold(data: &[u8]) {
    let (found, _) = Bundle::one("a.yaml", data).load();
    for problem in &found.problems {
        sound::problem(&found.files, problem);
    }
    for &id in &found.claims {
        let text = &found.files.get(id).text;
        let mut problems = Vec::new();
        let tree = gainsay_yaml::parse(id, text, &mut problems);
        for problem in &problems {
            sound::problem(&found.files, problem);
        }
        for document in tree.documents() {
            node(&found.files, document);
        }
        // YAML takes no control character that is not written as an escape, and a byte order mark only to begin with.
        let plain = !text.contains(|c: char| (c.is_control() && !c.is_ascii_whitespace()) || c == '\u{feff}');
        if let Some(json) = serde_json::from_str::<Value>(text).ok().filter(|_| plain) {
            let documents: Vec<_> = tree.documents().collect();
            assert_eq!(documents.len(), 1, "{text:?}");
            // serde_json keeps the last of several equal keys, gainsay tells them.
            if is_yaml(&json) {
                assert_eq!(problems, [], "{text:?}");
                same(documents[0], &json);
            }
        }
    }
    let records = claim::read(&found.files, &found.claims);
    for problem in &records.problems {
        sound::problem(&found.files, problem);
    }
    for claim in &records.claims {
        record(&found.files, claim);
    }
}

fn node(files: &Files, at: Node<'_, '_>) {
    for spot in [at.span(), at.head()] {
        sound::span(files, spot);
    }
    assert_eq!(at.source(), files.slice(at.span()));
    assert_eq!(at.kind() == NodeKind::Scalar, at.as_str().is_some());
    if let Some(text) = at.text() {
        self::text(files, &text);
        assert_eq!(Some(text.as_str(files)), at.as_str());
    }
    for item in at.items() {
        node(files, item);
    }
    for (key, value) in at.entries() {
        node(files, key);
        node(files, value);
    }
}

/// Where the file holds the text byte for byte, each part of it has a spot of its own.
fn text(files: &Files, text: &Text) {
    sound::span(files, text.span);
    let whole = text.as_str(files);
    if text.is_verbatim() {
        let (from, to) =
            (whole.ceil_char_boundary(whole.len() / 3), whole.ceil_char_boundary(whole.len() / 2));
        assert_eq!(files.slice(text.part(from..to)), &whole[from..to]);
    }
}

/// The spots of a claim are within its files.
pub fn record(files: &Files, claim: &Claim) {
    for spot in [claim.span, claim.id.span, claim.source.span, claim.attribute.span] {
        sound::span(files, spot);
    }
    match &claim.value {
        Some(Wording::Scalar(scalar)) => text(files, scalar),
        Some(Wording::List(list)) => list.items.iter().for_each(|item| text(files, item)),
        Some(Wording::Figures(figures)) => {
            let texts = [&figures.worded, &figures.low, &figures.best, &figures.high];
            texts.into_iter().flatten().for_each(|figure| text(files, figure));
        }
        _ => {}
    }
    for when in [claim.as_of, claim.during, claim.published].into_iter().flatten() {
        sound::span(files, when.span);
        assert!(when.value.first <= when.value.last, "{when:?}");
    }
}

/// Whether YAML means the same by it as JSON: no key is a merge.
fn is_yaml(json: &Value) -> bool {
    match json {
        Value::Array(items) => items.iter().all(is_yaml),
        Value::Object(entries) => entries.iter().all(|(key, value)| key != "<<" && is_yaml(value)),
        _ => true,
    }
}

/// The tree holds what an independent reader of JSON reads. Numbers are texts to the tree, and compared as numbers.
fn same(at: Node<'_, '_>, json: &Value) {
    match json {
        Value::Null => assert_eq!(at.kind(), NodeKind::Null),
        Value::String(text) => assert_eq!(at.as_str(), Some(text.as_str())),
        Value::Bool(yes) => assert_eq!(at.as_str(), Some(if *yes { "true" } else { "false" })),
        Value::Number(number) => {
            let read = at.as_str().and_then(|text| text.parse::<f64>().ok());
            assert_eq!(read, number.as_f64(), "{}", at.source());
        }
        Value::Array(items) => {
            assert_eq!((at.kind(), at.items().count()), (NodeKind::Sequence, items.len()));
            at.items().zip(items).for_each(|(at, json)| same(at, json));
        }
        Value::Object(entries) => {
            assert_eq!(at.kind(), NodeKind::Mapping);
            for (key, value) in entries {
                // Of equal keys serde_json takes the last.
                let last = at.entries().filter(|(at, _)| at.as_str() == Some(key)).last();
                same(last.unwrap_or_else(|| panic!("the key {key:?} is lost")).1, value);
            }
        }
    }
}
