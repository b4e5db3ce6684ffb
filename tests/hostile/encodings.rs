//! Bytes that are no text, marks, and line ends.

use super::{SOUND, check, folder_of, run};

fn sound() -> String {
    format!("claims:\n{SOUND}")
}

fn units(text: &str, bytes: impl Fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(bytes).collect()
}

#[test]
fn other_encodings_are_named() {
    let text = sound();
    let (little, big) = (units(&text, u16::to_le_bytes), units(&text, u16::to_be_bytes));
    let wide: Vec<u8> = text.chars().flat_map(|c| u32::from(c).to_le_bytes()).collect();
    let latin = [text.as_bytes(), b"  # caf\xe9\n"].concat();
    for (name, bytes, told) in [
        ("le.yaml", little.clone(), "le.yaml:1:1: error[not-utf-8]: this file is UTF-16"),
        ("be.yaml", big.clone(), "be.yaml:1:1: error[not-utf-8]: this file is UTF-16"),
        (
            "le-mark.yaml",
            [b"\xff\xfe", &*little].concat(),
            "le-mark.yaml:1:1: error[not-utf-8]: this file is UTF-16",
        ),
        (
            "be-mark.yaml",
            [b"\xfe\xff", &*big].concat(),
            "be-mark.yaml:1:1: error[not-utf-8]: this file is UTF-16",
        ),
        ("wide.yaml", wide, "wide.yaml:1:1: error[not-utf-8]: this file is UTF-32"),
        ("latin.yaml", latin, "latin.yaml:3:8: error[not-utf-8]: this byte is not UTF-8"),
    ] {
        let (status, all) = check("encodings", name, bytes);
        assert_eq!(status, 1);
        let at = told.split(": error").next().unwrap();
        let expected = format!(
            "{told}\n  {at}: the file is not read\n  help: save the file as UTF-8\n\
             0 files, 0 claims of 0 sources: 1 error; 0 pairs compared, 0 not compared\n"
        );
        assert_eq!(all, expected);
    }
}

#[test]
fn a_nul_is_told_where_it_stands() {
    for (name, text, spot) in [
        ("quoted.yaml", format!("{}  - {{ id: \"a\0b\" }}\n", sound()), "quoted.yaml:3:13"),
        ("plain.yaml", format!("{}  - {{ id: a\0b }}\n", sound()), "plain.yaml:3:12"),
    ] {
        let (status, told) = check("nul", name, text);
        let expected = format!(
            "{spot}: error[malformed-yaml]: a NUL is not allowed here\n  \
             {spot}: the rest of this document is not read\n  \
             help: delete it; within double quotes it can be written as `\\0`\n\
             1 file, 1 claim of 1 source: 1 error; 0 pairs compared, 0 not compared, 1 claim compared with nothing\n"
        );
        assert_eq!((status, told), (1, expected));
    }
}

#[test]
fn byte_order_marks_stand_at_the_start_only() {
    let sound = sound();
    let (status, _) = check("marks", "start.yaml", format!("\u{feff}{sound}"));
    assert_eq!(status, 0);
    let (status, told) = check("marks", "middle.yaml", format!("{sound}  - {{ \u{feff}id: a2 }}\n"));
    let expected = "middle.yaml:3:5: error[malformed-yaml]: a byte order mark is in the middle of the text\n  \
                    middle.yaml:3:5: the rest of this document is not read\n  help: delete it\n\
                    1 file, 1 claim of 1 source: 1 error; 0 pairs compared, 0 not compared, 1 claim compared with nothing\n";
    assert_eq!((status, told.as_str()), (1, expected));
}

#[test]
fn lines_may_end_in_a_lone_return() {
    let text =
        format!("{}  - {{ id: a2, source: s2, attribute: troops, value: x?, as-of: 2024-01-01 }}\n", sound());
    let (status, told) = check("returns", "a.yaml", text.replace('\n', "\r"));
    assert_eq!(status, 1);
    assert!(told.starts_with("a.yaml:3:53: error[unreadable-value]: cannot read `x?`\n"), "{told}");
    // A tab that indents is looked for in its own line, however many there are.
    let tabs = "---\ra:\r\tb: 1\r".repeat(2000);
    let (status, told) = check("returns", "tabs.yaml", tabs);
    assert_eq!(status, 1);
    assert!(
        told.contains("tabs.yaml:6000:1: error[malformed-yaml]: a tab cannot indent"),
        "{}",
        &told[told.len().saturating_sub(300)..]
    );
}

#[test]
fn what_is_no_text_is_underlined_within_its_file() {
    for (name, bytes, start) in [
        ("byte", &b"a\xdd"[..], 1),
        ("alone", b"\xff", 0),
        ("cut", b"claims: caf\xc3", 11),
        ("letters", b"\xc3\xa9\xe6\x97\xa5\n\x80\n", 6),
        ("wide", b"a\0", 0),
    ] {
        let folder = folder_of(name, &[("a.yaml", bytes)]);
        let done = run(&folder, &["check", "a.yaml", "--format", "json"]);
        let written: String = done.out.split_whitespace().collect();
        let expected = format!("\"byte\":{start},\"end_byte\":{},", start + 1);
        assert!(done.status == 1 && written.contains(&expected), "{expected}: {written}");
    }
}
