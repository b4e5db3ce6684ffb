//! The page of a code: what it means, how bad it is, how it is fixed, and how it is ignored.

use super::content::{Block, Content, off};
use crate::cli::describe;
use gainsay_core::problem::{Code, Page, Severity};

/// The page of `code`.
pub(super) fn content(code: Code) -> Content<'static> {
    let page = Page::of(code.name());
    let reported = if code.is_finding() {
        "as a finding; a record that cannot be used is left out, and the others are checked"
    } else {
        "as an error that ends the command with status 2"
    };
    let accept = if code.is_finding() {
        "Correct the record, or accept the problem with a comment at it: `# gainsay: accept CODE reason`. `gainsay accept` is for findings between claims."
    } else {
        "It cannot be accepted."
    };
    let turned_off = if code.is_finding() {
        let then = match code.severity() {
            Severity::Note => "It is a note, and a note fails no check.",
            _ => "It is then a note, which fails no check.",
        };
        off(code.name(), then)
    } else {
        vec![Block::Text("It cannot be turned off: the files cannot be used before it is fixed.".to_owned())]
    };
    Content {
        name: code.name(),
        title: code.summary(),
        facts: vec![
            ("severity", describe::word(code.severity()).to_owned()),
            ("reported", reported.to_owned()),
        ],
        parts: vec![
            ("Why", Block::text(page.map(|page| page.why.as_str()))),
            ("How to fix it", Block::text(page.map(|page| page.fix.as_str()))),
            ("Example", page.map(Block::files).unwrap_or_default()),
            ("How to accept it", Block::text(Some(accept))),
            ("How to turn it off", turned_off),
        ],
    }
}
