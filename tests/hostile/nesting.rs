//! Nesting, aliases and merge keys.

use super::{SOUND, check};

const DEEP: usize = 100_000;

#[test]
fn no_depth_ends_the_program() {
    let nested =
        |open: &str, inner: &str, close: &str| [&open.repeat(DEEP), inner, &close.repeat(DEEP)].concat();
    let too_deep = |at: &str| {
        format!(
            "{at}: error[malformed-yaml]: lists and mappings are nested too deep\n  \
             {at}: the rest of this document is not read\n"
        )
    };
    for (file, text, at, claims) in [
        ("block.yaml", format!("claims:\n{SOUND}  - value:\n      {}", nested("- ", "x", "\n")), "4:511", 1),
        ("keys.yaml", format!("claims:\n{SOUND}  - value:\n      {}", nested("? ", "x", "\n")), "4:511", 1),
        ("flow.yaml", format!("claims:\n{SOUND}  - value: {}\n", nested("[", "", "]")), "3:267", 1),
        ("lists.json", format!("{{\"claims\": {}}}", nested("[", "", "]")), "1:266", 0),
    ] {
        let (status, told) = check("deep", file, text);
        let (sources, alone) = match claims {
            1 => ("1 claim of 1 source", ", 1 claim compared with nothing"),
            _ => ("0 claims of 0 sources", ""),
        };
        let bracket = if file == "flow.yaml" { "  flow.yaml:3:12: this bracket is still open\n" } else { "" };
        let line = format!("1 file, {sources}: 1 error; 0 pairs compared, 0 not compared{alone}\n");
        let expected = format!("{}{bracket}{line}", too_deep(&format!("{file}:{at}")));
        assert_eq!((status, told), (1, expected), "{file}");
    }
    let (status, told) =
        check("deep", "maps.json", format!("{{\"claims\": {}}}", nested("{\"a\":", "1", "}")));
    assert_eq!(status, 1);
    assert!(told.contains(&too_deep("maps.json:1:1282")), "{told}");
}

#[test]
fn aliases_stand_for_so_much_and_no_more() {
    let bomb: String =
        (1..30).map(|at| format!("a{at}: &a{at} [{}]\n", format!("*a{},", at - 1).repeat(9))).collect();
    let many = "*a ,".repeat(300_000);
    for (file, text, spot) in [
        ("bomb.yaml", format!("a0: &a0 x\n{bomb}claims:\n{SOUND}"), "bomb.yaml:6:"),
        ("many.yaml", format!("a: &a [x, x]\nb: [{many}]\nclaims:\n{SOUND}"), "many.yaml:2:"),
    ] {
        let (status, told) = check("aliases", file, text);
        assert_eq!(status, 1, "{told}");
        let problem = told.lines().find(|line| line.contains("alias-budget")).unwrap();
        assert!(problem.starts_with(spot), "{problem}");
        assert!(
            problem.ends_with("error[alias-budget]: the aliases of this file expand too far"),
            "{problem}"
        );
    }
}

#[test]
fn chains_of_merge_keys_end_at_the_budget() {
    let chain: String =
        (1..2000).map(|at| format!("m{at}: &m{at} {{ <<: *m{}, k{at}: v }}\n", at - 1)).collect();
    let (status, told) = check("merges", "a.yaml", format!("m0: &m0 {{ k: v }}\n{chain}claims:\n{SOUND}"));
    assert_eq!(status, 1);
    assert!(told.contains("error[alias-budget]: the aliases of this file expand too far"), "{told}");
}

#[test]
fn a_ring_of_aliases_is_told() {
    let (status, told) = check("ring", "a.yaml", format!("claims:\n{SOUND}  - &a {{ id: a2, value: *a }}\n"));
    assert_eq!(status, 1);
    assert!(
        told.contains("a.yaml:3:25: error[recursive-alias]: the alias `*a` is inside its own anchor"),
        "{told}"
    );
}
