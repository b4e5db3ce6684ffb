//! Names of one kind, and which of them are one slip from another one.

use std::collections::BTreeMap;

use super::slip::{Slip, pairs};
use crate::check::context::Context;
use crate::claim::Claim;
use crate::maps::{HashMap, HashSet};
use gainsay_yaml::text::{Name, Spanned};

/// What must be the same of two claims for their names to be compared.
pub(super) type Beside = (Option<Name>, Option<Name>);

/// Finds it for a claim; nothing where the name of a claim is compared with none.
type FindBeside<'k> = Box<dyn Fn(&Claim) -> Option<Beside> + 'k>;

/// One kind of name that claims have.
pub(super) struct Kind<'k> {
    /// What such a name is called.
    pub word: &'static str,
    /// What else than another name settles it.
    pub otherwise: &'static str,
    /// The names that a claim has.
    pub named: fn(&Claim) -> [Option<Spanned<Name>>; 2],
    /// Whether a name is declared, so that it is meant.
    pub known: Box<dyn Fn(Name) -> bool + 'k>,
    /// What must be the same beside it.
    pub beside: FindBeside<'k>,
}

/// A name with the claims that have it; none where it is only declared.
pub(super) struct Used<'r> {
    /// The name.
    pub text: &'r str,
    known: bool,
    /// The claims.
    pub claims: Vec<&'r Claim>,
    beside: HashSet<Beside>,
}

impl Kind<'_> {
    /// The names that are one slip from another one, each with that: as the indices of both in all names.
    pub(super) fn near<'r>(&self, context: &Context<'r>) -> (Vec<Used<'r>>, Vec<(usize, usize, Slip)>) {
        let declared: Vec<&'r str> = match self.word {
            "attribute" => {
                context.rules.attributes.iter().flat_map(crate::rule::Attribute::exact_names).collect()
            }
            _ => Vec::new(),
        };
        let used = self.used(&declared, context);
        if used.iter().all(|name| name.known) {
            return (used, Vec::new());
        }
        let texts: Vec<&str> = used.iter().map(|name| name.text).collect();
        let mut near: BTreeMap<usize, Vec<(usize, Slip)>> = BTreeMap::new();
        // Names with hidden characters are told apart by what they look like.
        let hidden = |at: usize| texts[at].contains(char::is_control);
        for (a, b, slip) in pairs(&texts).into_iter().filter(|&(a, b, _)| !hidden(a) && !hidden(b)) {
            let (rare, usual) = if rank(&used[a]) <= rank(&used[b]) { (a, b) } else { (b, a) };
            let meet = || self.meet(&used[rare], &used[usual], context);
            // Nobody tells two things apart by capitals or hyphens alone.
            let apart = || slip != Slip::Signs && self.side_by_side(&used[rare], &used[usual]);
            if !used[rare].known && meet() && !apart() {
                near.entry(rare).or_default().push((usual, slip));
            }
        }
        let sure = near.into_iter().filter_map(|(rare, near)| {
            let (usual, slip) = self.meant(&near, &used, context)?;
            Some((rare, usual, slip))
        });
        let sure = sure.collect();
        (used, sure)
    }

    /// Which of the names that are near another one is meant by that, where one is.
    fn meant(
        &self,
        near: &[(usize, Slip)],
        used: &[Used<'_>],
        context: &Context<'_>,
    ) -> Option<(usize, Slip)> {
        // Spellings of one name: the most usual one is meant.
        if near.iter().all(|&(_, slip)| slip == Slip::Signs) {
            return near.iter().copied().rev().max_by_key(|&(other, _)| rank(&used[other]));
        }
        // Where several names are as near, none of them is known to be meant.
        let &(first, _) = near.first()?;
        let is_first =
            |other: usize| other == first || self.same(used[other].text, used[first].text, context);
        near.iter().all(|&(other, _)| is_first(other)).then_some(near[0])
    }

    /// All names, used and declared, by their text.
    fn used<'r>(&self, declared: &[&'r str], context: &Context<'r>) -> Vec<Used<'r>> {
        let mut used: HashMap<Name, Used<'r>> = HashMap::default();
        for claim in &context.records.claims {
            let Some(beside) = (self.beside)(claim) else { continue };
            for name in (self.named)(claim).into_iter().flatten().map(|name| name.value) {
                let entry = used.entry(name).or_insert_with(|| Used {
                    text: context.text(name),
                    known: (self.known)(name),
                    claims: Vec::new(),
                    beside: HashSet::default(),
                });
                entry.claims.push(claim);
                entry.beside.insert(beside);
            }
        }
        let mut used: Vec<Used<'r>> = used.into_values().collect();
        let texts: HashSet<&str> = used.iter().map(|name| name.text).collect();
        let declared = declared.iter().filter(|name| !texts.contains(*name));
        let declared: Vec<Used<'r>> = declared
            .map(|&text| Used { text, known: true, claims: Vec::new(), beside: HashSet::default() })
            .collect();
        used.extend(declared);
        used.sort_unstable_by_key(|name| name.text);
        used
    }

    /// Whether claims of both names could be about the same thing. What is declared may be meant anywhere.
    fn meet(&self, rare: &Used<'_>, usual: &Used<'_>, context: &Context<'_>) -> bool {
        let anywhere = usual.known && self.word == "attribute";
        let met = anywhere || !rare.beside.is_disjoint(&usual.beside);
        met && !self.same(rare.text, usual.text, context)
    }

    /// Whether both names are in claims that differ in nothing else but the value: whoever wrote those tells them apart.
    fn side_by_side(&self, one: &Used<'_>, other: &Used<'_>) -> bool {
        let value = |name: Option<Spanned<Name>>| name.map(|name| name.value);
        let beside = |claim: &&Claim| {
            let names = [Some(claim.source), claim.subject, Some(claim.attribute), claim.place, claim.scope];
            let own = (self.named)(claim).map(value);
            let others = names.map(|name| value(name).filter(|name| !own.contains(&Some(*name))));
            let days = [claim.as_of, claim.during].map(|when| when.map(|when| when.value));
            (value(claim.cites), others, days)
        };
        let of_one: HashSet<_> = one.claims.iter().map(beside).collect();
        other.claims.iter().any(|claim| of_one.contains(&beside(claim)))
    }

    /// Whether two names are of one attribute.
    fn same(&self, one: &str, other: &str, context: &Context<'_>) -> bool {
        self.word == "attribute" && context.rules.identity(one) == context.rules.identity(other)
    }
}

/// The more a name is known and used, the likelier it is meant; of two with the same rank neither is.
pub(super) fn rank(name: &Used<'_>) -> (bool, usize) {
    (name.known, name.claims.len())
}

/// The attributes that claims have.
pub(super) fn attributes<'k>(context: &'k Context<'_>) -> Kind<'k> {
    Kind {
        word: "attribute",
        otherwise: "declare this one under `attributes`",
        named: |claim| [Some(claim.attribute), None],
        known: Box::new(|name| context.rules.named(context.text(name)).is_some()),
        beside: Box::new(|claim| Some((claim.subject.map(|subject| subject.value), None))),
    }
}

/// The attributes that nobody declares and that are one slip from another one which claims have, each with that: by their keys, each
/// two once.
pub(crate) fn similar<'c>(context: &'c Context<'_>) -> &'c [[Name; 2]] {
    context.similar.get_or_init(|| find_similar(context))
}

fn find_similar(context: &Context<'_>) -> Vec<[Name; 2]> {
    let kind = attributes(context);
    if context.attributes.names().all(&kind.known) {
        return Vec::new();
    }
    let (used, near) = kind.near(context);
    let key = |text: &str| Some(context.attribute_named(text)?.key);
    let both =
        |&(rare, usual, _): &(usize, usize, Slip)| Some([key(used[rare].text)?, key(used[usual].text)?]);
    let mut seen = HashSet::default();
    near.iter().filter_map(both).filter(|both| seen.insert(*both)).collect()
}
