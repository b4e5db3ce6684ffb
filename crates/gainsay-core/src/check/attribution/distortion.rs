//! Second-hand claims held against the source that they cite.

use indexmap::IndexMap;
use rayon::prelude::*;
use rust_decimal::Decimal;

use crate::check::attribution::citation::{Citation, Citations};
use crate::check::attribution::derived::{Figures, derived};
use crate::check::attribution::origins::{
    At, Origins, cited, claim, numbers, of_days, share_a_number, telling,
};
use crate::check::compare::Measure;
use crate::check::compare::pair::cross_either;
use crate::check::context::Context;
use crate::check::topic::Topic;
use crate::check::topic::claim::ClaimBox;
use crate::check::topic::key::Scope;
use crate::claim::Stance;
use crate::date::{Day, When};
use crate::finding::{FindingKind, Strength};
use crate::rule::Kind;

/// A second-hand claim, and how it stands to the source that it cites.
#[derive(Debug)]
pub struct Attributed {
    /// The second-hand claim.
    pub claim: At,
    /// How the claim stands to that.
    pub verdict: Verdict,
}

/// How a second-hand claim stands to the source that it cites.
#[derive(Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The source said nothing that the claim could be held against.
    Untold,
    /// The claim allows what the source said.
    Faithful,
    /// The claim gives the source otherwise.
    Distorted(Distortion),
}

/// How a second-hand claim gives its source otherwise.
#[derive(Debug, PartialEq, Eq)]
pub struct Distortion {
    /// In which way.
    pub way: Way,
    /// What the cited source said that the claim is held against.
    pub said: Vec<At>,
    /// Where the claim's number comes from: what the source gave it for, or who else gave it.
    pub elsewhere: Vec<At>,
    /// Strong where the sets stay apart with every hedge doubled.
    pub strength: Strength,
}

/// In which way a second-hand claim gives its source otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
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
    /// The source gave the number for another thing.
    Elsewhere,
    /// The source did not give the number: it is worked out from others that it gave.
    Derived,
    /// The source is told not to have confirmed it.
    Silent,
    /// Another source of the same house gave the number that day, while the word of the cited one that stood was another.
    OtherVoice,
}

impl Way {
    /// The kind of finding that it is.
    #[must_use]
    pub fn kind(self) -> FindingKind {
        if self == Self::Rehedged { FindingKind::HedgeDrift } else { FindingKind::Misattribution }
    }
}

/// Holds every second-hand claim against what its cited source said of the thing at the time.
#[must_use]
pub fn attribute(
    topics: &[Topic<'_>],
    citations: &Citations,
    origins: &Origins,
    context: &Context<'_>,
) -> Vec<Attributed> {
    let figures = Figures::new(topics, context);
    let bench = Bench { topics, origins, figures, context };
    let one = |citation: &Citation| {
        let said = citations.chain(citation);
        let verdict = bench.verdict(citation.at, &said);
        Attributed { claim: citation.at, verdict }
    };
    citations.all().par_iter().map(one).collect()
}

/// Where second-hand claims are judged.
struct Bench<'t, 'r> {
    topics: &'t [Topic<'r>],
    origins: &'t Origins,
    figures: Figures<'t>,
    context: &'t Context<'r>,
}

/// Whoever quotes may round and convert, by a hundredth; no more.
const MEASURE: Measure =
    Measure { tolerance: Decimal::from_parts(1, 0, 0, false, 2), near: 1, grace: 0, counts: false };

impl<'t, 'r> Bench<'t, 'r> {
    fn get(&self, at: At) -> &'t ClaimBox<'r> {
        claim(self.topics, at)
    }

    fn verdict(&self, at: At, all: &[At]) -> Verdict {
        let told = self.get(at);
        if told.claim.stance == Stance::Unconfirmed {
            return if all.is_empty() { Verdict::Untold } else { Verdict::Faithful };
        }
        if all.is_empty() {
            return self.unsaid(at).map_or(Verdict::Untold, Verdict::Distorted);
        }
        if let Some(distortion) = self.distorted(at, &self.current(at, all), all) {
            return Verdict::Distorted(distortion);
        }
        // What was said of other days or of other parts only is not what the claim passes on.
        let passed_on = |said: &ClaimBox<'_>| {
            let meet = said.allowed.plain.meets(&told.allowed.plain);
            said.scope == told.scope && (meet || share_a_number(said, told))
        };
        let held = all.iter().any(|&said| passed_on(self.get(said)));
        if held { Verdict::Faithful } else { Verdict::Untold }
    }

    /// Of what the source said, what can be held against the claim: what it had not replaced by the day before, or all if it
    /// had replaced it all; and nothing where one of both bears no date, unless dates do not matter.
    fn current(&self, at: At, said: &[At]) -> Vec<At> {
        let topic = &self.topics[at.0];
        let comparable = said.iter().copied().filter(|said| topic.in_time(said.1) == topic.in_time(at.1));
        let comparable: Vec<At> = comparable.collect();
        let day = of_days(self.get(at)).map_or(Day::MIN, |days| days.first);
        let stands = |&said: &At| {
            let whole = self.get(said).basis().whole();
            whole.from <= whole.to && whole.limit.plus(1) >= day
        };
        let current: Vec<At> = comparable.iter().copied().filter(stands).collect();
        if current.is_empty() { comparable } else { current }
    }

    /// In which way a claim gives otherwise what its source `said` at about the time and had not replaced; `all` is that and
    /// what it had.
    fn distorted(&self, at: At, said: &[At], all: &[At]) -> Option<Distortion> {
        let (topic, told) = (&self.topics[at.0], self.get(at));
        let pick = |among: &[At], of: &dyn Fn(&ClaimBox<'_>) -> bool| {
            among.iter().copied().filter(|&said| of(self.get(said))).collect::<Vec<_>>()
        };
        let rehedged = |said: &ClaimBox<'_>| topic.definition.kind == Kind::Quantity && rehedged(said, told);
        let drifted = pick(said, &rehedged);
        if let Some((strength, apart)) = self.apart(at, said) {
            return Some(if drifted.is_empty() {
                Distortion { way: Way::Apart, elsewhere: self.elsewhere(at, &apart), said: apart, strength }
            } else {
                Distortion { way: Way::Rehedged, elsewhere: Vec::new(), said: drifted, strength }
            });
        }
        let misdated = |said: &ClaimBox<'_>| misdated(said, told, self.origins.days);
        let faithful = |said: &ClaimBox<'_>| {
            said.scope == told.scope && said.allowed.plain == told.allowed.plain && !misdated(said)
        };
        if !pick(said, &faithful).is_empty() {
            return None;
        }
        let given = |number| all.iter().any(|&said| numbers(self.get(said)).any(|given| given == number));
        let stretched = |said: &ClaimBox<'_>| stretched(said, told).is_some_and(|added| !given(added));
        let narrowed = |said: &ClaimBox<'_>| narrowed(topic, said, told);
        weak(Way::Rehedged, drifted)
            .or_else(|| weak(Way::Misdated, pick(said, &misdated)))
            .or_else(|| weak(Way::Stretched, pick(said, &stretched)))
            .or_else(|| weak(Way::Narrowed, pick(said, &narrowed)))
            .or_else(|| {
                // A number that the source has replaced since may be passed on all the same, but not under another hedge.
                let shared = pick(all, &|said| share_a_number(said, told));
                if shared.is_empty() {
                    let elsewhere = self.elsewhere_at_the_time(at, all);
                    let found = weak(Way::Elsewhere, said.to_vec()).filter(|_| !elsewhere.is_empty());
                    return found.map(|found| Distortion { elsewhere, ..found });
                }
                let only = shared.iter().all(|shared| rehedged(self.get(*shared)) && !said.contains(shared));
                weak(Way::Rehedged, shared).filter(|_| only)
            })
    }

    /// How surely a claim has no value in common with anything that was said of one scope, and what that is; nothing where
    /// it has one for each. What was said of one part says nothing of another.
    fn apart(&self, at: At, said: &[At]) -> Option<(Strength, Vec<At>)> {
        let (topic, told) = (&self.topics[at.0], self.get(at));
        let mut scopes: IndexMap<Scope, Vec<At>> = IndexMap::new();
        for &said in said {
            scopes.entry(self.get(said).scope).or_default().push(said);
        }
        let crossed = scopes.into_values().filter_map(|said| {
            let strengths: Option<Vec<Strength>> =
                said.iter().map(|&said| crosses(topic, self.get(said), told)).collect();
            Some((strengths?.into_iter().min()?, said))
        });
        crossed.max_by_key(|(strength, _)| *strength)
    }

    /// Where the source said nothing of the thing at about the time, but is told to have said something else or nothing, or
    /// has an earlier word that stands.
    fn unsaid(&self, at: At) -> Option<Distortion> {
        let found = |way, elsewhere: Vec<At>| {
            let distortion = Distortion { way, said: Vec::new(), elsewhere, strength: Strength::Weak };
            Some(distortion).filter(|distortion| !distortion.elsewhere.is_empty())
        };
        self.against_earlier(at)
            .or_else(|| found(Way::Elsewhere, self.elsewhere_at_the_time(at, &[])))
            .or_else(|| {
                found(Way::Derived, derived(self.topics, at, &self.figures, self.origins, self.context))
            })
            .or_else(|| found(Way::Silent, self.origins.silent(self.topics, at, self.context)))
    }

    /// Against what the source said of the thing long before and has not replaced. It may have spoken since, unrecorded, so
    /// that this is never sure.
    fn against_earlier(&self, at: At) -> Option<Distortion> {
        let said = self.origins.earlier(self.topics, at);
        if said.is_empty() || said.iter().any(|&said| share_a_number(self.get(said), self.get(at))) {
            return None;
        }
        let way = if self.apart(at, &said).is_some() { Way::Apart } else { Way::OtherVoice };
        let elsewhere = if way == Way::Apart { self.elsewhere(at, &said) } else { self.relatives(at) };
        let found = way == Way::Apart || !elsewhere.is_empty();
        found.then_some(Distortion { way, elsewhere, said, strength: Strength::Weak })
    }

    /// The sources with a parent in common with the cited one that gave the claim's number for the thing that day.
    fn relatives(&self, at: At) -> Vec<At> {
        let Some(cites) = cited(self.get(at)) else { return Vec::new() };
        let mut voices = self.origins.other_voices(self.topics, at, self.context);
        voices.retain(|&voice| {
            let source = self.get(voice).claim.source.value;
            self.context.sources.common_parent(cites, source).is_some()
        });
        voices
    }

    /// What the source gave the claim's number for about that time, other than what it is held against.
    fn elsewhere_at_the_time(&self, at: At, said: &[At]) -> Vec<At> {
        let mut elsewhere = self.origins.same_number(self.topics, at, self.context);
        elsewhere.retain(|origin| !said.contains(origin));
        elsewhere
    }

    /// Where the number of a claim that is off comes from: what the source gave it for, then or on another date, else who
    /// gave it.
    fn elsewhere(&self, at: At, said: &[At]) -> Vec<At> {
        let found = [
            self.elsewhere_at_the_time(at, said),
            self.origins.other_date(self.topics, at),
            self.origins.other_voices(self.topics, at, self.context),
        ];
        found.into_iter().find(|found| !found.is_empty()).unwrap_or_default()
    }
}

/// A distortion that a hedge or a slip could explain, of what was said; nothing where that is nothing.
fn weak(way: Way, said: Vec<At>) -> Option<Distortion> {
    let found = Distortion { way, said, elsewhere: Vec::new(), strength: Strength::Weak };
    Some(found).filter(|found| !found.said.is_empty())
}

/// Whether a claim and what its source said have no value in common on a common day: both ways where they speak of the
/// same scope, else by the low end of the part alone.
fn crosses(topic: &Topic<'_>, origin: &ClaimBox<'_>, claim: &ClaimBox<'_>) -> Option<Strength> {
    if origin.scope == claim.scope {
        let hole = MEASURE.in_hole((&origin.allowed, &origin.ends()), (&claim.allowed, &claim.ends()));
        return cross_either(&origin.ends(), &claim.ends(), &MEASURE).max(hole);
    }
    let exceeds = |part: &ClaimBox<'_>, whole: &ClaimBox<'_>| {
        let low = part.basis().low().filter(|_| topic.around(part.scope).contains(&whole.scope))?;
        whole.highs().filter_map(|high| MEASURE.cross(&low, &high)).max()
    };
    exceeds(origin, claim).max(exceeds(claim, origin))
}

/// Whether two claims give the same number, one of them with an end left open that the other closes.
fn rehedged(a: &ClaimBox<'_>, b: &ClaimBox<'_>) -> bool {
    let open =
        |claim: &ClaimBox<'_>| (claim.allowed.plain.low().is_none(), claim.allowed.plain.high().is_none());
    open(a) != open(b) && a.claim.stance == b.claim.stance && share_a_number(a, b)
}

/// The number that a claim adds, where it makes a range of the one number that its source gave: one that the source left
/// out.
fn stretched(said: &ClaimBox<'_>, told: &ClaimBox<'_>) -> Option<Decimal> {
    let range = told.allowed.unhedged();
    let (low, high) = (range.low()?.at.normalize(), range.high()?.at.normalize());
    let given = |number: Decimal| numbers(said).any(|given| given == number);
    let set = &said.allowed.plain;
    if low < high && given(low) && set.high().is_some_and(|end| high > end.at) {
        return Some(high);
    }
    (low < high && given(high) && set.low().is_some_and(|end| low < end.at)).then_some(low)
}

/// Whether a claim says of a part what its source said of the whole around it.
fn narrowed(topic: &Topic<'_>, said: &ClaimBox<'_>, told: &ClaimBox<'_>) -> bool {
    let same = match topic.definition.kind {
        Kind::Quantity => {
            numbers(told).any(|number| telling(&number) && numbers(said).any(|other| other == number))
        }
        _ => said.allowed.plain == told.allowed.plain,
    };
    same && said.scope.period == told.scope.period && topic.around(told.scope).contains(&said.scope)
}

/// Whether a claim says of one stretch of days what its source said of another: a stretch that begins or ends more than
/// `days` earlier or later.
fn misdated(said: &ClaimBox<'_>, told: &ClaimBox<'_>, days: i32) -> bool {
    let stretch =
        |claim: &ClaimBox<'_>| of_days(claim).filter(|days| days.throughout && days.first < days.last);
    let (Some(a), Some(b)) = (stretch(said), stretch(told)) else { return false };
    let same = (said.scope.place, said.scope.part) == (told.scope.place, told.scope.part)
        && said.allowed.plain == told.allowed.plain;
    let off = |a: Day, b: Day| a != b && (a.plus(days) < b || b.plus(days) < a);
    let When { first, last, .. } = a;
    same && (off(first, b.first) || off(last, b.last))
}
