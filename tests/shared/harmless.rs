//! Output that does no harm, whoever takes it up: a terminal, the log of a build server, a code host, or a reader of its format.
//!
//! What is hidden and what commands is written down here once more, so that the program is not held against itself.

use pulldown_cmark::{Event, Options, Parser, Tag, TextMergeStream};

/// What the output is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Text for people, CSV, XML, HTML and JSON.
    Plain,
    /// Text with colours.
    Colored,
    /// Annotations for GitHub.
    Annotations,
    /// Markdown.
    Markdown,
}

/// `Default_Ignorable_Code_Point` of Unicode 16 (DerivedCoreProperties.txt) without joiners and the selectors of style, which
/// have a place in honest text; bidirectional and other format controls; what is drawn as nothing; what is no character.
#[rustfmt::skip]
const HIDDEN: [(char, char); 28] = [
    ('\u{ad}', '\u{ad}'), ('\u{34f}', '\u{34f}'), ('\u{61c}', '\u{61c}'), ('\u{115f}', '\u{1160}'),
    ('\u{17b4}', '\u{17b5}'), ('\u{180b}', '\u{180f}'), ('\u{200b}', '\u{200b}'), ('\u{200e}', '\u{200f}'),
    ('\u{2028}', '\u{202e}'), ('\u{2060}', '\u{206f}'), ('\u{2800}', '\u{2800}'), ('\u{3164}', '\u{3164}'),
    ('\u{fdd0}', '\u{fdef}'), ('\u{fe00}', '\u{fe0d}'), ('\u{feff}', '\u{feff}'), ('\u{ffa0}', '\u{ffa0}'),
    ('\u{fff0}', '\u{fffc}'), ('\u{fffe}', '\u{ffff}'), ('\u{13430}', '\u{1343f}'), ('\u{16fe4}', '\u{16fe4}'),
    ('\u{1bca0}', '\u{1bca3}'), ('\u{1d159}', '\u{1d159}'), ('\u{1d173}', '\u{1d17a}'), ('\u{1fffe}', '\u{1ffff}'),
    ('\u{e0000}', '\u{e0fff}'), ('\u{2fffe}', '\u{2ffff}'), ('\u{3fffe}', '\u{3ffff}'), ('\u{10fffe}', '\u{10ffff}'),
];

/// Words that command wherever they stand in a line.
const COMMANDS: [&str; 7] =
    ["##[", "##vso[", "##teamcity[", "travis_fold:", "travis_time:", "section_start:", "section_end:"];

/// Panics where `text`, which `what` wrote, drives a terminal, hides, turns the direction of text, or commands anybody.
pub fn harmless(what: &str, form: Form, text: &str) {
    for (at, c) in text.char_indices() {
        let color = form == Form::Colored && is_color(&text[at..]);
        assert!(!c.is_control() || matches!(c, '\n' | '\t') || color, "{what}: {c:?} in {text:?}");
        assert!(!HIDDEN.iter().any(|&(low, high)| (low..=high).contains(&c)), "{what}: {c:?} in {text:?}");
    }
    for line in text.lines() {
        let own = form == Form::Annotations
            && ["::error file=", "::warning file=", "::notice file="].iter().any(|own| line.starts_with(own));
        assert!(own || !line.trim_start().starts_with("::"), "{what}: {line:?}");
        for start in ["---", "+++", "~~~", "^^^"] {
            let opens = line.strip_prefix(start).is_some_and(|rest| rest.starts_with(char::is_whitespace));
            assert!(!opens, "{what}: {line:?}");
        }
        for command in COMMANDS {
            assert!(!line.contains(command), "{what}: {line:?}");
        }
    }
    if form == Form::Markdown {
        words_only(what, text);
    }
}

/// Whether `text` begins with a change of colour or weight.
fn is_color(text: &str) -> bool {
    let codes = text.strip_prefix("\u{1b}[").and_then(|rest| rest.split_once('m')).map(|(codes, _)| codes);
    codes.is_some_and(|codes| {
        codes
            .split(';')
            .all(|code| matches!(code, "0" | "1" | "2" | "4" | "31" | "32" | "33" | "34" | "35" | "36"))
    })
}

/// Panics where Markdown has anything but words, code, headings, lists, tables and links within the page, or where a host
/// could make more of its words.
fn words_only(what: &str, text: &str) {
    for event in TextMergeStream::new(Parser::new_ext(text, Options::all())) {
        match event {
            Event::Text(words) => {
                let words = words.trim();
                assert!(!is_taken_up(words), "{what}: {words:?} in {text}");
            }
            Event::Start(Tag::Link { dest_url, .. }) => {
                assert!(dest_url.starts_with('#'), "{what}: {dest_url:?} in {text}");
            }
            Event::InlineHtml(tag) => assert_eq!(&*tag, "<br>", "{what}: in {text}"),
            Event::Code(_)
            | Event::SoftBreak
            | Event::End(_)
            | Event::Start(
                Tag::Heading { .. }
                | Tag::Paragraph
                | Tag::List(None)
                | Tag::Item
                | Tag::Strong
                | Tag::Table(_)
                | Tag::TableHead
                | Tag::TableRow
                | Tag::TableCell,
            ) => {}
            other => panic!("{what}: {other:?} in {text}"),
        }
    }
}

/// Whether a host makes a link, a mention, a reference or an emoji of something in `words`.
fn is_taken_up(words: &str) -> bool {
    let sign = |pair: &[char]| "@#!$~:".contains(pair[0]) && pair[1].is_alphanumeric();
    let chars: Vec<char> = words.chars().collect();
    let address = ["://", "www.", "mailto:"].iter().any(|start| words.contains(start));
    let ticket = words.split_whitespace().any(|word| {
        let number =
            word.split_once('-').map(|(letters, number)| (letters, number.starts_with(char::is_numeric)));
        matches!(number, Some((letters, true)) if letters.to_ascii_lowercase().ends_with("gh"))
    });
    address || ticket || chars.windows(2).any(sign)
}
