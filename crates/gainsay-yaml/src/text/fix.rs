//! Changes to files that would settle what is wrong with them, as a machine can apply them.

use super::{FileId, Span};

/// Other text for a stretch of a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Edit {
    /// The bytes that go; an empty span where text is only put in.
    pub span: Span,
    /// What comes in their place.
    pub replacement: String,
}

/// Whether a fix may be applied unseen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Safety {
    /// Nothing else can have been meant.
    Safe,
    /// It is likely what was meant; somebody has to look at it.
    Suggested,
}

/// A way to settle what is wrong: edits that belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Fix {
    /// What is done, in the imperative, such as "write `source`".
    pub title: String,
    /// Whether it may be applied unseen.
    pub safety: Safety,
    /// The edits. They do not overlap, and may be of several files.
    pub edits: Vec<Edit>,
}

impl Edit {
    /// `replacement` instead of what is at `span`.
    pub fn new(span: Span, replacement: impl Into<String>) -> Self {
        Self { span, replacement: replacement.into() }
    }

    /// `text` put in at the byte `at` of `file`.
    pub fn insert(file: FileId, at: usize, text: impl Into<String>) -> Self {
        Self::new(Span::new(file, at as u32, at as u32), text)
    }

    /// Whether both cannot be applied at once: they change a byte in common, or one puts text in where the other begins or
    /// ends.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        let (a, b) = (self.span, other.span);
        let puts_in = a.start == a.end || b.start == b.end;
        let apart =
            if puts_in { a.end < b.start || b.end < a.start } else { a.end <= b.start || b.end <= a.start };
        a.file == b.file && !apart
    }
}

impl Safety {
    /// Safe where it is `sure` that nothing else can have been meant.
    #[must_use]
    pub fn sure(sure: bool) -> Self {
        if sure { Self::Safe } else { Self::Suggested }
    }
}

impl Fix {
    /// A fix that may be applied unseen.
    pub fn safe(title: impl Into<String>, edits: Vec<Edit>) -> Self {
        Self { title: title.into(), safety: Safety::Safe, edits }
    }

    /// A fix that somebody has to look at.
    pub fn suggested(title: impl Into<String>, edits: Vec<Edit>) -> Self {
        Self { title: title.into(), safety: Safety::Suggested, edits }
    }
}

/// `text` with `edits` applied, which are of one file and do not overlap; their order does not matter.
///
/// An edit that is not within the text, or cuts a character, is left out.
#[must_use]
pub fn apply(text: &str, edits: &[Edit]) -> String {
    let mut edits: Vec<&Edit> = edits.iter().collect();
    edits.sort_by_key(|edit| edit.span);
    let (mut applied, mut from) = (String::with_capacity(text.len()), 0);
    for edit in edits {
        let (start, end) = (edit.span.start as usize, edit.span.end as usize);
        let Some(before) = text.get(from..start).filter(|_| text.get(start..end).is_some()) else { continue };
        applied.extend([before, &edit.replacement]);
        from = end;
    }
    applied.push_str(&text[from..]);
    applied
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(start: u32, end: u32, replacement: &str) -> Edit {
        Edit::new(Span::new(FileId::from_index(0), start, end), replacement)
    }

    #[test]
    fn edits_are_applied_in_the_order_of_their_spots() {
        let edits = [edit(4, 5, "f"), edit(0, 1, ""), edit(2, 2, "x")];
        assert_eq!(apply("abcde", &edits), "bxcdf");
        assert_eq!(apply("é", &[edit(1, 2, "x"), edit(3, 4, "y")]), "é");
        assert_eq!(apply("", &[edit(0, 0, "x")]), "x");
    }

    #[test]
    fn edits_overlap_where_they_share_a_byte_or_touch_what_is_put_in() {
        assert!(edit(0, 2, "").overlaps(&edit(1, 3, "")));
        assert!(!edit(0, 2, "").overlaps(&edit(2, 3, "")));
        assert!(edit(0, 2, "").overlaps(&edit(2, 2, "x")));
        assert!(edit(2, 2, "y").overlaps(&edit(2, 2, "x")));
        let elsewhere =
            Edit { span: Span { file: FileId::from_index(1), ..edit(0, 2, "").span }, ..edit(0, 2, "") };
        assert!(!edit(0, 2, "").overlaps(&elsewhere));
    }
}
