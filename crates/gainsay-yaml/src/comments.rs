//! The comments of a text, where one asks for them.

use crate::text::{FileId, Span};
use crate::tree::Tree;

/// The comments of `text` that have `word` in them, in upper or lower case, each from its `#` to the end of its line; `trees` are those that the text
/// was read into.
///
/// What looks like a comment within a quoted text or a block is none. Nothing but the text is looked at where it does not have
/// the word behind a `#`.
#[must_use]
pub fn comments(file: FileId, text: &str, trees: &[Tree<'_>], word: &str) -> Vec<Span> {
    let lines = lines(text, word);
    if lines.is_empty() {
        return Vec::new();
    }
    let marks: Vec<u32> = lines.iter().flat_map(|&(start, end)| marks(text, start, end)).collect();
    let inside = inside(&marks, trees);
    let mut comments = Vec::new();
    let mut at = 0;
    for (_, end) in lines {
        let of_line = marks[at..].iter().take_while(|&&mark| (mark as usize) < end).count();
        let first = (at..at + of_line).find(|&mark| !inside[mark]).map(|mark| marks[mark]);
        at += of_line;
        let comment = first.and_then(|mark| Some((mark, text.get(mark as usize..end)?.trim_end())));
        if let Some((mark, written)) = comment.filter(|(_, written)| has(written.as_bytes(), word)) {
            comments.push(Span::new(file, mark, mark + written.len() as u32));
        }
    }
    comments
}

/// The lines that have `word` behind a `#`: where each starts and ends.
fn lines(text: &str, word: &str) -> Vec<(usize, usize)> {
    let bytes = text.as_bytes();
    let mut lines: Vec<(usize, usize)> = Vec::new();
    let mut behind = 0;
    for at in memchr::memchr_iter(b'#', bytes) {
        if at < behind {
            continue;
        }
        let start = memchr::memrchr2(b'\n', b'\r', &bytes[behind..at]).map_or(behind, |end| behind + end + 1);
        let end = memchr::memchr2(b'\n', b'\r', &bytes[at..]).map_or(bytes.len(), |end| at + end);
        if has(&bytes[at..end], word) {
            lines.push((start, end));
        }
        behind = end;
    }
    lines
}

/// Whether `text` has `word` in it, in upper or lower case.
fn has(text: &[u8], word: &str) -> bool {
    text.windows(word.len()).any(|part| part.eq_ignore_ascii_case(word.as_bytes()))
}

/// Where in the line a comment may begin: at each `#` at its start or behind a blank.
fn marks(text: &str, start: usize, end: usize) -> impl Iterator<Item = u32> {
    let line = &text.as_bytes()[start..end];
    let begins = |at: &usize| match at.checked_sub(1).and_then(|before| line.get(before)) {
        Some(before) => matches!(before, b' ' | b'\t') || line[..*at] == *"\u{feff}".as_bytes(),
        None => true,
    };
    memchr::memchr_iter(b'#', line).filter(begins).map(move |at| (start + at) as u32)
}

/// Whether each of `marks`, which are in order, is inside a scalar.
fn inside(marks: &[u32], trees: &[Tree<'_>]) -> Vec<bool> {
    // By how many more scalars are open at each mark than at the one before.
    let mut opened = vec![0i64; marks.len() + 1];
    for raw in trees.iter().flat_map(|tree| &tree.nodes).filter(|raw| !raw.tag.is_container()) {
        let from = marks.partition_point(|&mark| mark < raw.start);
        let to = marks.partition_point(|&mark| mark < raw.end);
        if from < to {
            opened[from] += 1;
            opened[to] -= 1;
        }
    }
    let mut open = 0;
    let depth = opened.iter().take(marks.len()).map(|opened| {
        open += opened;
        open > 0
    });
    depth.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse_in_pieces;
    use crate::text::{Files, Problem};

    fn found(text: &str) -> Vec<String> {
        let mut files = Files::default();
        let file = files.add("a.yaml", text);
        let trees = parse_in_pieces(file, text, &mut Vec::<Problem>::new());
        comments(file, text, &trees, "tool:").into_iter().map(|span| files.slice(span).to_owned()).collect()
    }

    #[test]
    fn comments_are_found_wherever_they_may_be() {
        for (text, comment) in [
            ("\u{feff}# tool: a\n", "# tool: a"),
            ("a: 1 # tool: b \r\nc: 2", "# tool: b"),
            ("a:\t# tool: c", "# tool: c"),
            ("a: [ 1, # tool: d\n 2 ]", "# tool: d"),
            ("a: | # tool: e\n  x", "# tool: e"),
            ("a: |\n  x\n# tool: f\n", "# tool: f"),
            ("a: 'it # is' # tool: g", "# tool: g"),
            ("# one # tool: h", "# one # tool: h"),
            ("- &x { a: 1 }\n- *x # tool: i", "# tool: i"),
        ] {
            assert_eq!(found(text), [comment], "{text}");
        }
    }

    #[test]
    fn what_only_looks_like_a_comment_is_none() {
        for text in [
            "a: '# tool: x'",
            "a: \"b # tool: x\"",
            "a: \"b\n  # tool: x\"",
            "a: |\n  # tool: x\n",
            "a: >-\n  b\n\n  # tool: x\n\n",
            "a: b#tool: x",
            "a: tool: # x",
            "'# tool: x': 1",
            "{\"a\": \"# tool: x\"}",
            "a: tool:x # y",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
