//! Lines that continue a text or a bracket without the indentation that YAML asks for.

use super::{SOUND, check};

/// Each stands in the third record, so that the first two are still read.
#[test]
fn lines_that_are_not_indented_far_enough_are_told_at_their_start() {
    let second = SOUND.replace("a1", "a2");
    for (name, record, spot, message) in [
        (
            "9C9N",
            "    tags: [a,\nb,\nc]\n",
            "5:1",
            "this line is not indented enough for the brackets around it",
        ),
        ("DK95-01", "    note: \"bar\n\tbaz\"\n", "5:1", "a tab cannot indent"),
        (
            "QB6E",
            "    note: \"a\n    b\n    c\"\n",
            "5:5",
            "this line is not indented enough to continue the text before it",
        ),
    ] {
        for size in [0, 40_000] {
            // A large file is read in pieces.
            let filling = "  # filling\n".repeat(size);
            let text = format!("claims:\n{SOUND}{second}  - id: a3\n{record}{filling}");
            let text = text.replacen("  - id: a3\n    ", "  - ", 1);
            let file = format!("{name}.yaml");
            let (status, told) = check("indents", &file, text);
            let expected = format!(
                "{file}:{spot}: error[malformed-yaml]: {message}\n  \
                 {file}:{spot}: the rest of this document is not read\n"
            );
            assert!(status == 1 && told.starts_with(&expected), "{told}");
            assert!(told.ends_with("1 file, 2 claims of 1 source: 1 error; 0 pairs compared, 0 not compared, 2 claims compared with nothing\n"), "{told}");
        }
    }
}
