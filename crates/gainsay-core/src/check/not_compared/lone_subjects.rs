//! Subjects of which one source alone speaks: each may be a subject of other sources under a wrong name.

use foldhash::fast::RandomState;
use indexmap::{IndexMap, IndexSet};

use crate::check::context::Context;
use crate::check::wording::words;
use crate::claim::Claim;
use crate::value::words::one_slip;
use gainsay_yaml::text::Name;

/// How many such subjects are held against all others.
const LOOKED_AT: usize = 20;

/// How many names a help lists.
const NAMED: usize = 3;

/// The subjects of some claims of which one source alone speaks.
pub(super) struct Subjects {
    /// Each with its source.
    pub alone: IndexMap<Name, Name>,
    /// The first of them that differs in one character from others, which its source has no claim about; with these.
    pub near: Vec<Name>,
}

impl Subjects {
    /// Those of `claims`.
    pub(super) fn of(claims: &[&Claim], context: &Context<'_>) -> Self {
        let mut sources: IndexMap<Name, IndexSet<Name, RandomState>, RandomState> = IndexMap::default();
        for claim in &context.records.claims {
            if let Some(subject) = claim.subject {
                sources.entry(subject.value).or_default().insert(claim.source.value);
            }
        }
        let subjects = claims.iter().filter_map(|claim| Some(claim.subject?.value));
        let alone: IndexMap<Name, Name> =
            subjects.filter_map(|subject| Some((subject, only(sources.get(&subject)?)?))).collect();
        let near = alone.iter().take(LOOKED_AT).find_map(|(&subject, source)| {
            let text = context.text(subject);
            let written: Vec<char> = text.chars().collect();
            let others = sources.iter().filter(|(_, sources)| !sources.contains(source));
            let is_near = |other: &Name| {
                let other = context.text(*other);
                // Far from most of them: a character has four bytes at the most.
                text.len().abs_diff(other.len()) <= 4
                    && one_slip(&written, &other.chars().collect::<Vec<_>>())
            };
            let mut near: Vec<Name> = others.map(|(&other, _)| other).filter(is_near).collect();
            near.sort_by_key(|&other| context.text(other));
            near.insert(0, subject);
            // Of a series each is near many others.
            (2..=NAMED + 1).contains(&near.len()).then_some(near)
        });
        Self { alone, near: near.unwrap_or_default() }
    }

    /// What to do about a subject that may be another one.
    pub(super) fn near_help(&self, context: &Context<'_>) -> String {
        let (subject, others) = (self.near[0], &self.near[1..]);
        let text = context.text(subject);
        let others = words::quoted_list(others.iter().map(|&other| context.text(other)), "or", NAMED);
        let source = context.source(self.alone[&subject]);
        format!(
            "`{text}` of {source} differs by one character from {others}, about which {source} has no claim; correct it, or \
             declare an alias under `subjects` if both are the same thing"
        )
    }

    /// What to do about subjects that nobody else speaks of.
    pub(super) fn alone_help(&self, context: &Context<'_>) -> String {
        let names = words::quoted_list(self.alone.keys().map(|&subject| context.text(subject)), "and", NAMED);
        let each = if self.alone.len() == 1 { "" } else { "each of " };
        format!(
            "only one source has claims about {each}{names}; if other sources use another name for it, use the same name, or \
             declare an alias under `subjects`"
        )
    }
}

/// The one of `names`, where it is one.
fn only(names: &IndexSet<Name, RandomState>) -> Option<Name> {
    names.first().copied().filter(|_| names.len() == 1)
}
