//! Numbers within braces that YAML splits at a comma: of `{ value: 10,000 }` it makes a value `10` and a key `000`.

use crate::edit::quoted;
use crate::keys::brief_text;
use crate::text::{Code, Edit, Fix, Problem, Safety, Span};
use crate::tree::Node;

/// How many digits are between the commas of a large number.
const GROUP: usize = 3;

/// Whether `key`, with nothing for a `value`, is the rest of a number that `before` begins: digits before and behind a comma,
/// and no blank, or one to three digits, a comma, blanks and three digits.
pub(super) fn goes_on(before: Node<'_, '_>, key: Node<'_, '_>, value: Node<'_, '_>) -> bool {
    let absent = value.is_null() && value.span() == key.span();
    let between = Span { start: before.span().end, end: key.span().start, ..key.span() };
    let between = before.editor().slice(between).unwrap_or_default();
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let group = || {
        let (first, next) = (before.source(), key.source());
        digits(first) && first.len() <= GROUP && digits(next) && next.len() == GROUP
    };
    let comma = between == ","
        || between.strip_prefix(',').is_some_and(|rest| rest.trim_matches(' ').is_empty() && group());
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
    // A blank behind a comma sets entries apart, so two of them may have been meant.
    let whole = editor.slice(span).unwrap_or_default();
    let joined = whole.split(',').map(str::trim_start).collect::<Vec<_>>().join(",");
    let title = "put it in quotation marks".to_owned();
    let safety = Safety::sure(digits == GROUP && joined == whole);
    let edit = (!whole.is_empty()).then(|| Edit::new(span, quoted(&joined)));
    let fix = edit.map(|edit| Fix { title, safety, edits: vec![edit] });
    Problem::new(Code::InvalidValue, span, message)
        .label("read as several entries of the braces")
        .help("put it in quotation marks, or write the number without a comma")
        .fix(fix)
}
