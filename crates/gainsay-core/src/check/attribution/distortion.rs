//! Second-hand claims compared with the source that they cite.

use std::cmp::Reverse;

use rayon::prelude::*;
use rust_decimal::Decimal;

use crate::check::attribution::citation::{Citation, Citations};
use crate::check::attribution::derived::{Figures, derived};
use crate::check::attribution::measure::of_another_measure;
use crate::check::attribution::origins::{OWN_LIMIT, Origins, cited};
use crate::check::attribution::passing::{
    Passing, is_hedged, numbers, part_exceeds, passing, rehedged, share_a_number, shares_a_distinctive_number,
};
use crate::check::attribution::reach::{Gap, first_day, gap, published_together};
use crate::check::context::Context;
use crate::check::topic::{At, Topic, TopicClaim, claim_at};
use crate::claim::{Stance, Wording};
use crate::date::{Day, When};
use crate::finding::{FindingKind, Strength};
use crate::maps::HashSet;
use crate::rule::{Kind, Rules};
use crate::value::language::{DEFAULT, Language};
use crate::value::quantity;
use crate::value::words::same;

/// A second-hand claim, and how it stands to the source that it cites.
#[derive(Debug)]
pub(crate) struct Attributed {
    /// The second-hand claim.
    pub claim: At,
    /// How the claim stands to that.
    pub fidelity: Fidelity,
}

/// How a second-hand claim stands to the source that it cites.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Fidelity {
    /// The source said nothing that the claim could be compared with.
    Unverifiable,
    /// The claim allows what the source said.
    Faithful,
    /// The claim gives the source otherwise.
    Distorted(Distortion),
}

/// How a second-hand claim gives its source otherwise.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Distortion {
    /// In which way.
    pub kind: DistortionKind,
    /// What the cited source said that the claim is compared with.
    pub said: Vec<At>,
    /// Where the claim's number comes from: what the source gave it for, or who else gave it.
    pub elsewhere: Vec<At>,
    /// Strong where the sets stay apart with every hedge widened.
    pub strength: Strength,
}

/// In which way a second-hand claim gives its source otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DistortionKind {
    /// It allows nothing that the source allowed.
    Apart,
    /// It gives the same number under another hedge.
    Rehedged,
    /// It makes a range of a number, by a number that the source did not give.
    Stretched,
    /// It says of a place or a part what the source said of the whole around it.
    Narrowed,
    /// It says of other days what the source said of some.
    Misdated,
    /// The source gave the number for another topic.
    Elsewhere,
    /// The source did not give the number: it is worked out from others that it gave.
    Derived,
    /// The source is reported not to have confirmed it.
    Silent,
    /// The source gave it before, and has since said otherwise or taken it back.
    Outdated,
    /// Another source of the same parent gave the number that day, while the word of the cited one that stood was another.
    OtherSource,
}

impl DistortionKind {
    /// The kind of finding that it is.
    pub(crate) fn finding_kind(self) -> FindingKind {
        if self == Self::Rehedged { FindingKind::HedgeDrift } else { FindingKind::Misattribution }
    }
}

/// Compares every second-hand claim with what its cited source said of the topic at the time.
pub(crate) fn attribute(
    topics: &[Topic<'_>],
    citations: &Citations,
    origins: &Origins,
    context: &Context<'_>,
) -> Vec<Attributed> {
    let figures = Figures::new(topics, context);
    let attributor = Attributor { topics, origins, figures, context };
    let one = |citation: &Citation| {
        let fidelity = attributor.fidelity(citation, &citations.whole_chain(topics, citation));
        Attributed { claim: citation.at, fidelity }
    };
    citations.all().par_iter().map(one).collect()
}

/// Where second-hand claims are judged.
struct Attributor<'t, 'r> {
    topics: &'t [Topic<'r>],
    origins: &'t Origins,
    figures: Figures<'t>,
    context: &'t Context<'r>,
}

/// A statement of one scope with the quote, and what the quote makes of it.
struct Match {
    said: At,
    gap: Gap,
    passing: Passing,
}

impl<'t, 'r> Attributor<'t, 'r> {
    fn get(&self, at: At) -> &'t TopicClaim<'r> {
        claim_at(self.topics, at)
    }

    /// How a quote stands to what its source said. The best match decides: what is unlike it hides nothing, and each statement
    /// is compared by itself, so that one more of them never hides what the quote gives otherwise.
    fn fidelity(&self, citation: &Citation, chain: &[At]) -> Fidelity {
        let (at, quote) = (citation.at, self.get(citation.at));
        if quote.unconfirmed {
            return if chain.is_empty() { Fidelity::Unverifiable } else { Fidelity::Faithful };
        }
        let exact = |said: &At| said.0 == at.0 && self.topics[at.0].of_one_scope(said.1, at.1);
        let matches: Vec<Match> =
            chain.iter().copied().filter(exact).filter_map(|said| self.matched(said, at)).collect();
        let misdated = |said: &At| misdated(self.get(*said), quote, self.origins.days);
        let faithful = |found: &Match| found.passing == Passing::Faithful && !misdated(&found.said);
        let right: Vec<At> = matches.iter().filter(|found| faithful(found)).map(|found| found.said).collect();
        if !right.is_empty() {
            return self.outdated(at, right, &matches).map_or(Fidelity::Faithful, Fidelity::Distorted);
        }
        if Self::rehedged(&matches).is_none() && matches.iter().any(|found| found.passing == Passing::Allowed)
        {
            return self.of_a_relative(at).map_or(Fidelity::Faithful, Fidelity::Distorted);
        }
        let around: Vec<At> = chain.iter().copied().filter(|said| !exact(said)).collect();
        let of_other_days =
            matches.iter().filter(|found| found.passing == Passing::Faithful).map(|found| found.said);
        let misdated = of_other_days.chain(around.iter().copied().filter(misdated)).collect();
        let found = Self::rehedged(&matches)
            .or_else(|| self.unlike(at, &matches))
            .or_else(|| self.exceeding(at, &around))
            .or_else(|| weak(DistortionKind::Misdated, misdated))
            .or_else(|| self.rehedged_around(at, &around))
            .or_else(|| Self::of_kind(DistortionKind::Stretched, Passing::Stretched, &matches))
            .or_else(|| self.narrowed(at, &around))
            .or_else(|| weak(DistortionKind::Misdated, self.on_another_date(at)))
            .or_else(|| self.elsewhere_only(at, &matches));
        match found {
            Some(found) => Fidelity::Distorted(found),
            None => self.without_place(at, &citation.statements.unplaced),
        }
    }

    /// Whether what a quote gives rightly, by all that is `right`, was no longer what its source said when it was quoted.
    fn outdated(&self, at: At, right: Vec<At>, matches: &[Match]) -> Option<Distortion> {
        let quote = self.get(at);
        let is_since = |said: At, later: At| is_since(self.get(said), self.get(later), quote);
        let others = matches.iter().map(|found| found.said);
        let others = others.filter(|&other| right.iter().any(|&said| is_since(said, other)));
        let others: Vec<At> = others.filter(|&other| self.replaces(other, at)).collect();
        let later = |&said: &At| {
            let source = |at: At| self.get(at).claim.source.value;
            let own = others.iter().copied().filter(|&other| source(other) == source(said));
            let taken_back = self.topics[said.0].taken_back(said.1).map(|by| (said.0, by));
            let later = own.chain(taken_back).filter(|&later| is_since(said, later));
            later.max_by_key(|&later| (first_day(self.get(later)), Reverse(later)))
        };
        let mut said: Vec<At> = right.iter().map(later).collect::<Option<_>>()?;
        said.extend(right);
        said.dedup();
        weak(DistortionKind::Outdated, said)
    }

    /// Whether a statement cannot be what a quote gives, be it in other words: "about 1,200" does not replace 1,216.
    fn replaces(&self, said: At, quote: At) -> bool {
        let (topic, said, quote) = self.topics[quote.0].comparing(said.1, quote.1);
        let (said, quote) = (&topic.claims[said], &topic.claims[quote]);
        let Some(gap) = gap(said, quote, self.origins.days) else { return false };
        let unlike = |one, other| matches!(passing(topic, one, other, gap), Passing::Unlike(_));
        !said.allowed.plain.meets(&quote.allowed.plain) && unlike(said, quote) && unlike(quote, said)
    }

    /// How a quote stands to what its source said of one place, where one of them names none, and so is about the whole: the number of a
    /// part may be another one, but no greater.
    fn without_place(&self, at: At, said: &[At]) -> Fidelity {
        let (topic, quote) = (&self.topics[at.0], self.get(at));
        let matched = |&said: &At| {
            let gap = gap(self.get(said), quote, self.origins.days)?;
            Some(Match { said, gap, passing: passing(topic, self.get(said), quote, gap) })
        };
        let matches: Vec<Match> = said.iter().filter_map(matched).collect();
        if matches.iter().any(|found| found.passing == Passing::Faithful) {
            return Fidelity::Faithful;
        }
        let of_a_part = quote.scope.place.is_some();
        let exceeds = |said: &TopicClaim<'_>| {
            let (part, whole) = if of_a_part { (quote, said) } else { (said, quote) };
            let bounds = part.allowed.doubled.low().zip(whole.allowed.doubled.high());
            topic.nests() && bounds.is_some_and(|(least, most)| least > most)
        };
        let beyond = matches.into_iter().filter(|found| exceeds(self.get(found.said)));
        let found = self.unlike(at, &beyond.collect::<Vec<_>>());
        let weak = found.map(|found| Distortion { strength: Strength::Weak, ..found });
        weak.map_or(Fidelity::Unverifiable, Fidelity::Distorted)
    }

    /// What a quote makes of a statement of its scope; nothing where one of both alone bears a date, unless dates do not matter.
    /// Where one of them has no unit, nobody knows what it counts, and nothing is sure.
    fn matched(&self, at: At, quote: At) -> Option<Match> {
        let (topic, one, other) = self.topics[at.0].comparing(at.1, quote.1);
        let (said, quoted) = (&topic.claims[one], &topic.claims[other]);
        let gap =
            gap(said, quoted, self.origins.days).filter(|_| topic.in_time(one) == topic.in_time(other))?;
        let passing = match passing(topic, said, quoted, gap) {
            Passing::Unlike(_) if topic.lacks_a_unit(one, other) => Passing::Unlike(Strength::Weak),
            Passing::Faithful if self.loses_hedge(said, quoted) => Passing::Rehedged,
            Passing::Unlike(Strength::Weak) if self.has_its_words(topic, said, quoted) => Passing::Faithful,
            passing => passing,
        };
        Some(Match { said: at, gap, passing })
    }

    /// Whether what a quote gives is in the words of a statement that allows it: the best estimate of a range, the figure before its
    /// margin, what the statement says in more or in fewer words. A day that no number tells is any that the words may mean.
    fn has_its_words(&self, topic: &Topic<'_>, said: &TopicClaim<'_>, quote: &TopicClaim<'_>) -> bool {
        if !said.allowed.plain.meets(&quote.allowed.plain) || said.claim.stance != quote.claim.stance {
            return false;
        }
        let [one, other] = [said, quote].map(|claim| claim.claim.words(self.context.files));
        let (Some(one), Some(other)) = (one, other) else { return false };
        match topic.definition.kind {
            Kind::Quantity => {
                let Rules { hedges, units, .. } = self.context.rules;
                let written = |text: &str| quantity::numbers(text, hedges, units);
                let (Some(mut one), Some(other)) = (written(&one), written(&other)) else { return false };
                if let Some(Wording::Figures(figures)) = &said.claim.value {
                    let best =
                        figures.best.as_ref().and_then(|best| written(best.as_str(self.context.files)));
                    one.extend(best.into_iter().flatten());
                }
                !other.is_empty() && other.iter().all(|number| one.iter().any(|known| known.may_be(number)))
            }
            Kind::Date => !one.contains(|c: char| c.is_ascii_digit()) || same(&one, &other),
            _ => {
                let words = |text: &str| -> HashSet<String> {
                    text.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase).collect()
                };
                let language = self.context.lang(said.claim).unwrap_or(DEFAULT);
                let parted = Language::of(language).is_some_and(|pack| pack.has_or(&one));
                let (one, other) = (words(&one), words(&other));
                one.is_subset(&other) || other.is_subset(&one) && !parted
            }
        }
    }

    /// Whether a quote makes exact what the statement leaves open by a hedge: "about 700", quoted as "exactly 700".
    fn loses_hedge(&self, said: &TopicClaim<'_>, quote: &TopicClaim<'_>) -> bool {
        let Some(Wording::Scalar(text)) = &quote.claim.value else { return false };
        let language = self.context.lang(quote.claim).unwrap_or(DEFAULT);
        let exact = Language::of(language).is_some_and(|pack| pack.is_exact(text.as_str(self.context.files)));
        exact && is_hedged(said) && !is_hedged(quote)
    }

    fn of_kind(kind: DistortionKind, passing: Passing, matches: &[Match]) -> Option<Distortion> {
        let said = matches.iter().filter(|found| found.passing == passing).map(|found| found.said);
        weak(kind, said.collect())
    }

    fn rehedged(matches: &[Match]) -> Option<Distortion> {
        Self::of_kind(DistortionKind::Rehedged, Passing::Rehedged, matches)
    }

    /// What the source said otherwise, the best match first: of the time of the quote, a figure rather than a bound or a
    /// denial, and the closest one. It decides how sure that is.
    fn unlike(&self, at: At, matches: &[Match]) -> Option<Distortion> {
        let unlike = |found: &Match| match found.passing {
            Passing::Unlike(strength) => Some((found.said, found.gap, strength)),
            _ => None,
        };
        let mut found: Vec<(At, Gap, Strength)> = matches.iter().filter_map(unlike).collect();
        found.sort_by_key(|&(said, gap, _)| {
            let claim = self.get(said);
            let open = claim.allowed.plain.low().is_none() || claim.allowed.plain.high().is_none();
            let denied = claim.claim.stance == Stance::Denies;
            (gap.days, denied || open, self.distance(said, at), said)
        });
        let strength = found.first()?.2;
        Some(self.apart(at, found.into_iter().map(|(said, ..)| said).take(OWN_LIMIT).collect(), strength))
    }

    /// How far the numbers of two claims are apart.
    fn distance(&self, said: At, at: At) -> Decimal {
        let off = |a: Decimal, b: Decimal| a.checked_sub(b).map_or(Decimal::MAX, |off| off.abs());
        let (topic, said, at) = self.topics[at.0].comparing(said.1, at.1);
        let own = || numbers(&topic.claims[at]);
        numbers(&topic.claims[said]).flat_map(|a| own().map(move |b| off(a, b))).min().unwrap_or(Decimal::MAX)
    }

    /// What the source said of a part that exceeds what the quote says of the whole around it, or the other way round.
    fn exceeding(&self, at: At, around: &[At]) -> Option<Distortion> {
        let (topic, quote) = (&self.topics[at.0], self.get(at));
        let exceeds = |&said: &At| {
            let gap = gap(self.get(said), quote, self.origins.days)?;
            let strength = part_exceeds(topic, self.get(said), quote, gap)?;
            (said.0 == at.0).then_some((said, gap, strength))
        };
        let mut found: Vec<(At, Gap, Strength)> = around.iter().filter_map(exceeds).collect();
        found.sort_by_key(|&(said, gap, strength)| (gap.days, Reverse(strength), said));
        let strength = found.first()?.2;
        Some(self.apart(at, found.into_iter().map(|(said, ..)| said).collect(), strength))
    }

    /// That a quote gives what was said otherwise, with where its number comes from.
    fn apart(&self, at: At, said: Vec<At>, strength: Strength) -> Distortion {
        let elsewhere = self.elsewhere(at, &said);
        let strength = strength.max(self.of_another_measure(at, &elsewhere));
        Distortion { kind: DistortionKind::Apart, said, elsewhere, strength }
    }

    fn of_another_measure(&self, at: At, elsewhere: &[At]) -> Strength {
        of_another_measure(self.topics, at, elsewhere, self.origins.days, self.context)
    }

    /// What the source said of what is around the quote, with the same number under another hedge.
    fn rehedged_around(&self, at: At, around: &[At]) -> Option<Distortion> {
        let rehedged = |said: &At| {
            said.0 == at.0
                && self.topics[at.0].definition.kind == Kind::Quantity
                && rehedged(self.get(*said), self.get(at))
        };
        weak(DistortionKind::Rehedged, around.iter().copied().filter(rehedged).collect())
    }

    fn narrowed(&self, at: At, around: &[At]) -> Option<Distortion> {
        let (topic, quote) = (&self.topics[at.0], self.get(at));
        let narrowed = |said: &At| said.0 == at.0 && narrowed(topic, self.get(*said), quote);
        weak(DistortionKind::Narrowed, around.iter().copied().filter(narrowed).collect())
    }

    /// What the source said at the time of the quote, and of other days than those that the quote names.
    fn on_another_date(&self, at: At) -> Vec<At> {
        let (topic, quote) = (&self.topics[at.0], self.get(at));
        if quote.claim.as_of.or(quote.claim.during).is_none() {
            return Vec::new();
        }
        let same = |&said: &At| {
            let said = self.get(said);
            let same = match topic.definition.kind {
                Kind::Quantity => shares_a_distinctive_number(said, quote),
                _ => said.allowed.plain == quote.allowed.plain,
            };
            same && published_together(said, quote, self.origins.days)
        };
        self.origins.of_other_days(self.topics, at).filter(same).take(OWN_LIMIT).collect()
    }

    /// Where the source did not say otherwise, but said it of something else, gave the numbers that it comes out of, is reported
    /// to have said nothing, or belongs together with another source that said so.
    fn elsewhere_only(&self, at: At, matches: &[Match]) -> Option<Distortion> {
        let found = |kind, elsewhere: Vec<At>, said: Vec<At>| {
            let distortion = Distortion { kind, said, elsewhere, strength: Strength::Weak };
            Some(distortion).filter(|distortion| !distortion.elsewhere.is_empty())
        };
        let all: Vec<At> = matches.iter().map(|found| found.said).collect();
        let elsewhere = self.elsewhere_at_the_time(at, &all);
        let strength = self.of_another_measure(at, &elsewhere);
        let derived = || derived(self.topics, at, &self.figures, self.origins, self.context);
        found(DistortionKind::Elsewhere, elsewhere, Vec::new())
            .map(|distortion| Distortion { strength, ..distortion })
            .or_else(|| found(DistortionKind::Derived, derived(), Vec::new()))
            .or_else(|| self.of_a_relative(at))
            .or_else(|| {
                let silent = self.origins.silent(self.topics, at, self.context);
                found(DistortionKind::Silent, silent, Vec::new())
            })
    }

    /// Where another source of one parent gave the number that day, while the cited one had given another one.
    fn of_a_relative(&self, at: At) -> Option<Distortion> {
        let elsewhere = self.relatives(at);
        let mut said = self.origins.earlier(self.topics, at);
        said.retain(|&said| !share_a_number(self.get(said), self.get(at)));
        let found = !elsewhere.is_empty() && !said.is_empty();
        let (kind, strength) = (DistortionKind::OtherSource, Strength::Weak);
        found.then_some(Distortion { kind, said, elsewhere, strength })
    }

    /// The sources with a parent in common with the cited one that gave the claim's number for the topic that day.
    fn relatives(&self, at: At) -> Vec<At> {
        let Some(cites) = cited(self.get(at)) else { return Vec::new() };
        let mut others = self.origins.other_sources(self.topics, at, self.context);
        others.retain(|&other| {
            let source = self.get(other).claim.source.value;
            self.context.sources.common_parent(cites, source).is_some()
        });
        others
    }

    /// What the source gave the claim's number for about that time, other than what it is compared with.
    fn elsewhere_at_the_time(&self, at: At, said: &[At]) -> Vec<At> {
        let mut elsewhere = self.origins.same_number(self.topics, at);
        elsewhere.retain(|origin| !said.contains(origin));
        elsewhere
    }

    /// Where the number of a claim that is off comes from: what the source gave it for, then or on another date, else who
    /// gave it.
    fn elsewhere(&self, at: At, said: &[At]) -> Vec<At> {
        let found = [
            self.elsewhere_at_the_time(at, said),
            self.origins.other_date(self.topics, at),
            self.origins.other_sources(self.topics, at, self.context),
        ];
        found.into_iter().find(|found| !found.is_empty()).unwrap_or_default()
    }
}

/// A distortion that a hedge or a slip could explain, of what was said; nothing where that is nothing.
fn weak(kind: DistortionKind, said: Vec<At>) -> Option<Distortion> {
    let found = Distortion { kind, said, elsewhere: Vec::new(), strength: Strength::Weak };
    Some(found).filter(|found| !found.said.is_empty())
}

/// Whether a source said something `later` than what it `said` before, and a day and more before a quote: papers print the day after.
fn is_since(said: &TopicClaim<'_>, later: &TopicClaim<'_>, quote: &TopicClaim<'_>) -> bool {
    let (Some(said), Some(later), Some(quote)) = (said.days(), later.days(), quote.days()) else {
        return false;
    };
    said.last < later.first && later.last.plus(1) < quote.first
}

/// Whether a claim says of a part what its source said of the whole around it.
fn narrowed(topic: &Topic<'_>, said: &TopicClaim<'_>, reported: &TopicClaim<'_>) -> bool {
    let same = match topic.definition.kind {
        Kind::Quantity => shares_a_distinctive_number(said, reported),
        _ => said.allowed.plain == reported.allowed.plain,
    };
    // Who names the place where the source left it to be understood has changed nothing.
    let placed = said.scope.place.is_some() == reported.scope.place.is_some();
    same && placed
        && said.scope.period == reported.scope.period
        && topic.around(reported.scope).contains(&said.scope)
}

/// Whether a claim says of one stretch of days what its source said of another: a stretch that begins or ends more than
/// `days` earlier or later.
fn misdated(said: &TopicClaim<'_>, reported: &TopicClaim<'_>, days: i32) -> bool {
    let stretch =
        |claim: &TopicClaim<'_>| claim.days().filter(|days| days.throughout && days.first < days.last);
    let (Some(a), Some(b)) = (stretch(said), stretch(reported)) else { return false };
    let same = (said.scope.place, said.scope.part) == (reported.scope.place, reported.scope.part)
        && said.allowed.plain == reported.allowed.plain;
    let off = |a: Day, b: Day| a != b && (a.plus(days) < b || b.plus(days) < a);
    let When { first, last, .. } = a;
    same && (off(first, b.first) || off(last, b.last))
}
