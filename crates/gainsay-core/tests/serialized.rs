//! What findings are serialized as.

#![allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]

use gainsay_core::check::Checker;
use gainsay_core::text::Files;
use gainsay_core::{claim, rule_file};
use serde_json::json;

#[test]
fn a_finding_is_serialized_with_the_numbers_of_its_files_and_claims() {
    let mut files = Files::default();
    let builtin = rule_file::add_builtin(&mut files);
    let rules = rule_file::read(&files, &[&builtin], &mut Vec::new());
    let text = "claims:
  - { id: us-1, source: pentagon, attribute: troops, value: 10000, as-of: 2024-10-28 }
  - { id: ua-1, source: kyiv, attribute: troops, value: 3000, as-of: 2024-10-28 }
accepted: [{ rule: troop-count, claims: [us-1, ua-1], reason: known, expires: 2026-12-31 }]";
    let id = files.add("claims.yaml", text);
    let records = claim::read(&files, &[id]);
    let findings = Checker::new(&files, &records, &rules).analyze().findings;
    let finding = serde_json::to_value(&findings[0]).unwrap();
    assert_eq!(
        (&finding["rule"], &finding["severity"], &finding["strength"]),
        (&json!("troop-count"), &json!("error"), &json!("strong"))
    );
    assert_eq!(finding["pairs"], json!([{ "claims": [1, 0], "strength": "strong" }]));
    let span = &finding["labels"][0]["span"];
    let at = text.find("3000").unwrap();
    assert_eq!(*span, json!({ "file": id.index(), "start": at, "end": at + 4 }));
    assert_eq!(finding["labels"][0]["claim"], 1);
    assert_eq!(finding["accepted"]["expires"], "2026-12-31");
}
