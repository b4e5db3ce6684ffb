//! Numbers of a value that the quote beside it does not contain.

use crate::check::context::Context;
use crate::claim::{Claim, Stance, Wording};
use crate::rule::Kind;
use crate::value::quantity::numbers;
use gainsay_yaml::text::{Span, Text};

/// A number that a value words and a quote does not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct MissingNumber {
    /// The number as worded.
    pub worded: String,
    /// Where the value words it.
    pub span: Span,
}

/// The numbers of the claim's value, of kind `kind`, that `quote` does not contain, in their order.
///
/// None where it is not known for sure which numbers either of them words. What a source denies or does not confirm it
/// need not repeat, and zero may go without saying.
pub(super) fn missing(claim: &Claim, kind: Kind, quote: &Text, context: &Context<'_>) -> Vec<MissingNumber> {
    let read = |text: &Text| {
        numbers(text.as_str(context.files), &context.rules.hedges, &context.rules.units).unwrap_or_default()
    };
    let Some(value) =
        claim.value.as_ref().filter(|_| kind == Kind::Quantity && claim.stance == Stance::Asserts)
    else {
        return Vec::new();
    };
    let quote = quote.as_str(context.files);
    let Some(quoted) = numbers(quote, &context.rules.hedges, &context.rules.units) else { return Vec::new() };
    let mut missing = Vec::new();
    for text in worded(value) {
        let absent = read(text).into_iter().filter(|number| {
            let zero = number.meanings.iter().all(rust_decimal::Decimal::is_zero);
            !zero && !quoted.iter().any(|other| other.may_be(number))
        });
        missing.extend(absent.map(|number| MissingNumber {
            worded: text.as_str(context.files)[number.range.clone()].to_owned(),
            span: text.part(number.range),
        }));
    }
    missing
}

/// The words of a value: of figures the source's own, where they are there.
fn worded(value: &Wording) -> Vec<&Text> {
    match value {
        Wording::Scalar(text) => vec![text],
        Wording::Figures(figures) => match &figures.worded {
            Some(worded) => vec![worded],
            None => [&figures.low, &figures.best, &figures.high].into_iter().flatten().collect(),
        },
        Wording::List(..) => Vec::new(),
    }
}
