//! What is wrong with text that is not YAML, in plain words.

use granit_parser::{ErrorKind as Kind, ScanError};

use crate::text::{Code, FileId, Problem, Span};

/// The problem for `error` in `text`, at the character that it complains of.
pub(super) fn problem(file: FileId, text: &str, error: &ScanError) -> Problem {
    let at = error.marker().byte_offset().unwrap_or(text.len());
    let tab = tab(file, text, at, error.kind());
    let kind = if tab.is_some() { &Kind::TabInIndentation } else { error.kind() };
    let (message, help) = words(kind);
    let spot = tab.unwrap_or_else(|| spot(file, text, at));
    let problem = Problem::new(Code::MalformedYaml, spot, message);
    if help.is_empty() { problem } else { problem.help(help) }
}

/// The same `problem` of what the rest of its document is lost to; `bracket` is still open there.
pub(super) fn ends_document(problem: Problem, bracket: Option<Span>) -> Problem {
    let problem = problem.label("the rest of this document is not read");
    match bracket.filter(|bracket| bracket.start != problem.span.start) {
        Some(bracket) => problem.related(bracket, "this bracket is still open"),
        None => problem,
    }
}

/// The character at `at`; at the end of a line or of the file, the last one that can be seen before.
fn spot(file: FileId, text: &str, at: usize) -> Span {
    let at = (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or_default();
    // A control character is nothing to see, but something to underline, unless it is the layout of YAML.
    let blank = |c: char| if c.is_control() { matches!(c, '\t' | '\n' | '\r') } else { c.is_whitespace() };
    let seen = |c: char| !blank(c) && c != '\u{feff}';
    let (start, c) = match text[at..].chars().next() {
        Some(c) if seen(c) => (at, c),
        _ => match text[..at].char_indices().rfind(|&(_, c)| seen(c)) {
            Some(found) => found,
            None => return Span::new(file, at as u32, at as u32),
        },
    };
    Span::new(file, start as u32, (start + c.len_utf8()) as u32)
}

/// The tab that the error complains of: the first in what indents the line of `at`, else the first that begins a line
/// from there on.
fn tab(file: FileId, text: &str, at: usize, kind: &Kind) -> Option<Span> {
    let start = match kind {
        Kind::TabInPlainScalar => {
            let behind = text.get(at..)?;
            let mut ends = memchr::memchr2_iter(b'\n', b'\r', behind.as_bytes());
            at + ends.find(|&end| behind[end + 1..].starts_with('\t'))? + 1
        }
        Kind::TabNotAllowed
        | Kind::TabInBlockIndentation
        | Kind::TabInIndentation
        | Kind::ExpectedBlockMappingKey
        | Kind::ExpectedBlockSequenceEntry
        | Kind::InvalidIndentation => {
            let line = text.get(..at)?.rfind(['\n', '\r']).map_or(0, |end| end + 1);
            let indent = text[line..].find(|c| c != ' ' && c != '\t')?;
            line + text[line..line + indent].find('\t')?
        }
        _ => return None,
    };
    Some(Span::new(file, start as u32, start as u32 + 1))
}

const QUOTE: &str = "put the text in quotation marks, or indent it as a block under `|`";

/// What is wrong, and what to do about it.
fn words(kind: &Kind) -> (String, &'static str) {
    match kind {
        Kind::UnclosedFlowCollection { open } => (
            format!("this `{open}` is never closed"),
            "close it, or write the list or mapping on several lines",
        ),
        Kind::MismatchedFlowCollectionEnd { open, close } => {
            (format!("`{open}` is closed by `{close}`"), "close each bracket by its own kind")
        }
        Kind::UnexpectedCharacter { character: '\0' } => (
            "a NUL is not allowed here".to_owned(),
            "delete it; within double quotes it can be written as `\\0`",
        ),
        Kind::UnexpectedCharacter { character } if character.is_control() => (
            format!("`{}` is a control character, which YAML does not allow", character.escape_default()),
            "delete it, or write it as an escape between double quotation marks",
        ),
        Kind::UnexpectedCharacter { character } => {
            (format!("`{}` cannot begin a text here", character.escape_default()), QUOTE)
        }
        other => match brackets(other).or_else(|| scalars(other)).or_else(|| lines(other)) {
            Some((message, help)) => (message.to_owned(), help),
            None => (other.to_string().trim_end_matches('.').to_lowercase(), ""),
        },
    }
}

/// The same for brackets and what is in them.
fn brackets(kind: &Kind) -> Option<(&'static str, &'static str)> {
    Some(match kind {
        Kind::MisplacedFlowCollectionEnd => ("this bracket closes nothing", QUOTE),
        Kind::UnexpectedEofFlowSequence | Kind::ExpectedFlowSequenceSeparator => (
            "the items of this list need `,` between them and `]` at the end",
            "put a text that begins with `[` in quotation marks",
        ),
        Kind::UnexpectedEofFlowMapping
        | Kind::UnexpectedEofImplicitFlowMapping
        | Kind::ExpectedFlowMappingSeparator => (
            "the entries of this mapping need `,` between them and `}` at the end",
            "put a text that begins with `{` in quotation marks",
        ),
        Kind::BlockEntryInFlowCollection => ("`- ` is not allowed within brackets", QUOTE),
        Kind::RecursionLimitExceeded => ("lists and mappings are nested too deep", ""),
        _ => return None,
    })
}

/// The same for quotation marks, escapes and comments.
fn scalars(kind: &Kind) -> Option<(&'static str, &'static str)> {
    Some(match kind {
        Kind::UnclosedQuotedScalar | Kind::DocumentIndicatorInQuotedScalar => (
            "this quotation mark is never closed",
            "close it; to write one inside, double it in single quotes (`''`), and escape it in double quotes (`\\\"`)",
        ),
        Kind::InvalidTrailingSingleQuotedScalar | Kind::InvalidTrailingDoubleQuotedScalar => (
            "nothing but a comment can follow the closing quotation mark",
            "put the whole text in quotation marks, those inside it doubled (`''`) or escaped (`\\\"`)",
        ),
        Kind::UnknownQuotedScalarEscape
        | Kind::InvalidQuotedScalarHexEscape
        | Kind::InvalidUnicodeEscape
        | Kind::InvalidLowSurrogate
        | Kind::InvalidLowSurrogateHexEscape
        | Kind::MissingLowSurrogate
        | Kind::UnpairedLowSurrogate => (
            "this escape is unknown",
            "write `\\\\` for a backslash, or use single quotes, where nothing is escaped",
        ),
        Kind::CommentNotSeparated => ("a comment needs a space before its `#`", QUOTE),
        Kind::BomInsideDocument => ("a byte order mark is in the middle of the text", "delete it"),
        _ => return None,
    })
}

/// The same for lines and how far they are indented.
fn lines(kind: &Kind) -> Option<(&'static str, &'static str)> {
    let align = "indent all keys of a mapping, and all items of a list, by the same amount";
    Some(match kind {
        Kind::UnexpectedEof | Kind::UnexpectedEofBlockSequence | Kind::UnexpectedEofBlockMapping => {
            ("the file ends in the middle of a value", "")
        }
        Kind::MappingValueNotAllowed | Kind::InvalidColonPlacement | Kind::MappingKeyNotAllowed => (
            "a `:` is not allowed here",
            "put a text that contains `: ` in quotation marks; if this is a key, indent it like the keys above",
        ),
        Kind::SimpleKeyExpected | Kind::InvalidSimpleKey => (
            "this line is not a `key: value` pair",
            "write a `:` and a space behind the key, or indent the line so that it continues the one above",
        ),
        Kind::ExpectedBlockMappingKey
        | Kind::ExpectedBlockSequenceEntry
        | Kind::InvalidIndentation
        | Kind::BlockSequenceEntryNotAllowed => ("this does not fit the lines above it", align),
        Kind::InvalidBlockScalarIndent | Kind::InvalidQuotedScalarIndent | Kind::InvalidFlowScalarIndent => {
            ("this line is not indented enough to continue the text before it", align)
        }
        Kind::TabNotAllowed
        | Kind::TabInBlockIndentation
        | Kind::TabInIndentation
        | Kind::TabAtBlockScalarStart
        | Kind::TabInPlainScalar => ("a tab cannot indent", "indent with spaces"),
        Kind::ExpectedNodeContent => ("a value is missing here", ""),
        _ => return None,
    })
}
