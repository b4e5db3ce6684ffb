//! Where things are after an edit.

use gainsay_core::finding::Finding;
use gainsay_core::text::{FileId, Span};

/// How a text was changed: what is before `start` and behind the end stayed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shift {
    file: FileId,
    start: u32,
    /// Where what stayed behind the change began, and where it does now.
    end: (u32, u32),
}

impl Shift {
    /// The shift between the texts of `file` before and after, in whole characters.
    pub(crate) fn between(file: FileId, before: &str, after: &str) -> Self {
        let (old, new) = (before.as_bytes(), after.as_bytes());
        let mut start = old.iter().zip(new).take_while(|(a, b)| a == b).count();
        while !(before.is_char_boundary(start) && after.is_char_boundary(start)) {
            start -= 1;
        }
        let (rest, other) = (&old[start..], &new[start..]);
        let mut same = rest.iter().rev().zip(other.iter().rev()).take_while(|(a, b)| a == b).count();
        while !before.is_char_boundary(old.len() - same) {
            same -= 1;
        }
        Self { file, start: start as u32, end: ((old.len() - same) as u32, (new.len() - same) as u32) }
    }

    /// The file that was changed.
    pub(crate) fn file(self) -> FileId {
        self.file
    }

    /// The bytes that were changed, in the text before.
    pub(crate) fn before(self) -> (u32, u32) {
        (self.start, self.end.0)
    }

    /// The bytes that they became, in the text after.
    pub(crate) fn after(self) -> (u32, u32) {
        (self.start, self.end.1)
    }

    /// Where `span` is now; nothing where a part of it was changed.
    pub(crate) fn of(self, span: Span) -> Option<Span> {
        let (before, after) = self.end;
        let moved = |at: u32| at - before + after;
        match () {
            () if span.file != self.file || span.end <= self.start => Some(span),
            () if span.start >= before => {
                Some(Span { start: moved(span.start), end: moved(span.end), ..span })
            }
            () => None,
        }
    }

    /// Moves a finding to where it is now, and says whether it is anywhere: not where what it points at was changed. Fixes that were
    /// changed go.
    pub(crate) fn finding(self, finding: &mut Finding) -> bool {
        let moved = |span: &mut Span| self.of(*span).map(|now| *span = now).is_some();
        finding.fixes.retain_mut(|fix| fix.edits.iter_mut().all(|edit| moved(&mut edit.span)));
        finding.labels.iter_mut().all(|label| moved(&mut label.span))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use gainsay_core::text::Files;

    #[test]
    fn spans_move_with_what_is_before_them() {
        let (before, after) = ("a: 1\nb: 2\nc: 3\n", "a: 1\nbb: 20\nc: 3\n");
        let mut files = Files::default();
        let file = files.add("a.yaml", before);
        let other = files.add("b.yaml", before);
        let shift = Shift::between(file, before, after);
        let moved =
            |file, start, end| shift.of(Span::new(file, start, end)).map(|span| (span.start, span.end));
        assert_eq!(moved(file, 0, 4), Some((0, 4)));
        assert_eq!(moved(file, 13, 14), Some((15, 16)));
        assert_eq!(moved(file, 5, 9), None);
        assert_eq!(moved(other, 13, 14), Some((13, 14)));
        let accents = Shift::between(file, "a\u{e9}b", "a\u{e8}b");
        assert_eq!((accents.before(), accents.after()), ((1, 3), (1, 3)));
        let letters = Shift::between(file, "\u{e9}", "\u{129}");
        assert_eq!((letters.before(), letters.after()), ((0, 2), (0, 2)));
    }
}
