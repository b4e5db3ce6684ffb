//! What is told must stand somewhere, and be told in the style of the house.

use gainsay_core::finding::Finding;
use gainsay_core::problem::Problem;
use gainsay_core::text::{Files, Span};

/// A span is within its file, and neither end is within a character.
#[track_caller]
pub fn span(files: &Files, span: Span) {
    let text = &files.get(span.file).text;
    let slice = text.get(span.start as usize..span.end as usize);
    assert!(slice.is_some(), "{span:?} in {} bytes: {text:?}", text.len());
}

/// A problem has sound spots, and one line that says what is wrong.
pub fn problem(files: &Files, problem: &Problem) {
    span(files, problem.span);
    for (spot, _) in &problem.related {
        span(files, *spot);
    }
    line(&problem.message);
    // A file in which nothing can be seen has nothing to underline.
    let seen = |c: char| !c.is_whitespace() && c != '\u{feff}';
    let underlined = problem.span.start < problem.span.end;
    assert!(underlined || !files.get(problem.span.file).text.contains(seen), "nowhere: {problem:?}");
}

/// A finding has sound spots, at least one, and one line that says what is found.
pub fn finding(files: &Files, finding: &Finding) {
    assert!(!finding.labels.is_empty(), "{finding:?}");
    for label in &finding.labels {
        span(files, label.span);
    }
    assert!(!finding.fingerprint.is_empty() && !finding.rule.is_empty());
    assert!(!finding.message.trim().is_empty(), "{finding:?}");
}

fn line(message: &str) {
    assert!(!message.trim().is_empty() && !message.ends_with('.'), "{message:?}");
}
