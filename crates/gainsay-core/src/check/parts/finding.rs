//! The findings about a whole and its parts.

use indexmap::IndexMap;
use indexmap::map::Entry;

use super::whole::{Sort, Whole};
use crate::check::compare::Tolerances;
use crate::check::context::Context;
use crate::check::selection;
use crate::check::sum::{Addend, Exceeded, ExceededSum, Sum, by_sum, exceeding, exceeding_at_all};
use crate::check::topic::{At, Scope, Topic};
use crate::claim::Parts;
use crate::date::When;
use crate::finding::{Finding, WeakReason};
use crate::rule::{Rule, Severity};
use gainsay_yaml::Editor;
use gainsay_yaml::text::{Fix, Name};

/// What is found about a whole.
pub(super) fn of_whole<'r>(
    topics: &[Topic<'r>],
    whole: &Whole<'r>,
    rule: &Rule,
    context: &Context<'r>,
) -> Vec<Finding> {
    let checker = WholeChecker { topics, whole, rule, tolerances: tolerances(topics, whole, rule), context };
    let beyond = || checker.findings(checker.exceeding(&checker.parts(true), &checker.whole(false)), MORE);
    match whole.declared() {
        Some(Parts::Disjoint) => beyond(),
        Some(Parts::Exhaustive) => {
            beyond().into_iter().chain(checker.findings(checker.whole_beyond(), LESS)).collect()
        }
        None => checker.single_subjects().into_iter().chain(checker.undeclared()).collect(),
    }
}

/// The message where the rule has none.
const MORE: &str = "the parts[ of {place}] that {sources} give add up to more than the whole: {values}";
/// The same where nothing says that the parts do not overlap.
const UNLESS_THEY_OVERLAP: &str =
    "the parts[ of {place}] that {sources} give add up to more than the whole, unless they overlap: {values}";
/// The same where the parts are all of the whole, and less.
const LESS: &str = "the parts[ of {place}] that {sources} give add up to less than the whole: {values}";

fn tolerances(topics: &[Topic<'_>], whole: &Whole<'_>, rule: &Rule) -> Tolerances {
    Tolerances::of(rule, &topics[whole.key.topic]).without_lag()
}

struct WholeChecker<'a, 'r> {
    topics: &'a [Topic<'r>],
    whole: &'a Whole<'r>,
    rule: &'a Rule,
    tolerances: Tolerances,
    context: &'a Context<'r>,
}

impl<'a> WholeChecker<'a, '_> {
    /// The bounds of the claims: the lower ones where `low`, else the upper ones.
    fn bounds(&self, claims: impl Iterator<Item = At>, low: bool) -> Vec<Sum<'a>> {
        let sums = claims.filter_map(|(topic, at)| {
            let of = &self.topics[topic];
            let claim = &of.claims[at];
            let counted = claim.speaks() && selection::applies_to(self.rule, of, at, self.context);
            let sum = || Sum::of(claim, (topic, at), of.axis.base_unit(claim.scope.unit), low);
            Some(counted.then(sum)??.doubted(selection::doubt(self.rule, claim, self.context)))
        });
        sums.collect()
    }

    /// The parts, each with what is known of it: it is at least what any part of it is, and at most what is said of itself.
    fn parts(&self, low: bool) -> Vec<Addend<'a>> {
        let part = |(&name, claims): (&Name, &Vec<At>)| {
            let claims = claims.iter().copied().filter(|&at| low || self.is_about(at, name));
            Addend { ends: self.bounds(claims, low), counts: true }
        };
        self.whole.parts.iter().map(part).collect()
    }

    /// Whether a claim is about a part itself, rather than about a part of that.
    fn is_about(&self, (topic, at): At, part: Name) -> bool {
        let topic = &self.topics[topic];
        match self.whole.key.sort {
            Sort::Places => topic.claims[at].scope.place == Some(part),
            Sort::Subjects => topic.key.subject == Some(part),
            Sort::Scopes => true,
        }
    }

    fn whole(&self, low: bool) -> [Addend<'a>; 1] {
        let topic = self.whole.key.topic;
        let claims = self.topics[topic].scopes.get(&self.whole.key.scope).into_iter().flatten();
        [Addend { ends: self.bounds(claims.map(|&at| (topic, at)), low), counts: false }]
    }

    /// The wholes that are more than all parts.
    fn whole_beyond(&self) -> Vec<Exceeded> {
        if !self.whole.is_complete(self.context) {
            return Vec::new();
        }
        self.exceeded(exceeding_at_all(&self.whole(true), &self.parts(false), &self.tolerances))
    }

    fn exceeding(&self, over: &[Addend<'a>], under: &[Addend<'a>]) -> Vec<Exceeded> {
        self.exceeded(exceeding(over, under, &self.tolerances))
    }

    /// How surely sums exceed others, where they do.
    fn exceeded(&self, found: Vec<(Sum<'a>, Sum<'a>)>) -> Vec<Exceeded> {
        // A single place or named part that is more than the whole is a conflict of the two.
        let single = |sum: &Sum<'_>| sum.parts.len() < 2;
        let added = |over: &Sum<'_>, under: &Sum<'_>| {
            self.whole.key.sort == Sort::Subjects || !(single(over) && single(under))
        };
        let found = found.into_iter().filter(|(over, under)| added(over, under));
        found.filter_map(|(over, under)| Exceeded::new(over, under, &self.tolerances)).collect()
    }

    /// A finding for each sum, with all that it exceeds.
    fn findings(&self, exceeded: Vec<Exceeded>, usual: &str) -> Vec<Finding> {
        let sums = by_sum(exceeded.into_iter().map(|one| (self.whole.key.scope, one)));
        let finding = |((scope, over), found): ((Scope, Vec<At>), Vec<Exceeded>)| {
            let sum = ExceededSum {
                topics: self.topics,
                topic: self.whole.key.topic,
                scope,
                over,
                usual,
                found: &found,
                rule: self.rule,
                context: self.context,
            };
            sum.finding()
        };
        sums.into_iter().map(finding).collect()
    }

    /// The subjects that are part of another one, each of which alone is more than that.
    fn single_subjects(&self) -> Vec<Finding> {
        if self.whole.key.sort != Sort::Subjects {
            return Vec::new();
        }
        let whole = self.whole(false);
        let beyond = self.parts(true).into_iter().flat_map(|part| self.exceeding(&[part], &whole));
        self.findings(beyond.collect(), MORE)
    }

    /// Where nothing says that the parts do not overlap: a note about those that one source counts for the same days, of all such
    /// sums about the one that is furthest beyond.
    fn undeclared(&self) -> Option<Finding> {
        let mut by_source: IndexMap<(Option<Name>, When), Vec<Addend<'a>>> = IndexMap::new();
        for part in self.parts(true) {
            let mut own: IndexMap<(Option<Name>, When), Vec<Sum<'a>>> = IndexMap::new();
            for end in part.ends {
                own.entry(end.statement()).or_default().push(end);
            }
            for (key, ends) in own {
                by_source.entry(key).or_default().push(Addend { ends, counts: true });
            }
        }
        let of_one = by_source.into_values().filter(|parts| parts.len() > 1);
        let whole = lowest(self.whole(false));
        let found = of_one.flat_map(|parts| self.exceeding(&parts, &whole));
        let furthest = found.reduce(|a, b| if b.by() > a.by() { b } else { a })?;
        let furthest = Exceeded { doubts: vec![WeakReason::PartsMayOverlap], ..furthest };
        let finding = self.findings(vec![furthest], UNLESS_THEY_OVERLAP).pop()?;
        let (help, fix) = self.declare();
        Some(Finding {
            help: finding.help.as_ref().map(|sum| format!("{sum}\n{help}")),
            fixes: finding.fixes.iter().cloned().chain(fix).collect(),
            ..finding.at_worst(Severity::Note)
        })
    }

    /// What to do where the parts do not overlap.
    fn declare(&self) -> (String, Option<Fix>) {
        let what = if self.whole.key.sort == Sort::Places { "place" } else { "subject" };
        let Some(entry) = self.whole.entry else {
            let help = format!("if no two of the parts overlap, declare the {what} with `parts: disjoint`");
            return (help, None);
        };
        let name = self.context.text(entry.id.value);
        let help =
            format!("if no two of the parts overlap, say so: `parts: disjoint` on the {what} `{name}`");
        let edit = entry.written.and_then(|(keys, last)| {
            Editor::of(self.context.files, keys).add_beside(keys, last, "parts", "disjoint")
        });
        (help, edit.map(|edit| Fix::suggested("add `parts: disjoint`", vec![edit])))
    }
}

/// Of the upper bounds that a source gives a whole on the same days the lowest alone, which sums are furthest beyond.
fn lowest<'a>(whole: [Addend<'a>; 1]) -> [Addend<'a>; 1] {
    whole.map(|Addend { ends, counts }| {
        let mut lowest: IndexMap<_, Sum<'a>> = IndexMap::new();
        for end in ends {
            let days = (end.bound.valid.from, end.bound.valid.to);
            match lowest.entry((end.statement(), days, end.unit)) {
                Entry::Vacant(new) => drop(new.insert(end)),
                Entry::Occupied(mut known) if end.bound.at < known.get().bound.at => drop(known.insert(end)),
                Entry::Occupied(_) => {}
            }
        }
        Addend { ends: lowest.into_values().collect(), counts }
    })
}
