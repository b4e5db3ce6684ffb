//! Globs that are too much: those who write them are not trusted, and what they are compiled to grows with them.

/// A glob of more bytes is refused; those that people write have some dozens.
const LONGEST: usize = 1000;
/// Braces that are nested deeper are refused: each level is one of a regular expression, which allows 250.
const DEEPEST: usize = 16;

/// Why `glob` is not to be compiled, if it is too much.
#[must_use]
pub fn refusal(glob: &str) -> Option<&'static str> {
    if glob.len() > LONGEST {
        return Some("it is longer than 1,000 bytes");
    }
    let depth = |depth: usize, byte| match byte {
        b'{' => depth + 1,
        b'}' => depth.saturating_sub(1),
        _ => depth,
    };
    let levels = glob.bytes().scan(0, |open, byte| {
        *open = depth(*open, byte);
        Some(*open)
    });
    (levels.max() > Some(DEEPEST)).then_some("its braces are nested deeper than 16 levels")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_and_deep_globs_are_refused() {
        assert_eq!(refusal("{a,b{c,d}}*.yaml"), None);
        assert_eq!(refusal(&"{a}".repeat(300)), None);
        assert_eq!(refusal(&"{".repeat(17)), Some("its braces are nested deeper than 16 levels"));
        assert_eq!(refusal(&"a".repeat(1001)), Some("it is longer than 1,000 bytes"));
    }
}
