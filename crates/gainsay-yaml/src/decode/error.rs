//! Why a node could not be decoded, and at which one.

use std::fmt;

use serde::de::{self, Expected, Unexpected};

use crate::keys::{brief, missing_key};
use crate::text::{Code, Problem, Safety, suggest};
use crate::tree::{Node, NodeKind};

/// What went wrong while a record was decoded.
#[derive(Debug)]
pub(super) struct Error {
    why: Why,
    /// The node at fault.
    pub(super) at: Option<u32>,
    /// The innermost value or item around the fault that can be left out for a second try.
    pub(super) part: Option<u32>,
    /// The innermost value of a mapping around the fault.
    pub(super) field: Option<u32>,
    /// The key of that value.
    pub(super) key: Option<u32>,
}

#[derive(Debug)]
enum Why {
    /// It is not of this kind.
    Expected(String),
    /// It is none of these words.
    OneOf(&'static [&'static str]),
    /// A mapping lacks this key.
    Missing(&'static str),
    /// What a type reports itself.
    Custom(String),
    /// It was reported before.
    Reported,
}

impl Error {
    fn new(why: Why) -> Self {
        Self { why, at: None, part: None, field: None, key: None }
    }

    pub(super) fn reported() -> Self {
        Self::new(Why::Reported)
    }

    pub(super) fn expected(expected: &dyn Expected) -> Self {
        Self::new(Why::Expected(plain(&expected.to_string()).to_owned()))
    }

    /// The same, at `node` unless it is known more exactly.
    pub(super) fn at(mut self, node: Node<'_, '_>) -> Self {
        self.at.get_or_insert(node.at);
        self
    }

    /// The key that is missing, if that is what is wrong.
    pub(super) fn missing(&self) -> Option<&'static str> {
        match self.why {
            Why::Missing(key) => Some(key),
            _ => None,
        }
    }

    /// The problem to report, unless it was reported before; `record` is what was being decoded.
    pub(super) fn problem(&self, record: Node<'_, '_>) -> Option<Problem> {
        let node = |at| Node { tree: record.tree, at };
        let spot = self.at.map_or(record, node);
        let place = self.key.map(|key| format!(" for `{}`", brief(node(key)))).unwrap_or_default();
        let problem = |code, message| Problem::new(code, spot.span(), message);
        Some(match &self.why {
            Why::Reported => return None,
            Why::Expected(what) => {
                problem(Code::WrongType, format!("expected {what}{place}, found {}", found(spot)))
                    .label(format!("expected {what}"))
            }
            Why::OneOf(words) => {
                let (word, known) = (spot.as_str().unwrap_or_default(), words.iter().copied());
                let near = suggest::near(word, known.clone());
                let fix = near
                    .and_then(|near| spot.editor().write(spot.span(), near.name, Safety::sure(near.sure)));
                problem(Code::InvalidValue, format!("unknown word {}{place}", found(spot)))
                    .help(suggest::help(word, known))
                    .fix(fix)
            }
            Why::Missing(key) => missing_key(key, spot.head()),
            Why::Custom(message) => problem(Code::InvalidValue, message.clone()),
        })
    }
}

/// A node in a few words.
fn found(node: Node<'_, '_>) -> String {
    match node.kind() {
        NodeKind::Null => "nothing".into(),
        NodeKind::Sequence => "a list".into(),
        NodeKind::Mapping => "a mapping".into(),
        NodeKind::Scalar if node.as_str() == Some("") => "an empty text".into(),
        NodeKind::Scalar => format!("`{}`", brief(node)),
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.why {
            Why::Expected(what) => write!(f, "expected {what}"),
            Why::OneOf(words) => write!(f, "expected one of {words:?}"),
            Why::Missing(key) => write!(f, "the key `{key}` is missing"),
            Why::Custom(message) => f.write_str(message),
            Why::Reported => f.write_str("this was reported before"),
        }
    }
}

impl std::error::Error for Error {}

impl de::Error for Error {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::new(Why::Custom(message.to_string()))
    }

    fn invalid_type(_: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::expected(expected)
    }

    fn invalid_value(_: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::expected(expected)
    }

    fn invalid_length(_: usize, expected: &dyn Expected) -> Self {
        Self::expected(expected)
    }

    fn unknown_variant(_: &str, words: &'static [&'static str]) -> Self {
        Self::new(Why::OneOf(words))
    }

    fn missing_field(key: &'static str) -> Self {
        Self::new(Why::Missing(key))
    }
}

/// What serde says it expects, without the names of types.
fn plain(expected: &str) -> &str {
    match expected {
        "a string" | "a borrowed string" | "str" | "string" | "path string" => "text",
        "a character" => "a single character",
        "a boolean" => "`true` or `false`",
        "a sequence" => "a list",
        "a map" => "a mapping",
        "unit" | "unit struct" | "option" => "nothing",
        "f32" | "f64" => "a number",
        "u8" => "a whole number from 0 to 255",
        "u16" | "u32" | "u64" | "u128" | "usize" => "a whole number, not below 0",
        "i8" | "i16" | "i32" | "i64" | "i128" | "isize" => "a whole number",
        _ if expected.starts_with("struct ") => "a mapping",
        _ if expected.starts_with("enum ") || expected.starts_with("variant ") => "a word",
        _ if expected.starts_with("tuple ") || expected.starts_with("an array ") => {
            "a list of another length"
        }
        _ => expected,
    }
}
