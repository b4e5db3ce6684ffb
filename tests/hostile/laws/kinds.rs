//! One claim of what nothing declares does not keep the claims of others from being held against each other.

use crate::{folder_of, run};

/// The pairs that are told between `a` and `b`, as they are without and with a third claim.
fn told(name: &str, values: [&str; 3]) -> [usize; 2] {
    [2, 3].map(|claims| {
        let texts: Vec<(String, String)> = ["a", "b", "c"]
            .iter()
            .zip(values)
            .take(claims)
            .map(|(source, value)| {
                let record = format!(
                    "id: {source}, source: {source}, attribute: gizmos, value: {value}, as-of: 2024-05-02"
                );
                (format!("claims/{source}.yaml"), format!("claims:\n  - {{ {record} }}\n"))
            })
            .collect();
        let files: Vec<(&str, &[u8])> =
            texts.iter().map(|(path, text)| (path.as_str(), text.as_bytes())).collect();
        let done = run(&folder_of(name, &files), &["check", "--format", "json"]);
        let report: serde_json::Value = serde_json::from_str(&done.out).unwrap();
        let pairs = report["findings"].as_array().unwrap().iter().flat_map(|finding| {
            finding["pairs"].as_array().unwrap().iter().map(|pair| pair["claims"].clone()).collect::<Vec<_>>()
        });
        pairs
            .filter(|pair| *pair == serde_json::json!(["a", "b"]) || *pair == serde_json::json!(["b", "a"]))
            .count()
    })
}

#[test]
fn words_do_not_make_the_figures_of_others_unreadable() {
    for word in ["blue", "'yes'", "2024-05-02", "[x, y]"] {
        assert_eq!(told("kinds-figures", ["100", "{ low: 1, high: 5 }", word]), [1, 1], "{word}");
        assert_eq!(
            told("kinds-best", ["{ worded: dozens, best: 24 }", "{ best: 7 }", word]),
            [1, 1],
            "{word}"
        );
    }
}

#[test]
fn a_text_between_two_others_does_not_make_them_the_same() {
    for values in [
        ["Northern Star", "Southern Star", "Nouthern Star"],
        [
            "the missile hit the northern depot of the harbour",
            "the missile hit the southern depot of the harbour",
            "the missile hit the nouthern depot of the harbour",
        ],
    ] {
        assert_eq!(told("kinds-texts", values), [1, 1], "{values:?}");
    }
    // Two spellings of one name still are.
    assert_eq!(told("kinds-near", ["Sergei Muller", "Sergey Müller", "Sergej Mueller"]), [0, 0]);
}
