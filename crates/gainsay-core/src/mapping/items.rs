//! The rows of a JSON file that cannot be read as a whole: where each is, so that only those are lost with which something is wrong.

use std::ops::Range;

use super::columns::composed;

/// Where the rows are in `text`: the items of the list to which `path` leads, names and numbers with `.` between, or of the text itself.
/// Nothing where there is no list.
pub(super) fn items(text: &str, path: Option<&str>) -> Option<Vec<Range<usize>>> {
    let mut scanner = Scanner { bytes: text.as_bytes(), at: 0 };
    for name in path.into_iter().flat_map(|path| path.split('.')) {
        scanner.go_to(name)?;
    }
    scanner.opens(b'[')?;
    let mut items = Vec::new();
    while let Some(byte) = scanner.next() {
        match byte {
            b']' => break,
            b',' => scanner.at += 1,
            _ => items.push(scanner.value()?),
        }
    }
    Some(items)
}

/// Where the marks stand that are open, by kind, so that a closing mark finds its own at once.
#[derive(Default)]
struct Open {
    brackets: Vec<usize>,
    braces: Vec<usize>,
}

impl Open {
    fn is_empty(&self) -> bool {
        self.brackets.is_empty() && self.braces.is_empty()
    }

    fn push(&mut self, mark: u8, at: usize) {
        if mark == b'{' { self.braces.push(at) } else { self.brackets.push(at) }
    }

    /// Closes the last one of the kind of `mark`, and what is open within it.
    fn close(&mut self, mark: u8) {
        let kind = if mark == b'}' { &self.braces } else { &self.brackets };
        let Some(&from) = kind.last() else { return };
        for kind in [&mut self.brackets, &mut self.braces] {
            kind.truncate(kind.partition_point(|at| *at < from));
        }
    }
}

/// Goes through JSON without reading it.
struct Scanner<'t> {
    bytes: &'t [u8],
    at: usize,
}

impl Scanner<'_> {
    /// The next byte that is no blank.
    fn next(&mut self) -> Option<u8> {
        const MARK: [u8; 3] = [0xEF, 0xBB, 0xBF];
        if self.at == 0 && self.bytes.starts_with(&MARK) {
            self.at = MARK.len();
        }
        while self.bytes.get(self.at).is_some_and(u8::is_ascii_whitespace) {
            self.at += 1;
        }
        self.bytes.get(self.at).copied()
    }

    /// Goes behind `mark`, if that comes next.
    fn opens(&mut self, mark: u8) -> Option<()> {
        (self.next() == Some(mark)).then(|| self.at += 1)
    }

    /// Goes to what is below the next value at `name`: a field, or an item by its number.
    fn go_to(&mut self, name: &str) -> Option<()> {
        if self.opens(b'[').is_some() {
            for _ in 0..name.parse::<usize>().ok()? {
                self.value()?;
                self.opens(b',')?;
            }
            return Some(());
        }
        self.opens(b'{')?;
        loop {
            self.next().filter(|byte| *byte == b'"')?;
            let key = self.value()?;
            self.opens(b':')?;
            let key = str::from_utf8(self.bytes.get(key)?).ok()?;
            // As the fields of what can be read as a whole are found.
            if serde_json::from_str::<String>(key).is_ok_and(|key| composed(&key) == composed(name)) {
                return Some(());
            }
            self.value()?;
            self.opens(b',')?;
        }
    }

    /// Goes behind the next value, and says where that is. A closing mark closes what is open within it, too. Nothing where there is no
    /// value.
    fn value(&mut self) -> Option<Range<usize>> {
        let first = self.next()?;
        let (start, mut open) = (self.at, Open::default());
        loop {
            match self.bytes.get(self.at) {
                Some(b'"') => self.text(),
                Some(mark @ (b'{' | b'[')) => {
                    open.push(*mark, self.at);
                    self.at += 1;
                }
                Some(mark @ (b'}' | b']')) if !open.is_empty() => {
                    open.close(*mark);
                    self.at += 1;
                }
                Some(b',' | b'}' | b']') | None if open.is_empty() => break,
                Some(blank) if open.is_empty() && blank.is_ascii_whitespace() => break,
                Some(_) => self.at += 1,
                None => break,
            }
            if open.is_empty() && matches!(first, b'{' | b'[' | b'"') {
                break;
            }
        }
        (self.at > start).then_some(start..self.at)
    }

    /// Goes behind a text in quotation marks, or to the end of the line where it is not closed.
    fn text(&mut self) {
        self.at += 1;
        while let Some(byte) = self.bytes.get(self.at) {
            match byte {
                b'\\' => self.at += 2,
                b'\n' => return,
                b'"' => {
                    self.at += 1;
                    return;
                }
                _ => self.at += 1,
            }
        }
        self.at = self.bytes.len();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_found_whatever_is_wrong_within_them() {
        for (text, path, expected) in [
            (r#"[{"a": "\q]"}, {"b": [1, 2]}, 3]"#, None, vec![r#"{"a": "\q]"}"#, r#"{"b": [1, 2]}"#, "3"]),
            ("\u{feff}[{\"a\": \"x\n}, {\"b\": 1}]", None, vec!["{\"a\": \"x\n}", "{\"b\": 1}"]),
            (r#"[{"a": [1, }, {"b": 1}"#, None, vec![r#"{"a": [1, }"#, r#"{"b": 1}"#]),
            (r#"{"x": {"y": [1]}, "rows": [{"a": 1}, {}]}"#, Some("rows"), vec![r#"{"a": 1}"#, "{}"]),
            (r#"[0, {"x": {"y": [1]}}]"#, Some("1.x.y"), vec!["1"]),
            (r#"{"r\u00f4ws": [1]}"#, Some("r\u{f4}ws"), vec!["1"]),
            ("{\"ro\u{302}ws\": [1]}", Some("r\u{f4}ws"), vec!["1"]),
            ("[", None, vec![]),
            ("[1, \"", None, vec!["1", "\""]),
        ] {
            let found = items(text, path).map(|items| items.into_iter().map(|range| &text[range]).collect());
            assert_eq!(found, Some(expected), "{text}");
        }
        for (text, path) in [("{}", None), (r#"{"a": 1}"#, Some("b")), (r#"{"a": 1}"#, Some("a")), ("", None)]
        {
            assert_eq!(items(text, path), None, "{text}");
        }
    }

    #[test]
    fn a_flood_of_marks_that_do_not_match_is_gone_through_once() {
        const MARKS: usize = 300_000;
        let row = format!("{}{}", "[".repeat(MARKS), "}".repeat(MARKS));
        let text = format!("[{row}");
        assert_eq!(items(&text, None).unwrap_or_default().len(), 1);
    }
}
