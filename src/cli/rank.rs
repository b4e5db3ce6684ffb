//! The place of a finding among all, where some are found here and others elsewhere.

use gainsay_core::finding::Finding;
use gainsay_core::rule::Severity;
use gainsay_core::text::Files;

/// A text that puts findings in the order in which [`Settings::limit`](super::settings::Settings::limit) keeps them: the worst first, those below
/// `least` last, and those that are as bad by where they are.
pub(super) fn rank(finding: &Finding, least: Severity, files: &Files) -> String {
    let hidden = u8::from(finding.severity < least);
    let mut rank = format!("{hidden}{}", Severity::Error as u8 - finding.severity as u8);
    match finding.ratio.map(|ratio| ratio.normalize().to_string()) {
        // The larger a number is, the earlier it comes.
        Some(ratio) => {
            let (whole, fraction) = ratio.split_once('.').unwrap_or((&ratio, ""));
            let digits = format!("{whole:0>29}{fraction:0<28}").into_bytes();
            rank.extend(digits.into_iter().map(|digit| char::from(b'0' + (b'9' - digit.clamp(b'0', b'9')))));
        }
        None => rank.push('~'),
    }
    if let Some(first) = finding.labels.first() {
        let at = files.location(first.span);
        let place = [first.span.file.index() as usize, at.line, at.column, at.end_line, at.end_column];
        rank.extend(place.map(|number| format!("{number:020}")));
    }
    rank + &format!("{}\0{:03}{}", finding.rule, finding.kind as u8, finding.message)
}
