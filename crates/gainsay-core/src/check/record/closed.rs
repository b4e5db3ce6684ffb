//! Closed lists: the only sources or attributes that claims may have.

use crate::check::context::Context;
use crate::check::wording::words;
use crate::claim::Claim;
use crate::problem::Problem;
use crate::rule::{Pattern, RecordChecks};
use gainsay_yaml::Editor;
use gainsay_yaml::text::{Name, Safety, Spanned, suggest};

/// The names that claims may have under one key.
pub(super) struct ClosedList<'c> {
    key: Key,
    allowed: &'c [Pattern],
}

#[derive(Clone, Copy)]
enum Key {
    Source,
    Attribute,
}

/// The lists that a rule closes.
pub(super) fn lists(checks: &RecordChecks) -> impl Iterator<Item = ClosedList<'_>> {
    let lists = [(Key::Source, &checks.sources), (Key::Attribute, &checks.attributes)];
    lists
        .into_iter()
        .filter(|(_, allowed)| !allowed.is_empty())
        .map(|(key, allowed)| ClosedList { key, allowed })
}

impl ClosedList<'_> {
    /// What the claim has under the key.
    pub(super) fn name(&self, claim: &Claim) -> Spanned<Name> {
        match self.key {
            Key::Source => claim.source,
            Key::Attribute => claim.attribute,
        }
    }

    /// Whether the claim may have it. A list that holds one name of an attribute allows all of them.
    pub(super) fn allows(&self, claim: &Claim, context: &Context<'_>) -> bool {
        let name = context.text(self.name(claim).value);
        match self.key {
            Key::Source => Pattern::any(self.allowed, Some(name)),
            Key::Attribute => context.rules.any_attribute(self.allowed, name),
        }
    }

    /// What is wrong with a name that the list does not hold: that of `claim`, as `who` calls it and those beside it.
    pub(super) fn problem(&self, claim: &Claim, who: &str, context: &Context<'_>) -> Problem<()> {
        let key = match self.key {
            Key::Source => "source",
            Key::Attribute => "attribute",
        };
        let name = self.name(claim);
        let word = context.text(name.value);
        let exact = self.allowed.iter().filter(|pattern| !pattern.is_glob());
        let near = suggest::closest(word, exact.map(|pattern| pattern.text.value.as_str()));
        let list = || {
            let allowed = self.allowed.iter().map(|pattern| pattern.text.value.as_str());
            format!("the rule allows {}", words::quoted_list(allowed, "and", words::SOURCES))
        };
        let help = near.map_or_else(list, |near| format!("did you mean `{near}`?"));
        let editor = Editor::of(context.files, name.span);
        let fix = near.and_then(|near| editor.write(name.span, near, Safety::Suggested));
        let message = format!("the {key} `{word}` of {who} is not among those allowed");
        Problem::new((), name.span, message).help(help).fix(fix)
    }
}
