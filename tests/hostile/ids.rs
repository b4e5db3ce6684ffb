//! Ids and names that are those of others: they take nothing away from any comparison.

use super::{Done, folder_of, in_lines, run};

/// Two sources that contradict each other.
const CONFLICT: &str = "claims:
  - { id: h1, source: herald, subject: fire, attribute: deaths, value: 30, as-of: 2024-05-02 }
  - { id: g1, source: gazette, subject: fire, attribute: deaths, value: 12, as-of: 2024-05-02 }
";

/// A claim of some other thing, with an id.
fn other(id: &str) -> String {
    format!(
        "claims: [ {{ id: '{id}', source: other, subject: flood, attribute: deaths, value: 1, as-of: 2024-05-02 }} ]\n"
    )
}

/// Checks `claims/m.yaml`, which holds `text`, with another file before it and behind it.
fn beside(name: &str, text: &str, added: &str) -> [Done; 2] {
    ["claims/a.yaml", "claims/z.yaml"].map(|path| {
        let folder = folder_of(name, &[("claims/m.yaml", text.as_bytes()), (path, added.as_bytes())]);
        in_lines(&folder, &[])
    })
}

/// How many conflicts between the herald and the gazette are told.
fn conflicts(told: &str) -> usize {
    told.lines().filter(|line| line.contains("gazette and herald disagree")).count()
}

#[test]
fn a_claim_with_the_id_of_another_removes_no_conflict() {
    let alone = folder_of("ids-alone", &[("claims/m.yaml", CONFLICT.as_bytes())]);
    let alone = in_lines(&alone, &[]).out;
    assert_eq!(conflicts(&alone), 1, "{alone}");
    for id in ["h1", "g1"] {
        for done in beside("ids", CONFLICT, &other(id)) {
            assert_eq!((done.status, conflicts(&done.out)), (1, 1), "{}", done.out);
            let told = format!("error[duplicate-id]: two claims have the id `{id}`\n");
            assert!(done.out.contains(&told) && done.out.contains("3 claims of 3 sources"), "{}", done.out);
        }
    }
    // Nor does one that is called as a claim without an id is, or one that cannot be read.
    let nameless = CONFLICT.replace("id: h1, ", "").replace("id: g1, ", "");
    for (text, added) in [
        (nameless.as_str(), other("m#1")),
        (CONFLICT, other("h1").replace("value: 1,", "value: [,")),
        (CONFLICT, other("h1").replace("value: 1, ", "")),
    ] {
        for done in beside("ids", text, &added) {
            assert_eq!((done.status, conflicts(&done.out)), (1, 1), "{}", done.out);
        }
    }
}

#[test]
fn both_are_compared_and_findings_say_which_one_is_meant() {
    let twin = CONFLICT.lines().nth(1).unwrap().replace("herald", "mirror").replace("30", "500");
    let twin = format!("claims:\n{twin}\n");
    let files = [("claims/a.yaml", twin.as_bytes()), ("claims/m.yaml", CONFLICT.as_bytes())];
    let folder = folder_of("twins", &files);
    let text = run(&folder, &["check"]).out;
    for (spot, name) in [("claims/a.yaml:2:11", "a#1"), ("claims/m.yaml:2:11", "m#1")] {
        let label = format!("findings call this one `{name}`");
        assert!(text.contains(&format!("[{spot}]")) && text.contains(&label), "{text}");
    }
    let json: String = run(&folder, &["check", "--format", "json"]).out.split_whitespace().collect();
    for pair in ["[\"g1\",\"m#1\"]", "[\"m#1\",\"a#1\"]", "[\"g1\",\"a#1\"]"] {
        let turned = pair.trim_matches(['[', ']']).split(',').rev().collect::<Vec<_>>().join(",");
        assert!(
            json.contains(&format!("\"claims\":{pair}")) || json.contains(&format!("\"claims\":[{turned}]")),
            "{pair}: {json}"
        );
    }
    assert!(!json.contains("\"h1\""), "{json}");
    let done = run(&folder, &["explain", "h1"]);
    let told = "error: several claims have the id `h1`\n  help: name the one that is meant: `a#1`, `m#1`\n";
    assert_eq!((done.status, done.err.as_str()), (2, told));
    for (name, words) in [("a#1", "mirror"), ("m#1", "herald")] {
        let done = run(&folder, &["explain", name]);
        assert!(done.status == 0 && done.out.contains(words), "{}{}", done.out, done.err);
    }
}

#[test]
fn an_id_that_is_taken_accepts_nothing() {
    let accepted = "accepted: [ { rule: death-toll, claims: [h1, g1], reason: r } ]\n";
    let folder = folder_of("accepting", &[("claims/m.yaml", CONFLICT.as_bytes())]);
    let rule = in_lines(&folder, &[]).out;
    let rule = rule.split('[').nth(1).and_then(|rest| rest.split(']').next()).unwrap().to_owned();
    let text = format!("{CONFLICT}{}", accepted.replace("death-toll", &rule));
    let folder = folder_of("accepting", &[("claims/m.yaml", text.as_bytes())]);
    assert_eq!(run(&folder, &["check"]).status, 0);
    for done in beside("accepting", &text, &other("h1")) {
        assert_eq!((done.status, conflicts(&done.out)), (1, 1), "{}", done.out);
        assert!(
            done.out.contains("several claims have the id `h1`, so this accepts nothing"),
            "{}",
            done.out
        );
    }
}

#[test]
fn what_is_declared_twice_removes_no_conflict() {
    let registry =
        "sources:\n  herald: { aliases: [The Herald] }\n  gazette: { aliases: [The Gazette] }\n  other:\n";
    let text = format!("{registry}{CONFLICT}").replace("source: herald", "source: The Herald");
    for added in [
        "sources: { herald: }\n",
        "sources: { herald: { aliases: [x] } }\n",
        // Whose claims would be those of the other.
        "sources: { gazette: { aliases: [The Herald] } }\n",
        "sources: { new: { aliases: [The Herald] } }\n",
        "sources: { new: { aliases: [herald, gazette] } }\n",
        "sources: { The Herald: }\n",
        "subjects: { fire: }\n---\nsubjects: { fire: { aliases: [x] } }\n",
    ] {
        for done in beside("declared", &text, added) {
            let conflict = done.out.lines().any(|line| line.contains("disagree on"));
            assert!(
                done.status == 1 && conflict && done.out.contains(", 2 claims of"),
                "{added}: {}",
                done.out
            );
            assert!(done.out.contains("error[duplicate-"), "{added}: {}", done.out);
        }
    }
}
