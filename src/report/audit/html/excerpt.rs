//! The lines around the words that a finding underlines.

use std::ops::Range;

use askama::Template;
use askama::filters::HtmlSafe;

use super::link::{Links, Spot};
use super::prose::Prose;
use crate::report::text::excerpt::{Extent, content, window};
use gainsay_core::claim::ClaimId;
use gainsay_core::finding::{Label, Role};
use gainsay_core::text::{File, FileId, Files};

/// How many spots are shown in their lines; further ones are listed.
const SHOWN: usize = 10;

/// How many spots are listed; the rest is counted.
const LISTED: usize = 20;

/// Lines before and after the marked ones.
const AROUND: usize = 1;

/// Marked lines that are at most so many lines apart share an excerpt.
const NEAR: usize = 3;

/// Columns that are shown of a line.
const WIDTH: usize = 76;

/// The spots of a finding.
#[derive(Debug, Template)]
#[template(path = "audit/excerpts.html", whitespace = "minimize")]
pub(super) struct Excerpts {
    pub(super) shown: Vec<Excerpt>,
    pub(super) listed: Vec<(Spot, Prose)>,
    /// How many further spots there are.
    pub(super) more: usize,
}

impl HtmlSafe for Excerpts {}

/// A few lines of a file.
#[derive(Debug)]
pub(super) struct Excerpt {
    pub(super) spot: Spot,
    pub(super) lines: Vec<Line>,
}

#[derive(Debug)]
pub(super) struct Line {
    pub(super) number: usize,
    pub(super) parts: Vec<Part>,
    /// Whether something is left out before what is shown.
    pub(super) before: bool,
    pub(super) after: bool,
    /// What is said of the words that are marked up to here.
    pub(super) notes: Vec<Prose>,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) text: String,
    pub(super) marked: bool,
}

impl Excerpts {
    /// The spots at `labels`; those of the `named` claims, of which the page speaks, are among those that are shown.
    pub(super) fn of(labels: &[Label], named: &[ClaimId], files: &Files, links: &Links) -> Self {
        let is_named = |label: &Label| label.claim.is_some_and(|claim| named.contains(&claim));
        let (mut shown, mut listed): (Vec<&Label>, Vec<&Label>) =
            labels.iter().partition(|label| label.role != Role::Related || is_named(label));
        if shown.is_empty() && !listed.is_empty() {
            shown.push(listed.remove(0));
        }
        listed.splice(0..0, shown.drain(SHOWN.min(shown.len())..));
        let more = listed.len().saturating_sub(LISTED);
        let listed = listed.iter().take(LISTED);
        Self {
            shown: excerpts(&shown, files, links),
            listed: listed.map(|label| (links.spot(files, label.span), Prose::of(&label.message))).collect(),
            more,
        }
    }
}

fn excerpts(labels: &[&Label], files: &Files, links: &Links) -> Vec<Excerpt> {
    let spots: Vec<(&Label, Extent)> =
        labels.iter().map(|&label| (label, Extent::new(files, label.span))).collect();
    let together = |(_, one): &(&Label, Extent), (_, next): &(&Label, Extent)| {
        let follows = one.file == next.file && one.range.end <= next.range.start;
        follows && next.lines.start().saturating_sub(*one.lines.end()) <= NEAR
    };
    let groups = spots.chunk_by(together);
    groups.filter_map(|group| excerpt(group, files, links)).collect()
}

fn excerpt(group: &[(&Label, Extent)], files: &Files, links: &Links) -> Option<Excerpt> {
    let ((label, first), (_, last)) = (group.first()?, group.last()?);
    let file = files.get(first.file);
    let from = first.lines.start().saturating_sub(AROUND);
    let to = (last.lines.end() + AROUND).min(last_line(files, first.file));
    let lines = (from..=to).map(|line| row(file, line, group)).collect();
    Some(Excerpt { spot: links.spot(files, label.span), lines })
}

/// The last line of a file that holds anything.
fn last_line(files: &Files, id: FileId) -> usize {
    let file = files.get(id);
    let lines = file.line_starts().len() - 1;
    if content(file, lines).is_empty() { lines.saturating_sub(1) } else { lines }
}

fn row(file: &File, number: usize, group: &[(&Label, Extent)]) -> Line {
    let line = content(file, number);
    let here =
        |extent: &&Range<usize>| extent.start < line.end.max(line.start + 1) && line.start <= extent.end;
    let focus = group.iter().map(|(_, extent)| &extent.range).find(here);
    let shown = window(&file.text, &line, focus, WIDTH);
    let mut parts = Vec::new();
    let mut at = shown.start;
    let mut push = |range: Range<usize>, marked| {
        if let Some(text) = file.text.get(range).filter(|text| !text.is_empty()) {
            parts.push(Part { text: text.to_owned(), marked });
        }
    };
    for (_, extent) in group {
        let start = marked_from(file, &line, extent).clamp(at, shown.end);
        let end = extent.range.end.clamp(start, shown.end);
        push(at..start, false);
        push(start..end, true);
        at = end;
    }
    push(at..shown.end, false);
    let ends = group.iter().filter(|(_, extent)| *extent.lines.end() == number);
    let notes = ends.map(|(label, _)| &label.message).filter(|message| !message.is_empty());
    Line {
        number: number + 1,
        parts,
        before: shown.start > line.start,
        after: shown.end < line.end,
        notes: notes.map(|message| Prose::of(message)).collect(),
    }
}

/// Where the mark begins on a line: the indent of further lines is not marked.
fn marked_from(file: &File, line: &Range<usize>, extent: &Extent) -> usize {
    if extent.range.start >= line.start {
        return extent.range.start;
    }
    let text = &file.text[line.clone()];
    line.start + (text.len() - text.trim_start().len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use gainsay_core::text::Span;

    /// The lines of the excerpts, marks in brackets.
    fn shown(text: &str, words: &[&str]) -> Vec<String> {
        let mut files = Files::default();
        let file = files.add("a.yaml", text);
        let label = |words: &&str| {
            let at = text.find(words).unwrap();
            let span = Span::new(file, at as u32, (at + words.len()) as u32);
            Label { span, role: Role::Primary, claim: None, message: format!("on {}", words.len()) }
        };
        let labels: Vec<Label> = words.iter().map(label).collect();
        let excerpts = Excerpts::of(&labels, &[], &files, &Links::from(None, &[]));
        let parts = |line: &Line| {
            let parts = line.parts.iter();
            parts
                .map(|part| if part.marked { format!("[{}]", part.text) } else { part.text.clone() })
                .collect::<String>()
        };
        let line = |line: &Line| {
            let more = |more| if more { "…" } else { "" };
            let notes: Vec<String> =
                line.notes.iter().map(|note| format!(" <- {}", note.0[0].text)).collect();
            let notes = notes.concat();
            format!("{} {}{}{}{notes}", line.number, more(line.before), parts(line), more(line.after))
        };
        excerpts.shown.iter().flat_map(|excerpt| excerpt.lines.iter().map(line)).collect()
    }

    #[test]
    fn words_are_marked_in_their_lines() {
        assert_eq!(
            shown("claims:\r\n  - id: a\r\n    value: about 3\r\n    note: x\r\n", &["about 3"]),
            ["2   - id: a", "3     value: [about 3] <- on 7", "4     note: x"]
        );
        assert_eq!(shown("value: 3", &["3"]), ["1 value: [3] <- on 1"]);
        assert_eq!(
            shown("a: 3\nb: 4\nc: 5\nd: 6\ne: 7\nf: 8\n", &["3", "5"]),
            ["1 a: [3] <- on 1", "2 b: 4", "3 c: [5] <- on 1", "4 d: 6"]
        );
    }

    #[test]
    fn several_lines_and_several_words_of_one_are_marked() {
        assert_eq!(
            shown("value: |\n  some\n  three\nnote: x\n", &["some\n  three"]),
            ["1 value: |", "2   [some]", "3   [three] <- on 12", "4 note: x"]
        );
        assert_eq!(shown("{ a: 3, b: 4 }\n", &["3", "4"]), ["1 { a: [3], b: [4] } <- on 1 <- on 1"]);
    }

    #[test]
    fn of_a_long_line_the_words_are_shown() {
        let line = format!("{{ note: {}, value: 12, more: {} }}", "x".repeat(4000), "y".repeat(4000));
        let shown = shown(&line, &["12"]);
        assert!(shown[0].starts_with("1 …x") && shown[0].contains("value: [12], more: yy"), "{shown:?}");
        assert!(shown[0].ends_with("y… <- on 2") && shown[0].len() < 120, "{shown:?}");
    }
}
