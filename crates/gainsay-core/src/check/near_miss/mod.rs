//! Names that are one slip from another one: their claims are compared with nothing that bears the right name.

mod names;
mod slip;

pub(super) use self::names::similar;
use self::names::{Kind, Used, rank};
use self::slip::Slip;
use crate::check::context::Context;
use crate::check::kind::Check;
use crate::check::topic::TopicKey;
use crate::check::wording;
use crate::claim::Claim;
use crate::finding::Finding;
use crate::problem::{Code, Problem};
use gainsay_yaml::Editor;
use gainsay_yaml::text::{Fix, Safety, Span};

/// How many claims one finding names.
const SHOWN: usize = 20;

/// Names of attributes, scopes, subjects, places and sources.
pub(super) struct NearMisses;

impl Check for NearMisses {
    fn of_records(&self, context: &Context<'_>) -> Vec<Finding> {
        // Which of two names is meant goes by how many claims have them, which a part does not know.
        if context.own.is_some() {
            return Vec::new();
        }
        let registry = &context.records.registry;
        let subject = |claim: &Claim| claim.subject.map(|subject| subject.value);
        let kinds = [
            names::attributes(context),
            Kind {
                word: "scope",
                otherwise: "choose names that differ more",
                named: |claim| [claim.scope, None],
                known: Box::new(|_| false),
                beside: Box::new(|claim| {
                    let (subject, attribute) = TopicKey::subject_and_attribute(claim, context);
                    Some((subject, Some(attribute)))
                }),
            },
            Kind {
                word: "subject",
                otherwise: "declare both under `subjects`",
                named: |claim| [claim.subject, None],
                known: Box::new(|name| registry.subjects.contains_key(&name)),
                beside: Box::new(|_| Some((None, None))),
            },
            Kind {
                word: "place",
                otherwise: "declare both under `places`",
                named: |claim| [claim.place, None],
                known: Box::new(|name| registry.places.contains_key(&name)),
                beside: Box::new(move |claim| Some((subject(claim), None))),
            },
            Kind {
                word: "source",
                otherwise: "declare both under `sources`",
                named: |claim| [Some(claim.source), claim.cites],
                // Where sources are declared, any other name is an error already.
                known: Box::new(|_| !registry.sources.is_empty()),
                beside: Box::new(|_| Some((None, None))),
            },
        ];
        let findings = |kind: &Kind<'_>| {
            let (used, near) = kind.near(context);
            let finding = |&(rare, usual, slip): &(usize, usize, Slip)| {
                kind.finding(&used[rare], &used[usual], slip, context)
            };
            near.iter().map(finding).collect::<Vec<_>>()
        };
        kinds.iter().flat_map(findings).collect()
    }
}

impl Kind<'_> {
    /// Where claims have a name.
    fn spots<'r>(&self, name: &Used<'r>, context: &Context<'_>) -> Vec<(Span, &'r Claim)> {
        let mut spots: Vec<(Span, &Claim)> = Vec::new();
        for claim in &name.claims {
            let names = (self.named)(claim).into_iter().flatten();
            let own = names.filter(|own| context.text(own.value) == name.text);
            spots.extend(own.map(|own| (own.span, *claim)));
        }
        spots.sort_by_key(|(span, claim)| (*span, claim.number));
        spots
    }

    fn finding(&self, rare: &Used<'_>, usual: &Used<'_>, slip: Slip, context: &Context<'_>) -> Finding {
        let how = match slip {
            Slip::Signs => "only in case and punctuation",
            Slip::Ending => "only in its ending",
            Slip::Letter => "by one typo",
            Slip::Words => "only in the order of its words, or in words such as `of`",
        };
        let word = self.word;
        let (own, other) = (self.spots(rare, context), self.spots(usual, context));
        let message = format!("the {word} `{}` differs from `{}` {how}", rare.text, usual.text);
        // Where both are used equally often, nothing tells which of them is meant.
        let undecided = rank(rare) == rank(usual);
        let (label, help) = if undecided {
            let help = format!("both are used equally often: keep one of them, or {}", self.otherwise);
            (format!("`{}` is used as often", usual.text), help)
        } else {
            let help = format!("write `{}`, or {}", usual.text, self.otherwise);
            (format!("did you mean `{}`?", usual.text), help)
        };
        let mut problem = Problem::new(Code::SimilarName, own[0].0, message).label(label).help(help);
        let beside = own.iter().skip(1).take(SHOWN).map(|(span, _)| (*span, String::new()));
        problem.related = beside.collect();
        problem.related.extend(other.first().map(|(span, _)| (*span, format!("the other {word}"))));
        let mut spans: Vec<Span> = own.iter().map(|(span, _)| *span).collect();
        spans.dedup();
        let edits = spans.iter().map(|&span| Editor::of(context.files, span).rewrite(span, usual.text));
        let fix = edits.collect::<Option<Vec<_>>>().filter(|_| !undecided).map(|edits| Fix {
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
