//! Names that look the same but are different.

use super::{check, folder_of, run};

#[test]
fn sources_that_look_the_same_do_not_pass_silently() {
    let claims = "claims:\n  \
        - { id: a1, source: kyiv, subject: x, attribute: troops, value: 5, as-of: 2024-01-01 }\n  \
        - { id: a2, source: k\u{443}iv, subject: x, attribute: troops, value: 5, as-of: 2024-01-01 }\n";
    let folder = folder_of("look-alike", &[("claims/a.yaml", claims.as_bytes())]);
    let done = run(&folder, &["check"]);
    let expected = "\
error[look-alike]: the sources `kyiv` and `k\u{443}iv` look the same but are different
   ╭─[claims/a.yaml:3:21]
 3 │   - { id: a2, source: k\u{443}iv, subject: x, attribute: troops, value: 5, as-of: 2024-01-01 }
   ·                       ──┬─
   ·                         ╰── with U+0443
   ╰────
   ╭─[claims/a.yaml:2:21]
 2 │   - { id: a1, source: kyiv, subject: x, attribute: troops, value: 5, as-of: 2024-01-01 }
   ·                       ──┬─
   ·                         ╰── with U+0079
   ╰────
  help: write both with the same characters, or choose names that look different
  fingerprint: b35826acd9

1 file, 2 claims of 2 sources: 1 error; 1 pair compared, 0 not compared
";
    assert_eq!((done.status, done.out.as_str()), (1, expected.replace(":21]", ":23]").as_str()));
}

#[test]
fn every_kind_of_name_is_held_against_its_like() {
    for (key, kind) in [
        ("id", "claims"),
        ("source", "sources"),
        ("cites", "sources"),
        ("subject", "subjects"),
        ("attribute", "attributes"),
        ("place", "places"),
        ("scope", "scopes"),
    ] {
        let claim = |number: usize, name: &str| {
            let usual = [
                ("id", format!("c{number}")),
                ("source", format!("s{number}")),
                ("attribute", "troops".into()),
            ];
            let rest: Vec<String> = usual
                .iter()
                .filter(|(other, _)| *other != key)
                .map(|(key, name)| format!("{key}: {name}"))
                .collect();
            format!("  - {{ {key}: \"{name}\", value: 5, as-of: 2024-01-01, {} }}\n", rest.join(", "))
        };
        let text = format!("claims:\n{}{}", claim(1, "caf\u{e9}"), claim(2, "cafe\u{301}"));
        let (_, told) = check("kinds", "a.yaml", text);
        let expected = format!(
            "error[look-alike]: the {kind} `caf\u{e9}` and `cafe\u{301}` look the same but are different"
        );
        assert!(told.contains(&expected), "{told}");
        assert!(told.contains("with U+0065 U+0301") && told.contains("with U+00E9"), "{told}");
    }
}

#[test]
fn marks_that_are_not_seen_are_told_and_plain_names_never() {
    let claim = |id: &str| {
        format!("  - {{ id: \"{id}\", source: s, attribute: troops, value: 5, as-of: 2024-01-01 }}\n")
    };
    let (status, told) =
        check("unseen", "a.yaml", format!("claims:\n{}{}", claim("us-1"), claim("us-1\\u200b")));
    assert_eq!(status, 1);
    assert!(told.contains("the claims `us-1` and `us-1<U+200B>` look the same but are different"), "{told}");
    assert!(told.contains(": with U+200B\n") && told.contains(": without U+200B\n"), "{told}");
    let (status, _) = check("unseen", "b.yaml", format!("claims:\n{}{}", claim("us-1"), claim("us-l")));
    assert_eq!(status, 0);
}
