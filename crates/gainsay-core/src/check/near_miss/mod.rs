//! Names that are one slip from another one: their claims are compared with nothing that bears the right name.

mod slip;

use std::collections::{BTreeMap, HashMap, HashSet};

use self::slip::{Slip, pairs};
use crate::check::context::Context;
use crate::check::kind::Check;
use crate::check::topic::TopicKey;
use crate::check::wording;
use crate::claim::Claim;
use crate::finding::Finding;
use crate::problem::{Code, Problem};
use gainsay_yaml::Editor;
use gainsay_yaml::text::{Fix, Name, Safety, Span, Spanned};

/// How many claims one finding names.
const SHOWN: usize = 20;

/// Names of attributes, scopes, subjects and places.
pub(super) struct NearMisses;

impl Check for NearMisses {
    fn of_records(&self, context: &Context<'_>) -> Vec<Finding> {
        let registry = &context.records.registry;
        let subject = |claim: &Claim| claim.subject.map(|subject| subject.value);
        let topic = |claim: &Claim| Some(TopicKey::subject_and_attribute(claim, context));
        let attributes = Kind {
            word: "attribute",
            otherwise: "declare this one under `attributes`",
            named: |claim| Some(claim.attribute),
            known: &|name| context.rules.named(context.text(name)).is_some(),
            beside: &|claim| Some((subject(claim), None)),
        };
        let scopes = Kind {
            word: "scope",
            otherwise: "tell them apart by more than that",
            named: |claim| claim.scope,
            known: &|_| false,
            beside: &|claim| topic(claim).map(|(subject, attribute)| (subject, Some(attribute))),
        };
        let subjects = Kind {
            word: "subject",
            otherwise: "declare both under `subjects`",
            named: |claim| claim.subject,
            known: &|name| registry.subjects.contains_key(&name),
            beside: &|_| Some((None, None)),
        };
        let places = Kind {
            word: "place",
            otherwise: "declare both under `places`",
            named: |claim| claim.place,
            known: &|name| registry.places.contains_key(&name),
            beside: &|claim| Some((subject(claim), None)),
        };
        let declared: Vec<&str> =
            context.rules.attributes.iter().flat_map(crate::rule::Attribute::exact_names).collect();
        let kinds = [(attributes, declared), (scopes, vec![]), (subjects, vec![]), (places, vec![])];
        kinds.iter().flat_map(|(kind, declared)| kind.findings(declared, context)).collect()
    }
}

/// What must be the same of two claims for their names to be compared.
type Beside = (Option<Name>, Option<Name>);

/// One kind of name that claims have.
struct Kind<'k> {
    word: &'static str,
    /// What else than another name settles it.
    otherwise: &'static str,
    named: fn(&Claim) -> Option<Spanned<Name>>,
    /// Whether a name is declared, so that it is meant.
    known: &'k dyn Fn(Name) -> bool,
    beside: &'k dyn Fn(&Claim) -> Option<Beside>,
}

/// A name with the claims that have it; none where it is only declared.
struct Used<'r> {
    text: &'r str,
    known: bool,
    claims: Vec<&'r Claim>,
    beside: HashSet<Beside>,
}

impl Kind<'_> {
    fn findings(&self, declared: &[&str], context: &Context<'_>) -> Vec<Finding> {
        let used = self.used(declared, context);
        if used.iter().all(|name| name.known) {
            return Vec::new();
        }
        let texts: Vec<&str> = used.iter().map(|name| name.text).collect();
        let mut near: BTreeMap<usize, Vec<(usize, Slip)>> = BTreeMap::new();
        for (a, b, slip) in pairs(&texts) {
            let (rare, usual) = if rank(&used[a]) <= rank(&used[b]) { (a, b) } else { (b, a) };
            if !used[rare].known && self.meet(&used[rare], &used[usual], context) {
                near.entry(rare).or_default().push((usual, slip));
            }
        }
        // Where several names are as near, none of them is known to be meant.
        let sure = near.into_iter().filter_map(|(rare, near)| {
            let &(first, slip) = near.first()?;
            let one = |&(other, _): &(usize, Slip)| {
                other == first || self.same(texts[other], texts[first], context)
            };
            near.iter().all(one).then(|| self.finding(&used[rare], &used[first], slip, context))
        });
        sure.collect()
    }

    /// All names, used and declared, by their text.
    fn used<'r>(&self, declared: &[&'r str], context: &Context<'r>) -> Vec<Used<'r>> {
        let mut used: HashMap<Name, Used<'r>> = HashMap::new();
        for claim in &context.records.claims {
            let Some((name, beside)) = (self.named)(claim).zip((self.beside)(claim)) else { continue };
            let name = name.value;
            let entry = used.entry(name).or_insert_with(|| Used {
                text: context.text(name),
                known: (self.known)(name),
                claims: Vec::new(),
                beside: HashSet::new(),
            });
            entry.claims.push(claim);
            entry.beside.insert(beside);
        }
        let mut used: Vec<Used<'r>> = used.into_values().collect();
        let texts: HashSet<&str> = used.iter().map(|name| name.text).collect();
        let declared = declared.iter().filter(|name| !texts.contains(*name));
        let declared: Vec<Used<'r>> = declared
            .map(|&text| Used { text, known: true, claims: Vec::new(), beside: HashSet::new() })
            .collect();
        used.extend(declared);
        used.sort_unstable_by_key(|name| name.text);
        used
    }

    /// Whether claims of both names could be about the same thing. What is declared may be meant anywhere.
    fn meet(&self, rare: &Used<'_>, usual: &Used<'_>, context: &Context<'_>) -> bool {
        let anywhere = usual.known && self.word == "attribute";
        let met = anywhere || !rare.beside.is_disjoint(&usual.beside);
        met && !self.same(rare.text, usual.text, context) && !self.side_by_side(rare, usual)
    }

    /// Whether one source has both names in claims that differ in nothing else but the value: it tells them apart.
    fn side_by_side(&self, one: &Used<'_>, other: &Used<'_>) -> bool {
        let value = |name: Option<Spanned<Name>>| name.map(|name| name.value);
        let beside = |claim: &&Claim| {
            let names = [claim.subject, Some(claim.attribute), claim.place, claim.scope];
            let own = (self.named)(claim).map(|name| name.value);
            let others = names.map(|name| value(name).filter(|name| Some(*name) != own));
            let days = [claim.as_of, claim.during].map(|when| when.map(|when| when.value));
            (claim.source.value, value(claim.cites), others, days)
        };
        let of_one: HashSet<_> = one.claims.iter().map(beside).collect();
        other.claims.iter().any(|claim| of_one.contains(&beside(claim)))
    }

    /// Whether two names are of one attribute.
    fn same(&self, one: &str, other: &str, context: &Context<'_>) -> bool {
        self.word == "attribute" && context.rules.identity(one) == context.rules.identity(other)
    }

    /// Where claims have a name.
    fn spots<'r>(&self, name: &Used<'r>) -> Vec<(Span, &'r Claim)> {
        let spots = name.claims.iter().filter_map(|claim| Some(((self.named)(claim)?.span, *claim)));
        let mut spots: Vec<(Span, &Claim)> = spots.collect();
        spots.sort_by_key(|(span, claim)| (*span, claim.number));
        spots
    }

    fn finding(&self, rare: &Used<'_>, usual: &Used<'_>, slip: Slip, context: &Context<'_>) -> Finding {
        let how = match slip {
            Slip::Signs => "in nothing but case and the signs between words",
            Slip::Ending => "in its ending alone",
            Slip::Letter => "by one slip",
        };
        let word = self.word;
        let (own, other) = (self.spots(rare), self.spots(usual));
        let message = format!("the {word} `{}` differs from `{}` {how}", rare.text, usual.text);
        let help = format!("write `{}`, or {}", usual.text, self.otherwise);
        let mut problem = Problem::new(Code::SimilarName, own[0].0, message)
            .label(format!("did you mean `{}`?", usual.text))
            .help(help);
        let beside = own.iter().skip(1).take(SHOWN).map(|(span, _)| (*span, String::new()));
        problem.related = beside.collect();
        problem.related.extend(other.first().map(|(span, _)| (*span, format!("the other {word}"))));
        let mut spans: Vec<Span> = own.iter().map(|(span, _)| *span).collect();
        spans.dedup();
        let edits = spans.iter().map(|&span| Editor::of(context.files, span).rewrite(span, usual.text));
        let fix = edits.collect::<Option<Vec<_>>>().map(|edits| Fix {
            title: format!("write `{}`", usual.text),
            safety: Safety::Suggested,
            edits,
        });
        let mut finding = wording::problem(&problem.fix(fix));
        let claims = own.iter().take(SHOWN + 1).chain(other.first());
        for (label, (_, claim)) in finding.labels.iter_mut().zip(claims) {
            label.claim = Some(claim.number);
        }
        finding
    }
}

/// The more of two names is known and used, the likelier it is meant.
fn rank(name: &Used<'_>) -> (bool, usize) {
    (name.known, name.claims.len())
}
