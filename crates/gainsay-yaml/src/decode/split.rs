//! Numbers within braces that YAML splits at a comma: of `{ value: 10,000 }` it makes a value `10` and a key `000`.

use crate::keys::brief_text;
use crate::text::{Code, Fix, Problem, Safety, Span};
use crate::tree::Node;

/// How many digits are between the commas of a large number.
const GROUP: usize = 3;

/// Whether `key`, with nothing for a `value`, is the rest of a number that `before` begins: digits before and behind a comma,
/// and no blank.
pub(super) fn goes_on(before: Node<'_, '_>, key: Node<'_, '_>, value: Node<'_, '_>) -> bool {
    let absent = value.is_null() && value.span() == key.span();
    let comma = before.span().end + 1 == key.span().start;
    absent
        && comma
        && before.source().ends_with(|c: char| c.is_ascii_digit())
        && key.source().starts_with(|c: char| c.is_ascii_digit())
}

/// The problem of the number from `value` to `key`. It can only have been meant as one where the comma sets thousands apart.
pub(super) fn problem(value: Node<'_, '_>, key: Node<'_, '_>) -> Problem {
    let editor = value.editor();
    let span = Span { end: key.span().end, ..value.span() };
    let written = brief_text(editor.slice(span).unwrap_or_default());
    let message = format!("YAML splits `{written}` at its comma, into `{}` and more keys", value.source());
    let digits = key.source().bytes().take_while(u8::is_ascii_digit).count();
    let (title, safety) = ("put it in quotation marks".to_owned(), Safety::sure(digits == GROUP));
    let fix = editor.quote(span).map(|edit| Fix { title, safety, edits: vec![edit] });
    Problem::new(Code::InvalidValue, span, message)
        .label("read as several entries of the braces")
        .help("put it in quotation marks, or write the number without a comma")
        .fix(fix)
}
