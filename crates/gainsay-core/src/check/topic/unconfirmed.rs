//! Claims that confirm nothing.

use crate::check::context::Context;
use crate::claim::{Claim, Stance, Wording};
use gainsay_yaml::text::Text;

/// Whether a claim confirms nothing: by its stance, or since its value is that it is not known.
pub(crate) fn unconfirmed(claim: &Claim, context: &Context<'_>) -> bool {
    let words = &context.rules.words;
    let unknown = |text: &Text| words.says_unknown(text.as_str(context.files));
    claim.stance == Stance::Unconfirmed
        || matches!(&claim.value, Some(Wording::Scalar(text)) if unknown(text))
}
