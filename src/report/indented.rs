//! JSON in lines for people.

use std::io::{self, Write};

use serde_json::ser::Formatter;

/// Writes as `serde_json::ser::PrettyFormatter` does, but each break of a line and its indent at once: half of what is written of a
/// long report is indents.
#[derive(Debug, Default)]
pub(super) struct Indented {
    depth: usize,
    /// Whether the list or mapping that is open holds anything.
    filled: bool,
}

/// A comma, a break, and the deepest indent that is written at once.
const BREAK: &[u8] = b",\n                                ";

impl Indented {
    fn open(&mut self, out: &mut (impl Write + ?Sized), bracket: &[u8]) -> io::Result<()> {
        self.depth += 1;
        self.filled = false;
        out.write_all(bracket)
    }

    fn close(&mut self, out: &mut (impl Write + ?Sized), bracket: &[u8]) -> io::Result<()> {
        self.depth -= 1;
        if self.filled {
            self.begin_line(out, true)?;
        }
        // What is closed is something in what is around it.
        self.filled = true;
        out.write_all(bracket)
    }

    /// Begins a line: behind a comma unless it is the `first` within its brackets.
    fn begin_line(&self, out: &mut (impl Write + ?Sized), first: bool) -> io::Result<()> {
        let (from, indent) = (usize::from(first), 2 * self.depth);
        match BREAK.get(from..2 + indent) {
            Some(all) => out.write_all(all),
            None => {
                out.write_all(&BREAK[from..2])?;
                (0..self.depth).try_for_each(|_| out.write_all(b"  "))
            }
        }
    }
}

impl Formatter for Indented {
    fn begin_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.open(out, b"[")
    }

    fn end_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.close(out, b"]")
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.begin_line(out, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.filled = true;
        Ok(())
    }

    fn begin_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.open(out, b"{")
    }

    fn end_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.close(out, b"}")
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.begin_line(out, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        out.write_all(b": ")
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.filled = true;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use serde::Serialize;
    use serde_json::{Serializer, Value, json, to_string_pretty};

    use super::*;

    #[test]
    fn it_writes_what_the_pretty_formatter_writes() {
        let deep = (0..40)
            .fold(json!({}), |inner, at| if at % 2 == 0 { json!([inner, 1]) } else { json!({ "a": inner }) });
        let texts = json!({ "a": [1, "b", [], {}, [[]], null], "c": { "d": {}, "e": [2] } });
        for value in [Value::Null, json!([]), json!({}), json!([[], {}]), texts, deep] {
            let mut written = Vec::new();
            value.serialize(&mut Serializer::with_formatter(&mut written, Indented::default())).unwrap();
            assert_eq!(String::from_utf8(written).unwrap(), to_string_pretty(&value).unwrap());
        }
    }
}
